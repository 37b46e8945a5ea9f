"""Cards in; how many of them are not definite yet, in words, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kaartgen.content.deck import Card, Deck


def drafts_in_words(deck: Deck, cards: Iterable[Card]) -> str | None:
    """Return how many designs bear a draft's mark; None if none does."""
    marks = {card.code: deck.draft(card) for card in cards}
    found = Counter(mark for mark in marks.values() if mark)
    if not found:
        return None
    total = found.total()
    told = "1 kaart is" if total == 1 else f"{total} kaarten zijn"
    if len(found) == 1:
        bears = "heeft" if total == 1 else "hebben"
        return f"{told} nog niet vastgesteld en {bears} ‘{next(iter(found))}’ op de voorkant."
    each = " en ".join(f"{times} keer ‘{mark}’" for mark, times in sorted(found.items()))
    return f"{told} nog niet vastgesteld; op de voorkant staat {each}."
