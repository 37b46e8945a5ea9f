"""Frames in frames: turned, clipped, and written to the file once however often they are placed."""

from __future__ import annotations

import pikepdf
import pytest
from PIL import Image, ImageChops

from kaartgen.frame import Frame, Placed
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.pdf.draw import drawn
from tests.pdf.reading import letters, opened, pictured, plain_text
from tests.pdf.small import CYAN, MAGENTA, block, document, figure, written

_CARD = Size(20, 30)


def _card() -> Frame:
    """A card, cyan well over its edges, with a black block as its figure in the top left corner."""
    return Frame(_CARD, (block(-5, -5, 30, 40, CYAN),), (block(1, 1, 4, 2),), bleed=5)


def _is_cyan(picture: Image.Image, x: float, y: float) -> bool:
    red, green, blue = picture.getpixel((round(x * 10), round(y * 10)))
    return red < 120 and green > 120 and blue > 180


def _is_white(picture: Image.Image, x: float, y: float) -> bool:
    return picture.getpixel((round(x * 10), round(y * 10))) == (255, 255, 255)


def _is_black(picture: Image.Image, x: float, y: float) -> bool:
    return max(picture.getpixel((round(x * 10), round(y * 10)))) < 80


def test_a_clip_cuts_off_all_beyond_it() -> None:
    placed = Placed(_card(), Transform.move(20, 5), Rect.of(_CARD))
    picture = pictured(drawn(document(figure(placed))))
    assert _is_cyan(picture, 20.5, 20)
    assert _is_white(picture, 19.5, 20)
    assert _is_cyan(picture, 39.5, 34.5)
    assert _is_white(picture, 40.5, 34.5)
    assert _is_white(picture, 30, 4.5)
    assert _is_white(picture, 30, 35.5)


def test_a_white_rim_clips_the_ground_and_leaves_the_figure() -> None:
    placed = Placed(_card(), Transform.move(20, 5), Rect.of(_CARD), Rect.of(_CARD).grown(-5))
    picture = pictured(drawn(document(figure(placed))))
    assert _is_white(picture, 24.5, 20)
    assert _is_cyan(picture, 25.5, 20)
    assert _is_black(picture, 22, 7)


def test_a_clip_ends_with_what_it_clips() -> None:
    placed = Placed(_card(), Transform.move(20, 5), Rect.of(_CARD), Rect.of(_CARD).grown(-5))
    picture = pictured(drawn(document(figure(placed, block(2, 2, 4, 4)))))
    assert _is_black(picture, 4, 4)


@pytest.mark.parametrize(
    ("degrees", "corner"),
    [
        # A quarter turn clockwise takes the top left corner to the top right.
        (90, (28.0, 3.0)),
        (180, (17.0, 28.0)),
        (270, (2.0, 17.0)),
    ],
)
def test_a_frame_is_turned_clockwise(degrees: int, corner: tuple[float, float]) -> None:
    back = {90: (30, 0), 180: (20, 30), 270: (0, 20)}[degrees]
    turned = Transform.rotate(degrees).then(Transform.move(*back))
    picture = pictured(drawn(document(figure(Placed(_card(), turned, Rect.of(_CARD))))))
    assert _is_black(picture, *corner)


def test_a_reduced_frame_keeps_its_proportions() -> None:
    reduced = Transform.scale(0.5).then(Transform.move(10, 10))
    picture = pictured(drawn(document(figure(Placed(_card(), reduced, Rect.of(_CARD))))))
    assert _is_cyan(picture, 19.8, 24.8)
    assert _is_white(picture, 20.2, 24.8)
    assert _is_white(picture, 19.8, 25.2)


def test_a_frame_placed_often_looks_the_same_as_frames_placed_once() -> None:
    places = [Transform.move(0, 5), Transform.rotate(180).then(Transform.move(50, 35))]
    one = _card()
    again = figure(*(Placed(one, place, Rect.of(_CARD)) for place in places))
    apart = figure(*(Placed(_card(), place, Rect.of(_CARD)) for place in places))
    difference = ImageChops.difference(
        pictured(drawn(document(again))), pictured(drawn(document(apart)))
    )
    assert difference.getbbox() is None


