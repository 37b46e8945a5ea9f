"""A document in; the same with every letter drawn as a shape, for shops that take no fonts, out."""

from __future__ import annotations

import uharfbuzz as hb
from msgspec import Struct, field

from kaartgen.frame import Fill, FontRef, GlyphRun, Item, Path, Segment
from kaartgen.geometry import MM_PER_POINT
from kaartgen.pdf.changed import changed
from kaartgen.pdf.document import Document


def in_outlines(document: Document) -> Document:
    """Return the document without text: each line of glyphs is one filled path, in its place."""
    return changed(document, _Tracer().item)


class _Tracer(Struct):
    """Knows the shapes of all glyphs that it met, in em and upwards."""

    faces: dict[FontRef, _Face] = field(default_factory=dict)

    def item(self, item: Item) -> Item:
        if not isinstance(item, GlyphRun):
            return item
        if item.font not in self.faces:
            self.faces[item.font] = _Face(item.font)
        return Fill(_traced(item, self.faces[item.font]), item.colour)


class _Face:
    def __init__(self, ref: FontRef) -> None:
        face = hb.Face(hb.Blob.from_file_path(str(ref.file)))
        self._font, self._em = hb.Font(face), face.upem
        self._glyphs: dict[str, tuple[tuple[Segment, ...], float]] = {}
        self._pen: list[Segment] = []
        self._at = (0.0, 0.0)
        self._draw = hb.DrawFuncs()
        self._draw.set_move_to_func(self._move)
        self._draw.set_line_to_func(self._line)
        self._draw.set_quadratic_to_func(self._quadratic)
        self._draw.set_cubic_to_func(self._cubic)
        self._draw.set_close_path_func(self._close)

    def glyph(self, character: str) -> tuple[tuple[Segment, ...], float]:
        """Return a character's contours and its advance, in em."""
        if character not in self._glyphs:
            number = self._font.get_nominal_glyph(ord(character)) or 0
            self._pen = []
            self._font.draw_glyph(number, self._draw, None)
            advance = self._font.get_glyph_h_advance(number) / self._em
            self._glyphs[character] = tuple(self._pen), advance
        return self._glyphs[character]

    def _move(self, x: float, y: float, _: object) -> None:
        self._add("M", x, y)

    def _line(self, x: float, y: float, _: object) -> None:
        self._add("L", x, y)

    def _quadratic(self, x1: float, y1: float, x: float, y: float, _: object) -> None:
        # The same curve with two handles: each two thirds of the way to the one there was.
        x0, y0 = self._at
        ends = (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3)
        self._add("C", *ends, x + (x1 - x) * 2 / 3, y + (y1 - y) * 2 / 3, x, y)

    def _cubic(
        self, x1: float, y1: float, x2: float, y2: float, x: float, y: float, _: object
    ) -> None:
        self._add("C", x1, y1, x2, y2, x, y)

    def _close(self, _: object) -> None:
        self._pen.append(("Z", ()))

    def _add(self, operator: str, *numbers: float) -> None:
        self._at = numbers[-2], numbers[-1]
        self._pen.append((operator, tuple(number / self._em for number in numbers)))


def _traced(run: GlyphRun, face: _Face) -> Path:
    size = run.size_pt * MM_PER_POINT
    kerns = dict(run.kerns)
    x, y = run.x, run.y
    segments: list[Segment] = []
    for index, character in enumerate(run.text):
        contours, advance = face.glyph(character)
        for operator, numbers in contours:
            points = [
                y - number * size if at % 2 else x + number * size
                for at, number in enumerate(numbers)
            ]
            segments.append((operator, tuple(points)))
        x += (advance + kerns.get(index, 0) / 1000) * size
    return Path(tuple(segments))
