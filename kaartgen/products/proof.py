"""A typeset deck in; contact sheets out: for each kind every front beside its back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from kaartgen.frame import WHITE, Cmyk, Fill, Frame, Item, Path, Placed, Stroke, rectangle
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout.template import Template
from kaartgen.layout.typeset import TypesetCard, TypesetDeck
from kaartgen.pdf.mosaic import Mosaic, Row, Tile

TABLE: Final = Cmyk(4, 3, 5, 14)
_GAP: Final = 6.0
_BETWEEN: Final = 2.5
# Pairs side by side, so that a contact sheet is wider than high and still legible.
_WIDEST: Final = 900.0
_TRIM: Final = Cmyk(100, 0, 0, 0)
_SAFE: Final = Cmyk(0, 100, 0, 0)
_BLEED: Final = Cmyk(0, 60, 100, 0)


class View(Struct, frozen=True):
    """How cards are shown: one side or both, and with or without lines and measures."""

    side: Literal["voor", "achter"] | None = None
    guides: bool = False


def contact_sheets(ready: TypesetDeck, view: View) -> dict[str, Mosaic]:
    """Return a contact sheet for each kind, by the kind's name.

    With guides the bleed is shown, with lines for trim, bleed and safe zone.
    """
    groups: dict[str, list[TypesetCard]] = {}
    for card in ready.cards:
        groups.setdefault(card.card.kind.name, []).append(card)
    seen = _Shown(view)
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

    def __init__(self, view: View) -> None:
        self._view = view
        self._made: dict[int, tuple[Frame, Frame]] = {}

    def faces(self, card: TypesetCard) -> tuple[Frame, ...]:
        """Return what is seen of a card, its front first."""
        wanted = {"voor": (card.faces.front,), "achter": (card.faces.back,)}
        faces = wanted.get(self._view.side or "", (card.faces.front, card.faces.back))
        return tuple(self._seen(face, card.template) for face in faces)

    def _seen(self, face: Frame, template: Template) -> Frame:
        if id(face) not in self._made:
            made = _with_guides(face, template) if self._view.guides else _cut(face, template)
            # The face is kept too, so that its identity is not another's.
            self._made[id(face)] = (face, made)
        return self._made[id(face)][1]


def _cut(face: Frame, template: Template) -> Frame:
    """Return the card as it will be cut, with its round corners."""
    paper = Rect.of(face.size)
    placed = Placed(face, Transform(), paper)
    cut = corners(face.size, template.corner)
    return Frame(face.size, (), (Fill(rectangle(paper), WHITE), placed, cut))


def _with_guides(face: Frame, template: Template) -> Frame:
    margin = template.bleed
    trim = Rect(margin, margin, face.size.width, face.size.height)
    whole = trim.grown(margin)
    items: list[Item] = [
        Fill(rectangle(whole), WHITE),
        Placed(face, Transform.move(margin, margin), Rect.of(face.size).grown(margin)),
    ]
    for rect, colour in ((whole, _BLEED), (trim, _TRIM), (trim.grown(-template.safe), _SAFE)):
        items.append(Stroke(rectangle(rect), colour, 0.6))
    return Frame(Size(whole.width, whole.height), (), tuple(items))


def corners(size: Size, radius: float, ground: Cmyk = TABLE) -> Item:
    """Return what covers the corners with the table, so that the card shows as it will be cut."""
    whole = rectangle(Rect.of(size).grown(0.5))
    inner = rectangle(Rect.of(size), radius)
    # Run round the other way, the inner outline is a hole.
    flipped = Transform(a=-1.0, e=size.width)
    return Fill(Path((*whole.segments, *inner.moved(flipped).segments)), ground)
