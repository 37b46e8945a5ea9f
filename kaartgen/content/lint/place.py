"""The place of a field and some words of its text in; the line and column of those words out."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from kaartgen.content.lint.prose import words
from kaartgen.errors import Place

# The longest text on a card takes some ten lines; a guide's introduction twenty.
_LINES: Final = 30


def exact(place: Place, quote: str) -> Place:
    """Return where the words of `quote` stand, at or after `place`; `place` if they are not there.

    Words only: the reading changed the quotes, dashes and spaces, and YAML may break the lines.
    """
    wanted = words(quote)
    if not wanted or place.line is None:
        return place
    lines = _lines(place.file)[place.line - 1 : place.line - 1 + _LINES]
    start = (place.column or 1) - 1
    text = "\n".join(lines)
    parts = (part for word in wanted for part in re.split(r"[’'.-]", word))
    pattern = r"[\W_]+".join(re.escape(part) for part in parts)
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text[start:])
    if found is None:
        return place
    before = text[: start + found.start()]
    return Place(
        place.file, place.line + before.count("\n"), len(before) - (before.rfind("\n") + 1) + 1
    )


@lru_cache(maxsize=64)
def _lines(file: Path) -> tuple[str, ...]:
    try:
        return tuple(file.read_text("utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError):
        return ()
