"""Parts one under the other or in columns in; one block with the height of all out."""

from __future__ import annotations

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

    def texts(self) -> list[TextBlock]:
        """Return every text in the stack."""
        found: list[TextBlock] = []
        for part, _, _ in self.parts:
            if isinstance(part, TextBlock):
                found.append(part)
            elif isinstance(part, StackBlock):
                found.extend(part.texts())
            elif isinstance(part, Columns):
                found.extend(text for cell in part.cells for text in cell.texts())
        return found


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
