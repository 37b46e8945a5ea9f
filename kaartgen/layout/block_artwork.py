"""An artwork or picture element, its place and a card's fields in; what is painted there out.

At the trim edge artwork runs on into the bleed: with the bleed that is in the file, or else with
its own edge mirrored, so that a knife that is a little off never finds white paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.content.fields import Fit
from kaartgen.content.item import Item as Fields
from kaartgen.errors import KaartgenError, Place
from kaartgen.frame import Frame, Item, Picture, Placed
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout.artwork import LOGO, Artwork
from kaartgen.layout.block_photo import Asked, in_ink
from kaartgen.layout.block_shape import Shape
from kaartgen.layout.elements import ArtworkElement, PictureElement
from kaartgen.layout.fit import MIDDLE, laid, placed, seen
from kaartgen.layout.setting import Block, Ink, Misfit, Setting
from kaartgen.yamlfile import Location

# Proportions that differ less are the same: programs round to whole pixels.
_SAME_SHAPE: Final = 0.004
_EDGE: Final = 0.05
# How high a picture without a height is at most, in widths.
_USUAL_SHARE: Final = 0.6


def artwork_items(
    element: ArtworkElement | PictureElement, shape: Shape, fields: Fields, setting: Setting
) -> list[Item]:
    """Return the artwork in its place; nothing where there is none or it cannot be had."""
    found = _found(element, fields, setting)
    if found is None:
        return []
    frame, (fit, focus) = found.frame, _wished(element, fields)
    if shape.seen == shape.rect or fit == "contain":
        laid_down = [placed(frame, shape.rect, fit, focus)]
    else:
        laid_down = list(_into_bleed(frame, shape, fit, focus))
    return [_simply(item) for item in _printed(found, laid_down, element, fields, setting)]


def artwork_block(
    element: ArtworkElement | PictureElement, width: float, fields: Fields, setting: Setting
) -> Block | None:
    """Return artwork as wide as its place, as high as the element says or as it is itself."""
    found = _found(element, fields, setting)
    if found is None:
        return None
    size, (fit, focus) = found.frame.size, _wished(element, fields)
    natural = width * size.height / size.width
    if element.h is not None:
        box = Size(width, element.h)
    elif isinstance(element, PictureElement):
        box = Size(width, min(natural, width * _USUAL_SHARE))
    else:
        box = Size(width, natural)
    item = placed(found.frame, Rect.of(box), fit, focus)
    # Room above and below a picture that is less high than its box is room for text.
    height = box.height
    if fit == "contain":
        item, height = _to_the_top(item, box)
    for one in _printed(found, [item], element, fields, setting):
        return _ArtworkBlock(one, height)
    return None


class _ArtworkBlock(Struct, frozen=True):
    item: Placed
    height: float

    def paint(self, x: float, y: float, ink: Ink) -> None:
        moved = self.item.transform.then(Transform.move(x, y))
        ink.ground.append(_simply(Placed(self.item.frame, moved, self.item.clip)))


def _wished(
    element: ArtworkElement | PictureElement, fields: Fields
) -> tuple[Fit, tuple[float, float]]:
    """Return how it is fitted; what a card says of its picture goes first."""
    fit, focus = element.fit, element.focus
    own = fields.fields.get(getattr(element, "picture", ""))
    if isinstance(own, Fields):
        fit = cast("Fit", own.fields.get("fit", fit))
        if isinstance(said := own.fields.get("focus"), str):
            across, down = said.split()
            focus = float(across), float(down)
    return fit, focus


def _printed(
    found: Artwork,
    laid_down: list[Placed],
    element: ArtworkElement | PictureElement,
    fields: Fields,
    setting: Setting,
) -> list[Placed]:
    """Return what was laid down, of a picture with its pixels; nothing if those are broken."""
    if found.photo is None:
        return laid_down
    own = fields.fields.get(getattr(element, "picture", ""))
    if isinstance(own, Fields):
        asked = Asked(str(own.fields["bestand"]), str(own.fields["alt"]), own.origin)
    else:
        asked = Asked(str(getattr(element, "artwork", "")), found.photo.alt)
    try:
        return in_ink(found.photo, laid_down, asked, setting)
    except KaartgenError as error:
        _tell(error, asked.origin or (), setting)
        return []


def _simply(item: Placed) -> Item:
    """Return a picture that is seen whole and upright as just that."""
    onto, inside = item.transform, item.frame.ground
    if len(inside) != 1 or not isinstance(inside[0], Picture) or min(onto.a, onto.d) <= 0:
        return item
    if item.clip is None or not item.clip.contains(inside[0].rect, 1e-3):
        return item
    return replace(inside[0], rect=onto.rect(inside[0].rect))


def _to_the_top(item: Placed, box: Size) -> tuple[Placed, float]:
    height = min(item.frame.size.height * item.transform.d, box.height)
    moved = item.transform.then(Transform.move(0.0, -item.transform.f))
    return Placed(item.frame, moved, item.clip), height


def _found(
    element: ArtworkElement | PictureElement, fields: Fields, setting: Setting
) -> Artwork | None:
    """Return the file that an element shows; note what is wrong with it."""
    origin: Location = ()
    try:
        if isinstance(element, ArtworkElement):
            if element.artwork == LOGO:
                return setting.logo()
            place = _place(element, setting)
            return setting.artwork(element.artwork, element.page, element.alt, place)
        shown = fields.fields.get(element.picture)
        if not isinstance(shown, Fields):
            return None
        origin = shown.origin
        name, alt = str(shown.fields["bestand"]), str(shown.fields["alt"])
        found = setting.picture(name, alt, origin)
        setting.notes.extend(f"{name}: {finding}." for finding in found.findings)
        return found
    except KaartgenError as error:
        _tell(error, origin, setting)
        return None


def _tell(error: KaartgenError, origin: Location, setting: Setting) -> None:
    setting.faults.extend(
        Misfit(origin, problem.message, problem.hint or "", problem.code, problem)
        for problem in error.problems
    )


def _place(element: ArtworkElement, setting: Setting) -> Place:
    return setting.template.place_of(element, "artwork")


def _into_bleed(
    frame: Frame, shape: Shape, fit: Fit, focus: tuple[float, float] = MIDDLE
) -> Iterator[Placed]:
    """Yield a frame over a box and the bleed beside it, its own edge mirrored where it ends."""
    box = shape.rect
    if not frame.bleed and _same_shape(frame.size, shape.seen) and not _same_shape(frame.size, box):
        # It was drawn with its bleed, as programs without a word for that do.
        box = shape.seen
    onto = laid(frame.size, box, fit, focus)
    covered = onto.rect(Rect.of(frame.size).grown(frame.bleed))
    core = _common(shape.seen, covered)
    yield Placed(frame, onto, seen(frame, onto, core))
    columns = _spans(shape.seen.x, core.x, core.right, shape.seen.right)
    rows = _spans(shape.seen.y, core.y, core.bottom, shape.seen.bottom)
    for left, right, about_x in columns:
        for top, bottom, about_y in rows:
            if about_x is None and about_y is None:
                continue
            mirror = Transform(
                1.0 if about_x is None else -1.0,
                0.0,
                0.0,
                1.0 if about_y is None else -1.0,
                2 * (about_x or 0.0),
                2 * (about_y or 0.0),
            )
            source = mirror.rect(Rect(left, top, right - left, bottom - top))
            yield Placed(frame, onto.then(mirror), seen(frame, onto, source))


def _same_shape(size: Size, box: Rect) -> bool:
    return abs(size.width / size.height * box.height / box.width - 1) <= _SAME_SHAPE


def _common(one: Rect, other: Rect) -> Rect:
    x, y = max(one.x, other.x), max(one.y, other.y)
    return Rect(x, y, min(one.right, other.right) - x, min(one.bottom, other.bottom) - y)


def _spans(
    start: float, first: float, last: float, end: float
) -> list[tuple[float, float, float | None]]:
    """Return what lies before, within and after, each with where its mirror stands."""
    found: list[tuple[float, float, float | None]] = [(first, last, None)]
    if first - start > _EDGE:
        found.append((start, first, first))
    if end - last > _EDGE:
        found.append((last, end, last))
    return found
