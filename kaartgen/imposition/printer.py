"""What a person read off a calibration sheet in; how the printer errs, and what undoes it, out.

A printer puts a point p of a front page on the paper at F(p). A point of the back page, told by
where it should lie as the front counts, lands at B(p). On the back's grid one reads where the
front's cross lies: that point is B⁻¹(F(p)), whatever F is. So the map of the backs is known by
itself, and as exactly as the grid can be read; F follows from a ruler, and only as exactly as that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.geometry import Sides, Size, Transform
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Flip

# Clear of any printer's rim, the deepest of which is 12.7 mm, with room for the grid about it.
TARGET_INSET: Final = 25.0
RULER: Final = 100.0
# As far as the grid on the back goes.
GRID: Final = 6.0
# As far as the scale along the edges goes: inkjets leave 12.7 mm at the foot.
WIDEST_EDGE: Final = 14.0
LABELS: Final = ("A", "B", "C", "D", "E")

# Papers of which no side differs by more are one paper to a printer.
_SAME_MM: Final = 0.6

Point = tuple[float, float]


class BackReading(Struct, frozen=True):
    """Where the front's cross lies on the back's grid, as the back is read: right and up."""

    label: str
    right: float
    up: float


class Readings(Struct, frozen=True):
    """All that was read off one sheet; lengths in millimetres, `size` that of the upright sheet.

    `ruler` is how long the lying and the standing ruler came out. `distances` are from the left
    edge of the paper to A and to D, and from its upper edge to A and to B. `edges` is what the
    printer leaves blank along each edge, seen from the front.
    """

    size: Size
    flip: Flip
    backs: tuple[BackReading, ...]
    ruler: tuple[float, float] | None = None
    distances: tuple[float, float, float, float] | None = None
    edges: Sides | None = None


class Deviation(Struct, frozen=True):
    """A printer's error in a person's terms, about the middle of the sheet.

    Right and down in millimetres, the turn clockwise and the skew in degrees, the scales as shares.
    """

    right: float
    down: float
    turn_deg: float
    skew_deg: float
    across: float
    along: float


class Correction(Struct, frozen=True):
    """What to put a page through before it is printed, in each page's own millimetres."""

    front: Transform
    back: Transform


class Calibration(Struct, frozen=True):
    """A printer's error on one size of paper.

    `back` takes a point of the front to where the back must be printed to lie on it, both as the
    front counts; `front` takes a point of the page to where it lands. `rest` is how far the
    readings of the back lie from the fit at most, `front_rest` those of the front.
    """

    readings: Readings
    back: Transform
    front: Transform
    rest: float
    front_rest: float

    def correction(self, flip: Flip) -> Correction:
        """Return what undoes the error on either side of a sheet that is turned by `flip`.

        The turning itself is the printer's and stays; over the other edge only the page that it
        is sent lies the other way round.
        """
        turn = turned(self.readings.size, flip)
        front = self._front_correction
        return Correction(front, turn.then(front).then(self.back).then(turn))

    @property
    def _front_correction(self) -> Transform:
        """What undoes the error of the front; the back follows it wherever it goes.

        Where nobody measured which of the two lies right on the paper, each goes half the way:
        so the least is lost in the rim that the printer leaves blank.
        """
        if self.readings.distances is not None:
            return self.front.inverse()
        x, y = self.readings.size.width / 2, self.readings.size.height / 2
        behind = self.back.point(x, y)
        return self.front.inverse().then(Transform.move((x - behind[0]) / 2, (y - behind[1]) / 2))

    @property
    def reach(self) -> float:
        """How far the correction moves anything on the sheet at most."""
        size = self.readings.size
        corners = [(x, y) for x in (0.0, size.width) for y in (0.0, size.height)]
        front = self._front_correction
        moved = (front, front.then(self.back))
        return max(math.dist(corner, one.point(*corner)) for one in moved for corner in corners)

    @property
    def back_error(self) -> Deviation:
        """How the back lies against the front, as the back of the calibration sheet is read."""
        turn = turned(self.readings.size, self.readings.flip)
        return deviation(turn.then(self.back.inverse()).then(turn), self.readings.size)

    @property
    def front_error(self) -> Deviation:
        """How the front lies on the paper."""
        return deviation(self.front, self.readings.size)


