"""Ink as measured on plates, held against Ghostscript's: per plate and at its most."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from kaartgen.pdf.preflight.check import Report, checked
from kaartgen.pdf.preflight.rule import Wishes
from kaartgen.pdf.print_shop import PdfX
from tests.pdf.preflight.good import HIGH, WIDE, Change, add, changed, good, shop

INKS = ("Cyan", "Magenta", "Yellow", "Black")
FILL = " 60 150 150 100 re f"


def measured(pdf: bytes, folder: Path, pdfx: PdfX = "geen", **wishes: object) -> Report:
    """Return what is found with the ink measured."""
    file = folder / "gemeten.pdf"
    file.write_bytes(pdf)
    return checked(file, Wishes(shop(**wishes), pdfx), measuring=True)


def _ghostscript(pdf: bytes, folder: Path) -> tuple[list[float], float]:
    """Return how much each ink covers of the first page, and the most on any spot, in per cent."""
    if shutil.which("gs") is None:
        pytest.skip("Ghostscript is not here")
    source = folder / "bron.pdf"
    source.write_bytes(pdf)
    command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-r144"]
    command += ["-dFirstPage=1", "-dLastPage=1", f"-sOutputFile={folder / 'vel.tif'}", str(source)]
    subprocess.run(command, check=True, capture_output=True)
    plates = [Image.open(folder / f"vel({ink}).tif").convert("L") for ink in INKS]
    count = plates[0].width * plates[0].height
    covered = [
        sum((255 - value) * many for value, many in enumerate(plate.histogram())) / 2.55 / count
        for plate in plates
    ]
    spots = zip(*(plate.get_flattened_data() for plate in plates), strict=True)
    return covered, max(sum(255 - value for value in spot) for spot in set(spots)) / 2.55


def _content(content: str) -> Change:
    return lambda pdf: add(pdf, content)


def _stated(content: str, **state: object) -> Change:
    return lambda pdf: add(pdf, "/Gs gs " + content, ExtGState={"Gs": Dictionary(**state)})


def _image(pdf: pikepdf.Pdf) -> None:
    row = b"".join(bytes([at, 255 - at, at // 2, 40]) for at in range(256))
    image = Stream(
        pdf,
        row * 256,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=256,
        Height=256,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceCMYK,
    )
    add(pdf, "150 0 0 150 60 150 cm /Im Do", XObject={"Im": pdf.make_indirect(image)})


def _shading(pdf: pikepdf.Pdf) -> None:
    function = Dictionary(
        FunctionType=2,
        Domain=Array([0, 1]),
        C0=Array([0, 0, 0, 0]),
        C1=Array([1, 0.6, 0.2, 0.4]),
        N=1,
    )
    shading = Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceCMYK,
        Coords=Array([60, 150, 210, 150]),
        Function=function,
    )
    add(pdf, "60 150 150 100 re W n /Sh sh", Shading={"Sh": shading})


def _form(pdf: pikepdf.Pdf) -> None:
    form = Stream(
        pdf,
        b"0.7 0.1 0.9 0.2 k 0 0 40 40 re f 0.3 g 10 10 10 10 re f",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 40, 30]),
        Resources=Dictionary(),
    )
    show = "q 1 0 0 1 60 150 cm /Fm Do Q q 2 0 0 2 120 150 cm /Fm Do Q"
    add(pdf, show, XObject={"Fm": pdf.make_indirect(form)})


def _tiling(pdf: pikepdf.Pdf) -> None:
    cell = Stream(
        pdf,
        b"0 1 0.5 0 k 0 0 12 12 re f",
        Type=Name.Pattern,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=Array([0, 0, 24, 24]),
        XStep=24,
        YStep=24,
        Resources=Dictionary(),
    )
    content = "/Pattern cs /P scn 60 144 144 96 re f 0 0 0 0.5 k 10 10 20 20 re f"
    add(pdf, content, Pattern={"P": pdf.make_indirect(cell)})


def _turned(pdf: pikepdf.Pdf) -> None:
    add(pdf, "0.2 0.9 0.4 0.1 k" + FILL)
    pdf.pages[0].obj.Rotate = 90


CHANGES: dict[str, Change] = {
    "zoals-hij-is": lambda _: None,
    "vlak": _content("0.75 0.68 0.67 0.45 k" + FILL),
    "grijs": _content("0.25 g" + FILL),
    "wit-erover": _content("1 1 1 0 k" + FILL + " 0 0 0 0 k 60 150 75 100 re f"),
    "afgesneden": _content("60 150 50 50 re W n 1 0.2 0 0 k" + FILL),
    "kleurruimte": _content("/DeviceCMYK cs 0.1 0.2 0.3 0.4 sc" + FILL),
    "q-en-Q": _content("q /DeviceCMYK cs 1 0 0 0 sc Q /DeviceGray cs 0.5 sc" + FILL),
    "lijn": _content("0.9 0.3 0 0 K 12 w 60 150 m 200 240 l S"),
    "beeld": _image,
    "verloop": _shading,
    "vorm": _form,
    "patroon": _tiling,
    "gedraaid": _turned,
    "half-doorzichtig": _stated("1 0.5 0 0 k" + FILL, ca=0.5),
    "vermenigvuldigd": _stated("0.5 0.5 0 0 k" + FILL, BM=Name.Multiply),
    "overdruk": _stated("0 0 0 1 k" + FILL, op=True, OP=True, OPM=1),
}


@pytest.mark.parametrize("name", CHANGES)
def test_ghostscript_sees_the_same_ink(name: str, tmp_path: Path) -> None:
    pdf = changed(CHANGES[name])
    covered, most = _ghostscript(pdf, tmp_path)
    # One page alone, or the other would be in the average.
    with pikepdf.open(tmp_path / "bron.pdf") as both:
        del both.pages[1]
        both.save(tmp_path / "een.pdf")
    found = measured((tmp_path / "een.pdf").read_bytes(), tmp_path)
    assert found.coverage[:4] == pytest.approx(covered, abs=0.6)
    # Where only letters are darkest, none of their pixels at 72 ppi is wholly covered.
    assert most - 3 < found.most_ink < most + 1


def test_what_overprint_adds_is_counted_when_it_is_measured(tmp_path: Path) -> None:
    # 90 + 90 + 90 of a ground, and black over it that leaves it there.
    def change(pdf: pikepdf.Pdf) -> None:
        add(pdf, "0.9 0.9 0.9 0 k" + FILL)
        _stated("0 0 0 1 k" + FILL, op=True, OPM=1)(pdf)

    pdf = changed(change)
    found = measured(pdf, tmp_path)
    assert found.most_ink == pytest.approx(370, abs=1)
    assert "inkt-te-veel" in {one.rule for one in found.findings}


def test_ink_that_is_hidden_is_not_counted(tmp_path: Path) -> None:
    pdf = changed(_content("1 1 1 1 k" + FILL + " 0 0 0 0 k" + FILL))
    assert "inkt-te-veel" not in {one.rule for one in measured(pdf, tmp_path).findings}


def test_too_much_ink_is_found_where_it_is(tmp_path: Path) -> None:
    pdf = changed(_content("0.9 0.9 0.9 0.9 k 100 150 60 60 re f"))
    found = measured(pdf, tmp_path)
    (place,) = next(one for one in found.findings if one.rule == "inkt-te-veel").places
    mm = 25.4 / 72
    assert (place.x, place.y) == pytest.approx((100 * mm, (HIGH - 210) * mm), abs=0.5)
    assert (place.width, place.height) == pytest.approx((60 * mm, 60 * mm), abs=0.8)


def test_a_spot_colour_is_a_plate_of_its_own(tmp_path: Path) -> None:
    def spot(pdf: pikepdf.Pdf) -> None:
        tint = Dictionary(
            FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([1, 1, 0, 0]), N=1
        )
        space = Array([Name.Separation, Name("/Goud"), Name.DeviceCMYK, tint])
        whole = f"/Cs cs 0.5 scn 0 0 {WIDE} {HIGH} re f"
        for page in (0, 1):
            add(pdf, whole, page, ColorSpace={"Cs": space})

    found = measured(changed(spot), tmp_path)
    assert found.coverage == pytest.approx((0, 0, 0, 0, 50), abs=0.5)


@pytest.mark.parametrize("pdfx", ["4", "1a", "3"])
def test_a_good_file_stays_good_when_it_is_measured(pdfx: PdfX, tmp_path: Path) -> None:
    assert measured(good(pdfx), tmp_path, pdfx).findings == ()
