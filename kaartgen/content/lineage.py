"""A deck's folder in; that folder and those of the decks that it extends, its own first, out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from msgspec import Struct

from kaartgen import yamlfile
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.nearest import nearest
from kaartgen.workspace import Workspace

FIELD: Final = "breidt_uit"
# The line as nearly everybody writes it. Only what does not look so needs the YAML parser, which a
# run of an unchanged deck does without.
_PLAIN: Final = re.compile(
    rf"^{FIELD}:[ \t]*(?P<quote>[\"']?)(?P<name>[\w-]+)(?P=quote)[ \t]*(#.*)?$", re.MULTILINE
)


class Ancestor(Struct, frozen=True):
    """A deck's folder by the deck's name."""

    name: str
    folder: Path


class Lineage(Struct, frozen=True):
    """A deck and those it builds on, its own first; and what is wrong, if the rest is missing."""

    decks: tuple[Ancestor, ...]
    problem: Problem | None = None


def lineage(workspace: Workspace, name: str, folder: Path) -> Lineage:
    """Return the deck in `folder` and all that it extends, from near to far."""
    decks = [Ancestor(name, folder)]
    while True:
        own = decks[-1]
        wanted = _extended(own.folder / "deck.yaml")
        if wanted is None:
            return Lineage(tuple(decks))
        found = workspace.deck_beneath(wanted, own.folder)
        if found is None:
            return Lineage(tuple(decks), _unknown(workspace, own, wanted))
        if found in [deck.folder for deck in decks]:
            return Lineage(tuple(decks), _loop([*decks, Ancestor(wanted, found)], own))
        decks.append(Ancestor(wanted, found))


def _extended(file: Path) -> str | None:
    """Return the name behind `breidt_uit`; None if there is none, or none that can be read."""
    try:
        raw = file.read_bytes()
    except OSError:
        return None  # who reads the deck will say so
    if FIELD.encode() not in raw:
        return None
    found = _PLAIN.findall(raw.decode("utf-8", "replace"))
    if len(found) == 1:
        return str(found[0][1])
    try:
        value = yamlfile.read_on(file).value
    except KaartgenError:
        return None
    name = value.get(FIELD) if isinstance(value, dict) else None
    return name if isinstance(name, str) and name else None


def _place(deck: Ancestor) -> Place:
    return yamlfile.read_on(deck.folder / "deck.yaml").place((FIELD,))


def _unknown(workspace: Workspace, deck: Ancestor, wanted: str) -> Problem:
    known = [name for name in workspace.decks() if name != deck.name]
    match = nearest(wanted, known)
    if wanted == deck.name:
        message = f"Dit deck kan zichzelf niet uitbreiden: een ander deck ‘{wanted}’ is er niet."
    else:
        message = f"Er is geen deck ‘{wanted}’ om uit te breiden."
    hint = f"Bedoel je ‘{match}’?" if match else f"Deze zijn er: {', '.join(known)}."
    return Problem(message, ExitCode.AUTHOR, _place(deck), hint)


def _loop(decks: list[Ancestor], last: Ancestor) -> Problem:
    way = " → ".join(deck.name for deck in decks)
    return Problem(
        f"Deze decks breiden elkaar in een kring uit: {way}.",
        ExitCode.AUTHOR,
        _place(last),
        f"Haal in een van die decks de regel ‘{FIELD}’ weg.",
    )
