"""What is read from a Word file: a heading a card, labels, lists, tables, changes accepted."""

from __future__ import annotations

import datetime
from pathlib import Path

import docx
import pytest

from kaartgen.workspace import Workspace
from kaartgen.writing.importing import imported
from kaartgen.writing.reading.source import read_book
from kaartgen.writing.tables import Book
from tests.writing.files import word

FILES = Path(__file__).parent / "bestanden"
HEAD = '<w:p><w:pPr><w:pStyle w:val="Kop1"/></w:pPr><w:r><w:t>De deur</w:t></w:r></w:p>'


def said(book: Book, number: int = 0) -> list[tuple[str, str]]:
    return [(label, text) for label, text, _, _ in book.parts[number].pieces]


def paragraph(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def run(text: str, style: str = "") -> str:
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_word_file_of_libreoffice_is_read():
    book = read_book(FILES / "libreoffice.docx")
    assert book.title == "Situaties uit de werkplaats"
    assert [part.heading for part in book.parts] == [
        "De sleutel op tafel", "De bus van zes uur", "De lege stoel",
    ]  # fmt: skip
    assert said(book) == [
        ("Rol", "Je bent teamleider"),
        ("", "Ze legt een sleutel neer. Je *kijkt* op."),
        ("", "Haar jas is al aan."),
        ("Kantelpunt", "Ze wacht op jou."),
        ("Vraag", "Wat zeg je haar?"),
        ("Vragen", "Wat weet je?"),
        ("Vragen", "Wat vul je in?"),
    ]
    assert said(book, 1)[0] == ("Rol", "Je bent chauffeur")  # a table
    assert said(book, 2)[1] == ("Wie kijkt er nog meer?", "De moeder: Ik wacht al een uur.")


def test_a_paragraph_is_told_by_its_heading_and_its_number_under_it(tmp_path):
    text = docx.Document()
    text.add_heading("De deur", 1)
    text.add_paragraph("Een.")
    text.add_paragraph("")
    text.add_paragraph("Twee.")
    text.save(tmp_path / "x.docx")
    spots = [spot for _, _, spot, _ in read_book(tmp_path / "x.docx").parts[0].pieces]
    assert spots == ["‘De deur’, alinea 1", "‘De deur’, alinea 2"]


def test_changes_are_read_as_accepted_and_said(tmp_path):
    body = HEAD + paragraph(
        run("Ze wacht ")
        + f'<w:del w:id="1">{run("niet ").replace("w:t", "w:delText")}</w:del>'
        + f'<w:ins w:id="2">{run("op jou")}</w:ins>'
        + f'<w:moveFrom w:id="3">{run(" weg")}</w:moveFrom>'
        + run(".")
    )
    book = read_book(word(tmp_path / "x.docx", body, {"word/comments.xml": "<c/>"}))
    assert said(book) == [("", "Ze wacht op jou.")]
    assert any("wijzigingen" in note for note in book.notes)
    assert any("kantlijn" in note for note in book.notes)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("een") + "<w:r><w:br/></w:r>" + run("twee"), "een\ntwee"),
        (run("een") + "<w:r><w:tab/></w:r>" + run("twee"), "een twee"),
        (run("zicht") + run("baar", "<w:vanish/>"), "zicht"),
        (run("a") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("b"), "ab"),
        ("<w:hyperlink>" + run("klik") + "</w:hyperlink>", "klik"),
        (run("Ze zegt ") + run("nee", "<w:b/>") + run("."), "Ze zegt **nee**."),
        (run("Niet", '<w:b w:val="0"/>') + run(" vet"), "Niet vet"),
    ],
)
def test_a_paragraph_reads_as_it_looks(tmp_path, inside, text):
    assert said(read_book(word(tmp_path / "x.docx", HEAD + paragraph(inside)))) == [("", text)]


@pytest.mark.parametrize(
    "inside",
    [
        run("Rol:", "<w:b/>") + run(" Je bent arts"),
        run("Rol", "<w:b/>") + run(": Je bent arts"),
        run("Rol ", "<w:b/>") + run("Je bent arts"),
        run("rol: Je bent arts"),
        run("ROL : Je bent arts"),
    ],
)
def test_a_label_runs_in_with_its_text(tmp_path, inside):
    book = read_book(word(tmp_path / "x.docx", HEAD + paragraph(inside)))
    assert [(label.casefold(), text) for label, text in said(book)] == [("rol", "Je bent arts")]


def test_what_somebody_says_is_no_label(tmp_path):
    body = HEAD + paragraph(run("Moeder zegt: kijk, alles vers."))
    assert said(read_book(word(tmp_path / "x.docx", body)))[0][0] == ""


