"""The elements of a face, as a designer writes them: where each lies and what it shows."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from kaartgen.authored import Authored, WholeNumber, YesNo, mistake
from kaartgen.geometry import Rect, Size
from kaartgen.layout.measure import Gap, Length


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
