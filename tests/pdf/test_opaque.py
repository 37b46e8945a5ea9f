"""For PDF/X that knows no transparency, pictures lie on the colour that is under them."""

from __future__ import annotations

import io

import pikepdf
from PIL import Image, ImageFilter

from kaartgen.frame import Cmyk, Fill, Frame, Picture, Placed, Raster, rectangle
from kaartgen.geometry import Rect, Transform
from kaartgen.pdf.document import Document
from kaartgen.pdf.draw import drawn
from kaartgen.pdf.ink import limited_raster
from kaartgen.pdf.opaque import opaque
from kaartgen.pixels import in_four_inks, raster_from
from tests.pdf.reading import images, opened, pictured
from tests.pdf.small import SMALL, block, document

CYAN, PINK = Cmyk(100, 0, 0, 0), Cmyk(0, 40, 0, 0)
# Red ink, half of it, and none at all.
RED = Raster(3, 1, bytes((0, 255, 255, 0) * 3), alpha=bytes((255, 128, 0)))
PLACE = Rect(10, 10, 30, 10)


def laid(*ground: object, figure: tuple = ()) -> tuple[Document, Picture]:
    whole = document(Frame(SMALL, tuple(ground), figure))
    made = opaque(whole)
    frame = made.pages[0].frame
    found = [item for item in (*frame.ground, *frame.figure) if isinstance(item, Picture)]
    return made, found[0]


def inks(picture: Picture, x: int) -> tuple[int, ...]:
    return in_four_inks(picture.raster).getpixel((x, 0))


def test_on_paper_nothing_is_printed_where_nothing_was() -> None:
    _, picture = laid(Picture(PLACE, RED, "rood"))
    assert picture.raster.alpha is None
    assert [inks(picture, x) for x in (0, 2)] == [(0, 255, 255, 0), (0, 0, 0, 0)]
    assert inks(picture, 1) == (0, 128, 128, 0)


def test_on_a_ground_its_colour_is_printed_where_nothing_was() -> None:
    _, picture = laid(block(0, 0, 60, 40, CYAN), Picture(PLACE, RED, "rood"))
    assert inks(picture, 2) == (255, 0, 0, 0)
    assert inks(picture, 1) == (127, 128, 128, 0)


def test_the_last_ground_that_lies_under_all_of_it_counts() -> None:
    under = (block(0, 0, 60, 40, CYAN), block(5, 5, 50, 30, PINK), block(12, 12, 4, 4, CYAN))
    _, picture = laid(*under, Picture(PLACE, RED, "rood"))
    assert inks(picture, 2) == (0, 102, 0, 0)


def test_what_lies_over_a_picture_is_not_its_ground() -> None:
    _, picture = laid(Picture(PLACE, RED, "rood"), block(0, 0, 60, 40, CYAN))
    assert inks(picture, 2) == (0, 0, 0, 0)


def test_a_box_with_round_corners_is_a_ground() -> None:
    _, picture = laid(Fill(rectangle(Rect(0, 0, 60, 40), 3), CYAN), Picture(PLACE, RED, "rood"))
    assert inks(picture, 2) == (255, 0, 0, 0)


def test_a_picture_in_a_turned_part_lies_on_the_ground_of_the_whole() -> None:
    part = Frame(SMALL, (Picture(PLACE, RED, "rood"),), ())
    turned = Placed(part, Transform.rotate(180).then(Transform.move(60, 40)))
    made = opaque(document(Frame(SMALL, (block(0, 0, 60, 40, CYAN),), (turned,))))
    placed = made.pages[0].frame.figure[0]
    assert isinstance(placed, Placed)
    assert inks(placed.frame.ground[0], 2) == (255, 0, 0, 0)


def test_a_grey_picture_on_colour_takes_that_colour() -> None:
    grey = Raster(2, 1, bytes((255, 0)), grey=True, alpha=bytes((255, 0)))
    _, on_paper = laid(Picture(PLACE, grey, "grijs"))
    _, on_cyan = laid(block(0, 0, 60, 40, CYAN), Picture(PLACE, grey, "grijs"))
    assert on_paper.raster.grey
    assert [inks(on_cyan, x) for x in (0, 1)] == [(0, 0, 0, 255), (255, 0, 0, 0)]


