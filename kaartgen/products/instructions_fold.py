"""The page in front of sheets to fold and glue: print one side, fold, glue, then cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kaartgen.frame import WHITE, Fill, Frame, Path, Stroke, line, polygon
from kaartgen.geometry import Rect
from kaartgen.imposition.fold import DASH, FoldPlan, crease_lines, cuts_around_folding, panels
from kaartgen.imposition.impose import SheetCodes
from kaartgen.imposition.marks import Cut
from kaartgen.imposition.plan import RIM, Edge
from kaartgen.products.drawings import hatched
from kaartgen.products.explaining import (
    LEFT,
    PICTURE,
    Subject,
    finished,
    heading,
    list_section,
    measure,
    numbered_dot,
    opening,
    paragraphs,
    placed_ruler,
    settings,
)
from kaartgen.products.notes import style
from kaartgen.products.sketch import Sketch

_HIGH: Final = 50.0


def fold_page(subject: Subject, plans: Sequence[FoldPlan], sheets: Sequence[SheetCodes]) -> Frame:
    """Return the page that goes before the sheets; its back stays blank."""
    page = subject.page()
    opening(page, subject)
    _print_section(page, subject.paper.name, 46)
    _fold_section(page, plans, 99)
    _cut_section(page, plans, 158)
    list_section(page, subject, sheets, 224)
    measure(page)
    size = subject.paper.size
    return finished(page, size, [placed_ruler(subject.setter, size)])


def _print_section(page: Sketch, paper: str, y: float) -> None:
    heading(page, "1", "Printen", y)
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
            "Voorkant en achterkant staan naast elkaar op één kant van het papier. ‘Passend maken’ "
            "moet uit."
        ),
        "Papier van 100 tot 120 g/m² is dik genoeg: na het plakken is elke kaart dubbel.",
    )
    paragraphs(page, words, y + 9.5)


def _fold_section(page: Sketch, plans: Sequence[FoldPlan], y: float) -> None:
    heading(page, "2", "Vouwen en plakken", y)
    _folding(page, LEFT, y)
    strips = any(cuts_around_folding(plan)[0] for plan in plans)
    first = (
        "Snij eerst de stroken los: de lijnen met 1 in het plaatje onder. "
        if strips
        else "Snij nog niets. "
    )
    words = (
        first + "Trek langs de lange streepjes een groef, met een liniaal en een lege balpen, en "
        "vouw met de bedrukte kant naar buiten.",
        (
            "Smeer de witte binnenkant van één helft dun in met lijmstift, tot aan de randen. Vouw "
            "dicht, strijk vanaf de vouw naar buiten en laat een uur drogen onder een boek."
        ),
    )
    paragraphs(page, words, y + 9.5)


def _folding(page: Sketch, x: float, y: float) -> None:
    """Draw a sheet that is being folded, the glue on the inside of one half."""
    ink = page.colour("kind")
    page.fill(Rect(x, y, PICTURE, _HIGH), page.colour("kind-tint"), 2.5)
    # The half that lies: seen from its printed back, flat on the table.
    lying = ((x + 8, y + 40), (x + 40, y + 40), (x + 50, y + 26), (x + 18, y + 26))
    # The half that stands up behind the fold; its inside is towards us.
    standing = ((x + 18, y + 26), (x + 50, y + 26), (x + 54, y + 7), (x + 22, y + 7))
    for corners in (lying, standing):
        page.items.append(Fill(polygon(*corners), WHITE))
    _hatch(page, standing)
    for corners in (lying, standing):
        page.items.append(Stroke(polygon(*corners), ink, 0.8))
    page.items.append(Stroke(line(x + 18, y + 26, x + 50, y + 26), ink, 1.4, (2.6, 1.3)))
    curve = Path((("M", (x + 57, y + 12)), ("C", (x + 62, y + 20, x + 60, y + 30, x + 54, y + 34))))
    page.items.append(Stroke(curve, ink, 2.0))
    tip = ((x + 51, y + 35.6), (x + 55.6, y + 35.6), (x + 53.8, y + 31.4))
    page.items.append(Fill(polygon(*tip), ink))
    label = style(9.5, 12, weight=600)
    plate = page.block("lijm", label, 0, 0, 40)
    page.fill(Rect(x + 38 - plate.width / 2 - 1.6, y + 13.4, plate.width + 3.2, 5.4), WHITE, 1.0)
    page.centred("lijm", label, x + 38, y + 15.0, ink)
    page.text("vouw", label, x + 4.6, y + 25.0, 20, ink)
    page.centred("bedrukt: onder en achter", style(9, 11), x + PICTURE / 2, y + 44, ink)


def _hatch(page: Sketch, corners: Sequence[tuple[float, float]]) -> None:
    """Fill a leaning box with lines along its slant."""
    (x1, y1), (x2, _), _, (x4, y4) = corners
    ink = page.colour("kind").tint(0.5)
    count = 14
    for number in range(1, count):
        along = (x2 - x1) * number / count
        page.line(x1 + along, y1, x4 + along, y4, ink, 0.5)


def _cut_section(page: Sketch, plans: Sequence[FoldPlan], y: float) -> None:
    heading(page, "3", "Snijden", y)
    room = PICTURE - 4 * (len(plans) - 1)
    sizes = [folded.plan.paper.size for folded in plans]
    scale = min(room / sum(size.width for size in sizes), _HIGH / max(s.height for s in sizes))
    x = LEFT
    for folded, size in zip(plans, sizes, strict=True):
        _diagram(page, folded, x, y, scale)
        x += size.width * scale + 4
    _legend(page, y + scale * max(size.height for size in sizes) + 4.5)
    strips = any(cuts_around_folding(plan)[0] for plan in plans)
    rest = (
        "Snij als de lijm droog is door beide lagen tegelijk, langs de korte streepjes. Zo zijn "
        "voor- en achterkant precies even groot."
    )
    rim = (
        "De witte rand hoort bij de kaart. Snij hem er niet af, en snij niet in de vouw."
        if plans[0].plan.edge is Edge.RIM
        else "Snij niet in de vouw."
    )
    words = (rest, rim)
    if strips:
        words = ("Met 1 snijd je vóór het vouwen, wat een hoger nummer heeft erna. " + rest, rim)
    paragraphs(page, words, y + 9.5)


def _legend(page: Sketch, y: float) -> None:
    ink, look = page.colour("kind"), style(9.5, 12)
    page.items.append(Stroke(line(LEFT, y + 1.1, LEFT + 9, y + 1.1), ink, 0.6))
    page.text("snijden", look, LEFT + 11, y, 30)
    page.items.append(Stroke(line(LEFT + 32, y + 1.1, LEFT + 42.5, y + 1.1), ink, 1.5, DASH))
    page.text("vouwen", look, LEFT + 44.5, y, 30)


def _diagram(page: Sketch, folded: FoldPlan, x: float, y: float, scale: float) -> None:
    """Draw a sheet in small: fronts white, backs hatched, folds in long dashes, cuts numbered."""
    sheet = folded.plan.paper.size
    ink = page.colour("kind")
    page.fill(Rect(x, y, sheet.width * scale, sheet.height * scale), page.colour("kind-tint"))
    rim = RIM * scale if folded.plan.edge is Edge.RIM else 0.0
    for front, back in panels(folded.plan.slots, folded.fold):
        for panel in (front, back):
            place = Rect(
                x + panel.x * scale,
                y + panel.y * scale,
                panel.width * scale,
                panel.height * scale,
            ).grown(-rim)
            page.fill(place, WHITE)
            if panel is back:
                page.items.extend(hatched(place, 2.4, ink.tint(0.35)))
    before, after = cuts_around_folding(folded)
    for cut in (*before, *after):
        _cut_line(page, cut, x, y, scale, cut.stage)
    for x1, y1, x2, y2 in crease_lines(folded.plan.slots, folded.fold):
        path = line(x + x1 * scale, y + y1 * scale, x + x2 * scale, y + y2 * scale)
        page.items.append(Stroke(path, ink, 1.5, DASH))


def _cut_line(page: Sketch, cut: Cut, x: float, y: float, scale: float, number: int) -> None:
    lies = cut.direction == "liggend"
    at, low, high = cut.position * scale, cut.start * scale, cut.end * scale
    path = (
        line(x + low, y + at, x + high, y + at) if lies else line(x + at, y + low, x + at, y + high)
    )
    page.items.append(Stroke(path, page.colour("kind"), 0.6))
    spot = (x + low + 4, y + at) if lies else (x + at, y + low + 4)
    numbered_dot(page, str(number), *spot)
