"""What a template can name beside an author's own fields: looked up, counted and put in words."""

from __future__ import annotations

import pytest

from kaartgen.content.bind import card_fields, kind_fields
from kaartgen.content.deck import Deck
from kaartgen.content.item import FieldValue, Item
from kaartgen.content.kinds import KIND_BY_NAME, KINDS

from .conftest import only


def fields(deck: Deck, code: str, number: int | None = None) -> dict[str, FieldValue]:
    """Return the fields of one card; `number` tells apart what shares a code."""
    card = next(card for card in deck.cards if card.code == code)
    assert number is None or card.number == number
    return dict(card_fields(card, deck).fields)


def column(value: FieldValue, name: str) -> list[FieldValue]:
    assert isinstance(value, tuple)
    return [item.fields[name] for item in value]


def inside(value: FieldValue) -> dict[str, FieldValue]:
    assert isinstance(value, Item)
    return dict(value.fields)


def test_a_perspective_takes_its_name_from_its_card_unless_it_has_one(proof: Deck) -> None:
    names = column(fields(proof, "S01")["perspectieven"], "naam")
    assert names == ["De buur die alles hoort", "Noor", "Het zusje"]


def test_the_values_of_a_situation_come_as_words_with_their_lens(proof: Deck) -> None:
    values = fields(proof, "S01")["waarden"]
    assert column(values, "woord") == ["vertrouwen", "zorgvuldigheid", "gelijkheid"]
    assert column(values, "lens") == ["VOELT", "IS", "DOET"]


def test_a_category_comes_with_its_word_and_icon(proof: Deck) -> None:
    assert inside(fields(proof, "S01")["categorie"]) == {"naam": "Thuis", "icoon": "house-line"}


def test_a_question_without_category_or_lens_has_neither(proof: Deck) -> None:
    found = fields(proof, "V02")
    assert {"categorie", "lens", "hulpzin"}.isdisjoint(found)


def test_a_step_comes_with_its_number_name_and_question(proof: Deck) -> None:
    assert inside(fields(proof, "V02")["stap"]) == {
        "nummer": "2",
        "naam": "Perspectieven",
        "vraag": "Wie kijkt er nog meer?",
    }


def test_a_situation_asks_what_to_do_unless_it_asks_something_else(proof: Deck) -> None:
    assert fields(proof, "S01")["vraag"] == "Wat zeg je, en tegen wie?"
    assert fields(proof, "S02")["vraag"] == "Wat doe jij, en waarom?"


@pytest.mark.parametrize(
    ("code", "label"), [("W01", "VOELT goed"), ("W02", "IS goed"), ("W03", "DOET goed")]
)
def test_a_value_comes_with_the_words_of_its_lens(proof: Deck, code: str, label: str) -> None:
    assert inside(fields(proof, code)["lens"])["label"] == label


def test_a_portrait_weighs_by_all_three_lenses_in_order(proof: Deck) -> None:
    lenses = fields(proof, "B01")["lenzen"]
    assert column(lenses, "naam") == ["IS", "DOET", "VOELT"]
    assert column(lenses, "label") == ["IS goed", "DOET goed", "VOELT goed"]
    assert column(lenses, "tekst")[0] == "Een besluit zonder hem hield nooit lang stand."


def test_the_front_of_a_werkvorm_has_the_smaller_half_of_its_steps(proof: Deck) -> None:
    found = fields(proof, "F01")
    assert column(found["stappen_voor"], "nr") == ["1", "2"]
    assert column(found["stappen_achter"], "nr") == ["3", "4", "5"]


def test_the_two_halves_together_are_all_steps(proof: Deck) -> None:
    found = fields(proof, "F01")
    halves = [*column(found["stappen_voor"], "tekst"), *column(found["stappen_achter"], "tekst")]
    assert halves == column(found["stappen"], "tekst")


def test_a_werkvorm_says_in_words_with_whom_how_long_and_with_what(proof: Deck) -> None:
    found = fields(proof, "F01")
    assert found["groep"] == "3 tot 8 mensen"
    assert found["minuten"] == "20 minuten"
    assert found["materiaal_regel"] == "De waardekaarten, briefjes en pennen"
    assert column(found["stappen"], "minuten") == ["3 min", "5 min", "2 min", "6 min", "4 min"]


def test_the_legend_names_every_other_kind_of_the_deck_in_order(proof: Deck) -> None:
    legend = fields(proof, "I01")["legenda"]
    assert "".join(str(letter) for letter in column(legend, "letter")) == "SVPWBFRJLK"
    assert column(legend, "woord")[4] == "Beeld"


def test_the_legend_leaves_out_kinds_that_are_not_there(proof: Deck) -> None:
    less = only(proof, [*proof.of_kind("rol"), *proof.of_kind("instructie")])
    assert column(fields(less, "I01")["legenda"], "letter") == ["R"]


def test_blocks_are_told_apart_by_their_side(proof: Deck) -> None:
    found = fields(proof, "I01")
    assert column(found["blokken_voor"], "kop") == ["Waarvoor", "Met wie"]
    assert column(found["blokken_achter"], "kop") == ["Vijf stappen"]


def test_a_heading_without_a_number_takes_the_lines_of_its_card(proof: Deck) -> None:
    found = fields(proof, "L01")
    assert column(found["kopjes_voor"], "regels") == ["1", "7", "3"]
    assert column(found["kopjes_achter"], "regels") == ["5", "2"]


def test_a_keuze_comes_with_its_letter_and_that_of_its_kind(proof: Deck) -> None:
    found = fields(proof, "K02")
    assert (found["keuze"], found["letter"]) == ("B", "K")


def test_lists_are_numbered_from_one(proof: Deck) -> None:
    assert column(fields(proof, "S01")["perspectieven"], "nr") == ["1", "2", "3"]


def test_items_know_where_in_the_file_they_come_from(proof: Deck) -> None:
    voices = fields(proof, "S01")["perspectieven"]
    assert isinstance(voices, tuple)
    assert voices[2].origin == ("perspectieven", 2, "zin")


@pytest.mark.parametrize("code", ["S01", "V02", "P01", "W03", "B01", "F01", "R01", "J02", "I01"])
def test_every_card_knows_its_letter_digits_code_and_deck(proof: Deck, code: str) -> None:
    found = fields(proof, code)
    assert (found["letter"], found["cijfers"], found["code"]) == (code[0], code[1:], code)
    assert inside(found["deck"])["voet"] == "Proefdeck · versie 3 · proef"


def test_the_rights_of_a_deck_are_one_text(proof: Deck) -> None:
    assert inside(fields(proof, "I01")["deck"])["rechten"] == (
        "Teksten: Proefploeg. CC BY 4.0. Geen uitgave van Stichting Voorbeeld."
    )


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_a_back_that_a_kind_shares_has_no_number(proof: Deck, name: str) -> None:
    kind = KIND_BY_NAME[name]
    found = kind_fields(kind, proof).fields
    assert found["letter"] == kind.letter
    assert {"cijfers", "code"}.isdisjoint(found)
