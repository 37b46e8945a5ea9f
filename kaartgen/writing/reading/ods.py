"""A spreadsheet of LibreOffice (ODS) in; its sheets as tables out."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from kaartgen.writing.reading.merged import Merge, unmerged
from kaartgen.writing.reading.package import Package, broken, locked
from kaartgen.writing.reading.rich import Piece, marked
from kaartgen.writing.reading.xlsx import number_text
from kaartgen.writing.tables import (
    FORMULA_ERROR,
    FORMULA_WITHOUT_VALUE,
    MOST_ROWS,
    Book,
    Cell,
    Sheet,
    named,
)

# LibreOffice repeats the last empty cell to the edge of the sheet: 16,384 columns, a million rows.
_MOST_COLUMNS: Final = 500
# What stands in a cell and is not its text.
_ASIDE: Final = frozenset({"annotation", "shape", "frame", "note", "ruby-text"})


def read(file: Path) -> Book:
    """Read a spreadsheet; raises KaartgenError if it cannot be read."""
    with Package(file) as package:
        if b"encryption-data" in package.small("META-INF/manifest.xml"):
            raise locked(file)
        if "content.xml" not in package.names:
            raise broken(file)
        reader = _Reader()
        package.parse("content.xml", reader.start, reader.end, reader.text)
        notes = list(reader.notes)
        if any(name.startswith("Basic/") and name.count("/") > 1 for name in package.names):
            notes.append("In dit bestand zitten macro's; kaartgen leest alleen de cellen.")
        if any(name.startswith("Pictures/") for name in package.names):
            notes.append("Plaatjes in het bestand zijn niet overgenomen.")
    return Book(file, tuple(reader.sheets), notes=tuple(notes))


class _Reader(Struct):
    """The sheets of a content.xml, cell by cell."""

    sheets: list[Sheet] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # Styles of letters by name: bold, italic; and the tables' styles that hide.
    styles: dict[str, tuple[bool, bool]] = field(default_factory=dict)
    hiding: set[str] = field(default_factory=set)
    style: str = ""
    name: str = ""
    hidden: bool = False
    rows: list[tuple[int, dict[int, Cell]]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    filled: int = 0
    number: int = 0
    repeat_row: int = 1
    row: dict[int, Cell] = field(default_factory=dict)
    column: int = 0
    cell: dict[str, str] | None = None
    aside: int = 0
    depth: int = 0
    pieces: list[Piece] = field(default_factory=list)
    spans: list[tuple[bool, bool]] = field(default_factory=list)
    paragraphs: int = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        if self.aside or name in _ASIDE:
            self.aside += 1
            return
        if name == "style":
            self.style = given.get("name", "")
        elif name == "text-properties" and self.style:
            bold = given.get("font-weight", "") in ("bold", "600", "700", "800", "900")
            self.styles[self.style] = (bold, given.get("font-style") == "italic")
        elif name == "table-properties" and given.get("display") == "false":
            self.hiding.add(self.style)
        elif name == "table":
            self.depth += 1
            if self.depth == 1:
                self._new_table(given)
        elif name == "table-row":
            self.repeat_row = _count(given, "number-rows-repeated")
            self.row, self.column = {}, 0
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.pieces, self.paragraphs = given, [], 0
        elif self.cell is not None:
            self._in_cell(name, given)

    def _new_table(self, given: dict[str, str]) -> None:
        self.name = given.get("name", "")
        self.hidden = given.get("style-name", "") in self.hiding
        self.rows, self.merges, self.filled, self.number = [], [], 0, 0

    def _in_cell(self, name: str, given: dict[str, str]) -> None:
        if name == "p":
            if self.paragraphs:
                self._add("\n")
            self.paragraphs += 1
            self.spans = []
        elif name == "span":
            self.spans.append(self.styles.get(given.get("style-name", ""), (False, False)))
        elif name == "line-break":
            self._add("\n")
        elif name == "tab":
            self._add(" ")
        elif name == "s":
            self._add(" " * min(_count(given, "c"), 100))

    def _add(self, text: str) -> None:
        bold, italic = self.spans[-1] if self.spans else (False, False)
        self.pieces.append(Piece(text, bold, italic))

    def text(self, text: str) -> None:
        if self.cell is not None and self.paragraphs and not self.aside:
            self._add(text)

    def end(self, name: str) -> None:
        if self.aside:
            self.aside -= 1
            return
        if name == "span" and self.spans:
            self.spans.pop()
        elif name in ("table-cell", "covered-table-cell") and self.cell is not None:
            self._end_cell(covered=name.startswith("covered"))
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self.depth -= 1
            if self.depth == 0:
                self._end_table()
        elif name == "style":
            self.style = ""

    def _end_cell(self, *, covered: bool) -> None:
        assert self.cell is not None
        given, self.cell = self.cell, None
        repeat = _count(given, "number-columns-repeated")
        cell = None if covered else self._cell(given)
        if cell is not None:
            for _ in range(min(repeat, _MOST_COLUMNS)):
                self.row[self.column + 1] = cell
                self.column += 1
            self.column += repeat - min(repeat, _MOST_COLUMNS)
        else:
            self.column += repeat
        high, broad = _count(given, "number-rows-spanned"), _count(given, "number-columns-spanned")
        if cell is not None and (high > 1 or broad > 1):
            top, left = self.number + 1, self.column
            self.merges.append((top, left, top + high - 1, left + broad - 1))

    def _cell(self, given: dict[str, str]) -> Cell | None:
        text = marked(self.pieces)
        kind = given.get("value-type", "string")
        if given.get("formula"):
            if "Err:" in text[:4] or text.startswith("#"):
                return Cell(text, FORMULA_ERROR)
            if not text and not any(key.endswith("value") for key in given):
                return Cell("", FORMULA_WITHOUT_VALUE)
        if kind in ("float", "percentage", "currency") and "value" in given:
            with contextlib.suppress(ValueError):
                text = number_text(float(given["value"]))
        elif kind == "date" and "date-value" in given:
            text = given["date-value"].replace("T00:00:00", "").replace("T", " ")
        elif kind == "boolean":
            text = "ja" if given.get("boolean-value") == "true" else "nee"
        elif not text:
            text = given.get("string-value", "")
        return Cell(text) if text.strip() else None

    def _end_row(self) -> None:
        self.number += 1
        if self.row:
            # A row that is repeated and not empty is a row that stands there as often.
            self.filled += self.repeat_row
            for extra in range(self.repeat_row):
                if len(self.rows) >= MOST_ROWS:
                    break
                self.rows.append((self.number + extra, dict(self.row)))
        self.number += self.repeat_row - 1

    def _end_table(self) -> None:
        if self.hidden:
            self.notes.append(f"Het verborgen blad ‘{self.name}’ is overgeslagen.")
            return
        wide = unmerged(self.rows, self.merges)
        self.sheets.append(Sheet(self.name, tuple(self.rows), named(self.name), self.filled, wide))


def _count(given: dict[str, str], name: str) -> int:
    text = given.get(name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1
