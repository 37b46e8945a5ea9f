"""A finished document and a printer in; the document whose pages undo that printer's error out.

Every page is sent upright, as the calibration sheet was: which way a printer turns a lying page to
fit its paper nobody can say, and the correction would go the wrong way with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.frame import (
    WHITE,
    Fill,
    ForeignPage,
    Frame,
    GlyphRun,
    Item,
    Path,
    Picture,
    Placed,
    Stroke,
)
from kaartgen.geometry import MM_PER_POINT, Rect, Sides, Size, Transform
from kaartgen.imposition.plan import Flip
from kaartgen.imposition.printer import SPARE, Calibration, Printer, turned
from kaartgen.pdf.document import Document, Page

_EDGES: Final = ("boven", "rechts", "onder", "links")
# The papers that a calibration sheet is made on most.
_PAPERS: Final = {(210, 297): "A4", (297, 420): "A3", (320, 450): "SRA3", (420, 594): "A2"}
# What a printer leaves blank if nobody read it off: as the papers have it.
_USUAL_EDGES: Final = Sides.equal(5.0)

# The boxes around the ground's and the figure's ink of a frame, by its identity.
Inks = dict[int, tuple[Rect | None, Rect | None]]


def corrected(document: Document, printer: Printer) -> Document:
    """Return the document, upright and put through the printer's correction on either side.

    Raises KaartgenError if the printer is not calibrated on this paper, or if the correction would
    move ink further into the rim that it leaves blank than a card's own rim or bleed can take.
    """
    pages: list[Page] = []
    worst: _Loss | None = None
    inks: Inks = {}
    for number, page in enumerate(document.pages):
        kept = printer.on(page.frame.size)
        if kept is None:
            raise _not_calibrated(printer, page.frame.size)
        upright = _upright(page)
        back = document.back_of(number)
        flip = Flip.SHORT_EDGE if back == "DuplexFlipShortEdge" else Flip.LONG_EDGE
        correction = kept.calibration.correction(flip)
        through = correction.back if back else correction.front
        loss = _loss(
            upright.frame, through, _printable(kept.calibration, flip if back else None), inks
        )
        if loss and (worst is None or loss.amount > worst.amount):
            was_read = kept.calibration.readings.edges is not None
            worst = replace(loss, page=number + 1, was_read=was_read)
        pages.append(_through(upright, through))
    if worst and worst.amount > SPARE:
        raise _too_far(printer, worst)
    return replace(document, pages=tuple(pages))


def _upright(page: Page) -> Page:
    """Return a lying page turned back by a quarter, counter-clockwise, onto upright paper.

    Front and back are turned alike, and so still lie behind each other.
    """
    size = page.frame.size
    if size.width <= size.height:
        return page
    onto = Transform.rotate(270).then(Transform.move(0, size.width))
    frame = Frame(size.turned(), (), (Placed(page.frame, onto),), page.frame.bleed)
    trim = onto.rect(page.trim) if page.trim else None
    bleed = onto.rect(page.bleed) if page.bleed else None
    return Page(frame, trim, bleed, page.back)


def _through(page: Page, correction: Transform) -> Page:
    frame = page.frame
    return replace(page, frame=Frame(frame.size, (), (Placed(frame, correction),), frame.bleed))


def _printable(calibration: Calibration, back: Flip | None) -> Rect:
    readings = calibration.readings
    front = Rect.of(readings.size).inset(readings.edges or _USUAL_EDGES)
    return turned(readings.size, back).rect(front) if back else front


class _Loss(Struct, frozen=True):
    """How much further ink lies beyond what a printer reaches than it did, and along which edge."""

    amount: float
    edge: str
    blank: float
    page: int = 0
    was_read: bool = True


def _loss(frame: Frame, through: Transform, printable: Rect, inks: Inks) -> _Loss | None:
    found: _Loss | None = None
    size = frame.size
    blanks = (
        printable.y,
        size.width - printable.right,
        size.height - printable.bottom,
        printable.x,
    )
    for box in _boxes(frame, inks):
        before, after = _beyond(box, printable), _beyond(through.rect(box), printable)
        for edge, blank, was, now in zip(_EDGES, blanks, before, after, strict=True):
            lost = now - max(was, 0.0)
            if lost > 0 and (found is None or lost > found.amount):
                found = _Loss(lost, edge, blank)
    return found


def _beyond(box: Rect, printable: Rect) -> tuple[float, float, float, float]:
    return (
        printable.y - box.y,
        box.right - printable.right,
        box.bottom - printable.bottom,
        printable.x - box.x,
    )


def _boxes(frame: Frame, inks: Inks) -> Iterator[Rect]:
    """Yield a box around each thing with ink on a page; what is placed counts as one thing."""
    for item in (*frame.ground, *frame.figure):
        if isinstance(item, Placed) and item.frame.size in (frame.size, frame.size.turned()):
            yield from map(item.transform.rect, _boxes(item.frame, inks))
        elif (found := _box(item, inks)) is not None:
            yield found


def _ink(frame: Frame, inks: Inks, ground_clip: Rect | None) -> Rect | None:
    """Return the box around all ink of a frame; each frame is looked through once."""
    if id(frame) not in inks:
        ground = _around([_box(item, inks) for item in frame.ground])
        inks[id(frame)] = (ground, _around([_box(item, inks) for item in frame.figure]))
    ground, figure = inks[id(frame)]
    return _around([_clipped(ground, ground_clip), figure])


def _box(item: Item, inks: Inks) -> Rect | None:
    match item:
        case GlyphRun():
            em = item.size_pt * MM_PER_POINT
            # How wide its letters are the frame does not say; a line keeps well inside whatever
            # it stands on, and the notes near an edge begin there.
            return Rect(item.x, item.y - 0.75 * em, em / 2, em)
        case Fill(path=path, colour=colour):
            return None if colour == WHITE else _outline(path, 0.0)
        case Stroke(path=path, width_pt=width):
            return _outline(path, width * MM_PER_POINT / 2)
        case Picture(rect=rect):
            return rect
        case ForeignPage():
            return item.seen
        case Placed():
            ink = _clipped(_ink(item.frame, inks, item.ground_clip), item.clip)
            return None if ink is None else item.transform.rect(ink)


def _outline(path: Path, reach: float) -> Rect | None:
    xs = [number for _, numbers in path.segments for number in numbers[0::2]]
    ys = [number for _, numbers in path.segments for number in numbers[1::2]]
    if not xs:
        return None
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).grown(reach)


def _around(boxes: list[Rect | None]) -> Rect | None:
    found = [box for box in boxes if box is not None]
    if not found:
        return None
    x, y = min(box.x for box in found), min(box.y for box in found)
    right, bottom = max(box.right for box in found), max(box.bottom for box in found)
    return Rect(x, y, right - x, bottom - y)


def _clipped(box: Rect | None, clip: Rect | None) -> Rect | None:
    if box is None or clip is None:
        return box
    x, y = max(box.x, clip.x), max(box.y, clip.y)
    width, height = min(box.right, clip.right) - x, min(box.bottom, clip.bottom) - y
    return Rect(x, y, width, height) if width > 0 and height > 0 else None


def _not_calibrated(printer: Printer, size: Size) -> KaartgenError:
    low, high = sorted((size.width, size.height))
    papers = " en ".join(one.paper_name for one in printer.kept)
    name = _PAPERS.get((round(low), round(high)))
    make = (
        f"Maak ook daarvoor een ijkvel (kaartgen kalibreer --papier {name}),"
        if name
        else "Kies ander papier,"
    )
    return KaartgenError(
        [
            Problem(
                f"Printer ‘{printer.name}’ is niet geijkt op papier van {_mm(low)} × {_mm(high)} "
                f"mm, alleen op {papers}.",
                ExitCode.USAGE,
                hint=f"{make} of laat --printer weg.",
            )
        ]
    )


def _too_far(printer: Printer, loss: _Loss) -> KaartgenError:
    hint = (
        "Leg het papier strak tussen de geleiders van de lade en ijk opnieuw, kies groter papier, "
        "of laat --printer weg."
    )
    if not loss.was_read:
        command = f"kaartgen kalibreer --printer {printer.name} --rand 4,2"
        hint = f"Geef op hoeveel de printer echt wit laat, zoals: {command}. {hint}"
    return KaartgenError(
        [
            Problem(
                f"Printer ‘{printer.name}’ zit er te ver naast: om dat goed te maken zou op "
                f"bladzijde {loss.page} {_mm(loss.amount)} mm verloren gaan in de rand die de "
                f"printer {loss.edge} wit laat ({_mm(loss.blank)} mm). Meer dan {_mm(SPARE)} mm "
                "vangen de kaarten niet op.",
                ExitCode.DOES_NOT_FIT,
                hint=hint,
            )
        ]
    )


def _mm(value: float) -> str:
    return f"{math.floor(value * 10 + 0.5) / 10:g}".replace(".", ",")
