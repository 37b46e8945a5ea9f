"""A deck in; its cards as a list for people or for programs, with where each comes from, out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any, Final

from kaartgen.cli.dutch import count
from kaartgen.cli.report import Voice
from kaartgen.content.deck import Card, Deck

Row = dict[str, Any]

# As wide as the terminal that everybody has.
_WIDTH: Final = 80
# A question runs on for two lines of a card; in a list its beginning will do.
_WIDEST: Final = 60
_NARROWEST: Final = 24


def card_rows(deck: Deck) -> list[Row]:
    """Return a row for every card of a deck, in printing order, then for what was left out."""
    rows = [_row(deck, card) for card in deck.cards]
    return [*rows, *({**_row(deck, one.card), "weggelaten": True} for one in deck.left_out)]


def _row(deck: Deck, card: Card) -> Row:
    layer = deck.layers[card.layer]
    place = card.place()
    return {
        "naam": card.code,
        "kaart": card.code,
        "titel": card.title,
        "soort": card.kind.name,
        "id": card.id,
        "aantal": card.content.aantal,
        "kern": card.content.kern,
        "tags": list(card.content.tags),
        "status": deck.status_of(card),
        "deck": layer.name,
        "versie": layer.version,
        "eigen": card.layer == 0,
        "gedeeld": ("gedeeld",) in card.places,
        "vervangt": card.replaces.title if card.replaces else None,
        "gewijzigd": bool(card.replaces and card.replaces.changed),
        "weggelaten": False,
        "bestand": str(place.file.absolute()),
        "regel": place.line,
    }


def show_deck(deck: Deck, voice: Voice) -> None:
    """Print a deck's cards with what one can choose them by, and where they come from.

    Titles give way, so that the list stays within the width of a terminal.
    """
    if voice.as_json:
        voice.json(card_rows(deck))
        return
    extends = len(deck.layers) > 1
    lines = [
        (card.code, card.title, *((deck.source(card),) if extends else ()), _remarks(deck, card))
        for card in deck.cards
    ]
    print("\n".join(_table(lines)))
    for line in (*_tags(deck.cards), *(_sources(deck) if extends else ()), *_left_out(deck)):
        print(line)


def _remarks(deck: Deck, card: Card) -> str:
    remarks = [f"{card.content.aantal} keer"] if card.content.aantal > 1 else []
    remarks += [] if card.content.kern else ["buiten de kern"]
    if card.replaces:
        if card.replaces.changed:
            remarks.append("gewijzigd")
        elif card.replaces.title == card.title:
            remarks.append("vervangen")
        else:
            remarks.append(f"vervangt {_short(card.replaces.title, 24)}")
    remarks += ["gedeeld"] if ("gedeeld",) in card.places else []
    remarks += [card.content.status] if card.content.status else []
    language = deck.language_of(card)
    remarks += [f"in het {language.name}"] if language.code != deck.file.taal else []
    return ", ".join(remarks)


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield the rows in columns; the second of them, a title, is shortened to what is left."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    others = sum(width + 2 for at, width in enumerate(widths) if at != 1 and width)
    widths[1] = min(widths[1], _WIDEST, max(_NARROWEST, _WIDTH - others))
    for row in rows:
        cells = [_short(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join(cells).rstrip()


def _tags(cards: Sequence[Card]) -> Iterator[str]:
    tags: dict[str, list[str]] = {}
    for card in cards:
        for tag in card.content.tags:
            tags.setdefault(tag, []).append(card.code)
    if not tags:
        return
    width = max(map(len, tags))
    yield "\nTags, om met --tag op te kiezen:"
    for tag in sorted(tags):
        codes = textwrap.wrap(" ".join(tags[tag]), max(_NARROWEST, _WIDTH - width - 4))
        for at, line in enumerate(codes):
            yield f"  {('' if at else tag).ljust(width)}  {line}"


def _sources(deck: Deck) -> Iterator[str]:
    yield "\nWaar de kaarten vandaan komen:"
    rows: list[tuple[str, ...]] = []
    for at, layer in enumerate(deck.layers):
        own = [card for card in deck.cards if card.layer == at]
        name = "eigen" if at == 0 else deck.source(next(iter(own), deck.cards[0]))
        if at and not own:
            name = layer.name
        status = f", {deck.file.status}" if at == 0 else ""
        cards = count(len(own), "kaart", "kaarten")
        rows.append((name, f"{cards}, versie {layer.version}{status}", str(layer.folder)))
    width, second = (max(len(row[at]) for row in rows) for at in (0, 1))
    for name, what, folder in rows:
        line = f"  {name.ljust(width)}  {what.ljust(second)}  {folder}"
        # A folder that is too long for the line gets one of its own, whole: it is to be copied.
        yield line if len(line) <= _WIDTH else f"  {name.ljust(width)}  {what}\n    {folder}"
    if deck.moved_on:
        yield f"  Let op: {deck.moved_on}."


def _left_out(deck: Deck) -> Iterator[str]:
    if not deck.left_out:
        return
    yield "\nWeggelaten:"
    for one in sorted(deck.left_out, key=lambda one: one.card.code):
        yield f"  {one.card.code}  {_short(one.card.title, _WIDTH - 8)}"
