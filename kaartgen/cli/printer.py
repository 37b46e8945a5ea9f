"""A printer's name in; its profile, what it does to a document, and its error in Dutch, out."""

from __future__ import annotations

from typing import Any, Final

from kaartgen.cli.dutch import number
from kaartgen.cli.report import Voice
from kaartgen.errors import KaartgenError
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.printer import Deviation, Kept, Printer
from kaartgen.pdf.document import Document

# Less than this, a tenth of a millimetre or so on a sheet, nobody sees or reads off.
_LEAST_MM: Final = 0.05
_LEAST_DEG: Final = 0.05
_LEAST_SHARE: Final = 0.001


def chosen_printer(name: str | None) -> Printer | None:
    """Return the printer that was asked for, if any; raises KaartgenError if there is none such."""
    if name is None:
        return None
    from kaartgen.imposition.printer_profile import load_printer

    return load_printer(name)


def named_for(printer: Printer | None) -> str:
    """Return what a printer adds to the name of a file made for it."""
    return "" if printer is None else f"-{printer.name}"


def aligned(document: Document, printer: Printer | None) -> Document:
    """Return the document as this printer has to be sent it."""
    if printer is None:
        return document
    from kaartgen.products.corrected import corrected

    return corrected(document, printer)


def paper_for(paper: Paper, printer: Printer | None) -> Paper:
    """Return the paper with what this printer leaves blank, if that was read off."""
    return paper if printer is None else printer.paper(paper)


def is_calibrated_for(document: Document, printer: Printer) -> bool:
    """Say whether the printer is calibrated on every paper of the document."""
    return all(printer.on(page.frame.size) is not None for page in document.pages)


def say_aligned(printer: Printer | None, voice: Voice) -> None:
    """Tell for which printer the sheets are made."""
    if printer is not None:
        voice.say(f"Rechtgezet voor printer ‘{printer.name}’: print dit alleen daarop.")


def told(kept: Kept) -> list[str]:
    """Return how a printer errs on one paper, a sentence for each thing."""
    calibration, readings = kept.calibration, kept.readings
    back = _errs(calibration.back_error, "de voorkant")
    words = [
        f"De achterkant ligt {back}." if back else "De achterkant ligt recht achter de voorkant.",
        f"Je metingen passen bij elkaar op {_rest(calibration.rest)} na.",
    ]
    if readings.ruler or readings.distances:
        front = _errs(calibration.front_error, "het hoort")
        words.append(
            f"De voorkant ligt {front}." if front else "De voorkant ligt goed op het papier."
        )
    if readings.distances:
        words.append(f"De vier afstanden passen bij elkaar op {_rest(calibration.front_rest)} na.")
    if edges := readings.edges:
        four = (edges.top, edges.right, edges.bottom, edges.left)
        names = ("boven", "rechts", "onder", "links")
        blank = (
            f"rondom {number(four[0])} mm"
            if len(set(four)) == 1
            else ", ".join(f"{name} {number(w)} mm" for name, w in zip(names, four, strict=True))
        )
        words.append(f"De printer laat {blank} wit.")
    return words


def in_short(kept: Kept) -> str:
    """Return where the backs lie on one paper, in a few words."""
    return f"{kept.paper_name}: achterkant {_errs(kept.calibration.back_error) or 'ligt goed'}"


def _errs(error: Deviation, than: str | None = None) -> str:
    """Return an error as words that follow “ligt”; empty if there is none to see."""
    parts: list[str] = []
    if abs(error.right) >= _LEAST_MM:
        way = "rechts" if error.right > 0 else "links"
        parts.append(f"{_mm(error.right)} mm te ver naar {way}")
    if abs(error.down) >= _LEAST_MM:
        parts.append(f"{_mm(error.down)} mm te {'laag' if error.down > 0 else 'hoog'}")
    if abs(error.turn_deg) >= _LEAST_DEG:
        way = "rechtsom" if error.turn_deg > 0 else "linksom"
        parts.append(f"{number(round(abs(error.turn_deg), 2))}° {way} gedraaid")
    if than and abs(error.skew_deg) >= _LEAST_DEG:
        parts.append(f"{number(round(abs(error.skew_deg), 2))}° scheef")
    scales = [
        f"{number(round(100 * share, 2))} % zo {what}"
        for share, what in ((error.across, "breed"), (error.along, "hoog"))
        if than and abs(share - 1) >= _LEAST_SHARE
    ]
    if scales:
        parts.append(f"{' en '.join(scales)} als {than}")
    return ", ".join(parts[:-1]) + " en " + parts[-1] if len(parts) > 1 else "".join(parts)


def _rest(value: float) -> str:
    return "minder dan 0,1 mm" if value < _LEAST_MM else f"{_mm(value)} mm"


def _mm(value: float) -> str:
    return number(round(abs(value), 1))


def as_row(printer: Printer) -> dict[str, Any]:
    """Return a printer as data: how it errs on each paper, in millimetres and degrees."""
    return {
        "naam": printer.name,
        "ijkingen": [_as_data(kept) for kept in printer.kept],
        "bestand": str(printer.file),
    }


def _as_data(kept: Kept) -> dict[str, Any]:
    calibration, edges = kept.calibration, kept.readings.edges
    return {
        "papier": kept.paper_name,
        "zijde": kept.readings.flip.value,
        "datum": kept.date,
        "achterkant": _deviation(calibration.back_error, calibration.rest),
        "voorkant": _deviation(calibration.front_error, calibration.front_rest),
        "rand": None if edges is None else [edges.top, edges.right, edges.bottom, edges.left],
        "tekst": in_short(kept),
    }


def _deviation(error: Deviation, rest: float) -> dict[str, float]:
    return {
        "rechts": round(error.right, 3) + 0.0,
        "omlaag": round(error.down, 3) + 0.0,
        "draaiing": round(error.turn_deg, 4) + 0.0,
        "scheefte": round(error.skew_deg, 4) + 0.0,
        "breedte": round(error.across, 5),
        "hoogte": round(error.along, 5),
        "rest": round(rest, 3),
    }


def rows() -> list[dict[str, Any]]:
    """Return a row for every printer, also for one whose file has mistakes in it."""
    from kaartgen.imposition.printer_profile import load_printer, printer_names, printers_folder

    found: list[dict[str, Any]] = []
    for name in printer_names():
        try:
            found.append(as_row(load_printer(name)))
        except KaartgenError as error:
            file = printers_folder() / f"{name}.yaml"
            wrong = str(error.problems[0])
            found.append({"naam": name, "ijkingen": [], "bestand": str(file), "fout": wrong})
    return found
