"""Press sheets that were made in; out what people are told of the run, and the same for scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kaartgen.cli.build import sizes_in_words
from kaartgen.cli.dutch import count, number
from kaartgen.imposition.press_run import number_of_sheets
from kaartgen.products.press_sheets import MOST_SHEETS, Lot, PressBuilt, PressJob
from kaartgen.products.press_words import gathered_in_words, printed_in_words, surplus


def told(built: PressBuilt, job: PressJob) -> Iterator[str]:
    """Yield what the run takes, how it is printed, and what to do with what was cut."""
    cards = count(sum(lot.cards for lot in built.lots) * job.decks, "kaart", "kaarten")
    sheets = count(sum(lot.run.printed for lot in built.lots), "drukvel", "drukvellen")
    decks = "" if job.decks == 1 else f", een oplage van {job.decks}"
    yield f"Klaar: {cards} op {sheets} {job.paper.name}{decks}."
    for lot in built.lots:
        yield f"  {_lot_in_words(lot)}"
    yield f"Drukken: {printed_in_words(built.lots, job)}"
    if surplus(job):
        yield (
            "Van één plaat komt elke kaart een even aantal keer: je houdt één deck over. "
            f"Voor hetzelfde papier kan --oplage {job.decks + 1}."
        )
    yield f"Na het snijden: {gathered_in_words(job)}" + (
        " Doe dat per formaat." if len(built.lots) > 1 else ""
    )
    yield from _fewer(built.lots, job)
    yield f"Lettergrootte: {sizes_in_words(built.sizes)}."


def _lot_in_words(lot: Lot) -> str:
    run, press = lot.run, lot.press
    lies = ", liggend" if press.plan.slots[0].lying else ""
    both = ""
    if press.turning.one_plate:
        both = f", {count(len(press.places), 'kaart', 'kaarten')} met hun achterkant"
        both = both.replace("kaart met hun", "kaart met de")
    empty = (
        "geen plek blijft leeg"
        if run.empty == 0
        else f"{count(run.empty, 'plek blijft', 'plekken blijven')} leeg van de {run.places}"
    )
    return (
        f"{lot.format}: {press.columns} × {press.rows} op een vel{lies}{both}, "
        f"{count(run.printed, 'vel', 'vellen')}; {empty}; {number(lost(lot))} % van het papier "
        "wordt geen kaart."
    )


def _fewer(lots: Sequence[Lot], job: PressJob) -> Iterator[str]:
    """Say so if the same cards take less paper when they are stacked."""
    if job.gathering == "stapelen":
        return
    stacked = [_stacked(lot, job) for lot in lots]
    kept = sum(lot.run.printed for lot in lots)
    if max(stacked) <= MOST_SHEETS and sum(stacked) < kept:
        yield (
            f"Gestapeld zijn het {count(sum(stacked), 'vel', 'vellen')} in plaats van {kept}, elk "
            "vel anders: laat --indeling weg als de drukker digitaal drukt."
        )


def _stacked(lot: Lot, job: PressJob) -> int:
    return number_of_sheets(lot.cards, job.decks, len(lot.press.places), lot.press.copies)


def lost(lot: Lot) -> float:
    """Return what share of the paper ends up as no card, in per cent."""
    filled = (lot.run.places - lot.run.empty) / lot.run.places
    return round(100 * (1 - lot.press.used * filled), 1)


def rows(built: PressBuilt, job: PressJob) -> Mapping[str, object]:
    """Return what a script wants to know about the run."""
    lots: Sequence[Mapping[str, object]] = [
        {
            "formaat": lot.format,
            "kaarten_per_deck": lot.cards,
            "kolommen": lot.press.columns,
            "rijen": lot.press.rows,
            "kaarten_per_vel": len(lot.press.places),
            "verschillende_vellen": len(lot.run.sheets),
            "drukvormen": lot.run.plates,
            "keer": lot.run.times,
            "vellen": lot.run.printed,
            "vellen_gestapeld": _stacked(lot, job),
            "plekken": lot.run.places,
            "lege_plekken": lot.run.empty,
            "papierverlies_procent": lost(lot),
        }
        for lot in built.lots
    ]
    return {
        "oplage": job.decks,
        "decks_over": int(surplus(job)),
        "indeling": job.gathering,
        "keren": job.wishes.turning.value,
        "papier": job.paper.name,
        "drukvellen": lots,
    }
