"""A Word file in; its paragraphs and tables out, as they read with all changes accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from kaartgen.writing.reading.package import Package, broken
from kaartgen.writing.reading.rich import Piece, marked
from kaartgen.writing.tables import Cell, Sheet

_DOCUMENT: Final = "word/document.xml"
# What stands in a paragraph and is not its text: old text, notes, drawings, codes of fields.
_ASIDE: Final = frozenset(
    {"del", "moveFrom", "drawing", "pict", "object", "AlternateContent", "instrText", "delText",
     "footnoteReference", "endnoteReference", "commentReference", "ruby", "oMath", "rPrChange",
     "pPrChange", "sectPr", "fldSimpleInstr"}
)  # fmt: skip
_ON: Final = ("1", "true", "on", "")


class Line(Struct, frozen=True):
    """A paragraph: its text, its number in the file, and how it is set."""

    text: str
    number: int
    # 1 for a heading of the first level; 0 for a title, None for running text.
    level: int | None = None
    in_list: bool = False
    # The bold words that it begins with: a label, perhaps; all of it, if all of it is bold.
    lead: str = ""


class Table(Struct, frozen=True):
    """A table: its rows of cells, and which table of the file it is."""

    rows: tuple[tuple[str, ...], ...]
    number: int


Block = Line | Table


class Text(Struct, frozen=True):
    """All of a Word file, in order, and what was noticed in it."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...]


def read(file: Path) -> Text:
    """Read a Word file; raises KaartgenError if it cannot be read."""
    with Package(file) as package:
        levels = _Styles()
        if "word/styles.xml" in package.names:
            package.parse("word/styles.xml", levels.start, levels.end, _nothing)
        reader = _Reader(levels.levels(), levels.listed)
        package.parse(_DOCUMENT, reader.start, reader.end, reader.text)
        notes = [*reader.notes()]
        if any(name.startswith("word/comments") for name in package.names):
            notes.append("Opmerkingen in de kantlijn zijn niet overgenomen.")
        if any(name.startswith("word/media/") for name in package.names):
            notes.append(
                "Plaatjes in het bestand zijn niet overgenomen: zet ze in de map van het deck en "
                "noem ze bij ‘afbeelding’."
            )
        if any(name.endswith("vbaProject.bin") for name in package.names):
            notes.append("In dit bestand zitten macro's; kaartgen leest alleen de tekst.")
    if reader.depth:
        raise broken(file)
    return Text(tuple(reader.blocks), tuple(notes))


def _nothing(*_: object) -> None:
    pass


class _Styles(Struct):
    """The levels of headings by the id of their style; Word keeps their names in English."""

    named: dict[str, int] = field(default_factory=dict)
    based: dict[str, str] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    current: str = ""

    def start(self, name: str, given: dict[str, str]) -> None:
        value = given.get("val", "")
        if name == "style":
            self.current = given.get("styleId", "")
        elif name == "name" and self.current:
            match = re.fullmatch(r"(?:heading|kop) (\d)", value.casefold())
            if match:
                self.named[self.current] = int(match[1])
            elif value.casefold() in ("title", "titel"):
                self.named[self.current] = 0
            elif value.casefold().startswith(("list bullet", "list number", "lijst")):
                self.listed.add(self.current)
        elif name == "basedOn" and self.current:
            self.based[self.current] = value
        elif name == "outlineLvl" and self.current and value.isdecimal() and int(value) < 9:
            self.named.setdefault(self.current, int(value) + 1)

    def end(self, name: str) -> None:
        if name == "style":
            self.current = ""

    def levels(self) -> dict[str, int]:
        found = dict(self.named)
        for style in self.based:
            seen = {style}
            parent = self.based.get(style, "")
            while parent and parent not in seen and style not in found:
                seen.add(parent)
                if parent in self.named:
                    found[style] = self.named[parent]
                parent = self.based.get(parent, "")
        return found


