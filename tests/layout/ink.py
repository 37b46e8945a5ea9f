"""Where the ink of glyphs lies, read from the font files with fontTools, not with HarfBuzz."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from kaartgen.frame import Frame, GlyphRun, runs
from kaartgen.geometry import MM_PER_POINT, Rect, Transform

_OPENING = "“‘"


class FontFile:
    """The measures of one font file, in em."""

    def __init__(self, file: Path) -> None:
        font = TTFont(io.BytesIO(file.read_bytes()))
        self._upem = font["head"].unitsPerEm
        self._names = font.getBestCmap()
        self._widths = font["hmtx"]
        self._glyf = font["glyf"]
        self.cap_height = self._glyf["H"].yMax / self._upem

    def has(self, char: str) -> bool:
        return ord(char) in self._names

    def advance(self, char: str) -> float:
        return self._widths[self._names[ord(char)]][0] / self._upem

    def left(self, char: str) -> float:
        """Return from where the pen is to where the ink begins."""
        glyph = self._glyf[self._names[ord(char)]]
        return getattr(glyph, "xMin", 0) / self._upem

    def right(self, char: str) -> float:
        """Return from where the pen is to where the ink ends."""
        glyph = self._glyf[self._names[ord(char)]]
        return getattr(glyph, "xMax", 0) / self._upem

    def depth(self, text: str) -> float:
        """Return how far the ink of a text reaches under its baseline."""
        glyphs = (self._glyf[self._names[ord(char)]] for char in text)
        return max(0.0, *(-getattr(glyph, "yMin", 0) for glyph in glyphs)) / self._upem


@lru_cache
def font_file(file: Path) -> FontFile:
    return FontFile(file)


@dataclass(frozen=True)
class TextBox:
    """A glyph run's ink on the face: from cap height to baseline, quotes that hang left out."""

    run: GlyphRun
    box: Rect
    # From cap height to the foot of the descenders that are there.
    deep: Rect
    upside_down: bool


def pens(run: GlyphRun) -> list[float]:
    """Return where the pen stands before each glyph and after the last, from the run's x, in em."""
    font = font_file(run.font.file)
    kerns = dict(run.kerns)
    found = [0.0]
    for index, char in enumerate(run.text):
        found.append(found[-1] + font.advance(char) + kerns.get(index, 0) / 1000)
    return found


def text_boxes(frame: Frame) -> list[TextBox]:
    return [_boxed(run, through) for run, through in runs(frame)]


def _boxed(run: GlyphRun, through: Transform) -> TextBox:
    font = font_file(run.font.file)
    em = run.size_pt * MM_PER_POINT
    stops = pens(run)
    first = len(run.text) - len(run.text.lstrip(_OPENING))
    last = len(run.text) - 1
    left = run.x + (stops[first] + font.left(run.text[first])) * em
    right = run.x + (stops[last] + font.right(run.text[last])) * em
    cap = font.cap_height * em
    box = Rect(left, run.y - cap, right - left, cap)
    deep = Rect(left, run.y - cap, right - left, cap + font.depth(run.text) * em)
    return TextBox(run, through.rect(box), through.rect(deep), through.d < 0)
