"""An opened PDF in; what it says about itself and carries beside its pages out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree

import pikepdf
from msgspec import Struct, field

from kaartgen.pdf.preflight.images import filters_of
from kaartgen.pdf.preflight.model import FileFacts, FontFacts, ObjectId, OutputIntent, PageFacts
from kaartgen.pdf.preflight.reading import Source
from kaartgen.pdf.preflight.saying import name_of, said

# Dictionaries of streams stand in a file as plain text, so this finds them without parsing.
_COMPRESSED: Final = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
_ACTIONS: Final = frozenset(
    [
        "JavaScript",
        "Launch",
        "URI",
        "GoTo",
        "GoToR",
        "GoToE",
        "Named",
        "SubmitForm",
        "ResetForm",
        "ImportData",
        "Sound",
        "Movie",
        "Hide",
        "Rendition",
    ]
)
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XMP: Final = {
    "titel": "{http://purl.org/dc/elements/1.1/}title",
    "gemaakt": "{http://ns.adobe.com/xap/1.0/}CreateDate",
    "gewijzigd": "{http://ns.adobe.com/xap/1.0/}ModifyDate",
    "metadata": "{http://ns.adobe.com/xap/1.0/}MetadataDate",
    "trapped": "{http://ns.adobe.com/pdf/1.3/}Trapped",
    "versie": "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion",
    "document": "{http://ns.adobe.com/xap/1.0/mm/}DocumentID",
    "uitgave": "{http://ns.adobe.com/xap/1.0/mm/}VersionID",
    "soort": "{http://ns.adobe.com/xap/1.0/mm/}RenditionClass",
}
_AREAS: Final = ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip")


def file_facts(
    source: Source, pages: tuple[PageFacts, ...], fonts: Mapping[ObjectId, FontFacts]
) -> FileFacts:
    """Return what the file says; `fonts` are those that its pages use."""
    pdf = source.pdf
    root = pdf.Root
    carried = _Carried()
    carried.look(pdf)
    xmp, filtered, broken = _xmp(pdf)
    return FileFacts(
        version=_version(pdf),
        mended=source.mended,
        encrypted=pdf.is_encrypted,
        has_id=isinstance(pdf.trailer.get("/ID"), pikepdf.Array),
        compressed_objects=_COMPRESSED.search(source.data) is not None,
        info=_info(pdf),
        xmp=xmp,
        xmp_filtered=filtered,
        xmp_broken=broken,
        intents=tuple(_intents(root)),
        actions=tuple(sorted(carried.actions | _root_actions(root))),
        form=_has_fields(root),
        layers="/OCProperties" in root,
        attachments=tuple(sorted(carried.attachments | _named_files(root))),
        filters=dict(carried.filters),
        postscript=carried.postscript,
        opi=carried.opi,
        alternates=carried.alternates,
        clip_boxes=tuple(_areas(root)),
        fonts=fonts,
        pages=pages,
    )


def _version(pdf: pikepdf.Pdf) -> tuple[int, int]:
    said = [pdf.pdf_version, name_of(pdf.Root.get("/Version"), "1.0")]
    found = [re.fullmatch(r"(\d+)\.(\d+)", text) for text in said]
    return max((int(one[1]), int(one[2])) for one in found if one)


def keywords(pdf: pikepdf.Pdf) -> frozenset[str]:
    """Return the keywords in a file's properties."""
    return frozenset(word.strip() for word in _info(pdf).get("Keywords", "").split(","))


def _info(pdf: pikepdf.Pdf) -> dict[str, str]:
    info = pdf.trailer.get("/Info")
    if not isinstance(info, pikepdf.Dictionary):
        return {}
    return {name_of(key): said(value) for key, value in info.items()}


