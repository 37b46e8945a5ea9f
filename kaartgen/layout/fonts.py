"""Font files in; faces that shape a word, know their metrics and say which glyphs they miss."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import uharfbuzz as hb
from msgspec import Struct
from msgspec.structs import replace

from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.frame import FontRef
from kaartgen.layout.font_file import refusal
from kaartgen.layout.static_font import FontFile, spoken, static_font

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
        return float(extents.x_bearing / self._upem) if extents else 0.0

    def advance(self, char: str) -> float:
        """Return how far the pen moves for one letter, in em, without kerning."""
        return float(self._advance(char) / self._upem)

    def reach(self, text: str) -> tuple[float, float]:
        """Return how far the ink of a line reaches above and below its baseline, in em."""
        glyphs = [glyph for char in set(text) if (glyph := self._glyph(char)) is not None]
        found = [one for glyph in glyphs if (one := self._font.get_glyph_extents(glyph))]
        above = max((one.y_bearing for one in found), default=0)
        # A glyph's height goes down from its top, as a negative number.
        below = max((-(one.y_bearing + one.height) for one in found), default=0)
        return float(above / self._upem), float(below / self._upem)

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


def _unusable(file: Path) -> KaartgenError:
    return refusal(
        file,
        "Dit lettertype is niet te gebruiken: er zitten fouten in.",
        "Download het opnieuw, of kies in de huisstijl een ander lettertype.",
    )


class Span(Struct, frozen=True):
    """A variable font's weights, from the lightest to the heaviest."""

    least: int
    most: int
    file: FontFile

    def __str__(self) -> str:
        return f"{self.least} tot {spoken(self.most, italic=self.file.italic)}"


class FamilyFiles(Struct, frozen=True):
    """The files of one family by weight and slope, and those that hold a span of weights."""

    name: str
    files: Mapping[tuple[int, bool], FontFile]
    spans: tuple[Span, ...] = ()

    def find(self, weight: int, *, italic: bool) -> FontFile | None:
        """Return what holds a weight and slope, if anything does."""
        found = self.files.get((weight, italic))
        if found:
            return found
        for span in self.spans:
            if span.file.italic is italic and span.least <= weight <= span.most:
                return replace(span.file, weight=weight)
        return None

    def weights(self) -> list[tuple[int, bool]]:
        """Return the weights and slopes that there are; of a span its hundreds."""
        spanned = [
            (weight, span.file.italic)
            for span in self.spans
            for weight in range(100, 1000, 100)
            if span.least <= weight <= span.most
        ]
        return sorted({*self.files, *spanned})

    def told(self) -> str:
        """Return in words which weights there are."""
        exact = [spoken(weight, italic=italic) for weight, italic in sorted(self.files)]
        return ", ".join([*exact, *map(str, self.spans)])


class FontBook:
    """The families of a house style, their files opened when first asked for."""

    def __init__(self, families: Mapping[str, FamilyFiles]) -> None:
        self._families = families
        self._asked: dict[tuple[str, int, bool], Font] = {}
        self._fonts: dict[Path, Font] = {}
        self._names: set[str] = set()

    def is_of_the_same(self, other: FontBook) -> bool:
        """Say whether two books are of the same families and files."""
        return self._families == other._families

    def weights(self, family: str) -> list[tuple[int, bool]] | None:
        """Return the weights and slopes that a role has, or None if there is no such role."""
        return self._families[family].weights() if family in self._families else None

    def has(self, family: str, weight: int, *, italic: bool) -> bool:
        """Say whether a role that there is has this weight."""
        return self._families[family].find(weight, italic=italic) is not None

    def family_name(self, family: str) -> str:
        """Return what the family is called that does the work of a role."""
        return self._families[family].name

    def nearest(self, family: str, weight: int, *, italic: bool) -> FontFile | None:
        """Return the file of a role's weight that comes closest, of its own slope if it can."""
        files = self._families[family]
        there = sorted(
            files.weights(), key=lambda key: (key[1] is not italic, abs(key[0] - weight))
        )
        return files.find(there[0][0], italic=there[0][1]) if there else None

    @property
    def roles(self) -> list[str]:
        """The roles that the house style gives to families."""
        return list(self._families)

    def lending(self, family: str, weight: int, to: str) -> FontBook:
        """Return a book in which `family` also does the work of the role `to`.

        Every upright weight that `to` had becomes `weight`.
        """
        lent, own = self._families[family], self._families[to]
        file = lent.find(weight, italic=False)
        if file is None:
            return self
        files = {**lent.files, **{key: file for key in own.weights() if not key[1]}}
        return FontBook({**self._families, to: FamilyFiles(lent.name, files, lent.spans)})

    def font(self, family: str, weight: int, *, italic: bool = False) -> Font:
        """Return a font; raises KaartgenError if the family has no such weight or the file is bad.

        `family` is the role that the house style gives it: `text`, `display`.
        """
        asked = (family, weight, italic)
        if asked not in self._asked:
            self._asked[asked] = self._opened(self._families[family], weight, italic=italic)
        return self._asked[asked]

    def _opened(self, files: FamilyFiles, weight: int, *, italic: bool) -> Font:
        wanted = files.find(weight, italic=italic)
        if wanted is None:
            raise KaartgenError(
                [
                    Problem(
                        f"{files.name} is er niet in gewicht {spoken(weight, italic=italic)}.",
                        ExitCode.FONT,
                        hint=f"De huisstijl kent: {files.told()}.",
                    )
                ]
            )
        file = static_font(wanted)
        if file not in self._fonts:
            self._fonts[file] = Font(FontRef(self._name(wanted, file), file))
        return self._fonts[file]

    def of(self, ref: FontRef) -> Font:
        """Return the opened file of a font that texts were set in."""
        if ref.file not in self._fonts:
            self._fonts[ref.file] = Font(ref)
        return self._fonts[ref.file]

    def _name(self, wanted: FontFile, file: Path) -> str:
        """Return a name of the font's own: two families may both have a `Regular.ttf`."""
        stem = wanted.path.stem
        if file != wanted.path:  # one file may become several fonts
            stem += f"-{wanted.weight}{'i' if wanted.italic else ''}"
        name = base = re.sub(r"[^A-Za-z0-9-]", "-", stem)
        number = 1
        while name in self._names:
            number += 1
            name = f"{base}-{number}"
        self._names.add(name)
        return name
