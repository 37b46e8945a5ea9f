"""What stays the same while a face is set, and what its blocks are and tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from msgspec import Struct, field

from kaartgen.content.field_names import ORIGINS, PRINTED
from kaartgen.content.item import Item as Fields
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.frame import Cmyk, Item, Path
from kaartgen.layout.artwork import Artwork
from kaartgen.layout.box import Box
from kaartgen.layout.condition import holds
from kaartgen.layout.element_shapes import NONE
from kaartgen.layout.house_style import HouseStyle, KindStyle, unknown_icon
from kaartgen.layout.icons import icon
from kaartgen.layout.measure import TypeSize
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.style import Style
from kaartgen.layout.template import Template
from kaartgen.nearest import did_you_mean
from kaartgen.yamlfile import Location

_FIELD = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)*)\}")


class Misfit(Struct, frozen=True):
    """Something that cannot be set: the field it comes from, and what to say of it."""

    origin: Location
    message: str
    hint: str
    code: ExitCode = ExitCode.DOES_NOT_FIT
    # What was told already where it arose, with its own place.
    problem: Problem | None = None


class Ink(Struct):
    """What has been painted so far, under and over."""

    ground: list[Item] = field(default_factory=list)
    figure: list[Item] = field(default_factory=list)


class Block(Protocol):
    """Something with a height that can be painted with its top left corner at (x, y)."""

    @property
    def height(self) -> float:
        """The height in millimetres."""

    def paint(self, x: float, y: float, ink: Ink) -> None:
        """Add the block's items."""


class Setting(Struct, frozen=True):
    """All that stays the same while one face is set."""

    template: Template
    house: HouseStyle
    kind: str
    setter: Setter
    steps: Mapping[str, int]
    scale: float
    tight: bool
    # A card's own picture, by its name, its words and where it is named; a template's artwork, by
    # its name, page, words and place; and the house style's mark, if it has one.
    picture: Callable[[str, str, Location], Artwork]
    artwork: Callable[[str, int | None, str, Place], Artwork]
    logo: Callable[[], Artwork | None]
    # What another size might mend, what none can, and what is only worth a word.
    misfits: list[Misfit]
    faults: list[Misfit]
    notes: list[str]
    # Where every block that is made is noted with its element and its width, for who asks.
    # A region of a face that shows something is noted itself too, without a block.
    trace: list[tuple[Any, Block | None, float]] | None = None

    def size_of(self, name: str, style: Style) -> TypeSize:
        """Return the size that a style has at the ladder's present step."""
        sizes = style.steps(self.scale)
        return sizes[min(self.steps.get(style.ladder or name, 0), len(sizes) - 1)]

    def colour(self, name: str, fields: Fields) -> Cmyk:
        """Return a colour by name, the name itself perhaps a field."""
        text = substituted(name, fields)
        found = self.house.colour(text or "", self.kind)
        if found is None:
            raise self._unknown(f"De kleur ‘{text}’ bestaat niet.", text, self.house.colour_names())
        return found

    def paint(self, name: str, fields: Fields) -> Cmyk | None:
        """Return a colour by name; None for the name that says there is no colour."""
        return None if name == NONE else self.colour(name, fields)

    @property
    def kind_style(self) -> KindStyle:
        """How the kind of the card that is being set is told apart."""
        return self.house.kinds[self.kind]

    def icon_path(self, name: str, fields: Fields) -> Path | None:
        """Return an icon's outline; None where the field that names it is empty."""
        text = substituted(name, fields)
        if text is None:
            return None
        if text in self.house.kinds:
            text = self.house.kinds[text].icon
        elif text == "kind":
            text = self.kind_style.icon
        path = icon(text)
        if path is None:
            raise KaartgenError([unknown_icon(text, None)])
        return path

    def _unknown(self, message: str, name: str | None, known: list[str]) -> KaartgenError:
        where = f"Sjabloon ‘{self.template.name}’: {message}"
        return KaartgenError(
            [Problem(where, ExitCode.AUTHOR, hint=did_you_mean(name or "", known))]
        )


def substituted(text: str, fields: Fields) -> str | None:
    """Return `text` with its fields filled in; None if one of them is not filled."""
    if "{" not in text:
        return text
    parts: list[str] = []
    at = 0
    for match in _FIELD.finditer(text):
        value = value_of(match[1], fields)
        if not isinstance(value, str):
            return None
        parts += [text[at : match.start()], value]
        at = match.end()
    parts.append(text[at:])
    return "".join(parts)


def value_of(path: str, fields: Fields) -> object:
    """Return the value of a field, its path parted by points; None if it is not filled."""
    value: object = fields
    for name in path.split("."):
        if not isinstance(value, Fields):
            return None
        value = value.fields.get(name)
    return value


def origin_of(text: str, fields: Fields) -> Location:
    """Return where in the card's file the first field of `text` stands."""
    """Return where in the card's file the first field of `text` stands."""
    match = _FIELD.search(text)
    if match is None or fields.origin:
        return fields.origin
    first = match[1].split(".")
    if first[0] in PRINTED:
        return ()
    first[0] = ORIGINS.get(first[0], first[0])
    if first[0] == "kaarttitel":
        first[0] = str(fields.fields["titelveld"])
    inner = fields.fields.get(first[0])
    if isinstance(inner, Fields) and inner.origin:
        return inner.origin
    return tuple(first)


def applies(element: Box, fields: Fields) -> bool:
    """Say whether an element's condition holds for these fields."""
    return element.als is None or holds(element.als, lambda name: value_of(name, fields))
