"""A document in; the same in grey and with little ink out, to read and discuss before the real one.

Only colours change, never a place: grounds become light tints, what was white on them becomes dark,
text is black. So a trial print says truly what fits where.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from kaartgen.frame import (
    BLACK,
    WHITE,
    Cmyk,
    Fill,
    ForeignPage,
    Frame,
    GlyphRun,
    Item,
    Path,
    Picture,
    Placed,
    Raster,
    Stroke,
)
from kaartgen.geometry import Size
from kaartgen.pdf.document import Document
from kaartgen.pixels import in_four_inks, raster_from

# What slug lines and the page in front say of such a print.
DRAFT: Final = " · proefdruk"
# The darkest ground, in per cent of black: black text on it keeps nearly all its contrast.
_GROUND: Final = 13.0
# Lighter than this a colour is the colour of paper; a printer would make loose dots of it.
_PAPER: Final = 0.05
# From here on a colour is one that signs are drawn in, and white ones are drawn on.
_DARK: Final = 0.3
_SIGN: Final = Cmyk(0, 0, 0, 60)
# Letters from this size up are ornament more than text, and take most of the ink.
_LARGE_PT: Final = 44.0
_LARGE: Final = Cmyk(0, 0, 0, 55)
# Thin lines must show on any printer; they take next to no ink.
_LEAST_LINE: Final = 35.0
# A coloured area larger than this, in square millimetres, is a ground, whatever lies under it.
_SIGN_AREA: Final = 400.0
# Of a picture's ink this much stays, and of one that lies under text.
_PICTURE: Final = 0.55
_UNDER: Final = 0.2
# A picture over so much of a card has text on it.
_UNDER_SHARE: Final = 0.4


def in_light_ink(document: Document) -> Document:
    """Return the document in grey and with little ink; its title says that it is a trial print."""
    # Only for who asks for such a print: it loads a renderer.
    from kaartgen.pdf.still import stilled  # noqa: PLC0415

    lighter = _Lighter()
    # A page of another program as artwork cannot be lightened but as a picture.
    document = stilled(document)
    pages = tuple(replace(page, frame=lighter.frame(page.frame)) for page in document.pages)
    return replace(document, pages=pages, title=f"{document.title} (proefdruk)")


class _Lighter(Struct):
    """Lightens frames, each once: what was one frame stays one, so it is written once."""

    done: dict[tuple[int, bool], Frame] = field(default_factory=dict)
    rasters: dict[tuple[int, float], Raster] = field(default_factory=dict)
    # Kept alive, so that an identity is never used twice.
    alive: list[Frame | Raster] = field(default_factory=list)

    def frame(self, frame: Frame, *, pattern: bool = False) -> Frame:
        """Return the frame in light ink; all of a `pattern` is ground."""
        key = (id(frame), pattern)
        if key not in self.done:
            self.alive.append(frame)
            ground = tuple(
                self.ground(item, pattern=pattern or _lies_under(item, frame.size))
                for item in frame.ground
            )
            below = [
                (old, new)
                for old, new in zip(frame.ground, ground, strict=True)
                if isinstance(old, Fill) and isinstance(new, Fill)
            ]
            under_text = _under_text(frame.figure)
            figure: list[Item] = []
            for item in frame.figure:
                if pattern or id(item) in under_text:
                    figure.append(self.ground(item, pattern=True))
                else:
                    figure.append(self.figure(item, below))
                if isinstance(item, Fill) and isinstance(figure[-1], Fill):
                    below.append((item, figure[-1]))
            self.done[key] = replace(frame, ground=ground, figure=tuple(figure))
        return self.done[key]

    def ground(self, item: Item, *, pattern: bool) -> Item:
        match item:
            case Fill():
                return replace(item, colour=_tint(item.colour))
            case Stroke() if pattern:
                return replace(item, colour=_tint(item.colour))
            case Picture() if pattern:
                return replace(item, raster=self.raster(item.raster, _UNDER))
            case Placed():
                return replace(item, frame=self.frame(item.frame, pattern=True))
            case GlyphRun() | Stroke() | Picture() | ForeignPage():
                return self.figure(item, ())
            case _:
                assert_never(item)

    def figure(self, item: Item, below: Sequence[tuple[Fill, Fill]]) -> Item:
        """Return an item of a figure in light ink; `below` are the fills under it, old and new."""
        match item:
            case GlyphRun():
                return replace(item, colour=_LARGE if item.size_pt >= _LARGE_PT else BLACK)
            case Fill():
                return replace(item, colour=_filled(item, below))
            case Stroke():
                return replace(item, colour=_line(item.colour))
            case Picture():
                return replace(item, raster=self.raster(item.raster))
            case Placed():
                return replace(item, frame=self.frame(item.frame))
            case ForeignPage():
                return item  # another's page is placed as it is
            case _:
                assert_never(item)

    def raster(self, raster: Raster, share: float = _PICTURE) -> Raster:
        """Return the picture in black alone, and only a share of it."""
        key = id(raster), share
        if key not in self.rasters:
            self.alive.append(raster)
            light = in_four_inks(raster).convert("RGB").convert("L")
            black = light.point([round((255 - value) * share) for value in range(256)])
            self.rasters[key] = raster_from(black, raster.alpha, lossy=raster.jpeg)
        return self.rasters[key]


def _lies_under(item: Item, size: Size) -> bool:
    """Say whether a picture is the ground of a card, with text on it."""
    if not isinstance(item, Picture):
        return False
    return item.rect.width * item.rect.height >= _UNDER_SHARE * size.width * size.height


def _under_text(figure: Sequence[Item]) -> set[int]:
    """Return the identities of the fills that white text stands on, such as a numbered disc."""
    white = [
        (item.x, item.y)
        for item in figure
        if isinstance(item, GlyphRun) and _darkness(item.colour) < _PAPER
    ]
    found: set[int] = set()
    for item in figure if white else ():
        if isinstance(item, Fill) and _darkness(item.colour) >= _DARK:
            left, top, right, bottom = _box(item.path)
            if any(left <= x <= right and top <= y <= bottom for x, y in white):
                found.add(id(item))
    return found


def _darkness(colour: Cmyk) -> float:
    """Return how dark a colour looks, from 0 (paper) to 1 (black)."""
    red, green, blue = (
        (1 - one / 100) * (1 - colour.k / 100) for one in (colour.c, colour.m, colour.y)
    )
    # The share of each in how light a colour looks (ITU-R BT.709).
    return 1 - (0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _tint(colour: Cmyk) -> Cmyk:
    """Return a ground's light grey; the root keeps what was light apart from white."""
    dark = _darkness(colour)
    return WHITE if dark < _PAPER else Cmyk(0, 0, 0, round(_GROUND * dark**0.5, 1))


