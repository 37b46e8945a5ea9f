"""The proof deck with all eleven kinds, the shipped deck, and both as they are set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from msgspec import structs

from kaartgen.content.deck import Card, Deck
from kaartgen.content.load import load
from kaartgen.frame import Frame
from kaartgen.layout.house_style import HouseStyle, load_house_style
from kaartgen.layout.look import Look, load_look, template_name
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.typeset import TypesetDeck, typeset
from kaartgen.workspace import Workspace

from .small_family import Write, writer

_WORKSPACE = Workspace(Path(__file__).parent / "werkplek")


def sides(ready: TypesetDeck, name: str | None = None) -> Iterator[tuple[str, Frame]]:
    """Yield every face by its name, "S01 voor"; of one template's cards only if `name` is given.

    A back that cards share comes once, by the name of the first of them.
    """
    seen: set[int] = set()
    for one in ready.cards:
        if name is not None and template_name(one.card) != name:
            continue
        yield f"{one.card.code} voor", one.faces.front
        if id(one.faces.back) not in seen:
            yield f"{one.card.code} achter", one.faces.back
        seen.add(id(one.faces.back))


def only(deck: Deck, cards: Sequence[Card]) -> Deck:
    """Return the deck with these cards and no others."""
    return structs.replace(deck, cards=tuple(cards))


def with_text(card: Card, field: str, text: str) -> Card:
    """Return the card with another text in a field that it has filled; else the card itself."""
    if not getattr(card.content, field, None):
        return card
    return structs.replace(card, content=card.content.model_copy(update={field: text}))


def in_family(deck: Deck, family: str, house_style: str = "helder") -> Deck:
    """Return the deck with the templates of another family, in another house style."""
    changes = {"sjablonen": family, "huisstijl": house_style}
    return structs.replace(deck, file=deck.file.model_copy(update=changes))


def in_formats(deck: Deck, formats: Mapping[str, str]) -> Deck:
    """Return the deck with some kinds in another format."""
    file = deck.file.model_copy(update={"formaten": dict(formats)})
    return structs.replace(deck, file=file)


@pytest.fixture(scope="session")
def workspace() -> Workspace:
    """The workspace of the proof deck."""
    return _WORKSPACE


@pytest.fixture(scope="session")
def house(workspace: Workspace) -> HouseStyle:
    return load_house_style(workspace, "helder")


@pytest.fixture(scope="session")
def setter(house: HouseStyle) -> Setter:
    return Setter(house.book, "nl_NL")


@pytest.fixture(scope="session")
def proof(workspace: Workspace) -> Deck:
    """A small deck of all eleven kinds, its texts fixed."""
    return load(workspace, "proef")


@pytest.fixture(scope="session")
def proof_look(workspace: Workspace, proof: Deck) -> Look:
    return load_look(workspace, proof)


@pytest.fixture(scope="session")
def proof_set(proof: Deck, proof_look: Look) -> TypesetDeck:
    return typeset(proof, proof_look, proof.cards)


@pytest.fixture(scope="session")
def jeugdzorg_set(jeugdzorg: Deck, jeugdzorg_look: Look) -> TypesetDeck:
    return typeset(jeugdzorg, jeugdzorg_look, jeugdzorg.cards)


@pytest.fixture(scope="session")
def redactie_set(workspace: Workspace, proof: Deck) -> TypesetDeck:
    """The proof deck in the family that is made for reading."""
    deck = in_family(proof, "redactie")
    return typeset(deck, load_look(workspace, deck), deck.cards)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A function that writes a family of templates and gives the workspace it is in."""
    return writer(tmp_path)
