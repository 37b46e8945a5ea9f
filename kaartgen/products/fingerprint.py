"""Finished faces in; prints of them out, by which one sees whether a face changed, and in what."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Final, assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from kaartgen.content.deck import Card, Deck
from kaartgen.frame import (
    Cmyk,
    Fill,
    ForeignPage,
    Frame,
    GlyphRun,
    Item,
    Path,
    Picture,
    Placed,
    Stroke,
)
from kaartgen.geometry import Rect, Transform
from kaartgen.layout.look import Look
from kaartgen.layout.typeset import TypesetDeck

# 48 bits: of a million faces no two are taken for each other.
_LENGTH: Final = 12
# A division at the end of a line is no other text, nor is a line broken elsewhere.
_NOT_WORDS: Final = re.compile("[\\s\u00ad\u2010-]+")


class FacePrint(Struct, frozen=True):
    """What one face looks like: hashes of all that is drawn, of its words and of its pictures.

    `sizes_pt` are the sizes of its letters as printed, in points. `pictures` is empty without any.
    """

    drawn: str
    words: str
    pictures: str
    sizes_pt: tuple[float, ...]


# A side that was not made, as when only fronts are printed.
UNMADE: Final = FacePrint("", "", "", ())


class CardPrint(Struct, frozen=True):
    """What a card looked like, and what it was made with: a name and a hash of each."""

    kind: str
    id: str
    code: str
    title: str
    copies: int
    house: str
    template: str
    maker: str
    front: FacePrint
    back: FacePrint

    @property
    def key(self) -> tuple[str, str]:
        """What a card is known by, also when its number changes."""
        return self.kind, self.id

    def sided(self, *, fronts: bool, backs: bool) -> CardPrint:
        """Return the print with only these sides made."""
        front, back = self.front if fronts else UNMADE, self.back if backs else UNMADE
        return replace(self, front=front, back=back)

    def over(self, earlier: CardPrint | None) -> CardPrint:
        """Return the print with the sides that were not made as they were."""
        if earlier is None:
            return self
        front = earlier.front if self.front == UNMADE else self.front
        back = earlier.back if self.back == UNMADE else self.back
        return replace(self, front=front, back=back)


def card_prints(
    deck: Deck, look: Look, ready: TypesetDeck, *, maker: str, scales: Mapping[str, float]
) -> tuple[CardPrint, ...]:
    """Return the print of every card in `ready`, in order.

    `scales` says at what scale each format is printed (1 if not said); `maker` is the version of
    the program that set them.
    """
    takes = _Takes()
    house = f"{look.house.name} {_digest(look.house.file.read_bytes())}"
    templates: dict[int, str] = {}
    found: list[CardPrint] = []
    for one in ready.cards:
        card, template = one.card, one.template
        if id(template) not in templates:
            # Where things stood in the file is not what they are.
            made_of = repr(template.model_dump(exclude={"places"})).encode()
            templates[id(template)] = f"{deck.file.sjablonen} {_digest(made_of)}"
        scale = scales.get(template.format_name, 1.0)
        found.append(
            CardPrint(
                kind=card.kind.name,
                id=card.id,
                code=card.code,
                title=shortened(card),
                copies=card.content.aantal,
                house=house,
                template=templates[id(template)],
                maker=maker,
                front=takes.face(one.faces.front, scale),
                back=takes.face(one.faces.back, scale),
            )
        )
    return tuple(found)


def shortened(card: Card) -> str:
    """Return a card's title, or the beginning of it where it is a whole sentence."""
    return card.title if len(card.title) <= 40 else card.title[:39] + "…"


