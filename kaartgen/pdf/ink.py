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
    GlyphRun,
    Item,
    Picture,
    Placed,
    Raster,
    Stroke,
)
from kaartgen.pdf.changed import changed
from kaartgen.pdf.document import Document
from kaartgen.pixels import image_of, raster_from

# In eight bits 255 is 100 per cent.
_FULL: Final = 255
# A JPEG gives back a little more or less than what went in; per cents of ink to stay below.
_JPEG_MARGINS: Final = (4.0, 10.0, 20.0)


def within_ink(document: Document, limit: float) -> Document:
    """Return the document with at most `limit` per cent of ink on any spot (100 or more).

    Pages of other programs are left as they are; so is an ink that is kept on a plate of its own.
    """
    return changed(document, _Press(limit, document.spots_apart).item)


def limited(colour: Cmyk, limit: float) -> Cmyk:
    """Return the colour with at most `limit` per cent of ink in all."""
    if colour.ink <= limit:
        return colour
    share = (limit - colour.k) / (colour.ink - colour.k)
    return replace(colour, c=colour.c * share, m=colour.m * share, y=colour.y * share)


class _Press(Struct):
    """Limits items; a raster that is shown often is limited once."""

    limit: float
    spots_apart: bool
    rasters: dict[int, tuple[Raster, Raster]] = field(default_factory=dict)

    def item(self, item: Item) -> Item:
        match item:
            case Stroke(spot=str()):
                return item
            case GlyphRun() | Fill() | Stroke():
                if self.spots_apart and item.colour.spot:
                    return item
                colour = limited(item.colour, self.limit)
                return item if colour is item.colour else replace(item, colour=colour)
            case Picture():
                raster = self.raster(item.raster)
                return item if raster is item.raster else replace(item, raster=raster)
            case ForeignPage() | Placed():
                return item
            case _:
                assert_never(item)

    def raster(self, raster: Raster) -> Raster:
        if id(raster) not in self.rasters:
            # With the old one beside it, so that its identity is not used again.
            self.rasters[id(raster)] = raster, limited_raster(raster, self.limit)
        return self.rasters[id(raster)][1]


def limited_raster(raster: Raster, limit: float) -> Raster:
    """Return the picture with at most `limit` per cent of ink in any pixel."""
    if raster.grey:
        return raster
    if not raster.jpeg:
        made = _limited(image_of(raster), limit)
        return raster if made is None else raster_from(made, raster.alpha)
    if _limited(image_of(raster), limit) is None:
        return raster
    for margin in _JPEG_MARGINS:
        made = _limited(image_of(raster), limit - margin) or image_of(raster)
        packed = raster_from(made, raster.alpha, lossy=True)
        if _limited(image_of(packed), limit) is None:
            return packed
    return raster_from(_limited(image_of(raster), limit) or image_of(raster), raster.alpha)


def _limited(picture: Image.Image, limit: float) -> Image.Image | None:
    """Return the picture with no more ink than that; None if it has no more already."""
    most = int(limit * _FULL / 100)

    def over(args: dict[str, Any]) -> Any:
        return args["c"] + args["m"] + args["y"] + args["k"] - most

    bands = dict(zip("cmyk", picture.split(), strict=True))
    highest = ImageMath.lambda_eval(over, **bands).getextrema()[1]
    if highest <= 0:
        return None
    inks = [ImageMath.lambda_eval(_less(ink, most), **bands).convert("L") for ink in "cmy"]
    return Image.merge("CMYK", (*inks, bands["k"]))


def _less(ink: str, most: int) -> Callable[[dict[str, Any]], Any]:
    """Return what makes one band lighter, in whole numbers rounded down: never over the limit."""

    def band(args: dict[str, Any]) -> Any:
        colours = args["c"] + args["m"] + args["y"]
        room = args["min"](colours, most - args["k"])
        # Where there is no colour at all nothing is divided.
        return args[ink] * room / args["max"](colours, 1)

    return band
