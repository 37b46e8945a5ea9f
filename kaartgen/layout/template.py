"""A template file (and what it extends) in; a Template with every measure resolved out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from msgspec import Struct
from pydantic import BeforeValidator, Discriminator, Field, Tag, ValidationInfo, model_validator

from kaartgen import yamlfile
from kaartgen.authored import Authored, WholeNumber, YesNo, mistake, validate
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, raise_all
from kaartgen.geometry import Rect, Size, length_mm
from kaartgen.kept import kept
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace
from kaartgen.yamlfile import Document, Location, Value

FORMATS: Final = {
    "a6": Size(105, 148),
    "a5": Size(148, 210),
    "tarot": Size(70, 120),
    "poker": Size(63, 88),
    "bridge": Size(57, 89),
    "vierkant": Size(100, 100),
}
# The least size on paper for each use of text, in points; from reading distance at a table.
FLOORS: Final = {"body": 11.0, "support": 9.0, "credits": 7.0}

_TERM = re.compile(r"\s*([+-]?)\s*([a-z][a-z0-9-]*|\d+(?:[.,]\d+)?\s*(?:mm|cm|pt|in)?)")


def _length(value: object, info: ValidationInfo) -> object:
    """Resolve "band + 5.6" with the template's variables; a sum of lengths and names."""
    if not isinstance(value, str):
        return value
    variables: Mapping[str, float] = (info.context or {}).get("variables", {})
    total, at = 0.0, 0
    while at < len(value.rstrip()):
        match = _TERM.match(value, at)
        if match is None or (at and not match[1]):
            raise mistake(
                f"‘{value}’ is geen maat.", "Schrijf bijvoorbeeld ‘9’, ‘12.5mm’ of ‘band + 5.6’."
            )
        sign = -1.0 if match[1] == "-" else 1.0
        term = match[2]
        if term[0].isalpha():
            if term not in variables:
                raise mistake(f"De maat ‘{term}’ bestaat niet.", did_you_mean(term, variables))
            total += sign * variables[term]
        else:
            total += sign * length_mm(term)
        at = match.end()
    return total


def _gap(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str):
        least, _, most = value.partition("..")
        low = _length(least, info)
        return (low, _length(most, info) if most else low)
    return value


Length = Annotated[float, BeforeValidator(_length)]
Gap = Annotated[tuple[float, float], BeforeValidator(_gap)]


class TypeSize(Struct, frozen=True):
    """A size and its leading, in points."""

    size_pt: float
    leading_pt: float

    def raised_to(self, least_pt: float) -> TypeSize:
        """Return the size grown to `least_pt`, its leading in proportion."""
        return TypeSize(least_pt, self.leading_pt * least_pt / self.size_pt)


def _type_size(value: object) -> object:
    if isinstance(value, str):
        match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*/\s*(\d+(?:\.\d+)?)", value)
        if match is None:
            raise mistake(
                f"‘{value}’ is geen lettergrootte.",
                "Schrijf grootte en regelafstand in punten: ‘12/16.2’.",
            )
        return TypeSize(float(match[1]), float(match[2]))
    return value


class Style(Authored):
    """How a text is set."""

    font: str = Field(description="De rol van het lettertype in de huisstijl: text of display.")
    weight: WholeNumber = 400
    bold: WholeNumber = Field(700, description="Het gewicht van **vet**.")
    italic: YesNo = False
    sizes: tuple[Annotated[TypeSize, BeforeValidator(_type_size)], ...] = Field(
        min_length=1, strict=False, description="Van groot naar klein, als ‘12/16.2’."
    )
    ladder: str | None = Field(None, description="Stijlen met dezelfde ladder stappen samen.")
    floor: Literal["body", "support", "credits"] = "support"
    colour: str = "ink"
    align: Literal["left", "right"] = "left"
    balance: YesNo = False
    hyphenate: YesNo = True
    optical: YesNo = Field(False, description="Inkt van de eerste letter gelijk met de kantlijn.")

    def steps(self, scale: float) -> tuple[TypeSize, ...]:
        """Return the sizes that stay at or above the floor when printed at `scale`."""
        least = FLOORS[self.floor] / scale
        fits = tuple(step for step in self.sizes if step.size_pt >= least - 1e-9)
        return fits or (self.sizes[0].raised_to(least),)


