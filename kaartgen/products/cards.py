"""A deck of cards to print: home sheets or the master, as documents ready to be drawn."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Mapping, Sequence
from itertools import repeat

from msgspec import Struct, field
from msgspec.structs import replace

from kaartgen.content.deck import Card, Deck
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import BLACK, Frame, Item, Placed
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.impose import Sheet, imposed
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Edge, Flip, Plan, plan_home
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.typeset import LANGUAGES, KindSize, Look, TypesetCard, TypesetDeck, typeset
from kaartgen.pdf.document import Document, Duplex, Page
from kaartgen.products.instructions import instruction_pages
from kaartgen.products.notes import cross, ruler, set_text, style
from kaartgen.products.proefdruk import DRAFT

# A free strip beside the cards must be this high to hold the slug line and the ruler.
_STRIP = 4.4
_SLUG_LENGTH = 112.0
_CROSS_ARM = 2.0
_RULER_LENGTH = 112.0


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


class Built(Struct, frozen=True):
    """The documents of one product by the part that each adds to the file's name."""

    documents: Mapping[str, Document]
    cards: int
    sheets: int
    sizes: tuple[KindSize, ...]
    plans: tuple[Plan, ...]
    explained: bool
    findings: tuple[str, ...]


def build_home(
    deck: Deck,
    look: Look,
    cards: Sequence[Card],
    job: HomeJob,
    advance: Callable[[int], None] = lambda _: None,
) -> Built:
    """Return the sheets of the chosen cards; both formats in one document, one format a sheet.

    Raises KaartgenError if a text does not fit or a format does not fit the paper.
    """
    formats = _formats(look, cards)
    # The scale of every format in the deck counts for the fit, also of those not printed now.
    plans = _plans(_formats(look, deck.cards), formats, job, reduce=True)
    findings: list[str] = []
    try:
        ready = _typeset(deck, look, cards, plans, advance, job.raised)
    except KaartgenError as error:
        reduced = [name for name, plan in plans.items() if plan.scale < job.enlarged.get(name, 1.0)]
        if error.code is not ExitCode.DOES_NOT_FIT or not reduced:
            raise
        # Reduced, the text would be under its floor: true size, then, with fewer on a sheet.
        plans = _plans(_formats(look, deck.cards), formats, job, reduce=False)
        ready = _typeset(deck, look, cards, plans, advance, job.raised)
        findings = [_TOO_SMALL]
    sheets: list[tuple[Sheet, list[TypesetCard]]] = []
    plans = {name: plans[name] for name in formats}
    for name, plan in plans.items():
        own = [card for card in ready.cards if card.template.format_name == name]
        sheets.extend(
            (sheet, [own[number] for number in sheet.cards])
            for sheet in imposed([card.faces for card in own], repeat(plan))
        )
    if job.trial:
        sheets = sheets[:1]
    setter = Setter(look.house.book, LANGUAGES[deck.file.taal])
    needs_page = any(_strip(sheet.plan) is None for sheet, _ in sheets)
    explained = job.explained and needs_page
    note = DRAFT if job.draft else ""
    pages: list[Page] = []
    if explained:
        pages.extend(
            Page(frame)
            for frame in instruction_pages(
                deck,
                look.house,
                setter,
                job.paper,
                job.flip,
                [(sheet, [card.card for card in on_it]) for sheet, on_it in sheets],
                note=note,
            )
        )
    for number, (sheet, _) in enumerate(sheets, 1):
        pages.extend(_sheet_pages(deck, setter, sheet, number, len(sheets), note))
    duplex: Duplex = "DuplexFlipLongEdge" if job.flip is Flip.LONG_EDGE else "DuplexFlipShortEdge"
    document = document_for(deck, tuple(pages), "kaarten om zelf te printen", duplex)
    printed = sum(len(on_it) for _, on_it in sheets)
    return Built(
        {"": document},
        printed,
        len(sheets),
        ready.sizes,
        tuple(plans.values()),
        explained,
        (*findings, *ready.findings),
    )


