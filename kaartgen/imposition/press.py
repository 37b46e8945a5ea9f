"""A card format and a press sheet in; out a grid of places for cards, and how the sheet is turned.

A press holds a sheet by its gripper edge, where nothing is printed, and lays one side of it against
a guide. The gripper is at the foot of every page, and a sheet is turned side to side, so that the
same edge goes in first both times. But for one way: a sheet that is tumbled goes in head first, and
keeps both its ends free.
"""

from __future__ import annotations

import enum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.errors import KaartgenError, usage_error
from kaartgen.geometry import Rect, Sides, Size
from kaartgen.imposition.arrange import fit
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import CutMarks, Edge, Flip, Plan, Slot, centred, measure

# The edge that an offset press holds; digital presses leave less.
GRIPPER: Final = 10.0
# A digital press reaches to 3 or 4 mm. Only marks stand so far out, and a shorter mark is one yet.
MARGIN: Final = 3.0
# What the colour bar, two targets and the slug line take at the edge across from the gripper.
TAIL: Final = 8.0
# From the bleed to a crop mark, and the shortest mark that a cutter sees.
MARK_OFFSET: Final = 0.5
LEAST_MARK: Final = 2.0


class Turning(enum.Enum):
    """How the second side of a sheet is printed: from a plate of its own, or from the same one.

    A plate for both has the fronts on one half and their backs on the other, where they come to lie
    behind them when the sheet is turned side to side (work-and-turn) or head to foot
    (work-and-tumble) and printed once more.
    """

    SHEETWISE = "schoon-en-weerdruk"
    TURN = "omslaan"
    TUMBLE = "stolpen"

    @property
    def one_plate(self) -> bool:
        """Whether both sides are printed from the same plate."""
        return self is not Turning.SHEETWISE


class PressWishes(Struct, frozen=True):
    """What is asked of a sheet: `gripper` and `gutter` in millimetres, `grid` columns and rows.

    Without a gutter every card has a whole bleed of its own: two of them lie between two cards.
    """

    turning: Turning = Turning.SHEETWISE
    gripper: float = GRIPPER
    gutter: float | None = None
    grid: tuple[int, int] | None = None

    @property
    def suffix(self) -> str:
        """What the wishes add to a file's name."""
        name = f"-{self.turning.value}" if self.turning.one_plate else ""
        name += f"-raster-{self.grid[0]}x{self.grid[1]}" if self.grid else ""
        lengths = ("tussenruimte", self.gutter, None), ("grijper", self.gripper, GRIPPER)
        for what, length, usual in lengths:
            if length is not None and length != usual:
                name += f"-{what}-{length:g}mm".replace(".", ",")
        return name


_NO_WISHES: Final = PressWishes()


