"""A kind of sheet: its size and the rim that a printer leaves blank; read from `papier/*.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct
from pydantic import Field

from kaartgen import authored
from kaartgen.authored import Authored, Number
from kaartgen.errors import usage_error
from kaartgen.geometry import Rect, Sides, Size
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace

Millimetres = Annotated[Number, Field(gt=0, le=2000)]


class PaperFile(Authored):
    """The fields of a paper's file; lengths in millimetres."""

    naam: str
    breedte: Millimetres
    hoogte: Millimetres
    marge: Annotated[Number, Field(ge=0, le=50)] = Field(
        5.0, description="Wat een gewone printer aan elke kant niet bedrukt."
    )
    bron: str
    datum: str


class Paper(Struct, frozen=True):
    """A sheet as it goes into the printer and what of it can be printed on."""

    name: str
    size: Size
    margins: Sides

    @property
    def printable(self) -> Rect:
        """The part of the sheet that the printer reaches."""
        return Rect.of(self.size).inset(self.margins)

    def turned(self) -> Paper:
        """Return the sheet lying on its side (a quarter turn clockwise)."""
        m = self.margins
        return Paper(self.name, self.size.turned(), Sides(m.left, m.top, m.right, m.bottom))


def load_paper(workspace: Workspace, name: str) -> Paper:
    """Read a paper by name, whatever its capitals; raises KaartgenError if there is none."""
    known = workspace.names("papier")
    match = next((stem for stem in known if stem.casefold() == name.casefold()), None)
    file = workspace.find("papier", f"{match}.yaml") if match else None
    if file is None:
        raise usage_error(f"Er is geen papier ‘{name}’.", did_you_mean(name, known))
    parsed, _ = authored.read(PaperFile, file)
    return Paper(parsed.naam, Size(parsed.breedte, parsed.hoogte), Sides.equal(parsed.marge))
