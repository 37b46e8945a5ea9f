"""A page's content in; everything that it paints out, down into forms, patterns and shadings."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot
from typing import Final, TypeAlias

import pikepdf

from kaartgen.pdf.preflight import colours
from kaartgen.pdf.preflight.canvas import BLACK, State
from kaartgen.pdf.preflight.matrix import IDENTITY, Matrix, boxed, factor, matrix_in, times
from kaartgen.pdf.preflight.model import Box, Colour, FontFacts, ImageFacts, Mode, Paint
from kaartgen.pdf.preflight.resources import Resources, Shared, transfers_in
from kaartgen.pdf.preflight.text import TextCanvas
from kaartgen.pdf.preflight.tokens import LETTER, NUMERIC, SPACE, numbers_in, tokens

# Forms in forms in forms: nobody needs more, and a circle of them must end.
_DEEPEST: Final = 24
_EVERYWHERE: Final = Box(-1e9, -1e9, 1e9, 1e9)
# A dense map has some ten thousand; ten forms that each show the next ten times have no end.
_MOST_PAINTS: Final = 200_000
_PLAIN: Final = Mode()


class Walk(TextCanvas):
    """Follows a stream and every form, pattern and shading that it shows."""

    @classmethod
    def of(cls, resources: pikepdf.Object, shared: Shared, matrix: Matrix, clip: Box) -> Walk:
        """Return a walk over content that uses these resources."""
        return cls(Resources(resources, shared), matrix, State(matrix, clip))

    def follow(self, data: bytes, stream: pikepdf.Object) -> None:
        """Follow all operators of a stream.

        Raises ValueError, IndexError or pikepdf.PdfError where they make no sense.
        """
        stack: list[bytes] = []
        operators = _OPERATORS
        points = self.points
        for token in tokens(data, stream):
            operator = token
            if token[0] in NUMERIC:
                if token[-1] <= SPACE:
                    points += stack
                    points += numbers_in(token)
                    stack.clear()
                    continue
                if token[-1] < LETTER:
                    stack.append(token)
                    continue
                stack += token.split()
                operator = stack.pop()
            act = operators.get(operator)
            if act is not None:
                act(self, stack)
                stack.clear()
            elif operator in _DRAWING:
                points += stack
                stack.clear()
            else:
                stack.append(operator)

    def _glyphs(self, font: FontFacts, box: Box) -> None:
        """Paint what a Type 3 font's letters paint, where its text stands."""
        thing = self.state.font_thing
        if thing is None or self.depth >= _DEEPEST:
            return
        shared = self.resources.shared
        key = ("type3", font.key)
        if key not in shared.forms:
            own = thing.get("/Resources", self.resources.dictionary)
            inside = Walk.of(own, shared, IDENTITY, _EVERYWHERE)
            inside.depth = self.depth + 1
            shared.forms[key] = inside
            for procedure in dict(thing.get("/CharProcs", {})).values():
                inside.follow(procedure.read_bytes(), procedure)
        inside = shared.forms[key]
        self._noted(inside)
        for paint in self._shown_by(inside):
            # A letter's colour is set in it or comes from the text; its place is that of the text.
            if paint.colour is not BLACK:
                self._paint(paint.kind, box, paint.colour, 0.0, paint.source)

    def _shown_by(self, inside: Walk) -> tuple[Paint, ...]:
        """Return what a form paints so far: one that shows itself would have no end.

        Raises ValueError where forms in forms would paint more than any page holds.
        """
        if len(self.paints) + len(inside.paints) > _MOST_PAINTS:
            raise ValueError("te veel op één pagina")
        return tuple(inside.paints)

    def _noted(self, inside: Walk) -> None:
        self.fonts.update(inside.fonts)
        self.images.update(inside.images)
        self.transfers |= inside.transfers

    def _do(self, stack: list[bytes]) -> None:
        thing = self.resources.thing("/XObject", stack[-1])
        if thing is None:
            return
        match str(thing.get("/Subtype", "")):
            case "/Image":
                self._image(self.resources.shared.image(thing))
            case "/Form":
                self._form(thing)

    def _image(self, facts: ImageFacts) -> None:
        m = self.state.matrix
        inch_wide, inch_high = hypot(m[0], m[1]) / 25.4, hypot(m[2], m[3]) / 25.4
        ppi = min(
            facts.width / inch_wide if inch_wide else 0,
            facts.height / inch_high if inch_high else 0,
        )
        box = boxed(0, 0, 1, 1, m)
        self.images[facts.key] = facts
        if facts.mask:
            self._paint("image", box, self.state.fill, ppi, facts.key)
        else:
            colour = Colour(facts.space, (), None) if facts.space else None
            self._paint("image", box, colour, ppi, facts.key)

    def _inline_image(self, stack: list[bytes]) -> None:
        width, height, bits, name = stack[-4:]
        word = name[1:].decode("latin-1")
        mask = word == "ImageMask"
        space = None if mask else self.resources.space(name) or colours.device(word)
        key = self.resources.shared.key(pikepdf.Dictionary())
        facts = ImageFacts(key, int(width), int(height), int(bits), space, mask, False, (), None)
        self._image(facts)

    def _shade(self, stack: list[bytes]) -> None:
        shading = self.resources.thing("/Shading", stack[-1])
        if shading is not None:
            self._shaded(shading, self.state.clip)

    def _shaded(self, shading: pikepdf.Object, box: Box) -> None:
        space = self.resources.shared.space(shading.get("/ColorSpace"))
        if isinstance(shading.get("/ColorSpace"), pikepdf.Name) and space:
            space = self.resources.standing_in(space)
        if space is not None:
            self._paint("shade", box, Colour(space, (), colours.darkest(shading, space)), 0.0)

    def _pattern(self, name: bytes, colour: Colour, box: Box) -> None:
        pattern = self.resources.thing("/Pattern", name)
        if pattern is None or self.depth >= _DEEPEST:
            return
        if int(pattern.get("/PatternType", 1)) == 2:
            if "/Shading" in pattern:
                self._shaded(pattern["/Shading"], box)
            if isinstance(pattern.get("/ExtGState"), pikepdf.Dictionary):
                self.transfers |= transfers_in(pattern["/ExtGState"])
            return
        uncoloured = int(pattern.get("/PaintType", 1)) == 2
        inside = self._inside(pattern, colour if uncoloured else BLACK, BLACK)
        self._noted(inside)
        scale = factor(times(matrix_in(pattern.get("/Matrix")), self.base))
        for kind, _, its_colour, size, _, source in self._shown_by(inside):
            scaled = (size / scale if scale else 0.0) if kind == "image" else size * scale
            self._paint(kind, box, its_colour, scaled, source)

    def _form(self, form: pikepdf.Object) -> None:
        if self.depth >= _DEEPEST:
            return
        state = self.state
        inside = self._inside(form, state.fill, state.stroke)
        self._noted(inside)
        m = times(matrix_in(form.get("/Matrix")), state.matrix)
        scale = factor(m)
        straight = m[1] == 0 and m[2] == 0
        a, d, e, f = m[0], m[3], m[4], m[5]
        clip, mode = state.clip, state.mode
        plain = mode == _PLAIN
        for kind, box, colour, size, its_mode, source in self._shown_by(inside):
            if straight and a > 0 and d > 0:
                left, top = a * box[0] + e, d * box[1] + f
                right, bottom = a * box[2] + e, d * box[3] + f
            else:
                left, top, right, bottom = boxed(box[0], box[1], box[2], box[3], m)
            seen = Box(
                max(left, clip[0]), max(top, clip[1]), min(right, clip[2]), min(bottom, clip[3])
            )
            if seen[2] < seen[0] or seen[3] < seen[1]:
                continue
            scaled = (size / scale if scale else 0.0) if kind == "image" else size * scale
            self.paints.append(
                Paint(kind, seen, colour, scaled, its_mode if plain else mode, source)
            )
        group = form.get("/Group")
        if isinstance(group, pikepdf.Dictionary) and str(group.get("/S", "")) == "/Transparency":
            corners = [float(number) for number in form.get("/BBox", [0, 0, 0, 0])]
            box = boxed(corners[0], corners[1], corners[2], corners[3], m)
            space = self.resources.shared.space(group.get("/CS"))
            self._paint("group", box, Colour(space, (), None) if space else None, 0.0)

    def _inside(self, form: pikepdf.Object, fill: Colour, stroke: Colour) -> Walk:
        """Return what a form or a pattern's cell paints, in its own coordinates."""
        shared = self.resources.shared
        own = form.get("/Resources")
        # Without resources of its own a form uses those of whoever shows it, so it is kept by that.
        home = None if own is not None else id(self.resources)
        key = (form.objgen, fill, stroke, home)
        found: Walk | None = shared.forms.get(key) if form.objgen != (0, 0) else None
        if found is not None:
            return found
        corners = [float(number) for number in form.get("/BBox", [-1e9, -1e9, 1e9, 1e9])]
        clip = boxed(corners[0], corners[1], corners[2], corners[3], IDENTITY)
        resources = Resources(own, shared) if own is not None else self.resources
        inside = Walk(resources, IDENTITY, State(IDENTITY, clip, fill, stroke))
        inside.depth = self.depth + 1
        # Kept before it is followed: a form that shows itself finds what there is so far.
        shared.forms[key] = inside
        # Sizes in a form are in its own units; they are scaled when it is placed.
        inside.follow(form.read_bytes(), form)
        return inside


