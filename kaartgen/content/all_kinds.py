"""A workspace in; the kinds of card that its decks can hold out: the eleven, and one's own."""

from __future__ import annotations

from pathlib import Path

from kaartgen.content.kinds import KINDS, Kind
from kaartgen.errors import Problem
from kaartgen.workspace import Workspace


def kind_files(workspace: Workspace) -> list[Path]:
    """Return the files that describe kinds of one's own."""
    return [file for room in workspace.folders("soorten") for file in sorted(room.glob("*.yaml"))]


def all_kinds(workspace: Workspace) -> tuple[tuple[Kind, ...], tuple[Problem, ...]]:
    """Return every kind, one's own after the eleven, and every mistake in their files."""
    files = kind_files(workspace)
    if not files:
        return KINDS, ()
    # Late: most workspaces have none.
    from kaartgen.content.own_kinds import own_kinds  # noqa: PLC0415

    kinds, problems = own_kinds(files)
    return (*KINDS, *kinds), problems
