"""Typed text in, typographic text out: Dutch quotes, dashes, ellipsis, non-breaking spaces.

The result is stable: cleaning a clean text changes nothing.
"""

from __future__ import annotations

import re
import unicodedata

NBSP = "\u00a0"

# A straight or curly quote before one of these is an apostrophe: 's avonds, 't kind, '85.
_ELIDED = re.compile(
    r"(?<![\w’'‘])['‘’](?=(?:s|t|n|m|k|r|ns|tje)\b(?!['’])|\d\d\b(?!['’]))", re.IGNORECASE
)
_INSIDE_WORD = re.compile(r"(?<=\w)['‘’](?=\w)")
_OPENS_DOUBLE = re.compile(r"(^|[\s(\[–—‘/])[\"„](?=\S)")
_OPENS_SINGLE = re.compile(r"(^|[\s(\[–—“/])'(?=\S)")
_UNITS = "mm|cm|m|km|kg|g|mg|l|ml|uur|min|pt|°C|%|procent|euro"
_BEFORE_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?!\w))")
_AFTER_SHORT = re.compile(r"(?<!\w)((?:nr|art|blz|par|jl|nrs|lid)\.|€|§) (?=\d)", re.IGNORECASE)

# A town whose name is two words is not parted at the end of a line.
_TOWN = re.compile(r"(?<!\w)Den (?=(?:Haag|Bosch|Helder|Burg|Dolder|Ham)(?!\w))")


def cleaned(text: str) -> str:
    """Return `text` with the typographer's characters in place of the typewriter's."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"(?<!\.)\.\.\.(?!\.)", "…", text)
    text = re.sub(r"(?<=\s)--?(?=\s)", "–", text)
    text = _ELIDED.sub("’", text)
    text = _INSIDE_WORD.sub("’", text)
    # Twice: a quote may open right after another one that has only just been found.
    for _ in range(2):
        text = _OPENS_DOUBLE.sub(r"\1“", text)
        text = _OPENS_SINGLE.sub(r"\1‘", text)
    text = text.replace('"', "”")
    text = text.replace("'", "’")
    text = _BEFORE_UNIT.sub(NBSP, text)
    text = _TOWN.sub(f"Den{NBSP}", text)
    return _AFTER_SHORT.sub(rf"\1{NBSP}", text)
