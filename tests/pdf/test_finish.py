"""Pages of another PDF in a document of ours: the same picture, once in the file, and sound."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from kaartgen.frame import ForeignPage, Frame, Placed
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.pdf.document import Document, Page
from kaartgen.pdf.finish import finished
from kaartgen.pdf.foreign import ForeignFile, opened
from tests.pdf.foreign_files import (
    boxes,
    filled_in,
    glassy,
    in_pieces,
    inheriting,
    layered,
    noted,
    rotated,
    written,
)

Change = Callable[[pikepdf.Pdf], None]


def _document(*frames: Frame) -> Document:
    date = datetime.datetime(2026, 3, 14, tzinfo=datetime.UTC)
    return Document(tuple(Page(frame) for frame in frames), "proef", "", "", "nl-NL", date)


def _whole(file: ForeignFile, number: int = 0) -> Frame:
    """A frame that is one page of the file, to its cut."""
    page = file.pages[number]
    return Frame(page.size, (ForeignPage(file.path, number, page.seen_pt, page.onto),), ())


def _picture(pdf: Path | bytes, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        return document[page].render(scale=2).to_pil().convert("RGB")


def _difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures differ: the mean of all pixels, of 255."""
    assert one.size == other.size
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def _as_placed(path: Path, change: Change | None = None, **how: object) -> bytes:
    written(path, **({"change": change} if change else {}), **how)
    file = opened(path)
    return finished(_document(_whole(file)), {path: file})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kaarten.pdf"


def _unit(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.obj.UserUnit = 2


@pytest.mark.parametrize(
    "change",
    [
        None,
        rotated(90),
        rotated(180),
        rotated(270),
        boxes(CropBox=(10, 20, 60, 110)),
        boxes(media=(-20, -30, 60, 100)),
        inheriting,
        in_pieces,
        glassy,
        noted("Stamp"),
        noted("FreeText"),
        noted("Stamp", flags=2),
        filled_in,
        layered(),
        layered(hidden=False),
        layered(base="/OFF"),
        layered(base="/OFF", hidden=False),
    ],
    ids=[
        "plain",
        "quarter turn",
        "half turn",
        "three quarters",
        "cropped",
        "origin elsewhere",
        "inheriting",
        "in pieces",
        "transparent",
        "stamp",
        "typed comment",
        "hidden comment",
        "form field",
        "hidden layer",
        "layer",
        "all layers off",
        "all off but this",
    ],
)
def test_a_placed_page_looks_as_the_page_itself(path: Path, change: Change | None) -> None:
    pdf = _as_placed(path, change)
    assert _difference(_picture(path), _picture(pdf)) < 0.5


def test_the_pages_of_these_tests_show_what_is_asked_of_them(tmp_path: Path) -> None:
    plain = _picture(written(tmp_path / "plain.pdf"))
    seen = {
        "stamp": (noted("Stamp"), True),
        "hidden comment": (noted("Stamp", flags=2), False),
        "hidden layer": (layered(), False),
        "layer": (layered(hidden=False), True),
        "all layers off": (layered(base="/OFF"), False),
        "all off but this": (layered(base="/OFF", hidden=False), True),
        "transparent": (glassy, True),
        "half turn": (rotated(180), True),
    }
    for name, (change, shows) in seen.items():
        picture = _picture(written(tmp_path / f"{name}.pdf", change=change))
        assert (_difference(plain, picture) > 0.5) is shows, name


def test_a_page_in_other_units_is_placed_at_its_size(path: Path) -> None:
    pdf = _as_placed(path, _unit, size_mm=(35, 60), min_version="1.6")
    larger = _picture(pdf)
    assert larger.size == pytest.approx((70 / 25.4 * 144, 120 / 25.4 * 144), abs=1.5)
    own = _picture(path).resize(larger.size)
    assert _difference(own, larger) < 4


def test_a_filled_in_field_is_text_on_the_card(path: Path) -> None:
    with pypdfium2.PdfDocument(_as_placed(path, filled_in)) as pdf:
        assert "ingevuld" in pdf[0].get_textpage().get_text_range()


def test_a_placed_page_keeps_its_text_and_its_letters(path: Path) -> None:
    pdf = _as_placed(path)
    with pypdfium2.PdfDocument(pdf) as document:
        assert document[0].get_textpage().get_text_range().strip() == "kaart1"
    with pikepdf.open(io.BytesIO(pdf)) as document:
        images = [o for o in document.objects if _is(o, "/Subtype", "/Image")]
    assert images == []


def _is(value: object, key: str, name: str) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream) and value.get(key) == name


