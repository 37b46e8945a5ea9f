"""The kinds of text that an author's field can hold, as pydantic types."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo

from kaartgen.authored import mistake
from kaartgen.content.typography import cleaned


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
    if context.get("typography", True):
        return cleaned(value)
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


def slug_of(text: str) -> str:
    """Return a slug for `text`: lower case letters, digits and hyphens."""
    folded = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", folded))


Text = Annotated[str, AfterValidator(_text)]
"""Text that is printed: small Markdown, cleaned up on reading unless the deck switches it off."""

Slug = Annotated[str, AfterValidator(_slug)]

Tag = Annotated[str, AfterValidator(_tag)]
"""A word or a few to choose cards by; it is printed on none."""

Code = Annotated[str, StringConstraints(min_length=1)]
Copies = Annotated[int, Field(ge=0, le=1000)]
