"""A request for press sheets in; the files made, looked over, written and told about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from kaartgen.cli import output
from kaartgen.cli.build import look_findings, path_of, sizes_in_words
from kaartgen.cli.dutch import count, number
from kaartgen.cli.places import open_file
from kaartgen.cli.preflight import in_sentences
from kaartgen.cli.press import Press, looked_over, pressed, verdicts
from kaartgen.cli.report import Progress, Voice
from kaartgen.errors import ExitCode
from kaartgen.imposition.paper_file import load_paper
from kaartgen.products.press_sheets import Lot, PressBuilt, PressJob, build_press_sheets

if TYPE_CHECKING:
    from kaartgen.cli.build import Chosen, DeckRequest
    from kaartgen.cli.differing import Differing

_GATHERED: Final = {
    "stapelen": "Na het snijden: leg de stapeltjes op elkaar zoals je leest, linksboven bovenop. "
    "{decks} op volgorde.",
    "herhalen": "Na het snijden: elk stapeltje is één kaart. Neem van elk stapeltje één kaart, en "
    "je hebt een deck.",
}


def make_press_sheets(
    request: DeckRequest, press: Press, chosen: Chosen, differing: Differing | None, voice: Voice
) -> ExitCode:
    """Make a deck's press sheets, write them, look them over and tell what the run takes.

    Returns 7 if a shop would send one back.
    """
    assert press.shop is not None
    run = request.run
    paper = load_paper(chosen.workspace, request.paper)
    job = PressJob(
        paper, press.shop.bleed, float(press.shop.ink), run.decks, run.gathering, request.date
    )
    name = request.file_name(paper)
    total = len(chosen.deck.cards) + 2 * len(chosen.cards)
    with Progress(voice, "Drukvellen maken", total) as progress:
        look = replace(chosen.look, press=press.profile.file)
        built = build_press_sheets(chosen.deck, look, chosen.cards, job, progress.advance)
        files: dict[Path, bytes] = {}
        pages: dict[Path, int] = {}
        alone = len(built.documents) == 1
        for part, document in built.documents.items():
            path = path_of(chosen.workspace, request.where, name, part, alone=alone)
            files[path] = pressed(request.dated(document), press, progress.advance)
            pages[path] = len(document.pages)
    if differing:
        differing.write(files)
        differing.tell(voice)
    else:
        output.write_all(files)
    reports = looked_over(list(pages), press, voice)
    for line in (*_told(built, job), *verdicts(reports, press)):
        voice.say(line)
    voice.files(
        pages,
        cards=sum(lot.cards for lot in built.lots) * job.decks,
        sheets=sum(lot.run.printed for lot in built.lots),
        findings=[
            *look_findings(chosen.look),
            *built.findings,
            *(line for report in reports for line in in_sentences(report)),
        ],
        notes=differing.lines if differing else (),
        more={**(differing.rows if differing else {}), **_rows(built, job)},
    )
    if request.show:
        open_file(next(iter(pages)), voice)
    return ExitCode.PREFLIGHT if any(report.errors for report in reports) else ExitCode.OK


def _told(built: PressBuilt, job: PressJob) -> Iterator[str]:
    cards = count(sum(lot.cards for lot in built.lots) * job.decks, "kaart", "kaarten")
    sheets = count(sum(lot.run.printed for lot in built.lots), "drukvel", "drukvellen")
    decks = "" if job.decks == 1 else f", een oplage van {job.decks}"
    yield f"Klaar: {cards} op {sheets} {job.paper.name}{decks}."
    for lot in built.lots:
        yield f"  {_lot_in_words(lot)}"
    yield (
        "Drukken: voor en achter, het vel zijwaarts gekeerd, zodat dezelfde kant in de grijper "
        f"blijft (onderaan de pagina). {_times(job)}"
    )
    whole = "Dan ligt het deck" if job.decks == 1 else f"Dan liggen de {job.decks} decks na elkaar"
    more = " Doe dat per formaat." if len(built.lots) > 1 else ""
    yield _GATHERED[job.gathering].format(decks=whole) + more
    yield f"Lettergrootte: {sizes_in_words(built.sizes)}."


def _times(job: PressJob) -> str:
    if job.gathering == "herhalen" and job.decks > 1:
        return f"Elk vel {job.decks} keer."
    return "Elk vel één keer, op volgorde."


def _lot_in_words(lot: Lot) -> str:
    run, press = lot.run, lot.press
    lies = ", liggend" if press.plan.slots[0].lying else ""
    empty = (
        "geen plek blijft leeg"
        if run.empty == 0
        else f"{count(run.empty, 'plek blijft', 'plekken blijven')} leeg van de {run.places}"
    )
    return (
        f"{lot.format}: {press.columns} × {press.rows} op een vel{lies}, "
        f"{count(run.printed, 'vel', 'vellen')}; {empty}; {number(_lost(lot))} % van het papier "
        "wordt geen kaart."
    )


def _lost(lot: Lot) -> float:
    """Return what share of the paper ends up as no card, in per cent."""
    filled = (lot.run.places - lot.run.empty) / lot.run.places
    return round(100 * (1 - lot.press.used * filled), 1)


def _rows(built: PressBuilt, job: PressJob) -> Mapping[str, object]:
    """Return what a script wants to know about the run."""
    rows: Sequence[Mapping[str, object]] = [
        {
            "formaat": lot.format,
            "kaarten_per_deck": lot.cards,
            "kolommen": lot.press.columns,
            "rijen": lot.press.rows,
            "verschillende_vellen": len(lot.run.sheets),
            "keer": lot.run.times,
            "vellen": lot.run.printed,
            "plekken": lot.run.places,
            "lege_plekken": lot.run.empty,
            "papierverlies_procent": _lost(lot),
        }
        for lot in built.lots
    ]
    return {
        "oplage": job.decks,
        "indeling": job.gathering,
        "papier": job.paper.name,
        "drukvellen": rows,
    }
