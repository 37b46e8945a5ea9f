"""The booklet: sheets stacked, folded in one go and leafed through give the pages in order."""

from __future__ import annotations

import pytest

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import Frame, Placed
from kaartgen.geometry import Size
from kaartgen.imposition.booklet import booklet, signature

PAGE = Size(148.5, 210)


def leafed_through(sheets: list[tuple[int, int, int, int]]) -> list[int]:
    """Fold a stack by hand: each sheet becomes two leaves, the inner ones inside the outer.

    A sheet flipped on its short edge keeps its head, and what was left lies behind what is right.
    """
    leading = [(right, back_left) for _, right, back_left, _ in sheets]
    trailing = [(back_right, left) for left, _, _, back_right in reversed(sheets)]
    return [page for leaf in (*leading, *trailing) for page in leaf]


@pytest.mark.parametrize("count", range(2, 65))
def test_a_folded_stack_reads_in_order(count):
    sheets = signature(count)
    assert len(sheets) == -(-count // 4)
    assert leafed_through(sheets) == list(range(1, 4 * len(sheets) + 1))


def test_one_page_is_no_booklet():
    with pytest.raises(KaartgenError) as caught:
        signature(1)
    assert caught.value.code is ExitCode.USAGE


def spots(count: int, creep: float) -> dict[int, float]:
    """Return where on its side each page begins, in millimetres from the left."""
    pages = [Frame(PAGE, (), ()) for _ in range(count)]
    numbers = {id(page): number for number, page in enumerate(pages, 1)}
    found: dict[int, float] = {}
    for side in booklet(pages, creep=creep):
        assert side.size == Size(297, 210)
        for item in side.figure:
            assert isinstance(item, Placed)
            found[numbers[id(item.frame)]] = item.transform.point(0, 0)[0]
    return found


@pytest.mark.parametrize("count", [2, 3, 4, 6, 17, 64])
def test_every_page_is_placed_once_odd_ones_right_of_the_fold(count):
    found = spots(count, 0)
    assert sorted(found) == list(range(1, count + 1))
    for number, x in found.items():
        assert x == (PAGE.width if number % 2 else 0)


def test_creep_moves_the_inner_pages_most_and_towards_the_fold():
    found = spots(16, 1.5)
    assert found[1] == PAGE.width
    assert found[16] == 0
    assert found[7] == pytest.approx(PAGE.width - 1.5)
    assert found[8] == pytest.approx(1.5)
    assert found[3] == pytest.approx(PAGE.width - 0.5)
