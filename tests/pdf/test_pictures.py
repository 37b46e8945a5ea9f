"""Pages as pictures: the inks of the document itself, in exactly as many pixels as are asked."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms, ImageStat

from kaartgen.frame import BLACK, Cmyk, Picture, Placed, Raster
from kaartgen.geometry import Rect, Transform
from kaartgen.pdf.pictures import as_seen, encoded, inked
from kaartgen.pdf.profile import FOGRA39, load_profile
from tests.pdf.small import block, document, figure, written

SIZE = (600, 400)  # ten pixels a millimetre
INKS = [Cmyk(100, 0, 0, 0), Cmyk(0, 60, 100, 0), Cmyk(90, 25, 50, 30), Cmyk(3, 2, 1, 80), BLACK]


def _picture(*items, size=SIZE) -> Image.Image:
    (found,) = inked(document(figure(*items)), [size])
    return found


def _percent(pixel) -> tuple[float, ...]:
    return tuple(value / 2.55 for value in pixel)


@pytest.mark.parametrize("ink", INKS)
def test_a_fill_has_the_inks_that_it_was_given(ink: Cmyk) -> None:
    found = _picture(block(10, 10, 20, 20, ink))
    assert found.mode == "CMYK"
    assert _percent(found.getpixel((200, 200))) == pytest.approx(
        (ink.c, ink.m, ink.y, ink.k), abs=1.0
    )
    assert found.getpixel((500, 50)) == (0, 0, 0, 0)


def test_what_lies_on_top_takes_the_place_of_all_inks_below() -> None:
    found = _picture(block(0, 0, 60, 40, Cmyk(100, 100, 0, 0)), block(10, 10, 20, 20, BLACK))
    assert _percent(found.getpixel((200, 200))) == pytest.approx((0, 0, 0, 100), abs=1)


def test_a_picture_keeps_its_inks() -> None:
    raster = Raster(2, 1, bytes((255, 0, 128, 0, 10, 200, 0, 60)))
    found = _picture(Placed(figure(Picture(Rect(0, 0, 40, 40), raster, "x")), Transform()))
    for x, inks in ((100, (255, 0, 128, 0)), (300, (10, 200, 0, 60))):
        assert found.getpixel((x, 200)) == pytest.approx(inks, abs=3)


def test_black_text_is_black_alone() -> None:
    found = _picture(written("Zwart", size_pt=40))
    extrema = found.getextrema()
    assert extrema[:3] == ((0, 0), (0, 0), (0, 0))
    assert extrema[3][1] >= 253


@pytest.mark.parametrize("size", [(600, 400), (601, 400), (1181, 787), (709, 472)])
def test_it_is_as_large_as_was_asked(size: tuple[int, int]) -> None:
    found = _picture(block(0, 0, 60, 40, BLACK), size=size)
    assert found.size == size
    # Colour to the edge reaches the last pixel on every side.
    black = found.getchannel("K")
    assert min(black.crop((0, 0, 1, size[1])).getextrema()) > 250
    assert min(black.crop((size[0] - 1, 0, *size)).getextrema()) > 250


def test_on_a_screen_paper_is_white_and_black_is_nearly_black() -> None:
    found = as_seen(_picture(block(10, 10, 20, 20, BLACK)), load_profile(FOGRA39))
    assert found.mode == "RGB"
    assert min(found.getpixel((500, 50))) >= 254
    assert max(found.getpixel((200, 200))) < 60


def test_on_a_screen_inks_look_as_the_profile_says() -> None:
    red = as_seen(_picture(block(10, 10, 20, 20, Cmyk(0, 100, 100, 0))), load_profile(FOGRA39))
    r, g, b = red.getpixel((200, 200))
    # Offset red (magenta and yellow on coated stock) is L* 47, a* 68, b* 48: about 227, 6, 19.
    assert (r, g, b) == pytest.approx((227, 6, 19), abs=14)


@pytest.mark.parametrize(("kind", "form"), [("png", "PNG"), ("jpg", "JPEG"), ("tiff", "TIFF")])
def test_a_file_says_its_resolution_and_its_profile(kind: str, form: str) -> None:
    press = load_profile(FOGRA39)
    picture = _picture(block(10, 10, 20, 20, INKS[2]))
    rgb = kind == "png"
    data = encoded(as_seen(picture, press) if rgb else picture, kind, 300, None if rgb else press)
    with Image.open(io.BytesIO(data)) as opened:
        assert opened.format == form
        assert opened.mode == ("RGB" if rgb else "CMYK")
        assert [round(float(one)) for one in opened.info["dpi"]] == [300, 300]
        profile = ImageCms.ImageCmsProfile(io.BytesIO(opened.info["icc_profile"]))
        assert profile.profile.xcolor_space.strip() == ("RGB" if rgb else "CMYK")
        middle = ImageStat.Stat(opened.crop((150, 150, 250, 250))).mean
        if not rgb:
            assert [value / 2.55 for value in middle] == pytest.approx([90, 25, 50, 30], abs=2)


def test_the_same_page_gives_the_same_bytes() -> None:
    press = load_profile(FOGRA39)
    first, second = (encoded(_picture(written("a")), "tiff", 300, press) for _ in range(2))
    assert first == second
