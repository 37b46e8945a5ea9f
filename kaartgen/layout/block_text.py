"""A text element and a card's fields in; set lines with a height out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.content.item import Item as Fields
from kaartgen.errors import ExitCode
from kaartgen.frame import Cmyk, Fill, GlyphRun, rectangle
from kaartgen.geometry import MM_PER_POINT, Rect
from kaartgen.layout import motif
from kaartgen.layout.block_shape import Outline
from kaartgen.layout.elements import Marker, Short, TextElement
from kaartgen.layout.measure import TypeSize
from kaartgen.layout.paragraph import Piece, SetLine, SetText
from kaartgen.layout.setting import Block, Ink, Misfit, Setting, origin_of, substituted
from kaartgen.yamlfile import Location

# A bar beside text reaches from the ascenders to the descenders.
_BAR_BEYOND: Final = 0.95
# How far a space may be stretched to fill a line, in thousandths of an em: to some three times.
_MOST_STRETCH: Final = 500


class TextBlock(Struct, frozen=True):
    """Set lines; its top is the first line's cap height and its bottom the last baseline."""

    set_text: SetText
    size: TypeSize
    cap: float
    width: float
    colour: Cmyk
    align: str
    indent: float = 0.0
    marker: Callable[[float, float, float, Ink], None] | None = None
    origin: Location = ()
    short: Short | None = None

    @property
    def height(self) -> float:
        """From the cap height of the first line to the baseline of the last."""
        return self.cap + max(0, len(self.set_text.lines) - 1) * self.leading

    @property
    def leading(self) -> float:
        """From one baseline to the next."""
        return self.size.leading_pt * MM_PER_POINT

    @property
    def characters(self) -> int:
        """How many characters are set, for telling which text of a face is the long one."""
        return sum(len(piece.text) for row in self.set_text.lines for piece in row.pieces)

    def paint(self, x: float, y: float, ink: Ink) -> None:
        """Add one glyph run for each piece of each line."""
        em = self.size.size_pt * MM_PER_POINT
        first = 0.0
        for number, row in enumerate(self.set_text.lines):
            baseline = y + self.cap + number * self.leading
            start = x + self._start(row, number, em)
            first = first if number else start
            for piece, along in self._spread(row, number, em):
                ink.figure.append(
                    GlyphRun(
                        piece.font.ref,
                        self.size.size_pt,
                        self.colour,
                        start + along * em,
                        baseline,
                        piece.text,
                        piece.kerns,
                    )
                )
        if self.marker:
            follows = self.align in ("right", "centre")
            self.marker(first - self.indent if follows else x, y, self.height, ink)

    def _measure(self, number: int) -> float:
        """Return how wide a line may be, in millimetres."""
        short = self.short
        return self.width - self.indent - (short.by if short and number + 1 >= short.line else 0.0)

    def _start(self, row: SetLine, number: int, em: float) -> float:
        """Return how far from the left of the block a line starts."""
        match self.align:
            case "right":
                return self.width - row.width * em
            case "centre":
                return self.indent + (self._measure(number) - row.width * em) / 2
            case _:
                return self.indent - row.out_mm(self.size.size_pt)

    def _spread(self, row: SetLine, number: int, em: float) -> Iterator[tuple[Piece, float]]:
        """Yield a line's pieces with how far along they stand, in em; justified if asked for."""
        spaces = sum(piece.text.count(" ") for piece in row.pieces)
        extra = 0
        if self.align == "justify" and not row.last and spaces:
            slack = self._measure(number) + row.out_mm(self.size.size_pt) - row.width * em
            extra = round(1000 * slack / em / spaces)
            # A line with wider gaps than words looks like a mistake.
            extra = extra if 0 < extra <= _MOST_STRETCH else 0
        before = 0
        for piece in row.pieces:
            along = piece.x + before * extra / 1000
            gaps = [at for at, char in enumerate(piece.text) if char == " "] if extra else []
            before += len(gaps)
            if gaps:
                kerns = dict(piece.kerns)
                for at in gaps:
                    kerns[at] = kerns.get(at, 0) + extra
                piece = replace(piece, kerns=tuple(sorted(kerns.items())))  # noqa: PLW2901
            yield piece, along


