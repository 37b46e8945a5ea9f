"""A template in; every region that does not lie on the card out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kaartgen.errors import ExitCode, Problem
from kaartgen.geometry import Rect
from kaartgen.layout.element_shapes import LineElement, RuleElement
from kaartgen.layout.elements import Element
from kaartgen.layout.template import Template, walked
from kaartgen.yamlfile import Location

_EDGE: Final = 1e-6


def out_of_bounds(template: Template) -> Iterator[Problem]:
    """Yield the regions with no size left, those beyond the bleed, and turns inside a stack."""
    for location, element in walked(template):
        if len(location) == 3:
            yield from _region(template, element, location)
        elif element.turn or element.z:
            key = "turn" if element.turn else "z"
            yield Problem(
                f"‘{key}’ kan alleen bij een gebied zelf, niet bij een deel van een stapel.",
                ExitCode.AUTHOR,
                template.place(*location, key),
                "Maak er een eigen gebied van, naast de stapel.",
            )


def _region(template: Template, element: Element, location: Location) -> Iterator[Problem]:
    rect = element.rect(template.format)
    name = location[-1]
    # A line has no height where it lies, and no width where it stands.
    flat = isinstance(element, LineElement | RuleElement)
    for size, what, keys in (
        (rect.width, "breed", "x, w en right"),
        (rect.height, "hoog", "y, h en bottom"),
    ):
        if size < -_EDGE or (size <= _EDGE and not flat):
            yield Problem(
                f"‘{name}’ wordt {_mm(size)} {what}.",
                ExitCode.AUTHOR,
                template.place(*location),
                f"De kaart is {_mm(template.format.width)} bij {_mm(template.format.height)}; "
                f"kijk naar {keys}.",
            )
            return
    if element.turn and element.quarter is None:
        if element.h is None and element.bottom is None:
            return  # as high as its content, which only a card has
        rect = element.turning(rect).rect(Rect.of(element.inner_size(rect)))
    card = Rect.of(template.format).grown(template.bleed)
    for over, side in (
        (card.x - rect.x, "links"),
        (card.y - rect.y, "boven"),
        (rect.right - card.right, "rechts"),
        (rect.bottom - card.bottom, "onder"),
    ):
        if over > _EDGE:
            yield Problem(
                f"‘{name}’ valt {side} {_mm(over)} buiten de kaart, voorbij de afloop.",
                ExitCode.AUTHOR,
                template.place(*location),
                f"De kaart is {_mm(template.format.width)} bij {_mm(template.format.height)}, met "
                f"{_mm(template.bleed)} afloop.",
            )


def _mm(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0").replace(".", ",") + " mm"
