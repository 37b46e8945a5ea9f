"""A document in; the same with no more ink on one spot than a press takes out.

Black stays as it is; cyan, magenta and yellow give way in equal measure, so a colour keeps its hue.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, assert_never

from msgspec import Struct, field
from msgspec.structs import replace
from PIL import Image, ImageMath

from kaartgen.frame import (
    Cmyk,
    Fill,
    ForeignPage,
    Frame,
    GlyphRun,
    Item,
    Picture,
    Placed,
    Raster,
    Stroke,
)
from kaartgen.pdf.document import Document

# In eight bits 255 is 100 per cent.
_FULL: Final = 255


def within_ink(document: Document, limit: float) -> Document:
    """Return the document with at most `limit` per cent of ink on any spot (100 or more).

    What is within it stays the same object. Pages of other programs are left as they are.
    """
    press = _Press(limit)
    pages = tuple(
        page if (frame := press.frame(page.frame)) is page.frame else replace(page, frame=frame)
        for page in document.pages
    )
    return replace(document, pages=pages)


def limited(colour: Cmyk, limit: float) -> Cmyk:
    """Return the colour with at most `limit` per cent of ink in all."""
    if colour.ink <= limit:
        return colour
    share = (limit - colour.k) / (colour.ink - colour.k)
    return Cmyk(colour.c * share, colour.m * share, colour.y * share, colour.k)


class _Press(Struct):
    """Limits frames, each once: what was one frame stays one, so it is written once."""

    limit: float
    frames: dict[int, Frame] = field(default_factory=dict)
    rasters: dict[int, Raster] = field(default_factory=dict)
    # Kept alive, so that an identity is never used twice.
    alive: list[Frame | Raster] = field(default_factory=list)

    def frame(self, frame: Frame) -> Frame:
        if id(frame) not in self.frames:
            self.alive.append(frame)
            layers = [[self.item(item) for item in of] for of in (frame.ground, frame.figure)]
            same = all(
                new is old
                for was, now in zip((frame.ground, frame.figure), layers, strict=True)
                for old, new in zip(was, now, strict=True)
            )
            ground, figure = (tuple(layer) for layer in layers)
            made = frame if same else replace(frame, ground=ground, figure=figure)
            self.frames[id(frame)] = made
        return self.frames[id(frame)]

    def item(self, item: Item) -> Item:
        match item:
            case GlyphRun() | Fill() | Stroke():
                colour = limited(item.colour, self.limit)
                return item if colour is item.colour else replace(item, colour=colour)
            case Placed():
                frame = self.frame(item.frame)
                return item if frame is item.frame else replace(item, frame=frame)
            case Picture():
                raster = self.raster(item.raster)
                return item if raster is item.raster else replace(item, raster=raster)
            case ForeignPage():
                return item
            case _:
                assert_never(item)

    def raster(self, raster: Raster) -> Raster:
        if id(raster) not in self.rasters:
            self.alive.append(raster)
            self.rasters[id(raster)] = limited_raster(raster, self.limit)
        return self.rasters[id(raster)]


def limited_raster(raster: Raster, limit: float) -> Raster:
    """Return the picture with at most `limit` per cent of ink in any pixel."""
    picture = Image.frombytes("CMYK", (raster.width, raster.height), raster.pixels)
    most = int(limit * _FULL / 100)

    def over(args: dict[str, Any]) -> Any:
        return args["c"] + args["m"] + args["y"] + args["k"] - most

    bands = dict(zip("cmyk", picture.split(), strict=True))
    highest = ImageMath.lambda_eval(over, **bands).getextrema()[1]
    if highest <= 0:
        return raster
    inks = [ImageMath.lambda_eval(_less(ink, most), **bands).convert("L") for ink in "cmy"]
    pixels = Image.merge("CMYK", (*inks, bands["k"])).tobytes()
    return Raster(raster.width, raster.height, pixels)


def _less(ink: str, most: int) -> Callable[[dict[str, Any]], Any]:
    """Return what makes one band lighter, in whole numbers rounded down: never over the limit."""

    def band(args: dict[str, Any]) -> Any:
        colours = args["c"] + args["m"] + args["y"]
        room = args["min"](colours, most - args["k"])
        # Where there is no colour at all nothing is divided.
        return args[ink] * room / args["max"](colours, 1)

    return band
