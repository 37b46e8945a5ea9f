"""A text with its markup and a style in; set lines, in em, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from kaartgen.content.markup import Line, parsed
from kaartgen.geometry import MM_PER_POINT
from kaartgen.layout import hyphenation, linebreak
from kaartgen.layout.fonts import Font, FontBook, Shaped
from kaartgen.layout.style import Style

# The size at which the optical margin was judged by eye.
_DISPLAY_PT: Final = 18.0
_SHY: Final = "\u00ad"
_OPENING_QUOTES: Final = "“‘„«"
# A line may also end after a hyphen or slash inside a word, between two longer parts.
_INNER_BREAK = re.compile(r"(?<=[^\W\d_]{2}[-/–])(?=[^\W\d_]{2})")


class Piece(Struct, frozen=True):
    """Glyphs of one font that stand together, from `x` em after the start of their line."""

    font: Font
    x: float
    text: str
    kerns: tuple[tuple[int, int], ...]


class SetLine(Struct, frozen=True):
    """A line as set: its pieces, its width, and how far its start hangs out to the left.

    `hang` is in em; `overshoot_pt` is in points at display sizes, and less below them. `last` says
    that a paragraph ends here: such a line is never stretched.
    """

    pieces: tuple[Piece, ...]
    width: float
    hang: float
    overshoot_pt: float
    last: bool = False

    def out_mm(self, size_pt: float) -> float:
        """Return how far left of the margin the line starts at that size, in millimetres."""
        overshoot = self.overshoot_pt * min(1.0, size_pt / _DISPLAY_PT)
        return (self.hang * size_pt + overshoot) * MM_PER_POINT


class SetText(Struct, frozen=True):
    """Set lines; the words wider than their line; the characters that a font lacks."""

    lines: tuple[SetLine, ...]
    too_wide: tuple[str, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()


class _Part(Struct, frozen=True):
    font: Font
    text: str
    shaped: Shaped
    missing: str


class _Prepared(Struct, frozen=True):
    """The words of one line of the author's text."""

    words: tuple[linebreak.Word, ...]
    parts: tuple[tuple[_Part, ...], ...]


