"""The deck as a whole: what it counts, and what it misses."""

from __future__ import annotations

import pytest

from tests.content.small import SITUATION, VALUES

STEPS = """\
stappen:
  - {nummer: 1, naam: Kijken}
  - {nummer: 2, naam: Kiezen}
"""
FEELING = "- id: trots\n  woord: Trots\n  lens: VOELT\n  uitleg: Dat je het thuis vertelt.\n"


@pytest.fixture
def add(small):
    """Add text at the end of a file of the small deck."""

    def added(name: str, text: str) -> None:
        file = small.folder / name
        small.write(name, (file.read_text() if file.exists() else "") + text)

    return added


@pytest.fixture
def told(report):
    def names() -> set[tuple[str, str]]:
        return {(one.check.id, one.where.code) for one in report().signals}

    return names


def situations(amount: int, **changes: str) -> str:
    """Write so many situations, with one field changed in all."""
    text = ""
    for number in range(amount):
        one = SITUATION.replace("de-deur", f"deur-{number}").replace("De deur", f"Deur {number}")
        for old, new in changes.values():
            one = one.replace(old, new)
        text += one
    return text


def test_a_lens_without_a_value_is_told(add, told):
    add("waarden.yaml", FEELING.replace("VOELT", "DOET"))
    assert told() == {("lens-zonder-waarde", "deck")}


def test_two_values_need_not_cover_three_lenses_yet(told):
    assert told() == set()


def test_three_lenses_with_a_value_are_balanced(add, told):
    add("waarden.yaml", FEELING)
    assert told() == set()


def test_a_deck_without_values_needs_no_lens(small, told):
    small.write("waarden.yaml", "")
    small.write("situaties.yaml", "")
    small.write("rollen.yaml", "- {naam: Gastheer, opdracht: Zorg dat iedereen zit.}\n")
    assert told() == set()


def test_a_step_without_a_question_is_told(add, told):
    add("waarden.yaml", FEELING)
    add("deck.yaml", STEPS)
    add("vragen.yaml", "- {tekst: Wat zie je?, stap: 1}\n- {tekst: Wat hoor je?, stap: 1}\n")
    assert told() == {("stap-zonder-vraag", "deck")}


def test_fewer_questions_than_steps_are_a_deck_in_the_making(add, told):
    add("deck.yaml", STEPS)
    add("vragen.yaml", "- {tekst: Wat zie je?, stap: 1}\n")
    assert told() == set()


def test_steps_that_all_have_a_question_are_balanced(add, told):
    add("waarden.yaml", FEELING)
    add("deck.yaml", STEPS)
    add("vragen.yaml", "- {tekst: Wat zie je?, stap: 1}\n- {tekst: Wat kies je?, stap: 2}\n")
    assert told() == set()


def test_a_deck_without_question_cards_needs_none(add, told):
    add("waarden.yaml", FEELING)
    add("deck.yaml", STEPS)
    assert told() == set()


def test_a_situation_in_which_a_lens_is_not_at_stake_is_told(small, add, told):
    add("waarden.yaml", FEELING + VALUES.replace("rust", "kalm").replace("moed", "durf"))
    small.spoil("situaties.yaml", "[rust, moed]", "[rust, moed, durf]")
    assert told() == {
        ("lens-niet-in-spel", "S01"),
        ("dubbele-kaart", "W04"),
        ("dubbele-kaart", "W05"),
    }


def test_a_category_on_no_card_is_told(add, told):
    add("waarden.yaml", FEELING)
    add("deck.yaml", "categorieen:\n  thuis: {naam: Thuis, icoon: house}\n")
    assert told() == {("lege-categorie", "deck")}


def test_fewer_situations_than_categories_are_a_deck_in_the_making(add, told):
    add("deck.yaml", CATEGORIES)
    assert told() == set()


CATEGORIES = """\
categorieen:
  thuis: {naam: Thuis, icoon: house}
  werk: {naam: Werk, icoon: house}
"""


def categorised(at_home: int, at_work: int) -> str:
    text = situations(at_home + at_work)
    parts = text.split("  rol:")
    named = ["  categorie: thuis\n"] * at_home + ["  categorie: werk\n"] * at_work
    return parts[0] + "".join(
        f"{name}  rol:{part}" for name, part in zip(named, parts[1:], strict=True)
    )


@pytest.mark.parametrize(("home", "work", "heavy"), [(4, 2, True), (3, 3, False), (3, 2, False)])
def test_a_category_of_more_than_half_of_six_situations_is_heavy(
    small, add, told, home, work, heavy
):
    small.write(
        "situaties.yaml", categorised(home, work).replace("[rust, moed]", "[rust, moed, trots]")
    )
    add("waarden.yaml", FEELING)
    add("deck.yaml", CATEGORIES)
    assert (("zware-categorie", "deck") in told()) is heavy


def test_a_value_at_stake_in_no_situation_is_told(small, add, told):
    small.write("situaties.yaml", situations(6))
    add("waarden.yaml", FEELING)
    assert told() == {("ongebruikte-waarde", "W03")}


def test_two_cards_with_one_title_are_told_at_the_second(small, add, told):
    add("waarden.yaml", FEELING)
    add("situaties.yaml", SITUATION.replace("id: de-deur", "id: nog-een"))
    assert told() == {("dubbele-kaart", "S02")}


def test_a_deck_is_counted(small, add, report):
    small.write("situaties.yaml", situations(2))
    add("waarden.yaml", FEELING)
    add("deck.yaml", STEPS)
    add("vragen.yaml", "- {tekst: Wat zie je?, stap: 1}\n- {tekst: Wat hoor je?, stap: 1}\n")
    counted = report().balance
    assert counted.steps == {"Kijken": 2, "Kiezen": 0}
    assert counted.lenses == {"IS": 1, "DOET": 1, "VOELT": 1}
    assert counted.lenses_at_stake == {"IS": 2, "DOET": 2, "VOELT": 0}
    assert counted.values == {"Rust": 2, "Moed": 2, "Trots": 0}
    assert counted.longest_sentence == 7  # Het regent en de deur gaat open.