class _Takes(Struct):
    """Takes prints, each frame and each file once."""

    frames: dict[int, str] = field(default_factory=dict)
    files: dict[FilePath, str] = field(default_factory=dict)
    # Kept alive, so that an identity is never used twice.
    alive: list[Frame] = field(default_factory=list)

    def face(self, frame: Frame, scale: float) -> FacePrint:
        words: list[str] = []
        sizes: set[float] = set()
        pictures: list[bytes] = []
        for item in _items(frame):
            if isinstance(item, GlyphRun):
                words.append(_NOT_WORDS.sub("", item.text))
                sizes.add(round(item.size_pt * scale, 2))
            elif isinstance(item, Picture):
                pictures.append(item.raster.pixels + (item.raster.alpha or b""))
        return FacePrint(
            self.frame(frame),
            _digest("".join(words).encode()),
            _digest(b"".join(pictures)) if pictures else "",
            tuple(sorted(sizes)),
        )

    def frame(self, frame: Frame) -> str:
        if id(frame) not in self.frames:
            self.alive.append(frame)
            size = frame.size
            parts = [_lengths(size.width, size.height, frame.bleed)]
            for layer in (frame.ground, frame.figure):
                parts.append("layer")
                parts.extend(self.item(item) for item in layer)
            self.frames[id(frame)] = _digest("\n".join(parts).encode())
        return self.frames[id(frame)]

    def item(self, item: Item) -> str:
        match item:
            case GlyphRun():
                at = _lengths(item.x, item.y, item.size_pt)
                look = f"{self.file(item.font.file)} {_colour(item.colour)} {item.kerns}"
                return f"text {at} {look} {item.text}"
            case Fill():
                return f"fill {_colour(item.colour)} {_outline(item.path)}"
            case Stroke():
                pen = _lengths(item.width_pt, *item.dash)
                if (item.cap, item.join, item.miter, item.phase) != (0, 0, 10.0, 0.0):
                    pen += f" {item.cap} {item.join} {_lengths(item.miter, item.phase)}"
                return f"stroke {_colour(item.colour)} {pen} {_outline(item.path)}"
            case Picture():
                raster = item.raster
                seen = raster.pixels + (raster.alpha or b"")
                shown = f"{raster.width} {raster.height} {_digest(seen)}"
                return f"picture {_box(item.rect)} {shown}"
            case ForeignPage():
                at = f"{item.page} {_lengths(*item.box_pt)} {_matrix(item.onto)}"
                return f"page {self.file(item.file)} {at}"
            case Placed():
                clips = f"{_box(item.clip)} {_box(item.ground_clip)}"
                if item.shape:
                    clips += f" {_outline(item.shape)}"
                return f"placed {_matrix(item.transform)} {clips} {self.frame(item.frame)}"
            case _:
                assert_never(item)

    def file(self, file: FilePath) -> str:
        """Return what a font or another PDF is, wherever it lies."""
        if file not in self.files:
            self.files[file] = _digest(file.read_bytes())
        return self.files[file]


def _items(frame: Frame) -> Iterator[Item]:
    for item in (*frame.ground, *frame.figure):
        yield item
        if isinstance(item, Placed):
            yield from _items(item.frame)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_LENGTH]


def _lengths(*values: float) -> str:
    # A micrometre, which is as fine as they are drawn; and no minus before a nought.
    return " ".join(str(round(value * 1000)) for value in values)


def _colour(colour: Cmyk) -> str:
    inks = _lengths(colour.c, colour.m, colour.y, colour.k)
    # A press that has the ink prints another colour with it.
    return f"{inks} {_lengths(colour.share)} {colour.spot.name}" if colour.spot else inks


def _matrix(t: Transform) -> str:
    # Six decimals for what a length is multiplied by.
    turned = _lengths(*(1000 * value for value in (t.a, t.b, t.c, t.d)))
    return f"{turned} {_lengths(t.e, t.f)}"


def _box(rect: Rect | None) -> str:
    return _lengths(rect.x, rect.y, rect.width, rect.height) if rect else "-"


def _outline(path: Path) -> str:
    drawn = " ".join(f"{operator} {_lengths(*numbers)}" for operator, numbers in path.segments)
    return f"{drawn} even-odd" if path.even_odd else drawn
