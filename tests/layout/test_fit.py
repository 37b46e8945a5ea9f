"""Fit: one size for each kind of a deck, the largest that holds, above its floor, or an error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pytest

from kaartgen.content.deck import Card, Deck
from kaartgen.content.kinds import KINDS, SituationCard
from kaartgen.content.markup import plain
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import GlyphRun, runs
from kaartgen.geometry import MM_PER_POINT
from kaartgen.layout.look import Look, load_look
from kaartgen.layout.typeset import TypesetDeck, typeset
from kaartgen.workspace import Workspace

from .conftest import in_formats, only, with_text
from .ink import font_file

_TOLD = (
    "Je ziet hoe hij naar de deur kijkt en weer naar jou. Niemand zegt iets, de klok tikt, en "
    "buiten rijdt een bus voorbij die hij had moeten hebben. "
)
_SENTENCE = _TOLD.split()
_POKER = ("vraag", "perspectief", "waarde", "rol", "joker", "keuze")


def story(words: int) -> str:
    """Return a story of so many words."""
    return " ".join(_SENTENCE[index % len(_SENTENCE)] for index in range(words))


def situations(proof: Deck, *stories: str) -> Deck:
    """Return the proof deck with these stories on its first situations, and what they refer to."""
    told = list(proof.of_kind("situatie"))
    for index, text in enumerate(stories):
        told[index] = with_text(told[index], "verhaal", text)
    return only(proof, [*told, *proof.of_kind("perspectief"), *proof.of_kind("waarde")])


def sizes_of(ready: TypesetDeck, text: str) -> set[float]:
    """Return the sizes at which the words of a text are set, wherever they stand."""
    return {run.size_pt for run in texts(ready) if part_of(run.text, text)}


def texts(ready: TypesetDeck) -> Iterator[GlyphRun]:
    for one in ready.cards:
        for face in (one.faces.front, one.faces.back):
            for run, _ in runs(face):
                yield run


def part_of(run: str, text: str) -> bool:
    """Say whether a line comes from a text: long enough to tell, its hyphen taken off."""
    line = run.strip()
    return len(line) > 8 and (line in plain(text) or line.removesuffix("-") in plain(text))


def stories_size(ready: TypesetDeck) -> float:
    """Return the one size at which all stories of a deck are set."""
    sizes = {
        size
        for one in ready.cards
        if isinstance(one.card.content, SituationCard)
        for size in sizes_of(ready, one.card.content.verhaal)
    }
    assert len(sizes) == 1
    return sizes.pop()


def lines_at(text: str, size_pt: float, look: Look) -> int:
    """Return how many lines a text takes at 87 mm when each is filled as full as it goes."""
    font = font_file(look.house.book.font("text", 400).ref.file)
    measure = 87 / (size_pt * MM_PER_POINT)
    lines, width = 1, 0.0
    for word in text.split(" "):
        letters = sum(map(font.advance, word))
        width += letters + (font.advance(" ") if width else 0)
        if width > measure:
            lines, width = lines + 1, letters
    return lines


def test_all_cards_of_a_kind_come_in_one_size(proof: Deck, proof_look: Look) -> None:
    deck = situations(proof, story(20), story(85))
    assert stories_size(typeset(deck, proof_look, deck.cards)) in (12, 11.5, 11)


def test_a_short_story_comes_in_the_largest_size(proof: Deck, proof_look: Look) -> None:
    deck = situations(proof, story(30), story(30))
    assert stories_size(typeset(deck, proof_look, deck.cards)) == 12


def sizes_by_length(proof: Deck, look: Look) -> dict[int, float | None]:
    """Return the size for ever longer stories; None where they do not fit."""
    found: dict[int, float | None] = {}
    for words in range(60, 150, 3):
        deck = situations(proof, story(words))
        try:
            found[words] = stories_size(typeset(deck, look, deck.cards))
        except KaartgenError:
            found[words] = None
    return found


@pytest.fixture(scope="module")
def by_length(proof: Deck, proof_look: Look) -> Mapping[int, float | None]:
    return sizes_by_length(proof, proof_look)


def test_ever_longer_stories_go_down_the_ladder_step_by_step(
    by_length: Mapping[int, float | None],
) -> None:
    assert list(dict.fromkeys(by_length.values())) == [12, 11.5, 11, None]


@pytest.mark.parametrize(("size", "leading"), [(12, 16.2), (11.5, 15.5), (11, 14.9)])
def test_no_larger_size_would_hold_the_story(
    by_length: Mapping[int, float | None],
    proof_look: Look,
    size: float,
    leading: float,
) -> None:
    """The room and the gaps are the design's: from 5.6 under the band to 5.2 above the panel."""
    cap = 0.656 * MM_PER_POINT
    room = 148 - 33 - 5.6 - 32.6 - 5.2
    kantelpunt = 5 + size * cap + leading * MM_PER_POINT  # two lines
    other = 11 * cap + 4.1 + kantelpunt
    for words, found in by_length.items():
        lines = lines_at(story(words), size, proof_look)
        if other + size * cap + (lines - 1) * leading * MM_PER_POINT <= room:
            assert found is not None, words
            assert found >= size, words


