"""PDFs as other programs make them: numbered pages, no two sides of which look alike."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4


def written(
    path: Path,
    pages: int = 2,
    size_mm: tuple[float, float] | Sequence[tuple[float, float]] = (70, 120),
    change: Callable[[pikepdf.Pdf], None] = lambda _: None,
    **save: object,
) -> Path:
    """Write a file of numbered pages, changed by `change` before it is saved."""
    sizes = [size_mm] * pages if isinstance(size_mm[0], int | float) else list(size_mm)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for number, (width, height) in enumerate(sizes, 1):
        canvas.setPageSize((width * MM, height * MM))
        _page(canvas, number, width * MM, height * MM)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(buffer) as pdf:
        for page in pdf.pages:
            # What reportlab says of trim is no more than the size of the page.
            for key in ("/TrimBox", "/BleedBox", "/CropBox"):
                if key in page.obj:
                    del page.obj[key]
        change(pdf)
        pdf.save(path, **save)
    return path


def _page(canvas: Canvas, number: int, width: float, height: float) -> None:
    """Draw a page that looks different whichever way it is turned or mirrored."""
    canvas.setFillColorRGB(0.8, 0.9, 1.0)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    canvas.setFillColorRGB(0.9, 0.2, 0.1)
    canvas.rect(0, height - 40, 25, 40, stroke=0, fill=1)
    canvas.setFillColorRGB(0.1, 0.5, 0.2)
    canvas.circle(width - 30, 40, 18, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont("Helvetica", 18)
    canvas.drawString(40, height / 2, f"kaart{number}")


def boxes(media: Sequence[float] | None = None, **others: Sequence[float]):
    """Set boxes, given in millimetres, on every page."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for key, box in {**({"MediaBox": media} if media else {}), **others}.items():
                page.obj[f"/{key}"] = Array([round(number * MM, 4) for number in box])

    return change


def rotated(degrees: int) -> Callable[[pikepdf.Pdf], None]:
    """Turn every page when it is read."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.Rotate = degrees

    return change


def inheriting(pdf: pikepdf.Pdf) -> None:
    """Say size, turn and resources once, above the pages, as old programs do."""
    first = pdf.pages[0].obj
    tree = pdf.Root.Pages
    tree.MediaBox, tree.Rotate = first.MediaBox, 90
    tree.Resources = first.Resources
    for page in pdf.pages:
        del page.obj.MediaBox
        del page.obj.Resources
        if "/Rotate" in page.obj:
            del page.obj.Rotate


def in_pieces(pdf: pikepdf.Pdf) -> None:
    """Cut the content of every page into streams between two operators."""
    for page in pdf.pages:
        lines = page.obj.Contents.read_bytes().splitlines(keepends=True)
        half = len(lines) // 2
        page.obj.Contents = Array(
            [pdf.make_stream(b"".join(part)) for part in (lines[:half], lines[half:])]
        )


def noted(kind: str, *, flags: int = 4, drawn: bool = True, **more: object):
    """Put a comment on the first page: a magenta field of 20 by 10 mm at (20, 20) mm."""

    def change(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(
            b"1 0 1 rg 0 0 100 50 re f", Dictionary(Type=Name.XObject, Subtype=Name.Form)
        )
        look.BBox = Array([0, 0, 100, 50])
        left = bottom = 20 * MM
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name(f"/{kind}"),
            Rect=Array([left, bottom, left + 20 * MM, bottom + 10 * MM]),
            F=flags,
        )
        if drawn:
            note.AP = Dictionary(N=look)
        for key, value in more.items():
            note[f"/{key}"] = value
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return change


def filled_in(pdf: pikepdf.Pdf) -> None:
    """Put a text field on the first page, filled in but not drawn, as some programs leave it."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T="naam",
            V="ingevuld",
            DA="/Helv 12 Tf 0 g",
            F=4,
            Rect=Array([20 * MM, 20 * MM, 60 * MM, 30 * MM]),
            P=pdf.pages[0].obj,
        )
    )
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]),
        NeedAppearances=True,
        DR=Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font))),
        DA="/Helv 12 Tf 0 g",
    )


def layered(*, base: str = "/ON", hidden: bool = True):
    """Put a magenta field on a layer of its own on every page, hidden or not."""

    def change(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="stans"))
        usual = Dictionary(BaseState=Name(base))
        usual["/OFF" if base == "/ON" else "/ON"] = Array(
            [layer] if hidden == (base == "/ON") else []
        )
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=usual)
        for page in pdf.pages:
            page.obj.Resources.Properties = Dictionary(MC0=layer)
            drawing = b"/OC /MC0 BDC 1 0 1 rg 10 10 100 100 re f EMC"
            page.contents_add(pdf.make_stream(drawing))

    return change


def glassy(pdf: pikepdf.Pdf) -> None:
    """Lay a half transparent field over every page, which is a group of its own."""
    for page in pdf.pages:
        page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, I=True)
        page.obj.Resources.ExtGState = Dictionary(GS0=Dictionary(ca=0.5, BM=Name.Multiply))
        page.contents_add(pdf.make_stream(b"/GS0 gs 1 1 0 rg 30 30 120 200 re f"))


def emptied(*numbers: int):
    """Take the content off pages, counted from 1."""

    def change(pdf: pikepdf.Pdf) -> None:
        for number in numbers:
            del pdf.pages[number - 1].obj.Contents

    return change
