"""What a drawing shows lies where SVG says, in inks; what cannot come over is told by line."""

from __future__ import annotations

import base64
import io
import math
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kaartgen.errors import KaartgenError
from kaartgen.frame import BLACK, Cmyk, Picture, Placed, Stroke
from kaartgen.geometry import POINTS_PER_MM
from kaartgen.layout.svg.drawing import read_drawing
from tests.layout.svg.looking import colours, dark, drawing, fills, inked, looks, shown
from tests.products.test_golden import compare

_HERE = Path(__file__).parent


def told(inside: str) -> str:
    return "\n".join(map(str, drawing(f"<rect width='1' height='1'/>{inside}").findings))


# Shapes


@pytest.mark.parametrize(
    ("inside", "box"),
    [
        ("<rect x='5' y='10' width='20' height='15'/>", (5, 10, 25, 25)),
        ("<circle cx='20' cy='15' r='8'/>", (12, 7, 28, 23)),
        ("<ellipse cx='20' cy='15' rx='10' ry='5'/>", (10, 10, 30, 20)),
        ("<polygon points='5,5 30,5 30,20'/>", (5, 5, 30, 20)),
        ("<polyline points='5 5, 30 5, 30 20'/>", (5, 5, 30, 20)),
        ("<path d='M5 5h10v20H5z'/>", (5, 5, 15, 25)),
        ("<path d='m5 5 10 0 0 20-10 0z'/>", (5, 5, 15, 25)),
        ("<path d='M10 20a10 10 0 0 1 20 0z'/>", (10, 10, 30, 20)),
        ("<path d='M10 20a10 10 0 0020 0z'/>", (10, 20, 30, 30)),
        ("<path d='M10 10Q20 30 30 10z'/>", (10, 10, 30, 20)),
        ("<path d='M10 10q5 10 10 0t10 0z'/>", (10, 5, 30, 15)),
        ("<path d='M10 10C10 30 30 30 30 10z'/>", (10, 10, 30, 25)),
        ("<path d='M10 10c0 5 10 5 10 0s10-5 10 0z'/>", (10, 6.25, 30, 13.75)),
        ("<line x1='5' y1='20' x2='35' y2='20' stroke='#000' stroke-width='4'/>", (5, 18, 35, 22)),
        ("<rect x='1cm' y='5mm' width='50%' height='25%'/>", (10, 5, 30, 15)),
    ],
)
def test_a_shape_lies_where_it_says(inside: str, box: tuple[float, ...]):
    inside = inside.replace("1cm", "37.7953px").replace("5mm", "18.8976px")
    root = 'width="40mm" height="40mm" viewBox="0 0 40 40"'
    if "px" in inside:
        root, box = 'width="40mm" height="40mm" viewBox="0 0 151.18 151.18"', (10, 5, 30, 15)
    assert inked(shown(inside, root=root)) == pytest.approx(box, abs=0.15)


def test_a_rounded_rectangle_leaves_its_corners_free():
    picture = shown("<rect x='5' y='5' width='30' height='30' rx='10'/>")
    assert not dark(picture, 6, 6)
    assert dark(picture, 20, 5.5)
    # On the diagonal the corner is cut off at r·(1 − 1/√2).
    cut = 5 + 10 * (1 - 1 / math.sqrt(2))
    assert not dark(picture, cut - 0.3, cut - 0.3)
    assert dark(picture, cut + 0.3, cut + 0.3)


def test_even_odd_leaves_a_hole_and_non_zero_does_not():
    path = "d='M5 5h30v30h-30zM15 15h10v10h-10z'"
    assert not dark(shown(f"<path {path} fill-rule='evenodd'/>"), 20, 20)
    assert dark(shown(f"<path {path}/>"), 20, 20)


@pytest.mark.parametrize(
    ("transform", "box"),
    [
        ("translate(10 5)", (10, 5, 20, 10)),
        ("translate(10)", (10, 0, 20, 5)),
        ("scale(2)", (0, 0, 20, 10)),
        ("scale(2 4)", (0, 0, 20, 20)),
        ("translate(20,20) rotate(90)", (15, 20, 20, 30)),
        ("rotate(90 20 20)", (35, 0, 40, 10)),
        ("matrix(1 0 0 1 7 8)", (7, 8, 17, 13)),
        ("translate(20) skewX(45)", (20, 0, 35, 5)),
    ],
)
def test_a_transform_moves_what_it_stands_on(transform: str, box: tuple[float, ...]):
    inside = f"<g transform='{transform}'><rect width='10' height='5'/></g>"
    assert inked(shown(inside)) == pytest.approx(box, abs=0.15)


