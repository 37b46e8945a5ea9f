"""What a face looks like: rendered to pixels, and its inks as they come out on coated stock."""

from __future__ import annotations

import datetime
from functools import lru_cache

import pypdfium2
from PIL import Image, ImageCms

from kaartgen.frame import Cmyk, Frame, Placed
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.pdf.document import Document, Page
from kaartgen.pdf.draw import drawn
from kaartgen.workspace import PACKAGE

_PROFILE = PACKAGE / "profielen" / "FOGRA39L_coated.icc"


@lru_cache
def _to_screen() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        str(_PROFILE),
        ImageCms.createProfile("sRGB"),
        "CMYK",
        "RGB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


@lru_cache(maxsize=1000)
def luminance(colour: Cmyk) -> float:
    """Return the relative luminance (WCAG 2) of inks printed after FOGRA39."""
    inks = tuple(round(ink * 2.55) for ink in (colour.c, colour.m, colour.y, colour.k))
    pixel = ImageCms.applyTransform(Image.new("CMYK", (1, 1), inks), _to_screen())
    assert pixel is not None
    linear = [
        level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4
        for level in (channel / 255 for channel in pixel.getpixel((0, 0)))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Cmyk, other: Cmyk) -> float:
    """Return the contrast of two colours as WCAG 2 counts it: from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(frame: Frame, pixels_per_mm: float) -> Image.Image:
    """Return the frame with its bleed as a picture in grey."""
    bleed = frame.bleed
    size = Size(frame.size.width + 2 * bleed, frame.size.height + 2 * bleed)
    placed = Placed(frame, Transform.move(bleed, bleed), Rect.of(frame.size).grown(bleed))
    date = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    page = Page(Frame(size, (), (placed,)))
    pdf = pypdfium2.PdfDocument(drawn(Document((page,), "", "", "", "nl-NL", date)))
    try:
        return pdf[0].render(scale=pixels_per_mm * 25.4 / 72).to_pil().convert("L")
    finally:
        pdf.close()
