"""A deck and its companions in; every text that an author wrote, with its role and place, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import BaseModel

from kaartgen.authored import AuthoredFile
from kaartgen.content.board import Board
from kaartgen.content.deck import Card, Deck
from kaartgen.content.guide import Guide
from kaartgen.content.kinds import QuestionCard
from kaartgen.content.language import DEFAULT
from kaartgen.content.lint.signal import Passage, Role, Where
from kaartgen.content.markup import plain
from kaartgen.yamlfile import Location

# Fields that hold a name of something, or a choice from a list, and no text to read.
_NOT_TEXT: Final = frozenset(
    {
        "id", "tags", "taal", "categorie", "waarden", "kaart", "bij_situatie", "lens", "herkomst",
        "status", "duur", "kant", "voor_type", "letter", "bestand", "soort",
    }
)  # fmt: skip
_ROLES: Final = {
    "titel": Role.TITLE,
    "naam": Role.NAME,
    "label": Role.NAME,
    "woord": Role.NAME,
    "wie": Role.NAME,
    "rol": Role.NAME,
    "doelgroep": Role.NAME,
    "verhaal": Role.STORY,
    "kantelpunt": Role.TURN,
    "vraag": Role.QUESTION,
    "vragen": Role.QUESTION,
    "randen": Role.QUESTION,
    "lens_vragen": Role.QUESTION,
    "spanning": Role.TENSION,
    "bril": Role.SPEECH,
    "notitie_begeleider": Role.NOTE,
}
# What deck.yaml prints on cards; the names of makers and clients are meant to be there.
_OF_DECK: Final = ("titel", "ondertitel", "doelgroep", "doel")


def passages(deck: Deck, board: Board | None, guide: Guide | None) -> tuple[Passage, ...]:
    """Return every text of the deck, its cards, its dialoogkaart and its guide, in that order."""
    dutch = deck.file.taal == DEFAULT
    return (
        *_of_deck(deck),
        *(passage for card in deck.cards for passage in _of_card(card, deck)),
        *(_of_file(board, "dialoogkaart", dutch=dutch) if board else ()),
        *(_of_file(guide, "handreiking", dutch=dutch) if guide else ()),
    )


def _of_deck(deck: Deck) -> Iterator[Passage]:
    dutch = deck.file.taal == DEFAULT
    for name in _OF_DECK:
        text = getattr(deck.file, name)
        if text:
            where = Where("deck", name, deck.place(name))
            yield Passage(where, _ROLES.get(name, Role.TEXT), plain(text), dutch=dutch)
    for location, text in (*_texts(deck.file.lenzen, ("lenzen",)),):
        yield Passage(_where_in_deck(deck, location), Role.TEXT, plain(text), dutch=dutch)
    for location, text in (*_texts(deck.file.stappen, ("stappen",)),):
        role = _ROLES.get(str(location[-1]), Role.TEXT)
        yield Passage(_where_in_deck(deck, location), role, plain(text), dutch=dutch)


def _where_in_deck(deck: Deck, location: Location) -> Where:
    return Where("deck", named(location), deck.place(*location))


def _of_card(card: Card, deck: Deck) -> Iterator[Passage]:
    content = card.content
    step = content.stap if isinstance(content, QuestionCard) else None
    named_things = card.kind.own.fields_of("keuze") if card.kind.own else ()
    dutch = (content.taal or deck.file.taal) == DEFAULT
    for location, text in _texts(content, ()):
        name = _last_name(location)
        if name in named_things:
            continue
        role = _ROLES.get(name, Role.TEXT)
        if isinstance(content, QuestionCard) and name == "tekst":
            role = Role.QUESTION
        elif location[0] == "perspectieven" and name == "zin":
            role = Role.SPEECH
        elif name == "wat_als":
            role = Role.WHAT_IF
        where = Where(card.code, named(location), card.place(*location))
        yield Passage(where, role, plain(text), step, dutch)


def _of_file(file: AuthoredFile, code: str, *, dutch: bool) -> Iterator[Passage]:
    for location, text in _texts(file, ()):
        place = file.place(*location)
        if place is None:
            continue
        name = _last_name(location)
        role = Role.QUESTION if code == "dialoogkaart" and name == "kop" else None
        if location[0] == "situatie_vak":
            role = Role.TEXT
        role = role or _ROLES.get(name, Role.TEXT)
        yield Passage(Where(code, named(location), place), role, plain(text), dutch=dutch)


def _texts(value: object, location: Location) -> Iterator[tuple[Location, str]]:
    """Yield every text in a model, in the order of its fields."""
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            key = field.alias or name
            if key not in _NOT_TEXT:
                yield from _texts(getattr(value, name), (*location, key))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*location, key))
    elif isinstance(value, tuple | list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*location, number))


def _last_name(location: Location) -> str:
    """Return the field that a text is in; of a list of texts, the list's own name."""
    names = [key for key in location if isinstance(key, str)]
    return names[0] if names[0] == "lens_vragen" else names[-1]


def named(location: Location) -> str:
    """Return a location as an author would say it: ‘vragen 2’."""
    return " ".join(str(key + 1) if isinstance(key, int) else key for key in location)