class Setter:
    """Sets texts in the fonts of one book; keeps what it has prepared and broken."""

    def __init__(self, book: FontBook, language: str) -> None:
        self._book = book
        self._language = language
        self._prepared: dict[tuple[object, ...], tuple[_Prepared, ...]] = {}
        self._set: dict[tuple[object, ...], SetText] = {}
        # Most words come back: a deck of 54 cards has 2,400 words and 900 different ones.
        self._known: dict[
            tuple[Font, str], tuple[tuple[linebreak.Word, tuple[_Part, ...]], ...]
        ] = {}

    def main_font(self, style: Style) -> Font:
        """Return the font of the style's plain text."""
        return self._font(style, bold=False, italic=False)

    def set(
        self, text: str, style: Style, measures: Sequence[float], *, tight: bool = False
    ) -> SetText:
        """Set `text` on lines of these widths (em; the last repeats)."""
        look = (style.font, style.weight, style.bold, style.italic)
        rounded = tuple(round(measure, 4) for measure in measures)
        key = (text, look, rounded, style.balance, style.hyphenate, style.optical, tight)
        known = self._set.get(key)
        if known is None:
            known = self._set[key] = self._lines(text, look, style, measures, tight=tight)
        return known

    def _font(self, style: Style, *, bold: bool, italic: bool) -> Font:
        weight = style.bold if bold else style.weight
        return self._book.font(style.font, weight, italic=style.italic != italic)

    def _lines(
        self,
        text: str,
        look: tuple[object, ...],
        style: Style,
        measures: Sequence[float],
        *,
        tight: bool,
    ) -> SetText:
        key = (text, look)
        if key not in self._prepared:
            self._prepared[key] = tuple(self._prepare(line, style) for line in parsed(text))
        lines: list[SetLine] = []
        too_wide: list[str] = []
        for prepared in self._prepared[key]:
            left = tuple(measures[len(lines) :]) or (measures[-1],)
            spans = self._broken(prepared, style, left, tight=tight)
            if spans is None:
                too_wide.extend(self._too_wide(prepared, style, min(left)))
                continue
            lines.extend(
                self._line(prepared, span, style, last=span is spans[-1]) for span in spans
            )
        missing = {
            (part.font.ref.name, char)
            for prepared in self._prepared[key]
            for parts in prepared.parts
            for part in parts
            for char in part.missing
        }
        return SetText(tuple(lines), tuple(too_wide), tuple(sorted(missing)))

    def _prepare(self, line: Line, style: Style) -> _Prepared:
        words: list[linebreak.Word] = []
        parts: list[tuple[_Part, ...]] = []
        joined = False
        for span in line:
            font = self._font(style, bold=span.bold, italic=span.italic)
            for number, token in enumerate(span.text.split(" ")):
                # A span that begins without a space goes on with the word before it.
                joined = joined and not number
                for word, own in self._words(font, token):
                    if joined and not word.glued:
                        parts[-1] += own
                        words[-1] = _joined(words[-1], word)
                    else:
                        words.append(word)
                        parts.append(own)
                    joined = True
        return _Prepared(tuple(words), tuple(parts))

    def _words(
        self, font: Font, token: str
    ) -> tuple[tuple[linebreak.Word, tuple[_Part, ...]], ...]:
        """Return what stands between two spaces: a word, or the parts that it may break between."""
        known = self._known.get((font, token))
        if known is None:
            found = []
            for inner, text in enumerate(_INNER_BREAK.split(token)):
                if not text:
                    continue
                shaped = font.shaped(text)
                word = linebreak.Word(
                    shaped.text, shaped.advance, 0.0 if inner else font.space, bool(inner)
                )
                found.append((word, (_Part(font, text, shaped, font.missing(shaped.text)),)))
            known = self._known[font, token] = tuple(found)
        return known

    def _broken(
        self, prepared: _Prepared, style: Style, measures: Sequence[float], *, tight: bool
    ) -> list[linebreak.LineSpan] | None:
        if not prepared.words:
            return []
        cuts = self._cuts(prepared, by_hand=not style.hyphenate)
        if style.balance:
            even = linebreak.balanced(prepared.words, measures)
            # A word too wide to stay whole is divided where its author said it may be.
            return even or linebreak.fitted(prepared.words, measures, cuts, tight=True)
        return linebreak.fitted(prepared.words, measures, cuts, tight=tight)

    def _cuts(self, prepared: _Prepared, *, by_hand: bool) -> linebreak.Cuts:
        """Return where words may be divided; `by_hand`, only where a soft hyphen says so."""
        known: dict[int, Sequence[linebreak.Cut]] = {}

        def cuts(index: int) -> Sequence[linebreak.Cut]:
            if index not in known:
                parts = prepared.parts[index]
                divisible = len(parts) == 1 and (not by_hand or _SHY in parts[0].text)
                known[index] = self._divisions(parts[0]) if divisible else ()
            return known[index]

        return cuts

    def _divisions(self, part: _Part) -> Sequence[linebreak.Cut]:
        plain = part.shaped.text
        return [
            (
                at,
                part.font.shaped(plain[:at] + "-").advance,
                part.font.shaped(plain[at:]).advance,
            )
            for at in hyphenation.cuts(part.text, self._language)
        ]

    def _too_wide(self, prepared: _Prepared, style: Style, measure: float) -> list[str]:
        found = []
        for word, parts in zip(prepared.words, prepared.parts, strict=True):
            if word.width <= measure:
                continue
            divisible = len(parts) == 1 and (style.hyphenate or _SHY in parts[0].text)
            divisions = self._divisions(parts[0]) if divisible else ()
            alone = [linebreak.Word(word.text, word.width, 0.0)]
            pieces = linebreak.fitted(alone, [measure], lambda _: divisions)  # noqa: B023 (used at once)
            if pieces is None:
                found.append(word.text)
        # Each word fits some line, but not together with the lines that are shorter.
        return found or [max(prepared.words, key=lambda word: word.width).text]

    def _line(
        self, prepared: _Prepared, span: linebreak.LineSpan, style: Style, *, last: bool
    ) -> SetLine:
        pieces: list[Piece] = []
        # The piece that is being gathered: its font, where it starts, its text and kerning so far.
        font: Font | None = None
        start, count = 0.0, 0
        texts: list[str] = []
        kerns: list[tuple[int, int]] = []
        x = 0.0
        for index in range(span.first, span.last + 1):
            spaced = index > span.first and not prepared.words[index].glued
            for part in prepared.parts[index]:
                shaped = part.shaped
                if index == span.last and span.end is not None:
                    begin = span.start if index == span.first else 0
                    shaped = part.font.shaped(shaped.text[begin : span.end] + "-")
                elif index == span.first and span.start:
                    shaped = part.font.shaped(shaped.text[span.start :])
                if part.font is not font:
                    if font is not None and texts:
                        pieces.append(Piece(font, start, "".join(texts), tuple(kerns)))
                    font, start, count, texts, kerns = part.font, x, 0, [], []
                if spaced:
                    spaced = False
                    texts.append(" ")
                    count += 1
                    x += part.font.space
                texts.append(shaped.text)
                kerns.extend((at + count, shift) for at, shift in shaped.kerns)
                count += len(shaped.text)
                x += shaped.advance
        if font is not None:
            pieces.append(Piece(font, start, "".join(texts), tuple(kerns)))
        return SetLine(tuple(pieces), x, *_hang(pieces, style), last)


def _joined(word: linebreak.Word, more: linebreak.Word) -> linebreak.Word:
    return linebreak.Word(word.text + more.text, word.width + more.width, word.space, word.glued)


def _hang(pieces: Sequence[Piece], style: Style) -> tuple[float, float]:
    """Return how far a line hangs out: in em, and in points of overshoot at display sizes."""
    if not pieces:
        return 0.0, 0.0
    first = pieces[0]
    char = first.text[0]
    hang = 0.0
    if char in _OPENING_QUOTES and first.text[1:2]:
        # The letter behind the quote stands where it would without it, its kerning included.
        shift = next((shift for index, shift in first.kerns if index == 0), 0)
        hang = first.font.shaped(char).advance + shift / 1000
        char = first.text[1]
    if not style.optical:
        return hang, 0.0
    return hang + first.font.bearing(char), first.font.overshoot_pt(char)
