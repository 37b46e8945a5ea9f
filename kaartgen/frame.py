"""A finished picture as data: a size and a list of items that an exporter only has to match on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import TypeAlias

from msgspec import Struct

from kaartgen.geometry import Rect, Size, Transform


class Spot(Struct, frozen=True):
    """An ink that is mixed before it is printed: its name, and the inks (per cent) that look alike.

    Where a file has one spot, it has one likeness: a plate is named once.
    """

    name: str
    alike: tuple[float, float, float, float]


class Cmyk(Struct, frozen=True):
    """A colour; each ink in per cent.

    With a `spot` it is `share` (0 to 1) of that ink where a document keeps its spots apart, and
    the four inks everywhere else.
    """

    c: float
    m: float
    y: float
    k: float
    spot: Spot | None = None
    share: float = 1.0

    def tint(self, share: float) -> Cmyk:
        """Return the colour printed at that share (0 to 1) of its ink."""
        c, m, y, k = self.c * share, self.m * share, self.y * share, self.k * share
        return Cmyk(c, m, y, k, self.spot, self.share * share if self.spot else 1.0)

    def without_black(self) -> Cmyk:
        """Return the colour with its black left out; a spot's own ink stays as it is."""
        return Cmyk(self.c, self.m, self.y, 0.0, self.spot, self.share)

    @property
    def ink(self) -> float:
        """The total ink in per cent."""
        return self.c + self.m + self.y + self.k


WHITE = Cmyk(0, 0, 0, 0)
BLACK = Cmyk(0, 0, 0, 100)
# The plate that is every plate, for marks that show whether all lie on each other.
EVERY_PLATE = "All"
REGISTRATION = Cmyk(100, 100, 100, 100)


class FontRef(Struct, frozen=True):
    """A font file by the name that it has in the output."""

    name: str
    file: FilePath


Segment: TypeAlias = tuple[str, tuple[float, ...]]
"""("M", (x, y)), ("L", (x, y)), ("C", (x1, y1, x2, y2, x, y)) or ("Z", ())."""


class Path(Struct, frozen=True):
    """Lines and curves; filled by the non-zero rule, or by the even-odd one."""

    segments: tuple[Segment, ...]
    even_odd: bool = False

    @property
    def box(self) -> Rect:
        """The box around all points and handles; at the origin if there are none."""
        xs = [number for _, numbers in self.segments for number in numbers[0::2]] or [0.0]
        ys = [number for _, numbers in self.segments for number in numbers[1::2]] or [0.0]
        return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    def moved(self, transform: Transform) -> Path:
        """Return the path where `transform` takes it."""
        # Written out, since motifs move some thousands of points for every deck.
        a, b, c, d = transform.a, transform.b, transform.c, transform.d
        e, f = transform.e, transform.f
        moved: list[Segment] = []
        for operator, numbers in self.segments:
            if operator == "C":
                x1, y1, x2, y2, x, y = numbers
                moved.append(
                    (
                        "C",
                        (
                            a * x1 + c * y1 + e,
                            b * x1 + d * y1 + f,
                            a * x2 + c * y2 + e,
                            b * x2 + d * y2 + f,
                            a * x + c * y + e,
                            b * x + d * y + f,
                        ),
                    )
                )
            elif numbers:
                x, y = numbers
                moved.append((operator, (a * x + c * y + e, b * x + d * y + f)))
            else:
                moved.append((operator, ()))
        return Path(tuple(moved), self.even_odd)


# A quarter of a circle as one Bézier curve (the usual constant, 4/3·(√2−1)).
_ROUND = 0.5522847498


def rectangle(rect: Rect, radius: float = 0.0) -> Path:
    """Return the outline of a rectangle, with rounded corners if `radius` is above 0."""
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    if radius <= 0:
        corners = ((x, y), (right, y), (right, bottom), (x, bottom))
        lines: list[Segment] = [("L", corner) for corner in corners[1:]]
        return Path((("M", corners[0]), *lines, ("Z", ())))
    r = min(radius, rect.width / 2, rect.height / 2)
    k = r * (1 - _ROUND)
    return Path(
        (
            ("M", (x + r, y)),
            ("L", (right - r, y)),
            ("C", (right - k, y, right, y + k, right, y + r)),
            ("L", (right, bottom - r)),
            ("C", (right, bottom - k, right - k, bottom, right - r, bottom)),
            ("L", (x + r, bottom)),
            ("C", (x + k, bottom, x, bottom - k, x, bottom - r)),
            ("L", (x, y + r)),
            ("C", (x, y + k, x + k, y, x + r, y)),
            ("Z", ()),
        )
    )


def circle(x: float, y: float, radius: float) -> Path:
    """Return the outline of a circle about (x, y)."""
    return rectangle(Rect(x - radius, y - radius, 2 * radius, 2 * radius), radius)


def polygon(*points: tuple[float, float]) -> Path:
    """Return the closed outline through the points."""
    lines: list[Segment] = [("L", point) for point in points[1:]]
    return Path((("M", points[0]), *lines, ("Z", ())))


def line(x: float, y: float, x2: float, y2: float) -> Path:
    """Return the straight line between two points."""
    return Path((("M", (x, y)), ("L", (x2, y2))))


class GlyphRun(Struct, frozen=True):
    """One line of glyphs from (x, y) on the baseline, one glyph a character.

    `kerns` holds (index, shift) pairs: after the character at `index` the pen moves a further
    `shift` thousandths of an em.
    """

    font: FontRef
    size_pt: float
    colour: Cmyk
    x: float
    y: float
    text: str
    kerns: tuple[tuple[int, int], ...] = ()


class Fill(Struct, frozen=True):
    """A filled path."""

    path: Path
    colour: Cmyk


