"""Two formats on as few sheets as possible, and what the user wants otherwise."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import Faces, Frame
from kaartgen.geometry import Sides, Size
from kaartgen.imposition.home_plan import gutter_for, plan_home
from kaartgen.imposition.impose import imposed
from kaartgen.imposition.marks import cuts
from kaartgen.imposition.mixed import sheets
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Edge, Flip, Plan
from tests.imposition.sheets import (
    A4,
    A6,
    POKER,
    TAROT,
    USUAL,
    cards_on,
    edges,
    flips,
    ink,
    job,
    papers,
    place,
    tenths,
)
from tests.imposition.test_cuts import _parted
from tests.imposition.test_slots import _apart, _inside
from tests.imposition.turning import reached_on_both, rect_seen_through


def _plans(
    formats: tuple[Size, Size],
    paper: Paper,
    flip: Flip = Flip.LONG_EDGE,
    edge: Edge = Edge.RIM,
    gutter: float | None = None,
) -> list[Plan]:
    return [plan_home(size, paper, flip=flip, edge=edge, gutter=gutter) for size in formats]


def _number(counts: tuple[int, int], paper: Paper, edge: Edge = Edge.RIM) -> int:
    plans = _plans((A6, TAROT), paper, edge=edge)
    wanted = list(zip(plans, counts, strict=True))
    return len(sheets(wanted, paper, gutter=gutter_for(edge, None)))


def _faces(size: Size, count: int) -> list[Faces]:
    return [Faces(Frame(size, (), (), bleed=3), Frame(size, (), (), bleed=3)) for _ in range(count)]


@pytest.mark.parametrize(
    ("counts", "number"),
    [
        ((2, 3), 1),  # two A6 above, three tarot below: 148 + 120 mm of 297
        ((4, 6), 2),
        ((6, 8), 3),  # 4, then 2 + 2, then 6
        ((1, 7), 2),
        ((3, 3), 2),
        ((24, 30), 11),
        ((0, 7), 2),
        ((5, 0), 2),
    ],
)
def test_a6_and_tarot_cards_take_the_fewest_sheets_of_a4(
    counts: tuple[int, int], number: int
) -> None:
    assert _number(counts, A4) == number


def test_formats_do_not_share_a_sheet_where_that_saves_none() -> None:
    plans = _plans((A6, TAROT), A4)
    found = sheets([(plans[0], 3), (plans[1], 5)], A4, gutter=0)
    assert [plan.formats for plan in found] == [(A6,), (TAROT,)]


def test_leftovers_on_a_shared_sheet_keep_the_order_of_each_format() -> None:
    plans = _plans((A6, TAROT), A4)
    faces = [*_faces(A6, 6), *_faces(TAROT, 8)]
    found = list(imposed(faces, sheets([(plans[0], 6), (plans[1], 8)], A4, gutter=0)))
    assert [number for sheet in found for number in sheet.cards] == list(range(14))


@given(
    st.tuples(st.sampled_from(USUAL), st.sampled_from(USUAL)),
    papers,
    st.tuples(st.integers(1, 30), st.integers(1, 30)),
    flips,
    edges,
    st.one_of(st.none(), tenths(0, 12)),
)
def test_on_sheets_of_two_formats_all_that_holds_for_one_holds(
    formats: tuple[Size, Size],
    paper: Paper,
    counts: tuple[int, int],
    flip: Flip,
    edge: Edge,
    gutter: float | None,
) -> None:
    assume(formats[0] != formats[1])
    try:
        plans = _plans(formats, paper, flip, edge, gutter)
    except KaartgenError:
        reject()
    wanted = list(zip(plans, counts, strict=True))
    found = sheets(wanted, paper, gutter=gutter_for(edge, gutter))
    assert found == sheets(wanted, paper, gutter=gutter_for(edge, gutter))
    apart = sum(math.ceil(count / len(plan.slots)) for plan, count in wanted)
    assert len(found) <= apart
    assert len(found) < apart or all(len(plan.formats) == 1 for plan in found)
    faces = [
        face for size, count in zip(formats, counts, strict=True) for face in _faces(size, count)
    ]
    made = list(imposed(faces, found))
    assert len(made) == len(found)
    assert sorted(number for sheet in made for number in sheet.cards) == list(range(len(faces)))
    for sheet in made:
        size = sheet.plan.paper.size
        both = reached_on_both(size, sheet.plan.paper.margins, flip)
        fronts = cards_on(sheet.front, faces)
        backs = {id(card.frame): card for card in cards_on(sheet.back, faces)}
        behind = [faces[number].back for number in sheet.cards]
        places = [place(card) for card in fronts]
        assert _parted(places)
        for number, (front, back) in enumerate(zip(fronts, behind, strict=True)):
            trim = places[number]
            assert all(_apart(trim, other) for other in places[:number])
            assert _inside(trim, 0, 0, size.width, size.height)
            assert _inside(ink(front), both.x, both.y, both.right, both.bottom)
            seen = rect_seen_through(place(backs[id(back)]), size, flip)
            assert (seen.x, seen.y) == pytest.approx((trim.x, trim.y), abs=0.01)
            assert (seen.right, seen.bottom) == pytest.approx((trim.right, trim.bottom), abs=0.01)
            if edge is Edge.BLEED:
                others = [other for at, other in enumerate(places) if at != number]
                assert all(_apart(ink(front), other) for other in others)


def test_a_card_on_a_shared_sheet_is_as_large_as_on_its_own() -> None:
    plans = _plans((A6, TAROT), A4, edge=Edge.BLEED)
    found = sheets([(plans[0], 2), (plans[1], 3)], A4, gutter=2)
    (shared,) = found
    for plan in plans:
        scales = [slot.scale for slot in shared.slots if slot.format == plan.formats[0]]
        assert scales == [pytest.approx(plan.scale)] * len(scales)


@given(st.sampled_from(USUAL), papers, edges, tenths(0, 30), st.integers(1, 20))
def test_the_gutter_that_was_asked_for_lies_between_all_cards(
    card: Size, paper: Paper, edge: Edge, gutter: float, count: int
) -> None:
    try:
        plan = plan_home(card, paper, flip=Flip.LONG_EDGE, edge=edge, gutter=gutter)
    except KaartgenError:
        reject()
    one = job(plan, count)
    trims = [place(card) for card in cards_on(one.sheets[0].front, one.faces)]
    for number, trim in enumerate(trims):
        for other in trims[:number]:
            across = max(trim.x - other.right, other.x - trim.right)
            down = max(trim.y - other.bottom, other.y - trim.bottom)
            assert max(across, down) >= gutter - 1e-6


def test_in_a_wider_gutter_each_card_has_its_half_to_bleed_in() -> None:
    plan = plan_home(POKER, A4, flip=Flip.LONG_EDGE, edge=Edge.BLEED, gutter=4)
    one = job(plan, len(plan.slots))
    first = cards_on(one.sheets[0].back, one.faces)[0]
    assert place(first).x - ink(first).x == pytest.approx(2)


@pytest.mark.parametrize("grid", [(1, 1), (2, 3), (3, 3)])
@pytest.mark.parametrize("edge", Edge)
def test_a_grid_that_was_asked_for_is_what_lies_on_the_sheet(
    grid: tuple[int, int], edge: Edge
) -> None:
    plan = plan_home(POKER, A4, flip=Flip.LONG_EDGE, edge=edge, grid=grid)
    assert len({round(slot.trim.x, 3) for slot in plan.slots}) == grid[0]
    assert len({round(slot.trim.y, 3) for slot in plan.slots}) == grid[1]
    assert len(plan.slots) == grid[0] * grid[1]


@pytest.mark.parametrize(
    ("card", "grid", "largest"),
    [(POKER, (4, 4), "3x3"), (A6, (3, 1), "2x2"), (TAROT, (3, 3), "2x2|4x1|1x4|2x3|3x2")],
)
def test_a_grid_that_does_not_fit_is_refused_with_the_largest_that_does(
    card: Size, grid: tuple[int, int], largest: str
) -> None:
    with pytest.raises(KaartgenError, match="past niet op A4") as caught:
        plan_home(card, A4, flip=Flip.LONG_EDGE, edge=Edge.RIM, grid=grid)
    assert caught.value.code is ExitCode.USAGE
    named = str(caught.value).rpartition("--raster ")[2].rstrip(".")
    assert named in largest.split("|")
    columns, rows = (int(part) for part in named.split("x"))
    again = plan_home(card, A4, flip=Flip.LONG_EDGE, edge=Edge.RIM, grid=(columns, rows))
    assert len(again.slots) == columns * rows


def test_over_unequal_margins_fronts_and_backs_both_lie_where_the_printer_reaches() -> None:
    # An inkjet that holds the last 15 mm of the page: turned over, that is the front's head.
    paper = Paper("inkjet", Size(210, 297), Sides(top=3, right=3, bottom=15, left=3))
    plan = plan_home(POKER, paper, flip=Flip.SHORT_EDGE, edge=Edge.BLEED)
    one = job(plan, len(plan.slots))
    for side in (one.sheets[0].front, one.sheets[0].back):
        for card in cards_on(side, one.faces):
            assert ink(card).bottom <= 297 - 15 + 1e-6
            assert ink(card).y >= 3 - 1e-6


def test_a_shared_sheet_is_parted_first_and_nine_cards_with_gutters_take_24_cuts() -> None:
    plans = _plans((A6, TAROT), A4)
    (shared,) = sheets([(plans[0], 2), (plans[1], 3)], A4, gutter=0)
    first = cuts(shared)[0]
    assert (first.start, first.end) in ((0, shared.paper.size.width), (0, shared.paper.size.height))
    poker = plan_home(POKER, A4, flip=Flip.LONG_EDGE, edge=Edge.BLEED)
    # Six across the sheet, and in each of the three strips that hold cards six more.
    assert len(cuts(poker)) == 6 + 3 * 6
