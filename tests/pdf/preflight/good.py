"""A small PDF/X file that is right in everything, and ways to break one thing in it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name, Stream, String

from kaartgen.frame import BLACK, Cmyk, Frame, Picture, Raster, Stroke, line
from kaartgen.geometry import Rect, Size
from kaartgen.pdf.document import Page
from kaartgen.pdf.draw import drawn
from kaartgen.pdf.preflight.check import Report, checked
from kaartgen.pdf.preflight.rule import Wishes
from kaartgen.pdf.print_shop import GENERAL, PrintShop
from kaartgen.pdf.print_shop_file import load_print_shop
from kaartgen.workspace import PACKAGE, Workspace
from tests.pdf.small import block, document, written

# A6 with 3 mm of bleed, in millimetres and in points.
SIZE = Size(111, 154)
TRIM = Rect(3, 3, 105, 148)
PT = 72 / 25.4
WIDE, HIGH = SIZE.width * PT, SIZE.height * PT
PROFILE = PACKAGE / "profielen" / "FOGRA39L_coated.icc"

VERSIONS = {"4": "1.6", "1a": "1.4", "3": "1.3"}
CALLED = {"4": "PDF/X-4", "1a": "PDF/X-1a:2003", "3": "PDF/X-3:2002"}
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
  xmp:CreateDate="2026-11-24T13:00:00+01:00"
  xmp:ModifyDate="2026-11-24T12:00:00Z"
  xmp:MetadataDate="2026-11-24T12:00:00Z"
  xmpMM:DocumentID="uuid:1"
  xmpMM:VersionID="1"
  xmpMM:RenditionClass="default"
  pdf:Trapped="False"
  pdfxid:GTS_PDFXVersion="PDF/X-4">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Een titel</rdf:li></rdf:Alt></dc:title>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

Change = Callable[[pikepdf.Pdf], Any]


@cache
def plain() -> bytes:
    """Return two pages as kaartgen draws them, with a text, a line and an image on each."""
    # 120 pixels on 10 mm are 305 ppi.
    raster = Raster(120, 120, bytes([40, 20, 0, 10]) * 120 * 120)
    pages = []
    for words, colour in (("Voorkant", Cmyk(20, 5, 30, 0)), ("Achterkant", Cmyk(60, 10, 0, 20))):
        frame = Frame(
            SIZE,
            (block(0, 0, 111, 154, colour), Picture(Rect(30, 60, 10, 10), raster, "vlak")),
            (
                written(words, x=20, y=30, size_pt=12),
                written("Wit op kleur", x=20, y=40, size_pt=12, colour=Cmyk(0, 0, 0, 0)),
                Stroke(line(20, 50, 80, 50), BLACK, 0.5),
            ),
        )
        pages.append(Page(frame, TRIM, Rect.of(SIZE)))
    return drawn(document(*pages))


@cache
def good(pdfx: str = "4") -> bytes:
    """Return the two pages as a file of this PDF/X."""
    return changed(lambda _: None, pdfx)


def changed(change: Change, pdfx: str = "4", **saving: Any) -> bytes:
    """Return the good file with one change made before it was saved."""
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        _prepare(pdf, pdfx)
        change(pdf)
        out = io.BytesIO()
        version = saving.pop("force_version", VERSIONS[pdfx])
        plainly = {"deterministic_id": True, "fix_metadata_version": False}
        pdf.save(out, **{"force_version": version, **plainly, **saving})
    return out.getvalue()


def _prepare(pdf: pikepdf.Pdf, pdfx: str) -> None:
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String("FOGRA39"),
        Info=String("Coated FOGRA39"),
        RegistryName=String("http://www.color.org"),
        DestOutputProfile=pdf.make_indirect(Stream(pdf, PROFILE.read_bytes(), N=4)),
    )
    pdf.Root.OutputIntents = Array([intent])
    if pdfx == "4":
        pdf.Root.Metadata = pdf.make_indirect(
            Stream(pdf, XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
        )
    else:
        pdf.trailer.Info.GTS_PDFXVersion = String(CALLED[pdfx])
    for page in pdf.pages:
        del page.obj["/Trans"]
        # What is added afterwards is in points again.
        page.contents_add(b"q", prepend=True)
        page.contents_add(b"Q", prepend=False)


def add(pdf: pikepdf.Pdf, content: str, page: int = 0, **resources: Any) -> None:
    """Write operators on a page, in points from the lower left; `resources` are its rooms."""
    target = pdf.pages[page]
    for room, things in resources.items():
        shelf = target.obj.Resources.get(f"/{room}")
        if shelf is None:
            target.obj.Resources[f"/{room}"] = Dictionary()
        for name, thing in things.items():
            target.obj.Resources[f"/{room}"][f"/{name}"] = thing
    target.contents_add(b"q " + content.encode() + b" Q", prepend=False)


def font_name(pdf: pikepdf.Pdf, page: int = 0) -> str:
    """Return the name of the font that the page's text is in."""
    return str(next(iter(pdf.pages[page].obj.Resources.Font.keys())))


def fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every font of the file."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == "/Font":
            yield thing


def shop(**changes: Any) -> PrintShop:
    """Return the general print shop, with other wishes if they are given."""
    return replace(load_print_shop(Workspace(None), GENERAL), **changes)


def report(pdf: bytes, folder: Path, pdfx: str = "4", **wishes: Any) -> Report:
    """Return what the preflight says of these bytes."""
    file = folder / "bestand.pdf"
    file.write_bytes(pdf)
    return checked(file, Wishes(shop(**wishes), pdfx))  # type: ignore[arg-type]


def fired(pdf: bytes, folder: Path, pdfx: str = "4", **wishes: Any) -> list[str]:
    """Return the rules that find something in these bytes, each once."""
    return list(dict.fromkeys(one.rule for one in report(pdf, folder, pdfx, **wishes).findings))
