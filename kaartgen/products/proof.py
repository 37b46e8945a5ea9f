"""A typeset deck in; contact sheets out: for each kind a page with every front beside its back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from kaartgen.content.deck import Deck
from kaartgen.frame import WHITE, Cmyk, Fill, Frame, Item, Path, Placed, Stroke, rectangle
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout.template import Template
from kaartgen.layout.typeset import TypesetCard, TypesetDeck
from kaartgen.pdf.document import Document, Page
from kaartgen.products.cards import document_for

_TABLE: Final = Cmyk(4, 3, 5, 14)
_GAP: Final = 6.0
_BETWEEN: Final = 2.5
# Pairs side by side, so that a contact sheet is wider than high and still legible.
_WIDEST: Final = 900.0
_TRIM: Final = Cmyk(100, 0, 0, 0)
_SAFE: Final = Cmyk(0, 100, 0, 0)
_BLEED: Final = Cmyk(0, 60, 100, 0)


def contact_sheets(deck: Deck, ready: TypesetDeck, *, guides: bool) -> dict[str, Document]:
    """Return a one-page document for each kind, by the kind's name.

    With `guides` the bleed is shown, with lines for trim, bleed and safe zone.
    """
    groups: dict[str, list[TypesetCard]] = {}
    for card in ready.cards:
        groups.setdefault(card.card.kind.name, []).append(card)
    documents: dict[str, Document] = {}
    for name, cards in groups.items():
        frame = _sheet(cards, guides=guides)
        documents[name] = document_for(
            deck, (Page(frame),), f"proef van {cards[0].card.kind.plural}"
        )
    return documents


def _sheet(cards: Sequence[TypesetCard], *, guides: bool) -> Frame:
    margin = max(card.template.bleed for card in cards) if guides else 0.0
    width = max(card.template.format.width for card in cards) + 2 * margin
    height = max(card.template.format.height for card in cards) + 2 * margin
    pair = 2 * width + _BETWEEN
    columns = min(len(cards), max(1, math.floor((_WIDEST - _GAP) / (pair + _GAP))))
    rows = math.ceil(len(cards) / columns)
    size = Size(columns * (pair + _GAP) + _GAP, rows * (height + _GAP) + _GAP)
    items: list[Item] = [Fill(rectangle(Rect.of(size)), _TABLE)]
    for number, card in enumerate(cards):
        row, column = divmod(number, columns)
        x = _GAP + column * (pair + _GAP) + margin
        y = _GAP + row * (height + _GAP) + margin
        for face, dx in ((card.faces.front, 0.0), (card.faces.back, width + _BETWEEN)):
            items.extend(_shown(face, card.template, x + dx, y, margin))
    return Frame(size, (), tuple(items))


def _shown(face: Frame, template: Template, x: float, y: float, margin: float) -> list[Item]:
    trim = Rect.of(face.size)
    at = Transform.move(x, y)
    paper = rectangle(trim.grown(margin), 0.0 if margin else template.corner)
    items: list[Item] = [
        Fill(paper.moved(at), WHITE),
        Placed(face, at, trim.grown(margin)),
    ]
    if not margin:
        items.extend(_corners(face.size, template.corner, at))
        return items
    for rect, colour in (
        (trim.grown(template.bleed), _BLEED),
        (trim, _TRIM),
        (trim.grown(-template.safe), _SAFE),
    ):
        items.append(Stroke(rectangle(rect).moved(at), colour, 0.6))
    return items


def _corners(size: Size, radius: float, at: Transform) -> list[Item]:
    """Cover the corners with the table, so that the card shows as it will be cut."""
    whole = rectangle(Rect.of(size).grown(0.5))
    inner = rectangle(Rect.of(size), radius)
    # Run round the other way, the inner outline is a hole.
    flipped = Transform(a=-1.0, e=size.width)
    mask = Path((*whole.segments, *inner.moved(flipped).segments))
    return [Fill(mask.moved(at), _TABLE)]
