"""Cards as they were set in; the same out again while nothing that decides them has changed.

For who sets one deck again and again: after a save, one card of eighty is another.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kaartgen.content.bind import Item as Fields
from kaartgen.frame import Frame
from kaartgen.layout.face import PreparedFace
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.template import Template

if TYPE_CHECKING:
    from kaartgen.layout.typeset import Look

Sides = tuple[PreparedFace, PreparedFace | Frame]


class MadeOf(Struct, frozen=True):
    """What a card's sides are made of, beside the look: its fields, its steps and its template."""

    fields: Fields
    steps: Mapping[str, int]
    scale: float
    template: Template

    def same(self, other: MadeOf) -> bool:
        """Say whether the sides of both are the same; no template is compared field by field."""
        return (
            self.template is other.template
            and self.scale == other.scale
            and self.steps == other.steps
            and self.fields == other.fields
        )


class Memory:
    """What was set, card by card; with another house style it remembers nothing."""

    def __init__(self) -> None:
        self._setter: tuple[HouseStyle, Path, str, Setter] | None = None
        self._cards: dict[str, tuple[MadeOf, Sides]] = {}

    def setter(self, look: Look, language: str) -> Setter:
        """Return the setter for a look, which keeps the words that it has measured."""
        known = self._setter
        if known and known[0] is look.house and known[1:3] == (look.press, language):
            return known[3]
        self._cards = {}
        setter = Setter(look.house.book, language)
        self._setter = look.house, look.press, language, setter
        return setter

    def recalled(self, code: str, made_of: MadeOf) -> Sides | None:
        """Return the sides of a card, if they were made of just this."""
        known = self._cards.get(code)
        return known[1] if known is not None and known[0].same(made_of) else None

    def keep(self, code: str, made_of: MadeOf, sides: Sides) -> None:
        """Remember the sides of a card, with nothing wrong in them."""
        self._cards[code] = made_of, sides
