"""An element that draws a shape, and a card's fields, in; a block out."""

from __future__ import annotations

from msgspec import Struct

from kaartgen.content.bind import Item as Fields
from kaartgen.frame import Cmyk, Fill, Frame, Path, Placed, Stroke, line, rectangle
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout import motif
from kaartgen.layout.elements import (
    FillElement,
    IconElement,
    MarkElement,
    MotifElement,
    RuleElement,
)
from kaartgen.layout.setting import Block, Ink, Setting, substituted


def rule_block(element: RuleElement, width: float, fields: Fields, setting: Setting) -> Block:
    """Return a line as wide as its place."""
    return _Rule(width, element.thickness, setting.colour(element.rule, fields))


def fill_block(element: FillElement, width: float, fields: Fields, setting: Setting) -> Block:
    """Return a filled box of the element's height."""
    size = Size(width, element.h or 0.0)
    return _Filled(size, setting.colour(element.fill, fields), element.radius)


def icon_block(
    element: IconElement, width: float, fields: Fields, setting: Setting
) -> Block | None:
    """Return an icon; None where the field that names it is empty."""
    path = setting.icon_path(element.icon, fields)
    side = element.h or min(width, element.w or width)
    return Outline(path, side, setting.colour(element.colour, fields)) if path else None


def mark_block(
    element: MarkElement, width: float, fields: Fields, setting: Setting
) -> Block | None:
    """Return the mark of a lens; None where the field that names it is empty."""
    lens = substituted(element.mark, fields)
    side = element.h or min(width, element.w or width)
    colour = setting.colour(element.colour, fields)
    return Outline(motif.mark(lens, 1.0), side, colour) if lens else None


def motif_block(element: MotifElement, width: float, fields: Fields, setting: Setting) -> Block:
    """Return the kind's pattern in a box of the element's height."""
    colours = setting.colour(element.colour, fields), setting.colour(element.ground, fields)
    name = setting.house.kinds[setting.kind].motif
    make = motif.ribbon if element.motif == "ribbon" else motif.field
    return _Drawn(make(name, Size(width, element.h or 3.3), 0.0, *colours))


class Outline(Struct, frozen=True):
    """An icon or mark drawn in a square."""

    path: Path
    height: float
    colour: Cmyk

    def paint(self, x: float, y: float, ink: Ink) -> None:
        """Add the outline."""
        place = Transform.scale(self.height).then(Transform.move(x, y))
        ink.figure.append(Fill(self.path.moved(place), self.colour))


class _Rule(Struct, frozen=True):
    width: float
    thickness_pt: float
    colour: Cmyk
    height: float = 0.0

    def paint(self, x: float, y: float, ink: Ink) -> None:
        ink.ground.append(Stroke(line(x, y, x + self.width, y), self.colour, self.thickness_pt))


class _Filled(Struct, frozen=True):
    size: Size
    colour: Cmyk
    radius: float

    @property
    def height(self) -> float:
        return self.size.height

    def paint(self, x: float, y: float, ink: Ink) -> None:
        rect = Rect(x, y, self.size.width, self.size.height)
        ink.ground.append(Fill(rectangle(rect, self.radius), self.colour))


class _Drawn(Struct, frozen=True):
    frame: Frame

    @property
    def height(self) -> float:
        return self.frame.size.height

    def paint(self, x: float, y: float, ink: Ink) -> None:
        ink.ground.append(Placed(self.frame, Transform.move(x, y), Rect.of(self.frame.size)))
