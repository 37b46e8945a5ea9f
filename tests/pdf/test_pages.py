"""Pages as large as they should be, with their boxes, and things where they were put."""

from __future__ import annotations

import pikepdf
import pytest
from PIL import Image

from kaartgen.frame import BLACK, WHITE, Frame, Stroke, line
from kaartgen.geometry import Rect, Size
from kaartgen.pdf.document import Page
from kaartgen.pdf.draw import drawn
from tests.pdf.reading import box_mm, opened, pictured, size_mm, strokes
from tests.pdf.small import A4, SMALL, block, document, figure, written

_HUNDREDTH = 0.01


def _first(pdf: bytes) -> pikepdf.Page:
    return opened(pdf).pages[0]


def test_a4_is_210_by_297_mm() -> None:
    pdf = drawn(document(figure(written("a"), size=A4)))
    assert size_mm(_first(pdf)) == pytest.approx((210, 297), abs=_HUNDREDTH)


@pytest.mark.parametrize("size", [Size(111, 154), Size(297, 420), Size(76, 126), Size(63.5, 88.9)])
def test_a_page_is_as_large_as_its_frame(size: Size) -> None:
    pdf = drawn(document(figure(written("a"), size=size)))
    assert size_mm(_first(pdf)) == pytest.approx((size.width, size.height), abs=_HUNDREDTH)


def test_upright_and_lying_pages_go_in_one_document() -> None:
    pdf = drawn(document(*(figure(written("a"), size=s) for s in (A4, A4.turned(), A4))))
    found = [size_mm(page) for page in opened(pdf).pages]
    assert [round(width) for width, _ in found] == [210, 297, 210]


def test_no_page_is_shown_turned() -> None:
    pdf = drawn(document(*(figure(written("a"), size=s) for s in (A4, A4.turned()))))
    assert [int(page.obj.get("/Rotate", 0)) for page in opened(pdf).pages] == [0, 0]


@pytest.mark.parametrize("name", ["/TrimBox", "/BleedBox"])
def test_every_page_has_its_trim_and_bleed_box(name: str) -> None:
    pages = [figure(written("a")), Page(figure(written("b")), Rect(3, 3, 50, 30)), figure()]
    assert all(name in page.obj for page in opened(drawn(document(*pages))).pages)


def test_boxes_lie_where_the_page_says_from_the_top_left() -> None:
    page = Page(figure(written("a")), trim=Rect(5, 7, 40, 20), bleed=Rect(3, 4, 45, 27))
    first = _first(drawn(document(page)))
    assert box_mm(first, "/TrimBox") == pytest.approx((5, 7, 45, 27), abs=_HUNDREDTH)
    assert box_mm(first, "/BleedBox") == pytest.approx((3, 4, 48, 31), abs=_HUNDREDTH)


def test_a_page_without_boxes_does_not_take_those_of_the_page_before() -> None:
    pages = [Page(figure(written("a")), Rect(5, 7, 40, 20), Rect(3, 4, 45, 27)), figure()]
    second = opened(drawn(document(*pages))).pages[1]
    for name in ("/TrimBox", "/BleedBox"):
        assert box_mm(second, name) == pytest.approx((0, 0, 60, 40), abs=_HUNDREDTH)


def test_boxes_lie_inside_the_media_box_to_the_last_decimal() -> None:
    size = Size(111, 154)
    page = Page(figure(written("a"), size=size), Rect(3, 3, 105, 148), Rect.of(size))
    first = _first(drawn(document(page)))
    media = [float(number) for number in first.mediabox]
    bleed = [float(number) for number in first.obj["/BleedBox"]]
    assert bleed[0] >= media[0]
    assert bleed[1] >= media[1]
    assert bleed[2] <= media[2]
    assert bleed[3] <= media[3]


def _dark(picture: Image.Image) -> tuple[int, int, int, int]:
    """Return the box around all that is dark, in pixels."""
    box = picture.convert("L").point(lambda value: 255 * (value < 128)).getbbox()
    assert box is not None
    return box


def test_a_fill_lies_where_it_was_put_in_millimetres_from_the_top_left() -> None:
    pdf = drawn(document(figure(block(10, 5, 20, 8))))
    # Ten pixels are a millimetre.
    assert _dark(pictured(pdf)) == pytest.approx((100, 50, 300, 130), abs=1)


def test_a_stroke_is_as_thick_on_paper_as_its_points_say() -> None:
    stroke = Stroke(line(10, 20, 50, 20), BLACK, width_pt=4)
    (found,) = strokes(_first(drawn(document(figure(stroke)))))
    assert found.width == pytest.approx(4 / 72 * 25.4, abs=_HUNDREDTH)
    assert (found.x1, found.y1, found.x2, found.y2) == pytest.approx((10, 20, 50, 20), abs=0.005)


def test_dashes_are_millimetres_and_end_with_their_stroke() -> None:
    dashed = Stroke(line(0, 10, 60, 10), BLACK, 3, dash=(10, 5))
    plain = Stroke(line(0, 30, 60, 30), BLACK, 3)
    picture = pictured(drawn(document(figure(dashed, plain)))).convert("L")
    row = [picture.getpixel((x, 100)) < 128 for x in (50, 120, 200, 270, 350)]
    assert row == [True, False, True, False, True]
    assert all(picture.getpixel((x, 300)) < 128 for x in range(5, 595, 10))


def test_ground_lies_under_figure() -> None:
    frame = Frame(SMALL, (block(0, 0, 60, 40),), (block(10, 10, 10, 10, WHITE),))
    picture = pictured(drawn(document(frame)))
    assert picture.getpixel((150, 150)) == (255, 255, 255)
    assert picture.getpixel((300, 300)) != (255, 255, 255)
