"""Colours as a screen shows them in; how different eyes tell them apart out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final, TypeAlias

Rgb: TypeAlias = tuple[int, int, int]
Linear: TypeAlias = tuple[float, float, float]
_Matrix: TypeAlias = tuple[Linear, Linear, Linear]

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
# Deficiency", IEEE TVCG 15 (2009), table at severity 1.0; for linear sRGB.
SIGHTS: Final[Mapping[str, _Matrix]] = {
    "protanopie": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopie": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopie": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# IEC 61966-2-1: linear sRGB to XYZ, over the white of D65, so that white is 1, 1, 1.
_TO_XYZ: Final[_Matrix] = (
    (0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883),
)


def linear(colour: Rgb) -> Linear:
    """Return an sRGB colour (0 to 255) as light, each part from 0 to 1."""
    red, green, blue = (
        value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in colour
    )
    return red, green, blue


def luminance(light: Linear) -> float:
    """Return how light a colour is, from 0 to 1 (WCAG 2.1's relative luminance)."""
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def seen_with(sight: str, light: Linear) -> Linear:
    """Return a colour as somebody with one of the `SIGHTS` sees it."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in _through(SIGHTS[sight], light))
    return red, green, blue


def in_grey(light: Linear) -> Linear:
    """Return a colour as a printer without colour prints it."""
    grey = luminance(light)
    return grey, grey, grey


def lab(light: Linear) -> tuple[float, float, float]:
    """Return a colour in CIE L*a*b* (D65), in which distances are differences that are seen."""
    x, y, z = (_root(part) for part in _through(_TO_XYZ, light))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: Linear, other: Linear) -> float:
    """Return how different two colours are seen (CIE 1976): 2 is seen side by side, 10 at once."""
    return math.dist(lab(one), lab(other))


def _root(part: float) -> float:
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * max(part, 0.0) + 16) / 116


def _through(matrix: _Matrix, light: Linear) -> Linear:
    first, second, third = (
        sum(share * part for share, part in zip(row, light, strict=True)) for row in matrix
    )
    return first, second, third
