"""A path in; the book that lies there out, whatever its name says it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, file_error, usage_error
from kaartgen.nearest import nearest
from kaartgen.writing.reading.package import Package, first_bytes, holds, is_zip, locked
from kaartgen.writing.tables import Book

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SUFFIXES: Final = (".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".txt", ".docx")
_KNOWN: Final = "kaartgen leest .xlsx, .ods, .csv en .docx."
# Files that are no table, by how they begin.
_OTHERS: Final = (
    (b"%PDF", "een pdf", "Neem het bestand waar hij van gemaakt is; een pdf heeft geen kolommen."),
    (b"\x89PNG", "een plaatje", _KNOWN),
    (b"\xff\xd8\xff", "een foto", _KNOWN),
    (b"{\\rtf", "een RTF-tekst", "Sla hem in Word op als .docx."),
)


def read_book(file: Path) -> Book:
    """Read a spreadsheet or a Word file.

    Raises KaartgenError if it is none, is locked or damaged, or cannot be read.
    """
    _check_there(file)
    begin = first_bytes(file, 4096)
    if not begin.strip():
        raise file_error("Dit bestand is leeg.", file, "Is het wel opgeslagen?")
    if is_zip(begin):
        return _package(file)
    if begin.startswith(_OLE):
        if holds(file, "EncryptedPackage".encode("utf-16-le")):
            raise locked(file)
        word = file.suffix.casefold() in (".doc", ".dot")
        raise file_error(
            f"Dit is een {'Word' if word else 'Excel'}-bestand van voor 2007.",
            file,
            f"Open het en kies Opslaan als, {'.docx' if word else '.xlsx'}.",
        )
    for mark, what, hint in _OTHERS:
        if begin.startswith(mark):
            raise file_error(f"Dit is {what}, geen spreadsheet.", file, hint)
    lead = begin.lstrip(b"\xef\xbb\xbf \r\n\t")[:200].lower()
    if lead.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta")):
        raise file_error(
            "Dit is een webpagina of XML, ook al heet het anders.",
            file,
            "Open het in Excel of LibreOffice en kies Opslaan als, .xlsx.",
        )
    from kaartgen.writing.headings import known_headings  # noqa: PLC0415
    from kaartgen.writing.reading import delimited  # noqa: PLC0415 (one reader a run)

    return delimited.read(file, known_headings)


def _check_there(file: Path) -> None:
    try:
        if file.is_dir():
            raise usage_error(f"{file} is een map.", "Noem het bestand zelf, zoals situaties.xlsx.")
        if not file.exists():
            raise KaartgenError([_missing(file)])
    except OSError:
        raise KaartgenError([_missing(file)]) from None
    if file.name.startswith(("~$", ".~lock.")):
        raise file_error(
            "Dit is geen spreadsheet, maar een spoor dat een geopend bestand achterlaat.",
            file,
            f"Bedoel je ‘{file.name.removeprefix('~$').removeprefix('.~lock.').rstrip('#')}’?",
        )


def _missing(file: Path) -> Problem:
    hint = "Kijk of de naam klopt, en ga met cd naar de map waar het staat."
    try:
        there = [one.name for one in file.parent.iterdir() if one.suffix.casefold() in SUFFIXES]
    except OSError:
        there = []
    match = nearest(file.name, there)
    if match:
        hint = f"Bedoel je ‘{match}’?"
    return Problem("Dit bestand is er niet.", ExitCode.FILE, Place(file), hint)


def _package(file: Path) -> Book:
    with Package(file) as package:
        names = package.names
        kind = package.small("mimetype").decode("ascii", "replace")
    if "xl/workbook.xml" in names:
        from kaartgen.writing.reading import xlsx  # noqa: PLC0415

        return xlsx.read(file)
    if "word/document.xml" in names:
        from kaartgen.writing.outline import outlined  # noqa: PLC0415
        from kaartgen.writing.reading import docx  # noqa: PLC0415

        return outlined(file, docx.read(file))
    if "opendocument.spreadsheet" in kind:
        from kaartgen.writing.reading import ods  # noqa: PLC0415

        return ods.read(file)
    what, hint = "een zip met iets anders erin", _KNOWN
    if "opendocument.text" in kind:
        what, hint = "een tekst van LibreOffice", "Kies Opslaan als, Word (.docx)."
    elif "xl/workbook.bin" in names:
        what, hint = "een binair Excel-bestand (.xlsb)", "Kies Opslaan als, .xlsx."
    elif any(name.startswith("Index/") or name == "Index.zip" for name in names):
        what, hint = (
            "een bestand van Numbers of Pages",
            "Kies Archief, Exporteer naar, Excel of Word.",
        )
    elif "ppt/presentation.xml" in names:
        what, hint = "een presentatie", "Zet de teksten in een spreadsheet of Word-bestand."
    raise file_error(f"Dit is {what}.", file, hint)
