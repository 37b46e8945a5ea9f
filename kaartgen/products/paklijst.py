"""The files of a workshop in; one page out that says what to print, on what, and what to bring."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from msgspec import Struct

from kaartgen.content.deck import Deck
from kaartgen.frame import WHITE
from kaartgen.geometry import Rect, Size
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.pdf.document import Document, Page
from kaartgen.products.cards import document_for
from kaartgen.products.notes import style
from kaartgen.products.sketch import Sketch


class Job(Struct, frozen=True):
    """One file to print: how many times, and how."""

    file: str
    what: str
    copies: int
    how: str


def packing_list(
    deck: Deck,
    house: HouseStyle,
    language: str,
    jobs: Sequence[Job],
    *,
    tables: int,
    start: datetime.time | None,
    minutes: int,
) -> Document:
    """Return the page to print first."""
    page = Sketch(house, Setter(house.book, language))
    colour = page.colour("kind")
    page.fill(Rect(20, 18, 170, 40), colour, 3)
    big = style(26, 30, font="display", weight=700, optical=True)
    page.text("Paklijst", big, 28, 27, 150, WHITE)
    table = "1 tafel" if tables == 1 else f"{tables} tafels"
    when = f" · begin {start:%H:%M}" if start else ""
    line = f"{deck.file.titel} · {table} · {minutes} minuten{when}"
    page.text(line, style(12, 15, weight=600), 28, 44, 155, WHITE)
    head = style(16, 20, font="display", weight=700, optical=True)
    y = page.text("Eerst printen", head, 20, 72, 170, colour) + 8
    for job in jobs:
        page.outline(Rect(20, y - 0.6, 4.6, 4.6), colour, 0.6, 0.9)
        times = "1 keer" if job.copies == 1 else f"{job.copies} keer"
        below = page.text(f"{times}: {job.what}", style(12, 15, weight=600), 29, y, 161)
        below = page.text(job.file, style(10, 13), 29, below + 2.8, 161)
        y = page.text(job.how, style(11, 14.4, hyphenate=True), 29, below + 2.8, 161) + 7
    y = page.text("Dan inpakken", head, 20, y + 6, 170, colour) + 8
    for words in _things(tables):
        page.outline(Rect(20, y - 0.6, 4.6, 4.6), colour, 0.6, 0.9)
        y = page.text(words, style(11.5, 15), 29, y, 161) + 4.6
    return document_for(deck, (Page(page.frame(Size(210, 297))),), "paklijst", "Simplex")


def _things(tables: int) -> list[str]:
    pens = 6 * tables
    return [
        f"{pens} pennen en {2 * tables} dikke stiften",
        "Een snijmachine, of een mes, een liniaal en een snijmat",
        "Lijm en een botte punt voor het doosje",
        "Een stapel leeg papier voor wat er op komt",
        "Een klok die iedereen ziet",
        "Koffie, thee, en een briefje op de deur",
    ]
