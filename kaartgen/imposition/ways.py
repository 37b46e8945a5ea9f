"""The ways to print: what each asks of the printer, and in which order sides go through it."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct

from kaartgen.imposition.plan import Flip

T = TypeVar("T")


class Way(enum.Enum):
    """How a back gets behind its front."""

    TWO_SIDED = "dubbelzijdig"
    # First all fronts, then all backs on the same paper: a printer that cannot turn a sheet.
    ONE_SIDE_AT_A_TIME = "enkelzijdig"
    # Front and back beside each other on one side of the paper, to fold and to glue.
    FOLDED = "vouw"
    FRONTS = "voorkanten"
    BACKS = "achterkanten"

    @property
    def prints_one_side(self) -> bool:
        """Whether only one side of the paper is ever printed."""
        return self in {Way.FOLDED, Way.FRONTS, Way.BACKS}


class Stack(enum.Enum):
    """What a hand does with the stack of fronts before it goes back into the printer.

    Every printer lays a sheet on top of the one before, and takes the top one first. So a stack
    that is turned over gives its first sheet first, and one that is put back as it lies its last.
    Whether it must be turned depends on which side a printer prints and which side it shows.
    """

    TURNED = "keren"
    KEPT = "laten"

    @property
    def flip(self) -> Flip:
        """About which edge a sheet has been turned, seen from the tray, if nobody takes care.

        Turned like a page of a book the same short edge goes in first. Pushed back as it came
        out, the edge that came out last goes in first.
        """
        return Flip.LONG_EDGE if self is Stack.TURNED else Flip.SHORT_EDGE


class Printing(Struct, frozen=True):
    """A way to print and what it needs to know; `apart` makes a file of either side."""

    way: Way = Way.TWO_SIDED
    stack: Stack = Stack.TURNED
    apart: bool = False


def backs_in_order(backs: Sequence[T], stack: Stack) -> tuple[T, ...]:
    """Return the backs in the order in which they are printed on a stack of fronts."""
    return tuple(backs) if stack is Stack.TURNED else tuple(reversed(backs))
