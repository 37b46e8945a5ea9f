"""A drawing as text in; what it shows, and what is told of it, out."""

from __future__ import annotations

import datetime
from pathlib import Path

from PIL import Image

from kaartgen.frame import Cmyk, Fill, Frame, Item, Placed
from kaartgen.layout.svg.drawing import Drawing, drawing_of
from kaartgen.layout.svg.tree import parsed
from kaartgen.pdf.document import Document, Page
from kaartgen.pdf.draw import drawn
from tests.pdf.reading import pictured

_DATE = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
# Ten pixels a millimetre.
_PPI = 254.0


def drawing(
    inside: str, *, root: str = 'width="40mm" height="40mm" viewBox="0 0 40 40"'
) -> Drawing:
    """Return the drawing with `inside` on a card of 40 by 40 millimetres."""
    return drawing_of(
        parsed(
            f'<svg xmlns="http://www.w3.org/2000/svg" '
            f'xmlns:xlink="http://www.w3.org/1999/xlink" {root}>\n{inside}\n</svg>'.encode(),
            Path("tekening.svg"),
        )
    )


def shown(inside: str, **more: str) -> Image.Image:
    """Return what the drawing looks like, ten pixels a millimetre."""
    return looks(drawing(inside, **more).frame)


def looks(frame: Frame, ppi: float = _PPI) -> Image.Image:
    """Return what a frame looks like."""
    return pictured(drawn(Document((Page(frame),), "", "", "", "nl-NL", _DATE)), ppi=ppi)


def dark(picture: Image.Image, x: float, y: float) -> bool:
    """Say whether there is ink at a place in millimetres."""
    level = picture.convert("L").getpixel((round(x * 10), round(y * 10)))
    assert isinstance(level, int)
    return level < 250


def inked(picture: Image.Image) -> tuple[float, float, float, float] | None:
    """Return left, top, right and bottom of all ink, in millimetres."""
    box = picture.convert("L").point([255 if level < 128 else 0 for level in range(256)]).getbbox()
    return None if box is None else (box[0] / 10, box[1] / 10, box[2] / 10, box[3] / 10)


def colours(frame: Frame) -> list[Cmyk]:
    """Return the colours of all fills and strokes, in order."""
    found: list[Cmyk] = []

    def walk(items: tuple[Item, ...]) -> None:
        for item in items:
            if isinstance(item, Placed):
                walk((*item.frame.ground, *item.frame.figure))
            elif hasattr(item, "colour"):
                found.append(item.colour)

    walk((*frame.ground, *frame.figure))
    return found


def fills(frame: Frame) -> list[Fill]:
    """Return the fills that are not in a group with a clip."""
    return [item for item in frame.ground if isinstance(item, Fill)]
