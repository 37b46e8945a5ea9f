"""The dialoogkaart on paper: places as large as the cards, nothing off the sheet, two sides."""

from __future__ import annotations

from functools import cache

import pytest

from kaartgen.content.board import Pace, load_board
from kaartgen.content.load import load
from kaartgen.imposition.paper_file import load_paper
from kaartgen.layout.house_style import load_house_style
from kaartgen.layout.look import load_look
from kaartgen.pdf.document import Document
from kaartgen.pdf.draw import drawn
from kaartgen.products.dialoogkaart import BoardJob, build_board
from kaartgen.workspace import Workspace
from tests.layout.test_large_print import slots
from tests.pdf.reading import opened, plain_text, size_mm

every_deck = pytest.mark.parametrize(
    "name", ["duurzaamdoor", "grenswerkers", "jeugdzorg", "rijksinspecties"]
)
SIZES = {"A4": (297, 210), "A3": (420, 297), "A2": (594, 420), "A0": (1189, 841)}


@cache
def board(
    name: str, paper: str = "A3", pace: Pace = Pace.WHOLE, tiles: bool = False, fold: bool = False
) -> Document:
    workspace = Workspace(None)
    deck = load(workspace, name)
    house = load_house_style(workspace, deck.file.huisstijl)
    job = BoardJob(load_paper(workspace, paper), pace, tiles, fold)
    return build_board(deck, load_board(workspace, deck), house, "nl_NL", job)


@every_deck
@pytest.mark.parametrize("paper", SIZES)
def test_it_has_two_sides_of_the_paper_on_its_side(name, paper):
    pages = opened(drawn(board(name, paper))).pages
    assert [size_mm(page) for page in pages] == [pytest.approx(SIZES[paper], abs=0.05)] * 2


@every_deck
def test_the_places_on_a3_take_the_deck_s_own_cards_with_air_around(name):
    workspace = Workspace(None)
    deck = load(workspace, name)
    look = load_look(workspace, deck)
    found = sorted(slots(board(name).pages[0].frame), key=lambda one: one.x)
    assert len(found) == 4
    for slot, kind in zip(found, ("situatie", "waarde", "waarde", "waarde"), strict=True):
        card = next(iter(deck.of_kind(kind)))
        size = look.template(card).format
        assert slot.width >= size.width + 2
        assert slot.height >= size.height + 2


@every_deck
@pytest.mark.parametrize("pace", Pace)
def test_every_question_of_a_pace_can_be_read_on_one_of_its_sides(name, pace):
    workspace = Workspace(None)
    made = drawn(board(name, pace=pace))
    text = "".join("".join(plain_text(made, page).split()) for page in range(2))
    content = load_board(workspace, load(workspace, name))
    for lens in content.lens_vragen.values():
        assert "".join(lens.split()) in text.replace("\xad", "")
    assert f"{pace.value}minuten" in text


@every_deck
def test_tiles_are_two_sheets_of_a4_with_an_overlap(name):
    pages = opened(drawn(board(name, "A4", tiles=True))).pages
    assert len(pages) == 4
    for page in pages:
        assert sorted(size_mm(page)) == [pytest.approx(210, abs=0.05), pytest.approx(297, abs=0.05)]


@every_deck
def test_the_folded_sheet_is_a4_with_four_pages_on_it(name):
    pages = opened(drawn(board(name, "A4", fold=True))).pages
    assert [size_mm(page) for page in pages] == [pytest.approx((297, 210), abs=0.05)] * 2


def test_the_same_board_twice_gives_the_same_bytes():
    first = drawn(board("jeugdzorg"))
    board.cache_clear()
    assert drawn(board("jeugdzorg")) == first
