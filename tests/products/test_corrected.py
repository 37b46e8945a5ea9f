"""Sheets printed by a printer that errs: put right, every back lies behind its front, as sent."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import Fill, Frame, Item, Placed, rectangle
from kaartgen.geometry import Rect, Sides, Size, Transform
from kaartgen.imposition.home_plan import plan_home
from kaartgen.imposition.plan import Edge, Flip
from kaartgen.imposition.printer import BackReading, Kept, Printer, Readings, calibrated
from kaartgen.pdf.document import Document, Page
from kaartgen.products.corrected import corrected
from tests.imposition.press import Error, Press, errors, read_backs, read_distances, read_rulers
from tests.imposition.sheets import A4 as A4_PAPER
from tests.imposition.sheets import A6, TAROT, job
from tests.imposition.turning import Point, seen_through
from tests.pdf.small import CYAN, document

A4 = Size(210, 297)
DUPLEX = {Flip.LONG_EDGE: "DuplexFlipLongEdge", Flip.SHORT_EDGE: "DuplexFlipShortEdge"}
flips = st.sampled_from(Flip)


def printer(press: Press, flip: Flip, *, edges: Sides | None = None, whole: bool = True) -> Printer:
    """Return the profile of a printer whose sheet was read without a slip."""
    backs = read_backs(press, flip, None)
    readings = Readings(
        press.sheet,
        flip,
        tuple(BackReading(label, *pair) for label, pair in backs.items()),
        read_rulers(press) if whole else None,
        read_distances(press) if whole else None,
        edges or Sides.equal(2.0),
    )
    return Printer("proef", Path("proef.yaml"), (Kept("A4", "2026-11-24", calibrated(readings)),))


def two_sided(front: Frame, back: Frame, flip: Flip) -> Document:
    return document(front, back, duplex=DUPLEX[flip])


def spots(frame: Frame, known: set[int], onto: Transform | None = None) -> Iterator[list[Point]]:
    """Yield where the corners of every known frame come to lie on a page, in drawing order."""
    for item in (*frame.ground, *frame.figure):
        if isinstance(item, Placed):
            through = item.transform.then(onto or Transform())
            if id(item.frame) in known:
                size = item.frame.size
                corners = ((0, 0), (size.width, 0), (size.width, size.height), (0, size.height))
                yield [through.point(*corner) for corner in corners]
            else:
                yield from spots(item.frame, known, through)


@given(
    front=errors,
    back=errors,
    flip=flips,
    card=st.sampled_from([A6, TAROT]),
    edge=st.sampled_from(Edge),
)
def test_every_printed_back_covers_its_printed_front(front, back, flip, card, edge):
    press = Press(A4, front, back)
    cards = job(plan_home(card, A4_PAPER, flip=flip, edge=edge), 3)
    (sheet,) = cards.sheets
    sent = corrected(two_sided(sheet.front, sheet.back, flip), printer(press, flip, whole=False))
    fronts = {id(pair.front) for pair in cards.faces}
    backs = {id(pair.back) for pair in cards.faces}
    on_front = list(spots(sent.pages[0].frame, fronts))
    on_back = list(spots(sent.pages[1].frame, backs))
    assert len(on_front) == len(on_back) == 3
    for seen, behind in zip(on_front, on_back, strict=True):
        # A card's back has its left behind the front's right.
        for (x, y), other in zip(seen, (behind[1], behind[0], behind[3], behind[2]), strict=True):
            ink = press.put((x, y), press.front)
            through = seen_through(press.put(other, press.back), A4, flip)
            assert math.dist(ink, through) < 0.05


@given(front=errors, back=errors, flip=flips)
def test_a_lying_sheet_is_sent_upright_and_its_backs_cover_too(front, back, flip):
    press = Press(A4, front, back)
    lying = A4.turned()
    # A mark on the front, and one on the back where the lying sheet, turned over, shows its own.
    at = (40.0, 30.0)
    under = seen_through(at, lying, flip)
    pages = [Frame(lying, (), (_dot(*spot),)) for spot in (at, under)]
    sent = corrected(two_sided(*pages, flip), printer(press, flip))
    assert [page.frame.size for page in sent.pages] == [A4, A4]
    (first,), (second,) = (list(_dots(page.frame)) for page in sent.pages)
    ink = press.put(first, press.front)
    through = seen_through(press.put(second, press.back), A4, flip)
    assert math.dist(ink, through) < 0.05


def _dot(x: float, y: float) -> Fill:
    return Fill(rectangle(Rect(x - 1, y - 1, 2, 2)), CYAN)


def _dots(frame: Frame, onto: Transform | None = None) -> Iterator[Point]:
    for item in (*frame.ground, *frame.figure):
        if isinstance(item, Placed):
            yield from _dots(item.frame, item.transform.then(onto or Transform()))
        elif isinstance(item, Fill):
            corners = [numbers for _, numbers in item.path.segments if numbers]
            x = sum(corner[0] for corner in corners) / len(corners)
            y = sum(corner[1] for corner in corners) / len(corners)
            yield (onto or Transform()).point(x, y)


def test_a_measured_front_is_printed_where_it_should():
    press = Press(A4, Error(right=0.8, down=-0.5, turn_deg=0.2, wider=0.997), Error())
    page = Frame(A4, (), (_dot(60, 200),))
    sent = corrected(document(page), printer(press, Flip.LONG_EDGE))
    (at,) = _dots(sent.pages[0].frame)
    assert math.dist(press.put(at, press.front), (60, 200)) < 0.03


def test_all_pages_of_a_one_sided_document_are_fronts():
    press = Press(A4, Error(right=0.8), Error(right=-0.8))
    pages = [Frame(A4, (), (_dot(60, 200),)) for _ in range(2)]
    sent = corrected(document(*pages, duplex="Simplex"), printer(press, Flip.LONG_EDGE))
    for page in sent.pages:
        (at,) = _dots(page.frame)
        assert math.dist(press.put(at, press.front), (60, 200)) < 0.01


def test_a_page_that_says_it_is_for_a_back_is_believed():
    press = Press(A4, Error(right=0.8), Error(right=-0.8, down=0.4))
    pages = [
        Page(Frame(A4, (), (_dot(60, 200),))),
        Page(Frame(A4, (), (_dot(60, 200),))),
        Page(Frame(A4, (), (_dot(60, 200),)), back="DuplexFlipLongEdge"),
    ]
    sent = corrected(document(*pages, duplex="Simplex"), printer(press, Flip.LONG_EDGE))
    errors_of = (press.front, press.front, press.back)
    for page, error in zip(sent.pages, errors_of, strict=True):
        (at,) = _dots(page.frame)
        assert math.dist(press.put(at, error), (60, 200)) < 0.01


def test_what_the_document_says_of_itself_stays():
    press = Press(A4, Error(), Error(right=0.5))
    before = two_sided(Frame(A4, (), ()), Frame(A4, (), ()), Flip.SHORT_EDGE)
    sent = corrected(before, printer(press, Flip.SHORT_EDGE))
    assert (sent.title, sent.duplex, sent.date) == (before.title, before.duplex, before.date)


def _refused(front: Item, press: Press, blank: float) -> KaartgenError:
    pages = two_sided(Frame(A4, (), (front,)), Frame(A4, (), ()), Flip.LONG_EDGE)
    with pytest.raises(KaartgenError) as told:
        corrected(pages, printer(press, Flip.LONG_EDGE, edges=Sides.equal(blank)))
    return told.value


def _block(x: float, y: float, right: float, bottom: float) -> Fill:
    return Fill(rectangle(Rect(x, y, right - x, bottom - y)), CYAN)


def test_ink_that_would_be_lost_in_what_the_printer_leaves_blank_is_refused_with_the_reason():
    # To go 2.5 mm to the left, ink 5 mm from the edge comes to lie 1.5 mm inside the blank 4.
    press = Press(A4, Error(right=2.5), Error())
    error = _refused(_block(5, 50, 100, 60), press, 4)
    assert error.code is ExitCode.DOES_NOT_FIT
    assert (
        "zou op bladzijde 1 1,5 mm verloren gaan in de rand die de printer links wit laat (4 mm)"
    ) in str(error)


@pytest.mark.parametrize(
    ("error", "edge"),
    [
        (Error(right=-2.5), "rechts"),
        (Error(down=2.5), "boven"),
        (Error(down=-2.5), "onder"),
    ],
)
def test_the_edge_where_ink_would_be_lost_is_named(error, edge):
    told = _refused(_block(5, 5, 205, 292), Press(A4, error, Error()), 4)
    assert f"die de printer {edge} wit laat" in str(told)


def test_less_than_a_millimetre_is_what_a_rim_or_a_bleed_can_take():
    press = Press(A4, Error(right=1.9), Error())
    page = Frame(A4, (), (_block(5, 50, 100, 60),))
    sent = corrected(document(page), printer(press, Flip.LONG_EDGE, edges=Sides.equal(4)))
    assert len(sent.pages) == 1


def test_ink_that_lay_beyond_the_blank_edge_before_is_not_lost_by_the_correction():
    press = Press(A4, Error(right=0.9), Error())
    page = Frame(A4, (), (_block(-3, -3, 213, 300),))
    sent = corrected(document(page), printer(press, Flip.LONG_EDGE, edges=Sides.equal(4)))
    assert len(sent.pages) == 1


def test_what_a_clip_cuts_away_is_not_ink():
    press = Press(A4, Error(right=2.5), Error())
    inner = Frame(Size(100, 100), (_block(-30, 0, 100, 100),), ())
    placed = Placed(inner, Transform.move(20, 20), None, Rect(0, 0, 100, 100))
    page = Frame(A4, (), (placed,))
    sent = corrected(document(page), printer(press, Flip.LONG_EDGE, edges=Sides.equal(4)))
    assert len(sent.pages) == 1


def test_paper_that_the_printer_was_not_calibrated_on_is_refused_with_what_to_do():
    press = Press(A4, Error(), Error())
    with pytest.raises(KaartgenError) as told:
        corrected(document(Frame(Size(420, 297), (), ())), printer(press, Flip.LONG_EDGE))
    assert told.value.code is ExitCode.USAGE
    assert str(told.value) == (
        "Printer ‘proef’ is niet geijkt op papier van 297 × 420 mm, alleen op A4.\n"
        "  → Maak ook daarvoor een ijkvel (kaartgen kalibreer --papier A3), of laat --printer weg."
    )
