"""The dialoogkaart as it lies on the table: glued from two sheets or folded from one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import pytest

from tests.pdf.reading import Letter, opened, plain_text
from tests.products.boards import (
    content,
    every_deck,
    every_pace,
    pdf,
    read,
    squeezed,
)

# --- Two sheets glued together ----------------------------------------------------------------


def visible(found: Sequence[Letter], rim: float = 5.0) -> list[Letter]:
    """Keep the letters of which all ink is inside the part of an A4 sheet that is printed."""
    return [one for one in found if one.left >= rim - 0.01 and one.right <= 210 - rim + 0.01]


@cache
def tile(name: str, page: int) -> tuple[Letter, ...]:
    return tuple(visible(read(name, page, "A4", tiles=True)))


def shifts(name: str, page: int, side: int) -> set[float]:
    """Return how far the letters on a tile lie from where they are on the board, in mm."""
    board: dict[tuple[str, int, float], list[float]] = {}
    for one in read(name, side):
        board.setdefault((one.character, one.way, round(one.y, 1)), []).append(one.x)
    found: Counter[float] = Counter()
    for one in tile(name, page):
        options = board.get((one.character, one.way, round(one.y, 1)), [])
        found.update({round(x - one.x, 1) for x in options})
    return {found.most_common(1)[0][0]}


@every_deck
def test_the_two_sheets_overlap_five_millimetres_front_and_back(name):
    for pages, side in (((0, 2), 0), ((1, 3), 1)):
        first, second = sorted(next(iter(shifts(name, page, side))) for page in pages)
        # Each sheet prints 200 of its 210 mm, from 5 mm on.
        assert (first + 5 + 200) - (second + 5) == pytest.approx(5, abs=0.11)


@every_deck
@pytest.mark.parametrize("side", [0, 1])
def test_every_letter_between_the_outermost_edges_is_on_a_sheet_or_on_the_glued_seam(name, side):
    pages = (0, 2) if side == 0 else (1, 3)
    there: set[tuple[str, int, int, int]] = set()
    for page in pages:
        moved = next(iter(shifts(name, page, side)))
        there |= {
            (one.character, one.way, round(one.x + moved), round(one.y)) for one in tile(name, page)
        }
    for one in read(name, side):
        if side == 0 and (one.way in (90, 270) or not 14 < one.y < 297 - 14):
            continue  # at the edges the six questions stand elsewhere: see below
        near = {
            (one.character, one.way, round(one.x) + dx, round(one.y) + dy)
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
        }
        assert near & there, (one.character, one.x, one.y)


@every_deck
@pytest.mark.parametrize("sheet", [0, 1])
def test_a_glued_sheet_turned_like_a_page_has_its_own_reverse_behind_it(name, sheet):
    """A point x on the front lies behind 210 − x on the back, and board x behind 420 − x."""
    front = next(iter(shifts(name, 2 * sheet, 0)))
    back = next(iter(shifts(name, 2 * sheet + 1, 1)))
    for x in (5.0, 105.0, 205.0):
        assert (210 - x) + back == pytest.approx(420 - (x + front), abs=0.11)


@every_deck
def test_each_of_the_six_questions_is_whole_on_one_of_the_glued_sheets(name):
    """Three along each long side, read by who sits there; none of them on the seam."""
    asked = content(name)[1].randen
    strips = {
        (page, way): squeezed("".join(one.character for one in tile(name, page) if one.way == way))
        for page in (0, 2)
        for way in (0, 180)
    }
    for question in asked[:3]:
        assert sum(squeezed(question) in strips[page, 0] for page in (0, 2)) == 1, question
    for question in asked[3:]:
        assert sum(squeezed(question) in strips[page, 180] for page in (0, 2)) == 1, question


@every_deck
def test_nothing_on_the_glued_board_is_read_from_a_short_side(name):
    assert {one.way for page in (0, 2) for one in tile(name, page)} == {0, 180}


# --- The folded sheet -------------------------------------------------------------------------


def halves(name: str) -> dict[str, str]:
    """Return the text on the left and right half of the outside and the inside."""
    found: dict[str, str] = {}
    for page, side in enumerate(("outside", "inside")):
        for half, low, high in (("left", 0, 148.5), ("right", 148.5, 297)):
            text = "".join(
                one.character for one in read(name, page, "A4", folded=True) if low <= one.x < high
            )
            found[f"{side} {half}"] = squeezed(text)
    return found


def folded(found: dict[str, str]) -> list[str]:
    """Fold the sheet with the outside out and the right half up; return pages in reading order.

    The cover is the right half of the outside. It opens like a book: then the inside lies flat,
    its left half behind the cover. Closed and turned over, the left half of the outside shows.
    """
    return [found[one] for one in ("outside right", "inside left", "inside right", "outside left")]


@every_deck
def test_the_folded_sheet_opens_with_its_title_and_ends_with_ones_own_choice(name):
    deck, board = content(name)
    cover, _, _, last = folded(halves(name))
    assert squeezed(board.titel) in cover
    assert squeezed(deck.file.titel) in cover
    assert squeezed("Mijn beeld van goed werk") in last
    assert all(squeezed(one) in last for one in board.slotzin)


@every_deck
def test_the_steps_run_on_from_the_left_to_the_right_of_the_inside(name):
    _, left, right, _ = folded(halves(name))
    asked = [squeezed(question) for step in content(name)[1].stappen for question in step.vragen]
    both = left + "|" + right
    where = [both.find(one) for one in asked]
    assert -1 not in where
    assert where == sorted(where)
    assert any(one in left for one in asked)
    assert any(one in right for one in asked)


@every_deck
def test_both_sides_of_the_folded_sheet_read_upright_and_no_letter_is_in_the_fold(name):
    for page in (0, 1):
        for one in read(name, page, "A4", folded=True):
            assert one.way == 0
            assert abs(one.x - 148.5) > 4.5
            assert abs(one.right - 148.5) > 4.5


@every_deck
@every_pace
def test_a_folded_sheet_tells_the_minutes_of_every_step(name, pace):
    there = squeezed(plain_text(pdf(name, "A4", pace, folded=True), 1))
    for step, minutes in content(name)[1].steps(pace):
        assert f"{squeezed(step.naam)}{minutes}min" in there


@pytest.mark.parametrize(
    ("how", "duplex"),
    [
        ({}, "/DuplexFlipShortEdge"),
        ({"folded": True}, "/DuplexFlipShortEdge"),
        ({"tiles": True}, "/DuplexFlipLongEdge"),
    ],
)
def test_the_file_tells_the_printer_how_to_turn_the_sheet(how, duplex):
    root = opened(pdf("jeugdzorg", "A4", **how)).Root
    assert str(root["/ViewerPreferences"]["/Duplex"]) == duplex