class Kept(Struct, frozen=True):
    """A calibration that is kept, the paper that it was made on, and its date."""

    paper_name: str
    date: str
    calibration: Calibration

    @property
    def readings(self) -> Readings:
        """What was read off the sheet."""
        return self.calibration.readings


class Printer(Struct, frozen=True):
    """A printer by name, with a calibration for each size of paper."""

    name: str
    file: Path
    kept: tuple[Kept, ...]

    def on(self, size: Size) -> Kept | None:
        """Return the calibration for paper of that size, whichever way it lies."""
        low, high = sorted((size.width, size.height))
        for one in self.kept:
            own = one.readings.size
            if abs(own.width - low) <= _SAME_MM and abs(own.height - high) <= _SAME_MM:
                return one
        return None

    def paper(self, paper: Paper) -> Paper:
        """Return the paper with what this printer leaves blank, if that was read off on it."""
        kept = self.on(paper.size)
        if kept is None:
            return paper
        own = paper.margins
        if paper.size.width <= paper.size.height:
            return replace(paper, margins=margins_on(kept.calibration, own))
        # As the calibration sheet lay: turned back by a quarter, and then forth again.
        upright = Sides(own.right, own.bottom, own.left, own.top)
        found = margins_on(kept.calibration, upright)
        return replace(paper, margins=Sides(found.left, found.top, found.right, found.bottom))

    def with_one(self, kept: Kept) -> Printer:
        """Return the printer with this calibration, in the place of one on the same paper."""
        before = self.on(kept.readings.size)
        others = tuple(one for one in self.kept if one is not before)
        return replace(self, kept=(*others, kept))


def turned(size: Size, flip: Flip) -> Transform:
    """Return where a point of an upright sheet's front lies on its back, as the back counts."""
    if flip is Flip.LONG_EDGE:
        return Transform.mirror(size.width)
    return Transform.flop(size.height)


def targets(size: Size) -> dict[str, Point]:
    """Return the middle of each target on the front of an upright sheet, by its label."""
    left, right = TARGET_INSET, size.width - TARGET_INSET
    top, bottom = TARGET_INSET, size.height - TARGET_INSET
    middle = (size.width / 2, size.height / 2)
    places = ((left, top), (right, top), middle, (left, bottom), (right, bottom))
    return dict(zip(LABELS, places, strict=True))


def deviation(error: Transform, size: Size) -> Deviation:
    """Return an error in a person's terms."""
    x, y = size.width / 2, size.height / 2
    at = error.point(x, y)
    first, second = math.atan2(error.b, error.a), math.atan2(-error.c, error.d)
    return Deviation(
        at[0] - x,
        at[1] - y,
        math.degrees((first + second) / 2),
        math.degrees(second - first),
        math.hypot(error.a, error.b),
        math.hypot(error.c, error.d),
    )


def calibrated(readings: Readings) -> Calibration:
    """Return the error that explains the readings best, however badly: see `misreading`."""
    pairs = paired(readings)
    back = affine(list(pairs.values()))
    front, front_rest = _front(readings)
    rest = max(apart(back, *pair) for pair in pairs.values())
    return Calibration(readings, back, front, rest, front_rest)


def paired(readings: Readings) -> dict[str, tuple[Point, Point]]:
    """Return for each target its place and the point of the back that lies there."""
    turn = turned(readings.size, readings.flip)
    places = targets(readings.size)
    found: dict[str, tuple[Point, Point]] = {}
    for reading in readings.backs:
        x, y = places[reading.label]
        across, along = turn.a * reading.right, turn.d * -reading.up
        found[reading.label] = ((x, y), (x + across, y + along))
    return found


