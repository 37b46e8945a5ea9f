"""`kaartgen nieuw NAAM --van BESTAND`: a deck of what people bring, each doubt with its cell."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
import zipfile
from pathlib import Path

import pytest

from kaartgen.cli.app import run
from kaartgen.content.load import load
from kaartgen.errors import ExitCode
from kaartgen.workspace import Workspace
from kaartgen.writing.reading import package
from tests.cli.conftest import Answer, Call, files_under
from tests.writing.files import CARD, HEADS, excel, heads, inline, word, xlsx
from tests.writing.workshop import workshop


@pytest.fixture
def van(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Call the command line in an empty folder."""
    place = tmp_path / "map"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))

    def call(*arguments: str) -> Answer:
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        return Answer(ExitCode(code), said.out, said.err)

    return call


class Terminal(io.StringIO):
    """A person at a keyboard."""

    def isatty(self) -> bool:
        return True


def sheet(*rows: object, name: str = "x.xlsx") -> Path:
    return xlsx(Path.cwd() / name, {"Situaties": rows})


def private() -> Path:
    return sheet(HEADS, (*CARD[:2], "Je belt mevrouw Van Dijk op 06-12345678.", *CARD[3:]))


# --- Done when ---------------------------------------------------------------------------------


def test_the_spreadsheet_of_a_workshop_is_printed_in_three_commands(van, monkeypatch):
    workshop(Path("workshop.xlsx"))
    monkeypatch.setattr(sys, "stdin", Terminal("ja\n"))
    said = van("nieuw", "goed-werk", "--van", "workshop.xlsx")
    assert said.code == ExitCode.OK
    # Each of the five flaws, with its cell and what to do.
    flaws = [
        ("Situaties!E5:", "508 tekens", "28 tekens"),  # too long
        ("Situaties!G7:", "ja of nee", "Begin met wat"),  # a closed question
        ("Situaties!E9:", "Je besluit om", "Stop net voor de keuze"),  # the answer
        ("Situaties!E11:", "Mevrouw De Vries", "Schrijf de rol"),  # personal data
        ("Situaties!K13:", "Eerlijkhijd", "‘Eerlijkheid’"),  # misspelt
    ]
    told = said.err.partition("om na te kijken")[2].split("\n\n")
    for spot, what, remedy in flaws:
        assert [one for one in told if spot in one and what in one and remedy in one], spot
    assert "5 dingen om na te kijken" in said.err  # and nothing about the five good ones
    assert van("check", "goed-werk").code == ExitCode.OK
    made = van("deck", "goed-werk")
    assert made.code == ExitCode.OK
    assert Path(made.out.strip()).read_bytes().startswith(b"%PDF")
    assert "15 kaarten" in made.err


def test_the_list_of_doubts_stays_beside_the_deck(van):
    workshop(Path("workshop.xlsx"))
    van("nieuw", "goed-werk", "--van", "workshop.xlsx", "--toch")
    text = Path("kaarten/goed-werk/aandachtspunten.txt").read_text("utf-8")
    assert "Situaties!G7: " in text
    assert van("check", "goed-werk").code == ExitCode.OK  # and it is in nobody's way


def test_the_doubts_are_there_for_programs_too(van):
    workshop(Path("workshop.xlsx"))
    found = json.loads(van("nieuw", "x", "--van", "workshop.xlsx", "--toch", "--json").out)
    assert found["kaarten"] == 15
    assert ("Situaties!K13", "waarde") in [
        (one["cel"], one["signaal"]) for one in found["bevindingen"]
    ]
    assert str(Path.cwd() / "workshop.xlsx") in {one["bestand"] for one in found["bevindingen"]}


# --- Personal data -----------------------------------------------------------------------------


def test_personal_data_is_told_before_anything_is_written(van):
    private()
    said = van("nieuw", "x", "--van", "x.xlsx")
    assert said.code == ExitCode.AUTHOR
    assert "Situaties!C2" in said.err
    assert "Van Dijk" in said.err
    assert "06-12345678" in said.err
    assert "--toch" in said.err
    assert files_under(Path.cwd()) == ["x.xlsx"]


