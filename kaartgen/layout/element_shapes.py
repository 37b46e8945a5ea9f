"""The elements that are drawn and hold no text, as a designer writes them."""

# No annotations as strings here: pydantic evaluates those anew for every class that inherits them.

from typing import Annotated, Final, Literal

from pydantic import Field, model_validator

from kaartgen.authored import Number, YesNo, mistake
from kaartgen.layout.box import Box
from kaartgen.layout.measure import Extent

# A colour that is not there: a box of which only the line is drawn.
NONE = "none"

_LEAST_DASH_MM: Final = 0.2

Corner = Literal["top-left", "top-right", "bottom-left", "bottom-right"]
# Beyond a hundred points a line is a box.
Points = Annotated[Number, Field(ge=0, le=100)]
# Finer rows are a raster that no press prints, of more figures than a file can hold.
RowHeight = Annotated[Extent, Field(ge=1, le=100)]


def _check_dash(dash: tuple[float, ...]) -> None:
    """Refuse a dash of no length, and one so fine that a line is thousands of them."""
    if dash and sum(dash) < _LEAST_DASH_MM:
        raise mistake("Een streepje met zijn gat is minstens 0,2 mm lang, zoals [2, 1].")


class OutlinedBox(Box):
    """A shape with a line around it."""

    stroke: str | None = Field(None, description="De kleur van de lijn eromheen.")
    thickness: Points = Field(0.75, description="De dikte van die lijn, in punten.")
    dash: tuple[Extent, ...] = Field(
        (), strict=False, description="Streepjes en gaten in millimetres, zoals [2, 1]."
    )

    @model_validator(mode="after")
    def _dashes(self) -> "OutlinedBox":
        _check_dash(self.dash)
        return self


class FillElement(OutlinedBox):
    """A filled box; at the trim edge it runs on into the bleed."""

    fill: str = Field(description="De kleur van het vlak; ‘none’: geen.")
    radius: Extent = Field(0.0, description="De straal van de hoeken.")
    rounded: tuple[Corner, ...] = Field(
        (), strict=False, description="Alleen deze hoeken rond; zonder dit alle."
    )


class CircleElement(OutlinedBox):
    """A circle, as large as its box allows, in the middle of it."""

    circle: str = Field(description="De kleur van het vlak; ‘none’: geen.")


class EllipseElement(OutlinedBox):
    """An ellipse that fills its box."""

    ellipse: str = Field(description="De kleur van het vlak; ‘none’: geen.")


class LineElement(Box):
    """A line from one corner of its box to the opposite one."""

    line: str = Field(description="De kleur.")
    thickness: Points = Field(0.75, description="De dikte in punten.")
    dash: tuple[Extent, ...] = Field(
        (), strict=False, description="Streepjes en gaten in millimetres, zoals [2, 1]."
    )
    rising: YesNo = Field(False, description="Van linksonder naar rechtsboven.")

    @model_validator(mode="after")
    def _dashes(self) -> "LineElement":
        _check_dash(self.dash)
        return self


class RuleElement(Box):
    """A line along the top of its box."""

    rule: str = Field(description="De kleur.")
    thickness: Points = Field(description="De dikte in punten.")


class MotifElement(Box):
    """The kind's pattern, as a ribbon or a field."""

    motif: Literal["ribbon", "field"] = Field(
        description="Eén rij (ribbon), of rijen die op hun kop hetzelfde zijn (field)."
    )
    colour: str = Field("kind-motif", description="De kleur van de figuren.")
    ground: str = Field("kind", description="De kleur waar ze op liggen.")
    upright: YesNo = Field(False, description="Een lint van onder naar boven.")


class PatternElement(Box):
    """Any pattern by its name, over the whole of its box."""

    pattern: str = Field(description="De naam van een patroon, of ‘kind’: dat van de soort.")
    colour: str = Field("kind-motif", description="De kleur van de figuren.")
    ground: str = Field(NONE, description="De kleur eronder; ‘none’: wat er al ligt.")
    size: RowHeight = Field(6.0, description="De hoogte van één rij.")


class IconElement(Box):
    """An icon, as large as its box allows."""

    icon: str = Field(description="De naam in Phosphor (‘eye’, ‘eye-bold’), een soort, of ‘kind’.")
    colour: str = Field("ink", description="De kleur.")


class MarkElement(Box):
    """The mark of a lens, as large as its box allows."""

    mark: str = Field(description="IS, DOET of VOELT, meestal uit een veld: ‘{lens.naam}’.")
    colour: str = Field("kind", description="De kleur.")


class QrElement(Box):
    """A QR code, as large as its box allows."""

    qr: str = Field(description="Wat erin staat, meestal uit een veld: ‘{deck.url}’.")
    level: Literal["L", "M", "Q", "H"] = Field(
        "M", description="Hoeveel er beschadigd mag zijn: 7, 15, 25 of 30 procent."
    )
    quiet: Annotated[Extent, Field(le=20)] = Field(
        4.0, description="De rand eromheen, in blokjes; vier is de norm."
    )
    colour: str = Field("ink", description="De kleur van de blokjes; donker.")
    ground: str = Field("white", description="De kleur eronder, ook van de rand; ‘none’: geen.")
