"""A page in; where its colour stops before the bleed does out, seen on a picture of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageChops

from kaartgen.pdf.preflight.model import Box, PageFacts

# Two pixels a millimetre show a millimetre that is missing, and take a millisecond a page.
_PER_MM: Final = 2
# Paper is white; a tint of 2 % is 250 or less in one of the three.
_PAPER: Final = 252
# What lacks its bleed over less than this is the end of a letter or a line, not a field of colour.
_LEAST_MM: Final = 1.5
# A pattern with gaps in it counts as painted if there is paint within this distance along the edge.
_ALONG: Final = 2


class Pictures:
    """Draws pages of one file; to be closed."""

    def __init__(self, data: bytes) -> None:
        self._document = pypdfium2.PdfDocument(data)

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()

    def page(self, number: int, scale: float) -> Image.Image:
        """Return page `number` (from 1) in RGB, `scale` pixels a point.

        Raises pypdfium2.PdfiumError if it cannot be drawn.
        """
        shown: Any = self._document[number - 1]
        picture: Image.Image = shown.render(scale=scale, may_draw_forms=False).to_pil()
        shown.close()
        return picture if picture.mode == "RGB" else picture.convert("RGB")


def unpainted(pictures: Pictures, page: PageFacts, bleed: float) -> tuple[Box, ...]:
    """Return the parts of the bleed that are blank beside a colour that runs to the trim.

    `bleed` is how far it should run on. Nothing is found where the page has no trim box or no room.
    """
    trim = page.trim
    if trim is None:
        return ()
    # A drawn page is as large as its crop box.
    origin = (page.crop or page.media).within(page.media)
    scale = _PER_MM * 25.4 / 72
    picture = pictures.page(page.number, scale)
    room = page.bleed_area
    found: list[Box] = []
    for side in ("top", "bottom", "left", "right"):
        there = {
            "top": trim.top - room.top,
            "bottom": room.bottom - trim.bottom,
            "left": trim.left - room.left,
            "right": room.right - trim.right,
        }[side]
        depth = min(bleed, there)
        if depth >= 1:
            found.extend(_side(picture, origin, trim, side, depth))
    return tuple(found)


def _side(picture: Image.Image, origin: Box, trim: Box, side: str, depth: float) -> Iterator[Box]:
    upright = side in ("left", "right")
    edge, outward = {
        "top": (trim.top, -1),
        "bottom": (trim.bottom, 1),
        "left": (trim.left, -1),
        "right": (trim.right, 1),
    }[side]
    start, end = (trim.top, trim.bottom) if upright else (trim.left, trim.right)
    inside = _band(picture, origin, edge - outward * 1.0, edge - outward * 0.5, start, end, upright)
    outside = _band(
        picture, origin, edge + outward * (depth - 1), edge + outward * depth, start, end, upright
    )
    for first, last in _runs(inside, outside):
        along = (start + first / _PER_MM, start + last / _PER_MM)
        across = sorted((edge, edge + outward * depth))
        if upright:
            yield Box(across[0], along[0], across[1], along[1])
        else:
            yield Box(along[0], across[0], along[1], across[1])


def _band(
    picture: Image.Image,
    origin: Box,
    near: float,
    far: float,
    start: float,
    end: float,
    upright: bool,
) -> bytes:
    """Return how light a band is at every half millimetre along it; 255 is paper."""
    low, high = sorted((near, far))
    if upright:
        box = (low - origin.left, start - origin.top, high - origin.left, end - origin.top)
    else:
        box = (start - origin.left, low - origin.top, end - origin.left, high - origin.top)
    left, top, right, bottom = (round(value * _PER_MM) for value in box)
    if upright:
        band = picture.crop((left, top, max(right, left + 1), bottom))
        row = band.reduce((band.width, 1)) if band.height else band
    else:
        band = picture.crop((left, top, right, max(bottom, top + 1)))
        row = band.reduce((1, band.height)) if band.width else band
    red, green, blue = row.split()
    return ImageChops.darker(ImageChops.darker(red, green), blue).tobytes()


def _runs(inside: Sequence[int], outside: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield from where to where there is paint inside the trim and none in the bleed."""
    # Most sides are blank at the trim, or painted all along: that is seen without looking closer.
    if not inside or min(inside) >= _PAPER or max(outside, default=255) < _PAPER:
        return
    wide = b"\xff" * _ALONG + bytes(outside) + b"\xff" * _ALONG
    near = list(map(min, *(wide[at:] for at in range(2 * _ALONG + 1))))
    start: int | None = None
    for at in range(len(inside) + 1):
        missing = at < len(inside) and inside[at] < _PAPER <= near[at]
        if missing and start is None:
            start = at
        elif not missing and start is not None:
            if at - start >= _LEAST_MM * _PER_MM:
                yield start, at
            start = None
