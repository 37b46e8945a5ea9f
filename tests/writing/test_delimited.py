"""What is read from a text with cells: any delimiter, any code page, Excel's lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaartgen.writing.reading.source import read_book

FILES = Path(__file__).parent / "bestanden"
TEXT = 'Titel;Verhaal\r\n"De ""café""-kaart";"Één\nregel; en meer"\r\n'
ROWS = [{1: "Titel", 2: "Verhaal"}, {1: 'De "café"-kaart', 2: "Één\nregel; en meer"}]


def rows(file: Path) -> list[dict[int, str]]:
    (sheet,) = read_book(file).sheets
    return [{column: cell.text for column, cell in cells.items()} for _, cells in sheet.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_every_encoding_of_excel_reads_the_same(tmp_path, encoding):
    (tmp_path / "x.csv").write_bytes(TEXT.encode(encoding))
    assert rows(tmp_path / "x.csv") == ROWS


def test_a_windows_text_is_said_to_be_one(tmp_path):
    (tmp_path / "x.csv").write_bytes(TEXT.encode("cp1252"))
    assert any("Windows" in note for note in read_book(tmp_path / "x.csv").notes)


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_every_delimiter_is_recognised_by_the_headings(tmp_path, mark):
    # More of the other marks in the texts than of the delimiter itself.
    lines = [["Titel", "Verhaal"], ["Deur", f'"a, b, c; d; e{mark} f"']]
    (tmp_path / "x.csv").write_text("\n".join(mark.join(line) for line in lines))
    assert rows(tmp_path / "x.csv")[1] == {1: "Deur", 2: f"a, b, c; d; e{mark} f"}


def test_the_line_that_tells_excel_the_delimiter_is_no_row(tmp_path):
    (tmp_path / "x.csv").write_text("sep=,\nTitel,Verhaal\nDeur,a;b;c\n")
    (sheet,) = read_book(tmp_path / "x.csv").sheets
    assert [number for number, _ in sheet.rows] == [2, 3]
    assert sheet.rows[1][1][2].text == "a;b;c"
    assert sheet.spot(3, 2) == "cel B3"


def test_a_quote_too_many_swallows_no_rows(tmp_path):
    (tmp_path / "x.csv").write_text('Titel;Verhaal\nDeur;"Hij zegt niets\nRaam;Ze wacht\n')
    book = read_book(tmp_path / "x.csv")
    assert len(book.sheets[0].rows) == 3
    assert any("aanhalingsteken" in note for note in book.notes)


def test_old_line_ends_are_line_ends(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"Titel;Verhaal\rDeur;tekst\r")
    assert rows(tmp_path / "x.csv") == [{1: "Titel", 2: "Verhaal"}, {1: "Deur", 2: "tekst"}]


def test_a_csv_of_libreoffice_is_read():
    assert rows(FILES / "libreoffice.csv")[2][4].endswith("Haar jas is al aan.")


def test_a_cell_of_a_megabyte_is_read(tmp_path):
    (tmp_path / "x.csv").write_text(f"Titel;Verhaal\nDeur;{'lang ' * 200_000}\n")
    assert len(rows(tmp_path / "x.csv")[1][2]) > 999_000