def test_one_long_card_moves_its_whole_kind_down(proof: Deck, proof_look: Look) -> None:
    short = situations(proof, story(30), story(30))
    long = situations(proof, story(30), story(105))
    sizes = [stories_size(typeset(deck, proof_look, deck.cards)) for deck in (short, long)]
    assert sizes[1] < sizes[0]


def test_one_long_card_leaves_other_kinds_alone(proof: Deck, proof_look: Look) -> None:
    def of_values(deck: Deck) -> set[float]:
        return sizes_of(typeset(deck, proof_look, deck.cards), "doen wat je zei, ook als niemand")

    assert of_values(situations(proof, story(105))) == of_values(situations(proof, story(30)))


def test_a_long_question_goes_down_its_own_ladder(proof: Deck, proof_look: Look) -> None:
    question = "Wat zou jij nu tegen hem zeggen als je wist dat niemand je dat ooit zou verwijten?"
    cards = [with_text(card, "tekst", question) for card in proof.of_kind("vraag")]
    short = typeset(proof, proof_look, proof.of_kind("vraag"))
    deck = only(proof, cards)
    long = typeset(deck, proof_look, cards)
    help_line = "Noem één detail dat een ander over het hoofd zag."
    assert sizes_of(long, question).pop() < 18
    assert sizes_of(long, help_line) == sizes_of(short, help_line)


def test_the_size_that_is_told_is_the_size_of_the_stories(proof: Deck, proof_look: Look) -> None:
    deck = situations(proof, story(30), story(105))
    ready = typeset(deck, proof_look, deck.cards)
    told = {size.kind.name: size.size_pt for size in ready.sizes}
    assert told["situatie"] == stories_size(ready)


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_a_card_set_alone_is_the_card_of_the_whole_deck(
    proof: Deck, proof_look: Look, proof_set: TypesetDeck, name: str
) -> None:
    chosen = proof.of_kind(name)[-1]
    alone = typeset(proof, proof_look, [chosen]).cards
    together = [one for one in proof_set.cards if one.card is chosen]
    assert [one.faces for one in alone] == [one.faces for one in together]


def test_a_choice_comes_in_the_order_it_was_made(proof: Deck, proof_look: Look) -> None:
    chosen = [proof.cards[4], proof.cards[0], proof.cards[4]]
    assert [one.card for one in typeset(proof, proof_look, chosen).cards] == chosen


def test_a_choice_still_answers_for_the_whole_deck(proof: Deck, proof_look: Look) -> None:
    deck = situations(proof, story(30), story(300))
    with pytest.raises(KaartgenError, match="S02"):
        typeset(deck, proof_look, [deck.cards[0]])


# What an author writes to be read is body; its printed headings and signs are support.
_BODY_NAMES = (
    "rol verhaal kantelpunt vraag spanning hulpzin tekst bril belang uitleg wie situatie_kort "
    "keuze twijfel doel tip opdracht effect zin"
)
_BODY = _BODY_NAMES.split()


def body_texts(cards: Sequence[Card]) -> list[str]:
    return [
        str(text)
        for card in cards
        for name in _BODY
        if (text := getattr(card.content, name, None)) and isinstance(text, str)
    ]


