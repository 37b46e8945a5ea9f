"""A face of a template and a card's fields in; where each of its elements came to lie, out.

For designers, who know their elements by name and want to see them in millimetres.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.content.item import Item as Fields
from kaartgen.geometry import Rect
from kaartgen.layout.block_stack import Columns, RowBlock, StackBlock
from kaartgen.layout.block_text import TextBlock
from kaartgen.layout.elements import Element
from kaartgen.layout.face import prepared
from kaartgen.layout.measure import TypeSize
from kaartgen.layout.setting import Block, Ink, Setting
from kaartgen.layout.template import FaceFile, walked

# What in an element's location is no name that a designer gave.
_NOT_NAMES: Final = frozenset({"front", "back", "regions", "stack", "each", "row"})

Sort = Literal["text", "group", "shape"]


class TypeSet(Struct, frozen=True):
    """How a text was set: its style, the size that was chosen, and which of how many that is."""

    style: str
    size: TypeSize
    step: int
    steps: int


class Region(Struct, frozen=True):
    """An element by its names from the outside in, and where it lies on the face.

    `turn` is how what is in it is turned, in degrees; another than a quarter turns its box too,
    about the middle.
    """

    names: tuple[str, ...]
    rect: Rect
    sort: Sort
    type_set: TypeSet | None = None
    turn: float = 0.0


class _Traced(Struct, frozen=True):
    """A block that was made of an element, and how wide its place was."""

    element: Element
    block: Block
    width: float


class _Probe(Struct):
    """Stands in for a block, and notes where that is painted."""

    traced: _Traced
    notes: list[tuple[_Traced, Rect]]

    @property
    def height(self) -> float:
        return self.traced.block.height

    def paint(self, x: float, y: float, ink: Ink) -> None:
        self.notes.append((self.traced, Rect(x, y, self.traced.width, self.height)))
        self.traced.block.paint(x, y, ink)


def regions(face: FaceFile, fields: Fields, setting: Setting) -> tuple[Region, ...]:
    """Return every element of a face that shows something, and those inside it after it."""
    made: list[tuple[Element, Block | None, float]] = []
    found = prepared(face, fields, replace(setting, trace=made))
    # A face that is set twice, tighter the second time, is what it was then.
    shown = {id(element) for element, block, _ in made if block is None}
    blocks = [_Traced(element, block, width) for element, block, width in made if block is not None]
    traced = {id(one.element): one for one in blocks}
    by_block = {id(one.block): one for one in blocks}
    notes: list[tuple[_Traced, Rect]] = []
    for element in face.regions.values():
        if id(element) in traced:
            _probe(traced[id(element)].block, by_block, notes)
    for paint in found.painters:
        paint(Ink())
    names = {
        id(element): tuple(str(key) for key in location if key not in _NOT_NAMES)
        for location, element in walked(setting.template)
    }
    inside: dict[str, list[Region]] = {}
    for one, rect in notes:
        region = _region(one.element, one.block, rect, names[id(one.element)], setting)
        inside.setdefault(region.names[0], []).append(region)
    return tuple(_in_order(face, setting, shown, traced, inside))


def _in_order(
    face: FaceFile,
    setting: Setting,
    shown: set[int],
    traced: dict[int, _Traced],
    inside: dict[str, list[Region]],
) -> Iterator[Region]:
    for name, element in face.regions.items():
        if id(element) not in shown:
            continue
        rect = element.rect(setting.template.format)
        one = traced.get(id(element))
        bounded = element.h is not None or element.bottom is not None
        if one is not None and not bounded and element.quarter in (0, 180, None):
            # A box without a height is as high as what is in it.
            rect = Rect(rect.x, rect.y, rect.width, one.block.height)
        yield _region(element, one.block if one else None, rect, (name,), setting)
        yield from inside.get(name, ())


def _probe(block: Block, by_block: dict[int, _Traced], notes: list[tuple[_Traced, Rect]]) -> None:
    """Put a probe in the place of every part of a block."""
    if isinstance(block, StackBlock):
        for at, (part, inset, gap) in enumerate(block.parts):
            _probe(part, by_block, notes)
            if id(part) in by_block:
                block.parts[at] = (_Probe(by_block[id(part)], notes), inset, gap)
    elif isinstance(block, RowBlock):
        for at, (part, left) in enumerate(block.parts):
            _probe(part, by_block, notes)
            if id(part) in by_block:
                block.parts[at] = (_Probe(by_block[id(part)], notes), left)
    elif isinstance(block, Columns):
        for cell in block.cells:
            _probe(cell, by_block, notes)


def _region(
    element: Element, block: Block | None, rect: Rect, names: tuple[str, ...], setting: Setting
) -> Region:
    turn = element.turn
    if isinstance(block, TextBlock):
        name = str(getattr(element, "style", ""))
        style = setting.template.styles.get(name)
        steps = style.steps(setting.scale) if style else (block.size,)
        step = steps.index(block.size) + 1 if block.size in steps else 1
        return Region(names, rect, "text", TypeSet(name, block.size, step, len(steps)), turn)
    grouped = isinstance(block, StackBlock | RowBlock | Columns)
    return Region(names, rect, "group" if grouped else "shape", None, turn)
