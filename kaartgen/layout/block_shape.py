"""An element that draws a shape, its place and a card's fields in; what is painted there out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.content.item import Item as Fields
from kaartgen.errors import ExitCode
from kaartgen.frame import Cmyk, Fill, Item, Path, Placed, Stroke, line, rectangle
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout import motif
from kaartgen.layout.element_shapes import (
    CircleElement,
    EllipseElement,
    FillElement,
    IconElement,
    LineElement,
    MarkElement,
    MotifElement,
    OutlinedBox,
    PatternElement,
    QrElement,
    RuleElement,
)
from kaartgen.layout.outline import box, diagonal, ellipse, largest_square
from kaartgen.layout.qr import qr_code
from kaartgen.layout.setting import Block, Ink, Misfit, Setting, origin_of, substituted

# A telephone at arm's length reads modules of a third of a millimetre, on paper of any kind.
_LEAST_MODULE_MM: Final = 0.35
_RIBBON_MM: Final = 3.3


class Shape(Struct, frozen=True):
    """Where a shape lies, and how far it is seen: at the trim edge into the bleed."""

    rect: Rect
    seen: Rect
    bleed: float = 0.0


def _outlined(
    element: OutlinedBox, fill: str, path: Path, fields: Fields, setting: Setting
) -> list[Item]:
    items: list[Item] = []
    if inside := setting.paint(fill, fields):
        items.append(Fill(path, inside))
    if element.stroke and (around := setting.paint(element.stroke, fields)):
        items.append(Stroke(path, around, element.thickness, tuple(element.dash)))
    return items


def _fill(element: FillElement, shape: Shape, fields: Fields, setting: Setting) -> list[Item]:
    # A house style says how round corners are that a template rounds.
    radius = setting.house.radius if element.radius else None
    path = box(shape.seen, element.radius if radius is None else radius, element.rounded)
    return _outlined(element, element.fill, path, fields, setting)


def _circle(element: CircleElement, shape: Shape, fields: Fields, setting: Setting) -> list[Item]:
    path = ellipse(largest_square(shape.rect))
    return _outlined(element, element.circle, path, fields, setting)


def _ellipse(element: EllipseElement, shape: Shape, fields: Fields, setting: Setting) -> list[Item]:
    return _outlined(element, element.ellipse, ellipse(shape.rect), fields, setting)


def _line(element: LineElement, shape: Shape, fields: Fields, setting: Setting) -> list[Item]:
    path = diagonal(shape.seen, rising=element.rising)
    colour = setting.colour(element.line, fields)
    return [Stroke(path, colour, element.thickness, tuple(element.dash))]


def _motif(element: MotifElement, shape: Shape, fields: Fields, setting: Setting) -> list[Item]:
    colours = setting.colour(element.colour, fields), setting.colour(element.ground, fields)
    name = setting.kind_style.motif
    rect, seen = shape.rect, shape.seen
    if element.upright:
        frame = motif.ribbon(name, Size(rect.height, rect.width), shape.bleed, *colours)
        place = Transform.rotate(270).then(Transform.move(rect.x, rect.bottom))
        clip = Rect(rect.bottom - seen.bottom, 0.0, seen.height, rect.width)
        return [Placed(frame, place, clip)]
    make = motif.ribbon if element.motif == "ribbon" else motif.field
    frame = make(name, Size(rect.width, rect.height), shape.bleed, *colours)
    clip = Rect(seen.x - rect.x, 0.0, seen.width, rect.height)
    return [Placed(frame, Transform.move(rect.x, rect.y), clip)]


def _pattern(element: PatternElement, shape: Shape, fields: Fields, setting: Setting) -> list[Item]:
    name = setting.kind_style.motif if element.pattern == "kind" else element.pattern
    items: list[Item] = []
    if ground := setting.paint(element.ground, fields):
        items.append(Fill(rectangle(shape.seen), ground))
    rect, seen = shape.rect, shape.seen
    colour = setting.colour(element.colour, fields)
    frame = motif.tiled(name, Size(rect.width, rect.height), shape.bleed, colour, element.size)
    clip = Rect(seen.x - rect.x, seen.y - rect.y, seen.width, seen.height)
    return [*items, Placed(frame, Transform.move(rect.x, rect.y), clip)]


def _qr(element: QrElement, shape: Shape, fields: Fields, setting: Setting) -> list[Item]:
    text = substituted(element.qr, fields)
    if not text:
        return []
    found = qr_code(text, element.level)
    if found is None:
        setting.faults.append(
            Misfit(
                origin_of(element.qr, fields),
                f"deze tekst van {len(text)} tekens past niet in een QR-code",
                "Neem een kortere link.",
                ExitCode.DOES_NOT_FIT,
            )
        )
        return []
    path, count = found
    whole = largest_square(shape.rect)
    module = whole.width / (count + 2 * element.quiet)
    if module * setting.scale < _LEAST_MODULE_MM:
        least = _LEAST_MODULE_MM / setting.scale * (count + 2 * element.quiet)
        setting.notes.append(
            f"de QR-code is te fijn voor een telefoon: maak het vak minstens {least:.0f} mm, "
            "of de tekst erin korter."
        )
    inner = whole.grown(-element.quiet * module)
    place = Transform.scale(module).then(Transform.move(inner.x, inner.y))
    items: list[Item] = []
    if ground := setting.paint(element.ground, fields):
        items.append(Fill(rectangle(whole), ground))
    return [*items, Fill(path.moved(place), setting.colour(element.colour, fields))]


Drawing = Callable[..., list[Item]]
DRAWINGS: Final[Mapping[type[object], Drawing]] = {
    FillElement: _fill,
    CircleElement: _circle,
    EllipseElement: _ellipse,
    LineElement: _line,
    MotifElement: _motif,
    PatternElement: _pattern,
    QrElement: _qr,
}


def drawn_block(
    element: FillElement | CircleElement | EllipseElement | LineElement | PatternElement,
    width: float,
    fields: Fields,
    setting: Setting,
) -> Block | None:
    """Return a shape as wide as its place and of its own height."""
    return _block(element, Size(width, element.h or 0.0), fields, setting)


def motif_block(element: MotifElement, width: float, fields: Fields, setting: Setting) -> Block:
    """Return the kind's pattern in a box of the element's height."""
    found = _block(element, Size(width, element.h or _RIBBON_MM), fields, setting)
    assert found is not None  # a motif always draws something
    return found


def qr_block(element: QrElement, width: float, fields: Fields, setting: Setting) -> Block | None:
    """Return a QR code; None where a field in it is empty."""
    side = element.h or min(width, element.w or width)
    return _block(element, Size(side, side), fields, setting)


def _block(element: object, size: Size, fields: Fields, setting: Setting) -> Block | None:
    rect = Rect.of(size)
    items = DRAWINGS[type(element)](element, Shape(rect, rect), fields, setting)
    return _Drawn(size.height, items) if items else None


def rule_block(element: RuleElement, width: float, fields: Fields, setting: Setting) -> Block:
    """Return a line as wide as its place."""
    return _Rule(width, element.thickness, setting.colour(element.rule, fields))


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


class _Drawn(Struct, frozen=True):
    """Items in a box whose top left corner is at the origin."""

    height: float
    items: list[Item]

    def paint(self, x: float, y: float, ink: Ink) -> None:
        ink.ground.extend(_moved(item, Transform.move(x, y)) for item in self.items)


def _moved(item: Item, by: Transform) -> Item:
    match item:
        case Fill():
            return Fill(item.path.moved(by), item.colour)
        case Stroke():
            return replace(item, path=item.path.moved(by))
        case Placed():
            return replace(item, transform=item.transform.then(by))
        case _:
            raise AssertionError(item)  # shapes are made of nothing else
