"""Situations: what gives the choice away, and what leaves the reader out."""

from __future__ import annotations

import pytest

from kaartgen.content.lint.signal import Role

STORY = "Het regent en de deur gaat open."


@pytest.fixture
def told(small, report):
    """The names of the signals of the small deck, one of its texts changed."""

    def names(old: str, new: str) -> set[str]:
        small.spoil("situaties.yaml", old, new)
        return {one.check.id for one in report().signals if one.where.code == "S01"}

    return names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Je ziet haar. Je had moeten bellen.", "had moeten"),
        ("Je had de moeder gisteren moeten bellen.", "had de moeder gisteren moeten"),
        ("Je ziet de beste oplossing.", "de beste oplossing"),
        ("Je besluit om te gaan.", "Je besluit om"),
        ("Achteraf bleek jij gelijk te hebben.", "Achteraf bleek"),
    ],
)
def test_a_story_that_gives_the_choice_away_is_told(found, text, words):
    assert found(text, Role.STORY) == [("oplossing", words)]


@pytest.mark.parametrize(
    "text",
    [
        "“Je had moeten bellen,” zegt ze tegen je.",
        "Je besluit ligt klaar op tafel.",
        "Jij moet nu iets zeggen.",
        "Je zoekt een uitweg.",
    ],
)
def test_a_story_that_stops_before_the_choice_is_fine(named, text):
    assert named(text, Role.STORY) == set()


def test_the_same_words_in_a_portrait_are_fine(named):
    assert named("Ik had moeten bellen.") == set()


def test_a_story_that_is_over_is_told(named):
    text = "Hij was laat. Ze belde je. Hij kwam niet. De deur ging open."
    assert named(text, Role.STORY) == {"verleden-tijd"}


def test_a_story_may_look_back(named):
    text = "Hij is laat. Gisteren belde hij je nog. Nu staat hij op de stoep. Het regent."
    assert named(text, Role.STORY) == set()


def test_a_story_told_with_ik_leaves_the_reader_out(told):
    assert told(
        f"{STORY}\n  kantelpunt: Ze kijkt je aan.", "Ik doe open.\n  kantelpunt: Stilte."
    ) == {"zonder-je"}


def test_a_story_about_the_role_leaves_the_reader_out(told):
    new = "De hulpverlener doet open.\n  kantelpunt: Stilte."
    assert told(f"{STORY}\n  kantelpunt: Ze kijkt je aan.", new) == {"zonder-je"}


def test_a_story_of_what_there_is_to_see_is_fine(told):
    new = "“Ik wacht,” zegt de boer. Het regent.\n  kantelpunt: Stilte."
    assert told(f"{STORY}\n  kantelpunt: Ze kijkt je aan.", new) == set()


@pytest.mark.parametrize("title", ["Vertrouwelijkheid", "Privacy", "Samenwerking", "Loyaliteit"])
def test_a_title_that_is_a_theme_is_told(told, title):
    assert told("titel: De deur", f"titel: {title}") == {"thema-titel"}


@pytest.mark.parametrize("title", ["Woning", "De waarheid", "Telefoon", "Wie schap vult"])
def test_a_title_that_shows_something_is_fine(told, title):
    assert told("titel: De deur", f"titel: {title}") == set()


def test_a_tension_with_one_side_is_told(told):
    assert told("Naar binnen of niet?", "Naar binnen?") == {"spanning"}


def test_somebody_who_looks_twice_is_told(told):
    assert told("naam: Het kind", "naam: de moeder") == {"zelfde-stem"}


def test_the_small_situation_itself_is_fine(told):
    assert told("De deur", "De deur") == set()