def _filled(fill: Fill, below: Sequence[tuple[Fill, Fill]]) -> Cmyk:
    dark = _darkness(fill.colour)
    if dark < _PAPER:
        return _SIGN if _lost(fill, below) else WHITE
    if dark < _DARK or _area(fill.path) > _SIGN_AREA:
        return _tint(fill.colour)
    return _SIGN


def _lost(white: Fill, below: Sequence[tuple[Fill, Fill]]) -> bool:
    """Say whether a white fill is a sign on what was dark and is light now; paper stays white."""
    if _is_box(white.path):  # to write in
        return False
    left, top, right, bottom = _box(white.path)
    x, y = (left + right) / 2, (top + bottom) / 2
    for old, new in reversed(below):
        left, top, right, bottom = _box(old.path)
        if left <= x <= right and top <= y <= bottom:
            return _darkness(old.colour) >= _DARK > _darkness(new.colour)
    # What it stands on lies in a frame about this one, if it is as small as a sign.
    return _area(white.path) <= _SIGN_AREA


def _line(colour: Cmyk) -> Cmyk:
    dark = _darkness(colour)
    if dark < _PAPER:
        return _SIGN
    return Cmyk(0, 0, 0, round(max(_LEAST_LINE, 100 * dark), 1))


def _box(path: Path) -> tuple[float, float, float, float]:
    """Return a path's left, top, right and bottom (of its control points, where it is curved)."""
    xs = [number for _, numbers in path.segments for number in numbers[0::2]]
    ys = [number for _, numbers in path.segments for number in numbers[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def _area(path: Path) -> float:
    left, top, right, bottom = _box(path)
    return (right - left) * (bottom - top)


def _is_box(path: Path) -> bool:
    """Say whether a path is a rectangle along the axes, with square or rounded corners."""
    at: tuple[float, ...] = ()
    for operator, numbers in path.segments:
        if operator == "L" and abs(numbers[0] - at[0]) > 1e-6 and abs(numbers[1] - at[1]) > 1e-6:
            return False
        at = numbers[-2:] or at
    kinds = "".join(operator for operator, _ in path.segments)
    return kinds in ("MLLLZ", "MLCLCLCLCZ")
