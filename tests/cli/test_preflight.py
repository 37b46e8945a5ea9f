"""`kaartgen preflight`: a table for people, JSON for programs, a proof to look at, and code 7."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array
from PIL import Image

from kaartgen.errors import ExitCode
from kaartgen.pdf.preflight.check import ranges
from tests.cli.conftest import files_under
from tests.pdf.preflight.good import add, changed, good
from tests.pdf.reading import opened, pictured, plain_text


@pytest.fixture
def pdf(small) -> Path:
    """A file that is right, in the folder that one works in."""
    file = small.root / "kaarten.pdf"
    file.write_bytes(good())
    return file


@pytest.fixture
def spoilt(small) -> Path:
    """A file with a thin line and a blue square, and a page without bleed."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        add(pdf, "0 0 0 1 K 0.1 w 100 100 m 200 100 l S 0 0 1 rg 100 200 50 50 re f")
        pdf.pages[1].obj.BleedBox = pdf.pages[1].obj.TrimBox

    file = small.root / "kaarten.pdf"
    file.write_bytes(changed(spoil))
    return file


def test_a_good_file_meets_our_check_and_is_not_called_certified(kaartgen, pdf):
    answer = kaartgen("preflight", "kaarten.pdf")
    assert (answer.code, answer.err) == (ExitCode.OK, "")
    words = " ".join(answer.out.split())
    assert "voldoet aan onze controle op PDF/X-4" in words
    assert "Een certificaat is dat niet." in words
    assert "gecertificeerd" not in words


def test_a_file_with_errors_gives_code_seven_and_says_where(kaartgen, spoilt):
    answer = kaartgen("preflight", "kaarten.pdf")
    assert answer.code is ExitCode.PREFLIGHT
    assert "p.\u00a01: kleuren in RGB" in answer.out
    assert "p.\u00a02: geen afloop, gevraagd is 3 mm" in answer.out
    assert "voldoet niet aan onze controle op PDF/X-4" in " ".join(answer.out.split())


def test_errors_come_before_warnings(kaartgen, spoilt):
    out = kaartgen("preflight", "kaarten.pdf").out
    assert out.rindex("\nFOUT ") < out.index("\nWAARSCHUWING ")


def test_warnings_alone_are_no_reason_for_a_code(kaartgen, small):
    small.root.joinpath("dun.pdf").write_bytes(
        changed(lambda pdf: add(pdf, "0 0 0 1 K 0.1 w 100 100 m 200 100 l S"))
    )
    answer = kaartgen("preflight", "dun.pdf")
    assert answer.code is ExitCode.OK
    assert "lijnen van 0,1 pt" in answer.out


@pytest.mark.parametrize(
    ("numbers", "told"),
    [([1], "1"), ([1, 2], "1–2"), ([1, 2, 3, 7, 9, 10], "1–3, 7, 9–10")],
)
def test_pages_that_follow_each_other_are_told_as_a_stretch(numbers, told):
    assert ranges(numbers) == told


@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_no_line_is_wider_than_the_terminal(kaartgen, spoilt, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    lines = kaartgen("preflight", "kaarten.pdf").out.splitlines()
    assert max(map(len, lines)) < min(int(columns), 100)


def test_json_tells_every_finding_with_its_place_in_millimetres(kaartgen, spoilt):
    answer = kaartgen("preflight", "kaarten.pdf", "--json")
    assert (answer.code, answer.err) == (ExitCode.PREFLIGHT, "")
    told = json.loads(answer.out)
    assert (told["voldoet"], told["voldoet_pdfx"], told["drukker"]) == (False, False, "drukker")
    assert (told["pdf"]["paginas"], told["pdf"]["breedte"], told["pdf"]["hoogte"]) == (2, 105, 148)
    blue = next(one for one in told["bevindingen"] if one["controle"] == "kleur-rgb")
    assert (blue["pagina"], blue["keer"], blue["code"]) == (1, 1, 7)
    # 50 points from 100 and 200 up, on a page 154 mm high.
    mm = 25.4 / 72
    assert blue["plekken"][0] == pytest.approx(
        [100 * mm, 154 - 250 * mm, 50 * mm, 50 * mm], abs=0.02
    )


def test_ink_is_told_for_each_plate_when_it_is_measured(kaartgen, pdf):
    answer = kaartgen("preflight", "kaarten.pdf", "--inkt")
    assert answer.code is ExitCode.OK
    assert "Gemeten dekking: cyaan " in answer.out
    told = json.loads(kaartgen("preflight", "kaarten.pdf", "--inkt", "--json").out)
    # Grounds of 20-5-30-0 and 60-10-0-20, and little else.
    assert told["pdf"]["dekking"]["cyaan"] == pytest.approx(40, abs=2)
    assert told["pdf"]["dekking"]["steunkleur"] == 0


def test_another_shop_wants_something_else(kaartgen, pdf):
    answer = kaartgen("preflight", "kaarten.pdf", "--drukker", "wimjonkers")
    assert answer.code is ExitCode.PREFLIGHT
    assert "Wim Jonkers wil contouren" in answer.out
    assert "noemt zich geen PDF/X-1a:2003" in answer.out


def test_the_pdfx_can_be_left_out(kaartgen, pdf):
    answer = kaartgen("preflight", "kaarten.pdf", "--pdfx", "geen")
    assert answer.code is ExitCode.OK
    assert "voldoet aan onze controle." in answer.out


def test_ones_own_shop_is_used(kaartgen, pdf, small):
    small.write(
        "../drukkers/buurman.yaml",
        "naam: De buurman\nbron: gevraagd\ndatum: 2026-01-01\nafloop: 5\nveilig: 5\n",
    )
    answer = kaartgen("preflight", "kaarten.pdf", "--drukker", "buurman")
    assert "3 mm afloop, gevraagd is 5 mm" in answer.out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("weg.pdf",), ExitCode.FILE, "is er niet"),
        (("kaarten.pdf", "--drukker", "druker"), ExitCode.USAGE, "drukker"),
        (("kaarten.pdf", "--pdfx", "5"), ExitCode.USAGE, "--pdfx"),
        ((), ExitCode.USAGE, "BESTAND"),
    ],
)
def test_mistakes_are_told_in_words(kaartgen, pdf, arguments, code, words):
    answer = kaartgen("preflight", *arguments)
    assert answer.code is code
    assert words in answer.err


