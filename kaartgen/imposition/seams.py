"""Full-bleed cards on a sheet in; their slots out, with white where two colours would meet.

A home printer puts a back up to a millimetre beside its front. In a gutter that does no harm. Where
cards lie closer, the colour of one comes on the other: unseen if it is the same colour, and kept
from it by a millimetre of white on both if it is not. (The square millimetre where four corners
meet is let be.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from msgspec.structs import replace

from kaartgen.frame import (
    Cmyk,
    Faces,
    Fill,
    ForeignPage,
    Frame,
    Item,
    Path,
    Picture,
    Placed,
    Stroke,
)
from kaartgen.geometry import Rect, Sides, Size, Transform
from kaartgen.imposition.near import Near
from kaartgen.imposition.plan import HOME_BLEED, Edge, Plan, Slot
from kaartgen.imposition.reach import Side, facing

# A colour, or what stands for a picture, and the part of the edge that it covers, in tenths of a
# millimetre from its start.
Colours: TypeAlias = tuple[tuple[Cmyk | int, int, int], ...]

_OPPOSITE: Final[Mapping[Side, Side]] = {
    "top": "bottom",
    "right": "left",
    "bottom": "top",
    "left": "right",
}
# Which side of a face lies at a side of the sheet's front: a lying card is turned clockwise.
_LYING: Final[Mapping[Side, Side]] = {
    "top": "left",
    "right": "top",
    "bottom": "right",
    "left": "bottom",
}
# A back is a front's mirror image about its upright axis, looked at through the paper.
_BEHIND: Final[Mapping[Side, Side]] = {
    "top": "top",
    "right": "left",
    "bottom": "bottom",
    "left": "right",
}
# How far from the edge a back that is off its place shows what lies there.
_DEPTH: Final = HOME_BLEED

OnSheet: TypeAlias = Sequence[tuple[Slot, Faces]]


def safe_seams(placed: OnSheet, plan: Plan) -> list[Slot]:
    """Return the slots, their colours drawn back where another colour lies too close."""
    if plan.edge is Edge.RIM:
        return [slot for slot, _ in placed]
    drawn_back: list[dict[Side, float]] = [{} for _ in placed]
    for number, side, gap in _unsafe(placed):
        drawn_back[number][side] = gap / 2 - HOME_BLEED
    return [
        replace(slot, reach=_less(slot, plan, less)) if less else slot
        for (slot, _), less in zip(placed, drawn_back, strict=True)
    ]


def unsafe_seams(placed: OnSheet) -> int:
    """Count the seams at which two colours lie too close to each other."""
    return len(_unsafe(placed)) // 2


def _less(slot: Slot, plan: Plan, less: Mapping[Side, float]) -> Sides:
    reach = slot.reach or Sides.equal(plan.ink_reach)
    return Sides(
        min(reach.top, less.get("top", reach.top)),
        min(reach.right, less.get("right", reach.right)),
        min(reach.bottom, less.get("bottom", reach.bottom)),
        min(reach.left, less.get("left", reach.left)),
    )


def _unsafe(placed: OnSheet) -> list[tuple[int, Side, float]]:
    """Return every side of a card that lies too close to another colour, and how close."""
    found: list[tuple[int, Side, float]] = []
    for number, at, side, gap in _close(tuple(slot for slot, _ in placed)):
        (slot, faces), (other, others) = placed[number], placed[at]
        if not _alike(slot, faces, other, others, side):
            found.append((number, side, gap))
    return found


# Sheet after sheet is filled alike; no deck has more ways to fill one.
@lru_cache(maxsize=64)
def _close(slots: tuple[Slot, ...]) -> tuple[tuple[int, int, Side, float], ...]:
    """Return every slot with another too close beyond one of its sides, and how close."""
    near = Near([slot.trim for slot in slots])
    found: list[tuple[int, int, Side, float]] = []
    for number, slot in enumerate(slots):
        for at in near.to(slot.trim.grown(2 * HOME_BLEED)):
            side = facing(slot.trim, slots[at].trim) if at != number else None
            if side is None:
                continue
            gap = _apart(slot.trim, slots[at].trim)
            if gap < 2 * HOME_BLEED - 1e-6:
                found.append((number, at, side, gap))
    return tuple(found)


def _apart(one: Rect, other: Rect) -> float:
    across = max(one.x - other.right, other.x - one.right)
    down = max(one.y - other.bottom, other.y - one.bottom)
    return max(across, down)


def _alike(slot: Slot, faces: Faces, other: Slot, others: Faces, side: Side) -> bool:
    """Say whether the two cards have the same colours where they meet, in front and behind."""
    if slot.lying is not other.lying or slot.format != other.format:
        return False
    here, there = _of_face(slot, side), _of_face(other, _OPPOSITE[side])
    return _edge(faces.front, here) == _edge(others.front, there) and _edge(
        faces.back, _BEHIND[here]
    ) == _edge(others.back, _BEHIND[there])


def _of_face(slot: Slot, side: Side) -> Side:
    return _LYING[side] if slot.lying else side


def _edge(face: Frame, side: Side) -> Colours:
    """Return the colours along an edge of a face: of its rectangles; a pattern does not count."""
    size = face.size
    strips: dict[Side, Rect] = {
        "top": Rect(0, 0, size.width, _DEPTH),
        "right": Rect(size.width - _DEPTH, 0, _DEPTH, size.height),
        "bottom": Rect(0, size.height - _DEPTH, size.width, _DEPTH),
        "left": Rect(0, 0, _DEPTH, size.height),
    }
    strip = strips[side]
    found: list[tuple[Cmyk | int, int, int]] = []
    for colour, area in _painted((*face.ground, *face.figure), size, strip, side):
        if area.overlaps(strip):
            upright = side in ("left", "right")
            low, high = (area.y, area.bottom) if upright else (area.x, area.right)
            end = size.height if upright else size.width
            found.append((colour, round(10 * max(0.0, low)), round(10 * min(end, high))))
    return tuple(found)


def _painted(
    items: Sequence[Item], size: Size, strip: Rect, side: Side
) -> Iterator[tuple[Cmyk | int, Rect]]:
    """Yield the colours of a face of that size, and where they are."""
    for item in items:
        match item:
            case Fill(path=path, colour=colour) if (area := _rectangle(path)) is not None:
                yield colour, area
            # Nobody knows what stands at the edge of a picture: only its own copy is like it.
            case Picture(rect=area, raster=raster):
                yield id(raster), area
            case ForeignPage():
                yield id(item), Rect.of(size)
            # What covers a face is no ribbon of a pattern but a drawing.
            case Placed(frame=frame, transform=onto, clip=Rect() as clip):
                area = onto.rect(clip)
                edge = _common(area, strip)
                if edge and area.width * area.height >= size.width * size.height / 2:
                    yield from _drawing_edge(_Known(frame), onto, edge, side)
            case _:
                continue


class _Known:
    """A frame by its identity: to compare a drawing of thousands of shapes takes too long."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.frame is self.frame

    def __hash__(self) -> int:
        return id(self.frame)


