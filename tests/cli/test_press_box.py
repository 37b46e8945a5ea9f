"""A box for the punch: cut and creases on plates of their own, over the print, and bleed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from kaartgen.errors import ExitCode
from tests.cli.test_press import made
from tests.pdf.plates import needs_ghostscript
from tests.pdf.reading import opened, pictured, streams


@pytest.fixture
def boxes(kaartgen) -> list[Path]:
    return made(kaartgen("doosje", "proef", "--profiel", "drukker"))


def _separations(pdf: pikepdf.Pdf) -> set[str]:
    return {
        str(thing[1])
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Array) and len(thing) > 1 and thing[0] == "/Separation"
    }


def test_there_is_a_box_for_each_format(boxes) -> None:
    assert [file.name for file in boxes] == [
        "proef-doosje-drukker-a6.pdf",
        "proef-doosje-drukker-tarot.pdf",
    ]


def test_cut_and_creases_are_plates_of_their_own(boxes) -> None:
    for file in boxes:
        assert _separations(opened(file.read_bytes())) == {"/CutContour", "/Ril"}


def test_they_overprint_and_nothing_else_does(boxes) -> None:
    for stream in streams(opened(boxes[0].read_bytes())):
        depth, over, spot = [], False, False
        for operator, operands in stream.operators:
            match operator:
                case "q":
                    depth.append((over, spot))
                case "Q":
                    over, spot = depth.pop()
                case "gs":
                    state = stream.resources["/ExtGState"][str(operands[0])]
                    over = bool(state.get("/OP", over))
                case "CS":
                    spot = True
                case "K":
                    spot = False
                case "S":
                    assert over is spot
                case "f" | "TJ" | "Tj":
                    assert not over


@needs_ghostscript
def test_the_knife_is_on_no_plate_of_the_print_and_leaves_no_hole_in_it(boxes, tmp_path) -> None:
    subprocess.run(
        [
            *("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72"),
            *(f"-sOutputFile={tmp_path}/box.tif", str(boxes[0])),
        ],
        check=True,
        capture_output=True,
    )
    knife = Image.open(tmp_path / "box(CutContour).tif").convert("L")
    creases = Image.open(tmp_path / "box(Ril).tif").convert("L")
    cyan = Image.open(tmp_path / "box(Cyan).tif").convert("L")
    assert knife.getextrema() == creases.getextrema() == (0, 255)
    ground = min(cyan.tobytes())
    found = [
        (x, y)
        for x in range(knife.width)
        for y in range(knife.height)
        if not creases.getpixel((x, y))
    ]
    assert found
    inside = [at for at in found if cyan.getpixel(at) == ground]
    # All creases but those along the white flap to glue lie in the box's colour.
    assert len(inside) > 0.7 * len(found)


def test_colour_runs_on_beyond_the_cut(boxes) -> None:
    picture = pictured(boxes[0].read_bytes())
    # The trim is 5 mm beyond the bleed of 3 mm: page, 3 mm bleed, 5 mm white, 3 mm of colour.
    column = [picture.getpixel((picture.width // 2, y)) for y in range(picture.height)]
    first = next(y for y, pixel in enumerate(column) if min(pixel) < 200)
    assert first >= 79


@pytest.mark.parametrize("pdfx", ["1a", "3"])
def test_it_passes_as_any_pdfx(pdfx: str, kaartgen) -> None:
    answer = kaartgen("doosje", "proef", "--profiel", "drukker", "--pdfx", pdfx)
    assert answer.code == ExitCode.OK
    assert "voldoet aan onze controle" in answer.err
    assert "Let op" not in answer.err
