"""One plate for both sides: the sheet printed, turned as a hand does, printed again, cut, piled.

The planner is not asked what lies behind what. A page is printed on the upper side of a sheet; the
sheet is turned, and the same page is printed on its other side. Where that ink lies is told as seen
from the upper side, through the paper. Then all is cut along the marks that are on top.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kaartgen.errors import KaartgenError
from kaartgen.frame import Faces, Fill, Frame, Placed, Stroke
from kaartgen.geometry import Rect, Size
from kaartgen.imposition.press import PressWishes, Turning, plan_press
from kaartgen.imposition.press_impose import press_sheets
from kaartgen.imposition.press_run import Run, cut_and_stack, repeated
from tests.imposition.sheets import A6, POKER, TAROT, cards_on, ink, place
from tests.imposition.test_press import (
    SRA3,
    SRA4,
    _box,
    _faces,
    _knife,
    _marks,
    _same,
    bleeds,
    formats,
    papers,
)

Through = Callable[[float, float], tuple[float, float]]
one_plate = st.sampled_from([Turning.TURN, Turning.TUMBLE])


class Job(NamedTuple):
    """Pages that are both sides of their sheets, and how a hand turns a sheet of that size."""

    faces: tuple[Faces, ...]
    pages: list[Frame]
    run: Run
    turning: Turning
    sheet: Size
    bleed: float

    def through(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page lies once the sheet has been turned, seen from above."""
        if self.turning is Turning.TURN:
            return self.sheet.width - x, y
        return x, self.sheet.height - y


class Piece(NamedTuple):
    """A cut card as it lies: which number is on top, whether as a front, and what is below."""

    above: tuple[int, str] | None
    below: tuple[int, str] | None


def _job(
    size: Size, paper: object, make: object, count: int, decks: int, wishes: PressWishes, bleed=3.0
) -> Job:
    faces = _faces(size, count)
    press = plan_press(size, paper, bleed, wishes)
    run = make(count, decks, len(press.plan.slots) // 2, 2)
    pages = []
    for sheet in press_sheets(faces, press, run):
        assert sheet.back is None
        pages.append(sheet.front)
    return Job(faces, pages, run, wishes.turning, press.plan.paper.size, bleed)


@st.composite
def jobs(draw: st.DrawFn, make: object) -> Job:
    size, paper, bleed = draw(formats), draw(papers), draw(bleeds)
    gutter = draw(st.sampled_from([None, 0.0, 4.0, 12.5]))
    wishes = PressWishes(draw(one_plate), draw(st.sampled_from([10.0, 4.0, 15.0])), gutter)
    count, decks = draw(st.integers(1, 30)), draw(st.integers(1, 5))
    try:
        return _job(size, paper, make, count, decks, wishes, bleed)
    except KaartgenError:
        assume(False)
        raise


def _cut(page: Frame, job: Job) -> list[list[Piece]]:
    """Return the pieces of a sheet that was printed on both sides, row by row."""
    names = {}
    for number, pair in enumerate(job.faces):
        names[id(pair.front)], names[id(pair.back)] = (number, "voor"), (number, "achter")
    cards = cards_on(page, job.faces)
    above = [(place(card), names[id(card.frame)]) for card in cards]
    below = [(_seen(place(card), job.through), names[id(card.frame)]) for card in cards]
    xs, ys = _knife(page, job.faces)
    xs, ys = _pairs(xs, cards, 0), _pairs(ys, cards, 1)
    pieces = []
    for top, bottom in ys:
        row = []
        for left, right in xs:
            at = Rect(left, top, right - left, bottom - top)
            row.append(Piece(_taken(at, above), _taken(at, below)))
        pieces.append(row)
    assert not above
    assert not below  # the knife goes through no card
    return pieces


def _pairs(cuts: list[float], cards: Sequence[Placed], axis: int) -> list[tuple[float, float]]:
    """Return where cards lie between cuts; without a gutter one cut is two cards' side."""
    wide = place(cards[0]).width if axis == 0 else place(cards[0]).height
    found = [(a, b) for a, b in itertools.pairwise(cuts) if abs(b - a - wide) < 0.01]
    assert found
    return found


def _seen(rect: Rect, through: Through) -> Rect:
    (x1, y1), (x2, y2) = through(rect.x, rect.y), through(rect.right, rect.bottom)
    return Rect(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))


def _taken(at: Rect, cards: list[tuple[Rect, tuple[int, str]]]) -> tuple[int, str] | None:
    found = next((card for card in cards if _same(card[0], at)), None)
    if found is None:
        return None
    cards.remove(found)
    return found[1]


def _halves(job: Job) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """Print as often as the run says and cut the pile; the piles of either half, top piece first.

    The half with the backs on top is taken as its mirror image: from the right, or from below.
    """
    cut = [rows for page in job.pages for rows in [_cut(page, job)] for _ in range(job.run.times)]
    first, second = [], []
    rows, columns = len(cut[0]), len(cut[0][0])
    for row in range(rows):
        for column in range(columns):
            pile = [sheet[row][column] for sheet in cut]
            if job.turning is Turning.TURN and column < columns // 2:
                first.append(pile)
                second.append([sheet[row][columns - 1 - column] for sheet in cut])
            if job.turning is Turning.TUMBLE and row < rows // 2:
                first.append(pile)
                second.append([sheet[rows - 1 - row][column] for sheet in cut])
    return first, second


