"""A template file (and what it extends) in; a Template with every measure resolved out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kaartgen.authored import validate
from kaartgen.errors import ExitCode, KaartgenError, Problem, raise_all
from kaartgen.geometry import length_mm
from kaartgen.kept import kept
from kaartgen.layout.elements import TextElement
from kaartgen.layout.inherit import inherited, merge, under
from kaartgen.layout.template import Template, walked
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace
from kaartgen.yamlfile import Document, Location, Value


def load_templates(
    workspace: Workspace, family: str, wanted: Mapping[str, str | None]
) -> tuple[dict[str, Template], tuple[Problem, ...]]:
    """Read the templates of a family, each by its name and in a format (None: its own).

    Returns those that can be read and every mistake in the others.
    """
    files = [
        file for folder in workspace.folders("sjablonen") for file in sorted(folder.rglob("*.yaml"))
    ]
    return kept(
        f"sjablonen {workspace.root} {family} {dict(wanted)}",
        files,
        lambda: _all_templates(workspace, family, wanted),
        worth=lambda found: not found[1],
    )


def _all_templates(
    workspace: Workspace, family: str, wanted: Mapping[str, str | None]
) -> tuple[dict[str, Template], tuple[Problem, ...]]:
    read: dict[Path, Document] = {}
    templates: dict[str, Template] = {}
    problems: list[Problem] = []
    for name, card_format in wanted.items():
        try:
            templates[name] = load_template(workspace, family, name, card_format, read=read)
        except KaartgenError as error:
            problems.extend(error.problems)
    return templates, tuple(problems)


def load_template(
    workspace: Workspace,
    family: str,
    name: str,
    card_format: str | None = None,
    *,
    read: dict[Path, Document] | None = None,
) -> Template:
    """Read the template `name` of a family, in another format if asked for.

    `read` keeps the files that were read, since all templates of a family extend the same few.

    Raises KaartgenError with every mistake in it, or if there is no such template or format.
    """
    document = inherited(workspace, family, name, {} if read is None else read)
    assert isinstance(document.value, dict)
    value = dict(document.value)
    variants = value.pop("variants", None)
    wanted = card_format or str(value.get("format"))
    if card_format and isinstance(variants, dict) and card_format in variants:
        inside = under(document, ("variants", card_format))
        document = merge(Document(document.file, value, document.places), inside)
        assert isinstance(document.value, dict)
        value = dict(document.value)
    if card_format:
        value["format"] = card_format
    value["name"] = name
    value["format_name"] = wanted
    places: Any = document.places
    value["places"] = places
    variables = _variables(document, value)
    template, problems = validate(Template, document, value=value, context={"variables": variables})
    if template is not None:
        problems.extend(_unknown_styles(template))
    raise_all(problems)
    assert template is not None
    return template


def _variables(document: Document, value: Mapping[str, Value]) -> dict[str, float]:
    raw = value.get("variables") or {}
    if not isinstance(raw, dict):
        return {}
    found: dict[str, float] = {}
    problems: list[Problem] = []
    for name, text in raw.items():
        try:
            found[name] = length_mm(str(text))
        except ValueError:
            place = document.place(("variables", name))
            problems.append(Problem(f"‘{text}’ is geen maat.", ExitCode.AUTHOR, place))
    raise_all(problems)
    return found


def _unknown_styles(template: Template) -> Iterator[Problem]:
    for location, element in walked(template):
        marker = element.marker if isinstance(element, TextElement) else None
        named: list[tuple[str | None, Location]] = [
            (getattr(element, "style", None), (*location, "style")),
            (marker.style if marker else None, (*location, "marker", "style")),
        ]
        for style, where in named:
            if style is not None and style not in template.styles:
                yield Problem(
                    f"De stijl ‘{style}’ bestaat niet.",
                    ExitCode.AUTHOR,
                    template.place(*where),
                    did_you_mean(style, template.styles),
                )
