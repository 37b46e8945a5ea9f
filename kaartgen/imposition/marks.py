"""The filled slots of a sheet in; the cut marks, and the straight cuts in their order, out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kaartgen.frame import BLACK, Item, Stroke, line
from kaartgen.geometry import Rect
from kaartgen.imposition.plan import Edge, Plan

_LENGTH: Final = 2.0
# Off the ink, so that a mark never prints on the bleed.
_OFFSET: Final = 0.5
_WIDTH_PT: Final = 0.35
_TOLERANCE: Final = 1e-4

Segment = tuple[float, float, float, float]


def cut_marks(plan: Plan, filled: Sequence[Rect]) -> list[Item]:
    """Return the marks for the filled slots, as seen from the front.

    A mark stands outside the card in line with its edge; where there is no room for it, on the
    edge itself if a white rim lies there; else there is none.
    """
    segments: dict[Segment, None] = {}
    for trim in filled:
        for outward, inward in _edges(trim, plan):
            for segment in (outward, inward):
                clipped = _clipped(segment, plan.paper.printable)
                if clipped and not _collides(clipped, plan, filled, trim):
                    segments[_rounded(clipped)] = None
                    break
    return [Stroke(line(*segment), BLACK, _WIDTH_PT) for segment in segments]


def _edges(trim: Rect, plan: Plan) -> Iterable[tuple[Segment, Segment]]:
    """Yield for each end of each edge the mark beyond it and the one on it."""
    reach = plan.ink_reach + _OFFSET if plan.edge is Edge.BLEED else 0.0
    printable = plan.paper.printable
    for x in (trim.x, trim.right):
        yield (
            (x, trim.y - reach - _LENGTH, x, trim.y - reach),
            (x, max(trim.y, printable.y), x, max(trim.y, printable.y) + _LENGTH),
        )
        low = min(trim.bottom, printable.bottom)
        yield (
            (x, trim.bottom + reach, x, trim.bottom + reach + _LENGTH),
            (x, low - _LENGTH, x, low),
        )
    for y in (trim.y, trim.bottom):
        yield (
            (trim.x - reach - _LENGTH, y, trim.x - reach, y),
            (max(trim.x, printable.x), y, max(trim.x, printable.x) + _LENGTH, y),
        )
        far = min(trim.right, printable.right)
        yield (
            (trim.right + reach, y, trim.right + reach + _LENGTH, y),
            (far - _LENGTH, y, far, y),
        )


def _clipped(segment: Segment, area: Rect) -> Segment | None:
    x1, y1, x2, y2 = segment
    if min(x1, x2) < area.x - _TOLERANCE or max(x1, x2) > area.right + _TOLERANCE:
        return None
    if min(y1, y2) < area.y - _TOLERANCE or max(y1, y2) > area.bottom + _TOLERANCE:
        return None
    return segment


def _collides(segment: Segment, plan: Plan, filled: Sequence[Rect], own: Rect) -> bool:
    """Say whether a mark would lie on ink, or anywhere inside a card but along its edge."""
    x1, y1, x2, y2 = segment
    box = Rect(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    for trim in filled:
        if trim is not own and trim.overlaps(_thick(box), _TOLERANCE):
            inside = trim.grown(-0.01)
            if inside.overlaps(_thick(box), 0.0):
                return True
        if trim.grown(plan.ink_reach).overlaps(_thick(box), _TOLERANCE):
            return True
    return plan.edge is not Edge.RIM and own.overlaps(_thick(box), _TOLERANCE)


def _thick(box: Rect) -> Rect:
    return box.grown(0.001)


def _rounded(segment: Segment) -> Segment:
    x1, y1, x2, y2 = (round(number, 3) for number in segment)
    return x1, y1, x2, y2


@dataclass(frozen=True, slots=True)
class Cut:
    """A straight cut through a piece of the sheet: `position` along the other axis.

    `stage` counts from 1: the pieces that one stage leaves are cut on in the next.
    """

    stage: int
    direction: Literal["liggend", "staand"]
    position: float
    start: float
    end: float


def cuts(plan: Plan) -> list[Cut]:
    """Return the cuts that part the slots of a full sheet, in an order in which each is straight.

    The outer edges of the sheet are left out where a card's edge is the sheet's.
    """
    sheet = Rect.of(plan.paper.size)
    found: list[Cut] = []
    _divide(sheet, [slot.trim for slot in plan.slots], found, 1)
    return found


# A strip narrower than this at the edge of the paper is not worth a cut.
_SLIVER: Final = 1.0


def _divide(piece: Rect, trims: list[Rect], found: list[Cut], stage: int) -> None:
    for direction in ("liggend", "staand"):
        lies = direction == "liggend"
        start, end = (piece.y, piece.bottom) if lies else (piece.x, piece.right)
        edges = sorted(
            {round(e, 3) for t in trims for e in ((t.y, t.bottom) if lies else (t.x, t.right))}
        )
        lines = [
            at
            for at in edges
            if start + _SLIVER < at < end - _SLIVER
            and not any(_crosses(t, at, lies) for t in trims)
        ]
        if not lines:
            continue
        low, high = (piece.x, piece.right) if lies else (piece.y, piece.bottom)
        found.extend(Cut(stage, "liggend" if lies else "staand", at, low, high) for at in lines)
        bounds = [start, *lines, end]
        for first, second in itertools.pairwise(bounds):
            part = (
                Rect(piece.x, first, piece.width, second - first)
                if lies
                else Rect(first, piece.y, second - first, piece.height)
            )
            inside = [t for t in trims if part.contains(t, 0.01 + _SLIVER)]
            if inside:
                _divide(part, inside, found, stage + 1)
        return


def _crosses(trim: Rect, at: float, lies: bool) -> bool:
    low, high = (trim.y, trim.bottom) if lies else (trim.x, trim.right)
    return low + 0.01 < at < high - 0.01
