"""Shapes in, one by one; a refusal once a drawing has more of them than a card is made of."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Final

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.frame import Path
from kaartgen.layout.svg.tree import Node

_MOST_ITEMS: Final = 20_000
# A few `use` in each other can stand for billions of shapes; a field of dots has some thousands.
_MOST_USES: Final = 5_000
_MOST_SEGMENTS: Final = 400_000


class Budget:
    """Counts what a drawing has become."""

    def __init__(self, file: FilePath) -> None:
        self._file = file
        self._items, self._segments, self._uses = 0, 0, 0

    def spend(self, node: Node, path: Path | None = None) -> None:
        """Count a shape or a picture; raises KaartgenError if there are too many."""
        self._items += 1
        self._segments += len(path.segments) if path else 0
        if self._items > _MOST_ITEMS or self._segments > _MOST_SEGMENTS:
            raise self.exceeded(node)

    def use(self, node: Node) -> None:
        """Count that something is shown once more; raises KaartgenError if that is too often."""
        self._uses += 1
        if self._uses > _MOST_USES:
            raise self.exceeded(node)

    def exceeded(self, node: Node) -> KaartgenError:
        """Return the error of a drawing that is too much."""
        return wrong(
            self._file,
            "Deze tekening is te ingewikkeld: ze heeft te veel vormen of punten.",
            "Vereenvoudig haar, of maak er een afbeelding van.",
            node.line,
        )


def wrong(file: FilePath, message: str, hint: str, line: int | None = None) -> KaartgenError:
    """Return the error of a mistake in a drawing."""
    return KaartgenError([Problem(message, ExitCode.AUTHOR, Place(file, line), hint)])
