"""What of a drawing cannot be printed as it is, each thing told once, with its first line."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from kaartgen.layout.svg.tree import Node


class Finding(Struct, frozen=True):
    """What does not come over, the line of the file where that is first so, and how often."""

    message: str
    line: int
    times: int = 1

    def __str__(self) -> str:
        again = self.times - 1
        more = "" if not again else ", en nog 1 keer" if again == 1 else f", en nog {again} keer"
        return f"{self.message} (regel {self.line}{more})"


class Told:
    """Gathers findings; each thing of each element counts once, however often it is shown."""

    def __init__(self) -> None:
        self._found: dict[str, dict[Node, None]] = {}

    def __call__(self, message: str, node: Node) -> None:
        """Note that something of an element does not come over."""
        self._found.setdefault(message, {})[node] = None

    def findings(self) -> Iterator[Finding]:
        """Yield all that was told, in the order of the file."""
        found = [
            Finding(message, min(node.line for node in nodes), len(nodes))
            for message, nodes in self._found.items()
        ]
        yield from sorted(found, key=lambda one: (one.line, one.message))
