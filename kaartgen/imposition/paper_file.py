"""A paper's name in; its file from `papier/*.yaml` read, and the Paper that it describes, out.

The user's own come before those that ship.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from kaartgen import authored
from kaartgen.authored import Authored, Number, WholeNumber, mistake
from kaartgen.errors import KaartgenError, usage_error
from kaartgen.geometry import Rect, Sides, Size
from kaartgen.imposition.paper import Paper, Precut
from kaartgen.nearest import nearest
from kaartgen.workspace import Workspace

Millimetres = Annotated[Number, Field(gt=0, le=2000)]
Offset = Annotated[Number, Field(ge=0, le=2000)]
Margin = Annotated[Number, Field(ge=0, le=50)]
Times = Annotated[WholeNumber, Field(ge=1, le=100)]


class PrecutFile(Authored):
    """The cards of a sheet that is cut or perforated already; lengths in millimetres."""

    breedte: Millimetres = Field(description="De breedte van één kaart.")
    hoogte: Millimetres = Field(description="De hoogte van één kaart.")
    kolommen: Times
    rijen: Times
    links: Offset = Field(description="Van de rand van het vel tot de eerste kaart.")
    boven: Offset = Field(description="Van de rand van het vel tot de eerste kaart.")
    stap_breed: Millimetres | None = Field(
        None, description="Van een kaart tot de kaart ernaast; zonder dit liggen ze tegen elkaar."
    )
    stap_hoog: Millimetres | None = Field(
        None, description="Van een kaart tot de kaart eronder; zonder dit liggen ze tegen elkaar."
    )
    hoek: Offset = Field(0.0, description="De straal van ronde hoeken.")
    zijden: Annotated[WholeNumber, Field(ge=1, le=2)] = Field(
        2, description="1 als alleen de voorkant te bedrukken is, zoals bij etiketten."
    )

    def places(self) -> tuple[Rect, ...]:
        """Return where the cards lie, row by row from the top left."""
        across = self.breedte if self.stap_breed is None else self.stap_breed
        down = self.hoogte if self.stap_hoog is None else self.stap_hoog
        return tuple(
            Rect(self.links + column * across, self.boven + row * down, self.breedte, self.hoogte)
            for row in range(self.rijen)
            for column in range(self.kolommen)
        )


class PaperFile(Authored):
    """The fields of a paper's file; lengths in millimetres."""

    naam: str
    merk: str | None = None
    omschrijving: str | None = None
    ook: tuple[str, ...] = Field(
        (), strict=False, description="Andere nummers waaronder dit vel te koop is."
    )
    breedte: Millimetres
    hoogte: Millimetres
    marge: Margin = Field(5.0, description="Wat een gewone printer aan elke kant niet bedrukt.")
    marge_boven: Margin | None = Field(None, description="Waar het boven anders is dan ‘marge’.")
    marge_rechts: Margin | None = Field(None, description="Waar het rechts anders is dan ‘marge’.")
    marge_onder: Margin | None = Field(None, description="Waar het onder anders is dan ‘marge’.")
    marge_links: Margin | None = Field(None, description="Waar het links anders is dan ‘marge’.")
    kaarten: PrecutFile | None = Field(None, description="Waar het vel al gesneden is.")
    bron: str
    datum: str

    @model_validator(mode="after")
    def _lies_on_the_sheet(self) -> PaperFile:
        if self.kaarten is None:
            return self
        places = self.kaarten.places()
        if places[-1].right > self.breedte + 0.01 or places[-1].bottom > self.hoogte + 0.01:
            raise mistake(
                "De kaarten steken buiten het vel.",
                f"Rechtsonder eindigt de laatste op {places[-1].right:g} × {places[-1].bottom:g} "
                f"mm; het vel is {self.breedte:g} × {self.hoogte:g} mm.",
            )
        if any(places[0].overlaps(other) for other in places[1:]):
            raise mistake(
                "De kaarten liggen over elkaar.",
                "Een stap is minstens zo groot als de kaart: stap_breed en stap_hoog.",
            )
        return self


def paper_of(file: PaperFile) -> Paper:
    """Return the paper that a file describes."""
    sides = (file.marge_boven, file.marge_rechts, file.marge_onder, file.marge_links)
    margins = Sides(*(file.marge if side is None else side for side in sides))
    cards = file.kaarten
    precut = Precut(cards.places(), cards.hoek, cards.zijden == 2) if cards else None
    return Paper(file.naam, Size(file.breedte, file.hoogte), margins, precut)


def read_papers(workspace: Workspace) -> dict[str, PaperFile]:
    """Return every paper's file by its name, in order; raises KaartgenError for mistakes in any."""
    found = (_read(workspace, name) for name in workspace.names("papier"))
    return {file.naam: file for file in found}


def load_paper(workspace: Workspace, name: str) -> Paper:
    """Read a paper by its name or the number on its box, whatever its capitals and spaces.

    Raises KaartgenError if there is none.
    """
    wanted = _plain(name)
    stems = workspace.names("papier")
    direct = next((stem for stem in stems if _plain(stem.rpartition("/")[2]) == wanted), None)
    if direct is not None:
        return paper_of(_read(workspace, direct))
    files = read_papers(workspace).values()
    # On a box the number of sheets stands behind the product's own: C32011-10.
    for called in (wanted, _plain(re.sub(r"-\d+$", "", name.strip()))):
        for file in files:
            if called in _names(file):
                return paper_of(file)
    raise _unknown(name, files)


def _unknown(name: str, papers: Collection[PaperFile]) -> KaartgenError:
    known = [each for file in papers for each in (file.naam, *file.ook)]
    match = nearest(name, known)
    plain = ", ".join(sorted(file.naam for file in papers if file.kaarten is None))
    hint = (
        f"Bedoel je ‘{match}’?"
        if match
        else f"Kies uit: {plain}; of een voorgesneden vel uit kaartgen lijst papier."
    )
    return usage_error(f"Er is geen papier ‘{name}’.", hint)


def _read(workspace: Workspace, stem: str) -> PaperFile:
    file = workspace.find("papier", f"{stem}.yaml")
    assert isinstance(file, Path)
    parsed, _ = authored.read(PaperFile, file)
    return parsed


def _names(file: PaperFile) -> set[str]:
    """Return all that a paper may be called, in plain writing."""
    numbers = (file.naam, *file.ook)
    makers = [file.merk, *(file.merk or "").split()] if file.merk else []
    return {_plain(number) for number in numbers} | {
        _plain(f"{maker}{number}") for maker in makers for number in numbers
    }


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())