def test_a_view_keeps_its_proportions_and_is_centred():
    # 20 by 10 units on 40 by 40 mm: twice as large, ten millimetres free above and below.
    picture = shown("<rect width='20' height='10'/>", root=_view("0 0 20 10"))
    assert inked(picture) == pytest.approx((0, 10, 40, 30), abs=0.15)


@pytest.mark.parametrize(
    ("ratio", "box"),
    [("none", (0, 0, 40, 40)), ("xMidYMin meet", (0, 0, 40, 20)), ("xMinYMax", (0, 20, 40, 40))],
)
def test_a_view_is_laid_as_it_asks(ratio: str, box: tuple[float, ...]):
    root = f'{_view("0 0 20 10")} preserveAspectRatio="{ratio}"'
    picture = shown("<rect width='20' height='10'/>", root=root)
    assert inked(picture) == pytest.approx(box, abs=0.15)


def _view(box: str) -> str:
    return f'width="40mm" height="40mm" viewBox="{box}"'


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('width="105mm" height="148mm"', (105, 148)),
        ('width="4in" height="10cm"', (101.6, 100)),
        ('viewBox="0 0 96 192"', (25.4, 50.8)),
        ('width="96" height="48" viewBox="0 0 10 5"', (25.4, 12.7)),
        ('width="50mm" viewBox="0 0 10 20"', (50, 100)),
        ('width="100%" height="100%" viewBox="0 0 96 96"', (25.4, 25.4)),
    ],
)
def test_a_drawing_is_as_large_as_it_says(root: str, size: tuple[float, float]):
    frame = drawing("<rect width='5' height='5'/>", root=root).frame
    assert (frame.size.width, frame.size.height) == pytest.approx(size)


# Styles


@pytest.mark.parametrize(
    "inside",
    [
        "<rect fill='#000' {r}/>",
        "<rect {r}/>",
        "<rect style='fill:black' fill='#fff' {r}/>",
        "<style>.a{{fill:#000}}</style><rect class='a b' fill='#fff' {r}/>",
        "<style>#x, .y {{fill: black}} rect{{fill:#fff}}</style><rect id='x' {r}/>",
        "<style>g .a{{fill:#000}}</style><g><rect class='a' {r}/></g>",
        "<style>.a{{fill:#000!important}}</style><rect class='a' style='fill:#fff' {r}/>",
        "<g fill='#fff'><g style='fill:#000'><rect fill='inherit' {r}/></g></g>",
        "<g color='#000'><rect fill='currentColor' {r}/></g>",
        "<rect fill='hsl(0, 0%, 0%)' {r}/>",
        "<rect fill='rgb(0 0 0)' {r}/>",
        "<rect fill='rgb(0%,0%,0%)' {r}/>",
        "<rect fill='device-cmyk(0, 0, 0, 1)' {r}/>",
        "<rect fill='device-cmyk(0% 0% 0% 100%)' {r}/>",
        "<rect fill='#fff icc-color(FOGRA39, 0, 0, 0, 1)' {r}/>",
    ],
)
def test_black_is_black_however_it_is_said(inside: str):
    found = colours(drawing(inside.format(r="width='9' height='9'")).frame)
    assert found == [BLACK]


def test_inks_in_a_drawing_stay_the_inks_they_are():
    inside = "<rect width='9' height='9' fill='#d40 icc-color(x, 0.1, 0.2, 0.3, 0.4)'/>"
    assert colours(drawing(inside).frame) == [Cmyk(10, 20, 30, 40)]


@given(level=st.integers(0, 255))
@settings(max_examples=15, deadline=None)
def test_a_grey_is_printed_in_black_alone(level: int):
    inside = f"<rect width='9' height='9' fill='rgb({level},{level},{level})'/>"
    (found,) = colours(drawing(inside).frame)
    assert (found.c, found.m, found.y) == (0, 0, 0)


