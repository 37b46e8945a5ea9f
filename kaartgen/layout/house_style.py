"""A house style's file in; colours, fonts, icons and motifs by name out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from msgspec import Struct
from pydantic import BeforeValidator

from kaartgen import authored
from kaartgen.authored import Authored, mistake
from kaartgen.content.kinds import KIND_BY_NAME
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, raise_all
from kaartgen.frame import WHITE, Cmyk
from kaartgen.layout.families import FamilyFile, families
from kaartgen.layout.fonts import FontBook
from kaartgen.layout.icons import icon, icon_names
from kaartgen.layout.motif import MOTIFS
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace

_TINT = 0.10
_MOTIF_TINT = 0.40
# FOGRA39 coated stock takes up to 300 % ink; the shipped styles stay far below.
_MOST_INK = 300.0


def _cmyk(value: object) -> object:
    if not isinstance(value, list):
        return value
    try:
        inks = [float(str(ink)) for ink in value]
    except ValueError:
        inks = []
    if len(inks) != 4 or not all(0 <= ink <= 100 for ink in inks):
        raise mistake("Een kleur is vier getallen van 0 tot 100: [cyaan, magenta, geel, zwart].")
    if sum(inks) > _MOST_INK:
        raise mistake(f"Deze kleur geeft {sum(inks):g} % inkt; de pers verdraagt {_MOST_INK:g} %.")
    c, m, y, k = inks
    return Cmyk(c, m, y, k)


Colour = Annotated[Cmyk, BeforeValidator(_cmyk)]


class KindStyle(Authored):
    """How one kind of card is told apart: a colour, a pattern and an icon."""

    colour: Colour
    motif: str
    icon: str


class HouseStyleFile(Authored):
    """The fields of a house style's file."""

    fonts: dict[str, FamilyFile]
    colours: dict[str, Colour]
    kinds: dict[str, KindStyle]


class HouseStyle(Struct, frozen=True):
    """Colours, fonts and signs by name."""

    name: str
    file: Path
    colours: Mapping[str, Cmyk]
    kinds: Mapping[str, KindStyle]
    book: FontBook

    def colour(self, name: str, kind: str) -> Cmyk | None:
        """Return the colour called `ink`, `kind`, `kind-tint`, `kind-motif`, `waarde-tint`.

        `kind` stands for the kind of the card that is being set. None if there is no such colour.
        """
        if name in self.colours:
            return self.colours[name]
        base, _, shade = name.partition("-")
        style = self.kinds.get(kind if base == "kind" else base)
        if style is None:
            return None
        match shade:
            case "":
                return style.colour
            case "tint":
                return style.colour.tint(_TINT)
            case "motif":
                return style.colour.without_black().tint(_MOTIF_TINT)
        return None

    def colour_names(self) -> list[str]:
        """Return every name that `colour` knows."""
        bases = ["kind", *self.kinds]
        return [*self.colours, *bases, *(f"{b}-{s}" for b in bases for s in ("tint", "motif"))]


def load_house_style(workspace: Workspace, name: str) -> HouseStyle:
    """Read a house style; raises KaartgenError with every mistake in it."""
    file = workspace.find("huisstijlen", f"{name}.yaml")
    if file is None:
        known = workspace.names("huisstijlen")
        raise KaartgenError(
            [
                Problem(
                    f"Er is geen huisstijl ‘{name}’.",
                    ExitCode.AUTHOR,
                    hint=did_you_mean(name, known),
                )
            ]
        )
    parsed, document = authored.read(HouseStyleFile, file)
    problems: list[Problem] = []
    files, wrong = families(workspace, parsed.fonts, document)
    problems.extend(wrong)
    for kind_name, kind in parsed.kinds.items():
        location = ("kinds", kind_name)
        for what, given, known_names in (
            ("soort", kind_name, list(KIND_BY_NAME)),
            ("motief", kind.motif, list(MOTIFS)),
        ):
            if given not in known_names:
                problems.append(
                    Problem(
                        f"Het {what} ‘{given}’ bestaat niet."
                        if what == "motief"
                        else f"De {what} ‘{given}’ bestaat niet.",
                        ExitCode.AUTHOR,
                        document.place(location),
                        did_you_mean(given, known_names),
                    )
                )
        if icon(kind.icon) is None:
            problems.append(unknown_icon(kind.icon, document.place((*location, "icon"))))
    problems.extend(
        Problem(
            f"De huisstijl zegt niets over de soort ‘{missing}’.",
            ExitCode.AUTHOR,
            document.place(("kinds",)),
        )
        for missing in KIND_BY_NAME
        if missing not in parsed.kinds
    )
    raise_all(problems)
    colours = {"white": WHITE, **parsed.colours}
    return HouseStyle(name, file, colours, parsed.kinds, FontBook(files))


def unknown_icon(name: str, place: Place | None) -> Problem:
    """Return the problem of an icon that does not exist, with the nearest that do."""
    stem = name.removesuffix("-fill").removesuffix("-bold")
    hint = did_you_mean(stem, icon_names()) or ""
    short = hint if len(hint) < 200 else "Kijk op de lijst van Phosphor-iconen."
    return Problem(f"Het icoon ‘{name}’ bestaat niet.", ExitCode.AUTHOR, place, short)
