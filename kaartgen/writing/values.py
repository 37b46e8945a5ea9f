"""A cell's text in; the list, the choice or the number that its writer meant, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from kaartgen.nearest import nearest
from kaartgen.writing.columns import folded

_BULLET: Final = re.compile(r"^\s*(?:[-–•*·‣◦▪]|\(?\d{1,2}[.)]|[a-zA-D][.)])\s+")
_NUMBER: Final = re.compile(
    r"\s*(\d{1,6})(?:[.,]0+)?\s*(?:x|×|keer|min\.?|minuten|minutes|personen|mensen|regels|’|')?\s*",
    re.IGNORECASE,
)
_MINUTES: Final = re.compile(
    r"\s*[-–,;:(\[]*\s*(\d{1,3})\s*(?:min\.?|minuten|minutes|minuut|’|')\s*[)\]]?\s*\.?\s*$",
    re.IGNORECASE,
)
_MINUTES_FIRST: Final = re.compile(
    r"^\s*\(?(\d{1,3})\s*(?:min\.?|minuten|minutes|minuut|’|')\s*\)?\s*[-–:]?\s*", re.IGNORECASE
)
_YES: Final = frozenset({"ja", "j", "yes", "y", "waar", "true", "x", "1"})
_NO: Final = frozenset({"nee", "n", "no", "onwaar", "false", "0"})
# Above this a choice that is misspelt is still that choice.
_LIKE: Final = 0.75


def clean(text: str) -> str:
    """Return a text without the invisible signs that come along with pasting."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\t", " ")
    kept = (
        char
        for char in text
        if char in "\n\u00ad" or unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs")
    )
    return "".join(kept).strip()


def items(text: str) -> list[str]:
    """Return the texts of a list in one cell: on lines of their own, or between semicolons.

    Of questions on one line, each is one.
    """
    lines = [_BULLET.sub("", line).strip() for line in text.split("\n")]
    found = [line for line in lines if line]
    if len(found) == 1:
        found = [part.strip() for part in found[0].split(";") if part.strip()]
    if len(found) == 1 and found[0].count("?") > 1:
        parts = re.split(r"(?<=\?)\s+(?=[A-ZÀ-Ý“‘\"'])", found[0])
        if all(part.endswith("?") for part in parts):
            found = parts
    return found


def words(text: str) -> list[str]:
    """Return the words of a list in one cell: on lines, between semicolons, or else commas."""
    for mark in ("\n", ";", ","):
        if mark in text:
            return _distinct(text.split(mark))
    return [text.strip()] if text.strip() else []


def terms(text: str) -> list[str]:
    """Return words that hold no comma, from one cell: ‘rust, moed en eerlijkheid’ are three."""
    parts = re.split(r"[\n;,]", text)
    last = re.fullmatch(r"\s*(?:en|and|&)?\s*(\S+)\s+(?:en|and|&)\s+(\S+)\s*", parts[-1])
    return _distinct([*parts[:-1], *last.groups()] if last else parts)


def _distinct(parts: Iterable[str]) -> list[str]:
    found = (_BULLET.sub("", part).strip().strip(";, ") for part in parts)
    return list(dict.fromkeys(part for part in found if part))


def voice(text: str) -> dict[str, str]:
    """Return who speaks and what is said: ‘De moeder: Ik wacht’; a name alone has no words."""
    match = re.match(r"^\s*([^:\n]{2,40}?)\s*:\s*(\S.*)$", text, re.DOTALL)
    if match and not match[1].endswith("?"):
        return {"naam": match[1], "zin": match[2].strip().strip('"“”') or match[2].strip()}
    match = re.match(r"^\s*([^()\n]{2,40}?)\s*\(([^()]{8,})\)\s*$", text)
    if match:
        return {"naam": match[1], "zin": match[2].strip()}
    short = len(text) <= 35 and not re.search(r"[.?!]|\b[Ii]k\b", text)
    return {"naam": text.strip()} if short else {"zin": text.strip()}


def step(text: str) -> dict[str, str]:
    """Return what is done and for how many minutes: ‘Lees voor (5 min)’."""
    for pattern in (_MINUTES, _MINUTES_FIRST):
        match = pattern.search(text)
        if match and pattern.sub("", text).strip():
            return {"tekst": pattern.sub("", text).strip(), "minuten": match[1]}
    return {"tekst": text.strip()}


def whole(text: str) -> str | None:
    """Return a whole number as digits; None if it is none."""
    match = _NUMBER.fullmatch(text)
    return str(int(match[1])) if match else None


def yes_or_no(text: str) -> str | None:
    """Return `ja` or `nee`; None if it is neither."""
    word = folded(text)
    return "ja" if word in _YES else "nee" if word in _NO else None


def chosen(text: str, options: Iterable[str]) -> tuple[str | None, bool]:
    """Return the option that was meant, and whether that is a guess; None if there is none."""
    by_name = {folded(option): option for option in options}
    word = folded(text)
    if word in by_name:
        return by_name[word], False
    begun = [option for name, option in by_name.items() if word and name.startswith(word)]
    if len(begun) == 1:
        return begun[0], False
    match = nearest(word, by_name, _LIKE)
    return (by_name[match], True) if match else (None, False)


# What people call the three lenses.
LENSES: Final[Mapping[str, str]] = {
    "is": "IS", "is goed": "IS", "het vak": "IS", "vak": "IS", "vakmanschap": "IS",
    "doet": "DOET", "doet goed": "DOET", "de ander": "DOET", "ander": "DOET", "does": "DOET",
    "does good": "DOET", "voelt": "VOELT", "voelt goed": "VOELT", "jijzelf": "VOELT",
    "zelf": "VOELT", "ik": "VOELT", "jezelf": "VOELT", "feels": "VOELT", "feels good": "VOELT",
}  # fmt: skip


def lens(text: str) -> tuple[str | None, bool]:
    """Return the lens that was meant, and whether that is a guess."""
    if folded(text) in LENSES:
        return LENSES[folded(text)], False
    match = nearest(folded(text), LENSES, 0.7)
    return (LENSES[match], True) if match else (None, False)