@pytest.mark.parametrize(
    "hidden",
    [
        "<g display='none'><rect {r}/></g>",
        "<g style='display:none'><rect {r}/></g>",
        "<rect visibility='hidden' {r}/>",
        "<rect fill='none' {r}/>",
        "<rect opacity='0' {r}/>",
        "<defs><rect {r}/></defs>",
        "<symbol id='s'><rect {r}/></symbol>",
    ],
)
def test_what_is_hidden_is_not_printed(hidden: str):
    seen = drawing("<rect x='1' width='2' height='2'/>" + hidden.format(r="width='9' height='9'"))
    assert len(colours(seen.frame)) == 1


def test_a_hidden_group_can_show_what_is_in_it():
    inside = "<g visibility='hidden'><rect visibility='visible' width='9' height='9'/></g>"
    assert len(colours(drawing(inside).frame)) == 1


def _pen(style: str, onto: str = "") -> Stroke:
    inside = f"<path d='M0 0h9' fill='none' stroke='#000' style='{style}' transform='{onto}'/>"
    (item,) = drawing(inside).frame.ground
    assert isinstance(item, Stroke)
    return item


def test_a_stroke_keeps_its_pen():
    pen = _pen(
        "stroke-width:2;stroke-linecap:round;stroke-linejoin:bevel;stroke-miterlimit:3;"
        "stroke-dasharray:4 2;stroke-dashoffset:1"
    )
    assert pen.width_pt == pytest.approx(2 * POINTS_PER_MM)
    assert (pen.cap, pen.join, pen.miter) == (1, 2, 3)
    assert (pen.dash, pen.phase) == ((4, 2), 1)


def test_a_stroke_grows_with_its_group():
    assert _pen("stroke-width:1", "scale(3) rotate(30)").width_pt == pytest.approx(
        3 * POINTS_PER_MM
    )


def test_a_stroke_is_squeezed_with_its_group():
    # A line of width 2 that lies, in a group twice as wide and half as high: 1 mm thick.
    inside = "<path d='M5 20h10' stroke='#000' stroke-width='2' transform='scale(2 .5)'/>"
    assert inked(shown(inside)) == pytest.approx((10, 9.5, 30, 10.5), abs=0.15)


def test_an_odd_number_of_dashes_is_doubled():
    assert _pen("stroke-dasharray:5 3 2").dash == (5, 3, 2, 5, 3, 2)


def test_a_round_cap_reaches_beyond_the_end():
    line = "<path d='M10 20h20' stroke='#000' stroke-width='4' stroke-linecap='round'/>"
    assert inked(shown(line)) == pytest.approx((8, 18, 32, 22), abs=0.15)


def test_a_line_after_a_line_with_a_pen_of_its_own_is_plain_again():
    lines = (
        "<path d='M10 10h20' stroke='#000' stroke-width='4' stroke-linecap='square'/>"
        "<path d='M10 30h20' stroke='#000' stroke-width='4'/>"
    )
    picture = shown(lines)
    assert dark(picture, 8.5, 10)
    assert not dark(picture, 8.5, 30)


# Uses, clips and masks


def test_a_symbol_fits_in_the_size_of_its_use():
    inside = (
        "<symbol id='s' viewBox='0 0 10 10'><rect width='10' height='10'/></symbol>"
        "<use href='#s' x='5' y='8' width='20' height='20'/>"
    )
    assert inked(shown(inside)) == pytest.approx((5, 8, 25, 28), abs=0.15)


def test_a_use_moves_what_it_uses_and_gives_it_its_colour():
    inside = (
        "<defs><rect id='r' width='10' height='5'/></defs>"
        "<g transform='translate(0 10)'><use xlink:href='#r' x='5' fill='#ffffff'/></g>"
        "<use xlink:href='#r' x='5' y='3'/>"
    )
    picture = shown(inside)
    assert inked(picture) == pytest.approx((5, 3, 15, 8), abs=0.15)


def test_a_use_that_goes_round_is_refused():
    with pytest.raises(KaartgenError, match="in een kring"):
        drawing("<g id='a'><rect width='1' height='1'/><use href='#a'/></g>")


