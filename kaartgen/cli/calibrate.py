"""A request to calibrate in; the sheet made, or what was read off it kept with the printer."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.cli import output, readings
from kaartgen.cli.ask import line, pick, say
from kaartgen.cli.build import Finished, finish
from kaartgen.cli.places import here
from kaartgen.cli.printer import as_row, told
from kaartgen.cli.report import Voice
from kaartgen.errors import ExitCode, KaartgenError, Problem, usage_error
from kaartgen.geometry import Size
from kaartgen.imposition.misreading import Fault, faults
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.paper_file import load_paper
from kaartgen.imposition.plan import Flip
from kaartgen.imposition.printer import LABELS, BackReading, Kept, Printer, Readings, calibrated
from kaartgen.imposition.printer_profile import find_printer, printer_file, written

T = TypeVar("T")

_INSTEAD: Final = (
    "kaartgen kalibreer --printer kantoor --metingen "
    '"A 0,3 -0,5; B 0,4 -0,5; C 0,3 -0,3; D 0,1 -0,2; E 0,2 -0,1"'
)


class CalibrateRequest(Struct, frozen=True):
    """All that was asked of `kaartgen kalibreer`; readings as they were typed."""

    where: str | None = None
    paper: str = "A4"
    flip: str = "lang"
    printer: str | None = None
    backs: str | None = None
    ruler: str | None = None
    distances: str | None = None
    edges: str | None = None
    show: bool = False

    @property
    def has_readings(self) -> bool:
        """Whether anything that was read off is told."""
        return any(text is not None for text in (self.backs, *self.beside))

    @property
    def beside(self) -> tuple[str | None, str | None, str | None]:
        """What was told of the front."""
        return self.ruler, self.distances, self.edges

    def command(self, printer: str) -> str:
        """Return how to come back with the readings of this sheet."""
        words = f"kaartgen kalibreer --printer {printer}"
        words += "" if self.paper.casefold() == "a4" else f" --papier {self.paper}"
        return words + (" --zijde kort" if self.flip == "kort" else "")


def calibrate(request: CalibrateRequest, voice: Voice) -> None:
    """Make the sheet, or keep what was read off it: what was told, or else what is asked."""
    paper = load_paper(here(), request.paper)
    if request.printer is not None:
        _earlier(request.printer)  # what is wrong with it is told before anything is asked
    elif request.has_readings:
        raise usage_error(
            "Van welke printer zijn deze metingen?", "Zet erbij hoe hij heet: --printer kantoor"
        )
    if request.printer is not None and request.has_readings:
        _keep(request.printer, paper, _told_readings(request, request.printer, paper), voice)
    elif request.printer is not None and _is_ready(request):
        _keep(request.printer, paper, _asked_readings(request, paper), voice)
    else:
        _make_sheet(request, paper, voice)


def _earlier(name: str) -> Printer | None:
    """Return what is kept of a printer; raises KaartgenError for a bad name or a broken file."""
    printer_file(name)
    try:
        return find_printer(name)
    except KaartgenError as error:
        *others, last = error.problems
        hint = f"{last.hint or ''} Of gooi het bestand weg en ijk opnieuw.".strip()
        raise KaartgenError([*others, replace(last, hint=hint)]) from None


def _is_ready(request: CalibrateRequest) -> bool:
    choices = ["Ja, ik vul nu in wat ik mat", "Nee, maak het ijkvel"]
    instead = f"{_INSTEAD}, of kaartgen kalibreer voor het ijkvel"
    if request.where is not None or request.show:
        return False
    return pick("Heb je het ijkvel al geprint en gemeten?", choices, instead) == 0


def _make_sheet(request: CalibrateRequest, paper: Paper, voice: Voice) -> None:
    from kaartgen.layout.house_style import load_house_style
    from kaartgen.layout.hyphenation import DUTCH
    from kaartgen.products.kalibratie import build_calibration

    workspace = here()
    house = load_house_style(workspace, "helder")
    document = build_calibration(house, DUTCH, paper, Flip(request.flip))
    name = f"ijkvel-{paper.name.casefold()}" + ("-kort" if request.flip == "kort" else "")
    words = (
        f"Klaar: het ijkvel voor {paper.name}. Wat je doet, staat erop.",
        f"Zo print je: dubbelzijdig, omslaan over de {request.flip}e zijde, schaal 100 %.",
        f"Vul daarna in wat je meet: {request.command(request.printer or 'kantoor')}",
    )
    finish(
        workspace, Finished({"": document}, name, words, 1), request.where, voice, show=request.show
    )


def _upright(paper: Paper) -> Size:
    low, high = sorted((paper.size.width, paper.size.height))
    return Size(low, high)


def _told_readings(request: CalibrateRequest, name: str, paper: Paper) -> Readings:
    """Return what was told, put over what is kept of this printer on this paper."""
    size = _upright(paper)
    problems: list[Problem] = []
    backs = _read(readings.backs, request.backs, problems)
    ruler = _read(readings.ruler, request.ruler, problems)
    distances = _read(readings.distances, request.distances, problems)
    edges = _read(readings.edges, request.edges, problems)
    if problems:
        raise KaartgenError(problems)
    printer = _earlier(name)
    kept = printer.on(size) if printer else None
    if backs is None and kept is None:
        raise usage_error(
            f"Van printer ‘{name}’ is op {paper.name} nog niet bekend hoe de achterkant ligt.",
            f"Geef ook --metingen, zoals: {_INSTEAD}",
        )
    found = kept.readings if kept else Readings(size, Flip(request.flip), backs or ())
    if backs is not None:
        found = replace(found, flip=Flip(request.flip), backs=backs)
    found = replace(
        found,
        ruler=ruler or found.ruler,
        distances=distances or found.distances,
        edges=edges or found.edges,
    )
    if wrong := faults(found):
        raise KaartgenError(_problems(wrong))
    return found


def _read(reader: Callable[[str], T], text: str | None, problems: list[Problem]) -> T | None:
    if text is None:
        return None
    try:
        return reader(text)
    except KaartgenError as error:
        problems.extend(error.problems)
        return None


def _problems(wrong: Sequence[Fault]) -> list[Problem]:
    return [Problem(fault.message, ExitCode.USAGE, hint=fault.hint) for fault in wrong]


def _asked_readings(request: CalibrateRequest, paper: Paper) -> Readings:
    """Ask for everything in the order of the sheet, and again for what cannot be right."""
    say("Vul in wat je op het ijkvel schreef. Enter slaat een vraag over; Ctrl-C stopt.\n")
    say("De voorkant")
    across = _asked("  Liggende liniaal, in mm: ", readings.one)
    along = _asked("  Staande liniaal, in mm: ", readings.one) if across else None
    edge = _asked("  Rand, het grootste getal: ", readings.edges)
    distances = _asked_distances()
    say("\nDe achterkant: naar rechts en omhoog, met een spatie ertussen, zoals 0,3 -0,5")
    found = Readings(
        _upright(paper),
        Flip(request.flip),
        tuple(_asked_target(label) for label in LABELS),
        (across, along) if across and along else None,
        distances,
        edge,
    )
    while wrong := faults(found):
        say("\n" + "\n\n".join(str(problem) for problem in _problems(wrong)) + "\n")
        again = _asked_again(found, wrong)
        if again == found:
            raise KaartgenError(_problems(wrong))
        found = again
    return found


def _asked_distances() -> tuple[float, float, float, float] | None:
    found: list[float] = []
    for words in ("1, links tot A", "2, links tot D", "3, boven tot A", "4, boven tot B"):
        length = _asked(f"  Afstand {words}, in mm: ", readings.one)
        if length is None:
            return None
        found.append(length)
    return found[0], found[1], found[2], found[3]


def _asked_target(label: str) -> BackReading:
    while True:
        pair = _asked(f"  {label}: ", readings.pair)
        if pair is not None:
            return BackReading(label, *pair)
        say("  Deze kan niet weg: typ 0 0 als het gaatje precies in het midden zit.")


def _asked_again(found: Readings, wrong: Sequence[Fault]) -> Readings:
    """Ask again for what is doubted; Enter leaves it as it was."""
    say("Typ het opnieuw, of druk op Enter om het zo te laten.")
    for fault in wrong:
        match fault.subject:
            case "metingen":
                for label in fault.labels or LABELS:
                    pair = _asked(f"  {label}: ", readings.pair)
                    if pair is not None:
                        new = BackReading(label, *pair)
                        backs = tuple(new if one.label == label else one for one in found.backs)
                        found = replace(found, backs=backs)
            case "liniaal":
                both = _asked("  Linialen, liggend x staand: ", readings.ruler)
                found = replace(found, ruler=both or found.ruler)
            case "afstanden":
                four = _asked("  Afstanden 1 2 3 4: ", readings.distances)
                found = replace(found, distances=four or found.distances)
            case "rand":
                edges = _asked("  Rand: ", readings.edges)
                found = replace(found, edges=edges or found.edges)
    return found


def _asked(prompt: str, reader: Callable[[str], T]) -> T | None:
    while True:
        answer = line(prompt, _INSTEAD)
        if not answer:
            return None
        try:
            return reader(answer)
        except KaartgenError as error:
            say(str(error))


def _keep(name: str, paper: Paper, found: Readings, voice: Voice) -> None:
    """Work out the error, show it and keep it with the printer."""
    file = printer_file(name)
    kept = Kept(paper.name, _today(), calibrated(found))
    before = _earlier(name)
    printer = (before or Printer(name, file, ())).with_one(kept)
    words = {one.paper_name: told(one) for one in printer.kept}
    text = written(printer, words)
    try:
        output.write_all({file: text.encode()})
    except KaartgenError as error:
        hint = "Hier onthoudt kaartgen wat het van printers weet; zorg dat je daar mag schrijven."
        raise KaartgenError([replace(one, hint=hint) for one in error.problems]) from None
    voice.say(f"Printer ‘{name}’ op {paper.name}:")
    for sentence in told(kept):
        voice.say(f"  {sentence}")
    if before and (earlier := before.on(found.size)):
        voice.say(f"Dit komt in de plaats van de ijking van {earlier.date}.")
    voice.say(f"Zet voortaan bij alles wat je maakt: --printer {name}")
    if voice.as_json:
        files = [{"pad": str(file), "paginas": 0}]
        result = {"bestanden": files, "kaarten": 0, "vellen": 0, "bevindingen": []}
        voice.json({**result, "printer": as_row(printer)})
    else:
        sys.stderr.flush()
        print(file)


def _today() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    now = (
        datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        if epoch.isdigit()
        else datetime.datetime.now(datetime.UTC).astimezone()
    )
    return now.date().isoformat()
