"""What an order says in; a page with lines to fill in out, and the same as text to paste."""

from __future__ import annotations

from msgspec import Struct

from kaartgen.content.deck import Deck
from kaartgen.frame import WHITE
from kaartgen.geometry import Rect, Size
from kaartgen.layout.hyphenation import DUTCH
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.typeset import Look
from kaartgen.pdf.document import Document, Page
from kaartgen.products.cards import document_for
from kaartgen.products.notes import style
from kaartgen.products.sketch import Sketch

# What only whoever orders knows.
_BLANKS = (
    "Naam en organisatie",
    "Telefoon en e-mail",
    "Afleveradres",
    "Factuur naar",
    "In huis op",
)
# Where the second column begins, and about how high capitals of its letter are, in mm.
_SECOND = 64.0
_CAP = 2.6
# Names of files are long, and one that is broken cannot be found.
_LEAST_PT = 9.0
# The files are named on the page where they are few.
_FEW_FILES = 6


class OrderForm(Struct, frozen=True):
    """What an order says, as labels and sentences; for whom, and the names of the files with it."""

    rows: tuple[tuple[str, str], ...]
    whom: str
    files: tuple[str, ...]


def order_text(form: OrderForm) -> str:
    """Return the order as text to paste in a form or a letter."""
    lines = [f"Drukopdracht voor {form.whom}" if form.whom else "Drukopdracht", ""]
    lines += [f"{label}: {words}" for label, words in form.rows]
    lines += ["", "Bijgevoegd:", *(f"- {name}" for name in form.files), ""]
    lines += [f"{label}: " for label in _BLANKS]
    return "\n".join(lines).rstrip(" ") + "\n"


def order_page(deck: Deck, look: Look, form: OrderForm) -> Document:
    """Return the order as one page of A4, with lines for what only whoever orders knows."""
    page = Sketch(look.house, Setter(look.house.book, DUTCH))
    colour = page.colour("kind")
    page.fill(Rect(20, 18, 170, 34), colour, 3)
    big = style(26, 30, font="display", weight=700, optical=True)
    page.text("Drukopdracht", big, 28, 25, 150, WHITE)
    whom = f" · {form.whom}" if form.whom else ""
    page.text(f"{deck.file.titel}{whom}", style(12, 15, weight=600), 28, 41, 155, WHITE)
    label, words = style(11, 14.4, weight=700), style(11, 14.4)
    y = 63.0
    for name, sentence in form.rows:
        page.text(name, label, 20, y, 38, colour)
        y = page.text(sentence, words, _SECOND, y, 190 - _SECOND) + 6.2
    if len(form.files) <= _FEW_FILES:
        page.text("Bijgevoegd", label, 20, y, 38, colour)
        for name in form.files:
            page.fitted(name, words, _SECOND, y, 190 - _SECOND, least_pt=_LEAST_PT)
            y += 5.2
    y = max(y + 4, 222.0)
    for blank in _BLANKS:
        page.text(blank, label, 20, y, 38, colour)
        page.line(_SECOND, y + _CAP, 190, y + _CAP, page.colour("line"))
        y += 12
    return document_for(deck, (Page(page.frame(Size(210, 297))),), "drukopdracht", "Simplex")
