"""A finished PDF in; what it says out: its letters and lines in millimetres, its streams, its inks.

Everything is read back by other hands than those that wrote it: pikepdf and pypdfium2. Positions
are in millimetres from the top left of the page as it is shown.
"""

from __future__ import annotations

import ctypes
import io
import itertools
import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image
from pypdfium2 import raw

_MM = 25.4 / 72
_held: deque[pikepdf.Pdf] = deque(maxlen=8)


@dataclass(frozen=True)
class Letter:
    """A character, where its pen stood, the box of its ink, and the way it reads in degrees.

    0 reads to the right, 90 downwards; `size` is in the units of the page's own text, so it only
    compares letters that are printed at one scale.
    """

    character: str
    x: float
    y: float
    left: float
    top: float
    right: float
    bottom: float
    way: int
    size: float


@dataclass(frozen=True)
class Word:
    """Letters that follow one another on a line; (x, y) is where the first stands."""

    text: str
    x: float
    y: float
    way: int
    size: float

    @property
    def ahead(self) -> tuple[float, float]:
        """The direction it reads in, as a step of one millimetre."""
        return _ahead(self.way)


def _ahead(way: int) -> tuple[float, float]:
    return round(math.cos(math.radians(way))), round(math.sin(math.radians(way)))


def letters(pdf: bytes, page: int) -> list[Letter]:
    """Return the characters of a page; those that a reader makes up (spaces) are left out."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        shown = document[page]
        height = shown.get_height()
        text = shown.get_textpage()
        return [
            letter
            for index in range(text.count_chars())
            if (letter := _letter(text.raw, index, height)) is not None
        ]
    finally:
        document.close()


def _letter(text: Any, index: int, height: float) -> Letter | None:
    if raw.FPDFText_IsGenerated(text, index):
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    left, right = ctypes.c_double(), ctypes.c_double()
    bottom, top = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return Letter(
        chr(raw.FPDFText_GetUnicode(text, index)),
        x.value * _MM,
        (height - y.value) * _MM,
        left.value * _MM,
        (height - top.value) * _MM,
        right.value * _MM,
        (height - bottom.value) * _MM,
        round(math.degrees(raw.FPDFText_GetCharAngle(text, index))) % 360,
        raw.FPDFText_GetFontSize(text, index),
    )


def words(found: Sequence[Letter]) -> list[Word]:
    """Return the words that stand on a page, whatever the order in which they were written."""
    lines: dict[tuple[int, int], list[tuple[float, float, Letter]]] = {}
    for letter in found:
        dx, dy = _ahead(letter.way)
        along = letter.x * dx + letter.y * dy
        across = letter.y * dx - letter.x * dy
        ends = [
            x * dx + y * dy
            for x in (letter.left, letter.right)
            for y in (letter.top, letter.bottom)
        ]
        if letter.character.strip():
            line = lines.setdefault((letter.way, round(across * 5)), [])
            line.append((along, max(ends), letter))
    result: list[Word] = []
    for (way, _), line in lines.items():
        group: list[Letter] = []
        reached = -math.inf
        for along, end, letter in sorted(line, key=lambda one: one[0]):
            if group and along - reached > 0.12 * letter.size:
                result.append(_word(group, way))
                group = []
            group.append(letter)
            reached = end
        if group:
            result.append(_word(group, way))
    return result


def _word(group: Sequence[Letter], way: int) -> Word:
    text = "".join(letter.character for letter in group)
    return Word(text, group[0].x, group[0].y, way, group[0].size)


def plain_text(pdf: bytes, page: int = 0) -> str:
    """Return the text of a page as somebody who copies it gets it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].get_textpage().get_text_range().replace("\r\n", "\n")
    finally:
        document.close()


def pictured(pdf: bytes, page: int = 0, *, ppi: float = 254.0) -> Image.Image:
    """Return a page as printed in RGB; at 254 ppi ten pixels are a millimetre."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=ppi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def size_mm(page: pikepdf.Page) -> tuple[float, float]:
    """Return the width and height of the page's paper."""
    x, y, right, top = (float(number) for number in page.mediabox)
    return (right - x) * _MM, (top - y) * _MM


def box_mm(page: pikepdf.Page, name: str) -> tuple[float, float, float, float]:
    """Return a box as left, top, right and bottom, from the top left of the paper."""
    left, low, _, high = (float(number) for number in page.mediabox)
    assert low == 0
    assert left == 0
    x, bottom, right, top = (float(number) for number in page.obj[name])
    return x * _MM, (high - top) * _MM, right * _MM, (high - bottom) * _MM


@dataclass(frozen=True)
class Stream:
    """The operators of a page or of a form, and the resources that they name."""

    name: str
    operators: tuple[tuple[str, tuple[Any, ...]], ...]
    resources: pikepdf.Object


def streams(pdf: pikepdf.Pdf) -> Iterator[Stream]:
    """Yield the content of every page and of every form and pattern that any of them names."""
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        yield Stream(f"page {number}", _operators(page.obj), page.resources)
        yield from _below(page.resources, seen)


