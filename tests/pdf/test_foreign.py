"""What a PDF of another program is taken for: its cards' size, turn and bleed, or why it is not."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.pdf.foreign import opened
from tests.pdf.foreign_files import (
    MM,
    boxes,
    emptied,
    filled_in,
    inheriting,
    noted,
    rotated,
    written,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kaarten.pdf"


def _size(path: Path, inset: float = 0.0) -> tuple[float, float, float]:
    """Width, height and bleed of the first page, in millimetres."""
    page = opened(path, inset).pages[0]
    return page.size.width, page.size.height, page.bleed


def _refused(path: Path, inset: float = 0.0) -> KaartgenError:
    with pytest.raises(KaartgenError) as caught:
        opened(path, inset)
    return caught.value


def test_a_card_is_as_large_as_its_page(path: Path) -> None:
    assert _size(written(path)) == pytest.approx((70, 120, 0), abs=1e-3)


def test_a_trim_box_says_how_large_the_card_is(path: Path) -> None:
    written(path, size_mm=(76, 126), change=boxes(TrimBox=(3, 3, 73, 123)))
    assert _size(path) == pytest.approx((70, 120, 3), abs=1e-3)


def test_a_bleed_box_says_how_far_the_colour_goes(path: Path) -> None:
    change = boxes(TrimBox=(10, 10, 80, 130), BleedBox=(8, 7, 83, 133))
    written(path, size_mm=(90, 140), change=change)
    assert _size(path) == pytest.approx((70, 120, 2), abs=1e-3)


def test_a_bleed_that_is_said_is_taken_off_every_side(path: Path) -> None:
    assert _size(written(path, size_mm=(76, 126)), 3) == pytest.approx((70, 120, 3), abs=1e-3)


def test_a_trim_box_as_large_as_the_page_says_nothing(path: Path) -> None:
    written(path, size_mm=(76, 126), change=boxes(TrimBox=(0, 0, 76, 126)))
    assert _size(path, 3) == pytest.approx((70, 120, 3), abs=1e-3)


def test_a_file_that_knows_its_trim_is_believed_and_the_user_told(path: Path) -> None:
    written(path, size_mm=(76, 126), change=boxes(TrimBox=(3, 3, 73, 123)))
    file = opened(path, 2)
    assert file.pages[0].size.width == pytest.approx(70, abs=1e-3)
    assert any("--afloop" in finding for finding in file.findings)


def test_a_cropped_page_is_as_large_as_it_is_seen(path: Path) -> None:
    written(path, size_mm=(90, 140), change=boxes(CropBox=(10, 10, 80, 130)))
    assert _size(path) == pytest.approx((70, 120, 0), abs=1e-3)


def test_a_crop_box_beyond_the_page_is_no_larger_than_the_page(path: Path) -> None:
    written(path, change=boxes(CropBox=(-10, -10, 500, 500)))
    assert _size(path) == pytest.approx((70, 120, 0), abs=1e-3)


def test_boxes_may_name_their_corners_in_any_order(path: Path) -> None:
    written(path, change=boxes(media=(70, 120, 0, 0)))
    assert _size(path) == pytest.approx((70, 120, 0), abs=1e-3)


@pytest.mark.parametrize("degrees", [90, 270, -90, 450])
def test_a_page_on_its_side_is_a_card_on_its_side(path: Path, degrees: int) -> None:
    assert _size(written(path, change=rotated(degrees))) == pytest.approx((120, 70, 0), abs=1e-3)


def test_a_page_may_inherit_its_size_and_its_turn(path: Path) -> None:
    assert _size(written(path, change=inheriting)) == pytest.approx((120, 70, 0), abs=1e-3)


def test_a_unit_of_two_points_makes_a_page_twice_as_large(path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.UserUnit = 2

    written(path, size_mm=(35, 60), change=change, min_version="1.6")
    assert _size(path) == pytest.approx((70, 120, 0), abs=1e-3)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_the_top_left_of_the_cut_as_it_is_read_is_where_the_frame_begins(
    path: Path, degrees: int
) -> None:
    written(path, size_mm=(76, 126), change=boxes(TrimBox=(3, 3, 73, 123)))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.obj.Rotate = degrees
        pdf.save(path)
    # Where the corner at the reader's top left stands on the page as it lies.
    x, y = {0: (3, 123), 90: (3, 3), 180: (73, 3), 270: (73, 123)}[degrees]
    assert opened(path).pages[0].onto.point(x * MM, y * MM) == pytest.approx((0, 0), abs=1e-3)


def test_a_page_without_content_is_known_to_be_blank(path: Path) -> None:
    pages = opened(written(path, pages=3, change=emptied(2))).pages
    assert [page.blank for page in pages] == [False, True, False]


def test_a_page_that_only_sets_a_colour_is_blank(path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(b"q 1 0 0 rg 0 0 m Q")
        pdf.pages[1].obj.Contents = pdf.make_stream(b"0 0 9 9 re f")

    assert [page.blank for page in opened(written(path, change=change)).pages] == [True, False]


def test_a_file_that_is_not_there_is_named_with_the_nearest(path: Path) -> None:
    written(path)
    error = _refused(path.with_name("karten.pdf"))
    assert error.code is ExitCode.FILE
    assert "kaarten.pdf" in str(error.problems[0].hint)


def test_a_name_without_its_end_is_completed(path: Path) -> None:
    written(path)
    assert "kaarten.pdf" in str(_refused(path.with_name("kaarten")).problems[0].hint)


def test_a_folder_is_no_file(path: Path) -> None:
    path.mkdir()
    assert "map" in str(_refused(path))


@pytest.mark.parametrize(("content", "words"), [(b"", "leeg"), (b"PK\x03\x04 pptx", "geen pdf")])
def test_what_is_no_pdf_is_refused(path: Path, content: bytes, words: str) -> None:
    path.write_bytes(content)
    error = _refused(path)
    assert error.code is ExitCode.FILE
    assert words in str(error)


def test_a_file_that_needs_a_password_is_refused(path: Path) -> None:
    written(path, encryption=pikepdf.Encryption(user="geheim", owner="baas"))
    error = _refused(path)
    assert error.code is ExitCode.FILE
    assert "wachtwoord" in str(error)


def test_a_file_that_may_not_be_printed_is_refused(path: Path) -> None:
    allow = pikepdf.Permissions(print_lowres=False, print_highres=False)
    written(path, encryption=pikepdf.Encryption(user="", owner="baas", allow=allow))
    assert "printen uitgezet" in str(_refused(path))


def test_a_file_that_is_only_kept_from_changes_is_read(path: Path) -> None:
    allow = pikepdf.Permissions(modify_other=False, extract=False)
    written(path, encryption=pikepdf.Encryption(user="", owner="baas", allow=allow))
    assert len(opened(path).pages) == 2


def test_a_broken_file_is_refused(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    error = _refused(path)
    assert error.code is ExitCode.FILE
    assert "beschadigd" in str(error)


def test_a_damaged_file_is_mended_and_the_user_told(path: Path) -> None:
    written(path)
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"startxref")])
    file = opened(path)
    assert len(file.pages) == 2
    assert any("hersteld" in finding for finding in file.findings)


def test_a_sound_file_gives_nothing_to_tell(path: Path) -> None:
    assert opened(written(path)).findings == ()


def test_a_file_without_pages_is_refused(path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[:]

    assert "geen pagina" in str(_refused(written(path, change=change)))


def test_every_page_without_a_usable_size_is_named_at_once(path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.MediaBox = Array([0, 0, 0, 300])
        pdf.pages[3].obj.MediaBox = Array([0, 0, 10, 10])
        pdf.pages[4].obj.MediaBox = Array([0, 0, 14000, 300])

    error = _refused(written(path, pages=5, change=change))
    assert error.code is ExitCode.AUTHOR
    assert [str(problem.message).split()[1] for problem in error.problems] == ["2", "4", "5"]


def test_more_bleed_than_there_is_page_is_refused(path: Path) -> None:
    assert "30 mm afloop" in str(_refused(written(path), 30))


def test_a_portfolio_is_refused_by_name(path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Collection = Dictionary(Type=Name.Collection)

    assert "portfolio" in str(_refused(written(path, change=change)))


def test_a_form_that_only_one_program_can_draw_is_refused_by_name(path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.NeedsRendering = True
        pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp/>"))

    assert "XFA" in str(_refused(written(path, change=change)))


@pytest.mark.parametrize(
    ("kind", "word"), [("Text", "notitie"), ("FileAttachment", "bijlage"), ("Movie", "film")]
)
def test_what_no_printer_draws_is_told_by_page(path: Path, kind: str, word: str) -> None:
    (finding,) = opened(written(path, change=noted(kind))).findings
    assert word in finding
    assert "pagina 1 " in finding


def test_a_link_is_nothing_to_tell(path: Path) -> None:
    assert opened(written(path, change=noted("Link", drawn=False))).findings == ()


def test_a_comment_that_cannot_be_drawn_is_told(path: Path) -> None:
    (finding,) = opened(written(path, change=noted("Square", drawn=False))).findings
    assert "pagina 1 " in finding
    assert "zonder tekening" in finding


def test_a_comment_for_the_screen_only_is_nothing_to_tell(path: Path) -> None:
    assert opened(written(path, change=noted("Square", flags=0, drawn=False))).findings == ()


def test_a_field_that_was_filled_in_and_not_drawn_is_drawn(path: Path) -> None:
    assert opened(written(path, change=filled_in)).findings == ()


def _twice(pdf: pikepdf.Pdf) -> None:
    """Name one page twice in a node, that node twice in another, and so on: a milliard pages."""
    node = pdf.pages[0].obj
    for _ in range(30):
        node = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=2, Kids=Array([node, node])))
    pdf.Root.Pages = node


def _round(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


@pytest.mark.parametrize("change", [_twice, _round])
def test_a_file_without_an_end_to_its_pages_is_refused(path: Path, change: object) -> None:
    written(path, change=change)
    assert "20000 pagina’s" in _refused(path).problems[0].message


@pytest.mark.parametrize("kid", [None, 3, Name.Kaart])
def test_what_is_no_page_in_the_list_of_pages_is_no_mistake_of_ours(
    path: Path, kid: object
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Kids = Array([kid])

    written(path, change=change)
    assert _refused(path).code is ExitCode.FILE
