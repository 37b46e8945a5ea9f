"""A font of any kind and where on its axes in; a static TrueType font out (fontTools, only here).

The PDF library takes static TrueType alone. One glyph a character is all that is ever drawn, so
alternates, hints and colours are left out.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.varLib import instancer

from kaartgen.layout.font_file import refusal

# Its warnings are about tables that are left out here.
logging.getLogger("fontTools").setLevel(logging.CRITICAL)

# Copyright, version, trademark, makers, their addresses, licence: what a licence wants kept.
_KEPT_NAMES: Final = (0, 5, 7, 8, 9, 11, 12, 13, 14)
# A thousandth of an em: a quarter of a hair's breadth in letters of 20 mm.
_CURVE_ERROR: Final = 0.001
# Only what kaartgen itself asks of the shaper.
_FEATURES: Final = ("kern", "mark", "mkmk")
_LEFT_OUT: Final = ("COLR", "CPAL", "SVG ", "sbix", "CBDT", "CBLC", "EBDT", "EBLC", "EBSC", "DSIG")


@lru_cache(maxsize=4)
def unpacked(file: Path) -> bytes:
    """Return a WOFF or WOFF2 as the font that it was made of; raises KaartgenError if broken."""
    try:
        font = TTFont(file, recalcTimestamp=False, recalcBBoxes=False)
        font.flavor = None
        out = io.BytesIO()
        font.save(out, reorderTables=False)
    except Exception as error:  # each table's reader fails in a way of its own
        raise refusal(
            file, "Dit weblettertype is niet uit te pakken.", "Gebruik een ttf of otf."
        ) from error
    return out.getvalue()


def converted(
    data: bytes,
    index: int,
    location: Mapping[str, float],
    *,
    family: str | None,
    weight: int,
    italic: bool,
) -> bytes:
    """Return face `index` of a font file as static TrueType, the same for the same input.

    `location` says where on each axis (the font's own default where it does not); `family` is a
    new name, or None to keep the name that it has. Raises whatever fontTools raises for a font that
    is broken, and ValueError for one without Unicode characters.
    """
    font = TTFont(io.BytesIO(data), fontNumber=index, lazy=True, recalcTimestamp=False)
    family = family or _family(font)
    characters = font.getBestCmap()
    if not characters:
        raise ValueError("no Unicode characters")
    _subset(font, list(characters))
    if "fvar" in font:
        places = {axis.axisTag: location.get(axis.axisTag) for axis in font["fvar"].axes}
        font = instancer.instantiateVariableFont(font, places, inplace=True)
    if "glyf" not in font:
        _to_quadratic(font)
    _rename(font, family, f"{weight}{' Italic' if italic else ''}")
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def copyright_lines(data: bytes, index: int) -> str:
    """Return what a font says of its copyright and its licence."""
    font = TTFont(io.BytesIO(data), fontNumber=index, lazy=True)
    return "\n".join(
        record.toUnicode(errors="replace")
        for record in font["name"].names
        if record.nameID in (0, 7, 13)
    )


def _family(font: Any) -> str:
    names = font["name"]
    return names.getDebugName(16) or names.getDebugName(1) or "Lettertype"


def _subset(font: Any, characters: list[int]) -> None:
    options = subset.Options()
    options.layout_features = list(_FEATURES)
    # Of PostScript outlines only the curves are taken; to take hints out of them is slow.
    options.hinting = "glyf" not in font
    options.legacy_kern = True
    options.notdef_outline = True
    options.glyph_names = False
    # Names are chosen afterwards; here that would take as long as all the rest.
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.name_legacy = True
    options.drop_tables = [*options.drop_tables, *_LEFT_OUT]
    options.ignore_missing_glyphs = True
    choosing = subset.Subsetter(options)
    choosing.populate(unicodes=characters)
    choosing.subset(font)


def _to_quadratic(font: Any) -> None:
    """Replace PostScript outlines by TrueType's, which have curves of the second degree."""
    order = font.getGlyphOrder()
    glyph_set = font.getGlyphSet()
    error = font["head"].unitsPerEm * _CURVE_ERROR
    table = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = {}
    for name in order:
        pen = TTGlyphPen(glyph_set)
        glyph_set[name].draw(Cu2QuPen(pen, error, reverse_direction=True))
        table.glyphs[name] = pen.glyph()
    metrics = font["hmtx"]
    font["loca"], font["glyf"] = newTable("loca"), table
    for name in order:
        glyph = table.glyphs[name]
        glyph.recalcBounds(table)
        metrics[name] = (metrics[name][0], getattr(glyph, "xMin", 0))
    most = font["maxp"]
    most.tableVersion = 0x00010000
    most.maxZones = 1
    for name in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
    ):
        setattr(most, name, 0)
    font["head"].glyphDataFormat = 0
    for tag in ("CFF ", "CFF2", "VORG"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "\x00\x01\x00\x00"


def _rename(font: Any, family: str, style: str) -> None:
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in _KEPT_NAMES]
    code = re.sub(r"[^A-Za-z0-9]", "", family)[:40] or "Lettertype"
    postscript = f"{code}-{style.replace(' ', '')}"
    for number, text in (
        (1, f"{family} {style}"),
        (2, "Regular"),
        (3, f"kaartgen: {postscript}"),
        (4, f"{family} {style}"),
        (6, postscript),
    ):
        names.setName(text, number, 3, 1, 0x409)