@pytest.mark.parametrize("answer", ["nee\n", "\n", "j a\n", ""])
def test_who_does_not_say_yes_gets_nothing_written(van, monkeypatch, answer):
    private()
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    assert van("nieuw", "x", "--van", "x.xlsx").code in (ExitCode.AUTHOR, ExitCode.USAGE)
    assert files_under(Path.cwd()) == ["x.xlsx"]


def test_who_says_it_is_meant_gets_the_deck_and_the_signal(van):
    private()
    said = van("nieuw", "x", "--van", "x.xlsx", "--toch")
    assert said.code == ExitCode.OK
    assert "achternaam" in said.err
    assert (Path.cwd() / "kaarten" / "x" / "deck.yaml").is_file()


def test_names_of_makers_are_meant_to_be_there(van):
    fields = [("Veld", "Waarde"), ("Makers", "Jan de Vries")]
    xlsx(Path("x.xlsx"), {"Situaties": [HEADS, CARD], "Deck": fields})
    assert van("nieuw", "x", "--van", "x.xlsx").code == ExitCode.OK


# --- What is made ------------------------------------------------------------------------------


def test_a_few_columns_make_a_deck_that_prints_at_once(van):
    sheet(("Titel", "Verhaal", "Vraag"), ("De deur", "Je staat voor de deur.", "Wat doe je?"))
    assert van("nieuw", "x", "--van", "x.xlsx").code == ExitCode.OK
    made = van("deck", "x")
    assert made.code == ExitCode.OK, made.err
    assert van("dialoogkaart", "x").code == ExitCode.OK
    assert van("handreiking", "x").code == ExitCode.OK


