"""The booklet as paper: sheets stacked, folded and cut loose give leaves that are read in order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import Frame, Placed
from kaartgen.geometry import Size
from kaartgen.imposition.booklet import booklet, signature
from tests.layout.laws import law

PAGE = Size(148.5, 210.0)
FOLD = PAGE.width
counts = st.integers(2, 64)


@dataclass(frozen=True)
class Spot:
    """A page on a side of a sheet: which, where it begins, and what of it is shown."""

    page: int
    x: float
    left: float
    right: float


def sides(count: int, creep: float = 0.0) -> list[list[Spot]]:
    """Impose so many pages and return what lies on each side, from left to right."""
    pages = [Frame(PAGE, (), ()) for _ in range(count)]
    number = {id(frame): at for at, frame in enumerate(pages, 1)}
    result: list[list[Spot]] = []
    for side in booklet(pages, creep=creep):
        spots = []
        for item in side.figure:
            assert isinstance(item, Placed)
            assert item.clip is not None
            x, y = item.transform.point(0, 0)
            assert y == 0
            assert item.transform.factor == 1
            left, right = x + item.clip.x, x + item.clip.right
            spots.append(Spot(number[id(item.frame)], x, left, right))
        result.append(sorted(spots, key=lambda spot: spot.left))
    return result


def turned_over(left: float, right: float) -> tuple[float, float]:
    """Return where a stretch of a side lies as seen through the paper, flipped like a page."""
    return 2 * FOLD - right, 2 * FOLD - left


def half(side: list[Spot], which: str) -> int | None:
    """Return the page on the left or right half of a side; None if that half is blank."""
    found = [spot.page for spot in side if (spot.left >= FOLD - 1e-6) == (which == "right")]
    assert len(found) <= 1
    return found[0] if found else None


def read(all_sides: list[list[Spot]]) -> list[int | None]:
    """Stack the sheets fronts up, fold the left half under, and leaf through what is in the hand.

    Fold so that the front of the first sheet is outside: its right half becomes the first leaf.
    Behind the right half of a front lies the left half of the back, since the sheet was flipped
    on its short edge.
    """
    sheets = list(zip(all_sides[::2], all_sides[1::2], strict=True))
    leaves = [(half(front, "right"), half(back, "left")) for front, back in sheets]
    leaves += [(half(back, "right"), half(front, "left")) for front, back in reversed(sheets)]
    return [page for leaf in leaves for page in leaf]


@law(63)
@given(counts)
def test_what_is_folded_is_read_in_order_and_blanks_come_last(count: int) -> None:
    pages = read(sides(count))
    assert pages[:count] == list(range(1, count + 1))
    assert set(pages[count:]) <= {None}


@law(63)
@given(counts)
def test_there_are_never_more_than_three_blank_pages(count: int) -> None:
    assert 0 <= len(read(sides(count))) - count <= 3


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (4, [(4, 1, 2, 3)]),
        (8, [(8, 1, 2, 7), (6, 3, 4, 5)]),
        (12, [(12, 1, 2, 11), (10, 3, 4, 9), (8, 5, 6, 7)]),
    ],
)
def test_small_booklets_are_as_bookbinders_make_them(count, expected):
    assert signature(count) == expected


@law(63)
@given(counts)
def test_on_every_side_the_two_pages_add_up_to_one_more_than_all(count: int) -> None:
    total = 4 * len(signature(count))
    for front_left, front_right, back_left, back_right in signature(count):
        assert front_left + front_right == back_left + back_right == total + 1


@law(63)
@given(counts)
def test_odd_pages_lie_right_of_the_fold(count: int) -> None:
    for side in sides(count):
        for spot in side:
            assert (spot.left >= FOLD) == (spot.page % 2 == 1)


@law(63)
@given(counts, st.floats(0, 5))
def test_the_outer_sheet_is_not_moved(count: int, creep: float) -> None:
    for side in sides(count, creep)[:2]:
        for spot in side:
            assert spot.x == (FOLD if spot.page % 2 else 0)


@law(63)
@given(counts, st.floats(0.1, 5))
def test_creep_moves_pages_only_towards_the_fold_and_more_with_every_sheet(
    count: int, creep: float
) -> None:
    moved: list[float] = []
    for side in sides(count, creep)[::2]:
        shifts = {round(FOLD - spot.x if spot.page % 2 else spot.x, 6) for spot in side}
        assert len(shifts) <= 1
        moved += shifts
    assert moved == sorted(moved)
    assert all(later > earlier for earlier, later in itertools.pairwise(moved))


@law(63)
@given(st.integers(5, 64), st.floats(0.1, 5))
def test_the_innermost_sheet_moves_by_the_whole_creep(count: int, creep: float) -> None:
    inner = sides(count, creep)[-1]
    assert [spot.x for spot in inner if spot.page % 2 == 0] == [pytest.approx(creep)]


def test_creep_grows_evenly_from_the_outside_in():
    found = [side[0].x for side in sides(16, 1.5)[1::2]]
    assert found == [pytest.approx(shift) for shift in (0, 0.5, 1.0, 1.5)]


@law(63)
@given(counts, st.floats(0, 5))
def test_a_page_never_shows_beyond_the_fold_or_off_the_sheet(count: int, creep: float) -> None:
    for side in sides(count, creep):
        for spot in side:
            low, high = (FOLD, 2 * FOLD) if spot.page % 2 else (0.0, FOLD)
            assert low - 1e-6 <= spot.left
            assert spot.right <= high + 1e-6


@law(63)
@given(counts, st.floats(0, 5))
def test_the_two_pages_of_a_leaf_lie_behind_each_other(count: int, creep: float) -> None:
    """What creep moves on the front it moves on the back, so both edges are trimmed alike."""
    found = sides(count, creep)
    for front, back in zip(found[::2], found[1::2], strict=True):
        seen_through = {
            tuple(round(one, 6) for one in turned_over(spot.x, spot.x + PAGE.width))
            for spot in back
        }
        here = {(round(spot.x, 6), round(spot.x + PAGE.width, 6)) for spot in front}
        assert here <= seen_through or seen_through <= here


@law(20)
@given(counts)
def test_a_sheet_is_twice_as_wide_as_a_page_and_as_high(count: int) -> None:
    made = booklet([Frame(PAGE, (), ())] * count)
    assert {(side.size.width, side.size.height) for side in made} == {(297.0, 210.0)}


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_pages_are_refused(count):
    with pytest.raises(KaartgenError) as caught:
        signature(count)
    assert caught.value.code is ExitCode.USAGE
    assert str(caught.value) == (
        "Van één bladzijde is geen boekje te maken.\n  → Laat --boekje weg."
    )
