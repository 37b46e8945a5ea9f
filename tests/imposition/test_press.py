"""Press sheets printed, cut and stacked as paper is; the planner is not asked what lies where.

Sheets are cut along their printed marks; pieces are told apart by the pictures on their two sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartgen.errors import KaartgenError
from kaartgen.frame import Cmyk, Faces, Fill, Frame, Placed, Stroke, rectangle
from kaartgen.geometry import Rect, Sides, Size, Transform
from kaartgen.imposition.paper import Paper, Precut
from kaartgen.imposition.press import PressPlan, plan_press
from kaartgen.imposition.press_impose import PressSheet, press_sheets
from kaartgen.imposition.press_run import Run, cut_and_stack, repeated
from tests.imposition.sheets import A6, POKER, TAROT, cards_on, place

SRA3 = Paper("SRA3", Size(320, 450), Sides.equal(5))
SRA4 = Paper("SRA4", Size(225, 320), Sides.equal(5))
A3_LYING = Paper("A3", Size(420, 297), Sides.equal(5))
GRIPPER = 10.0

papers = st.sampled_from([SRA3, SRA4, A3_LYING, Paper("B2", Size(500, 707), Sides.equal(0))])
formats = st.one_of(
    st.sampled_from([A6, TAROT, POKER, Size(57, 89), Size(100, 100), Size(148, 105)]),
    st.builds(Size, st.integers(40, 190), st.integers(40, 190)),
)
bleeds = st.sampled_from([2.0, 3.0, 3.175])


class Printed(NamedTuple):
    """A run of cards on paper, and the faces by which its cards are known."""

    faces: tuple[Faces, ...]
    press: PressPlan
    run: Run
    sheets: list[PressSheet]


class Piece(NamedTuple):
    """What comes from under the knife: the numbers of the cards on either side, None if blank."""

    front: int | None
    back: int | None


def _faces(size: Size, count: int) -> tuple[Faces, ...]:
    """Return faces that are all of them different objects."""
    ground = Fill(rectangle(Rect.of(size).grown(4)), Cmyk(0, 20, 0, 0))
    return tuple(
        Faces(Frame(size, (ground,), (), 4), Frame(size, (ground,), (), 4)) for _ in range(count)
    )


def _printed(size: Size, paper: Paper, count: int, make: object, bleed: float = 3.0) -> Printed:
    faces = _faces(size, count)
    press = plan_press(size, paper, bleed)
    run = make(count, len(press.plan.slots))
    return Printed(faces, press, run, list(press_sheets(faces, press, run)))


def _strokes(frame: Frame, onto: Transform, faces: set[int]) -> Iterator[Stroke | Fill]:
    for item in (*frame.ground, *frame.figure):
        if isinstance(item, Placed):
            if id(item.frame) not in faces:
                yield from _strokes(item.frame, item.transform.then(onto), faces)
        elif isinstance(item, Stroke | Fill):
            yield type(item)(
                item.path.moved(onto),
                item.colour,
                *([item.width_pt, item.dash, item.spot] if isinstance(item, Stroke) else []),
            )


def _marks(side: Frame, printed: Sequence[Faces]) -> list[Stroke | Fill]:
    """Return all that is printed beside the cards on one side."""
    known = {id(face) for pair in printed for face in (pair.front, pair.back)}
    return list(_strokes(side, Transform(), known))


def _box(item: Stroke | Fill) -> Rect:
    points = [numbers[-2:] for _, numbers in item.path.segments if numbers]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _lines(side: Frame, faces: Sequence[Faces]) -> tuple[list[Rect], list[Rect]]:
    """Return the upright and the lying straight marks, but for those through a target's circle."""
    marks = [item for item in _marks(side, faces) if isinstance(item, Stroke)]
    circles = [_box(item) for item in marks if len(item.path.segments) > 2]
    lines = [_box(item) for item in marks if len(item.path.segments) == 2]
    lines = [one for one in lines if not any(one.grown(0.01).overlaps(other) for other in circles)]
    return [one for one in lines if one.width < 1e-6], [one for one in lines if one.height < 1e-6]


