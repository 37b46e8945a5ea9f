"""Press sheets from the command line: names, numbers, boxes, plates, and every slip in words."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from kaartgen.errors import ExitCode
from tests.cli.conftest import files_under
from tests.pdf.plates import INKS, needs_ghostscript, plates
from tests.pdf.reading import box_mm, pictured, plain_text, size_mm

PRESS = ("deck", "proef", "--profiel", "drukvel")


def made(answer) -> list[Path]:
    assert answer.code == 0, answer.err
    return [Path(line) for line in answer.out.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ("", "proef-kaarten-drukvel-a6.pdf proef-kaarten-drukvel-tarot.pdf"),
        ("--soort S", "proef-kaarten-drukvel-S-a6.pdf"),
        ("--soort S --papier sra4", "proef-kaarten-drukvel-sra4-S-a6.pdf"),
        ("--soort S --oplage 10", "proef-kaarten-drukvel-oplage-10-S-a6.pdf"),
        (
            "--soort S --oplage 10 --indeling herhalen --pdfx 1a",
            "proef-kaarten-drukvel-herhalen-oplage-10-x1a-S-a6.pdf",
        ),
        (
            "--soort S --keren omslaan --raster 2x1 --tussenruimte 8mm --grijper 7",
            "proef-kaarten-drukvel-omslaan-raster-2x1-tussenruimte-8mm-grijper-7mm-S-a6.pdf",
        ),
        (
            "--soort S --keren stolpen --opdracht",
            " ".join(
                f"proef-kaarten-drukvel-stolpen-S-{end}"
                for end in ("a6.pdf", "opdracht.pdf", "opdracht.txt")
            ),
        ),
    ],
)
def test_every_choice_is_in_the_name(arguments: str, names: str, small, kaartgen) -> None:
    assert [file.name for file in made(kaartgen(*PRESS, *arguments.split()))] == names.split()
    assert files_under(small.root / "output") == sorted(names.split())


def test_the_page_is_the_sheet_and_the_trim_what_lies_between_the_outermost_cuts(kaartgen) -> None:
    (file,) = made(kaartgen(*PRESS, "--soort", "S"))
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            assert size_mm(page) == pytest.approx((320, 450), abs=0.01)
            left, top, right, bottom = box_mm(page, "/TrimBox")
            # Two lying A6 side by side and three below each other, two bleeds apart.
            assert (right - left, bottom - top) == pytest.approx((302, 327), abs=0.02)
            bleed = box_mm(page, "/BleedBox")
            grown = (left - 3, top - 3, right + 3, bottom + 3)
            assert bleed == pytest.approx(grown, abs=0.02)


@pytest.mark.parametrize("kind", ["4", "1a", "3", "geen"])
def test_every_pdfx_holds_before_our_own_preflight(kind: str, kaartgen) -> None:
    answer = kaartgen(*PRESS, "--pdfx", kind)
    assert len(made(answer)) == 2
    assert "voldoet aan onze controle" in answer.err
    assert "Let op" not in answer.err


def test_the_slug_line_says_which_sheet_and_side_of_what_and_when(kaartgen) -> None:
    (file,) = made(kaartgen(*PRESS, "--soort", "S", "--aantal", "7", "--datum", "2025-01-31"))
    front, back = (plain_text(file.read_bytes(), page) for page in (2, 3))
    assert "vel 2 van 2 · voorkant · Proefdeck a6, versie 1 · 31-1-2025" in front
    assert "grijper onder, aanleg links" in front
    assert "vel 2 van 2 · achterkant" in back
    assert "grijper onder, aanleg rechts" in back


def test_on_small_paper_the_slug_line_leaves_out_what_matters_least(kaartgen) -> None:
    (file,) = made(kaartgen(*PRESS, "--soort", "S", "--papier", "A5"))
    text = plain_text(file.read_bytes())
    assert "24-11-2026" in text
    assert "aanleg" not in text
    # Between the line and the target at the end of the strip the paper is white.
    end = pictured(file.read_bytes(), ppi=254).crop((1330, 30, 1370, 55))
    assert end.getextrema() == ((255, 255),) * 3


@needs_ghostscript
def test_crop_marks_are_on_every_plate_and_slug_text_on_black_alone(kaartgen) -> None:
    (file,) = made(kaartgen(*PRESS, "--soort", "S"))
    found = plates(file.read_bytes(), ppi=254)
    with pikepdf.open(file) as pdf:
        left, top, _, _ = box_mm(pdf.pages[0], "/TrimBox")
    for ink in INKS:
        # Above the corner of the first card, where the upright mark stands.
        mark = found[ink].crop(
            (round(left * 10) - 3, round(top * 10) - 70, round(left * 10) + 4, round(top * 10) - 40)
        )
        assert mark.getextrema()[1] > 200, ink
        slug = found[ink].crop((200, 30, 1000, 55))
        assert (slug.getextrema()[1] > 200) is (ink == "Black"), ink


def test_json_tells_the_run_its_paper_and_its_waste(kaartgen) -> None:
    answer = kaartgen(*PRESS, "--soort", "S", "--oplage", "20", "--json")
    told = json.loads(answer.out)
    assert told["kaarten"] == 20
    assert told["vellen"] == 4  # six on a sheet
    assert (told["oplage"], told["indeling"], told["papier"]) == (20, "stapelen", "SRA3")
    (lot,) = told["drukvellen"]
    assert (lot["plekken"], lot["lege_plekken"], lot["keer"]) == (24, 4, 1)
    cards, sheets = 20 * 105 * 148, 4 * 320 * 450
    assert lot["papierverlies_procent"] == pytest.approx(100 * (1 - cards / sheets), abs=0.06)
    assert told["bestanden"][0]["paginas"] == 8


def test_repeated_sheets_are_in_the_file_once_and_on_the_press_as_often_as_decks(kaartgen) -> None:
    answer = kaartgen(*PRESS, "--soort", "S", "--oplage", "20", "--indeling", "herhalen", "--json")
    told = json.loads(answer.out)
    assert (told["vellen"], told["bestanden"][0]["paginas"]) == (20, 2)
    assert told["drukvellen"][0]["lege_plekken"] == 100


def test_people_are_told_how_many_sheets_and_how_to_gather_the_cards(kaartgen) -> None:
    said = kaartgen(*PRESS, "--soort", "S", "--oplage", "20").err
    assert "20 kaarten op 4 drukvellen SRA3, een oplage van 20" in said
    assert "4 plekken blijven leeg van de 24" in said
    assert "leg de stapeltjes op elkaar" in said
    said = kaartgen(*PRESS, "--soort", "S", "--oplage", "20", "--indeling", "herhalen").err
    assert "Elk vel 20 keer" in said
    assert "van elk stapeltje één kaart" in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--oplage", "0"), "Bij --oplage hoort een heel getal"),
        (("--oplage", "tien"), "Bij --oplage hoort een heel getal"),
        (("--indeling", "stapel"), "Bedoel je ‘stapelen’?"),
        (("--sets", "3"), "--oplage 3"),
        (("--per-kaart",), "Laat --per-kaart weg"),
        (("--keren", "omslag"), "Bedoel je ‘omslaan’?"),
        (("--keren", "stolp"), "Bedoel je ‘stolpen’?"),
        (("--keren", "omslaan", "--raster", "3x1"), "--raster 4x1"),
        (("--raster", "9x9"), "Het grootste dat past is --raster"),
        (("--grijper", "4 cm"), "Bij --grijper hoort een lengte van 0 tot 30 mm"),
        (("--tussenruimte", "veel"), "Bij --tussenruimte hoort een lengte"),
        (("--snijlijnen", "geen"), "--snijlijnen hoort bij --profiel thuis"),
        (("--vouw",), "--vouw hoort bij --profiel thuis"),
        (("--papier", "C32011"), "al gesneden"),
        (("--soort", "S", "--oplage", "90000"), "--indeling herhalen"),
    ],
)
def test_what_does_not_go_together_is_refused(arguments, says: str, small, kaartgen) -> None:
    answer = kaartgen(*PRESS, *arguments)
    assert answer.code == ExitCode.USAGE
    assert says in answer.err
    assert not (small.root / "output").exists()


@pytest.mark.parametrize("profile", ["thuis", "drukker", "master"])
@pytest.mark.parametrize(
    "option", [("--indeling", "herhalen"), ("--keren", "omslaan"), ("--grijper", "8")]
)
def test_what_is_for_press_sheets_is_refused_elsewhere(profile: str, option, kaartgen) -> None:
    answer = kaartgen("deck", "proef", "--profiel", profile, *option)
    assert answer.code == ExitCode.USAGE
    assert "--profiel drukvel" in answer.err


def test_press_sheets_are_for_cards_alone(kaartgen) -> None:
    answer = kaartgen("doosje", "proef", "--profiel", "drukvel")
    assert answer.code == ExitCode.USAGE
    assert "‘drukvel’ kan niet bij --profiel" in answer.err


def test_the_same_run_gives_the_same_bytes(kaartgen) -> None:
    first = [file.read_bytes() for file in made(kaartgen(*PRESS, "--oplage", "3"))]
    again = [file.read_bytes() for file in made(kaartgen(*PRESS, "--oplage", "3"))]
    assert first == again


def test_marks_on_every_plate_are_no_excess_of_ink_also_when_it_is_measured(kaartgen) -> None:
    (file,) = made(kaartgen(*PRESS, "--soort", "S"))
    told = json.loads(kaartgen("preflight", str(file), "--inkt", "--json").out)
    assert told["bevindingen"] == []


@pytest.mark.parametrize("turning", ["omslaan", "stolpen"])
@pytest.mark.parametrize("gathering", ["stapelen", "herhalen"])
def test_one_plate_is_one_page_and_goes_twice_through_the_press(
    turning: str, gathering: str, kaartgen
) -> None:
    options = ("--soort", "S", "--aantal", "5", "--oplage", "20", "--indeling", gathering)
    answer = kaartgen(*PRESS, *options, "--keren", turning, "--json")
    told = json.loads(answer.out)
    # Five cards a deck. Three places of six have a front, or two of four.
    places = 3 if turning == "omslaan" else 2
    if gathering == "stapelen":
        pages = paper = -(-5 * 10 // places)
    else:
        pages = -(-5 // places)
        paper = 10 * pages
    assert told["bestanden"][0]["paginas"] == pages
    assert told["vellen"] == paper
    (lot,) = told["drukvellen"]
    assert (lot["drukvormen"], lot["kaarten_per_vel"]) == (pages, places)
    assert (told["keren"], told["decks_over"]) == (turning, 0)


def test_an_odd_run_of_one_plate_leaves_a_deck_over_and_says_so(kaartgen) -> None:
    answer = kaartgen(*PRESS, "--soort", "S", "--oplage", "5", "--keren", "omslaan")
    assert "je houdt één deck over" in answer.err
    assert "--oplage 6" in answer.err
    told = json.loads(
        kaartgen(
            *PRESS, "--soort", "S", "--oplage", "5", "--keren", "omslaan", "--json", "--stil"
        ).out
    )
    assert (told["decks_over"], told["kaarten"], told["vellen"]) == (1, 5, 1)


@pytest.mark.parametrize(
    ("turning", "says", "lay"),
    [
        (
            "omslaan",
            "zijwaarts keren, zelfde kant in de grijper",
            "aanleg links, na het keren rechts",
        ),
        ("stolpen", "kop over voet keren, andere kant in de grijper", "aanleg links, ook na het"),
    ],
)
def test_the_sheet_itself_says_how_it_is_turned(
    turning: str, says: str, lay: str, kaartgen
) -> None:
    (file,) = made(kaartgen(*PRESS, "--soort", "S", "--keren", turning))
    text = plain_text(file.read_bytes())
    assert says in text
    assert lay in text
    (file,) = made(kaartgen(*PRESS, "--soort", "S", "--keren", turning, "--papier", "A4"))
    assert says in plain_text(file.read_bytes())


@pytest.mark.parametrize(
    ("kind", "turning"),
    [("4", "schoon-en-weerdruk"), ("1a", "omslaan"), ("3", "stolpen"), ("geen", "omslaan")],
)
def test_preflight_by_hand_knows_press_sheets_and_finds_nothing(kind, turning, kaartgen) -> None:
    options = ("--soort", "S", "--keren", turning, "--pdfx", kind, "--aantal", "3")
    (file,) = made(kaartgen(*PRESS, *options))
    told = json.loads(kaartgen("preflight", str(file), "--pdfx", kind, "--json").out)
    assert told["bevindingen"] == []
    assert told["drukvellen"] is True


def test_press_sheets_of_another_program_are_named_by_hand(tmp_path: Path, kaartgen) -> None:
    (file,) = made(kaartgen(*PRESS, "--soort", "S"))
    with pikepdf.open(file) as pdf:
        del pdf.docinfo["/Keywords"]
        pdf.save(tmp_path / "anders.pdf", deterministic_id=True, force_version="1.6")
    plain = json.loads(kaartgen("preflight", str(tmp_path / "anders.pdf"), "--json").out)
    found = {finding["controle"] for finding in plain["bevindingen"]}
    assert "tekens-buiten-afloop" in found
    named = json.loads(
        kaartgen("preflight", str(tmp_path / "anders.pdf"), "--drukvel", "--json").out
    )
    found = {finding["controle"] for finding in named["bevindingen"]}
    assert "tekens-buiten-afloop" not in found


def test_an_odd_number_of_sheetwise_pages_is_still_noticed(tmp_path: Path, kaartgen) -> None:
    (file,) = made(kaartgen(*PRESS, "--soort", "S"))
    with pikepdf.open(file) as pdf:
        del pdf.pages[1]
        pdf.save(tmp_path / "half.pdf", deterministic_id=True)
    told = json.loads(kaartgen("preflight", str(tmp_path / "half.pdf"), "--json").out)
    assert "pagina-aantal" in {finding["controle"] for finding in told["bevindingen"]}


def test_the_order_for_press_sheets_has_their_number_and_how_they_are_turned(
    small, kaartgen
) -> None:
    options = ("--oplage", "40", "--keren", "omslaan", "--indeling", "herhalen", "--opdracht")
    answer = kaartgen(*PRESS, "--soort", "S", *options)
    assert answer.code == 0, answer.err
    (text,) = (small.root / "output").glob("*-opdracht.txt")
    said = text.read_text()
    assert "Oplage: 40 sets." in said
    assert "Vellen: 20 vellen SRA3; inschiet komt daarbij." in said
    assert "2 × 3 op een vel, 20 vellen, allemaal gelijk" in said
    assert "zijwaarts om" in said
    assert "- proef-kaarten-drukvel-herhalen-omslaan-oplage-40-S-a6.pdf" in said


def test_the_longest_order_for_press_sheets_stays_on_its_page(kaartgen, small) -> None:
    options = ("--oplage", "41", "--keren", "stolpen", "--opdracht")
    assert kaartgen(*PRESS, *options).code == 0
    (page,) = (small.root / "output").glob("*-opdracht.pdf")
    picture = pictured(page.read_bytes(), ppi=72).convert("L")
    # All is above the last centimetre, and the last line to fill in is there.
    assert picture.crop((0, 816, 595, 842)).getextrema() == (255, 255)
    assert picture.crop((190, 770, 530, 810)).getextrema()[0] < 200
    assert "In huis op" in plain_text(page.read_bytes())


def test_cards_closer_than_two_bleeds_are_made_and_told_of(kaartgen) -> None:
    said = kaartgen(*PRESS, "--soort", "S", "--tussenruimte", "2").err
    assert "1 mm afloop in plaats van 3 mm" in said
    assert "afloop in plaats van" not in kaartgen(*PRESS, "--soort", "S").err


def test_repeating_says_when_stacking_takes_less_paper(kaartgen) -> None:
    options = ("--soort", "S", "--aantal", "7", "--oplage", "6")
    # Seven cards, six on a sheet: two sheets six times, or 42 cards on seven sheets.
    said = kaartgen(*PRESS, *options, "--indeling", "herhalen").err
    assert "Gestapeld zijn het 7 vellen in plaats van 12" in said
    assert "Gestapeld" not in kaartgen(*PRESS, *options).err


def test_the_gutter_and_the_gripper_are_on_the_sheet_as_asked(kaartgen) -> None:
    options = ("--soort", "S", "--tussenruimte", "10", "--raster", "2x2", "--grijper", "15")
    (file,) = made(kaartgen(*PRESS, *options))
    with pikepdf.open(file) as pdf:
        left, top, right, bottom = box_mm(pdf.pages[0], "/TrimBox")
        # Upright in two columns of a lying sheet, or lying: 105 and 148 and 10 between them.
        size = {round(right - left), round(bottom - top)}
        assert size in ({220, 306}, {306, 220})
