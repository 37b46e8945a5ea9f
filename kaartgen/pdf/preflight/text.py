"""The operators for text in; where each line of it stands and how large it is out."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import Final

from kaartgen.geometry import MM_PER_POINT
from kaartgen.pdf.preflight.canvas import Canvas
from kaartgen.pdf.preflight.fonts import advance
from kaartgen.pdf.preflight.matrix import IDENTITY, Matrix, boxed, matrix_of, times
from kaartgen.pdf.preflight.model import Box, FontFacts
from kaartgen.pdf.preflight.tokens import in_array, string_bytes

# How a string begins, and what else stands in an array with it that is no number.
_STRINGS: Final = frozenset(b"(<")
_NO_KERNS: Final = frozenset(b"(<[]")


class TextCanvas(Canvas):
    """A canvas that can write."""

    _text: Matrix = IDENTITY
    _line: Matrix = IDENTITY

    def _begin_text(self, _: list[bytes]) -> None:
        self._text = self._line = IDENTITY

    def _set_font(self, stack: list[bytes]) -> None:
        self.state.font = self.resources.font(stack[-2])
        self.state.font_thing = self.resources.thing("/Font", stack[-2])
        self.state.size = float(stack[-1])

    def _set_text_matrix(self, stack: list[bytes]) -> None:
        self._text = self._line = matrix_of(stack)

    def _move(self, stack: list[bytes]) -> None:
        self._next_line(float(stack[-2]), float(stack[-1]))

    def _move_leading(self, stack: list[bytes]) -> None:
        self.state.leading = -float(stack[-1])
        self._move(stack)

    def _next_line(self, x: float, y: float) -> None:
        self._text = self._line = times((1, 0, 0, 1, x, y), self._line)

    def _new_line(self, _: list[bytes]) -> None:
        self._next_line(0, -self.state.leading)

    def _set_spacing(self, stack: list[bytes]) -> None:
        self.state.spacing = float(stack[-1])

    def _set_word_spacing(self, stack: list[bytes]) -> None:
        self.state.word_spacing = float(stack[-1])

    def _set_stretch(self, stack: list[bytes]) -> None:
        self.state.stretch = float(stack[-1]) / 100

    def _set_leading(self, stack: list[bytes]) -> None:
        self.state.leading = float(stack[-1])

    def _set_rise(self, stack: list[bytes]) -> None:
        self.state.rise = float(stack[-1])

    def _set_render(self, stack: list[bytes]) -> None:
        self.state.render = int(float(stack[-1]))

    def _show(self, stack: list[bytes]) -> None:
        self._shown([string_bytes(stack[-1])], ())

    def _show_kerned(self, stack: list[bytes]) -> None:
        if len(stack) == 1:
            self._shown(*in_array(stack[0]))
            return
        strings = [string_bytes(piece) for piece in stack if piece[0] in _STRINGS]
        self._shown(strings, [piece for piece in stack if piece[0] not in _NO_KERNS])

    def _show_line(self, stack: list[bytes]) -> None:
        self._new_line(stack)
        self._show(stack)

    def _show_spaced(self, stack: list[bytes]) -> None:
        self.state.word_spacing, self.state.spacing = float(stack[0]), float(stack[1])
        self._show_line(stack)

    def _shown(self, strings: Sequence[bytes], kerns: Sequence[bytes]) -> None:
        state = self.state
        font, size = state.font, state.size
        if font is None or not size:
            return
        spacing, words = state.spacing / size, state.word_spacing / size
        if font.two_bytes and any(len(string) % 2 for string in strings):
            # Half a glyph belongs to no other string.
            width = sum(advance(font, string, spacing, words) for string in strings)
        else:
            width = advance(font, b"".join(strings), spacing, words)
        width = (width - sum(map(float, kerns)) / 1000) * size * state.stretch
        self.fonts[font.key] = font
        if state.render not in (3, 7):
            through = times(self._text, state.matrix)
            low, high = font.descent * size + state.rise, font.cap_height * size + state.rise
            box = boxed(0.0, low, width, high, through)
            point = abs(size) * hypot(through[2], through[3]) / MM_PER_POINT
            self._written(box, point, font)
        self._text = times((1, 0, 0, 1, width, 0), self._text)

    def _written(self, box: Box, point: float, font: FontFacts) -> None:
        state = self.state
        if font.subtype == "Type3":
            self._glyphs(font, box)
        if state.render in (0, 2, 4, 6):
            if state.fill_pattern:
                self._pattern(state.fill_pattern, state.fill, box)
            self._paint("text", box, state.fill, point, font.key)
        if state.render in (1, 2, 5, 6):
            self._paint("text", box, state.stroke, point, font.key)

    def _glyphs(self, font: FontFacts, box: Box) -> None:
        raise NotImplementedError
