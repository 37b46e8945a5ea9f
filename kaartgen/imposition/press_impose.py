"""Faces, a press plan and a run in; what is printed on every press sheet out, without words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from kaartgen.frame import Cmyk, Faces, Frame, Placed
from kaartgen.geometry import Rect, Transform
from kaartgen.imposition.impose import back_transform, front_transform
from kaartgen.imposition.plan import Slot
from kaartgen.imposition.press import PressPlan
from kaartgen.imposition.press_marks import press_marks
from kaartgen.imposition.press_run import Run


class PressSheet(Struct, frozen=True):
    """One piece of paper as it goes through a press; `back` is None if the front is printed twice.

    Then the front carries the backs as well, and is printed again on the sheet that was turned.
    """

    front: Frame
    back: Frame | None


def press_sheets(
    faces: Sequence[Faces], press: PressPlan, run: Run, spots: Sequence[Cmyk] = ()
) -> Iterator[PressSheet]:
    """Yield the sheets of a run; the run counts the faces from 0.

    `spots` are the inks beside the four. Every sheet has all marks, also round a place that stays
    empty: the whole pile is cut as one.
    """
    size = press.plan.paper.size
    marks = [Placed(_marks(press, spots, back=back), Transform()) for back in (False, True)]
    fronts = [_front(slot, press) for slot in press.places]
    backs = [_back(slot, press) for slot in press.places]
    for cards in run.sheets:
        filled = [(place, faces[card]) for place, card in enumerate(cards) if card is not None]
        front = [fronts[place].holding(pair.front) for place, pair in filled]
        back = [backs[place].holding(pair.back) for place, pair in filled]
        if press.turning.one_plate:
            yield PressSheet(Frame(size, (), (*front, *back, marks[0])), None)
        else:
            yield PressSheet(
                Frame(size, (), (*front, marks[0])), Frame(size, (), (*back, marks[1]))
            )


class _Place(Struct, frozen=True):
    """Where a face lies on the page, and what of it is seen, in its own millimetres."""

    transform: Transform
    clip: Rect

    def holding(self, face: Frame) -> Placed:
        return Placed(face, self.transform, self.clip)


def _front(slot: Slot, press: PressPlan) -> _Place:
    onto = front_transform(slot)
    return _Place(onto, onto.inverse().rect(press.plan.ink(slot)))


def _back(slot: Slot, press: PressPlan) -> _Place:
    onto = back_transform(slot, press.plan)
    return _Place(onto, onto.inverse().rect(press.plan.turn.rect(press.plan.ink(slot))))


def _marks(press: PressPlan, spots: Sequence[Cmyk], *, back: bool) -> Frame:
    marks = press_marks(press, back=back, spots=spots)
    return Frame(press.plan.paper.size, (), tuple(marks))
