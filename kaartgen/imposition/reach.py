"""A Plan in; out comes the same with, for every slot, how far its colours go beyond the trim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias

from msgspec.structs import replace

from kaartgen.geometry import Rect, Sides
from kaartgen.imposition.near import Near
from kaartgen.imposition.plan import HOME_BLEED, RIM, CutMarks, Edge, Plan, Slot

# What a template's colours reach beyond the cut; paper beside the cards is filled so far.
FACE_BLEED: Final = 3.0
# A cut mark and the white before it; between the colours and the edge of what can be printed.
MARK_LENGTH: Final = 2.0
MARK_OFFSET: Final = 0.5
_TOLERANCE: Final = 1e-6

Side: TypeAlias = Literal["top", "right", "bottom", "left"]


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
