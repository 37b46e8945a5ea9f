"""Texts of a card in; fields that belong together out, and lists of them numbered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct

from kaartgen.yamlfile import Location


class Item(Struct, frozen=True):
    """Fields that belong together, and where in the card's file they come from."""

    fields: Mapping[str, FieldValue]
    origin: Location = ()


FieldValue: TypeAlias = "str | Item | tuple[Item, ...]"


def numbered(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items, each with its number in the list."""
    return tuple(
        Item({**item.fields, "nr": str(number)}, item.origin)
        for number, item in enumerate(items, 1)
    )
