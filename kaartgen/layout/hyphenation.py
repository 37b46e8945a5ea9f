"""A word in; the places where Dutch lets it be divided out."""

from __future__ import annotations

import re
from functools import lru_cache

import pyphen

# Dutch drops the trema at the end of a line ("zeeën" → "zee-en"), so a cut before one would
# misspell; and a fragment of two letters is a stumbling block for the reader.
_TREMA = frozenset("ëïöüäË")
_SHORTEST = 3
_LETTERS = re.compile(r"[^\W\d_]+")
_SHY = "\u00ad"


@lru_cache(maxsize=4)
def _patterns(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=_SHORTEST, right=_SHORTEST)


@lru_cache(maxsize=100_000)
def cuts(word: str, language: str = "nl_NL") -> tuple[int, ...]:
    """Return the indices before which a hyphen may divide `word`.

    A soft hyphen that the author wrote is taken as the only places to divide that word.
    """
    if _SHY in word:
        plain_index, found = 0, []
        for char in word:
            if char == _SHY:
                found.append(plain_index)
            else:
                plain_index += 1
        return tuple(found)
    result: list[int] = []
    for match in _LETTERS.finditer(word):
        letters = match[0]
        # Names, codes and abbreviations stay whole.
        if len(letters) < 2 * _SHORTEST or letters[1:].lower() != letters[1:]:
            continue
        for position in _patterns(language).positions(letters.lower()):
            at = int(position)
            if _SHORTEST <= at <= len(letters) - _SHORTEST and letters[at] not in _TREMA:
                result.append(match.start() + at)
    return tuple(result)
