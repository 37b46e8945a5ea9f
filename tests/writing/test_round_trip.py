"""A deck becomes a spreadsheet and a deck again: nothing is lost on the way."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kaartgen.content.board import load_board
from kaartgen.content.deck import Deck
from kaartgen.content.guide import load_guide
from kaartgen.content.load import load
from kaartgen.workspace import Workspace
from kaartgen.writing import scaffold
from kaartgen.writing.importing import Imported, imported
from kaartgen.writing.reading.source import read_book
from kaartgen.writing.workbook import workbook

DATE = datetime.date(2026, 11, 24)
SHIPPED = ("duurzaamdoor", "grenswerkers", "jeugdzorg", "rijksinspecties")


def facts(deck: Deck) -> list[tuple[str, int, str, object]]:
    """All that a deck's cards say, as plain values."""
    return [
        (card.kind.name, card.number, card.id, card.content.model_dump()) for card in deck.cards
    ]


def read(file: Path) -> Imported:
    return imported(read_book(file), "terug", None, DATE)


def landed(made: Imported, folder: Path) -> tuple[Workspace, Deck]:
    """Write what was imported as a deck in a workspace, and load it."""
    workspace = Workspace(folder)
    scaffold.write_folder(folder / "kaarten" / "terug", made.files)
    return workspace, load(workspace, "terug")


def as_workbook(name: str) -> bytes:
    workspace = Workspace(None)
    deck = load(workspace, name)
    return workbook(deck, load_board(workspace, deck), load_guide(deck))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_deck_comes_back_from_excel_as_it_was(name, tmp_path):
    file = tmp_path / "heen.xlsx"
    file.write_bytes(as_workbook(name))
    made = read(file)
    workspace, back = landed(made, tmp_path)
    there = load(Workspace(None), name)
    assert facts(back) == facts(there)
    assert back.file.model_dump() == there.file.model_dump()
    assert load_board(workspace, back).model_dump() == load_board(workspace, there).model_dump()
    assert load_guide(back).model_dump() == load_guide(there).model_dump()
    assert facts(made.deck) == facts(there)  # what was looked over is what was written
    assert made.doubts == ()
    assert made.personal == ()
