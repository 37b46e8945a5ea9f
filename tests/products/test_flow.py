"""Running text over pages: nothing lost, nothing past the foot, headings and lines in company."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass

from hypothesis import assume, given
from hypothesis import strategies as st

from kaartgen.geometry import Size
from kaartgen.products.flow import Block, Flowed, Geometry, Row, flowed
from tests.layout.laws import law

PAGE = Geometry(Size(100, 140), 10, 10, 20, 20)
FOOT = 120.0
ROOM = 100.0


@dataclass(eq=False)
class Paper:
    """A page that remembers what was written on it: (block, row, y)."""

    lines: list[tuple[int, int, float]]


@dataclass(frozen=True)
class Wish:
    """A block before it is one: the heights of its rows and how it wants to be treated."""

    rows: tuple[float, ...]
    before: float = 0.0
    keep: bool = False
    whole: bool = False
    new_page: bool = False


def made(wishes: list[Wish], first_top: float | None = None) -> Flowed:
    """Flow the blocks over pages that remember."""

    def row(block: int, number: int, height: float) -> Row:
        return Row(height, lambda page, _, y: page.lines.append((block, number, y)))

    blocks = [
        Block(
            [row(at, number, height) for number, height in enumerate(wish.rows)],
            wish.before,
            wish.keep,
            wish.whole,
            (0, f"blok {at}"),
            wish.new_page,
        )
        for at, wish in enumerate(wishes)
    ]
    return flowed(blocks, PAGE, lambda: Paper([]), first_top=first_top)  # type: ignore[arg-type]


def written(result: Flowed) -> list[list[tuple[int, int, float]]]:
    return [page.lines for page in result.pages]  # type: ignore[attr-defined]


# Two headings and a form fit a page together, so no heading ever has to be left alone.
# Lines of a text are all of one height; a paragraph is never taller than a page.
paragraphs = st.builds(
    lambda count, height, before: Wish((height,) * count, before),
    st.integers(1, 14),
    st.floats(3, 7),
    st.floats(0, 12),
)
headings = st.builds(
    lambda height, before: Wish((height,), before, keep=True, whole=True),
    st.floats(5, 12),
    st.floats(0, 13),
)
forms = st.builds(
    lambda count, before: Wish((7.0,) * count, before, whole=True),
    st.integers(1, 7),
    st.floats(0, 10),
)
sections = st.builds(
    lambda heading, body: [*heading, *body],
    st.lists(headings, max_size=2),
    st.lists(st.one_of(paragraphs, forms), min_size=1, max_size=4),
)
texts = st.lists(sections, min_size=1, max_size=8).map(
    lambda parts: [wish for part in parts for wish in part]
)


@law(40)
@given(texts)
def test_every_row_is_written_once_and_in_order(wishes: list[Wish]) -> None:
    seen = [(block, row) for page in written(made(wishes)) for block, row, _ in page]
    assert seen == [
        (block, row) for block, wish in enumerate(wishes) for row in range(len(wish.rows))
    ]


@law(40)
@given(texts)
def test_no_row_goes_past_the_foot_or_above_the_head_of_a_page(wishes: list[Wish]) -> None:
    for page in written(made(wishes)):
        for block, row, y in page:
            assert y >= PAGE.top
            assert y + wishes[block].rows[row] <= FOOT + 1e-3


@law(40)
@given(texts)
def test_rows_never_cover_each_other_and_blocks_keep_their_distance(wishes: list[Wish]) -> None:
    for page in written(made(wishes)):
        for (block, row, y), (next_block, _, below) in itertools.pairwise(page):
            apart = wishes[next_block].before if next_block != block else 0.0
            assert abs(below - (y + wishes[block].rows[row] + apart)) < 1e-6


@law(40)
@given(texts)
def test_no_page_is_empty(wishes: list[Wish]) -> None:
    assert all(written(made(wishes)))


@law(120)
@given(texts)
def test_a_heading_is_never_the_last_on_a_page(wishes: list[Wish]) -> None:
    for page in written(made(wishes))[:-1]:
        assert not wishes[page[-1][0]].keep


@law(120)
@given(texts)
def test_a_paragraph_leaves_no_row_alone_on_either_page(wishes: list[Wish]) -> None:
    for page in written(made(wishes)):
        for block, count in Counter(block for block, _, _ in page).items():
            assert count >= min(2, len(wishes[block].rows))


@law(40)
@given(texts)
def test_what_is_to_stay_whole_is_on_one_page(wishes: list[Wish]) -> None:
    pages = written(made(wishes))
    for at, wish in enumerate(wishes):
        if wish.whole:
            assert sum(any(block == at for block, _, _ in page) for page in pages) == 1


@law(40)
@given(texts)
def test_a_page_ends_only_when_what_follows_has_no_room(wishes: list[Wish]) -> None:
    pages = written(made(wishes))
    for page, after in itertools.pairwise(pages):
        block, row, y = page[-1]
        follows = after[0][0]
        # At most what must stay together is carried over: headings, and three rows or a form.
        together = 0.0
        for at in range(follows, len(wishes)):
            wish = wishes[at]
            start = after[0][1] if at == follows else 0
            rows = wish.rows[start:]
            apart = wish.before if (start == 0) else 0.0
            together += apart + sum(rows if wish.whole or wish.keep else rows[:3])
            if not wish.keep:
                break
        assert y + wishes[block].rows[row] + together > FOOT - 1e-3


@law(40)
@given(texts)
def test_every_block_is_bookmarked_on_the_page_where_it_begins(wishes: list[Wish]) -> None:
    result = made(wishes)
    begins = {
        block: number
        for number, page in enumerate(written(result))
        for block, row, _ in page
        if row == 0
    }
    assert result.bookmarks == [(0, f"blok {at}", begins[at]) for at in range(len(wishes))]


@law(40)
@given(texts, st.integers(0, 20))
def test_a_chapter_that_wants_a_page_of_its_own_is_the_first_on_it(
    wishes: list[Wish], which: int
) -> None:
    at = which % len(wishes)
    assume(at == 0 or not wishes[at - 1].keep)
    chosen = wishes[at]
    wishes = [*wishes]
    wishes[at] = Wish(chosen.rows, chosen.before, chosen.keep, chosen.whole, new_page=True)
    pages = written(made(wishes))
    assert at in [page[0][0] for page in pages]
    assert all(pages)


def test_the_first_page_may_begin_lower_than_the_others() -> None:
    pages = written(made([Wish((5.0,) * 30)], first_top=90))
    assert [page[0][2] for page in pages] == [90, 20, 20]


def test_space_above_a_block_is_left_out_at_the_head_of_a_page() -> None:
    pages = written(made([Wish((90.0,)), Wish((20.0,), before=12)]))
    assert pages[1] == [(1, 0, 20.0)]


def test_a_block_that_just_fits_stays_on_its_page() -> None:
    assert len(made([Wish((60.0,)), Wish((30.0,), before=10)]).pages) == 1


def test_a_form_taller_than_a_page_is_broken_and_not_lost() -> None:
    pages = written(made([Wish((10.0,) * 15, whole=True)]))
    assert [len(page) for page in pages] == [10, 5]
