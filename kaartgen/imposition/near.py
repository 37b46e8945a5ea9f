"""Rectangles in; those of them near a place out, without looking at all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaartgen.geometry import Rect


class Near:
    """Rectangles by the squares of a coarse grid that they lie in."""

    def __init__(self, rects: Sequence[Rect]) -> None:
        self._rects = rects
        self._step = max((max(rect.width, rect.height) for rect in rects), default=1.0) + 1.0
        self._cells: dict[tuple[int, int], list[int]] = {}
        for number, rect in enumerate(rects):
            for cell in self._covered(rect):
                self._cells.setdefault(cell, []).append(number)

    def to(self, area: Rect) -> list[int]:
        """Return the numbers, in order, of the rectangles that overlap or touch `area`."""
        found = {number for cell in self._covered(area) for number in self._cells.get(cell, ())}
        return sorted(n for n in found if self._rects[n].overlaps(area, -1e-6))

    def _covered(self, rect: Rect) -> Iterator[tuple[int, int]]:
        step = self._step
        for column in range(int(rect.x // step), int(rect.right // step) + 1):
            for row in range(int(rect.y // step), int(rect.bottom // step) + 1):
                yield column, row