def test_a_proof_shows_the_page_and_says_what_is_wrong(kaartgen, spoilt, small):
    answer = kaartgen("preflight", "kaarten.pdf", "--proef", "proef.pdf")
    assert answer.code is ExitCode.PREFLIGHT
    proof = small.root / "proef.pdf"
    assert answer.out.splitlines()[-1] == str(proof)
    content = proof.read_bytes()
    # What holds for the file, and the two pages with something on them.
    assert len(opened(content).pages) == 3
    assert "kaarten.pdf" in plain_text(content, 0)
    assert "Kleuren in RGB" in plain_text(content, 1)
    assert "Voorkant" in plain_text(content, 1)
    assert "Achterkant" in plain_text(content, 2)


def test_a_finding_is_drawn_in_its_place(kaartgen, spoilt, small):
    kaartgen("preflight", "kaarten.pdf", "--proef", "proef.pdf")
    picture = pictured((small.root / "proef.pdf").read_bytes(), 1, ppi=127)
    blue = _box(picture, lambda r, g, b: b > 180 and r < 60 and g < 60)
    red = _box(
        picture.crop((blue[0] - 14, blue[1] - 14, blue[2] + 14, blue[3] + 14)),
        lambda r, g, b: r > 180 and g < 80 and b < 80,
    )
    # The outline goes round the square on all sides, within two millimetres (ten pixels).
    assert red[0] < 14
    assert red[1] < 14
    assert red[2] > blue[2] - blue[0] + 14
    assert red[3] > blue[3] - blue[1] + 14


def _box(picture: Image.Image, chosen) -> tuple[int, int, int, int]:
    found = [
        (at % picture.width, at // picture.width)
        for at, pixel in enumerate(picture.get_flattened_data())
        if chosen(*pixel)
    ]
    assert found
    xs, ys = zip(*found, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def test_a_proof_can_be_pictures(kaartgen, spoilt, small):
    kaartgen("preflight", "kaarten.pdf", "--proef", "plaatjes/proef.png")
    assert files_under(small.root / "plaatjes") == ["proef-1.png", "proef-2.png", "proef-3.png"]


def test_the_same_file_gives_the_same_proof(kaartgen, spoilt, small):
    for name in ("een.pdf", "twee.pdf"):
        kaartgen("preflight", "kaarten.pdf", "--proef", name)
    assert small.root.joinpath("een.pdf").read_bytes() == (
        small.root.joinpath("twee.pdf").read_bytes()
    )


def test_a_proof_of_a_file_with_foreign_names_and_a_turned_page(kaartgen, small):
    def spoil(pdf: pikepdf.Pdf) -> None:
        add(pdf, "1 0 0 rg 100 200 50 50 re f")
        pdf.trailer.Info.Title = pikepdf.String("标题")
        for page in pdf.pages:
            page.obj.Rotate = 90
            page.obj.CropBox = Array([20, 20, 200, 300])

    file = small.root / "手册 *vet*.pdf"
    file.write_bytes(changed(spoil))
    answer = kaartgen("preflight", file.name, "--proef", "p.pdf")
    assert answer.code is ExitCode.PREFLIGHT
    assert "*vet*.pdf" in plain_text(small.root.joinpath("p.pdf").read_bytes(), 0)


def test_the_file_itself_is_left_alone(kaartgen, spoilt, small):
    before = spoilt.read_bytes()
    kaartgen("preflight", "kaarten.pdf", "--proef", "proef.pdf", "--stil")
    assert spoilt.read_bytes() == before
