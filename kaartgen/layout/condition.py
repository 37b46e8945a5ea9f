"""What a designer writes after `als` in; whether it holds for a card's fields out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Annotated

from msgspec import Struct
from pydantic import AfterValidator

from kaartgen.authored import mistake

_FIELD = r"[a-z_]+(?:\.[a-z_]+)*"
_TERM = re.compile(rf"\s*(niet\s+)?({_FIELD})\s*(?:(!?=)\s*(.+?))?\s*")
_OR = re.compile(r"\s+of\s+")
_AND = re.compile(r"\s+en\s+")


class Term(Struct, frozen=True):
    """One thing that must be so: a field is filled, or has a value; or just not."""

    field: str
    value: str | None
    denied: bool


@lru_cache(maxsize=256)
def terms(text: str) -> tuple[tuple[Term, ...], ...] | None:
    """Return the alternatives of a condition, each with all that must be so; None if it is none.

    `hulpzin`, `niet belang`, `stap.nummer = 1`, `lens.naam != IS`, joined with `en` and `of`.
    """
    found: list[tuple[Term, ...]] = []
    for alternative in _OR.split(text):
        matches = [_TERM.fullmatch(part) for part in _AND.split(alternative)]
        together: list[Term] = []
        for match in matches:
            if match is None or match[2] in ("niet", "en", "of"):
                return None
            denied = bool(match[1]) != (match[3] == "!=")
            together.append(Term(match[2], match[4], denied))
        found.append(tuple(together))
    return tuple(found)


def _checked(text: str) -> str:
    if terms(text) is None:
        raise mistake(
            f"‘{text}’ is geen voorwaarde.",
            "Schrijf een veld (‘hulpzin’), ‘niet hulpzin’ of ‘stap.nummer = 1’; "
            "verbind ze met ‘en’ of ‘of’.",
        )
    return text


Condition = Annotated[str, AfterValidator(_checked)]


def holds(condition: str, value_of: Callable[[str], object]) -> bool:
    """Say whether a condition holds, `value_of` giving what a field has."""
    return any(
        all(_is_so(term, value_of(term.field)) is not term.denied for term in together)
        for together in terms(condition) or ()
    )


def _is_so(term: Term, value: object) -> bool:
    if term.value is None:
        return bool(value)
    return isinstance(value, str) and value.casefold() == term.value.casefold()


def fields_of(condition: str) -> Iterator[str]:
    """Yield the fields that a condition names."""
    for together in terms(condition) or ():
        for term in together:
            yield term.field
