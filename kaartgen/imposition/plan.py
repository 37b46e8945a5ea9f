"""Slots on a sheet and how it is turned in; a Plan out, which knows where back lies behind front.

Which slots is decided elsewhere: at home, for a press, or by a sheet that is cut already.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.geometry import Rect, Sides, Size, Transform
from kaartgen.imposition.paper import Paper

# A home printer puts a back up to a millimetre beside its front: a rim of 5 mm does not show it.
RIM: Final = 5.0
# What each of two full-bleed cards has at least of what lies between them.
HOME_BLEED: Final = 1.0


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


def centred(block: Size, sheet: Size, area: Rect) -> Rect:
    """Return a block in the middle of the sheet, as far as its area allows."""
    x = min(max((sheet.width - block.width) / 2, area.x), area.right - block.width)
    y = min(max((sheet.height - block.height) / 2, area.y), area.bottom - block.height)
    return Rect(x, y, block.width, block.height)


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


def measure(card: Size) -> str:
    """Write a size as people do: 105 × 148 mm."""
    return f"{card.width:g} × {card.height:g} mm".replace(".", ",")
