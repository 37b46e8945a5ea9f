"""A deck in another language over a shipped one: what is translated, and what is still left."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaartgen.content.bind import card_fields
from kaartgen.content.lint.registry import lint
from kaartgen.content.load import load
from kaartgen.content.translated import in_words, untranslated
from tests.content.small import SmallDeck, made_in

GERMAN = """\
titel: Probedeck
breidt_uit: proef
taal: de
"""
STORY = """\
- wijzigt: S01
  titel: Der Schlüssel
  rol: Du bist Teamleiterin
  verhaal: >-
    Freitag, zehn nach fünf. "Ich wollte es dir selbst sagen," sagt sie.
  kantelpunt: Sie wartet.
"""


@pytest.fixture
def small(tmp_path: Path) -> SmallDeck:
    small = made_in(tmp_path)
    small.write("../proef-de/deck.yaml", GERMAN)
    small.write("../proef-de/situaties.yaml", STORY)
    return small


def test_a_translated_card_is_quoted_and_labelled_in_its_language(small):
    deck = load(small.workspace, "proef-de")
    card = deck.of_kind("situatie")[0]
    assert card.code == "S01"
    assert "„Ich wollte es dir selbst sagen,“ sagt sie." in card.content.verhaal
    assert card_fields(card, deck).fields["woorden"].fields["wat_schuurt"] == "Was reibt hier?"


def test_a_card_that_is_not_translated_stays_in_its_own_language(small):
    deck = load(small.workspace, "proef-de")
    card = deck.of_kind("waarde")[0]
    assert card_fields(card, deck).fields["soort"] == "Waarde"
    assert deck.language_of(card).code == "nl"


def test_what_is_missing_is_listed_by_card_and_by_field(small):
    deck = load(small.workspace, "proef-de")
    left = {one.card.code if one.card else "deck": one.fields for one in untranslated(deck)}
    assert {code for code, fields in left.items() if not fields} == {
        card.code for card in deck.of_kind("waarde")
    }
    assert set(left["S01"]) == {"vraag", "spanning", "perspectieven", "vragen"}
    assert "deck" not in left  # its title is given, and the other has no more to say


def test_a_sentence_tells_it_when_cards_are_made(small):
    deck = load(small.workspace, "proef-de")
    told = in_words(deck, deck.cards)
    assert told is not None
    assert told.startswith("Nog niet alles is in het Duits: niet W01-W0")
    assert "niet helemaal S01" in told


def test_a_signal_points_at_each_and_can_be_ignored(small):
    deck = load(small.workspace, "proef-de")
    found = [one for one in lint(deck, None, None).signals if one.check.id == "niet-vertaald"]
    assert {one.where.code for one in found} >= {"S01", "W01"}
    small.write(
        "../proef-de/deck.yaml",
        GERMAN + "negeer:\n  - {signaal: niet-vertaald, kaart: W01, reden: Deze blijft.}\n",
    )
    deck = load(small.workspace, "proef-de")
    found = [one for one in lint(deck, None, None).signals if one.check.id == "niet-vertaald"]
    assert "W01" not in {one.where.code for one in found}


def test_a_deck_in_the_language_of_the_other_has_nothing_to_translate(small):
    small.write("../proef-de/deck.yaml", GERMAN.replace("taal: de\n", ""))
    assert list(untranslated(load(small.workspace, "proef-de"))) == []
    deck = load(small.workspace, "proef")
    assert in_words(deck, deck.cards) is None
