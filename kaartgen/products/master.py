"""Cards and what a print shop asks in; its documents out: one page a face, in the shop's order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.content.deck import Card, Deck
from kaartgen.frame import Frame, Item, Placed
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout.look import Look
from kaartgen.layout.typeset import TypesetCard, typeset
from kaartgen.pdf.document import Document, Page
from kaartgen.pdf.ink import within_ink
from kaartgen.pdf.outlines import in_outlines
from kaartgen.pdf.print_shop import Order
from kaartgen.products.cards import Built, document_for, formats_of
from kaartgen.products.contour import card_contour


class MasterJob(Struct, frozen=True):
    """What a shop asks of the pages: `bleed` in millimetres, `ink` in per cent.

    Without a bleed or an ink limit, pages are as the templates and pictures have them.
    `per_card` gives every design a document of its own, once, whatever its number of copies. With
    `outlines` letters are shapes. With `die` every page has the card's outline for a punch, its
    corners with the radius `corner` (None: the template's).
    """

    bleed: float | None = None
    ink: float | None = None
    order: Order = "afwisselend"
    per_card: bool = False
    outlines: bool = False
    die: bool = False
    corner: float | None = None


# A page a face as the templates have it.
PLAIN: Final = MasterJob()


def build_master(
    deck: Deck,
    look: Look,
    cards: Sequence[Card],
    job: MasterJob = PLAIN,
    advance: Callable[[int], None] = lambda _: None,
) -> Built:
    """Return the documents of the chosen cards, at least one for each format.

    Raises KaartgenError if a text does not fit.
    """
    look = look if job.bleed is None else with_bleed(look, job.bleed)
    ready = typeset(deck, look, list(cards), advance=advance)
    documents: dict[str, Document] = {}
    for name in formats_of(look, cards):
        own = [card for card in ready.cards if card.template.format_name == name]
        pages = Pages(job.bleed, _corners(own, job) if job.die else {})
        for part, what, faces in _parts(name, own, job):
            made = tuple(pages.of(face) for face in faces)
            document = document_for(deck, made, what)
            document = in_outlines(document) if job.outlines else document
            documents[part] = document if job.ink is None else within_ink(document, job.ink)
    return Built(documents, len(cards), 0, ready.sizes, (), False, ready.findings)


def with_bleed(look: Look, bleed: float) -> Look:
    """Return the look with templates whose colours reach at least that far beyond the trim."""
    templates = {
        name: template.model_copy(update={"bleed": bleed}) if template.bleed < bleed else template
        for name, template in look.templates.items()
    }
    return replace(look, templates=templates)


def _corners(cards: Sequence[TypesetCard], job: MasterJob) -> dict[int, float]:
    """Return how round each face's corners are, by the face's identity."""
    return {
        id(face): one.template.corner if job.corner is None else job.corner
        for one in cards
        for face in (one.faces.front, one.faces.back)
    }


_Part = tuple[str, str, Sequence[Frame]]


def _parts(name: str, cards: Sequence[TypesetCard], job: MasterJob) -> Iterator[_Part]:
    """Yield for each document its part of the file's name, what it holds, and its faces."""
    if job.per_card:
        for card in {one.card.code: one for one in cards}.values():
            code = card.card.code
            yield f"-{name}-{code}", f"kaart {code} ({name})", _in_order([card], job.order)
    elif job.order == "twee-bestanden":
        yield f"-{name}-voorkanten", f"voorkanten {name}", [card.faces.front for card in cards]
        yield f"-{name}-achterkanten", f"achterkanten {name}", [card.faces.back for card in cards]
    else:
        yield f"-{name}", f"kaarten {name}", _in_order(cards, job.order)


def _in_order(cards: Sequence[TypesetCard], order: Order) -> list[Frame]:
    """Return the faces as the shop wants them.

    All fronts and one back only holds where there is one back; else each front has its own.
    """
    if order == "voorkanten-een-achterkant" and has_one_back(cards):
        return [*(card.faces.front for card in cards), cards[0].faces.back]
    pairs = ((card.faces.front, card.faces.back) for card in cards)
    if order == "achter-eerst":
        pairs = ((back, front) for front, back in pairs)
    return [face for pair in pairs for face in pair]


def has_one_back(cards: Sequence[TypesetCard]) -> bool:
    """Say whether all cards have the same back."""
    first = cards[0].faces.back
    return all(card.faces.back is first or card.faces.back == first for card in cards)


class Pages:
    """Makes a page of each face, once: a copy of a card is the same page.

    A face that has a corner, by its identity, gets its outline for a punch.
    """

    def __init__(self, bleed: float | None, corners: Mapping[int, float] | None = None) -> None:
        self._bleed, self._corners = bleed, corners or {}
        self._kept: dict[int, Page] = {}

    def of(self, face: Frame, trim: Size | None = None) -> Page:
        """Return the page of a face, enlarged or reduced to fill `trim` if that is given."""
        if id(face) not in self._kept:
            bleed = face.bleed if self._bleed is None else self._bleed
            card = trim or face.size
            size = Size(card.width + 2 * bleed, card.height + 2 * bleed)
            place = Transform.move(bleed, bleed)
            if trim is not None:
                place = filling(face.size, trim).then(place)
            clip = place.inverse().rect(Rect.of(size))
            box = Rect(bleed, bleed, card.width, card.height)
            items: tuple[Item, ...] = (Placed(face, place, clip),)
            if (radius := self._corners.get(id(face))) is not None:
                items = (*items, card_contour(box, radius))
            self._kept[id(face)] = Page(Frame(size, (), items), box, Rect.of(size))
        return self._kept[id(face)]


def filling(size: Size, trim: Size) -> Transform:
    """Return what lays a face about the middle of `trim`, so large that it covers it."""
    factor = max(trim.width / size.width, trim.height / size.height)
    return Transform.scale(factor).then(
        Transform.move(
            (trim.width - factor * size.width) / 2, (trim.height - factor * size.height) / 2
        )
    )