def _knife(side: Frame, faces: Sequence[Faces]) -> tuple[list[float], list[float]]:
    """Return where the knife comes down, by the marks; each cut has one at both its ends."""
    upright, lying = _lines(side, faces)
    xs, ys = (
        sorted({round(one.x, 3) for one in upright}),
        sorted({round(one.y, 3) for one in lying}),
    )
    assert len(upright) == 2 * len(xs)
    assert len(lying) == 2 * len(ys)
    return xs, ys


def _cut(sheet: PressSheet, xs: Sequence[float], ys: Sequence[float], one: Printed) -> list[Piece]:
    """Cut one sheet of the pile; strips between cards fall away."""
    width = one.press.plan.paper.size.width
    number_of = {
        id(face): number
        for number, pair in enumerate(one.faces)
        for face in (pair.front, pair.back)
    }
    fronts = [(place(card), number_of[id(card.frame)]) for card in cards_on(sheet.front, one.faces)]
    # The sheet in the hand is turned side to side.
    backs = [
        (_mirrored(place(card), width), number_of[id(card.frame)])
        for card in cards_on(sheet.back, one.faces)
    ]
    pieces = []
    for top, bottom in zip(ys[::2], ys[1::2], strict=True):
        for left, right in zip(xs[::2], xs[1::2], strict=True):
            at = Rect(left, top, right - left, bottom - top)
            pieces.append(Piece(_taken(at, fronts), _taken(at, backs)))
    assert not fronts
    assert not backs  # the knife goes through no card
    return pieces


def _mirrored(rect: Rect, width: float) -> Rect:
    return Rect(width - rect.right, rect.y, rect.width, rect.height)


def _taken(at: Rect, cards: list[tuple[Rect, int]]) -> int | None:
    """Take the card that is cut out whole at that place."""
    found = next((card for card in cards if _same(card[0], at)), None)
    if found is None:
        return None
    cards.remove(found)
    return found[1]


def _same(one: Rect, other: Rect) -> bool:
    return one.contains(other, 0.01) and other.contains(one, 0.01)


def _piles(one: Printed) -> list[list[Piece]]:
    """Print the file as often as the run says, cut the pile as one; the piles, top piece first."""
    paper = [sheet for sheet in one.sheets for _ in range(one.run.times)]
    # A guillotine is set by the sheet on top.
    xs, ys = _knife(paper[0].front, one.faces)
    cut = [_cut(sheet, xs, ys, one) for sheet in paper]
    return [list(pile) for pile in zip(*cut, strict=True)]


@st.composite
def runs(draw: st.DrawFn, make: object) -> Printed:
    size, paper, bleed = draw(formats), draw(papers), draw(bleeds)
    count, decks = draw(st.integers(1, 40)), draw(st.integers(1, 5))
    return _printed(size, paper, count, lambda cards, slots: make(cards, decks, slots), bleed)


def _decks(one: Printed) -> int:
    pieces = sum(card is not None for sheet in one.run.sheets for card in sheet)
    return pieces * one.run.times // len(one.faces)


@settings(max_examples=40, deadline=None)
@given(runs(cut_and_stack))
def test_cut_and_stacked_the_piles_are_decks_in_order_and_blanks_at_the_bottom(one) -> None:
    stack = [piece for pile in _piles(one) for piece in pile]
    deck = [Piece(number, number) for number in range(len(one.faces))]
    blanks = len(stack) - len(deck) * _decks(one)
    assert stack == deck * _decks(one) + [Piece(None, None)] * blanks


@settings(max_examples=30, deadline=None)
@given(runs(repeated))
def test_repeated_every_pile_is_one_card_as_often_as_there_are_decks(one) -> None:
    # The sheets of each kind lie together; a pile of each kind is cut for itself.
    times = one.run.times
    found = []
    for pile in _piles(one):
        for start in range(0, len(pile), times):
            part = pile[start : start + times]
            assert len(set(part)) == 1
            found.append(part[0])
    assert sorted(piece.front for piece in found if piece.front is not None) == list(
        range(len(one.faces))
    )
    assert all(piece.front == piece.back for piece in found)


