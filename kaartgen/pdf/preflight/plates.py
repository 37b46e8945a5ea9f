"""A PDF in; the same PDF with its inks as light out, so that a picture of it is its plates.

In the one file red, green and blue are what cyan, magenta and yellow leave of the paper, in the
other red is what black leaves and green what all other inks leave. Flat colour, knockout, clipping
and transparency are then mixed plate by plate by whoever draws it, as on a press.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Final, Literal, TypeAlias

import pikepdf
from msgspec import Struct, field
from PIL import Image, ImageChops

from kaartgen.pdf.preflight import colours
from kaartgen.pdf.preflight.images import decoded, filters_of
from kaartgen.pdf.preflight.model import Ink, Space
from kaartgen.pdf.preflight.reading import content_of, inherited
from kaartgen.pdf.preflight.resources import Resources, Shared
from kaartgen.pdf.preflight.saying import said
from kaartgen.pdf.preflight.tokens import INLINE_IMAGE, LETTER, NUMERIC, SPACE, tokens

Half: TypeAlias = Literal["cmy", "k"]
_DEEPEST: Final = 24
_DEVICE: Final = {
    b"k": "DeviceCMYK",
    b"K": "DeviceCMYK",
    b"g": "DeviceGray",
    b"G": "DeviceGray",
    b"rg": "DeviceRGB",
    b"RG": "DeviceRGB",
}
_GREY: Final = colours.DEVICE["DeviceGray"]


def as_light(data: bytes, half: Half) -> bytes:
    """Return the PDF with one half of its inks as light.

    Colours that have no inks yet (RGB) are taken as the least ink that could print them. Raises
    pikepdf.PdfError or ValueError if its pages cannot be followed.
    """
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        writer = _Writer(half, Shared())
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary):
                _mixed_in_light(thing)
        for page in pdf.pages:
            writer.page(pdf, page.obj)
        out = io.BytesIO()
        pdf.save(out, encryption=False, fix_metadata_version=False, compress_streams=False)
    return out.getvalue()


def _mixed_in_light(thing: pikepdf.Object) -> None:
    """Let groups mix as light, and what overprints darken what lies below it."""
    if said(thing.get("/S")) == "/Transparency" and "/CS" in thing:
        thing.CS = pikepdf.Name.DeviceRGB
    if "/op" in thing or "/OP" in thing:
        _overprinting(thing)


def _overprinting(state: pikepdf.Object) -> None:
    over = bool(state.get("/op", state.get("/OP", False)))
    # Nonzero overprint: an ink that a colour does not take is left as it was.
    if over and int(state.get("/OPM", 0)) == 1:
        state.BM = pikepdf.Name.Multiply
    elif not over and "/BM" not in state:
        state.BM = pikepdf.Name.Normal


def light(ink: Ink, half: Half) -> tuple[float, float, float]:
    """Return a colour's inks as what they leave of the light."""
    if half == "cmy":
        return 1 - ink.c, 1 - ink.m, 1 - ink.y
    return 1 - ink.k, max(0.0, 1 - ink.spots), 1.0


