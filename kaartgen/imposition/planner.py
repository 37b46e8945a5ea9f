"""A card format, any paper and the user's wishes in; the plan of one sheet out."""

from __future__ import annotations

from kaartgen.geometry import Size
from kaartgen.imposition.home_plan import plan_home
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Edge, Flip, Plan, Wishes
from kaartgen.imposition.precut import plan_precut


def planned(
    card: Size,
    paper: Paper,
    *,
    flip: Flip,
    edge: Edge,
    wishes: Wishes,
    reduce: bool = True,
    enlarged: float = 1.0,
) -> Plan:
    """Return the plan for cards, printed `enlarged` times their size, on plain or pre-cut paper.

    Raises KaartgenError if the card, or the grid that was wished for, does not fit.
    """
    if paper.precut is not None:
        printed = Size(card.width * enlarged, card.height * enlarged)
        return plan_precut(card, printed, paper, flip, edge)
    return plan_home(
        card,
        paper,
        flip=flip,
        edge=edge,
        reduce=reduce,
        enlarged=enlarged,
        gutter=wishes.gutter,
        grid=wishes.grid,
        marks=wishes.marks,
    )
