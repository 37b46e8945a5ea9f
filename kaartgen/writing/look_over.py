"""A deck as it was read in; texts too long for a card, the signals, and personal data, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from kaartgen.content.board import Board
from kaartgen.content.deck import Deck
from kaartgen.content.guide import Guide
from kaartgen.content.lint.privacy import personal_data
from kaartgen.content.lint.registry import lint
from kaartgen.writing.columns import Column, columns
from kaartgen.writing.doubts import PLACEHOLDER, Doubts, quoted
from kaartgen.writing.raw import Raw
from kaartgen.writing.written import Listed
from kaartgen.yamlfile import Location, Value

# A question with a line that helps has less room (docs/handleiding.md).
_QUESTION_WITH_HELP: Final = 75
# Said already of the cells themselves.
_SAID: Final = frozenset({"dubbele-kaart", "ongebruikte-waarde", "lege-categorie"})


class Personal(Struct, frozen=True):
    """Words that may lead to a real person, and where they stand."""

    spot: str
    about: str
    words: str


def personal(raws: Iterable[Raw], listed: Iterable[Listed]) -> tuple[Personal, ...]:
    """Return all that looks like personal data, in the order of the file."""
    texts = [(said.spot, said.text) for raw in raws for said in raw.written.said.values()]
    # The makers of a deck put their own names on it.
    texts += [
        (one.spot, one.text)
        for one in listed
        if not one.label.casefold().startswith(
            ("maker", "opdrachtgever", "dank", "licentie", "url")
        )
    ]
    return tuple(
        dict.fromkeys(
            Personal(spot, about, words)
            for spot, text in texts
            for about, words in personal_data(text[:20_000])
        )
    )


def limits(raws: Iterable[Raw], doubts: Doubts) -> None:
    """Note every text that is longer than its card usually holds."""
    for raw in raws:
        for column in columns(raw.kind):
            if column.most is None:
                continue
            for location, text in _at(raw.value, column.path.split("."), ()):
                _limit(raw, column, location, text, doubts)


def _limit(raw: Raw, column: Column, location: Location, text: str, doubts: Doubts) -> None:
    most = column.most or 0
    if raw.kind.name == "vraag" and column.path == "tekst" and raw.value.get("hulpzin"):
        most = _QUESTION_WITH_HELP
    length = len(text)
    if length <= most:
        return
    number = next((part + 1 for part in location if isinstance(part, int)), None)
    doubts.add(
        "lengte",
        raw.spot(*location),
        f"‘{column.heading(number)}’ heeft {length} tekens; op de kaart passen er ongeveer {most}.",
        f"Haal er zo'n {length - most} tekens af"
        + (", of maak er twee situaties van." if length > 1.5 * most and most > 200 else "."),
    )


def _at(value: Value, path: Sequence[str], at: Location) -> list[tuple[Location, str]]:
    """Return the texts that a column's path leads to."""
    if not path:
        return [(at, value)] if isinstance(value, str) else []
    name = path[0].rstrip("#")
    inside = value.get(name) if isinstance(value, dict) else None
    if not path[0].endswith("#"):
        return _at(inside, path[1:], (*at, name))
    items = inside if isinstance(inside, list) else []
    return [one for n, item in enumerate(items) for one in _at(item, path[1:], (*at, name, n))]


def signals(deck: Deck, board: Board | None, guide: Guide | None, doubts: Doubts) -> None:
    """Note the signals of `kaartgen check`, each with its cell; not about what is yet to come."""
    placed = {
        str(place.spot): True for card in deck.cards for place in card.places.values() if place.spot
    }
    for signal in lint(deck, board, guide).signals:
        spot = signal.where.place.spot
        if signal.check.id in _SAID or not spot:
            continue
        if PLACEHOLDER in signal.message or PLACEHOLDER in signal.quote:
            continue
        if _placeholder_at(deck, signal.where.code, signal.where.field):
            continue
        where = f"{signal.where.code}, {signal.where.field}: " if spot in placed else ""
        doubts.add(signal.check.id, spot, f"{where}{signal.message}", signal.hint)


def _placeholder_at(deck: Deck, code: str, field: str) -> bool:
    """Say whether a field still holds what is to be filled in."""
    card = next((one for one in deck.cards if one.code == code), None)
    value = getattr(card.content, field.partition(" ")[0], None) if card else None
    return PLACEHOLDER in str(value) or "nog-invullen" in str(value)


def shown(personal: Personal) -> str:
    """Return personal data as one line for a person."""
    return f"{personal.spot}: {personal.about} {quoted(personal.words)}"
