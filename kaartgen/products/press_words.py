"""A run of press sheets in; sentences out: how sheets are printed and what to do after the cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kaartgen.imposition.press import Turning
from kaartgen.products.press_sheets import Lot, PressJob

_PRINTED: Final[Mapping[Turning, str]] = {
    Turning.SHEETWISE: "voor en achter, het vel zijwaarts gekeerd, zodat dezelfde kant in de "
    "grijper blijft (onderaan de pagina).",
    Turning.TURN: "elke pagina is één plaat voor beide kanten van het vel. Sla de stapel na de "
    "eerste keer zijwaarts om, zodat dezelfde kant in de grijper blijft (onderaan de pagina), en "
    "druk hem nog eens.",
    Turning.TUMBLE: "elke pagina is één plaat voor beide kanten van het vel. Keer de stapel na de "
    "eerste keer kop over voet, zodat de andere kant in de grijper komt (onderaan de pagina), en "
    "druk hem nog eens.",
}
_STACKED: Final[Mapping[Turning, str]] = {
    Turning.SHEETWISE: "leg de stapeltjes op elkaar zoals je leest, linksboven bovenop. {decks} op "
    "volgorde.",
    Turning.TURN: "op de linkerhelft liggen de voorkanten boven, op de rechterhelft de "
    "achterkanten. Leg de stapeltjes van de linkerhelft op elkaar zoals je leest, linksboven "
    "bovenop, en die van de rechterhelft net zo, maar van rechts naar links. {decks} op volgorde, "
    "in elke stapel van boven af geteld.",
    Turning.TUMBLE: "op de bovenste helft liggen de voorkanten boven, op de onderste de "
    "achterkanten. Leg de stapeltjes van de bovenste helft op elkaar zoals je leest, linksboven "
    "bovenop, en die van de onderste net zo, maar de onderste rij eerst. {decks} op volgorde, in "
    "elke stapel van boven af geteld.",
}
_TAKEN: Final[Mapping[Turning, str]] = {
    Turning.SHEETWISE: "elk stapeltje is één kaart. Neem van elk stapeltje één kaart, en je hebt "
    "een deck.",
    Turning.TURN: "draai de stapeltjes van de rechterhelft om: dan ligt elke kaart er twee keer, "
    "op een stapeltje links en een rechts. Neem van elke kaart één, en je hebt een deck.",
    Turning.TUMBLE: "draai de stapeltjes van de onderste helft om: dan ligt elke kaart er twee "
    "keer, op een stapeltje boven en een onder. Neem van elke kaart één, en je hebt een deck.",
}


def gathered_in_words(job: PressJob) -> str:
    """Return how cut piles become decks, as a sentence that goes on from a colon."""
    turning = job.wishes.turning
    if job.gathering == "herhalen":
        return _TAKEN[turning]
    if turning.one_plate:
        half = (job.decks + 1) // 2
        decks = f"Zo liggen er twee keer {half} {'deck' if half == 1 else 'decks'}"
    else:
        decks = "Dan ligt het deck"
        if job.decks > 1:
            decks = f"Dan liggen de {job.decks} decks na elkaar"
    return _STACKED[turning].format(decks=decks)


def printed_in_words(lots: Sequence[Lot], job: PressJob) -> str:
    """Return how sheets are turned and how often each is printed, to go on from a colon."""
    turning = job.wishes.turning
    # All lots have the same number of decks.
    times = lots[0].run.times
    if job.gathering == "herhalen" and times > 1:
        often = f"Elk vel {times} keer."
    elif turning.one_plate:
        often = "Van elke pagina één vel, op volgorde, beide keren."
    else:
        often = "Elk vel één keer, op volgorde."
    return f"{_PRINTED[turning]} {often}"


def surplus(job: PressJob) -> bool:
    """Say whether there is a deck more than was asked for."""
    return job.wishes.turning.one_plate and job.decks % 2 == 1
