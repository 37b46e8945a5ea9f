"""Press sheets that were made in; out what the order says to a shop that prints and cuts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kaartgen.content.deck import Card, Deck
from kaartgen.pdf.print_shop import PDFX_NAMES, PdfX
from kaartgen.products.drukopdracht import (
    cards_in_words,
    codes_in_words,
    corners_in_words,
    number,
    paper_in_words,
    proof_in_words,
    sets_in_words,
    thousands,
    written_on,
)
from kaartgen.products.order_form import OrderForm
from kaartgen.products.press_sheets import Lot, PressJob
from kaartgen.products.press_words import gathered_in_words, printed_in_words, surplus


def sheet_order(
    deck: Deck,
    cards: Sequence[Card],
    lots: Sequence[Lot],
    job: PressJob,
    *,
    pdfx: PdfX,
    condition: str,
    corner: float,
    files: Mapping[str, str],
    spots: Sequence[str] = (),
) -> OrderForm:
    """Return the order; `files` are names of files by format, `corner` is in millimetres.

    `spots` are the inks beside the four.
    """
    every = sum(lot.cards for lot in lots)
    paper = sum(lot.run.printed for lot in lots)
    rows = [
        (
            "Wat",
            f"{deck.file.titel}, versie {deck.file.versie}: {cards_in_words(every)} in een set.",
        ),
        ("Oplage", _sets(job)),
        *((lot.format.capitalize(), _lot(lot, job)) for lot in lots),
        ("Vellen", f"{_sheets(paper)} {job.paper.name}; inschiet komt daarbij."),
        ("Papier", paper_in_words(condition)),
        ("Drukken", f"{_inks(spots)}: {printed_in_words(lots, job)}"),
        ("Afwerking", _finishing(cards)),
        ("Snijden", _cutting(lots[0].press.gutter)),
        ("Hoeken", corners_in_words(corner)),
        ("Verzamelen", _sentence(gathered_in_words(job))),
        ("Bestanden", _files(pdfx, condition)),
        ("Proef", proof_in_words(job.decks)),
    ]
    return OrderForm(tuple(rows), "", tuple(files[lot.format] for lot in lots))


def _inks(spots: Sequence[str]) -> str:
    plates = 4 + len(spots)
    return f"{plates}/{plates}, {' en '.join(['cmyk', *spots])}"


def _sets(job: PressJob) -> str:
    if not surplus(job):
        return sets_in_words(job.decks)
    return f"{sets_in_words(job.decks)[:-1]}; van één plaat worden het er {job.decks + 1}."


def _lot(lot: Lot, job: PressJob) -> str:
    card, run, press = lot.press.plan.slots[0].format, lot.run, lot.press
    size = f"{number(card.width)} × {number(card.height)}\u00a0mm"
    said = f"{size} na het snijden, {cards_in_words(lot.cards)} in een set; "
    said += f"{press.columns} × {press.rows} op een vel, {_sheets(run.printed)}"
    if run.times > 1 and len(run.sheets) == 1:
        said += ", allemaal gelijk"
    elif run.times > 1:
        said += f" ({len(run.sheets)} verschillende, elk {run.times} keer)"
    elif len(run.sheets) > 1:
        said += ", allemaal verschillend"
    return f"{said}."


def _finishing(cards: Sequence[Card]) -> str:
    laminate = "Mat laminaat aan beide zijden van het vel, voor het snijden"
    empty = written_on(cards)
    if empty:
        where = codes_in_words(empty)
        return f"{laminate}, in een soort waarop te schrijven is: dat gebeurt op {where}."
    return f"{laminate}."


def _cutting(gutter: float) -> str:
    between = (
        f"Tussen de kaarten ligt {number(gutter)} mm: twee sneden."
        if gutter
        else "De kaarten liggen tegen elkaar: één snede."
    )
    return f"Langs de snijtekens; alle vellen van een formaat zijn gelijk. {between}"


def _files(pdfx: PdfX, condition: str) -> str:
    kind = PDFX_NAMES.get(pdfx, "Pdf")
    return f"{kind} voor {condition}, hele drukvellen met snijtekens, paskruisen en kleurbalk."


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _sheets(amount: int) -> str:
    return "1 vel" if amount == 1 else f"{thousands(amount)} vellen"
