"""What lies beside the cards sets its titles in the letter in which the cards set theirs."""

from __future__ import annotations

import pytest

from kaartgen.content.board import load_board
from kaartgen.content.load import load
from kaartgen.imposition.paper_file import load_paper
from kaartgen.layout.lettering import lettered_as_cards
from kaartgen.layout.look import load_look
from kaartgen.pdf.draw import drawn
from kaartgen.products.dialoogkaart import BoardJob, build_board
from kaartgen.products.master import build_master
from kaartgen.products.selection import Selection, chosen
from kaartgen.workspace import Workspace
from tests.content.small import made_in
from tests.layout.test_large_print import families


def family_of_titles(workspace: Workspace, name: str) -> set[str]:
    """Return the families on the deck's own situation cards, but for the one of small texts."""
    deck = load(workspace, name)
    built = build_master(deck, load_look(workspace, deck), chosen(deck, Selection("S01")))
    (document,) = built.documents.values()
    return families(drawn(document)) - {"SourceSans3"}


@pytest.mark.parametrize("name", ["jeugdzorg", "rijksinspecties", "grenswerkers", "duurzaamdoor"])
def test_a_board_has_the_families_of_its_cards(shipped, name):
    deck = load(shipped, name)
    house = lettered_as_cards(shipped, deck)
    job = BoardJob(load_paper(shipped, "A3"))
    board = drawn(build_board(deck, load_board(shipped, deck), house, "nl_NL", job))
    assert families(board) - {"SourceSans3"} == family_of_titles(shipped, name)


def test_the_families_of_templates_differ_in_their_letter(shipped):
    assert family_of_titles(shipped, "jeugdzorg") != family_of_titles(shipped, "rijksinspecties")


def test_a_family_of_templates_that_cannot_be_read_leaves_the_house_style_as_it_is(tmp_path):
    small = made_in(tmp_path)
    small.spoil("deck.yaml", "titel: Proefdeck", "titel: Proefdeck\nsjablonen: nergens")
    house = lettered_as_cards(small.workspace, small.load())
    assert house.book.weights("display") is not None
