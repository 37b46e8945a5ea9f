"""A language's file in; how a deck is divided, quoted and labelled out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from kaartgen import yamlfile
from kaartgen.content.kinds import Kind
from kaartgen.content.typography import NBSP, Typography
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, raise_all
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import PACKAGE, Workspace
from kaartgen.yamlfile import Document, Location, Value

DEFAULT: Final = "nl"
ROOM: Final = "talen"
# The words that a template can name, as {woorden.wat_schuurt}.
CARD_WORDS: Final = (
    "wat_schuurt", "gevoelig", "waarden_in_het_spel", "stap", "en_dan", "tip", "leg_dicht",
    "draai_om", "en_verder", "mijn_belang", "zo_gaat_een_gesprek", "de_tekens", "wat_er_speelde",
    "wat_ik_deed", "een_portret", "wat_telde", "twijfel",
)  # fmt: skip

_SECTIONS: Final = (
    "soorten", "lenzen", "kaart", "deck", "status", "maanden", "bord", "handreiking", "bundel",
)  # fmt: skip
_HEAD: Final = ("naam", "code", "afbreken", "tekens")
_SIGNS: Final = (
    "dubbel", "enkel", "binnen", "ervoor", "weglating", "afkorting", "eenheid", "naam",
)  # fmt: skip
_BLANK: Final = re.compile(r"\{([a-z_]+)\}")


class Language(Struct, frozen=True):
    """A language: its file's name, its own name, and what it asks of the typesetter.

    `tag` is the code that a PDF carries (nl-NL); `hyphenation` names pyphen's patterns (none: words
    stay whole); `words` holds every text that kaartgen prints of itself, as `bord.zo_speel_je`.
    """

    code: str
    name: str
    tag: str
    hyphenation: str
    typography: Typography
    words: Mapping[str, str]

    def says(self, key: str, **values: object) -> str:
        """Return the text called `key`, with its blanks filled in."""
        return self.words[key].format(**values) if values else self.words[key]

    def kind(self, kind: Kind, what: str = "kaart") -> str:
        """Return a kind's word: as on its cards, `kort`, or `een` and `meer` in a sentence."""
        found = self.words.get(f"soorten.{kind.name}.{what}")
        if found is not None:
            return found
        if what == "kort":
            return self.kind(kind)
        return {"kaart": kind.label, "een": kind.name}.get(what, kind.plural)

    def counted(self, kind: Kind, count: int) -> str:
        """Return a number of cards of a kind: 3 vragen."""
        return f"{count} {self.kind(kind, 'een' if count == 1 else 'meer')}"


def languages(workspace: Workspace) -> list[str]:
    """Return the codes of the languages that there are."""
    return workspace.names(ROOM)


def load_language(workspace: Workspace, code: str, place: Place | None = None) -> Language:
    """Read a language; `place` is where somebody asked for it.

    A file in the user's own folder may change a shipped language with only its differences.
    Raises KaartgenError with every mistake in the file, or if there is no such language.
    """
    file = workspace.find(ROOM, f"{code}.yaml")
    if file is None:
        known = languages(workspace)
        hint = did_you_mean(code, known)
        message = f"De taal ‘{code}’ kent kaartgen niet."
        raise KaartgenError([Problem(message, ExitCode.AUTHOR, place, hint)])
    shipped = PACKAGE / ROOM / file.name
    base = _flat(yamlfile.read(shipped)) if shipped.is_file() and shipped != file else {}
    return _language(code, file, base)


def _language(code: str, file: Path, base: Mapping[Location, Value]) -> Language:
    document = yamlfile.read(file)
    if not isinstance(document.value, dict):
        message = "Hier horen de woorden van een taal te staan (‘naam: …’)."
        raise KaartgenError([Problem(message, ExitCode.AUTHOR, Place(file, 1, 1))])
    found = {**base, **_flat(document)}
    problems = [*_strange(document, found), *_missing(file, found), *_blanks(document, found)]
    problems.extend(_signs(document, found))
    hyphenation = str(found.get(("afbreken",), ""))
    problems.extend(_patterns(document, hyphenation))
    raise_all(problems)
    words = {
        ".".join(map(str, location)): str(value)
        for location, value in found.items()
        if location[0] in _SECTIONS
    }
    name, tag = str(found["naam",]), str(found["code",])
    patterns = "" if hyphenation == "nee" else hyphenation
    return Language(code, name, tag, patterns, _typography(found), words)


def _flat(document: Document) -> dict[Location, Value]:
    """Return every scalar and list of the file by where it stands."""

    def within(value: Value, location: Location) -> Iterator[tuple[Location, Value]]:
        if isinstance(value, dict):
            for key, inside in value.items():
                yield from within(inside, (*location, key))
        else:
            yield location, value

    return dict(within(document.value, ()))


def _reference() -> dict[Location, Value]:
    return _flat(yamlfile.read(PACKAGE / ROOM / f"{DEFAULT}.yaml"))


