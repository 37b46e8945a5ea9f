"""A kind's pattern as a frame: a ribbon of one row, or a field that is the same upside down.

A motif draws one tile of height 1 with its top at y = 0; rows repeat it. In a field the rows
below the middle are the rows above it turned by 180 degrees, so that a back has no right way up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct

from kaartgen.frame import (
    Cmyk,
    Fill,
    Frame,
    Item,
    Path,
    Placed,
    Segment,
    Stroke,
    circle,
    polygon,
    rectangle,
)
from kaartgen.geometry import MM_PER_POINT, Rect, Size, Transform


class Shape(Struct, frozen=True):
    """A path of a tile: filled, or stroked with a width as a share of the row's height."""

    path: Path
    stroke: float = 0.0


class Motif(Struct, frozen=True):
    """A tile of `width` (its height is 1) and how rows follow each other in a field."""

    width: float
    shapes: tuple[Shape, ...]
    pitch: float = 1.0
    # The share of a tile by which every second row is shifted.
    shift: float = 0.5
    # Rows in a field; an odd number needs a tile that is the same upside down.
    rows: int = 5
    row_height: float = 8.2


def _arc(radius: float) -> Path:
    """Return the upper half circle about (1, 1)."""
    k = radius * 0.5522847498
    return Path(
        (
            ("M", (1 - radius, 1)),
            ("C", (1 - radius, 1 - k, 1 - k, 1 - radius, 1, 1 - radius)),
            ("C", (1 + k, 1 - radius, 1 + radius, 1 - k, 1 + radius, 1)),
        )
    )


