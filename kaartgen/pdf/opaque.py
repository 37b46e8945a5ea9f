"""A document in; the same with nothing that shines through, for PDF/X that knows of no such thing.

A picture with transparent parts takes the colour of the ground it lies on, or of paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace
from PIL import Image

from kaartgen.frame import WHITE, Cmyk, Fill, Frame, Item, Picture, Placed, Raster
from kaartgen.geometry import Rect
from kaartgen.pdf.document import Document
from kaartgen.pixels import image_of, in_four_inks, raster_from

# A ground that stops this near the picture's edge (mm) lies under all of it.
_NEAR: Final = 0.05


def opaque(document: Document) -> Document:
    """Return the document with every picture laid on the colour that is under it."""
    laying = _Laying()
    pages = tuple(
        page
        if (frame := laying.frame(page.frame, WHITE)) is page.frame
        else replace(page, frame=frame)
        for page in document.pages
    )
    return replace(document, pages=pages)


class _Laying(Struct):
    """Lays pictures down, each once on each colour; what does not change stays the same object."""

    frames: dict[tuple[int, Cmyk], Frame] = field(default_factory=dict)
    rasters: dict[tuple[int, Cmyk], Raster] = field(default_factory=dict)
    # Kept alive, so that an identity is never used twice.
    alive: list[Frame | Raster] = field(default_factory=list)

    def frame(self, frame: Frame, below: Cmyk) -> Frame:
        key = (id(frame), below)
        if key not in self.frames:
            self.alive.append(frame)
            ground = self.items(frame.ground, (), below)
            figure = self.items(frame.figure, frame.ground, below)
            same = ground is frame.ground and figure is frame.figure
            self.frames[key] = frame if same else replace(frame, ground=ground, figure=figure)
        return self.frames[key]

    def items(
        self, items: tuple[Item, ...], under: tuple[Item, ...], below: Cmyk
    ) -> tuple[Item, ...]:
        made: list[Item] = []
        for at, item in enumerate(items):
            match item:
                case Picture(rect=rect, raster=raster) if raster.alpha is not None:
                    colour = _ground((*under, *items[:at]), rect, below)
                    made.append(replace(item, raster=self.raster(raster, colour)))
                case Placed():
                    colour = _ground((*under, *items[:at]), _seen(item), below)
                    frame = self.frame(item.frame, colour)
                    made.append(item if frame is item.frame else replace(item, frame=frame))
                case _:
                    made.append(item)
        same = all(new is old for new, old in zip(made, items, strict=True))
        return items if same else tuple(made)

    def raster(self, raster: Raster, below: Cmyk) -> Raster:
        key = (id(raster), below)
        if key not in self.rasters:
            self.alive.append(raster)
            self.rasters[key] = _laid(raster, below)
        return self.rasters[key]


def _seen(item: Placed) -> Rect:
    return item.transform.rect(item.clip or Rect.of(item.frame.size))


def _ground(under: Sequence[Item], rect: Rect, below: Cmyk) -> Cmyk:
    """Return the colour of the last plain box that lies under all of `rect`."""
    for item in reversed(under):
        if isinstance(item, Fill) and _is_box(item) and _covers(item, rect):
            return item.colour
    return below


def _is_box(fill: Fill) -> bool:
    """Say whether a fill is a rectangle, its corners perhaps round."""
    operators = "".join(operator for operator, _ in fill.path.segments)
    return operators in ("MLLLZ", "MLCLCLCLCZ")


def _covers(fill: Fill, rect: Rect) -> bool:
    box = fill.path.box
    return (
        box.x <= rect.x + _NEAR
        and box.y <= rect.y + _NEAR
        and box.right >= rect.right - _NEAR
        and box.bottom >= rect.bottom - _NEAR
    )


def _laid(raster: Raster, below: Cmyk) -> Raster:
    assert raster.alpha is not None
    grey = raster.grey and below.c == below.m == below.y == 0
    image = image_of(raster) if grey else in_four_inks(raster)
    inks = [round(ink * 2.55) for ink in (below.c, below.m, below.y, below.k)]
    ground = Image.new(image.mode, image.size, inks[3] if grey else tuple(inks))
    mask = Image.frombytes("L", image.size, raster.alpha)
    return raster_from(Image.composite(image, ground, mask), lossy=raster.jpeg)
