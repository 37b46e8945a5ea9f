"""A face of a template and a card's fields in; a frame, or what does not fit, out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.content.bind import Item as Fields
from kaartgen.frame import Fill, Frame, Placed, rectangle
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout import motif
from kaartgen.layout.block_stack import StackBlock
from kaartgen.layout.blocks import block, overflow
from kaartgen.layout.elements import Element, FillElement, MotifElement
from kaartgen.layout.setting import Ink, Misfit, Setting, applies
from kaartgen.layout.template import FaceFile, Template

_EDGE: Final = 1e-6


class PreparedFace(Struct, frozen=True):
    """A face with all its text set, ready to be painted."""

    template: Template
    painters: tuple[Callable[[Ink], None], ...]
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
    painters: list[Callable[[Ink], None]] = []
    filled: list[tuple[float, float]] = []
    for element in face.regions.values():
        if not applies(element, fields):
            continue
        painter = _region(element, fields, setting, filled)
        if painter is not None:
            painters.append(painter)
    area, height = max(filled, default=(0.0, 0.0))
    return PreparedFace(
        setting.template,
        tuple(painters),
        tuple(setting.misfits),
        tuple(setting.faults),
        tuple(setting.notes),
        height / area if area else None,
    )


def _region(
    element: Element, fields: Fields, setting: Setting, filled: list[tuple[float, float]]
) -> Callable[[Ink], None] | None:
    """Return what paints a region; note in `filled` the height of a text area, and of its text."""
    template = setting.template
    rect = element.rect(template.format)
    if type(element) is FillElement:
        path = rectangle(_into_bleed(rect, template), element.radius)
        fill = Fill(path, setting.colour(element.fill, fields))
        return lambda ink: ink.ground.append(fill)
    if type(element) is MotifElement:
        placed = _motif(element, rect, fields, setting)
        return lambda ink: ink.ground.append(placed)
    area = (
        Size(rect.height, rect.width)
        if element.turn in ("90", "270")
        else Size(rect.width, rect.height)
    )
    told = len(setting.misfits)
    found = block(element, area.width, fields, setting)
    if found is None:
        return None
    bounded = element.h is not None or element.bottom is not None
    # A text that has too many lines has been told already.
    if bounded and len(setting.misfits) == told:
        misfit = overflow(found, area.height, setting)
        if misfit:
            setting.misfits.append(misfit)
    # One line in its own box is always full; a stack is where an author's text grows.
    if bounded and isinstance(found, StackBlock) and any(text.origin for text in found.texts()):
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

    if element.turn == "0":
        return lambda ink: paint(rect.x, rect.y, ink)
    inner = Ink()
    paint(0.0, 0.0, inner)
    turned = Placed(
        Frame(area, tuple(inner.ground), tuple(inner.figure)), _turn(element.turn, rect)
    )
    return lambda ink: ink.figure.append(turned)


def _turn(turn: str, rect: Rect) -> Transform:
    rotated = Transform.rotate(float(turn))
    match turn:
        case "90":
            return rotated.then(Transform.move(rect.right, rect.y))
        case "180":
            return rotated.then(Transform.move(rect.right, rect.bottom))
        case _:
            return rotated.then(Transform.move(rect.x, rect.bottom))


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


def _motif(element: MotifElement, rect: Rect, fields: Fields, setting: Setting) -> Placed:
    colour = setting.colour(element.colour, fields)
    ground = setting.colour(element.ground, fields)
    name = setting.house.kinds[setting.kind].motif
    seen = _into_bleed(rect, setting.template)
    bleed = setting.template.bleed
    if element.upright:
        frame = motif.ribbon(name, Size(rect.height, rect.width), bleed, colour, ground)
        place = Transform.rotate(270).then(Transform.move(rect.x, rect.bottom))
        clip = Rect(rect.bottom - seen.bottom, 0.0, seen.height, rect.width)
        return Placed(frame, place, clip)
    make = motif.ribbon if element.motif == "ribbon" else motif.field
    frame = make(name, Size(rect.width, rect.height), bleed, colour, ground)
    clip = Rect(seen.x - rect.x, 0.0, seen.width, rect.height)
    return Placed(frame, Transform.move(rect.x, rect.y), clip)
