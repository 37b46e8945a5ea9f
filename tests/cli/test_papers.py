"""`--papier` and what goes with it: pre-cut sheets, grids, gutters, cut marks and cut order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kaartgen.errors import ExitCode
from tests.pdf.reading import opened, plain_text


def made(answer) -> Path:
    assert answer.code == ExitCode.OK, answer.err
    return Path(answer.out.strip())


@pytest.mark.parametrize(
    ("options", "added"),
    [
        ("--papier C32252 --soort S", "-c32252"),
        ("--papier c32252 --vanaf 3 --soort S", "-c32252-vanaf-3"),
        ("--raster 1x2 --soort S", "-raster-1x2"),
        ("--tussenruimte 4mm", "-tussenruimte-4mm"),
        ("--tussenruimte 2,5", "-tussenruimte-2,5mm"),
        ("--snijlijnen rand", "-snijlijnen-rand"),
        ("--snijlijnen geen", "-snijlijnen-geen"),
        ("--snijvolgorde", "-snijvolgorde"),
        ("--papier Letter", "-letter"),
    ],
)
def test_what_changes_the_sheets_is_in_the_name(small, kaartgen, options, added):
    chosen = "-S" if "--soort" in options else ""
    name = made(kaartgen("deck", "proef", "--stil", *options.split())).name
    assert name == f"proef-kaarten-thuis{added}{chosen}.pdf"


def test_a_deck_on_a_sheet_for_other_cards_is_told_what_would_fit_and_makes_nothing(
    small, kaartgen
):
    answer = kaartgen("deck", "proef", "--papier", "C32011")
    assert answer.code == ExitCode.USAGE
    assert "De kaarten S van 105 × 148 mm passen niet op C32011" in answer.err
    assert "C32252" in answer.err
    assert "De kaarten W van 70 × 120 mm passen niet op C32011" in answer.err
    assert not (small.root / "output").exists()


def test_the_kinds_that_do_fit_are_named_with_how_to_choose_them(small, kaartgen):
    answer = kaartgen("deck", "proef", "--papier", "C32252")
    assert answer.code == ExitCode.USAGE
    assert "De kaarten S passen wel.\n  → Maak alleen die met --soort S." in answer.err
    assert "Op C32252 passen kaarten van a6 (105 × 148 mm)." in answer.err


def test_a_pre_cut_sheet_comes_without_the_page_of_instructions(small, kaartgen):
    file = made(kaartgen("deck", "proef", "--papier", "C32252", "--soort", "S", "--stil"))
    assert len(opened(file.read_bytes()).pages) == 2


def test_labels_are_printed_on_one_side_and_said_to_be(small, kaartgen):
    answer = kaartgen("deck", "proef", "--papier", "Avery 3483", "--soort", "S", "--aantal", "6")
    file = made(answer)
    assert len(opened(file.read_bytes()).pages) == 2
    assert "6 kaarten op 2 vellen 3483" in answer.err
    assert "Alleen de voorkanten" in answer.err
    assert "dubbelzijdig" not in answer.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--vanaf 2", "--vanaf is voor een voorgesneden vel"),
        ("--papier C32252 --vanaf 5", "Op C32252 zijn 4 plaatsen; --vanaf 5 kan dus niet."),
        ("--papier C32252 --raster 2x2", "--raster gaat niet samen met C32252"),
        ("--papier C32252 --tussenruimte 1", "--tussenruimte gaat niet samen met C32252"),
        ("--papier C32252 --snijlijnen geen", "--snijlijnen gaat niet samen met C32252"),
        ("--papier C32252 --snijvolgorde", "--snijvolgorde gaat niet samen met C32252"),
        ("--vanaf 0", "Bij --vanaf hoort een heel getal van 1"),
        ("--raster 3", "Bij --raster horen kolommen en rijen, zoals 3x3; er staat ‘3’."),
        ("--raster 0x3", "Bij --raster horen kolommen en rijen"),
        ("--raster 9x9", "past niet op A4.\n  → Het grootste dat past is --raster 2x2."),
        ("--tussenruimte -2mm", "Bij --tussenruimte hoort een lengte van 0 tot 50 mm"),
        ("--snijlijnen midden", "‘midden’ kan niet bij --snijlijnen."),
        ("--papier C3225", "Er is geen papier ‘C3225’.\n  → Bedoel je ‘C3225"),
        ("--profiel master --raster 2x2", "--raster hoort bij --profiel thuis."),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_made(small, kaartgen, options, told):
    answer = kaartgen("deck", "proef", *options.split())
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert told in answer.err
    assert not (small.root / "output").exists()


def test_every_format_for_which_a_grid_is_too_large_is_named_at_once(small, kaartgen):
    answer = kaartgen("deck", "proef", "--raster", "5x5")
    assert "kaarten van 105 × 148 mm past niet op A4" in answer.err
    assert "kaarten van 70 × 120 mm past niet op A4" in answer.err


def test_the_number_of_cuts_is_told(three, kaartgen):
    # Four A6 on A4: one across, and one in each of the two strips.
    assert "Snijden: 3 sneden op een vol vel." in kaartgen("deck", "proef", "--soort", "S").err


def test_a_page_shows_the_order_of_the_cuts_where_that_was_asked_for(three, kaartgen):
    file = made(kaartgen("deck", "proef", "--soort", "S", "--snijvolgorde", "--stil"))
    text = plain_text(file.read_bytes(), 2)
    assert "Zo snijd je dit vel" in text
    assert "148,5 mm" in text
    assert "105 mm" in text


def test_two_formats_share_a_sheet_where_that_saves_one(small, kaartgen):
    answer = kaartgen("deck", "proef")
    assert "3 kaarten op 1 vel A4" in answer.err


def test_a_board_does_not_go_on_a_pre_cut_sheet(small, kaartgen):
    answer = kaartgen("dialoogkaart", "proef", "--algemeen", "--papier", "C32011")
    assert answer.code == ExitCode.USAGE
    assert "de dialoogkaart past daar niet op" in answer.err


def test_the_list_of_papers_says_what_each_holds(kaartgen):
    rows = {row["naam"]: row for row in json.loads(kaartgen("lijst", "papier", "--json").out)}
    assert {"formaat": "a6", "aantal": 4} in rows["A4"]["past"]
    assert rows["C32011"]["past"] == [{"formaat": None, "aantal": 10}]
    assert rows["C32011"]["kaart"] == {"breedte": 85.0, "hoogte": 54.0, "hoek": 0.0}
    assert rows["3483"]["zijden"] == 1
    assert all(row["bron"] and row["datum"] for row in rows.values())
    lines = kaartgen("lijst", "papier").out.splitlines()
    (line,) = [line for line in lines if line.startswith("C32011 ")]
    assert "10 × 85 × 54 mm" in line
    assert "Avery Zweckform" in line


def test_the_backs_to_try_first_are_found_behind_the_page_about_cutting_too(three, kaartgen):
    answer = kaartgen("deck", "proef", "--soort", "S", "--enkelzijdig", "--snijvolgorde")
    made(answer)
    # The sheet in front, the one about cutting, and one with cards: three fronts, then the backs.
    assert "pagina 1 en daarna 4" in answer.err
