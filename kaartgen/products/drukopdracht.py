"""What is to be printed in; the order for the print shop out, as a page and as text to paste."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from kaartgen.content.deck import Card, Deck
from kaartgen.content.kinds import EmptyCard
from kaartgen.frame import WHITE
from kaartgen.geometry import Rect, Size
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.typeset import LANGUAGES, Look
from kaartgen.pdf.document import Document, Page
from kaartgen.pdf.print_shop import GENERAL, PDFX_NAMES, Order, PdfX, PrintShop
from kaartgen.products.cards import document_for, formats_of
from kaartgen.products.notes import style
from kaartgen.products.sketch import Sketch

ORDERS: dict[Order, str] = {
    "afwisselend": "voor- en achterkanten om en om",
    "achter-eerst": "om en om, de achterkant eerst",
    "voorkanten-een-achterkant": "alle voorkanten en dan de achterkant",
    "twee-bestanden": "voorkanten en achterkanten in een eigen bestand",
}
# Printing conditions of paper without a coating; the others are of coated paper.
_UNCOATED = frozenset({"FOGRA47", "FOGRA52", "FOGRA29"})
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
# From here on a printed proof costs less than a misprint.
_MANY_SETS = 100


class Stack(Struct, frozen=True):
    """The cards of one format in a set, and the files that they are in."""

    name: str
    size: Size
    cards: Sequence[Card]
    files: tuple[str, ...]

    @property
    def often(self) -> list[tuple[str, int]]:
        """The designs that are in a set more than once."""
        return [(code, times) for code, times in self.designs.items() if times > 1]

    @property
    def designs(self) -> Counter[str]:
        """How often each design is in a set."""
        return Counter(card.code for card in self.cards)


class PrintOrder(Struct, frozen=True):
    """All that an order says; `sets` is None where whoever orders fills it in."""

    shop: PrintShop
    pdfx: PdfX
    condition: str
    sets: int | None
    stacks: tuple[Stack, ...]
    corner: float


def stacks_of(
    look: Look, cards: Sequence[Card], files: dict[str, tuple[str, ...]]
) -> tuple[Stack, ...]:
    """Return the cards by format; `files` are the names of the files of each format."""
    return tuple(
        Stack(
            name,
            size,
            [card for card in cards if look.template(card).format_name == name],
            files.get(name, ()),
        )
        for name, size in formats_of(look, cards).items()
    )


def order_rows(deck: Deck, order: PrintOrder) -> list[tuple[str, str]]:
    """Return what the order says, as labels and sentences."""
    every = sum(len(stack.cards) for stack in order.stacks)
    rows = [
        ("Wat", f"{deck.file.titel}, versie {deck.file.versie}: {_cards(every)} in een set."),
        ("Oplage", _sets(order.sets)),
    ]
    rows += [(_format(stack), _stack(stack, order.sets)) for stack in order.stacks]
    rows += [
        ("Bedrukking", "Full colour aan beide zijden (4/4), cmyk. Geen steunkleuren of vernis."),
        ("Papier", _paper(order.condition)),
        ("Afwerking", _finishing(order.stacks)),
        ("Hoeken", f"Afgerond, straal {_number(order.corner)} mm." if order.corner else "Recht."),
        ("Verzamelen", _collating(order.stacks)),
        ("Bestanden", _files(order)),
        ("Proef", _proof(order.sets)),
    ]
    return rows


def order_text(deck: Deck, order: PrintOrder) -> str:
    """Return the order as text to paste in a form or a letter."""
    lines = [
        "Drukopdracht" if order.shop.name == GENERAL else f"Drukopdracht voor {order.shop.title}",
        "",
    ]
    for label, words in order_rows(deck, order):
        lines += [f"{label}: {words}"]
    names = [name for stack in order.stacks for name in stack.files]
    lines += ["", "Bijgevoegd:", *(f"- {name}" for name in names), ""]
    lines += [f"{label}: " for label in _BLANKS]
    return "\n".join(lines).rstrip(" ") + "\n"


def order_page(deck: Deck, look: Look, order: PrintOrder) -> Document:
    """Return the order as one page of A4, with lines for what only whoever orders knows."""
    page = Sketch(look.house, Setter(look.house.book, LANGUAGES[deck.file.taal]))
    colour = page.colour("kind")
    page.fill(Rect(20, 18, 170, 34), colour, 3)
    big = style(26, 30, font="display", weight=700, optical=True)
    page.text("Drukopdracht", big, 28, 25, 150, WHITE)
    whom = "" if order.shop.name == GENERAL else f" · {order.shop.title}"
    page.text(f"{deck.file.titel}{whom}", style(12, 15, weight=600), 28, 41, 155, WHITE)
    label, words = style(11, 14.4, weight=700), style(11, 14.4)
    y = 63.0
    for name, sentence in order_rows(deck, order):
        page.text(name, label, 20, y, 38, colour)
        y = page.text(sentence, words, _SECOND, y, 190 - _SECOND) + 6.2
    names = [name for stack in order.stacks for name in stack.files]
    if len(names) <= _FEW_FILES:
        page.text("Bijgevoegd", label, 20, y, 38, colour)
        for name in names:
            page.fitted(name, words, _SECOND, y, 190 - _SECOND, least_pt=_LEAST_PT)
            y += 5.2
    y = max(y + 4, 222.0)
    for blank in _BLANKS:
        page.text(blank, label, 20, y, 38, colour)
        page.line(_SECOND, y + _CAP, 190, y + _CAP, page.colour("line"))
        y += 12
    return document_for(deck, (Page(page.frame(Size(210, 297))),), "drukopdracht", "Simplex")


def _format(stack: Stack) -> str:
    return stack.name.capitalize()


def _stack(stack: Stack, sets: int | None) -> str:
    size = f"{_number(stack.size.width)} × {_number(stack.size.height)}\u00a0mm"
    designs = len(stack.designs)
    often = ", ".join(f"{code} {times} keer" for code, times in stack.often)
    said = f"{size} na het snijden, {_cards(len(stack.cards))} in een set"
    said += f", {designs} ontwerpen ({often})" if often else ", allemaal verschillend"
    if sets and sets > 1:
        said += f"; in totaal {_thousands(len(stack.cards) * sets)} kaarten"
    return f"{said}."


def _paper(condition: str) -> str:
    if condition in _UNCOATED:
        return "Ongestreken karton, 300 tot 350 g/m², niet doorschijnend."
    return "Mat gestreken karton, 300 tot 350 g/m², niet doorschijnend."


def _finishing(stacks: Sequence[Stack]) -> str:
    empty = dict.fromkeys(
        card.code for stack in stacks for card in stack.cards if isinstance(card.content, EmptyCard)
    )
    laminate = "Mat laminaat aan beide zijden, om vaak in handen te nemen."
    if empty:
        return f"{laminate} Niet op {_codes(list(empty))}: daar wordt op geschreven."
    return laminate


def _collating(stacks: Sequence[Stack]) -> str:
    said = "Per set, in de volgorde van het bestand; geen stapels per ontwerp."
    if len(stacks) > 1:
        said += " Van elk formaat een stapel met banderol, en de stapels van een set bij elkaar."
    return said


def _files(order: PrintOrder) -> str:
    shop = order.shop
    if shop.file != "pdf":
        files = sum(len(stack.files) for stack in order.stacks)
        return f"{files} plaatjes ({shop.file}, {shop.colour}), {_number(shop.bleed)} mm afloop."
    kind = PDFX_NAMES.get(order.pdfx, "Pdf")
    return (
        f"{kind} voor {order.condition}, één kant per pagina, {ORDERS[shop.order]}, "
        f"{_number(shop.bleed)}\u00a0mm afloop, zonder snijtekens."
    )


def _proof(sets: int | None) -> str:
    if sets and sets >= _MANY_SETS:
        return "Graag eerst één gedrukte en gesneden set."
    return "Graag eerst een digitale proef, en bericht als er iets aan de bestanden ontbreekt."


def _sets(sets: int | None) -> str:
    if sets is None:
        return "……… sets."
    return "1 set." if sets == 1 else f"{_thousands(sets)} sets."


def _codes(codes: Sequence[str]) -> str:
    """Write the codes of one kind that follow each other as a stretch: "L01 tot en met L04"."""
    numbers = [int(code[1:]) for code in codes if code[1:].isdecimal()]
    if len(codes) > 2 and numbers == list(range(numbers[0], numbers[0] + len(codes))):
        return f"{codes[0]} tot en met {codes[-1]}"
    return ", ".join(codes)


def _thousands(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _cards(amount: int) -> str:
    return f"{amount} kaart" if amount == 1 else f"{amount} kaarten"


def _number(value: float) -> str:
    return f"{round(value, 3):g}".replace(".", ",")
