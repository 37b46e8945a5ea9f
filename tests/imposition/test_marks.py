"""Where cut marks stand and where they must not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kaartgen.frame import Stroke
from kaartgen.geometry import Rect
from kaartgen.imposition.home_plan import plan_home
from kaartgen.imposition.impose import Sheet
from kaartgen.imposition.plan import CutMarks, Edge, Flip
from kaartgen.imposition.reach import filled_between
from tests.imposition.sheets import (
    A4,
    A6,
    BLEED,
    POKER,
    RIM,
    TAROT,
    Job,
    box,
    cards_on,
    ink,
    job,
    jobs,
    marks_on,
    place,
    plans,
    strokes_on,
)
from tests.imposition.turning import (
    Segment,
    reached_on_both,
    rect_seen_through,
    segment_seen_through,
)

_HALF_WIDTH = 0.35 / 72 * 25.4 / 2


def _sides(one: Job) -> Iterator[tuple[Sheet, list[Rect], list[Rect], list[Segment]]]:
    """Yield each side's sheet, trims, inked parts and marks, all as the front page counts."""
    for sheet in one.sheets:
        size, flip = sheet.plan.paper.size, one.plan.flip
        cards = cards_on(sheet.front, one.faces)
        yield (
            sheet,
            [place(card) for card in cards],
            [ink(card) for card in cards],
            marks_on(sheet.front, one.faces),
        )
        cards = cards_on(sheet.back, one.faces)
        yield (
            sheet,
            [rect_seen_through(place(card), size, flip) for card in cards],
            [rect_seen_through(ink(card), size, flip) for card in cards],
            [segment_seen_through(mark, size, flip) for mark in marks_on(sheet.back, one.faces)],
        )


def _overlap(one: Rect, other: Rect, slack: float) -> bool:
    return (
        one.x < other.right - slack
        and other.x < one.right - slack
        and one.y < other.bottom - slack
        and other.y < one.bottom - slack
    )


@given(jobs())
def test_no_mark_lies_on_ink(one: Job) -> None:
    for _, _, inked, marks in _sides(one):
        for mark in marks:
            strip = box(mark, _HALF_WIDTH)
            assert not any(_overlap(strip, each, 2e-3) for each in inked)


@given(jobs())
def test_no_mark_runs_into_a_card(one: Job) -> None:
    for _, trims, _, marks in _sides(one):
        for mark in marks:
            line = box(mark, 0.0)
            # On the edge itself a mark is cut through lengthwise; further in it stays on the card.
            assert not any(_overlap(line.grown(0.001), trim, 0.1) for trim in trims)


@given(jobs())
def test_no_mark_lies_where_the_printer_does_not_reach(one: Job) -> None:
    for sheet, _, _, marks in _sides(one):
        paper = sheet.plan.paper
        both = reached_on_both(paper.size, paper.margins, one.plan.flip)
        for x1, y1, x2, y2 in marks:
            assert both.x - 1e-3 <= x1 <= x2 <= both.right + 1e-3
            assert both.y - 1e-3 <= min(y1, y2)
            assert max(y1, y2) <= both.bottom + 1e-3


def _points_at(mark: Segment, trim: Rect) -> bool:
    """Say whether a mark is in line with an edge of the card and stands at an end of that edge.

    It begins outside the bleed, or within the rim if a printer reaches no further.
    """
    x1, y1, x2, y2 = mark
    near = RIM + 0.01
    if abs(x1 - x2) < 1e-6:
        in_line = min(abs(x1 - trim.x), abs(x1 - trim.right)) < 2e-3
        ends = (trim.y, trim.bottom)
        gaps = [0.0 if y1 <= end <= y2 else min(abs(y1 - end), abs(y2 - end)) for end in ends]
    else:
        in_line = min(abs(y1 - trim.y), abs(y1 - trim.bottom)) < 2e-3
        ends = (trim.x, trim.right)
        gaps = [0.0 if x1 <= end <= x2 else min(abs(x1 - end), abs(x2 - end)) for end in ends]
    return in_line and min(gaps) <= near


@given(jobs())
def test_every_mark_belongs_to_a_card_and_none_to_an_empty_slot(one: Job) -> None:
    for _, trims, _, marks in _sides(one):
        for mark in marks:
            assert any(_points_at(mark, trim) for trim in trims)


@given(jobs())
def test_marks_stand_at_the_same_places_of_the_paper_on_both_sides(one: Job) -> None:
    for sheet in one.sheets:
        front = marks_on(sheet.front, one.faces)
        back = sorted(
            segment_seen_through(mark, sheet.plan.paper.size, one.plan.flip)
            for mark in marks_on(sheet.back, one.faces)
        )
        assert len(front) == len(back)
        for mark in front:
            # Sorting may part what differs in the last decimal, so each is looked up.
            assert any(mark == pytest.approx(other, abs=1e-3) for other in back)


@given(jobs(st.just(Edge.RIM)))
def test_with_a_rim_every_edge_that_the_printer_reaches_is_marked(one: Job) -> None:
    for sheet, trims, _, marks in _sides(one):
        paper = sheet.plan.paper
        both = reached_on_both(paper.size, paper.margins, one.plan.flip)
        left, right = both.x + 0.1, both.right - 0.1
        top, bottom = both.y + 0.1, both.bottom - 0.1
        upright = [mark for mark in marks if abs(mark[0] - mark[2]) < 1e-6]
        lying = [mark for mark in marks if abs(mark[1] - mark[3]) < 1e-6]
        for trim in trims:
            for x in (trim.x, trim.right):
                if left < x < right:
                    assert any(abs(m[0] - x) < 2e-3 and _points_at(m, trim) for m in upright)
            for y in (trim.y, trim.bottom):
                if top < y < bottom:
                    assert any(abs(m[1] - y) < 2e-3 and _points_at(m, trim) for m in lying)


