"""A heading in; the field of a card that it stands for out, or the nearest one that exists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from msgspec import Struct

from kaartgen.content.kinds import KINDS, Kind
from kaartgen.nearest import nearest
from kaartgen.workspace import PACKAGE

_FILE: Final = PACKAGE / "woorden" / "kolommen.tsv"
# Where in a path or a label a number goes, or a letter.
NUMBER: Final = "#"
LETTER: Final = "@"
_MOST_ITEMS: Final = 20

Path = tuple[str | int, ...]


class Column(Struct, frozen=True):
    """A column that a sheet of a kind may have."""

    path: str
    times: int
    label: str
    nature: str
    most: int | None
    names: tuple[str, ...]
    help: str

    @property
    def field(self) -> str:
        """The field of the card that it is, or is part of."""
        return re.split(r"[#.]", self.path)[0]

    def at(self, number: int | None) -> Path:
        """Return the location of its value in a card; `number` counts from 1."""
        parts: list[str | int] = []
        for part in self.path.split("."):
            parts.append(part.rstrip(NUMBER))
            if part.endswith(NUMBER):
                parts.append((number or 1) - 1)
        return tuple(parts)

    def heading(self, number: int | None) -> str:
        """Return how its heading reads, with its number or letter filled in."""
        text = self.label.replace(NUMBER, str(number))
        return text.replace(LETTER, chr(64 + number)) if number else text

    @property
    def numbered(self) -> bool:
        """Whether there can be several, one for each item of a list."""
        return NUMBER in self.path


class Match(Struct, frozen=True):
    """The column that a heading stands for, and which item of its list."""

    column: Column
    number: int | None = None
    # Only if no other heading stands for the field: ‘Situatie’ may be its title or its story.
    weak: bool = False

    @property
    def path(self) -> Path:
        """Where the value stands in a card."""
        return self.column.at(self.number)


def folded(text: str) -> str:
    """Return a heading without case, accents, signs and extra spaces: ‘Wat als?’ is `wat als`."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    bare = bare.replace("_", " ")
    return " ".join(re.findall(r"[a-z]+|\d+|#", bare))


@cache
def columns(kind: Kind) -> tuple[Column, ...]:
    """Return the columns of a kind in the order of the empty worksheet, the common ones last."""
    own: list[Column] = []
    common: list[Column] = []
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("# ") or not line:
            continue
        whose, path, times, label, nature, most, names, text = line.split("\t")
        if whose in (kind.name, "*"):
            column = Column(
                path,
                int(times),
                label,
                nature,
                int(most) if most else None,
                tuple(name for name in names.split("|") if name),
                text,
            )
            (own if whose == kind.name else common).append(column)
    return (*own, *_own_columns(kind), *common)


# How the fields of a kind of one's own are read.
_NATURES: Final = {
    "tekst": "tekst",
    "getal": "getal",
    "ja-nee": "janee",
    "categorie": "categorie",
    "lens": "lens",
}


def _own_columns(kind: Kind) -> Iterator[Column]:
    """Yield the columns of a kind that a workspace describes."""
    if kind.own is None:
        return
    for name, field in kind.own.written.velden.items():
        label = name.replace("_", " ").capitalize()
        told = field.uitleg or ""
        names = (name, *((field.kop,) if field.kop else ()))
        if field.soort == "lijst":
            yield Column(name, 0, label, "zinnen", None, names, told)
            item = f"{name}{NUMBER}"
            yield Column(
                item,
                min(field.hoogstens or 3, 3),
                f"{label} {NUMBER}",
                "tekst",
                None,
                (f"{name} {NUMBER}",),
                told,
            )
        elif field.soort == "keuze":
            yield Column(name, 1, label, f"keuze:{','.join(field.uit)}", None, names, told)
        else:
            most = field.hoogstens if field.soort == "tekst" else None
            yield Column(name, 1, label, _NATURES[field.soort], most, names, told)


@cache
def _known(kind: Kind) -> dict[str, tuple[Match, ...]]:
    """Return what each heading may stand for, folded, `#` for a number; the likeliest first."""
    found: dict[str, list[Match]] = {}
    for column in columns(kind):
        weak = [name[1:] for name in column.names if name.startswith("~")]
        plain = [name for name in column.names if not name.startswith("~")]
        label = column.label.replace(LETTER, NUMBER)
        for name in (label, _spoken(column.path), *plain):
            _add(found, name, Match(column))
        for name in weak:
            _add(found, name, Match(column, weak=True))
    return {name: tuple(matches) for name, matches in found.items()}