def test_the_title_is_the_writers_or_that_of_the_text_or_the_name(van):
    body = '<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr><w:r><w:t>Onze kaarten</w:t></w:r></w:p>'
    body += '<w:p><w:pPr><w:pStyle w:val="Kop1"/></w:pPr><w:r><w:t>De deur</w:t></w:r></w:p>'
    body += "<w:p><w:r><w:t>Je wacht.</w:t></w:r></w:p>"
    styles = (
        '<w:styles><w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    word(Path("x.docx"), body, {"word/styles.xml": styles})
    sheet(HEADS, CARD)
    van("nieuw", "een", "--van", "x.docx")
    van("nieuw", "twee", "--van", "x.docx", "--titel", "Zelf")
    van("nieuw", "drie-vier", "--van", "x.xlsx")
    titles = [load(Workspace(Path.cwd()), name).file.titel for name in ("een", "twee", "drie-vier")]
    assert titles == ["Onze kaarten", "Zelf", "Drie vier"]


def test_the_files_are_as_a_person_would_write_them(van):
    sheet((*HEADS, "Waarden", "Tags"), (*CARD, "Rust; Moed", "eerste keer"))
    van("nieuw", "x", "--van", "x.xlsx")
    text = Path("kaarten/x/situaties.yaml").read_text("utf-8")
    assert text.startswith(
        "# Situaties (S).\n\n"
        "- id: de-sleutel-op-tafel\n"
        "  nummer: 1\n"
        "  titel: De sleutel op tafel\n"
        "  rol: Je bent teamleider\n"
        "  verhaal: Een collega legt een sleutel op je bureau. Je kijkt naar haar jas.\n"
        "  kantelpunt: Ze wacht op wat jij nu zegt.\n"
        "  vraag: Wat zeg je haar?\n"
    )
    assert "  waarden: [rust, moed]\n" in text
    assert text.endswith("  tags: [eerste keer]\n")


def test_a_picture_that_lies_beside_the_file_goes_along(van):
    from PIL import Image

    Image.new("RGB", (300, 200), "red").save("deur.png")
    rows = [(*HEADS, "Afbeelding", "Alt"), (*CARD, "deur.png", "Een deur")]
    rows += [("De trap", *CARD[1:], "../trap.png", "x"), ("Het raam", *CARD[1:], "raam.png", "x")]
    sheet(*rows)
    said = van("nieuw", "x", "--van", "x.xlsx")
    assert Path("kaarten/x/deur.png").is_file()
    assert "Situaties!F3" in said.err
    assert "Situaties!F4" in said.err
    assert load(Workspace(Path.cwd()), "x").cards[0].content.afbeelding.alt == "Een deur"


def test_a_text_that_cannot_fit_is_measured_on_its_card(van):
    sheet(HEADS, (*CARD[:2], "Je wacht op de bus. " * 60, *CARD[3:]))
    said = van("nieuw", "x", "--van", "x.xlsx")
    assert said.code == ExitCode.OK
    assert (
        "Situaties!C2: S01 ‘De sleutel op tafel’, voorkant: de tekst loopt 13 regels over"
        in said.err
    )
    assert "kort die eerst in" in said.err


def test_the_same_file_gives_the_same_deck(van):
    workshop(Path("w.xlsx"))
    for name in ("een", "twee"):
        van("nieuw", name, "--van", "w.xlsx", "--toch", "--titel", "T")
    for file in Path("kaarten/een").iterdir():
        assert file.read_bytes() == (Path("kaarten/twee") / file.name).read_bytes()


# --- What is there already ---------------------------------------------------------------------


def test_a_deck_of_that_name_stays_as_it_is(van):
    sheet(HEADS, CARD)
    van("nieuw", "x", "--van", "x.xlsx")
    before = {name: Path(name).read_bytes() for name in files_under(Path.cwd())}
    said = van("nieuw", "x", "--van", "x.xlsx")
    assert said.code == ExitCode.USAGE
    assert "mijn-x" in said.err
    assert {name: Path(name).read_bytes() for name in files_under(Path.cwd())} == before


# --- Files that are no use ---------------------------------------------------------------------


def _zip(name: str, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as made:
        for part, content in parts.items():
            made.writestr(part, content)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
        ("x.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
        ("x.xls", OLE, "Opslaan als, .xlsx"),
        ("x.doc", OLE, "Opslaan als, .docx"),
        ("x.xlsx", b"PK\x03\x04 en dan niets", "beschadigd"),
        ("x.xlsx", b"", "leeg"),
        ("x.pdf", b"%PDF-1.7\n", "een pdf"),
        ("x.xls", b"<html><table><tr><td>Titel", "webpagina"),
        ("x.csv", b"\x00\x01\x02\xff" * 400, "geen spreadsheet"),
        ("~$x.xlsx", b"\x04Jan", "spoor"),
    ],
)
def test_a_file_that_is_no_use_is_told_with_what_to_do(van, name, content, words):
    Path(name).write_bytes(content)
    said = van("nieuw", "x", "--van", name)
    assert said.code == ExitCode.FILE
    assert words in said.err
    assert "→" in said.err
    assert not Path("kaarten").exists()


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"xl/workbook.bin": b""}, ".xlsb"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}, ".docx"),
        ({"Index/Document.iwa": b""}, "Numbers"),
        ({"ppt/presentation.xml": b""}, "presentatie"),
        ({"foto.jpg": b""}, "zip"),
        ({"xl/workbook.xml": b"<workbook>"}, "beschadigd"),
        ({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'}, "beschadigd"),
        ({"word/document.xml": b"<w:document><w:p>"}, "beschadigd"),
    ],
)
def test_a_package_of_another_kind_is_told_for_what_it_is(van, parts, words):
    _zip("x.xlsx", parts)
    said = van("nieuw", "x", "--van", "x.xlsx")
    assert said.code == ExitCode.FILE
    assert words in said.err


def test_a_file_cut_off_halfway_is_told_as_broken(van):
    file = sheet(HEADS, CARD)
    whole = file.read_bytes()
    for share in (0.3, 0.6, 0.95):
        file.write_bytes(whole[: int(len(whole) * share)])
        assert van("nieuw", "x", "--van", "x.xlsx").code == ExitCode.FILE


