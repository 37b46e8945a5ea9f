"""Press sheets from the command line: names, numbers, boxes, plates, and every slip in words."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from kaartgen.errors import ExitCode
from tests.cli.conftest import files_under
from tests.pdf.plates import INKS, needs_ghostscript, plates
from tests.pdf.reading import box_mm, pictured, plain_text, size_mm

PRESS = ("deck", "proef", "--profiel", "drukvel")


def made(answer) -> list[Path]:
    assert answer.code == 0, answer.err
    return [Path(line) for line in answer.out.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ("", "proef-kaarten-drukvel-a6.pdf proef-kaarten-drukvel-tarot.pdf"),
        ("--soort S", "proef-kaarten-drukvel-S-a6.pdf"),
        ("--soort S --papier sra4", "proef-kaarten-drukvel-sra4-S-a6.pdf"),
        ("--soort S --oplage 10", "proef-kaarten-drukvel-oplage-10-S-a6.pdf"),
        (
            "--soort S --oplage 10 --indeling herhalen --pdfx 1a",
            "proef-kaarten-drukvel-herhalen-oplage-10-x1a-S-a6.pdf",
        ),
    ],
)
def test_every_choice_is_in_the_name(arguments: str, names: str, small, kaartgen) -> None:
    assert [file.name for file in made(kaartgen(*PRESS, *arguments.split()))] == names.split()
    assert files_under(small.root / "output") == sorted(names.split())


def test_the_page_is_the_sheet_and_the_trim_what_lies_between_the_outermost_cuts(kaartgen) -> None:
    (file,) = made(kaartgen(*PRESS, "--soort", "S"))
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            assert size_mm(page) == pytest.approx((320, 450), abs=0.01)
            left, top, right, bottom = box_mm(page, "/TrimBox")
            # Two lying A6 side by side and three below each other, two bleeds apart.
            assert (right - left, bottom - top) == pytest.approx((302, 327), abs=0.02)
            bleed = box_mm(page, "/BleedBox")
            grown = (left - 3, top - 3, right + 3, bottom + 3)
            assert bleed == pytest.approx(grown, abs=0.02)


@pytest.mark.parametrize("kind", ["4", "1a", "3", "geen"])
def test_every_pdfx_holds_before_our_own_preflight(kind: str, kaartgen) -> None:
    answer = kaartgen(*PRESS, "--pdfx", kind)
    assert len(made(answer)) == 2
    assert "voldoet aan onze controle" in answer.err
    assert "Let op" not in answer.err


def test_the_slug_line_says_which_sheet_and_side_of_what_and_when(kaartgen) -> None:
    (file,) = made(kaartgen(*PRESS, "--soort", "S", "--aantal", "7", "--datum", "2025-01-31"))
    front, back = (plain_text(file.read_bytes(), page) for page in (2, 3))
    assert "vel 2 van 2 · voorkant · Proefdeck a6, versie 1 · 31-1-2025" in front
    assert "grijper onder, aanleg links" in front
    assert "vel 2 van 2 · achterkant" in back
    assert "grijper onder, aanleg rechts" in back


def test_on_small_paper_the_slug_line_leaves_out_what_matters_least(kaartgen) -> None:
    (file,) = made(kaartgen(*PRESS, "--soort", "S", "--papier", "A5"))
    text = plain_text(file.read_bytes())
    assert "24-11-2026" in text
    assert "aanleg" not in text
    # Between the line and the target at the end of the strip the paper is white.
    end = pictured(file.read_bytes(), ppi=254).crop((1330, 30, 1370, 55))
    assert end.getextrema() == ((255, 255),) * 3


@needs_ghostscript
def test_crop_marks_are_on_every_plate_and_slug_text_on_black_alone(kaartgen) -> None:
    (file,) = made(kaartgen(*PRESS, "--soort", "S"))
    found = plates(file.read_bytes(), ppi=254)
    with pikepdf.open(file) as pdf:
        left, top, _, _ = box_mm(pdf.pages[0], "/TrimBox")
    for ink in INKS:
        # Above the corner of the first card, where the upright mark stands.
        mark = found[ink].crop(
            (round(left * 10) - 3, round(top * 10) - 70, round(left * 10) + 4, round(top * 10) - 40)
        )
        assert mark.getextrema()[1] > 200, ink
        slug = found[ink].crop((200, 30, 1000, 55))
        assert (slug.getextrema()[1] > 200) is (ink == "Black"), ink


def test_json_tells_the_run_its_paper_and_its_waste(kaartgen) -> None:
    answer = kaartgen(*PRESS, "--soort", "S", "--oplage", "20", "--json")
    told = json.loads(answer.out)
    assert told["kaarten"] == 20
    assert told["vellen"] == 4  # six on a sheet
    assert (told["oplage"], told["indeling"], told["papier"]) == (20, "stapelen", "SRA3")
    (lot,) = told["drukvellen"]
    assert (lot["plekken"], lot["lege_plekken"], lot["keer"]) == (24, 4, 1)
    cards, sheets = 20 * 105 * 148, 4 * 320 * 450
    assert lot["papierverlies_procent"] == pytest.approx(100 * (1 - cards / sheets), abs=0.06)
    assert told["bestanden"][0]["paginas"] == 8


def test_repeated_sheets_are_in_the_file_once_and_on_the_press_as_often_as_decks(kaartgen) -> None:
    answer = kaartgen(*PRESS, "--soort", "S", "--oplage", "20", "--indeling", "herhalen", "--json")
    told = json.loads(answer.out)
    assert (told["vellen"], told["bestanden"][0]["paginas"]) == (20, 2)
    assert told["drukvellen"][0]["lege_plekken"] == 100


def test_people_are_told_how_many_sheets_and_how_to_gather_the_cards(kaartgen) -> None:
    said = kaartgen(*PRESS, "--soort", "S", "--oplage", "20").err
    assert "20 kaarten op 4 drukvellen SRA3, een oplage van 20" in said
    assert "4 plekken blijven leeg van de 24" in said
    assert "leg de stapeltjes op elkaar" in said
    said = kaartgen(*PRESS, "--soort", "S", "--oplage", "20", "--indeling", "herhalen").err
    assert "Elk vel 20 keer" in said
    assert "van elk stapeltje één kaart" in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--oplage", "0"), "Bij --oplage hoort een heel getal"),
        (("--oplage", "tien"), "Bij --oplage hoort een heel getal"),
        (("--indeling", "stapel"), "Bedoel je ‘stapelen’?"),
        (("--sets", "3"), "--oplage 3"),
        (("--per-kaart",), "Laat --per-kaart weg"),
        (("--opdracht",), "Laat --opdracht weg"),
        (("--vouw",), "--vouw hoort bij --profiel thuis"),
        (("--papier", "C32011"), "al gesneden"),
        (("--soort", "S", "--oplage", "90000"), "--indeling herhalen"),
    ],
)
def test_what_does_not_go_together_is_refused(arguments, says: str, small, kaartgen) -> None:
    answer = kaartgen(*PRESS, *arguments)
    assert answer.code == ExitCode.USAGE
    assert says in answer.err
    assert not (small.root / "output").exists()


@pytest.mark.parametrize("profile", ["thuis", "drukker", "master"])
def test_what_is_for_press_sheets_is_refused_elsewhere(profile: str, kaartgen) -> None:
    answer = kaartgen("deck", "proef", "--profiel", profile, "--indeling", "herhalen")
    assert answer.code == ExitCode.USAGE
    assert "--profiel drukvel" in answer.err


def test_press_sheets_are_for_cards_alone(kaartgen) -> None:
    answer = kaartgen("doosje", "proef", "--profiel", "drukvel")
    assert answer.code == ExitCode.USAGE
    assert "‘drukvel’ kan niet bij --profiel" in answer.err


def test_the_same_run_gives_the_same_bytes(kaartgen) -> None:
    first = [file.read_bytes() for file in made(kaartgen(*PRESS, "--oplage", "3"))]
    again = [file.read_bytes() for file in made(kaartgen(*PRESS, "--oplage", "3"))]
    assert first == again


def test_marks_on_every_plate_are_no_excess_of_ink_also_when_it_is_measured(kaartgen) -> None:
    (file,) = made(kaartgen(*PRESS, "--soort", "S"))
    told = json.loads(kaartgen("preflight", str(file), "--inkt", "--json").out)
    found = {finding["controle"] for finding in told["bevindingen"]}
    assert found == {"tekens-buiten-afloop"}
