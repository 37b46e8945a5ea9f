"""What a hand does with paper, drawn: sheets and stacks as they lie, turned, folded and glued."""

from __future__ import annotations

import math
from typing import Final

from kaartgen.frame import WHITE, Cmyk, Fill, Frame, Item, Path, Placed, Stroke, line, polygon
from kaartgen.frame import rectangle as box
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.plan import Flip
from kaartgen.imposition.ways import Stack
from kaartgen.products.notes import style
from kaartgen.products.sketch import Sketch

# A sheet seen from where one stands: its far edge is shifted to the right.
_SHEET: Final = Size(27.0, 38.0)
_LEAN: Final = 0.36
_FLAT: Final = 0.58
_LAYER: Final = 0.75
HEIGHT: Final = _SHEET.height * _FLAT
WIDTH: Final = _SHEET.width + _SHEET.height * _FLAT * _LEAN


def _lying(x: float, y: float) -> Transform:
    """Return the map from a sheet, as one reads it, to its picture with a corner at (x, y)."""
    shift = _LEAN * _FLAT
    return Transform(1.0, 0.0, -shift, _FLAT, x + _SHEET.height * shift, y)


def stack(
    page: Sketch, x: float, y: float, *, turned: bool, head_far: bool = True, layers: int = 5
) -> None:
    """Draw a stack of sheets in the box (x, y) to (x + WIDTH, y + HEIGHT and its layers).

    The side that lay on top out of the printer is tinted and says so, the other is white
    (`turned`); an arrow points at the head of the page.
    """
    ink = page.colour("kind")
    outline = box(Rect.of(_SHEET))
    for layer in range(layers - 1, -1, -1):
        onto = _lying(x, y + layer * _LAYER)
        page.items.append(Fill(outline.moved(onto), WHITE))
        page.items.append(Stroke(outline.moved(onto), ink, 0.6))
    onto = _lying(x, y)
    if not turned:
        page.items.append(Fill(outline.moved(onto), ink.tint(0.3)))
        page.items.append(Stroke(outline.moved(onto), ink, 0.6))
    inside = Sketch(page.house, page.setter)
    middle = _SHEET.width / 2
    tip, foot = (4.0, 12.0) if head_far else (_SHEET.height - 4.0, _SHEET.height - 12.0)
    head = polygon((middle, tip), (middle + 5.0, foot), (middle - 5.0, foot))
    inside.items.append(Fill(head, ink))
    shaft = foot - 0.2 if head_far else foot - 7.8
    inside.items.append(Fill(box(Rect(middle - 1.7, shaft, 3.4, 8.0)), ink))
    if not turned:
        inside.centred("boven", style(13, 15, weight=700), middle, 26.5 if head_far else 8.5, ink)
    page.items.append(Placed(Frame(_SHEET, (), tuple(inside.items)), onto))


def put_back(
    page: Sketch, x: float, y: float, way: Stack, flip: Flip, *, layers: int, gap: float
) -> None:
    """Draw how the stack goes from the printer's tray back into the printer, left to right."""
    after = x + WIDTH + gap
    turned = way is Stack.TURNED
    # Pushed back as it lies, and turned like a page of a book, the far edge stays the far edge.
    head_far = way.flip is flip
    stack(page, x, y, turned=False, layers=layers)
    stack(page, after, y, turned=turned, head_far=head_far, layers=layers)
    ink = page.colour("kind")
    middle, level = (x + WIDTH + after) / 2, y + HEIGHT / 2
    if turned and head_far:
        _arc(page, x + WIDTH - 8.0, after + 14.0, y - 1.6, 11.0, ink)
    elif turned:
        _over(page, middle, y - 2.0, HEIGHT + 4.0, ink)
    elif head_far:
        arrow(page, middle - 7.0, level, middle + 7.0, level, ink)
    else:
        _spin(page, middle, level, 6.5, ink)


