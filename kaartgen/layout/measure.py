"""A designer's measure as text in; millimetres, a format or a size of type out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Final

from msgspec import Struct
from pydantic import BeforeValidator, Field, ValidationInfo

from kaartgen.authored import mistake
from kaartgen.geometry import Size, length_mm
from kaartgen.nearest import did_you_mean

FORMATS: Final = {
    "a6": Size(105, 148),
    "a5": Size(148, 210),
    "tarot": Size(70, 120),
    "poker": Size(63, 88),
    "bridge": Size(57, 89),
    "vierkant": Size(100, 100),
}

# From a token to a poster on A2; more than that is a slip of the keyboard.
_LEAST_SIDE_MM: Final = 10
_MOST_SIDE_MM: Final = 600

_TERM = re.compile(r"\s*([+-]?)\s*([a-z][a-z0-9-]*|\d+(?:[.,]\d+)?\s*(?:mm|cm|pt|in)?)")


VARIABLE_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")


def length_in(text: str, variables: Mapping[str, float]) -> float:
    """Return a sum of lengths and names, such as "band + 5.6", in millimetres.

    Raises the error that a model's own validator raises, if it is none.
    """
    total, at = 0.0, 0
    while at < len(text.rstrip()) or not at:
        match = _TERM.match(text, at)
        if match is None or (at and not match[1]):
            raise mistake(
                f"‘{text}’ is geen maat.", "Schrijf bijvoorbeeld ‘9’, ‘12.5mm’ of ‘band + 5.6’."
            )
        sign = -1.0 if match[1] == "-" else 1.0
        term = match[2]
        if term[0].isalpha():
            if term not in variables:
                raise mistake(f"De maat ‘{term}’ bestaat niet.", did_you_mean(term, variables))
            total += sign * variables[term]
        else:
            total += sign * length_mm(term)
        at = match.end()
    return total


def _length(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str):
        return value
    return length_in(value, (info.context or {}).get("variables", {}))


def _gap(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str):
        least, _, most = value.partition("..")
        low = _length(least, info)
        return (low, _length(most, info) if most else low)
    return value


Length = Annotated[float, BeforeValidator(_length)]
Extent = Annotated[float, BeforeValidator(_length), Field(ge=0)]
Gap = Annotated[tuple[float, float], BeforeValidator(_gap)]


def _format(value: object) -> object:
    if isinstance(value, str):
        if value in FORMATS:
            return FORMATS[value]
        raise mistake(f"Het formaat ‘{value}’ bestaat niet.", did_you_mean(value, FORMATS))
    if isinstance(value, list):
        try:
            width, height = (length_mm(str(side)) for side in value)
        except ValueError:
            raise mistake("Een formaat is een breedte en een hoogte: [105, 148].") from None
        if not all(_LEAST_SIDE_MM <= side <= _MOST_SIDE_MM for side in (width, height)):
            raise mistake(
                f"Een kaart is {_LEAST_SIDE_MM} tot {_MOST_SIDE_MM} mm breed en hoog.",
                "Schrijf bijvoorbeeld [105, 148].",
            )
        return Size(width, height)
    return value


Format = Annotated[Size, BeforeValidator(_format)]


_LEAST_PT: Final = 3
_MOST_PT: Final = 400


class TypeSize(Struct, frozen=True):
    """A size and its leading, in points."""

    size_pt: float
    leading_pt: float

    def raised_to(self, least_pt: float) -> TypeSize:
        """Return the size grown to `least_pt`, its leading in proportion."""
        return TypeSize(least_pt, self.leading_pt * least_pt / self.size_pt)


def _type_size(value: object) -> object:
    if isinstance(value, str):
        match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*/\s*(\d+(?:\.\d+)?)", value)
        if match is None:
            raise mistake(
                f"‘{value}’ is geen lettergrootte.",
                "Schrijf grootte en regelafstand in punten: ‘12/16.2’.",
            )
        size, leading = float(match[1]), float(match[2])
        if not (_LEAST_PT <= size <= _MOST_PT and _LEAST_PT <= leading <= _MOST_PT):
            raise mistake(
                f"‘{value}’ is geen lettergrootte die te zetten is.",
                f"Neem voor beide {_LEAST_PT} tot {_MOST_PT} punt.",
            )
        return TypeSize(size, leading)
    return value


Points = Annotated[TypeSize, BeforeValidator(_type_size)]
