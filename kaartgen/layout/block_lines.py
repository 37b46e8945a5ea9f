"""Labels with lines to write on, and a card's fields, in; a block out."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from kaartgen.content.item import Item as Fields
from kaartgen.frame import Cmyk, Stroke, line
from kaartgen.layout.block_text import TextBlock, text_block
from kaartgen.layout.elements import LinesElement, TextElement
from kaartgen.layout.setting import Block, Ink, Setting, value_of

# Writing lines: half a point of 60 % black, the label a little above its line.
_WRITING_PT: Final = 0.5
_LABEL_ABOVE: Final = 1.7


class WritingLines(Struct, frozen=True):
    """Lines to write on, some with a label."""

    labels: list[tuple[int, TextBlock]]
    count: int
    pitch: float
    width: float
    short: float
    colour: Cmyk

    @property
    def height(self) -> float:
        """The number of lines times their pitch."""
        return self.count * self.pitch

    def paint(self, x: float, y: float, ink: Ink) -> None:
        """Add the lines and their labels."""
        for number in range(1, self.count + 1):
            right = x + self.width - (self.short if number == self.count else 0.0)
            at = y + number * self.pitch
            ink.figure.append(Stroke(line(x, at, right, at), self.colour, _WRITING_PT))
        for number, label in self.labels:
            label.paint(x, y + (number + 1) * self.pitch - _LABEL_ABOVE - label.height, ink)


def lines_block(
    element: LinesElement, width: float, fields: Fields, setting: Setting
) -> Block | None:
    """Return writing lines with their labels; None where the field has none."""
    items = value_of(element.lines, fields)
    if not isinstance(items, tuple):
        return None
    labels: list[tuple[int, TextBlock]] = []
    count = 0
    for item in items:
        text = TextElement.model_construct(text="{label}", style=element.style, lines=1)
        label = text_block(text, width, Fields(item.fields, item.origin), setting)
        if isinstance(label, TextBlock):
            labels.append((count, label))
        count += int(str(item.fields["regels"]))
    colour = setting.colour("line", fields)
    return WritingLines(labels, count, element.pitch, width, element.short, colour)
