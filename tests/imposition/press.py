"""A printer that errs, and a person who reads its calibration sheet; nothing of kaartgen is asked.

What a printer does to a side is told as one would measure it: how far it shifts the picture, turns
it, makes it wider and higher, and lets it lean, about the middle of the paper. Both sides are told
as they are read. What a person reads is found by looking: a point of the page is moved until the
printer puts it where the pinhole is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from hypothesis import strategies as st

from kaartgen.geometry import Size
from kaartgen.imposition.plan import Flip
from tests.imposition.turning import Point, seen_through

INSET = 25.0


@dataclass(frozen=True)
class Error:
    """What a printer does to one side."""

    right: float = 0.0
    down: float = 0.0
    turn_deg: float = 0.0
    lean: float = 0.0
    wider: float = 1.0
    higher: float = 1.0


@dataclass(frozen=True)
class Press:
    """A printer with an upright sheet in it."""

    sheet: Size
    front: Error
    back: Error

    def put(self, point: Point, error: Error) -> Point:
        """Return where on that side of the paper a point of the page lands."""
        x, y = point[0] - self.sheet.width / 2, point[1] - self.sheet.height / 2
        x, y = x * error.wider + y * error.lean, y * error.higher
        angle = math.radians(error.turn_deg)
        x, y = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
        return (
            x + self.sheet.width / 2 + error.right,
            y + self.sheet.height / 2 + error.down,
        )

    def under(self, spot: Point, error: Error) -> Point:
        """Return the point of the page that lands on a spot of the paper."""
        x, y = spot
        for _ in range(60):
            at = self.put((x, y), error)
            x, y = x + spot[0] - at[0], y + spot[1] - at[1]
        return x, y


def crosses(sheet: Size) -> dict[str, Point]:
    """Return where the crosses stand: four at an inset from the edges, one in the middle."""
    far_x, far_y = sheet.width - INSET, sheet.height - INSET
    return {
        "A": (INSET, INSET),
        "B": (far_x, INSET),
        "C": (sheet.width / 2, sheet.height / 2),
        "D": (INSET, far_y),
        "E": (far_x, far_y),
    }


def read_backs(press: Press, flip: Flip, digits: int | None) -> dict[str, Point]:
    """Return for each target how far to the right and up its pinhole lies on the back's grid."""
    found: dict[str, Point] = {}
    for label, cross in crosses(press.sheet).items():
        hole = seen_through(press.put(cross, press.front), press.sheet, flip)
        on_grid = press.under(hole, press.back)
        middle = seen_through(cross, press.sheet, flip)
        right, up = on_grid[0] - middle[0], middle[1] - on_grid[1]
        found[label] = (right, up) if digits is None else (round(right, digits), round(up, digits))
    return found


def read_rulers(press: Press) -> tuple[float, float]:
    """Return how long 100 mm come out on the front, lying and standing."""
    at = (press.sheet.width / 2, press.sheet.height / 2)
    start = press.put(at, press.front)
    across = press.put((at[0] + 100, at[1]), press.front)
    along = press.put((at[0], at[1] + 100), press.front)
    return math.dist(start, across), math.dist(start, along)


def read_distances(press: Press) -> tuple[float, float, float, float]:
    """Return how far A and D lie from the left edge, and A and B from the upper."""
    at = {name: press.put(cross, press.front) for name, cross in crosses(press.sheet).items()}
    return at["A"][0], at["D"][0], at["A"][1], at["B"][1]


def _around(middle: float, reach: float) -> st.SearchStrategy[float]:
    return st.integers(-1000, 1000).map(lambda part: middle + reach * part / 1000)


errors = st.builds(
    Error,
    right=_around(0, 1.2),
    down=_around(0, 1.2),
    turn_deg=_around(0, 0.25),
    lean=_around(0, 0.002),
    wider=_around(1, 0.003),
    higher=_around(1, 0.003),
)
straight_errors = st.builds(
    Error,
    right=_around(0, 1.2),
    down=_around(0, 1.2),
    turn_deg=_around(0, 0.25),
    wider=_around(1, 0.003),
    higher=_around(1, 0.003),
)
