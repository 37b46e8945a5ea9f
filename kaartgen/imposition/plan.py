"""A card format and a paper in; a Plan out: the slots of one sheet, and how the sheet is turned.

Most cards on a sheet wins; of equals, the plan that is easiest to print and to cut.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.geometry import Rect, Sides, Size, Transform
from kaartgen.imposition.arrange import Arrangement, arrangements, fit, grids
from kaartgen.imposition.near import Near
from kaartgen.imposition.paper import Paper

# A home printer puts a back up to a millimetre beside its front: a rim of 5 mm does not show it.
RIM: Final = 5.0
# Between full-bleed cards: two cuts, with a millimetre of bleed for each card.
HOME_BLEED: Final = 1.0
HOME_GUTTER: Final = 2.0
# What a template's colours reach beyond the cut; paper beside the cards is filled so far.
FACE_BLEED: Final = 3.0
# A cut mark and the white before it; between the colours and the edge of what can be printed.
MARK_LENGTH: Final = 2.0
MARK_OFFSET: Final = 0.5
# Smaller than this a card is no longer the card that one ordered.
LEAST_SCALE: Final = 0.9
_TOLERANCE: Final = 1e-6


Side: TypeAlias = Literal["top", "right", "bottom", "left"]


class Flip(enum.Enum):
    """About which edge of the paper the printer turns the sheet."""

    LONG_EDGE = "lang"
    SHORT_EDGE = "kort"


class Edge(enum.Enum):
    """What happens at the edge of a card: a white rim, or ink up to and over the cut."""

    RIM = "wit"
    BLEED = "tot-de-rand"


class CutMarks(enum.Enum):
    """Where the marks stand that show the cuts: at cards' corners, at the paper's edge, nowhere."""

    CORNER = "hoek"
    PAPER_EDGE = "rand"
    NONE = "geen"


class Slot(Struct, frozen=True):
    """A place on the front of a sheet for one card of `format`; a lying card is turned clockwise.

    `trim` is where the card is cut on paper: as large as the format, or that format scaled.
    `reach` is how far its colours go beyond each side of the trim (less than 0: a white rim);
    None leaves that to the plan.
    """

    trim: Rect
    lying: bool
    format: Size
    reach: Sides | None = None

    @property
    def scale(self) -> float:
        """How much larger or smaller than its format the card is printed."""
        return (self.trim.height if self.lying else self.trim.width) / self.format.width

    def moved(self, x: float, y: float) -> Slot:
        """Return the slot shifted by (x, y)."""
        trim = self.trim
        return replace(self, trim=replace(trim, x=trim.x + x, y=trim.y + y))


class Plan(Struct, frozen=True):
    """How cards, of one format or of several, lie on a sheet, seen from the front."""

    paper: Paper
    slots: tuple[Slot, ...]
    flip: Flip
    edge: Edge
    bleed: float
    marks: CutMarks = CutMarks.CORNER

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
        return turned_side_to_side(self.paper.size, self.flip)

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
        return around([slot.trim for slot in self.slots])

    @property
    def covered(self) -> Rect:
        """The box around all slots and their colours."""
        return around([slot.trim for slot in self.slots] + [self.ink(slot) for slot in self.slots])

    @property
    def ink_reach(self) -> float:
        """How far ink goes at least beyond a card's trim on the sheet (a rim: negative)."""
        return -RIM if self.edge is Edge.RIM else self.bleed

    def ink(self, slot: Slot) -> Rect:
        """Return where on the front of the sheet a slot's colours may lie."""
        return slot.trim.outset(slot.reach or Sides.equal(self.ink_reach))

    @property
    def printable(self) -> Rect:
        """What the printer reaches on both sides, as the front counts."""
        return printable_on_both(self.paper, self.flip)


class Wishes(Struct, frozen=True):
    """What the user wants otherwise than the planner would choose.

    `gutter` lies between cards, in millimetres; `grid` is columns and rows; `start` is the slot of
    the first sheet, from 1, that takes the first card.
    """

    gutter: float | None = None
    grid: tuple[int, int] | None = None
    marks: CutMarks = CutMarks.CORNER
    start: int = 1

    @property
    def suffix(self) -> str:
        """What the wishes add to a file's name."""
        name = f"-raster-{self.grid[0]}x{self.grid[1]}" if self.grid else ""
        if self.gutter is not None:
            name += f"-tussenruimte-{self.gutter:g}mm".replace(".", ",")
        name += "" if self.marks is CutMarks.CORNER else f"-snijlijnen-{self.marks.value}"
        return name + (f"-vanaf-{self.start}" if self.start > 1 else "")


