"""Cards from anywhere, as faces with what they are called, in; sheets to print at home out.

A deck's cards and the pages of a foreign file go through here alike: planned, laid on sheets,
explained, and put in the order of the way to print.
"""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from kaartgen.frame import Faces, Frame
from kaartgen.geometry import Size
from kaartgen.imposition.fold import Fold, crease_marks, plan_folded, unfolded
from kaartgen.imposition.home_plan import gutter_for
from kaartgen.imposition.impose import Sheet, SheetCodes, imposed
from kaartgen.imposition.mixed import sheets as sheets_for
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import RIM, Edge, Flip, Plan, Wishes
from kaartgen.imposition.planner import planned
from kaartgen.imposition.ways import Printing, Way
from kaartgen.pdf.document import Document, Page
from kaartgen.products.passes import duplex_for, printed
from kaartgen.products.strip import free_strip

_SEAMS = (
    "op sommige vellen liggen kaarten van verschillende kleur tegen elkaar. Langs die rand blijft "
    "1 mm wit, zodat een achterkant die iets verschuift niet op de kaart ernaast komt."
)


class HomeJob(Struct, frozen=True):
    """How to print at home."""

    paper: Paper
    flip: Flip
    edge: Edge
    explained: bool = True
    trial: bool = False
    # Grey and in light ink: said on the sheets, done to the finished document.
    draft: bool = False
    # How much each format is enlarged for large print, and what the floors are raised by.
    enlarged: Mapping[str, float] = field(default_factory=dict)
    raised: float = 1.0
    printing: Printing = field(default_factory=Printing)
    wishes: Wishes = field(default_factory=Wishes)
    # Whether a page shows the order of the cuts.
    cut_order: bool = False
    # Whether formats may share a sheet where that saves one.
    mixed: bool = True


class HomeCard(Struct, frozen=True):
    """A card ready to print: its faces, and the codes or pages by which a user knows it."""

    codes: tuple[str, ...]
    faces: Faces


class Source(Struct, frozen=True):
    """Where cards come from, as a sheet says it: in short and in full.

    `unit` is what its codes are; without backs there is nothing to say about making them. A `note`
    stands behind both.
    """

    short: str
    full: str
    unit: str = ""
    with_backs: bool = True
    note: str = ""


class Laid(Struct, frozen=True):
    """How the cards of one format lie on a sheet, and how they are folded if they are."""

    plan: Plan
    fold: Fold | None = None


class HomeSheets(Struct, frozen=True):
    """What is printed: the documents by their part of a file's name, and how much there is.

    `plans` are the different ways in which a sheet is filled, each with its number of sheets, and
    `cutting` how many sheets show the order of the cuts.
    """

    documents: Mapping[str, Document]
    cards: int
    sheets: int
    explained: bool
    plans: tuple[tuple[Plan, int], ...]
    cutting: int
    findings: tuple[str, ...] = ()


Group: TypeAlias = tuple[Laid, Sequence[HomeCard]]
"""How the cards of one format lie, and those cards."""


class Words(Protocol):
    """What is written on paper around the cards; what writes it takes a while to load."""

    def in_front(
        self,
        job: HomeJob,
        source: Source,
        sheets: Sequence[SheetCodes],
        laid: Sequence[Laid],
        papers: int,
    ) -> tuple[Page, Page]:
        """Return both sides of the sheet that explains how to print; `papers` follow it."""

    def order_of_cuts(
        self, job: HomeJob, plans: Sequence[tuple[Plan, int]]
    ) -> Sequence[tuple[Page, Page]]:
        """Return the sheets that show the order of the cuts."""

    def beside(self, job: HomeJob, source: Source, sheet: Sheet, name: str) -> tuple[Page, Page]:
        """Return both sides of a sheet that has room beside its cards, with what stands there."""


def laid_out(size: Size, job: HomeJob, *, reduce: bool = True, enlarged: float = 1.0) -> Laid:
    """Return how cards of that size lie on a sheet; raises KaartgenError if not one fits."""
    if job.printing.way is Way.FOLDED:
        folded = plan_folded(size, job.paper, edge=job.edge, reduce=reduce, enlarged=enlarged)
        return Laid(replace(folded.plan, marks=job.wishes.marks), folded.fold)
    plan = planned(
        size,
        job.paper,
        flip=job.flip,
        edge=job.edge,
        reduce=reduce,
        enlarged=enlarged,
        wishes=job.wishes,
    )
    return Laid(plan)


