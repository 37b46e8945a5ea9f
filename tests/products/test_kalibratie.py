"""The calibration sheet as a finished PDF: what must lie behind what, and what it must measure."""

from __future__ import annotations

import math
from functools import cache

import pytest

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.geometry import Size
from kaartgen.imposition.paper_file import load_paper
from kaartgen.imposition.plan import Flip
from kaartgen.layout.house_style import load_house_style
from kaartgen.pdf.draw import drawn
from kaartgen.products.kalibratie import build_calibration
from kaartgen.workspace import Workspace
from tests.imposition.press import crosses
from tests.imposition.turning import Point, seen_through
from tests.pdf.reading import Line, letters, opened, plain_text, size_mm, strokes

SHEETS = [(paper, flip) for paper in ("A4", "A3", "SRA3") for flip in Flip]
Sheet = tuple[str, Flip]


@cache
def printed(paper: str, flip: Flip) -> bytes:
    workspace = Workspace(None)
    house = load_house_style(workspace, "helder")
    return drawn(build_calibration(house, "nl_NL", load_paper(workspace, paper), flip))


def paper_size(sheet: Sheet) -> Size:
    return Size(*size_mm(opened(printed(*sheet)).pages[0]))


def lines(sheet: Sheet, page: int) -> list[Line]:
    return strokes(opened(printed(*sheet)).pages[page])


def through(sheet: Sheet, page: int, spot: Point, least: float) -> list[Line]:
    """Return the lines at least that long whose middle is a spot."""
    return [
        line
        for line in lines(sheet, page)
        if line.length > least and math.dist(line.middle, spot) < 0.01
    ]


def label(sheet: Sheet, page: int, spot: Point) -> str:
    """Return the large letter that stands nearest to a spot."""
    large = [
        one
        for one in letters(printed(*sheet), page)
        if 3.2 < one.bottom - one.top < 4.2 and one.character in "ABCDE"
    ]
    return min(large, key=lambda one: math.dist((one.x, one.y), spot)).character


def texts(sheet: Sheet, page: int) -> str:
    return " ".join(plain_text(printed(*sheet), page).split())


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_cross_stands_in_every_corner_and_in_the_middle(sheet):
    for spot in crosses(paper_size(sheet)).values():
        assert len(through(sheet, 0, spot, 15)) == 2


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_axes_of_a_grid_lie_behind_every_cross(sheet):
    size = paper_size(sheet)
    for spot in crosses(size).values():
        axes = through(sheet, 1, seen_through(spot, size, sheet[1]), 11.9)
        assert len(axes) == 2
        assert [axis.length for axis in axes] == pytest.approx([12, 12], abs=0.01)


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_cross_and_the_grid_behind_it_carry_the_same_letter_and_no_other_does(sheet):
    size = paper_size(sheet)
    for name, spot in crosses(size).items():
        assert label(sheet, 0, spot) == name
        assert label(sheet, 1, seen_through(spot, size, sheet[1])) == name


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_grids_count_millimetres(sheet):
    size = paper_size(sheet)
    middle = seen_through(crosses(size)["A"], size, sheet[1])
    upright = sorted(
        line.x1 - middle[0]
        for line in lines(sheet, 1)
        if abs(line.length - 12) < 0.01
        and abs(line.x1 - line.x2) < 0.01
        and math.dist(line.middle, middle) < 6.5
    )
    assert upright == pytest.approx([half / 2 for half in range(-12, 13)], abs=0.01)


@pytest.mark.parametrize("sheet", SHEETS)
def test_both_rulers_are_100_mm(sheet):
    long = [line for line in lines(sheet, 0) if line.length > 70]
    assert [line.length for line in long] == pytest.approx([100, 100], abs=0.005)
    lying = [abs(line.y1 - line.y2) < 0.01 for line in long]
    assert sorted(lying) == [False, True]


@pytest.mark.parametrize("page", [0, 1])
@pytest.mark.parametrize("sheet", SHEETS)
def test_a_line_slants_inwards_from_every_edge_a_millimetre_for_every_four(sheet, page):
    size = paper_size(sheet)
    slanting = [
        line
        for line in lines(sheet, page)
        if abs(line.x1 - line.x2) > 1 and abs(line.y1 - line.y2) > 1 and line.length > 50
    ]
    starts = {(round(line.x1, 2), round(line.y1, 2)) for line in slanting}
    across, down = size.width / 2 - 28, size.height / 2 - 28
    assert starts == {
        (round(x, 2), round(y, 2))
        for x, y in ((across, 0), (across, size.height), (0, down), (size.width, down))
    }
    for line in slanting:
        steps = sorted((abs(line.x1 - line.x2), abs(line.y1 - line.y2)))
        assert steps == pytest.approx([14, 56], abs=0.01)


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_words_stand_in_what_a_printer_may_leave_blank(sheet):
    size = paper_size(sheet)
    for page in (0, 1):
        for one in letters(printed(*sheet), page):
            if one.character.isalpha():
                assert 14 < one.x < size.width - 14
                assert 14 < one.y < size.height - 14


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_sheet_says_how_it_is_printed_and_how_to_come_back(sheet):
    name, flip = sheet
    assert f"omslaan over de {flip.value}e zijde" in texts(sheet, 0)
    command = "kaartgen kalibreer --printer kantoor"
    command += "" if name == "A4" else f" --papier {name}"
    command += " --zijde kort" if flip is Flip.SHORT_EDGE else ""
    assert command in texts(sheet, 1)


@pytest.mark.parametrize("flip", Flip)
def test_a_viewer_is_told_to_print_it_at_its_own_size_and_on_which_edge_to_turn_it(flip):
    wishes = opened(printed("A4", flip)).Root.ViewerPreferences
    assert wishes.PrintScaling == "/None"
    turned = "Long" if flip is Flip.LONG_EDGE else "Short"
    assert wishes.Duplex == f"/DuplexFlip{turned}Edge"


def test_paper_on_which_the_sheet_does_not_fit_is_refused():
    with pytest.raises(KaartgenError) as told:
        printed("A5", Flip.LONG_EDGE)
    assert told.value.code is ExitCode.USAGE
    assert str(told.value) == (
        "Het ijkvel past niet op A5 (148 × 210 mm).\n  → IJk op A4 of groter."
    )


def test_the_same_sheet_is_the_same_file():
    first = printed("A4", Flip.LONG_EDGE)
    printed.cache_clear()
    assert printed("A4", Flip.LONG_EDGE) == first