# A deck has few drawings, each on many cards.
@lru_cache(maxsize=64)
def _drawing_edge(
    drawing: _Known, onto: Transform, edge: Rect, side: Side
) -> tuple[tuple[Cmyk | int, Rect], ...]:
    return tuple(_drawn(drawing.frame, onto, edge, side))


def _drawn(
    frame: Frame, onto: Transform, within: Rect, side: Side
) -> Iterator[tuple[Cmyk | int, Rect]]:
    """Yield the colours of a drawing; like a shape that is no box is only itself, at that side."""
    for item in (*frame.ground, *frame.figure):
        colour: Cmyk | int = hash((id(item), side))
        match item:
            case Fill(path=path):
                area = path.box
                if _rectangle(path) is not None:
                    colour = item.colour
            case Stroke(path=path):
                area = path.box
            case Picture(rect=area, raster=raster):
                colour = hash((id(raster), side))
            case ForeignPage(seen=area):
                pass
            case Placed(frame=inner, transform=inside):
                shape = item.shape.box if item.shape else item.clip
                seen = _common(onto.rect(inside.rect(shape)), within) if shape else within
                if seen is not None:
                    yield from _drawn(inner, inside.then(onto), seen, side)
                continue
            case _:
                continue
        shown = _common(onto.rect(area), within)
        if shown is not None:
            yield colour, shown


def _common(one: Rect, other: Rect) -> Rect | None:
    x, y = max(one.x, other.x), max(one.y, other.y)
    width, height = min(one.right, other.right) - x, min(one.bottom, other.bottom) - y
    return Rect(x, y, width, height) if width > 0 and height > 0 else None


def _rectangle(path: Path) -> Rect | None:
    """Return the box that a path is, or None if it is another shape."""
    points = [numbers for operator, numbers in path.segments if operator in ("M", "L")]
    if len(points) != 4 or any(operator == "C" for operator, _ in path.segments):
        return None
    xs, ys = {round(x, 6) for x, _ in points}, {round(y, 6) for _, y in points}
    if len(xs) != 2 or len(ys) != 2:
        return None
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
