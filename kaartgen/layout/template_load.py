"""A template file (and what it extends) in; a Template with every measure resolved out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from kaartgen.authored import validate
from kaartgen.errors import ExitCode, KaartgenError, Problem, raise_all
from kaartgen.kept import kept
from kaartgen.layout.family import candidates
from kaartgen.layout.inherit import inherited, merge, under
from kaartgen.layout.measure import FORMATS, VARIABLE_NAME, length_in
from kaartgen.layout.template import Template
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace
from kaartgen.yamlfile import Document, Location, Value


def load_templates(
    workspace: Workspace,
    family: str,
    wanted: Mapping[str, str | None],
    general: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[dict[str, Template], tuple[Problem, ...]]:
    """Read the templates of a family, each by its name and in a format (None: its own).

    `general` gives the template and format to take where the family has none of that name.
    Returns those that can be read and every mistake in the others.
    """
    files = [
        file for folder in workspace.folders("sjablonen") for file in sorted(folder.rglob("*.yaml"))
    ]
    return kept(
        f"sjablonen {workspace.root} {family} {dict(wanted)} {general or ''}",
        files,
        lambda: _all_templates(workspace, family, wanted, general or {}),
        worth=lambda found: not found[1],
    )


def _all_templates(
    workspace: Workspace,
    family: str,
    wanted: Mapping[str, str | None],
    general: Mapping[str, tuple[str, str]],
) -> tuple[dict[str, Template], tuple[Problem, ...]]:
    read: dict[Path, Document] = {}
    templates: dict[str, Template] = {}
    problems: list[Problem] = []
    for name, card_format in wanted.items():
        try:
            source = name
            if name in general and not candidates(workspace, family, name):
                source, card_format = general[name]  # noqa: PLW2901
            template = load_template(workspace, family, source, card_format, read=read)
            templates[name] = template.model_copy(update={"name": name})
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
    raise_all(_no_variants(document, variants))
    wanted = card_format or str(value.get("format"))
    if card_format and isinstance(variants, dict) and variants.get(card_format) is not None:
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
    variables, problems = _variables(document, value)
    template, found = validate(Template, document, value=value, context={"variables": variables})
    problems = [*problems, *found, *_unknown_styles(document, value)]
    raise_all(sorted(problems, key=_reading_order))
    assert template is not None
    return template


def _no_variants(document: Document, variants: Value) -> Iterator[Problem]:
    """Yield what stands under `variants` and is no difference in a format."""
    hint = "Zet onder ‘variants’ per formaat wat anders is: ‘poker: {variables: {band: 19}}’."
    if variants is not None and not isinstance(variants, dict):
        place = document.place(("variants",))
        yield Problem("Dit zijn geen varianten.", ExitCode.AUTHOR, place, hint)
        return
    for name, inside in (variants or {}).items():
        place = document.place(("variants", name))
        if name not in FORMATS:
            told = did_you_mean(name, FORMATS)
            yield Problem(f"Het formaat ‘{name}’ bestaat niet.", ExitCode.AUTHOR, place, told)
        elif inside is not None and not isinstance(inside, dict):
            yield Problem(f"Dit is geen variant voor {name}.", ExitCode.AUTHOR, place, hint)


def _reading_order(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return (str(place.file), place.line or 0, place.column or 0) if place else ("", 0, 0)


def _variables(
    document: Document, value: Mapping[str, Value]
) -> tuple[dict[str, float], list[Problem]]:
    """Return the variables in millimetres, each of numbers and of those above it, and mistakes."""
    raw = value.get("variables") or {}
    if not isinstance(raw, dict):
        return {}, []
    found: dict[str, float] = {}
    problems: list[Problem] = []
    for name, text in raw.items():
        place = document.place(("variables", name))
        # What is mistaken counts as nothing, so that not everything that uses it is told too.
        found[name] = 0.0
        if not VARIABLE_NAME.fullmatch(name):
            problems.append(
                Problem(
                    f"‘{name}’ kan niet als naam van een maat.",
                    ExitCode.AUTHOR,
                    place,
                    "Gebruik kleine letters, cijfers en streepjes, en begin met een letter.",
                )
            )
        try:
            found[name] = length_in(str(text), {one: found[one] for one in found if one != name})
        except PydanticCustomError as error:
            told = error.context or {}
            problems.append(Problem(told["message"], ExitCode.AUTHOR, place, told["hint"]))
    return found, problems


def _unknown_styles(document: Document, value: Mapping[str, Value]) -> Iterator[Problem]:
    """Yield the styles that are named and not there, also where the rest cannot be read."""
    styles = value.get("styles")
    known = list(styles) if isinstance(styles, dict) else []
    named: list[tuple[str, Location]] = []
    main = value.get("main")
    if isinstance(main, str):
        named.append((main, ("main",)))
    for face in ("front", "back"):
        named.extend(_named_styles(value.get(face), (face,)))
    for style, where in named:
        if style not in known:
            yield Problem(
                f"De stijl ‘{style}’ bestaat niet.",
                ExitCode.AUTHOR,
                document.place(where),
                did_you_mean(style, known),
            )


def _named_styles(value: Value, location: Location) -> Iterator[tuple[str, Location]]:
    if not isinstance(value, dict):
        return
    style = value.get("style")
    if isinstance(style, str):
        yield style, (*location, "style")
    for key, inside in value.items():
        yield from _named_styles(inside, (*location, key))
