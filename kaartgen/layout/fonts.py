"""Font files in; faces that shape a word, know their metrics and say which glyphs they miss."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import uharfbuzz as hb
from msgspec import Struct

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.frame import FontRef

# Kerning only. Ligatures and composed alternates break text extraction and hyphenation
# ("coëfficiënt" comes out as "coëciënt"), and one glyph a character keeps the two in step.
_FEATURES: Final = {
    "kern": True,
    "liga": False,
    "clig": False,
    "dlig": False,
    "calt": False,
    "ccmp": False,
    "locl": False,
    "rlig": False,
}
# How far beyond the stems' edge an initial stands at display sizes so that it looks flush (pt).
_ROUND_OUT_PT: Final = 0.35
_DIAGONAL_OUT_PT: Final = 0.75
_ROUND = frozenset("CGOQSceoqdØÖÓÒ")
_DIAGONAL = frozenset("VWAYTJvwy")
_SHY = "\u00ad"


class Shaped(Struct, frozen=True):
    """A word as shaped: its advance in em and its kerning as (index, thousandths of an em)."""

    text: str
    advance: float
    kerns: tuple[tuple[int, int], ...]


class Font:
    """One font file, opened once; shaped words are kept, since kerning against a space is none."""

    def __init__(self, ref: FontRef) -> None:
        self.ref = ref
        try:
            _check_whole(ref.file)
            blob = hb.Blob.from_file_path(str(ref.file))
            face = hb.Face(blob)
            self._font = hb.Font(face)
            self._upem = face.upem
            glyphs = face.glyph_count
        except Exception as error:  # HarfBuzz raises its own kinds for what is no font
            raise _unusable(ref.file) from error
        if not glyphs:
            raise _unusable(ref.file)
        self._shaped: dict[str, Shaped] = {}
        self._nominal: dict[str, int | None] = {}
        # Most texts are of letters that were asked for before.
        self._present: set[str] = set()
        self.cap_height = self._height_of("H")
        self.x_height = self._height_of("x")
        self.space = self.shaped(" ").advance
        self.hyphen = self.shaped("-").advance

    def shaped(self, word: str) -> Shaped:
        """Return `word` shaped; soft hyphens are left out, missing glyphs take no kerning."""
        known = self._shaped.get(word)
        if known is None:
            known = self._shaped[word] = self._shape(word.replace(_SHY, ""))
        return known

    def missing(self, text: str) -> str:
        """Return the characters of `text` that the font has no glyph for."""
        if self._present.issuperset(text):
            return ""
        absent = dict.fromkeys(char for char in text if self._glyph(char) is None)
        for char in (" ", "\n", _SHY):
            absent.pop(char, None)
        self._present.update(char for char in text if char not in absent)
        return "".join(absent)

    def bearing(self, first: str) -> float:
        """Return how far the ink of a line's first letter stands from its origin, in em."""
        if first == "j":  # its tail hangs out anyway; what stands at the margin is its stem
            first = "i"
        glyph = self._glyph(first)
        extents = self._font.get_glyph_extents(glyph) if glyph is not None else None
        return extents.x_bearing / self._upem if extents else 0.0

    @staticmethod
    def overshoot_pt(first: str) -> float:
        """Return how far beyond the margin a display initial stands to look flush, in points."""
        if first in _ROUND:
            return _ROUND_OUT_PT
        return _DIAGONAL_OUT_PT if first in _DIAGONAL else 0.0

    def _shape(self, word: str) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, _FEATURES)
        positions = buffer.glyph_positions
        infos = buffer.glyph_infos
        if len(positions) != len(word):
            # A combining sequence without a composed form: set it unkerned, glyph by glyph.
            widths = [self._advance(char) for char in word]
            return Shaped(word, sum(widths) / self._upem, ())
        kerns: list[tuple[int, int]] = []
        total = 0
        for index, (info, position) in enumerate(zip(infos, positions, strict=True)):
            total += position.x_advance
            shift = position.x_advance - self._font.get_glyph_h_advance(info.codepoint)
            if shift:
                kerns.append((index, round(shift * 1000 / self._upem)))
        return Shaped(word, total / self._upem, tuple(kerns))

    def _advance(self, char: str) -> int:
        glyph = self._glyph(char)
        return int(self._font.get_glyph_h_advance(glyph)) if glyph is not None else 0

    def _glyph(self, char: str) -> int | None:
        if char not in self._nominal:
            self._nominal[char] = self._font.get_nominal_glyph(ord(char))
        return self._nominal[char]

    def _height_of(self, char: str) -> float:
        glyph = self._glyph(char)
        extents = self._font.get_glyph_extents(glyph) if glyph is not None else None
        return extents.y_bearing / self._upem if extents else 0.7


def _check_whole(file: Path) -> None:
    """Raise ValueError if the file ends before its tables do: HarfBuzz would draw blanks."""
    with file.open("rb") as stream:
        head = stream.read(12)
        count = struct.unpack(">4xH6x", head)[0]
        directory = stream.read(16 * count)
    size = file.stat().st_size
    for offset, length in struct.iter_unpack(">8xLL", directory):
        if offset + length > size:
            raise ValueError(file)


def _unusable(file: Path) -> KaartgenError:
    return KaartgenError(
        [
            Problem(
                "Dit lettertype is niet te gebruiken.",
                ExitCode.FONT,
                Place(file),
                "Gebruik een statisch TrueType-bestand (.ttf) dat je mag insluiten.",
            )
        ]
    )


class FamilyFiles(Struct, frozen=True):
    """The files of one family by weight and slope: {(400, False): Path(...), ...}."""

    name: str
    files: Mapping[tuple[int, bool], Path]


class FontBook:
    """The families of a house style, their files opened when first asked for."""

    def __init__(self, families: Mapping[str, FamilyFiles]) -> None:
        self._families = families
        self._fonts: dict[Path, Font] = {}

    def weights(self, family: str) -> list[tuple[int, bool]] | None:
        """Return the weights and slopes that a role has, or None if there is no such role."""
        return list(self._families[family].files) if family in self._families else None

    @property
    def roles(self) -> list[str]:
        """The roles that the house style gives to families."""
        return list(self._families)

    def lending(self, family: str, weight: int, to: str) -> FontBook:
        """Return a book in which `family` also does the work of the role `to`.

        Every upright weight that `to` had becomes `weight`.
        """
        lent, own = self._families[family], self._families[to]
        file = lent.files.get((weight, False))
        if file is None:
            return self
        files = {**lent.files, **{key: file for key in own.files if not key[1]}}
        return FontBook({**self._families, to: FamilyFiles(lent.name, files)})

    def font(self, family: str, weight: int, *, italic: bool = False) -> Font:
        """Return a font; raises KaartgenError if the family has no such weight or the file is bad.

        `family` is the role that the house style gives it: `text`, `display`.
        """
        files = self._families[family]
        file = files.files.get((weight, italic))
        if file is None:
            kinds = ", ".join(f"{w}{' cursief' if i else ''}" for w, i in sorted(files.files))
            slope = " cursief" if italic else ""
            raise KaartgenError(
                [
                    Problem(
                        f"{files.name} is er niet in gewicht {weight}{slope}.",
                        ExitCode.FONT,
                        hint=f"De huisstijl kent: {kinds}.",
                    )
                ]
            )
        if file not in self._fonts:
            self._fonts[file] = Font(FontRef(_postscript_like(file), file))
        return self._fonts[file]


def _postscript_like(file: Path) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", file.stem)