def _spoken(path: str) -> str:
    return path.replace(".", " ").replace(NUMBER, f" {NUMBER}")


def _add(found: dict[str, list[Match]], name: str, match: Match) -> None:
    matches = found.setdefault(folded(name.replace(LETTER, NUMBER)), [])
    if match not in matches:
        matches.append(match)


def matches(kind: Kind, heading: str) -> tuple[Match, ...]:
    """Return what a heading may stand for on a sheet of a kind, the likeliest first."""
    without = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading)
    for text in (heading, without):
        for key, number in _keys(folded(text)):
            found = _known(kind).get(key)
            if found:
                return tuple(
                    Match(one.column, number, one.weak)
                    for one in found
                    if one.column.numbered == (number is not None)
                )
    return ()


def _keys(text: str) -> list[tuple[str, int | None]]:
    """Return a folded heading with a `#` for its number, and that number; else as it is."""
    keys: list[tuple[str, int | None]] = [(text, None)]
    words = text.split()
    for at, word in enumerate(words):
        if word.isdecimal() and len(words) > 1 and 1 <= int(word) <= _MOST_ITEMS:
            keys.insert(0, (" ".join([*words[:at], NUMBER, *words[at + 1 :]]), int(word)))
    if len(words) == 2 and len(words[1]) == 1 and words[1].isalpha():  # ‘Optie A’
        keys.insert(0, (f"{words[0]} {NUMBER}", ord(words[1]) - 96))
    return keys


def closest(kind: Kind, heading: str, likeness: float = 0.6) -> str | None:
    """Return the label of the column that a heading was most likely meant to be."""
    known = {
        name.replace(NUMBER, "1"): match[0].column.heading(1)
        for name, match in _known(kind).items()
        if name
    }
    match = nearest(folded(heading), known, likeness)
    return known[match] if match else None


# --- Sheets ------------------------------------------------------------------------------------

DECK: Final = "deck"
BOARD: Final = "dialoogkaart"
GUIDE: Final = "handreiking"
# How sheets are called: by a kind's word in singular or plural, or in English.
_SHEETS: Final = {
    "situatie": "situatie|situaties|situation|situations|casus|casussen|cases|kritische situaties",
    "vraag": "vraag|vragen|question|questions|vraagkaarten",
    "perspectief": "perspectief|perspectieven|perspective|perspectives|perspectiefkaarten",
    "waarde": "waarde|waarden|value|values|waardekaarten|waardes",
    "beeld": "beeld|beelden|beelden van goed werk|portrait|portraits|examples of good work",
    "werkvorm": "werkvorm|werkvormen|method|methods|formats",
    "rol": "rol|rollen|role|roles|rolkaarten",
    "joker": "joker|jokers|wildcards",
    "leeg": "leeg|lege kaart|lege kaarten|blank|blanks|empty cards",
    "instructie": "instructie|instructies|instruction|instructions|spelregels|rules",
    "keuze": "keuze|keuzes|keuzekaarten|choice|choices|stemkaarten",
    DECK: "deck|gegevens|over het deck|deckgegevens",
    BOARD: "dialoogkaart|gespreksplaat|dialogue board|board",
    GUIDE: "handreiking|guide|begeleiding|facilitator guide",
    "": "uitleg|toelichting|leeswijzer|help|readme|lees mij|instructie bij dit werkblad",
}
_SHEET_BY_NAME: Final = {
    name: sheet for sheet, names in _SHEETS.items() for name in names.split("|")
}
LABELS: Final = {
    DECK: "Deck",
    BOARD: "Dialoogkaart",
    GUIDE: "Handreiking",
}


def label_of_sheet(kind: Kind) -> str:
    """Return what the sheet of a kind is called; Excel takes 31 characters, and not all."""
    name = kind.plural if kind.own is not None or kind.name == "leeg" else kind.stem
    return re.sub(r"[\[\]:*?/\\]", " ", name).strip()[:31].capitalize()


def sheet_kind(name: str, kinds: Iterable[Kind] = KINDS) -> str | None:
    """Return which kind of card a sheet holds by its name, or `deck` and such; '' for none."""
    text = re.sub(r"\s*\d+$", "", folded(name))
    known = dict(_SHEET_BY_NAME)
    for kind in kinds:
        if kind.own is not None:
            for word in (kind.name, kind.plural, kind.label, kind.stem, label_of_sheet(kind)):
                known[folded(word)] = kind.name  # also where it is our word for another
    if text in known:
        return known[text]
    match = nearest(text, known, 0.8)
    return known[match] if match else None
