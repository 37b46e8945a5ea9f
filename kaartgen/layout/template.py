"""What a template is: its format, its styles and the elements of both faces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from kaartgen.authored import Authored, YesNo
from kaartgen.errors import Place
from kaartgen.layout.elements import (
    ArtworkElement,
    Element,
    ListElement,
    PictureElement,
    RowElement,
    StackElement,
    StackItem,
)
from kaartgen.layout.measure import Extent, Format
from kaartgen.layout.style import Style
from kaartgen.yamlfile import Location


class FaceFile(Authored):
    """One face: its regions, painted in order."""

    shared: YesNo = Field(False, description="Dezelfde achterkant voor alle kaarten van de soort.")
    regions: dict[str, StackItem] = Field(
        description="De gebieden van deze kant, elk met een eigen naam."
    )


class Template(Authored):
    """A template for one kind of card, every measure in millimetres."""

    name: str
    format_name: str
    format: Format = Field(description="Een formaat met een naam, of [breedte, hoogte].")
    bleed: Extent = Field(3.0, description="Zover loopt kleur door voorbij de snijlijn.")
    safe: Extent = Field(5.0, description="Zover van de snijlijn hoort tekst te blijven.")
    corner: Extent = Field(3.0, description="Hoe rond de hoeken van de kaart zijn.")
    main: str | None = Field(None, description="De stijl waarvan de grootte genoemd wordt.")
    variables: dict[str, Any] = Field(
        {}, description="Maten met een naam, om in andere maten mee te rekenen."
    )
    styles: dict[str, Style] = Field(description="Hoe teksten worden gezet, elk met een naam.")
    front: FaceFile = Field(description="De voorkant.")
    back: FaceFile = Field(description="De achterkant.")
    # Where everything stood, for telling mistakes that show only beside a house style.
    places: Any = Field(None, exclude=True)

    def says_the_same(self, other: Template) -> bool:
        """Say whether two templates differ at most in where in their files things stand."""
        names = (name for name in Template.model_fields if name != "places")
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def place(self, *location: str | int) -> Place | None:
        """Return where something in the template stands, or the thing around it."""
        for end in range(len(location), 0, -1):
            found: Place | None = (self.places or {}).get(location[:end])
            if found is not None:
                return found
        return None

    def place_of(self, element: Element, key: str) -> Place:
        """Return where a key of one of the template's own elements stands."""
        where = next((at for at, one in walked(self) if one is element), ())
        found = self.place(*where, key)
        assert found is not None  # an element of a template stands in a file
        return found

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that it is made of, the nearest first."""
        places: dict[Location, Place] = self.places or {}
        # By identity: thousands of places share a few files. The whole file's place comes first.
        files = {
            id(place.file): place.file for place in (places.get(()), *places.values()) if place
        }
        return tuple(dict.fromkeys(files.values()))

    @property
    def ladders(self) -> dict[str, int]:
        """The number of steps of each ladder."""
        steps: dict[str, int] = {}
        for name, style in self.styles.items():
            key = style.ladder or name
            steps[key] = max(steps.get(key, 1), len(style.sizes))
        return steps


def artwork_in(template: Template) -> list[ArtworkElement]:
    """Return every element of a template that shows a file."""
    return [element for _, element in walked(template) if isinstance(element, ArtworkElement)]


def shows_picture(template: Template) -> bool:
    """Say whether a template has a place for a card's picture."""
    return any(isinstance(element, PictureElement) for _, element in walked(template))


def walked(template: Template) -> Iterator[tuple[Location, Element]]:
    """Yield every element of a template, those in stacks and lists too, with its location."""

    def within(
        regions: Mapping[str, Element], location: Location
    ) -> Iterator[tuple[Location, Element]]:
        for name, element in regions.items():
            here = (*location, name)
            yield here, element
            if isinstance(element, StackElement):
                yield from within(element.stack, (*here, "stack"))
            elif isinstance(element, ListElement):
                yield from within(element.each, (*here, "each"))
            elif isinstance(element, RowElement):
                yield from within(element.row, (*here, "row"))

    yield from within(template.front.regions, ("front", "regions"))
    yield from within(template.back.regions, ("back", "regions"))
