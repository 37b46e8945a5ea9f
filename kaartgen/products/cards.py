"""A deck of cards to print: home sheets, as documents ready to be drawn."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.content.deck import Card, Deck
from kaartgen.errors import ExitCode, KaartgenError, Problem, raise_all
from kaartgen.geometry import Size
from kaartgen.imposition.plan import Plan
from kaartgen.layout.hyphenation import DUTCH
from kaartgen.layout.look import Look
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.sizing import KindSize
from kaartgen.layout.typeset import TypesetDeck, typeset
from kaartgen.pdf.document import Document, Duplex, Page
from kaartgen.products.home import (
    HomeCard,
    HomeJob,
    Laid,
    Source,
    dated,
    home_sheets,
    laid_out,
)
from kaartgen.products.home_words import HomeWords
from kaartgen.products.proefdruk import DRAFT

_TOO_SMALL = (
    "met kleur tot de rand verkleind zou de tekst te klein worden om aan tafel te lezen; "
    "de kaarten staan daarom op ware grootte, met minder op een vel."
)


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
    formats = formats_of(look, cards)
    # The scale of every format in the deck counts for the fit, also of those not printed now.
    laid = _laid_out(formats_of(look, deck.cards), formats, job, reduce=True)
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
        laid = _laid_out(formats_of(look, deck.cards), formats, job, reduce=False)
        ready = _typeset(deck, look, cards, laid, advance, job.raised)
        findings = [_TOO_SMALL]
    by_name: dict[str, list[HomeCard]] = {name: [] for name in formats}
    made_of: dict[int, HomeCard] = {}
    for card in ready.cards:
        one = made_of.setdefault(id(card), HomeCard((card.card.code,), card.faces))
        by_name[card.template.format_name].append(one)
    made = home_sheets(
        [(laid[name], own) for name, own in by_name.items()],
        job,
        _source(deck, DRAFT if job.draft else ""),
        lambda: HomeWords(look.house, Setter(look.house.book, DUTCH)),
        document_for(deck, (), "kaarten om zelf te printen"),
    )
    return Built(
        made.documents,
        made.cards,
        made.sheets,
        ready.sizes,
        tuple(laid[name].plan for name in formats),
        made.explained,
        (*findings, *made.findings, *ready.findings),
        made.plans,
        made.cutting,
    )


def _source(deck: Deck, note: str) -> Source:
    file, version = deck.file, f"versie {deck.file.versie}"
    return Source(f"{file.kort or file.titel} · {version}", f"{file.titel} · {version}", note=note)


def _laid_out(
    every: Mapping[str, Size], wanted: Mapping[str, Size], job: HomeJob, *, reduce: bool
) -> dict[str, Laid]:
    found: dict[str, Laid] = {}
    problems: list[Problem] = []
    for name, size in every.items():
        try:
            found[name] = laid_out(size, job, reduce=reduce, enlarged=job.enlarged.get(name, 1.0))
        except KaartgenError as error:
            if name in wanted:
                problems.extend(error.problems)
    raise_all(problems)
    return found


def formats_of(look: Look, cards: Sequence[Card]) -> dict[str, Size]:
    """Return the formats of the cards by name, the larger first."""
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
    laid: Mapping[str, Laid],
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
        language=deck.language.tag,
        date=document_date(deck),
        duplex=duplex,
        outline=outline,
    )


def document_date(deck: Deck) -> datetime.datetime:
    """Return the date a file carries: SOURCE_DATE_EPOCH if it is set, else the deck's own."""
    return dated(datetime.datetime.combine(deck.file.datum, datetime.time(12), datetime.UTC))
