"""A card format and a paper in; a Plan out: the slots of one sheet, and how the sheet is turned.

Slots lie in rows (or columns) of cards that all stand or all lie, so that straight cuts part them.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.paper import Paper

# A home printer puts a back up to a millimetre beside its front: a rim of 5 mm does not show it.
RIM: Final = 5.0
# Between full-bleed cards: two cuts, with a millimetre of bleed for each card.
HOME_BLEED: Final = 1.0
HOME_GUTTER: Final = 2.0
# Smaller than this a card is no longer the card that one ordered.
LEAST_SCALE: Final = 0.9
_TOLERANCE: Final = 1e-6


class Flip(enum.Enum):
    """About which edge of the paper the printer turns the sheet."""

    LONG_EDGE = "lang"
    SHORT_EDGE = "kort"


class Edge(enum.Enum):
    """What happens at the edge of a card: a white rim, or ink up to and over the cut."""

    RIM = "wit"
    BLEED = "tot-de-rand"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on the front of a sheet for one card of `format`; a lying card is turned clockwise.

    `trim` is where the card is cut on paper: as large as the format, or that format scaled.
    """

    trim: Rect
    lying: bool
    format: Size

    @property
    def scale(self) -> float:
        """How much larger or smaller than its format the card is printed."""
        return (self.trim.height if self.lying else self.trim.width) / self.format.width

    def moved(self, x: float, y: float) -> Slot:
        """Return the slot shifted by (x, y)."""
        trim = self.trim
        return replace(self, trim=replace(trim, x=trim.x + x, y=trim.y + y))


@dataclass(frozen=True, slots=True)
class Plan:
    """How cards, of one format or of several, lie on a sheet, seen from the front."""

    paper: Paper
    slots: tuple[Slot, ...]
    flip: Flip
    edge: Edge
    bleed: float

    @property
    def formats(self) -> tuple[Size, ...]:
        """The formats that the sheet holds, in the order of its slots."""
        return tuple(dict.fromkeys(slot.format for slot in self.slots))

    @property
    def scale(self) -> float:
        """The scale of the card that is reduced most."""
        return min(slot.scale for slot in self.slots)

    @property
    def side_to_side(self) -> bool:
        """Whether turning the sheet swaps left and right (else top and bottom)."""
        size = self.paper.size
        return (self.flip is Flip.LONG_EDGE) is (size.height >= size.width)

    @property
    def turn(self) -> Transform:
        """Where a point of the front lies on the back, as the back's own page sees it."""
        size = self.paper.size
        if self.side_to_side:
            return Transform.mirror(size.width)
        return Transform.flop(size.height)

    @property
    def block(self) -> Rect:
        """The box around all slots."""
        x = min(slot.trim.x for slot in self.slots)
        y = min(slot.trim.y for slot in self.slots)
        right = max(slot.trim.right for slot in self.slots)
        bottom = max(slot.trim.bottom for slot in self.slots)
        return Rect(x, y, right - x, bottom - y)

    @property
    def ink_reach(self) -> float:
        """How far ink goes beyond a card's trim on the sheet (a rim: negative)."""
        return -RIM if self.edge is Edge.RIM else self.bleed


def plan_home(
    card: Size,
    paper: Paper,
    *,
    flip: Flip,
    edge: Edge,
    reduce: bool = True,
    enlarged: float = 1.0,
) -> Plan:
    """Return the plan for cards that are printed `enlarged` times their own size."""
    printed = Size(card.width * enlarged, card.height * enlarged)
    plan = _plan_home(printed, paper, flip=flip, edge=edge, reduce=reduce)
    return replace(plan, slots=tuple(replace(slot, format=card) for slot in plan.slots))


def _plan_home(card: Size, paper: Paper, *, flip: Flip, edge: Edge, reduce: bool) -> Plan:
    """Return the plan with the most cards on a sheet of `paper`.

    A rim keeps true size with cards butted. Full bleed is reduced, by no more than a tenth, where
    that places as many cards as a rim would (unless `reduce` is false). Raises KaartgenError if
    not one card fits.
    """
    if edge is Edge.RIM:
        found = _best(card, paper, room=_rim_room, gutter=0.0)
        if found is None:
            raise _does_not_fit(card, paper)
        return Plan(found[0], tuple(found[1]), flip, edge, 0.0)
    at_true_size = _best(card, paper, room=_bleed_room, gutter=HOME_GUTTER)
    with_rim = _best(card, paper, room=_rim_room, gutter=0.0)
    wanted = len(with_rim[1]) if with_rim else 0
    if at_true_size and (len(at_true_size[1]) >= wanted or not reduce):
        return Plan(at_true_size[0], tuple(at_true_size[1]), flip, edge, HOME_BLEED)
    fallback: tuple[Paper, list[Slot]] | None = None
    for per_mille in range(999, round(LEAST_SCALE * 1000) - 1, -1) if reduce else ():
        scale = per_mille / 1000
        smaller = Size(card.width * scale, card.height * scale)
        found = _best(smaller, paper, room=_bleed_room, gutter=HOME_GUTTER)
        if found and len(found[1]) >= wanted:
            return Plan(found[0], tuple(found[1]), flip, edge, HOME_BLEED)
        fallback = fallback or found
    if at_true_size:
        return Plan(at_true_size[0], tuple(at_true_size[1]), flip, edge, HOME_BLEED)
    if fallback:
        return Plan(fallback[0], tuple(fallback[1]), flip, edge, HOME_BLEED)
    raise _does_not_fit(card, paper)