def _xmp(pdf: pikepdf.Pdf) -> tuple[dict[str, str] | None, bool, bool]:
    """Return the properties in XMP, whether its stream is packed, and whether it is broken."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return None, False, False
    # An encrypted file can leave its XMP in the clear: that is what Crypt says.
    packed = any(name != "Crypt" for name in filters_of(stream))
    try:
        # Expat limits what a document can expand to.
        document = ElementTree.fromstring(stream.read_bytes())  # noqa: S314
    except (ElementTree.ParseError, pikepdf.PdfError, ValueError):
        return {}, packed, True
    found: dict[str, str] = {}
    for description in document.iter(f"{_RDF}Description"):
        for name, key in _XMP.items():
            element = description.find(key)
            value = description.get(key) if element is None else _value(element)
            if value:
                found.setdefault(name, value)
    return found, packed, False


def _value(element: ElementTree.Element) -> str:
    """Return what a property says: its own text, or that of the first of a list."""
    first = element.find(f".//{_RDF}li")
    return ((element if first is None else first).text or "").strip()


def _intents(root: pikepdf.Object) -> Iterator[OutputIntent]:
    found = root.get("/OutputIntents")
    if not isinstance(found, pikepdf.Array):
        return
    for intent in found:
        if not isinstance(intent, pikepdf.Dictionary):
            continue
        profile = intent.get("/DestOutputProfile")
        content = b""
        if isinstance(profile, pikepdf.Stream):
            try:
                content = profile.read_bytes()
            except pikepdf.PdfError:
                content = b"?"
        yield OutputIntent(
            name_of(intent.get("/S")),
            said(intent.get("/OutputConditionIdentifier")),
            said(intent.get("/Info")),
            said(intent.get("/RegistryName")),
            _header(content) if content else None,
            len(content),
        )


def _header(profile: bytes) -> tuple[str, str]:
    """Return an ICC profile's class and colour space, empty if it is no profile."""
    if len(profile) < 128 or profile[36:40] != b"acsp":
        return "", ""
    return profile[12:16].decode("latin-1").strip(), profile[16:20].decode("latin-1").strip()


class _Carried(Struct):
    """What lies in a file beside its pages."""

    filters: Counter[str] = field(default_factory=Counter)
    actions: set[str] = field(default_factory=set)
    attachments: set[str] = field(default_factory=set)
    postscript: bool = False
    opi: bool = False
    alternates: bool = False

    def look(self, pdf: pikepdf.Pdf) -> None:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                self.filters.update(filters_of(thing))
                subtype = said(thing.get("/Subtype"))
                self.postscript |= subtype == "/PS" or said(thing.get("/Subtype2")) == "/PS"
                self.opi |= "/OPI" in thing
                self.alternates |= "/Alternates" in thing
                if "/F" in thing:
                    self.attachments.add("een stream in een ander bestand")
            elif isinstance(thing, pikepdf.Dictionary):
                self._dictionary(thing)

    def _dictionary(self, thing: pikepdf.Dictionary) -> None:
        named = name_of(thing.get("/S"))
        if named in _ACTIONS and ("/JS" in thing or "/D" in thing or "/Type" in thing):
            self.actions.add(named)
        action = thing.get("/A")
        if isinstance(action, pikepdf.Dictionary):
            inside = name_of(action.get("/S"))
            if inside in _ACTIONS:
                self.actions.add(inside)
        if "/AA" in thing:
            self.actions.add("AA")
        if "/EF" in thing:
            self.attachments.add(said(thing.get("/UF", thing.get("/F")), "?"))


def _root_actions(root: pikepdf.Object) -> set[str]:
    found: set[str] = set()
    opening = root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary):
        found.add(name_of(opening.get("/S")))
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        found.add("JavaScript")
    return found


def _named_files(root: pikepdf.Object) -> set[str]:
    names = root.get("/Names")
    has = isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names
    return {"EmbeddedFiles"} if has else set()


def _has_fields(root: pikepdf.Object) -> bool:
    form = root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and (
        len(list(form.get("/Fields", []))) > 0 or "/XFA" in form
    )


def _areas(root: pikepdf.Object) -> Iterator[str]:
    preferences = root.get("/ViewerPreferences")
    if isinstance(preferences, pikepdf.Dictionary):
        for name in _AREAS:
            value = said(preferences.get(name))
            if name in preferences and value not in ("/MediaBox", "/BleedBox"):
                yield name[1:]
