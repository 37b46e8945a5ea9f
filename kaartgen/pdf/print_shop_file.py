"""A print shop's YAML file in; the shop out, or every line in which it contradicts itself."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from kaartgen import yamlfile
from kaartgen.authored import Authored, Number, WholeNumber, YesNo, mistake, validate
from kaartgen.errors import raise_all, usage_error
from kaartgen.geometry import Size
from kaartgen.nearest import did_you_mean
from kaartgen.pdf.print_shop import FileKind, Order, PdfX, PrintShop
from kaartgen.workspace import Workspace

_Distance = Annotated[Number, Field(ge=0, le=20)]
_Type = Annotated[Number, Field(ge=0, le=24)]


class ImageFormat(Authored):
    """A card size that a shop takes as pictures, and their pixels with the bleed in them."""

    naam: str
    breedte: Annotated[Number, Field(gt=0, le=1000)]
    hoogte: Annotated[Number, Field(gt=0, le=1000)]
    punten_breed: Annotated[WholeNumber, Field(ge=1, le=20000)]
    punten_hoog: Annotated[WholeNumber, Field(ge=1, le=20000)]


class PrintShopFile(Authored):
    """The fields of a print shop's file; lengths in millimetres, type in points, ink in per cent.

    The order matters: a field can only contradict one that stands before it.
    """

    naam: str
    bron: str = Field(description="Waar dit staat: een adres of een document.")
    datum: str = Field(description="Wanneer dat is nagekeken.")
    bestand: FileKind = "pdf"
    kleur: Literal["cmyk", "rgb"] = "cmyk"
    pdfx: PdfX = "geen"
    profiel: str | None = Field(None, description="De drukconditie, zoals FOGRA39.")
    inkt: Annotated[WholeNumber, Field(ge=100, le=400)] = Field(
        300, description="Hoeveel inkt er hooguit op elkaar mag, in procenten."
    )
    afloop: _Distance
    veilig: _Distance
    volgorde: Order = "afwisselend"
    snijtekens: YesNo = False
    hoek: _Distance | None = Field(None, description="De straal van de gestanste hoek.")
    tekst: Literal["letters", "contouren"] = "letters"
    kleinste_tekst: _Type = Field(5.0, description="De kleinste letter, in punten.")
    kleinste_uitgespaard: _Type = Field(
        7.0, description="De kleinste letter in wit op kleur, in punten."
    )
    ppi: Annotated[WholeNumber, Field(ge=72, le=2400)] = 300
    beelden: tuple[ImageFormat, ...] = Field((), strict=False)
    opmerking: str | None = None

    @field_validator("kleur")
    @classmethod
    def _inks_in_png(cls, value: str, info: ValidationInfo) -> str:
        if value == "cmyk" and info.data.get("bestand") == "png":
            raise mistake(
                "Een png heeft geen cmyk.", "Zet hier ‘rgb’, of kies een ander soort bestand."
            )
        return value

    @field_validator("pdfx")
    @classmethod
    def _only_in_a_pdf(cls, value: str, info: ValidationInfo) -> str:
        if value == "geen":
            return value
        if info.data.get("bestand", "pdf") != "pdf":
            raise mistake(
                f"PDF/X is een pdf, en deze drukker wil {info.data['bestand']}.",
                "Haal deze regel weg, of zet bij ‘bestand’ pdf.",
            )
        if info.data.get("kleur") == "rgb":
            raise mistake(
                "Bij PDF/X drukt een drukker in cmyk, en bij ‘kleur’ staat rgb.",
                "Zet bij ‘kleur’ cmyk, of bij ‘pdfx’ geen.",
            )
        return value

    @field_validator("profiel")
    @classmethod
    def _inks_for_the_profile(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and info.data.get("kleur") == "rgb":
            raise mistake(
                "Een drukconditie hoort bij cmyk, en bij ‘kleur’ staat rgb.",
                "Haal deze regel weg, of zet bij ‘kleur’ cmyk.",
            )
        return value

    @field_validator("snijtekens")
    @classmethod
    def _marks_beside_a_page(cls, value: bool, info: ValidationInfo) -> bool:
        if value and info.data.get("bestand", "pdf") != "pdf":
            raise mistake("Om een plaatje heen is geen plek voor snijtekens.", "Zet hier ‘nee’.")
        return value

    @field_validator("tekst")
    @classmethod
    def _outlines_in_a_pdf(cls, value: str, info: ValidationInfo) -> str:
        if value == "contouren" and info.data.get("bestand", "pdf") != "pdf":
            raise mistake("In een plaatje staan geen letters.", "Haal deze regel weg.")
        return value

    @field_validator("kleinste_uitgespaard")
    @classmethod
    def _knocked_out_is_larger(cls, value: float, info: ValidationInfo) -> float:
        least = info.data.get("kleinste_tekst", 0.0)
        if value < least:
            raise mistake(
                f"Witte letters mogen hier kleiner zijn dan gewone ({least:g} pt).",
                "Wit loopt eerder dicht dan zwart: zet hier minstens hetzelfde getal.",
            )
        return value

    @field_validator("beelden")
    @classmethod
    def _pixels_fit(
        cls, value: tuple[ImageFormat, ...], info: ValidationInfo
    ) -> tuple[ImageFormat, ...]:
        found = info.data
        kind = found.get("bestand", "pdf")
        if value and kind == "pdf":
            raise mistake(
                "Hier staan maten van plaatjes, en bij ‘bestand’ staat pdf.",
                "Haal ze weg, of zet bij ‘bestand’ png, jpg of tiff.",
            )
        if {"ppi", "afloop"} <= found.keys():
            for one in value:
                _check_pixels(one, found["ppi"], found["afloop"])
        return value


def _check_pixels(one: ImageFormat, ppi: int, bleed: float) -> None:
    for side, length, pixels in (
        ("breed", one.breedte, one.punten_breed),
        ("hoog", one.hoogte, one.punten_hoog),
    ):
        expected = (length + 2 * bleed) / 25.4 * ppi
        if abs(expected - pixels) > 1.5:
            raise mistake(
                f"‘{one.naam}’ is met {bleed:g} mm afloop bij {ppi} ppi {round(expected)} punten "
                f"{side}, en er staat {pixels}.".replace(".", ",", bleed != int(bleed)),
                "Kijk bij de drukker na welke van de getallen niet klopt.",
            )


def load_print_shop(workspace: Workspace, name: str) -> PrintShop:
    """Read a print shop by name, whatever its capitals; raises KaartgenError if there is none."""
    known = workspace.names("drukkers")
    match = next((stem for stem in known if stem.casefold() == name.casefold()), None)
    file = workspace.find("drukkers", f"{match}.yaml") if match else None
    if match is None or file is None:
        raise usage_error(f"Er is geen drukker ‘{name}’.", did_you_mean(name, known))
    parsed, problems = validate(PrintShopFile, yamlfile.read(file))
    raise_all(problems)
    assert parsed is not None
    return PrintShop(
        match,
        parsed.naam,
        parsed.bron,
        parsed.datum,
        parsed.bestand,
        parsed.kleur,
        parsed.pdfx,
        parsed.profiel,
        parsed.inkt,
        parsed.afloop,
        parsed.veilig,
        parsed.volgorde,
        parsed.snijtekens,
        parsed.hoek,
        parsed.tekst == "contouren",
        parsed.kleinste_tekst,
        parsed.kleinste_uitgespaard,
        parsed.ppi,
        tuple(
            (one.naam, Size(one.breedte, one.hoogte), (one.punten_breed, one.punten_hoog))
            for one in parsed.beelden
        ),
        parsed.opmerking,
    )
