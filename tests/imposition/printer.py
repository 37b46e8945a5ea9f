"""A printer that prints one side, and a hand that puts its stack back: simulated in space.

A sheet lies in the tray with its short edges at y, the way it goes in; z points up. A printer is
known by the side that it prints and by how often the paper goes round a bend, each half a turn
about a line across its path. Every sheet is laid on the one before, the top one is taken first.
Nothing of kaartgen is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from kaartgen.geometry import Size
from kaartgen.imposition.plan import Flip

Point = tuple[float, float]
# Half turns keep each axis or reverse it: (x, y, z).
Pose = tuple[int, int, int]

_AS_IT_LIES: Pose = (1, 1, 1)
_BEND: Pose = (1, -1, -1)


@dataclass(frozen=True)
class Printer:
    """How one printer goes about it."""

    prints_up: bool
    bends: int
    # A page that is wider than high is laid on the paper by a quarter turn, always the same.
    quarter: int
    # Some print the last page first, so that the stack comes out in reading order.
    last_first: bool

    @property
    def wants_turning(self) -> bool:
        """Whether what comes out shows the side that the tray would have printed again."""
        return self.bends % 2 == 0


printers = st.builds(
    Printer, st.booleans(), st.integers(0, 2), st.sampled_from([90, -90]), st.booleans()
)


@dataclass
class Paper:
    """One piece of paper: how it lies, and which page got on which side of it, and how."""

    pose: Pose = _AS_IT_LIES
    # By side (1 is up when the paper is first put in): the page and how it lies on the paper.
    printed: dict[int, tuple[int, Pose, int]] = field(default_factory=dict)


def through(printer: Printer, pages: list[int], tray: list[Paper], wide: list[bool]) -> list[Paper]:
    """Print pages on the sheets of a tray; return the stack that comes out, the top one first."""
    order = list(reversed(pages)) if printer.last_first else pages
    stack: list[Paper] = []
    for page, paper in zip(order, tray, strict=True):
        up = 1 if printer.prints_up else -1
        side = up * paper.pose[2]
        assert side not in paper.printed, "printed over what was there"
        paper.printed[side] = (page, paper.pose, printer.quarter if wide[page] else 0)
        for _ in range(printer.bends):
            paper.pose = _after(paper.pose, _BEND)
        stack.insert(0, paper)
    return stack


def put_back(stack: list[Paper], *, turned: bool, flip: Flip) -> list[Paper]:
    """Return the stack in the tray, as a hand that follows the page of explanation lays it."""
    if turned:
        # Like a page of a book (about y), or like a leaf of a notepad (about x).
        move: Pose = (-1, 1, -1) if flip is Flip.LONG_EDGE else (1, -1, -1)
        stack = list(reversed(stack))
    else:
        # As it lies, or half a turn flat on the table.
        move = _AS_IT_LIES if flip is Flip.SHORT_EDGE else (-1, -1, 1)
    return moved(stack, move)


def moved(stack: list[Paper], move: Pose) -> list[Paper]:
    """Return the stack with every sheet moved."""
    for paper in stack:
        paper.pose = _after(paper.pose, move)
    return stack


def _after(pose: Pose, move: Pose) -> Pose:
    return pose[0] * move[0], pose[1] * move[1], pose[2] * move[2]


def on_paper(point: Point, page: Size, side: int, pose: Pose, quarter: int) -> Point:
    """Return where a point of a page lies on the paper, from its middle, seen through side 1."""
    x, y = point[0] - page.width / 2, point[1] - page.height / 2
    if quarter == 90:
        x, y = -y, x
    elif quarter == -90:
        x, y = y, -x
    # What is printed from below is seen from below: left and right change places.
    up = side * pose[2]
    return x * up * pose[0], y * pose[1]