class _Reader(Struct):
    """The paragraphs and tables of a document.xml."""

    levels: dict[str, int]
    lists: set[str]
    blocks: list[Block] = field(default_factory=list)
    depth: int = 0
    number: int = 0
    tables: int = 0
    changes: int = 0
    boxes: int = 0
    aside: int = 0
    # The paragraph that is being read.
    pieces: list[Piece] = field(default_factory=list)
    level: int | None = None
    in_list: bool = False
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    in_run: bool = False
    letters: bool = False
    # Tables in tables: the outer one takes the text of the inner.
    rows: list[list[str]] = field(default_factory=list)
    in_table: int = 0
    cell: list[str] = field(default_factory=list)

    def start(self, name: str, given: dict[str, str]) -> None:
        self.depth += 1
        if self.aside or name in _ASIDE:
            self.aside += 1
            self.changes += name in ("del", "moveFrom")
            self.boxes += name == "txbxContent"
            return
        value = given.get("val", "")
        if name == "p":
            self.pieces, self.level, self.in_list = [], None, False
        elif name == "pStyle":
            self.level = self.levels.get(value)
            self.in_list = self.in_list or value in self.lists
        elif name == "outlineLvl" and value.isdecimal() and int(value) < 9:
            self.level = int(value) + 1
        elif name == "numPr":
            self.in_list = True
        elif name == "r":
            self.bold = self.italic = self.hidden = False
            self.in_run = True
        elif name in ("b", "i", "vanish") and self.in_run:
            self._styled(name, on=value in _ON)
        elif name in ("ins", "moveTo"):
            self.changes += 1
        elif name == "t":
            self.letters = True
        elif name in ("br", "cr"):
            self._add("\n" if given.get("type") in (None, "textWrapping") else " ")
        elif name == "tab" and self.in_run:
            self._add(" ")
        elif name == "noBreakHyphen":
            self._add("\u2011")
        elif name == "softHyphen":
            self._add("\u00ad")
        elif name == "tbl":
            self._open_table()
        elif name == "tr" and self.in_table == 1:
            self.rows.append([])
        elif name == "tc" and self.in_table == 1:
            self.cell = []

    def _styled(self, name: str, *, on: bool) -> None:
        if name == "b":
            self.bold = on
        elif name == "i":
            self.italic = on
        else:
            self.hidden = on

    def _open_table(self) -> None:
        self.in_table += 1
        if self.in_table == 1:
            self.rows = []

    def _add(self, text: str) -> None:
        if not self.hidden:
            self.pieces.append(Piece(text, self.bold, self.italic))

    def text(self, text: str) -> None:
        if self.letters and not self.aside:
            self._add(text)

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.aside:
            self.aside -= 1
            return
        if name == "t":
            self.letters = False
        elif name == "r":
            self.in_run = False
        elif name == "p":
            self._end_paragraph()
        elif name == "tc" and self.in_table == 1 and self.rows:
            self.rows[-1].append("\n".join(line for line in self.cell if line.strip()))
        elif name == "tbl":
            self.in_table -= 1
            if not self.in_table:
                self.tables += 1
                rows = tuple(tuple(row) for row in self.rows)
                self.blocks.append(Table(rows, self.tables))

    def _end_paragraph(self) -> None:
        text = marked(self.pieces).strip()
        if self.in_table:
            self.cell.append(text)
            return
        # Word's own count, for a person: empty paragraphs are seen as white, not as paragraphs.
        if text:
            self.number += 1
            self.blocks.append(
                Line(text, self.number, self.level, self.in_list, _lead(self.pieces))
            )
        self.pieces = []

    def notes(self) -> Iterator[str]:
        if self.changes:
            yield (
                "In dit bestand staan bijgehouden wijzigingen: de nieuwe tekst is overgenomen, wat "
                "doorgehaald is niet."
            )


def _lead(pieces: Sequence[Piece]) -> str:
    """Return the bold words with which a paragraph begins."""
    lead = ""
    for piece in pieces:
        if not piece.bold and piece.text.strip():
            break
        lead += piece.text
    return lead.strip()


def as_sheet(table: Table) -> Sheet:
    """Return a table of the text as a sheet, its rows counted from 1."""
    rows = tuple(
        (number, cells)
        for number, row in enumerate(table.rows, 1)
        if (cells := {column: Cell(text) for column, text in enumerate(row, 1) if text.strip()})
    )
    return Sheet(
        f"tabel {table.number}",
        rows,
        f"tabel {table.number}, rij {{row}}, kolom {{letter}}",
        len(rows),
    )
