"""A deck that extends one in another language in; what is still in the other language out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from msgspec import Struct

from kaartgen.content.deck import Card, Deck

# What deck.yaml prints, and a translation says anew.
_OF_DECK: Final = (
    "titel", "ondertitel", "kort", "doel", "dank", "categorieen", "lenzen", "stappen",
)  # fmt: skip
# What a card says that is no text: names, numbers, choices and what stands on no card.
_NOT_TEXT: Final = frozenset(
    {
        "id", "nummer", "aantal", "tags", "kern", "volgorde", "taal", "afbeelding", "herkomst",
        "status", "categorie", "waarden", "duur", "stap", "lens", "bij_situatie", "groep_min",
        "groep_max", "minuten", "voor_type", "regels", "letter", "notitie_begeleider",
    }
)  # fmt: skip


class Untranslated(Struct, frozen=True):
    """Fields still in the language `code`: of a card, or of the deck itself; none: all of it."""

    card: Card | None
    code: str
    fields: tuple[str, ...] = ()


def untranslated(deck: Deck) -> Iterator[Untranslated]:
    """Yield what of a translation still stands in the deck that it extends, in printing order."""
    others = [layer for layer in deck.layers[1:] if layer.language.code != deck.file.taal]
    if not others:
        return
    code = others[0].language.code
    left = tuple(name for name in _OF_DECK if _lies_in(deck.place(name).file.parent, deck))
    if left:
        yield Untranslated(None, code, left)
    for card in deck.cards:
        language = deck.language_of(card).code
        if language != deck.file.taal:
            if card.content.taal is None:
                yield Untranslated(card, language)
        elif card.replaces is not None and card.replaces.changed:
            said = card.content.model_fields_set - _NOT_TEXT
            fields = type(card.content).model_fields
            left = tuple(
                name
                for name in (fields[one].alias or one for one in fields if one in said)
                if _lies_in(card.place(name).file.parent, deck)
            )
            if left:
                yield Untranslated(card, code, left)


def in_words(deck: Deck, cards: Collection[Card]) -> str | None:
    """Return in a sentence what of these cards is still in another language; None if nothing is."""
    chosen = {card.code for card in cards}
    found = tuple(one for one in untranslated(deck) if not one.card or one.card.code in chosen)
    whole = _spans([one.card for one in found if one.card and not one.fields])
    part = _spans([one.card for one in found if one.card and one.fields])
    said = []
    if whole:
        said.append(f"niet {whole}")
    if part:
        said.append(f"niet helemaal {part}")
    said.extend(f"van het deck niet {', '.join(one.fields)}" for one in found if one.card is None)
    if not said:
        return None
    name = deck.language.name
    return (
        f"Nog niet alles is in het {name}: {'; '.join(said)}. "
        f"Dat staat er in de taal van {deck.layers[1].name}."
    )


def _spans(cards: Sequence[Card]) -> str:
    """Return codes with those that follow each other as one span: S02-S05, V01."""
    spans: list[list[Card]] = []
    for card in cards:
        last = spans[-1][-1] if spans else None
        if last and last.kind is card.kind and last.number + 1 == card.number:
            spans[-1].append(card)
        else:
            spans.append([card])
    ends = ((span[0].code, span[-1].code) for span in spans)
    return ", ".join(first if first == last else f"{first}-{last}" for first, last in ends)


def _lies_in(folder: object, deck: Deck) -> bool:
    """Say whether something stands with a deck below, in another language."""
    return any(
        layer.folder == folder and layer.language.code != deck.file.taal
        for layer in deck.layers[1:]
    )
