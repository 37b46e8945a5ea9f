"""A finished PDF and a printing condition in; the same pages as a file that keeps to PDF/X out.

The texts of ISO 15930 were not at hand: these are its rules as others describe them, checked with
files of a second writer.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import uuid
from html import escape
from typing import Final, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from kaartgen.pdf.document import Document
from kaartgen.pdf.print_shop import PDFX_NAMES
from kaartgen.pdf.profile import OutputProfile

Flavour = Literal["4", "1a", "3"]
# The version of PDF that each is built on.
_VERSIONS: Final[dict[Flavour, str]] = {"4": "1.6", "1a": "1.4", "3": "1.3"}
_REGISTRY: Final = "http://www.color.org"
_PROGRAM: Final = "kaartgen"
# What tells a viewer on somebody's desk how to print; a press has no use for it.
_FOR_VIEWERS: Final = ("/ViewerPreferences", "/PageMode", "/PageLayout", "/OpenAction", "/AA")
_FOR_SCREENS: Final = ("/Trans", "/Dur", "/AA", "/Annots")


def as_pdfx(pdf: bytes, document: Document, flavour: Flavour, profile: OutputProfile) -> bytes:
    """Return the PDF as PDF/X of that flavour; the same input gives the same bytes.

    The content must be in CMYK already and without transparency, as `draw` makes it.
    """
    with pikepdf.open(io.BytesIO(pdf)) as file:
        root = file.Root
        for key in _FOR_VIEWERS:
            if key in root:
                del root[key]
        for page in file.pages:
            for key in _FOR_SCREENS:
                if key in page.obj:
                    del page.obj[key]
        root.OutputIntents = Array([_intent(file, profile)])
        _describe(file, document, flavour)
        number = uuid.UUID(bytes=hashlib.sha256(pdf + profile.data).digest()[:16], version=5)
        metadata = pikepdf.Stream(file, _xmp(document, flavour, number))
        metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
        root.Metadata = metadata
        out = io.BytesIO()
        file.save(
            out,
            force_version=_VERSIONS[flavour],
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            # Our XMP does not name the version, and looking takes longer than writing.
            fix_metadata_version=False,
            deterministic_id=True,
        )
    return out.getvalue()


def _intent(file: pikepdf.Pdf, profile: OutputProfile) -> Dictionary:
    stream = pikepdf.Stream(file, profile.data)
    stream.N = 4
    stream.Alternate = Name.DeviceCMYK
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(profile.identifier),
        OutputCondition=String(profile.name),
        Info=String(profile.name),
        DestOutputProfile=file.make_indirect(stream),
    )
    if profile.condition:
        intent.RegistryName = String(_REGISTRY)
    return intent


def _describe(file: pikepdf.Pdf, document: Document, flavour: Flavour) -> None:
    """Write Info anew: only what is said, and the same as XMP says."""
    moment = document.date.astimezone(datetime.UTC)
    date = f"D:{moment:%Y%m%d%H%M%S}+00'00'"
    info: dict[str, pikepdf.Object] = {
        "/Title": String(document.title),
        "/Creator": String(_PROGRAM),
        "/Producer": String(_PROGRAM),
        "/CreationDate": String(date),
        "/ModDate": String(date),
        # `Name.False_` would be written as /False_.
        "/Trapped": Name("/False"),
    }
    if document.author:
        info["/Author"] = String(document.author)
    if document.subject:
        info["/Subject"] = String(document.subject)
    if document.keywords:
        info["/Keywords"] = String(", ".join(document.keywords))
    if flavour != "4":
        info["/GTS_PDFXVersion"] = String(PDFX_NAMES[flavour])
    file.trailer.Info = file.make_indirect(Dictionary(info))


def _xmp(document: Document, flavour: Flavour, number: uuid.UUID) -> bytes:
    """Return the properties in XMP, written out: a library's dates would be of today."""
    moment = document.date.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    name = PDFX_NAMES[flavour]
    version = (
        f"<pdfxid:GTS_PDFXVersion>{name}</pdfxid:GTS_PDFXVersion>"
        if flavour == "4"
        else f"<pdfx:GTS_PDFXVersion>{name}</pdfx:GTS_PDFXVersion>"
    )
    subject = f"<dc:description>{_in_any_language(document.subject)}</dc:description>"
    author = (
        f"<dc:creator><rdf:Seq><rdf:li>{_plain(document.author)}</rdf:li></rdf:Seq></dc:creator>"
    )
    keywords = f"<pdf:Keywords>{_plain(', '.join(document.keywords))}</pdf:Keywords>"
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        '<rdf:Description rdf:about=""',
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"',
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
        ' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"',
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/"',
        ' xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"',
        ' xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">',
        "<dc:format>application/pdf</dc:format>",
        f"<dc:title>{_in_any_language(document.title)}</dc:title>",
        *([author] if document.author else []),
        *([subject] if document.subject else []),
        f"<xmp:CreateDate>{moment}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{moment}</xmp:MetadataDate>",
        f"<xmp:CreatorTool>{_PROGRAM}</xmp:CreatorTool>",
        f"<xmpMM:DocumentID>uuid:{number}</xmpMM:DocumentID>",
        f"<xmpMM:InstanceID>uuid:{number}</xmpMM:InstanceID>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
        f"<pdf:Producer>{_PROGRAM}</pdf:Producer>",
        *([keywords] if document.keywords else []),
        "<pdf:Trapped>False</pdf:Trapped>",
        version,
        "</rdf:Description>",
        "</rdf:RDF>",
        "</x:xmpmeta>",
        '<?xpacket end="r"?>',
    ]
    return "\n".join(lines).encode()


def _plain(text: str) -> str:
    return escape(text, quote=False)


def _in_any_language(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_plain(text)}</rdf:li></rdf:Alt>'
