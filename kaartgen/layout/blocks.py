"""Template elements and a card's fields in; blocks with a height, ready to be painted, out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final

from kaartgen.content.item import Item as Fields
from kaartgen.geometry import Size
from kaartgen.layout.block_artwork import artwork_block
from kaartgen.layout.block_lines import WritingLines, lines_block
from kaartgen.layout.block_shape import (
    drawn_block,
    icon_block,
    mark_block,
    motif_block,
    qr_block,
    rule_block,
)
from kaartgen.layout.block_stack import Columns, RowBlock, StackBlock, texts_in
from kaartgen.layout.block_text import lines_over, named, text_block
from kaartgen.layout.element_shapes import (
    CircleElement,
    EllipseElement,
    FillElement,
    IconElement,
    LineElement,
    MarkElement,
    MotifElement,
    PatternElement,
    QrElement,
    RuleElement,
)
from kaartgen.layout.elements import (
    ArtworkElement,
    Element,
    LinesElement,
    ListElement,
    PictureElement,
    RowElement,
    StackElement,
    TextElement,
)
from kaartgen.layout.setting import Block, Misfit, Setting, applies, value_of


def block(element: Element, width: float, fields: Fields, setting: Setting) -> Block | None:
    """Return the element as a block of that width, or None if it has nothing to show."""
    if not applies(element, fields):
        return None
    # By its very type: the model library's isinstance takes longer than making a small block.
    made = _MAKERS[type(element)](element, width, fields, setting)
    if setting.trace is not None and made is not None:
        setting.trace.append((element, made, width))
    return made


def stack(
    element: StackElement, width: float, fields: Fields, setting: Setting
) -> StackBlock | None:
    """Return the element's parts as one block; None if none of them has anything to show."""
    return _stacked(element.stack, width, fields, setting)


def _stacked(
    elements: Mapping[str, Element], width: float, fields: Fields, setting: Setting
) -> StackBlock | None:
    parts: list[tuple[Block, float, tuple[float, float]]] = []
    for element in elements.values():
        rect = element.rect(Size(width, 0.0))
        part = block(element, rect.width, fields, setting)
        if part is not None:
            parts.append((part, rect.x, element.gap if parts else (0.0, 0.0)))
    return StackBlock(parts) if parts else None


def _list(element: ListElement, width: float, fields: Fields, setting: Setting) -> Block | None:
    items = value_of(element.list, fields)
    if not isinstance(items, tuple):
        return None
    if element.max:
        items = items[: element.max]
    cell_width = width / element.columns
    cells: list[StackBlock] = []
    for item in items:
        inside = Fields({**fields.fields, **item.fields}, item.origin)
        cell = _stacked(element.each, cell_width, inside, setting)
        if cell is not None:
            cells.append(cell)
    if not cells:
        return None
    if element.columns > 1:
        return Columns(cells, element.columns, width, element.between[0])
    parts: list[tuple[Block, float, tuple[float, float]]] = [
        (cell, 0.0, element.between if number else (0.0, 0.0)) for number, cell in enumerate(cells)
    ]
    return StackBlock(parts)


def _row(element: RowElement, width: float, fields: Fields, setting: Setting) -> Block | None:
    parts = [part for part in element.row.values() if applies(part, fields)]
    given = sum(part.w or 0.0 for part in parts) + element.between * (len(parts) - 1)
    sharing = sum(part.w is None for part in parts)
    share = max(0.0, width - given) / sharing if sharing else 0.0
    found: list[tuple[Block, float]] = []
    left = 0.0
    for part in parts:
        own = share if part.w is None else part.w
        made = block(part, own, fields, setting)
        if made is not None:
            found.append((made, left))
        left += own + element.between
    return RowBlock(found, element.valign) if found else None


_MAKERS: Final[Mapping[type[Element], Callable[..., Block | None]]] = {
    TextElement: text_block,
    StackElement: stack,
    ListElement: _list,
    LinesElement: lines_block,
    RuleElement: rule_block,
    RowElement: _row,
    FillElement: drawn_block,
    CircleElement: drawn_block,
    EllipseElement: drawn_block,
    LineElement: drawn_block,
    PatternElement: drawn_block,
    QrElement: qr_block,
    IconElement: icon_block,
    MarkElement: mark_block,
    PictureElement: artwork_block,
    ArtworkElement: artwork_block,
    MotifElement: motif_block,
}


def overflow(found: Block, height: float, setting: Setting) -> Misfit | None:
    """Return by how much a block is too high for its place, blaming its longest text."""
    over = found.height - height
    if over <= 1e-6:
        return None
    # A printed label is not what an author can shorten.
    texts = [text for text in texts_in(found) if text.origin]
    if isinstance(found, WritingLines):
        rows = math.ceil(over / found.pitch)
        return Misfit(
            ("kopjes",),
            f"er staan {found.count} schrijfregels; er passen er {found.count - rows}",
            "Geef de kopjes minder regels.",
        )
    if not texts:
        message = f"de inhoud is {over:.1f} mm te hoog".replace(".", ",")
        return Misfit((), message, "Kies een ander formaat, of geef het sjabloon meer ruimte.")
    longest = max(texts, key=lambda text: text.characters)
    count = math.ceil(over / longest.leading - 1e-6)
    rows = max(len(longest.set_text.lines), 1)
    extra = count * round(longest.characters / rows)
    name = named(longest.origin)
    return Misfit(
        longest.origin,
        f"de tekst loopt {lines_over(count)} over (ongeveer {extra} tekens), "
        f"ook op de kleinste maat",
        f"Kort ‘{name}’ of een andere tekst op deze kant in.",
    )
