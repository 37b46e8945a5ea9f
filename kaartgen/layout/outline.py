"""A box in; the outlines that a designer draws in it out: rounded corners, an ellipse, a line."""

from __future__ import annotations

from collections.abc import Collection

from kaartgen.frame import Path, Segment, circle, line, rectangle
from kaartgen.geometry import Rect, Transform

# A quarter of a circle as one Bézier curve (the usual constant, 4/3·(√2−1)).
_ROUND = 0.5522847498


def box(rect: Rect, radius: float, rounded: Collection[str]) -> Path:
    """Return the outline of a box; `rounded` names the corners that are, none means all."""
    if not rounded or radius <= 0:
        return rectangle(rect, radius)
    r = min(radius, rect.width / 2, rect.height / 2)
    # Each corner with the way in and the way out, going round with the clock.
    ways = (
        ("top-left", rect.x, rect.y, (0, 1), (1, 0)),
        ("top-right", rect.right, rect.y, (-1, 0), (0, 1)),
        ("bottom-right", rect.right, rect.bottom, (0, -1), (-1, 0)),
        ("bottom-left", rect.x, rect.bottom, (1, 0), (0, -1)),
    )
    segments: list[Segment] = []
    for name, x, y, (in_x, in_y), (out_x, out_y) in ways:
        first = "L" if segments else "M"
        if name not in rounded:
            segments.append((first, (x, y)))
            continue
        k = r * (1 - _ROUND)
        segments.append((first, (x + in_x * r, y + in_y * r)))
        segments.append(
            (
                "C",
                (
                    x + in_x * k,
                    y + in_y * k,
                    x + out_x * k,
                    y + out_y * k,
                    x + out_x * r,
                    y + out_y * r,
                ),
            )
        )
    return Path((*segments, ("Z", ())))


def ellipse(rect: Rect) -> Path:
    """Return the ellipse that fills a box."""
    stretched = Transform(a=rect.width / 2, d=rect.height / 2)
    middle = Transform.move(rect.x + rect.width / 2, rect.y + rect.height / 2)
    return circle(0, 0, 1).moved(stretched.then(middle))


def largest_square(rect: Rect) -> Rect:
    """Return the largest square in the middle of a box."""
    side = min(rect.width, rect.height)
    return Rect(rect.x + (rect.width - side) / 2, rect.y + (rect.height - side) / 2, side, side)


def diagonal(rect: Rect, *, rising: bool) -> Path:
    """Return the line from the upper left to the lower right corner, or the other two."""
    if rising:
        return line(rect.x, rect.bottom, rect.right, rect.y)
    return line(rect.x, rect.y, rect.right, rect.bottom)
