"""A request for a copy of a template or a family in; files of one's own out, which then win."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from kaartgen import __version__
from kaartgen.cli.places import here
from kaartgen.cli.report import Voice
from kaartgen.content.deck import DeckFile
from kaartgen.errors import file_error, reason, usage_error
from kaartgen.layout.family import (
    FAMILY_FILE,
    candidates,
    families,
    family_names,
    template_names,
)
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import SHIPPED, Workspace
from kaartgen.writing.newfile import write_new
from kaartgen.writing.scaffold import DEVICES

_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# What an editor completes and checks with; it lies beside the families, so that a template can
# name it without a path of this machine.
SCHEMA: Final = "sjabloon.schema.json"


class Asked(Struct, frozen=True):
    """All that was asked of `kaartgen sjabloon kopieer`."""

    name: str
    # None: the family that a deck has of itself.
    family: str | None = None
    called: str | None = None


class _Copy(Struct, frozen=True):
    """What to write, beside what stays, and what it is called."""

    family: str
    # The template's name; None for a whole family.
    name: str | None
    files: dict[Path, str]
    stayed: tuple[Path, ...] = ()


def copy_template(asked: Asked, voice: Voice) -> None:
    """Write an editable copy of a template, or of all of a family, into the workspace.

    Raises KaartgenError if there is no such template or the copy is there already.
    """
    workspace = here()
    room = (workspace.root or Path.cwd()).resolve() / "kaarten" / "sjablonen"
    copy = _copied(workspace, asked, room)
    written = write_new(copy.files)
    give_schema(room / SCHEMA)
    for line in _told(copy, asked, room):
        voice.say(line)
    if voice.as_json:
        voice.json(
            {
                "bestanden": [{"pad": str(file)} for file in written],
                "gebleven": [str(file) for file in copy.stayed],
                "kaarten": 0,
                "vellen": 0,
                "bevindingen": [],
            }
        )
        return
    for file in written:
        print(file)


def _copied(workspace: Workspace, asked: Asked, room: Path) -> _Copy:
    known = family_names(workspace)
    if asked.family is not None and asked.family not in known:
        raise usage_error(
            f"Er is geen familie van sjablonen ‘{asked.family}’.",
            did_you_mean(asked.family, known),
        )
    if asked.name in known and asked.family is None:
        return _whole_family(workspace, asked, room)
    of_family, _, name = asked.name.rpartition("/")
    if of_family and asked.family not in (None, of_family):
        raise usage_error(
            f"‘{asked.name}’ is van de familie {of_family}, en --familie zegt {asked.family}.",
            "Laat een van beide weg.",
        )
    family = of_family or asked.family or str(DeckFile.model_fields["sjablonen"].default)
    found = candidates(workspace, family, name) if family in known else []
    if not found or name == FAMILY_FILE:
        raise _unknown(workspace, asked.name, family, known)
    to_family, to_name = family, name
    if asked.called is not None:
        of_called, _, to_name = asked.called.rpartition("/")
        to_family = of_called or family
        check_names(asked.called, (to_family, to_name))
    source = found[0][1]
    target = room / to_family / f"{to_name}.yaml"
    files = {target: _headed(source, f"{family}/{name}")}
    beside = room / to_family / f"{FAMILY_FILE}.yaml"
    if to_family not in known:
        files[beside] = family_text(to_family, family)
    return _Copy(to_family, to_name, files)


def _whole_family(workspace: Workspace, asked: Asked, room: Path) -> _Copy:
    target = asked.called or asked.name
    check_names(target, (target,))
    if asked.called is not None and asked.called in family_names(workspace):
        raise usage_error(
            f"Er is al een familie ‘{asked.called}’; die blijft zoals hij is.",
            "Kies met --als een andere naam.",
        )
    files: dict[Path, str] = {}
    stayed: list[Path] = []
    for full in template_names(workspace):
        family, _, name = full.rpartition("/")
        if family != asked.name:
            continue
        file = room / target / f"{name}.yaml"
        if file.exists():
            stayed.append(file)
        else:
            files[file] = _headed(candidates(workspace, family, name)[0][1], full)
    beneath = families(workspace, asked.name)[1:2]
    if beneath and asked.called is not None:
        files[room / target / f"{FAMILY_FILE}.yaml"] = family_text(target, beneath[0])
    if not files:
        raise usage_error(
            f"Van ‘{asked.name}’ heb je alle sjablonen al, in {room / target}.",
            "Verander die bestanden, of maak met --als een familie met een andere naam.",
        )
    return _Copy(target, None, files, tuple(stayed))


def _unknown(workspace: Workspace, asked: str, family: str, known: Sequence[str]) -> Exception:
    own = [full for full in template_names(workspace) if full.startswith(f"{family}/")]
    names = [full.rpartition("/")[2] for full in own]
    if "/" in asked:
        return usage_error(
            f"Er is geen sjabloon ‘{asked}’.", did_you_mean(asked, template_names(workspace))
        )
    return usage_error(
        f"Er is geen sjabloon ‘{asked}’ in de familie {family}, en geen familie die zo heet.",
        did_you_mean(asked, [*names, *known]),
    )


def check_names(given: str, names: Sequence[str]) -> None:
    """Refuse a name that no family or template can have; raises KaartgenError."""
    for name in names:
        if not _NAME.fullmatch(name) or name in DEVICES or name == FAMILY_FILE:
            raise usage_error(
                f"‘{given}’ kan niet als naam.",
                "Gebruik kleine letters, cijfers en streepjes: ‘casus’, of met een eigen familie "
                "‘onze-stijl/casus’.",
            )


def _headed(source: Path, full: str) -> str:
    """Return a template's text under two lines that say what it is and how to check it."""
    try:
        text = source.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "het is geen UTF-8"
        raise file_error(f"Dit bestand is niet te lezen: {why}.", source) from None
    head = [
        f"# yaml-language-server: $schema=../{SCHEMA}",
        f"# Kopie van {full} uit kaartgen {__version__}; alles hieronder mag anders.",
    ]
    own = [line for line in text.split("\n") if not line.startswith("# yaml-language-server:")]
    return "\n".join([*head, *own])


