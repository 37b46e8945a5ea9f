"""What is read from a spreadsheet of LibreOffice."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from kaartgen.writing.reading.source import read_book
from kaartgen.writing.tables import MOST_ROWS, Sheet

FILES = Path(__file__).parent / "bestanden"


def texts(sheet: Sheet) -> list[dict[int, str]]:
    return [{column: cell.text for column, cell in cells.items()} for _, cells in sheet.rows]


def ods(file: Path, *rows: TableRow) -> Path:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Situaties")
    for row in rows:
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(file)
    return file


def row(*texts: str, **attributes: object) -> TableRow:
    made = TableRow(**attributes)
    for text in texts:
        cell = TableCell(valuetype="string")
        for line in text.split("\n"):
            cell.addElement(P(text=line))
        made.addElement(cell)
    return made


@pytest.mark.parametrize("name", ["libreoffice.ods", "libreoffice.xlsx"])
def test_a_file_of_libreoffice_says_what_was_typed_in_it(name):
    situations, values = read_book(FILES / name).sheets
    assert [number for number, _ in situations.rows] == [1, 3, 4, 5]
    first, second = texts(situations)[2:]
    assert first[4] == "Ze legt een sleutel neer. Je *kijkt* op.\nHaar jas is al aan."
    assert first[5] == "Ze wacht op jou."  # a formula
    assert first[1] == second[1] == "Vertrouwen"  # one cell over two rows
    assert texts(values) == [
        {1: "Woord", 2: "Lens", 3: "Uitleg"},
        {1: "Rust", 2: "IS", 3: "Wachten."},
        {1: "Moed", 2: "DOET", 3: "Gaan."},
    ]


def test_lines_in_a_cell_stay_lines(tmp_path):
    (sheet,) = read_book(ods(tmp_path / "x.ods", row("een\ntwee"))).sheets
    assert texts(sheet) == [{1: "een\ntwee"}]


def test_repeated_cells_and_rows_count_and_do_not_fill_the_memory(tmp_path):
    wide = TableRow()
    wide.addElement(TableCell(numbercolumnsrepeated=16_000))
    after = TableCell(valuetype="string")
    after.addElement(P(text="ver weg"))
    wide.addElement(after)
    twice = row("twee keer", numberrowsrepeated=2)
    endless = row("te vaak", numberrowsrepeated=1_000_000)
    empty = TableRow(numberrowsrepeated=1_000_000)
    (sheet,) = read_book(ods(tmp_path / "x.ods", wide, empty, twice, endless)).sheets
    assert sheet.rows[0][1][16_001].text == "ver weg"
    assert [number for number, _ in sheet.rows[1:4]] == [1_000_002, 1_000_003, 1_000_004]
    assert sheet.filled == 1_000_003
    assert len(sheet.rows) == MOST_ROWS


def test_a_cell_under_a_merged_one_holds_nothing(tmp_path):
    merged = TableRow()
    cell = TableCell(valuetype="string", numbercolumnsspanned=2)
    cell.addElement(P(text="breed"))
    hidden = CoveredTableCell(valuetype="string")
    hidden.addElement(P(text="weg"))
    merged.addElement(cell)
    merged.addElement(hidden)
    (sheet,) = read_book(ods(tmp_path / "x.ods", merged)).sheets
    assert texts(sheet) == [{1: "breed"}]
    assert sheet.wide == {(1, 1, 2)}


@pytest.mark.parametrize(
    ("attributes", "text", "flaw"),
    [
        ({"valuetype": "float", "value": "3"}, "3", ""),
        ({"valuetype": "boolean", "booleanvalue": "true"}, "ja", ""),
        ({"valuetype": "date", "datevalue": "2026-11-24"}, "2026-11-24", ""),
        ({"formula": "of:=[.B1]"}, "", "formule"),
    ],
)
def test_a_cell_reads_by_its_kind(tmp_path, attributes, text, flaw):
    made = TableRow()
    made.addElement(TableCell(**attributes))
    (sheet,) = read_book(ods(tmp_path / "x.ods", made)).sheets
    cell = sheet.rows[0][1][1]
    assert (cell.text, cell.flaw) == (text, flaw)


def test_a_password_is_noticed(tmp_path):
    from kaartgen.errors import KaartgenError

    with zipfile.ZipFile(tmp_path / "x.ods", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>")
        package.writestr("content.xml", b"\x8f\x01")
    with pytest.raises(KaartgenError, match="wachtwoord"):
        read_book(tmp_path / "x.ods")
