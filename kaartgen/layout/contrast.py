"""Colours as a press prints them in; how far apart the eye sees them out (WCAG 2.1's ratio)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PIL import Image, ImageCms

from kaartgen.frame import WHITE, Cmyk
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.picture import PROFILE

# WCAG 2.1, 1.4.3: text; and large text or a mark that must be told from its ground.
TEXT: Final = 4.5
LARGE_TEXT: Final = 3.0


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
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    linear = [
        value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in colour
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def weak_pairs(house: HouseStyle) -> list[str]:
    """Return in words every pair of a house style's colours that text is set in and is too weak."""
    names: list[tuple[str, Cmyk, str, Cmyk]] = []
    for kind, style in house.kinds.items():
        tint = house.colour("kind-tint", kind)
        assert tint is not None  # every kind has one
        ink = house.colours["ink"]
        names += [
            ("wit", WHITE, f"de kleur van {kind}", style.colour),
            (f"de kleur van {kind}", style.colour, "wit", WHITE),
            (f"de kleur van {kind}", style.colour, "haar eigen tint", tint),
            ("de inkt", ink, f"de tint van {kind}", tint),
        ]
    seen = as_seen(colour for _, first, _, second in names for colour in (first, second))
    found = []
    for number, (text, _, ground, _) in enumerate(names):
        contrast = ratio(seen[2 * number], seen[2 * number + 1])
        if contrast < TEXT:
            shown = f"{contrast:.1f}".replace(".", ",")
            found.append(
                f"huisstijl {house.name}: {text} op {ground} heeft een contrast van {shown} : 1; "
                f"voor tekst is 4,5 : 1 nodig."
            )
    return found
