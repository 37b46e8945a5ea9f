"""A printer that errs, a sheet read as a person reads it: the back comes to lie on its front."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartgen.geometry import Sides, Size
from kaartgen.imposition.misreading import faults
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Flip
from kaartgen.imposition.printer import (
    BackReading,
    Calibration,
    Readings,
    calibrated,
    margins_on,
    targets,
)
from tests.imposition.press import (
    Error,
    Press,
    crosses,
    errors,
    read_backs,
    read_distances,
    read_rulers,
    straight_errors,
)
from tests.imposition.turning import seen_through

A4 = Size(210, 297)
A3 = Size(297, 420)
sheets = st.sampled_from([A4, A3, Size(215.9, 279.4), Size(320, 450)])
flips = st.sampled_from(Flip)


def readings(press: Press, flip: Flip, digits: int | None = None, **more: object) -> Readings:
    backs = read_backs(press, flip, digits)
    return Readings(
        press.sheet,
        flip,
        tuple(BackReading(label, *pair) for label, pair in backs.items()),
        **more,  # type: ignore[arg-type]
    )


def apart(press: Press, found: Calibration, flip: Flip) -> float:
    """Print points all over both sides through the correction; return how far two lie apart."""
    correction = found.correction(flip)
    worst = 0.0
    for across in range(5):
        for down in range(5):
            point = (press.sheet.width * across / 4, press.sheet.height * down / 4)
            front = press.put(correction.front.point(*point), press.front)
            behind = seen_through(point, press.sheet, flip)
            back = press.put(correction.back.point(*behind), press.back)
            worst = max(worst, math.dist(front, seen_through(back, press.sheet, flip)))
    return worst


def test_the_targets_stand_where_the_sheet_says():
    assert targets(A4) == crosses(A4)


@given(sheet=sheets, front=errors, back=errors, flip=flips)
def test_with_exact_readings_every_back_covers_its_front(sheet, front, back, flip):
    press = Press(sheet, front, back)
    found = calibrated(readings(press, flip))
    assert apart(press, found, flip) < 0.01
    assert found.rest < 1e-6


@given(sheet=sheets, front=errors, back=errors, flip=flips)
def test_with_all_that_can_be_read_exactly_every_back_covers_its_front(sheet, front, back, flip):
    press = Press(sheet, front, back)
    found = calibrated(
        readings(press, flip, ruler=read_rulers(press), distances=read_distances(press))
    )
    assert apart(press, found, flip) < 0.01


@given(sheet=sheets, front=errors, back=errors, flip=flips)
def test_with_readings_to_a_tenth_no_back_is_off_by_more_than_a_fifth(sheet, front, back, flip):
    press = Press(sheet, front, back)
    found = calibrated(readings(press, flip, 1))
    # A reading is half a tenth off at most in either direction, and the fit smooths five of them.
    assert apart(press, found, flip) < 0.2
    assert found.rest < 0.1


@given(sheet=sheets, front=errors, back=errors, flip=flips)
def test_readings_to_a_tenth_are_never_called_contradictory(sheet, front, back, flip):
    press = Press(sheet, front, back)
    ruler = tuple(round(length, 1) for length in read_rulers(press))
    distances = tuple(round(length * 2) / 2 for length in read_distances(press))
    assert faults(readings(press, flip, 1, ruler=ruler, distances=distances)) == []


@given(sheet=sheets, front=straight_errors, back=errors, flip=flips)
def test_with_exact_distances_and_rulers_the_front_lies_where_it_should(sheet, front, back, flip):
    press = Press(sheet, front, back)
    found = calibrated(
        readings(press, flip, ruler=read_rulers(press), distances=read_distances(press))
    )
    front_correction = found.correction(flip).front
    for point in (*crosses(sheet).values(), (0, 0), (sheet.width, sheet.height)):
        assert math.dist(press.put(front_correction.point(*point), front), point) < 0.03


@given(sheet=sheets, front=errors, back=errors)
def test_a_sheet_read_over_one_edge_serves_for_the_other(sheet, front, back):
    press = Press(sheet, front, back)
    found = calibrated(readings(press, Flip.LONG_EDGE))
    # Over the short edge the printer does the same to the paper; the page of the back is sent to
    # it the other way up, so its error is turned half round as that page is read.
    the_other_way_up = Error(
        -back.right, -back.down, back.turn_deg, back.lean, back.wider, back.higher
    )
    assert apart(Press(sheet, front, the_other_way_up), found, Flip.SHORT_EDGE) < 0.01


def test_what_is_not_off_is_left_alone():
    found = calibrated(readings(Press(A4, Error(), Error()), Flip.LONG_EDGE))
    for one in (found.correction(Flip.LONG_EDGE).front, found.correction(Flip.LONG_EDGE).back):
        for point in crosses(A4).values():
            assert one.point(*point) == pytest.approx(point, abs=1e-9)


@pytest.mark.parametrize("flip", Flip)
def test_a_back_that_lies_to_the_left_is_told_so_as_it_is_read(flip):
    found = calibrated(readings(Press(A4, Error(), Error(right=-0.7, down=0.4)), flip))
    error = found.back_error
    assert (error.right, error.down) == pytest.approx((-0.7, 0.4), abs=1e-6)


@pytest.mark.parametrize("flip", Flip)
def test_a_back_that_is_turned_clockwise_is_told_so(flip):
    error = calibrated(readings(Press(A4, Error(), Error(turn_deg=0.3)), flip)).back_error
    assert error.turn_deg == pytest.approx(0.3, abs=1e-3)
    assert error.skew_deg == pytest.approx(0, abs=1e-3)


def test_a_back_that_is_too_wide_is_told_so():
    error = calibrated(readings(Press(A4, Error(), Error(wider=1.004)), Flip.LONG_EDGE)).back_error
    assert (error.across, error.along) == pytest.approx((1.004, 1), abs=1e-6)


def test_the_front_s_error_is_told_from_ruler_and_distances():
    press = Press(A4, Error(right=0.6, down=-0.3, turn_deg=-0.2, wider=0.997), Error())
    found = calibrated(
        readings(press, Flip.LONG_EDGE, ruler=read_rulers(press), distances=read_distances(press))
    ).front_error
    assert (found.right, found.down) == pytest.approx((0.6, -0.3), abs=0.01)
    assert found.turn_deg == pytest.approx(-0.2, abs=0.005)
    assert (found.across, found.along) == pytest.approx((0.997, 1), abs=1e-4)


@pytest.mark.parametrize("flip", Flip)
def test_where_nobody_measured_the_front_each_side_goes_half_the_way(flip):
    press = Press(A4, Error(right=1.0), Error(right=-1.0, down=0.6))
    found = calibrated(readings(press, flip))
    assert found.reach == pytest.approx(
        math.dist((0, 0), (1, 0.3)) if flip is Flip.SHORT_EDGE else math.dist((0, 0), (0, 0.3)),
        abs=1e-6,
    )


def test_the_largest_move_of_the_correction_is_at_a_corner_of_a_turned_sheet():
    press = Press(A4, Error(), Error(turn_deg=0.3))
    found = calibrated(readings(press, Flip.LONG_EDGE))
    assert found.reach == pytest.approx(math.radians(0.3) * math.hypot(105, 148.5), rel=0.01)


# The paper's own margin, what the printer leaves blank, and what it needs for the correction.
@pytest.mark.parametrize(
    ("own", "blank", "shift", "margin"),
    [
        (5, 4, 0.0, 4),
        (5, 4, 0.6, 4.6),  # room for the correction
        (5, 4, 3.0, 5),  # no more room than the paper gives: whether that will do is asked later
        (5, 5.5, 0.0, 5),  # half a millimetre of the rim is not worth two cards a sheet
        (5, 6.5, 0.0, 6.5),
        (5, 12.5, 1.0, 12.5),
    ],
)
def test_what_was_read_off_as_blank_is_the_paper_s_margin(own, blank, shift, margin):
    # Half of what the back is off by, for each side moves half the way.
    press = Press(A4, Error(), Error(down=2 * shift))
    found = calibrated(readings(press, Flip.LONG_EDGE, edges=Sides.equal(blank)))
    sides = margins_on(found, Sides.equal(own))
    four = (sides.top, sides.right, sides.bottom, sides.left)
    assert four == pytest.approx((margin, margin, margin, margin), abs=1e-6)


def test_a_blank_edge_that_nobody_read_leaves_the_paper_as_it_is():
    found = calibrated(readings(Press(A4, Error(), Error(down=1)), Flip.LONG_EDGE))
    paper = Paper("A4", A4, Sides(5, 6, 7, 8))
    assert margins_on(found, paper.margins) == paper.margins
