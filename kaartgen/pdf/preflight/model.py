"""What was read from a PDF, as data: its colours, paints, pages and properties.

Positions are millimetres from the top left of the media box, as the page is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from kaartgen.geometry import Rect

ObjectId: TypeAlias = tuple[int, int]


class Box(NamedTuple):
    """A rectangle by its sides; a tuple because a page has hundreds."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """The width; negative if there is nothing in it."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The height; negative if there is nothing in it."""
        return self.bottom - self.top

    @property
    def rect(self) -> Rect:
        """The same as the rest of kaartgen says it."""
        return Rect(self.left, self.top, self.width, self.height)

    def grown(self, distance: float) -> Box:
        """Return the box with each side moved outwards (inwards if negative)."""
        return Box(
            self.left - distance, self.top - distance, self.right + distance, self.bottom + distance
        )

    def within(self, other: Box) -> Box:
        """Return what lies in both."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def holds(self, other: Box, tolerance: float) -> bool:
        """Say whether `other` lies inside, give or take the tolerance."""
        return (
            other.left >= self.left - tolerance
            and other.top >= self.top - tolerance
            and other.right <= self.right + tolerance
            and other.bottom <= self.bottom + tolerance
        )

    def meets(self, other: Box, tolerance: float = 0.0) -> bool:
        """Say whether the two share more than `tolerance` both ways."""
        left, top, right, bottom = self
        its_left, its_top, its_right, its_bottom = other
        return (
            right - its_left > tolerance
            and its_right - left > tolerance
            and bottom - its_top > tolerance
            and its_bottom - top > tolerance
            and min(right - left, its_right - its_left) > tolerance
            and min(bottom - top, its_bottom - its_top) > tolerance
        )


class Ink(NamedTuple):
    """How much of each ink a colour takes, 0 to 1; `spots` is the sum of all other inks."""

    c: float
    m: float
    y: float
    k: float
    spots: float = 0.0

    @property
    def percent(self) -> float:
        """All inks together, in per cent."""
        return 100 * (self.c + self.m + self.y + self.k + self.spots)


Family: TypeAlias = Literal["cmyk", "grey", "rgb", "spot", "pattern"]


class Space(Struct, frozen=True):
    """A colour space: `device` is false if a profile says what its numbers mean.

    `inks` are the colorants of a Separation or DeviceN; `base` is what an Indexed space or a spot
    colour falls back on; `table` holds the colours of an Indexed space.
    """

    name: str
    family: Family
    components: int
    device: bool = True
    inks: tuple[str, ...] = ()
    base: Space | None = None
    table: bytes = b""

    def ink(self, values: Sequence[float]) -> Ink | None:
        """Return the inks of a colour in this space, or None where only a conversion knows."""
        if self.name == "Indexed" and self.base is not None:
            count = self.base.components
            start = int(values[0]) * count if values else 0
            entry = self.table[start : start + count]
            return self.base.ink([value / 255 for value in entry]) if len(entry) == count else None
        if self.family == "cmyk" and len(values) == 4:
            return Ink(*values)
        if self.family == "grey" and len(values) == 1:
            return Ink(0, 0, 0, 1 - values[0])
        if self.family == "spot" and len(values) == len(self.inks):
            return _spot_ink(self.inks, values)
        return None


_PROCESS = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}
# Plates that say where to cut and to crease, and are not printed.
FINISHING = frozenset(["cutcontour", "ril", "stans", "die", "crease"])


def _spot_ink(names: Sequence[str], values: Sequence[float]) -> Ink:
    plates = [0.0, 0.0, 0.0, 0.0, 0.0]
    for name, value in zip(names, values, strict=True):
        if name == "All":
            plates = [value, value, value, value, 0.0]
        elif name != "None" and name.casefold() not in FINISHING:
            plates[_PROCESS.get(name, 4)] += value
    return Ink(*plates)


class Colour(NamedTuple):
    """A colour as it was set; `ink` is None where only a conversion through profiles knows it."""

    space: Space
    values: tuple[float, ...]
    ink: Ink | None


class Mode(NamedTuple):
    """How paint meets what lies below it."""

    overprint_fill: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0
    alpha_fill: float = 1.0
    alpha_stroke: float = 1.0
    blend: str = "Normal"
    soft_mask: bool = False

    @property
    def transparent(self) -> bool:
        """Whether what lies below shows through."""
        return (
            self.alpha_fill < 1
            or self.alpha_stroke < 1
            or self.blend not in ("Normal", "Compatible")
            or self.soft_mask
        )


Kind: TypeAlias = Literal["fill", "stroke", "text", "image", "shade", "group"]


class Paint(NamedTuple):
    """One thing that is painted.

    `box` is what of it is seen; `size` is the width of a stroke (and of a fill that is a line, else
    0) or the size of type in points, or the resolution of an image in ppi; `source` is the font or
    image that it was painted with.
    """

    kind: Kind
    box: Box
    colour: Colour | None
    size: float
    mode: Mode
    source: ObjectId | None = None


class FontFacts(Struct, frozen=True):
    """A font as it lies in the file; widths in thousandths of an em, heights in ems."""

    key: ObjectId
    name: str
    subtype: str
    embedded: bool
    program: ObjectId | None
    widths: Mapping[int, float]
    default_width: float
    two_bytes: bool
    cap_height: float
    descent: float

    @property
    def subset(self) -> str | None:
        """The six letters before the plus, if it is a subset."""
        tag, plus, _ = self.name.partition("+")
        return tag if plus and len(tag) == 6 and tag.isalpha() and tag.isupper() else None


class ImageFacts(Struct, frozen=True):
    """An image as it lies in the file; `too_much` maps ink in per cent to how many pixels have it.

    `inks` is None where it could not be counted.
    """

    key: ObjectId
    width: int
    height: int
    bits: int
    space: Space | None
    mask: bool
    soft_mask: bool
    filters: tuple[str, ...]
    inks: Mapping[int, int] | None


class Annotation(Struct, frozen=True):
    """Something that a viewer lays over the page."""

    subtype: str
    box: Box


class PageFacts(Struct, frozen=True):
    """A page without what is painted on it; a box that the file does not give is None."""

    number: int
    media: Box
    media_given: bool
    crop: Box | None
    bleed: Box | None
    trim: Box | None
    art: Box | None
    rotated: bool
    annotations: tuple[Annotation, ...]
    group: Space | None
    grouped: bool

    @property
    def bleed_area(self) -> Box:
        """How far the page may be painted: the bleed box, else all of the page."""
        return self.bleed or self.crop or self.media


class Measured(Struct, frozen=True):
    """The ink on a page, measured on its plates.

    `most` is the most on any spot and `coverage` how much of the page cyan, magenta, yellow, black
    and all others cover, in per cent; `above` is the box round where it is too much.
    """

    most: float
    above: Box | None
    coverage: tuple[float, ...]


class Painted(Struct, frozen=True):
    """A page with what is painted on it; `unreadable` says what could not be followed."""

    facts: PageFacts
    paints: tuple[Paint, ...]
    fonts: Mapping[ObjectId, FontFacts]
    images: Mapping[ObjectId, ImageFacts]
    # Every space that something is painted in, or that one falls back on, and where.
    spaces: Mapping[Space, Sequence[Box]]
    transfers: frozenset[str] = frozenset()
    unreadable: str | None = None
    # The same for pages with the same content.
    alike: int = 0
    # Where colour stops before the bleed does, if it was looked at.
    unpainted: tuple[Box, ...] = ()
    measured: Measured | None = None


class OutputIntent(Struct, frozen=True):
    """What a file says that it was made for; `profile` is the ICC header's class and space."""

    subtype: str
    identifier: str
    info: str
    registry: str
    profile: tuple[str, str] | None
    profile_size: int


class FileFacts(Struct, frozen=True):
    """What a file says about itself, apart from its pages."""

    version: tuple[int, int]
    mended: bool
    encrypted: bool
    has_id: bool
    compressed_objects: bool
    info: Mapping[str, str]
    xmp: Mapping[str, str] | None
    xmp_filtered: bool
    xmp_broken: bool
    intents: tuple[OutputIntent, ...]
    actions: tuple[str, ...]
    form: bool
    layers: bool
    attachments: tuple[str, ...]
    filters: Mapping[str, int]
    postscript: bool
    opi: bool
    alternates: bool
    clip_boxes: tuple[str, ...]
    fonts: Mapping[ObjectId, FontFacts]
    pages: tuple[PageFacts, ...]
