"""The deck.yaml of a deck in, over that of the deck it extends; the fields of both out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kaartgen.authored import validate
from kaartgen.content.card_files import document
from kaartgen.content.deck import DeckFile
from kaartgen.content.lineage import FIELD
from kaartgen.content.spoken import Spoken
from kaartgen.errors import ExitCode, Place, Problem
from kaartgen.yamlfile import Document, Location, Value

# What a deck says of the one that it extends itself; who extends it says that anew.
_OF_ONE_DECK: Final = (FIELD, "gebaseerd_op", "weglaten")
# Of these one adds a few; the others are replaced as a whole.
_JOINED: Final = ("categorieen", "lenzen", "formaten")


def deck_document(file: Path, base: Document | None, problems: list[Problem]) -> Document | None:
    """Return what a deck.yaml says, with all that it leaves to its base."""
    own = document(file, problems)
    if own is None:
        return None
    if not isinstance(own.value, dict):
        problems.append(
            Problem(
                "Hier horen de gegevens van het deck te staan (‘titel: …’).",
                ExitCode.AUTHOR,
                Place(file, 1, 1),
            )
        )
        return None
    return _joined(own, own.value, base) if base is not None else own


def typed(document: Document, spoken: Spoken) -> DeckFile | None:
    """Return the fields of a deck; None if something is wrong with them."""
    whole = spoken.deck(document)
    deck_file, found = validate(DeckFile, whole, context=spoken.reading(spoken.own))
    spoken.problems.extend(found)
    return deck_file if spoken.own is not None else None


def _joined(own: Document, said: dict[str, Value], base: Document) -> Document:
    assert isinstance(base.value, dict)
    value = {key: given for key, given in base.value.items() if key not in _OF_ONE_DECK}
    places: dict[Location, Place] = {
        location: place
        for location, place in base.places.items()
        if location and location[0] in value
    }
    for key, given in said.items():
        before = value.get(key)
        if key in _JOINED and isinstance(given, dict) and isinstance(before, dict):
            value[key] = {**before, **given}
            _drop(places, *((key, inner) for inner in given))
            _take(own, places, (key,), (key,))
        elif key == "negeer" and isinstance(given, list) and isinstance(before, list):
            # The deck's own come first, so that a message counts them as they stand in its file.
            value[key] = [*given, *before]
            _drop(places, (key,))
            for number in range(len(before)):
                _take(base, places, (key, number), (key, number + len(given)))
            _take(own, places, (key,), (key,))
        else:
            value[key] = given
            _drop(places, (key,))
            _take(own, places, (key,), (key,))
    places[()] = own.place(())
    return Document(own.file, value, places)


def _drop(places: dict[Location, Place], *starts: Location) -> None:
    for location in [one for one in places if any(one[: len(s)] == s for s in starts)]:
        del places[location]


def _take(source: Document, places: dict[Location, Place], start: Location, to: Location) -> None:
    for location, place in source.places.items():
        if location[: len(start)] == start:
            places[(*to, *location[len(start) :])] = place