def _required(reference: Mapping[Location, Value]) -> Iterator[Location]:
    for location in reference:
        if location[0] in _SECTIONS or location in (("naam",), ("code",), ("afbreken",)):
            yield location
    yield ("tekens", "dubbel")
    yield ("tekens", "enkel")


def _strange(document: Document, found: Mapping[Location, Value]) -> Iterator[Problem]:
    reference = _reference()
    known = dict.fromkeys(reference)
    for location in found:
        if location in known or location[:2] == ("tekens", "naam"):
            continue
        if location[0] == "tekens" and location[1:2] and location[1] in _SIGNS:
            continue
        if location[0] == "soorten" and location[-1] in ("kaart", "kort", "een", "meer"):
            continue  # a kind of the user's own, or a short word that Dutch has no need of
        beside = [str(one[-1]) for one in known if one[:-1] == location[:-1]]
        if not beside:
            beside = [*_HEAD, *_SECTIONS]
        yield Problem(
            f"De regel ‘{'.'.join(map(str, location))}’ kent kaartgen niet in een taal.",
            ExitCode.AUTHOR,
            document.place(location),
            did_you_mean(str(location[-1]), beside),
        )


def _missing(file: Path, found: Mapping[Location, Value]) -> Iterator[Problem]:
    absent = [
        ".".join(map(str, location))
        for location in _required(_reference())
        if not found.get(location)
    ]
    if absent:
        shown = ", ".join(absent[:12]) + (f" en nog {len(absent) - 12}" if len(absent) > 12 else "")
        yield Problem(
            f"In deze taal ontbreekt: {shown}.",
            ExitCode.AUTHOR,
            Place(file, 1, 1),
            "Vertaal die regels uit de Nederlandse taal van kaartgen; laat er geen leeg.",
        )


def _blanks(document: Document, found: Mapping[Location, Value]) -> Iterator[Problem]:
    """Yield the texts whose words between braces are others than in Dutch."""
    for location, dutch in _reference().items():
        own = found.get(location)
        if location[0] not in _SECTIONS or own is None:
            continue
        if not isinstance(own, str):
            message = "Hier hoort een tekst te staan."
            yield Problem(message, ExitCode.AUTHOR, document.place(location))
            continue
        wanted, given = set(_BLANK.findall(str(dutch))), set(_BLANK.findall(own))
        rest = _BLANK.sub("", own)
        if wanted != given or "{" in rest or "}" in rest:
            named = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "niets"
            yield Problem(
                f"In ‘{own}’ hoort tussen accolades te staan: {named}.",
                ExitCode.AUTHOR,
                document.place(location),
            )


def _signs(document: Document, found: Mapping[Location, Value]) -> Iterator[Problem]:
    for name in ("dubbel", "enkel"):
        given = found.get(("tekens", name))
        whole = isinstance(given, list) and len(given) == 2
        if given is not None and not (whole and all(isinstance(one, str) and one for one in given)):
            yield Problem(
                "Hier horen twee aanhalingstekens te staan: dat opent en dat sluit.",
                ExitCode.AUTHOR,
                document.place(("tekens", name)),
                'Schrijf bijvoorbeeld ["“", "”"].',
            )
    for name in ("weglating", "afkorting", "eenheid"):
        given = found.get(("tekens", name))
        if given is not None and not isinstance(given, list):
            message = f"Bij ‘{name}’ hoort een lijst van woorden te staan."
            yield Problem(message, ExitCode.AUTHOR, document.place(("tekens", name)), "[s, t, n]")


def _patterns(document: Document, hyphenation: str) -> Iterator[Problem]:
    import pyphen  # noqa: PLC0415 (only a language that is read for the first time needs it)

    if hyphenation and hyphenation != "nee" and hyphenation not in pyphen.LANGUAGES:
        yield Problem(
            f"Voor ‘{hyphenation}’ zijn er geen afbreekpatronen.",
            ExitCode.AUTHOR,
            document.place(("afbreken",)),
            did_you_mean(hyphenation, pyphen.LANGUAGES) or "Met ‘nee’ breekt kaartgen niets af.",
        )


def _typography(found: Mapping[Location, Value]) -> Typography:
    def listed(value: Value) -> tuple[str, ...]:
        return tuple(map(str, value)) if isinstance(value, list) else ()

    double, single = listed(found["tekens", "dubbel"]), listed(found["tekens", "enkel"])
    names = {
        str(location[2]): listed(value)
        for location, value in found.items()
        if location[:2] == ("tekens", "naam") and len(location) == 3
    }
    return Typography(
        (double[0], double[1]),
        (single[0], single[1]),
        NBSP if found.get(("tekens", "binnen")) == "spatie" else "",
        "".join(listed(found.get(("tekens", "ervoor"), []))),
        listed(found.get(("tekens", "weglating"), [])),
        listed(found.get(("tekens", "afkorting"), [])),
        listed(found.get(("tekens", "eenheid"), [])),
        tuple(names.items()),
    )
