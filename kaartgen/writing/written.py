"""What was written for one card, as texts with their columns and spots: no meaning yet."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from kaartgen.content.kinds import KINDS, Kind
from kaartgen.writing.columns import Column
from kaartgen.writing.columns import Path as Location


class Said(Struct, frozen=True):
    """One text, where it stands, and the column it stands in."""

    text: str
    spot: str
    column: Column


class Written(Struct, frozen=True):
    """All that was written for one card; `spot` is where to speak of it as a whole."""

    kind: Kind
    said: Mapping[Location, Said]
    spot: str
    # Where a text would have stood that is not there, by its field.
    empty: Mapping[str, str] = field(default_factory=dict)
    # Whether its author minds names that stay, and so gave each card its own, or none.
    own_ids: bool = False
    own_numbers: bool = False


class Listed(Struct, frozen=True):
    """A field and its value, as a sheet of two columns has them."""

    label: str
    text: str
    spot: str


class Found(Struct):
    """All that a file says: cards, and the data of the deck and its companions."""

    cards: list[Written] = field(default_factory=list)
    lists: dict[str, list[Listed]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    # The kinds that have a sheet of their own: references to them can be judged.
    kinds: set[str] = field(default_factory=set)
    # Every kind that a card can be of.
    known: tuple[Kind, ...] = KINDS
    # Every spot in the order of the file.
    spots: list[str] = field(default_factory=list)
    title: str | None = None
