"""Small documents of a page or two, to look at one thing at a time."""

from __future__ import annotations

import datetime

from msgspec.structs import replace

from kaartgen.frame import BLACK, Cmyk, Fill, FontRef, Frame, GlyphRun, Item, rectangle
from kaartgen.geometry import Rect, Size
from kaartgen.pdf.document import Document, Page
from kaartgen.workspace import SHIPPED

_SOURCE = SHIPPED / "fonts" / "source-sans-3"
_BRICOLAGE = SHIPPED / "fonts" / "bricolage-grotesque"
TEXT = FontRef("SourceSans3-400", _SOURCE / "SourceSans3_400Regular.ttf")
BOLD = FontRef("SourceSans3-700", _SOURCE / "SourceSans3_700Bold.ttf")
DISPLAY = FontRef("Bricolage-800", _BRICOLAGE / "BricolageGrotesque_800ExtraBold.ttf")

CYAN = Cmyk(100, 0, 0, 0)
MAGENTA = Cmyk(0, 100, 0, 0)
A4 = Size(210, 297)
SMALL = Size(60, 40)
_EM = 25.4 / 72


def document(*pages: Page | Frame, **changes: object) -> Document:
    """Return a document of these pages, with other properties if they are given."""
    whole = Document(
        tuple(page if isinstance(page, Page) else Page(page) for page in pages),
        title="Een titel",
        author="Een maker",
        subject="Een onderwerp",
        language="nl-NL",
        date=datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC),
    )
    return replace(whole, **changes)


def figure(*items: Item, size: Size = SMALL) -> Frame:
    """Return a frame with these items as its figure."""
    return Frame(size, (), items)


def block(x: float, y: float, width: float, height: float, colour: Cmyk = BLACK) -> Fill:
    """Return a filled rectangle."""
    return Fill(rectangle(Rect(x, y, width, height)), colour)


def written(
    text: str,
    *,
    x: float = 5,
    y: float = 10,
    font: FontRef = TEXT,
    size_pt: float = 12,
    colour: Cmyk = BLACK,
    kerns: tuple[tuple[int, int], ...] = (),
) -> GlyphRun:
    """Return a line of text."""
    return GlyphRun(font, size_pt, colour, x, y, text, kerns)


def em(size_pt: float) -> float:
    """Return how many millimetres an em of that size is."""
    return size_pt * _EM
