"""What lies under a spot of a face: its coloured boxes in painting order, and its patterns."""

from __future__ import annotations

from dataclasses import dataclass

from kaartgen.frame import WHITE, Cmyk, Fill, Frame, Picture, Placed
from kaartgen.geometry import Rect, Transform


@dataclass(frozen=True)
class Ground:
    """The ground of a face: filled boxes from the lowest up, and the strips with a pattern."""

    boxes: tuple[tuple[Rect, Cmyk], ...]
    patterns: tuple[Rect, ...]
    pictures: tuple[Rect, ...]

    def colour_at(self, x: float, y: float) -> Cmyk:
        """Return the colour of the topmost box over a point; the paper's where there is none."""
        found = WHITE
        for rect, colour in self.boxes:
            if rect.x <= x <= rect.right and rect.y <= y <= rect.bottom:
                found = colour
        return found

    def colours_under(self, box: Rect) -> set[Cmyk]:
        """Return the colours under the corners and the middle of a box."""
        xs = (box.x, box.x + box.width / 2, box.right)
        ys = (box.y, box.y + box.height / 2, box.bottom)
        return {self.colour_at(x, y) for x in xs for y in ys}


def ground_of(frame: Frame) -> Ground:
    boxes: list[tuple[Rect, Cmyk]] = []
    patterns: list[Rect] = []
    pictures: list[Rect] = []

    def walk(frame: Frame, through: Transform) -> None:
        for item in frame.ground:
            match item:
                case Fill():
                    boxes.append((through.rect(_around(item)), item.colour))
                case Placed(clip=Rect() as clip):
                    patterns.append(item.transform.then(through).rect(clip))
                case Placed():
                    walk(item.frame, item.transform.then(through))
                case Picture():
                    pictures.append(through.rect(item.rect))
        for item in frame.figure:
            if isinstance(item, Placed):
                walk(item.frame, item.transform.then(through))

    walk(frame, Transform())
    return Ground(tuple(boxes), tuple(patterns), tuple(pictures))


def _around(fill: Fill) -> Rect:
    xs = [number for _, numbers in fill.path.segments for number in numbers[0::2]]
    ys = [number for _, numbers in fill.path.segments for number in numbers[1::2]]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
