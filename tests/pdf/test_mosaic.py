"""Frames in rows become pictures, and what is as before is not made again."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from kaartgen.frame import Cmyk, Fill, Frame, rectangle
from kaartgen.geometry import Rect, Size
from kaartgen.pdf import mosaic as mosaics
from kaartgen.pdf.mosaic import Mosaic, Rasteriser, Row, Tile

# At this an inch is 254 pixels and a millimetre ten.
PPI = 254
CARD = Size(4, 6)
RED, BLUE, GREY = Cmyk(0, 100, 100, 0), Cmyk(100, 50, 0, 0), Cmyk(0, 0, 0, 20)


def tile(colour: Cmyk, x: float, y: float = 1.0, size: Size = CARD) -> Tile:
    return Tile(Frame(size, (), (Fill(rectangle(Rect.of(size)), colour),)), x, y)


def two_rows(*colours: Cmyk) -> Mosaic:
    """Two rows of two tiles of 4 × 6 mm, 1 mm apart, on grey."""
    first, second, third, fourth = colours
    return Mosaic(
        11,
        GREY,
        (Row(7, (tile(first, 1), tile(second, 6))), Row(8, (tile(third, 1), tile(fourth, 6)))),
    )


def picture(made: bytes) -> Image.Image:
    return Image.open(io.BytesIO(made)).convert("RGB")


def made(mosaic: Mosaic, rasteriser: Rasteriser | None = None) -> bytes:
    ((_, found),) = (rasteriser or Rasteriser(PPI)).pictures({"een": mosaic})
    return found


def is_red(pixel: tuple[int, ...]) -> bool:
    return pixel[0] > 180 and pixel[2] < 90


def test_a_picture_is_as_large_as_its_millimetres_say():
    assert picture(made(two_rows(RED, RED, RED, RED))).size == (110, 150)


def test_a_tile_lies_where_its_millimetres_say():
    seen = picture(made(two_rows(RED, BLUE, BLUE, BLUE)))
    # From 1 to 5 mm across and from 1 to 7 mm down.
    inside = [(10, 10), (49, 10), (10, 69), (49, 69)]
    outside = [(9, 10), (50, 10), (10, 9), (10, 70)]
    assert all(is_red(seen.getpixel(at)) for at in inside)
    assert not any(is_red(seen.getpixel(at)) for at in outside)


def test_around_the_tiles_there_is_only_the_ground():
    # 4.03 mm is no whole number of pixels: what is left of the last shows no white.
    odd = Mosaic(8, GREY, (Row(8, (tile(GREY, 1, size=Size(4.03, 6.07)),)),))
    assert len(picture(made(odd)).getcolors()) == 1


@pytest.mark.parametrize("grey", [False, True])
def test_a_picture_of_which_one_tile_changed_is_as_if_made_anew(grey):
    rasteriser = Rasteriser(PPI, grey=grey)
    made(two_rows(RED, BLUE, RED, BLUE), rasteriser)
    after = two_rows(RED, BLUE, RED, RED)
    assert made(after, rasteriser) == made(after, Rasteriser(PPI, grey=grey))


def test_a_row_more_is_as_if_made_anew():
    rasteriser = Rasteriser(PPI)
    before = two_rows(RED, BLUE, RED, BLUE)
    made(before, rasteriser)
    after = Mosaic(before.width, GREY, (*before.rows, before.rows[0]))
    assert made(after, rasteriser) == made(after)


def test_another_width_is_as_if_made_anew():
    rasteriser = Rasteriser(PPI)
    before = two_rows(RED, BLUE, RED, BLUE)
    made(before, rasteriser)
    after = Mosaic(before.width + 3, GREY, before.rows)
    assert made(after, rasteriser) == made(after)


def test_a_picture_that_is_as_before_is_not_made():
    rasteriser = Rasteriser(PPI)
    made(two_rows(RED, BLUE, RED, BLUE), rasteriser)
    assert list(rasteriser.pictures({"een": two_rows(RED, BLUE, RED, BLUE)})) == []


def test_a_picture_that_was_forgotten_is_made_again():
    rasteriser = Rasteriser(PPI)
    made(two_rows(RED, BLUE, RED, BLUE), rasteriser)
    rasteriser.forget("een")
    assert made(two_rows(RED, BLUE, RED, BLUE), rasteriser)


def test_only_the_tile_that_changed_is_drawn(monkeypatch):
    drawn_pages = []
    draw = mosaics.written

    def counting(document):
        drawn_pages.append(len(document.pages))
        return draw(document)

    monkeypatch.setattr(mosaics, "written", counting)
    rasteriser = Rasteriser(PPI)
    made(two_rows(RED, BLUE, RED, BLUE), rasteriser)
    made(two_rows(RED, BLUE, BLUE, BLUE), rasteriser)
    # Beside the tiles there is a page to see the ground's colour on.
    assert drawn_pages == [4 + 1, 1 + 1]
