"""Signals and the deck's `negeer` in; what remains, and what was ignored in vain, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kaartgen.content.deck import Deck, Ignored
from kaartgen.content.lint.signal import Check, Hit, Signal, Subject, Where
from kaartgen.nearest import did_you_mean


def _nothing(_: Subject) -> Iterator[Hit]:
    """Find nothing: this check is told by what the others found."""
    return iter(())


IN_VAIN: Final = Check("negeer", "Negeren zonder werking", "negeer", _nothing)


def heeded(deck: Deck, found: Sequence[Signal], known: Sequence[str]) -> tuple[list[Signal], int]:
    """Return the signals that the deck does not ignore, and how many it does.

    An entry of `negeer` that silences nothing is a signal itself: what it was for has been mended.
    """
    used = [False] * len(deck.file.negeer)
    kept: list[Signal] = []
    for signal in found:
        matches = [n for n, one in enumerate(deck.file.negeer) if _silences(one, signal)]
        for number in matches:
            used[number] = True
        if not matches:
            kept.append(signal)
    for number, one in enumerate(deck.file.negeer):
        # What the deck that is extended ignores is for that deck to keep up.
        theirs = deck.place("negeer", number).file.parent != deck.folder
        used[number] = used[number] or theirs
        if not used[number]:
            kept.append(_in_vain(deck, one, number, known))
    return kept, len(found) + used.count(False) - len(kept)


def _silences(one: Ignored, signal: Signal) -> bool:
    return (
        (one.signaal is None or one.signaal == signal.check.id)
        and (one.kaart is None or one.kaart.casefold() == signal.where.code.casefold())
        and (one.tekst is None or one.tekst.casefold() in signal.quote.casefold())
    )


def _in_vain(deck: Deck, one: Ignored, number: int, known: Sequence[str]) -> Signal:
    where = Where("deck", f"negeer {number + 1}", deck.place("negeer", number))
    asked = " ".join(part for part in (one.kaart, one.signaal, one.tekst) if part)
    hint = "Haal deze regel weg: wat er stond is verbeterd, of de kaart heet nu anders."
    if one.signaal is not None and one.signaal not in known:
        match = did_you_mean(one.signaal, known)
        hint = f"Een signaal ‘{one.signaal}’ is er niet. {match or ''}".strip()
    elif one.kaart is not None and one.kaart.casefold() not in _codes(deck):
        hint = f"Een kaart ‘{one.kaart}’ is er niet; schrijf de code, zoals S04."
    return Signal(IN_VAIN, where, f"‘negeer: {asked}’ legt niets stil.", hint, "")


def _codes(deck: Deck) -> set[str]:
    companions = {"deck", "dialoogkaart", "handreiking"}
    return {card.code.casefold() for card in deck.cards} | companions
