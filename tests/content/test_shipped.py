"""The decks that ship: each can be read, and the deck for jeugdzorg has a core of 54 cards."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from kaartgen.content.board import load_board
from kaartgen.content.guide import load_guide
from kaartgen.content.load import load
from kaartgen.frame import runs
from kaartgen.layout.look import load_look
from kaartgen.layout.typeset import typeset

shipped_decks = pytest.mark.parametrize(
    "name", ["duurzaamdoor", "front-desk", "grenswerkers", "jeugdzorg", "rijksinspecties"]
)


def _printed(cards) -> dict[str, int]:
    """Count the cards to print by the letter of their kind."""
    found = Counter()
    for card in cards:
        found[card.kind.letter] += card.content.aantal
    return dict(found)


def test_the_whole_deck_for_jeugdzorg_is_80_cards(jeugdzorg):
    assert sum(_printed(jeugdzorg.cards).values()) == 80


def test_the_size_of_a_deck_is_what_comes_out_of_the_printer(jeugdzorg):
    assert jeugdzorg.size == 80


def test_the_core_of_the_deck_for_jeugdzorg_is_54_cards_of_nine_kinds(jeugdzorg):
    core = _printed(card for card in jeugdzorg.cards if card.content.kern)
    assert core == {"S": 13, "V": 10, "P": 8, "W": 9, "B": 3, "F": 3, "R": 3, "L": 4, "I": 1}
    assert sum(core.values()) == 54


@shipped_decks
def test_every_shipped_deck_is_sound(name, shipped):
    assert load(shipped, name).name == name


@shipped_decks
def test_every_shipped_deck_has_a_dialoogkaart(name, shipped):
    assert load_board(shipped, load(shipped, name), general=False)


@shipped_decks
def test_every_shipped_deck_has_a_handreiking(name, shipped):
    assert load_guide(load(shipped, name))


def test_the_english_deck_is_english_on_every_card_and_has_every_kind_but_votes(shipped):
    deck = load(shipped, "front-desk")
    assert {deck.language_of(card).code for card in deck.cards} == {"en"}
    assert set("".join(_printed(deck.cards))) == set("SVPWBFRJLI")


def test_no_dutch_label_is_printed_in_the_english_deck(shipped):
    deck = load(shipped, "front-desk")
    ready = typeset(deck, load_look(shipped, deck), deck.cards)
    printed = " ".join(
        run.text
        for card in ready.cards
        for face in (card.faces.front, card.faces.back)
        for run, _ in runs(face)
    )
    words = set(re.findall(r"[a-zé]+", printed.casefold()))
    assert words.isdisjoint({"wat", "waarden", "het", "versie", "stap", "mensen", "minuten", "een"})
    assert {"values", "step", "version", "minutes"} <= words
