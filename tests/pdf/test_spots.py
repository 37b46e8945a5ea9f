"""Spot colours: four inks as a rule, plates of their own where a document keeps them apart."""

from __future__ import annotations

import pikepdf
import pytest

from kaartgen.frame import WHITE, Cmyk, Frame, Placed, Spot, Stroke, line
from kaartgen.geometry import Transform
from kaartgen.pdf.draw import drawn
from kaartgen.pdf.ink import within_ink
from kaartgen.pdf.outlines import in_outlines
from tests.pdf.plates import INKS, needs_ghostscript, plates
from tests.pdf.reading import opened, streams
from tests.pdf.small import BOLD, block, document, figure, written

BLUE = Cmyk(100, 66, 0, 2, Spot("PANTONE 286 C", (100, 66, 0, 2)))
RED = Cmyk(0, 100, 80, 0, Spot("HKS 13 K", (0, 100, 80, 0)))


def _card() -> Frame:
    """A blue ground with a lighter panel, white and blue letters, a red line, all in one form."""
    return Frame(
        figure().size,
        (block(0, 0, 60, 40, BLUE), block(0, 20, 60, 20, BLUE.tint(0.2))),
        (
            written("wit", y=15, font=BOLD, size_pt=40, colour=WHITE),
            written("blauw", y=35, font=BOLD, size_pt=40, colour=BLUE),
            Stroke(line(0, 38, 60, 38), RED, 4),
        ),
    )


def _twice() -> Frame:
    card = _card()
    return figure(Placed(card, Transform.scale(0.5)), Placed(card, Transform.move(5, 5)))


def _separations(pdf: bytes) -> dict[str, list[float]]:
    return {
        str(thing[1])[1:]: [float(ink) for ink in thing[3].C1]
        for thing in opened(pdf).objects
        if isinstance(thing, pikepdf.Array) and len(thing) > 1 and thing[0] == "/Separation"
    }


def test_a_spot_colour_is_printed_in_four_inks_if_nothing_is_said() -> None:
    pdf = drawn(document(_card(), _twice()))
    assert _separations(pdf) == {}
    inks = {
        tuple(float(ink) for ink in operands)
        for stream in streams(opened(pdf))
        for operator, operands in stream.operators
        if operator in ("k", "K")
    }
    assert inks == {(1, 0.66, 0, 0.02), (0.2, 0.132, 0, 0.004), (0, 0, 0, 0), (0, 1, 0.8, 0)}


def test_kept_apart_it_is_a_plate_that_looks_like_those_inks() -> None:
    pdf = drawn(document(_card(), _twice(), spots_apart=True))
    found = _separations(pdf)
    assert set(found) == {"PANTONE 286 C", "HKS 13 K"}
    assert found["PANTONE 286 C"] == pytest.approx([1, 0.66, 0, 0.02])


def test_a_file_with_plates_is_whole_and_the_same_each_time() -> None:
    whole = document(_card(), _twice(), spots_apart=True)
    pdf = drawn(whole)
    assert pdf == drawn(whole)
    assert opened(pdf).check_pdf_syntax() == []


@needs_ghostscript
@pytest.mark.parametrize("page", [1, 2])
def test_the_ink_lies_on_its_own_plate_and_nowhere_else(page: int) -> None:
    found = plates(drawn(document(_card(), _twice(), spots_apart=True)), page, ppi=100)
    assert set(found) == {*INKS, "PANTONE 286 C", "HKS 13 K"}
    assert {ink: found[ink].getextrema()[1] for ink in INKS} == dict.fromkeys(INKS, 0)
    assert found["PANTONE 286 C"].getextrema() == (0, 255)
    assert found["HKS 13 K"].getextrema() == (0, 255)


@needs_ghostscript
def test_a_tint_of_the_colour_is_a_tint_of_the_ink() -> None:
    plate = plates(drawn(document(_card(), spots_apart=True)), ppi=100)["PANTONE 286 C"]
    # Millimetres from the top left; five from the right edge there are no letters.
    at = {y: plate.getpixel((round(57 / 25.4 * 100), round(y / 25.4 * 100))) for y in (10, 30)}
    assert at[10] == 255
    assert at[30] == pytest.approx(0.2 * 255, abs=1.5)


@needs_ghostscript
def test_white_letters_and_another_ink_leave_the_plate_empty_where_they_stand() -> None:
    found = plates(drawn(document(_card(), spots_apart=True)), ppi=100)
    blue, red = found["PANTONE 286 C"], found["HKS 13 K"]
    upper = blue.crop((0, 0, blue.width, round(20 / 25.4 * 100) - 2))
    assert upper.getextrema() == (0, 255)
    middle = (round(50 / 25.4 * 100), round(38 / 25.4 * 100))
    assert (blue.getpixel(middle), red.getpixel(middle)) == (0, 255)


@needs_ghostscript
def test_letters_as_shapes_stay_on_their_plate() -> None:
    whole = in_outlines(document(figure(written("m", size_pt=60, y=30, colour=BLUE))))
    found = plates(drawn(document(*whole.pages, spots_apart=True)), ppi=100)
    assert found["PANTONE 286 C"].getextrema() == (0, 255)
    assert found["Cyan"].getextrema() == (0, 0)


def test_an_ink_of_its_own_is_never_too_much() -> None:
    heavy = Cmyk(100, 100, 60, 40, Spot("Diepblauw", (100, 100, 60, 40)))
    whole = document(figure(block(0, 0, 9, 9, heavy)), spots_apart=True)
    assert within_ink(whole, 240) == whole


def test_in_four_inks_it_keeps_to_the_limit_and_its_name() -> None:
    heavy = Cmyk(100, 100, 60, 40, Spot("Diepblauw", (100, 100, 60, 40)))
    limited = within_ink(document(figure(block(0, 0, 9, 9, heavy))), 240)
    (item,) = limited.pages[0].frame.figure
    assert item.colour.ink == pytest.approx(240)
    assert item.colour.k == 40
    assert item.colour.spot == heavy.spot
