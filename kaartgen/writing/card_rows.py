"""Cards in; a row of texts for each, and the columns that hold them all, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kaartgen.content.deck import Deck
from kaartgen.content.kinds import Kind
from kaartgen.writing import values
from kaartgen.writing.columns import Column, columns


class Placed(Struct, frozen=True):
    """A column of a sheet: what it is, and which item of its list."""

    column: Column
    number: int | None


Row = Mapping[tuple[str, int | None], str]


def counted(deck: Deck, kind: Kind) -> list[dict[str, Any]]:
    """Return what the cards of a kind say, in the order of their numbers.

    A number that its author did not give stays away, unless it would no longer follow by itself.
    """
    given: list[dict[str, Any]] = []
    last = 0
    for card in sorted(deck.of_kind(kind.name), key=lambda card: card.number):
        said = card.content.model_dump(by_alias=True, exclude_unset=True)
        if card.content.nummer is None and card.number != last + 1:
            said["nummer"] = card.number
        last = card.number
        given.append(said)
    return given


def _texts(value: object, path: str, number: int | None) -> Iterator[tuple[str, int | None, str]]:
    """Yield every text in a card with the path of its column and the number of its item."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            yield from _texts(inside, f"{path}.{key}" if path else str(key), number)
    elif isinstance(value, list | tuple):
        for at, inside in enumerate(value, 1):
            yield from _texts(inside, f"{path}#", at)
    elif isinstance(value, bool):
        yield path, number, "ja" if value else "nee"
    elif value is not None:
        yield path, number, str(value)


def joined(kind: Kind, cards: Iterable[Mapping[str, object]]) -> frozenset[str]:
    """Return the lists that can stand in one cell: parted again, they are what they were."""
    fields = {
        column.path: values.words if column.nature == "woorden" else values.terms
        for column in columns(kind)
        if column.nature in ("waarden", "termen", "woorden")
    }
    for card in cards:
        for name in list(fields):
            items = card.get(name)
            texts = [str(one) for one in items] if isinstance(items, list | tuple) else []
            if fields[name]("; ".join(texts)) != texts:
                del fields[name]
    return frozenset(fields)


def row_of(card: Mapping[str, object], joined: frozenset[str]) -> dict[tuple[str, int | None], str]:
    """Return a card's texts by the column that holds each; lists that are `joined` in one."""
    row: dict[tuple[str, int | None], str] = {}
    for name, value in card.items():
        if name in joined and isinstance(value, list | tuple):
            row[name, None] = "; ".join(str(one) for one in value)
        else:
            row.update({(path, number): text for path, number, text in _texts(value, name, None)})
    return row


def placed(
    kind: Kind, used: Iterable[tuple[str, int | None]], joined: frozenset[str], *, names: bool
) -> list[Placed]:
    """Return the columns of a sheet: those of the empty one, and what is used besides."""
    wanted = {key for key in used if key[0] not in joined or key[1] is None}
    for column in columns(kind):
        if column.times and not (column.field in joined and column.numbered):
            numbers: Sequence[int | None] = (
                range(1, column.times + 1) if column.numbered else (None,)
            )
            wanted |= {(column.path, number) for number in numbers}
    if names:  # who gives a name to some cards minds those of the others too
        wanted |= {("id", None), ("nummer", None)}
    order = {column.path: at for at, column in enumerate(columns(kind))}
    first: dict[str, int] = {}
    for column in columns(kind):
        if column.numbered:
            first.setdefault(column.field, order[column.path])

    def key(one: tuple[str, int | None]) -> tuple[int, int, int]:
        path, number = one
        if path == "nummer":
            return (-1, 0, 0)
        group = first[re.split(r"[#.]", path)[0]] if number else order[path]
        return (group, number or 0, order[path])

    by_path = {column.path: column for column in columns(kind)}
    return [Placed(by_path[path], number) for path, number in sorted(wanted, key=key)]
