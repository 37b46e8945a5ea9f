"""A print shop's name in; that shop out, from the cache if no shop's file has changed since."""

from __future__ import annotations

from kaartgen.kept import kept
from kaartgen.pdf.print_shop import PrintShop
from kaartgen.workspace import Workspace


def shop_named(workspace: Workspace, name: str) -> PrintShop:
    """Return a print shop by name, whatever its capitals; raises KaartgenError if there is none.

    What reads the file takes several times as long to load as a kept shop to find.
    """
    found = (workspace.find("drukkers", f"{stem}.yaml") for stem in workspace.names("drukkers"))
    return kept(f"drukker {name}", [file for file in found if file], lambda: _read(workspace, name))


def _read(workspace: Workspace, name: str) -> PrintShop:
    from kaartgen.pdf.print_shop_file import load_print_shop

    return load_print_shop(workspace, name)
