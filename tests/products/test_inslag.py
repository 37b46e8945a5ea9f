"""Sheets of another program's pages, held in the hand: each back behind its own front."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ImageChops
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kaartgen.errors import KaartgenError
from kaartgen.geometry import Size
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.paper_file import load_paper
from kaartgen.imposition.plan import Edge, Flip
from kaartgen.imposition.ways import Printing, Way
from kaartgen.layout.house_style import load_house_style
from kaartgen.layout.paragraph import Setter
from kaartgen.pdf.finish import finished
from kaartgen.pdf.foreign import ForeignFile, opened
from kaartgen.products.home import HomeJob
from kaartgen.products.home_words import HomeWords
from kaartgen.products.inslag import Choice, build_inslag, findings, foreign_cards
from kaartgen.workspace import SHIPPED, Workspace
from tests.imposition.turning import seen_through
from tests.pdf.foreign_files import MM, boxes, emptied, rotated, written

FONT = SHIPPED / "fonts" / "source-sans-3" / "SourceSans3_400Regular.ttf"
A6 = (105.0, 148.0)
TAROT = (70.0, 120.0)
# The middle of an o, from the point where it is drawn, for a letter of one point.
_CODE = re.compile(r"[VA]\d+")
_O = (0.271, 0.243)


class Face(NamedTuple):
    """A page of a file: its cut size, its bleed, and what is written at (x, y) of the cut."""

    size: tuple[float, float]
    bleed: float
    letter: str
    number: int
    at: tuple[float, float]
    turned: int = 0


def _file(path: Path, faces: Sequence[Face], *, told: bool = True) -> Path:
    """Write a page for each face: an o with its middle at `at`, then a letter and a number.

    A page that is turned when read has everything turned back; `told`: the page says its trim.
    """
    if "proef" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("proef", str(FONT)))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for face in faces:
        width, height = (side + 2 * face.bleed for side in face.size)
        canvas.setPageSize((width * MM, height * MM))
        canvas.setFont("proef", 10)
        canvas.saveState()
        x, y = (at + face.bleed for at in face.at)
        canvas.translate(x * MM, (height - y) * MM)
        text = f"o{face.letter}{face.number}"
        canvas.drawString(-_O[0] * 10, -_O[1] * 10, text)
        canvas.restoreState()
        canvas.rect(0, 0, width * MM, height * MM)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(buffer) as pdf:
        for page, face in zip(pdf.pages, faces, strict=True):
            for key in ("/TrimBox", "/BleedBox", "/CropBox"):
                if key in page.obj:
                    del page.obj[key]
            box = [float(number) for number in page.obj.MediaBox]
            if face.turned:
                _turn(pdf, page, face.turned, box[2], box[3])
                box = [float(number) for number in page.obj.MediaBox]
            if told:
                inset = face.bleed * MM
                page.obj.TrimBox = [inset, inset, box[2] - inset, box[3] - inset]
        pdf.save(path)
    return path


def _turn(pdf: pikepdf.Pdf, page: pikepdf.Page, degrees: int, width: float, height: float) -> None:
    """Lay a page on its side in the file, and say that it is read turned: it looks the same."""
    matrix = {
        90: f"0 1 -1 0 {height} 0",
        180: f"-1 0 0 -1 {width} {height}",
        270: f"0 -1 1 0 0 {width}",
    }[degrees]
    page.contents_add(pdf.make_stream(f"q {matrix} cm".encode()), prepend=True)
    page.contents_add(pdf.make_stream(b" Q"))
    page.obj.Rotate = degrees
    if degrees != 180:
        page.obj.MediaBox = [0, 0, height, width]


@dataclass(frozen=True)
class Mark:
    """What stands on a sheet: the middle of an o, in millimetres, and the code behind it."""

    x: float
    y: float
    code: str


def _marks(pdf: bytes, page: int) -> list[Mark]:
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[page].get_textpage()
        height = document[page].get_height()
        count = text.count_chars()
        found: list[Mark] = []
        codes: list[str] = []
        for at in range(count):
            character = chr(pypdfium2.raw.FPDFText_GetUnicode(text.raw, at))
            if character == "o":
                left, bottom, right, top = text.get_charbox(at)
                x, y = (left + right) / 2 / MM, (height - (top + bottom) / 2) / MM
                found.append(Mark(x, y, ""))
                codes.append("")
            elif codes and character.strip():
                codes[-1] += character
        codes = [_CODE.match(code) for code in codes]
        # What has no code after its o is a word of ours.
        return [
            Mark(mark.x, mark.y, code[0])
            for mark, code in zip(found, codes, strict=True)
            if code is not None
        ]


@pytest.fixture(scope="session")
def helder() -> HomeWords:
    house = load_house_style(Workspace(None), "helder")
    return HomeWords(house, Setter(house.book, "nl_NL"))


def _printed(
    files: tuple[ForeignFile, ForeignFile | None],
    helder: HomeWords,
    paper: Paper,
    *,
    choice: Choice | None = None,
    edge: Edge = Edge.BLEED,
    flip: Flip = Flip.LONG_EDGE,
    printing: Printing | None = None,
    explained: bool = False,
) -> bytes:
    fronts, backs = files
    cards = foreign_cards(fronts, backs, choice or Choice())
    job = HomeJob(paper, flip, edge, explained, printing=printing or Printing())
    built = build_inslag(cards, job, lambda: helder)
    (document,) = built.made.documents.values()
    return finished(document, {file.path: file for file in (fronts, backs) if file})


def _only_sheets(pdf: bytes) -> Iterator[tuple[list[Mark], list[Mark]]]:
    """Yield the marks on either side of every sheet."""
    with pypdfium2.PdfDocument(pdf) as document:
        count = len(document)
    for page in range(0, count, 2):
        yield _marks(pdf, page), _marks(pdf, page + 1)


sides = st.integers(300, 1400).map(lambda tenths: tenths / 10)


@st.composite
def decks(draw: st.DrawFn) -> tuple[list[Face], Flip, Edge]:
    """Cards of one or two sizes, alternating or with shared backs, turned or not."""
    kinds = draw(st.lists(st.tuples(sides, sides), min_size=1, max_size=2, unique=True))
    bleed = draw(st.sampled_from([0.0, 2.0, 3.0]))
    count = draw(st.integers(1, 12))
    turns = st.sampled_from([0, 90, 180, 270])
    faces: list[Face] = []
    for number in range(1, count + 1):
        size = draw(st.sampled_from(kinds))
        x = draw(st.floats(8, size[0] - 20))
        y = draw(st.floats(8, size[1] - 8))
        faces.append(Face(size, bleed, "V", number, (x, y), draw(turns)))
        # Behind it, as one looks through the card.
        faces.append(Face(size, bleed, "A", number, (size[0] - x, y), draw(turns)))
    return faces, draw(st.sampled_from(Flip)), draw(st.sampled_from(Edge))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(decks())
def test_every_back_seen_through_the_paper_covers_its_front(
    tmp_path: Path, helder: HomeWords, a4: Paper, made: tuple[list[Face], Flip, Edge]
) -> None:
    faces, flip, edge = made
    file = opened(_file(tmp_path / "kaarten.pdf", faces))
    pdf = _printed((file, None), helder, a4, edge=edge, flip=flip)
    seen: list[str] = []
    with pypdfium2.PdfDocument(pdf) as document:
        papers = [
            Size(document[at].get_width() / MM, document[at].get_height() / MM)
            for at in range(len(document))
        ]
    for number, (fronts, backs) in enumerate(_only_sheets(pdf)):
        assert len(fronts) == len(backs) > 0
        behind = {mark.code[1:]: mark for mark in backs}
        for front in fronts:
            back = behind[front.code[1:]]
            through = seen_through((back.x, back.y), papers[2 * number], flip)
            assert through == pytest.approx((front.x, front.y), abs=0.01)
            seen.append(front.code)
    assert sorted(seen) == sorted(f"V{face.number}" for face in faces if face.letter == "V")


def _one_size(
    count: int, size: tuple[float, float] = TAROT, bleed: float = 3.0, letter: str = "V"
) -> list[Face]:
    at = (20.0, 30.0) if letter == "V" else (size[0] - 20.0, 30.0)
    return [Face(size, bleed, letter, number, at) for number in range(1, count + 1)]


def _codes(pdf: bytes) -> list[tuple[list[str], list[str]]]:
    return [
        (sorted(mark.code for mark in fronts), sorted(mark.code for mark in backs))
        for fronts, backs in _only_sheets(pdf)
    ]


def test_a_shared_back_lies_behind_every_card(tmp_path: Path, helder: HomeWords, a4: Paper) -> None:
    faces = [*_one_size(7), *_one_size(1, letter="A")]
    file = opened(_file(tmp_path / "kaarten.pdf", faces))
    pdf = _printed((file, None), helder, a4, choice=Choice("gedeeld"))
    assert _codes(pdf) == [
        (["V1", "V2", "V3", "V4", "V5", "V6"], ["A1"] * 6),
        (["V7"], ["A1"]),
    ]


def test_backs_of_another_file_lie_behind_their_cards(
    tmp_path: Path, helder: HomeWords, a4: Paper
) -> None:
    fronts = opened(_file(tmp_path / "voor.pdf", _one_size(4)))
    backs = opened(_file(tmp_path / "achter.pdf", _one_size(4, letter="A")))
    pdf = _printed((fronts, backs), helder, a4, choice=Choice("achter.pdf"))
    for front_marks, back_marks in _only_sheets(pdf):
        behind = {mark.code[1:]: mark for mark in back_marks}
        for mark in front_marks:
            back = behind[mark.code[1:]]
            through = seen_through((back.x, back.y), Size(297, 210), Flip.LONG_EDGE)
            assert through == pytest.approx((mark.x, mark.y), abs=0.01)


def test_every_size_has_sheets_of_its_own(tmp_path: Path, helder: HomeWords, a4: Paper) -> None:
    faces = [
        Face(size, 0, letter, number, (30, 40))
        for number, size in enumerate([A6, TAROT, A6, TAROT, A6], 1)
        for letter in "VA"
    ]
    file = opened(_file(tmp_path / "kaarten.pdf", faces))
    pdf = _printed((file, None), helder, a4, edge=Edge.RIM)
    assert _codes(pdf) == [(["V1", "V3", "V5"], ["A1", "A3", "A5"]), (["V2", "V4"], ["A2", "A4"])]


def test_every_card_is_printed_as_often_as_was_asked(
    tmp_path: Path, helder: HomeWords, a4: Paper
) -> None:
    faces = [
        face for pair in zip(_one_size(3), _one_size(3, letter="A"), strict=True) for face in pair
    ]
    file = opened(_file(tmp_path / "kaarten.pdf", faces))
    pdf = _printed((file, None), helder, a4, choice=Choice(pages="3x1-2,2x5-6"))
    assert _codes(pdf) == [(["V1", "V1", "V1", "V3", "V3"], ["A1", "A1", "A1", "A3", "A3"])]


def test_a_card_of_which_there_are_copies_is_in_the_file_once(
    tmp_path: Path, helder: HomeWords, a4: Paper
) -> None:
    file = opened(_file(tmp_path / "kaarten.pdf", [*_one_size(1), *_one_size(1, letter="A")]))
    once = _printed((file, None), helder, a4)
    often = _printed((file, None), helder, a4, choice=Choice(copies=6))
    with pikepdf.open(io.BytesIO(often)) as pdf:
        forms = [
            value
            for value in pdf.objects
            if isinstance(value, pikepdf.Stream) and value.get("/Subtype") == "/Form"
        ]
        own = [form for form in forms if b"Tj" in form.read_bytes()]
    assert len(own) == 2
    assert len(often) < len(once) * 1.2


def test_a_page_lying_behind_a_standing_card_is_turned_clockwise(
    tmp_path: Path, helder: HomeWords, a4: Paper
) -> None:
    width, height = TAROT
    faces = [
        Face(TAROT, 0, "V", 1, (20, 30)),
        # Turned a quarter clockwise, (x, y) of the lying page comes to (70 - y, x).
        Face((height, width), 0, "A", 1, (30, 20)),
    ]
    file = opened(_file(tmp_path / "kaarten.pdf", faces))
    cards = foreign_cards(file, None, Choice())
    assert any("kwartslag" in finding for finding in findings(cards, Edge.RIM))
    ((front,), (back,)) = next(_only_sheets(_printed((file, None), helder, a4, edge=Edge.RIM)))
    through = seen_through((back.x, back.y), Size(297, 210), Flip.LONG_EDGE)
    assert through == pytest.approx((front.x, front.y), abs=0.01)


def test_a_card_rounded_to_whole_points_still_lies_four_on_a_sheet(
    tmp_path: Path, helder: HomeWords, a4: Paper
) -> None:
    path = written(tmp_path / "k.pdf", pages=8, size_mm=(298 / MM, 420 / MM))
    file = opened(path)
    cards = foreign_cards(file, None, Choice())
    job = HomeJob(a4, Flip.LONG_EDGE, Edge.RIM)
    built = build_inslag(cards, job, lambda: helder)
    assert built.made.sheets == 1


def test_without_backs_only_fronts_are_printed(
    tmp_path: Path, helder: HomeWords, a4: Paper
) -> None:
    file = opened(_file(tmp_path / "kaarten.pdf", _one_size(8)))
    pdf = _printed((file, None), helder, a4, choice=Choice("geen"), printing=Printing(Way.FRONTS))
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 2
    codes = sorted(
        mark.code for page in (0, 1) for mark in _marks(pdf, page) if mark.code[0] == "V"
    )
    assert codes == [f"V{number}" for number in range(1, 9)]


def test_cards_to_fold_have_both_faces_on_one_side(
    tmp_path: Path, helder: HomeWords, a4: Paper
) -> None:
    file = opened(_file(tmp_path / "kaarten.pdf", [*_one_size(1), *_one_size(1, letter="A")]))
    pdf = _printed((file, None), helder, a4, printing=Printing(Way.FOLDED), edge=Edge.RIM)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
    codes = [mark.code for mark in _marks(pdf, 0)]
    assert sorted(codes) == ["A1", "V1"]


def test_two_passes_print_all_fronts_and_then_all_backs(
    tmp_path: Path, helder: HomeWords, a4: Paper
) -> None:
    faces = [
        face for pair in zip(_one_size(8), _one_size(8, letter="A"), strict=True) for face in pair
    ]
    file = opened(_file(tmp_path / "kaarten.pdf", faces))
    pdf = _printed((file, None), helder, a4, printing=Printing(Way.ONE_SIDE_AT_A_TIME))
    letters = ["".join(sorted({mark.code[0] for mark in _marks(pdf, at)})) for at in range(4)]
    assert letters == ["V", "V", "A", "A"]


def test_the_page_in_front_says_which_pages_lie_on_which_sheet(
    tmp_path: Path, helder: HomeWords, a4: Paper
) -> None:
    file = opened(written(tmp_path / "kaarten.pdf", pages=14, size_mm=A6))
    pdf = _printed((file, None), helder, a4, edge=Edge.RIM, explained=True)
    with pypdfium2.PdfDocument(pdf) as document:
        words = " ".join(document[0].get_textpage().get_text_range().split())
    assert "kaarten.pdf · 7 kaarten op 2 vellen A4" in words
    assert "Vel 1: pagina 1–8" in words
    assert "Vel 2: pagina 9–14" in words


def test_colours_run_a_millimetre_over_the_cut(
    tmp_path: Path, helder: HomeWords, a4: Paper
) -> None:
    """The page is coloured to its edge, 3 mm beyond the cut: all round there is ink at 0.9 mm."""
    path = written(tmp_path / "k.pdf", 2, (76, 126), boxes(TrimBox=(3, 3, 73, 123)))
    pdf = _printed((opened(path), None), helder, a4)
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=4).to_pil().convert("RGB")
    red, green, _ = picture.split()
    mask = ImageChops.multiply(
        red.point(lambda value: 255 * (value > 200)), green.point(lambda value: 255 * (value < 90))
    )
    # The first red mark, in the corner of the card at the sheet's top left: 25 by 40 points, of
    # which 3 mm lie beyond the cut on the page.
    left, top, *_ = mask.getbbox()
    corner = mask.crop((left, top, left + (25 * 4), top + (40 * 4)))
    _, _, right, bottom = corner.getbbox()
    assert right / 4 / MM >= 25 / MM - 3 + 1 - 0.2
    assert bottom / 4 / MM >= 40 / MM - 3 + 1 - 0.2


def test_a_file_without_bleed_is_told(tmp_path: Path) -> None:
    file = opened(written(tmp_path / "k.pdf", size_mm=(70.5, 101)))
    cards = foreign_cards(file, None, Choice())
    assert any("geen afloop" in finding for finding in findings(cards, Edge.BLEED))
    assert findings(cards, Edge.RIM) == []


def test_a_size_with_its_bleed_in_it_is_recognised(tmp_path: Path) -> None:
    file = opened(written(tmp_path / "k.pdf", size_mm=(111, 154)))
    (finding,) = findings(foreign_cards(file, None, Choice()), Edge.BLEED)
    assert "105 × 148 mm" in finding
    assert "--afloop 3" in finding


def test_a_file_with_bleed_has_nothing_to_tell(tmp_path: Path) -> None:
    file = opened(written(tmp_path / "k.pdf", size_mm=(76, 126)), 3)
    assert findings(foreign_cards(file, None, Choice()), Edge.BLEED) == []


def test_a_front_without_anything_on_it_is_told_and_a_back_is_not(tmp_path: Path) -> None:
    file = opened(written(tmp_path / "k.pdf", 6, (76, 126), emptied(3, 4)), 3)
    (finding,) = findings(foreign_cards(file, None, Choice()), Edge.BLEED)
    assert "pagina 3 " in finding


@pytest.mark.parametrize("change", [rotated(90), rotated(180), boxes(CropBox=(5, 5, 65, 115))])
def test_the_same_file_gives_the_same_sheets(
    tmp_path: Path, helder: HomeWords, a4: Paper, change: object
) -> None:
    path = written(tmp_path / "k.pdf", 6, (70, 120), change)
    first = _printed((opened(path), None), helder, a4, explained=True)
    assert _printed((opened(path), None), helder, a4, explained=True) == first
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_a_page_that_fits_no_paper_is_refused(tmp_path: Path, helder: HomeWords, a4: Paper) -> None:
    file = opened(written(tmp_path / "k.pdf", size_mm=(338.7, 190.5)))
    with pytest.raises(KaartgenError, match="past niet op A4"):
        _printed((file, None), helder, a4)


def test_paper_may_be_larger(tmp_path: Path, helder: HomeWords) -> None:
    file = opened(written(tmp_path / "k.pdf", size_mm=(338.7, 190.5)))
    a3 = load_paper(Workspace(None), "A3")
    with pypdfium2.PdfDocument(_printed((file, None), helder, a3)) as document:
        assert {round(side / MM) for side in document[0].get_size()} == {297, 420}
