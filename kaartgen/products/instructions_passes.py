"""The sheet in front of what is printed in two passes: try it, put the stack back, print on.

The page itself is the trial: its front goes through the printer first, then its back, and what
comes out says what to change before any other sheet is spent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from kaartgen.frame import WHITE, Frame
from kaartgen.geometry import Rect
from kaartgen.imposition.impose import SheetCodes
from kaartgen.imposition.plan import Flip
from kaartgen.imposition.ways import Printing, Stack
from kaartgen.pdf.document import Document, Page
from kaartgen.products.drawings import arrow, put_back, small_sheet
from kaartgen.products.explaining import (
    LEFT,
    RIGHT,
    Subject,
    body,
    crosses,
    cut_section,
    finished,
    head,
    heading,
    list_section,
    measure,
    opening,
    paragraphs,
    placed_ruler,
    settings,
    small,
    strong,
    turned_like,
)
from kaartgen.products.notes import style
from kaartgen.products.passes import Passes
from kaartgen.products.sketch import Sketch

_CROSS: Final = (182.0, 274.0)
_ARM: Final = 7.0
_FRONTS_FILE: Final = " van het bestand met voorkanten"
_BACKS_FILE: Final = " van het bestand met achterkanten"


def pass_pages(
    subject: Subject, passes: Passes, flip: Flip, sheets: Sequence[SheetCodes] = ()
) -> tuple[Frame, Frame]:
    """Return the front and the back of the sheet that goes before all others.

    With `sheets` the back also says how to cut the cards and where each lies.
    """
    front, back = subject.page(), subject.page()
    opening(front, subject)
    _set_section(front, subject.paper.name, 46)
    _trial_section(front, passes, flip, 97)
    _rest_section(front, passes, 224)
    measure(front)
    front.text("Tegen het licht ligt het kruis van achteren hier.", small(), 140, 271.5, 32)
    _back(back, flip)
    if sheets:
        cut_section(back, sheets, "4", 60)
        list_section(back, subject, sheets, 124)
    size = subject.paper.size
    here, behind = crosses(_CROSS, _ARM, size, flip)
    return (
        finished(front, size, [here, placed_ruler(subject.setter, size)]),
        finished(back, size, [behind]),
    )


def explained_passes(
    document: Document, subject: Subject, printing: Printing, flip: Flip
) -> Document:
    """Return a two-sided document with the sheet that explains how to print it before its own."""
    sheets = (len(document.pages) + 1) // 2
    passes = Passes(sheets, explained=True, printing=printing)
    front, back = pass_pages(subject, passes, flip)
    return replace(document, pages=(Page(front), Page(back), *document.pages))


def pages_field(pages: tuple[int, int]) -> str:
    """Write pages as one types them into a print window: 2-17."""
    first, last = pages
    return str(first) if first == last else f"{first}-{last}"


def stack_words(stack: Stack, flip: Flip, head: str = "De kop") -> str:
    """Say what to do with the stack between the two passes; `head` is what its head is called."""
    natural = stack.flip is flip
    if stack is Stack.TURNED and natural:
        return (
            "Keer de stapel om als een bladzijde van een boek: wat boven lag, ligt onder. "
            f"{head} blijft aan dezelfde kant."
        )
    if stack is Stack.TURNED:
        return (
            "Keer de stapel om als een blaadje van een notitieblok: wat boven lag, ligt onder. "
            f"{head} komt aan de andere kant."
        )
    if natural:
        return "Leg de stapel terug zoals hij uit de printer komt: niet keren, niet draaien."
    return (
        "Keer de stapel niet om, maar draai hem een halve slag op tafel. "
        f"{head} komt aan de andere kant."
    )


def _set_section(page: Sketch, paper: str, y: float) -> None:
    heading(page, "1", "Instellen", y)
    settings(
        page,
        (
            ("printer", f"Papier {paper}"),
            ("file", "Dubbelzijdig: uit"),
            ("magnifying-glass", "Schaal: 100 %"),
        ),
        y,
    )
    words = (
        (
            "Zet deze drie zo in het printvenster. Het papier gaat twee keer door de printer: "
            "eerst voor alle voorkanten, dan voor alle achterkanten."
        ),
        "Open de pdf in een pdf-lezer, niet in de browser: die schaalt soms toch.",
    )
    paragraphs(page, words, y + 9.5)


def _trial_section(page: Sketch, passes: Passes, flip: Flip, y: float) -> None:
    stack = passes.printing.stack
    assert passes.trial is not None  # this page is the trial
    heading(page, "2", "Proberen met alleen dit vel", y, LEFT)
    page.fill(Rect(LEFT, y + 9, RIGHT - LEFT, 52), page.colour("kind-tint"), 2.5)
    ink = page.colour("kind")
    front, back = passes.trial
    apart = passes.printing.apart
    _window(page, front, "voorkanten" if apart else "", 25, y + 18)
    arrow(page, 54, y + 35, 62, y + 35, ink)
    put_back(page, 62, y + 24, stack, flip, layers=2, gap=16)
    arrow(page, 147, y + 35, 155, y + 35, ink)
    _window(page, back, "achterkanten" if apart else "", 159, y + 18)
    for words, middle in (("uit de printer", 76.0), ("terug in de lade", 127.0)):
        page.centred(words, style(10.5, 13, weight=600), middle, y + 53, ink)
    below = page.text(
        stack_words(stack, flip, "De kop (de pijl)"), strong(), LEFT, y + 66, RIGHT - LEFT
    )
    _outcomes(page, stack, flip, below + 6)


def _window(page: Sketch, number: int, file: str, x: float, y: float) -> None:
    """Draw what to type in the print window."""
    ink = page.colour("kind")
    page.icon("printer", x, y, 11, ink)
    page.text("Print pagina", style(10.5, 13, weight=600), x, y + 15, 60)
    page.fill(Rect(x, y + 19.5, 26, 10.5), WHITE, 1.4)
    page.outline(Rect(x, y + 19.5, 26, 10.5), ink, 1.4, 0.9)
    page.text(str(number), style(17, 20, weight=700), x + 2.6, y + 22.6, 24, ink)
    if file:
        page.text(f"…-{file}", style(9, 11, weight=600), x, y + 35, 40)


def _outcomes(page: Sketch, stack: Stack, flip: Flip, y: float) -> None:
    """Draw the three things that can come out, and say what to do about each."""
    other = Stack.KEPT if stack is Stack.TURNED else Stack.TURNED
    like = "als een boek" if flip is Flip.LONG_EDGE else "als een notitieblok"
    must = "niet gekeerd" if stack is Stack.TURNED else "gekeerd"
    rows = (
        ("goed", f"**Achterop, en rechtop** als je omslaat {like}. Goed: ga door met 3."),
        (
            "op zijn kop",
            "**Achterop, op zijn kop.** Leg de stapel straks een halve slag gedraaid terug.",
        ),
        (
            "zelfde kant",
            (
                f"**Over deze kant heen.** De stapel moet {must} terug: maak het bestand opnieuw "
                f"met --stapel {other.value}."
            ),
        ),
    )
    width = (RIGHT - LEFT - 8) / 3
    for number, (kind, words) in enumerate(rows):
        x = LEFT + number * (width + 4)
        page.outline(Rect(x, y, width, 37), page.colour("kind"), 2.0, 0.7)
        small_sheet(page, x + 3.5, y + 4, kind)
        page.text(words, small(), x + 21, y + 5, width - 23)


def _rest_section(page: Sketch, passes: Passes, y: float) -> None:
    heading(page, "3", "De rest printen, op dezelfde manier", y, LEFT)
    sheets = "1 vel" if passes.sheets == 1 else f"{passes.sheets} vellen"
    fronts, backs = pages_field(passes.fronts), pages_field(passes.backs)
    of_fronts = _FRONTS_FILE if passes.printing.apart else ""
    of_backs = _BACKS_FILE if passes.printing.apart else ""
    words = (
        f"Print pagina **{fronts}**{of_fronts}. Tel de stapel na: {sheets}.",
        f"Leg de stapel terug zoals dit vel, en print pagina **{backs}**{of_backs}.",
        (
            "Print één exemplaar tegelijk. Komt er een vel scheef uit of slaat de printer er een "
            "over, stop dan: alle achterkanten daarna komen verkeerd."
        ),
    )
    for number, text in enumerate(words):
        page.text(text, body(), LEFT, y + 9.5 + 7.6 * number, RIGHT - LEFT)


def _back(page: Sketch, flip: Flip) -> None:
    page.text("De achterkant van het uitlegvel", head(), LEFT, 20, 170, page.colour("kind"))
    page.text(
        f"Je sloeg het vel om {turned_like(flip)}. Kun je dit gewoon lezen, dan gaat het goed: "
        "print nu de rest. Ligt het kruis tegen het licht meer dan een millimeter verkeerd, leg "
        "de stapel dan rechter in de lade, of ijk je printer: kaartgen kalibreer.",
        body(),
        LEFT,
        31,
        150,
    )
