"""The name of a template in; its document with all that it extends laid under it out."""

from __future__ import annotations

from pathlib import Path

from kaartgen import yamlfile
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.layout.family import candidates, ring_problem, template_names
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace
from kaartgen.yamlfile import Document, Location, Value


def inherited(workspace: Workspace, family: str, name: str, read: dict[Path, Document]) -> Document:
    """Return a family's template with what it extends under it.

    What a template extends is looked up in the same family, or in another that it names. A template
    that extends its own name means the one that it hides: the shipped one, or that of the family
    beneath. `read` keeps the files that were read.

    Raises KaartgenError if there is no such template, it is empty or extends itself in the end.
    """
    return _inherited(workspace, family, name, {}, read, None)


def _inherited(
    workspace: Workspace,
    family: str,
    name: str,
    through: dict[Path, str],
    read: dict[Path, Document],
    asked: Place | None,
) -> Document:
    """Return a template's document; `through` are the files that extend it, the first one first."""
    found = candidates(workspace, family, name)
    if not found:
        problem = Problem(
            f"Er is geen sjabloon ‘{family}/{name}’.",
            ExitCode.AUTHOR,
            asked,
            did_you_mean(f"{family}/{name}", template_names(workspace)),
        )
        raise KaartgenError([problem])
    files = [file for _, file in found]
    last = next(reversed(through), None)
    # Under the file that asks for its own name lies the one that it hides.
    at = files.index(last) + 1 if last in files else 0
    if at == len(files) or files[at] in through:
        full, file = found[min(at, len(files) - 1)]
        names = list(through.values())
        ring = " → ".join((*names[list(through).index(file) :], full))
        assert asked is not None  # only who is extended can be in a ring
        raise KaartgenError([ring_problem(ring, asked)])
    full, file = found[at]
    if file not in read:
        read[file] = yamlfile.read(file)
    document = read[file]
    if not isinstance(document.value, dict):
        raise KaartgenError([Problem("Dit sjabloon is leeg.", ExitCode.AUTHOR, Place(file, 1, 1))])
    if "extends" not in document.value:
        return document
    parent = document.value["extends"]
    place = document.place(("extends",))
    if not isinstance(parent, str):
        raise KaartgenError(
            [
                Problem(
                    "Achter ‘extends’ hoort de naam van één sjabloon te staan.",
                    ExitCode.AUTHOR,
                    place,
                    "Bijvoorbeeld ‘extends: a6’ of ‘extends: kleurvlak/a6’.",
                )
            ]
        )
    of_family, _, base_name = parent.rpartition("/")
    base = _inherited(
        workspace, of_family or family, base_name, {**through, file: full}, read, place
    )
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
