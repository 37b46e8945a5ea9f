"""A template, its house style and its kind of card in; every name that leads nowhere out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kaartgen.content.field_names import known_fields
from kaartgen.content.kinds import Kind
from kaartgen.errors import ExitCode, Place, Problem
from kaartgen.layout.condition import fields_of
from kaartgen.layout.element_shapes import (
    NONE,
    IconElement,
    MarkElement,
    PatternElement,
    QrElement,
)
from kaartgen.layout.elements import LinesElement, ListElement, PictureElement, TextElement
from kaartgen.layout.house_style import HouseStyle, unknown_icon
from kaartgen.layout.icons import icon
from kaartgen.layout.motif import MOTIFS
from kaartgen.layout.static_font import FontFile, spoken
from kaartgen.layout.style import Style
from kaartgen.layout.template import Template, walked
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import PACKAGE
from kaartgen.yamlfile import Location

_FIELD = re.compile(r"\{([a-z_]+)(?:\.([a-z_]+))?\}")
_COLOURED = ("fill", "circle", "ellipse", "line", "rule", "colour", "ground", "stroke")
# What a field must hold for an element, and what such a field has inside it.
_HOLDS = {
    "list": ("lijst", "nr"),
    "lines": ("lijst van kopjes", "regels"),
    "picture": ("afbeelding", "bestand"),
}
# Where there may also be no colour at all.
_MAY_BE_NONE = ("fill", "circle", "ellipse", "ground", "stroke")


def unknown_names(template: Template, house: HouseStyle, kind: Kind) -> Iterator[Problem]:
    """Yield the colours, fonts, icons and fields that a template names and that do not exist."""
    yield from _styles(template, house)
    fields = known_fields(kind)
    inside: dict[Location, tuple[str, ...]] = {}
    for location, element in walked(template):
        known = {*fields, *next((inside[at] for at in inside if location[: len(at)] == at), ())}
        if isinstance(element, ListElement):
            inside[(*location, "each")] = (*fields.get(element.list, ()), "nr")
        for name in _COLOURED:
            value = getattr(element, name, None)
            if isinstance(value, str) and not (value == NONE and name in _MAY_BE_NONE):
                yield from _colour(template, house, value, (*location, name))
        if isinstance(element, PatternElement) and element.pattern not in (*MOTIFS, "kind"):
            names = [*MOTIFS, "kind"]
            where = (*location, "pattern")
            yield _unknown(template, "Het patroon", element.pattern, names, where)
        if isinstance(element, QrElement | MarkElement | IconElement):
            key = type(element).__name__.removesuffix("Element").casefold()
            yield from _fields(template, getattr(element, key), fields, known, (*location, key))
        if isinstance(element, IconElement):
            yield from _icon(template, house, element.icon, (*location, "icon"))
        for name, field in _named_fields(element):
            if field not in known:
                yield _unknown(template, "Het veld", field, known, (*location, name))
            elif (wanted := _HOLDS.get(name)) and wanted[1] not in fields.get(field, ()):
                right = [one for one, inside in fields.items() if wanted[1] in inside]
                yield Problem(
                    f"Het veld ‘{field}’ is geen {wanted[0]}.",
                    ExitCode.AUTHOR,
                    template.place(*location, name),
                    f"Kies uit: {', '.join(right)}."
                    if right
                    else "Deze soort kaart heeft er geen.",
                )
        if isinstance(element, TextElement):
            yield from _fields(template, element.text, fields, known, (*location, "text"))
            if element.marker:
                marker = element.marker
                where = (*location, "marker")
                if marker.colour:
                    yield from _colour(template, house, marker.colour, (*where, "colour"))
                if marker.icon:
                    yield from _icon(template, house, marker.icon, (*where, "icon"))
                for text in (marker.text, marker.mark, marker.icon):
                    yield from _fields(template, text or "", fields, known, where)


def _styles(template: Template, house: HouseStyle) -> Iterator[Problem]:
    for name, style in template.styles.items():
        where = ("styles", name)
        yield from _colour(template, house, style.colour, (*where, "colour"))
        weights = house.book.weights(style.font)
        if weights is None:
            roles = house.book.roles
            yield _unknown(template, "De rol", style.font, roles, (*where, "font"))
        elif not house.book.has(style.font, style.weight, italic=style.italic):
            yield _no_weight(template, house, style, (*where, "weight"))


def _no_weight(template: Template, house: HouseStyle, style: Style, location: Location) -> Problem:
    """Return the problem of a weight that a family lacks.

    A template that ships asks what it asks: there it is the house style that says more.
    """
    wanted = spoken(style.weight, italic=style.italic)
    weights = house.book.weights(style.font) or []
    place = template.place(*location)
    if place is not None and not place.file.is_relative_to(PACKAGE):
        there = ", ".join(str(weight) for weight, italic in weights if italic is style.italic)
        return Problem(
            f"De huisstijl {house.name} heeft voor ‘{style.font}’ geen gewicht {wanted}.",
            ExitCode.FONT,
            place,
            f"Kies uit: {there}." if there else None,
        )
    known = ", ".join(spoken(weight, italic=italic) for weight, italic in weights)
    hint = None
    if nearest := house.book.nearest(style.font, style.weight, italic=style.italic):
        key = f"{style.weight}{'i' if style.italic else ''}"
        hint = (
            f"Zeg onder ‘{style.font}’ welk bestand ervoor geldt: "
            f"‘files: {{{key}: {_in_fonts(nearest)}}}’ is het naaste."
        )
    return Problem(
        f"De sjablonen zetten ‘{style.font}’ ook in gewicht {wanted}; dat is er niet "
        f"(wel: {known}).",
        ExitCode.FONT,
        Place(house.file),
        hint,
    )


def _in_fonts(file: FontFile) -> str:
    """Return a font's path as a house style writes it: from the nearest folder `fonts`."""
    parts = file.path.parts
    start = next((at + 1 for at in reversed(range(len(parts))) if parts[at] == "fonts"), 0)
    number = "" if file.number is None else f"#{file.number}"
    return "/".join(parts[start:]) + number


