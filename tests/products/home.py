"""Home sheets as a finished PDF, and which card lies where on them by what is printed.

A card is known by its code, printed upright in its top left corner and on its head in the bottom
right: halfway between the two is the middle of the card, whichever way the card lies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kaartgen.content.deck import Card, Deck
from kaartgen.geometry import Size
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Edge, Flip
from kaartgen.layout.look import Look
from kaartgen.pdf.draw import drawn
from kaartgen.products.cards import Built, build_home
from kaartgen.products.home import HomeJob
from tests.imposition.turning import Point, seen_through
from tests.pdf.reading import (
    Letter,
    Line,
    Word,
    letters,
    opened,
    plain_text,
    size_mm,
    strokes,
    words,
)

_CODE = re.compile(r"[A-Z](\d\d)?")
# On the fronts and the backs with text a code is some 6 to 7 mm high, on shared backs 16 or more.
_SMALL_CODE = (5.0, 8.0)
_LARGE_CODE = (15.0, 30.0)
# Kinds whose backs carry their own code; other kinds share a back with a large letter.
OWN_BACK = frozenset("SBFI")


@dataclass(frozen=True, repr=False)
class Side:
    """One page of a file: its size, its letters and words, and its straight lines."""

    pdf: bytes
    page: int

    @cached_property
    def size(self) -> Size:
        """How large the paper is."""
        return Size(*size_mm(opened(self.pdf).pages[self.page]))

    @cached_property
    def letters(self) -> list[Letter]:
        """All characters of the page."""
        return letters(self.pdf, self.page)

    @cached_property
    def words(self) -> list[Word]:
        """All words of the page, in no order that matters."""
        return words(self.letters)

    @cached_property
    def strokes(self) -> list[Line]:
        """All straight lines of the page."""
        return strokes(opened(self.pdf).pages[self.page])

    @property
    def text(self) -> str:
        """The words of the page in one string."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, repr=False)
class Printed:
    """What came out: the file, what the product says of it, and its sheets as read back."""

    pdf: bytes
    built: Built
    flip: Flip
    explanation: tuple[Side, Side] | None
    sheets: tuple[tuple[Side, Side], ...]


@dataclass(frozen=True)
class Seen:
    """A card as it can be seen on a page: its code, its middle and the way it reads."""

    code: str
    middle: Point
    ahead: Point


def printed(
    deck: Deck,
    look: Look,
    cards: Sequence[Card],
    paper: Paper,
    flip: Flip = Flip.LONG_EDGE,
    edge: Edge = Edge.RIM,
    *,
    explained: bool = True,
) -> Printed:
    """Build, draw and read back the sheets of these cards."""
    built = build_home(deck, look, cards, HomeJob(paper, flip, edge, explained))
    pdf = drawn(built.documents[""])
    sides = [Side(pdf, number) for number in range(len(opened(pdf).pages))]
    pairs = list(zip(sides[0::2], sides[1::2], strict=True))
    starts_with_words = "Zo maak je deze kaarten" in plain_text(pdf, 0)
    explanation = pairs.pop(0) if starts_with_words else None
    return Printed(pdf, built, flip, explanation, tuple(pairs))


def fronts(side: Side) -> list[Seen]:
    """Return the cards on a front."""
    return _seen(side, _SMALL_CODE)


def backs(side: Side) -> list[Seen]:
    """Return the cards on a back: by their own codes, or by the large letter of their kind."""
    return _seen(side, _SMALL_CODE) + _seen(side, _LARGE_CODE)


def backs_seen_through(side: Side, flip: Flip) -> list[Seen]:
    """Return the cards on a back as they lie behind the front, and the way they read there."""
    found: list[Seen] = []
    for card in backs(side):
        x, y = card.middle
        dx, dy = card.ahead
        middle = seen_through((x, y), side.size, flip)
        onward = seen_through((x + dx, y + dy), side.size, flip)
        found.append(Seen(card.code, middle, (onward[0] - middle[0], onward[1] - middle[1])))
    return found


def _seen(side: Side, sizes: tuple[float, float]) -> list[Seen]:
    codes = [
        word
        for word in side.words
        if sizes[0] < word.size < sizes[1] and _CODE.fullmatch(word.text)
    ]
    found: list[Seen] = []
    for first in codes:
        for second in codes:
            if _are_corners(first, second) and _is_upright(first, second):
                middle = (first.x + second.x) / 2, (first.y + second.y) / 2
                found.append(Seen(first.text, middle, first.ahead))
    return found


def _are_corners(first: Word, second: Word) -> bool:
    """Say whether two codes stand in opposite corners of one card, A6 or tarot."""
    if (second.way - first.way) % 360 != 180:
        return False
    dx, dy = first.ahead
    x, y = second.x - first.x, second.y - first.y
    return 40 < x * dx + y * dy < 100 and 60 < y * dx - x * dy < 140


def _is_upright(first: Word, second: Word) -> bool:
    """Say whether `first` is the code at the top left; the one at the bottom right is smaller.

    Where both are equal, a shared back is the same on its head, and one reading of two will do.
    """
    if abs(first.size - second.size) < 0.5:
        return first.way in (0, 90)
    return first.size > second.size
