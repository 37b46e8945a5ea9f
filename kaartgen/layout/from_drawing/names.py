"""What a layer is called in; the field that it stands for, if any, out."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from msgspec import Struct

from kaartgen.content.field_names import known_fields
from kaartgen.content.kinds import Kind
from kaartgen.layout.svg.tree import INKSCAPE, Node
from kaartgen.nearest import nearest

# From here on two names are so alike that one may be a slip of the other.
_ALIKE: Final = 0.8

# How Illustrator writes what an id may not hold: _x5F_ is an underscore, _x20_ a space.
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{2,6})_")
# What programs add so that no two ids are the same: titel_1_, titel_2, titel-3.
_COUNTED: Final = re.compile(r"(?:_\d+_|[_-]\d+)$")
_NAMES_IN: Final = (f"{{{INKSCAPE}}}label", "data-name", "{http://www.serif.com/}id", "id")
# Layers that are named after a thing in which the text has a name of its own.
_INSIDE: Final = {
    "categorie": "categorie.naam",
    "lens": "lens.label",
    "stap": "stap.naam",
    "deck": "deck.titel",
    "voet": "deck.voet",
    "rechten": "deck.rechten",
    "nummer": "cijfers",
}
# What a list shows of each thing in it: not its number, nor what only decides how it looks.
_NOT_TEXT: Final = frozenset({"nr", "icoon", "soort", "letter", "lens", "regels"})


# Fields that authors write at length: to be read, and never too small for that.
_READ: Final = frozenset(
    {
        "belang",
        "bril",
        "doel",
        "effect",
        "hulpzin",
        "kantelpunt",
        "keuze",
        "opdracht",
        "rol",
        "situatie_kort",
        "spanning",
        "tekst",
        "tip",
        "titel",
        "twijfel",
        "uitleg",
        "verhaal",
        "vraag",
        "wijsheid",
        "zin",
    }
)


class Field(Struct, frozen=True):
    """A field of a card: its name, as a template writes it, and what it is.

    `parts` are the texts of each thing in a list; `kind` is `text`, `list`, `picture` or `icon`;
    `reads` says that authors write it at length.
    """

    name: str
    kind: str = "text"
    parts: tuple[str, ...] = ()
    reads: bool = False


class Naming:
    """Knows the fields of one kind of card by the names that layers have."""

    def __init__(self, kind: Kind) -> None:
        self._fields = {_plain(field.name): field for field in _fields_of(kind)}
        for name, meant in _INSIDE.items():
            if _plain(meant) in self._fields:
                self._fields.setdefault(name, self._fields[_plain(meant)])
        self._fields |= {name: Field("kind", "icon") for name in ("icoon", "icon")}

    @property
    def names(self) -> list[str]:
        """The names that a layer may have."""
        return sorted(self._fields)

    def field(self, node: Node) -> Field | None:
        """Return the field that an element is named after; None if it is not."""
        for name in names_of(node):
            found = self._fields.get(_plain(name)) or self._fields.get(_plain(uncounted(name)))
            if found is not None:
                return found
        return None

    def meant(self, node: Node) -> tuple[str, str] | None:
        """Return a name that looks like a field's without being one, and that field's."""
        for name in names_of(node):
            plain = _plain(uncounted(name))
            if len(plain) < 4 or plain in self._fields:
                continue
            found = nearest(plain, self._fields)
            if found is not None and SequenceMatcher(None, plain, found).ratio() >= _ALIKE:
                return name, found
        return None

    def in_text(self, words: str) -> Field | None:
        """Return the field that a text is about, when it is nothing but `{titel}`."""
        match = re.fullmatch(r"\s*\{([a-z_.]+)\}\s*", words)
        return self._fields.get(_plain(match[1])) if match else None


def names_of(node: Node) -> list[str]:
    """Return what an element is called, the name that a person gave it first."""
    found = [node.get(key) or "" for key in _NAMES_IN]
    return [_unescaped(name) for name in found if name]


def is_face(node: Node) -> str | None:
    """Return `voor` or `achter` for a layer that holds a whole side of a card."""
    words = {"voor": "voor", "voorkant": "voor", "front": "voor"}
    words |= {"achter": "achter", "achterkant": "achter", "back": "achter"}
    for name in names_of(node):
        if (found := words.get(_plain(uncounted(name)))) is not None:
            return found
    return None


def uncounted(name: str) -> str:
    """Return a name without the number that a program put behind it."""
    return _COUNTED.sub("", name)


def _unescaped(name: str) -> str:
    return _ESCAPED.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), name)


def _plain(name: str) -> str:
    words = name.strip().strip("{}<>[]").casefold()
    return re.sub(r"[\s._-]+", "_", words).strip("_:")


def _fields_of(kind: Kind) -> list[Field]:
    found: list[Field] = []
    model = kind.model.model_fields
    by_alias = {field.alias or name: field for name, field in model.items()}
    for name, inside in known_fields(kind).items():
        if name == "afbeelding":
            found.append(Field(name, "picture"))
        elif "nr" in inside:
            parts = tuple(part for part in inside if part not in _NOT_TEXT)
            found.append(Field(name, "list", parts))
        elif inside:
            for part in inside:
                what = "icon" if part == "icoon" else "text"
                field_name = f"{{{name}.{part}}}" if what == "icon" else f"{name}.{part}"
                found.append(Field(field_name, what, reads=part in _READ))
        elif name not in by_alias or _is_text(by_alias[name].annotation):
            own = kind.own is not None and name in kind.own.written.velden
            found.append(Field(name, reads=own or name in _READ))
    return found


def _is_text(annotation: object) -> bool:
    """Say whether a field of an author's file is printed as one text."""
    return "tuple" not in str(annotation) and "bool" not in str(annotation)