def _named_fields(element: object) -> Iterator[tuple[str, str]]:
    if isinstance(element, ListElement):
        yield "list", element.list
    elif isinstance(element, LinesElement):
        yield "lines", element.lines
    elif isinstance(element, PictureElement):
        yield "picture", element.picture
    condition = getattr(element, "als", None)
    if isinstance(condition, str):
        for field in fields_of(condition):
            yield "als", field.partition(".")[0]


def _fields(
    template: Template,
    text: str,
    fields: dict[str, tuple[str, ...]],
    known: Iterable[str],
    location: Location,
) -> Iterator[Problem]:
    for match in _FIELD.finditer(text):
        if match[1] not in known:
            yield _unknown(template, "Het veld", match[1], known, location)
        elif match[2] and match[2] not in fields.get(match[1], ()):
            yield _unknown(template, "Het veld", match[2], fields.get(match[1], ()), location)


def _colour(
    template: Template, house: HouseStyle, name: str, location: Location
) -> Iterator[Problem]:
    if "{" not in name and house.colour(name, next(iter(house.kinds))) is None:
        yield _unknown(template, "De kleur", name, house.colour_names(), location)


def _icon(
    template: Template, house: HouseStyle, name: str, location: Location
) -> Iterator[Problem]:
    if "{" not in name and name != "kind" and name not in house.kinds and icon(name) is None:
        yield unknown_icon(name, template.place(*location))


def _unknown(
    template: Template, what: str, name: str, known: Iterable[str], location: Location
) -> Problem:
    hint = did_you_mean(name, known)
    return Problem(
        f"{what} ‘{name}’ bestaat niet.", ExitCode.AUTHOR, template.place(*location), hint
    )
