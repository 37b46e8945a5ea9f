"""The spreadsheet of a workshop: ten situations, five of them flawed, each in its own way."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

FILES = Path(__file__).parent / "bestanden"


def _rows(name: str) -> list[list[str]]:
    lines = (FILES / name).read_text("utf-8").splitlines()
    return [line.replace("\\n", "\n").split("\t") for line in lines]


def workshop(file: Path) -> Path:
    """The spreadsheet, with a title above its headings and numbers before it, as people keep one.

    E5 is too long, G7 asks a closed question, E9 gives the answer, in E11 is a surname, and in K13
    a value is misspelt.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Situaties"
    sheet.append(["Opbrengst workshop 12 november"])
    sheet.merge_cells("A1:K1")
    sheet.append([])
    for number, row in enumerate(_rows("workshop.tsv")):
        sheet.append([number or "Nr", *row])
    values = book.create_sheet("Waarden")
    for row in _rows("workshop-waarden.tsv"):
        values.append(row)
    book.save(file)
    return file