@given(jobs(st.just(Edge.BLEED)))
def test_with_full_bleed_every_mark_stands_outside_every_bleed(one: Job) -> None:
    for _, trims, _, marks in _sides(one):
        for mark in marks:
            line = box(mark, 0.0).grown(1e-4)
            assert not any(_overlap(line, trim.grown(BLEED), 2e-3) for trim in trims)


def test_nine_poker_cards_with_full_bleed_have_a_mark_at_both_ends_of_every_cut() -> None:
    one = job(plan_home(POKER, A4, flip=Flip.LONG_EDGE, edge=Edge.BLEED), 9)
    # Three cards a row, two cuts a card, two ends a cut; and the same down the sheet.
    assert len(marks_on(one.sheets[0].front, one.faces)) == 3 * 2 * 2 + 3 * 2 * 2


def test_four_a6_cards_are_marked_at_the_ends_of_both_cuts() -> None:
    one = job(plan_home(A6, A4, flip=Flip.LONG_EDGE, edge=Edge.RIM), 4)
    marks = marks_on(one.sheets[0].front, one.faces)
    assert any(x1 == x2 == 105 and y1 < 8 for x1, y1, x2, y2 in marks)
    assert any(x1 == x2 == 105 and y2 > 289 for x1, y1, x2, y2 in marks)
    assert any(y1 == y2 == 148.5 and x1 < 8 for x1, y1, x2, y2 in marks)
    assert any(y1 == y2 == 148.5 and x2 > 202 for x1, y1, x2, y2 in marks)


def test_a_lone_tarot_card_on_a_sheet_has_two_marks_at_each_of_its_corners() -> None:
    one = job(plan_home(TAROT, A4, flip=Flip.LONG_EDGE, edge=Edge.RIM), 1)
    assert len(marks_on(one.sheets[0].front, one.faces)) == 8


def test_an_empty_slot_of_a_sheet_has_no_marks_round_it() -> None:
    plan = plan_home(POKER, A4, flip=Flip.LONG_EDGE, edge=Edge.RIM)
    one = job(plan, 1)
    first = plan.slots[0].trim
    for x1, y1, x2, y2 in marks_on(one.sheets[0].front, one.faces):
        assert max(x1, x2) <= first.right + 2.01
        assert max(y1, y2) <= first.bottom + 2.01


@given(jobs())
def test_marks_are_black_and_thick_enough_to_print(one: Job) -> None:
    for sheet in one.sheets:
        for side in (sheet.front, sheet.back):
            strokes: list[Stroke] = strokes_on(side, one.faces)
            for stroke in strokes:
                colour = stroke.colour
                assert (colour.c, colour.m, colour.y, colour.k) == (0, 0, 0, 100)
                # Thinner than a quarter of a point breaks up on an office printer.
                assert stroke.width_pt >= 0.25


@st.composite
def _marked(draw: st.DrawFn, where: CutMarks) -> Job:
    plan = draw(plans())
    marked = filled_between(replace(plan, marks=where))
    return job(marked, draw(st.integers(1, 40)))


@given(_marked(CutMarks.NONE))
def test_without_marks_there_is_none(one: Job) -> None:
    for sheet in one.sheets:
        assert marks_on(sheet.front, one.faces) == marks_on(sheet.back, one.faces) == []


@given(_marked(CutMarks.PAPER_EDGE))
def test_marks_at_the_papers_edge_keep_off_ink_and_cards_and_lie_in_line_with_a_cut(
    one: Job,
) -> None:
    for sheet, trims, inked, marks in _sides(one):
        paper = sheet.plan.paper
        both = reached_on_both(paper.size, paper.margins, one.plan.flip)
        for mark in marks:
            assert not any(_overlap(box(mark, _HALF_WIDTH), each, 2e-3) for each in inked)
            line = box(mark, 0.0)
            assert not any(_overlap(line.grown(0.001), trim, 0.1) for trim in trims)
            assert both.grown(1e-3).contains(line)
            upright = abs(mark[0] - mark[2]) < 1e-6
            edges = [
                edge
                for trim in trims
                for edge in ((trim.x, trim.right) if upright else (trim.y, trim.bottom))
            ]
            assert min(abs((mark[0] if upright else mark[1]) - edge) for edge in edges) < 2e-3


def test_at_the_papers_edge_each_of_the_two_cuts_of_a6_cards_has_a_mark_at_both_ends() -> None:
    plan = replace(plan_home(A6, A4, flip=Flip.LONG_EDGE, edge=Edge.RIM), marks=CutMarks.PAPER_EDGE)
    one = job(plan, 4)
    marks = marks_on(one.sheets[0].front, one.faces)
    # From where the printer begins, four millimetres in.
    assert (5, 148.5, 9, 148.5) in marks
    assert (201, 148.5, 205, 148.5) in marks
    assert (105, 5, 105, 9) in marks
    assert (105, 288, 105, 292) in marks
