"""What a drawing says of a colour in; inks out, and in words what became of it."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from kaartgen.frame import BLACK, Cmyk
from kaartgen.layout.colour_hex import from_rgb
from kaartgen.layout.svg.css import Cascade, Style, Tell
from kaartgen.layout.svg.tree import Node, Tree

_URL: Final = re.compile(r"url\(\s*['\"]?([^)'\"]*)['\"]?\s*\)\s*(.*)", re.DOTALL)
_DEVICE: Final = re.compile(r"device-cmyk\(([^)]*)\)", re.IGNORECASE)
# What Inkscape and SVG 1.1 write: the inks after a colour for screens.
_ICC: Final = re.compile(r"icc-color\(\s*[^,\s]+[,\s]([^)]*)\)", re.IGNORECASE)
_INK: Final = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))\s*(%?)")
_STEPS: Final = 8


class Paint(Struct, frozen=True):
    """Inks, and how much of what lies under is covered (1 is all)."""

    colour: Cmyk
    alpha: float = 1.0


class Paints:
    """Reads the paints of one drawing."""

    def __init__(self, tree: Tree, cascade: Cascade, press: Path, tell: Tell) -> None:
        self._tree, self._cascade, self._press, self._tell = tree, cascade, press, tell

    def of(self, what: str, style: Style, node: Node) -> Paint | None:
        """Return the `fill` or `stroke` of an element with that style; None for no paint."""
        text = style.get(what, "black" if what == "fill" else "none").strip()
        match = _URL.match(text)
        if match:
            return self._server(match[1], match[2].strip(), style, node)
        return self._colour(text, style, node)

    def _colour(self, text: str, style: Style, node: Node) -> Paint | None:
        if text in ("none", "", "context-fill", "context-stroke"):
            return None
        if text.casefold() == "currentcolor":
            text = style.get("color", "black")
        inks = _inks(text)
        if inks is not None:
            return Paint(inks)
        found = screen_colour(_ICC.sub("", text).strip())
        if found is None:
            self._tell(f"de kleur ‘{text}’ is niet te lezen en is zwart geworden", node)
            return Paint(BLACK)
        red, green, blue, alpha = found
        return Paint(from_rgb(red, green, blue, self._press), alpha)

    def _server(self, reference: str, instead: str, style: Style, node: Node) -> Paint | None:
        found = self._tree.target(reference)
        if found is None:
            if reference.startswith("#"):
                self._tell(f"de kleur ‘{reference}’ staat niet in de tekening", node)
            else:
                self._tell(f"‘{reference}’ ligt buiten de tekening en wordt niet opgehaald", node)
            return self._colour(instead, style, node)
        if found.name in ("linearGradient", "radialGradient"):
            mean = self._mean(found)
            if mean is not None:
                self._tell("een kleurverloop is één kleur geworden, het gemiddelde ervan", node)
            return mean
        what = "een patroon" if found.name == "pattern" else f"‘{found.name}’"
        self._tell(f"{what} als vulling kan niet mee en is weggelaten", node)
        return self._colour(instead, style, node)

    def _mean(self, gradient: Node) -> Paint | None:
        """Return the colour that a gradient has on average."""
        stops = self._stops(gradient)
        if not stops:
            return None
        edges = [(0.0, stops[0][1]), *stops, (1.0, stops[-1][1])]
        total = [0.0, 0.0, 0.0, 0.0]
        for (start, first), (end, second) in itertools.pairwise(edges):
            for at in range(4):
                total[at] += max(0.0, end - start) * (first[at] + second[at]) / 2
        red, green, blue, alpha = total
        mean = from_rgb(round(red), round(green), round(blue), self._press)
        return Paint(mean, min(1.0, alpha))

    def _stops(self, gradient: Node) -> list[tuple[float, tuple[float, float, float, float]]]:
        source: Node | None = gradient
        # Programs keep the stops apart from the place; more steps than these go round.
        for _ in range(_STEPS):
            if source is None:
                return []
            stops = [node for node in source.nodes if node.name == "stop"]
            if stops:
                break
            source = self._tree.target(source.href)
        else:
            return []
        found: list[tuple[float, tuple[float, float, float, float]]] = []
        for stop in stops:
            style = self._cascade.style(stop, {})
            text = style.get("stop-color", "black")
            red, green, blue, alpha = screen_colour(text) or (0, 0, 0, 1.0)
            alpha *= opacity(style.get("stop-opacity"))
            offset = opacity(stop.get("offset"), 0.0)
            found.append((max(offset, found[-1][0] if found else 0.0), (red, green, blue, alpha)))
        return found


@lru_cache(maxsize=1024)
def screen_colour(text: str) -> tuple[int, int, int, float] | None:
    """Return red, green and blue (0 to 255) and alpha (0 to 1) of a CSS colour; None if none."""
    if text.startswith("#"):
        return _hex(text[1:])
    # Only named and computed colours come here: most drawings have none.
    from tinycss2.color4 import parse_color  # noqa: PLC0415

    found = parse_color(text)
    if found is None:
        return None
    if isinstance(found, str):  # currentColor, of something that has no colour of its own
        return 0, 0, 0, 1.0
    try:
        parts = found.to("srgb")
    except NotImplementedError:  # a colour space that screens seldom have
        return None
    red, green, blue = (round(255 * min(max(part or 0.0, 0.0), 1.0)) for part in parts.coordinates)
    return red, green, blue, float(parts.alpha)


def _hex(digits: str) -> tuple[int, int, int, float] | None:
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8):
        return None
    try:
        parts = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
    except ValueError:
        return None
    return parts[0], parts[1], parts[2], parts[3] / 255 if len(parts) == 4 else 1.0


def _inks(text: str) -> Cmyk | None:
    """Return the inks that a colour itself tells, for a press and not for a screen."""
    match = _DEVICE.search(text) or _ICC.search(text)
    if match is None:
        return None
    given = _INK.findall(match[1])
    if len(given) < 4:
        return None
    inks = [float(number) if unit else float(number) * 100 for number, unit in given[:4]]
    c, m, y, k = (round(min(max(ink, 0.0), 100.0), 2) for ink in inks)
    return Cmyk(c, m, y, k)


def opacity(text: str | None, missing: float = 1.0) -> float:
    """Return a share from 0 to 1, written as a number or in per cent."""
    match = _INK.fullmatch((text or "").strip())
    if match is None:
        return missing
    share = float(match[1]) / (100 if match[2] else 1)
    return min(max(share, 0.0), 1.0)
