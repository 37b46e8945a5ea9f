"""A card format and a home printer's paper in; the Plan with the most cards on a sheet out.

Of equal plans the one wins that is easiest to print and to cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.geometry import Rect, Size
from kaartgen.imposition.arrange import Arrangement, arrangements, fit, grids
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import (
    HOME_BLEED,
    RIM,
    CutMarks,
    Edge,
    Flip,
    Plan,
    Slot,
    centred,
    measure,
    printable_on_both,
)
from kaartgen.imposition.reach import filled_between

# Between full-bleed cards: two cuts, with a millimetre of bleed for each card.
HOME_GUTTER: Final = 2.0
# Smaller than this a card is no longer the card that one ordered.
LEAST_SCALE: Final = 0.9


def plan_home(
    card: Size,
    paper: Paper,
    *,
    flip: Flip,
    edge: Edge,
    reduce: bool = True,
    enlarged: float = 1.0,
    gutter: float | None = None,
    grid: tuple[int, int] | None = None,
    marks: CutMarks = CutMarks.CORNER,
) -> Plan:
    """Return the plan with the most cards, printed `enlarged` times their own size, on a sheet.

    A rim keeps true size with cards butted. Full bleed is reduced, by no more than a tenth, where
    that places as many cards as a rim would (unless `reduce` is false). `gutter` is what lies
    between cards, in millimetres, and `grid` the columns and rows, where the user wants to say so.
    Raises KaartgenError if not one card, or not that grid, fits.
    """
    printed = Size(card.width * enlarged, card.height * enlarged)
    search = _Search(printed, paper, flip, edge, gutter_for(edge, gutter), grid)
    found, bleed = search.run(reduce=reduce)
    block = found.block
    places = found.arrangement.places(block.x, block.y)
    slots = [Slot(place.trim, place.lying, card) for place in places]
    return filled_between(Plan(found.paper, tuple(slots), flip, edge, bleed, marks))


def gutter_for(edge: Edge, wanted: float | None) -> float:
    """Return what lies between cards: what is wanted, else what the edge needs."""
    if wanted is not None:
        return wanted
    return 0.0 if edge is Edge.RIM else HOME_GUTTER


class _Found(Struct, frozen=True):
    """An arrangement, the sheet it lies on, and where."""

    paper: Paper
    arrangement: Arrangement
    block: Rect


class _Search(Struct, frozen=True):
    """One format on one paper: what is looked for, and the ways to find it."""

    card: Size
    paper: Paper
    flip: Flip
    edge: Edge
    gutter: float
    grid: tuple[int, int] | None

    def run(self, *, reduce: bool) -> tuple[_Found, float]:
        """Return what was found and the bleed between the cards."""
        if self.edge is Edge.RIM:
            found = self.best(1.0, _rim_room)
            if found is None:
                raise self.refusal()
            return found, 0.0
        bleed = min(HOME_BLEED, self.gutter / 2)
        found = self.best(1.0, _bleed_room)
        if found and not (reduce and found.arrangement.count < self.wanted()):
            return found, bleed
        smaller = self.largest(self.wanted()) if reduce else None
        if smaller is None and found is None and reduce:
            smaller = self.largest(1)
        found = smaller or found
        if found is None:
            raise self.refusal()
        return found, bleed

    def wanted(self) -> int:
        """Return how many cards lie on a sheet with a white rim."""
        if self.grid is not None:
            return self.grid[0] * self.grid[1]
        found = replace(self, gutter=0.0).best(1.0, _rim_room)
        return found.arrangement.count if found else 1

    def largest(self, wanted: int) -> _Found | None:
        """Return the arrangement at the largest scale below true size that holds so many cards.

        Smaller cards never fit less often, so that scale can be closed in on from both sides.
        """
        low, high = round(LEAST_SCALE * 1000), 1000
        best = self.best(low / 1000, _bleed_room)
        if best is None or best.arrangement.count < wanted:
            return None
        while high - low > 1:
            middle = (low + high) // 2
            found = self.best(middle / 1000, _bleed_room)
            if found and found.arrangement.count >= wanted:
                low, best = middle, found
            else:
                high = middle
        return best

    def best(self, scale: float, room: Callable[[Rect, Size], Rect]) -> _Found | None:
        """Return the fullest arrangement; of equals, one with free cuts and standing cards."""
        card = Size(self.card.width * scale, self.card.height * scale)
        best: tuple[tuple[int, ...], _Found] | None = None
        for way, sheet in enumerate((self.paper, self.paper.turned())):
            printable = printable_on_both(sheet, self.flip)
            area = room(printable, sheet.size)
            size = Size(area.width, area.height)
            for order, found in enumerate(self.ways(card, size)):
                if best and found.count < best[0][0]:
                    continue
                block = centred(found.size, sheet.size, area)
                mixed = int(bool(found.upright_count and found.lying_count))
                # Where every cut has paper beyond it, marks show the way and the paper's own edge,
                # which no printer feeds exactly, does not matter.
                free = int(printable.contains(block))
                rank = (found.count, free, -mixed, -found.lying_count, -way, -order)
                if best is None or rank > best[0]:
                    best = (rank, _Found(sheet, found, block))
        return best[1] if best else None

    def ways(self, card: Size, room: Size) -> Iterable[Arrangement]:
        """Return the arrangements to choose from."""
        if self.grid is None:
            return arrangements(card, room, self.gutter)
        return grids(card, room, self.gutter, *self.grid)

    def refusal(self) -> KaartgenError:
        """Return what to say if nothing fits."""
        if self.grid is None or not (largest := self.largest_grid()):
            return _does_not_fit(self.card, self.paper)
        columns, rows = largest
        return KaartgenError(
            [
                Problem(
                    f"Een raster van {self.grid[0]} × {self.grid[1]} kaarten van "
                    f"{measure(self.card)} past niet op {self.paper.name}.",
                    ExitCode.USAGE,
                    hint=f"Het grootste dat past is --raster {columns}x{rows}.",
                )
            ]
        )

    def largest_grid(self) -> tuple[int, int] | None:
        """Return the columns and rows of the plain grid with the most cards, at the least scale."""
        scale = 1.0 if self.edge is Edge.RIM else LEAST_SCALE
        found: list[tuple[int, int]] = []
        for sheet in (self.paper, self.paper.turned()):
            area = room_on(sheet, self.flip, self.edge)
            for size in (self.card, self.card.turned()):
                columns = fit(area.width, size.width * scale, self.gutter)
                rows = fit(area.height, size.height * scale, self.gutter)
                found.append((columns, rows))
        best = max(found, key=lambda grid: grid[0] * grid[1])
        return best if best[0] * best[1] else None


def room_on(paper: Paper, flip: Flip, edge: Edge) -> Rect:
    """Return where the trims of cards may lie on a sheet."""
    room = _rim_room if edge is Edge.RIM else _bleed_room
    return room(printable_on_both(paper, flip), paper.size)


def _rim_room(printable: Rect, sheet: Size) -> Rect:
    """Return where trims may lie if ink stops a rim before them."""
    reach = printable.grown(RIM)
    x, y = max(0.0, reach.x), max(0.0, reach.y)
    return Rect(x, y, min(sheet.width, reach.right) - x, min(sheet.height, reach.bottom) - y)


def _bleed_room(printable: Rect, sheet: Size) -> Rect:
    """Return where trims may lie if ink goes a bleed beyond them."""
    return printable.grown(-HOME_BLEED)


def _does_not_fit(card: Size, paper: Paper) -> KaartgenError:
    return KaartgenError(
        [
            Problem(
                f"Een kaart van {measure(card)} past niet op {paper.name} ({measure(paper.size)}).",
                ExitCode.USAGE,
                hint="Kies groter papier met --papier.",
            )
        ]
    )
