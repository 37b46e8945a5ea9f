"""Cards that decks share: taken over by reference, changed, and blamed where they stand."""

from __future__ import annotations

import pytest

from kaartgen.content.kinds import RoleCard
from kaartgen.errors import ExitCode
from tests.content.small import SmallDeck, Told

OURS = """\
- id: gast
  naam: De gast
  opdracht: Kijk mee.
  zin: Mag ik iets vragen?
"""


@pytest.fixture
def shared(small: SmallDeck) -> SmallDeck:
    """The small deck beside a shared role of its own."""
    small.write("../gedeeld/rollen.yaml", OURS)
    return small


def roles(small: SmallDeck) -> list[RoleCard]:
    return [
        card.content for card in small.load().of_kind("rol") if isinstance(card.content, RoleCard)
    ]


def test_a_shared_card_comes_with_all_its_fields(shared):
    shared.write("rollen.yaml", "- gedeeld: gast\n")
    (role,) = roles(shared)
    assert (role.id, role.naam, role.opdracht, role.zin) == (
        "gast",
        "De gast",
        "Kijk mee.",
        "Mag ik iets vragen?",
    )


def test_a_shipped_card_can_be_shared_without_a_folder_of_ones_own(small):
    small.write("rollen.yaml", "- gedeeld: tijdbewaker\n")
    assert roles(small)[0].naam == "Tijdbewaker"


def test_what_the_deck_says_goes_over_what_is_shared(shared):
    shared.write("rollen.yaml", "- gedeeld: gast\n  naam: Onze gast\n  nummer: 4\n")
    (card,) = shared.load().of_kind("rol")
    assert (card.code, card.title, roles(shared)[0].opdracht) == ("R04", "Onze gast", "Kijk mee.")


def test_an_empty_field_takes_a_shared_one_away(shared):
    shared.write("rollen.yaml", "- gedeeld: gast\n  zin:\n")
    assert roles(shared)[0].zin is None


def test_a_shared_card_may_come_twice_under_another_id(shared):
    shared.write("rollen.yaml", "- gedeeld: gast\n- gedeeld: gast\n  id: tweede-gast\n")
    assert [card.id for card in shared.load().of_kind("rol")] == ["gast", "tweede-gast"]


def test_the_workspaces_own_shared_card_wins_over_the_shipped_one(small):
    small.write("../gedeeld/rollen.yaml", OURS.replace("id: gast", "id: tijdbewaker"))
    small.write("rollen.yaml", "- gedeeld: tijdbewaker\n")
    assert roles(small)[0].naam == "De gast"


def test_shipped_shared_cards_stay_within_reach_beside_ones_own(shared):
    shared.write("rollen.yaml", "- gedeeld: gast\n- gedeeld: tijdbewaker\n")
    assert [role.naam for role in roles(shared)] == ["De gast", "Tijdbewaker"]


def test_a_shared_perspective_can_be_named_on_a_situation(small):
    small.write("perspectieven.yaml", "- gedeeld: de-afwezige\n")
    small.spoil("situaties.yaml", "naam: Het kind", "kaart: de-afwezige")
    assert [card.code for card in small.load().cards] == ["S01", "P01", "W01", "W02"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "zin: Mag",
            "zinn: Mag",
            "regel 4, kolom 3: Het veld ‘zinn’ bestaat hier niet.\n  → Bedoel je ‘zin’?",
        ),
        ("naam: De gast", "naam: [De gast]", "regel 2, kolom 3: Bij ‘naam’ hoort tekst te staan."),
    ],
)
def test_a_mistake_in_a_shared_card_points_into_the_shared_file(shared, old, new, told):
    shared.spoil("../gedeeld/rollen.yaml", old, new)
    shared.write("rollen.yaml", "- gedeeld: gast\n")
    assert shared.refused() == Told(ExitCode.AUTHOR, f"gedeeld/rollen.yaml, {told}")


