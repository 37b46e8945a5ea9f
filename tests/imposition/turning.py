"""A sheet of paper in the hand: where a point of its back lies, seen through it from the front.

The sheet is held as its back page shows it and turned over in space, half a turn about the line
through its middle along the edge that the flip names; nothing of kaartgen is asked.
"""

from __future__ import annotations

from kaartgen.geometry import Rect, Sides, Size
from kaartgen.imposition.plan import Flip

Point = tuple[float, float]
Segment = tuple[float, float, float, float]


def seen_through(point: Point, sheet: Size, flip: Flip) -> Point:
    """Return where a point of the back page lies as the front page counts."""
    upright_is_long = sheet.height >= sheet.width
    about_upright = upright_is_long if flip is Flip.LONG_EDGE else not upright_is_long
    axis = (0.0, 1.0, 0.0) if about_upright else (1.0, 0.0, 0.0)
    # From the middle of the sheet; the third number points at the reader.
    arm = (point[0] - sheet.width / 2, point[1] - sheet.height / 2, 0.0)
    # Half a turn about a line takes v to 2(a·v)a - v.
    along = sum(a * v for a, v in zip(axis, arm, strict=True))
    turned = [2 * along * a - v for a, v in zip(axis, arm, strict=True)]
    return turned[0] + sheet.width / 2, turned[1] + sheet.height / 2


def rect_seen_through(rect: Rect, sheet: Size, flip: Flip) -> Rect:
    """Return where a rectangle of the back page lies as the front page counts."""
    x1, y1 = seen_through((rect.x, rect.y), sheet, flip)
    x2, y2 = seen_through((rect.right, rect.bottom), sheet, flip)
    return Rect(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))


def segment_seen_through(segment: Segment, sheet: Size, flip: Flip) -> Segment:
    """Return a line of the back page as the front page counts, its lower end first."""
    first = seen_through((segment[0], segment[1]), sheet, flip)
    second = seen_through((segment[2], segment[3]), sheet, flip)
    low, high = sorted((first, second))
    return (*low, *high)


def reached_on_both(sheet: Size, margins: Sides, flip: Flip) -> Rect:
    """Return the part of the front of which both sides lie within the printer's margins.

    The printer leaves the same margins on every page that comes under its head; the back's page
    is looked at through the paper.
    """
    page = Rect(
        margins.left,
        margins.top,
        sheet.width - margins.left - margins.right,
        sheet.height - margins.top - margins.bottom,
    )
    behind = rect_seen_through(page, sheet, flip)
    x, y = max(page.x, behind.x), max(page.y, behind.y)
    right, bottom = min(page.right, behind.right), min(page.bottom, behind.bottom)
    return Rect(x, y, right - x, bottom - y)
