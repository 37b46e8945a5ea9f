"""What an order says in; a page with lines to fill in out, and the same as text to paste."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from kaartgen.content.deck import Deck
from kaartgen.frame import WHITE
from kaartgen.geometry import Rect, Size
from kaartgen.layout.hyphenation import DUTCH
from kaartgen.layout.look import Look
from kaartgen.layout.paragraph import Setter
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
    setter = Setter(look.house.book, DUTCH)
    # An order with much to say is set closer; the smallest is still easy to read.
    for space in _SPACES:
        page = Sketch(look.house, setter)
        if _written(page, deck, form, space) <= _FOOT:
            break
    return document_for(deck, (Page(page.frame(Size(210, 297))),), "drukopdracht", "Simplex")


class _Space(Struct, frozen=True):
    """How large the words are, in points, and what lies between rows and blanks, in millimetres."""

    size: float
    leading: float
    between: float
    blank: float


_SPACES: Final = (
    _Space(11, 14.4, 6.2, 12),
    _Space(11, 14, 5.2, 10.5),
    _Space(10, 12.8, 4.6, 9.5),
    _Space(9.5, 12, 3.8, 9),
    _Space(9, 11.2, 3.2, 8.5),
)
# The lowest line, so that an office printer prints it.
_FOOT: Final = 283.0


def _written(page: Sketch, deck: Deck, form: OrderForm, space: _Space) -> float:
    """Write the order on a page and return where it ends."""
    colour = page.colour("kind")
    page.fill(Rect(20, 18, 170, 34), colour, 3)
    big = style(26, 30, font="display", weight=700, optical=True)
    page.text("Drukopdracht", big, 28, 25, 150, WHITE)
    whom = f" · {form.whom}" if form.whom else ""
    page.text(f"{deck.file.titel}{whom}", style(12, 15, weight=600), 28, 41, 155, WHITE)
    label = style(space.size, space.leading, weight=700)
    words = style(space.size, space.leading)
    y = 63.0
    for name, sentence in form.rows:
        page.text(name, label, 20, y, 42, colour)
        y = page.text(sentence, words, _SECOND, y, 190 - _SECOND) + space.between
    if len(form.files) <= _FEW_FILES:
        page.text("Bijgevoegd", label, 20, y, 42, colour)
        for name in form.files:
            page.fitted(name, words, _SECOND, y, 190 - _SECOND, least_pt=_LEAST_PT)
            y += 5.2
    y = max(y + 4, 222.0)
    for blank in _BLANKS:
        page.text(blank, label, 20, y, 42, colour)
        page.line(_SECOND, y + _CAP, 190, y + _CAP, page.colour("line"))
        y += space.blank
    return y - space.blank + _CAP
