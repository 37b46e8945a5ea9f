"""The form on which people write a situation of their own: its fields in, blocks to flow out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kaartgen.content.board import WritingField
from kaartgen.products.flow import Block, Row, text_rows
from kaartgen.products.manuscript import Manuscript
from kaartgen.products.sketch import Sketch

_PITCH: Final = 9.0
# A notebook's lines are 7 mm apart.
_LEAST_PITCH: Final = 7.0
_BEFORE: Final = 4.0
_SMALL_BEFORE: Final = 1.6
# A story needs so many lines at least, however small the page.
_LEAST_LINES: Final = 3
# Behind a label of such a part of the measure there is no room to write all, or even to begin.
_LONG: Final = 0.6
_TOO_LONG: Final = 0.85


def form(text: Manuscript, fields: Sequence[WritingField], height: float) -> Iterator[Block]:
    """Yield each field with its lines, all within `height` if one can write on what comes out.

    A form to hand out is one page: its lines come closer, and on a small page a field begins
    behind its label and the longest ones give up a line.
    """
    if text.small:
        yield from _small_form(text, fields, height)
        return
    labels = [text_rows(text.ruler, one.label, text.strong(), text.width) for one in fields]
    room = height - _BEFORE * len(fields) - sum(row.height for one in labels for row in one)
    pitch = room / sum(one.regels for one in fields)
    pitch = min(pitch, _PITCH) if pitch >= _LEAST_PITCH else _PITCH
    for one, label in zip(fields, labels, strict=True):
        lines = [_line(text, pitch) for _ in range(one.regels)]
        yield Block([*label, *lines], _BEFORE, whole=True)


def _small_form(text: Manuscript, fields: Sequence[WritingField], height: float) -> Iterator[Block]:
    lines = [one.regels for one in fields]
    labels = [
        text_rows(text.ruler, one.label, text.strong(), text.width) if _apart(text, one) else []
        for one in fields
    ]
    room = height - _SMALL_BEFORE * len(fields)
    room -= sum(row.height for one in labels for row in one)
    while sum(lines) * _LEAST_PITCH > room and max(lines) > _LEAST_LINES:
        lines[lines.index(max(lines))] -= 1
    pitch = min(_PITCH, max(_LEAST_PITCH, room / sum(lines)))
    for one, label, count in zip(fields, labels, lines, strict=True):
        first = _line(text, pitch, "" if label else one.label)
        rows = [*label, first, *(_line(text, pitch) for _ in range(count - 1))]
        yield Block(rows, _SMALL_BEFORE, whole=True)


def _apart(text: Manuscript, one: WritingField) -> bool:
    """Say whether a label stands above its lines and not at the beginning of the first."""
    width = text.ruler.block(one.label, text.strong(), 0, 0, 1e6).width
    most = _LONG if one.regels < _LEAST_LINES else _TOO_LONG
    return width > most * text.width


def _line(text: Manuscript, pitch: float, label: str = "") -> Row:
    """Return a line to write on, behind a label if there is one."""

    def paint(page: Sketch, x: float, y: float) -> None:
        at = y + pitch - 1
        if label:
            page.writing(label, text.strong(), x, at, x + text.width)
        else:
            page.line(x, at, x + text.width, at, page.colour("line"))

    return Row(pitch, paint)