def test_uses_that_stand_for_millions_are_refused_at_once():
    groups = ["<g id='g0'><rect width='1' height='1'/></g>"]
    for n in range(1, 9):
        uses = f"<use href='#g{n - 1}'/>" * 10
        groups.append(f"<g id='g{n}'>{uses}</g>")
    start = time.perf_counter()
    with pytest.raises(KaartgenError, match="te ingewikkeld"):
        drawing(f"<defs>{''.join(groups)}</defs><use href='#g8'/>")
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "clip",
    [
        "<clipPath id='c'><circle cx='20' cy='20' r='5'/></clipPath>",
        "<clipPath id='c'><use href='#o'/></clipPath>",
        "<clipPath id='c' transform='translate(10 10)'><circle cx='10' cy='10' r='5'/></clipPath>",
    ],
)
def test_a_clip_shows_only_what_lies_in_it(clip: str):
    inside = (
        f"<defs><circle id='o' cx='20' cy='20' r='5'/>{clip}</defs>"
        "<g clip-path='url(#c)'><rect width='40' height='40'/></g>"
    )
    picture = shown(inside)
    assert inked(picture) == pytest.approx((15, 15, 25, 25), abs=0.15)
    assert not dark(picture, 15.5, 15.5)


def test_clips_in_clips_show_what_lies_in_both():
    inside = (
        "<clipPath id='a'><rect width='20' height='40'/></clipPath>"
        "<clipPath id='b'><rect x='10' y='10' width='30' height='30'/></clipPath>"
        "<g clip-path='url(#a)'><rect width='40' height='40' clip-path='url(#b)'/></g>"
    )
    assert inked(shown(inside)) == pytest.approx((10, 10, 20, 40), abs=0.15)


def test_a_mask_of_white_is_a_clip_and_one_with_greys_is_told():
    mask = "<mask id='m'><rect x='10' y='10' width='9' height='9' fill='{}'/></mask>"
    inside = mask + "<g mask='url(#m)'><rect width='40' height='40'/></g>"
    assert inked(shown(inside.format("white"))) == pytest.approx((10, 10, 19, 19), abs=0.15)
    assert "masker met overgangen" in told(inside.format("#888"))


def test_a_picture_in_the_drawing_lies_where_it_says():
    content = io.BytesIO()
    Image.new("RGB", (4, 2), (0, 0, 0)).save(content, "PNG")
    data = base64.b64encode(content.getvalue()).decode()
    inside = f"<image x='5' y='5' width='20' height='20' href='data:image/png;base64,{data}'/>"
    # Twice as wide as high: as wide as its place, and in the middle of its height.
    assert inked(shown(inside)) == pytest.approx((5, 10, 25, 20), abs=0.15)
    (placed,) = drawing(inside).frame.ground
    assert isinstance(placed, Placed)
    assert isinstance(placed.frame.ground[0], Picture)


# What cannot come over


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("\n<script>steal()</script>", "een script wordt niet uitgevoerd (regel 3)"),
        ("<g onclick='x()'><rect width='1' height='1'/></g>", "een script (‘onclick’)"),
        ("\n\n<foreignObject><p/></foreignObject>", "‘foreignObject’) is weggelaten (regel 4)"),
        ("<rect width='1' height='1' opacity='.25'/>", "25 % ervan op wit"),
        ("<rect width='1' height='1' filter='url(#f)'/>", "een filter"),
        ("<rect width='1' height='1' style='mix-blend-mode:multiply'/>", "‘multiply’"),
        ("<text x='1' y='9'>Hallo <tspan>daar</tspan></text>", "de tekst ‘Hallo daar’"),
        ("<image href='http://example.org/x.png' width='9' height='9'/>", "ligt buiten"),
        ("<image href='file:///etc/passwd' width='9' height='9'/>", "wordt niet opgehaald"),
        ("<image href='data:text/html,x' width='9' height='9'/>", "‘text/html’ is weggelaten"),
        ("<image href='data:image/png;base64,xx' width='9' height='9'/>", "beschadigd"),
        ("<use href='http://example.org/x.svg#a'/>", "ligt buiten de tekening"),
        ("<use href='#weg'/>", "‘#weg’ staat niet in de tekening"),
        ("<rect width='1' height='1' fill='url(#weg)'/>", "‘#weg’ staat niet"),
        ("<rect width='1' height='1' fill='wit'/>", "de kleur ‘wit’"),
        ("<path d='L5 5'/>", "niet te lezen"),
        ("<rect width='1' height='1' transform='zoom(2)'/>", "een ‘transform’"),
        ("<style>@import 'http://example.org/x.css';</style>", "‘@import’"),
        ("<path d='M0 0h9' stroke='#000' marker-end='url(#m)'/>", "pijlpunten"),
        ("<rect width='1' height='1'><animate/></rect><animate/>", "beweging"),
        ("<rect width='1' height='1' clip-path='url(#c)'/>", "niet te volgen"),
        ("<video/>", "‘video’ kan niet mee"),
    ],
)
def test_what_cannot_come_over_is_told_in_dutch(inside: str, said: str):
    assert said in told(inside)


