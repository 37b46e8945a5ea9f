"""No more ink on a spot than a press takes: black stays, the colours give way together."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartgen.frame import BLACK, Cmyk, Picture, Placed, Raster, Stroke, line
from kaartgen.geometry import Rect, Transform
from kaartgen.pdf.draw import drawn
from kaartgen.pdf.ink import limited, limited_raster, within_ink
from kaartgen.products.master import MasterJob, build_master
from kaartgen.products.selection import Selection, chosen
from tests.pdf.plates import most_ink, needs_ghostscript, plates
from tests.pdf.reading import opened, streams
from tests.pdf.small import CYAN, block, document, figure, written

_shares = st.floats(0, 100)
_colours = st.builds(Cmyk, _shares, _shares, _shares, _shares)
_limits = st.floats(100, 400)
RICH = Cmyk(100, 90, 80, 60)


@given(colour=_colours, limit=_limits)
def test_no_colour_is_over_the_limit(colour: Cmyk, limit: float) -> None:
    found = limited(colour, limit)
    assert found.c + found.m + found.y + found.k <= limit + 1e-6


@given(colour=_colours, limit=_limits)
def test_black_stays_as_it_was(colour: Cmyk, limit: float) -> None:
    assert limited(colour, limit).k == colour.k


def test_the_colours_keep_their_proportions() -> None:
    found = limited(RICH, 240)
    assert (found.c / found.m, found.m / found.y) == pytest.approx((100 / 90, 90 / 80))
    assert found.c + found.m + found.y == pytest.approx(180)


def test_what_is_within_the_limit_is_the_same_object() -> None:
    whole = document(figure(block(0, 0, 9, 9, CYAN), Placed(figure(written("a")), Transform())))
    assert within_ink(whole, 300).pages[0] is whole.pages[0]


def _pixels() -> Raster:
    levels = (0, 1, 90, 200, 254, 255)
    pixels = [bytes(one) for one in itertools.product(levels, repeat=4)]
    return Raster(len(pixels), 1, b"".join(pixels))


@pytest.mark.parametrize("limit", [100, 240, 280, 300])
def test_no_pixel_is_over_the_limit(limit: int) -> None:
    found = limited_raster(_pixels(), limit).pixels
    most = max(sum(found[at : at + 4]) for at in range(0, len(found), 4))
    assert most / 255 * 100 <= limit
    assert most / 255 * 100 > limit - 1.2  # and no more was taken away than rounding asks


def test_pixels_within_the_limit_stay_as_they_were() -> None:
    before, after = _pixels().pixels, limited_raster(_pixels(), 280).pixels
    for at in range(0, len(before), 4):
        if sum(before[at : at + 4]) <= 714:
            assert after[at : at + 4] == before[at : at + 4]


def test_a_picture_within_the_limit_is_the_same_object() -> None:
    raster = Raster(1, 1, bytes((100, 0, 0, 255)))
    assert limited_raster(raster, 280) is raster


def _rich_page() -> bytes:
    picture = Picture(Rect(20, 20, 10, 10), Raster(1, 1, bytes((255, 250, 240, 230))), "donker")
    inner = figure(block(0, 0, 10, 10, RICH), Stroke(line(0, 15, 20, 15), RICH, 6), picture)
    letters = written("M", x=30, y=30, size_pt=60, colour=RICH)
    return drawn(within_ink(document(figure(Placed(inner, Transform()), letters)), 240))


def test_fills_lines_letters_and_pictures_are_all_within_it() -> None:
    for stream in streams(opened(_rich_page())):
        for operator, operands in stream.operators:
            if operator in ("k", "K"):
                assert sum(float(ink) for ink in operands) <= 2.4001


@needs_ghostscript
def test_ghostscript_measures_the_limit_on_the_plates() -> None:
    assert most_ink(plates(_rich_page())) == pytest.approx(240, abs=0.5)


@needs_ghostscript
def test_a_real_card_stays_within_the_limit_on_the_plates(jeugdzorg, jeugdzorg_look) -> None:
    cards = chosen(jeugdzorg, Selection("S01"))
    free = build_master(jeugdzorg, jeugdzorg_look, cards)
    most = most_ink(plates(drawn(free.documents["-a6"])))
    limit = most - 30
    held = build_master(jeugdzorg, jeugdzorg_look, cards, MasterJob(3.0, limit))
    assert most_ink(plates(drawn(held.documents["-a6"]))) == pytest.approx(limit, abs=0.6)


@needs_ghostscript
def test_black_text_is_on_the_black_plate_alone() -> None:
    found = plates(drawn(document(figure(written("Zwart", size_pt=30, colour=BLACK)))))
    assert found["Black"].getextrema() == (0, 255)
    assert {found[ink].getextrema() for ink in ("Cyan", "Magenta", "Yellow")} == {(0, 0)}
