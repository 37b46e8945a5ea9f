"""Questions: those that close, steer or call to account, and those that open."""

from __future__ import annotations

import pytest

from kaartgen.content.lint.signal import Role


@pytest.mark.parametrize(
    "text",
    [
        "Ga je naar binnen?",
        "Bel je haar of wacht je?",
        "Het regent. Heb je een jas?",
        "Speelt dit bij jullie ook?",
        "Accepteer je de taart?",
        "Mag een inspecteur dit?",
    ],
)
def test_a_question_for_yes_or_no_is_closed(named, text):
    assert named(text, Role.QUESTION) == {"gesloten-vraag"}


@pytest.mark.parametrize(
    "text",
    [
        "Zou je niet eerst even moeten bellen?",
        "Vind je ook niet dat dit te ver gaat?",
        "Waarom belde je niet?",
        "Je belt haar toch?",
        "Wat had je moeten doen?",
        "Wat doe je natuurlijk als eerste?",
        "Spannend, hè?",
    ],
)
def test_a_question_that_carries_its_answer_is_leading(named, text):
    assert named(text, Role.QUESTION) == {"sturende-vraag"}


@pytest.mark.parametrize(
    "text",
    [
        "Wat doe jij, en waarom?",
        "Hoe vaag mag een belofte zijn?",
        "Stel dat het regent, wat dan?",
        "In wiens huis zit je?",
        "Wie merkt het als jij niet belt?",
        "Van wie is dat woord?",
        "Wat als hij toch komt?",
        "Als je blijft, wat dan?",
        "Waarmee zou je beginnen?",
    ],
)
def test_an_open_question_is_fine(named, text):
    assert named(text, Role.QUESTION) == set()


def test_what_somebody_on_a_card_asks_may_be_closed(named):
    assert named("Mag ik dan naar huis? Waarom niet?", Role.SPEECH) == set()


@pytest.mark.parametrize("step", [None, 1, 3])
def test_why_comes_too_early_before_the_choice(named, step):
    assert named("Waarom doe je dat?", Role.QUESTION, step=step) == {"waarom-vraag"}


@pytest.mark.parametrize("step", [4, 5])
def test_why_is_fine_once_there_is_a_choice(named, step):
    assert named("Waarom doe je dat?", Role.QUESTION, step=step) == set()


def test_a_hint_tells_how_a_question_opens(small, report):
    small.spoil("situaties.yaml", "- Wat zie je?", "- Zie je haar?")
    (told,) = (one for one in report().signals if one.check.id == "gesloten-vraag")
    assert told.message == "Op ‘Zie je haar?’ kun je antwoorden met ja of nee."
    assert told.hint.startswith("Begin met wat, hoe, wie, welke, waar of wanneer")
