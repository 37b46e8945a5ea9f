"""A paper's name in; that paper out, from the cache if no paper's file has changed since."""

from __future__ import annotations

from kaartgen.imposition.paper import Paper
from kaartgen.kept import kept
from kaartgen.workspace import Workspace


def paper_named(workspace: Workspace, name: str) -> Paper:
    """Return a paper by its name or the number on its box; raises KaartgenError if there is none.

    What reads the file takes six times as long to load as a kept paper to find.
    """
    found = (workspace.find("papier", f"{stem}.yaml") for stem in workspace.names("papier"))
    return kept(f"papier {name}", [file for file in found if file], lambda: _read(workspace, name))


def _read(workspace: Workspace, name: str) -> Paper:
    from kaartgen.imposition.paper_file import load_paper

    return load_paper(workspace, name)
