"""Process inks only: no colour of a screen in text, lines, forms or pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from kaartgen.errors import Place
from kaartgen.frame import BLACK, Cmyk, Frame, Picture, Placed, Raster, Stroke, line
from kaartgen.geometry import Rect, Transform
from kaartgen.layout.picture import raster_of
from kaartgen.pdf.draw import drawn
from tests.pdf.reading import images, opened, painted_before_a_colour, pictured, streams
from tests.pdf.small import CYAN, MAGENTA, block, document, figure, written

# What sets another colour than k and K do, paints a shading, or carries an image within the text.
_FOREIGN = frozenset(["g", "G", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "BI"])
_SPACES = re.compile(rb"/(DeviceRGB|DeviceGray|CalRGB|CalGray|Lab|ICCBased|Indexed|Separation)\b")


def _raster(*pixels: tuple[int, int, int, int], width: int = 1) -> Raster:
    return Raster(width, len(pixels) // width, b"".join(bytes(pixel) for pixel in pixels))


def _varied() -> pikepdf.Pdf:
    """A file with every kind of item, on a page and in a form in a form."""
    picture = Picture(Rect(30, 5, 10, 10), _raster((0, 0, 0, 255), (255, 0, 0, 0)), "twee vlakken")
    inner = Frame(
        figure().size,
        (block(0, 0, 5, 5, CYAN), picture),
        (written("vorm"), Stroke(line(0, 20, 20, 20), MAGENTA, 1, (1, 2))),
    )
    outer = figure(Placed(inner, Transform()), Placed(inner, Transform.move(0, 3)))
    everything = figure(
        Placed(outer, Transform.scale(0.5)),
        Placed(outer, Transform.move(20, 0), Rect(0, 0, 30, 30), Rect(5, 5, 20, 20)),
        written("pagina", colour=Cmyk(30, 100, 80, 12.5)),
        Stroke(line(0, 30, 60, 30), BLACK, 0.5),
        picture,
    )
    return opened(drawn(document(everything, figure(block(0, 0, 1, 1)))))


def test_no_operator_sets_a_colour_but_those_for_process_inks() -> None:
    found = list(streams(_varied()))
    assert len(found) >= 4
    for stream in found:
        used = {operator for operator, _ in stream.operators}
        assert not used & _FOREIGN, stream.name


def test_nothing_is_painted_before_its_ink_is_said() -> None:
    for stream in streams(_varied()):
        assert painted_before_a_colour(stream) == [], stream.name


def test_no_colour_space_of_a_screen_is_named_anywhere_in_the_file() -> None:
    pdf = _varied()
    for thing in pdf.objects:
        is_stream = isinstance(thing, pikepdf.Stream)
        text = repr(dict(thing)).encode() if is_stream else thing.unparse(resolved=False)
        assert not _SPACES.search(text)


def test_pictures_are_written_in_process_inks() -> None:
    found = images(_varied())
    assert found
    assert {str(image["/ColorSpace"]) for image in found} == {"/DeviceCMYK"}


def test_nothing_shines_through() -> None:
    for thing in _varied().objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            assert "/SMask" not in thing
            assert float(thing.get("/ca", 1)) == 1
            assert float(thing.get("/CA", 1)) == 1


def test_inks_are_written_as_shares_of_one() -> None:
    pdf = opened(drawn(document(figure(block(0, 0, 1, 1, Cmyk(30, 100, 80, 12.5))))))
    (page,) = streams(pdf)
    (inks,) = [operands for operator, operands in page.operators if operator == "k"]
    assert [float(ink) for ink in inks] == pytest.approx([0.3, 1, 0.8, 0.125])


def test_black_text_is_black_ink_alone() -> None:
    pdf = opened(drawn(document(figure(written("zwart")))))
    (page,) = streams(pdf)
    (inks,) = [operands for operator, operands in page.operators if operator == "k"]
    assert [float(ink) for ink in inks] == [0, 0, 0, 1]


def _printed(file: Path) -> tuple[pikepdf.Object, Image.Image]:
    """Draw a picture from its file; return it as it is in the PDF, and its pixels."""
    raster = raster_of(file.read_bytes(), file.name, Place(file))
    pdf = opened(drawn(document(figure(Picture(Rect(0, 0, 40, 40), raster, "proef")))))
    found = images(pdf)
    masks = [image["/SMask"].objgen for image in found if "/SMask" in image]
    (image,) = [image for image in found if image.objgen not in masks]
    mask = image.get("/SMask")
    if mask is not None:  # of its own accord pikepdf would make RGB of it
        del image["/SMask"]
    pixels = pikepdf.PdfImage(image).as_pil_image()
    if mask is not None:
        image["/SMask"] = mask
    return image, pixels


def _rgba(tmp_path: Path) -> Path:
    picture = Image.new("RGBA", (8, 8), (200, 30, 30, 255))
    picture.paste((0, 0, 0, 0), (4, 0, 8, 8))
    picture.save(tmp_path / "doorzichtig.png")
    return tmp_path / "doorzichtig.png"


def _grey(tmp_path: Path) -> Path:
    picture = Image.new("L", (3, 1))
    picture.putdata([0, 128, 255])
    picture.save(tmp_path / "grijs.png")
    return tmp_path / "grijs.png"


def _cmyk_jpeg(tmp_path: Path) -> Path:
    picture = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
    picture.save(tmp_path / "druk.jpg", quality=95)
    return tmp_path / "druk.jpg"


@pytest.mark.parametrize(
    ("made", "space"), [(_rgba, "CMYK"), (_grey, "Gray"), (_cmyk_jpeg, "CMYK")]
)
def test_a_picture_of_any_kind_ends_in_process_inks(
    made: object, space: str, tmp_path: Path
) -> None:
    image, _ = _printed(made(tmp_path))
    assert str(image["/ColorSpace"]) == f"/Device{space}"
    assert int(image["/BitsPerComponent"]) == 8


def test_where_a_picture_is_transparent_the_ground_shines_through(tmp_path: Path) -> None:
    image, _ = _printed(_rgba(tmp_path))
    mask = pikepdf.PdfImage(image["/SMask"]).as_pil_image()
    assert [mask.getpixel((x, 4)) for x in (1, 6)] == [255, 0]


def test_red_of_a_screen_is_printed_with_magenta_and_yellow(tmp_path: Path) -> None:
    _, pixels = _printed(_rgba(tmp_path))
    cyan, magenta, yellow, _ = pixels.getpixel((1, 4))
    assert magenta > 200
    assert yellow > 180
    assert cyan < 80


def test_grey_is_printed_with_black_ink_alone(tmp_path: Path) -> None:
    _, pixels = _printed(_grey(tmp_path))
    black, middle, white = (pixels.getpixel((x, 0)) for x in range(3))
    # In a file grey is light: 0 is full ink, on the black plate alone.
    assert (black, white) == (0, 255)
    # A screen's middle grey gives a fifth of the light of its white, and so must the dots: they
    # cover well over half of the paper.
    assert 0.5 < 1 - middle / 255 < 0.75


def test_a_jpeg_for_the_press_keeps_its_inks_and_is_not_inverted(tmp_path: Path) -> None:
    _, pixels = _printed(_cmyk_jpeg(tmp_path))
    cyan, magenta, yellow, black = pixels.getpixel((8, 8))
    assert cyan > 245
    assert max(magenta, yellow, black) < 10


def test_a_picture_stands_upright_and_fills_its_place() -> None:
    corners = _raster((0, 0, 0, 255), (255, 0, 0, 0), (0, 255, 0, 0), (0, 0, 255, 0), width=2)
    page = pictured(drawn(document(figure(Picture(Rect(10, 5, 20, 30), corners, "proef")))))
    black = page.getpixel((150, 100))
    cyan = page.getpixel((250, 100))
    magenta = page.getpixel((150, 300))
    yellow = page.getpixel((250, 300))
    assert max(black) < 80
    assert cyan[0] < 120 < cyan[2]
    assert magenta[1] < 120 < magenta[0]
    assert yellow[2] < 120 < yellow[0]
    assert page.getpixel((97, 100)) == page.getpixel((303, 300)) == (255, 255, 255)


def test_a_picture_shown_twice_is_in_the_file_once() -> None:
    raster = _raster((9, 9, 9, 9))
    page = figure(*(Picture(Rect(x, 0, 5, 5), raster, "proef") for x in (0, 10)))
    assert len(images(opened(drawn(document(page))))) == 1
