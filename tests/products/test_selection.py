"""Which cards are printed: codes, ranges, kinds, copies and sets, and what names nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaartgen.content.deck import Deck
from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.products.selection import Selection, chosen
from kaartgen.workspace import Workspace


def _codes(deck: Deck, selection: Selection) -> list[str]:
    return [card.code for card in chosen(deck, selection)]


def _problems(deck: Deck, selection: Selection) -> tuple[Problem, ...]:
    with pytest.raises(KaartgenError) as caught:
        chosen(deck, selection)
    assert caught.value.code is ExitCode.USAGE
    return caught.value.problems


def _all(deck: Deck, letters: str) -> list[str]:
    """Return the codes of all cards of these kinds, each once, in the order of the deck."""
    return [card.code for card in deck.cards if card.kind.letter in letters]


def test_without_a_choice_every_card_is_printed_as_often_as_its_author_says(
    jeugdzorg: Deck,
) -> None:
    wanted = [card.code for card in jeugdzorg.cards for _ in range(card.content.aantal)]
    assert _codes(jeugdzorg, Selection()) == wanted


def test_the_core_of_the_deck_is_54_cards(jeugdzorg: Deck) -> None:
    assert len(chosen(jeugdzorg, Selection(core=True))) == 54


def test_the_core_leaves_out_what_its_author_leaves_out(jeugdzorg: Deck) -> None:
    codes = set(_codes(jeugdzorg, Selection(core=True)))
    assert codes == {card.code for card in jeugdzorg.cards if card.content.kern}


@pytest.mark.parametrize(
    ("only", "codes"),
    [
        ("S01", ["S01"]),
        ("s01", ["S01"]),
        ("S1", ["S01"]),
        ("S01,S04", ["S01", "S04"]),
        (" S01 , S04 ", ["S01", "S04"]),
        ("S04-S07", ["S04", "S05", "S06", "S07"]),
        ("S04–S07", ["S04", "S05", "S06", "S07"]),
        ("S4-7", ["S04", "S05", "S06", "S07"]),
        ("s4 - s5", ["S04", "S05"]),
        ("S04-S04", ["S04"]),
        ("de-volle-koelkast", ["S02"]),
        ("De-Volle-Koelkast", ["S02"]),
        ("S01,V09-V10,B02", ["S01", "V09", "V10", "B02"]),
    ],
)
def test_cards_are_chosen_by_code_range_or_id(only: str, codes: list[str], jeugdzorg: Deck) -> None:
    assert _codes(jeugdzorg, Selection(only)) == codes


@pytest.mark.parametrize("only", ["B", "b", " B "])
def test_a_letter_chooses_all_cards_of_its_kind(only: str, jeugdzorg: Deck) -> None:
    assert _codes(jeugdzorg, Selection(only)) == _all(jeugdzorg, "B")


def test_a_range_that_goes_on_too_far_ends_at_the_last_card(jeugdzorg: Deck) -> None:
    assert _codes(jeugdzorg, Selection("V02-V99")) == _all(jeugdzorg, "V")[1:]


def test_cards_come_in_the_order_of_the_deck_whatever_the_order_of_the_choice(
    jeugdzorg: Deck,
) -> None:
    assert _codes(jeugdzorg, Selection("V02,S03,S01")) == ["S01", "S03", "V02"]


def test_a_card_that_is_named_twice_is_printed_once(jeugdzorg: Deck) -> None:
    assert _codes(jeugdzorg, Selection("S01,S01-S02,niet-doorvertellen")) == ["S01", "S02"]


@pytest.mark.parametrize("kinds", ["V", "v", "vraag", "Vraag"])
def test_a_kind_is_chosen_by_its_letter_or_its_name(kinds: str, jeugdzorg: Deck) -> None:
    assert _codes(jeugdzorg, Selection(kinds=kinds)) == _all(jeugdzorg, "V")


def test_several_kinds_are_chosen_with_commas(jeugdzorg: Deck) -> None:
    assert _codes(jeugdzorg, Selection(kinds="B, rol")) == _all(jeugdzorg, "BR")


def test_cards_and_kinds_together_leave_what_is_in_both(jeugdzorg: Deck) -> None:
    assert _codes(jeugdzorg, Selection("S01,V01,V02", "V")) == ["V01", "V02"]


def test_without_a_number_a_card_comes_as_often_as_its_author_says(jeugdzorg: Deck) -> None:
    assert _codes(jeugdzorg, Selection("L01,L02")) == ["L01", "L01", "L02", "L02"]


def test_a_number_of_copies_goes_before_the_authors_number(jeugdzorg: Deck) -> None:
    assert _codes(jeugdzorg, Selection("L01,L02", copies=1)) == ["L01", "L02"]


def test_copies_of_a_card_lie_next_to_each_other(jeugdzorg: Deck) -> None:
    codes = _codes(jeugdzorg, Selection("S01,S02", copies=3))
    assert codes == ["S01"] * 3 + ["S02"] * 3


def test_copies_are_the_same_card(jeugdzorg: Deck) -> None:
    first, second = chosen(jeugdzorg, Selection("S01", copies=2))
    assert first is second


def test_sets_come_one_after_another(jeugdzorg: Deck) -> None:
    assert _codes(jeugdzorg, Selection("S01,S02", sets=2)) == ["S01", "S02", "S01", "S02"]


def test_sets_of_a_whole_deck_hold_every_copy(jeugdzorg: Deck) -> None:
    assert len(chosen(jeugdzorg, Selection(core=True, sets=3))) == 3 * 54


def test_copies_and_sets_multiply(jeugdzorg: Deck) -> None:
    codes = _codes(jeugdzorg, Selection("S01,S02", copies=2, sets=2))
    assert codes == ["S01", "S01", "S02", "S02"] * 2


def test_jokers_and_votes_are_chosen_as_any_card(eleven: Workspace) -> None:
    deck = load(eleven, "klein")
    assert _codes(deck, Selection("J,K02")) == ["J01", "J02", "K02"]


# ---- tags


@pytest.fixture
def tagged(eleven: Workspace) -> Deck:
    """The deck of all kinds, with tags on a situation, a question and a value."""
    for file, line, tags in (
        ("situaties", "- titel: De dichte deur", "[Eerste gesprek, nacht]"),
        ("vragen", "- {tekst: Wat zie je als je niets invult?, ", "[eerste gesprek]"),
        ("waarden", "- {woord: Moed, ", "[één-op-één]"),
    ):
        path = Path(str(eleven.root)) / "kaarten" / "klein" / f"{file}.yaml"
        text = path.read_text("utf-8")
        assert line in text
        tag = f"{line}tags: {tags}, " if line.endswith(", ") else f"{line}\n  tags: {tags}"
        path.write_text(text.replace(line, tag), encoding="utf-8")
    return load(eleven, "klein")


def test_a_tag_chooses_every_card_that_carries_it(tagged: Deck) -> None:
    assert _codes(tagged, Selection(tags="eerste gesprek")) == ["S01", "V01"]


@pytest.mark.parametrize("tag", ["NACHT", "een op een", "Één-op-één", "nacht "])
def test_capitals_accents_and_hyphens_of_a_tag_do_not_matter(tag: str, tagged: Deck) -> None:
    assert len(_codes(tagged, Selection(tags=tag))) == 1


def test_several_tags_choose_what_carries_any_of_them(tagged: Deck) -> None:
    assert _codes(tagged, Selection(tags="nacht,één-op-één")) == ["S01", "W02"]


def test_a_tag_and_a_kind_leave_what_is_in_both(tagged: Deck) -> None:
    assert _codes(tagged, Selection(kinds="V", tags="eerste gesprek")) == ["V01"]


def test_an_unknown_tag_is_answered_with_the_nearest_one(tagged: Deck) -> None:
    (problem,) = _problems(tagged, Selection(tags="eerste gespek"))
    assert problem.message == "Geen kaart in dit deck heeft de tag ‘eerste gespek’."
    assert problem.hint == "Bedoel je ‘eerste gesprek’?"


def test_a_tag_like_no_other_is_answered_with_all_of_them(tagged: Deck) -> None:
    (problem,) = _problems(tagged, Selection(tags="zzzz"))
    assert problem.hint == "Kies uit: eerste gesprek, nacht, één-op-één."


def test_where_there_are_many_tags_a_strange_one_is_answered_with_where_to_look(
    jeugdzorg: Deck,
) -> None:
    (problem,) = _problems(jeugdzorg, Selection(tags="zzzz"))
    assert "kaartgen lijst jeugdzorg" in (problem.hint or "")


def test_in_a_deck_without_tags_one_is_told_where_to_write_them(eleven: Workspace) -> None:
    (problem,) = _problems(load(eleven, "klein"), Selection(tags="nacht"))
    assert "tags: [" in (problem.hint or "")


def test_a_tag_that_ships_reaches_over_several_kinds(jeugdzorg: Deck) -> None:
    assert {code[0] for code in _codes(jeugdzorg, Selection(tags="eerste gesprek"))} >= set("SVPW")


# ---- choices that name nothing


def test_an_unknown_number_is_answered_with_the_numbers_that_exist(jeugdzorg: Deck) -> None:
    (problem,) = _problems(jeugdzorg, Selection("S99"))
    assert problem.message == "Dit deck heeft geen kaart ‘S99’."
    assert problem.hint == f"Van S zijn er S01 tot en met {_all(jeugdzorg, 'S')[-1]}."


@pytest.mark.parametrize("only", ["S80-S90", "S07-S04", "S01-V03", "Q01", "niet-bestaand"])
def test_a_choice_of_no_card_at_all_is_refused(only: str, jeugdzorg: Deck) -> None:
    (problem,) = _problems(jeugdzorg, Selection(only))
    assert f"‘{only}’" in problem.message
    assert problem.hint


def test_a_letter_of_a_kind_that_this_deck_lacks_is_refused(eleven: Workspace) -> None:
    (Path(str(eleven.root)) / "kaarten" / "klein" / "keuzes.yaml").unlink()
    (problem,) = _problems(load(eleven, "klein"), Selection("K"))
    assert "‘K’" in problem.message


def test_a_misspelt_id_is_answered_with_the_nearest_one(jeugdzorg: Deck) -> None:
    (problem,) = _problems(jeugdzorg, Selection("de-vole-koelkast"))
    assert "de-volle-koelkast" in (problem.hint or "")


def test_an_unknown_kind_is_answered_with_the_nearest_one(jeugdzorg: Deck) -> None:
    (problem,) = _problems(jeugdzorg, Selection(kinds="vragen"))
    assert "‘vragen’" in problem.message
    assert "vraag" in (problem.hint or "")


def test_all_mistakes_in_a_choice_are_told_at_once(jeugdzorg: Deck) -> None:
    problems = _problems(jeugdzorg, Selection("S99,V01,V77", "S,X"))
    assert [part in "".join(p.message for p in problems) for part in ("S99", "V77", "X")] == [
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    "selection", [Selection("S01", "V"), Selection("S01", "B"), Selection(",")]
)
def test_a_choice_that_leaves_nothing_is_refused(selection: Selection, jeugdzorg: Deck) -> None:
    (problem,) = _problems(jeugdzorg, selection)
    assert problem.message == "Met deze keuze blijft er geen kaart over."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Selection(), Selection("S01")),
        (Selection("S01"), Selection("S02")),
        (Selection("S01,S02"), Selection("S01-S02,S04")),
        (Selection("V"), Selection("V", copies=2)),
        (Selection(), Selection(sets=2)),
        (Selection(), Selection(core=True)),
        (Selection("S01", copies=1), Selection("S01")),
        (Selection("S01-S03"), Selection("S01,S03")),
        (Selection(), Selection(tags="nacht")),
        (Selection("nacht"), Selection(tags="nacht")),
        (Selection(tags="a,b"), Selection(tags="a b")),
    ],
)
def test_another_choice_goes_to_another_file(one: Selection, other: Selection) -> None:
    assert one.suffix != other.suffix


@pytest.mark.parametrize("only", ["S01,S04-S07", "V / P", "de-volle-koelkast", "../../x"])
def test_a_choice_adds_nothing_strange_to_a_file_name(only: str) -> None:
    assert all(
        sign.isascii() and (sign.isalnum() or sign == "-") for sign in Selection(only).suffix
    )