def test_a_thing_that_is_told_often_is_told_once_with_its_number():
    found = told("\n<text>a b</text>\n<rect width='1' height='1' filter='url(#f)'/>" * 3)
    assert "een filter (schaduw, vervaging) is weggelaten (regel 4, en nog 2 keer)" in found


def test_a_gradient_becomes_its_mean():
    inside = (
        "<linearGradient id='g'><stop stop-color='#fff'/><stop offset='100%'/></linearGradient>"
        "<rect width='9' height='9' fill='url(#g)'/>"
    )
    (found,) = colours(drawing(inside).frame)
    assert (found.c, found.m, found.y) == (0, 0, 0)
    assert 30 < found.k < 80


def test_half_see_through_is_half_the_ink():
    inside = "<g opacity='.5'><rect width='9' height='9' fill='device-cmyk(.8 .4 0 .2)'/></g>"
    assert colours(drawing(inside).frame) == [Cmyk(40, 20, 0, 10)]


@pytest.mark.parametrize(
    "inside", ["", "<g/>", "<text>alleen tekst</text>", "<g display='none'><path d='M0 0h1'/></g>"]
)
def test_a_drawing_with_nothing_to_print_is_refused(inside: str):
    with pytest.raises(KaartgenError, match="niets wat gedrukt kan worden"):
        drawing(inside)


@given(text=st.text(alphabet="MmLlHhVvCcSsQqTtAaZz0123456789.-, ", max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_path_is_drawn_or_told(text: str):
    seen = drawing(f"<rect width='9' height='9'/><path d='{text}'/>")
    assert len(fills(seen.frame)) >= 1


@pytest.mark.parametrize(
    "far",
    [
        "<path d='M0 0L1e300 5V9z'/>",
        "<rect width='9' height='9' transform='translate(9e6)'/>",
        "<g transform='scale(1e6)'><g transform='scale(1e6)'><rect width='9' height='9'/></g></g>",
        "<rect width='9' height='9' transform='scale(1e999)'/>",
        "<rect width='9e6' height='9' fill='none' stroke='#000'/>",
    ],
)
def test_what_lies_endlessly_far_away_is_told_and_not_written(far: str):
    found = drawing(f"<rect width='9' height='9'/>{far}")
    assert any("ver weg" in str(one) or "niet te lezen" in str(one) for one in found.findings)
    assert inked(looks(found.frame)) == pytest.approx((0, 0, 9, 9), abs=0.15)


@given(
    where=st.sampled_from(["transform", "viewBox", "style", "points", "fill", "stroke-dasharray"]),
    text=st.text(alphabet="0123456789.,-e() %#;:urlscalerotate", max_size=30),
)
@settings(max_examples=120, deadline=None)
def test_any_attribute_is_drawn_or_told(where: str, text: str):
    inside = f"<polygon points='1,1 5,5 9,1' stroke='#000' {where}='{text}'/>"
    drawing(f"<rect width='9' height='9'/>{inside if where != 'points' else ''}")


# As design programs write them


@pytest.mark.parametrize("program", ["inkscape", "illustrator", "figma"])
def test_an_export_looks_as_it_did_when_somebody_looked(program: str, accept: bool):
    frame = read_drawing(_HERE / f"{program}.svg").frame
    compare(looks(frame, 72), f"tekening-{program}", accept=accept)


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("inkscape", ["een kleurverloop is één kleur geworden, het gemiddelde ervan (regel 84)"]),
        (
            "illustrator",
            ["een doorzichtige kleur is dekkend geworden: 50 % ervan op wit (regel 33)"],
        ),
        ("figma", ["een filter (schaduw, vervaging) is weggelaten (regel 4)"]),
    ],
)
def test_of_an_export_only_what_changes_is_told(program: str, said: list[str]):
    assert [str(one) for one in read_drawing(_HERE / f"{program}.svg").findings] == said