Act: TypeAlias = Callable[[Walk, list[bytes]], None]
_DRAWING: Final = frozenset([b"m", b"l", b"c", b"v", b"y"])


def _nothing(_: Walk, __: list[bytes]) -> None:
    """Pass over what changes nothing that a printer would remark on."""


_OPERATORS: Final[dict[bytes, Act]] = {
    **dict.fromkeys(b"h J j M d ri i ET MP DP BMC BDC EMC BX EX d0 d1".split(), _nothing),
    b"k": lambda walk, stack: walk._fill_device(stack, "DeviceCMYK"),
    b"K": lambda walk, stack: walk._stroke_device(stack, "DeviceCMYK"),
    b"g": lambda walk, stack: walk._fill_device(stack, "DeviceGray"),
    b"G": lambda walk, stack: walk._stroke_device(stack, "DeviceGray"),
    b"rg": lambda walk, stack: walk._fill_device(stack, "DeviceRGB"),
    b"RG": lambda walk, stack: walk._stroke_device(stack, "DeviceRGB"),
    b"cs": Walk._fill_space,
    b"CS": Walk._stroke_space,
    b"sc": Walk._fill_colour,
    b"scn": Walk._fill_colour,
    b"SC": Walk._stroke_colour,
    b"SCN": Walk._stroke_colour,
    b"q": Walk._keep,
    b"Q": Walk._restore,
    b"cm": Walk._concatenate,
    b"w": Walk._set_width,
    b"gs": Walk._set_state,
    b"re": Walk._rectangle,
    b"W": Walk._clip,
    b"W*": Walk._clip,
    b"n": Walk._no_paint,
    b"f": Walk._fill,
    b"F": Walk._fill,
    b"f*": Walk._fill,
    b"S": Walk._stroke,
    b"s": Walk._stroke,
    b"B": Walk._both,
    b"B*": Walk._both,
    b"b": Walk._both,
    b"b*": Walk._both,
    b"BT": Walk._begin_text,
    b"Tf": Walk._set_font,
    b"Tm": Walk._set_text_matrix,
    b"Td": Walk._move,
    b"TD": Walk._move_leading,
    b"T*": Walk._new_line,
    b"Tc": Walk._set_spacing,
    b"Tw": Walk._set_word_spacing,
    b"Tz": Walk._set_stretch,
    b"TL": Walk._set_leading,
    b"Ts": Walk._set_rise,
    b"Tr": Walk._set_render,
    b"Tj": Walk._show,
    b"TJ": Walk._show_kerned,
    b"'": Walk._show_line,
    b'"': Walk._show_spaced,
    b"Do": Walk._do,
    b"sh": Walk._shade,
    b"EI": Walk._inline_image,
}