@settings(max_examples=20, deadline=None)
@given(jobs(cut_and_stack))
def test_cut_and_stacked_each_half_is_decks_in_order_counted_from_the_top(job: Job) -> None:
    fronts, backs = _halves(job)
    deck = range(len(job.faces))
    for piles, above, below in ((fronts, "voor", "achter"), (backs, "achter", "voor")):
        stack = [piece for pile in piles for piece in pile]
        cards = [Piece((number, above), (number, below)) for number in deck]
        whole = [piece for piece in stack if piece != Piece(None, None)]
        assert stack == whole + [Piece(None, None)] * (len(stack) - len(whole))
        assert len(whole) % len(cards) == 0
        assert whole == cards * (len(whole) // len(cards))


@settings(max_examples=20, deadline=None)
@given(jobs(repeated))
def test_repeated_every_pile_is_one_card_and_every_card_has_a_pile_in_both_halves(job: Job) -> None:
    for piles, above, below in zip(
        _halves(job), ("voor", "achter"), ("achter", "voor"), strict=True
    ):
        found = []
        for pile in piles:
            # The sheets of each kind lie together; a pile of each kind is cut for itself.
            for start in range(0, len(pile), job.run.times):
                part = pile[start : start + job.run.times]
                assert len(set(part)) == 1
                if part[0] != Piece(None, None):
                    assert part[0].above == (part[0].below[0], above)
                    assert part[0].below[1] == below
                    found.append(part[0].above[0])
        assert sorted(found) == list(range(len(job.faces)))


@pytest.mark.parametrize(
    ("decks", "made", "papers"), [(1, 2, 5), (2, 2, 5), (5, 6, 15), (50, 50, 125)]
)
def test_of_every_card_an_even_number_comes_from_half_as_many_runs(decks, made, papers) -> None:
    # 15 cards, six places on a sheet of which three take a front: five sheets, each for two decks.
    job = _job(A6, SRA3, repeated, 15, decks, PressWishes(Turning.TURN))
    pieces = [piece for half in _halves(job) for pile in half for piece in pile]
    fronts = [piece for piece in pieces if ("voor" in (piece.above[1], piece.below[1]))]
    assert len(fronts) == 15 * made
    assert job.run.printed == papers
    stacked = _job(A6, SRA3, cut_and_stack, 15, decks, PressWishes(Turning.TURN))
    assert len(stacked.pages) == papers


@settings(max_examples=20, deadline=None)
@given(jobs(cut_and_stack))
def test_a_cut_card_turned_about_its_upright_axis_shows_its_back_upright(job: Job) -> None:
    page = job.pages[0]
    cards = cards_on(page, job.faces)
    for pair in job.faces:
        fronts = [card for card in cards if card.frame is pair.front]
        backs = [card for card in cards if card.frame is pair.back]
        assert len(fronts) == len(backs)
        for front in fronts:
            behind = [
                card for card in backs if _same(_seen(place(card), job.through), place(front))
            ]
            assert len(behind) == 1
            size = front.frame.size
            for x, y in ((0, 0), (size.width, 0), (0, size.height)):
                there = job.through(*behind[0].transform.point(size.width - x, y))
                assert there == pytest.approx(front.transform.point(x, y), abs=1e-6)


@settings(max_examples=20, deadline=None)
@given(jobs(cut_and_stack))
def test_what_is_printed_second_lies_straight_behind_marks_that_were_printed_first(
    job: Job,
) -> None:
    marks = [
        _box(item)
        for item in _marks(job.pages[0], job.faces)
        if isinstance(item, Stroke) and item.spot == "All"
    ]
    assert len(marks) > 8
    for mark in marks:
        assert any(_same(_seen(mark, job.through), other) for other in marks)


@settings(max_examples=20, deadline=None)
@given(size=formats, paper=papers, turning=one_plate, gripper=st.sampled_from([3.0, 7.5, 10.0]))
def test_no_ink_lies_where_the_press_holds_the_sheet_either_time(
    size, paper, turning, gripper
) -> None:
    try:
        job = _job(size, paper, cut_and_stack, 4, 2, PressWishes(turning, gripper))
    except KaartgenError:
        return
    high = job.sheet.height
    for card in cards_on(job.pages[0], job.faces):
        lowest = ink(card).bottom
        # The page's foot goes into the gripper both times.
        assert lowest <= high - gripper + 1e-6
        if turning is Turning.TUMBLE:
            # What was the head is held the second time, and has the fronts on its other side.
            assert ink(card).y >= gripper - 1e-6
    for item in _marks(job.pages[0], job.faces):
        assert _box(item).bottom <= high - gripper + 1e-6
        if turning is Turning.TUMBLE:
            assert _box(item).y >= gripper - 1e-6


@settings(max_examples=20, deadline=None)
@given(jobs(cut_and_stack))
def test_marks_lie_clear_of_the_bleed_and_of_each_other_and_colours_never_overlap(job: Job) -> None:
    page = job.pages[0]
    inked = [ink(card) for card in cards_on(page, job.faces)]
    for at, one in enumerate(inked):
        assert not any(one.overlaps(other, 1e-6) for other in inked[at + 1 :])
    marks = _marks(page, job.faces)
    for item in marks:
        box = _box(item)
        assert min(box.x, box.y, job.sheet.width - box.right, job.sheet.height - box.bottom) > 2.9
        assert not any(box.grown(1e-4).overlaps(card, 1e-5) for card in inked)
    fills = [_box(item) for item in marks if isinstance(item, Fill)]
    lines = [_box(item).grown(1e-4) for item in marks if isinstance(item, Stroke)]
    for at, fill in enumerate(fills):
        assert not any(fill.overlaps(other) for other in fills[at + 1 :])
        assert not any(fill.overlaps(one, 1e-3) for one in lines)


@pytest.mark.parametrize(
    ("size", "paper", "turning", "across", "down"),
    [
        # As sheetwise: two lying A6 beside each other, one of them the other's back.
        (A6, SRA3, Turning.TURN, 2, 3),
        # Four lie one above the other in 3 × 6 + 4 × 105 = 438 mm; 450 less 2 × 18 and bleed and
        # marks are 403. So two rows.
        (A6, SRA3, Turning.TUMBLE, 2, 2),
        (TAROT, SRA3, Turning.TURN, 4, 3),
        # The sheet lying: five across (374 of 433 mm), two down (246 of 273).
        (TAROT, SRA3, Turning.TUMBLE, 5, 2),
        # The sheet lying: six across (408 of 433 mm), three down (276 of 288).
        (POKER, SRA3, Turning.TURN, 6, 3),
        # Six are as many across, and three down are odd; so the sheet stands, with four and four.
        (POKER, SRA3, Turning.TUMBLE, 4, 4),
        # Sheet lying: two lying beside each other are 302 of 303 mm.
        (A6, SRA4, Turning.TURN, 2, 1),
    ],
)
def test_as_many_lie_on_a_sheet_as_two_halves_hold(size, paper, turning, across, down) -> None:
    job = _job(size, paper, cut_and_stack, 1, 2, PressWishes(turning))
    xs, ys = _knife(job.pages[0], job.faces)
    assert (len(xs) // 2, len(ys) // 2) == (across, down)


@pytest.mark.parametrize(
    ("turning", "grid", "says"),
    [
        (Turning.TURN, (3, 2), "--raster 4x2"),
        (Turning.TUMBLE, (2, 3), "--raster 2x4"),
        (Turning.TUMBLE, (4, 1), "1 rij"),
    ],
)
def test_a_grid_without_a_mirror_image_is_refused(turning, grid, says: str) -> None:
    with pytest.raises(KaartgenError) as caught:
        plan_press(POKER, SRA3, 3, PressWishes(turning, grid=grid))
    assert says in str(caught.value)


def test_a_card_of_which_only_one_fits_cannot_lie_beside_its_back() -> None:
    plan_press(Size(220, 280), SRA3, 3)
    with pytest.raises(KaartgenError, match="zijn achterkant passen niet") as caught:
        plan_press(Size(220, 280), SRA3, 3, PressWishes(Turning.TURN))
    assert "laat --keren weg" in str(caught.value)


@pytest.mark.parametrize("gutter", [0.0, 2.0, 4.0, 6.0, 10.0])
def test_between_two_cards_lies_the_gutter_and_each_takes_half_of_it_up_to_its_bleed(
    gutter,
) -> None:
    faces = _faces(TAROT, 12)
    press = plan_press(TAROT, SRA3, 3, PressWishes(gutter=gutter))
    run = cut_and_stack(12, 1, len(press.plan.slots))
    (page, *_) = press_sheets(faces, press, run)
    cards = cards_on(page.front, faces)
    first = min(cards, key=lambda card: (place(card).y, place(card).x))
    beside = min(
        (card for card in cards if place(card).x > place(first).right - 0.01),
        key=lambda card: (place(card).x, place(card).y),
    )
    assert place(beside).x - place(first).right == pytest.approx(gutter, abs=1e-6)
    reach = ink(first).right - place(first).right
    assert reach == pytest.approx(min(3, gutter / 2), abs=1e-6)
    assert place(first).x - ink(first).x == pytest.approx(3, abs=1e-6)


def test_a_grid_that_is_wished_is_taken_and_one_that_is_too_large_is_refused() -> None:
    press = plan_press(POKER, SRA3, 3, PressWishes(grid=(2, 3)))
    assert (press.columns, press.rows) == (2, 3)
    with pytest.raises(KaartgenError, match="Een raster van 9 × 9") as caught:
        plan_press(POKER, SRA3, 3, PressWishes(grid=(9, 9)))
    assert "--raster 3x6" in str(caught.value)
