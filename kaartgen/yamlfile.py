"""A YAML file in; plain values out that remember where they stood, every scalar still as text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, file_error, reason

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Location: TypeAlias = tuple[str | int, ...]

# An author's file of a few hundred cards is some 400 kB.
MAX_BYTES = 4_000_000


class Document(Struct, frozen=True):
    """The content of one file and, for each location in it, the place where it stands."""

    file: Path
    value: Value
    places: Mapping[Location, Place]
    # What is wrong in the file and yet leaves the rest of it readable, such as a repeated field.
    problems: tuple[Problem, ...] = ()

    def place(self, location: Location) -> Place:
        """Return where `location` stands, or the nearest thing around it that stands somewhere."""
        for end in range(len(location), -1, -1):
            found = self.places.get(location[:end])
            if found is not None:
                return found
        return Place(self.file)


def read(file: Path) -> Document:
    """Read a YAML file.

    Raises KaartgenError with every problem of syntax, encoding, duplicate key or size in it.
    """
    return parse(file, _text(file))


def read_on(file: Path) -> Document:
    """Read a YAML file, its lesser problems given with the document instead of raised.

    Raises KaartgenError only if nothing can be read.
    """
    return _parsed(file, _text(file))


def parse(file: Path, text: str) -> Document:
    """Read YAML from `text`, which came from `file`."""
    document = _parsed(file, text)
    if document.problems:
        raise KaartgenError(document.problems)
    return document


def _parsed(file: Path, text: str) -> Document:
    # Late: a run whose files have not changed since the last parses none, and the parser takes
    # 15 ms to import.
    from kaartgen.yamltext import parsed  # noqa: PLC0415

    return parsed(file, text)


def _text(file: Path) -> str:
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise KaartgenError(
                [
                    Problem(
                        f"Dit bestand is {size / 1e6:.1f} MB; dat is te groot voor "
                        "kaartteksten.".replace(".", ",", 1),
                        ExitCode.AUTHOR,
                        Place(file),
                        f"Maak er bestanden van hooguit {MAX_BYTES // 1_000_000} MB van.",
                    )
                ]
            )
        raw = file.read_bytes()
    except FileNotFoundError:
        raise file_error("Dit bestand is er niet.", file) from None
    except OSError as error:
        raise file_error(
            f"Dit bestand is niet te lezen ({reason(error)}).",
            file,
            "Kijk of het bestand niet in een ander programma openstaat en of je het mag lezen.",
        ) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        start = before.rfind(b"\n") + 1
        column = len(before[start:].decode("utf-8", "replace")) + 1
        raise KaartgenError(
            [
                Problem(
                    "Dit bestand is niet opgeslagen als UTF-8; hier staat een teken dat niet "
                    "te lezen is.",
                    ExitCode.AUTHOR,
                    Place(file, line, column),
                    "Sla het opnieuw op met codering UTF-8 (in Kladblok: Opslaan als, onderaan).",
                )
            ]
        ) from None
