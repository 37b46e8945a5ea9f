"""A face of a template and a card's fields in; a frame, or what does not fit, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.content.item import Item as Fields
from kaartgen.frame import Frame, Placed
from kaartgen.geometry import Rect, Size
from kaartgen.layout.block_artwork import artwork_items
from kaartgen.layout.block_shape import DRAWINGS, Drawing, Shape
from kaartgen.layout.block_stack import StackBlock, texts_in
from kaartgen.layout.blocks import block, overflow
from kaartgen.layout.element_shapes import QrElement
from kaartgen.layout.elements import ArtworkElement, Element, PictureElement
from kaartgen.layout.setting import Ink, Misfit, Setting, applies
from kaartgen.layout.template import FaceFile, Template

_EDGE: Final = 1e-6
DRAWN: Final[Mapping[type[object], Drawing]] = {
    **DRAWINGS,
    ArtworkElement: artwork_items,
    PictureElement: artwork_items,
}
# What is as high as it is itself where its box has no height.
_OWN_HEIGHT: Final = frozenset({QrElement, PictureElement})

Painter = Callable[[Ink], None]


class PreparedFace(Struct, frozen=True):
    """A face with all its text set, ready to be painted."""

    template: Template
    painters: tuple[Painter, ...]
    misfits: tuple[Misfit, ...]
    faults: tuple[Misfit, ...]
    notes: tuple[str, ...]
    # How far the largest text area is filled: 1 is full, more runs over; None if there is none.
    fullness: float | None = None

    def frame(self) -> Frame:
        """Return the finished picture."""
        ink = Ink()
        for paint in self.painters:
            paint(ink)
        template = self.template
        return Frame(template.format, tuple(ink.ground), tuple(ink.figure), template.bleed)


def prepared(face: FaceFile, fields: Fields, setting: Setting) -> PreparedFace:
    """Set the face's texts; where they run over, once more with as few lines as possible."""
    first = _prepared(face, fields, replace(setting, misfits=[], faults=[], notes=[], tight=False))
    if not first.misfits:
        return first
    tighter = _prepared(face, fields, replace(setting, misfits=[], faults=[], notes=[], tight=True))
    return tighter if len(tighter.misfits) < len(first.misfits) else first


def _prepared(face: FaceFile, fields: Fields, setting: Setting) -> PreparedFace:
    painters: list[tuple[int, Painter]] = []
    filled: list[tuple[float, float]] = []
    for element in face.regions.values():
        if not applies(element, fields):
            continue
        painter = _region(element, fields, setting, filled)
        if painter is not None:
            painters.append((element.z, _above(painter, element, setting.template)))
            if setting.trace is not None:
                setting.trace.append((element, None, 0.0))
    area, height = max(filled, default=(0.0, 0.0))
    # A stable sort: what is equally high stays in the order of the file.
    painters.sort(key=lambda one: one[0])
    return PreparedFace(
        setting.template,
        tuple(painter for _, painter in painters),
        tuple(setting.misfits),
        tuple(setting.faults),
        tuple(setting.notes),
        height / area if area else None,
    )


def _above(painter: Painter, element: Element, template: Template) -> Painter:
    """Let a shape that is lifted above the rest lie over text, unless it reaches the trim edge.

    What reaches the edge must stay in the ground, which a white rim cuts off.
    """
    if element.z <= 0:
        return painter
    rect = element.rect(template.format)
    if _into_bleed(rect, template) != rect:
        return painter

    def paint(ink: Ink) -> None:
        own = Ink()
        painter(own)
        ink.figure.extend((*own.ground, *own.figure))

    return paint


def _region(
    element: Element, fields: Fields, setting: Setting, filled: list[tuple[float, float]]
) -> Painter | None:
    """Return what paints a region; note in `filled` the height of a text area, and of its text."""
    rect = element.rect(setting.template.format)
    drawing = DRAWN.get(type(element))
    if drawing is not None and (type(element) not in _OWN_HEIGHT or _bounded(element)):
        return _drawn(element, rect, fields, setting)
    area = element.inner_size(rect)
    told = len(setting.misfits)
    found = block(element, area.width, fields, setting)
    if found is None:
        return None
    bounded = _bounded(element)
    # A text that has too many lines has been told already.
    if bounded and len(setting.misfits) == told:
        misfit = overflow(found, area.height, setting)
        if misfit:
            setting.misfits.append(misfit)
    # One line in its own box is always full; a stack is where an author's text grows.
    if bounded and isinstance(found, StackBlock) and any(text.origin for text in texts_in(found)):
        filled.append((area.height, found.height))
    room = max(0.0, area.height - found.height) if bounded else 0.0
    valign: float = getattr(element, "valign", 0.0)
    down = room * valign
    height = area.height if bounded else found.height

    def paint(x: float, y: float, ink: Ink) -> None:
        if isinstance(found, StackBlock):
            spread = 0.0 if valign else height
            found.paint_within(x, y + down, spread, ink)
        else:
            found.paint(x, y + down, ink)

    if not element.turn:
        return lambda ink: paint(rect.x, rect.y, ink)
    if not bounded and element.quarter is None:
        # A box without a height is as high as what is in it, and turns about the middle of that.
        rect = Rect(rect.x, rect.y, rect.width, found.height)
        area = Size(rect.width, rect.height)
    inner = Ink()
    paint(0.0, 0.0, inner)
    turned = Placed(Frame(area, tuple(inner.ground), tuple(inner.figure)), element.turning(rect))
    return lambda ink: ink.figure.append(turned)


def _bounded(element: Element) -> bool:
    return element.h is not None or element.bottom is not None


def _drawn(element: Element, rect: Rect, fields: Fields, setting: Setting) -> Painter | None:
    """Return what paints a shape; one that touches the trim edge runs on into the bleed."""
    draw = DRAWN[type(element)]
    template = setting.template
    if not element.turn:
        shape = Shape(rect, _into_bleed(rect, template), template.bleed)
        items = draw(element, shape, fields, setting)
        return (lambda ink: ink.ground.extend(items)) if items else None
    area = element.inner_size(rect)
    whole = Rect.of(area)
    items = draw(element, Shape(whole, whole), fields, setting)
    turned = Placed(Frame(area, tuple(items), ()), element.turning(rect))
    return (lambda ink: ink.ground.append(turned)) if items else None


def _into_bleed(rect: Rect, template: Template) -> Rect:
    """Carry a box that touches the trim edge on into the bleed."""
    left = -template.bleed if rect.x <= _EDGE else rect.x
    top = -template.bleed if rect.y <= _EDGE else rect.y
    right, bottom = rect.right, rect.bottom
    if right >= template.format.width - _EDGE:
        right = template.format.width + template.bleed
    if bottom >= template.format.height - _EDGE:
        bottom = template.format.height + template.bleed
    return Rect(left, top, right - left, bottom - top)