@pytest.mark.parametrize("scale", [1.0, 0.97, 0.92])
def test_what_is_to_be_read_is_printed_at_eleven_points_or_more(
    proof: Deck, proof_look: Look, scale: float
) -> None:
    ready = typeset(proof, proof_look, proof.cards, scales={"a6": scale, "tarot": scale})
    body = body_texts(proof.cards)
    small = {
        (run.text, run.size_pt * scale)
        for run in texts(ready)
        if any(part_of(run.text, text) for text in body) and run.size_pt * scale < 11 - 1e-6
    }
    assert small == set()


@pytest.mark.parametrize("scale", [1.0, 0.97, 0.92])
def test_what_supports_is_printed_at_nine_points_or_more(
    proof: Deck, proof_look: Look, scale: float
) -> None:
    ready = typeset(proof, proof_look, proof.cards, scales={"a6": scale, "tarot": scale})
    file = proof.file
    small_print = [proof.foot, *file.makers, str(file.dank), "Teksten: Proefploeg. CC BY 4.0. Geen"]
    small = {
        run.text
        for run in texts(ready)
        if run.size_pt * scale < 9 - 1e-6
        and run.text not in " ".join([*small_print, "uitgave van Stichting Voorbeeld."])
    }
    assert small == set()


@pytest.mark.parametrize("scale", [1.0, 0.97, 0.92])
def test_credits_are_printed_at_seven_points_or_more(
    proof: Deck, proof_look: Look, scale: float
) -> None:
    ready = typeset(proof, proof_look, proof.cards, scales={"a6": scale, "tarot": scale})
    assert min(run.size_pt for run in texts(ready)) * scale >= 7 - 1e-6


def test_a_scale_holds_for_its_own_format_only(proof: Deck, proof_look: Look) -> None:
    ready = typeset(proof, proof_look, proof.cards, scales={"a6": 0.92})
    same = typeset(proof, proof_look, proof.cards)
    tarot = [
        [one.faces for one in each.cards if one.template.format_name == "tarot"]
        for each in (ready, same)
    ]
    assert tarot[0] == tarot[1]


@pytest.fixture(scope="module")
def overflow(proof: Deck, proof_look: Look) -> KaartgenError:
    deck = situations(proof, story(180))
    with pytest.raises(KaartgenError) as caught:
        typeset(deck, proof_look, deck.cards)
    return caught.value


def test_a_story_that_is_too_long_is_an_error_of_its_own_kind(overflow: KaartgenError) -> None:
    assert overflow.code is ExitCode.DOES_NOT_FIT


def test_an_overflow_names_the_card_its_face_and_the_field(overflow: KaartgenError) -> None:
    problem = overflow.problems[0]
    assert problem.message.startswith("S01 ‘De natte jas’, voorkant:")
    assert "verhaal" in str(problem.hint)


def test_an_overflow_points_at_the_field_in_the_authors_file(overflow: KaartgenError) -> None:
    place = overflow.problems[0].place
    assert place is not None
    line = place.file.read_text("utf-8").split("\n")[(place.line or 0) - 1]
    assert (place.file.name, line.strip()[:8]) == ("situaties.yaml", "verhaal:")


def test_an_overflow_tells_lines_and_characters(overflow: KaartgenError) -> None:
    assert re.search(r"\d+ regels over \(ongeveer \d+ tekens\)", overflow.problems[0].message)


def test_cutting_what_an_overflow_tells_makes_the_story_fit(
    overflow: KaartgenError, proof: Deck, proof_look: Look
) -> None:
    told = re.search(r"ongeveer (\d+) tekens", overflow.problems[0].message)
    assert told is not None
    # "About": a line more or less, of some 50 characters.
    kept = story(180)[: -int(told[1]) - 50]
    deck = situations(proof, kept.rpartition(" ")[0])
    assert stories_size(typeset(deck, proof_look, deck.cards)) == 11


def test_an_overflow_does_not_tell_more_than_there_is_to_cut(
    overflow: KaartgenError, proof: Deck, proof_look: Look
) -> None:
    told = re.search(r"ongeveer (\d+) tekens", overflow.problems[0].message)
    assert told is not None
    kept = story(180)[: -int(told[1]) + 120]
    deck = situations(proof, kept.rpartition(" ")[0])
    with pytest.raises(KaartgenError):
        typeset(deck, proof_look, deck.cards)


