"""Every rule: in a good file it is silent, and with its one thing broken it alone speaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from kaartgen.pdf.preflight.rule import Severity
from kaartgen.pdf.preflight.rules import RULES
from tests.pdf.preflight.good import (
    HIGH,
    PT,
    WIDE,
    XMP,
    Change,
    add,
    changed,
    fired,
    font_name,
    fonts,
    good,
    report,
)


@dataclass
class Mutation:
    """One thing broken: the rule that must speak, how, and what it was held against."""

    rule: str
    change: Change
    pdfx: str = "4"
    saving: dict[str, Any] = field(default_factory=dict)
    wishes: dict[str, Any] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    what: str = ""

    def __str__(self) -> str:
        return f"{self.rule}-{self.pdfx}{self.what}"


def _box(name: str, *numbers: float) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj[f"/{name}"] = Array([round(number, 4) for number in numbers])

    return change


def _without(name: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            del page.obj[f"/{name}"]

    return change


def _smaller_second(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.TrimBox = Array([12, 12, WIDE - 12, HIGH - 12])


def _no_second(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1]


def _turn(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.obj.Rotate = 90


def _empty(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Contents = Stream(pdf, b"q Q")


def _marks(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.obj.MediaBox = Array([-40, -40, WIDE + 40, HIGH + 40])
    add(pdf, "0 0 0 1 K 0.5 w -30 20 m -12 20 l S")


def _note(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([100, 100, 120, 120]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def _not_embedded(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        del font.FontDescriptor["/FontFile2"]


def _whole_font(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        font.BaseFont = Name("/SourceSans3-Regular")


def _same_name(pdf: pikepdf.Pdf) -> None:
    font = next(fonts(pdf))
    program = Stream(pdf, font.FontDescriptor.FontFile2.read_bytes())
    descriptor = Dictionary(font.FontDescriptor)
    descriptor.FontFile2 = pdf.make_indirect(program)
    other = Dictionary(font)
    other.FontDescriptor = pdf.make_indirect(descriptor)
    text = "BT 0 0 0 1 k /Ander 12 Tf 100 100 Td (A) Tj ET"
    add(pdf, text, Font={"Ander": pdf.make_indirect(other)})


def _type3(pdf: pikepdf.Pdf) -> None:
    square = pdf.make_indirect(Stream(pdf, b"1000 0 0 0 800 800 d1 0 0 800 800 re f"))
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        Name=Name.Vierkant,
        FontBBox=Array([0, 0, 800, 800]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(a=square),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([1000]),
        Resources=Dictionary(),
    )
    text = "BT 0 0 0 1 k /T3 12 Tf 100 100 Td (aaa) Tj ET"
    add(pdf, text, Font={"T3": pdf.make_indirect(font)})


def _text(size: float, colour: str, x: float = 100, y: float = 100) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        name = font_name(pdf)
        add(pdf, f"BT {colour} k {name} {size} Tf 1 0 0 1 {x} {y} Tm (AAA) Tj ET")

    return change


def _content(content: str, **resources: Callable[[pikepdf.Pdf], dict[str, Any]]) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        add(pdf, content, **{room: make(pdf) for room, make in resources.items()})

    return change


def _tint(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_indirect(
        Dictionary(
            FunctionType=2,
            Domain=Array([0, 1]),
            C0=Array([0, 0, 0, 0]),
            C1=Array([1, 0.5, 0, 0]),
            N=1,
        )
    )


def _separation(name: str) -> Callable[[pikepdf.Pdf], dict[str, Any]]:
    return lambda pdf: {
        "Cs": Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, _tint(pdf)])
    }


def _state(**entries: Any) -> Callable[[pikepdf.Pdf], dict[str, Any]]:
    return lambda _: {"Gs": Dictionary(**entries)}


def _image(pdf: pikepdf.Pdf, side: int, **more: Any) -> pikepdf.Object:
    pixels = bytes([40, 20, 0, 10]) * side * side
    return pdf.make_indirect(
        Stream(
            pdf,
            pixels,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=side,
            Height=side,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceCMYK,
            **more,
        )
    )


def _shown_image(side: int, **more: Any) -> Change:
    """Show an image of `side` pixels on an inch."""
    return _content(
        "72 0 0 72 100 150 cm /Im Do", XObject=lambda pdf: {"Im": _image(pdf, side, **more)}
    )


def _profiled(pdf: pikepdf.Pdf) -> dict[str, Any]:
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    return {"Cs": Array([Name.ICCBased, profile])}


def _cal_rgb(_: pikepdf.Pdf) -> dict[str, Any]:
    return {"Cs": Array([Name.CalRGB, Dictionary(WhitePoint=Array([0.95, 1, 1.09]))])}


def _group(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceRGB)


def _xmp(old: str, new: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        assert old in XMP
        pdf.Root.Metadata.write(XMP.replace(old, new).encode())

    return change


def _info(name: str, value: Any) -> Change:
    """Change a property, in Info alone or with no trace of it left in XMP."""

    def change(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.trailer.Info[f"/{name}"]
        else:
            pdf.trailer.Info[f"/{name}"] = value

    return change


def _intent(name: str, value: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        intent = pdf.Root.OutputIntents[0]
        if value is None:
            del intent[f"/{name}"]
        else:
            intent[f"/{name}"] = value

    return change


def _two_intents(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def _no_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents[0]["/DestOutputProfile"]
    pdf.Root.OutputIntents[0].RegistryName = String("")


def _profile_of(kind: bytes, space: bytes) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.Root.OutputIntents[0].DestOutputProfile
        content = bytearray(stream.read_bytes())
        content[12:20] = kind + space
        stream.write(bytes(content))

    return change


def _root(name: str, make: Callable[[pikepdf.Pdf], Any]) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[f"/{name}"] = make(pdf)

    return change


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["brief.txt"] = b"hallo"


def _no_id(data: bytes) -> bytes:
    """Return the file with its ID called something else, which leaves all offsets right."""
    assert b"/ID [" in data
    return data.replace(b"/ID [", b"/XD [")


def _packed(filter_name: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        # What is in it does not matter: it is not shown, only there.
        thing = Stream(pdf, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01")
        thing.write(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", filter=Name(f"/{filter_name}"))
        pdf.Root.Los = pdf.make_indirect(thing)

    return change


SEPARATION = "/Cs cs {} scn 100 150 60 60 re f"
FILL = " 100 150 60 60 re f"
MUTATIONS = [
    Mutation(
        "versleuteld",
        lambda _: None,
        saving={
            "encryption": pikepdf.Encryption(owner="x", user="", R=4, metadata=False),
            "deterministic_id": False,
        },
    ),
    Mutation("bestand-soort", lambda _: None, wishes={"file": "png"}),
    Mutation("pagina-maten", _smaller_second),
    Mutation("pagina-aantal", _no_second, severity=Severity.WARNING),
    Mutation("kader-mediabox", _without("MediaBox")),
    Mutation("kader-trimbox", _without("TrimBox")),
    Mutation("kader-trim-en-art", _box("ArtBox", 9, 9, WIDE - 9, HIGH - 9)),
    Mutation("kader-bleedbox", _without("BleedBox"), severity=Severity.WARNING),
    Mutation("kader-volgorde", _box("BleedBox", -5, -5, WIDE + 5, HIGH + 5)),
    Mutation(
        "kader-uitsnede",
        _box("CropBox", 3 * PT, 3 * PT, 108 * PT, 151 * PT),
        severity=Severity.WARNING,
    ),
    Mutation("afloop-te-klein", _box("BleedBox", 2 * PT, 2 * PT, 109 * PT, 152 * PT)),
    Mutation("afloop-te-klein", lambda _: None, wishes={"bleed": 5.0}, what="-meer"),
    Mutation("afloop-leeg", _content("0 0 0 0 k 0 100 8.5 100 re f")),
    Mutation("afloop-leeg", _content(f"0 0 0 0 k 50 {HIGH - 8.5} 100 9 re f"), what="-boven"),
    Mutation("pagina-gedraaid", _turn, severity=Severity.WARNING),
    Mutation("pagina-leeg", _empty, severity=Severity.WARNING),
    Mutation("pagina-onleesbaar", _content("a a a a k")),
    Mutation("pagina-onleesbaar", _content("/Weg cs 1 scn 0 0 9 9 re f"), what="-kleurruimte"),
    Mutation("tekens-buiten-afloop", _marks, severity=Severity.WARNING),
    Mutation("annotatie", _note),
    Mutation("annotatie", _note, "3"),
    Mutation("letter-ingesloten", _not_embedded),
    Mutation("letter-ingesloten", _not_embedded, "1a"),
    Mutation("letter-type3", _type3, severity=Severity.WARNING),
    Mutation("letter-naam-dubbel", _same_name, severity=Severity.WARNING),
    Mutation("letter-heel", _whole_font, severity=Severity.NOTE),
    Mutation("tekst-contouren", lambda _: None, wishes={"outlines": True}),
    Mutation("tekst-te-klein", _text(4, "0 0 0 1"), severity=Severity.WARNING),
    Mutation("tekst-uitgespaard", _text(6, "0 0 0 0"), severity=Severity.WARNING),
    Mutation("tekst-zwart", _text(12, "0.5 0 0 1"), severity=Severity.WARNING),
    Mutation("tekst-veilig", _text(12, "0 0 0 1", x=5 * PT), severity=Severity.WARNING),
    Mutation(
        "tekst-veilig", _text(12, "0 0 0 1", y=5 * PT), severity=Severity.WARNING, what="-onder"
    ),
    Mutation("kleur-rgb", _content("1 0 0 rg" + FILL)),
    Mutation("kleur-rgb", _content("1 0 0 rg" + FILL), "1a"),
    Mutation(
        "kleur-rgb",
        _content(
            "72 0 0 72 100 150 cm /Im Do",
            XObject=lambda pdf: {"Im": _rgb_image(pdf)},
        ),
        what="-beeld",
    ),
    Mutation(
        "kleur-rgb",
        _content("/Fm Do", XObject=lambda pdf: {"Fm": _form(pdf, "1 0 0 rg" + FILL)}),
        what="-vorm",
    ),
    Mutation(
        "kleur-rgb",
        _content(
            "/Pattern cs /P scn" + FILL,
            Pattern=lambda pdf: {"P": _tiling(pdf, "1 0 0 rg 0 0 5 5 re f")},
        ),
        what="-patroon",
    ),
    Mutation(
        "kleur-rgb",
        _content(
            "100 150 60 60 re W n /Sh sh",
            Shading=lambda pdf: {"Sh": _shading("DeviceRGB", [0, 0, 0], [1, 1, 1])},
        ),
        what="-verloop",
    ),
    Mutation(
        "kleur-rgb",
        _content(
            "0.2 0 0 0.4 100 150 cm BI /W 1 /H 2 /BPC 8 /CS /RGB ID abcdef EI",
        ),
        what="-in-de-tekst",
    ),
    Mutation(
        "kleur-profiel",
        _content("/Cs cs 1 0 0 sc" + FILL, ColorSpace=_cal_rgb),
        severity=Severity.WARNING,
    ),
    Mutation(
        "kleur-profiel", _content("/Cs cs 1 0 0 0 sc" + FILL, ColorSpace=_profiled), pdfx="1a"
    ),
    Mutation(
        "kleur-steun",
        _content(SEPARATION.format(1), ColorSpace=_separation("PANTONE 286 C")),
        severity=Severity.WARNING,
    ),
    Mutation("kleur-registratie", _content(SEPARATION.format(0.4), ColorSpace=_separation("All"))),
    Mutation("inkt-te-veel", _content("0.9 0.8 0.7 0.5 k" + FILL)),
    Mutation("inkt-te-veel", lambda _: None, wishes={"ink": 80}, what="-drempel"),
    Mutation(
        "inkt-te-veel",
        _content(
            "72 0 0 72 100 150 cm /Im Do",
            XObject=lambda pdf: {"Im": _dark_image(pdf)},
        ),
        what="-beeld",
    ),
    Mutation(
        "inkt-te-veel",
        _content(
            "100 150 60 60 re W n /Sh sh",
            Shading=lambda pdf: {"Sh": _shading("DeviceCMYK", [0, 0, 0, 0], [0.9, 0.9, 0.9, 0.9])},
        ),
        what="-verloop",
    ),
    Mutation("overdruk-wit", _content("/Gs gs 0 0 0 0 k" + FILL, ExtGState=_state(op=True, OPM=1))),
    Mutation(
        "overdruk",
        _content("/Gs gs 1 0 0 0 k" + FILL, ExtGState=_state(op=True, OPM=1)),
        severity=Severity.WARNING,
    ),
    Mutation(
        "stans-spaart-uit", _content(SEPARATION.format(1), ColorSpace=_separation("CutContour"))
    ),
    Mutation(
        "doorzichtig", _content("/Gs gs 1 0 0 0 k" + FILL, ExtGState=_state(ca=0.5)), pdfx="1a"
    ),
    Mutation(
        "doorzichtig",
        _content("/Gs gs 1 0 0 0 k" + FILL, ExtGState=_state(BM=Name.Multiply)),
        pdfx="3",
    ),
    Mutation(
        "doorzichtig",
        _content("/Gs gs 1 0 0 0 k" + FILL, ExtGState=_state(ca=0.5)),
        pdfx="geen",
        severity=Severity.NOTE,
    ),
    Mutation("doorzichtig-kleurruimte", _group),
    Mutation(
        "lijn-dun",
        _content("0 0 0 1 K 0.1 w 100 100 m 200 100 l S"),
        severity=Severity.WARNING,
    ),
    Mutation(
        "lijn-dun",
        _content("0 0 0 1 k 100 100 100 0.1 re f"),
        severity=Severity.WARNING,
        what="-gevuld",
    ),
    Mutation(
        "lijn-dun",
        _content("0.1 0 0 0.1 0 0 cm 0 0 0 1 K 1 w 1000 1000 m 2000 1000 l S"),
        severity=Severity.WARNING,
        what="-verkleind",
    ),
    Mutation("beeld-grof", _shown_image(100)),
    Mutation("beeld-matig", _shown_image(200), severity=Severity.WARNING),
    Mutation("x-versie", _xmp("PDF/X-4", "PDF/X-5")),
    Mutation("x-versie", _info("GTS_PDFXVersion", String("PDF/X-9")), "1a"),
    Mutation("x-versie", _info("GTS_PDFXVersion", None), "3"),
    Mutation("x-pdf-versie", lambda _: None, saving={"force_version": "1.7"}),
    Mutation("x-pdf-versie", lambda _: None, "1a", saving={"force_version": "1.5"}),
    Mutation("x-pdf-versie", lambda _: None, "3", saving={"force_version": "1.4"}),
    Mutation("x-titel", _info("Title", String(" ")), "1a"),
    Mutation("x-datums", _info("CreationDate", None), "1a"),
    Mutation("x-datums", _info("ModDate", String("gisteren")), "3"),
    Mutation("x-trapped", _info("Trapped", Name.Unknown), "1a"),
    Mutation("x-trapped", _info("Trapped", None), "3"),
    Mutation(
        "x-xmp-leesbaar",
        lambda pdf: pdf.Root.__setattr__(
            "Metadata", pdf.make_indirect(Stream(pdf, b"<x:xmpmeta", Type=Name.Metadata))
        ),
        "1a",
    ),
    Mutation("x-xmp-nummers", _xmp('xmpMM:VersionID="1"', "")),
    Mutation("x-xmp-gelijk", _xmp(">Een titel<", ">Een andere<")),
    Mutation("x-xmp-gelijk", _xmp("T13:00:00+01:00", "T13:00:00Z"), what="-datum"),
    Mutation("x-drukconditie", _two_intents),
    Mutation("x-drukconditie", lambda pdf: pdf.Root.__delattr__("OutputIntents"), "1a"),
    Mutation("x-drukconditie-naam", _intent("OutputConditionIdentifier", String(""))),
    Mutation("x-drukconditie-naam", _intent("Info", None), what="-info"),
    Mutation("x-profiel", _intent("DestOutputProfile", None)),
    Mutation("x-profiel", _no_profile, "1a"),
    Mutation("x-profiel-soort", _profile_of(b"prtr", b"RGB ")),
    Mutation("x-profiel-soort", _profile_of(b"scnr", b"CMYK"), what="-scanner"),
    Mutation(
        "x-profiel-anders", lambda _: None, wishes={"profile": "FOGRA52"}, severity=Severity.WARNING
    ),
    Mutation(
        "x-acties",
        _root("OpenAction", lambda _: Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
    ),
    Mutation("x-acties", _root("AA", lambda _: Dictionary(WC=Dictionary(S=Name.URI))), what="-aa"),
    Mutation(
        "x-formulier",
        _root(
            "AcroForm",
            lambda pdf: Dictionary(Fields=Array([pdf.make_indirect(Dictionary(FT=Name.Tx))])),
        ),
    ),
    Mutation("x-lagen", _root("OCProperties", lambda _: Dictionary(OCGs=Array())), "1a"),
    Mutation("x-bijlagen", _attachment),
    Mutation(
        "x-lzw",
        _packed("LZWDecode"),
        saving={
            "stream_decode_level": pikepdf.StreamDecodeLevel.none,
            "compress_streams": False,
        },
    ),
    Mutation("x-jpeg2000", _packed("JPXDecode"), "1a"),
    Mutation(
        "x-postscript",
        _content(
            "",
            XObject=lambda pdf: {
                "Ps": pdf.make_indirect(
                    Stream(pdf, b"showpage", Type=Name.XObject, Subtype=Name.PS)
                )
            },
        ),
    ),
    Mutation("x-opi", _shown_image(300, OPI=Dictionary())),
    Mutation("x-alternatief", _shown_image(300, Alternates=Array())),
    Mutation(
        "x-weergave",
        lambda pdf: pdf.Root.ViewerPreferences.__setattr__("PrintClip", Name.TrimBox),
    ),
    Mutation("x-tonen", _content("/Gs gs 1 0 0 0 k" + FILL, ExtGState=_state(TR=Name.Eigen))),
    Mutation(
        "x-tonen",
        _content("/Gs gs 1 0 0 0 k" + FILL, ExtGState=_state(TR2=Name.Eigen)),
        "1a",
    ),
]


def _rgb_image(pdf: pikepdf.Pdf) -> pikepdf.Object:
    image = _image(pdf, 300)
    image.write(bytes(300 * 300 * 3))
    image.ColorSpace = Name.DeviceRGB
    return image


def _dark_image(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return an image of which a tenth takes 320 per cent of ink."""
    image = _image(pdf, 300)
    light, dark = bytes([10, 10, 0, 0]), bytes([204, 204, 204, 204])
    image.write(light * 81_000 + dark * 9_000)
    return image


