"""The name of a template in; its document with all that it extends laid under it out."""

from __future__ import annotations

from pathlib import Path

from kaartgen import yamlfile
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace
from kaartgen.yamlfile import Document, Location, Value


def inherited(
    workspace: Workspace,
    name: str,
    through: tuple[str, ...],
    read: dict[Path, Document],
    asked: Place | None = None,
) -> Document:
    """Return a template's document with what it extends under it.

    Raises KaartgenError if there is no such template, it is empty or extends itself.
    """
    file = workspace.find("sjablonen", f"{name}.yaml")
    if file is None:
        known = workspace.names("sjablonen")
        raise KaartgenError(
            [
                Problem(
                    f"Er is geen sjabloon ‘{name}’.",
                    ExitCode.AUTHOR,
                    asked,
                    did_you_mean(name, known),
                )
            ]
        )
    if file not in read:
        read[file] = yamlfile.read(file)
    document = read[file]
    if not isinstance(document.value, dict):
        raise KaartgenError([Problem("Dit sjabloon is leeg.", ExitCode.AUTHOR, Place(file, 1, 1))])
    parent = document.value.get("extends")
    if parent is None:
        return document
    if not isinstance(parent, str) or parent in through:
        raise KaartgenError(
            [
                Problem(
                    f"‘extends’ loopt in een kring: {' → '.join((*through, str(parent)))}.",
                    ExitCode.AUTHOR,
                    document.place(("extends",)),
                )
            ]
        )
    family = name.rpartition("/")[0]
    base_name = parent if "/" in parent else f"{family}/{parent}"
    base = inherited(workspace, base_name, (*through, parent), read, document.place(("extends",)))
    merged = merge(base, document)
    assert isinstance(merged.value, dict)
    value = {key: inside for key, inside in merged.value.items() if key != "extends"}
    return Document(file, value, merged.places)


def under(document: Document, location: Location) -> Document:
    """Return the part of a document at a location, with its places."""
    value: Value = document.value
    for key in location:
        assert isinstance(value, dict)
        value = value[str(key)]
    depth = len(location)
    places = {
        place_location[depth:]: place
        for place_location, place in document.places.items()
        if place_location[:depth] == location
    }
    return Document(document.file, value, places)


def merge(base: Document, child: Document) -> Document:
    """Lay the child's keys over the base's, one level after another; an empty key drops one."""
    places = dict(base.places)
    places.update(child.places)
    return Document(child.file, _merged(base.value, child.value), places)


def _merged(base: Value, child: Value) -> Value:
    if not isinstance(base, dict) or not isinstance(child, dict):
        return child
    result = dict(base)
    for key, value in child.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = _merged(base.get(key), value) if key in base else value
    return result
