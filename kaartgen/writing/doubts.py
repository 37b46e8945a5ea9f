"""What a person should look at again in an imported text: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct, field

# What stands where nothing was given; it is meant to be seen.
PLACEHOLDER: Final = "(nog invullen)"
# The id of the value that stands where none was given.
PLACEHOLDER_ID: Final = "nog-invullen"


class Doubt(Struct, frozen=True):
    """One thing to look at: the spot (`Situaties!D7`), what is the matter, and what to do."""

    spot: str
    message: str
    hint: str
    # A word for programs: `lengte`, `kolom`, or the name of a signal.
    about: str


class Doubts(Struct):
    """Everything that was doubtful, as it is found."""

    found: list[Doubt] = field(default_factory=list)

    def add(self, about: str, spot: str, message: str, hint: str) -> None:
        """Note one thing to look at."""
        self.found.append(Doubt(spot, message, hint, about))


def in_order(found: Iterable[Doubt], spots: Sequence[str]) -> tuple[Doubt, ...]:
    """Return doubts in the order of the file's spots, each once; what has no spot comes first."""
    ranks = {spot: number for number, spot in reversed([*enumerate(spots)])}
    once = dict.fromkeys(found)
    return tuple(sorted(once, key=lambda doubt: ranks.get(doubt.spot, -1)))


def quoted(text: str, most: int = 40) -> str:
    """Return a text between quotes on one line, its end left off if it is long."""
    line = " ".join(text.split())
    return f"‘{line}’" if len(line) <= most else f"‘{line[:most].rstrip()} …’"
