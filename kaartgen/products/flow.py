"""Blocks of rows in; pages out: running text that breaks well, with numbers and bookmarks.

A heading stays with what follows it, and a paragraph leaves no row alone on either page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from msgspec import Struct, field

from kaartgen.frame import BLACK, Cmyk, GlyphRun
from kaartgen.geometry import MM_PER_POINT, Rect, Size
from kaartgen.layout.style import Style
from kaartgen.products.sketch import Sketch

Paint = Callable[[Sketch, float, float], None]
# Of a paragraph at least this many rows stand together on a page.
_TOGETHER: Final = 2


class Row(Struct, frozen=True):
    """Something of a fixed height that cannot be broken."""

    height: float
    paint: Paint
    keep: bool = False  # on one page with the next row


class Block(Struct, frozen=True):
    """Rows that follow each other, with space above; `keep` ties it to the next block."""

    rows: Sequence[Row]
    before: float = 0.0
    keep: bool = False
    whole: bool = False
    bookmark: tuple[int, str] | None = None
    new_page: bool = False


class Geometry(Struct, frozen=True):
    """The page and its margins."""

    size: Size
    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        """The measure."""
        return self.size.width - self.left - self.right

    @property
    def height(self) -> float:
        """The height of the type area."""
        return self.size.height - self.top - self.bottom


class Flowed(Struct):
    """The pages that came out, and where every bookmark stands (page counts from 0)."""

    pages: list[Sketch]
    bookmarks: list[tuple[int, str, int]] = field(default_factory=list)


def text_rows(
    page: Sketch,
    words: str,
    look: Style,
    width: float,
    colour: Cmyk | None = None,
    indent: float = 0.0,
    first: Paint | None = None,
) -> list[Row]:
    """Return the lines of a text as rows; `first` paints something beside the first."""
    size = look.sizes[0]
    leading = size.leading_pt * MM_PER_POINT
    cap = page.setter.main_font(look).cap_height * size.size_pt * MM_PER_POINT
    block = page.block(words, look, 0.0, 0.0, width - indent, colour or BLACK)
    lines: dict[float, list[GlyphRun]] = {}
    for item in block.items:
        assert isinstance(item, GlyphRun)  # a set text is glyphs
        lines.setdefault(round(item.y, 3), []).append(item)
    rows: list[Row] = []
    for number, runs in enumerate(lines.values()):
        beside = first if not number else None
        # Two lines of a text stay together at either end.
        keep = number < len(lines) - 1 and (number == 0 or number == len(lines) - 2)
        rows.append(Row(leading, _line_painter(runs, indent, cap, leading, beside), keep))
    return rows


def _line_painter(
    runs: list[GlyphRun], indent: float, cap: float, leading: float, beside: Paint | None
) -> Paint:
    def paint(page: Sketch, x: float, y: float) -> None:
        baseline = y + (leading + cap) / 2
        for run in runs:
            page.items.append(
                GlyphRun(
                    run.font,
                    run.size_pt,
                    run.colour,
                    x + indent + run.x,
                    baseline,
                    run.text,
                    run.kerns,
                )
            )
        if beside:
            beside(page, x, baseline - cap)

    return paint


def flowed(
    blocks: Sequence[Block],
    geometry: Geometry,
    new_page: Callable[[], Sketch],
    *,
    first_top: float | None = None,
) -> Flowed:
    """Lay the blocks over as many pages as they need.

    `first_top` is where the text begins on the first page, if that is lower than elsewhere.
    """
    result = Flowed([new_page()])
    limit = geometry.size.height - geometry.bottom
    y = first_top if first_top is not None else geometry.top
    fresh = True
    for number, block in enumerate(blocks):
        needed = _needed(blocks, number)
        space = 0.0 if fresh else block.before
        starts_page = block.new_page and not (fresh and len(result.pages) == 1)
        if not fresh and (starts_page or y + space + needed > limit + 1e-6):
            result.pages.append(new_page())
            y, space = geometry.top, 0.0
        y += space
        if block.bookmark:
            result.bookmarks.append((*block.bookmark, len(result.pages) - 1))
        for part, group in enumerate(_groups(block)):
            if part and y + sum(row.height for row in group) > limit + 1e-6:
                result.pages.append(new_page())
                y = geometry.top
            for row in group:
                # What is taller than a whole page is broken wherever it must.
                if y > geometry.top and y + row.height > limit + 1e-6:
                    result.pages.append(new_page())
                    y = geometry.top
                row.paint(result.pages[-1], geometry.left, y)
                y += row.height
        fresh = False
    return result


def _needed(blocks: Sequence[Block], number: int) -> float:
    """Return the height that must be free for a block to begin on this page."""
    block = blocks[number]
    height = sum(row.height for row in next(_groups(block), ()))
    if block.keep and number + 1 < len(blocks):
        height += blocks[number + 1].before + _needed(blocks, number + 1)
    return height


def _groups(block: Block) -> Iterator[Sequence[Row]]:
    """Yield the rows that may not be parted, group by group."""
    rows = block.rows
    start = 0
    for at in range(1, len(rows)):
        parted = _TOGETHER <= at <= len(rows) - _TOGETHER
        if parted and not block.whole and not rows[at - 1].keep:
            yield rows[start:at]
            start = at
    if rows:
        yield rows[start:]


def rule_row(height: float, colour: Cmyk, width: float) -> Row:
    """Return a thin line across the measure, in the middle of its row."""

    def paint(page: Sketch, x: float, y: float) -> None:
        page.line(x, y + height / 2, x + width, y + height / 2, colour)

    return Row(height, paint)


def bar_row(height: float, width: float, colour: Cmyk, radius: float, inside: Paint) -> Row:
    """Return a filled bar with something on it."""

    def paint(page: Sketch, x: float, y: float) -> None:
        page.fill(Rect(x, y, width, height), colour, radius)
        inside(page, x, y)

    return Row(height, paint)
