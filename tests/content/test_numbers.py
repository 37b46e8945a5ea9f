"""The numbers of shipped cards: printed, spoken of, and replaced by others' decks; they stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaartgen.content.load import load
from kaartgen.workspace import Workspace

GOLDEN = Path(__file__).parents[1] / "gouden" / "nummers.txt"
DECKS = ("duurzaamdoor", "front-desk", "grenswerkers", "jeugdzorg", "rijksinspecties")


def _now() -> list[str]:
    decks = (load(Workspace(None), name) for name in DECKS)
    return [f"{deck.name} {card.code} {card.id}" for deck in decks for card in deck.cards]


def test_every_shipped_card_keeps_its_number_and_its_id(accept: bool) -> None:
    """A new card gets a new line (`pytest --accept`); a line that goes breaks somebody's deck."""
    if accept:
        GOLDEN.write_text("\n".join(_now()) + "\n", "utf-8")
    known = GOLDEN.read_text("utf-8").splitlines()
    assert sorted(set(known) - set(_now())) == []
    assert sorted(set(_now()) - set(known)) == []


@pytest.mark.parametrize("name", DECKS)
def test_no_shipped_number_lies_where_others_count_their_own(name: str) -> None:
    assert max(card.number for card in load(Workspace(None), name).cards) <= 100
