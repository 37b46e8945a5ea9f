"""Pieces of a running text in; for each card what was written for it, by its labels, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from kaartgen.content.kinds import KIND_BY_NAME, Kind
from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.writing.columns import Column, closest, columns, matches, sheet_kind
from kaartgen.writing.columns import Path as Location
from kaartgen.writing.doubts import Doubts, quoted
from kaartgen.writing.tables import Book, Part
from kaartgen.writing.written import Found, Said, Written

# Where the text goes that stands under no label.
_RUNNING: Final[Mapping[str, str]] = {
    "situatie": "verhaal",
    "perspectief": "bril",
    "waarde": "uitleg",
    "beeld": "situatie_kort",
    "rol": "opdracht",
    "joker": "effect",
    "werkvorm": "doel",
    "vraag": "hulpzin",
}


def read_parts(book: Book, found: Found, doubts: Doubts) -> None:
    """Read every part of a book into `found`.

    Raises KaartgenError if there is nothing to read.
    """
    for heading, spot in book.skipped:
        found.spots.append(spot)
        if heading:
            doubts.add(
                "kop",
                spot,
                f"Deze tekst is niet overgenomen: onder {quoted(heading)} staan andere koppen, en "
                "die zijn de kaarten.",
                "Geef elke situatie een eigen kop, met haar tekst eronder.",
            )
        else:
            doubts.add(
                "kop",
                spot,
                "Onder deze kop staat niets; er is geen kaart van gemaakt.",
                "Schrijf er een verhaal onder, of haal de kop weg.",
            )
    for part in book.parts:
        written = _written(part, found, doubts)
        if written is not None:
            found.kinds.add(written.kind.name)
            found.cards.append(written)
    if not found.cards:
        raise KaartgenError(
            [
                Problem(
                    "In deze tekst staat geen kop met een situatie eronder.",
                    ExitCode.AUTHOR,
                    book.place("hele tekst"),
                    "Geef in Word elke situatie een kop (stijl Kop 1), met het verhaal eronder.",
                )
            ]
        )


def _written(part: Part, found: Found, doubts: Doubts) -> Written | None:
    kind = _kind(part, found.known)
    said: dict[Location, Said] = {}
    by_path = {column.path: column for column in columns(kind)}
    title = by_path[kind.title_field]
    found.spots.append(part.spot)
    if part.heading:
        said[(kind.title_field,)] = Said(part.heading, part.spot, title)
    for label, text, spot, _ in part.pieces:
        found.spots.append(spot)
        column, path = _column(kind, label, by_path)
        if column is None:
            near = closest(kind, label)
            doubts.add(
                "kolom",
                spot,
                f"Een veld {quoted(label)} kent kaartgen niet; het is niet overgenomen.",
                f"Bedoel je ‘{near}’?" if near else "Haal het weg, of geef het een andere naam.",
            )
            continue
        if not label:
            _tell_likely_label(kind, text, spot, doubts)
        if path in said and path != (kind.title_field,):
            before = said[path]
            said[path] = Said(f"{before.text}\n{text}", before.spot, column)
        elif path not in said:
            said[path] = Said(text, spot, column)
    return Written(kind, said, part.spot)


def _tell_likely_label(kind: Kind, text: str, spot: str, doubts: Doubts) -> None:
    """Note a paragraph that begins like a label and bears the name of none."""
    match = re.match(r"^\**([^\W\d][^:\n*]{2,30}?)\**\s*:", text)
    # Surely: in a story people speak, and ‘Moeder:’ is no label.
    near = closest(kind, match[1], 0.8) if match else None
    if match and near:
        doubts.add(
            "kolom",
            spot,
            f"‘{match[1]}:’ is geen veld; de alinea staat nu in het verhaal.",
            f"Bedoel je ‘{near}’?",
        )


def _kind(part: Part, known: Iterable[Kind]) -> Kind:
    by_name = {kind.name: kind for kind in known}
    for text in reversed(part.under):
        name = sheet_kind(text, known)
        if name in by_name:
            return by_name[name]
    return KIND_BY_NAME["situatie"]


def _column(
    kind: Kind, label: str, by_path: Mapping[str, Column]
) -> tuple[Column | None, Location]:
    if not label:
        path = _RUNNING.get(kind.name, kind.title_field)
        return by_path[path], (path,)
    known = matches(kind, label)
    return (known[0].column, known[0].path) if known else (None, ())
