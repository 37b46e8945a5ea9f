"""Parts one under the other, in columns or in a row in; one block with the height of all out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from kaartgen.layout.block_text import TextBlock
from kaartgen.layout.setting import Block, Ink


class StackBlock(Struct):
    """Blocks one under the other, each with its least and greatest gap above it."""

    parts: list[tuple[Block, float, tuple[float, float]]]

    @property
    def height(self) -> float:
        """The least height."""
        return sum(part.height + gap[0] for part, _, gap in self.parts)

    def paint(self, x: float, y: float, ink: Ink) -> None:
        """Paint the parts with their least gaps."""
        self.paint_within(x, y, self.height, ink)

    def paint_within(self, x: float, y: float, height: float, ink: Ink) -> None:
        """Paint the parts, the gaps grown to share what `height` leaves."""
        room = sum(gap[1] - gap[0] for _, _, gap in self.parts)
        share = min(1.0, max(0.0, (height - self.height) / room)) if room > 0 else 0.0
        for part, inset, gap in self.parts:
            y += gap[0] + (gap[1] - gap[0]) * share
            part.paint(x + inset, y, ink)
            y += part.height


class Columns(Struct, frozen=True):
    """Cells in rows, each row as high as its highest cell."""

    cells: list[StackBlock]
    columns: int
    width: float
    between: float

    @property
    def height(self) -> float:
        """The heights of the rows and what is between them."""
        rows = self._rows()
        return sum(self._row_height(row) for row in rows) + self.between * (len(rows) - 1)

    def paint(self, x: float, y: float, ink: Ink) -> None:
        """Paint the cells row by row."""
        for row in self._rows():
            for number, cell in enumerate(row):
                cell.paint(x + number * self.width / self.columns, y, ink)
            y += self._row_height(row) + self.between

    def _rows(self) -> list[list[StackBlock]]:
        return [
            self.cells[at : at + self.columns] for at in range(0, len(self.cells), self.columns)
        ]

    @staticmethod
    def _row_height(row: list[StackBlock]) -> float:
        return max(cell.height for cell in row)


class RowBlock(Struct, frozen=True):
    """Blocks side by side, each with where it begins; the lower ones at `valign` of the highest."""

    parts: list[tuple[Block, float]]
    valign: float

    @property
    def height(self) -> float:
        """The height of the highest part."""
        return max(part.height for part, _ in self.parts)

    def paint(self, x: float, y: float, ink: Ink) -> None:
        """Paint the parts from left to right."""
        height = self.height
        for part, left in self.parts:
            part.paint(x + left, y + (height - part.height) * self.valign, ink)


def texts_in(block: Block) -> Iterator[TextBlock]:
    """Yield every text in a block."""
    inside: Iterable[Block] = ()
    match block:
        case TextBlock():
            yield block
        case StackBlock():
            inside = (part for part, _, _ in block.parts)
        case Columns():
            inside = block.cells
        case RowBlock():
            inside = (part for part, _ in block.parts)
    for part in inside:
        yield from texts_in(part)
