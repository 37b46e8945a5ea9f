"""A document and what becomes of an item in; the document with its items changed out.

What was one frame stays one, so that it is still written once; what does not change stays the same
object.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from kaartgen.frame import Frame, Item, Placed
from kaartgen.pdf.document import Document


def changed(document: Document, change: Callable[[Item], Item]) -> Document:
    """Return the document with every item, but for frames that are placed, put through `change`."""
    changing = _Changing(change)
    pages = tuple(
        page if (frame := changing.frame(page.frame)) is page.frame else replace(page, frame=frame)
        for page in document.pages
    )
    return replace(document, pages=pages)


class _Changing:
    def __init__(self, change: Callable[[Item], Item]) -> None:
        self._change = change
        self._frames: dict[int, Frame] = {}
        # Kept alive, so that an identity is never used twice.
        self._alive: list[Frame] = []

    def frame(self, frame: Frame) -> Frame:
        if id(frame) not in self._frames:
            self._alive.append(frame)
            ground, figure = self._items(frame.ground), self._items(frame.figure)
            same = ground is frame.ground and figure is frame.figure
            made = frame if same else replace(frame, ground=ground, figure=figure)
            self._frames[id(frame)] = made
        return self._frames[id(frame)]

    def _items(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        made = tuple(self._item(item) for item in items)
        return items if _same(made, items) else made

    def _item(self, item: Item) -> Item:
        if not isinstance(item, Placed):
            return self._change(item)
        frame = self.frame(item.frame)
        return item if frame is item.frame else replace(item, frame=frame)


def _same(made: Sequence[Item], items: Sequence[Item]) -> bool:
    return all(new is old for new, old in zip(made, items, strict=True))
