"""A file that keeps to PDF/X: every rule of `print.md`, read back by another hand."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from functools import cache

import pikepdf
import pytest

from kaartgen.frame import Cmyk, Picture, Placed, Raster
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.pdf.document import Document, Page
from kaartgen.pdf.draw import drawn
from kaartgen.pdf.pdfx import as_pdfx
from kaartgen.pdf.profile import FOGRA39, load_profile
from tests.pdf.reading import images, opened, plain_text
from tests.pdf.small import CYAN, block, document, figure, written

NAMES = {"4": "PDF/X-4", "1a": "PDF/X-1a:2003", "3": "PDF/X-3:2002"}
HEADERS = {"4": b"%PDF-1.6", "1a": b"%PDF-1.4", "3": b"%PDF-1.3"}
flavours = pytest.mark.parametrize("flavour", sorted(NAMES))
flat = pytest.mark.parametrize("flavour", ["1a", "3"])

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
}


def _document() -> Document:
    size = Size(66, 46)
    picture = Picture(Rect(30, 5, 10, 10), Raster(1, 1, bytes((255, 0, 0, 60))), "een vlak")
    shared = figure(block(0, 0, 60, 8, CYAN), size=Size(60, 40))
    pages = [
        Page(
            figure(Placed(shared, Transform.move(3, 3)), picture, written(text, y=30), size=size),
            Rect(3, 3, 60, 40),
            Rect(0, 0, 66, 46),
        )
        for text in ("Zoë & Bram", "achter")
    ]
    return document(*pages, title="Zoë & <Bram> “kaarten”", outline=(("Eerste", 0, 0),))


@cache
def _made(flavour: str) -> bytes:
    whole = _document()
    return as_pdfx(drawn(whole), whole, flavour, load_profile(FOGRA39))


def _xmp(flavour: str) -> dict[str, str]:
    """Return the properties in XMP by their prefixed names, each as plain text."""
    stream = opened(_made(flavour)).Root.Metadata
    text = stream.read_raw_bytes().decode()
    root = ET.fromstring(re.sub(r"<\?xpacket.*?\?>", "", text))
    (described,) = root.iter(f"{{{_SPACES['rdf']}}}Description")
    prefixes = {uri: prefix for prefix, uri in _SPACES.items()}
    found = {}
    for one in described:
        uri, name = one.tag[1:].split("}")
        found[f"{prefixes[uri]}:{name}"] = "".join(one.itertext())
    return found


def _info(flavour: str) -> dict[str, str]:
    return {key: str(value) for key, value in opened(_made(flavour)).docinfo.items()}


@flavours
def test_the_header_is_the_version_that_the_flavour_is_built_on(flavour: str) -> None:
    assert _made(flavour).startswith(HEADERS[flavour])


@flavours
def test_nothing_is_packed_in_ways_of_a_later_version(flavour: str) -> None:
    assert b"/ObjStm" not in _made(flavour)
    assert b"/XRef" not in _made(flavour)
    assert b"\nxref\n" in _made(flavour)


@flavours
def test_it_says_which_pdfx_it_is(flavour: str) -> None:
    info, xmp = _info(flavour), _xmp(flavour)
    if flavour == "4":
        assert xmp["pdfxid:GTS_PDFXVersion"] == NAMES[flavour]
        assert "/GTS_PDFXVersion" not in info
    else:
        assert info["/GTS_PDFXVersion"] == xmp["pdfx:GTS_PDFXVersion"] == NAMES[flavour]


@flavours
def test_there_is_one_output_intent_with_the_whole_profile_in_it(flavour: str) -> None:
    (intent,) = opened(_made(flavour)).Root.OutputIntents
    assert intent.S == "/GTS_PDFX"
    assert str(intent.OutputConditionIdentifier) == "FOGRA39"
    assert str(intent.RegistryName) == "http://www.color.org"
    assert str(intent.Info)
    assert int(intent.DestOutputProfile.N) == 4
    assert intent.DestOutputProfile.read_bytes() == FOGRA39.read_bytes()


@flavours
def test_info_has_what_pdfx_asks_for(flavour: str) -> None:
    info = _info(flavour)
    assert info["/Title"] == "Zoë & <Bram> “kaarten”"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20261124120000+00'00'"
    assert info["/Trapped"] == "/False"
    assert isinstance(opened(_made(flavour)).docinfo["/Trapped"], pikepdf.Name)


@flavours
def test_xmp_says_the_same_as_info(flavour: str) -> None:
    info, xmp = _info(flavour), _xmp(flavour)
    for key, other in (
        ("/Title", "dc:title"),
        ("/Author", "dc:creator"),
        ("/Subject", "dc:description"),
        ("/Creator", "xmp:CreatorTool"),
        ("/Producer", "pdf:Producer"),
    ):
        assert info[key] == xmp[other]
    assert info["/Trapped"] == "/" + xmp["pdf:Trapped"]
    for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
        assert xmp[key] == "2026-11-24T12:00:00+00:00"


@flavours
def test_xmp_can_be_read_without_unpacking(flavour: str) -> None:
    stream = opened(_made(flavour)).Root.Metadata
    assert "/Filter" not in stream
    assert b"<x:xmpmeta" in _made(flavour)


@flavours
def test_xmp_tells_one_edition_from_another(flavour: str) -> None:
    xmp = _xmp(flavour)
    assert re.fullmatch(r"uuid:[0-9a-f-]{36}", xmp["xmpMM:DocumentID"])
    assert (xmp["xmpMM:VersionID"], xmp["xmpMM:RenditionClass"]) == ("1", "default")


@flavours
def test_it_has_an_id_and_is_not_encrypted(flavour: str) -> None:
    pdf = opened(_made(flavour))
    assert len(pdf.trailer.ID) == 2
    assert not pdf.is_encrypted


@flavours
def test_every_page_has_its_boxes_one_inside_the_other(flavour: str) -> None:
    for page in opened(_made(flavour)).pages:
        media, bleed, trim = (
            [float(number) for number in page.obj[name]]
            for name in ("/MediaBox", "/BleedBox", "/TrimBox")
        )
        assert media[0] <= bleed[0] < trim[0] < trim[2] < bleed[2] <= media[2]
        assert media[1] <= bleed[1] < trim[1] < trim[3] < bleed[3] <= media[3]
        assert "/ArtBox" not in page.obj


@flavours
def test_every_font_is_embedded(flavour: str) -> None:
    fonts = [
        thing
        for thing in opened(_made(flavour)).objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
    ]
    assert fonts
    assert all("/FontFile2" in font.FontDescriptor for font in fonts)


@flavours
def test_there_is_no_colour_but_process_inks(flavour: str) -> None:
    pdf = opened(_made(flavour))
    assert {str(image["/ColorSpace"]) for image in images(pdf)} == {"/DeviceCMYK"}
    for thing in pdf.objects:
        text = repr(dict(thing)) if isinstance(thing, pikepdf.Stream) else repr(thing)
        assert not re.search(r"/(DeviceRGB|CalRGB|Lab|Indexed)\b", text)


@flavours
def test_nothing_shines_through(flavour: str) -> None:
    for thing in opened(_made(flavour)).objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            for key in ("/SMask", "/ca", "/CA", "/BM", "/Group"):
                assert key not in thing


@flavours
def test_there_is_nothing_that_acts_or_can_be_filled_in(flavour: str) -> None:
    pdf = opened(_made(flavour))
    keys = {
        key
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)
        for key in thing
    }
    forbidden = {"/OpenAction", "/AA", "/A", "/JS", "/JavaScript", "/AcroForm", "/Annots"}
    forbidden |= {"/ViewerPreferences", "/Trans", "/TR", "/TR2", "/OPI", "/Alternates"}
    assert not keys & forbidden
    filters = {str(one) for thing in pdf.objects for one in _filters(thing)}
    assert filters <= {"/FlateDecode"}


def _filters(thing: pikepdf.Object) -> list[object]:
    if not isinstance(thing, pikepdf.Stream) or "/Filter" not in thing:
        return []
    found = thing.Filter
    return list(found) if isinstance(found, pikepdf.Array) else [found]


@flavours
def test_the_text_is_still_text(flavour: str) -> None:
    assert "Zoë & Bram" in plain_text(_made(flavour), 0)


@flavours
def test_the_same_input_gives_the_same_bytes(flavour: str) -> None:
    whole = _document()
    assert as_pdfx(drawn(whole), whole, flavour, load_profile(FOGRA39)) == _made(flavour)


@flavours
def test_other_content_is_another_document(flavour: str) -> None:
    whole = document(figure(written("iets anders", colour=Cmyk(0, 0, 0, 100))))
    other = as_pdfx(drawn(whole), whole, flavour, load_profile(FOGRA39))
    ids = [pikepdf.open(io.BytesIO(pdf)).trailer.ID[0] for pdf in (other, _made(flavour))]
    assert bytes(ids[0]) != bytes(ids[1])


@flavours
def test_an_empty_author_is_left_out_of_both(flavour: str) -> None:
    whole = document(figure(written("a")), author="", subject="")
    pdf = as_pdfx(drawn(whole), whole, flavour, load_profile(FOGRA39))
    assert not {"/Author", "/Subject"} & set(opened(pdf).docinfo)
    assert b"dc:creator>" not in pdf
    assert b"dc:description>" not in pdf


@flavours
def test_qpdf_finds_no_fault(flavour: str) -> None:
    # The library that pikepdf is made of, with the check of its command line.
    assert opened(_made(flavour)).check_pdf_syntax() == []
