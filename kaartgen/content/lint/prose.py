"""A text in; its sentences, clauses and words out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# A sentence ends where its mark is followed by a capital, a quote or a figure: ‘bijv. de’ goes on,
# and so does ‘nr. 4’.
_END: Final = re.compile(
    r"(?<!\bnr\.)(?<!\bart\.)(?<!\bblz\.)(?<!\bca\.)"
    r"(?:(?<=[.!?…])|(?<=[.!?…][”’\")]))\s+(?=[“‘\"(]*[A-ZÀ-Ý0-9’])|\n+"
)
_WORD: Final = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_CLAUSE: Final = re.compile(
    r"[,;:–—()“”]|\b(?:en|of|maar|want|omdat|als|toen|terwijl|zodat|dat|die|wie|wat|hoe|waar|"
    r"wanneer|voordat|totdat|nadat|doordat|dan)\b"
)


@lru_cache(maxsize=8_000)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text."""
    return tuple(part.strip() for part in _END.split(text) if part and part.strip())


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, figures included."""
    return tuple(_WORD.findall(text))


def clauses(sentence: str) -> list[str]:
    """Return the pieces of a sentence that can each have a verb of their own."""
    return [part for part in _CLAUSE.split(sentence) if part.strip()]


def shortened(text: str, most: int = 60) -> str:
    """Return the beginning of a text, cut at a word."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
