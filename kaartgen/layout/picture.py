"""A picture's file in; what it measures, and its pixels ready for the press, out."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct
from PIL import Image

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.frame import Raster
from kaartgen.workspace import PACKAGE

PROFILE = PACKAGE / "profielen" / "FOGRA39L_coated.icc"
# Larger is a slip, and eats the memory; the largest cameras make 60 million.
MAX_PIXELS: Final = 80_000_000
# Finer than a press can show: half as much again as its screen of 175 lines wants.
MOST_PPI: Final = 350
# Under the first a picture is soft, under the second one sees its pixels.
SOFT_PPI: Final = 200
LEAST_PPI: Final = 100
# What printers ask for.
GOOD_PPI: Final = 300
_FORMATS: Final = ("PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP")
# Of files that are read, and of those that are told what to do with.
SUFFIXES: Final = frozenset(
    [
        *(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".gif", ".bmp"),
        *(".heic", ".heif", ".avif", ".psd"),
    ]
)
# Beginnings of what people try as well, and what to do with it.
_OTHER: Final = (
    (
        re.compile(rb"....ftyp(heic|heix|mif1|msf1|hevc)", re.DOTALL),
        "HEIC",
        "Bewaar haar als JPEG.",
    ),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "AVIF", "Bewaar haar als PNG of JPEG."),
    (re.compile(rb"8BPS"), "Photoshop-bestand", "Exporteer haar als TIFF of PNG."),
)
_DRIVE: Final = re.compile(r"[A-Za-z]:[\\/]|\\\\")
# The turns that a camera notes, of which the last four lay the picture on its side.
_ORIENTATION: Final = 0x0112
_TURNED: Final = (5, 6, 7, 8)
# A TIFF's own width and length, before it is turned.
_WIDTH, _LENGTH = 256, 257

# Left, top, right and bottom of what is shown of a picture, each from 0 to 1.
Part = tuple[float, float, float, float]
WHOLE: Final[Part] = (0.0, 0.0, 1.0, 1.0)


class PictureFile(Struct, frozen=True):
    """A picture that can be opened: its size in pixels, upright, and what is worth a word."""

    file: Path
    width: int
    height: int
    # What tells this file from what stands there after another save.
    stamp: tuple[int, int]
    notes: tuple[str, ...] = ()


class Photo(Struct, frozen=True):
    """A picture where an author asked for it, and the press it is for.

    A shop refuses what has fewer than `least_ppi` pixels an inch where it stands.
    """

    picture: PictureFile
    place: Place
    press: Path = PROFILE
    least_ppi: float = 0.0
    alt: str = ""

    def developed(self, part: Part, most: tuple[int, int]) -> Developed:
        """Return a part of it in ink, in no more pixels than `most`; raises if it is broken."""
        return developed(self.picture, self.place, part, most, self.press)


class Developed(Struct, frozen=True):
    """A part of a picture in inks, and what was assumed of its colours."""

    raster: Raster
    notes: tuple[str, ...] = ()


def find_picture(folder: Path, name: str, place: Place) -> Path:
    """Return the picture's file inside `folder`; raises KaartgenError if it is not there."""
    # As Windows writes a path within the folder; no name has a backslash of its own.
    written = name.replace("\\", "/")
    try:
        file = (folder / written).resolve()
        there = file.is_file()
    except (OSError, ValueError):  # a name too long, or with a character that no name has
        file, there = folder / "?", False
    inside = folder.resolve()
    outside = file.name != "?" and not file.is_relative_to(inside)
    if outside or (_DRIVE.match(name) and not there):
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


def opened_picture(file: Path, place: Place) -> PictureFile:
    """Read what a picture measures, without its pixels.

    Raises KaartgenError if it is no picture, or too large to handle.
    """
    with _told(file, file.name, place):
        facts = file.stat()
        return _opened(file, (facts.st_mtime_ns, facts.st_size))


def developed(
    picture: PictureFile,
    place: Place,
    part: Part = WHOLE,
    most: tuple[int, int] | None = None,
    press: Path = PROFILE,
) -> Developed:
    """Return a part of a picture in the inks of a press, in no more pixels than `most`.

    Raises KaartgenError if the file turns out to be broken.
    """
    with _told(picture.file, picture.file.name, place):
        return _developed(picture.file, picture.stamp, part, most, press)


def raster_of(content: bytes, name: str, place: Place, press: Path = PROFILE) -> Raster:
    """Return the picture that the bytes of a file are, whole; raises as `developed` does."""
    with _told(content, name, place), _image(io.BytesIO(content)) as opened:
        return _in_ink(opened, WHOLE, None, press).raster