def _form(pdf: pikepdf.Pdf, content: str) -> pikepdf.Object:
    inner = Stream(
        pdf,
        content.encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, WIDE, HIGH]),
        Resources=Dictionary(),
    )
    outer = Stream(
        pdf,
        b"/Binnen Do",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, WIDE, HIGH]),
        Resources=Dictionary(XObject=Dictionary(Binnen=pdf.make_indirect(inner))),
    )
    return pdf.make_indirect(outer)


def _tiling(pdf: pikepdf.Pdf, content: str) -> pikepdf.Object:
    return pdf.make_indirect(
        Stream(
            pdf,
            content.encode(),
            Type=Name.Pattern,
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=Array([0, 0, 10, 10]),
            XStep=10,
            YStep=10,
            Resources=Dictionary(),
        )
    )


def _shading(space: str, first: list[float], last: list[float]) -> pikepdf.Object:
    return Dictionary(
        ShadingType=2,
        ColorSpace=Name(f"/{space}"),
        Coords=Array([100, 150, 160, 150]),
        Function=Dictionary(
            FunctionType=2, Domain=Array([0, 1]), C0=Array(first), C1=Array(last), N=1
        ),
    )


@pytest.mark.parametrize("pdfx", ["4", "1a", "3"])
def test_a_good_file_is_without_a_finding(pdfx: str, tmp_path: Path) -> None:
    found = report(good(pdfx), tmp_path, pdfx)
    assert found.findings == ()
    assert found.meets_pdfx