def apart(fit: Transform, place: Point, read: Point) -> float:
    """Return how far a fit puts a place from where it was read."""
    return math.dist(fit.point(*place), read)


def affine(pairs: Sequence[tuple[Point, Point]]) -> Transform:
    """Return the affine map that takes the first of each pair nearest to the second."""
    rows = [(1.0, x, y) for (x, y), _ in pairs]
    e, a, c = _least_squares(rows, [u for _, (u, _) in pairs])
    f, b, d = _least_squares(rows, [v for _, (_, v) in pairs])
    return Transform(a, b, c, d, e, f)


def _least_squares(rows: Sequence[Sequence[float]], wanted: Sequence[float]) -> list[float]:
    """Return the numbers x for which rows · x comes nearest to `wanted` (normal equations)."""
    size = len(rows[0])
    matrix = [
        [sum(row[i] * row[j] for row in rows) for j in range(size)]
        + [sum(row[i] * value for row, value in zip(rows, wanted, strict=True))]
        for i in range(size)
    ]
    for column in range(size):
        pivot = max(range(column, size), key=lambda at: abs(matrix[at][column]))
        matrix[column], matrix[pivot] = matrix[pivot], matrix[column]
        for at in range(size):
            if at != column:
                share = matrix[at][column] / matrix[column][column]
                matrix[at] = [
                    own - share * other
                    for own, other in zip(matrix[at], matrix[column], strict=True)
                ]
    return [matrix[at][size] / matrix[at][at] for at in range(size)]


def _front(readings: Readings) -> tuple[Transform, float]:
    """Return where the front's points land, and how far the readings are from it at most.

    Without rulers the scale is taken to be true, without distances the middle of the sheet to lie
    where it should. One tilt is taken for both directions: a ruler does not show a skew.
    """
    across, along = (length / RULER for length in readings.ruler or (RULER, RULER))
    size = readings.size
    if readings.distances is None:
        x, y = size.width / 2, size.height / 2
        return Transform(across, 0, 0, along, x * (1 - across), y * (1 - along)), 0.0
    place = targets(size)
    # x' = across·x − tilt·y + e and y' = tilt·x + along·y + f, in (e, f, tilt).
    points = (place["A"], place["D"], place["A"], place["B"])
    rows = [(1.0, 0.0, -y) for _, y in points[:2]] + [(0.0, 1.0, x) for x, _ in points[2:]]
    scaled = [across * x for x, _ in points[:2]] + [along * y for _, y in points[2:]]
    shifts = [read - own for read, own in zip(readings.distances, scaled, strict=True)]
    e, f, tilt = _least_squares(rows, shifts)
    fit = Transform(across, tilt, -tilt, along, e, f)
    rest = max(
        abs(sum(part * row for part, row in zip((e, f, tilt), row, strict=True)) - shift)
        for row, shift in zip(rows, shifts, strict=True)
    )
    return fit, rest


# What a printer leaves blank and what a correction moves may together be this much more than the
# paper's own margin: the white rim is then that much wider at the edge of the sheet, or the bleed
# there that much smaller. At home a side may lie a millimetre off.
SPARE: Final = 1.0


def margins_on(calibration: Calibration, margins: Sides) -> Sides:
    """Return an upright paper's margins with what this printer leaves blank, if that was read."""
    edges = calibration.readings.edges
    if edges is None:
        return margins
    reach = calibration.reach
    return Sides(
        _margin(margins.top, edges.top, reach),
        _margin(margins.right, edges.right, reach),
        _margin(margins.bottom, edges.bottom, reach),
        _margin(margins.left, edges.left, reach),
    )


def _margin(own: float, read: float, reach: float) -> float:
    if own < read <= own + SPARE:
        return own
    return max(read, min(read + reach, own))
