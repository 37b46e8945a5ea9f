"""Lengths, sizes, rectangles and transforms: frozen, in millimetres, origin top left, y down."""

from __future__ import annotations

import math
import re
from typing import Final

from msgspec import Struct

POINTS_PER_MM: Final = 72 / 25.4
MM_PER_POINT: Final = 25.4 / 72

_LENGTH = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\s*(mm|cm|pt|in)?\s*")
_UNIT_MM: Final = {"mm": 1.0, "cm": 10.0, "pt": MM_PER_POINT, "in": 25.4, None: 1.0}


def length_mm(text: str) -> float:
    """Read "3", "3mm", "0,5 cm" or "9pt" as millimetres; a bare number is millimetres.

    Raises ValueError on anything else.
    """
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return float(match[1].replace(",", ".")) * _UNIT_MM[match[2]]


class Size(Struct, frozen=True):
    """A width and a height."""

    width: float
    height: float

    def turned(self) -> Size:
        """Return the size lying on its side."""
        return Size(self.height, self.width)


class Sides(Struct, frozen=True):
    """A distance for each side."""

    top: float
    right: float
    bottom: float
    left: float

    @classmethod
    def equal(cls, distance: float) -> Sides:
        """Return the same distance on all four sides."""
        return cls(distance, distance, distance, distance)


class Rect(Struct, frozen=True):
    """A rectangle by its top left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the bottom side."""
        return self.y + self.height

    @classmethod
    def of(cls, size: Size) -> Rect:
        """Return the rectangle of that size at the origin."""
        return cls(0.0, 0.0, size.width, size.height)

    def grown(self, distance: float) -> Rect:
        """Return the rectangle with each side moved outwards (inwards if negative)."""
        return Rect(
            self.x - distance,
            self.y - distance,
            self.width + 2 * distance,
            self.height + 2 * distance,
        )

    def inset(self, sides: Sides) -> Rect:
        """Return the rectangle with each side moved inwards by its own distance."""
        return Rect(
            self.x + sides.left,
            self.y + sides.top,
            self.width - sides.left - sides.right,
            self.height - sides.top - sides.bottom,
        )

    def outset(self, sides: Sides) -> Rect:
        """Return the rectangle with each side moved outwards by its own distance."""
        return Rect(
            self.x - sides.left,
            self.y - sides.top,
            self.width + sides.left + sides.right,
            self.height + sides.top + sides.bottom,
        )

    def contains(self, other: Rect, tolerance: float = 1e-6) -> bool:
        """Say whether `other` lies wholly inside."""
        return (
            other.x >= self.x - tolerance
            and other.y >= self.y - tolerance
            and other.right <= self.right + tolerance
            and other.bottom <= self.bottom + tolerance
        )

    def overlaps(self, other: Rect, tolerance: float = 1e-6) -> bool:
        """Say whether the two share more than an edge."""
        return (
            self.x < other.right - tolerance
            and other.x < self.right - tolerance
            and self.y < other.bottom - tolerance
            and other.y < self.bottom - tolerance
        )


class Transform(Struct, frozen=True):
    """An affine map: x' = a·x + c·y + e, y' = b·x + d·y + f (as PDF's cm, but y down)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def move(cls, x: float, y: float) -> Transform:
        """Return the shift by (x, y)."""
        return cls(e=x, f=y)

    @classmethod
    def scale(cls, factor: float) -> Transform:
        """Return the scaling about the origin."""
        return cls(a=factor, d=factor)

    @classmethod
    def rotate(cls, degrees: float) -> Transform:
        """Return the clockwise rotation (as seen with y down) about the origin."""
        exact = {0: (1.0, 0.0), 90: (0.0, 1.0), 180: (-1.0, 0.0), 270: (0.0, -1.0)}
        cos, sin = exact.get(
            int(degrees % 360) if degrees % 90 == 0 else -1,
            (math.cos(math.radians(degrees)), math.sin(math.radians(degrees))),
        )
        return cls(cos, sin, -sin, cos)

    @classmethod
    def mirror(cls, width: float) -> Transform:
        """Return the reflection side to side of a strip of that width."""
        return cls(a=-1.0, e=width)

    @classmethod
    def flop(cls, height: float) -> Transform:
        """Return the reflection head to foot of a strip of that height."""
        return cls(d=-1.0, f=height)

    def then(self, after: Transform) -> Transform:
        """Return this map followed by `after`."""
        return Transform(
            after.a * self.a + after.c * self.b,
            after.b * self.a + after.d * self.b,
            after.a * self.c + after.c * self.d,
            after.b * self.c + after.d * self.d,
            after.a * self.e + after.c * self.f + after.e,
            after.b * self.e + after.d * self.f + after.f,
        )

    def inverse(self) -> Transform:
        """Return the map that takes every point back; raises ZeroDivisionError if there is none."""
        size = self.a * self.d - self.b * self.c
        a, b, c, d = self.d / size, -self.b / size, -self.c / size, self.a / size
        return Transform(a, b, c, d, -(a * self.e + c * self.f), -(b * self.e + d * self.f))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where (x, y) comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def rect(self, rect: Rect) -> Rect:
        """Return the box around where `rect` comes to lie (exact for quarter turns)."""
        xs, ys = zip(
            self.point(rect.x, rect.y),
            self.point(rect.right, rect.y),
            self.point(rect.x, rect.bottom),
            self.point(rect.right, rect.bottom),
            strict=True,
        )
        return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    @property
    def factor(self) -> float:
        """The scale: how long a millimetre becomes."""
        return math.hypot(self.a, self.b)
