"""A font file in; what its tables say of weight, slope, axes and embedding out, letters unread."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from msgspec import Struct

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, file_error, reason
from kaartgen.kept import kept

SUFFIXES: Final = (".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2")
# What the PDF library reads of a font; with `CFF ` in place of the outlines it can be converted.
_NEEDED: Final = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "post")
_OUTLINES: Final = ("glyf", "CFF ", "CFF2")
_PICTURES: Final = frozenset({"CBDT", "EBDT", "sbix", "SVG "})
_SFNT: Final = (b"\x00\x01\x00\x00", b"true", b"OTTO")
_WOFF: Final = (b"wOFF", b"wOF2")
# Beginnings that tell what a file is that bears the name of a font.
_OTHER: Final = {
    b"PK": ("een zip-bestand", "Pak het uit en zet het lettertype zelf in de map."),
    b"<": ("een webpagina", "Download het lettertype opnieuw, met de knop voor downloaden."),
    b"%!": ("een oud PostScript-lettertype (Type 1)", "Gebruik een nieuwe versie: otf of ttf."),
    b"\x80\x01": (
        "een oud PostScript-lettertype (Type 1)",
        "Gebruik een nieuwe versie: otf of ttf.",
    ),
    b"%PDF": ("een pdf", "Gebruik het lettertype zelf: een ttf of otf."),
}
_POSTSCRIPT_NAME: Final = 6
# Where reportlab looks for it, and how that is written: Windows' English and the Macintosh's.
_READ_NAMES: Final[Mapping[tuple[int, ...], str]] = {
    (3, 1, 0x409): "utf-16-be",
    (1, 0, 0): "mac-roman",
}
# What no name in a PDF may hold.
_UNWRITABLE: Final = frozenset("[](){}<>/%")
# OS/2's fsType, as in the OpenType specification.
_RESTRICTED: Final = 0x0002
_LEAST_STRICT: Final = 0x000C
_WHOLE_ONLY: Final = 0x0100
_BITMAPS_ONLY: Final = 0x0200


class Axis(Struct, frozen=True):
    """How far a variable font goes along one axis."""

    least: float
    usual: float
    most: float


class FaceFacts(Struct, frozen=True):
    """One face: its place in a collection, its weight (100 to 900), slope, axes and licence."""

    index: int
    tables: frozenset[str]
    weight: int
    width: int
    italic: bool
    axes: Mapping[str, Axis]
    embedding: int
    # Whether the PDF library can read its name.
    named: bool

    @property
    def plain(self) -> bool:
        """Whether the PDF library takes it as it is."""
        return "glyf" in self.tables and "fvar" not in self.tables and self.named


class FontFacts(Struct, frozen=True):
    """The faces of a file; `packed` where they were pressed for the web."""

    faces: tuple[FaceFacts, ...]
    packed: bool = False
    collection: bool = False


def read_facts(file: Path) -> FontFacts:
    """Read what a font file says of itself; raises KaartgenError if it is none, or half of one."""
    try:
        with file.open("rb") as stream:
            kind = stream.read(4)
            if kind in _WOFF:
                # Unpacking takes a fifth of a second, also of a font that was converted long ago.
                return kept(f"lettertype {file}", [file], lambda: _packed(file))
            return _facts(file, stream, kind, file.stat().st_size)
    except OSError as error:
        raise file_error(f"Dit lettertype is niet te lezen: {reason(error)}.", file) from None
    except struct.error:
        raise refusal(file, *_CUT_OFF) from None


def check_embedding(file: Path, face: FaceFacts) -> None:
    """Raise KaartgenError if the font's maker forbids that the letters in use are embedded."""
    other = "Vraag de maker om een licentie waarmee het mag, of kies een ander lettertype."
    # Where a file says several things, the least strict counts (OpenType, before version 3).
    if face.embedding & _RESTRICTED and not face.embedding & _LEAST_STRICT:
        raise refusal(
            file, "Dit lettertype mag van zijn maker niet in een pdf (fsType: restricted).", other
        )
    if face.embedding & _BITMAPS_ONLY:
        raise refusal(
            file,
            "Van dit lettertype mogen alleen plaatjes in een pdf, geen letters (fsType: bitmap).",
            other,
        )
    if face.embedding & _WHOLE_ONLY:
        raise refusal(
            file,
            "Dit lettertype mag alleen in zijn geheel in een pdf (fsType: no subsetting); kaartgen "
            "neemt alleen de letters op die op de kaarten staan.",
            other,
        )


def refusal(file: Path, message: str, hint: str | None = None) -> KaartgenError:
    """Return the error of a font file that cannot be used."""
    return KaartgenError([Problem(message, ExitCode.FONT, Place(file), hint)])


_CUT_OFF: Final = (
    "Dit lettertype is niet heel: het bestand houdt te vroeg op.",
    "Download of kopieer het opnieuw.",
)


