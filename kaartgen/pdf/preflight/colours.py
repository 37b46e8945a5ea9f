"""A colour space in a PDF in; a `Space` out, down to what a spot or an index falls back on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pikepdf

from kaartgen.pdf.preflight.model import Family, Ink, Space

DEVICE: Final = {
    "DeviceGray": Space("DeviceGray", "grey", 1),
    "DeviceRGB": Space("DeviceRGB", "rgb", 3),
    "DeviceCMYK": Space("DeviceCMYK", "cmyk", 4),
}
PATTERN: Final = Space("Pattern", "pattern", 0)
# What an image within the text may call them.
_SHORT: Final = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
_BY_COUNT: Final[dict[int, Family]] = {1: "grey", 3: "rgb", 4: "cmyk"}
# A space inside a space inside a space is a mistake, or meant to keep us busy.
_DEEPEST: Final = 6


def device(name: str) -> Space:
    """Return a device's space by name; what is not known counts as grey."""
    return DEVICE.get(_SHORT.get(name, name), DEVICE["DeviceGray"])


def space_of(thing: pikepdf.Object | None, depth: int = 0) -> Space | None:
    """Return the colour space that a PDF object describes, or None if it describes none."""
    if thing is None or depth > _DEEPEST:
        return None
    if isinstance(thing, pikepdf.Name):
        name = str(thing)[1:]
        if name == "Pattern":
            return PATTERN
        return DEVICE.get(_SHORT.get(name, name))
    if not isinstance(thing, pikepdf.Array) or not len(thing):
        return None
    name = str(thing[0])[1:]
    if name in DEVICE or len(thing) == 1:
        return PATTERN if name == "Pattern" else DEVICE.get(name)
    match name:
        case "ICCBased":
            return _profiled(thing[1])
        case "CalGray":
            return Space("CalGray", "grey", 1, device=False)
        case "CalRGB":
            return Space("CalRGB", "rgb", 3, device=False)
        case "Lab":
            return Space("Lab", "rgb", 3, device=False)
        case "Indexed" | "I" if len(thing) >= 4:
            base = space_of(thing[1], depth + 1)
            table = thing[3]
            content = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
            family = base.family if base else "grey"
            return Space(
                "Indexed", family, 1, device=base.device if base else True, base=base, table=content
            )
        case "Separation" if len(thing) >= 3:
            base = space_of(thing[2], depth + 1)
            return Space(name, "spot", 1, inks=(_unescaped(str(thing[1])[1:]),), base=base)
        case "DeviceN" if len(thing) >= 3:
            names = tuple(_unescaped(str(one)[1:]) for one in thing[1])
            return Space(name, "spot", len(names), inks=names, base=space_of(thing[2], depth + 1))
        case "Pattern":
            return Space("Pattern", "pattern", 0, base=space_of(thing[1], depth + 1))
    return None


def _profiled(stream: pikepdf.Object) -> Space | None:
    count = int(stream.get("/N", 0))
    family = _BY_COUNT.get(count)
    return Space("ICCBased", family, count, device=False) if family else None


def _unescaped(name: str) -> str:
    return name.replace("#20", " ")


def within(space: Space | None) -> Iterator[Space]:
    """Yield the space and every space that it falls back on."""
    while space is not None:
        yield space
        space = space.base


def darkest(shading: pikepdf.Object, space: Space) -> Ink | None:
    """Return the most ink that a shading can reach, or None where that cannot be said.

    Exact for exponential functions and rows of them: their ink is greatest at an end.
    """
    ends: list[Ink | None] = [space.ink(values) for values in _ends(shading.get("/Function"), 0)]
    known = [ink for ink in ends if ink is not None]
    if not known or len(known) < len(ends):
        return None
    return max(known, key=lambda ink: ink.percent)


def _ends(function: pikepdf.Object | None, depth: int) -> Iterator[list[float]]:
    if function is None or depth > _DEEPEST:
        return
    if isinstance(function, pikepdf.Array):
        # A function for each ink: the ends of each, side by side.
        columns = [list(_ends(one, depth + 1)) for one in function]
        for at in range(max((len(column) for column in columns), default=0)):
            yield [column[min(at, len(column) - 1)][0] for column in columns if column]
        return
    match int(function.get("/FunctionType", -1)):
        case 2:
            yield [float(number) for number in function.get("/C0", [0])]
            yield [float(number) for number in function.get("/C1", [1])]
        case 3:
            for one in function.get("/Functions", []):
                yield from _ends(one, depth + 1)