def test_after_a_label_with_its_text_the_story_goes_on(tmp_path):
    lines = ("Rol: Je bent arts", "Het regent.", "Vragen:", "- Wat zie je?", "- Wat weet je?")
    body = HEAD + "".join(paragraph(run(line)) for line in lines)
    assert said(read_book(word(tmp_path / "x.docx", body))) == [
        ("Rol", "Je bent arts"),
        ("", "Het regent."),
        ("Vragen", "- Wat zie je?"),
        ("Vragen", "- Wat weet je?"),
    ]


def test_after_a_list_the_story_goes_on(tmp_path):
    lines = (
        "Waarden: rust, moed",
        "Het regent.",
        "Perspectieven:",
        "Moeder: Ik wacht.",
        "Kind: Ik ook.",
    )
    body = HEAD + "".join(paragraph(run(line)) for line in (*lines, "De bus komt."))
    assert said(read_book(word(tmp_path / "x.docx", body))) == [
        ("Waarden", "rust, moed"),
        ("", "Het regent."),
        ("Perspectieven", "Moeder: Ik wacht."),
        ("Perspectieven", "Kind: Ik ook."),
        ("", "De bus komt."),
    ]


def test_a_whole_text_becomes_cards_with_what_is_doubtful_by_paragraph(tmp_path):
    text = docx.Document()
    text.add_paragraph("Vooraf.")
    text.add_heading("De deur", 1)
    for line in ("Rol: Je bent arts", "Je wacht.", "Vraag: Zou je dit melden?", "Kantelpnt: Nu."):
        text.add_paragraph(line)
    text.add_paragraph("Waarden: rust, moed en trots")
    text.add_heading("Later", 1)
    text.save(tmp_path / "x.docx")
    made = imported(
        read_book(tmp_path / "x.docx"), "x", None, datetime.date(2026, 11, 24), Workspace(None)
    )
    (card,) = made.deck.of_kind("situatie")
    assert card.content.rol == "Je bent arts"
    assert card.content.verhaal == "Je wacht.\nKantelpnt: Nu."
    assert card.content.waarden == ("rust", "moed", "trots")
    told = {doubt.about: (doubt.spot, doubt.message + doubt.hint) for doubt in made.doubts}
    assert told["gesloten-vraag"][0] == "‘De deur’, alinea 3"
    assert told["kolom"][0] == "‘De deur’, alinea 4"
    assert "Kantelpunt" in told["kolom"][1]
    assert told["kop"][0] == "kop ‘Later’"
    assert any("Vooraf." in note for note in made.notes)


def test_headings_of_a_chapter_say_the_kind(tmp_path):
    text = docx.Document()
    for level, heading in ((1, "Situaties"), (2, "De deur"), (1, "Waarden"), (2, "Rust")):
        text.add_heading(heading, level)
        if level == 2:
            text.add_paragraph("Tekst.")
    text.save(tmp_path / "x.docx")
    book = read_book(tmp_path / "x.docx")
    assert [(part.heading, part.under) for part in book.parts] == [
        ("De deur", ("Situaties",)),
        ("Rust", ("Waarden",)),
    ]


def test_in_a_text_without_headings_bold_lines_are_them(tmp_path):
    body = paragraph(run("De deur", "<w:b/>")) + paragraph(run("Het regent."))
    book = read_book(word(tmp_path / "x.docx", body))
    assert book.parts[0].heading == "De deur"
    assert any("vette regels" in note for note in book.notes)


def test_a_wide_table_is_a_sheet(tmp_path):
    text = docx.Document()
    table = text.add_table(rows=0, cols=3)
    for row in (("Titel", "Rol", "Verhaal"), ("De deur", "Je bent arts", "Het regent.")):
        for cell, content in zip(table.add_row().cells, row, strict=True):
            cell.text = content
    text.save(tmp_path / "x.docx")
    (sheet,) = read_book(tmp_path / "x.docx").sheets
    assert sheet.rows[1][1][3].text == "Het regent."
    assert sheet.spot(2, 3) == "tabel 1, rij 2, kolom C"


def test_text_under_a_chapter_that_is_no_card_is_told(tmp_path):
    text = docx.Document()
    text.add_heading("Hoofdstuk", 1)
    text.add_paragraph("Een inleiding.")
    text.add_heading("De deur", 2)
    text.add_paragraph("Het regent.")
    text.save(tmp_path / "x.docx")
    assert read_book(tmp_path / "x.docx").skipped == (("Hoofdstuk", "‘Hoofdstuk’, alinea 1"),)
