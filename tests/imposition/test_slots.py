"""Where slots may lie, how many there are, and that every card gets one."""

from __future__ import annotations

import math
from itertools import repeat

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.geometry import Rect, Sides, Size
from kaartgen.imposition.home_plan import plan_home
from kaartgen.imposition.impose import imposed
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Edge, Flip, Plan
from tests.imposition.sheets import (
    A4,
    A6,
    BLEED,
    GUTTER,
    POKER,
    RIM,
    TAROT,
    Job,
    cards_on,
    flips,
    formats_on,
    ink,
    job,
    jobs,
    place,
    plans,
)
from tests.imposition.turning import reached_on_both


def _apart(one: Rect, other: Rect) -> bool:
    slack = 1e-6
    return (
        one.right <= other.x + slack
        or other.right <= one.x + slack
        or one.bottom <= other.y + slack
        or other.bottom <= one.y + slack
    )


def _inside(inner: Rect, x: float, y: float, right: float, bottom: float) -> bool:
    slack = 1e-6
    return (
        inner.x >= x - slack
        and inner.y >= y - slack
        and inner.x + inner.width <= right + slack
        and inner.y + inner.height <= bottom + slack
    )


@given(plans())
def test_no_two_slots_overlap(plan: Plan) -> None:
    trims = [slot.trim for slot in plan.slots]
    for number, one in enumerate(trims):
        assert all(_apart(one, other) for other in trims[:number])


@given(jobs(st.just(Edge.BLEED)))
def test_no_ink_reaches_the_card_beside_it(one: Job) -> None:
    for sheet in one.sheets:
        cards = cards_on(sheet.front, one.faces)
        for card in cards:
            assert all(_apart(ink(card), place(other)) for other in cards if other is not card)


@given(jobs())
def test_every_trim_lies_on_the_paper(one: Job) -> None:
    for sheet in one.sheets:
        size = sheet.plan.paper.size
        for side in (sheet.front, sheet.back):
            for card in cards_on(side, one.faces):
                assert _inside(place(card), 0, 0, size.width, size.height)


@given(jobs())
def test_ink_stays_within_what_the_printer_reaches_on_the_page_in_hand(one: Job) -> None:
    for sheet in one.sheets:
        paper = sheet.plan.paper
        size, margins = paper.size, paper.margins
        right, bottom = size.width - margins.right, size.height - margins.bottom
        for side in (sheet.front, sheet.back):
            for card in cards_on(side, one.faces):
                assert _inside(ink(card), margins.left, margins.top, right, bottom)


@given(jobs(st.just(Edge.RIM)))
def test_a_rim_leaves_five_millimetres_white_on_every_side_of_a_card(one: Job) -> None:
    for sheet in one.sheets:
        for side in (sheet.front, sheet.back):
            for card in cards_on(side, one.faces):
                trim, reach = place(card), ink(card)
                assert reach.x - trim.x == pytest.approx(RIM)
                assert reach.y - trim.y == pytest.approx(RIM)
                assert trim.right - reach.right == pytest.approx(RIM)
                assert trim.bottom - reach.bottom == pytest.approx(RIM)


@given(jobs(st.just(Edge.BLEED)))
def test_full_bleed_runs_at_least_a_millimetre_over_every_cut_also_if_cards_are_reduced(
    one: Job,
) -> None:
    for sheet in one.sheets:
        for side in (sheet.front, sheet.back):
            for card in cards_on(side, one.faces):
                trim, reach = place(card), ink(card)
                assert reach.x <= trim.x - BLEED + 1e-6
                assert reach.y <= trim.y - BLEED + 1e-6
                assert reach.right >= trim.right + BLEED - 1e-6
                assert reach.bottom >= trim.bottom + BLEED - 1e-6


@given(jobs(st.just(Edge.BLEED)))
def test_full_bleed_asks_no_more_of_a_face_than_its_template_gives(one: Job) -> None:
    for sheet in one.sheets:
        for card in cards_on(sheet.front, one.faces):
            clip = card.clip
            assert clip is not None
            size = card.frame.size
            assert _inside(clip, -3, -3, size.width + 3, size.height + 3)


def test_beside_a_lone_card_the_colours_run_on_three_millimetres() -> None:
    plan = plan_home(Size(150, 200), A4, flip=Flip.LONG_EDGE, edge=Edge.BLEED)
    one = job(plan, 1)
    (card,) = cards_on(one.sheets[0].front, one.faces)
    assert place(card).x - ink(card).x == pytest.approx(3)


def test_where_no_mark_has_room_the_colours_run_on_to_the_end_of_what_can_be_printed() -> None:
    one = job(plan_home(A6, A4, flip=Flip.LONG_EDGE, edge=Edge.BLEED), 4)
    inked = [ink(card) for card in cards_on(one.sheets[0].front, one.faces)]
    assert min(each.x for each in inked) == pytest.approx(5)
    assert max(each.right for each in inked) == pytest.approx(205)


