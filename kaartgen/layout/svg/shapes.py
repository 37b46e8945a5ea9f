"""A shape of a drawing in; its outline in its own user units out."""

from __future__ import annotations

from typing import Final

from fontTools.svgLib.path import parse_path

from kaartgen.frame import Path, Segment, circle, line
from kaartgen.geometry import Rect
from kaartgen.layout.svg.measure import length, numbers
from kaartgen.layout.svg.tree import Node

SHAPES: Final = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
# A quarter of a circle as one Bézier curve (the usual constant, 4/3·(√2−1)).
_ROUND: Final = 0.5522847498
# A whole map of a country has less; more makes a page that printers stumble over.
MAX_SEGMENTS: Final = 200_000


class ShapeError(Exception):
    """An outline that cannot be read; the message says of what."""


def outline(node: Node, view: Rect) -> Path | None:
    """Return the outline of a shape, None if it is empty; `view` is what per cents are of.

    Raises ShapeError where what is written is no outline.
    """
    match node.name:
        case "path":
            return _path(node.get("d") or "")
        case "rect":
            return _rect(node, view)
        case "circle":
            r = length(node.get("r"), (view.width + view.height) / 2)
            x, y = length(node.get("cx"), view.width), length(node.get("cy"), view.height)
            return circle(x, y, r) if r > 0 else None
        case "ellipse":
            return _ellipse(node, view)
        case "line":
            return line(
                length(node.get("x1"), view.width),
                length(node.get("y1"), view.height),
                length(node.get("x2"), view.width),
                length(node.get("y2"), view.height),
            )
        case "polyline" | "polygon":
            return _points(node)
    return None


class _Pen:
    """Takes the calls of the path parser."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._at = (0.0, 0.0)

    def moveTo(self, to: tuple[float, float]) -> None:  # noqa: N802 (the parser's name)
        self._add("M", to, to)

    def lineTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", to, to)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("C", tuple(number for point in points for number in point), points[-1])

    def qCurveTo(self, handle: tuple[float, float], to: tuple[float, float]) -> None:  # noqa: N802
        # The same curve with two handles: each two thirds of the way to the one there was.
        (x0, y0), (x1, y1), (x, y) = self._at, handle, to
        ends = (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3)
        self._add("C", (*ends, x + (x1 - x) * 2 / 3, y + (y1 - y) * 2 / 3, x, y), to)

    def closePath(self) -> None:  # noqa: N802
        self.segments.append(("Z", ()))

    def endPath(self) -> None:  # noqa: N802
        pass

    def _add(self, operator: str, given: tuple[float, ...], to: tuple[float, float]) -> None:
        if len(self.segments) >= MAX_SEGMENTS:
            raise ShapeError("het heeft te veel punten")
        self.segments.append((operator, given))
        self._at = to


def _path(text: str) -> Path | None:
    if not text.strip() or text.strip() == "none":
        return None
    pen = _Pen()
    try:
        parse_path(text, pen)
    except (ValueError, IndexError, TypeError, OverflowError, AssertionError):
        raise ShapeError("de lijn in ‘d’ is niet te lezen") from None
    return Path(tuple(pen.segments)) if len(pen.segments) > 1 else None


def _rect(node: Node, view: Rect) -> Path | None:
    x, y = length(node.get("x"), view.width), length(node.get("y"), view.height)
    w, h = length(node.get("width"), view.width), length(node.get("height"), view.height)
    if w <= 0 or h <= 0:
        return None
    rx = length(node.get("rx"), view.width, -1.0)
    ry = length(node.get("ry"), view.height, -1.0)
    rx, ry = (ry if rx < 0 else rx), (rx if ry < 0 else ry)
    rx, ry = min(max(rx, 0.0), w / 2), min(max(ry, 0.0), h / 2)
    if rx == 0 or ry == 0:
        corners = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
        sides: list[Segment] = [("L", corner) for corner in corners[1:]]
        return Path((("M", corners[0]), *sides, ("Z", ())))
    kx, ky = rx * (1 - _ROUND), ry * (1 - _ROUND)
    right, bottom = x + w, y + h
    return Path(
        (
            ("M", (x + rx, y)),
            ("L", (right - rx, y)),
            ("C", (right - kx, y, right, y + ky, right, y + ry)),
            ("L", (right, bottom - ry)),
            ("C", (right, bottom - ky, right - kx, bottom, right - rx, bottom)),
            ("L", (x + rx, bottom)),
            ("C", (x + kx, bottom, x, bottom - ky, x, bottom - ry)),
            ("L", (x, y + ry)),
            ("C", (x, y + ky, x + kx, y, x + rx, y)),
            ("Z", ()),
        )
    )


def _ellipse(node: Node, view: Rect) -> Path | None:
    x, y = length(node.get("cx"), view.width), length(node.get("cy"), view.height)
    rx, ry = length(node.get("rx"), view.width, -1.0), length(node.get("ry"), view.height, -1.0)
    rx, ry = (ry if rx < 0 else rx), (rx if ry < 0 else ry)
    if rx <= 0 or ry <= 0:
        return None
    kx, ky = rx * _ROUND, ry * _ROUND
    return Path(
        (
            ("M", (x + rx, y)),
            ("C", (x + rx, y + ky, x + kx, y + ry, x, y + ry)),
            ("C", (x - kx, y + ry, x - rx, y + ky, x - rx, y)),
            ("C", (x - rx, y - ky, x - kx, y - ry, x, y - ry)),
            ("C", (x + kx, y - ry, x + rx, y - ky, x + rx, y)),
            ("Z", ()),
        )
    )


def _points(node: Node) -> Path | None:
    found = numbers(node.get("points"))
    # An odd number at the end is dropped, as the standard has it.
    pairs = list(zip(found[0::2], found[1::2], strict=False))
    if len(pairs) < 2:
        return None
    sides: list[Segment] = [("L", pair) for pair in pairs[1:]]
    closed: list[Segment] = [("Z", ())] if node.name == "polygon" else []
    return Path((("M", pairs[0]), *sides, *closed))
