"""The sheet in front of two-sided sheets: how to print, to turn, to check and to cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kaartgen.frame import Frame
from kaartgen.geometry import Rect
from kaartgen.imposition.impose import SheetCodes
from kaartgen.imposition.plan import Edge, Flip
from kaartgen.products.explaining import (
    LEFT,
    PICTURE,
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
    turned_like,
)
from kaartgen.products.sketch import Sketch

# Where front and back must meet: beside the text about it, well inside any printable edge.
_CROSS: Final = (50.0, 133.0)
_ARM: Final = 9.0
SCALING: Final = "Open de pdf liever in een pdf-lezer dan in de browser: die schaalt soms toch."
THICKNESS: Final = (
    "Mat papier van 160 tot 200 g/m² ligt goed op tafel en past in bijna elke printer."
)


def instruction_pages(
    subject: Subject, flip: Flip, sheets: Sequence[SheetCodes]
) -> tuple[Frame, Frame]:
    """Return the front and the back of the sheet that goes before the cards."""
    front, back = subject.page(), subject.page()
    opening(front, subject)
    _print_section(front, subject.paper.name, flip, 46)
    _check_section(front, flip, sheets[0][0].plan.edge, 108)
    cut_section(front, sheets, "3", 168)
    list_section(front, subject, sheets, 228)
    measure(front)
    _back(back, flip)
    size = subject.paper.size
    here, behind = crosses(_CROSS, _ARM, size, flip)
    return (
        finished(front, size, [here, placed_ruler(subject.setter, size)]),
        finished(back, size, [behind]),
    )


def _print_section(page: Sketch, paper: str, flip: Flip, y: float) -> None:
    heading(page, "1", "Printen", y)
    settings(
        page,
        (
            ("printer", f"Papier {paper}"),
            ("files", "Dubbelzijdig: aan"),
            ("arrows-clockwise-bold", f"Omslaan: {flip.value}e zijde"),
            ("magnifying-glass", "Schaal: 100 %"),
        ),
        y,
    )
    words = (
        (
            "Zet deze vier zo in het printvenster, ook als er al iets staat. ‘Passend maken’ en "
            "‘Aanpassen aan pagina’ moeten uit."
        ),
        SCALING,
        THICKNESS,
    )
    paragraphs(page, words, y + 9.5)


def _check_section(page: Sketch, flip: Flip, edge: Edge, y: float) -> None:
    heading(page, "2", "Kijken", y)
    page.outline(Rect(LEFT, y, PICTURE, 50), page.colour("kind"), 2.5)
    caught = "De witte rand van de kaarten vangt dat op. " if edge is Edge.RIM else ""
    words = (
        (
            "Houd dit vel tegen het licht. Het kruis van de achterkant ligt op dit kruis, of "
            f"hooguit een millimeter ernaast. {caught}Scheelt het meer? IJk je printer: kaartgen "
            "kalibreer."
        ),
        (
            f"Sla het vel om {turned_like(flip)}: staat de tekst achterop rechtop, dan liggen alle "
            "achterkanten goed. Op zijn kop? Kies dan bij dubbelzijdig de andere zijde."
        ),
    )
    paragraphs(page, words, y + 9.5)


def _back(page: Sketch, flip: Flip) -> None:
    page.text("De achterkant van het uitlegvel", head(), LEFT, 20, 170, page.colour("kind"))
    page.text(
        f"Je sloeg het vel om {turned_like(flip)}. Kun je dit gewoon lezen, dan staat de printer "
        "goed.",
        body(),
        LEFT,
        31,
        150,
    )