class Box(Authored):
    """Where an element lies: two of x, w and right; two of y, h and bottom; else the full side.

    In a stack only x, w and right count.
    """

    x: Length | None = None
    y: Length | None = None
    w: Length | None = None
    h: Length | None = None
    right: Length | None = None
    bottom: Length | None = None
    als: str | None = Field(None, description="Alleen als dit veld gevuld is (‘niet …’: leeg).")
    turn: Literal["0", "90", "180", "270"] = "0"
    gap: Gap = Field((0.0, 0.0), description="Ruimte erboven in een stapel; ‘4..7’ groeit mee.")

    @model_validator(mode="after")
    def _not_too_much(self) -> Box:
        if None not in (self.x, self.w, self.right) or None not in (self.y, self.h, self.bottom):
            raise mistake("Dit element heeft drie maten in één richting; twee zijn genoeg.")
        return self

    def rect(self, within: Size) -> Rect:
        """Return the element's place in an area of that size."""
        x, width = _span(self.x, self.w, self.right, within.width)
        y, height = _span(self.y, self.h, self.bottom, within.height)
        return Rect(x, y, width, height)


def _span(
    start: float | None, length: float | None, end: float | None, whole: float
) -> tuple[float, float]:
    if length is None:
        first = start or 0.0
        return first, whole - first - (end or 0.0)
    if start is None and end is not None:
        return whole - end - length, length
    return start or 0.0, length


class Marker(Authored):
    """A sign before a text, which is then indented."""

    icon: str | None = None
    mark: str | None = Field(None, description="Het teken van een lens: IS, DOET of VOELT.")
    text: str | None = None
    style: str | None = None
    bar: Length | None = Field(None, description="De breedte van een streep langs de tekst.")
    size: Length = 0.0
    indent: Length = 0.0
    colour: str | None = None


class Short(Authored):
    """Lines from number `line` on are shorter by `by`."""

    line: WholeNumber
    by: Length


class TextElement(Box):
    """Text, with fields in braces."""

    text: str
    style: str
    colour: str | None = None
    marker: Marker | None = None
    lines: WholeNumber | None = Field(None, description="Het grootste aantal regels.")
    short: Short | None = None
    valign: Annotated[float, BeforeValidator(lambda v: float(v) if isinstance(v, str) else v)] = (
        Field(0.0, description="0 is boven, 0.5 midden, 1 onder.")
    )


class FillElement(Box):
    """A filled box; at the trim edge it runs on into the bleed."""

    fill: str
    radius: Length = 0.0


class MotifElement(Box):
    """The kind's pattern, as a ribbon or a field."""

    motif: Literal["ribbon", "field"]
    colour: str = "kind-motif"
    ground: str = "kind"
    upright: YesNo = Field(False, description="Een lint van onder naar boven.")


class IconElement(Box):
    """An icon, as large as its box allows."""

    icon: str
    colour: str = "ink"


class MarkElement(Box):
    """The mark of a lens, as large as its box allows."""

    mark: str
    colour: str = "kind"


class RuleElement(Box):
    """A line along the top of its box."""

    rule: str
    thickness: Annotated[float, BeforeValidator(lambda v: float(v) if isinstance(v, str) else v)]


class LinesElement(Box):
    """Labels with lines to write on."""

    lines: str = Field(description="Het veld met de kopjes.")
    pitch: Length
    style: str
    short: Length = Field(0.0, description="Zoveel korter is de onderste regel.")


class PictureElement(Box):
    """A picture from a field, as large as fits in the box."""

    picture: str


class ListElement(Box):
    """A part repeated for each item of a list."""

    list: str
    each: dict[str, StackItem]
    max: WholeNumber | None = None
    between: Gap = (0.0, 0.0)
    columns: WholeNumber = 1


class StackElement(Box):
    """Parts one under the other that share the height left over."""

    stack: dict[str, StackItem]
    valign: Annotated[float, BeforeValidator(lambda v: float(v) if isinstance(v, str) else v)] = 0.0


_KEYS: Final = (
    "text",
    "fill",
    "motif",
    "icon",
    "mark",
    "rule",
    "picture",
    "list",
    "stack",
    "lines",
)


def _which(value: object) -> str | None:
    if isinstance(value, dict):
        return next((key for key in _KEYS if key in value), None)
    name = type(value).__name__.removesuffix("Element").casefold()
    return name if name in _KEYS else None


