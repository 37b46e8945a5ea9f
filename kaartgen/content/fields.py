"""The kinds of text that an author's field can hold, as pydantic types."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo

from kaartgen.authored import mistake
from kaartgen.content.typography import DUTCH, cleaned


def _text(value: str, info: ValidationInfo) -> str:
    for character in value:
        if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") and character not in (
            "\n",
            "\u00ad",
            "\u200c",
            "\u200d",
        ):
            raise mistake(
                f"Er staat een onzichtbaar teken (U+{ord(character):04X}) in deze tekst.",
                "Verwijder het; vaak is het meegekomen met plakken.",
            )
    value = re.sub(r"[ \t]+", " ", value.replace("\u200c", "").replace("\u200d", "")).strip()
    if not value:
        raise mistake("Deze tekst is leeg.", "Vul de tekst in of haal het veld weg.")
    context: dict[str, Any] = info.context or {}
    rules = context.get("typography", DUTCH)
    if rules is not None:
        return cleaned(value, rules)
    return unicodedata.normalize("NFC", value)


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise mistake(
            f"‘{value}’ kan niet als id: gebruik kleine letters, cijfers en streepjes.",
            f"Bijvoorbeeld ‘{slug_of(value) or 'mijn-kaart'}’.",
        )
    return value


def _tag(value: str) -> str:
    value = " ".join(value.split())
    if not value:
        raise mistake("Deze tag is leeg.", "Vul een woord in of haal hem weg.")
    if "," in value:
        raise mistake(
            f"In de tag ‘{value}’ staat een komma.",
            "Maak er losse tags van: op de opdrachtregel scheidt een komma ze.",
        )
    return value


def _focus(value: object) -> object:
    """Read `0.5 0.2`, or the same as a list."""
    if isinstance(value, str):
        value = value.replace(",", " ").split()
    if not isinstance(value, list):
        return value
    try:
        x, y = (float(str(share)) for share in value)
    except ValueError:
        x, y = -1.0, -1.0
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise mistake(
            "Een focus is twee getallen van 0 tot 1: hoe ver van links en hoe ver van boven.",
            "Het midden is ‘[0.5, 0.5]’, linksboven ‘[0, 0]’.",
        )
    return (x, y)


def slug_of(text: str) -> str:
    """Return a slug for `text`: lower case letters, digits and hyphens."""
    folded = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", folded))


Text = Annotated[str, AfterValidator(_text)]
"""Text that is printed: small Markdown, cleaned up on reading unless the deck switches it off."""

Slug = Annotated[str, AfterValidator(_slug)]

Tag = Annotated[str, AfterValidator(_tag)]
"""A word or a few to choose cards by; it is printed on none."""

Fit = Literal["contain", "cover", "stretch"]
"""Whole and perhaps with room to spare; all over and perhaps cut off; or pulled to the box."""

Focus = Annotated[tuple[float, float], BeforeValidator(_focus)]
"""The point of a picture that stays in view: from the left and from the top, each from 0 to 1."""

Code = Annotated[str, StringConstraints(min_length=1)]
Copies = Annotated[int, Field(ge=0, le=1000)]
