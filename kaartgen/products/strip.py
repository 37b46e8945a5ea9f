"""A plan in; the free strip beside its cards, where a slug line and a ruler can stand, out."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from kaartgen.geometry import Rect
from kaartgen.imposition.plan import Plan

SLUG_LENGTH: Final = 112.0
RULER_LENGTH: Final = 112.0
# A strip must be this high to hold the slug line and the ruler.
_HEIGHT: Final = 4.4


class Strip(Struct, frozen=True):
    """A free strip along the sheet; `lines` is 1 if the ruler fits beside the slug line, else 2."""

    area: Rect
    lines: int


def free_strip(plan: Plan) -> Strip | None:
    """Return the free strip under the cards, else above them, that can hold slug and ruler."""
    printable, block = plan.printable, plan.covered
    low = block.bottom
    below = Rect(printable.x, low, printable.width, printable.bottom - low)
    above = Rect(printable.x, printable.y, printable.width, block.y - printable.y)
    for area in (below, above):
        for lines, width, height in (
            (1, SLUG_LENGTH + RULER_LENGTH + 16, _HEIGHT),
            (2, max(SLUG_LENGTH, RULER_LENGTH) + 16, 2 * _HEIGHT),
        ):
            if area.height >= height - 1e-6 and area.width >= width:
                return Strip(area, lines)
    return None