StackItem = Annotated[
    Annotated[TextElement, Tag("text")]
    | Annotated[FillElement, Tag("fill")]
    | Annotated[MotifElement, Tag("motif")]
    | Annotated[IconElement, Tag("icon")]
    | Annotated[MarkElement, Tag("mark")]
    | Annotated[RuleElement, Tag("rule")]
    | Annotated[PictureElement, Tag("picture")]
    | Annotated[ListElement, Tag("list")]
    | Annotated[StackElement, Tag("stack")]
    | Annotated[LinesElement, Tag("lines")],
    Discriminator(
        _which,
        custom_error_type="eigen",
        custom_error_message="{message}",
        custom_error_context={
            "message": "Dit element zegt niet wat het is.",
            "hint": f"Geef het een van deze: {', '.join(_KEYS)}.",
        },
    ),
]
Element = (
    TextElement
    | FillElement
    | MotifElement
    | IconElement
    | MarkElement
    | RuleElement
    | PictureElement
    | ListElement
    | StackElement
    | LinesElement
)


class FaceFile(Authored):
    """One face: its regions, painted in order."""

    shared: YesNo = Field(False, description="Dezelfde achterkant voor alle kaarten van de soort.")
    regions: dict[str, StackItem]


def _format(value: object) -> object:
    if isinstance(value, str):
        if value in FORMATS:
            return FORMATS[value]
        raise mistake(f"Het formaat ‘{value}’ bestaat niet.", did_you_mean(value, FORMATS))
    if isinstance(value, list):
        try:
            width, height = (length_mm(str(side)) for side in value)
        except ValueError:
            raise mistake("Een formaat is een breedte en een hoogte: [105, 148].") from None
        return Size(width, height)
    return value


class Template(Authored):
    """A template for one kind of card, every measure in millimetres."""

    name: str
    format_name: str
    format: Annotated[Size, BeforeValidator(_format)]
    bleed: Length = 3.0
    safe: Length = 5.0
    corner: Length = 3.0
    main: str | None = Field(None, description="De stijl waarvan de grootte genoemd wordt.")
    variables: dict[str, Any] = {}
    styles: dict[str, Style]
    front: FaceFile
    back: FaceFile
    # Where everything stood, for telling mistakes that show only beside a house style.
    places: Any = Field(None, exclude=True)

    def place(self, *location: str | int) -> Place | None:
        """Return where something in the template stands, or the thing around it."""
        for end in range(len(location), 0, -1):
            found: Place | None = (self.places or {}).get(location[:end])
            if found is not None:
                return found
        return None

    @property
    def ladders(self) -> dict[str, int]:
        """The number of steps of each ladder."""
        steps: dict[str, int] = {}
        for name, style in self.styles.items():
            key = style.ladder or name
            steps[key] = max(steps.get(key, 1), len(style.sizes))
        return steps


def shows_picture(template: Template) -> bool:
    """Say whether a template has a place for a card's picture."""
    return any(isinstance(element, PictureElement) for _, element in walked(template))


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
    document = _inherited(workspace, f"{family}/{name}", (), {} if read is None else read)
    assert isinstance(document.value, dict)
    value = dict(document.value)
    variants = value.pop("variants", None)
    wanted = card_format or str(value.get("format"))
    if card_format and isinstance(variants, dict) and card_format in variants:
        inside = _under(document, ("variants", card_format))
        document = _merge(Document(document.file, value, document.places), inside)
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


def _inherited(
    workspace: Workspace,
    name: str,
    through: tuple[str, ...],
    read: dict[Path, Document],
    asked: Place | None = None,
) -> Document:
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
    base = _inherited(workspace, base_name, (*through, parent), read, document.place(("extends",)))
    merged = _merge(base, document)
    assert isinstance(merged.value, dict)
    value = {key: inside for key, inside in merged.value.items() if key != "extends"}
    return Document(file, value, merged.places)


def _under(document: Document, location: Location) -> Document:
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


def _merge(base: Document, child: Document) -> Document:
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


def walked(template: Template) -> Iterator[tuple[Location, Element]]:
    """Yield every element of a template, those in stacks and lists too, with its location."""

    def within(
        regions: Mapping[str, Element], location: Location
    ) -> Iterator[tuple[Location, Element]]:
        for name, element in regions.items():
            here = (*location, name)
            yield here, element
            if isinstance(element, StackElement):
                yield from within(element.stack, (*here, "stack"))
            elif isinstance(element, ListElement):
                yield from within(element.each, (*here, "each"))

    yield from within(template.front.regions, ("front", "regions"))
    yield from within(template.back.regions, ("back", "regions"))


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
