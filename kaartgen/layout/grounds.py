"""A finished picture in; which colours its texts have and on which grounds they stand out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from msgspec import Struct

from kaartgen.frame import WHITE, Cmyk, Fill, ForeignPage, Frame, GlyphRun, Path, Picture, Placed
from kaartgen.geometry import MM_PER_POINT, Rect, Transform

Point: TypeAlias = tuple[float, float]

# Where letters are, from the start of a line: some way in and a third of a capital up. A character
# is half an em wide on average; the last of them is surely there at two fifths.
_IN: Final = 0.3
_UP: Final = 0.25
_ADVANCE: Final = 0.4
# A curve in so many straight pieces is close enough to tell inside from outside.
_PIECES: Final = 4


class _Painted(Struct, frozen=True):
    """Something that covers what is below it; without a colour nobody knows which it has."""

    box: Rect
    colour: Cmyk | None
    outline: tuple[tuple[Point, ...], ...] = ()
    clip: Rect | None = None

    def covers(self, point: Point) -> bool:
        """Say whether a point is painted over."""
        if not _inside(self.box, point) or (self.clip and not _inside(self.clip, point)):
            return False
        return not self.outline or _winding(self.outline, point) != 0


def texts_on_grounds(frame: Frame) -> frozenset[tuple[Cmyk, Cmyk]]:
    """Return every pair of a text's colour and the flat colour below it; bare paper is white."""
    found: set[tuple[Cmyk, Cmyk]] = set()
    below: list[_Painted] = []
    for item in _walked(frame, Transform(), None):
        if isinstance(item, _Painted):
            below.append(item)
            continue
        run, through = item
        for point in _points(run, through):
            ground = next((it.colour for it in reversed(below) if it.covers(point)), WHITE)
            if ground is not None and run.text.strip():
                found.add((run.colour, ground))
    return frozenset(found)


def _walked(
    frame: Frame, through: Transform, clip: Rect | None
) -> Iterator[_Painted | tuple[GlyphRun, Transform]]:
    for item in (*frame.ground, *frame.figure):
        match item:
            case GlyphRun():
                yield item, through
            case Fill():
                outline = _outline(item.path.moved(through))
                if outline:
                    yield _Painted(_box(outline), item.colour, outline, clip)
            case Picture():
                yield _Painted(through.rect(item.rect), None, clip=clip)
            case ForeignPage():
                yield _Painted(through.rect(item.seen), None, clip=clip)
            case Placed():
                inner = item.transform.then(through)
                seen = inner.rect(item.clip) if item.clip else clip
                yield from _walked(item.frame, inner, seen)


def _points(run: GlyphRun, through: Transform) -> Iterable[Point]:
    em = run.size_pt * MM_PER_POINT
    along = (_IN, max(_IN, _ADVANCE * (len(run.text) - 1)))
    return [through.point(run.x + share * em, run.y - _UP * em) for share in along]


def _outline(path: Path) -> tuple[tuple[Point, ...], ...]:
    """Return a path's closed shapes, its curves as straight pieces."""
    shapes: list[list[Point]] = []
    for operator, numbers in path.segments:
        match operator:
            case "M":
                shapes.append([(numbers[0], numbers[1])])
            case "L":
                shapes[-1].append((numbers[0], numbers[1]))
            case "C":
                shapes[-1].extend(_curve(shapes[-1][-1], numbers))
    return tuple(tuple(shape) for shape in shapes if len(shape) > 2)


def _curve(start: Point, numbers: tuple[float, ...]) -> Iterator[Point]:
    x0, y0 = start
    x1, y1, x2, y2, x3, y3 = numbers
    for step in range(1, _PIECES + 1):
        t = step / _PIECES
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def _box(outline: tuple[tuple[Point, ...], ...]) -> Rect:
    xs = [x for shape in outline for x, _ in shape]
    ys = [y for shape in outline for _, y in shape]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _inside(box: Rect, point: Point) -> bool:
    return box.x <= point[0] <= box.right and box.y <= point[1] <= box.bottom


def _winding(outline: tuple[tuple[Point, ...], ...], point: Point) -> int:
    """Return how often the outline goes round a point; a fill has what it goes round at all."""
    x, y = point
    turns = 0
    for shape in outline:
        for (x1, y1), (x2, y2) in zip(shape, (*shape[1:], shape[0]), strict=True):
            if (y1 <= y) is not (y2 <= y):
                across = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
                if (across > 0) is (y2 > y1):
                    turns += 1 if y2 > y1 else -1
    return turns