def family_text(family: str, beneath: str) -> str:
    """Return the file of a family that builds on another."""
    return (
        f"# De familie {family}: wat hier niet staat, komt uit {beneath}.\n"
        f"# Zet in deck.yaml ‘sjablonen: {family}’ om haar te gebruiken.\n"
        f"extends: {beneath}\n"
    )


def give_schema(file: Path) -> None:
    """Lay the schema for editors beside the families, as new as this program."""
    schema = (SHIPPED / "docs" / "schema" / "sjabloon.json").read_bytes()
    try:
        if not file.exists() or file.read_bytes() != schema:
            file.write_bytes(schema)
    except OSError:
        # The templates are there; without completion an editor still edits.
        return


def _told(copy: _Copy, asked: Asked, room: Path) -> list[str]:
    folder = room / copy.family
    new_family = any(file.stem == FAMILY_FILE for file in copy.files)
    lines: list[str] = []
    if copy.name is None:
        count = sum(file.stem != FAMILY_FILE for file in copy.files)
        lines.append(f"Klaar: {count} sjablonen staan nu in {folder}.")
        if copy.stayed:
            names = ", ".join(file.stem for file in copy.stayed)
            lines.append(f"Deze had je al en bleven zoals ze zijn: {names}.")
    else:
        lines.append(f"Klaar: {folder / copy.name}.yaml is van jou.")
    if new_family or (copy.name is None and asked.called):
        lines.append(f"Zet in deck.yaml ‘sjablonen: {copy.family}’, dan krijgt het deck deze vorm.")
        if new_family:
            lines.append("Wat er niet in staat, komt uit de familie waarvan je hem kopieerde.")
    elif asked.called is None:
        lines.append(
            f"Elk deck met ‘sjablonen: {copy.family}’ in deze map gebruikt nu jouw versie."
        )
    lines.append(
        "Verander er iets in en kijk met ‘kaartgen proef NAAM --volg’ hoe het wordt. Haal het\n"
        "bestand weg om terug te gaan. Wat er kan, staat in docs/sjablonen.md."
    )
    return lines
