"""How a text is set, as a designer writes it: its font, its sizes and its alignment."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from kaartgen.authored import Authored, WholeNumber, YesNo
from kaartgen.layout.measure import Points, TypeSize

# The least size on paper for each use of text, in points; from reading distance at a table.
FLOORS: Final = {"body": 11.0, "support": 9.0, "credits": 7.0}


class Style(Authored):
    """How a text is set."""

    font: str = Field(description="De rol van het lettertype in de huisstijl: text of display.")
    weight: WholeNumber = Field(400, description="Het gewicht: 400 gewoon, 600 halfvet, 700 vet.")
    bold: WholeNumber = Field(700, description="Het gewicht van **vet**.")
    italic: YesNo = Field(False, description="Cursief.")
    sizes: tuple[Points, ...] = Field(
        min_length=1, strict=False, description="Van groot naar klein, als ‘12/16.2’."
    )
    ladder: str | None = Field(None, description="Stijlen met dezelfde ladder stappen samen.")
    floor: Literal["body", "support", "credits"] = Field(
        "support", description="Hoe klein hij op papier mag worden: 11, 9 of 7 punt."
    )
    colour: str = Field("ink", description="De kleur.")
    align: Literal["left", "right", "centre", "justify"] = Field(
        "left", description="Uitlijning: links, rechts, midden of uitgevuld."
    )
    balance: YesNo = Field(False, description="Regels van gelijke lengte, zoals in een titel.")
    hyphenate: YesNo = Field(
        True, description="Woorden afbreken als de regel daar beter van wordt."
    )
    optical: YesNo = Field(False, description="Inkt van de eerste letter gelijk met de kantlijn.")

    def steps(self, scale: float) -> tuple[TypeSize, ...]:
        """Return the sizes that stay at or above the floor when printed at `scale`."""
        least = FLOORS[self.floor] / scale
        fits = tuple(step for step in self.sizes if step.size_pt >= least - 1e-9)
        return fits or (self.sizes[0].raised_to(least),)
