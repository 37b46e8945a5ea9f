"""A kind of card of one's own, as it is written in `kaarten/soorten/NAAM.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from kaartgen.authored import Authored, WholeNumber, YesNo
from kaartgen.content.fields import Slug, Text

# What a field can hold.
FieldKind = Literal["tekst", "lijst", "getal", "ja-nee", "keuze", "categorie", "lens"]


class OwnField(Authored):
    """A field that authors fill in on cards of one's own kind."""

    soort: FieldKind = Field(
        "tekst",
        description="tekst, lijst (van teksten), getal, ja-nee, keuze, categorie (uit deck.yaml) "
        "of lens (IS, DOET, VOELT).",
    )
    verplicht: YesNo = Field(False, description="Elke kaart moet dit veld hebben.")
    hoogstens: Annotated[WholeNumber, Field(ge=1)] | None = Field(
        None, description="Hooguit zoveel tekens, dingen in de lijst, of het grootste getal."
    )
    uit: tuple[str, ...] = Field((), strict=False, description="Bij keuze: waaruit te kiezen is.")
    uitleg: Text | None = Field(None, description="Wat erin hoort, voor wie de kaarten schrijft.")
    kop: Text | None = Field(
        None, description="Wat erboven staat in het algemene sjabloon; ‘geen’: niets."
    )
    kant: Literal["voor", "achter"] = Field(
        "voor", description="Op welke kant het algemene sjabloon het zet."
    )


def _short(value: object) -> object:
    """Let `aanleiding: tekst` stand for a field of that kind, and an empty one for a text."""
    if value is None:
        return {}
    return {"soort": value} if isinstance(value, str) else value


FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]


class KindFile(Authored):
    """The fields of a kind's file."""

    letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")] = Field(
        description="De hoofdletter van de codes: C geeft C01, C02."
    )
    naam: Text | None = Field(None, description="Het woord op de kaart; anders de bestandsnaam.")
    meervoud: Text = Field(description="Het woord voor meer dan een, zoals casussen.")
    bestand: Slug | None = Field(
        None, description="Het bestand in een deck, zonder .yaml; anders het meervoud."
    )
    formaat: str = Field("tarot", description="Het formaat in het algemene sjabloon.")
    titel: str = Field(description="Het veld dat de kaart haar naam geeft.")
    zoals: str = Field(
        "instructie",
        description="Van welke soort hij kleur en patroon krijgt als de huisstijl niets zegt.",
    )
    icoon: str | None = Field(None, description="Zijn icoon, als de huisstijl niets zegt.")
    velden: dict[FieldName, Annotated[OwnField, BeforeValidator(_short)]] = Field(
        min_length=1, description="De velden, in de volgorde waarin ze op de kaart staan."
    )
