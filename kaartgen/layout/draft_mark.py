"""A finished front and the status of its card in; the same front with a draft's mark on it out.

The mark stands upright in the margin along the right edge, which texts leave free in every family
of templates. Where a designer's template does put something there, the nearest free place along an
edge is taken.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.frame import (
    WHITE,
    Cmyk,
    Fill,
    Frame,
    GlyphRun,
    Item,
    Path,
    Picture,
    Placed,
    Stroke,
    rectangle,
    runs,
)
from kaartgen.geometry import MM_PER_POINT, Rect, Size, Transform
from kaartgen.layout.fonts import Font
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.icons import icon
from kaartgen.layout.template import Template

_ICON: Final = "pencil-simple"
# As large as the narrowest margin allows: a tarot card has 3 mm between safe zone and texts. Never
# under the floor for credits.
_SIZE_PT: Final = 7.5
_FLOOR_PT: Final = 7.0
# WCAG 2.1 asks 4.5 : 1, and our measure errs to less; every kind of the shipped styles has it.
_CONTRAST: Final = 4.0
# Capitals need air between them (thousandths of an em).
_APART: Final = 70
# Between the mark and any other ink, and between its pencil and its word (mm).
_CLEAR: Final = 0.4
# From the safe zone, where with a white rim the card's colour ends; less where a line is full.
_INSETS: Final = (0.5, 0.0)
_AFTER_ICON: Final = 1.0
_ICON_SIZE: Final = 2.6
# The middle of the edge first, where the face has no band and no panel; then farther and farther.
_STEPS: Final = (0.0, *(sign * step for step in range(4, 60, 4) for sign in (-1, 1)))


class _Look(Struct, frozen=True):
    """How the mark is drawn: its text along x, from the origin to its size."""

    size: Size
    font: Font
    size_pt: float
    word: str


def marked(
    front: Frame, status: str, template: Template, house: HouseStyle, kind: str, scale: float
) -> Frame:
    """Return the front with its card's status on it; `scale` is what the face is printed at."""
    look = _look(status.upper(), house, scale)
    taken = [box.grown(_CLEAR) for box in _boxes(front, house)]
    places = list(_places(front.size, template.safe, look.size))
    ink = house.colours["ink"]
    colours = (house.colour("kind", kind) or ink, ink, WHITE)
    for turn, box in places:
        if any(box.overlaps(other) for other in taken):
            continue
        ground = _ground(front, box)
        colour = _legible(colours, ground) if ground is not None else None
        if colour is not None:
            return replace(front, figure=(*front.figure, _drawn(look, turn, box, colour)))
    # Nowhere free: a plate of its own under it, so that it can be read all the same.
    turn, box = places[0]
    plate = Fill(rectangle(box.grown(_CLEAR / 2), 0.6), WHITE)
    return replace(front, figure=(*front.figure, plate, _drawn(look, turn, box, ink)))


def _look(word: str, house: HouseStyle, scale: float) -> _Look:
    role = "text" if house.book.weights("text") else house.book.roles[0]
    upright = [weight for weight, italic in house.book.weights(role) or () if not italic]
    font = house.book.font(role, min(upright, key=lambda weight: abs(weight - 700)))
    size_pt = max(_SIZE_PT, _FLOOR_PT / scale)
    em = size_pt * MM_PER_POINT
    advance = font.shaped(word).advance + (len(word) - 1) * _APART / 1000
    length = _ICON_SIZE + _AFTER_ICON + advance * em
    return _Look(Size(length, font.cap_height * em), font, size_pt, word)


def _places(face: Size, safe: float, mark: Size) -> Iterator[tuple[float, Rect]]:
    """Yield every place to try: how the mark is turned, and the box that it then fills."""
    high, wide = mark.height, mark.width
    for upright, sides in ((True, (90.0, 270.0)), (False, (0.0, 180.0))):
        length = face.height if upright else face.width
        for side, step, inset in itertools.product(sides, _STEPS, _INSETS):
            along = (length - wide) / 2 + step
            edge = safe + inset
            if along < edge or along + wide > length - edge:
                continue
            match side:
                case 90.0:
                    yield side, Rect(face.width - edge - high, along, high, wide)
                case 270.0:
                    yield side, Rect(edge, along, high, wide)
                case 0.0:
                    yield 0.0, Rect(along, edge, wide, high)
                case _:
                    yield 0.0, Rect(along, face.height - edge - high, wide, high)


