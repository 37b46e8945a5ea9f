"""Finished PDFs of the shipped deck, each built and drawn once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kaartgen.content.deck import Deck
from kaartgen.content.load import load
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.paper_file import load_paper
from kaartgen.imposition.plan import Edge, Flip
from kaartgen.layout.look import Look, load_look
from kaartgen.pdf.draw import drawn
from kaartgen.products.master import build_master
from kaartgen.products.selection import Selection, chosen
from kaartgen.workspace import Workspace
from tests.conftest import write_eleven
from tests.products.home import Printed, printed

MakePrinted = Callable[..., Printed]


@pytest.fixture(scope="session")
def a4(shipped: Workspace) -> Paper:
    """A4 as it ships."""
    return load_paper(shipped, "A4")


@pytest.fixture(scope="session")
def klein_printed(tmp_path_factory: pytest.TempPathFactory) -> MakePrinted:
    """Print the small deck of all eleven kinds, or cards of it: (only=, flip=, edge=, paper=)."""
    workspace = write_eleven(tmp_path_factory.mktemp("klein"))
    deck = load(workspace, "klein")
    look = load_look(workspace, deck)

    def make(
        only: str | None = None,
        *,
        flip: Flip = Flip.LONG_EDGE,
        edge: Edge = Edge.RIM,
        paper: str = "A4",
    ) -> Printed:
        cards = chosen(deck, Selection(only))
        return printed(deck, look, cards, load_paper(workspace, paper), flip, edge)

    return make


# The core of the deck is 54 cards; what is beside it grows.
@pytest.fixture(scope="session")
def jeugdzorg_printed(jeugdzorg: Deck, jeugdzorg_look: Look, a4: Paper) -> MakePrinted:
    """Print the core of the shipped deck at home, or cards of it, or all of it (`whole`)."""
    kept: dict[tuple[object, ...], Printed] = {}

    def make(
        only: str | None = None,
        *,
        flip: Flip = Flip.LONG_EDGE,
        edge: Edge = Edge.RIM,
        explained: bool = True,
        paper: Paper = a4,
        whole: bool = False,
    ) -> Printed:
        key = (only, flip, edge, explained, paper, whole)
        if key not in kept:
            cards = chosen(jeugdzorg, Selection(only, core=not whole))
            kept[key] = printed(
                jeugdzorg, jeugdzorg_look, cards, paper, flip, edge, explained=explained
            )
        return kept[key]

    return make


@pytest.fixture(scope="session")
def jeugdzorg_master(jeugdzorg: Deck, jeugdzorg_look: Look) -> dict[str, bytes]:
    """The master of the shipped deck: a PDF for each format by its name."""
    built = build_master(jeugdzorg, jeugdzorg_look, chosen(jeugdzorg, Selection()))
    return {part.removeprefix("-"): drawn(document) for part, document in built.documents.items()}