def around(rects: Sequence[Rect]) -> Rect:
    """Return the box around some rectangles."""
    x = min(rect.x for rect in rects)
    y = min(rect.y for rect in rects)
    right = max(rect.right for rect in rects)
    bottom = max(rect.bottom for rect in rects)
    return Rect(x, y, right - x, bottom - y)


def turned_side_to_side(sheet: Size, flip: Flip) -> bool:
    """Say whether turning a sheet about that edge swaps left and right (else top and bottom)."""
    return (flip is Flip.LONG_EDGE) is (sheet.height >= sheet.width)


def printable_on_both(paper: Paper, flip: Flip) -> Rect:
    """Return what a printer reaches on both sides, as the front counts.

    A printer keeps its margins on the page in hand: turned over, its left margin lies behind the
    right of the front.
    """
    m = paper.margins
    if turned_side_to_side(paper.size, flip):
        side = max(m.left, m.right)
        return Rect.of(paper.size).inset(Sides(m.top, side, m.bottom, side))
    side = max(m.top, m.bottom)
    return Rect.of(paper.size).inset(Sides(side, m.right, side, m.left))


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


def centred(block: Size, sheet: Size, area: Rect) -> Rect:
    """Return a block in the middle of the sheet, as far as its area allows."""
    x = min(max((sheet.width - block.width) / 2, area.x), area.right - block.width)
    y = min(max((sheet.height - block.height) / 2, area.y), area.bottom - block.height)
    return Rect(x, y, block.width, block.height)


def filled_between(plan: Plan) -> Plan:
    """Return the plan with the reach of every slot's colours.

    Between two cards each takes half of what lies there; beside the cards colours run on to where
    a mark needs its place, or if there is none, to the end of what can be printed.
    """
    if plan.edge is Edge.RIM:
        return replace(
            plan, slots=tuple(replace(slot, reach=Sides.equal(-RIM)) for slot in plan.slots)
        )
    near = Near([slot.trim for slot in plan.slots])
    filled: list[Slot] = []
    for number, slot in enumerate(plan.slots):
        around = near.to(slot.trim.grown(2 * FACE_BLEED * slot.scale))
        others = [plan.slots[other] for other in around if other != number]
        filled.append(replace(slot, reach=_reach(slot, others, plan)))
    return replace(plan, slots=tuple(filled))


def _reach(slot: Slot, others: Sequence[Slot], plan: Plan) -> Sides:
    trim, printable = slot.trim, plan.printable
    most = FACE_BLEED * slot.scale
    beside: dict[Side, float] = {"top": most, "right": most, "bottom": most, "left": most}
    outside: dict[Side, float] = {
        "top": trim.y - printable.y,
        "right": printable.right - trim.right,
        "bottom": printable.bottom - trim.bottom,
        "left": trim.x - printable.x,
    }
    gaps = [_gaps(trim, other.trim) for other in others]
    for side, room in outside.items():
        direct = [gap[side] for gap in gaps if _faces(gap, side)]
        if direct:
            beside[side] = min(most, min(direct) / 2)
        else:
            marked = room - MARK_OFFSET - MARK_LENGTH
            unmarked = plan.marks is CutMarks.NONE or marked < HOME_BLEED
            beside[side] = max(0.0, min(most, room if unmarked else marked))
    # A card that stands askew of this one must not be touched at its corner.
    for gap in gaps:
        near = [side for side in gap if -_TOLERANCE < gap[side] < beside[side] - _TOLERANCE]
        if len(near) == 2:
            side = max(near, key=lambda one: gap[one])
            beside[side] = max(0.0, gap[side])
    return Sides(**beside)


def _gaps(trim: Rect, other: Rect) -> dict[Side, float]:
    """Return how far `other` lies beyond each side of `trim`; less than 0 where it does not."""
    return {
        "top": trim.y - other.bottom,
        "right": other.x - trim.right,
        "bottom": other.y - trim.bottom,
        "left": trim.x - other.right,
    }


def facing(trim: Rect, other: Rect) -> Side | None:
    """Return the side of `trim` straight beyond which `other` lies, if there is one."""
    gap = _gaps(trim, other)
    return next((side for side in gap if _faces(gap, side)), None)


def _faces(gap: Mapping[Side, float], side: Side) -> bool:
    """Say whether a card with these gaps lies straight beyond `side`."""
    across: tuple[Side, Side] = (
        ("left", "right") if side in ("top", "bottom") else ("top", "bottom")
    )
    return gap[side] >= -_TOLERANCE and all(gap[one] < -_TOLERANCE for one in across)


def measure(card: Size) -> str:
    """Write a size as people do: 105 × 148 mm."""
    return f"{card.width:g} × {card.height:g} mm".replace(".", ",")


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
