"""A deck's name and a house style's in; the deck in that house style out, or the nearest name."""

from __future__ import annotations

from msgspec.structs import replace

from kaartgen.content.deck import Deck
from kaartgen.content.load import load
from kaartgen.errors import usage_error
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace


def styled_deck(workspace: Workspace, name: str, house: str | None) -> Deck:
    """Read a deck; with a `house` it is in that house style, whatever its own file says.

    Raises KaartgenError with every mistake in the deck, or if there is no such house style.
    """
    wanted = None if house is None else house_named(workspace, house)
    deck = load(workspace, name)
    if wanted is None or wanted == deck.file.huisstijl:
        return deck
    return replace(deck, file=deck.file.model_copy(update={"huisstijl": wanted}))


def house_named(workspace: Workspace, name: str) -> str:
    """Return a house style's own name, whatever capitals were typed."""
    known = workspace.names("huisstijlen")
    found = next((one for one in known if one.casefold() == name.casefold()), None)
    if found is None:
        raise usage_error(f"Er is geen huisstijl ‘{name}’.", did_you_mean(name, known))
    return found


def house_suffix(house: str | None) -> str:
    """Return what a house style that was asked for adds to a file's name."""
    return "" if house is None else f"-huisstijl-{house.casefold().replace('/', '-')}"