def arrow(page: Sketch, x: float, y: float, x2: float, y2: float, ink: Cmyk) -> None:
    """Draw a straight arrow with a full head."""
    length = math.hypot(x2 - x, y2 - y)
    dx, dy = (x2 - x) / length, (y2 - y) / length
    page.items.append(Stroke(line(x, y, x2 - 2.4 * dx, y2 - 2.4 * dy), ink, 2.2))
    _head(page, x2, y2, dx, dy, ink)


def _head(page: Sketch, x: float, y: float, dx: float, dy: float, ink: Cmyk) -> None:
    base_x, base_y = x - 3.6 * dx, y - 3.6 * dy
    points = (
        (x, y),
        (base_x - 2.2 * dy, base_y + 2.2 * dx),
        (base_x + 2.2 * dy, base_y - 2.2 * dx),
    )
    page.items.append(Fill(polygon(*points), ink))


def _arc(page: Sketch, x: float, x2: float, y: float, rise: float, ink: Cmyk) -> None:
    """Draw an arrow over the right edge of a stack: turned like a page of a book."""
    curve = Path((("M", (x, y)), ("C", (x + 4, y - rise, x2 - 4, y - rise, x2 - 0.6, y - 3.0))))
    page.items.append(Stroke(curve, ink, 2.2))
    _head(page, x2, y, 0.32, 0.95, ink)


def _over(page: Sketch, x: float, y: float, height: float, ink: Cmyk) -> None:
    """Draw an arrow over the far edge: turned like a leaf of a notepad."""
    low = y + height
    curve = Path((("M", (x - 5, low)), ("C", (x - 9, y - 4, x + 8, y - 4, x + 5.4, low - 3.4))))
    page.items.append(Stroke(curve, ink, 2.2))
    _head(page, x + 5, low, -0.16, 0.99, ink)


def _spin(page: Sketch, x: float, y: float, radius: float, ink: Cmyk) -> None:
    """Draw two arrows round: half a turn flat on the table."""
    for way in (1.0, -1.0):
        start, end = (x - way * radius, y - way * 1.2), (x + way * radius, y - way * 2.6)
        lift = way * radius * 1.1
        bend = (start[0], start[1] - lift, end[0], end[1] - lift, *end)
        page.items.append(Stroke(Path((("M", start), ("C", bend))), ink, 2.2))
        _head(page, end[0], end[1] + way * 2.6, 0.0, way, ink)


def hatched(rect: Rect, pitch: float, ink: Cmyk, width_pt: float = 0.4) -> list[Item]:
    """Return slanting lines that fill a box: here comes glue."""
    items: list[Item] = []
    at = pitch
    while at < rect.width + rect.height:
        x1 = rect.x + max(0.0, at - rect.height)
        y1 = rect.y + min(at, rect.height)
        x2 = rect.x + min(at, rect.width)
        y2 = rect.y + max(0.0, at - rect.width)
        items.append(Stroke(line(x1, y1, x2, y2), ink, width_pt))
        at += pitch
    return items


def small_sheet(page: Sketch, x: float, y: float, kind: str) -> None:
    """Draw a sheet upright and small: its back as it should be, on its head, or printed over."""
    ink = page.colour("kind")
    size = Size(14.0, 19.8)
    page.fill(Rect(x, y, size.width, size.height), WHITE)
    text = Sketch(page.house, page.setter)
    text.fill(Rect(2, 2.4, 7, 1.6), ink)
    for row in range(4):
        text.fill(Rect(2, 6.0 + 2.4 * row, 10 if row < 3 else 6, 0.8), ink.tint(0.6))
    content = text.frame(size)
    onto = Transform.move(x, y)
    turned = Transform.rotate(180).then(Transform.move(x + size.width, y + size.height))
    page.items.append(Placed(content, turned if kind == "op zijn kop" else onto))
    if kind == "zelfde kant":
        page.items.append(Placed(content, Transform.move(x + 0.9, y + 1.3)))
    page.outline(Rect(x, y, size.width, size.height), ink, 0.0, 0.8)
    good = kind == "goed"
    page.icon("check-circle-fill" if good else "x-circle-fill", x + 3.2, y + 22.6, 7.6, ink)