def test_what_has_no_transparency_stays_the_same_object() -> None:
    whole = document(Frame(SMALL, (Picture(PLACE, Raster(1, 1, bytes(4)), "wit"),), ()))
    assert opaque(whole).pages[0] is whole.pages[0]


def test_laid_down_it_looks_as_it_did_shining_through() -> None:
    whole = document(Frame(SMALL, (block(0, 0, 60, 40, CYAN), Picture(PLACE, RED, "rood")), ()))
    through, flat = (pictured(drawn(one)) for one in (whole, opaque(whole)))
    for x in (150, 350):
        assert all(
            abs(one - other) <= 6
            for one, other in zip(through.getpixel((x, 150)), flat.getpixel((x, 150)), strict=True)
        )


def test_a_picture_that_shines_through_has_a_mask_in_the_file() -> None:
    pdf = opened(drawn(document(Frame(SMALL, (Picture(PLACE, RED, "rood"),), ()))))
    (image,) = [one for one in images(pdf) if "/SMask" in one]
    assert str(image["/ColorSpace"]) == "/DeviceCMYK"
    assert image["/SMask"].read_bytes() == RED.alpha
    assert str(image["/SMask"]["/ColorSpace"]) == "/DeviceGray"


def _photo() -> Image.Image:
    parts = [Image.effect_noise((120, 80), 120) for _ in range(4)]
    return Image.merge("CMYK", parts).filter(ImageFilter.GaussianBlur(1))


def test_a_photograph_lies_in_the_file_as_a_jpeg_with_the_same_inks() -> None:
    photo = _photo()
    raster = raster_from(photo, lossy=True)
    pdf = opened(drawn(document(Frame(SMALL, (Picture(PLACE, raster, "foto"),), ()))))
    (image,) = images(pdf)
    assert image["/Filter"] == [pikepdf.Name.DCTDecode] or image["/Filter"] == "/DCTDecode"
    assert [int(one) for one in image["/Decode"]] == [1, 0] * 4
    # The JPEG's own numbers are upside down, as its Adobe mark says and Decode undoes.
    with Image.open(io.BytesIO(image.read_raw_bytes())) as found:
        assert found.info["adobe"]
    assert pikepdf.PdfImage(image).as_pil_image().getpixel((60, 40)) is not None


def test_a_photograph_in_cyan_is_seen_in_cyan() -> None:
    raster = raster_from(Image.new("CMYK", (64, 64), (255, 0, 0, 0)), lossy=True)
    page = pictured(drawn(document(Frame(SMALL, (Picture(PLACE, raster, "vlak"),), ()))))
    red, green, blue = page.getpixel((250, 150))
    assert red < 90
    assert min(green, blue) > 120


def test_a_grey_photograph_is_seen_as_grey_as_it_is() -> None:
    raster = raster_from(Image.new("L", (64, 64), 51), lossy=True)  # a fifth of full ink
    page = pictured(drawn(document(Frame(SMALL, (Picture(PLACE, raster, "vlak"),), ()))))
    assert all(abs(part - 204) < 8 for part in page.getpixel((250, 150)))


def test_a_photograph_within_the_limit_has_no_pixel_over_it() -> None:
    dark = _photo().point([min(255, value + 90) for value in range(256)] * 4)
    found = limited_raster(raster_from(dark, lossy=True), 280)
    image = in_four_inks(found)
    most = max(sum(image.getpixel((x, y))) for x in range(0, 120, 3) for y in range(0, 80, 3))
    assert most <= 280 * 2.55
    assert found.jpeg


def test_a_grey_picture_has_never_too_much_ink() -> None:
    grey = Raster(2, 1, bytes((255, 0)), grey=True)
    assert limited_raster(grey, 240) is grey
