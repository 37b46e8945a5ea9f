"""A card's size and an area in; out the ways to fill it with rows or columns of cards, counted.

All cards of a row stand or all lie, so that straight cuts part them. A way is counted before any
of its cards is placed: a planner weighs thousands of ways and places one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from kaartgen.geometry import Rect, Size

_TOLERANCE: Final = 1e-6


class Place(Struct, frozen=True):
    """Where a card lies; a lying card is turned clockwise."""

    trim: Rect
    lying: bool


class Arrangement(Struct, frozen=True):
    """Rows of standing cards above rows of lying ones; `sideways`: columns, left of each other.

    `card` is the card as it stands in a row, thus turned if the arrangement is sideways.
    """

    card: Size
    gutter: float
    standing: int
    lying: int
    per_standing: int
    per_lying: int
    sideways: bool = False

    @property
    def upright_count(self) -> int:
        """How many cards stand as they are read."""
        return self.standing * self.per_standing

    @property
    def lying_count(self) -> int:
        """How many cards lie on their side."""
        return self.lying * self.per_lying

    @property
    def count(self) -> int:
        """How many cards there are."""
        return self.upright_count + self.lying_count

    @property
    def size(self) -> Size:
        """The box around all cards."""
        across = max(
            _length(self.per_standing if self.standing else 0, self.card.width, self.gutter),
            _length(self.per_lying if self.lying else 0, self.card.height, self.gutter),
        )
        rows = [self.card.height] * self.standing + [self.card.width] * self.lying
        along = sum(rows) + self.gutter * max(0, len(rows) - 1)
        return Size(along, across) if self.sideways else Size(across, along)

    def places(self, x: float, y: float) -> list[Place]:
        """Return the cards' places with the box's top left corner at (x, y), row by row."""
        if self.sideways:
            return [
                Place(Rect(x + trim.y, y + trim.x, trim.height, trim.width), lying)
                for trim, lying in self._rows()
            ]
        return [
            Place(Rect(x + trim.x, y + trim.y, trim.width, trim.height), lying)
            for trim, lying in self._rows()
        ]

    def _rows(self) -> Iterator[tuple[Rect, bool]]:
        y = 0.0
        for row in range(self.standing + self.lying):
            lies = row >= self.standing
            size = self.card.turned() if lies else self.card
            for column in range(self.per_lying if lies else self.per_standing):
                yield Rect(column * (size.width + self.gutter), y, size.width, size.height), lies
            y += size.height + self.gutter


def arrangements(card: Size, room: Size, gutter: float) -> Iterator[Arrangement]:
    """Yield the ways to fill `room` with rows, then with columns, of standing and lying cards."""
    yield from _in_rows(card, room, gutter, sideways=False)
    yield from _in_rows(card.turned(), room.turned(), gutter, sideways=True)


def _in_rows(card: Size, room: Size, gutter: float, *, sideways: bool) -> Iterator[Arrangement]:
    per_standing = fit(room.width, card.width, gutter)
    per_lying = fit(room.width, card.height, gutter)
    for standing in range(fit(room.height, card.height, gutter) if per_standing else 0, -1, -1):
        left = room.height - standing * (card.height + gutter)
        lying = fit(left, card.width, gutter) if per_lying else 0
        if standing or lying:
            yield Arrangement(card, gutter, standing, lying, per_standing, per_lying, sideways)


def grids(card: Size, room: Size, gutter: float, columns: int, rows: int) -> Iterator[Arrangement]:
    """Yield the plain grid of so many columns and rows, standing and lying, where it fits."""
    for lies in (False, True):
        size = card.turned() if lies else card
        if columns <= fit(room.width, size.width, gutter) and rows <= fit(
            room.height, size.height, gutter
        ):
            yield Arrangement(
                card,
                gutter,
                standing=0 if lies else rows,
                lying=rows if lies else 0,
                per_standing=0 if lies else columns,
                per_lying=columns if lies else 0,
            )


def fit(length: float, each: float, gutter: float) -> int:
    """Return how many cards of `each` millimetres fit in `length` with a gutter between them."""
    return max(0, math.floor((length + gutter + _TOLERANCE) / (each + gutter)))


def _length(number: int, each: float, gutter: float) -> float:
    return number * each + max(0, number - 1) * gutter
