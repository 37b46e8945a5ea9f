"""Inks of their own and a line for the punch: on plates of their own, for shops alone, in names."""

from __future__ import annotations

import math

import pikepdf
import pytest

from kaartgen.errors import ExitCode
from tests.cli.test_press import made, shop
from tests.pdf.plates import INKS, needs_ghostscript, plates
from tests.pdf.reading import box_mm, opened, plain_text

BLUE = "PANTONE 286 C"


@pytest.fixture(autouse=True)
def house(small) -> None:
    """A client whose blue is an ink of its own, all kinds of cards in it."""
    kinds = "\n".join(
        f"  {kind}: {{colour: {name}}}"
        for kind, name in (("situatie", "merk"), ("waarde", "merk"), ("vraag", "oranje"))
    )
    small.write(
        "../huisstijlen/klant.yaml",
        "extends: helder\ncolours:\n"
        f"  merk: {{steunkleur: {BLUE}, cmyk: [100, 66, 0, 2]}}\n"
        "  oranje: {steunkleur: HKS 7 K, cmyk: [0, 75, 100, 30]}\n"
        f"kinds:\n{kinds}\n",
    )


def separations(pdf: pikepdf.Pdf) -> set[str]:
    return {
        str(thing[1])[1:]
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Array) and len(thing) > 1 and thing[0] == "/Separation"
    }


def for_a_shop(kaartgen, *more: str):
    return kaartgen("deck", "proef", "--huisstijl", "klant", "--profiel", "drukker", *more)


# --- Inks of their own --------------------------------------------------------------------------


def test_without_being_asked_for_there_are_four_inks_alone(kaartgen) -> None:
    for file in made(for_a_shop(kaartgen)):
        assert separations(opened(file.read_bytes())) == set()


def test_at_home_there_are_four_inks_alone(kaartgen) -> None:
    (file,) = made(kaartgen("deck", "proef", "--huisstijl", "klant"))
    assert separations(opened(file.read_bytes())) == set()


@pytest.mark.parametrize("pdfx", ["4", "1a", "3", "geen"])
def test_asked_for_they_are_plates_in_a_file_that_passes_every_check(pdfx, kaartgen) -> None:
    answer = for_a_shop(kaartgen, "--steunkleuren", "--stans", "--soort", "W", "--pdfx", pdfx)
    (file,) = made(answer)
    assert separations(opened(file.read_bytes())) == {BLUE, "CutContour"}
    assert "voldoet aan onze controle" in answer.err
    assert "Spreek steunkleuren" not in answer.err
    assert f"HKS 7 K, {BLUE}" in answer.err


@needs_ghostscript
def test_a_kind_in_one_ink_is_on_that_plate_and_black(kaartgen) -> None:
    (file,) = made(for_a_shop(kaartgen, "--steunkleuren", "--soort", "W"))
    # The back of a value is colour, pattern and white letters; nothing is black there.
    found = plates(file.read_bytes(), 2)
    assert set(found) == {*INKS, BLUE}
    assert [found[ink].getextrema() for ink in INKS] == [(0, 0)] * 4
    assert found[BLUE].getextrema()[1] == 255


def test_press_sheets_and_the_board_keep_them_apart_too(kaartgen) -> None:
    for command in (
        ["deck", "proef", "--profiel", "drukvel", "--soort", "S"],
        ["dialoogkaart", "proef", "--algemeen", "--profiel", "drukker"],
    ):
        (file,) = made(kaartgen(*command, "--huisstijl", "klant", "--steunkleuren"))
        assert BLUE in separations(opened(file.read_bytes()))
        assert "-steunkleuren" in file.name


@needs_ghostscript
def test_the_colour_bar_of_a_press_sheet_shows_every_ink_in_full_and_by_half(kaartgen) -> None:
    asked = ("deck", "proef", "--profiel", "drukvel", "--soort", "W", "--huisstijl", "klant")
    (file, *_) = made(kaartgen(*asked, "--steunkleuren"))
    found = plates(file.read_bytes(), 1, ppi=72)
    for name in (BLUE, "HKS 7 K"):
        levels = {level for level, count in enumerate(found[name].histogram()) if count > 100}
        assert {0, 255} <= levels
        assert any(abs(level - 127) <= 2 for level in levels)


def test_a_house_style_without_any_is_told_how_to_write_one(kaartgen) -> None:
    answer = kaartgen("deck", "proef", "--profiel", "drukker", "--steunkleuren")
    assert answer.code == ExitCode.USAGE
    assert "‘helder’" in answer.err
    assert "{steunkleur: PANTONE 286 C" in answer.err


