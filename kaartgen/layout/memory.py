"""Cards as they were set in; the same out again while nothing that decides them has changed.

For who sets one deck again and again: after a save, one card of eighty is another.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from kaartgen.content.item import Item as Fields
from kaartgen.frame import Frame
from kaartgen.layout.face import PreparedFace
from kaartgen.layout.fonts import FontBook
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.look import Look
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.template import Template

Sides = tuple[PreparedFace, PreparedFace | Frame]


class MadeOf(Struct, frozen=True):
    """What a card's sides are made of, beside the look: its fields, its steps and its template."""

    fields: Fields
    steps: Mapping[str, int]
    scale: float
    template: Template
    # The files of its artwork, as they were: names and stamps.
    artwork: tuple[tuple[Path, int, int], ...] = ()

    def same(self, other: MadeOf) -> bool:
        """Say whether the sides of both are the same; no template is compared field by field."""
        return (
            self.template is other.template
            and self.scale == other.scale
            and self.steps == other.steps
            and self.artwork == other.artwork
            and self.fields == other.fields
        )


class Memory:
    """What was set, card by card; with another house style it remembers nothing."""

    def __init__(self) -> None:
        self._look: tuple[HouseStyle, Path] | None = None
        self._book: FontBook | None = None
        self._setters: dict[str, Setter] = {}
        self._cards: dict[str, tuple[MadeOf, Sides]] = {}

    def setter(self, look: Look, language: str) -> Setter:
        """Return the setter for a look and a language, which keeps the words it has measured."""
        if self._look is None or self._look[0] is not look.house or self._look[1] != look.press:
            self._look = look.house, look.press
            self._cards = {}
        if self._book is not look.house.book:
            self._book = look.house.book
            self._setters = {}
        if language not in self._setters:
            self._setters[language] = Setter(look.house.book, language)
        return self._setters[language]

    def recalled(self, code: str, made_of: MadeOf) -> Sides | None:
        """Return the sides of a card, if they were made of just this."""
        known = self._cards.get(code)
        return known[1] if known is not None and known[0].same(made_of) else None

    def keep(self, code: str, made_of: MadeOf, sides: Sides) -> None:
        """Remember the sides of a card, with nothing wrong in them."""
        self._cards[code] = made_of, sides
