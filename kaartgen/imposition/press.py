"""A card format, a press sheet and a number of cards in; out where they lie on which sheet.

A press holds a sheet by its gripper edge, where nothing is printed, and lays one side of it against
a guide. The gripper is at the foot of every page and a sheet is turned side to side, so that the
same edge goes in first both times.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

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

Gathering: TypeAlias = Literal["stapelen", "herhalen"]
"""How cut sheets become decks: piles laid on each other, or one card taken from every pile."""


class PressPlan(Struct, frozen=True):
    """A plain grid of slots on a sheet with a gripper; seen from the front, row by row."""

    plan: Plan
    columns: int
    rows: int
    bleed: float

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
    def inked(self) -> Rect:
        """The box around all cards with their bleed."""
        return self.plan.block.grown(self.bleed)

    @property
    def used(self) -> float:
        """What share of the paper becomes cards on a full sheet, from 0 to 1."""
        sheet = self.plan.paper.size
        cards = sum(slot.trim.width * slot.trim.height for slot in self.plan.slots)
        return cards / (sheet.width * sheet.height)


def plan_press(card: Size, paper: Paper, bleed: float) -> PressPlan:
    """Return the grid with the most cards on a sheet, with a whole bleed round each of them.

    Between two cards lie two bleeds and so two cuts. All cards stand or all lie: a guillotine cuts
    a whole ream along one line. Raises KaartgenError if not one card fits.
    """
    if paper.precut is not None:
        raise usage_error(
            f"{paper.name} is al gesneden; een drukvel is dat nog niet.",
            "Kies gewoon papier: SRA3, SRA4 of A3.",
        )
    best: tuple[tuple[int, ...], PressPlan] | None = None
    for way, sheet in enumerate((_upright(paper), _upright(paper).turned())):
        for lying in (False, True):
            found = _grid(card, sheet.size, lying, bleed)
            if found is None:
                continue
            columns, rows, room = found
            rank = (columns * rows, -way, -int(lying))
            if best is None or rank > best[0]:
                best = rank, _placed(card, sheet, (columns, rows), room, lying, bleed)
    if best is None:
        raise _does_not_fit(card, paper, bleed)
    return best[1]


def _upright(paper: Paper) -> Paper:
    return paper if paper.size.height >= paper.size.width else paper.turned()


def _grid(card: Size, sheet: Size, lying: bool, bleed: float) -> tuple[int, int, Rect] | None:
    room = _room(sheet, bleed)
    size = card.turned() if lying else card
    columns, rows = fit(room.width, size.width, 2 * bleed), fit(room.height, size.height, 2 * bleed)
    return (columns, rows, room) if columns * rows else None


def _margins() -> Sides:
    return Sides(MARGIN, MARGIN, GRIPPER, MARGIN)


def _room(sheet: Size, bleed: float) -> Rect:
    """Return where cards may lie so that their bleed and a mark have a place around them."""
    beside = bleed + MARK_OFFSET + LEAST_MARK
    return Rect.of(sheet).inset(_margins()).inset(Sides(TAIL, 0, 0, 0)).grown(-beside)


def _placed(
    card: Size, sheet: Paper, grid: tuple[int, int], room: Rect, lying: bool, bleed: float
) -> PressPlan:
    columns, rows = grid
    size = card.turned() if lying else card
    step = Size(size.width + 2 * bleed, size.height + 2 * bleed)
    block = Size(columns * step.width - 2 * bleed, rows * step.height - 2 * bleed)
    at = centred(block, sheet.size, room)
    reach = Sides.equal(bleed)
    slots = tuple(
        Slot(
            Rect(at.x + column * step.width, at.y + row * step.height, size.width, size.height),
            lying,
            card,
            reach,
        )
        for row in range(rows)
        for column in range(columns)
    )
    upright = sheet.size.height >= sheet.size.width
    plan = Plan(
        replace(sheet, margins=_margins()),
        slots,
        # Side to side, whichever edge that is.
        Flip.LONG_EDGE if upright else Flip.SHORT_EDGE,
        Edge.BLEED,
        bleed,
        CutMarks.CORNER,
    )
    return PressPlan(plan, columns, rows, bleed)


def _does_not_fit(card: Size, paper: Paper, bleed: float) -> KaartgenError:
    return usage_error(
        f"Een kaart van {measure(card)} past niet op een drukvel {paper.name} "
        f"({measure(paper.size)}).",
        f"Er gaat {GRIPPER:g} mm af voor de grijper, {TAIL:g} mm voor de kleurbalk, en rondom "
        f"{bleed:g} mm afloop met snijtekens. Kies groter papier met --papier.",
    )


class Run(Struct, frozen=True):
    """What is printed: for every sheet the card in each slot, counted from 0, or None.

    Every sheet is printed `times` times.
    """

    sheets: tuple[tuple[int | None, ...], ...]
    times: int

    @property
    def printed(self) -> int:
        """How many sheets of paper go through the press."""
        return len(self.sheets) * self.times

    @property
    def places(self) -> int:
        """How many cards the paper could hold."""
        return sum(map(len, self.sheets)) * self.times

    @property
    def empty(self) -> int:
        """How many of those places stay blank."""
        return sum(card is None for sheet in self.sheets for card in sheet) * self.times


def cut_and_stack(cards: int, decks: int, slots: int) -> Run:
    """Return the run whose piles, the first slot's on top, are decks in order; each sheet once.

    The first slot has the first cards down the whole pile of sheets, the second slot goes on where
    that ends. What stays blank lies at the bottom of the last pile.
    """
    total = cards * decks
    sheets = number_of_sheets(cards, decks, slots)
    return Run(
        tuple(
            tuple(
                at % cards if (at := slot * sheets + sheet) < total else None
                for slot in range(slots)
            )
            for sheet in range(sheets)
        ),
        1,
    )


def repeated(cards: int, decks: int, slots: int) -> Run:
    """Return the run in which each slot of each sheet is one card, printed once for every deck."""
    sheets = -(-cards // slots)
    return Run(
        tuple(
            tuple(at if (at := sheet * slots + slot) < cards else None for slot in range(slots))
            for sheet in range(sheets)
        ),
        decks,
    )


def number_of_sheets(cards: int, decks: int, slots: int) -> int:
    """Return how many different sheets it takes to cut and stack."""
    return -(-cards * decks // slots)