def _rim_room(paper: Paper) -> Rect:
    """Return where trims may lie if ink stops a rim before them."""
    sheet, reach = Rect.of(paper.size), paper.printable.grown(RIM)
    x, y = max(sheet.x, reach.x), max(sheet.y, reach.y)
    return Rect(x, y, min(sheet.right, reach.right) - x, min(sheet.bottom, reach.bottom) - y)


def _bleed_room(paper: Paper) -> Rect:
    """Return where trims may lie if ink goes a bleed beyond them."""
    return paper.printable.grown(-HOME_BLEED)


def _best(
    card: Size, paper: Paper, *, room: Callable[[Paper], Rect], gutter: float
) -> tuple[Paper, list[Slot]] | None:
    """Return the fullest arrangement; of equals, one with free cuts and standing cards."""
    best: tuple[tuple[int, ...], Paper, list[Slot]] | None = None
    for way, sheet in enumerate((paper, paper.turned())):
        area = room(sheet)
        for order, slots in enumerate(_arrangements(card, area, gutter)):
            if not slots:
                continue
            placed = _centred(slots, sheet, area)
            lying = sum(slot.lying for slot in slots)
            mixed = int(0 < lying < len(slots))
            # Where every cut has paper beyond it, marks show the way and the paper's own edge,
            # which no printer feeds exactly, does not matter.
            free = int(all(sheet.printable.contains(slot.trim) for slot in placed))
            rank = (len(slots), free, -mixed, -lying, -way, -order)
            if best is None or rank > best[0]:
                best = (rank, sheet, placed)
    return (best[1], best[2]) if best else None


def _arrangements(card: Size, area: Rect, gutter: float) -> Iterator[list[Slot]]:
    """Yield every way to fill `area` with rows, and with columns, of standing and lying cards."""
    yield from _rows(card, area, gutter)
    flipped = Rect(area.y, area.x, area.height, area.width)
    for slots in _rows(card.turned(), flipped, gutter):
        yield [
            Slot(
                Rect(slot.trim.y, slot.trim.x, slot.trim.height, slot.trim.width), slot.lying, card
            )
            for slot in slots
        ]


def _rows(card: Size, area: Rect, gutter: float) -> Iterator[list[Slot]]:
    for standing in range(_fit(area.height, card.height, gutter), -1, -1):
        used = standing * (card.height + gutter)
        for lying in range(_fit(area.height - used, card.width, gutter), -1, -1):
            if lying and lying < _fit(area.height - used, card.width, gutter):
                continue
            slots: list[Slot] = []
            y = area.y
            for row in range(standing + lying):
                lies = row >= standing
                size = card.turned() if lies else card
                for column in range(_fit(area.width, size.width, gutter)):
                    x = area.x + column * (size.width + gutter)
                    slots.append(Slot(Rect(x, y, size.width, size.height), lies, card))
                y += size.height + gutter
            yield slots


def _fit(length: float, each: float, gutter: float) -> int:
    return max(0, math.floor((length + gutter + _TOLERANCE) / (each + gutter)))


def _centred(slots: list[Slot], paper: Paper, area: Rect) -> list[Slot]:
    """Move the slots to the middle of the sheet, as far as their area allows."""
    right = max(slot.trim.right for slot in slots)
    bottom = max(slot.trim.bottom for slot in slots)
    width, height = right - area.x, bottom - area.y
    x = min(max((paper.size.width - width) / 2, area.x), area.right - width)
    y = min(max((paper.size.height - height) / 2, area.y), area.bottom - height)
    dx, dy = x - area.x, y - area.y
    return [slot.moved(dx, dy) for slot in slots]


def _does_not_fit(card: Size, paper: Paper) -> KaartgenError:
    return KaartgenError(
        [
            Problem(
                f"Een kaart van {card.width:g} × {card.height:g} mm past niet op {paper.name} "
                f"({paper.size.width:g} × {paper.size.height:g} mm).",
                ExitCode.USAGE,
                hint="Kies groter papier met --papier.",
            )
        ]
    )