def text_block(
    element: TextElement, width: float, fields: Fields, setting: Setting
) -> Block | None:
    """Return a text as set lines; None where a field in it is empty."""
    text = substituted(element.text, fields)
    if not text:
        return None
    style = setting.template.styles[element.style]
    size = setting.size_of(element.style, style)
    em = size.size_pt * MM_PER_POINT
    indent = element.marker.indent if element.marker else 0.0
    measures = [(width - indent) / em]
    if element.short:
        shorter = (width - indent - element.short.by) / em
        measures = measures * (element.short.line - 1) + [shorter]
    set_text = setting.setter.set(text, style, measures, tight=setting.tight)
    if element.lines and len(set_text.lines) > element.lines and not setting.tight:
        set_text = setting.setter.set(text, style, measures, tight=True)
    origin = origin_of(element.text, fields)
    _judge(element, set_text, (width - indent) / em, origin, setting)
    cap = setting.setter.main_font(style).cap_height * em
    colour = setting.colour(element.colour or style.colour, fields)
    marker = _marker(element.marker, cap, colour, fields, setting) if element.marker else None
    align = element.align or style.align
    return TextBlock(
        set_text, size, cap, width, colour, align, indent, marker, origin, element.short
    )


def _judge(
    element: TextElement, set_text: SetText, measure: float, origin: Location, setting: Setting
) -> None:
    """Note what of a set text does not fit or cannot be set at all."""
    for font, char in set_text.missing:
        setting.faults.append(
            Misfit(
                origin,
                f"het lettertype {font} heeft geen teken ‘{char}’ (U+{ord(char):04X})",
                "Schrijf het anders, of kies in de huisstijl een lettertype dat dit teken heeft.",
                ExitCode.FONT,
            )
        )
    for word in set_text.too_wide:
        setting.misfits.append(
            Misfit(
                origin,
                f"het woord ‘{word}’ is breder dan de regel",
                "Kies een korter woord, of zet in YAML tussen dubbele aanhalingstekens \\u00ad "
                "op de plaats waar het mag worden afgebroken.",
            )
        )
    if element.lines and len(set_text.lines) > element.lines:
        over = len(set_text.lines) - element.lines
        extra = sum(
            len(piece.text) for row in set_text.lines[element.lines :] for piece in row.pieces
        )
        setting.misfits.append(
            Misfit(
                origin,
                f"de tekst bij ‘{named(origin)}’ is {lines_over(over)} te lang "
                f"(ongeveer {max(extra, 1)} tekens); er passen {element.lines} regels",
                "Kort de tekst in.",
            )
        )


def named(origin: Location) -> str:
    """Return what to call the place in the author's file where a text comes from."""
    if origin[:1] == ("deck",):
        return f"{origin[1]}’ in ‘deck.yaml"
    return " ".join(str(key + 1) if isinstance(key, int) else key for key in origin) or "tekst"


def lines_over(count: int) -> str:
    """Return a number of lines in words."""
    return "1 regel" if count == 1 else f"{count} regels"


def _marker(
    marker: Marker, cap: float, colour: Cmyk, fields: Fields, setting: Setting
) -> Callable[[float, float, float, Ink], None] | None:
    own = setting.colour(marker.colour, fields) if marker.colour else colour
    if marker.bar:
        bar = marker.bar

        def paint_bar(x: float, y: float, height: float, ink: Ink) -> None:
            rect = Rect(x, y - _BAR_BEYOND, bar, height + 2 * _BAR_BEYOND)
            ink.figure.append(Fill(rectangle(rect), own))

        return paint_bar
    if marker.text and marker.style:
        style = setting.template.styles[marker.style]
        sign = TextElement.model_construct(
            text=marker.text, style=marker.style, colour=marker.colour
        )
        inner = text_block(sign, 100.0, fields, setting)
        if inner is None:
            return None
        inner_cap = setting.setter.main_font(style).cap_height
        drop = cap - inner_cap * setting.size_of(marker.style, style).size_pt * MM_PER_POINT

        def paint_sign(x: float, y: float, _: float, ink: Ink) -> None:
            inner.paint(x, y + drop, ink)

        return paint_sign
    path = setting.icon_path(marker.icon, fields) if marker.icon else None
    if marker.mark:
        lens = substituted(marker.mark, fields)
        path = motif.mark(lens, 1.0) if lens else None
    if path is None:
        return None
    outline = Outline(path, marker.size, own)

    def paint(x: float, y: float, _: float, ink: Ink) -> None:
        outline.paint(x, y + cap / 2 - marker.size / 2, ink)

    return paint
