"""The elements of a face, as a designer writes them: where each lies and what it shows."""

# No annotations as strings here: pydantic evaluates those anew for every class that inherits them.

from typing import Annotated, Final, Literal

from pydantic import Discriminator, Field, Tag

from kaartgen.authored import Authored, Number, WholeNumber
from kaartgen.content.fields import Fit, Focus
from kaartgen.layout.box import Box
from kaartgen.layout.element_shapes import (
    CircleElement,
    EllipseElement,
    FillElement,
    IconElement,
    LineElement,
    MarkElement,
    MotifElement,
    PatternElement,
    QrElement,
    RuleElement,
)
from kaartgen.layout.fit import MIDDLE
from kaartgen.layout.measure import Extent, Gap, Length

Count = Annotated[WholeNumber, Field(ge=1)]
Share = Annotated[Number, Field(ge=0, le=1)]


class Marker(Authored):
    """A sign before a text, which is then indented."""

    icon: str | None = Field(None, description="Een icoon, zoals bij het element ‘icon’.")
    mark: str | None = Field(None, description="Het teken van een lens: IS, DOET of VOELT.")
    text: str | None = Field(None, description="Een tekst, zoals een nummer: ‘{nr}’.")
    style: str | None = Field(None, description="De stijl van die tekst.")
    bar: Extent | None = Field(None, description="De breedte van een streep langs de tekst.")
    size: Extent = Field(0.0, description="De hoogte van het icoon of teken.")
    indent: Extent = Field(0.0, description="Zover springt de tekst in.")
    colour: str | None = Field(None, description="De kleur; anders die van de tekst.")


class Short(Authored):
    """Lines from number `line` on are shorter by `by`."""

    line: Count = Field(description="Vanaf deze regel.")
    by: Length = Field(description="Zoveel korter.")


class TextElement(Box):
    """Text, with fields in braces."""

    text: str = Field(description="De tekst; ‘{veld}’ wordt ingevuld, **vet** en *cursief* kan.")
    style: str = Field(description="Een stijl uit ‘styles’.")
    colour: str | None = Field(None, description="Een andere kleur dan die van de stijl.")
    align: Literal["left", "right", "centre", "justify"] | None = Field(
        None, description="Een andere uitlijning dan die van de stijl."
    )
    marker: Marker | None = Field(None, description="Een teken ervoor.")
    lines: Count | None = Field(None, description="Het grootste aantal regels.")
    short: Short | None = Field(None, description="Kortere regels, om iets vrij te laten.")
    valign: Share = Field(0.0, description="0 is boven, 0.5 midden, 1 onder.")


class LinesElement(Box):
    """Labels with lines to write on."""

    lines: str = Field(description="Het veld met de kopjes.")
    pitch: Annotated[Extent, Field(gt=0)] = Field(description="Van regel tot regel.")
    style: str = Field(description="De stijl van de kopjes.")
    short: Extent = Field(0.0, description="Zoveel korter is de onderste regel.")


class FittedBox(Box):
    """Something with proportions of its own in a box that may have others."""

    fit: Fit = Field(
        "contain",
        description="‘contain’: het hele beeld; ‘cover’: het hele vak, met afsnijden; ‘stretch’: "
        "uitgerekt. Wat een kaart van haar afbeelding zegt, gaat voor.",
    )
    focus: Focus = Field(
        MIDDLE, description="Wat bij afsnijden in beeld blijft: [van links, van boven], 0 tot 1."
    )


class PictureElement(FittedBox):
    """A picture from a field; at the trim edge it runs on into the bleed if it covers its box."""

    picture: str = Field(description="Het veld met de afbeelding, zoals ‘afbeelding’.")


class ArtworkElement(FittedBox):
    """A drawing, a page of a PDF or a picture; at the trim edge it runs on as a picture does."""

    artwork: str = Field(
        description="Het bestand naast het sjabloon of in kaarten/beelden: svg, pdf, png, jpg of "
        "tif. ‘logo’ is dat van de huisstijl."
    )
    page: Count | None = Field(None, description="De bladzijde van een pdf; anders de eerste.")
    alt: str = Field("", description="Wat er op te zien is, in woorden.")


class ListElement(Box):
    """A part repeated for each item of a list."""

    list: str = Field(description="Het veld met de lijst, zoals ‘vragen’.")
    each: dict[str, "StackItem"] = Field(
        description="Wat er voor elk ding in de lijst staat, onder elkaar; ‘{nr}’ is het nummer."
    )
    max: Count | None = Field(None, description="Hooguit zoveel.")
    between: Gap = Field((0.0, 0.0), description="Ruimte ertussen; ‘5..8’ groeit mee.")
    columns: Annotated[Count, Field(le=12)] = Field(
        1, description="In zoveel kolommen naast elkaar."
    )


class RowElement(Box):
    """Parts side by side: those with a width have it, the others share what is left."""

    row: dict[str, "StackItem"] = Field(description="De delen, van links naar rechts.")
    between: Extent = Field(0.0, description="Ruimte tussen de delen.")
    valign: Share = Field(0.0, description="Lagere delen: 0 boven, 0.5 midden, 1 onder.")


class StackElement(Box):
    """Parts one under the other that share the height left over."""

    stack: dict[str, "StackItem"] = Field(description="De delen, van boven naar onder.")
    valign: Share = Field(
        0.0, description="0 is boven, 0.5 midden, 1 onder; 0 laat de ruimte ertussen meegroeien."
    )


_KEYS: Final = (
    "text",
    "fill",
    "circle",
    "ellipse",
    "line",
    "motif",
    "pattern",
    "icon",
    "mark",
    "rule",
    "qr",
    "picture",
    "artwork",
    "list",
    "row",
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
    | Annotated[CircleElement, Tag("circle")]
    | Annotated[EllipseElement, Tag("ellipse")]
    | Annotated[LineElement, Tag("line")]
    | Annotated[MotifElement, Tag("motif")]
    | Annotated[PatternElement, Tag("pattern")]
    | Annotated[IconElement, Tag("icon")]
    | Annotated[MarkElement, Tag("mark")]
    | Annotated[RuleElement, Tag("rule")]
    | Annotated[QrElement, Tag("qr")]
    | Annotated[PictureElement, Tag("picture")]
    | Annotated[ArtworkElement, Tag("artwork")]
    | Annotated[ListElement, Tag("list")]
    | Annotated[RowElement, Tag("row")]
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
    | CircleElement
    | EllipseElement
    | LineElement
    | MotifElement
    | PatternElement
    | IconElement
    | MarkElement
    | RuleElement
    | QrElement
    | PictureElement
    | ArtworkElement
    | ListElement
    | RowElement
    | StackElement
    | LinesElement
)
