"""A text in a drawing in; its words, where they stand and how they are set, out."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from kaartgen.frame import BLACK, Cmyk
from kaartgen.geometry import POINTS_PER_MM, Rect, Transform
from kaartgen.layout.svg.css import Cascade, Style, declarations
from kaartgen.layout.svg.measure import length, numbers, transform
from kaartgen.layout.svg.paint import Paints
from kaartgen.layout.svg.shapes import ShapeError, outline
from kaartgen.layout.svg.tree import Node, Tree

# How wide a letter is on average, and how high a capital, in ems: of most text faces.
AVERAGE: Final = 0.5
CAP: Final = 0.68
# Letters larger than a card are no letters.
_LARGEST_MM: Final = 200.0
_WEIGHTS: Final = {"normal": 400, "bold": 700, "bolder": 700, "lighter": 300}
# What the names of styles say, where a program puts the weight into the family's name.
_IN_NAME: Final = {
    "thin": 100,
    "extralight": 200,
    "light": 300,
    "medium": 500,
    "semibold": 600,
    "demibold": 600,
    "demi": 600,
    "bold": 700,
    "extrabold": 800,
    "black": 900,
    "heavy": 900,
}


class Lettering(Struct, frozen=True):
    """How a text is set, on the card: sizes in points, `align` is left, centre or right."""

    family: str
    weight: int
    italic: bool
    size_pt: float
    leading_pt: float | None
    colour: Cmyk
    align: str


class DrawnText(Struct, frozen=True):
    """A text on a card, in millimetres: from the capitals of its first line to its last baseline.

    `turn` is how far it is turned, clockwise in degrees. `frame` is the box that it was typed in,
    where the program tells.
    """

    words: str
    box: Rect
    lettering: Lettering
    lines: int
    turn: int
    frame: Rect | None


class _Line(Struct, frozen=True):
    x: float
    y: float
    words: str


def drawn_text(
    node: Node, tree: Tree, cascade: Cascade, paints: Paints, parent: Style, onto: Transform
) -> DrawnText | None:
    """Return what a `text` says and how; None if it says nothing.

    `onto` takes the units of what it stands in to the card's millimetres.
    """
    style = cascade.style(node, parent)
    here = (transform(node.get("transform")) or Transform()).then(onto)
    lines, first = _lines(node, cascade, style)
    lines = [line for line in lines if line.words.strip()]
    if not lines:
        return None
    look = first or style
    size = _size(look)
    factor = math.hypot(here.a, here.b)
    if not 0.1 < size * factor < _LARGEST_MM:
        return None
    anchor = look.get("text-anchor") or "start"
    if look.get("text-align") in ("center", "right", "end") and anchor == "start":
        anchor = "middle" if look["text-align"] == "center" else "end"
    width = max(len(line.words) for line in lines) * AVERAGE * size
    left = min(line.x for line in lines)
    left -= {"middle": width / 2, "end": width}.get(anchor, 0.0)
    top = lines[0].y - CAP * size
    local = Rect(left, top, width, max(lines[-1].y - top, CAP * size))
    leading: float | None = None
    if len(lines) > 1:
        steps = [b.y - a.y for a, b in itertools.pairwise(lines) if b.y > a.y]
        leading = min(steps) * factor * POINTS_PER_MM if steps else None
    paint = paints.of("fill", look, node)
    family, weight, italic = _face(look)
    return DrawnText(
        " ".join(" ".join(line.words.split()) for line in lines),
        here.rect(local),
        Lettering(
            family,
            weight,
            italic,
            size * factor * POINTS_PER_MM,
            leading,
            paint.colour if paint else BLACK,
            {"middle": "centre", "end": "right"}.get(anchor, "left"),
        ),
        len(lines),
        round(math.degrees(math.atan2(here.b, here.a))) % 360,
        _typed_in(node, tree, here),
    )


def _lines(node: Node, cascade: Cascade, style: Style) -> tuple[list[_Line], Style | None]:
    """Return the lines of a text, and the style of the first words in it."""
    lines: list[_Line] = []
    first: list[Style] = []
    at = [_first(node.get("x")), _first(node.get("y"))]

    def add(words: str | None, own: Style, *, new: bool) -> None:
        if words is None or (not words.strip() and not lines):
            return
        if words.strip() and not first:
            first.append(own)
        if new or not lines:
            lines.append(_Line(at[0], at[1], words))
        else:
            last = lines[-1]
            lines[-1] = _Line(last.x, last.y, last.words + words)

    def walk(part: Node, own: Style, *, outermost: bool) -> None:
        new = outermost
        if not outermost:
            size = _size(own)
            if part.get("x") is not None:
                at[0] = _first(part.get("x"))
            if part.get("y") is not None:
                new = abs(_first(part.get("y")) - at[1]) > 0.1 * size or not lines
                at[1] = _first(part.get("y"))
            if part.get("dy") is not None:
                step = (
                    length(part.get("dy"), 0.0)
                    if "em" not in (part.get("dy") or "")
                    else (_first(part.get("dy")) * size)
                )
                new = new or abs(step) > 0.5 * size
                at[1] += step
        add(part.text, own, new=new)
        for child in part.nodes:
            if child.name in ("tspan", "textPath", "a"):
                walk(child, cascade.style(child, own), outermost=False)
            add(child.tail, own, new=False)

    walk(node, style, outermost=True)
    return lines, first[0] if first else None


def _size(style: Style) -> float:
    found = length(style.get("font-size"), 16.0, 16.0)
    return found if found > 0 else 16.0


def _first(text: str | None) -> float:
    found = numbers(text)
    return found[0] if found else 0.0


def _typed_in(node: Node, tree: Tree, onto: Transform) -> Rect | None:
    """Return the box that a text flows in, as Inkscape writes it."""
    for name, value, _ in declarations(node):
        if name == "shape-inside":
            shape = tree.target(value)
            try:
                path = outline(shape, Rect(0, 0, 0, 0)) if shape is not None else None
            except ShapeError:
                return None
            return path.moved(onto).box if path else None
    return None


def _face(style: Style) -> tuple[str, int, bool]:
    """Return family, weight and slope, also where a program hides those in the family's name."""
    given = style.get("font-family", "").split(",")[0].strip().strip("'\"")
    name, _, after = given.partition("-")
    written = style.get("font-weight", "normal")
    weight = _WEIGHTS.get(written) or (int(written) if written.isdigit() else 400)
    italic = style.get("font-style", "normal") in ("italic", "oblique")
    # Illustrator: ‘SourceSans3-SemiboldIt’; the real family has no dash but in few names.
    words = after.casefold().replace(" ", "")
    for word, meant in sorted(_IN_NAME.items(), key=lambda one: -len(one[0])):
        if word in words:
            return _spaced(name), meant, italic or "it" in words.replace(word, "")
    if words in ("regular", "roman", "book", "italic", "it"):
        return _spaced(name), weight, italic or words.startswith("it")
    return given, weight, italic


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", name)


def texts_in(node: Node) -> Iterator[Node]:
    """Yield the texts in an element, itself perhaps one."""
    if node.name == "text":
        yield node
        return
    for child in node.nodes:
        yield from texts_in(child)