def _hexagon(x: float, y: float, radius: float) -> Path:
    angles = [math.radians(60 * step + 30) for step in range(6)]
    return polygon(*((x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles))


def _eye(width: float) -> Path:
    middle = width / 2
    return Path(
        (
            ("M", (0, 0.5)),
            ("C", (middle * 0.5, 0.5, middle * 0.55, 0.08, middle, 0.08)),
            ("C", (middle * 1.45, 0.08, middle * 1.5, 0.5, width, 0.5)),
            ("C", (middle * 1.5, 0.5, middle * 1.45, 0.92, middle, 0.92)),
            ("C", (middle * 0.55, 0.92, middle * 0.5, 0.5, 0, 0.5)),
            ("Z", ()),
        )
    )


def _star(x: float, y: float, radius: float) -> Path:
    points = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.45
        angle = math.radians(36 * step - 90)
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return polygon(*points)


def _half_disc(x: float, base: float, radius: float) -> Path:
    k = radius * 0.5522847498
    return Path(
        (
            ("M", (x - radius, base)),
            ("C", (x - radius, base - k, x - k, base - radius, x, base - radius)),
            ("C", (x + k, base - radius, x + radius, base - k, x + radius, base)),
            ("Z", ()),
        )
    )


def _arrow(x: float) -> Path:
    return polygon(
        (x, 0.12),
        (x + 0.4, 0.12),
        (x + 0.86, 0.5),
        (x + 0.4, 0.88),
        (x, 0.88),
        (x + 0.46, 0.5),
    )


def _band(x: float, y: float, width: float, height: float) -> Path:
    return rectangle(Rect(x, y, width, height))


MOTIFS: Final[Mapping[str, Motif]] = {
    "waves": Motif(
        2.0,
        (
            Shape(_arc(0.94), stroke=0.105),
            Shape(_arc(0.66), stroke=0.105),
            Shape(_arc(0.38), stroke=0.105),
            Shape(_half_disc(1, 1, 0.14)),
        ),
    ),
    "hexagons": Motif(
        1.84,
        (
            Shape(_hexagon(0.92, 0.5, 0.47)),
            Shape(_hexagon(0.0, 0.5, 0.41), stroke=0.12),
        ),
        pitch=0.86,
        shift=0.25,
    ),
    "eyes": Motif(
        2.5,
        (Shape(_eye(2.5), stroke=0.1), Shape(circle(1.25, 0.5, 0.2))),
        pitch=0.94,
    ),
    "shapes": Motif(
        3.6,
        (
            Shape(_band(0.24, 0.14, 0.72, 0.72)),
            Shape(polygon((1.8, 0.12), (2.22, 0.86), (1.38, 0.86))),
            Shape(circle(3.0, 0.5, 0.39)),
        ),
        pitch=1.1,
        shift=1 / 3,
        rows=4,
    ),
    "frames": Motif(
        1.12,
        (
            Shape(_band(0.12, 0.06, 0.88, 0.88), stroke=0.1),
            Shape(_band(0.36, 0.3, 0.4, 0.4)),
        ),
        pitch=1.12,
        shift=0.0,
    ),
    "arrows": Motif(0.98, (Shape(_arrow(0.0)),), pitch=1.12, shift=0.0, rows=4),
    "people": Motif(
        1.25,
        (Shape(circle(0.625, 0.24, 0.2)), Shape(_half_disc(0.625, 0.96, 0.46))),
        pitch=1.06,
        rows=4,
    ),
    "stars": Motif(
        1.9,
        (Shape(_star(0.5, 0.52, 0.5)), Shape(circle(1.45, 0.5, 0.11))),
        pitch=1.12,
        rows=4,
    ),
    "dashes": Motif(
        2.6,
        (
            Shape(_band(0.6, 0.12, 1.4, 0.14)),
            Shape(_band(1.9, 0.43, 1.4, 0.14)),
            Shape(_band(0.6, 0.74, 1.4, 0.14)),
        ),
        pitch=1.0,
    ),
    "staffs": Motif(
        0.72,
        (Shape(circle(0.36, 0.17, 0.15)), Shape(_band(0.26, 0.4, 0.2, 0.56))),
        pitch=1.08,
        rows=4,
    ),
    "blocks": Motif(
        1.0,
        (Shape(_band(0, 0, 0.5, 0.5)), Shape(_band(0.5, 0.5, 0.5, 0.5))),
        pitch=1.0,
        shift=0.0,
    ),
}


@lru_cache(maxsize=512)
def ribbon(name: str, size: Size, bleed: float, colour: Cmyk, ground: Cmyk) -> Frame:
    """Return a row of the motif that fills `size` and runs on into `bleed` on both sides."""
    motif = MOTIFS[name]
    pieces = _Pieces(colour, ground, size.height)
    _row(pieces, motif, size, bleed, Transform.scale(size.height), 0.0)
    return Frame(size, pieces.items(), (), bleed)


@lru_cache(maxsize=128)
def field(name: str, size: Size, bleed: float, colour: Cmyk, ground: Cmyk) -> Frame:
    """Return a block of rows, centred in `size`, that looks the same turned by 180 degrees."""
    motif = MOTIFS[name]
    height = min(motif.row_height, size.height / (1 + motif.pitch * (motif.rows - 1)))
    pieces = _Pieces(colour, ground, height)
    step = motif.pitch * height
    if name == "waves":
        _scales(pieces, size, bleed)
        # Scales of opposite rows overlap: each half is painted on its own and then turned.
        half = Frame(size, pieces.items(), (), bleed)
        upper = Rect(-bleed, 0.0, size.width + 2 * bleed, size.height / 2)
        turned = Transform.rotate(180).then(Transform.move(size.width, size.height))
        return Frame(
            size, (Placed(half, Transform(), upper), Placed(half, turned, upper)), (), bleed
        )
    for row in range((motif.rows + 1) // 2):
        middle = size.height / 2 + (row - (motif.rows - 1) / 2) * step
        shift = motif.shift * (row % 2) * motif.width * height
        place = Transform.scale(height).then(Transform.move(0, middle - height / 2))
        _row(pieces, motif, size, bleed, place, shift)
        if row != (motif.rows - 1) / 2:
            over = Transform.rotate(180).then(Transform.move(size.width, size.height))
            _row(pieces, motif, size, bleed, place, shift, over)
    return Frame(size, pieces.items(), (), bleed)


@lru_cache(maxsize=128)
def tiled(name: str, size: Size, bleed: float, colour: Cmyk, row_height: float) -> Frame:
    """Return rows of the motif over all of `size` and of the bleed around it, from the middle."""
    motif = MOTIFS[name]
    # Colours of the ground are only for motifs that overlap, which rows of tiles do not.
    pieces = _Pieces(colour, colour, row_height)
    step = motif.pitch * row_height
    around = math.ceil(((size.height - row_height) / 2 + bleed) / step)
    for row in range(-around, around + 1):
        middle = size.height / 2 + row * step
        shift = motif.shift * (row % 2) * motif.width * row_height
        place = Transform.scale(row_height).then(Transform.move(0, middle - row_height / 2))
        _row(pieces, motif, size, bleed, place, shift)
    return Frame(size, pieces.items(), (), bleed)


class _Pieces:
    """Collects the shapes of many tiles into one fill and one stroke for each width."""

    def __init__(self, colour: Cmyk, ground: Cmyk, height: float) -> None:
        self.colour, self.ground, self.height = colour, ground, height
        self.fills: list[Segment] = []
        self.strokes: dict[float, list[Segment]] = {}
        self.done: list[Item] = []

    def repeat(self, shape: Shape, first: Transform, step: float, count: int) -> None:
        """Add the shape `count` times, `step` further to the right each time."""
        segments = shape.path.moved(first).segments
        into = self.strokes.setdefault(shape.stroke, []) if shape.stroke else self.fills
        for number in range(count):
            right = number * step
            for operator, numbers in segments:
                if operator == "C":
                    x1, y1, x2, y2, x, y = numbers
                    into.append(("C", (x1 + right, y1, x2 + right, y2, x + right, y)))
                elif numbers:
                    into.append((operator, (numbers[0] + right, numbers[1])))
                else:
                    into.append((operator, ()))

    def flush(self) -> None:
        if self.fills:
            self.done.append(Fill(Path(tuple(self.fills)), self.colour))
        for width, segments in self.strokes.items():
            points = width * self.height / MM_PER_POINT
            self.done.append(Stroke(Path(tuple(segments)), self.colour, points))
        self.fills, self.strokes = [], {}

    def items(self) -> tuple[Item, ...]:
        self.flush()
        return tuple(self.done)


def _row(
    pieces: _Pieces,
    motif: Motif,
    size: Size,
    bleed: float,
    place: Transform,
    shift: float,
    over: Transform | None = None,
) -> None:
    """Add one row: whole tiles about the middle of the width, as many as reach into the bleed."""
    width = motif.width * place.factor
    first = size.width / 2 - width / 2 + shift
    # One tile more on the left: a shape may reach over the edge of its tile.
    first -= (math.ceil((first + bleed) / width) + 1) * width
    count = math.ceil((size.width + bleed - first) / width) + 1
    at = place.then(Transform.move(first, 0))
    for shape in motif.shapes:
        if over:
            pieces.repeat(shape, at.then(over), -width, count)
        else:
            pieces.repeat(shape, at, width, count)


def _scales(pieces: _Pieces, size: Size, bleed: float) -> None:
    """Add the upper half of a field of scales, each disc over the ones in the row above."""
    radius = 6.6
    pieces.height = radius
    stroke_pt = 0.085 * radius / MM_PER_POINT
    count = math.ceil((size.width / 2 + bleed + radius) / (2 * radius)) + 1
    for row in (3, 2, 1, 0):
        y = size.height / 2 - row * radius * 0.55
        shift = radius if row % 2 else 0.0
        for step in range(-count, count + 1):
            x = size.width / 2 + step * 2 * radius + shift
            pieces.done.append(Fill(circle(x, y, radius), pieces.ground))
            pieces.done.extend(
                Stroke(circle(x, y, radius * share), pieces.colour, stroke_pt)
                for share in (0.94, 0.7, 0.46)
            )
            pieces.done.append(Fill(circle(x, y, radius * 0.16), pieces.colour))


def mark(lens: str, height: float) -> Path:
    """Return the mark of a lens in a box of that height: square, triangle or circle.

    The square is 0.86 of the height and the triangle's base 1.08, so that the three look equal.
    """
    centre = height / 2
    if lens == "IS":
        side = 0.86 * height
        return rectangle(Rect(centre - side / 2, centre - side / 2, side, side))
    if lens == "DOET":
        base = 1.08 * height
        top = (height - 0.95 * height) / 2
        return polygon(
            (centre, top),
            (centre + base / 2, top + 0.95 * height),
            (centre - base / 2, top + 0.95 * height),
        )
    return circle(centre, centre, centre)
