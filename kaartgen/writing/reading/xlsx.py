"""A workbook of Excel (or LibreOffice, Google) in; its sheets as tables out."""

from __future__ import annotations

import datetime
import posixpath
import re
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from kaartgen.writing.reading.merged import Merge, unmerged
from kaartgen.writing.reading.package import Package, broken
from kaartgen.writing.reading.rich import Piece, marked
from kaartgen.writing.tables import (
    FORMULA_ERROR,
    FORMULA_WITHOUT_VALUE,
    MOST_ROWS,
    Book,
    Cell,
    Sheet,
    column_of,
    named,
)

# The formats of dates that have a number and no code (ECMA-376, 18.8.30).
_DATES: Final = frozenset({*range(14, 23), 27, 30, 36, 45, 46, 47, 50, 57})
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
# How Excel writes a character that XML cannot hold (ECMA-376, 22.9.2.19).
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read(file: Path) -> Book:
    """Read a workbook; raises KaartgenError if it cannot be read."""
    with Package(file) as package:
        notes = _notes(package)
        styles = _Styles()
        if "xl/styles.xml" in package.names:
            package.parse("xl/styles.xml", styles.start, _nothing, _nothing)
        index = _Index()
        package.parse("xl/workbook.xml", index.start, _nothing, _nothing)
        targets = _targets(package)
        strings = _Strings()
        shared = targets.get("sharedStrings", "xl/sharedStrings.xml")
        if shared in package.names:
            package.parse(shared, strings.start, strings.end, strings.text)
        sheets: list[Sheet] = []
        for name, identity, hidden in index.sheets:
            part = targets.get(identity, "")
            if hidden:
                notes.append(f"Het verborgen blad ‘{name}’ is overgeslagen.")
            elif part in package.names and "chartsheet" not in part:
                reader = _Cells(strings.found, styles, 1904 if index.from_1904 else 1900)
                package.parse(part, reader.start, reader.end, reader.text)
                wide = unmerged(reader.rows, reader.merges)
                sheets.append(Sheet(name, tuple(reader.rows), named(name), reader.filled, wide))
                if reader.hidden:
                    notes.append(
                        f"Op blad ‘{name}’ zijn rijen verborgen of weggefilterd; die zijn ook "
                        "gelezen."
                    )
    if not index.sheets:
        raise broken(file)
    return Book(file, tuple(sheets), notes=tuple(notes))


def _notes(package: Package) -> list[str]:
    notes = []
    if any(name.endswith("vbaProject.bin") for name in package.names):
        notes.append("In dit bestand zitten macro's; kaartgen leest alleen de cellen.")
    if any(name.startswith("xl/media/") for name in package.names):
        notes.append(
            "Plaatjes in het bestand zijn niet overgenomen: zet ze in de map van het deck en noem "
            "ze bij ‘afbeelding’."
        )
    if any(re.match(r"xl/(comments|threadedComments)", name) for name in package.names):
        notes.append("Opmerkingen bij cellen zijn niet overgenomen.")
    return notes


def _nothing(*_: object) -> None:
    pass


def _targets(package: Package) -> dict[str, str]:
    """Return the parts of the workbook by their id, and the shared strings by their kind."""
    found: dict[str, str] = {}

    def start(name: str, given: dict[str, str]) -> None:
        if name == "Relationship" and given.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/xl", given.get("Target", ""))).lstrip("/")
            found[given.get("Id", "")] = target
            found.setdefault(given.get("Type", "").rpartition("/")[2], target)

    if "xl/_rels/workbook.xml.rels" in package.names:
        package.parse("xl/_rels/workbook.xml.rels", start, _nothing, _nothing)
    return found


class _Index(Struct):
    """The names of the sheets, the parts they are in, and whether they are hidden."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    from_1904: bool = False

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            hidden = given.get("state", "visible") != "visible"
            self.sheets.append((given.get("name", ""), given.get("id", ""), hidden))
        elif name == "workbookPr":
            self.from_1904 = given.get("date1904") in ("1", "true")


class _Styles(Struct):
    """Which of the cells' styles show a number as a date or a time."""

    codes: dict[int, str] = field(default_factory=dict)
    formats: list[int] = field(default_factory=list)
    inside: bool = False

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "numFmt":
            self.codes[int(given.get("numFmtId", 0))] = given.get("formatCode", "")
        elif name in ("cellXfs", "cellStyleXfs"):
            self.inside = name == "cellXfs"
        elif name == "xf" and self.inside:
            self.formats.append(int(given.get("numFmtId", 0)))

    def is_date(self, style: str | None) -> bool:
        if not style or not style.isdecimal() or int(style) >= len(self.formats):
            return False
        number = self.formats[int(style)]
        if number in self.codes:
            bare = _QUOTED.sub("", self.codes[number]).casefold()
            return any(char in bare for char in "dyjh") or "mm" in bare
        return number in _DATES