@pytest.mark.parametrize("mutation", MUTATIONS, ids=str)
def test_one_thing_broken_makes_one_rule_speak(mutation: Mutation, tmp_path: Path) -> None:
    pdf = changed(
        mutation.change, "4" if mutation.pdfx == "geen" else mutation.pdfx, **mutation.saving
    )
    found = report(pdf, tmp_path, mutation.pdfx, **mutation.wishes)
    spoken = {(one.rule, one.severity) for one in found.findings}
    assert spoken == {(mutation.rule, mutation.severity)}


@pytest.mark.parametrize("pdfx", ["4", "1a", "3"])
def test_a_file_without_an_id_is_found(pdfx: str, tmp_path: Path) -> None:
    assert fired(_no_id(good(pdfx)), tmp_path, pdfx) == ["x-id"]


@pytest.mark.parametrize("pdfx", ["1a", "3"])
def test_packed_objects_are_found(pdfx: str, tmp_path: Path) -> None:
    streams = pikepdf.ObjectStreamMode.generate
    pdf = changed(lambda _: None, pdfx, object_stream_mode=streams, force_version="1.5")
    older = pdf.replace(b"%PDF-1.5", b"%PDF-1.3", 1)
    assert fired(older, tmp_path, pdfx) == ["x-objectstromen"]


