"""A colour of a screen in; the inks that show it on coated paper out.

Greys become black alone, so that a thin grey line or letter needs one plate to be in its place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image

from kaartgen.frame import BLACK, WHITE, Cmyk
from kaartgen.layout.picture import PROFILE

# What a sheet-fed press lays on coated paper without setting off on the next sheet.
_MOST_INK: Final = 300.0
# Less than this is a scum of loose dots, which no eye sees as colour and any press may drop.
_LEAST_DOT: Final = 1.5
# Red, green and blue that lie closer than this were meant as a grey.
_GREY: Final = 2
_HEX: Final = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def is_hex(text: str) -> bool:
    """Say whether a text is a screen's colour with its #, as `#e91e63` or `#e13`."""
    return text.strip().startswith("#") and _HEX.fullmatch(text.strip()) is not None


def from_hex(text: str, press: Path = PROFILE) -> Cmyk | None:
    """Return the inks for `#e91e63`, `e91e63` or `#e13`; None if it is no such colour.

    `press` is the profile of what prints it (FOGRA39 if not said).
    """
    match = _HEX.fullmatch(text.strip())
    if match is None:
        return None
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return from_rgb(red, green, blue, press)


@lru_cache(maxsize=4096)
def from_rgb(red: int, green: int, blue: int, press: Path = PROFILE) -> Cmyk:
    """Return the inks (whole per cents) for an sRGB colour, each part from 0 to 255."""
    if max(red, green, blue) - min(red, green, blue) <= _GREY:
        return _black((red + green + blue) / 3, press)
    from PIL import ImageCms  # noqa: PLC0415 (most house styles are in inks already)

    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    shown = ImageCms.profileToProfile(
        Image.new("RGB", (1, 1), (red, green, blue)),
        screen,
        str(press),
        # What design programs do by default: colours that a press can make stay as they are.
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="CMYK",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert shown is not None  # only inPlace=True returns None
    inks = [ink / 2.55 for ink in shown.tobytes()]
    c, m, y, k = (float(round(ink)) if ink >= _LEAST_DOT else 0.0 for ink in inks)
    if c + m + y + k > _MOST_INK:
        share = (_MOST_INK - k) / (c + m + y)
        c, m, y = (float(int(ink * share)) for ink in (c, m, y))
    return Cmyk(c, m, y, k)


def _black(level: float, press: Path) -> Cmyk:
    """Return the black that is as light between paper and ink as a grey between white and black."""
    if level <= _GREY:
        return BLACK
    if level >= 255 - _GREY:
        return WHITE
    wanted = linear(level)
    ladder = black_ladder(press)
    return Cmyk(0, 0, 0, float(min(range(101), key=lambda k: abs(ladder[k] - wanted))))


@lru_cache(maxsize=4)
def black_ladder(press: Path) -> tuple[float, ...]:
    """Return how light each per cent of black is seen, from 1 on paper to 0 at full ink."""
    from PIL import ImageCms  # noqa: PLC0415

    steps = b"".join(bytes((0, 0, 0, round(k * 2.55))) for k in range(101))
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    seen = ImageCms.profileToProfile(
        Image.frombytes("CMYK", (101, 1), steps),
        str(press),
        screen,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
    )
    assert seen is not None  # only inPlace=True returns None
    raw = seen.tobytes()
    light = [
        0.2126 * linear(raw[at]) + 0.7152 * linear(raw[at + 1]) + 0.0722 * linear(raw[at + 2])
        for at in range(0, len(raw), 3)
    ]
    return tuple((one - light[-1]) / (light[0] - light[-1]) for one in light)


def linear(level: float) -> float:
    """Return the light, from 0 to 1, of a part of an sRGB colour (0 to 255)."""
    part = level / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
