"""A deck and a size of card in; the deck with the chosen kinds in it, or what does not fit, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from kaartgen.cli.dutch import count
from kaartgen.content.deck import Card, Deck
from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.layout.typeset import typeset
from kaartgen.products.looks import look_of
from kaartgen.workspace import Workspace

_CODE = re.compile(r"([A-Z])(\d+) ‘")


def in_one_format(deck: Deck, cards: Sequence[Card], name: str) -> Deck:
    """Return the deck with the kinds of the chosen cards in that format."""
    formats = dict(deck.file.formaten) | {card.kind.name: name for card in cards}
    return replace(deck, file=deck.file.model_copy(update={"formaten": formats}))


def check_fit(workspace: Workspace, deck: Deck, cards: Sequence[Card], name: str) -> None:
    """Refuse a format in which texts do not fit, and say of which cards: not every line of each."""
    try:
        typeset(deck, look_of(workspace, deck), cards)
    except KaartgenError as error:
        codes = dict.fromkeys(
            (match[1], match[2])
            for problem in error.problems
            if (match := _CODE.match(problem.message))
        )
        if error.code is not ExitCode.DOES_NOT_FIT and error.code is not ExitCode.AUTHOR:
            raise
        if not codes:
            raise
        fits = [card.kind for card in cards if card.kind.letter not in {one for one, _ in codes}]
        hint = "Kort de teksten in: met ‘formaten’ in deck.yaml zegt kaartgen check waar."
        if fits:
            letters = ",".join(dict.fromkeys(kind.letter for kind in fits))
            hint = f"Wat wel past is --soort {letters}. {hint}"
        told = f"Op {name} past de tekst van {count(len(codes), 'kaart', 'kaarten')} niet: "
        raise KaartgenError(
            [Problem(f"{told}{_in_words(codes, deck)}.", ExitCode.DOES_NOT_FIT, None, hint)]
        ) from None


def _in_words(codes: Iterable[tuple[str, str]], deck: Deck) -> str:
    plurals = {kind.letter: kind.plural for kind in deck.kinds}
    by_kind: dict[str, list[str]] = {}
    for letter, number in codes:
        by_kind.setdefault(letter, []).append(letter + number)
    return "; ".join(
        f"{plurals[letter]} {', '.join(sorted(own))}" for letter, own in by_kind.items()
    )
