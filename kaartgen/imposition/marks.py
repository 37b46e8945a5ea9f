"""The filled slots of a sheet in; the cut marks, and the straight cuts in their order, out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from msgspec import Struct

from kaartgen.frame import BLACK, Item, Stroke, line
from kaartgen.geometry import Rect, Sides
from kaartgen.imposition.near import Near
from kaartgen.imposition.plan import CutMarks, Edge, Plan, Slot
from kaartgen.imposition.reach import FACE_BLEED, MARK_LENGTH, MARK_OFFSET

_WIDTH_PT: Final = 0.35
# At the edge of the paper there is room for a mark that a guillotine's operator sees.
_LONG: Final = 4.0
_TOLERANCE: Final = 1e-4

Segment = tuple[float, float, float, float]


def cut_marks(plan: Plan, filled: Sequence[Slot]) -> list[Item]:
    """Return the marks for the filled slots, as seen from the front, in the plan's own way."""
    match plan.marks:
        case CutMarks.CORNER:
            candidates = (pair for slot in filled for pair in _corners(slot, plan))
        case CutMarks.PAPER_EDGE:
            candidates = (pair for cut in cuts(plan, filled) for pair in _ends(cut, plan))
        case CutMarks.NONE:
            return []
    # Ink may go beyond a trim, and stay within it.
    near = Near([slot.trim.grown(FACE_BLEED) for slot in filled])
    printable = plan.printable
    segments: dict[Segment, None] = {}
    for choices in candidates:
        for segment in choices:
            around = [filled[number] for number in near.to(_box(segment))]
            if printable.contains(_box(segment), _TOLERANCE) and not _collides(
                segment, plan, around
            ):
                segments[_rounded(segment)] = None
                break
    return [Stroke(line(*segment), BLACK, _WIDTH_PT) for segment in segments]


def _corners(slot: Slot, plan: Plan) -> Iterable[tuple[Segment, ...]]:
    """Yield for each end of each edge the mark beyond it and, on a white rim, the one on it.

    A mark stands outside the card in line with its edge; where there is no room for it, on the
    edge itself if a white rim lies there; else there is none.
    """
    trim, printable = slot.trim, plan.printable
    bleeds = plan.edge is Edge.BLEED
    reach = (slot.reach if bleeds else None) or Sides.equal(plan.ink_reach if bleeds else 0.0)
    off = MARK_OFFSET if bleeds else 0.0
    top, right = trim.y - reach.top - off, trim.right + reach.right + off
    bottom, left = trim.bottom + reach.bottom + off, trim.x - reach.left - off
    for x in (trim.x, trim.right):
        high, low = max(trim.y, printable.y), min(trim.bottom, printable.bottom)
        yield (x, top - MARK_LENGTH, x, top), (x, high, x, high + MARK_LENGTH)
        yield (x, bottom, x, bottom + MARK_LENGTH), (x, low - MARK_LENGTH, x, low)
    for y in (trim.y, trim.bottom):
        near, far = max(trim.x, printable.x), min(trim.right, printable.right)
        yield (left - MARK_LENGTH, y, left, y), (near, y, near + MARK_LENGTH, y)
        yield (right, y, right + MARK_LENGTH, y), (far - MARK_LENGTH, y, far, y)


def _ends(cut: Cut, plan: Plan) -> Iterable[tuple[Segment, ...]]:
    """Yield the marks at both ends of a cut: long at the paper's edge, short within the sheet."""
    lies = cut.direction == "liggend"
    sheet, printable = plan.paper.size, plan.printable
    edge = sheet.width if lies else sheet.height
    first, last = (printable.x, printable.right) if lies else (printable.y, printable.bottom)
    start, end = max(cut.start, first), min(cut.end, last)
    at_start, at_end = cut.start < _TOLERANCE, cut.end > edge - _TOLERANCE
    for outer, at, inward in ((at_start, start, 1.0), (at_end, end, -1.0)):
        lengths = (_LONG, MARK_LENGTH) if outer else (MARK_LENGTH,)
        spans = [sorted((at, at + inward * length)) for length in lengths]
        yield tuple(
            (low, cut.position, high, cut.position)
            if lies
            else (cut.position, low, cut.position, high)
            for low, high in spans
        )


def _box(segment: Segment) -> Rect:
    x1, y1, x2, y2 = segment
    return Rect(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))


def _collides(segment: Segment, plan: Plan, filled: Sequence[Slot]) -> bool:
    """Say whether a mark would lie on ink, or anywhere inside a card but along its edge."""
    box = _thick(_box(segment))
    inset = -0.01 if plan.edge is Edge.RIM else 0.0
    return any(
        slot.trim.grown(inset).overlaps(box, _TOLERANCE if inset == 0.0 else 0.0)
        or plan.ink(slot).overlaps(box, _TOLERANCE)
        for slot in filled
    )


def _thick(box: Rect) -> Rect:
    return box.grown(0.001)


def _rounded(segment: Segment) -> Segment:
    x1, y1, x2, y2 = (round(number, 3) for number in segment)
    return x1, y1, x2, y2


class Cut(Struct, frozen=True):
    """A straight cut through a piece of the sheet: `position` along the other axis.

    `stage` counts from 1: the pieces that one stage leaves are cut on in the next.
    """

    stage: int
    direction: Literal["liggend", "staand"]
    position: float
    start: float
    end: float


def cuts(plan: Plan, filled: Sequence[Slot] | None = None) -> list[Cut]:
    """Return the cuts that part the slots of a sheet, in an order in which each is straight.

    `filled` are the slots that hold a card; without it the sheet is full.

    The outer edges of the sheet are left out where a card's edge is the sheet's.
    """
    sheet = Rect.of(plan.paper.size)
    found: list[Cut] = []
    slots = plan.slots if filled is None else filled
    _divide(sheet, [slot.trim for slot in slots], found, 1)
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