class _Strings(Struct):
    """The texts that cells refer to, with their bold and italic as asterisks."""

    found: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    bold: bool = False
    italic: bool = False
    open: bool = False
    phonetic: bool = False
    letters: list[str] = field(default_factory=list)

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "r":
            self.bold = self.italic = False
        elif name == "b":
            self.bold = given.get("val", "1") not in ("0", "false")
        elif name == "i":
            self.italic = given.get("val", "1") not in ("0", "false")
        elif name == "rPh":
            self.phonetic = True
        elif name == "t":
            self.open, self.letters = True, []

    def text(self, text: str) -> None:
        if self.open:
            self.letters.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self.open = False
            if not self.phonetic:
                self.pieces.append(Piece(_unescaped(self.letters), self.bold, self.italic))
        elif name == "rPh":
            self.phonetic = False
        elif name == "r":
            self.bold = self.italic = False
        elif name in ("si", "is"):
            self.found.append(marked(self.pieces))
            self.pieces = []


def _unescaped(letters: list[str]) -> str:
    text = "".join(letters)
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Cells(Struct):
    """The cells of one sheet."""

    strings: list[str]
    styles: _Styles
    epoch: int
    rows: list[tuple[int, dict[int, Cell]]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    filled: int = 0
    hidden: int = 0
    number: int = 0
    column: int = 0
    row: dict[int, Cell] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    formula: bool = False
    value: list[str] | None = None
    taking: bool = False
    inline: _Strings = field(default_factory=_Strings)

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "c":
            self.given = given
            self.column = column_of(given["r"])[1] if "r" in given else self.column + 1
            self.formula, self.value, self.inline = False, None, _Strings()
        elif name == "v":
            self.value, self.taking = [], True
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.number = int(given["r"]) if "r" in given else self.number + 1
            self.column, self.row = 0, {}
            self.hidden += given.get("hidden") in ("1", "true")
        elif name == "mergeCell":
            first, _, last = given.get("ref", "").partition(":")
            if last:
                self.merges.append((*column_of(first), *column_of(last)))
        elif self.given.get("t") == "inlineStr":
            self.inline.start(name, given)

    def text(self, text: str) -> None:
        if self.taking and self.value is not None:
            self.value.append(text)
        elif self.inline.open:
            self.inline.text(text)

    def end(self, name: str) -> None:
        if name == "c":
            cell = self._cell()
            if cell is not None:
                self.row[self.column] = cell
            self.given = {}
        elif name == "v":
            self.taking = False
        elif name == "row":
            if self.row:
                self.filled += 1
                if self.filled <= MOST_ROWS:
                    self.rows.append((self.number, self.row))
        elif self.given.get("t") == "inlineStr":
            self.inline.end(name)

    def _cell(self) -> Cell | None:
        kind = self.given.get("t", "n")
        if self.filled > MOST_ROWS:  # counted, not kept
            return Cell("x") if self.value or kind == "inlineStr" else None
        raw = "".join(self.value or ())
        if self.formula and not raw and kind != "str":
            return Cell("", FORMULA_WITHOUT_VALUE)
        if kind == "inlineStr":
            text = "".join(self.inline.found)
        elif kind == "s":
            # A number beyond the list is a damaged file: then nothing stands there.
            known = raw.isdecimal() and int(raw) < len(self.strings)
            text = self.strings[int(raw)] if known else ""
        elif kind == "e":
            return Cell(raw, FORMULA_ERROR)
        elif kind == "b":
            text = "ja" if raw == "1" else "nee"
        elif kind == "n":
            text = self._number(raw)
        else:
            text = _unescaped([raw])
        return Cell(text) if text.strip() else None

    def _number(self, raw: str) -> str:
        try:
            value = float(raw)
        except ValueError:
            return raw
        if self.styles.is_date(self.given.get("s")):
            return _as_date(value, self.epoch) or raw
        return number_text(value)


def number_text(value: float) -> str:
    """Return a number as a Dutch writer would type it: 3, or 2,5."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value).replace(".", ",")


def _as_date(value: float, epoch: int) -> str | None:
    # Excel believes that 1900 was a leap year, so its count starts two days early.
    start = datetime.datetime(1904, 1, 1) if epoch == 1904 else datetime.datetime(1899, 12, 30)  # noqa: DTZ001
    try:
        moment = start + datetime.timedelta(days=value)
    except (OverflowError, ValueError):
        return None
    if value < 1:
        return (moment + datetime.timedelta(seconds=0.5)).strftime("%H:%M")
    if moment.time() == datetime.time():
        return moment.date().isoformat()
    return moment.strftime("%Y-%m-%d %H:%M")