def test_the_order_names_them_and_the_line(kaartgen) -> None:
    found = made(for_a_shop(kaartgen, "--steunkleuren", "--stans", "--opdracht"))
    (order,) = [file for file in found if file.suffix == ".txt"]
    text = order.read_text("utf-8")
    assert f"steunkleuren HKS 7 K en {BLUE}, aan beide zijden (6/6)" in text
    assert "stanslijn CutContour in het bestand" in text
    (page,) = [file for file in found if file.name.endswith("opdracht.pdf")]
    assert "HKS 7 K" in plain_text(page.read_bytes())


# --- The line for the punch ---------------------------------------------------------------------


def contours(pdf: pikepdf.Pdf) -> list[list[tuple[str, list[float]]]]:
    """Return for each page what is drawn in the colour space of the contour, in millimetres."""
    found = []
    for page in pdf.pages:
        spaces = page.Resources.get("/ColorSpace", {})
        (name,) = [key for key in spaces if spaces[key][1] == "/CutContour"]
        inside, lines = False, []
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "CS":
                inside = str(operands[0]) == name
            elif inside and str(operator) in ("m", "l", "c"):
                lines.append((str(operator), [float(number) for number in operands]))
            elif str(operator) == "Q":
                inside = False
        found.append(lines)
    return found


def test_it_runs_along_the_trim_with_the_corner_of_the_template(kaartgen) -> None:
    (file,) = made(for_a_shop(kaartgen, "--stans", "--soort", "S"))
    pdf = opened(file.read_bytes())
    assert box_mm(pdf.pages[0], "/TrimBox") == pytest.approx((3, 3, 108, 151), abs=0.01)
    for lines in contours(pdf):
        xs = [x for _, numbers in lines for x in numbers[0::2]]
        ys = [y for _, numbers in lines for y in numbers[1::2]]
        assert (min(xs), min(ys), max(xs), max(ys)) == pytest.approx((3, 3, 108, 151), abs=0.01)
        # A corner of three millimetres: each straight line ends that far from the next.
        assert lines[0] == ("m", pytest.approx([6, 3], abs=0.01))
        assert [operator for operator, _ in lines].count("c") == 4


def test_a_shop_that_punches_another_corner_gets_its_own(small, kaartgen) -> None:
    shop(small, "piet", hoek=5, inkt=300)
    (file,) = made(kaartgen("deck", "proef", "--profiel", "piet", "--stans", "--soort", "S"))
    for lines in contours(opened(file.read_bytes())):
        assert lines[0] == ("m", pytest.approx([8, 3], abs=0.01))


@needs_ghostscript
def test_it_is_on_its_own_plate_and_leaves_no_hole_in_the_print(kaartgen) -> None:
    (without,) = made(kaartgen("deck", "proef", "--profiel", "drukker", "--soort", "W"))
    before = plates(without.read_bytes(), 2, ppi=144)
    (file,) = made(kaartgen("deck", "proef", "--profiel", "drukker", "--stans", "--soort", "W"))
    found = plates(file.read_bytes(), 2, ppi=144)
    for ink in INKS:
        assert found[ink].tobytes() == before[ink].tobytes()
    knife = found["CutContour"]
    assert knife.getextrema() == (0, 255)
    # The line is 2 × (70 + 120) mm less what four round corners save, and half a point wide.
    length = 2 * (70 + 120) - 8 * 3 + 2 * math.pi * 3
    pixel = 25.4 / 144
    inked = sum(knife.tobytes()) / 255 * pixel**2
    # Every pixel that the line touches is full: a pixel more at most on either side.
    assert length * 0.5 * 25.4 / 72 <= inked <= length * (0.5 * 25.4 / 72 + 2 * pixel)


def test_the_ink_that_is_measured_leaves_the_knife_out(kaartgen) -> None:
    (file,) = made(for_a_shop(kaartgen, "--stans", "--soort", "S"))
    answer = kaartgen("preflight", str(file), "--inkt")
    assert answer.code == 0
    assert "steunkleur" not in answer.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("--stans", "--profiel drukker"),
        ("--steunkleuren", "--profiel drukker"),
        ("--stans --profiel drukvel", "--stans gaat niet samen met drukvellen"),
        ("--stans --profiel makeplayingcards", "--stans is voor een pdf"),
        ("--steunkleuren --profiel makeplayingcards", "--steunkleuren is voor een pdf"),
    ],
)
def test_where_they_say_nothing_they_are_refused(arguments: str, says: str, kaartgen) -> None:
    answer = kaartgen("deck", "proef", *arguments.split())
    assert answer.code == ExitCode.USAGE
    assert says in answer.err


def test_every_choice_is_in_the_name(kaartgen) -> None:
    (file,) = made(for_a_shop(kaartgen, "--steunkleuren", "--stans", "--soort", "S"))
    assert file.name == "proef-kaarten-drukker-steunkleuren-stans-huisstijl-klant-S-a6.pdf"
