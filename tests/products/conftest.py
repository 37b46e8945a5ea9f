"""Finished PDFs of the shipped deck, each built and drawn once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kaartgen.content.deck import Deck
from kaartgen.imposition.paper import Paper, load_paper
from kaartgen.imposition.plan import Edge, Flip
from kaartgen.layout.typeset import Look
from kaartgen.pdf.draw import drawn
from kaartgen.products.cards import build_master
from kaartgen.products.selection import Selection, chosen
from kaartgen.workspace import Workspace
from tests.products.home import Printed, printed

MakePrinted = Callable[..., Printed]


@pytest.fixture(scope="session")
def a4(shipped: Workspace) -> Paper:
    """A4 as it ships."""
    return load_paper(shipped, "A4")


@pytest.fixture(scope="session")
def jeugdzorg_printed(jeugdzorg: Deck, jeugdzorg_look: Look, a4: Paper) -> MakePrinted:
    """Print the shipped deck at home, or cards of it: (only=, flip=, edge=, explained=)."""
    kept: dict[tuple[object, ...], Printed] = {}

    def make(
        only: str | None = None,
        *,
        flip: Flip = Flip.LONG_EDGE,
        edge: Edge = Edge.RIM,
        explained: bool = True,
        paper: Paper = a4,
    ) -> Printed:
        key = (only, flip, edge, explained, paper)
        if key not in kept:
            cards = chosen(jeugdzorg, Selection(only))
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