@given(jobs())
def test_cards_are_printed_in_their_order_each_exactly_once(one: Job) -> None:
    fronts = [card.frame for sheet in one.sheets for card in cards_on(sheet.front, one.faces)]
    assert [id(frame) for frame in fronts] == [id(pair.front) for pair in one.faces]


@given(jobs())
def test_every_back_is_printed_exactly_once(one: Job) -> None:
    backs = [card.frame for sheet in one.sheets for card in cards_on(sheet.back, one.faces)]
    assert sorted(id(frame) for frame in backs) == sorted(id(pair.back) for pair in one.faces)


@given(jobs())
def test_all_sheets_but_the_last_are_full(one: Job) -> None:
    room = len(one.plan.slots)
    on_sheets = [len(cards_on(sheet.front, one.faces)) for sheet in one.sheets]
    assert all(number == room for number in on_sheets[:-1])
    assert on_sheets[-1] == len(one.faces) - room * (len(one.sheets) - 1)


@given(jobs())
def test_pages_are_as_large_as_the_paper_or_as_the_paper_on_its_side(one: Job) -> None:
    for sheet in one.sheets:
        assert sheet.front.size == sheet.back.size == sheet.plan.paper.size


@given(formats_on(), flips, st.sampled_from(Edge))
def test_the_paper_is_turned_but_never_another(
    found: tuple[Size, Paper], flip: Flip, edge: Edge
) -> None:
    card, paper = found
    try:
        plan = plan_home(card, paper, flip=flip, edge=edge)
    except KaartgenError:
        assume(False)
    size, margins = plan.paper.size, plan.paper.margins
    if size == paper.size:
        assert margins == paper.margins
        return
    assert size == Size(paper.size.height, paper.size.width)
    # Turned clockwise, what was on the left comes on top.
    m = paper.margins
    assert margins == Sides(top=m.left, right=m.top, bottom=m.right, left=m.bottom)


def _in_a_row(length: float, low: float, high: float, each: float, edge: Edge) -> int:
    """Count the cards that fit side by side on paper of `length` with margins `low` and `high`."""
    if edge is Edge.RIM:
        start, end = max(0.0, low - RIM), min(length, length - high + RIM)
        return max(0, math.floor((end - start) / each + 1e-9))
    free = length - low - high - 2 * BLEED
    return max(0, math.floor((free + GUTTER) / (each + GUTTER) + 1e-9))


def _grid(card: Size, paper: Paper, edge: Edge, flip: Flip) -> int:
    """Return how many cards fit in the better of two plain grids: all upright or all lying."""
    size, both = paper.size, reached_on_both(paper.size, paper.margins, flip)
    return max(
        _in_a_row(size.width, both.x, size.width - both.right, one.width, edge)
        * _in_a_row(size.height, both.y, size.height - both.bottom, one.height, edge)
        for one in (card, Size(card.height, card.width))
    )


@given(formats_on(), flips, st.sampled_from(Edge))
def test_a_sheet_holds_at_least_as_many_cards_as_a_plain_grid(
    found: tuple[Size, Paper], flip: Flip, edge: Edge
) -> None:
    card, paper = found
    wanted = _grid(card, paper, edge, flip)
    assume(wanted)
    assert len(plan_home(card, paper, flip=flip, edge=edge).slots) >= wanted


@given(formats_on(), flips)
def test_a_rim_keeps_true_size(found: tuple[Size, Paper], flip: Flip) -> None:
    card, paper = found
    assume(_grid(card, paper, Edge.RIM, flip))
    plan = plan_home(card, paper, flip=flip, edge=Edge.RIM)
    assert plan.scale == 1
    for slot in plan.slots:
        assert sorted((slot.trim.width, slot.trim.height)) == pytest.approx(
            sorted((card.width, card.height))
        )


@given(plans(st.just(Edge.BLEED)))
def test_full_bleed_reduces_by_no_more_than_a_tenth(plan: Plan) -> None:
    assert 0.9 <= plan.scale <= 1


@given(formats_on(), flips)
def test_without_reducing_full_bleed_keeps_true_size(found: tuple[Size, Paper], flip: Flip) -> None:
    card, paper = found
    assume(_grid(card, paper, Edge.BLEED, flip))
    plan = plan_home(card, paper, flip=flip, edge=Edge.BLEED, reduce=False)
    assert plan.scale == 1


@given(formats_on(), flips)
def test_a_card_that_fits_with_a_rim_is_never_refused(
    found: tuple[Size, Paper], flip: Flip
) -> None:
    card, paper = found
    assume(_grid(card, paper, Edge.RIM, flip))
    assert plan_home(card, paper, flip=flip, edge=Edge.RIM).slots