@settings(max_examples=40, deadline=None)
@given(runs(cut_and_stack))
def test_a_cut_card_turned_about_its_upright_axis_shows_its_back_upright(one) -> None:
    back_of = {id(pair.front): id(pair.back) for pair in one.faces}
    sheet = one.sheets[0]
    width = one.press.plan.paper.size.width
    backs = {id(card.frame): card for card in cards_on(sheet.back, one.faces)}
    for front in cards_on(sheet.front, one.faces):
        if sum(id(card.frame) == id(front.frame) for card in cards_on(sheet.front, one.faces)) > 1:
            continue  # which of the two backs is whose, the piles tell
        back = backs[back_of[id(front.frame)]]
        size = front.frame.size
        for x, y in ((0, 0), (size.width, 0), (0, size.height)):
            behind_x, behind_y = back.transform.point(x, y)
            there = front.transform.point(size.width - x, y)
            assert (width - behind_x, behind_y) == pytest.approx(there, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(size=formats, paper=papers, bleed=bleeds)
def test_every_card_has_a_whole_bleed_of_its_own_within_what_a_press_prints(
    size: Size, paper: Paper, bleed: float
) -> None:
    one = _printed(size, paper, 60, lambda cards, slots: cut_and_stack(cards, 1, slots), bleed)
    sheet = one.press.plan.paper.size
    for side in (one.sheets[0].front, one.sheets[0].back):
        inked = [card.transform.rect(card.clip) for card in cards_on(side, one.faces) if card.clip]
        for ink, card in zip(inked, cards_on(side, one.faces), strict=True):
            assert _same(ink, place(card).grown(bleed))
            assert min(ink.x, ink.y, sheet.width - ink.right) >= 3 - 1e-6
            assert sheet.height - ink.bottom >= GRIPPER - 1e-6
        assert not any(
            first.overlaps(second)
            for number, first in enumerate(inked)
            for second in inked[number + 1 :]
        )


@settings(max_examples=40, deadline=None)
@given(size=formats, paper=papers, bleed=bleeds)
def test_marks_lie_clear_of_the_bleed_the_gripper_and_each_other(
    size: Size, paper: Paper, bleed: float
) -> None:
    one = _printed(size, paper, 3, lambda cards, slots: cut_and_stack(cards, 50, slots), bleed)
    sheet = one.press.plan.paper.size
    for side in (one.sheets[0].front, one.sheets[0].back):
        marks = _marks(side, one.faces)
        cards = [place(card).grown(bleed) for card in cards_on(side, one.faces)]
        for box in map(_box, marks):
            assert min(box.x, box.y, sheet.width - box.right) >= 3 - 1e-6
            assert box.bottom <= sheet.height - GRIPPER + 1e-6
            assert not any(box.grown(1e-4).overlaps(card, 1e-5) for card in cards)
        lines = [box for group in _lines(side, one.faces) for box in group]
        circles = [_box(item) for item in marks if len(item.path.segments) > 5]
        patches = [_box(item) for item in marks if isinstance(item, Fill)]
        for circle in circles:
            round_it = circle.grown(1.5)
            assert not any(round_it.overlaps(other.grown(1e-4), 1e-3) for other in lines + patches)
        for patch in patches:
            assert not any(patch.overlaps(line.grown(1e-4), 1e-3) for line in lines)


@settings(max_examples=30, deadline=None)
@given(size=formats, paper=papers)
def test_marks_and_targets_of_both_sides_lie_at_the_same_place_of_the_paper(
    size: Size, paper: Paper
) -> None:
    one = _printed(size, paper, 5, lambda cards, slots: cut_and_stack(cards, 1, slots))
    width = one.press.plan.paper.size.width

    def seen(side: Frame) -> list[Rect]:
        return [
            _box(item)
            for item in _marks(side, one.faces)
            if isinstance(item, Stroke) and item.spot == "All"
        ]

    front, back = seen(one.sheets[0].front), seen(one.sheets[0].back)
    assert len(front) == len(back) > 8
    for box in back:
        assert any(_same(_mirrored(box, width), other) for other in front)


@pytest.mark.parametrize("back", [False, True])
def test_the_arrow_at_the_side_guide_points_to_the_same_edge_of_the_paper(back: bool) -> None:
    one = _printed(A6, SRA3, 6, lambda cards, slots: cut_and_stack(cards, 1, slots))
    side = one.sheets[0].back if back else one.sheets[0].front
    arrows = [
        _box(item)
        for item in _marks(side, one.faces)
        if isinstance(item, Fill) and len(item.path.segments) == 4
    ]
    guide = min(arrows, key=lambda box: box.bottom)
    gripper = max(arrows, key=lambda box: box.bottom)
    assert len(arrows) == 2
    assert guide.right == pytest.approx(317) if back else guide.x == pytest.approx(3)
    assert gripper.bottom == pytest.approx(440)


def test_a_last_sheet_with_an_empty_place_has_the_marks_of_a_full_one() -> None:
    one = _printed(A6, SRA3, 7, lambda cards, slots: cut_and_stack(cards, 1, slots))
    first, last = one.sheets
    assert len(cards_on(last.front, one.faces)) < len(cards_on(first.front, one.faces))
    assert _knife(last.front, one.faces) == _knife(first.front, one.faces)


def test_the_colour_bar_has_the_four_inks_and_what_two_of_them_make_across_the_sheet() -> None:
    one = _printed(A6, SRA3, 1, lambda cards, slots: cut_and_stack(cards, 1, slots))
    patches = [
        item
        for item in _marks(one.sheets[0].front, one.faces)
        if isinstance(item, Fill) and len(item.path.segments) == 5
    ]
    inks = {item.colour for item in patches}
    solid = {"c": (100, 0, 0, 0), "m": (0, 100, 0, 0), "y": (0, 0, 100, 0), "k": (0, 0, 0, 100)}
    pairs = ((100, 100, 0, 0), (100, 0, 100, 0), (0, 100, 100, 0))
    assert {Cmyk(*one) for one in (*solid.values(), *pairs)} <= inks
    boxes = sorted((_box(item) for item in patches), key=lambda box: box.x)
    assert boxes[-1].right - boxes[0].x > 0.85 * 320
    assert all(box.ink <= 200 for box in inks)


@pytest.mark.parametrize(
    ("size", "paper", "across", "down"),
    [
        # Two lying cards and a gutter are 302 mm of 320; three rows 327 mm; a fourth would need
        # 438 mm and its bleed and the gripper's 10 are 454 of 450.
        (A6, SRA3, 2, 3),
        # 4 × 70 + 3 × 6 = 298 mm across, 3 × 120 + 2 × 6 = 372 mm down.
        (TAROT, SRA3, 4, 3),
        # Upright 3 lying across (276), 6 down (408): 18, as many as 6 × 3 on the lying sheet.
        (POKER, SRA3, 3, 6),
        # 3 × 63 + 2 × 6 = 201 of 225 mm; 3 × 88 + 2 × 6 = 276 of 320 mm.
        (POKER, SRA4, 3, 3),
        (A6, SRA4, 1, 2),
    ],
)
def test_as_many_lie_on_a_sheet_as_fit(size: Size, paper: Paper, across: int, down: int) -> None:
    one = _printed(size, paper, 1, lambda cards, slots: cut_and_stack(cards, 1, slots))
    xs, ys = _knife(one.sheets[0].front, one.faces)
    assert (len(xs) // 2, len(ys) // 2) == (across, down)


def test_the_paper_and_the_blanks_of_a_run_are_counted() -> None:
    # 28 cards, 25 decks, 6 on a sheet: 700 cards; 117 sheets hold 702.
    stacked = cut_and_stack(28, 25, 6)
    assert (stacked.printed, stacked.places, stacked.empty) == (117, 702, 2)
    # 28 cards on 5 sheets leave two places blank on the last, 25 times.
    kept = repeated(28, 25, 6)
    assert (len(kept.sheets), kept.printed, kept.places, kept.empty) == (5, 125, 750, 50)


def test_a_card_that_does_not_fit_is_refused_with_what_the_sheet_loses() -> None:
    with pytest.raises(KaartgenError, match="past niet op een drukvel SRA4") as caught:
        plan_press(Size(210, 297), SRA4, 3)
    assert "grijper" in str(caught.value)


def test_a_sheet_that_is_cut_already_is_refused() -> None:
    precut = Precut((Rect(10, 10, 85, 54),), 0, two_sided=True)
    with pytest.raises(KaartgenError, match="al gesneden"):
        plan_press(Size(85, 54), Paper("C32011", Size(210, 297), Sides.equal(0), precut), 3)