class Stroke(Struct, frozen=True):
    """A stroked path; `width_pt` in points, `dash` in millimetres on and off from `phase` on.

    `cap` and `join` are PDF's: butt, round, square; and mitre (up to `miter` widths), round, bevel.
    With a `spot` it is on a plate of that name, over what is printed; `colour` is how it shows.
    """

    path: Path
    colour: Cmyk
    width_pt: float
    dash: tuple[float, ...] = ()
    spot: str | None = None
    cap: int = 0
    join: int = 0
    miter: float = 10.0
    phase: float = 0.0


class Raster(Struct, frozen=True):
    """Pixels ready for print: four bytes a pixel, C M Y K, rows from the top; 255 is full ink.

    A `grey` one has one byte a pixel, black; of a `jpeg` the pixels are such a file (in which grey
    is light, as in any). `alpha` is one byte a pixel, 255 where nothing shines through.
    """

    width: int
    height: int
    pixels: bytes
    grey: bool = False
    jpeg: bool = False
    alpha: bytes | None = None


class Picture(Struct, frozen=True):
    """A raster image shown whole in `rect`; `alt` says in words what it shows."""

    rect: Rect
    raster: Raster
    alt: str


class ForeignPage(Struct, frozen=True):
    """A page of another PDF, kept as it is; `page` counts from 0.

    `onto` takes the page's own points (y up) to the frame's millimetres; `box_pt` is what is seen
    of it in those points: left, bottom, right, top.
    """

    file: FilePath
    page: int
    box_pt: tuple[float, float, float, float]
    onto: Transform

    @property
    def seen(self) -> Rect:
        """What of the frame the page covers."""
        left, bottom, right, top = self.box_pt
        return self.onto.rect(Rect(left, bottom, right - left, top - bottom))


class Placed(Struct, frozen=True):
    """A frame laid down through `transform`; the clips are in the frame's own millimetres.

    `shape` is a clip of any outline.
    """

    frame: Frame
    transform: Transform
    clip: Rect | None = None
    ground_clip: Rect | None = None
    shape: Path | None = None


Item: TypeAlias = GlyphRun | Fill | Stroke | Picture | ForeignPage | Placed


class Frame(Struct, frozen=True):
    """A finished picture: `ground` (fills, patterns, pictures) lies under `figure` (text, marks).

    The two are apart because a white rim clips the ground and leaves the text where it is.
    Items may reach `bleed` beyond the size on each side.
    """

    size: Size
    ground: tuple[Item, ...]
    figure: tuple[Item, ...]
    bleed: float = 0.0


class Faces(Struct, frozen=True):
    """The two finished faces of one card."""

    front: Frame
    back: Frame


def runs(frame: Frame, through: Transform | None = None) -> Iterator[tuple[GlyphRun, Transform]]:
    """Yield every glyph run in the frame and in what is placed in it, with its transform."""
    outer = through or Transform()
    for item in (*frame.ground, *frame.figure):
        if isinstance(item, GlyphRun):
            yield item, outer
        elif isinstance(item, Placed):
            yield from runs(item.frame, item.transform.then(outer))


def foreign_pages(frame: Frame) -> Iterator[ForeignPage]:
    """Yield every foreign page in the frame and in what is placed in it."""
    for item in (*frame.ground, *frame.figure):
        if isinstance(item, ForeignPage):
            yield item
        elif isinstance(item, Placed):
            yield from foreign_pages(item.frame)


def written_out(frame: Frame, indent: str = "") -> list[str]:
    """Return the frame as readable lines, for comparing and for reading."""
    size = frame.size
    lines = [f"{indent}frame {size.width:g} × {size.height:g} mm, afloop {frame.bleed:g}"]
    for name, items in (("ground", frame.ground), ("figure", frame.figure)):
        if items:
            lines.append(f"{indent}  {name}")
        for item in items:
            lines.extend(_described(item, indent + "    "))
    return lines


def _described(item: Item, indent: str) -> list[str]:
    match item:
        case GlyphRun():
            colour = _colour(item.colour)
            look = f"{item.font.name} {item.size_pt:g} pt {colour}"
            return [f"{indent}text {item.x:.2f} {item.y:.2f} {look} | {item.text}"]
        case Fill():
            return [f"{indent}fill {_outline(item.path)} {_colour(item.colour)}"]
        case Stroke():
            return [
                f"{indent}stroke {_outline(item.path)} {item.width_pt:g} pt {_colour(item.colour)}"
            ]
        case Picture(rect=rect):
            box = f"{rect.x:.2f} {rect.y:.2f} {rect.width:.2f} × {rect.height:.2f}"
            return [f"{indent}picture {box} | {item.alt}"]
        case ForeignPage(seen=rect):
            box = f"{rect.x:.2f} {rect.y:.2f} {rect.width:.2f} × {rect.height:.2f}"
            return [f"{indent}foreign page {box} | {item.file.name} {item.page + 1}"]
        case Placed(transform=t):
            numbers = " ".join(f"{value:.2f}" for value in (t.a, t.b, t.c, t.d, t.e, t.f))
            return [f"{indent}placed {numbers}", *written_out(item.frame, indent + "  ")]


def _colour(colour: Cmyk) -> str:
    inks = f"cmyk({colour.c:g} {colour.m:g} {colour.y:g} {colour.k:g})"
    return f"{inks} {colour.share:.0%} {colour.spot.name}" if colour.spot else inks


def _outline(path: Path) -> str:
    xs = [n for _, numbers in path.segments for n in numbers[0::2]]
    ys = [n for _, numbers in path.segments for n in numbers[1::2]]
    return (
        f"{len(path.segments)} segments {min(xs):.2f} {min(ys):.2f} to {max(xs):.2f} {max(ys):.2f}"
    )
