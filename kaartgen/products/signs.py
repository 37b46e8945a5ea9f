"""An author's file in; every text in it with a sign that the house style's font lacks, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kaartgen.authored import AuthoredFile
from kaartgen.errors import ExitCode, Place, Problem
from kaartgen.layout.paragraph import Setter
from kaartgen.products.notes import no_sign, style
from kaartgen.yamlfile import Location


def missing_signs(
    setter: Setter, file: AuthoredFile, *, unprinted: Sequence[str] = ()
) -> list[Problem]:
    """Return a problem for each text that cannot be printed, but in fields that are not."""
    return list(_missing(setter, file.model_dump(exclude_none=True), (), file.place, unprinted))


def _missing(
    setter: Setter,
    value: object,
    location: Location,
    place: Callable[..., Place | None],
    unprinted: Sequence[str],
) -> Iterator[Problem]:
    inside: Iterator[tuple[str | int, object]]
    if isinstance(value, str):
        # What this font has, the others of a family have too.
        found = setter.set(value, style(12, 15, weight=600), [1e6]).missing
        if found:
            message, hint = no_sign(value, *found[0])
            yield Problem(message, ExitCode.FONT, place(*location), hint)
        return
    if isinstance(value, Mapping):
        inside = ((key, one) for key, one in value.items() if key not in unprinted)
    elif isinstance(value, list | tuple):
        inside = iter(enumerate(value))
    else:
        return
    for key, one in inside:
        yield from _missing(setter, one, (*location, key), place, unprinted)
