"""A picture as it was decoded in; the same in the inks of a press out, grey in black alone."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct
from PIL import Image, ImageChops, ImageCms

from kaartgen.layout.colour_hex import black_ladder, linear

# What Pillow calls deep greys; converting those straight would clip nearly all to white.
_DEEP: Final = ("I;16", "I;16L", "I;16B", "I;16N", "I")
_DEEP_TO_EIGHT: Final = 1 / 257
# Red, green and blue that lie closer than this were meant as a grey.
_GREY: Final = 2
_SPACES: Final = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK", "LAB": "Lab"}
_CONDITION: Final = re.compile(r"FOGRA[ _-]?(\d\d)", re.IGNORECASE)
_DAMAGED: Final = "heeft een beschadigd kleurprofiel; dat is niet gebruikt"
# With more colours than this it is a photograph: no drawing is made of so many.
_MANY: Final = 4096


class Inked(Struct, frozen=True):
    """A picture in inks (CMYK, or L for black alone), what shines through, what was assumed."""

    image: Image.Image
    alpha: bytes | None
    notes: tuple[str, ...] = ()

    @property
    def photograph(self) -> bool:
        """Whether it has so many tones that a JPEG of it looks the same."""
        # A grey has but 256; there its size decides.
        if self.image.mode == "L":
            return len(self.image.getcolors(256) or ()) > 64
        return self.image.getcolors(_MANY) is None


def plain(picture: Image.Image) -> Image.Image:
    """Return a picture in eight bits a channel: L, LA, RGB, RGBA, CMYK or LAB."""
    mode = picture.mode
    if mode in _DEEP:
        return picture.convert("I").point(lambda value: value * _DEEP_TO_EIGHT + 0.5).convert("L")
    if mode == "F":
        most = picture.getextrema()[1]
        scale = 255.0 if isinstance(most, float) and most <= 1 else 1.0
        return picture.point(lambda value: value * scale + 0).convert("L")
    if mode in ("P", "PA") or "transparency" in picture.info:
        clear = mode == "PA" or "transparency" in picture.info
        if mode in ("1", "L"):
            return picture.convert("LA")
        return picture.convert("RGBA" if clear else "RGB")
    return picture.convert(
        {"1": "L", "La": "LA", "RGBa": "RGBA"}.get(mode, mode)
        if mode in ("1", "L", "LA", "La", "RGB", "RGBA", "RGBa", "CMYK", "LAB")
        else "RGB"
    )


def inked(picture: Image.Image, icc: bytes | None, press: Path) -> Inked:
    """Return a `plain` picture in the inks of a press; `icc` is the profile that came with it.

    Without a profile a picture is sRGB, or in the press's own inks if it is CMYK.
    """
    try:
        return _inked(picture, icc, press)
    except ImageCms.PyCMSError:
        if icc is None:
            raise
        made = _inked(picture, None, press)
        return Inked(made.image, made.alpha, (_DAMAGED,))


def _inked(picture: Image.Image, icc: bytes | None, press: Path) -> Inked:
    alpha: bytes | None = None
    if picture.mode in ("LA", "RGBA"):
        mask = picture.getchannel("A")
        alpha = None if mask.getextrema()[0] == 255 else mask.tobytes()
        picture = picture.convert(picture.mode[:-1])
    source, notes = _profile(picture.mode, icc)
    match picture.mode:
        case "L":
            return Inked(_black(picture, source, press), alpha, notes)
        case "CMYK":
            return Inked(_from_inks(picture, source, press), alpha, notes)
        case "RGB" if source is None and _neutral(picture):
            return Inked(_black(picture.getchannel("G"), None, press), alpha, notes)
        case "LAB":
            source = source or ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        case _:
            source = source or _screen()
    return Inked(_converted(picture, source, str(press), "CMYK"), alpha, notes)


def _profile(
    mode: str, icc: bytes | None
) -> tuple[ImageCms.ImageCmsProfile | None, tuple[str, ...]]:
    """Return the profile that came with a picture, if it is whole and of the picture's colours."""
    if not icc:
        assumed = "is in cmyk zonder kleurprofiel; de inkten gaan de druk in zoals ze zijn"
        return None, (assumed,) if mode == "CMYK" else ()
    try:
        found = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        space = found.profile.xcolor_space.strip()
    except (OSError, ValueError, TypeError, ImageCms.PyCMSError):
        return None, (_DAMAGED,)
    if space != _SPACES[mode]:
        return None, (f"heeft een kleurprofiel voor {space}, dat er niet bij past en niet telt",)
    return found, ()


def _neutral(picture: Image.Image) -> bool:
    """Say whether a picture has no colour at all, as a scan of a drawing in ink has not."""
    red, green, blue = picture.split()
    # Anything beyond what is meant as grey becomes 255.
    far = [255 if difference > _GREY else 0 for difference in range(256)]
    return not any(
        ImageChops.difference(green, other).point(far).getbbox() for other in (red, blue)
    )


def _black(grey: Image.Image, source: ImageCms.ImageCmsProfile | None, press: Path) -> Image.Image:
    """Return a grey picture in black ink, each tone as light between paper and ink as it was."""
    if source is not None:
        grey = _converted(grey, source, _screen(), "RGB").getchannel("G")
    return grey.point(_inks_by_grey(press))


@lru_cache(maxsize=4)
def _inks_by_grey(press: Path) -> tuple[int, ...]:
    ladder = black_ladder(press)
    steps: list[int] = []
    for grey in range(256):
        light = linear(grey)
        # Between the per cents on either side, so that no steps show in a smooth tone.
        at = next(k for k in range(100) if ladder[k + 1] <= light or k == 99)
        share = (ladder[at] - light) / (ladder[at] - ladder[at + 1])
        steps.append(min(255, max(0, round((at + share) * 2.55))))
    return tuple(steps)


def _from_inks(
    picture: Image.Image, source: ImageCms.ImageCmsProfile | None, press: Path
) -> Image.Image:
    if source is None:
        return picture
    target = ImageCms.ImageCmsProfile(str(press))
    made, wanted = (_CONDITION.search(_described(one)) for one in (source, target))
    if source.tobytes() == target.tobytes() or (made and wanted and made[1] == wanted[1]):
        # Made for this very press: black letters stay in black alone.
        return picture
    return _converted(picture, source, target, "CMYK")


def _described(profile: ImageCms.ImageCmsProfile) -> str:
    return ImageCms.getProfileDescription(profile)


def _converted(
    picture: Image.Image,
    source: ImageCms.ImageCmsProfile,
    target: ImageCms.ImageCmsProfile | str,
    mode: str,
) -> Image.Image:
    made = ImageCms.profileToProfile(
        picture,
        source,
        target,
        # What design programs do by default: colours that a press can make stay as they are.
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode=mode,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert made is not None  # only inPlace=True returns None
    return made


@lru_cache(maxsize=1)
def _screen() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