@lru_cache(maxsize=1024)
def _opened(file: Path, stamp: tuple[int, int]) -> PictureFile:
    from PIL.TiffImagePlugin import TiffImageFile  # noqa: PLC0415 (most decks have no pictures)

    with _image(file) as opened:
        width, height = opened.size
        turned = opened.getexif().get(_ORIENTATION) in _TURNED
        if turned and isinstance(
            opened, TiffImageFile
        ):  # some versions have turned its size already
            width, height = opened.tag_v2[_LENGTH], opened.tag_v2[_WIDTH]
        elif turned:
            width, height = height, width
        # A telephone's JPEG may carry more pictures, of which the first is the one.
        frames = 1 if opened.format in ("MPO", "JPEG") else getattr(opened, "n_frames", 1)
        notes = (f"bestaat uit {frames} beelden; het eerste wordt gedrukt",) if frames > 1 else ()
        return PictureFile(file, width, height, stamp, notes)


# What is kept is what the faces hold as well.
@lru_cache(maxsize=512)
def _developed(
    file: Path, _: tuple[int, int], part: Part, most: tuple[int, int] | None, press: Path
) -> Developed:
    with _image(file) as opened:
        return _in_ink(opened, part, most, press)


def _in_ink(
    opened: Image.Image, part: Part, most: tuple[int, int] | None, press: Path
) -> Developed:
    from PIL import ImageOps  # noqa: PLC0415 (most decks have no pictures)

    from kaartgen.layout import picture_ink  # noqa: PLC0415
    from kaartgen.pixels import raster_from  # noqa: PLC0415

    icc = opened.info.get("icc_profile")
    if most is not None:
        # A JPEG is read at half its size, or less, where that is enough.
        wide = most[0] / (part[2] - part[0])
        high = most[1] / (part[3] - part[1])
        turned = opened.getexif().get(_ORIENTATION) in _TURNED
        opened.draft(None, (round(high), round(wide)) if turned else (round(wide), round(high)))
    ImageOps.exif_transpose(opened, in_place=True)
    opened.load()
    width, height = opened.size
    left, top, right, bottom = (
        round(share * length)
        for share, length in zip(part, (width, height, width, height), strict=True)
    )
    box = (left, top, max(right, left + 1), max(bottom, top + 1))
    cut = opened if box == (0, 0, width, height) else opened.crop(box)
    cut = picture_ink.plain(cut)
    if most is not None and (most[0] < cut.width or most[1] < cut.height):
        # Large steps are taken by averaging blocks first, several times as fast.
        smaller = (max(1, min(most[0], cut.width)), max(1, min(most[1], cut.height)))
        cut = cut.resize(smaller, Image.Resampling.LANCZOS, reducing_gap=3.0)
    inked = picture_ink.inked(cut, icc, press)
    raster = raster_from(inked.image, inked.alpha, lossy=inked.photograph)
    return Developed(raster, inked.notes)


class _TooLargeError(Exception):
    pass


@contextmanager
def _image(source: Path | io.BytesIO) -> Iterator[Image.Image]:
    """Open a picture that is not too large; what is read of it then is its header."""
    from PIL import ImageFile  # noqa: PLC0415 (most decks have no pictures)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Its own limit would hide how large the picture is; ours is lower.
        limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        # Some libraries let half a picture pass for a whole one, for all who read any.
        lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            with Image.open(source, formats=_FORMATS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise _TooLargeError(opened.width, opened.height)
                yield opened
        finally:
            Image.MAX_IMAGE_PIXELS = limit
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient


@contextmanager
def _told(source: Path | bytes, name: str, place: Place) -> Iterator[None]:
    try:
        yield
    except _TooLargeError as error:
        width, height = error.args
        raise KaartgenError(
            [
                Problem(
                    f"De afbeelding ‘{name}’ is te groot ({width} × {height} beeldpunten).",
                    ExitCode.AUTHOR,
                    place,
                    "Verklein haar; voor een kaart zijn 2000 beeldpunten breed ruim genoeg.",
                )
            ]
        ) from None
    except Exception as error:  # each kind of file is read by code that fails in its own way
        message = f"‘{name}’ is niet als afbeelding te lezen."
        hint = "Gebruik een PNG, JPEG, TIFF of WebP en kijk of hij zelf wel opent."
        begin = _begin(source)
        for pattern, what, remedy in _OTHER:
            if pattern.match(begin):
                message, hint = f"‘{name}’ is een {what}; dat leest kaartgen niet.", remedy
        raise KaartgenError([Problem(message, ExitCode.FILE, place, hint)]) from error


def _begin(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source[:16]
    try:
        with source.open("rb") as stream:
            return stream.read(16)
    except OSError:
        return b""
