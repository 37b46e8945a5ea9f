"""A family and a template's name in; the files that may hold it out, the nearest first.

A family may build on another: what it does not have itself, it takes from there. So a look of one's
own begins with the one template that is to look different.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import Field

from kaartgen import yamlfile
from kaartgen.authored import Authored, validate
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, raise_all
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace

# The file in a family's folder that says what it builds on; it is no template.
FAMILY_FILE: Final = "familie"


class FamilyFile(Authored):
    """What a family of templates says of itself."""

    extends: str | None = Field(
        None, description="De familie waaruit komt wat deze zelf niet heeft, zoals kleurvlak."
    )


def template_names(workspace: Workspace) -> list[str]:
    """Return the names of all templates, with their family: kleurvlak/situatie."""
    return [
        name
        for name in workspace.names("sjablonen")
        if "/" in name and name.rpartition("/")[2] != FAMILY_FILE
    ]


def family_names(workspace: Workspace) -> list[str]:
    """Return the names of all families."""
    names = (name for name in workspace.names("sjablonen") if "/" in name)
    return sorted({name.rpartition("/")[0] for name in names})


def families(workspace: Workspace, family: str) -> tuple[str, ...]:
    """Return a family and those that it builds on, in that order.

    Raises KaartgenError if one of them does not exist, or they build on each other in a ring.
    """
    chain = [family]
    while True:
        file = workspace.find("sjablonen", f"{chain[-1]}/{FAMILY_FILE}.yaml")
        if file is None:
            return tuple(chain)
        document = yamlfile.read(file)
        if document.value is None:  # only comments: it builds on nothing
            return tuple(chain)
        found, problems = validate(FamilyFile, document)
        raise_all(problems)
        if found is None or found.extends is None:
            return tuple(chain)
        known = family_names(workspace)
        place = document.place(("extends",))
        if found.extends in chain:
            ring = " → ".join((*chain[chain.index(found.extends) :], found.extends))
            raise KaartgenError([ring_problem(ring, place)])
        if found.extends not in known:
            raise KaartgenError(
                [
                    Problem(
                        f"Er is geen familie van sjablonen ‘{found.extends}’.",
                        ExitCode.AUTHOR,
                        place,
                        did_you_mean(found.extends, known),
                    )
                ]
            )
        chain.append(found.extends)


def ring_problem(ring: str, place: Place) -> Problem:
    """Return the problem of things that extend each other."""
    return Problem(
        f"‘extends’ loopt in een kring: {ring}.",
        ExitCode.AUTHOR,
        place,
        "Laat een van deze iets anders uitbreiden, of niets.",
    )


def candidates(workspace: Workspace, family: str, name: str) -> list[tuple[str, Path]]:
    """Return every file that holds a family's template, with its full name.

    The user's own comes before the shipped one, and the family before those that it builds on.
    """
    return [
        (f"{one}/{name}", file)
        for one in families(workspace, family)
        for folder in workspace.folders("sjablonen")
        if (file := folder / f"{one}/{name}.yaml").is_file()
    ]
