"""A card format and a sheet that is cut already in; a Plan of its places, or a refusal, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.geometry import Rect, Size
from kaartgen.imposition.paper import Paper, Precut
from kaartgen.imposition.plan import CutMarks, Edge, Flip, Plan, Slot, measure
from kaartgen.imposition.reach import filled_between

# Half a millimetre on each side: less than the bleed of a card that is too small, and less than
# the white rim of a card that is too large, so 85 × 54 and 85 × 55 mm can stand in for each other.
SLACK: Final = 1.0


def lies(card: Size, precut: Precut) -> bool | None:
    """Say whether the card lies on its side in the sheet's places; None if it does not fit."""
    for turned in (False, True):
        size = card.turned() if turned else card
        apart = (size.width - precut.card.width, size.height - precut.card.height)
        if all(abs(each) <= SLACK + 1e-6 for each in apart):
            return turned
    return None


def plan_precut(card: Size, printed: Size, paper: Paper, flip: Flip, edge: Edge) -> Plan:
    """Return the plan that puts a card, `printed` in that size, in the middle of every place.

    Raises KaartgenError if the card does not fit the places.
    """
    assert paper.precut is not None
    lying = lies(printed, paper.precut)
    if lying is None:
        raise KaartgenError([refusal(printed, paper)])
    size = printed.turned() if lying else printed
    slots = tuple(
        Slot(
            Rect(
                place.x + (place.width - size.width) / 2,
                place.y + (place.height - size.height) / 2,
                size.width,
                size.height,
            ),
            lying,
            card,
        )
        for place in paper.precut.places
    )
    return filled_between(Plan(paper, slots, flip, edge, 0.0, CutMarks.NONE))


def refusal(
    card: Size,
    paper: Paper,
    papers: Iterable[Paper] = (),
    formats: Mapping[str, Size] | None = None,
    which: str = "Kaarten",
) -> Problem:
    """Return why a card does not go on a pre-cut sheet, and what would fit.

    `papers` are the sheets to look among, `formats` the formats that cards can have.
    """
    assert paper.precut is not None
    own = measure(paper.precut.card)
    holding = [
        other.name for other in papers if other.precut and lies(card, other.precut) is not None
    ]
    fitting = [
        f"{name} ({measure(size)})"
        for name, size in (formats or {}).items()
        if lies(size, paper.precut) is not None
    ]
    instead = f" of een voorgesneden vel: {', '.join(holding)}" if holding else ""
    hint = f"Kies gewoon papier (--papier A4){instead}."
    if formats is not None:
        hint += f" Op {paper.name} passen kaarten van " + (
            f"{' en '.join(fitting)}." if fitting else f"{own}, met een eigen sjabloon."
        )
    return Problem(
        f"{which} van {measure(card)} passen niet op {paper.name}: dat is al gesneden in kaarten "
        f"van {own}.",
        ExitCode.USAGE,
        hint=hint,
    )
