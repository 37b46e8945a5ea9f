"""Small files as other programs write them, made with those programs: typst.pdf and weasyprint.pdf.

Usage: python tests/pdf/elders/maak.py (with `typst` and `weasyprint` installed). Each has the
fronts and backs of two poker cards, with a dark square 20 mm from the left and 30 mm from the top
of the cut and a code beside it. typst.pdf is cropped from larger pages, and its second card is
lying with a turn that makes it stand; weasyprint.pdf has a trim, a bleed and crop marks of its own.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import typst
import weasyprint

HERE = Path(__file__).parent
MM = 72 / 25.4

TYPST = """
#set document(date: datetime(year: 2026, month: 1, day: 1), title: "Kaarten")
#set text(size: 12pt)
#set par(leading: 0pt)
#let card(code, wide, high, x, y, angle) = page(
  width: wide * 1mm, height: high * 1mm, margin: 0mm, fill: rgb("#cfe8e0"),
  place(top + left, dx: x * 1mm, dy: y * 1mm,
    rotate(angle, origin: top + left, box(fill: rgb("#14524a"), width: 4mm, height: 4mm)
      + place(top + left, dx: 6mm, text(top-edge: "cap-height", code))))
)
#card("V1", 63, 88, 20, 30, 0deg)
#card("A1", 63, 88, 20, 30, 0deg)
// Drawn lying, 90 degrees the other way than the page is turned: read it is like the others.
#card("V2", 88, 63, 30, 43, -90deg)
#card("A2", 88, 63, 30, 43, -90deg)
"""

HTML = """
<!doctype html><html lang="nl"><title>Kaarten</title><style>
@page { size: 63mm 88mm; margin: 0; bleed: 3mm; marks: crop; background: #cfe8e0 }
body { margin: 0; font: 12pt sans-serif }
section { position: relative; height: 88mm; break-after: page; overflow: hidden }
section:last-child { break-after: auto }
i { position: absolute; left: 20mm; top: 30mm; width: 4mm; height: 4mm; background: #14524a }
b { position: absolute; left: 26mm; top: 30mm; font-weight: normal; line-height: 1 }
</style>
<section><i></i><b>V1</b></section><section><i></i><b>A1</b></section>
<section><i></i><b>V2</b></section><section><i></i><b>A2</b></section>
"""


def main() -> None:
    """Write the files."""
    source = HERE / "typst.typ"
    source.write_text(TYPST.lstrip(), encoding="utf-8")
    path = HERE / "typst.pdf"
    typst.compile(str(source), output=str(path))
    source.unlink()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages[2:]:
            page.obj.Rotate = 90
        for page in pdf.pages:
            _cropped(page.obj)
        pdf.save(path, deterministic_id=True)
    weasyprint.HTML(string=HTML).write_pdf(HERE / "weasyprint.pdf", pdf_identifier=b"elders")


def _cropped(page: pikepdf.Object) -> None:
    """Give a page a sheet around it, of which only the page is seen."""
    left, bottom, right, top = (float(each) for each in page.MediaBox)
    page.CropBox = pikepdf.Array([left, bottom, right, top])
    page.MediaBox = pikepdf.Array([left - 40, bottom - 25, right + 60, top + 35])


if __name__ == "__main__":
    main()
