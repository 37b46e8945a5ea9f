"""Lengths, transforms and viewports as SVG writes them in; numbers and transforms out."""

from __future__ import annotations

import math
import re
from typing import Final

from kaartgen.geometry import Rect, Transform
from kaartgen.layout.svg.tree import Node

# CSS: an inch is 96 pixels, whatever the screen.
PX_PER_MM: Final = 96 / 25.4
_UNITS: Final = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "mm": PX_PER_MM,
    "cm": 10 * PX_PER_MM,
    "q": PX_PER_MM / 4,
    "in": 96.0,
    # Relative to a size of letters that drawings do not set outside text: a browser's own.
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
}
_NUMBER: Final = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_LENGTH: Final = re.compile(rf"\s*({_NUMBER})\s*([a-zA-Z]*|%)\s*")
_NUMBERS: Final = re.compile(_NUMBER)
_FUNCTION: Final = re.compile(r"([a-zA-Z]+)\s*\(([^)]*)\)")
# What lies further away is a mistake of the program that wrote it, and of no use on a card.
_FAR: Final = 1e7
# A hundred metres: further than any sheet, and PDF's numbers still have their decimals.
_REACH_MM: Final = 1e5


def length(text: str | None, whole: float = 0.0, missing: float = 0.0) -> float:
    """Return a length in user units; a per cent is of `whole`, and what is unreadable `missing`."""
    match = _LENGTH.fullmatch(text or "")
    if match is None:
        return missing
    number, unit = float(match[1]), match[2].lower()
    if unit == "%":
        return number / 100 * whole
    found = number * _UNITS.get(unit, 1.0)
    return found if abs(found) < _FAR else missing


def has_unit(text: str | None) -> bool:
    """Say whether a length says itself how large it is on paper."""
    match = _LENGTH.fullmatch(text or "")
    return match is not None and match[2].lower() in ("mm", "cm", "q", "in", "pt", "pc")


def within_reach(box: Rect) -> bool:
    """Say whether a box in millimetres lies where a card could be, and is a box at all."""
    return all(abs(side) < _REACH_MM for side in (box.x, box.y, box.right, box.bottom))


def numbers(text: str | None) -> list[float]:
    """Return the numbers in a list of them, whatever stands between."""
    found = [float(number) for number in _NUMBERS.findall(text or "")]
    return found if all(abs(number) < _FAR for number in found) else []


def transform(text: str | None) -> Transform | None:
    """Return a `transform` attribute as one transform; None if it cannot be read."""
    total = Transform()
    for name, arguments in _FUNCTION.findall(text or ""):
        step = _step(name, numbers(arguments))
        if step is None:
            return None
        total = step.then(total)
    return total


def _step(name: str, given: list[float]) -> Transform | None:
    match name, given:
        case "matrix", [a, b, c, d, e, f]:
            return Transform(a, b, c, d, e, f)
        case ("translate", [x]) | ("translateX", [x]):
            return Transform.move(x, 0.0)
        case "translate", [x, y]:
            return Transform.move(x, y)
        case "translateY", [y]:
            return Transform.move(0.0, y)
        case "scale", [factor]:
            return Transform.scale(factor)
        case "scale", [x, y]:
            return Transform(a=x, d=y)
        case "rotate", [degrees]:
            return Transform.rotate(degrees)
        case "rotate", [degrees, x, y]:
            about = Transform.move(-x, -y).then(Transform.rotate(degrees))
            return about.then(Transform.move(x, y))
        case "skewX", [degrees]:
            return Transform(c=math.tan(math.radians(degrees)))
        case "skewY", [degrees]:
            return Transform(b=math.tan(math.radians(degrees)))
    return None


def view_box(node: Node) -> Rect | None:
    """Return an element's `viewBox`; None if it has none that can be used."""
    found = numbers(node.get("viewBox"))
    if len(found) != 4 or found[2] <= 0 or found[3] <= 0:
        return None
    return Rect(*found)


def fitted(view: Rect, into: Rect, ratio: str | None) -> Transform:
    """Return the map that fits a view into a rectangle as `preserveAspectRatio` says."""
    words = (ratio or "xMidYMid meet").split()
    words = [word for word in words if word != "defer"] or ["xMidYMid"]
    align = words[0]
    wide, high = into.width / view.width, into.height / view.height
    if align == "none":
        return Transform(wide, 0.0, 0.0, high, into.x - view.x * wide, into.y - view.y * high)
    factor = max(wide, high) if words[1:2] == ["slice"] else min(wide, high)
    share = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
    x_share, y_share = share.get(align[1:4], 0.5), share.get(align[5:8], 0.5)
    x = into.x + (into.width - view.width * factor) * x_share - view.x * factor
    y = into.y + (into.height - view.height * factor) * y_share - view.y * factor
    return Transform(factor, 0.0, 0.0, factor, x, y)
