"""The page in front of sheets of which one side is printed: only the fronts, or only the backs."""

from __future__ import annotations

from collections.abc import Sequence

from kaartgen.frame import Frame
from kaartgen.imposition.impose import SheetCodes
from kaartgen.imposition.ways import Way
from kaartgen.products.explaining import (
    Subject,
    cut_section,
    finished,
    heading,
    list_section,
    measure,
    opening,
    paragraphs,
    placed_ruler,
    settings,
)

_FRONTS = (
    "Dit zijn alleen de voorkanten. De achterkant van het papier blijft leeg.",
    (
        "Wil je later toch achterkanten? Maak ze met --kant achter, en leg deze vellen dan in "
        "dezelfde volgorde in de lade."
    ),
)
_ONLY_FRONTS = (
    "Deze kaarten hebben alleen een voorkant. De achterkant van het papier blijft leeg.",
)
_BACKS = (
    (
        "Dit zijn alleen de achterkanten, in de volgorde van de vellen met voorkanten en zo "
        "gelegd dat elke achter haar voorkant komt."
    ),
    "Leg de vellen zo in de lade dat de lege kant bedrukt wordt. Probeer eerst één vel.",
)


def side_page(
    subject: Subject, way: Way, sheets: Sequence[SheetCodes], *, with_backs: bool = True
) -> Frame:
    """Return the page that goes before the sheets."""
    page = subject.page()
    opening(page, subject)
    heading(page, "1", "Printen", 46)
    rows = (
        ("printer", f"Papier {subject.paper.name}"),
        ("file", "Dubbelzijdig: uit"),
        ("magnifying-glass", "Schaal: 100 %"),
    )
    settings(page, rows, 46)
    told = _BACKS if way is Way.BACKS else _FRONTS if with_backs else _ONLY_FRONTS
    words = (*told, "‘Passend maken’ moet uit.")
    paragraphs(page, words, 55.5)
    cut_section(page, sheets, "2", 110)
    list_section(page, subject, sheets, 172)
    measure(page)
    size = subject.paper.size
    return finished(page, size, [placed_ruler(subject.setter, size)])
