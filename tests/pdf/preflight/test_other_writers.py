"""Files of other hands than ours: WeasyPrint's PDF/X, and Ghostscript's opinion on ink."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from pathlib import Path

import pytest
from PIL import Image

from kaartgen.pdf.preflight.check import Report, checked
from kaartgen.pdf.preflight.rule import Wishes
from tests.pdf.preflight.good import PROFILE, add, changed, good, report, shop
from tests.pdf.small import TEXT

HTML = """<html lang="nl"><head><title>Proef</title><style>
@color-profile device-cmyk {{ src: url("{profile}"); components: c, m, y, k }}
@font-face {{ font-family: S; src: url("{font}") }}
@page {{ size: 105mm 148mm; bleed: 3mm; margin: 10mm; background: device-cmyk(20% 0% 40% 0%) }}
p {{ font: 14pt S; color: {colour}; }}
p + p {{ break-before: page }}
</style></head><body><p>Voorkant met tekst</p><p>Achterkant met tekst</p></body></html>"""
BLACK = "device-cmyk(0% 0% 0% 100%)"


def _printed(folder: Path, variant: str | None, colour: str = BLACK) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import weasyprint
        except (ImportError, OSError) as error:
            pytest.skip(f"WeasyPrint or what it draws with is not here: {error}")
        html = HTML.format(profile=PROFILE.as_uri(), font=TEXT.file.as_uri(), colour=colour)
        file = folder / "weasyprint.pdf"
        weasyprint.HTML(string=html).write_pdf(file, pdf_variant=variant)
    return file


def _rules(found: Report) -> set[str]:
    # WeasyPrint takes the profile's description for the condition's name.
    return {one.rule for one in found.findings} - {"x-profiel-anders"}


@pytest.mark.parametrize(
    ("variant", "pdfx"), [("pdf/x-4", "4"), ("pdf/x-1a", "1a"), ("pdf/x-3", "3")]
)
def test_weasyprints_pdfx_passes(variant: str, pdfx: str, tmp_path: Path) -> None:
    found = checked(_printed(tmp_path, variant), Wishes(shop(), pdfx))  # type: ignore[arg-type]
    assert _rules(found) == set()
    assert found.meets_pdfx
    assert found.trim is not None
    assert (found.trim.width, found.trim.height) == (105, 148)


def test_weasyprints_ordinary_file_fails_where_it_should(tmp_path: Path) -> None:
    found = checked(_printed(tmp_path, None, "red"), Wishes(shop(), "4"))
    assert not found.meets_pdfx
    wanted = {"kleur-rgb", "x-versie", "x-pdf-versie", "x-datums", "x-trapped", "x-xmp"}
    assert _rules(found) - {"x-id"} == wanted


def _plates(pdf: bytes, folder: Path) -> dict[str, Image.Image]:
    """Return what each ink prints of the first page, as Ghostscript sees it; 0 is full ink."""
    if shutil.which("gs") is None:
        pytest.skip("Ghostscript is not here")
    source = folder / "bron.pdf"
    source.write_bytes(pdf)
    command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-r100"]
    command += ["-dFirstPage=1", "-dLastPage=1", f"-sOutputFile={folder / 'vel.tif'}", str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return {
        ink: Image.open(folder / f"vel({ink}).tif").convert("L")
        for ink in ("Cyan", "Magenta", "Yellow", "Black")
    }


def _most(plates: dict[str, Image.Image]) -> float:
    inks = zip(*(plate.get_flattened_data() for plate in plates.values()), strict=True)
    return max(sum(255 - value for value in pixel) for pixel in set(inks)) / 2.55


@pytest.mark.parametrize("colour", ["0.2 0.1 0 0", "0.75 0.68 0.67 0.45", "1 1 0.5 0"])
def test_ghostscript_measures_the_same_ink(colour: str, tmp_path: Path) -> None:
    pdf = changed(lambda pdf: add(pdf, f"{colour} k 100 150 60 60 re f"))
    plates = _plates(pdf, tmp_path)
    # Black text has 100 % of its own.
    assert report(pdf, tmp_path, ink=400).most_ink == pytest.approx(_most(plates), abs=0.5)


def test_black_text_lies_on_the_black_plate_alone(tmp_path: Path) -> None:
    plates = _plates(good(), tmp_path)
    assert min(plates["Black"].get_flattened_data()) == 0
    # The ground is 20-5-30-0 and the picture 40, 20, 0 and 10 of 255: the text adds nothing.
    for ink, most in (("Cyan", 20), ("Magenta", 7.8), ("Yellow", 30)):
        assert (255 - min(plates[ink].get_flattened_data())) / 2.55 == pytest.approx(most, abs=0.5)
    assert report(good(), tmp_path).findings == ()
