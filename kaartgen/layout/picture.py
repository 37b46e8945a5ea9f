"""A picture's file in; CMYK pixels ready for the press out."""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.frame import Raster
from kaartgen.workspace import PACKAGE

PROFILE = PACKAGE / "profielen" / "FOGRA39L_coated.icc"
# 12,000 × 12,000 pixels is an A3 page at 1,000 ppi: more is a slip, and eats the memory.
MAX_PIXELS = 60_000_000
# Under this a picture is visibly coarse in print.
LEAST_PPI = 150


def find_picture(folder: Path, name: str, place: Place) -> Path:
    """Return the picture's file inside `folder`; raises KaartgenError if it is not there."""
    try:
        file = (folder / name).resolve()
        there = file.is_file()
    except (OSError, ValueError):  # a name too long, or with a character that no name has
        file, there = folder / "?", False
    inside = folder.resolve()
    if file.name != "?" and not file.is_relative_to(inside):
        raise KaartgenError(
            [
                Problem(
                    f"De afbeelding ‘{name}’ ligt buiten de map van het deck.",
                    ExitCode.AUTHOR,
                    place,
                    f"Zet het bestand in {inside} en schrijf alleen zijn naam.",
                )
            ]
        )
    if not there:
        raise KaartgenError(
            [
                Problem(
                    f"De afbeelding ‘{name}’ is er niet.",
                    ExitCode.FILE,
                    place,
                    f"Zet het bestand in {inside}, of verbeter de naam.",
                )
            ]
        )
    return file


@lru_cache(maxsize=64)
def read_raster(file: Path, place: Place, press: Path = PROFILE) -> Raster:
    """Read a picture and convert it to CMYK with the profile of a press (FOGRA39 if not said).

    Raises KaartgenError if it is no picture, or too large to handle.
    """
    return _read(file, file.name, place, press)


def raster_of(content: bytes, name: str, place: Place, press: Path = PROFILE) -> Raster:
    """Return the picture that the bytes of a file are, as `read_raster` does."""
    return _read(io.BytesIO(content), name, place, press)


def _read(source: Path | io.BytesIO, name: str, place: Place, press: Path) -> Raster:
    from PIL import ImageOps  # noqa: PLC0415 (most decks have no pictures)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(source) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise _too_large(name, opened.width, opened.height, place)
                picture = ImageOps.exif_transpose(opened)
                picture.load()
                return _cmyk(picture, press)
    except Image.DecompressionBombError:
        raise _too_large(name, None, None, place) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise KaartgenError(
            [
                Problem(
                    f"‘{name}’ is niet als afbeelding te lezen.",
                    ExitCode.FILE,
                    place,
                    "Gebruik een PNG, JPEG of TIFF en kijk of hij zelf wel opent.",
                )
            ]
        ) from error


def _too_large(name: str, width: int | None, height: int | None, place: Place) -> KaartgenError:
    size = f" ({width} × {height} beeldpunten)" if width else ""
    return KaartgenError(
        [
            Problem(
                f"De afbeelding ‘{name}’ is te groot{size}.",
                ExitCode.AUTHOR,
                place,
                "Verklein haar; voor een kaart zijn 2000 beeldpunten breed ruim genoeg.",
            )
        ]
    )


def _cmyk(picture: Image.Image, press: Path) -> Raster:
    if picture.mode == "CMYK":
        return Raster(picture.width, picture.height, picture.tobytes())
    if picture.mode in ("1", "L", "I;16", "I"):
        # Grey stays on the black plate alone.
        black = Image.eval(picture.convert("L"), lambda value: 255 - value)
        none = Image.new("L", picture.size, 0)
        grey = Image.merge("CMYK", (none, none, none, black))
        return Raster(grey.width, grey.height, grey.tobytes())
    from PIL import ImageCms  # noqa: PLC0415 (most decks have no pictures)

    source = picture.info.get("icc_profile")
    if "A" in picture.getbands() or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        picture = Image.alpha_composite(paper, layered)
    rgb = picture.convert("RGB")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    if source:
        try:
            embedded = ImageCms.ImageCmsProfile(io.BytesIO(source))
            if embedded.profile.xcolor_space.strip() == "RGB":
                profile = embedded
        except (OSError, ImageCms.PyCMSError):
            pass  # a broken profile says nothing: sRGB is what the makers of pictures mean
    converted = ImageCms.profileToProfile(rgb, profile, str(press), outputMode="CMYK")
    assert converted is not None  # only inPlace=True returns None
    return Raster(converted.width, converted.height, converted.tobytes())