def home_sheets(
    groups: Sequence[Group],
    job: HomeJob,
    source: Source,
    words: Callable[[], Words],
    blank: Document,
) -> HomeSheets:
    """Return the sheets of all groups, one format after the other; `blank` gets their pages.

    `words` is asked for only if there is something to write.
    """
    sheets = _sheets(groups, job)
    way = job.printing.way
    roomy = [free_strip(sheet.plan) is not None for sheet, _ in sheets]
    # Two-sided sheets with room beside their cards say there what is needed; any other way to
    # print has to be explained.
    # Nobody wants to read that on a sheet of perforated cards.
    explained = (
        job.explained and job.paper.precut is None and (way is not Way.TWO_SIDED or not all(roomy))
    )
    plans = tuple(Counter(sheet.plan for sheet, _ in sheets).items())
    written = words() if explained or job.cut_order or any(roomy) else None
    cutting = written.order_of_cuts(job, plans) if written and job.cut_order else ()
    sides: list[tuple[Page, Page]] = []
    if written and explained:
        laid = [one for one, _ in groups]
        sides.append(written.in_front(job, source, sheets, laid, len(sheets) + len(cutting)))
    sides.extend(cutting)
    for number, ((sheet, _), room) in enumerate(zip(sheets, roomy, strict=True), 1):
        if written and room:
            sides.append(written.beside(job, source, sheet, f"vel {number}/{len(sheets)}"))
        else:
            sides.append((Page(sheet.front), Page(sheet.back)))
    return HomeSheets(
        _documents(blank, sides, job),
        sum(len(sheet.cards) for sheet, _ in sheets),
        len(sheets),
        explained,
        plans,
        len(cutting),
        (_SEAMS,) if any(sheet.drawn_back for sheet, _ in sheets) else (),
    )


def _documents(
    blank: Document, sides: Sequence[tuple[Page, Page]], job: HomeJob
) -> Mapping[str, Document]:
    if job.printing.way is Way.FOLDED:
        fronts = tuple(front for front, _ in sides)
        return {"": replace(blank, pages=fronts, duplex="Simplex")}
    pages = tuple(page for pair in sides for page in pair)
    return printed(replace(blank, pages=pages, duplex=duplex_for(job.flip)), job.printing)


def _sheets(groups: Sequence[Group], job: HomeJob) -> list[SheetCodes]:
    sheets: list[SheetCodes] = []
    for run in _runs(groups):
        cards = [card for _, own in run for card in own]
        faces = [face for one, own in run for face in _printed_faces(own, one)]
        plans = _sheet_plans([(one.plan, len(own)) for one, own in run], job)
        fold = run[0][0].fold
        for sheet in imposed(faces, plans, skip=job.wishes.start - 1):
            codes = [code for at in sheet.cards for code in cards[at].codes]
            sheets.append((_with_creases(sheet, fold), codes))
    return sheets[:1] if job.trial else sheets


def _runs(groups: Sequence[Group]) -> list[list[Group]]:
    """Part the formats into those that can share sheets: no two alike, and none that is folded."""
    runs: list[list[Group]] = []
    for one, own in groups:
        for run in runs:
            unlike = all(one.plan.formats != other.plan.formats for other, _ in run)
            if not one.fold and unlike:
                run.append((one, own))
                break
        else:
            runs.append([(one, own)])
    return runs


def _sheet_plans(wanted: Sequence[tuple[Plan, int]], job: HomeJob) -> list[Plan]:
    # What is used of the first sheet already counts as printed on.
    (first, count), *others = wanted
    return sheets_for(
        [(first, count + job.wishes.start - 1), *others],
        job.paper,
        gutter=gutter_for(job.edge, job.wishes.gutter),
        mix=job.mixed and job.wishes.grid is None and job.paper.precut is None,
    )


def _printed_faces(cards: Sequence[HomeCard], laid: Laid) -> list[Faces]:
    # Copies are the same object, so that a face is written to the file once.
    made: dict[int, Faces] = {}
    for card in cards:
        if id(card.faces) not in made:
            unfolding = _unfolded(card.faces, laid.fold, laid.plan) if laid.fold else card.faces
            made[id(card.faces)] = unfolding
    return [made[id(card.faces)] for card in cards]


def _unfolded(faces: Faces, fold: Fold, plan: Plan) -> Faces:
    return unfolded(faces, fold, rim=RIM / plan.scale if plan.edge is Edge.RIM else None)


def _with_creases(sheet: Sheet, fold: Fold | None) -> Sheet:
    if fold is None:
        return sheet
    marks = crease_marks(sheet.plan, sheet.filled, fold)
    front = sheet.front
    return replace(sheet, front=Frame(front.size, front.ground, (*front.figure, *marks)))


def dated(own: datetime.datetime) -> datetime.datetime:
    """Return the date a file carries: SOURCE_DATE_EPOCH if it is set, else its own."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    return own
