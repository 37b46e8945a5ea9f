"""What is cut or creased in; lines on plates of their own, over what is printed, out."""

from __future__ import annotations

from typing import Final

from kaartgen.frame import Cmyk, Path, Stroke, rectangle
from kaartgen.geometry import Rect

# The names that cutters of the usual makers look for, and how the plates look on a screen.
CUT: Final = "CutContour"
CREASE: Final = "Ril"
_CUT_SHOWS: Final = Cmyk(0, 100, 0, 0)
_CREASE_SHOWS: Final = Cmyk(100, 0, 0, 0)
_WIDTH_PT: Final = 0.5


def cut(path: Path) -> Stroke:
    """Return the line that a knife follows."""
    return Stroke(path, _CUT_SHOWS, _WIDTH_PT, spot=CUT)


def crease(path: Path) -> Stroke:
    """Return the line that is creased."""
    return Stroke(path, _CREASE_SHOWS, _WIDTH_PT, spot=CREASE)


def card_contour(trim: Rect, radius: float) -> Stroke:
    """Return the outline of a card with corners of that radius."""
    return cut(rectangle(trim, radius))