def _plans(
    every: Mapping[str, Size], wanted: Mapping[str, Size], job: HomeJob, *, reduce: bool
) -> dict[str, Plan]:
    plans: dict[str, Plan] = {}
    for name, size in every.items():
        try:
            plans[name] = plan_home(
                size,
                job.paper,
                flip=job.flip,
                edge=job.edge,
                reduce=reduce,
                enlarged=job.enlarged.get(name, 1.0),
            )
        except KaartgenError:
            if name in wanted:
                raise
    return plans


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
    plans: Mapping[str, Plan],
    advance: Callable[[int], None],
    raised: float,
) -> TypesetDeck:
    scales = {name: plan.scale / raised for name, plan in plans.items()}
    unique = list(dict.fromkeys(cards))
    ready = typeset(deck, look, unique, scales=scales, advance=advance)
    by_code = {card.card.code: card for card in ready.cards}
    # Copies are the same object, so that a face is written to the file once.
    sizes = tuple(
        replace(size, size_pt=size.size_pt * raised) if size.size_pt else size
        for size in ready.sizes
    )
    return TypesetDeck(tuple(by_code[card.code] for card in cards), sizes, ready.findings)


class _Strip(Struct, frozen=True):
    """A free strip along the sheet; `lines` is 1 if the ruler fits beside the slug line, else 2."""

    area: Rect
    lines: int


def _strip(plan: Plan) -> _Strip | None:
    """Return the free strip under the cards, else above them, that can hold slug and ruler."""
    printable, block = plan.printable, plan.covered
    low = block.bottom
    below = Rect(printable.x, low, printable.width, printable.bottom - low)
    above = Rect(printable.x, printable.y, printable.width, block.y - printable.y)
    for area in (below, above):
        for lines, width, height in (
            (1, _SLUG_LENGTH + _RULER_LENGTH + 16, _STRIP),
            (2, max(_SLUG_LENGTH, _RULER_LENGTH) + 16, 2 * _STRIP),
        ):
            if area.height >= height - 1e-6 and area.width >= width:
                return _Strip(area, lines)
    return None


def _sheet_pages(
    deck: Deck, setter: Setter, sheet: Sheet, number: int, count: int, note: str
) -> list[Page]:
    plan = sheet.plan
    strip = _strip(plan)
    if strip is None:
        return [Page(sheet.front), Page(sheet.back)]
    area = strip.area
    # The cross stands at the same point of the paper on both sides; the text beside it reads
    # from the page's own left, so its place is turned with the sheet.
    middle = (area.x + area.width / 2, area.y + area.height - _CROSS_ARM)
    pages: list[Page] = []
    for side, frame in (("voorkant", sheet.front), ("achterkant", sheet.back)):
        is_front = side == "voorkant"
        here = area if is_front else plan.turn.rect(area)
        at = middle if is_front else plan.turn.point(*middle)
        # The text keeps to the edge of the paper, away from the marks at the cards.
        y = here.bottom - 2.4 if here.y > plan.block.y else here.y + 0.3
        slug = _slug(deck, plan, number, count, side) + note
        items: list[Item] = [
            Placed(cross(_CROSS_ARM), Transform.move(at[0] - _CROSS_ARM, at[1] - _CROSS_ARM)),
            *set_text(setter, slug, style(7, 9), BLACK, here.x + 4, y, _SLUG_LENGTH).items,
        ]
        if is_front:
            beside = here.right - _RULER_LENGTH if strip.lines == 1 else here.x + 4
            drop = 0.0 if strip.lines == 1 else (-4.2 if y > plan.block.y else 4.2)
            items.append(Placed(ruler(setter), Transform.move(beside, y - 0.2 + drop)))
        pages.append(Page(Frame(frame.size, frame.ground, (*frame.figure, *items))))
    return pages


def _slug(deck: Deck, plan: Plan, number: int, count: int, side: str) -> str:
    share = f"{100 * plan.scale:.1f}".replace(".0", "").replace(".", ",")
    # Large print is true to its own size, and says so.
    size = "100 %" if plan.scale >= 1 else f"kaarten op {share} %"
    edge = f"{plan.flip.value}e zijde"
    name = deck.file.kort or deck.file.titel
    return f"{name} · versie {deck.file.versie} · vel {number}/{count} · {side} · {size} · {edge}"


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
