"""A word and the words that exist in, the nearest existing one out: for "bedoel je …?"."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], likeness: float = 0.55) -> str | None:
    """Return the known word that `word` was most likely meant to be, or None.

    `likeness` is how alike the two must be, from 0 to 1.
    """
    by_folded = {name.casefold(): name for name in known}
    matches = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=likeness)
    return by_folded[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a Dutch hint that names the nearest word, else all of them."""
    names = sorted(known)
    match = nearest(word, names)
    if match:
        return f"Bedoel je ‘{match}’?"
    return f"Kies uit: {', '.join(names)}." if names else None
