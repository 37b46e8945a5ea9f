"""A house style's name in; what a designer wrote, laid over what it extends, out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from pydantic import BeforeValidator, Field

from kaartgen import yamlfile
from kaartgen.authored import Authored, Number, mistake
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.geometry import length_mm
from kaartgen.layout.colour_file import Colour
from kaartgen.layout.families import FamilyFile
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace
from kaartgen.yamlfile import Document, Location, Value

ROOM: Final = "huisstijlen"
# WCAG 2.1, 1.4.3: what text must stand out from its ground.
LEAST_CONTRAST: Final = 4.5
# What is looked at in a house style, by the name that `ignore` calls it; public, so add only.
CHECKS: Final = {
    "contrast": "Te weinig contrast",
    "inkt": "Veel inkt",
    "gelijk": "Kleuren die op elkaar lijken",
    "kleurenblind": "Niet voor iedereen te onderscheiden",
    "grijs": "Gelijk in grijs",
    "ignore": "Negeren zonder werking",
}


class KindFile(Authored):
    """How one kind of card is told apart: a colour, a pattern and an icon."""

    colour: Colour
    motif: str
    icon: str


class LogoFile(Authored):
    """The client's mark: a picture beside the house style's file, or what is on it in words."""

    file: str
    alt: str = Field("logo", description="Wat erop staat, voor wie het niet ziet.")


class PairFile(Authored):
    """Two colours of which the one is read on the other."""

    text: str
    ground: str
    least: Annotated[Number, Field(ge=1, le=21)] = LEAST_CONTRAST


def _check(value: object) -> object:
    known = [name for name in CHECKS if name != "ignore"]
    if isinstance(value, str) and value not in known:
        raise mistake(f"Een signaal ‘{value}’ is er niet.", did_you_mean(value, known))
    return value


class IgnoredFile(Authored):
    """What a check may find in this house style, and why that is all right."""

    check: Annotated[str, BeforeValidator(_check)] = Field(
        description="Het signaal: contrast, inkt, gelijk, kleurenblind of grijs."
    )
    reason: str = Field(min_length=3)
    colours: tuple[str, ...] = Field((), strict=False, description="Alleen bij deze kleuren.")


def _logo(value: object) -> object:
    return {"file": value} if isinstance(value, str) else value


def _pair(value: object) -> object:
    if isinstance(value, list):
        if len(value) != 2:
            raise mistake("Een paar is twee kleuren: [tekst, ondergrond].")
        return {"text": value[0], "ground": value[1]}
    return value


def _radius(value: object) -> object:
    if isinstance(value, str):
        try:
            value = length_mm(value)
        except ValueError:
            raise mistake(f"‘{value}’ is geen maat.", "Schrijf bijvoorbeeld 2mm.") from None
        if not 0 <= value <= 20:
            raise mistake("Een hoek is rond met een straal van 0 tot 20 mm.")
    return value


class HouseStyleFile(Authored):
    """The fields of a house style's file, complete with what it extends."""

    title: str | None = Field(None, description="Hoe de huisstijl heet, voor mensen.")
    about: str | None = Field(None, description="In één zin wat het voor stijl is.")
    fonts: dict[str, FamilyFile]
    colours: dict[str, Colour] = {}
    kinds: dict[str, KindFile]
    logo: Annotated[LogoFile, BeforeValidator(_logo)] | None = None
    radius: Annotated[float, BeforeValidator(_radius)] | None = Field(
        None, description="Hoe rond hoeken van vakken zijn, in millimeters."
    )
    contrast: tuple[Annotated[PairFile, BeforeValidator(_pair)], ...] = Field(
        (), strict=False, description="Paren [tekst, ondergrond] die te lezen moeten zijn."
    )
    ignore: tuple[IgnoredFile, ...] = Field(
        (), strict=False, description="Wat de controle mag vinden, met de reden."
    )


def house_style_document(workspace: Workspace, name: str) -> Document:
    """Return a house style's document with what it extends under it.

    Raises KaartgenError if there is no such house style, it is empty or extends itself.
    """
    return _inherited(workspace, name, 0, (), None)


def _inherited(
    workspace: Workspace, name: str, skip: int, through: tuple[Path, ...], asked: Place | None
) -> Document:
    files = [folder / f"{name}.yaml" for folder in workspace.folders(ROOM)]
    there = [file for file in files if file.is_file()][skip:]
    if not there:
        known = [one for one in workspace.names(ROOM) if one != name]
        hint = did_you_mean(name, known)
        message = f"Er is geen huisstijl ‘{name}’."
        raise KaartgenError([Problem(message, ExitCode.AUTHOR, asked, hint)])
    file = there[0]
    document = yamlfile.read(file)
    if not isinstance(document.value, dict):
        message = "Deze huisstijl is leeg."
        hint = "Begin met ‘extends: helder’ en schrijf daaronder wat anders is."
        raise KaartgenError([Problem(message, ExitCode.AUTHOR, Place(file, 1, 1), hint)])
    parent = document.value.get("extends")
    if "extends" not in document.value:
        return document
    place = document.place(("extends",))
    if not isinstance(parent, str):
        message = "Bij ‘extends’ hoort de naam van een huisstijl."
        raise KaartgenError([Problem(message, ExitCode.AUTHOR, place)])
    if file in through:
        circle = " → ".join(one.stem for one in (*through, file))
        message = f"Deze huisstijlen bouwen in een kring op elkaar voort: {circle}."
        hint = "Haal bij een van hen ‘extends’ weg."
        raise KaartgenError([Problem(message, ExitCode.AUTHOR, place, hint)])
    # A house style of one's own may carry the name of the shipped one that it builds on.
    below = skip + 1 if parent == name else 0
    base = _inherited(workspace, parent, below, (*through, file), place)
    return laid_over(base, document)


def laid_over(base: Document, document: Document) -> Document:
    """Lay a house style over the one that it extends: colours, families, kinds and what they say.

    A colour or a family takes the place of the one there was, whole. An empty field of the file
    itself drops what was inherited; an empty colour is a mistake (a # that begins a comment).
    """
    assert isinstance(base.value, dict)
    assert isinstance(document.value, dict)
    # What a house style is called is not what it builds on is called.
    value = {key: one for key, one in base.value.items() if key not in ("title", "about")}
    for key, own in document.value.items():
        if key == "extends":
            continue
        if own is None:
            value.pop(key, None)
        elif key in _DEPTHS:
            value[key] = _over(value.get(key), own, _DEPTHS[key])
        else:
            value[key] = own
    places: dict[Location, Place] = {**base.places, **document.places}
    return Document(document.file, value, places)


# How many levels of a field are laid over each other.
_DEPTHS: Final = {"colours": 1, "fonts": 1, "kinds": 2}


def _over(base: Value, own: Value, depth: int) -> Value:
    if not depth or not isinstance(base, dict) or not isinstance(own, dict):
        return own
    result = dict(base)
    for key, value in own.items():
        result[key] = _over(base.get(key), value, depth - 1)
    return result
