"""Spreadsheets and texts as programs write them, made for a test."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

HEADS = ("Titel", "Rol", "Verhaal", "Kantelpunt", "Vraag")
CARD = (
    "De sleutel op tafel",
    "Je bent teamleider",
    "Een collega legt een sleutel op je bureau. Je kijkt naar haar jas.",
    "Ze wacht op wat jij nu zegt.",
    "Wat zeg je haar?",
)


def xlsx(file: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook with these rows in these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file


_EXCEL = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<workbookPr/><sheets><sheet name="Situaties" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" '
        'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    ),
}


def excel(
    file: Path,
    rows: str,
    strings: Sequence[str] = (),
    after: str = "",
    more: Mapping[str, str] = {},
) -> Path:
    """A workbook written out as Excel does: its rows and shared strings are given as XML."""
    parts = {
        **_EXCEL,
        "xl/worksheets/sheet1.xml": (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/'
            f'2009/9/ac"><sheetData>{rows}</sheetData>{after}</worksheet>'
        ),
        "xl/sharedStrings.xml": f"<sst>{''.join(strings)}</sst>",
        **more,
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file


def inline(cell: str, text: str) -> str:
    """A cell with its text in it."""
    return f'<c r="{cell}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def heads(row: int = 1) -> str:
    """The row of headings of a situation."""
    cells = "".join(inline(f"{'ABCDE'[at]}{row}", text) for at, text in enumerate(HEADS))
    return f'<row r="{row}" spans="1:5" x14ac:dyDescent="0.25">{cells}</row>'


_WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "{}</w:body></w:document>"
)


def word(file: Path, body: str, more: Mapping[str, str] = {}) -> Path:
    """A Word file with this body, given as XML."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/styles.xml": (
            '<w:styles><w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style></w:styles>'
        ),
        "word/document.xml": _WORD.format(body),
        **more,
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file
