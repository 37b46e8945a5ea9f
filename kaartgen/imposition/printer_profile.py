"""A printer's name in; what was read off its calibration sheets out, and the text to keep it in.

One file for each printer, in the user's configuration folder: a printer's error belongs to the
printer, and not to the deck. What is kept is what was read; the error is worked out from it anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from platformdirs import user_config_path
from pydantic import Field

from kaartgen import authored
from kaartgen.authored import Authored, Number
from kaartgen.errors import ExitCode, Problem, raise_all, usage_error
from kaartgen.geometry import Sides, Size
from kaartgen.imposition.misreading import faults
from kaartgen.imposition.paper_file import Millimetres
from kaartgen.imposition.plan import Flip
from kaartgen.imposition.printer import (
    LABELS,
    BackReading,
    Kept,
    Printer,
    Readings,
    calibrated,
)
from kaartgen.nearest import did_you_mean

_Length = Annotated[Number, Field(ge=-2000, le=2000)]
Two = Annotated[tuple[_Length, ...], Field(min_length=2, max_length=2, strict=False)]
Four = Annotated[tuple[_Length, ...], Field(min_length=4, max_length=4, strict=False)]

# A printer's name ends the names of files: it must not read as one of kaartgen's own choices.
_TAKEN: Final = frozenset(
    {
        *("a0", "a1", "a2", "a3", "a4", "a5", "sra3", "letter", "kort", "lang", "tot-de-rand"),
        *("achterkanten", "voorkanten", "apart", "enkelzijdig", "vouw", "boekje", "tegels"),
        *("algemeen", "grootletter", "kern", "gewijzigd", "proefdruk", "proefvel"),
        *("snijlijnen", "zonder-uitleg"),
        # No file can be called this on Windows.
        *("aux", "con", "nul", "prn"),
    }
)


class Targets(Authored):
    """Where the front's crosses lie on the back's grids: to the right, and up."""

    A: Two
    B: Two
    C: Two
    D: Two
    E: Two


class CalibrationFile(Authored):
    """What was read off the calibration sheet of one paper; lengths in millimetres."""

    papier: str
    breedte: Millimetres
    hoogte: Millimetres
    zijde: Literal["lang", "kort"]
    datum: str
    metingen: Targets
    liniaal: Two | None = None
    afstanden: Four | None = None
    rand: Four | None = None


class PrinterFile(Authored):
    """The fields of a printer's file."""

    naam: str
    ijkingen: tuple[CalibrationFile, ...] = Field(min_length=1, strict=False)


def printers_folder() -> Path:
    """Return the folder with a file for each printer; it need not exist."""
    return user_config_path("kaartgen", appauthor=False) / "printers"


def printer_names() -> list[str]:
    """Return the names of all printers that are kept."""
    try:
        return sorted(file.stem for file in printers_folder().glob("*.yaml"))
    except OSError:
        return []


def printer_file(name: str) -> Path:
    """Return where a printer is kept; raises KaartgenError for a name that no file can have."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        proposal = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
        usable = proposal[:1].isalpha() and proposal not in _TAKEN
        raise usage_error(
            f"‘{name}’ kan geen naam van een printer zijn.",
            "Gebruik kleine letters, cijfers en streepjes, en begin met een letter, zoals "
            f"‘{proposal if usable else 'kantoor'}’.",
        )
    if name in _TAKEN:
        raise usage_error(
            f"‘{name}’ is al een woord van kaartgen zelf.",
            "Kies een andere naam voor de printer, zoals ‘kantoor’.",
        )
    return printers_folder() / f"{name}.yaml"


def load_printer(name: str) -> Printer:
    """Read a printer; raises KaartgenError if there is none, or with every mistake in its file."""
    found = find_printer(name)
    if found is None:
        known = printer_names()
        none = "Er is nog geen printer geijkt. Begin met: kaartgen kalibreer"
        raise usage_error(
            f"Er is geen printer ‘{name}’.", did_you_mean(name, known) if known else none
        )
    return found


def find_printer(name: str) -> Printer | None:
    """Read a printer, or return None if there is none by that name, whatever its capitals."""
    match = next((known for known in printer_names() if known == name.casefold()), None)
    if match is None:
        return None
    file = printers_folder() / f"{match}.yaml"
    parsed, document = authored.read(PrinterFile, file)
    problems: list[Problem] = []
    kept: list[Kept] = []
    for at, one in enumerate(parsed.ijkingen):
        readings = _readings(one)
        wrong = [
            Problem(
                fault.message,
                ExitCode.AUTHOR,
                document.place(("ijkingen", at, fault.subject, *fault.labels[:1])),
                fault.hint,
            )
            for fault in faults(readings)
        ]
        problems.extend(wrong)
        if not wrong:
            kept.append(Kept(one.papier, one.datum, calibrated(readings)))
    raise_all(problems)
    return Printer(match, file, tuple(kept))


def _readings(one: CalibrationFile) -> Readings:
    low, high = sorted((one.breedte, one.hoogte))
    backs = tuple(BackReading(label, *getattr(one.metingen, label)) for label in LABELS)
    ruler = None if one.liniaal is None else (one.liniaal[0], one.liniaal[1])
    four = one.afstanden
    distances = None if four is None else (four[0], four[1], four[2], four[3])
    edges = None if one.rand is None else Sides(*one.rand)
    return Readings(Size(low, high), Flip(one.zijde), backs, ruler, distances, edges)


def written(printer: Printer, words: Mapping[str, Iterable[str]]) -> str:
    """Return the text of a printer's file; `words` are remarks for each paper, by its name."""
    lines = [
        "# Wat er van de ijkvellen van deze printer is afgelezen; lengtes in mm.",
        "# Gemaakt door kaartgen kalibreer. Verbeteren mag; opnieuw ijken is vaak makkelijker.",
        f"naam: {printer.name}",
        "ijkingen:",
    ]
    for one in printer.kept:
        readings = one.readings
        lines.extend(f"  # {remark}" for remark in words.get(one.paper_name, ()))
        lines += [
            f'  - papier: "{one.paper_name}"',
            f"    breedte: {readings.size.width:g}",
            f"    hoogte: {readings.size.height:g}",
            f"    zijde: {readings.flip.value}",
            f'    datum: "{one.date}"',
            "    metingen: # op de achterkant: [naar rechts, omhoog]",
        ]
        lines += [f"      {back.label}: [{back.right:g}, {back.up:g}]" for back in readings.backs]
        if readings.ruler:
            lines.append(f"    liniaal: {_list(readings.ruler)} # liggend, staand")
        if readings.distances:
            lines.append(f"    afstanden: {_list(readings.distances)} # 1, 2, 3, 4")
        if edges := readings.edges:
            four = (edges.top, edges.right, edges.bottom, edges.left)
            lines.append(f"    rand: {_list(four)} # boven, rechts, onder, links")
    return "\n".join(lines) + "\n"


def _list(numbers: Iterable[float]) -> str:
    return f"[{', '.join(f'{number:g}' for number in numbers)}]"
