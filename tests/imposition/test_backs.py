"""Backs and fronts, with a sheet of paper simulated in space."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartgen.frame import Placed
from kaartgen.geometry import Size
from kaartgen.imposition.home_plan import plan_home
from kaartgen.imposition.plan import Edge, Flip
from tests.imposition.sheets import A4, A6, TAROT, Job, cards_on, flips, ink, job, jobs, place
from tests.imposition.turning import Point, rect_seen_through, seen_through


def _pairs(one: Job) -> Iterator[tuple[Placed, Placed, Size]]:
    for sheet in one.sheets:
        fronts = cards_on(sheet.front, one.faces)
        backs = {id(card.frame): card for card in cards_on(sheet.back, one.faces)}
        assert len(backs) == len(fronts)
        back_of = {id(pair.front): id(pair.back) for pair in one.faces}
        for front in fronts:
            yield front, backs[back_of[id(front.frame)]], sheet.plan.paper.size


def _corners(size: Size) -> list[Point]:
    return [(0, 0), (size.width, 0), (size.width, size.height), (0, size.height)]


@settings(max_examples=60)
@given(jobs())
def test_every_back_lies_behind_its_front(one: Job) -> None:
    for front, back, sheet in _pairs(one):
        behind = rect_seen_through(place(back), sheet, one.plan.flip)
        assert (behind.x, behind.y) == pytest.approx((place(front).x, place(front).y), abs=1e-6)
        size = (place(front).width, place(front).height)
        assert (behind.width, behind.height) == pytest.approx(size, abs=1e-6)


@given(jobs())
def test_a_card_turned_about_its_own_upright_axis_shows_its_back_upright(one: Job) -> None:
    for front, back, sheet in _pairs(one):
        width = front.frame.size.width
        for x, y in _corners(front.frame.size):
            # Turned about its upright axis, a card has its back's left behind its front's right.
            behind = seen_through(back.transform.point(x, y), sheet, one.plan.flip)
            assert behind == pytest.approx(front.transform.point(width - x, y), abs=1e-6)


@given(jobs())
def test_no_face_is_printed_in_mirror_image(one: Job) -> None:
    for front, back, _ in _pairs(one):
        for t in (front.transform, back.transform):
            assert t.a * t.d - t.b * t.c > 0


@given(jobs())
def test_faces_are_printed_at_the_scale_of_the_plan(one: Job) -> None:
    for front, back, _ in _pairs(one):
        for card in (front, back):
            x, y = card.transform.point(0, 0)
            right = card.transform.point(1, 0)
            down = card.transform.point(0, 1)
            across = abs(right[0] - x) + abs(right[1] - y)
            along = abs(down[0] - x) + abs(down[1] - y)
            assert (across, along) == pytest.approx((one.plan.scale, one.plan.scale), abs=1e-9)


@given(jobs())
def test_the_ink_of_a_back_lies_behind_the_ink_of_its_front(one: Job) -> None:
    for front, back, sheet in _pairs(one):
        behind = rect_seen_through(ink(back), sheet, one.plan.flip)
        assert (behind.x, behind.y) == pytest.approx((ink(front).x, ink(front).y), abs=1e-6)


@given(flip=flips, edge=st.sampled_from(Edge), count=st.integers(1, 3))
def test_backs_of_a_sheet_that_is_hardly_filled_lie_behind_their_fronts(
    flip: Flip, edge: Edge, count: int
) -> None:
    one = job(plan_home(A6, A4, flip=flip, edge=edge), count)
    found = list(_pairs(one))
    assert len(found) == count
    for front, back, sheet in found:
        behind = rect_seen_through(place(back), sheet, flip)
        assert (behind.x, behind.y) == pytest.approx((place(front).x, place(front).y), abs=1e-6)


def test_over_the_long_edge_the_first_a6_back_is_at_the_top_right() -> None:
    one = job(plan_home(A6, A4, flip=Flip.LONG_EDGE, edge=Edge.RIM), 4)
    first = next(_pairs(one))[1]
    assert place(first).x == pytest.approx(105)
    assert place(first).y < 1


def test_over_the_short_edge_the_first_a6_back_is_at_the_bottom_left_on_its_head() -> None:
    one = job(plan_home(A6, A4, flip=Flip.SHORT_EDGE, edge=Edge.RIM), 4)
    first = next(_pairs(one))[1]
    assert place(first).x == pytest.approx(0)
    assert place(first).y > 148
    top_left = first.transform.point(0, 0)
    assert top_left == pytest.approx((105, place(first).bottom))


def test_a_lying_card_has_its_back_behind_it_and_upright_too() -> None:
    one = job(plan_home(TAROT, A4, flip=Flip.LONG_EDGE, edge=Edge.RIM), 6)
    lying = [pair for pair in _pairs(one) if place(pair[0]).width > place(pair[0]).height]
    assert len(lying) == 2
    for front, back, sheet in lying:
        head = seen_through(back.transform.point(35, 0), sheet, Flip.LONG_EDGE)
        assert head == pytest.approx(front.transform.point(35, 0))
