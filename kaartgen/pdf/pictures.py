"""A document in; its pages as pictures in the four inks, or in RGB as those inks look, out.

Each ink is drawn as a page of its own in black, so what comes out is what is in the document, and
not what a viewer makes of it on a screen.
"""

from __future__ import annotations

import datetime
import functools
import io
from collections.abc import Iterator, Sequence
from typing import Final, assert_never

import pypdfium2
from msgspec import Struct, field
from msgspec.structs import replace
from PIL import Image, ImageCms

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
    rectangle,
)
from kaartgen.geometry import POINTS_PER_MM, Rect, Size
from kaartgen.pdf.changed import changed
from kaartgen.pdf.document import Document, Page
from kaartgen.pdf.draw import drawn
from kaartgen.pdf.profile import OutputProfile
from kaartgen.pdf.still import stilled
from kaartgen.pixels import in_four_inks, raster_from

_INKS: Final = range(4)
_LEVELS: Final = 256


def inked(document: Document, pixels: Sequence[tuple[int, int]]) -> Iterator[Image.Image]:
    """Yield each page in CMYK, as large as its `pixels` say."""
    document = stilled(document)
    plates = [pypdfium2.PdfDocument(drawn(changed(document, _Plate(ink).item))) for ink in _INKS]
    table = _ink_by_grey()
    try:
        for number, size in enumerate(pixels):
            bands = [_drawn(plate, number, size) for plate in plates]
            yield Image.merge("CMYK", [band.point(table) for band in bands])
    finally:
        for plate in plates:
            plate.close()


def as_seen(picture: Image.Image, profile: OutputProfile) -> Image.Image:
    """Return a picture in inks as it looks when printed, in sRGB."""
    press = ImageCms.ImageCmsProfile(io.BytesIO(profile.data))
    seen = ImageCms.profileToProfile(
        picture,
        press,
        _srgb(),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        # Black ink becomes a screen's black; without this text would be grey.
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert seen is not None  # only inPlace=True returns None
    return seen


def encoded(picture: Image.Image, kind: str, ppi: int, profile: OutputProfile | None) -> bytes:
    """Return the picture as a png, jpg or tiff file that says its resolution and profile.

    `profile` is the one of the press, or None for sRGB.
    """
    icc = profile.data if profile else _srgb().tobytes()
    out = io.BytesIO()
    match kind:
        case "png":
            picture.save(out, "PNG", dpi=(ppi, ppi), icc_profile=icc)
        case "jpg":
            # Without coarser colour (4:4:4): text in colour would get fringes.
            picture.save(out, "JPEG", quality=95, subsampling=0, dpi=(ppi, ppi), icc_profile=icc)
        case _:
            picture.save(out, "TIFF", compression="tiff_lzw", dpi=(ppi, ppi), icc_profile=icc)
    return out.getvalue()


class _Plate(Struct):
    """Makes one ink of each item black, and leaves the others out."""

    ink: int
    rasters: dict[int, tuple[Raster, Raster]] = field(default_factory=dict)

    def item(self, item: Item) -> Item:
        match item:
            case GlyphRun() | Fill() | Stroke():
                colour = item.colour
                amount = (colour.c, colour.m, colour.y, colour.k)[self.ink]
                return replace(item, colour=Cmyk(0, 0, 0, amount))
            case Picture():
                return replace(item, raster=self.raster(item.raster))
            case ForeignPage() | Placed():
                return item
            case _:
                assert_never(item)

    def raster(self, raster: Raster) -> Raster:
        if id(raster) not in self.rasters:
            band = in_four_inks(raster).getchannel(self.ink)
            # With the old one beside it, so that its identity is not used again.
            self.rasters[id(raster)] = raster, _black(band, raster.alpha)
        return self.rasters[id(raster)][1]


def _black(band: Image.Image, alpha: bytes | None) -> Raster:
    # In four inks, as all other items of a plate are: a renderer shows a grey in another way.
    none = Image.new("L", band.size, 0)
    return raster_from(Image.merge("CMYK", (none, none, none, band)), alpha)


def _drawn(plate: pypdfium2.PdfDocument, number: int, size: tuple[int, int]) -> Image.Image:
    """Return a page in grey, of that many pixels; a fraction too many falls off on either side."""
    page = plate[number]
    scale = max(size[0] / page.get_width(), size[1] / page.get_height())
    picture = _grey(page, scale)
    left, top = (picture.width - size[0]) // 2, (picture.height - size[1]) // 2
    return picture.crop((left, top, left + size[0], top + size[1]))


def _grey(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    picture: Image.Image = page.render(scale=scale).to_pil()
    return picture.convert("L")


@functools.cache
def _ink_by_grey() -> list[int]:
    """Return for each grey of the renderer how much black it stands for, both from 0 to 255.

    The renderer imitates a press, and not evenly; so what it makes of every step is measured.
    """
    steps = range(_LEVELS)
    patches = tuple(
        Fill(rectangle(Rect(step, 0, 1, 4)), Cmyk(0, 0, 0, step / 255 * 100)) for step in steps
    )
    frame = Frame(Size(_LEVELS, 4), patches, ())
    nobody = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    ruler = pypdfium2.PdfDocument(drawn(Document((Page(frame),), "", "", "", "nl-NL", nobody)))
    try:
        # Four pixels a patch, of which one in the middle is read.
        picture = _grey(ruler[0], 4 / POINTS_PER_MM)
    finally:
        ruler.close()
    row = picture.crop((0, 8, picture.width, 9)).tobytes()
    shown = [row[4 * step + 2] for step in steps]
    return [min(steps, key=lambda step: abs(shown[step] - grey)) for grey in steps]


@functools.cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