@given(formats_on(), flips)
@example((Size(290, 21), A4), Flip.LONG_EDGE)
def test_a_card_that_fits_with_full_bleed_when_reduced_by_a_tenth_is_never_refused(
    found: tuple[Size, Paper], flip: Flip
) -> None:
    card, paper = found
    assume(_grid(Size(card.width * 0.9, card.height * 0.9), paper, Edge.BLEED, flip))
    assert plan_home(card, paper, flip=flip, edge=Edge.BLEED).slots


@given(formats_on(0.3, 1.3), flips, st.sampled_from(Edge))
def test_a_card_too_large_for_the_paper_is_refused_as_a_wrong_choice(
    found: tuple[Size, Paper], flip: Flip, edge: Edge
) -> None:
    card, paper = found
    least = 1.0 if edge is Edge.RIM else 0.9
    assume(not _grid(Size(card.width * least, card.height * least), paper, edge, flip))
    with pytest.raises(KaartgenError, match="past niet op proef") as caught:
        plan_home(card, paper, flip=flip, edge=edge)
    assert caught.value.code is ExitCode.USAGE


def test_a_refusal_names_both_sizes_and_a_way_out() -> None:
    with pytest.raises(KaartgenError) as caught:
        plan_home(Size(300, 400), A4, flip=Flip.LONG_EDGE, edge=Edge.RIM)
    (problem,) = caught.value.problems
    assert "300 × 400 mm" in problem.message
    assert "210 × 297 mm" in problem.message
    assert "--papier" in (problem.hint or "")


@given(formats_on(), flips, st.sampled_from(Edge), st.integers(1, 12))
def test_equal_input_gives_equal_sheets(
    found: tuple[Size, Paper], flip: Flip, edge: Edge, count: int
) -> None:
    card, paper = found
    again = Paper(paper.name, Size(paper.size.width, paper.size.height), paper.margins)
    try:
        first = plan_home(card, paper, flip=flip, edge=edge)
    except KaartgenError:
        assume(False)
    second = plan_home(Size(card.width, card.height), again, flip=flip, edge=edge)
    assert first == second
    assert job(first, count).sheets == job(second, count).sheets


def test_no_cards_need_no_sheet() -> None:
    plan = plan_home(A6, A4, flip=Flip.LONG_EDGE, edge=Edge.RIM)
    assert list(imposed([], repeat(plan))) == []


@pytest.mark.parametrize("flip", Flip)
def test_four_a6_cards_lie_on_a4(flip: Flip) -> None:
    assert len(plan_home(A6, A4, flip=flip, edge=Edge.RIM).slots) == 4


@pytest.mark.parametrize("flip", Flip)
def test_six_tarot_cards_lie_on_a4_on_its_side(flip: Flip) -> None:
    plan = plan_home(TAROT, A4, flip=flip, edge=Edge.RIM)
    assert len(plan.slots) == 6
    assert plan.paper.size == Size(297, 210)


def test_four_tarot_cards_stand_on_a4_and_two_lie() -> None:
    plan = plan_home(TAROT, A4, flip=Flip.LONG_EDGE, edge=Edge.RIM)
    assert sorted(slot.trim.width for slot in plan.slots) == [70, 70, 70, 70, 120, 120]


def test_every_cut_round_tarot_cards_on_a4_has_printable_paper_beyond_it() -> None:
    plan = plan_home(TAROT, A4, flip=Flip.LONG_EDGE, edge=Edge.RIM)
    for slot in plan.slots:
        assert _inside(slot.trim, 5, 5, 292, 205)


@pytest.mark.parametrize("edge", Edge)
def test_nine_poker_cards_lie_on_a4_at_true_size(edge: Edge) -> None:
    plan = plan_home(POKER, A4, flip=Flip.LONG_EDGE, edge=edge)
    assert len(plan.slots) == 9
    assert plan.scale == 1
    assert plan.paper.size == Size(210, 297)


def test_four_a6_cards_with_full_bleed_on_a4_are_reduced_to_93_per_cent() -> None:
    plan = plan_home(A6, A4, flip=Flip.LONG_EDGE, edge=Edge.BLEED)
    assert len(plan.slots) == 4
    # Two cards, the gutter and a bleed on either side must lie within 200 mm.
    assert plan.scale == pytest.approx((200 - GUTTER - 2 * BLEED) / 210, abs=0.001)


def test_eight_a6_cards_lie_on_a3() -> None:
    a3 = Paper("A3", Size(297, 420), Sides.equal(5))
    assert len(plan_home(A6, a3, flip=Flip.LONG_EDGE, edge=Edge.RIM).slots) == 8