def _below(resources: pikepdf.Object, seen: set[tuple[int, int]]) -> Iterator[Stream]:
    for room in ("/XObject", "/Pattern"):
        for name, thing in dict(resources.get(room, {})).items():
            if thing.objgen in seen or thing.get("/Subtype") == "/Image":
                continue
            seen.add(thing.objgen)
            own = thing.get("/Resources", pikepdf.Dictionary())
            yield Stream(str(name), _operators(thing), own)
            yield from _below(own, seen)


def _operators(thing: pikepdf.Object) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    return tuple(
        (str(instruction.operator), tuple(instruction.operands))
        for instruction in pikepdf.parse_content_stream(thing)
    )


def images(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Return every image object in the file, whether a page names it or not."""
    return [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
    ]


def painted_before_a_colour(stream: Stream) -> list[str]:
    """Return what a stream paints while the colour is still the device's own (grey) black."""
    filling, stroking = False, False
    kept: list[tuple[bool, bool]] = []
    found: list[str] = []
    for operator, _ in stream.operators:
        match operator:
            case "q":
                kept.append((filling, stroking))
            case "Q":
                filling, stroking = kept.pop()
            case "k":
                filling = True
            case "K":
                stroking = True
            case "S" | "s" if not stroking:
                found.append(operator)
            case "f" | "F" | "f*" | "Tj" | "TJ" if not filling:
                found.append(operator)
    return found


@dataclass(frozen=True)
class Line:
    """A straight stroke: its ends, its thickness and its ink (CMYK, 0 to 1)."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    ink: tuple[float, ...]

    @property
    def length(self) -> float:
        """How long the stroke is."""
        return math.hypot(self.x2 - self.x1, self.y2 - self.y1)

    @property
    def middle(self) -> tuple[float, float]:
        """The point halfway."""
        return (self.x1 + self.x2) / 2, (self.y1 + self.y2) / 2


_Matrix = tuple[float, float, float, float, float, float]


@dataclass
class _State:
    matrix: _Matrix
    width: float = 1.0
    ink: tuple[float, ...] = (0.0,)


@dataclass
class _Strokes:
    """Follows a page's operators and keeps every straight line that is stroked."""

    height: float
    found: list[Line] = field(default_factory=list)

    def follow(self, thing: pikepdf.Object, resources: pikepdf.Object, start: _State) -> None:
        state, kept = start, []
        path: list[list[tuple[float, float]]] = []
        for operator, operands in _operators(thing):
            match operator:
                case "q":
                    kept.append(_State(state.matrix, state.width, state.ink))
                case "Q":
                    state = kept.pop()
                case "cm":
                    given = tuple(float(number) for number in operands)
                    state.matrix = _times(given, state.matrix)
                case "w":
                    state.width = float(operands[0])
                case "K":
                    state.ink = tuple(float(number) for number in operands)
                case "m":
                    path.append([self._at(operands, state)])
                case "l" if path:
                    path[-1].append(self._at(operands, state))
                case "h" if path:
                    path[-1].append(path[-1][0])
                case "S":
                    self._keep(path, state)
                    path = []
                case "n" | "f" | "f*" | "B" | "b":
                    path = []
                case "Do":
                    self._form(resources["/XObject"][operands[0]], state)

    def _form(self, thing: pikepdf.Object, state: _State) -> None:
        if thing["/Subtype"] != "/Form":
            return
        own = tuple(float(number) for number in thing.get("/Matrix", [1, 0, 0, 1, 0, 0]))
        inside = _State(_times(own, state.matrix), state.width, state.ink)
        self.follow(thing, thing.get("/Resources", pikepdf.Dictionary()), inside)

    def _at(self, operands: Sequence[Any], state: _State) -> tuple[float, float]:
        a, b, c, d, e, f = state.matrix
        x, y = float(operands[0]), float(operands[1])
        return (a * x + c * y + e) * _MM, (self.height - (b * x + d * y + f)) * _MM

    def _keep(self, path: Sequence[Sequence[tuple[float, float]]], state: _State) -> None:
        width = state.width * math.hypot(state.matrix[0], state.matrix[1]) * _MM
        for part in path:
            for (x1, y1), (x2, y2) in itertools.pairwise(part):
                self.found.append(Line(x1, y1, x2, y2, width, state.ink))


def strokes(page: pikepdf.Page) -> list[Line]:
    """Return every straight line stroked on a page, also in the forms that it shows."""
    height = float(page.mediabox[3])
    follower = _Strokes(height)
    follower.follow(page.obj, page.resources, _State((1.0, 0.0, 0.0, 1.0, 0.0, 0.0)))
    return follower.found


def _times(first: Sequence[float], then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    a2, b2, c2, d2, e2, f2 = then
    return (
        a * a2 + b * c2,
        a * b2 + b * d2,
        c * a2 + d * c2,
        c * b2 + d * d2,
        e * a2 + f * c2 + e2,
        e * b2 + f * d2 + f2,
    )


def opened(pdf: bytes) -> pikepdf.Pdf:
    """Return the PDF opened by pikepdf."""
    # Its objects die with the file, and the file with the last one who holds it.
    _held.append(pikepdf.open(io.BytesIO(pdf)))
    return _held[-1]
