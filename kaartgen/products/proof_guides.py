"""A face and where its elements lie in; the face out, with lines, names and measures beside it.

Nothing is written on the card itself: names stand beside it, each with a thin line to its box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from kaartgen.frame import (
    WHITE,
    Cmyk,
    Fill,
    Frame,
    Item,
    Path,
    Placed,
    Stroke,
    circle,
    line,
    rectangle,
)
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.regions import Region, Sort
from kaartgen.layout.template import Template
from kaartgen.products.notes import SetBlock, set_text, style

TRIM: Final = Cmyk(100, 0, 0, 0)
SAFE: Final = Cmyk(0, 100, 0, 0)
BLEED: Final = Cmyk(0, 60, 100, 0)
_INK: Final = Cmyk(0, 0, 0, 90)
_COLOURS: Final[dict[Sort, Cmyk]] = {
    "text": Cmyk(90, 65, 0, 10),
    "group": Cmyk(80, 10, 100, 30),
    "shape": Cmyk(0, 0, 0, 72),
}
# By their dashes too, for who sees no difference in colour.
_DASHES: Final[dict[Sort, tuple[float, ...]]] = {
    "text": (),
    "group": (1.6, 0.8),
    "shape": (0.4, 0.6),
}
_BOX_PT: Final = 0.45
_LEADER_PT: Final = 0.3
# Lines keep to themselves on a dark ground too.
_HALO_PT: Final = 0.45

_NAME: Final = style(6.4, 7.4, weight=600)
_PLACE: Final = style(6, 7)
_LEADING: Final = 2.35
_CAP: Final = 1.5
_BETWEEN: Final = 1.9
# Above the card for the legend, beside it for lines to run through, and around it all.
_HEAD: Final = 7.0
_RUN: Final = 6.0
_EDGE: Final = 1.0
_GAP: Final = 4.5


# What is placed needs no size where nothing is clipped.
_NO_SIZE: Final = Size(1, 1)


class _Name(Struct, frozen=True):
    """What stands beside a card of a region, and where on the face the line to it may end."""

    region: Region
    lines: tuple[SetBlock, ...]
    y: float

    @property
    def height(self) -> float:
        return _CAP + (len(self.lines) - 1) * _LEADING

    @property
    def width(self) -> float:
        return max(block.width for block in self.lines)


def with_measures(
    face: Frame, template: Template, regions: Sequence[Region], setter: Setter
) -> Frame:
    """Return the face with its bleed and its lines, between the names of its elements."""
    bleed = template.bleed
    columns = _columns(_names(regions, setter), face.size)
    widths = [max((name.width for name in column), default=0.0) for column in columns]
    legend = _legend(template, setter)
    left = _EDGE + widths[0] + (_RUN if widths[0] else 0.0) + bleed
    right = left + face.size.width + bleed
    tallest = max(sum(name.height + _BETWEEN for name in column) for column in columns)
    size = Size(
        max(right + (_RUN if widths[1] else 0.0) + widths[1] + _EDGE, legend.width + 2 * _EDGE),
        _HEAD + max(face.size.height + 2 * bleed, tallest) + _EDGE,
    )
    at = Transform.move(left, _HEAD + bleed)
    lines = _Lines()
    for region in regions:
        lines.add(_outline(region).moved(at), _COLOURS[region.sort], _BOX_PT, _DASHES[region.sort])
    beside: list[Item] = [Placed(Frame(_NO_SIZE, (), legend.items), Transform.move(_EDGE, 2.0))]
    for column, x, side in (
        (columns[0], _EDGE + widths[0], -1),
        (columns[1], right + _RUN, 1),
    ):
        wanted = [at.point(0.0, name.y)[1] - _CAP / 2 for name in column]
        tops = _spread(wanted, [name.height for name in column], _HEAD, size.height - _EDGE)
        for name, top in zip(column, tops, strict=True):
            beside.extend(_beside(name, x, top, side))
            _lead(lines, name, (x - 0.9 * side, top + _CAP / 2), side, at)
    whole = Rect.of(face.size).grown(bleed)
    # Letters lie over the white that sets lines off, so that none of them is hidden.
    ground, figure = Frame(face.size, face.ground, ()), Frame(face.size, (), face.figure)
    items: list[Item] = [
        Fill(rectangle(whole).moved(at), WHITE),
        Placed(ground, at, whole),
        *lines.halos,
        Placed(figure, at, whole),
        *lines.strokes,
    ]
    trim = Rect.of(face.size)
    for rect, radius, colour in (
        (whole, 0.0, BLEED),
        (trim, template.corner, TRIM),
        (trim.grown(-template.safe), 0.0, SAFE),
    ):
        items.append(Stroke(rectangle(rect, radius).moved(at), colour, 0.6))
    return Frame(size, (), (*items, *lines.ends, *beside))


class _Lines:
    """Thin lines, and the white that keeps them apart from a dark ground."""

    def __init__(self) -> None:
        self.halos: list[Item] = []
        self.strokes: list[Item] = []
        self.ends: list[Item] = []

    def add(self, path: Path, colour: Cmyk, width_pt: float, dash: tuple[float, ...] = ()) -> None:
        """Add a line."""
        self.halos.append(Stroke(path, WHITE, width_pt + _HALO_PT))
        self.strokes.append(Stroke(path, colour, width_pt, dash))

    def end(self, x: float, y: float, colour: Cmyk) -> None:
        """Add a dot where a line ends."""
        self.ends.append(Fill(circle(x, y, 0.6), WHITE))
        self.ends.append(Fill(circle(x, y, 0.42), colour))


def _outline(region: Region) -> Path:
    rect = region.rect
    # A line has no height, and no box.
    flat = rect.height <= 0.05
    box = line(rect.x, rect.y, rect.right, rect.y) if flat else rectangle(rect)
    if region.turn % 90 == 0:
        return box
    x, y = rect.x + rect.width / 2, rect.y + rect.height / 2
    turning = Transform.move(-x, -y).then(Transform.rotate(region.turn))
    return box.moved(turning.then(Transform.move(x, y)))


def _names(regions: Sequence[Region], setter: Setter) -> list[_Name]:
    """Return what is told of the regions, once for one that is repeated."""
    times: dict[tuple[str, ...], int] = {}
    for region in regions:
        times[region.names] = times.get(region.names, 0) + 1
    firsts: dict[tuple[str, ...], Region] = {}
    for region in regions:
        firsts.setdefault(region.names, region)
    found: list[_Name] = []
    for names, region in firsts.items():
        rect = region.rect
        title = " › ".join(names) + (f" ({times[names]}×)" if times[names] > 1 else "")
        told = [
            set_text(setter, title, _NAME, _COLOURS[region.sort], 0, 0, 1e6),
            *(set_text(setter, text, _PLACE, _INK, 0, 0, 1e6) for text in _told(region)),
        ]
        # A line ends a little below the top of its box, where boxes in boxes still differ.
        found.append(_Name(region, tuple(told), rect.y + min(rect.height / 2, 1.0)))
    return found


def _told(region: Region) -> Iterator[str]:
    rect = region.rect
    measures = zip("xywh", (rect.x, rect.y, rect.width, rect.height), strict=True)
    yield " · ".join(f"{name} {_mm(length)}" for name, length in measures)
    words: list[str] = []
    if region.type_set:
        known = region.type_set
        words.append(f"{known.style} {_mm(known.size.size_pt)}/{_mm(known.size.leading_pt)}")
        if known.steps > 1:
            words.append(f"maat {known.step} van {known.steps}")
    if region.turn:
        words.append(f"gedraaid {_mm(region.turn)}°")
    if words:
        yield " · ".join(words)


def _mm(length: float) -> str:
    return f"{round(length, 1) + 0.0:g}".replace(".", ",")


def _columns(names: Sequence[_Name], size: Size) -> tuple[list[_Name], list[_Name]]:
    """Deal the names over both sides: what lies right goes right, and neither has many more."""

    def from_the_right(name: _Name) -> tuple[float, bool]:
        # Of what fills the width, shapes go first: their box is seen on either side.
        rect = name.region.rect
        return round(rect.x + rect.right - size.width, 1), name.region.sort == "shape"

    order = sorted(names, key=from_the_right)
    half = -(-len(order) // 2)
    # Only what is in the middle may go to either side.
    lying_left = sum(from_the_right(name)[0] < -1.0 for name in order)
    lying_right = sum(from_the_right(name)[0] > 1.0 for name in order)
    cut = min(max(half, min(lying_left, half + 3)), len(order) - min(lying_right, half - 1))

    def down(name: _Name) -> tuple[float, int]:
        # What holds others stands before them, also where it begins at the same height.
        return round(name.region.rect.y, 1), len(name.region.names)

    return sorted(order[:cut], key=down), sorted(order[cut:], key=down)


def _spread(
    wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> list[float]:
    """Return tops as near as can be to those wanted, so that nothing overlaps."""
    places: list[float] = []
    least = top
    for want, height in zip(wanted, heights, strict=True):
        places.append(max(want, least))
        least = places[-1] + height + _BETWEEN
    most = bottom
    for at in range(len(places) - 1, -1, -1):
        places[at] = min(places[at], most - heights[at])
        most = places[at] - _BETWEEN
    return places


def _beside(name: _Name, x: float, top: float, side: int) -> Iterator[Item]:
    """Yield a name that ends (left of the card) or begins (right of it) at x."""
    for number, block in enumerate(name.lines):
        place = Transform.move(x - block.width if side < 0 else x, top + number * _LEADING)
        yield Placed(Frame(_NO_SIZE, (), block.items), place)


def _lead(lines: _Lines, name: _Name, start: tuple[float, float], side: int, at: Transform) -> None:
    """Add the line from a name to its box."""
    colour = _COLOURS[name.region.sort]
    rect = name.region.rect
    x, y = at.point(rect.x if side < 0 else rect.right, name.y)
    bend = start[0] - (_RUN - 2.0) * side
    lines.add(Path((*line(*start, bend, y).segments, ("L", (x, y)))), colour, _LEADER_PT)
    lines.end(x, y, colour)


def _legend(template: Template, setter: Setter) -> SetBlock:
    """Return one line that says what card this is and what the lines on it are."""
    size = template.format
    parts = (
        (f"{template.name}, {_mm(size.width)} × {_mm(size.height)} mm", _INK),
        (f"hoek {_mm(template.corner)} mm", _INK),
        ("snijrand", TRIM),
        (f"afloop {_mm(template.bleed)} mm", BLEED),
        (f"veilige zone {_mm(template.safe)} mm", SAFE),
        ("tekst", _COLOURS["text"]),
        ("groep", _COLOURS["group"]),
        ("vorm", _COLOURS["shape"]),
    )
    items: list[Item] = []
    x = 0.0
    for text, colour in parts:
        sign = Rect(x, 0.0, 1.5, 1.5)
        if colour is not _INK:
            items.append(Fill(rectangle(sign), colour))
            x = sign.right + 0.9
        block = set_text(setter, text, _PLACE, _INK, x, 0, 1e6)
        items.extend(block.items)
        x += block.width + _GAP
    return SetBlock(tuple(items), _CAP, x - _GAP)
