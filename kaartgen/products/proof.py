"""A typeset deck in; contact sheets out: for each kind every front beside its back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from kaartgen.frame import WHITE, Cmyk, Fill, Frame, Item, Path, Placed, rectangle
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.regions import Region
from kaartgen.layout.template import Template
from kaartgen.layout.typeset import TypesetCard, TypesetDeck
from kaartgen.pdf.mosaic import Mosaic, Row, Tile
from kaartgen.products.proof_guides import with_measures

TABLE: Final = Cmyk(4, 3, 5, 14)
_GAP: Final = 6.0
_BETWEEN: Final = 2.5
# Pairs side by side, so that a contact sheet is wider than high and still legible.
_WIDEST: Final = 900.0


class View(Struct, frozen=True):
    """How cards are shown: one side or both, and with or without lines and measures."""

    side: Literal["voor", "achter"] | None = None
    guides: bool = False


def contact_sheets(ready: TypesetDeck, view: View, setter: Setter) -> dict[str, Mosaic]:
    """Return a contact sheet for each kind, by the kind's name.

    With guides the bleed is shown, with lines for trim, bleed and safe zone, and with the names and
    measures of the elements of cards that were set traced; the `setter` sets those.
    """
    groups: dict[str, list[TypesetCard]] = {}
    for card in ready.cards:
        groups.setdefault(card.card.kind.name, []).append(card)
    seen = _Shown(view, setter)
    return {name: _sheet(cards, seen) for name, cards in groups.items()}


def _sheet(cards: Sequence[TypesetCard], seen: _Shown) -> Mosaic:
    shown = [seen.faces(card) for card in cards]
    width = max(face.size.width for faces in shown for face in faces)
    height = max(face.size.height for faces in shown for face in faces)
    unit = len(shown[0]) * (width + _BETWEEN) - _BETWEEN
    columns = min(len(cards), max(1, math.floor((_WIDEST - _GAP) / (unit + _GAP))))
    rows: list[Row] = []
    for first in range(0, len(cards), columns):
        tiles = tuple(
            Tile(face, _GAP + column * (unit + _GAP) + at * (width + _BETWEEN), _GAP)
            for column, faces in enumerate(shown[first : first + columns])
            for at, face in enumerate(faces)
        )
        last = first + columns >= len(cards)
        rows.append(Row(_GAP + height + (_GAP if last else 0.0), tiles))
    return Mosaic(columns * (unit + _GAP) + _GAP, TABLE, tuple(rows))


class _Shown:
    """Makes what is seen of a face, once for a face that several cards share."""

    def __init__(self, view: View, setter: Setter) -> None:
        self._view, self._setter = view, setter
        self._made: dict[int, tuple[Frame, Frame]] = {}

    def faces(self, card: TypesetCard) -> tuple[Frame, ...]:
        """Return what is seen of a card, its front first."""
        front, back = card.regions or ((), ())
        found = {"voor": (card.faces.front, front), "achter": (card.faces.back, back)}
        wanted = [self._view.side] if self._view.side else ["voor", "achter"]
        return tuple(self._seen(*found[side], card.template) for side in wanted)

    def _seen(self, face: Frame, regions: Sequence[Region], template: Template) -> Frame:
        if id(face) not in self._made:
            if self._view.guides:
                made = with_measures(face, template, regions, self._setter)
            else:
                made = _cut(face, template)
            # The face is kept too, so that its identity is not another's.
            self._made[id(face)] = (face, made)
        return self._made[id(face)][1]


def _cut(face: Frame, template: Template) -> Frame:
    """Return the card as it will be cut, with its round corners."""
    paper = Rect.of(face.size)
    placed = Placed(face, Transform(), paper)
    cut = corners(face.size, template.corner)
    return Frame(face.size, (), (Fill(rectangle(paper), WHITE), placed, cut))


def corners(size: Size, radius: float, ground: Cmyk = TABLE) -> Item:
    """Return what covers the corners with the table, so that the card shows as it will be cut."""
    whole = rectangle(Rect.of(size).grown(0.5))
    inner = rectangle(Rect.of(size), radius)
    # Run round the other way, the inner outline is a hole.
    flipped = Transform(a=-1.0, e=size.width)
    return Fill(Path((*whole.segments, *inner.moved(flipped).segments)), ground)
