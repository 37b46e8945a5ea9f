"""`kaartgen inslag`: another program's PDF on sheets, with the mistakes that people make."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from kaartgen.errors import ExitCode
from tests.cli.conftest import Call, files_under
from tests.content.small import SmallDeck
from tests.pdf.foreign_files import MM, boxes, emptied, noted, written

TRIM = boxes(TrimBox=(3, 3, 73, 123))


@pytest.fixture
def cards(small: SmallDeck) -> Path:
    """Eight pages of 70 × 120 mm with 3 mm of bleed, in the folder that the user is in."""
    return written(small.root / "Mijn kaarten.pdf", 8, (76, 126), TRIM)


def _pages(answer: object) -> int:
    with pikepdf.open(str(answer.out).strip()) as pdf:  # type: ignore[attr-defined]
        return len(pdf.pages)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ("", "Mijn kaarten-inslag-thuis.pdf"),
        ("--achterkant om-en-om", "Mijn kaarten-inslag-thuis.pdf"),
        ("--achterkant gedeeld", "Mijn kaarten-inslag-thuis-achterkant-gedeeld.pdf"),
        ("--achterkant gedeeld-eerste", "Mijn kaarten-inslag-thuis-achterkant-gedeeld-eerste.pdf"),
        ("--achterkant geen", "Mijn kaarten-inslag-thuis-achterkant-geen.pdf"),
        ("--achterkant rug.pdf", "Mijn kaarten-inslag-thuis-achterkant-rug.pdf"),
        ("--papier a3", "Mijn kaarten-inslag-thuis-a3.pdf"),
        ("--zijde kort", "Mijn kaarten-inslag-thuis-kort.pdf"),
        ("--vouw", "Mijn kaarten-inslag-thuis-vouw.pdf"),
        ("--enkelzijdig", "Mijn kaarten-inslag-thuis-enkelzijdig.pdf"),
        ("--kant voor", "Mijn kaarten-inslag-thuis-voorkanten.pdf"),
        ("--rand wit", "Mijn kaarten-inslag-thuis-wit.pdf"),
        ("--tot-de-rand", "Mijn kaarten-inslag-thuis-tot-de-rand.pdf"),
        ("--ware-grootte", "Mijn kaarten-inslag-thuis-ware-grootte.pdf"),
        ("--paginas 3x1-2,2x3-4", "Mijn kaarten-inslag-thuis-pagina-3x1-2-en-2x3-4.pdf"),
        ("--paginas 3-", "Mijn kaarten-inslag-thuis-pagina-3-einde.pdf"),
        ("--paginas 3", "Mijn kaarten-inslag-thuis-pagina-3.pdf"),
        ("--aantal 2 --sets 3", "Mijn kaarten-inslag-thuis-2x-3sets.pdf"),
        ("--zonder-uitleg", "Mijn kaarten-inslag-thuis-zonder-uitleg.pdf"),
        ("--proefvel", "Mijn kaarten-inslag-thuis-proefvel.pdf"),
    ],
)
def test_every_choice_is_in_the_files_name(
    kaartgen: Call, cards: Path, arguments: str, name: str
) -> None:
    written(cards.with_name("rug.pdf"), 1, (76, 126), TRIM)
    answer = kaartgen("inslag", cards.name, *arguments.split())
    assert answer.code == ExitCode.OK, answer.err
    assert [Path(line).name for line in answer.out.splitlines()] == [name]
    assert Path(answer.out.strip()) == cards.parent / "output" / name


def test_bleed_that_was_said_is_in_the_name(kaartgen: Call, small: SmallDeck) -> None:
    written(small.root / "k.pdf", 2, (76, 126))
    answer = kaartgen("inslag", "k.pdf", "--afloop", "2.5mm")
    assert answer.out.strip().endswith("k-inslag-thuis-afloop-2-5.pdf")


def test_words_tell_what_was_made_and_how_to_print_it(kaartgen: Call, cards: Path) -> None:
    answer = kaartgen("inslag", cards.name)
    assert "4 kaarten op 1 vel A4" in answer.err
    assert "70 × 120 mm" in answer.err
    assert "om en om" in answer.err
    assert "tot de rand" in answer.err
    assert "omslaan over de lange zijde" in answer.err
    assert "afloop" not in answer.err


@pytest.mark.parametrize(
    ("backing", "words"),
    [
        ("gedeeld", "pagina 8 is de achterkant van alle kaarten"),
        ("gedeeld-eerste", "pagina 1 is de achterkant van alle kaarten"),
        ("geen", "Achterkanten: geen"),
        ("rug.pdf", "rug.pdf is de achterkant van alle kaarten"),
        ("ruggen.pdf", "pagina voor pagina"),
    ],
)
def test_it_is_said_which_page_is_whose_back(
    kaartgen: Call, cards: Path, backing: str, words: str
) -> None:
    written(cards.with_name("rug.pdf"), 1, (76, 126), TRIM)
    written(cards.with_name("ruggen.pdf"), 8, (76, 126), TRIM)
    assert words in kaartgen("inslag", cards.name, "--achterkant", backing).err


def test_a_shared_back_of_each_format_is_named(kaartgen: Call, small: SmallDeck) -> None:
    written(small.root / "k.pdf", size_mm=[(70, 120), (105, 148), (70, 120), (105, 148)])
    said = kaartgen("inslag", "k.pdf", "--achterkant", "gedeeld").err
    assert "pagina 3 van 70 × 120 mm en pagina 4 van 105 × 148 mm" in said


def test_json_gives_one_object(kaartgen: Call, cards: Path) -> None:
    answer = kaartgen("inslag", cards.name, "--paginas", "2x1-2", "--json")
    made = json.loads(answer.out)
    assert made["kaarten"] == 2
    assert made["vellen"] == 1
    assert made["bestanden"][0]["paginas"] == 4
    assert answer.err == ""


def test_findings_are_in_the_json(kaartgen: Call, small: SmallDeck) -> None:
    written(small.root / "k.pdf", 2, (70, 120), noted("Text"))
    made = json.loads(kaartgen("inslag", "k.pdf", "--json").out)
    words = " ".join(finding["bericht"] for finding in made["bevindingen"])
    assert "notitie op pagina 1" in words
    assert "geen afloop" in words


def test_quiet_says_only_where_the_file_is(kaartgen: Call, cards: Path) -> None:
    answer = kaartgen("inslag", cards.name, "--stil")
    assert answer.err == ""
    assert _pages(answer) == 4


def test_apart_makes_a_file_of_either_side(kaartgen: Call, cards: Path) -> None:
    answer = kaartgen("inslag", cards.name, "--enkelzijdig", "--apart")
    names = [Path(line).name for line in answer.out.splitlines()]
    assert len(names) == 2
    assert names[0].endswith("-voorkanten.pdf")
    assert names[1].endswith("-achterkanten.pdf")


def test_a_result_can_have_a_name_of_its_own(kaartgen: Call, cards: Path) -> None:
    answer = kaartgen("inslag", cards.name, "--uit", "vellen.pdf")
    assert Path(answer.out.strip()) == cards.with_name("vellen.pdf")


def test_pages_that_are_white_at_the_edge_keep_their_size(kaartgen: Call, small: SmallDeck) -> None:
    def framed(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(b"0 0 1 rg 20 20 200 300 re f")

    written(small.root / "k.pdf", 8, (105, 148), framed)
    said = kaartgen("inslag", "k.pdf").err
    assert "op ware grootte" in said
    assert "4 op een vel" in said
    assert "verkleind" not in said
    assert "afloop" not in said


def test_pages_with_a_bleed_in_which_there_is_nothing_keep_their_size_too(
    kaartgen: Call, small: SmallDeck
) -> None:
    def framed(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(b"0 0 1 rg 40 40 200 300 re f")
            page.obj.TrimBox = pikepdf.Array([each * MM for each in (3, 3, 108, 151)])

    written(small.root / "k.pdf", 8, (111, 154), framed)
    said = kaartgen("inslag", "k.pdf").err
    assert "op ware grootte" in said
    assert "4 op een vel" in said
    assert "verkleind" not in said


def test_pages_with_colour_at_the_edge_keep_it_and_reduction_is_told(
    kaartgen: Call, small: SmallDeck
) -> None:
    written(small.root / "k.pdf", 8, (111, 154), boxes(TrimBox=(3, 3, 108, 151)))
    said = kaartgen("inslag", "k.pdf").err
    assert "4 op een vel" in said
    assert "verkleind tot 9" in said
    true = kaartgen("inslag", "k.pdf", "--ware-grootte").err
    assert "verkleind" not in true
    assert "2 op een vel" in true


def test_what_a_white_rim_would_cover_is_told(kaartgen: Call, cards: Path) -> None:
    said = kaartgen("inslag", cards.name, "--rand", "wit").err
    assert "pagina 1 van Mijn kaarten.pdf" in said
    assert "witte rand" in said


def test_a_white_rim_is_white(kaartgen: Call, cards: Path) -> None:
    answer = kaartgen("inslag", cards.name, "--rand", "wit", "--zonder-uitleg")
    with pypdfium2.PdfDocument(answer.out.strip()) as pdf:
        picture = pdf[0].render(scale=25.4 / 72).to_pil().convert("L")
    # A pixel is a square millimetre: of 70 × 120, five are white on every side. Beside the cards
    # stand marks, a line of words and a ruler.
    inked = sum(picture.histogram()[:250])
    assert 4 * 60 * 110 - 20 <= inked < 4 * 62 * 112


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ("kaarten.pdf", ExitCode.FILE, "Mijn kaarten.pdf"),
        ("x.pptx", ExitCode.FILE, "geen pdf"),
        ("output", ExitCode.FILE, "er niet"),
        ("K --achterkant gedeelt", ExitCode.USAGE, "gedeeld"),
        ("K --achterkant rug.pdf", ExitCode.FILE, "rug.pdf"),
        ("K --papier A9", ExitCode.USAGE, "A"),
        ("K --rand rond", ExitCode.USAGE, "--rand"),
        ("K --afloop veel", ExitCode.USAGE, "--afloop"),
        ("K --afloop 90", ExitCode.USAGE, "--afloop"),
        ("K --paginas 9", ExitCode.USAGE, "pagina 1 tot en met 8"),
        ("K --aantal nul", ExitCode.USAGE, "--aantal"),
        ("K --achterkant geen --vouw", ExitCode.USAGE, "vouwen"),
        ("K --achterkant geen --kant achter", ExitCode.USAGE, "--kant"),
        ("K --uit K", ExitCode.FILE, "zelf"),
    ],
)
def test_mistakes_are_told_and_leave_nothing(
    kaartgen: Call, cards: Path, arguments: str, code: ExitCode, words: str
) -> None:
    cards.with_name("x.pptx").write_bytes(b"PK\x03\x04")
    before = files_under(cards.parent)
    content = cards.read_bytes()
    parts = [cards.name if part == "K" else part for part in arguments.split()]
    answer = kaartgen("inslag", *parts)
    assert answer.code == code
    assert words in answer.err
    assert answer.out == ""
    assert files_under(cards.parent) == before
    assert cards.read_bytes() == content


def test_an_odd_number_of_pages_is_told_with_the_ways_out(kaartgen: Call, small: SmallDeck) -> None:
    written(small.root / "k.pdf", 7)
    answer = kaartgen("inslag", "k.pdf")
    assert answer.code == ExitCode.USAGE
    assert "--achterkant gedeeld" in answer.err
    assert "--achterkant geen" in answer.err


def test_a_page_without_content_is_told_by_its_number(kaartgen: Call, small: SmallDeck) -> None:
    written(small.root / "k.pdf", 4, (70, 120), emptied(3))
    assert "pagina 3 van k.pdf is leeg" in kaartgen("inslag", "k.pdf").err


def test_without_a_file_the_user_is_told_what_is_missing(kaartgen: Call) -> None:
    answer = kaartgen("inslag")
    assert answer.code == ExitCode.USAGE
    assert "BESTAND" in answer.err


def test_the_same_file_gives_the_same_bytes(kaartgen: Call, cards: Path) -> None:
    first = Path(kaartgen("inslag", cards.name).out.strip()).read_bytes()
    assert Path(kaartgen("inslag", cards.name).out.strip()).read_bytes() == first


def test_what_only_words_on_paper_need_is_not_loaded_without_them(small: SmallDeck) -> None:
    # Nine poker cards fill a sheet: no room for a word beside them.
    written(small.root / "poker.pdf", 18, (69, 94), boxes(TrimBox=(3, 3, 66, 91)))
    told = "import sys; from kaartgen.cli.app import run; code = run(sys.argv[1:]); print(code, "
    told += "[name for name in sys.modules if name.startswith(('pydantic', 'kaartgen.layout'))])"
    command = [sys.executable, "-c", told, "inslag", "poker.pdf", "--zonder-uitleg"]
    for _ in range(2):  # the first may have to read the paper's file
        answer = subprocess.run(
            command, cwd=small.root, capture_output=True, text=True, check=False
        )
    assert answer.stdout.splitlines()[-1] == "0 []"


def test_a_paper_of_ones_own_is_read_anew_when_it_changes(kaartgen: Call, cards: Path) -> None:
    paper = cards.parent / "kaarten" / "papier" / "karton.yaml"
    paper.parent.mkdir()
    for width in (250, 300):
        paper.write_text(
            f"naam: Karton\nbreedte: {width}\nhoogte: 400\nbron: eigen\ndatum: 2026-11-01\n",
            encoding="utf-8",
        )
        answer = kaartgen("inslag", cards.name, "--papier", "karton")
        with pypdfium2.PdfDocument(answer.out.strip()) as pdf:
            assert min(pdf[0].get_size()) / MM == pytest.approx(width, abs=0.01)


ELDERS = Path(__file__).parents[1] / "pdf" / "elders"


def _squares(pdf: pypdfium2.PdfDocument, at: int) -> dict[str, tuple[float, float]]:
    """Return where on a page the dark squares begin, in millimetres, by the code beside each."""
    dots = 10 * 25.4 / 72  # ten a millimetre
    picture = pdf[at].render(scale=dots).to_pil().convert("L").point(lambda grey: 255 * (grey < 90))
    text = pdf[at].get_textpage()
    high = pdf[at].get_height()
    found: dict[str, tuple[float, float]] = {}
    for column in range(3):
        left = (7.5 + 65 * column) * 10 + 100
        box = picture.crop((round(left), 420, round(left) + 145, 500)).getbbox()
        if box is None:
            continue
        x, y = (left + box[0]) / 10, 42 + box[1] / 10
        code = text.get_text_bounded(
            (x + 5) * MM, high - (y + 6) * MM, (x + 20) * MM, high - (y - 2) * MM
        )
        found[code.strip()] = (x, y)
    return found


@pytest.mark.parametrize("name", ["typst", "weasyprint"])
def test_cards_of_other_programs_lie_where_nine_poker_cards_lie_on_a_sheet(
    kaartgen: Call, name: str
) -> None:
    answer = kaartgen("inslag", str(ELDERS / f"{name}.pdf"), "--zonder-uitleg")
    with pypdfium2.PdfDocument(answer.out.strip()) as pdf:
        front, back = _squares(pdf, 0), _squares(pdf, 1)
    # Three cards of 63 mm and two gutters of 2 mm leave 8.5 mm beside; three of 88 mm 14.5 above.
    near = {"abs": 0.15}
    assert front == {
        "V1": pytest.approx((28.5, 44.5), **near),
        "V2": pytest.approx((93.5, 44.5), **near),
    }
    assert back == {
        "A1": pytest.approx((158.5, 44.5), **near),
        "A2": pytest.approx((93.5, 44.5), **near),
    }


def test_a_card_that_is_no_place_of_a_precut_sheet_is_told_what_would_hold_it(
    kaartgen: Call, small: SmallDeck
) -> None:
    written(small.root / "visite.pdf", 2, (85, 54))
    answer = kaartgen("inslag", "visite.pdf", "--papier", "L7165")
    assert answer.code is ExitCode.USAGE
    assert "Kaarten van 85 × 54 mm passen niet op L7165" in answer.err
    assert "voorgesneden vel: " in answer.err
    assert "C32011" in answer.err


def test_pages_with_a_bleed_they_do_not_tell_are_asked_for_it_on_a_precut_sheet(
    kaartgen: Call, small: SmallDeck
) -> None:
    written(small.root / "visite.pdf", 2, (91, 60))
    answer = kaartgen("inslag", "visite.pdf", "--papier", "C32011")
    assert answer.code is ExitCode.USAGE
    assert "--afloop 3" in answer.err
    assert kaartgen("inslag", "visite.pdf", "--papier", "C32011", "--afloop", "3").code == 0