def _packed(file: Path) -> FontFacts:
    from kaartgen.layout import font_convert  # noqa: PLC0415 (slow, and few need it)

    data = font_convert.unpacked(file)
    found = _facts(file, io.BytesIO(data), data[:4], len(data))
    return FontFacts(found.faces, packed=True, collection=found.collection)


def _facts(file: Path, stream: BinaryIO, kind: bytes, size: int) -> FontFacts:
    if kind == b"ttcf":
        stream.seek(8)
        (count,) = struct.unpack(">L", stream.read(4))
        if not 1 <= count <= 256:
            raise refusal(file, *_CUT_OFF)
        offsets = struct.unpack(f">{count}L", stream.read(4 * count))
    elif kind in _SFNT:
        offsets = (0,)
    else:
        raise _no_font(file, stream)
    faces = tuple(_face(file, stream, index, offset, size) for index, offset in enumerate(offsets))
    return FontFacts(faces, collection=kind == b"ttcf")


def _no_font(file: Path, stream: BinaryIO) -> KaartgenError:
    stream.seek(0)
    begin = stream.read(64).lstrip()
    if not begin:
        return refusal(file, "Dit lettertypebestand is leeg.", _CUT_OFF[1])
    for mark, (what, hint) in _OTHER.items():
        if begin.startswith(mark):
            return refusal(file, f"Dit is geen lettertype maar {what}.", hint)
    told = "Dit is geen lettertype, al heet het zo."
    return refusal(file, told, "Gebruik een ttf, otf, ttc, woff of woff2.")


def _face(file: Path, stream: BinaryIO, index: int, offset: int, size: int) -> FaceFacts:
    stream.seek(offset)
    count = struct.unpack(">4xH6x", stream.read(12))[0]
    places = {
        tag.decode("latin-1"): (start, length)
        for tag, start, length in struct.iter_unpack(">4s4xLL", stream.read(16 * count))
    }
    if len(places) != count or any(start + length > size for start, length in places.values()):
        # HarfBuzz would draw blanks.
        raise refusal(file, *_CUT_OFF)
    _check_complete(file, frozenset(places))

    def part(table: str, at: int, form: str) -> tuple[Any, ...]:
        stream.seek(places[table][0] + at)
        return struct.unpack(form, stream.read(struct.calcsize(form)))

    weight, width, embedding = part("OS/2", 4, ">3H") if "OS/2" in places else (400, 5, 0)
    (slope,) = part("OS/2", 62, ">H") if "OS/2" in places else (0,)
    (style,) = part("head", 44, ">H")
    axes = _axes(part) if "fvar" in places else {}
    return FaceFacts(
        index,
        frozenset(places),
        weight or 400,
        width,
        bool(slope & 1 or style & 2),
        axes,
        embedding,
        _is_named(part),
    )


def _check_complete(file: Path, tables: frozenset[str]) -> None:
    outlines = any(one in tables for one in _OUTLINES)
    if not outlines and tables & _PICTURES:
        raise refusal(
            file,
            "Dit lettertype bestaat uit plaatjes; letters met een omtrek zitten er niet in.",
            "Kies een ander lettertype; kleurenletters kan kaartgen niet drukken.",
        )
    missing = [name for name in _NEEDED if name not in tables]
    if not outlines or ("glyf" in tables and "loca" not in tables):
        missing.append("glyf" if not outlines else "loca")
    if missing:
        named = ", ".join(missing)
        raise refusal(file, f"Dit lettertype is niet compleet: er ontbreekt {named}.", _CUT_OFF[1])


def _is_named(part: Callable[[str, int, str], tuple[Any, ...]]) -> bool:
    """Say whether a font has the name that the PDF library asks for, in letters it can write."""
    form, count, texts = part("name", 0, ">3H")
    if form != 0:
        return False
    records: bytes = part("name", 6, f"{12 * count}s")[0]
    for *where, number, length, offset in struct.iter_unpack(">6H", records):
        coding = _READ_NAMES.get((*where,)) if number == _POSTSCRIPT_NAME else None
        if coding:
            raw: bytes = part("name", texts + offset, f"{length}s")[0]
            name = raw.decode(coding, "replace")
            plain = bool(name) and name.isascii() and name.isprintable()
            return plain and _UNWRITABLE.isdisjoint(name)
    return False


def _axes(part: Callable[[str, int, str], tuple[Any, ...]]) -> dict[str, Axis]:
    start, _, count, length = part("fvar", 4, ">4H")
    axes: dict[str, Axis] = {}
    for number in range(count):
        tag, *limits = part("fvar", start + number * length, ">4s3l")
        least, usual, most = (limit / 65536 for limit in limits)
        axes[tag.decode("latin-1")] = Axis(least, usual, most)
    return axes
