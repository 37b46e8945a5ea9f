"""Cards and a print shop in; out what the order for it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from kaartgen.content.deck import Card, Deck
from kaartgen.content.kinds import EmptyCard
from kaartgen.geometry import Size
from kaartgen.layout.look import Look
from kaartgen.pdf.print_shop import GENERAL, PDFX_NAMES, Order, PdfX, PrintShop
from kaartgen.products.cards import formats_of
from kaartgen.products.contour import CUT
from kaartgen.products.drafts import drafts_in_words
from kaartgen.products.order_form import OrderForm

ORDERS: dict[Order, str] = {
    "afwisselend": "voor- en achterkanten om en om",
    "achter-eerst": "om en om, de achterkant eerst",
    "voorkanten-een-achterkant": "alle voorkanten en dan de achterkant",
    "twee-bestanden": "voorkanten en achterkanten in een eigen bestand",
}
# Printing conditions of paper without a coating; the others are of coated paper.
_UNCOATED = frozenset({"FOGRA47", "FOGRA52", "FOGRA29"})
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
    # Inks on plates of their own, by name, and whether the file has a line for the punch.
    spots: tuple[str, ...] = ()
    die: bool = False


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
        (
            "Wat",
            f"{deck.file.titel}, versie {deck.file.versie}: {cards_in_words(every)} in een set.",
        ),
        ("Oplage", sets_in_words(order.sets)),
    ]
    drafts = drafts_in_words(deck, [card for stack in order.stacks for card in stack.cards])
    # A shop would ask whether a word in the margin is meant to be there.
    rows += [("Concept", drafts)] if drafts else []
    rows += [(_format(stack), _stack(stack, order.sets)) for stack in order.stacks]
    rows += [
        ("Bedrukking", printing_in_words(order.spots)),
        ("Papier", paper_in_words(order.condition)),
        ("Afwerking", _finishing(order.stacks)),
        ("Hoeken", corners_in_words(order.corner, die=order.die)),
        ("Verzamelen", _collating(order.stacks)),
        ("Bestanden", _files(order)),
        ("Proef", proof_in_words(order.sets)),
    ]
    return rows


def order_form(deck: Deck, order: PrintOrder) -> OrderForm:
    """Return the order for cards of which the shop lays pages on sheets for itself."""
    whom = "" if order.shop.name == GENERAL else order.shop.title
    files = tuple(name for stack in order.stacks for name in stack.files)
    return OrderForm(tuple(order_rows(deck, order)), whom, files)


def _format(stack: Stack) -> str:
    return stack.name.capitalize()


def _stack(stack: Stack, sets: int | None) -> str:
    size = f"{number(stack.size.width)} × {number(stack.size.height)}\u00a0mm"
    designs = len(stack.designs)
    often = ", ".join(f"{code} {times} keer" for code, times in stack.often)
    said = f"{size} na het snijden, {cards_in_words(len(stack.cards))} in een set"
    said += f", {designs} ontwerpen ({often})" if often else ", allemaal verschillend"
    if sets and sets > 1:
        said += f"; in totaal {thousands(len(stack.cards) * sets)} kaarten"
    return f"{said}."


def printing_in_words(spots: Sequence[str]) -> str:
    """Return with which inks both sides are printed; `spots` are those beside the four."""
    if not spots:
        return "Full colour aan beide zijden (4/4), cmyk. Geen steunkleuren of vernis."
    plates = 4 + len(spots)
    word = "steunkleur" if len(spots) == 1 else "steunkleuren"
    return f"Full colour en {word} {' en '.join(spots)}, aan beide zijden ({plates}/{plates})."


def corners_in_words(corner: float, *, die: bool = False) -> str:
    """Return what is done to corners; the radius is in millimetres, 0 for none."""
    said = f"Afgerond, straal {number(corner)} mm" if corner else "Recht"
    return f"{said}; stanslijn {CUT} in het bestand." if die else f"{said}."


def paper_in_words(condition: str) -> str:
    """Return what paper goes with a printing condition."""
    if condition in _UNCOATED:
        return "Ongestreken karton, 300 tot 350 g/m², niet doorschijnend."
    return "Mat gestreken karton, 300 tot 350 g/m², niet doorschijnend."


def _finishing(stacks: Sequence[Stack]) -> str:
    empty = written_on(card for stack in stacks for card in stack.cards)
    laminate = "Mat laminaat aan beide zijden, om vaak in handen te nemen."
    if empty:
        return f"{laminate} Niet op {codes_in_words(empty)}: daar wordt op geschreven."
    return laminate


def written_on(cards: Iterable[Card]) -> list[str]:
    """Return the codes of the cards that people write on."""
    return list(dict.fromkeys(card.code for card in cards if isinstance(card.content, EmptyCard)))


def _collating(stacks: Sequence[Stack]) -> str:
    said = "Per set, in de volgorde van het bestand; geen stapels per ontwerp."
    if len(stacks) > 1:
        said += " Van elk formaat een stapel met banderol, en de stapels van een set bij elkaar."
    return said


def _files(order: PrintOrder) -> str:
    shop = order.shop
    if shop.file != "pdf":
        files = sum(len(stack.files) for stack in order.stacks)
        return f"{files} plaatjes ({shop.file}, {shop.colour}), {number(shop.bleed)} mm afloop."
    kind = PDFX_NAMES.get(order.pdfx, "Pdf")
    return (
        f"{kind} voor {order.condition}, één kant per pagina, {ORDERS[shop.order]}, "
        f"{number(shop.bleed)}\u00a0mm afloop, zonder snijtekens."
    )


def proof_in_words(sets: int | None) -> str:
    """Return what is wanted to look at before all is printed."""
    if sets and sets >= _MANY_SETS:
        return "Graag eerst één gedrukte en gesneden set."
    return "Graag eerst een digitale proef, en bericht als er iets aan de bestanden ontbreekt."


def sets_in_words(sets: int | None) -> str:
    """Return how many sets are ordered; a blank where that is not known."""
    if sets is None:
        return "……… sets."
    return "1 set." if sets == 1 else f"{thousands(sets)} sets."


def codes_in_words(codes: Sequence[str]) -> str:
    """Write the codes of one kind that follow each other as a stretch: "L01 tot en met L04"."""
    numbers = [int(code[1:]) for code in codes if code[1:].isdecimal()]
    if len(codes) > 2 and numbers == list(range(numbers[0], numbers[0] + len(codes))):
        return f"{codes[0]} tot en met {codes[-1]}"
    return ", ".join(codes)


def thousands(amount: int) -> str:
    """Write 12000 as "12.000"."""
    return f"{amount:,}".replace(",", ".")


def cards_in_words(amount: int) -> str:
    """Write "1 kaart" or "54 kaarten"."""
    return f"{amount} kaart" if amount == 1 else f"{amount} kaarten"


def number(value: float) -> str:
    """Write a length with a comma, to a micrometre."""
    return f"{round(value, 3):g}".replace(".", ",")
