"""Faces and a plan in; the two sides of every sheet out, each as a frame of placed faces."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from kaartgen.frame import Faces, Frame, Placed
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.marks import cut_marks
from kaartgen.imposition.plan import RIM, Edge, Plan, Slot
from kaartgen.imposition.seams import safe_seams, unsafe_seams


class Sheet(Struct, frozen=True):
    """One piece of paper: what is printed on either side.

    `filled` are the slots that hold a card and `cards` the number of each in the faces given.
    """

    plan: Plan
    front: Frame
    back: Frame
    filled: tuple[Slot, ...]
    cards: tuple[int, ...]

    @property
    def drawn_back(self) -> bool:
        """Whether full-bleed colours were drawn back from a card of another colour."""
        return self.plan.edge is Edge.BLEED and any(
            slot.reach is not None
            and min(slot.reach.top, slot.reach.right, slot.reach.bottom, slot.reach.left) < 0
            for slot in self.filled
        )


SheetCodes: TypeAlias = tuple[Sheet, Sequence[str]]
"""A sheet, and by what a user knows the cards on it: codes, or pages of another file."""


def imposed(faces: Sequence[Faces], plans: Iterable[Plan], *, skip: int = 0) -> Iterator[Sheet]:
    """Yield the sheets that hold all faces: one for each plan, until the faces are spent.

    Every slot takes the next card of its format; the first `skip` slots of the first sheet stay
    empty. Raises ValueError if the plans have no place for a card.
    """
    waiting: dict[Size, deque[int]] = {}
    for number, pair in enumerate(faces):
        waiting.setdefault(pair.front.size, deque()).append(number)
    beds: _Beds = {}
    for plan in plans if faces else ():
        slots = plan.slots[skip:]
        skip = 0
        on_it = [
            (slot, waiting[slot.format].popleft()) for slot in slots if waiting.get(slot.format)
        ]
        if not on_it:
            break
        placed = [(slot, number, faces[number]) for slot, number in on_it]
        yield _sheet(_ordered(placed) if plan.edge is Edge.BLEED else placed, plan, beds)
        if not any(waiting.values()):
            return
    if any(waiting.values()):
        raise ValueError("no plan holds a card of this format")


_Placed: TypeAlias = Sequence[tuple[Slot, int, Faces]]


def _ordered(placed: _Placed) -> _Placed:
    """Lay the cards of one format in columns, not in rows, where fewer colours meet that way."""
    unsafe = unsafe_seams([(slot, faces) for slot, _, faces in placed])
    if not unsafe or len({slot.format for slot, _, _ in placed}) > 1:
        return placed
    down = sorted((slot for slot, _, _ in placed), key=lambda slot: (slot.trim.x, slot.trim.y))
    turned = [(slot, number, faces) for slot, (_, number, faces) in zip(down, placed, strict=True)]
    better = unsafe_seams([(slot, faces) for slot, _, faces in turned]) < unsafe
    return turned if better else placed


class _Place(Struct, frozen=True):
    """Where a face lies on its page, and what of it is seen, in its own millimetres."""

    transform: Transform
    clip: Rect
    ground_clip: Rect | None

    def holding(self, face: Frame) -> Placed:
        return Placed(face, self.transform, self.clip, self.ground_clip)


class _Bed(Struct, frozen=True):
    """What the cards of a sheet lie on, the same for all sheets that are filled alike."""

    fronts: tuple[_Place, ...]
    backs: tuple[_Place, ...]
    marks: Frame


_Beds: TypeAlias = dict[tuple[Plan, tuple[Slot, ...]], _Bed]


def _bed(slots: tuple[Slot, ...], plan: Plan) -> _Bed:
    fronts: list[_Place] = []
    backs: list[_Place] = []
    for slot in slots:
        ink = plan.ink(slot)
        fronts.append(_place(front_transform(slot), slot, plan, ink))
        backs.append(_place(back_transform(slot, plan), slot, plan, plan.turn.rect(ink)))
    marks = Frame(plan.paper.size, (), tuple(cut_marks(plan, slots)))
    return _Bed(tuple(fronts), tuple(backs), marks)


def _sheet(placed: _Placed, plan: Plan, beds: _Beds) -> Sheet:
    slots = tuple(safe_seams([(slot, faces) for slot, _, faces in placed], plan))
    # A deck fills sheet after sheet alike, and finding room for the marks takes time.
    key = (plan, slots)
    if key not in beds:
        beds[key] = _bed(slots, plan)
    bed = beds[key]
    front = [
        place.holding(pair.front) for place, (_, _, pair) in zip(bed.fronts, placed, strict=True)
    ]
    back = [place.holding(pair.back) for place, (_, _, pair) in zip(bed.backs, placed, strict=True)]
    size = plan.paper.size
    return Sheet(
        plan,
        Frame(size, (), (*front, Placed(bed.marks, Transform()))),
        Frame(size, (), (*back, Placed(bed.marks, plan.turn))),
        slots,
        tuple(number for _, number, _ in placed),
    )


def front_transform(slot: Slot) -> Transform:
    """Return the map from a card's front onto the front of the sheet."""
    sized = Transform.scale(slot.scale)
    if slot.lying:
        sized = sized.then(Transform.rotate(90)).then(Transform.move(slot.trim.width, 0))
    return sized.then(Transform.move(slot.trim.x, slot.trim.y))


def back_transform(slot: Slot, plan: Plan) -> Transform:
    """Return the map from a card's back onto the back of the sheet: the front's place, turned.

    A card is turned about its upright axis, so a point of the back lies behind its mirror image
    on the front; the sheet is turned as the plan says.
    """
    behind = Transform.mirror(slot.format.width)
    return behind.then(front_transform(slot)).then(plan.turn)


def _place(transform: Transform, slot: Slot, plan: Plan, ink: Rect) -> _Place:
    """Return the place of a face, its colours clipped to `ink` on the same page."""
    trim = Rect.of(slot.format)
    if plan.edge is Edge.RIM:
        return _Place(transform, trim, trim.grown(-RIM / slot.scale))
    return _Place(transform, transform.inverse().rect(ink), None)