def test_xmp_that_is_missing_takes_with_it_what_stands_in_it(tmp_path: Path) -> None:
    pdf = changed(lambda pdf: pdf.Root.__delattr__("Metadata"))
    assert fired(pdf, tmp_path) == ["x-versie", "x-xmp"]


def test_packed_xmp_is_found(tmp_path: Path) -> None:
    # Libraries unpack it when they save, so it is packed (as hexadecimals) behind their back.
    def as_digits(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Metadata.write(XMP.encode().hex().encode() + b">")

    pdf = changed(as_digits)
    named = b"/Subtype /XML /Type /Metadata"
    assert pdf.count(named) == 1
    packed = pdf.replace(named, b"/Filter /ASCIIHexDecode".ljust(len(named)))
    assert fired(packed, tmp_path) == ["x-xmp-gepakt"]


def test_a_file_that_had_to_be_mended_is_found(tmp_path: Path) -> None:
    pdf = good()
    start = pdf.rindex(b"startxref")
    assert fired(pdf[:start] + b"startxref\n12\n%%EOF\n", tmp_path) == ["bestand-gaaf"]


def test_every_rule_has_a_mutation() -> None:
    elsewhere = {"bestand-gaaf", "x-id", "x-objectstromen", "x-xmp", "x-xmp-gepakt"}
    assert {rule.id for rule in RULES} - {one.rule for one in MUTATIONS} == elsewhere