def test_one_frame_may_be_placed_with_a_rim_and_without() -> None:
    one = _card()
    picture = pictured(
        drawn(
            document(
                figure(
                    Placed(one, Transform.move(2, 5), Rect.of(_CARD), Rect.of(_CARD).grown(-5)),
                    Placed(one, Transform.move(32, 5), Rect.of(_CARD)),
                )
            )
        )
    )
    assert _is_white(picture, 4, 20)
    assert _is_cyan(picture, 34, 20)


def test_a_frame_placed_a_hundred_times_is_in_the_file_once() -> None:
    busy = figure(*(block(n % 19, n % 29, 0.5, 0.5) for n in range(2000)), size=_CARD)
    once = drawn(document(figure(Placed(busy, Transform()))))
    often = drawn(document(*(figure(Placed(busy, Transform.move(n, 0))) for n in range(100))))
    # Each page has its own few hundred bytes; the two thousand blocks are there once.
    assert len(often) < len(once) + 100 * 700


def test_text_in_a_frame_placed_twice_can_be_read_on_both_places() -> None:
    one = figure(written("tweemaal"), size=_CARD)
    page = figure(Placed(one, Transform()), Placed(one, Transform.move(0, 20)))
    assert plain_text(drawn(document(page))).split() == ["tweemaal", "tweemaal"]


def test_a_repeated_frame_may_hold_another_repeated_frame() -> None:
    inner = figure(block(1, 1, 4, 2), size=_CARD)
    outer = figure(
        Placed(inner, Transform()), Placed(inner, Transform.move(10, 0)), block(1, 10, 4, 2, CYAN)
    )
    page = figure(Placed(outer, Transform()), Placed(outer, Transform.move(30, 15)))
    picture = pictured(drawn(document(page)))
    assert all(_is_black(picture, x, y) for x, y in ((3, 2), (13, 2), (33, 17), (43, 17)))
    assert _is_cyan(picture, 3, 11)
    assert _is_cyan(picture, 33, 26)


def test_what_a_repeated_frame_paints_in_its_bleed_is_not_lost() -> None:
    one = Frame(_CARD, (block(-3, -3, 26, 36, MAGENTA),), (), bleed=3)
    page = figure(
        Placed(one, Transform.move(5, 5), Rect.of(_CARD).grown(3)),
        Placed(one, Transform.move(33, 5), Rect.of(_CARD).grown(3)),
    )
    picture = pictured(drawn(document(page)))
    for x, y in ((2.5, 2.5), (27.5, 37.5), (30.5, 20), (55.5, 20)):
        red, green, _ = picture.getpixel((round(x * 10), round(y * 10)))
        assert red > 150 > green


def test_letters_in_a_turned_frame_read_downwards() -> None:
    turned = Transform.rotate(90).then(Transform.move(30, 0))
    page = figure(Placed(figure(written("omlaag"), size=_CARD), turned))
    found = letters(drawn(document(page)), 0)
    assert {letter.way for letter in found} == {90}
    assert (found[0].x, found[0].y) == pytest.approx((20, 5), abs=0.01)


def test_the_file_holds_no_form_that_no_page_shows() -> None:
    one = _card()
    pdf = opened(drawn(document(figure(Placed(one, Transform()), Placed(one, Transform())))))
    forms = [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
    ]
    shown = {
        o.objgen for page in pdf.pages for o in dict(page.resources.get("/XObject", {})).values()
    }
    assert {form.objgen for form in forms} <= shown


def test_a_frame_that_is_turned_by_next_to_nothing_is_written_in_plain_numbers() -> None:
    # A printer's correction turns a page by a hundredth of a degree: PDF knows no 1e-05.
    tiny = Transform(1, 1e-5, -3e-17, 1, 10, 5)
    pdf = drawn(document(figure(Placed(figure(written("leesbaar")), tiny))))
    assert plain_text(pdf).strip() == "leesbaar"
    assert b"e-" not in opened(pdf).pages[0].Contents.read_bytes()
