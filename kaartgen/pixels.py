"""A raster in; its inks as a Pillow image out, and the other way round."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageChops

from kaartgen.frame import Raster

# Of a photograph no eye sees what this leaves out; it takes a tenth of the room.
_QUALITY: Final = 92


def image_of(raster: Raster) -> Image.Image:
    """Return a raster's inks: CMYK, or black alone (L) of a grey one; 255 is full ink."""
    size = (raster.width, raster.height)
    if not raster.jpeg:
        return Image.frombytes("L" if raster.grey else "CMYK", size, raster.pixels)
    with Image.open(io.BytesIO(raster.pixels)) as opened:
        opened.load()
        # A JPEG's grey is light; its CMYK comes as inks.
        return ImageChops.invert(opened) if raster.grey else opened.copy()


def in_four_inks(raster: Raster) -> Image.Image:
    """Return a raster's inks in CMYK, also of a grey one."""
    image = image_of(raster)
    if image.mode == "CMYK":
        return image
    none = Image.new("L", image.size, 0)
    return Image.merge("CMYK", (none, none, none, image))


def raster_from(image: Image.Image, alpha: bytes | None = None, *, lossy: bool = False) -> Raster:
    """Return inks (CMYK, or L for black alone) as a raster; `lossy` as JPEG, for photographs."""
    grey = image.mode == "L"
    if not lossy:
        return Raster(image.width, image.height, image.tobytes(), grey, alpha=alpha)
    out = io.BytesIO()
    shown = ImageChops.invert(image) if grey else image
    # All four inks at full resolution: letters and edges would get fringes.
    shown.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return Raster(image.width, image.height, out.getvalue(), grey, jpeg=True, alpha=alpha)
