"""A deck of cards to print: home sheets or the master, as documents ready to be drawn."""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from kaartgen.content.deck import Card, Deck
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import Faces, Frame, Placed
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.fold import Fold, FoldPlan, crease_marks, plan_folded, unfolded
from kaartgen.imposition.impose import Sheet, imposed
from kaartgen.imposition.mixed import sheets as sheets_for
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import RIM, Edge, Flip, Plan, Wishes, gutter_for
from kaartgen.imposition.planner import planned
from kaartgen.imposition.ways import Printing, Way
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.typeset import LANGUAGES, KindSize, Look, TypesetCard, TypesetDeck, typeset
from kaartgen.pdf.document import Document, Duplex, Page
from kaartgen.products.beside import free_strip, sheet_pages
from kaartgen.products.cutting import cutting_pages
from kaartgen.products.explaining import SheetCards, Subject, cards_subject
from kaartgen.products.instructions import instruction_pages
from kaartgen.products.instructions_fold import fold_page
from kaartgen.products.instructions_passes import pass_pages
from kaartgen.products.instructions_side import side_page
from kaartgen.products.passes import Passes, duplex_for, printed
from kaartgen.products.proefdruk import DRAFT

_TOO_SMALL = (
    "met kleur tot de rand verkleind zou de tekst te klein worden om aan tafel te lezen; "
    "de kaarten staan daarom op ware grootte, met minder op een vel."
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


class _Laid(Struct, frozen=True):
    """How the cards of one format lie on a sheet, and how they are folded if they are."""

    plan: Plan
    fold: Fold | None = None


class Built(Struct, frozen=True):
    """The documents of one product by the part that each adds to the file's name."""

    documents: Mapping[str, Document]
    cards: int
    sheets: int
    sizes: tuple[KindSize, ...]
    plans: tuple[Plan, ...]
    explained: bool
    findings: tuple[str, ...]
    # Every different way in which a sheet is filled, with its number of sheets.
    sheet_plans: tuple[tuple[Plan, int], ...] = ()
    # How many sheets show the order of the cuts.
    cutting: int = 0


def build_home(
    deck: Deck,
    look: Look,
    cards: Sequence[Card],
    job: HomeJob,
    advance: Callable[[int], None] = lambda _: None,
) -> Built:
    """Return the sheets of the chosen cards, all formats in one document.

    Formats share a sheet only where that saves one. Raises KaartgenError if a text does not fit,
    or a format does not fit the paper.
    """
    formats = _formats(look, cards)
    # The scale of every format in the deck counts for the fit, also of those not printed now.
    laid = _laid_out(_formats(look, deck.cards), formats, job, reduce=True)
    findings: list[str] = []
    try:
        ready = _typeset(deck, look, cards, laid, advance, job.raised)
    except KaartgenError as error:
        reduced = [
            name for name, one in laid.items() if one.plan.scale < job.enlarged.get(name, 1.0)
        ]
        if error.code is not ExitCode.DOES_NOT_FIT or not reduced:
            raise
        # Reduced, the text would be under its floor: true size, then, with fewer on a sheet.
        laid = _laid_out(_formats(look, deck.cards), formats, job, reduce=False)
        ready = _typeset(deck, look, cards, laid, advance, job.raised)
        findings = [_TOO_SMALL]
    laid = {name: laid[name] for name in formats}
    sheets = _sheets(ready.cards, laid, job)
    setter = Setter(look.house.book, LANGUAGES[deck.file.taal])
    way = job.printing.way
    # Two-sided sheets with room beside their cards say there what is needed; any other way to
    # print has to be explained.
    # Nobody wants to read that on a sheet of perforated cards.
    explained = (
        job.explained
        and job.paper.precut is None
        and (way is not Way.TWO_SIDED or any(free_strip(sheet.plan) is None for sheet, _ in sheets))
    )
    note = DRAFT if job.draft else ""
    plans = tuple(Counter(sheet.plan for sheet, _ in sheets).items())
    cutting = _cutting(look.house, setter, job, plans) if job.cut_order else []
    sides: list[tuple[Page, Page]] = []
    if explained:
        on_sheets = [(sheet, [card.card for card in on_it]) for sheet, on_it in sheets]
        subject = cards_subject(deck, look.house, setter, job.paper, on_sheets, note=note)
        papers = len(sheets) + len(cutting)
        sides.append(_explanation(subject, job, on_sheets, list(laid.values()), papers))
    sides.extend(cutting)
    for number, (sheet, _) in enumerate(sheets, 1):
        sides.append(sheet_pages(deck, setter, sheet, way, f"vel {number}/{len(sheets)}", note))
    return Built(
        _documents(deck, sides, job),
        sum(len(on_it) for _, on_it in sheets),
        len(sheets),
        ready.sizes,
        tuple(one.plan for one in laid.values()),
        explained,
        (*findings, *ready.findings),
        plans,
        len(cutting),
    )


def _cutting(
    house: HouseStyle, setter: Setter, job: HomeJob, plans: Sequence[tuple[Plan, int]]
) -> list[tuple[Page, Page]]:
    """Return the sheets that show the order of the cuts: on both sides, if both are printed."""
    pages = [Page(frame) for frame in cutting_pages(house, setter, job.paper.size, plans)]
    if job.printing.way.prints_one_side:
        return [(page, page) for page in pages]
    if len(pages) % 2:
        pages.append(Page(Frame(job.paper.size, (), ())))
    return list(zip(pages[::2], pages[1::2], strict=True))


def _documents(
    deck: Deck, sides: Sequence[tuple[Page, Page]], job: HomeJob
) -> Mapping[str, Document]:
    what = "kaarten om zelf te printen"
    if job.printing.way is Way.FOLDED:
        fronts = tuple(front for front, _ in sides)
        return {"": document_for(deck, fronts, what, "Simplex")}
    pages = tuple(page for pair in sides for page in pair)
    return printed(document_for(deck, pages, what, duplex_for(job.flip)), job.printing)


def _explanation(
    subject: Subject,
    job: HomeJob,
    sheets: Sequence[SheetCards],
    laid: Sequence[_Laid],
    papers: int,
) -> tuple[Page, Page]:
    """Return both sides of the sheet in front, for the way that was chosen; `papers` follow it."""
    way = job.printing.way
    match way:
        case Way.TWO_SIDED:
            front, back = instruction_pages(subject, job.flip, sheets)
        case Way.ONE_SIDE_AT_A_TIME:
            passes = Passes(papers, explained=True, printing=job.printing)
            front, back = pass_pages(subject, passes, job.flip, sheets)
        case Way.FOLDED:
            folded = [FoldPlan(one.plan, one.fold) for one in laid if one.fold]
            front, back = fold_page(subject, folded, sheets), Frame(subject.paper.size, (), ())
        case Way.FRONTS | Way.BACKS:
            front = back = side_page(subject, way, sheets)
        case _:
            assert_never(way)
    return Page(front), Page(back)


def _sheets(
    cards: Sequence[TypesetCard], laid: Mapping[str, _Laid], job: HomeJob
) -> list[tuple[Sheet, list[TypesetCard]]]:
    sheets: list[tuple[Sheet, list[TypesetCard]]] = []
    for run in _runs(laid):
        own = [card for card in cards if card.template.format_name in run]
        faces = _printed_faces(own, run)
        counts = Counter(card.template.format_name for card in own)
        plans = _sheet_plans([(one.plan, counts[name]) for name, one in run.items()], job)
        fold = next(iter(run.values())).fold
        sheets.extend(
            (_with_creases(sheet, fold), [own[at] for at in sheet.cards])
            for sheet in imposed(faces, plans, skip=job.wishes.start - 1)
        )
    return sheets[:1] if job.trial else sheets


def _runs(laid: Mapping[str, _Laid]) -> list[dict[str, _Laid]]:
    """Part the formats into those that can share sheets: no two alike, and none that is folded."""
    runs: list[dict[str, _Laid]] = []
    for name, one in laid.items():
        for run in runs:
            others = run.values()
            if not one.fold and all(one.plan.formats != other.plan.formats for other in others):
                run[name] = one
                break
        else:
            runs.append({name: one})
    return runs


def _sheet_plans(wanted: Sequence[tuple[Plan, int]], job: HomeJob) -> list[Plan]:
    # What is used of the first sheet already counts as printed on.
    (first, count), *others = wanted
    return sheets_for(
        [(first, count + job.wishes.start - 1), *others],
        job.paper,
        gutter=gutter_for(job.edge, job.wishes.gutter),
        mix=job.wishes.grid is None and job.paper.precut is None,
    )


def _printed_faces(cards: Sequence[TypesetCard], run: Mapping[str, _Laid]) -> list[Faces]:
    # Copies are the same object, so that a face is written to the file once.
    made: dict[int, Faces] = {}
    for card in cards:
        one = run[card.template.format_name]
        if id(card.faces) not in made:
            faces = _unfolded(card.faces, one.fold, one.plan) if one.fold else card.faces
            made[id(card.faces)] = faces
    return [made[id(card.faces)] for card in cards]


def _unfolded(faces: Faces, fold: Fold, plan: Plan) -> Faces:
    return unfolded(faces, fold, rim=RIM / plan.scale if plan.edge is Edge.RIM else None)


def _with_creases(sheet: Sheet, fold: Fold | None) -> Sheet:
    if fold is None:
        return sheet
    marks = crease_marks(sheet.plan, sheet.filled, fold)
    front = sheet.front
    return replace(sheet, front=Frame(front.size, front.ground, (*front.figure, *marks)))


def _laid_out(
    every: Mapping[str, Size], wanted: Mapping[str, Size], job: HomeJob, *, reduce: bool
) -> dict[str, _Laid]:
    found: dict[str, _Laid] = {}
    for name, size in every.items():
        enlarged = job.enlarged.get(name, 1.0)
        try:
            if job.printing.way is Way.FOLDED:
                folded = plan_folded(
                    size, job.paper, edge=job.edge, reduce=reduce, enlarged=enlarged
                )
                marked = replace(folded.plan, marks=job.wishes.marks)
                found[name] = _Laid(marked, folded.fold)
            else:
                plan = planned(
                    size,
                    job.paper,
                    flip=job.flip,
                    edge=job.edge,
                    reduce=reduce,
                    enlarged=enlarged,
                    wishes=job.wishes,
                )
                found[name] = _Laid(plan)
        except KaartgenError:
            if name in wanted:
                raise
    return found


def build_master(
    deck: Deck,
    look: Look,
    cards: Sequence[Card],
    advance: Callable[[int], None] = lambda _: None,
) -> Built:
    """Return one page a face, front and back alternating, one document for each format."""
    ready = typeset(deck, look, list(cards), advance=advance)
    documents: dict[str, Document] = {}
    kept: dict[int, Page] = {}
    for name in _formats(look, cards):
        pages = [
            _master_page(face, kept)
            for card in ready.cards
            if card.template.format_name == name
            for face in (card.faces.front, card.faces.back)
        ]
        documents[f"-{name}"] = document_for(deck, tuple(pages), f"kaarten {name}")
    return Built(documents, len(cards), 0, ready.sizes, (), False, ready.findings)


def _master_page(face: Frame, kept: dict[int, Page]) -> Page:
    if id(face) not in kept:
        bleed = face.bleed
        size = Size(face.size.width + 2 * bleed, face.size.height + 2 * bleed)
        placed = Placed(face, Transform.move(bleed, bleed), Rect.of(face.size).grown(bleed))
        trim = Rect(bleed, bleed, face.size.width, face.size.height)
        kept[id(face)] = Page(Frame(size, (), (placed,)), trim, Rect.of(size))
    return kept[id(face)]


def _formats(look: Look, cards: Sequence[Card]) -> dict[str, Size]:
    formats: dict[str, Size] = {}
    for card in cards:
        template = look.template(card)
        formats.setdefault(template.format_name, template.format)
    # The larger format first: the stories lie on top of the pile that comes out of the printer.
    return dict(sorted(formats.items(), key=lambda item: -item[1].width * item[1].height))


def _typeset(
    deck: Deck,
    look: Look,
    cards: Sequence[Card],
    laid: Mapping[str, _Laid],
    advance: Callable[[int], None],
    raised: float,
) -> TypesetDeck:
    scales = {name: one.plan.scale / raised for name, one in laid.items()}
    unique = list(dict.fromkeys(cards))
    ready = typeset(deck, look, unique, scales=scales, advance=advance)
    by_code = {card.card.code: card for card in ready.cards}
    # Copies are the same object, so that a face is written to the file once.
    sizes = tuple(
        replace(size, size_pt=size.size_pt * raised) if size.size_pt else size
        for size in ready.sizes
    )
    return TypesetDeck(tuple(by_code[card.code] for card in cards), sizes, ready.findings)


def document_for(
    deck: Deck,
    pages: tuple[Page, ...],
    what: str,
    duplex: Duplex | None = None,
    outline: tuple[tuple[str, int, int], ...] = (),
) -> Document:
    """Return a document of these pages that says of which deck it is."""
    file = deck.file
    return Document(
        pages,
        title=f"{file.titel}: {what}",
        author=", ".join(file.makers) or file.opdrachtgever or "",
        subject=file.ondertitel or file.doel or "",
        language="nl-NL",
        date=document_date(deck),
        duplex=duplex,
        outline=outline,
    )


def document_date(deck: Deck) -> datetime.datetime:
    """Return the date a file carries: SOURCE_DATE_EPOCH if it is set, else the deck's own."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    return datetime.datetime.combine(deck.file.datum, datetime.time(12), datetime.UTC)
