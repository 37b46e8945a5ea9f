"""Faces and a plan in; the two sides of every sheet out, each as a frame of placed faces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaartgen.frame import Faces, Frame, Placed
from kaartgen.geometry import Rect, Transform
from kaartgen.imposition.marks import cut_marks
from kaartgen.imposition.plan import RIM, Edge, Plan, Slot


@dataclass(frozen=True, slots=True)
class Sheet:
    """One piece of paper: what is printed on either side."""

    plan: Plan
    front: Frame
    back: Frame
    filled: tuple[Slot, ...]


def imposed(faces: Sequence[Faces], plan: Plan) -> Iterator[Sheet]:
    """Yield the sheets that hold all faces, in order; the last may be partly filled."""
    step = len(plan.slots)
    for at in range(0, len(faces), step):
        yield _sheet(faces[at : at + step], plan)


def _sheet(faces: Sequence[Faces], plan: Plan) -> Sheet:
    slots = plan.slots[: len(faces)]
    front: list[Placed] = []
    back: list[Placed] = []
    for slot, pair in zip(slots, faces, strict=True):
        onto_front = front_transform(slot, plan)
        front.append(_placed(pair.front, onto_front, plan))
        back.append(_placed(pair.back, back_transform(slot, plan), plan))
    marks = tuple(cut_marks(plan, [slot.trim for slot in slots]))
    size = plan.paper.size
    marks_frame = Frame(size, (), marks)
    return Sheet(
        plan,
        Frame(size, (), (*front, Placed(marks_frame, Transform()))),
        Frame(size, (), (*back, Placed(marks_frame, plan.turn))),
        slots,
    )


def front_transform(slot: Slot, plan: Plan) -> Transform:
    """Return the map from a card's front onto the front of the sheet."""
    sized = Transform.scale(plan.scale)
    if slot.lying:
        sized = sized.then(Transform.rotate(90)).then(Transform.move(slot.trim.width, 0))
    return sized.then(Transform.move(slot.trim.x, slot.trim.y))


def back_transform(slot: Slot, plan: Plan) -> Transform:
    """Return the map from a card's back onto the back of the sheet: the front's place, turned.

    A card is turned about its upright axis, so a point of the back lies behind its mirror image
    on the front; the sheet is turned as the plan says.
    """
    behind = Transform.mirror(plan.format.width)
    return behind.then(front_transform(slot, plan)).then(plan.turn)


def _placed(face: Frame, transform: Transform, plan: Plan) -> Placed:
    trim = Rect.of(face.size)
    if plan.edge is Edge.RIM:
        return Placed(face, transform, trim, trim.grown(-RIM / plan.scale))
    return Placed(face, transform, trim.grown(plan.bleed / plan.scale))
