"""The operators for colours, states and paths in; what they paint out, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pikepdf
from msgspec import Struct, field

from kaartgen.geometry import MM_PER_POINT
from kaartgen.pdf.preflight import colours
from kaartgen.pdf.preflight.matrix import Matrix, boxed, factor, matrix_of, times
from kaartgen.pdf.preflight.model import (
    Box,
    Colour,
    FontFacts,
    ImageFacts,
    Kind,
    Mode,
    ObjectId,
    Paint,
    Space,
)
from kaartgen.pdf.preflight.resources import Resources, mode_with, transfers_in

# A filled shape this many times longer than it is wide is a line that somebody drew with a fill.
_SLENDER: Final = 8
BLACK: Final = Colour(colours.DEVICE["DeviceGray"], (0.0,), colours.DEVICE["DeviceGray"].ink((0,)))


class State(Struct):
    """What q keeps and Q brings back."""

    matrix: Matrix
    clip: Box
    fill: Colour = BLACK
    stroke: Colour = BLACK
    # Patterns as they were named, until something is painted with them.
    fill_pattern: bytes | None = None
    stroke_pattern: bytes | None = None
    width: float = 1.0
    mode: Mode = field(default_factory=Mode)
    font: FontFacts | None = None
    font_thing: pikepdf.Object | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    render: int = 0

    def copy(self) -> State:
        """Return the same state, to change."""
        return State(
            self.matrix,
            self.clip,
            self.fill,
            self.stroke,
            self.fill_pattern,
            self.stroke_pattern,
            self.width,
            self.mode,
            self.font,
            self.font_thing,
            self.size,
            self.spacing,
            self.word_spacing,
            self.stretch,
            self.leading,
            self.rise,
            self.render,
        )


class Canvas(Struct):
    """What one page, form or pattern paints, gathered while its operators are followed."""

    resources: Resources
    base: Matrix
    state: State
    depth: int = 0
    paints: list[Paint] = field(default_factory=list)
    fonts: dict[ObjectId, FontFacts] = field(default_factory=dict)
    images: dict[ObjectId, ImageFacts] = field(default_factory=dict)
    transfers: set[str] = field(default_factory=set)
    points: list[bytes] = field(default_factory=list)
    _corners: list[float] = field(default_factory=list)
    _kept: list[State] = field(default_factory=list)
    _clipping: bool = False
    _colours: dict[tuple[str, tuple[bytes, ...]], Colour] = field(default_factory=dict)

    # Colour

    def _device(self, name: str, stack: Sequence[bytes]) -> Colour:
        key = (name, tuple(stack))
        found = self._colours.get(key)
        if found is None:
            space = self.resources.device(name)
            values = tuple(float(number) for number in stack)
            found = self._colours[key] = Colour(space, values, space.ink(values))
        return found

    def _fill_device(self, stack: list[bytes], name: str) -> None:
        self.state.fill, self.state.fill_pattern = self._device(name, stack), None

    def _stroke_device(self, stack: list[bytes], name: str) -> None:
        self.state.stroke, self.state.stroke_pattern = self._device(name, stack), None

    def _initial(self, stack: list[bytes]) -> Colour:
        space = self.resources.space(stack[-1])
        if space is None and self.resources.thing("/ColorSpace", stack[-1]) is None:
            # A renderer paints nothing, or black: which, nobody knows before it is printed.
            raise ValueError("een kleurruimte ontbreekt")
        space = space or colours.DEVICE["DeviceGray"]
        # Black where black is: full ink in spots and in K, none elsewhere.
        values = {"spot": (1.0,) * space.components, "cmyk": (0.0, 0.0, 0.0, 1.0)}.get(
            space.family, (0.0,) * space.components
        )
        if space.name == "Indexed":
            values = (0.0,)
        return Colour(space, values, space.ink(values))

    def _fill_space(self, stack: list[bytes]) -> None:
        self.state.fill, self.state.fill_pattern = self._initial(stack), None

    def _stroke_space(self, stack: list[bytes]) -> None:
        self.state.stroke, self.state.stroke_pattern = self._initial(stack), None

    def _colour_in(self, space: Space, stack: list[bytes]) -> Colour:
        within = space.base if space.family == "pattern" and space.base else space
        values = tuple(float(token) for token in stack if token[:1] != b"/")
        return Colour(within if values else space, values, within.ink(values))

    def _fill_colour(self, stack: list[bytes]) -> None:
        state = self.state
        state.fill_pattern = stack[-1] if stack and stack[-1][:1] == b"/" else None
        space = colours.PATTERN if state.fill_pattern else state.fill.space
        if state.fill_pattern and state.fill.space.family == "pattern":
            space = state.fill.space
        state.fill = self._colour_in(space, stack)

    def _stroke_colour(self, stack: list[bytes]) -> None:
        state = self.state
        state.stroke_pattern = stack[-1] if stack and stack[-1][:1] == b"/" else None
        space = colours.PATTERN if state.stroke_pattern else state.stroke.space
        if state.stroke_pattern and state.stroke.space.family == "pattern":
            space = state.stroke.space
        state.stroke = self._colour_in(space, stack)

    # State

    def _keep(self, _: list[bytes]) -> None:
        self._kept.append(self.state.copy())

    def _restore(self, _: list[bytes]) -> None:
        if self._kept:
            self.state = self._kept.pop()

    def _concatenate(self, stack: list[bytes]) -> None:
        self.state.matrix = times(matrix_of(stack), self.state.matrix)

    def _set_width(self, stack: list[bytes]) -> None:
        self.state.width = float(stack[-1])

    def _set_state(self, stack: list[bytes]) -> None:
        thing = self.resources.thing("/ExtGState", stack[-1])
        if not isinstance(thing, pikepdf.Dictionary):
            return
        self.state.mode = mode_with(self.state.mode, thing)
        self.transfers |= transfers_in(thing)
        if "/LW" in thing:
            self.state.width = float(thing["/LW"])
        if "/Font" in thing:
            font, size = thing["/Font"]
            self.state.font = self.resources.shared.font(font)
            self.state.size = float(size)
        mask = thing.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary) and "/G" in mask:
            # What masks is painted on no plate, but its fonts and images have to be there.
            self._masked(mask["/G"])

    def _masked(self, form: pikepdf.Object) -> None:
        paints = len(self.paints)
        self._form(form)
        del self.paints[paints:]

    # Paths

    def _rectangle(self, stack: list[bytes]) -> None:
        x, y, width, height = (float(number) for number in stack[-4:])
        self._corners += (x, y, x + width, y + height)
        a, b, c, d = self.state.matrix[:4]
        if not ((b == 0 and c == 0) or (a == 0 and d == 0)):
            self._corners += (x + width, y, x, y + height)

    def _path(self) -> Box | None:
        """Return the box of the path that was drawn, and begin a new one."""
        if not self.points and not self._corners:
            return None
        numbers = [*map(float, self.points), *self._corners]
        self.points.clear()
        self._corners.clear()
        xs, ys = numbers[0::2], numbers[1::2]
        a, b, c, d, e, f = self.state.matrix
        if (b == 0 and c == 0) or (a == 0 and d == 0):
            return boxed(min(xs), min(ys), max(xs), max(ys), self.state.matrix)
        pairs = list(zip(xs, ys, strict=False))
        across = [a * x + c * y + e for x, y in pairs]
        down = [b * x + d * y + f for x, y in pairs]
        return Box(min(across), min(down), max(across), max(down))

    def _clip(self, _: list[bytes]) -> None:
        self._clipping = True

    def _end(self, box: Box | None) -> None:
        if self._clipping and box is not None:
            self.state.clip = self.state.clip.within(box)
        self._clipping = False

    def _no_paint(self, _: list[bytes]) -> None:
        if self._clipping:
            self._end(self._path())
        else:
            self.points.clear()
            self._corners.clear()

    def _fill(self, _: list[bytes]) -> None:
        box = self._path()
        if box is not None:
            self._filled(box)
        self._end(box)

    def _stroke(self, _: list[bytes]) -> None:
        box = self._path()
        if box is not None:
            self._stroked(box)
        self._end(box)

    def _both(self, _: list[bytes]) -> None:
        box = self._path()
        if box is not None:
            self._filled(box)
            self._stroked(box)
        self._end(box)

    def _filled(self, box: Box) -> None:
        short, long = sorted((box.width, box.height))
        size = short / MM_PER_POINT if long > _SLENDER * short else 0.0
        state = self.state
        if state.fill_pattern:
            self._pattern(state.fill_pattern, state.fill, box)
        else:
            self._paint("fill", box, state.fill, size)

    def _stroked(self, box: Box) -> None:
        state = self.state
        width = state.width * factor(state.matrix)
        around = box.grown(width / 2)
        if state.stroke_pattern:
            self._pattern(state.stroke_pattern, state.stroke, around)
        else:
            self._paint("stroke", around, state.stroke, width / MM_PER_POINT)

    def _paint(
        self,
        kind: Kind,
        box: Box,
        colour: Colour | None,
        size: float,
        source: ObjectId | None = None,
    ) -> None:
        state = self.state
        (left, top, right, bottom), clip = box, state.clip
        # Most of a page lies wholly where it is seen.
        if left < clip[0] or top < clip[1] or right > clip[2] or bottom > clip[3]:
            box = box.within(clip)
            if box[2] < box[0] or box[3] < box[1]:
                return
        elif right < left or bottom < top:
            return
        self.paints.append(Paint(kind, box, colour, size, state.mode, source))

    # What is filled with something else than a colour is for whoever knows forms.

    def _pattern(self, name: bytes, colour: Colour, box: Box) -> None:
        raise NotImplementedError

    def _form(self, form: pikepdf.Object) -> None:
        raise NotImplementedError
