"""A deck's name in; a Deck out, as it was kept or read anew."""

from __future__ import annotations

from pathlib import Path

from kaartgen.content.all_kinds import kind_files
from kaartgen.content.deck import Deck
from kaartgen.content.language import ROOM
from kaartgen.content.lineage import Lineage, lineage
from kaartgen.kept import kept
from kaartgen.workspace import Workspace


def load(workspace: Workspace, name: str) -> Deck:
    """Read the deck called `name`, with all that it takes from the decks that it extends.

    Raises KaartgenError with all problems in all of its files.
    """
    folder = workspace.deck_folder(name)
    line = lineage(workspace, name, folder)
    if line.problem is not None:
        return _read(workspace, line)
    folders = [
        *(deck.folder for deck in line.decks),
        *workspace.folders("gedeeld"),
        *workspace.folders(ROOM),
    ]
    files = [file for one in folders for file in sorted(one.glob("*.y*ml"))]
    files += kind_files(workspace)
    return kept(f"deck {folder}", files, lambda: _read(workspace, line))


def read_deck(workspace: Workspace, name: str, folder: Path) -> Deck:
    """Read the deck in a folder, keeping nothing.

    Raises KaartgenError with all problems in all of its files.
    """
    return _read(workspace, lineage(workspace, name, folder))


def _read(workspace: Workspace, line: Lineage) -> Deck:
    # Late: of a deck that was kept no file is read.
    from kaartgen.content.assemble import assembled  # noqa: PLC0415

    return assembled(workspace, line)
