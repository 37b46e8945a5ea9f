"""Faces, a press plan and a run in; the two sides of every press sheet out, without words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from kaartgen.frame import Faces, Frame, Placed
from kaartgen.geometry import Rect, Transform
from kaartgen.imposition.impose import back_transform, front_transform
from kaartgen.imposition.press import PressPlan, Run
from kaartgen.imposition.press_marks import press_marks


class PressSheet(Struct, frozen=True):
    """One piece of paper as it goes through a press."""

    front: Frame
    back: Frame


def press_sheets(faces: Sequence[Faces], press: PressPlan, run: Run) -> Iterator[PressSheet]:
    """Yield the sheets of a run; the run counts the faces from 0.

    Every sheet has all marks, also round a place that stays empty: the whole pile is cut as one.
    """
    plan = press.plan
    size = plan.paper.size
    marks = [Placed(_marks(press, back=back), Transform()) for back in (False, True)]
    fronts = [front_transform(slot) for slot in plan.slots]
    backs = [back_transform(slot, plan) for slot in plan.slots]
    seen = Rect.of(plan.slots[0].format).grown(press.bleed)
    for cards in run.sheets:
        filled = [(slot, faces[card]) for slot, card in enumerate(cards) if card is not None]
        front = [Placed(pair.front, fronts[slot], seen) for slot, pair in filled]
        back = [Placed(pair.back, backs[slot], seen) for slot, pair in filled]
        yield PressSheet(Frame(size, (), (*front, marks[0])), Frame(size, (), (*back, marks[1])))


def _marks(press: PressPlan, *, back: bool) -> Frame:
    return Frame(press.plan.paper.size, (), tuple(press_marks(press, back=back)))
