"""A page in; where its colour stops before the bleed does out, seen on a picture of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2
from msgspec import Struct

from kaartgen.pdf.preflight.model import Box, PageFacts

# Two pixels a millimetre show a millimetre that is missing, and take a millisecond a page.
_PER_MM: Final = 2
# Paper is white; a tint of 2 % is 250 or less in one of the three.
_PAPER: Final = 252
# What lacks its bleed over less than this is the end of a letter or a line, not a field of colour.
_LEAST_MM: Final = 1.5
# For every value of a pixel whether it is paint, and a run of what lacks it.
_IS_PAINT: Final = bytes(value < _PAPER for value in range(256))
_MISSING: Final = re.compile(rb"\x01+")
# A pattern with gaps in it counts as painted if there is paint within this distance along the edge.
_ALONG: Final = 2


# A page larger than this (in square millimetres) is no card, and its picture would fill the memory.
_LARGEST: Final = 4_000_000


class Pixels(Struct, frozen=True):
    """A picture as pdfium leaves it: rows of `stride` bytes, `channels` a pixel."""

    width: int
    height: int
    stride: int
    channels: int
    content: bytes


class Pictures:
    """Draws pages of one file; to be closed."""

    def __init__(self, data: bytes) -> None:
        self._document = pypdfium2.PdfDocument(data)

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()

    def page(self, number: int, scale: float) -> Pixels:
        """Return page `number` (from 1) in colour, `scale` pixels a point.

        Raises pypdfium2.PdfiumError if it cannot be drawn.
        """
        page: Any = self._document[number - 1]
        shown = page.render(scale=scale, may_draw_forms=False)
        pixels = Pixels(
            shown.width, shown.height, shown.stride, shown.n_channels, bytes(shown.buffer)
        )
        shown.close()
        page.close()
        return pixels


def unpainted(pictures: Pictures, page: PageFacts, bleed: float) -> tuple[Box, ...]:
    """Return the parts of the bleed that are blank beside a colour that runs to the trim.

    `bleed` is how far it should run on. Nothing is found where the page has no trim box or no room.
    """
    trim = page.trim
    # A drawn page is as large as its crop box.
    origin = (page.crop or page.media).within(page.media)
    if trim is None or origin.width * origin.height > _LARGEST:
        return ()
    picture = pictures.page(page.number, _PER_MM * 25.4 / 72)
    room = page.bleed_area
    # Each side as seen by somebody who walks along it: where the edge is, and which way is out.
    sides = (
        (trim.top, -1, trim.top - room.top, False),
        (trim.bottom, 1, room.bottom - trim.bottom, False),
        (trim.left, -1, trim.left - room.left, True),
        (trim.right, 1, room.right - trim.right, True),
    )
    return tuple(
        box
        for edge, outward, there, upright in sides
        if min(bleed, there) >= 1
        for box in _side(picture, origin, trim, edge, outward, min(bleed, there), upright)
    )


def _side(
    picture: Pixels,
    origin: Box,
    trim: Box,
    edge: float,
    outward: int,
    depth: float,
    upright: bool,
) -> Iterator[Box]:
    start, end = (trim.top, trim.bottom) if upright else (trim.left, trim.right)
    across, along = (origin.left, origin.top) if upright else (origin.top, origin.left)
    first, last = (round((value - along) * _PER_MM) for value in (start, end))

    def band(near: float, far: float) -> int:
        low, high = sorted(round((edge + outward * at - across) * _PER_MM) for at in (near, far))
        return _band(picture, low, max(high, low + 1), first, last, upright)

    inside = band(-1.0, -0.5)
    if not inside:
        return
    for begin, stop in _runs(inside, band(depth - 1, depth), last - first):
        span = (start + begin / _PER_MM, start + stop / _PER_MM)
        deep = sorted((edge, edge + outward * depth))
        if upright:
            yield Box(deep[0], span[0], deep[1], span[1])
        else:
            yield Box(span[0], deep[0], span[1], deep[1])


def _band(picture: Pixels, low: int, high: int, first: int, last: int, upright: bool) -> int:
    """Return where there is paint across a band: a byte of 1 or 0 for every pixel along it.

    As one number, since those are put together at once. What lies outside the picture counts as
    painted: nobody can see that it is not.
    """
    reach, limit = (picture.width, picture.height) if upright else (picture.height, picture.width)
    begin, end = max(first, 0), min(last, limit)
    if low < 0 or high > reach or begin >= end:
        return _painted(max(0, last - first))
    found = 0
    for at in range(low, high):
        # Grey, and the fourth byte of a pixel, say nothing about colour.
        for channel in range(min(3, picture.channels)):
            if upright:
                from_byte = begin * picture.stride + at * picture.channels + channel
                to_byte = (end - 1) * picture.stride + at * picture.channels + channel + 1
                row = picture.content[from_byte : to_byte : picture.stride]
            else:
                from_byte = at * picture.stride + begin * picture.channels + channel
                to_byte = at * picture.stride + end * picture.channels
                row = picture.content[from_byte : to_byte : picture.channels]
            found |= int.from_bytes(row.translate(_IS_PAINT), "big")
    before, after = begin - first, last - end
    found |= _painted(before) << 8 * (end - begin)
    return found << 8 * after | _painted(after)


def _painted(pixels: int) -> int:
    return int.from_bytes(b"\1" * pixels, "big")


def _runs(inside: int, outside: int, length: int) -> Iterator[tuple[int, int]]:
    """Yield from where to where there is paint inside the trim and none in the bleed."""
    near = outside
    for along in range(1, _ALONG + 1):
        near |= outside << 8 * along | outside >> 8 * along
    missing = inside & ~near
    if not missing:
        return
    for run in _MISSING.finditer(missing.to_bytes(length, "big")):
        if run.end() - run.start() >= _LEAST_MM * _PER_MM:
            yield run.start(), run.end()
