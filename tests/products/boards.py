"""Dialoogkaarten of the shipped decks, each made and read once."""

from __future__ import annotations

from functools import cache

import pytest

from kaartgen.content.board import Board, Pace, load_board
from kaartgen.content.deck import Deck
from kaartgen.content.load import load
from kaartgen.imposition.paper_file import load_paper
from kaartgen.layout.house_style import load_house_style
from kaartgen.pdf.document import Document
from kaartgen.pdf.draw import drawn
from kaartgen.products.dialoogkaart import BoardJob, build_board
from kaartgen.workspace import Workspace
from tests.pdf.reading import Letter, letters

NAMES = ("duurzaamdoor", "grenswerkers", "jeugdzorg", "rijksinspecties")
every_deck = pytest.mark.parametrize("name", NAMES)
every_pace = pytest.mark.parametrize("pace", Pace)
MM = 25.4 / 72
A3 = (420.0, 297.0)


@cache
def content(name: str) -> tuple[Deck, Board]:
    deck = load(Workspace(None), name)
    return deck, load_board(Workspace(None), deck)


def build(
    name: str, board: Board, paper: str = "A3", pace: Pace = Pace.WHOLE, **how: bool
) -> Document:
    workspace = Workspace(None)
    deck, _ = content(name)
    house = load_house_style(workspace, deck.file.huisstijl)
    job = BoardJob(load_paper(workspace, paper), pace, **how)
    return build_board(deck, board, house, "nl_NL", job)


@cache
def made(name: str, paper: str = "A3", pace: Pace = Pace.WHOLE, **how: bool) -> Document:
    return build(name, content(name)[1], paper, pace, **how)


@cache
def pdf(name: str, paper: str = "A3", pace: Pace = Pace.WHOLE, **how: bool) -> bytes:
    return drawn(made(name, paper, pace, **how))


@cache
def read(name: str, page: int, paper: str = "A3", **how: bool) -> tuple[Letter, ...]:
    return tuple(
        one for one in letters(pdf(name, paper, **how), page) if one.character.strip("\xad\n\r ")
    )


def squeezed(text: str) -> str:
    return "".join(text.replace("\xad", "").split())