def test_every_card_that_overflows_is_told_at_once(proof: Deck, proof_look: Look) -> None:
    deck = situations(proof, story(200), story(200))
    with pytest.raises(KaartgenError) as caught:
        typeset(deck, proof_look, deck.cards)
    assert [problem.message[:3] for problem in caught.value.problems] == ["S01", "S02"]


def test_a_title_of_three_lines_is_too_long_for_two(proof: Deck, proof_look: Look) -> None:
    title = "De man die elke dag om vijf uur voor het raam staat en naar de bus kijkt die niet komt"
    cards = [with_text(card, "titel", title) for card in proof.of_kind("beeld")]
    with pytest.raises(KaartgenError, match="er passen 2 regels") as caught:
        typeset(only(proof, cards), proof_look, cards)
    assert caught.value.code is ExitCode.DOES_NOT_FIT


def test_a_character_without_a_glyph_is_an_error_of_the_font(proof: Deck, proof_look: Look) -> None:
    cards = [with_text(card, "opdracht", "Vouw een ☃.") for card in proof.of_kind("rol")]
    with pytest.raises(KaartgenError, match="☃") as caught:
        typeset(only(proof, cards), proof_look, cards)
    problem = caught.value.problems[0]
    assert caught.value.code is ExitCode.FONT
    assert problem.place is not None
    assert problem.place.file.name == "rollen.yaml"


def with_word(proof: Deck, word: str) -> Deck:
    cards = proof.of_kind("waarde")
    return only(proof, [with_text(cards[0], "woord", word), *cards[1:]])


def test_a_word_wider_than_its_line_is_an_error(proof: Deck, proof_look: Look) -> None:
    deck = with_word(proof, "Verantwoordelijkheidsgevoel")
    with pytest.raises(KaartgenError, match="Verantwoordelijkheidsgevoel") as caught:
        typeset(deck, proof_look, deck.cards)
    assert caught.value.code is ExitCode.DOES_NOT_FIT


def test_the_remedy_for_a_word_that_is_too_wide_works(proof: Deck, proof_look: Look) -> None:
    deck = with_word(proof, "Verantwoordelijkheidsgevoel")
    with pytest.raises(KaartgenError) as caught:
        typeset(deck, proof_look, deck.cards)
    if "\\u00ad" in str(caught.value.problems[0].hint):
        mended = with_word(proof, "Verantwoor\u00addelijkheids\u00adgevoel")
        typeset(mended, proof_look, mended.cards)


def test_a_deck_of_all_eleven_kinds_fits(proof: Deck, proof_look: Look) -> None:
    ready = typeset(proof, proof_look, proof.cards)
    assert {one.card.kind.letter for one in ready.cards} == set("SVPWBFRJLIK")


@pytest.mark.parametrize("name", _POKER)
def test_cards_that_are_short_on_tarot_fit_on_poker(
    workspace: Workspace, proof: Deck, name: str
) -> None:
    deck = in_formats(only(proof, proof.of_kind(name)), {name: "poker"})
    ready = typeset(deck, load_look(workspace, deck), deck.cards)
    assert {one.template.format_name for one in ready.cards} == {"poker"}


@pytest.mark.parametrize("scale", [1.0, 0.97, 0.92])
def test_the_shipped_deck_fits_at_every_scale_of_a_home_print(
    jeugdzorg: Deck, jeugdzorg_look: Look, scale: float
) -> None:
    ready = typeset(jeugdzorg, jeugdzorg_look, jeugdzorg.cards, scales={"a6": 1.0, "tarot": scale})
    assert len(ready.cards) == len(jeugdzorg.cards)


def test_lines_never_touch_and_never_drift_apart(proof_look: Look) -> None:
    for template in proof_look.templates.values():
        for style in template.styles.values():
            for size in style.sizes:
                assert 1.0 <= size.leading_pt / size.size_pt <= 1.36


def test_no_ladder_goes_below_its_floor(proof_look: Look) -> None:
    floors = {"body": 11, "support": 9, "credits": 7}
    for template in proof_look.templates.values():
        for style in template.styles.values():
            assert min(size.size_pt for size in style.sizes) >= floors[style.floor]


def test_every_ladder_goes_down(proof_look: Look) -> None:
    for template in proof_look.templates.values():
        for style in template.styles.values():
            sizes = [size.size_pt for size in style.sizes]
            assert sizes == sorted(set(sizes), reverse=True)
