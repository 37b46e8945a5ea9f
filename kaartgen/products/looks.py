"""A workspace and a deck in; the deck's look, which can read pages of PDFs as artwork, out."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from kaartgen.content.deck import Deck
from kaartgen.frame import Frame
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.look import Look, load_look
from kaartgen.workspace import Workspace


def look_of(workspace: Workspace, deck: Deck, house: HouseStyle | None = None) -> Look:
    """Read the templates that a deck needs and its house style, unless that is given.

    Raises KaartgenError with every mistake in all of them.
    """
    return replace(load_look(workspace, deck, house), pages=page_of_pdf)


def page_of_pdf(file: Path, number: int) -> Frame:
    """Return a page (counted from 1) of a PDF as a frame; raises KaartgenError if it has none."""
    # Most decks have no such artwork, and it takes a library of its own.
    from kaartgen.pdf.page_frame import page_frame  # noqa: PLC0415

    return page_frame(file, number)