def _drawn(look: _Look, turn: float, box: Rect, colour: Cmyk) -> Placed:
    em = look.size_pt * MM_PER_POINT
    height = look.size.height
    kerns = dict(look.font.shaped(look.word).kerns)
    spaced = tuple((at, kerns.get(at, 0) + _APART) for at in range(len(look.word) - 1))
    pencil = icon(_ICON)
    assert pencil is not None  # it ships
    place = Transform.scale(_ICON_SIZE).then(Transform.move(0.0, (height - _ICON_SIZE) / 2))
    items: tuple[Item, ...] = (
        Fill(pencil.moved(place), colour),
        GlyphRun(
            look.font.ref,
            look.size_pt,
            colour,
            _ICON_SIZE + _AFTER_ICON,
            look.font.cap_height * em,
            look.word,
            spaced,
        ),
    )
    corner = {90.0: (box.right, box.y), 270.0: (box.x, box.bottom), 0.0: (box.x, box.y)}[turn]
    onto = Transform.rotate(turn).then(Transform.move(*corner))
    return Placed(Frame(look.size, (), items), onto)


def _boxes(face: Frame, house: HouseStyle) -> Iterator[Rect]:
    """Yield a box about everything that the mark may not touch: texts, signs, lines, pictures."""
    for run, through in runs(face):
        em = run.size_pt * MM_PER_POINT
        width = house.book.of(run.font).shaped(run.text).advance * em
        yield through.rect(Rect(run.x, run.y - 0.75 * em, width, em))
    for item in face.figure:
        yield from _figure_boxes(item, Transform())
    for item in face.ground:
        if isinstance(item, Stroke):
            yield _bounds(item.path)
        elif isinstance(item, Picture):
            yield item.rect


def _figure_boxes(item: Item, through: Transform) -> Iterator[Rect]:
    match item:
        case Fill(path=path) | Stroke(path=path):
            yield through.rect(_bounds(path))
        case Picture(rect=rect):
            yield through.rect(rect)
        case Placed(frame=frame, transform=transform):
            for inner in (*frame.ground, *frame.figure):
                yield from _figure_boxes(inner, transform.then(through))
        case _:
            return


def _bounds(path: Path) -> Rect:
    xs = [x for _, numbers in path.segments for x in numbers[0::2]]
    ys = [y for _, numbers in path.segments for y in numbers[1::2]]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _ground(face: Frame, box: Rect) -> Cmyk | None:
    """Return the one colour that lies under a box; None if there are more, or a pattern."""
    colour = WHITE
    for item in face.ground:
        match item:
            case Fill(path=path, colour=own):
                area = _bounds(path)
                if area.contains(box):
                    colour = own
                elif area.overlaps(box):
                    return None
            case Placed(frame=frame, transform=transform, clip=clip):
                if transform.rect(clip or Rect.of(frame.size)).overlaps(box):
                    return None
            case _:
                continue
    return colour


def _legible(colours: tuple[Cmyk, ...], ground: Cmyk) -> Cmyk | None:
    """Return the first colour that can be read on the ground.

    Inks are taken for perfect filters: an ICC profile would take as long as setting the whole deck,
    and tells more contrast, not less.
    """
    under = _light(ground)
    for colour in colours:
        dark, light = sorted((under, _light(colour)))
        if (light + 0.05) / (dark + 0.05) >= _CONTRAST:
            return colour
    return None


def _light(colour: Cmyk) -> float:
    """Return about how much light inks leave, from 0 to 1 (WCAG's relative luminance)."""
    share = (0.2126, 0.7152, 0.0722)
    inks = (colour.c, colour.m, colour.y)
    left = [(1 - ink / 100) * (1 - colour.k / 100) for ink in inks]
    return sum(part * math.pow(level, 2.2) for part, level in zip(share, left, strict=True))