def test_nothing_is_seen_of_a_page_beyond_its_box(path: Path) -> None:
    written(
        path, size_mm=(76, 126), change=boxes(TrimBox=(3, 3, 73, 123), BleedBox=(2, 2, 74, 124))
    )
    file = opened(path)
    page = file.pages[0]
    item = ForeignPage(path, 0, page.seen_pt, page.onto)
    card = Frame(page.size, (item,), (), bleed=1)
    sheet = Frame(Size(100, 150), (), (Placed(card, Transform.move(15, 15)),))
    picture = _picture(finished(_document(sheet), {path: file}))
    scale = picture.width / 100
    inked = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    assert inked == pytest.approx([14 * scale, 14 * scale, 86 * scale, 136 * scale], abs=1.1)


def test_a_page_that_is_placed_often_is_in_the_file_once(path: Path) -> None:
    file = opened(written(path))
    card = _whole(file)
    places = [Transform.move(x, y) for x in (0, 70, 140) for y in (0, 130)]
    frames = [Frame(Size(210, 297), (), tuple(Placed(card, t) for t in places))] * 3
    with pikepdf.open(io.BytesIO(finished(_document(*frames), {path: file}))) as pdf:
        forms = [o for o in pdf.objects if _is(o, "/Subtype", "/Form")]
        assert len(forms) == 1
        for page in pdf.pages:
            (name,) = page.obj.Resources.XObject.keys()
            assert page.obj.Contents.read_bytes().count(f"{name} Do".encode()) == 6


def test_a_font_that_pages_share_is_copied_once(path: Path) -> None:
    written(path, pages=9)
    with pikepdf.open(path) as pdf:
        shared = len([o for o in pdf.objects if _is(o, "/Type", "/Font")])
    file = opened(path)
    document = _document(*(_whole(file, number) for number in range(9)))
    with pikepdf.open(io.BytesIO(finished(document, {path: file}))) as pdf:
        fonts = [o for o in pdf.objects if _is(o, "/Type", "/Font")]
    # None of ours: these pages have no text of their own.
    assert len(fonts) == shared == 1


def test_pages_of_two_files_do_not_get_mixed_up(tmp_path: Path) -> None:
    one = opened(written(tmp_path / "een.pdf", change=rotated(180)))
    other = opened(written(tmp_path / "twee.pdf"))
    document = _document(_whole(one), _whole(other))
    pdf = finished(document, {one.path: one, other.path: other})
    assert _difference(_picture(one.path), _picture(pdf, 0)) < 0.5
    assert _difference(_picture(other.path), _picture(pdf, 1)) < 0.5


def test_a_layer_that_is_hidden_in_one_of_two_files_stays_hidden(tmp_path: Path) -> None:
    files = [
        opened(written(tmp_path / f"{name}.pdf", change=change))
        for name, change in (("een", layered()), ("twee", layered(hidden=False)))
    ]
    pdf = finished(_document(*map(_whole, files)), {file.path: file for file in files})
    for number, file in enumerate(files):
        assert _difference(_picture(file.path), _picture(pdf, number)) < 0.5


@pytest.mark.parametrize("change", [None, inheriting, glassy, filled_in, layered(), in_pieces])
def test_qpdf_finds_no_fault(path: Path, change: Change | None) -> None:
    with pikepdf.open(io.BytesIO(_as_placed(path, change))) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_the_same_pages_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    first = _as_placed(path, filled_in)
    other = tmp_path / "elders"
    other.mkdir()
    assert _as_placed(other / "kaarten.pdf", filled_in) == first


def test_a_file_that_needs_a_later_reader_says_so(path: Path) -> None:
    pdf = _as_placed(path, min_version="1.7")
    assert pdf.startswith(b"%PDF-1.7")


def test_an_encrypted_file_is_placed_in_the_open(path: Path) -> None:
    pdf = _as_placed(path, encryption=pikepdf.Encryption(user="", owner="baas"))
    assert b"/Encrypt" not in pdf
    assert _difference(_picture(path), _picture(pdf)) < 0.5


def test_a_page_without_content_is_placed_as_nothing(path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj.Contents
        del pdf.pages[0].obj.Resources

    picture = _picture(_as_placed(path, change))
    assert picture.getcolors() == [(picture.width * picture.height, (255, 255, 255))]


def test_what_is_seen_is_given_in_the_frame(path: Path) -> None:
    file = opened(written(path, change=rotated(90)))
    page = file.pages[0]
    seen = ForeignPage(path, 0, page.seen_pt, page.onto).seen
    expected = Rect(0, 0, 120, 70)
    assert (seen.x, seen.y) == pytest.approx((expected.x, expected.y), abs=1e-3)
    assert (seen.width, seen.height) == pytest.approx((120, 70), abs=1e-3)
