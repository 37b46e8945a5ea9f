"""A picture element and a card's fields in; a picture with a height out."""

from __future__ import annotations

from msgspec import Struct

from kaartgen.content.bind import Item as Fields
from kaartgen.errors import KaartgenError
from kaartgen.frame import Picture, Raster
from kaartgen.geometry import Rect, Size
from kaartgen.layout.elements import PictureElement
from kaartgen.layout.picture import LEAST_PPI
from kaartgen.layout.setting import Block, Ink, Misfit, Setting


class _PictureBlock(Struct, frozen=True):
    raster: Raster
    size: Size
    offset: float
    alt: str

    @property
    def height(self) -> float:
        return self.size.height

    def paint(self, x: float, y: float, ink: Ink) -> None:
        rect = Rect(x + self.offset, y, self.size.width, self.size.height)
        ink.ground.append(Picture(rect, self.raster, self.alt))


def picture_block(
    element: PictureElement, width: float, fields: Fields, setting: Setting
) -> Block | None:
    """Return a card's picture, as large as fits; None where the card has none."""
    found = fields.fields.get(element.picture)
    if not isinstance(found, Fields):
        return None
    try:
        raster = setting.picture(str(found.fields["bestand"]), found.origin)
    except KaartgenError as error:
        setting.faults.extend(
            Misfit(found.origin, problem.message, problem.hint or "", problem.code, problem)
            for problem in error.problems
        )
        return None
    height = element.h or width * 0.6
    factor = min(width / raster.width, height / raster.height)
    size = Size(raster.width * factor, raster.height * factor)
    ppi = raster.width / (size.width * setting.scale / 25.4)
    if ppi < LEAST_PPI:
        setting.notes.append(
            f"de afbeelding ‘{found.fields['bestand']}’ is grof: {ppi:.0f} beeldpunten per inch, "
            f"{LEAST_PPI} is het minste."
        )
    return _PictureBlock(raster, size, (width - size.width) / 2, str(found.fields["alt"]))