def test_a_folder_or_a_name_that_is_not_there_is_told(van):
    Path("map.xlsx").mkdir()
    sheet(HEADS, CARD, name="situaties.xlsx")
    assert "is een map" in van("nieuw", "x", "--van", "map.xlsx").err
    said = van("nieuw", "x", "--van", "situatie.xlsx")
    assert said.code == ExitCode.FILE
    assert "‘situaties.xlsx’" in said.err


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="who may read all is refused nothing"
)
def test_a_file_that_may_not_be_read_is_told(van):
    file = sheet(HEADS, CARD)
    file.chmod(stat.S_IWUSR)
    assert van("nieuw", "x", "--van", "x.xlsx").code == ExitCode.FILE


def test_a_file_that_another_program_holds_is_told(van, monkeypatch):
    sheet(HEADS, CARD)

    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "sharing violation")

    monkeypatch.setattr(Path, "open", held)
    said = van("nieuw", "x", "--van", "x.xlsx")
    assert said.code == ExitCode.FILE
    assert "openstaat" in said.err or "nog open in Excel" in said.err


def test_a_bomb_is_not_unpacked(van, monkeypatch):
    excel(Path("x.xlsx"), heads() + f"<row r='2'>{inline('A2', ' ' * 20_000_000)}</row>")
    said = van("nieuw", "x", "--van", "x.xlsx")
    assert said.code == ExitCode.FILE
    assert "veel groter" in said.err
    # And what is large but packs like text stops at a limit.
    monkeypatch.setattr(package, "MOST_BYTES", 1_000)
    sheet(HEADS, CARD, name="y.xlsx")
    assert "veel groter" in van("nieuw", "x", "--van", "y.xlsx").err


def test_a_sheet_without_headings_is_told_what_to_put_there(van):
    sheet(("Piet", "12", "rood"), ("Jan", "13", "blauw"))
    said = van("nieuw", "x", "--van", "x.xlsx")
    assert said.code == ExitCode.AUTHOR
    assert "Situaties!A1" in said.err
    assert "Kantelpunt" in said.err


def test_a_sheet_with_headings_alone_is_told(van):
    sheet(HEADS)
    said = van("nieuw", "x", "--van", "x.xlsx")
    assert said.code == ExitCode.AUTHOR
    assert "nog geen enkele kaart" in said.err


def test_fifty_thousand_rows_are_counted_and_refused(van):
    lines = ["Titel;Verhaal", *(f"Kaart {n};Je wacht." for n in range(50_000))]
    Path("x.csv").write_text("\n".join(lines))
    said = van("nieuw", "x", "--van", "x.csv")
    assert said.code == ExitCode.AUTHOR
    assert "50.001 gevulde rijen" in said.err
    assert not Path("kaarten").exists()


def test_a_cell_of_a_megabyte_is_left_out_and_told(van):
    Path("x.csv").write_text(f"Titel;Verhaal\nDe deur;{'lang ' * 200_000}\n")
    said = van("nieuw", "x", "--van", "x.csv")
    assert said.code == ExitCode.OK
    assert "cel B2: In deze cel staan 999.999 tekens" in said.err


def test_macros_are_passed_over_and_said(van):
    excel(
        Path("x.xlsm"),
        heads() + f"<row r='2'>{inline('A2', CARD[0])}{inline('C2', CARD[2])}</row>",
        more={"xl/vbaProject.bin": "x"},
    )
    said = van("nieuw", "x", "--van", "x.xlsm")
    assert said.code == ExitCode.OK
    assert "macro" in said.err


# --- Options that do not go together -----------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--van", "x.xlsx"), "kaartgen nieuw mijn-deck --van x.xlsx"),
        (("x", "--toch"), "--van"),
        (("x", "--deck", "jeugdzorg"), "--werkblad --deck jeugdzorg"),
        (("x", "--van", "x.xlsx", "--werkblad"), "een van de twee"),
        (("--werkblad", "--titel", "T"), "blad Deck"),
    ],
)
def test_options_that_do_not_go_together_are_told(van, arguments, words):
    said = van("nieuw", *arguments)
    assert said.code == ExitCode.USAGE
    assert words in said.err
    assert files_under(Path.cwd()) == []
