"""Typed text in, typographic text out: a language's quotes, dashes, ellipsis, unbroken spaces.

The result is stable: cleaning a clean text changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from msgspec import Struct

NBSP = "\u00a0"

_INSIDE_WORD = re.compile(r"(?<=\w)['‘’](?=\w)")
_UNITS: Final = ("mm", "cm", "m", "km", "kg", "g", "mg", "l", "ml", "min", "pt", "°C", "%")


class Typography(Struct, frozen=True):
    """What a language wants of its characters.

    `double` and `single` are the quotes that open and close; `inside` is the space between them
    and what they hold, `before` the marks that take an unbroken space in front. `elided` are words
    that begin with an apostrophe (’s avonds), `short` abbreviations that keep to the number behind
    them, `unit` words that keep to the number in front, `name` how names of two words begin.
    """

    double: tuple[str, str] = ("“", "”")
    single: tuple[str, str] = ("‘", "’")
    inside: str = ""
    before: str = ""
    elided: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    name: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def quoted(self, text: str) -> str:
        """Return a text between double quotes."""
        opening, closing = self.double
        return f"{opening}{self.inside}{text}{self.inside}{closing}"


DUTCH: Final = Typography(
    elided=("s", "t", "n", "m", "k", "r", "ns", "tje"),
    short=("nr", "art", "blz", "par", "jl", "nrs", "lid"),
    unit=("uur", "procent", "euro"),
    # A town whose name is two words is not parted at the end of a line.
    name=(("Den", ("Haag", "Bosch", "Helder", "Burg", "Dolder", "Ham")),),
)


class _Patterns(Struct, frozen=True):
    elided: re.Pattern[str]
    opens_double: re.Pattern[str]
    opens_single: re.Pattern[str]
    before_unit: re.Pattern[str]
    after_short: re.Pattern[str]
    names: tuple[tuple[re.Pattern[str], str], ...]


@lru_cache(maxsize=8)
def _patterns(rules: Typography) -> _Patterns:
    # A straight or curly quote before one of these is an apostrophe: 's avonds, 't kind, '85.
    words = "|".join(map(re.escape, sorted(rules.elided, key=len, reverse=True)))
    elided = rf"(?:{words})\b(?!['’])|" if words else ""
    opening, inner = re.escape(rules.double[0]), re.escape(rules.single[0])
    shorts = "|".join(map(re.escape, rules.short))
    short = rf"(?:{shorts})\.|" if shorts else ""
    units = "|".join(map(re.escape, (*_UNITS, *rules.unit)))
    return _Patterns(
        re.compile(rf"(?<![\w’'‘])['‘’](?={elided}\d\d\b(?!['’]))", re.IGNORECASE),
        re.compile(rf"(^|[\s(\[–—{inner}‘/])[\"„](?=\S)"),
        re.compile(rf"(^|[\s(\[–—{opening}“/])'(?=\S)"),
        re.compile(rf"(?<=\d) (?=(?:{units})(?!\w))"),
        re.compile(rf"(?<!\w)({short}€|§) (?=\d)", re.IGNORECASE),
        tuple(
            (re.compile(rf"(?<!\w){first} (?=(?:{'|'.join(seconds)})(?!\w))"), first)
            for first, seconds in rules.name
        ),
    )


def cleaned(text: str, rules: Typography = DUTCH) -> str:
    """Return `text` with the typographer's characters in place of the typewriter's."""
    patterns = _patterns(rules)
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"(?<!\.)\.\.\.(?!\.)", "…", text)
    text = re.sub(r"(?<=\s)--?(?=\s)", "–", text)
    text = patterns.elided.sub("’", text)
    text = _INSIDE_WORD.sub("’", text)
    double, single = rules.double, rules.single
    # Twice: a quote may open right after another one that has only just been found.
    for _ in range(2):
        text = patterns.opens_double.sub(rf"\1{double[0]}{rules.inside}", text)
        text = patterns.opens_single.sub(rf"\1{single[0]}", text)
    text = text.replace('"', f"{rules.inside}{double[1]}")
    text = _closed(text, single)
    if rules.inside:
        text = re.sub(rf"(?<={re.escape(double[0])}) ", rules.inside, text)
        text = re.sub(rf" (?={re.escape(double[1])})", rules.inside, text)
    if rules.before:
        marks = re.escape(rules.before)
        end = rf"(?=[{marks}](?:[\s)…,{marks}{re.escape(double[1])}]|$))"
        text = re.sub(rf"(?<=\S)[ {NBSP}]{end}", NBSP, text)
        text = re.sub(rf"(?<=[^\W\d_])(?!\s){end}", NBSP, text)
    text = patterns.before_unit.sub(NBSP, text)
    for pattern, first in patterns.names:
        text = pattern.sub(f"{first}{NBSP}", text)
    return patterns.after_short.sub(rf"\1{NBSP}", text)


def _closed(text: str, single: tuple[str, str]) -> str:
    """Turn what is left of straight single quotes into closing ones, or apostrophes."""
    if single[1] == "’":
        return text.replace("'", "’")
    done: list[str] = []
    depth = 0
    for char in text:
        depth += char == single[0]
        if char == "'" and depth > 0:
            depth -= 1
            done.append(single[1])
        else:
            done.append("’" if char == "'" else char)
    return "".join(done)
