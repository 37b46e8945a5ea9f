"""A PDF and its cuts in; the first page with ink in its outer rim out (pypdfium2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pypdfium2

from kaartgen.pdf.foreign import SourcePage

# Enough to see a hairline as a grey of its own.
_PIXELS_PER_MM: Final = 1.5
# White as paper, but for the rounding of a picture.
_WHITE: Final = 250


def first_with_ink(
    file: Path,
    pages: Sequence[SourcePage],
    numbers: Sequence[int],
    rim: float,
    advance: Callable[[int], None] = lambda _: None,
) -> int | None:
    """Return the first of the pages `numbers` that prints within `rim` millimetres of its cut.

    A page that cannot be looked at counts as one that does.
    """
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError:
        return next(iter(numbers), None)
    try:
        for number in dict.fromkeys(numbers):
            if not pages[number].blank and _has_ink(document, number, pages[number], rim):
                return number
            advance(1)
    except (pypdfium2.PdfiumError, IndexError):
        return number
    finally:
        document.close()
    return None


def _has_ink(document: pypdfium2.PdfDocument, number: int, source: SourcePage, rim: float) -> bool:
    page = document[number]
    page.set_mediabox(*source.trim_pt)
    page.set_cropbox(*source.trim_pt)
    # By its size on paper: whether a viewer counts a page's own unit does not matter then.
    scale = _PIXELS_PER_MM * source.size.width / page.get_width()
    picture = page.render(scale=scale, grayscale=True).to_pil()
    page.close()
    width, height = picture.size
    edge = round(rim * width / source.size.width)
    strips = (
        (0, 0, width, edge),
        (0, height - edge, width, height),
        (0, 0, edge, height),
        (width - edge, 0, width, height),
    )
    return any(picture.crop(strip).getextrema()[0] < _WHITE for strip in strips)