def test_a_mistake_in_a_shared_card_used_twice_is_told_once(shared):
    shared.spoil("../gedeeld/rollen.yaml", "zin: Mag", "zinn: Mag")
    shared.write("rollen.yaml", "- gedeeld: gast\n- gedeeld: gast\n  id: tweede\n")
    assert shared.refused() == Told(
        ExitCode.AUTHOR,
        "gedeeld/rollen.yaml, regel 4, kolom 3: Het veld ‘zinn’ bestaat hier niet.\n"
        "  → Bedoel je ‘zin’?",
    )


def test_a_mistake_in_what_the_deck_says_points_into_the_deck(shared):
    shared.write("rollen.yaml", "- gedeeld: gast\n  zin: [a]\n")
    assert shared.refused() == Told(
        ExitCode.AUTHOR, "proef/rollen.yaml, regel 2, kolom 3: Bij ‘zin’ hoort tekst te staan."
    )


def test_a_missing_glyph_in_a_shared_card_points_into_the_shared_file(shared):
    shared.spoil("../gedeeld/rollen.yaml", "naam: De gast", "naam: De ☃")
    shared.write("rollen.yaml", "- gedeeld: gast\n")
    told = shared.refused()
    assert told.code is ExitCode.FONT
    assert told.text.startswith("gedeeld/rollen.yaml, regel 2, kolom 3: R01 ‘De ☃’, voorkant: ")


def test_a_shared_file_that_is_broken_is_all_that_is_told(shared):
    shared.spoil("../gedeeld/rollen.yaml", "naam: De gast", 'naam: "De gast')
    shared.write("rollen.yaml", "- gedeeld: gast\n")
    assert shared.refused() == Told(
        ExitCode.AUTHOR,
        "gedeeld/rollen.yaml, regel 2, kolom 9: Een aanhalingsteken wordt geopend en niet "
        "gesloten.\n  → Zet aan het eind van de tekst hetzelfde aanhalingsteken.",
    )


def test_a_shared_file_without_a_list_is_all_that_is_told(shared):
    shared.write("../gedeeld/rollen.yaml", "id: gast\n")
    shared.write("rollen.yaml", "- gedeeld: gast\n")
    assert shared.refused() == Told(
        ExitCode.AUTHOR,
        "gedeeld/rollen.yaml, regel 1, kolom 1: Hier hoort een lijst van kaarten te staan.\n"
        "  → Begin elke kaart met ‘- ’ en laat de velden eronder twee spaties inspringen.",
    )


def test_a_shared_file_that_no_deck_uses_is_not_judged(shared):
    shared.spoil("../gedeeld/rollen.yaml", "naam: De gast", 'naam: "De gast')
    assert len(shared.load().cards) == 3


def test_one_shared_card_twice_is_told_at_the_second_reference(shared):
    shared.write("rollen.yaml", "- gedeeld: gast\n- gedeeld: gast\n")
    told = shared.refused()
    assert told.text.startswith("proef/rollen.yaml, regel 2, kolom ")
    assert "‘gast’" in told.text


def test_two_shared_cards_with_one_id_are_told(shared):
    shared.write("../gedeeld/rollen.yaml", OURS + OURS.replace("De gast", "De ander"))
    shared.write("rollen.yaml", "- gedeeld: gast\n")
    assert shared.refused().text.startswith("gedeeld/rollen.yaml, regel 5, kolom 3: De id ‘gast’")


@pytest.mark.parametrize("typed", ["", " ~", " [gast]", " {id: gast}"])
def test_a_reference_that_is_no_name_is_told_without_a_programmers_word(shared, typed):
    shared.write("rollen.yaml", f"- gedeeld:{typed}\n")
    told = shared.refused()
    assert told.text.startswith("proef/rollen.yaml, regel 1, kolom 3: ")
    assert not [word for word in ("None", "['", "{'") if word in told.text]


def test_a_reference_to_another_kind_is_not_found(shared):
    shared.write("jokers.yaml", "- gedeeld: gast\n")
    assert shared.refused() == Told(
        ExitCode.AUTHOR,
        "proef/jokers.yaml, regel 1, kolom 3: Er is geen gedeelde kaart ‘gast’ bij jokers.\n"
        "  → Bedoel je ‘pas’?",
    )
