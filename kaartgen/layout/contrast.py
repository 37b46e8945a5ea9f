"""Colours as a press prints them in; how far apart the eye sees them out (WCAG 2.1's ratio)."""

from __future__ import annotations

from collections.abc import Iterable

from PIL import Image, ImageCms

from kaartgen.frame import Cmyk
from kaartgen.layout.eyesight import linear, luminance
from kaartgen.layout.picture import PROFILE


def as_seen(colours: Iterable[Cmyk]) -> list[tuple[int, int, int]]:
    """Return the sRGB values (0 to 255) of inks on coated paper (FOGRA39)."""
    wanted = list(colours)
    pixels = bytes(
        round(ink * 2.55) for colour in wanted for ink in (colour.c, colour.m, colour.y, colour.k)
    )
    image = Image.frombytes("CMYK", (len(wanted), 1), pixels)
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    seen = ImageCms.profileToProfile(image, str(PROFILE), screen, outputMode="RGB")
    assert seen is not None  # only inPlace=True returns None
    raw = seen.tobytes()
    return [(raw[at], raw[at + 1], raw[at + 2]) for at in range(0, len(raw), 3)]


def ratio(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast of two sRGB colours, from 1 to 21."""
    light, dark = sorted((luminance(linear(one)), luminance(linear(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)