class PressPlan(Struct, frozen=True):
    """A plain grid of slots on a sheet with a gripper; seen from the front, row by row."""

    plan: Plan
    columns: int
    rows: int
    bleed: float
    gutter: float
    turning: Turning = Turning.SHEETWISE

    @property
    def places(self) -> tuple[Slot, ...]:
        """The slots that take a front: all, or on a plate for both sides the left or upper half.

        The backs lie where the others are: the grid is in the middle of what is turned.
        """
        slots = self.plan.slots
        match self.turning:
            case Turning.SHEETWISE:
                return slots
            case Turning.TURN:
                half = self.columns // 2
                return tuple(slot for at, slot in enumerate(slots) if at % self.columns < half)
            case Turning.TUMBLE:
                return slots[: len(slots) // 2]

    @property
    def copies(self) -> int:
        """How many cards a sheet gives of each that has a place on it."""
        return 2 if self.turning.one_plate else 1

    @property
    def printable(self) -> Rect:
        """Where ink may lie: not in the gripper's edge, nor in the margin."""
        return self.plan.printable

    @property
    def tail(self) -> Rect:
        """The strip for the colour bar and the slug line, across from the gripper."""
        area = self.printable
        return Rect(area.x, area.y, area.width, TAIL)

    @property
    def marked(self) -> Rect:
        """Where crop marks may stand: not in the tail, nor where it lies on a tumbled sheet."""
        foot = TAIL if self.turning is Turning.TUMBLE else 0.0
        return self.printable.inset(Sides(TAIL, 0.0, foot, 0.0))

    @property
    def inked(self) -> Rect:
        """The box around all cards with their bleed."""
        return self.plan.block.grown(self.bleed)

    @property
    def used(self) -> float:
        """What share of the paper becomes cards on a full sheet, from 0 to 1."""
        sheet = self.plan.paper.size
        cards = sum(slot.trim.width * slot.trim.height for slot in self.plan.slots)
        return cards / (sheet.width * sheet.height)


def plan_press(
    card: Size, paper: Paper, bleed: float, wishes: PressWishes = _NO_WISHES
) -> PressPlan:
    """Return the grid with the most cards on a sheet, each with a whole bleed where that is free.

    Between two cards lie two bleeds and so two cuts, if nothing else is wished. All cards stand or
    all lie: a guillotine cuts a whole ream along one line. Raises KaartgenError if not one card, or
    not the grid that is wished, fits.
    """
    if paper.precut is not None:
        raise usage_error(
            f"{paper.name} is al gesneden; een drukvel is dat nog niet.",
            "Kies gewoon papier: SRA3, SRA4 of A3.",
        )
    search = _Search(card, bleed, wishes)
    search.check_halves()
    best: tuple[tuple[int, ...], PressPlan] | None = None
    for way, sheet in enumerate((_upright(paper), _upright(paper).turned())):
        for lying in (False, True):
            columns, rows = search.grid(sheet.size, lying)
            if wishes.grid is not None:
                if wishes.grid[0] > columns or wishes.grid[1] > rows:
                    continue
                columns, rows = wishes.grid
            rank = (columns * rows, -way, -int(lying))
            if columns * rows and (best is None or rank > best[0]):
                best = rank, search.placed(sheet, columns, rows, lying)
    if best is None:
        raise search.refusal(paper)
    return best[1]


def _upright(paper: Paper) -> Paper:
    return paper if paper.size.height >= paper.size.width else paper.turned()


class _Search(Struct, frozen=True):
    """A card and what is wished, laid on one sheet after the other."""

    card: Size
    bleed: float
    wishes: PressWishes

    @property
    def gutter(self) -> float:
        return 2 * self.bleed if self.wishes.gutter is None else self.wishes.gutter

    @property
    def margins(self) -> Sides:
        gripper = max(MARGIN, self.wishes.gripper)
        tumbled = self.wishes.turning is Turning.TUMBLE
        return Sides(gripper if tumbled else MARGIN, MARGIN, gripper, MARGIN)

    def room(self, sheet: Size) -> Rect:
        """Return where cards may lie so that their bleed and a mark have a place around them."""
        beside = self.bleed + MARK_OFFSET + LEAST_MARK
        foot = TAIL if self.wishes.turning is Turning.TUMBLE else 0.0
        strips = Sides(TAIL, 0.0, foot, 0.0)
        return Rect.of(sheet).inset(self.margins).inset(strips).grown(-beside)

    def grid(self, sheet: Size, lying: bool) -> tuple[int, int]:
        """Return how many columns and rows fit, an even number where halves mirror each other."""
        room = self.room(sheet)
        size = self.card.turned() if lying else self.card
        columns = fit(room.width, size.width, self.gutter)
        rows = fit(room.height, size.height, self.gutter)
        match self.wishes.turning:
            case Turning.SHEETWISE:
                return columns, rows
            case Turning.TURN:
                return columns - columns % 2, rows
            case Turning.TUMBLE:
                return columns, rows - rows % 2

    def placed(self, sheet: Paper, columns: int, rows: int, lying: bool) -> PressPlan:
        size = self.card.turned() if lying else self.card
        step = Size(size.width + self.gutter, size.height + self.gutter)
        block = Size(columns * step.width - self.gutter, rows * step.height - self.gutter)
        at = centred(block, sheet.size, self.room(sheet.size))
        # Colours of two cards meet in the middle of what lies between them.
        between = min(self.bleed, self.gutter / 2)
        slots = tuple(
            Slot(
                Rect(at.x + column * step.width, at.y + row * step.height, size.width, size.height),
                lying,
                self.card,
                Sides(
                    between if row else self.bleed,
                    between if column < columns - 1 else self.bleed,
                    between if row < rows - 1 else self.bleed,
                    between if column else self.bleed,
                ),
            )
            for row in range(rows)
            for column in range(columns)
        )
        upright = sheet.size.height >= sheet.size.width
        tumbled = self.wishes.turning is Turning.TUMBLE
        plan = Plan(
            replace(sheet, margins=self.margins),
            slots,
            # Side to side, or head to foot, whichever edge that is.
            Flip.LONG_EDGE if upright is not tumbled else Flip.SHORT_EDGE,
            Edge.BLEED,
            self.bleed,
            CutMarks.CORNER,
        )
        return PressPlan(plan, columns, rows, self.bleed, self.gutter, self.wishes.turning)

    def check_halves(self) -> None:
        """Refuse a grid that cannot be a half and its mirror image."""
        if self.wishes.grid is None:
            return
        columns, rows = self.wishes.grid
        match self.wishes.turning:
            case Turning.TURN if columns % 2:
                what, sides = f"{columns} kolommen", "links de voorkanten en rechts de achterkanten"
                better = f"{columns + 1}x{rows}"
            case Turning.TUMBLE if rows % 2:
                what, sides = f"{rows} rijen", "boven de voorkanten en onder de achterkanten"
                better = f"{columns}x{rows + 1}"
            case _:
                return
        raise usage_error(
            f"Bij --keren {self.wishes.turning.value} liggen {sides}; dat gaat niet met "
            f"{what}.".replace("met 1 kolommen", "met 1 kolom").replace("met 1 rijen", "met 1 rij"),
            f"Neem een even aantal, zoals --raster {better}.",
        )

    def refusal(self, paper: Paper) -> KaartgenError:
        """Return what to say if nothing fits, or not the grid that was wished."""
        sheets = [_upright(paper).size, _upright(paper).size.turned()]
        grids = [self.grid(sheet, lying) for sheet in sheets for lying in (False, True)]
        columns, rows = max(grids, key=lambda grid: grid[0] * grid[1])
        if self.wishes.grid is not None and columns * rows:
            wide, high = self.wishes.grid
            return usage_error(
                f"Een raster van {wide} × {high} kaarten van {measure(self.card)} past niet op een "
                f"drukvel {paper.name}.",
                f"Het grootste dat past is --raster {columns}x{rows}.",
            )
        both = self.wishes.turning.one_plate
        card = measure(self.card)
        what = f"Een kaart van {card} " + ("en zijn achterkant passen" if both else "past")
        ends = "aan boven- en onderkant " if self.wishes.turning is Turning.TUMBLE else ""
        bleed = f"{self.bleed:g}".replace(".", ",")
        return usage_error(
            f"{what} niet op een drukvel {paper.name} ({measure(paper.size)}).",
            f"Er gaat {ends}{self.margins.bottom:g} mm af voor de grijper en {TAIL:g} mm voor de "
            f"kleurbalk, en rondom {bleed} mm afloop met snijtekens. Kies groter papier met "
            f"--papier{', of laat --keren weg' if both else ''}.",
        )
