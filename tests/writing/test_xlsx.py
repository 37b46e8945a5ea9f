"""What is read from a workbook, as Excel, Google Sheets and LibreOffice write one."""

from __future__ import annotations

import datetime

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from kaartgen.writing.reading.source import read_book
from kaartgen.writing.tables import Book, Sheet
from tests.writing.files import excel, heads, inline, xlsx


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cells[column].text for column in sorted(cells)] for _, cells in sheet.rows]


def at(book: Book, name: str) -> str:
    """The text of a cell of the first sheet, by its name."""
    (sheet,) = book.sheets
    found = {
        sheet.spot(row, column).rpartition("!")[2]: cell.text
        for row, cells in sheet.rows
        for column, cell in cells.items()
    }
    return found[name]


def test_cells_are_told_as_excel_names_them(tmp_path):
    book = read_book(xlsx(tmp_path / "x.xlsx", {"Situaties": [["a"]], "Blad 1": [["b"]]}))
    assert [sheet.spot(7, 28) for sheet in book.sheets] == ["Situaties!AB7", "'Blad 1'!AB7"]


def test_empty_rows_and_columns_leave_no_trace(tmp_path):
    file = xlsx(tmp_path / "x.xlsx", {"S": [[], [None, "a", None, " "], [], [None, "b"]]})
    (sheet,) = read_book(file).sheets
    assert [number for number, _ in sheet.rows] == [2, 4]
    assert texts(sheet) == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (3.0, "3"),
        (2.5, "2,5"),
        (True, "ja"),
        (False, "nee"),
        (datetime.date(2026, 11, 24), "2026-11-24"),
        (datetime.datetime(2026, 11, 24, 13, 30), "2026-11-24 13:30"),  # noqa: DTZ001
        (datetime.time(13, 30), "13:30"),
        ("007", "007"),
        ("24-11-2026", "24-11-2026"),
    ],
)
def test_a_value_reads_as_a_dutch_writer_would_type_it(tmp_path, value, text):
    assert at(read_book(xlsx(tmp_path / "x.xlsx", {"S": [[value]]})), "A1") == text


def test_a_date_in_a_format_of_its_own_is_a_date(tmp_path):
    book = read_book(
        excel(tmp_path / "x.xlsx", '<row r="1"><c r="A1" s="2"><v>46350</v></c></row>')
    )
    assert at(book, "A1") == "2026-11-24"  # day 1 is 1 January 1900, and 29 February 1900 counts


def test_bold_and_italic_inside_a_cell_become_asterisks(tmp_path):
    book = Workbook()
    sheet = book.worksheets[0]
    rich = CellRichText("Ze zegt ", TextBlock(InlineFont(b=True), "nee"), " en ")
    rich.append(TextBlock(InlineFont(i=True), "zwijgt "))
    sheet["A1"] = CellRichText([*rich, "dan."])
    sheet["A2"] = CellRichText([TextBlock(InlineFont(b=True), "Alles vet")])
    book.save(tmp_path / "x.xlsx")
    read = read_book(tmp_path / "x.xlsx")
    assert at(read, "A1") == "Ze zegt **nee** en *zwijgt* dan."
    assert at(read, "A2") == "Alles vet"


def test_shared_strings_come_without_the_reading_beside_them(tmp_path):
    string = "<si><t>山</t><rPh sb='0' eb='1'><t>yama</t></rPh></si>"
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert at(read_book(excel(tmp_path / "x.xlsx", rows, [string])), "A1") == "山"


def test_what_excel_writes_in_code_is_read(tmp_path):
    lines = inline("A1", "een_x000D_\ntwee")
    rows = f'<row r="1">{lines}{inline("B1", "_x005F_x0041_")}</row>'
    book = read_book(excel(tmp_path / "x.xlsx", rows))
    assert at(book, "A1") == "een\ntwee"
    assert at(book, "B1") == "_x0041_"


def test_cells_and_rows_without_a_name_follow_on(tmp_path):
    cell = "<c t='inlineStr'><is><t>{}</t></is></c>"
    rows = f"<row>{cell.format('a')}{cell.format('b')}</row><row>{cell.format('c')}</row>"
    book = read_book(excel(tmp_path / "x.xlsx", rows))
    assert (at(book, "A1"), at(book, "B1"), at(book, "A2")) == ("a", "b", "c")


def test_a_cell_that_is_empty_does_not_take_the_text_before_it(tmp_path):
    rows = f'<row r="1">{inline("A1", "a")}<c r="B1" t="inlineStr"></c>{inline("C1", "c")}</row>'
    (sheet,) = read_book(excel(tmp_path / "x.xlsx", rows)).sheets
    assert texts(sheet) == [["a", "c"]]


@pytest.mark.parametrize(
    ("cell", "flaw"),
    [
        ("<c r='A1'><f>B1</f><v></v></c>", "formule"),
        ("<c r='A1'><f>B1</f></c>", "formule"),
        ("<c r='A1' t='e'><f>B1</f><v>#REF!</v></c>", "fout"),
        ("<c r='A1' t='str'><f>B1&amp;\"\"</f><v>uitkomst</v></c>", ""),
    ],
)
def test_of_a_formula_the_value_is_used(tmp_path, cell, flaw):
    (sheet,) = read_book(excel(tmp_path / "x.xlsx", f"<row r='1'>{cell}</row>")).sheets
    assert sheet.rows[0][1][1].flaw == flaw
    assert flaw or sheet.rows[0][1][1].text == "uitkomst"


def test_a_formula_that_gives_nothing_is_an_empty_cell(tmp_path):
    cell = "<c r='A1' t='str'><f>IF(B1,1,\"\")</f><v></v></c>"
    (sheet,) = read_book(excel(tmp_path / "x.xlsx", f"<row r='1'>{cell}</row>")).sheets
    assert sheet.rows == ()


def test_a_cell_merged_over_rows_holds_for_each_of_them(tmp_path):
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["thema", "een"], [None, "twee"], [None, None], [None, "vier"]):
        sheet.append(row)
    sheet.merge_cells("A1:A3")
    sheet.merge_cells("B4:D4")
    book.save(tmp_path / "x.xlsx")
    (read,) = read_book(tmp_path / "x.xlsx").sheets
    assert texts(read) == [["thema", "een"], ["thema", "twee"], ["vier"]]
    assert read.wide == {(4, 2, 4)}


def test_hidden_sheets_are_left_out_and_said(tmp_path):
    book = Workbook()
    book.worksheets[0]["A1"] = "ja"
    book.create_sheet("Geheim").sheet_state = "hidden"
    book.save(tmp_path / "x.xlsx")
    read = read_book(tmp_path / "x.xlsx")
    assert len(read.sheets) == 1
    assert any("Geheim" in note for note in read.notes)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/vbaProject.bin", "macro"),
        ("xl/media/image1.png", "Plaatjes"),
        ("xl/comments1.xml", "Opmerkingen"),
    ],
)
def test_what_is_not_taken_along_is_said(tmp_path, part, words):
    file = excel(tmp_path / "x.xlsm", heads(), more={part: "x"})
    assert any(words in note for note in read_book(file).notes)


def test_rows_that_a_filter_hides_are_read_and_said(tmp_path):
    rows = f'<row r="1" hidden="1">{inline("A1", "weg")}</row>'
    book = read_book(excel(tmp_path / "x.xlsx", rows))
    assert at(book, "A1") == "weg"
    assert any("verborgen" in note for note in book.notes)
