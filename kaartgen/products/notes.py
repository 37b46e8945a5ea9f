"""Short lines of text in; frames for beside the cards out: slug lines, the ruler, the cross."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from msgspec import Struct

from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.frame import BLACK, Cmyk, Frame, GlyphRun, Item, Stroke, line
from kaartgen.geometry import MM_PER_POINT, Size
from kaartgen.layout.measure import TypeSize
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.style import Style

RULER_MM: Final = 100
GREY: Final = Cmyk(0, 0, 0, 60)
_HAIR_PT: Final = 0.35


@cache
def style(size_pt: float, leading_pt: float, **other: object) -> Style:
    """Return a style for text that no template governs."""
    fields: dict[str, Any] = {"font": "text", "colour": "ink", "hyphenate": False, **other}
    # Our own words need no checking, and building what would check them takes 20 ms.
    return Style.model_construct(**fields, sizes=(TypeSize(size_pt, leading_pt),))


class SetBlock(Struct, frozen=True):
    """Lines of text as items, and the height from the first cap height to the last baseline."""

    items: tuple[Item, ...]
    height: float
    width: float


def set_text(
    setter: Setter, text: str, look: Style, colour: Cmyk, x: float, y: float, width: float
) -> SetBlock:
    """Set `text` with its cap height at `y`; a word wider than `width` runs on."""
    size = look.sizes[0]
    em = size.size_pt * MM_PER_POINT
    found = setter.set(text, look, [width / em])
    if found.missing:
        message, hint = no_sign(text, *found.missing[0])
        raise KaartgenError([Problem(message, ExitCode.FONT, hint=hint)])
    if found.too_wide:
        found = setter.set(text, look, [1e6])
    cap = setter.main_font(look).cap_height * em
    leading = size.leading_pt * MM_PER_POINT
    items = tuple(
        GlyphRun(
            piece.font.ref,
            size.size_pt,
            colour,
            x + piece.x * em - row.out_mm(size.size_pt),
            y + cap + number * leading,
            piece.text,
            piece.kerns,
        )
        for number, row in enumerate(found.lines)
        for piece in row.pieces
    )
    height = cap + max(0, len(found.lines) - 1) * leading
    widest = max((row.width for row in found.lines), default=0.0) * em
    return SetBlock(items, height, widest)


def no_sign(text: str, font: str, char: str) -> tuple[str, str]:
    """Return what to tell of a text with a sign that its font lacks, and what to do."""
    return (
        f"‘{text}’: het lettertype {font} heeft geen teken ‘{char}’ (U+{ord(char):04X}).",
        "Schrijf het anders, of kies een huisstijl met een lettertype dat dit teken heeft.",
    )


def ruler(setter: Setter) -> Frame:
    """Return a ruler of 100 mm, to check that the sheet was printed at true size."""
    look = style(6.5, 8)
    items: list[Item] = [Stroke(line(0, 0, RULER_MM, 0), BLACK, _HAIR_PT)]
    for at in range(0, RULER_MM + 1, 5):
        length = 1.6 if at % 10 == 0 else 0.9
        items.append(Stroke(line(at, 0, at, length), BLACK, _HAIR_PT))
    label = f"{RULER_MM} mm"
    items.extend(set_text(setter, label, look, BLACK, RULER_MM + 1.2, 0.1, 20).items)
    return Frame(Size(RULER_MM + 11, 2), (), tuple(items))


def cross(arm: float) -> Frame:
    """Return a cross in a square of twice `arm`: seen against the light, front covers back."""
    items = (
        Stroke(line(0, arm, 2 * arm, arm), BLACK, _HAIR_PT),
        Stroke(line(arm, 0, arm, 2 * arm), BLACK, _HAIR_PT),
    )
    return Frame(Size(2 * arm, 2 * arm), (), items)
