"""`kaartgen nieuw --werkblad`: a spreadsheet to fill in, or with all of a deck in it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kaartgen.content.kinds import KINDS
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.writing.columns import columns, label_of_sheet, matches
from kaartgen.writing.workbook import MOST_LETTERS, empty_workbook, workbook
from tests.cli.conftest import Call, files_under
from tests.cli.test_nieuw_van import van
from tests.content.small import SmallDeck, made_in

__all__ = ["van"]


@pytest.fixture(scope="module")
def empty() -> dict[str, Worksheet]:
    """The sheets of the empty spreadsheet."""
    book = load_workbook(io.BytesIO(empty_workbook()))
    return {sheet.title: sheet for sheet in book.worksheets}


def test_it_is_made_where_you_are_and_says_what_comes_next(van: Call):
    said = van("nieuw", "--werkblad")
    assert said.code == ExitCode.OK
    assert Path(said.out.strip()) == Path.cwd() / "werkblad.xlsx"
    assert "kaartgen nieuw mijn-deck --van werkblad.xlsx" in said.err


@pytest.mark.parametrize(
    ("name", "made"),
    [("x.xlsx", "x.xlsx"), ("onze situaties", "onze situaties.xlsx"), ("map", "map/werkblad.xlsx")],
)
def test_its_name_may_be_given(van: Call, name, made):
    Path("map").mkdir()
    assert van("nieuw", name, "--werkblad").code == ExitCode.OK
    assert files_under(Path.cwd()) == [made]


@pytest.mark.parametrize("name", ["x.ods", "x.csv", "x.docx"])
def test_another_kind_of_file_is_refused_with_the_one_that_can(van: Call, name):
    said = van("nieuw", "--werkblad", name)
    assert said.code == ExitCode.USAGE
    assert "x.xlsx" in said.err


def test_what_is_there_is_never_overwritten(van: Call):
    Path("werkblad.xlsx").write_text("van mij")
    said = van("nieuw", "--werkblad")
    assert said.code == ExitCode.USAGE
    assert Path("werkblad.xlsx").read_text() == "van mij"


def test_the_same_deck_gives_the_same_bytes():
    assert empty_workbook() == empty_workbook()
    # Neither the zip nor the properties hold the time of day.
    assert b"2026-" not in empty_workbook()


def test_the_result_is_there_for_programs(van: Call):
    found = json.loads(van("nieuw", "--werkblad", "--deck", "jeugdzorg", "--json").out)
    assert found["bestanden"] == [{"pad": str(Path.cwd() / "jeugdzorg.xlsx")}]
    assert found["kaarten"] == 80
    assert any("gedeeld" in one["bericht"] for one in found["bevindingen"])


def test_a_deck_that_is_not_there_is_told(van: Call):
    said = van("nieuw", "--werkblad", "--deck", "jeugdzorgg")
    assert said.code == ExitCode.USAGE
    assert "jeugdzorg" in said.err
    assert files_under(Path.cwd()) == []


# --- What stands in it -------------------------------------------------------------------------


def test_every_kind_has_a_sheet_between_the_explanation_and_the_deck(empty):
    assert list(empty) == ["Uitleg", *(label_of_sheet(kind) for kind in KINDS), "Deck"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_sheet_has_its_headings_frozen_wide_and_explained(empty, kind):
    sheet = empty[label_of_sheet(kind)]
    headings = [cell.value for cell in sheet[1]]
    assert all(matches(kind, heading) for heading in headings)
    assert sheet.freeze_panes in ("A2", "C2")
    for cell in sheet[1]:
        assert sheet.column_dimensions[cell.column_letter].width >= 11
        assert cell.alignment.wrap_text
    helped = {str(one.sqref).split(":")[0] for one in sheet.data_validations.dataValidation}
    assert helped == {f"{cell.column_letter}2" for cell in sheet[1]}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_all_that_a_card_must_have_has_a_column(empty, kind):
    headings = {
        matches(kind, cell.value)[0].column.field for cell in empty[label_of_sheet(kind)][1]
    }
    for name, field in kind.model.model_fields.items():
        if field.is_required():
            assert (field.alias or name) in headings


def test_help_is_no_longer_than_a_program_shows():
    for kind in KINDS:
        for column in columns(kind):
            assert len(column.help) < 200
            assert len(column.heading(20)) <= 32


def test_where_there_is_a_choice_the_cell_offers_it(empty):
    offered = {
        one.promptTitle: one.formula1 for one in empty["Waarden"].data_validations.dataValidation
    }
    assert offered["Lens"] == '"IS,DOET,VOELT"'
    assert offered["Uitleg"] is None


def test_the_example_is_marked_and_makes_no_card(van: Call):
    van("nieuw", "--werkblad")
    said = van("nieuw", "x", "--van", "werkblad.xlsx")
    assert said.code == ExitCode.AUTHOR
    assert "nog geen enkele kaart" in said.err


def test_a_filled_in_worksheet_makes_the_cards_that_were_filled_in(van: Call):
    van("nieuw", "--werkblad")
    book = load_workbook("werkblad.xlsx")
    sheet = book["Situaties"]
    headings = {cell.value: cell.column for cell in sheet[1]}
    for heading, text in (
        ("Titel", "De deur"),
        ("Verhaal", "Je wacht."),
        ("Waarden", "Rust; Moed"),
    ):
        sheet.cell(3, headings[heading], text)
    book["Deck"]["B2"] = "Goed werk"
    book.save("werkblad.xlsx")
    said = van("nieuw", "x", "--van", "werkblad.xlsx")
    assert said.code == ExitCode.OK
    assert "1 situatie, 2 waarden" in said.err
    assert "titel: Goed werk" in Path("kaarten/x/deck.yaml").read_text("utf-8")


# --- Traps of the library ----------------------------------------------------------------------


def _small(tmp_path: Path, text: str) -> SmallDeck:
    small = made_in(tmp_path)
    small.spoil("situaties.yaml", "Het regent en de deur gaat open.", text)
    return small


def test_what_begins_like_a_formula_is_text(tmp_path):
    small = _small(tmp_path, "'=1+1'")
    book = load_workbook(io.BytesIO(workbook(small.load(), None, None)))
    sheet = book["Situaties"]
    story = next(cell.column for cell in sheet[1] if cell.value == "Verhaal")
    cell = sheet.cell(2, story)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut(tmp_path):
    small = _small(tmp_path, "a" * (MOST_LETTERS + 1))
    with pytest.raises(KaartgenError) as caught:
        workbook(small.load(), None, None)
    assert caught.value.code == ExitCode.AUTHOR
    assert "situaties.yaml, regel 1" in str(caught.value)


def test_pictures_are_said_to_stay_behind(van: Call):
    small = made_in(Path.cwd())
    (small.folder / "deur.png").write_bytes(b"")
    small.spoil(
        "situaties.yaml", "  rol:", "  afbeelding: {bestand: deur.png, alt: Een deur}\n  rol:"
    )
    assert "deur.png" in van("nieuw", "--werkblad", "--deck", "proef").err
