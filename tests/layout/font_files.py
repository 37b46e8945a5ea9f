"""Fonts made for the tests: every letter a block, so that its measures are known."""

from __future__ import annotations

import io
import string
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

LETTERS = (
    string.ascii_letters
    + string.digits
    + string.punctuation
    + " éëïöüèç“”‘’–—…•→·×−✓"
    + "\u00a0\u202f\u2011"
)
# A block is 700 high and 100 narrower than its letter, with 50 of white on either side.
HEIGHT, WHITE = 700, 50
# The control points of a quarter of a circle of radius 1.
_ROUND = 0.5522847498


def _name(char: str) -> str:
    return f"uni{ord(char):04X}"


def _block(pen: Any, width: int, height: int = HEIGHT) -> None:
    pen.moveTo((WHITE, 0))
    pen.lineTo((WHITE, height))
    pen.lineTo((width - WHITE, height))
    pen.lineTo((width - WHITE, 0))
    pen.closePath()


def _disc(pen: Any, x: float, y: float, r: float) -> None:
    k = r * _ROUND
    pen.moveTo((x + r, y))
    pen.curveTo((x + r, y + k), (x + k, y + r), (x, y + r))
    pen.curveTo((x - k, y + r), (x - r, y + k), (x - r, y))
    pen.curveTo((x - r, y - k), (x - k, y - r), (x, y - r))
    pen.curveTo((x + k, y - r), (x + r, y - k), (x + r, y))
    pen.closePath()


def _drawn(char: str, pen: Any, width: int, *, cff: bool) -> None:
    if char == "o" and cff:
        _disc(pen, 300, 300, 250)
    elif char.strip("\u00a0\u202f "):
        _block(pen, width)


def _begun(letters: str, *, cff: bool, width: int, family: str, weight: int) -> FontBuilder:
    order = [".notdef", *map(_name, letters)]
    builder = FontBuilder(1000, isTTF=not cff)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(char): _name(char) for char in letters})
    pens: dict[str, Any] = {}
    for char, name in zip("\0" + letters, order, strict=True):
        pen = T2CharStringPen(width, None) if cff else TTGlyphPen(None)
        _drawn(char if char != "\0" else "x", pen, width, cff=cff)
        pens[name] = pen.getCharString() if cff else pen.glyph()
    if cff:
        builder.setupCFF(f"{family}-Regular", {"FullName": family}, pens, {})
    else:
        builder.setupGlyf(pens)
    builder.setupHorizontalMetrics(dict.fromkeys(order, (width, WHITE)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2(usWeightClass=weight, sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    builder.setupHead(unitsPerEm=1000, created=3_500_000_000, modified=3_500_000_000)
    return builder


def _finished(
    builder: FontBuilder, file: Path, *, family: str, copyright_line: str, embedding: int
) -> Path:
    names = {"familyName": family, "styleName": "Regular", "psName": f"{family}-Regular"}
    builder.setupNameTable({**names, "copyright": copyright_line, "version": "Version 1.000"})
    builder.font["OS/2"].fsType = embedding
    builder.font.recalcTimestamp = False
    builder.addOpenTypeFeatures("feature kern { pos uni0048 uni006F -100; } kern;")
    file.parent.mkdir(parents=True, exist_ok=True)
    builder.save(file)
    return file


def font(
    file: Path,
    *,
    cff: bool = False,
    letters: str = LETTERS,
    width: int = 600,
    family: str = "Blokjes",
    weight: int = 400,
    italic: bool = False,
    copyright_line: str = "Copyright 2026 Team kaartgen",
    embedding: int = 0,
) -> Path:
    """Write a static font in which H is a block and, with PostScript outlines, o a disc."""
    builder = _begun(letters, cff=cff, width=width, family=family, weight=weight)
    if italic:
        builder.font["OS/2"].fsSelection |= 1
        builder.font["head"].macStyle |= 2
    return _finished(
        builder, file, family=family, copyright_line=copyright_line, embedding=embedding
    )


def variable(
    file: Path,
    *,
    letters: str = LETTERS,
    family: str = "Rekbaar",
    italic: bool = False,
    copyright_line: str = "Copyright 2026 Team kaartgen",
    embedding: int = 0,
) -> Path:
    """Write a font of which a letter is 600 wide, 200 wider at weight 900, 100 narrower at wdth 50.

    Weights run from 300 to 900 with 300 as the usual one.
    """
    builder = _begun(letters, cff=False, width=600, family=family, weight=300)
    if italic:
        builder.font["OS/2"].fsSelection |= 1
    builder.setupNameTable({"familyName": family, "styleName": "Light"})
    builder.setupFvar([("wght", 300, 300, 900, "Weight"), ("wdth", 50, 100, 100, "Width")], [])
    widths = [({"wght": (0, 1, 1)}, 200), ({"wdth": (-1, -1, 0)}, -100)]
    variations = {}
    for char in letters:
        points = 4 if char.strip("\u00a0\u202f ") else 0
        variations[_name(char)] = [
            # The block's corners, then the four phantom points: of these the second is the advance.
            TupleVariation(axes, [*_corners(more)[:points], (0, 0), (more, 0), (0, 0), (0, 0)])
            for axes, more in widths
        ]
    builder.setupGvar(variations)
    return _finished(
        builder, file, family=family, copyright_line=copyright_line, embedding=embedding
    )


def _corners(more: int) -> list[tuple[int, int]]:
    return [(0, 0), (0, 0), (more, 0), (more, 0)]


def collection(file: Path, *faces: Path) -> Path:
    """Write a collection of faces."""
    together = TTCollection()
    together.fonts = [TTFont(face) for face in faces]
    together.save(file)
    return file


def packed(file: Path, of: Path, flavour: str) -> Path:
    """Write a font as it is served on the web: `woff` or `woff2`."""
    face = TTFont(of, recalcTimestamp=False)
    face.flavor = flavour
    out = io.BytesIO()
    face.save(out)
    file.write_bytes(out.getvalue())
    return file
