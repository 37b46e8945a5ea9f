"""A font in a PDF in; what a printer must know of it, and how wide its letters are, out."""

from __future__ import annotations

from typing import Final

import pikepdf

from kaartgen.pdf.preflight.model import FontFacts, ObjectId

_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")
# Where a font does not say it: capitals are about that high, descenders about that deep.
_CAP_HEIGHT: Final = 0.72
_DESCENT: Final = -0.22
_DEEPEST_DESCENT: Final = -0.25
# A Dutch or English letter is on average half an em.
_WIDTH: Final = 500.0


def font_facts(font: pikepdf.Object, key: ObjectId) -> FontFacts:
    """Return what the font's dictionaries say."""
    subtype = str(font.get("/Subtype", "/?"))[1:]
    inner = font
    if subtype == "Type0":
        descendants = list(font.get("/DescendantFonts", []))
        inner = descendants[0] if descendants else font
    descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
    program = next((descriptor[name] for name in _PROGRAMS if name in descriptor), None)
    name = str(font.get("/BaseFont", font.get("/Name", "/naamloos")))[1:]
    widths, default = (
        (_by_cid(inner), float(inner.get("/DW", 1000)))
        if subtype == "Type0"
        else (_by_code(font, float(descriptor.get("/MissingWidth", _WIDTH))), _WIDTH)
    )
    cap = float(descriptor.get("/CapHeight", 0)) / 1000
    descent = float(descriptor.get("/Descent", 0)) / 1000
    return FontFacts(
        key,
        name,
        subtype,
        program is not None or subtype == "Type3",
        program.objgen if program is not None else None,
        widths,
        default,
        subtype == "Type0",
        # A descriptor's descent is often that of the line, with room below every letter.
        cap if 0.3 < cap < 1.2 else _CAP_HEIGHT,
        max(descent, _DEEPEST_DESCENT) if descent < 0 else _DESCENT,
    )


def _by_code(font: pikepdf.Object, missing: float) -> dict[int, float]:
    """Return a width for each of the 256 codes that one byte can be."""
    first = int(font.get("/FirstChar", 0))
    widths = font.get("/Widths")
    # A Type 3 font's widths are in its own units.
    matrix = font.get("/FontMatrix")
    scale = float(matrix[0]) * 1000 if matrix is not None else 1.0
    found = dict.fromkeys(range(256), missing)
    if isinstance(widths, pikepdf.Array):
        found.update({first + at: float(width) * scale for at, width in enumerate(widths)})
    return found


def _by_cid(font: pikepdf.Object) -> dict[int, float]:
    found: dict[int, float] = {}
    items = list(font.get("/W", []))
    at = 0
    while at + 1 < len(items):
        start, second = int(items[at]), items[at + 1]
        if isinstance(second, pikepdf.Array):
            found.update({start + i: float(width) for i, width in enumerate(second)})
            at += 2
        elif at + 2 < len(items):
            # No font has more glyphs than two bytes count.
            for cid in range(start, min(int(second), 65535) + 1):
                found[cid] = float(items[at + 2])
            at += 3
        else:
            break
    return found


def advance(font: FontFacts, text: bytes, spacing: float, word_spacing: float) -> float:
    """Return how far `text` moves the pen, in ems; the spacings are in ems too."""
    if font.two_bytes:
        codes = [text[at] << 8 | text[at + 1] for at in range(0, len(text) - 1, 2)]
        widths, default = font.widths, font.default_width
        return sum(widths.get(code, default) for code in codes) / 1000 + spacing * len(codes)
    total = sum(map(font.widths.__getitem__, text)) / 1000
    if word_spacing:
        total += word_spacing * text.count(b" ")
    return total + spacing * len(text)
