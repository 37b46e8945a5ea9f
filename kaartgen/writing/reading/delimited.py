"""A text with cells between semicolons, commas or tabs in; a table out."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from kaartgen.errors import file_error
from kaartgen.writing.reading.package import first_bytes
from kaartgen.writing.tables import MOST_ROWS, Book, Cell, Sheet

# All cells of 50,000 rows of stories are some 40 MB.
_MOST_BYTES: Final = 80_000_000
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(file: Path, score: Callable[[Iterable[str]], int]) -> Book:
    """Read a table from text; `score` counts in a row the headings that are known.

    Raises KaartgenError if it is no text.
    """
    raw = first_bytes(file, _MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise file_error(
            f"Dit bestand is groter dan {_MOST_BYTES // 1_000_000} MB; zo groot zijn kaartteksten "
            "nooit.",
            file,
            "Bewaar alleen de rijen met teksten in een nieuw bestand.",
        )
    notes: list[str] = []
    text = _decoded(file, raw, notes)
    given = ""
    if text[:4].casefold() == "sep=" and len(text) > 5:
        given, text = text[4], text[text.find("\n") + 1 :]
    choices = [given] if given else [";", ",", "\t"]
    best = max(choices, key=lambda one: _promise(text, one, score))
    rows, filled = _rows(text, best, notes, offset=1 if given else 0)
    return Book(file, (Sheet("", tuple(rows), "cel {cell}", filled),), notes=tuple(notes))


def _decoded(file: Path, raw: bytes, notes: list[str]) -> str:
    encoding = next((name for bom, name in _BOMS if raw.startswith(bom)), None)
    if encoding is None:
        # Every other byte of Western text in UTF-16 is nothing, and no other.
        even, odd = (raw[start:400:2].count(0) for start in (0, 1))
        wide = len(raw[:400]) * 0.4
        encoding = "utf-16-le" if odd > wide and not even else None
        encoding = "utf-16-be" if even > wide and not odd else encoding
    if encoding is None and b"\0" in raw:
        raise file_error(
            "Dit is geen spreadsheet en geen tekst.",
            file,
            "kaartgen leest .xlsx, .ods, .csv en .docx. Kies in je programma Opslaan als.",
        )
    try:
        text = raw.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        # What is not UTF-8 comes from a Dutch Excel, which writes the code page of Windows.
        text = raw.decode("cp1252", "replace")
        notes.append(
            "Dit bestand is gelezen als Windows-tekst (1252). Zie je vreemde letters, sla het dan "
            "op als ‘CSV UTF-8’."
        )
    return text


def _promise(text: str, delimiter: str, score: Callable[[Iterable[str]], int]) -> tuple[int, int]:
    """Return how well a delimiter does: known headings first, then cells that line up."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) == 20:
                break
    except csv.Error:
        pass
    known = max((score(row) for row in rows), default=0)
    widths = [len(row) for row in rows if len(row) > 1]
    return known, max((widths.count(width) * width for width in set(widths)), default=0)


def _rows(
    text: str, delimiter: str, notes: list[str], offset: int
) -> tuple[list[tuple[int, dict[int, Cell]]], int]:
    # The library's own limit is 128 kB a cell; a longer one is told as too long, not refused.
    before = csv.field_size_limit(_MOST_BYTES)
    try:
        try:
            return _read_rows(text, delimiter, offset, strict=True)
        except csv.Error:
            notes.append(
                "Ergens staat een aanhalingsteken te veel of te weinig; kijk na of alle rijen "
                "kloppen."
            )
            return _read_rows(text, delimiter, offset, strict=False)
    finally:
        csv.field_size_limit(before)


def _read_rows(
    text: str, delimiter: str, offset: int, *, strict: bool
) -> tuple[list[tuple[int, dict[int, Cell]]], int]:
    rows: list[tuple[int, dict[int, Cell]]] = []
    filled = 0
    stream = io.StringIO(text, newline="")
    if strict or not _unclosed(text):
        lines = csv.reader(stream, delimiter=delimiter, strict=strict)
    else:
        lines = csv.reader(stream, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    for number, row in enumerate(lines, offset + 1):
        cells = {
            column: Cell(value.replace("\r\n", "\n").replace("\r", "\n"))
            for column, value in enumerate(row, 1)
            if value.strip()
        }
        if cells:
            filled += 1
            if filled <= MOST_ROWS:
                rows.append((number, cells))
    return rows, filled


def _unclosed(text: str) -> bool:
    """Say whether quotes do not pair: one would swallow all that follows."""
    return text.count('"') % 2 == 1
