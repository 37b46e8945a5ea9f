"""A kind of sheet: its size, what a printer leaves blank, and where it is cut already."""

from __future__ import annotations

from msgspec import Struct

from kaartgen.geometry import Rect, Sides, Size


class Precut(Struct, frozen=True):
    """Where a sheet is cut already: the places of its cards, row by row; all of one size."""

    places: tuple[Rect, ...]
    radius: float
    two_sided: bool

    @property
    def card(self) -> Size:
        """The size of one card as it lies on the sheet."""
        return Size(self.places[0].width, self.places[0].height)


class Paper(Struct, frozen=True):
    """A sheet as it goes into the printer and what of it can be printed on."""

    name: str
    size: Size
    margins: Sides
    precut: Precut | None = None

    @property
    def printable(self) -> Rect:
        """The part of the sheet that the printer reaches."""
        return Rect.of(self.size).inset(self.margins)

    def turned(self) -> Paper:
        """Return a sheet that is not pre-cut lying on its side (a quarter turn clockwise)."""
        m = self.margins
        return Paper(self.name, self.size.turned(), Sides(m.left, m.top, m.right, m.bottom))