class _Writer(Struct):
    """Writes streams anew, each once, in the file where they lie."""

    half: Half
    shared: Shared
    done: set[tuple[int, int]] = field(default_factory=set)

    def page(self, pdf: pikepdf.Pdf, page: pikepdf.Dictionary) -> None:
        contents = page.get("/Contents")
        resources = inherited(page, "/Resources")
        if contents is None or not isinstance(resources, pikepdf.Dictionary):
            return
        written = self._rewritten(content_of(contents), page, resources)
        page.Contents = pdf.make_indirect(pikepdf.Stream(pdf, written))
        group = page.get("/Group")
        if isinstance(group, pikepdf.Dictionary):
            _mixed_in_light(group)
        self._below(resources, 0)

    def _below(self, resources: pikepdf.Object, depth: int) -> None:
        for state in _values(resources.get("/ExtGState")):
            _mixed_in_light(state)
        for room in ("/XObject", "/Pattern", "/Shading", "/Font"):
            for thing in _values(resources.get(room)):
                key = thing.objgen
                if depth > _DEEPEST or (key != (0, 0) and key in self.done):
                    continue
                self.done.add(key)
                self._thing(thing, resources, depth)

    def _thing(self, thing: pikepdf.Object, around: pikepdf.Object, depth: int) -> None:
        if said(thing.get("/Subtype")) == "/Image":
            self._image(thing)
        elif said(thing.get("/Subtype")) == "/Type3":
            own = thing.get("/Resources", around)
            for procedure in _values(thing.get("/CharProcs")):
                self._stream(procedure, own, depth)
        elif "/ShadingType" in thing:
            self._shading(thing)
        elif "/Shading" in thing:
            self._shading(thing.Shading)
        elif isinstance(thing, pikepdf.Stream):
            self._stream(thing, thing.get("/Resources", around), depth)

    def _stream(self, thing: pikepdf.Object, resources: pikepdf.Object, depth: int) -> None:
        thing.write(self._rewritten(thing.read_bytes(), thing, resources))
        group = thing.get("/Group")
        if isinstance(group, pikepdf.Dictionary):
            _mixed_in_light(group)
        self._below(resources, depth + 1)

    def _rewritten(self, data: bytes, stream: pikepdf.Object, resources: pikepdf.Object) -> bytes:
        found = tokens(data, stream)
        if INLINE_IMAGE in found:
            # An image within the text has to stay as it is, and so has what is around it.
            return data
        return b" ".join(self._operators(found, Resources(resources, self.shared)))

    def _operators(self, found: Sequence[bytes], resources: Resources) -> Iterator[bytes]:
        fill, stroke = _GREY, _GREY
        kept: list[tuple[Space, Space]] = []
        stack: list[bytes] = []
        # A stream begins in black.
        yield from (self._set((0.0,), _GREY, b"rg"), self._set((0.0,), _GREY, b"RG"))
        for token in found:
            operator = token
            if token[0] in NUMERIC:
                if token[-1] <= SPACE:
                    yield from stack
                    yield token
                    stack.clear()
                    continue
                if token[-1] >= LETTER:
                    stack += token.split()
                    operator = stack.pop()
            match operator:
                case b"k" | b"K" | b"g" | b"G" | b"rg" | b"RG":
                    space = resources.device(_DEVICE[operator])
                    paint = b"rg" if operator.islower() else b"RG"
                    yield self._set([float(number) for number in stack], space, paint)
                    fill, stroke = (space, stroke) if operator.islower() else (fill, space)
                case b"cs" | b"CS":
                    space = resources.space(stack[-1]) or _GREY
                    fill, stroke = (space, stroke) if operator == b"cs" else (fill, space)
                    if space.family == "pattern":
                        yield from (b"/Pattern", operator)
                    else:
                        paint = b"rg" if operator == b"cs" else b"RG"
                        yield self._set(_first(space), space, paint)
                case b"sc" | b"scn" | b"SC" | b"SCN":
                    space = fill if operator.islower() else stroke
                    paint = b"rg" if operator.islower() else b"RG"
                    if stack and stack[-1][:1] == b"/":
                        yield from (stack[-1], operator)
                    else:
                        yield self._set([float(number) for number in stack], space, paint)
                case b"q" | b"Q":
                    if operator == b"q":
                        kept.append((fill, stroke))
                    elif kept:
                        fill, stroke = kept.pop()
                    yield operator
                case _ if operator[:1].isalpha() or operator in (b"'", b'"'):
                    yield from stack
                    yield operator
                case _:
                    stack.append(operator)
                    continue
            stack.clear()

    def _set(self, values: Sequence[float], space: Space, operator: bytes) -> bytes:
        r, g, b = light(_ink(space, values), self.half)
        return b"%.4f %.4f %.4f %b" % (r, g, b, operator)

    def _image(self, image: pikepdf.Object) -> None:
        space = self.shared.space(image.get("/ColorSpace"))
        if bool(image.get("/ImageMask", False)) or space is None or space.family == "rgb":
            return
        width, height = int(image.Width), int(image.Height)
        picture = decoded(image, space, width, height, filters_of(image))
        if picture is None:
            return
        pixels = _lit(picture, space, self.half)
        for key in ("/Decode", "/DecodeParms", "/Intent"):
            if key in image:
                del image[key]
        image.write(pixels)
        image.ColorSpace = pikepdf.Name.DeviceRGB
        image.BitsPerComponent = 8

    def _shading(self, shading: pikepdf.Object) -> None:
        space = self.shared.space(shading.get("/ColorSpace"))
        if space is None or space.family not in ("cmyk", "grey") or "/Function" not in shading:
            return
        if self._function(shading.Function, space):
            shading.ColorSpace = pikepdf.Name.DeviceRGB
            if "/Background" in shading:
                del shading["/Background"]

    def _function(self, function: pikepdf.Object, space: Space) -> bool:
        """Turn an exponential function, or a row of them, into one of light, if it is that."""
        if not isinstance(function, pikepdf.Dictionary):
            return False
        if function.objgen != (0, 0):
            if function.objgen in self.done:
                return True
            self.done.add(function.objgen)
        match int(function.get("/FunctionType", -1)):
            case 2:
                for name, otherwise in (("/C0", 0), ("/C1", 1)):
                    values = [float(number) for number in function.get(name, [otherwise])]
                    function[name] = pikepdf.Array(
                        [round(part, 5) for part in light(_ink(space, values), self.half)]
                    )
                if "/Range" in function:
                    del function["/Range"]
                return True
            case 3:
                turned = [self._function(one, space) for one in function.Functions]
                return all(turned)
        return False


def _values(shelf: pikepdf.Object | None) -> list[pikepdf.Object]:
    if not isinstance(shelf, pikepdf.Dictionary):
        return []
    return [
        thing
        for _, thing in shelf.items()
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)
    ]


def _first(space: Space) -> Sequence[float]:
    """Return the colour that a space begins with."""
    if space.family == "cmyk" and space.components == 4:
        return (0.0, 0.0, 0.0, 1.0)
    return ((1.0 if space.family == "spot" else 0.0),) * space.components


def _ink(space: Space, values: Sequence[float]) -> Ink:
    ink = space.ink(values)
    if ink is not None:
        return ink
    if len(values) == 3:
        k = 1 - max(values)
        return Ink(1 - values[0] - k, 1 - values[1] - k, 1 - values[2] - k, k)
    return Ink(0, 0, 0, 0)


def _lit(picture: Image.Image, space: Space, half: Half) -> bytes:
    """Return an image's pixels as light, three bytes each."""
    if picture.mode == "L":
        table = [
            _ink(space, [value if space.name == "Indexed" else value / 255]) for value in range(256)
        ]
        bands = [
            picture.point([round(255 * light(ink, half)[channel]) for ink in table])
            for channel in range(3)
        ]
    else:
        c, m, y, k = picture.split()
        white = Image.new("L", picture.size, 255)
        bands = (
            [ImageChops.invert(one) for one in (c, m, y)]
            if half == "cmy"
            else [ImageChops.invert(k), white, white]
        )
    content: bytes = Image.merge("RGB", bands).tobytes()
    return content
