"""An image in a PDF in; its size, colour space and how much ink its pixels take out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final

import pikepdf
from PIL import Image, ImageChops

from kaartgen.pdf.preflight import colours
from kaartgen.pdf.preflight.model import ImageFacts, ObjectId, Space
from kaartgen.pdf.preflight.saying import name_of

# Of a larger image every so manieth pixel is looked at: the same inks, in a fraction of the time.
_MOST_PIXELS: Final = 2_000_000
_TOO_LARGE: Final = 200_000_000


def image_facts(image: pikepdf.Object, key: ObjectId) -> ImageFacts:
    """Return what the image's dictionary says, and the ink in it."""
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    mask = bool(image.get("/ImageMask", False))
    space = None if mask else colours.space_of(image.get("/ColorSpace"))
    filters = filters_of(image)
    inks: Mapping[int, int] | None = None
    if space is not None and space.family == "cmyk" and width * height <= _TOO_LARGE:
        inks = _inks(image, space, width, height, filters)
    return ImageFacts(
        key,
        width,
        height,
        1 if mask else int(image.get("/BitsPerComponent", 8)),
        space,
        mask,
        "/SMask" in image or int(image.get("/SMaskInData", 0)) > 0,
        filters,
        inks,
    )


def filters_of(stream: pikepdf.Object) -> tuple[str, ...]:
    """Return the names of a stream's filters."""
    found = stream.get("/Filter")
    if found is None:
        return ()
    if isinstance(found, pikepdf.Array):
        return tuple(name_of(one) for one in found)
    return (name_of(found),)


def _inks(
    image: pikepdf.Object, space: Space, width: int, height: int, filters: tuple[str, ...]
) -> Mapping[int, int] | None:
    """Return how many pixels take how much ink in whole per cent, or None if that is unreadable."""
    picture = decoded(image, space, width, height, filters)
    if picture is None:
        return None
    pixels = picture.width * picture.height
    if pixels > _MOST_PIXELS:
        step = (pixels / _MOST_PIXELS) ** 0.5
        small = (max(1, int(picture.width / step)), max(1, int(picture.height / step)))
        picture = picture.resize(small, Image.Resampling.NEAREST)
    counts: dict[int, int] = {}
    for count, pixel in picture.getcolors(picture.width * picture.height) or ():
        if space.name == "Indexed":
            assert isinstance(pixel, int)  # one byte a pixel
            ink = space.ink([pixel])
            percent = round(ink.percent) if ink else 0
        else:
            assert isinstance(pixel, tuple)  # four bytes a pixel
            percent = round(sum(pixel) / 2.55)
        counts[percent] = counts.get(percent, 0) + count
    return counts


def decoded(
    image: pikepdf.Object, space: Space, width: int, height: int, filters: tuple[str, ...]
) -> Image.Image | None:
    """Return an image of 8 bits as its pixels, or None if it cannot be read."""
    if int(image.get("/BitsPerComponent", 8)) != 8:
        return None
    mode = "CMYK" if space.components == 4 else "L"
    decode = [float(number) for number in image.get("/Decode", [])]
    inverted = bool(decode) and decode[0] > decode[1]
    try:
        if filters and filters[-1] in ("DCTDecode", "JPXDecode"):
            if len(filters) > 1:
                return None
            found = Image.open(io.BytesIO(image.read_raw_bytes()))
            found.load()
            picture: Image.Image = found
            if picture.mode != mode:
                return None
            # Pillow turns Adobe's inverted inks round by itself; a PDF says so with Decode.
            if "adobe" in picture.info:
                inverted = not inverted
        else:
            data = image.read_bytes()
            size = width * height * len(mode)
            if len(data) < size:
                return None
            picture = Image.frombytes(mode, (width, height), data[:size])
    except (pikepdf.PdfError, OSError, ValueError, NotImplementedError):
        return None
    if inverted and mode == "CMYK":
        picture = ImageChops.invert(picture)
    return picture
