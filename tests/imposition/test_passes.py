"""Backs behind fronts on a printer that prints one side, with printer, stack and hand simulated."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kaartgen.frame import BLACK, Fill, Frame, Placed, rectangle
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.plan import Flip
from kaartgen.imposition.ways import Printing, Stack, Way
from kaartgen.pdf.document import Document, Page
from kaartgen.products.passes import flipped, printed
from tests.imposition.printer import Paper, Printer, moved, on_paper, printers, put_back, through
from tests.imposition.sheets import Job, cards_on, jobs
from tests.imposition.turning import seen_through

_LASER = Printer(prints_up=False, bends=2, quarter=90, last_first=False)
_FRONT_CASSETTE = Printer(prints_up=False, bends=1, quarter=90, last_first=False)


def _document(pages: tuple[Page, ...]) -> Document:
    date = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    return Document(pages, "", "", "", "nl-NL", date, "DuplexFlipLongEdge")


def _of(job: Job) -> Document:
    return _document(tuple(Page(side) for one in job.sheets for side in (one.front, one.back)))


def _printed(document: Document, printer: Printer, flip: Flip) -> list[Paper]:
    """Print both passes as the explanation says, and return the stack that comes out."""
    pages = document.pages
    wide = [page.frame.size.width > page.frame.size.height for page in pages]
    half = len(pages) // 2
    stack = through(printer, list(range(half)), [Paper() for _ in range(half)], wide)
    tray = put_back(stack, turned=printer.wants_turning, flip=flip)
    return through(printer, list(range(half, len(pages))), tray, wide)


def _places(frame: Frame, job: Job, paper: Paper, side: int) -> dict[int, list[tuple[float, ...]]]:
    """Return for each card (by its place in the deck) where its corners lie on the paper."""
    _, pose, quarter = paper.printed[side]
    found: dict[int, list[tuple[float, ...]]] = {}
    for card in cards_on(frame, job.faces):
        number = next(
            number
            for number, pair in enumerate(job.faces)
            if card.frame is pair.front or card.frame is pair.back
        )
        trim = card.transform.rect(Rect.of(card.frame.size))
        corners = [(x, y) for x in (trim.x, trim.right) for y in (trim.y, trim.bottom)]
        found[number] = sorted(
            on_paper(corner, frame.size, side, pose, quarter) for corner in corners
        )
    return found


def _check(document: Document, job: Job, stack: list[Paper]) -> None:
    seen: set[int] = set()
    for paper in stack:
        assert set(paper.printed) == {1, -1}
        first, second = (
            _places(document.pages[paper.printed[side][0]].frame, job, paper, side)
            for side in (1, -1)
        )
        assert set(first) == set(second)
        for number, corners in first.items():
            for corner, behind in zip(corners, second[number], strict=True):
                assert behind == pytest.approx(corner, abs=0.01)
        seen |= set(first)
    assert seen == set(range(len(job.faces)))


@settings(max_examples=60)
@given(job=jobs(), printer=printers)
def test_every_back_gets_behind_its_front_on_any_printer(job: Job, printer: Printer) -> None:
    stack = Stack.TURNED if printer.wants_turning else Stack.KEPT
    document = printed(_of(job), Printing(Way.ONE_SIDE_AT_A_TIME, stack))[""]
    _check(document, job, _printed(document, printer, job.plan.flip))


@settings(max_examples=30)
@given(job=jobs(), printer=printers)
def test_the_usual_edge_is_right_for_a_hand_that_does_nothing_else(
    job: Job, printer: Printer
) -> None:
    stack = Stack.TURNED if printer.wants_turning else Stack.KEPT
    document = printed(_of(job), Printing(Way.ONE_SIDE_AT_A_TIME, stack))[""]
    if job.plan.flip is stack.flip:
        wide = [page.frame.size.width > page.frame.size.height for page in document.pages]
        half = len(wide) // 2
        out = through(printer, list(range(half)), [Paper() for _ in range(half)], wide)
        # Turned about the line along the path of the paper, or just pushed back.
        tray = moved(out[::-1], (-1, 1, -1)) if printer.wants_turning else out
        _check(document, job, through(printer, list(range(half, 2 * half)), tray, wide))


@settings(max_examples=30)
@given(job=jobs(), printer=printers)
def test_half_a_turn_flat_repairs_backs_that_came_out_on_their_head(
    job: Job, printer: Printer
) -> None:
    stack = Stack.TURNED if printer.wants_turning else Stack.KEPT
    document = printed(_of(job), Printing(Way.ONE_SIDE_AT_A_TIME, stack))[""]
    other = Flip.SHORT_EDGE if job.plan.flip is Flip.LONG_EDGE else Flip.LONG_EDGE
    wide = [page.frame.size.width > page.frame.size.height for page in document.pages]
    half = len(wide) // 2
    out = through(printer, list(range(half)), [Paper() for _ in range(half)], wide)
    wrong = put_back(out, turned=printer.wants_turning, flip=other)
    stack_out = through(printer, list(range(half, 2 * half)), moved(wrong, (-1, -1, 1)), wide)
    _check(document, job, stack_out)


@given(job=jobs(), printer=printers)
def test_the_other_way_with_the_stack_prints_over_the_fronts(job: Job, printer: Printer) -> None:
    document = printed(_of(job), Printing(Way.ONE_SIDE_AT_A_TIME))[""]
    wide = [page.frame.size.width > page.frame.size.height for page in document.pages]
    half = len(wide) // 2
    out = through(printer, list(range(half)), [Paper() for _ in range(half)], wide)
    tray = put_back(out, turned=not printer.wants_turning, flip=job.plan.flip)
    with pytest.raises(AssertionError, match="printed over"):
        through(printer, list(range(half, 2 * half)), tray, wide)


def test_a_laser_printer_wants_its_stack_turned_and_a_front_cassette_does_not() -> None:
    assert _LASER.wants_turning
    assert not _FRONT_CASSETTE.wants_turning


@given(
    size=st.sampled_from([Size(210, 297), Size(297, 210), Size(420, 297)]),
    made_for=st.sampled_from(Flip),
    printer=printers,
    count=st.integers(1, 4),
)
def test_what_was_made_to_print_two_sided_comes_out_right_in_two_passes(
    size: Size, made_for: Flip, printer: Printer, count: int
) -> None:
    # A spot on every front, and the one that lies behind it for a printer that turns that way.
    spots = [(20.0 + 7 * number, 31.0 + 3 * number) for number in range(count)]
    pages = [
        page
        for x, y in spots
        for page in (_spot(size, x, y), _spot(size, *seen_through((x, y), size, made_for)))
    ]
    edge = "DuplexFlipLongEdge" if made_for is Flip.LONG_EDGE else "DuplexFlipShortEdge"
    stack = Stack.TURNED if printer.wants_turning else Stack.KEPT
    two_sided = replace(_document(tuple(pages)), duplex=edge)
    document = printed(flipped(two_sided, stack.flip), Printing(Way.ONE_SIDE_AT_A_TIME, stack))[""]
    for paper in _printed(document, printer, stack.flip):
        first, second = (_ink(document, paper, side) for side in (1, -1))
        assert second == pytest.approx(first, abs=0.01)


def _spot(size: Size, x: float, y: float) -> Page:
    return Page(Frame(size, (), (Fill(rectangle(Rect(x, y, 0, 0)), BLACK),)))


def _ink(document: Document, paper: Paper, side: int) -> tuple[float, float]:
    page, pose, quarter = paper.printed[side]
    frame, onto = document.pages[page].frame, Transform()
    (item,) = frame.figure
    if isinstance(item, Placed):
        onto = item.transform
        (item,) = item.frame.figure
    at = onto.point(*item.path.segments[0][1])
    return on_paper(at, frame.size, side, pose, quarter)


# ---- files and pages


_A4 = Size(210, 297)


def _numbered(count: int, size: Size = _A4) -> Document:
    return _document(tuple(Page(Frame(size, (), (), bleed=number)) for number in range(count)))


def _numbers(document: Document) -> list[float]:
    return [page.frame.bleed for page in document.pages]


@pytest.mark.parametrize(
    ("stack", "pages"), [(Stack.TURNED, [0, 2, 4, 1, 3, 5]), (Stack.KEPT, [0, 2, 4, 5, 3, 1])]
)
def test_backs_follow_all_fronts_in_the_order_of_the_stack(
    stack: Stack, pages: list[float]
) -> None:
    found = printed(_numbered(6), Printing(Way.ONE_SIDE_AT_A_TIME, stack))
    assert {part: _numbers(document) for part, document in found.items()} == {"": pages}


def test_apart_they_are_two_files() -> None:
    found = printed(_numbered(6), Printing(Way.ONE_SIDE_AT_A_TIME, Stack.KEPT, apart=True))
    assert {part: _numbers(document) for part, document in found.items()} == {
        "-voorkanten": [0, 2, 4],
        "-achterkanten": [5, 3, 1],
    }


@pytest.mark.parametrize(
    ("way", "pages"),
    [(Way.FRONTS, [0, 2, 4]), (Way.BACKS, [1, 3, 5]), (Way.TWO_SIDED, [*range(6)])],
)
def test_one_side_alone_is_that_side_in_order(way: Way, pages: list[float]) -> None:
    assert _numbers(printed(_numbered(6), Printing(way))[""]) == pages


@pytest.mark.parametrize("stack", Stack)
def test_a_last_sheet_without_a_back_gets_an_empty_one(stack: Stack) -> None:
    found = printed(_numbered(5), Printing(Way.ONE_SIDE_AT_A_TIME, stack))[""]
    assert len(found.pages) == 6
    empty = found.pages[5 if stack is Stack.TURNED else 3].frame
    assert (empty.size, empty.ground, empty.figure) == (Size(210, 297), (), ())


def test_a_printer_that_prints_one_side_is_told_so() -> None:
    found = printed(_numbered(4), Printing(Way.ONE_SIDE_AT_A_TIME, apart=True))
    assert {document.duplex for document in found.values()} == {"Simplex"}


@given(st.sampled_from([Size(210, 297), Size(420, 297)]), st.sampled_from(Flip))
def test_a_back_for_the_other_edge_stands_on_its_head(size: Size, flip: Flip) -> None:
    document = flipped(_numbered(2, size), flip)
    front, back = document.pages
    assert front.frame.bleed == 0
    assert back.frame.size == size
    if flip is Flip.LONG_EDGE:
        assert back.frame.bleed == 1
    else:
        (placed,) = back.frame.figure
        assert placed.transform.point(0, 0) == pytest.approx((size.width, size.height))
        assert placed.transform.point(size.width, size.height) == pytest.approx((0, 0))
