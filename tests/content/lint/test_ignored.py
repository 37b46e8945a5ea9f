"""`negeer`: what it silences, what it leaves, and what is told when it silences nothing."""

from __future__ import annotations

import pytest

from tests.content.small import DECK

LONG = " ".join(["Je", *(f"loopt{n}" for n in range(25))]) + "."


@pytest.fixture
def told(small, report):
    """The signals (name and code) of a deck with one long story, ignoring what is given."""
    small.spoil("situaties.yaml", "Het regent en de deur gaat open.", LONG)

    def names(negeer: str) -> list[tuple[str, str]]:
        small.write("deck.yaml", f"{DECK}negeer:\n{negeer}" if negeer else DECK)
        return [(one.check.id, one.where.code) for one in report().signals]

    return names


def test_without_it_the_signal_is_told(told):
    assert told("") == [("lange-zin", "S01")]


@pytest.mark.parametrize(
    "entry",
    [
        "{signaal: lange-zin, reden: Zo praat hij.}",
        "{kaart: S01, reden: Zo praat hij.}",
        "{kaart: s01, signaal: lange-zin, reden: Zo praat hij.}",
        "{signaal: lange-zin, tekst: loopt3 loopt4, reden: Zo praat hij.}",
    ],
)
def test_a_signal_is_silenced_by_its_name_its_card_or_its_words(told, entry):
    assert told(f"  - {entry}\n") == []


@pytest.mark.parametrize(
    "entry",
    [
        "{signaal: afkorting, reden: Zo praat hij.}",
        "{kaart: S02, signaal: lange-zin, reden: Zo praat hij.}",
        "{signaal: lange-zin, tekst: iets anders, reden: Zo praat hij.}",
    ],
)
def test_what_silences_nothing_is_told_beside_the_signal(told, entry):
    assert told(f"  - {entry}\n") == [("negeer", "deck"), ("lange-zin", "S01")]


def test_what_is_ignored_is_counted(told, report):
    told("  - {kaart: S01, reden: Zo praat hij.}\n")
    assert report().ignored == 1
    told("  - {kaart: S02, reden: Zo praat hij.}\n")
    assert report().ignored == 0


def test_a_signal_that_there_is_not_is_told_with_the_nearest(told, report):
    told("  - {signaal: lange-zinnen, reden: Zo praat hij.}\n")
    vain = report().signals[0]
    assert vain.message == "‘negeer: lange-zinnen’ legt niets stil."
    assert vain.hint == "Een signaal ‘lange-zinnen’ is er niet. Bedoel je ‘lange-zin’?"
    assert vain.where.place.line == 5


def test_a_card_that_there_is_not_is_told(told, report):
    told("  - {kaart: S99, reden: Zo praat hij.}\n")
    assert report().signals[0].hint.startswith("Een kaart ‘S99’ is er niet")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{signaal: lange-zin}", "Het veld ‘reden’ ontbreekt."),
        ("{reden: Zomaar.}", "Hier staat niet wat er te negeren is."),
    ],
)
def test_it_asks_for_a_reason_and_for_what(small, entry, message):
    small.write("deck.yaml", f"{DECK}negeer:\n  - {entry}\n")
    assert message in small.refused().text
