"""Cards and a run in; press sheets out: a document for each format, and what the run takes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.content.deck import Card, Deck
from kaartgen.errors import usage_error
from kaartgen.frame import BLACK, Cmyk, Faces, Frame
from kaartgen.geometry import Rect
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.press import PressPlan, PressWishes, Turning, plan_press
from kaartgen.imposition.press_impose import press_sheets
from kaartgen.imposition.press_marks import bar
from kaartgen.imposition.press_run import (
    Gathering,
    Run,
    cut_and_stack,
    number_of_sheets,
    repeated,
)
from kaartgen.layout.hyphenation import DUTCH
from kaartgen.layout.look import Look
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.sizing import KindSize
from kaartgen.layout.typeset import typeset
from kaartgen.pdf.document import PRESS_SHEET, Document, Page
from kaartgen.pdf.ink import within_ink
from kaartgen.products.cards import document_date, document_for, formats_of
from kaartgen.products.master import with_bleed
from kaartgen.products.notes import set_text, style

# A file of more sheets than this takes minutes to make and to read.
MOST_SHEETS: Final = 1000
_SLUG_DROP: Final = 0.3


class PressJob(Struct, frozen=True):
    """What is asked of press sheets: `bleed` in millimetres, `ink` in per cent, `decks` to print.

    The slug line has the `date`, or if there is none the deck's own. The colour bar shows `spots`
    too, the inks on plates of their own.
    """

    paper: Paper
    bleed: float
    ink: float
    decks: int = 1
    gathering: Gathering = "stapelen"
    wishes: PressWishes = PressWishes()
    date: datetime.datetime | None = None
    spots: tuple[Cmyk, ...] = ()


class Lot(Struct, frozen=True):
    """The cards of one format: how many a deck has of them, and how they are printed."""

    format: str
    cards: int
    press: PressPlan
    run: Run


class PressBuilt(Struct, frozen=True):
    """The documents by the part that each adds to the file's name, and what they take."""

    documents: Mapping[str, Document]
    lots: tuple[Lot, ...]
    sizes: tuple[KindSize, ...]
    findings: tuple[str, ...]


def build_press_sheets(
    deck: Deck,
    look: Look,
    cards: Sequence[Card],
    job: PressJob,
    advance: Callable[[int], None] = lambda _: None,
) -> PressBuilt:
    """Return the press sheets of the chosen cards, at least one document for each format.

    Raises KaartgenError if a text or a card does not fit, or if it would be too many sheets.
    """
    look = with_bleed(look, job.bleed)
    lots = [
        _lot(name, [card for card in cards if look.template(card).format_name == name], look, job)
        for name in formats_of(look, cards)
    ]
    ready = typeset(deck, look, list(dict.fromkeys(cards)), advance=advance)
    faces = {card.card.code: card.faces for card in ready.cards}
    setter = Setter(look.house.book, DUTCH)
    documents: dict[str, Document] = {}
    for lot in lots:
        own = [faces[card.code] for card in cards if look.template(card).format_name == lot.format]
        pages = tuple(_pages(own, lot, _Slug(deck, setter, lot, job)))
        document = document_for(deck, pages, f"drukvellen {lot.format}")
        document = replace(document, keywords=(PRESS_SHEET, job.wishes.turning.value))
        documents[f"-{lot.format}"] = within_ink(document, job.ink)
    findings = (*ready.findings, *_close(lots[0].press))
    return PressBuilt(documents, tuple(lots), ready.sizes, findings)


def _close(press: PressPlan) -> Iterator[str]:
    """Say so where cards lie closer than their bleeds, on all sheets alike."""
    if press.gutter < 2 * press.bleed:
        there, wanted = (
            f"{length:g}".replace(".", ",") for length in (press.gutter / 2, press.bleed)
        )
        yield (
            f"tussen de kaarten is {there} mm afloop in plaats van {wanted} mm: bij een snede die "
            "iets afwijkt komt de kleur van de kaart ernaast mee."
        )


def _lot(name: str, cards: Sequence[Card], look: Look, job: PressJob) -> Lot:
    press = plan_press(look.template(cards[0]).format, job.paper, job.bleed, job.wishes)
    many, decks, places, copies = len(cards), job.decks, len(press.places), press.copies
    if job.gathering == "herhalen":
        return Lot(name, many, press, repeated(many, decks, places, copies))
    sheets = number_of_sheets(many, decks, places, copies)
    if sheets > MOST_SHEETS:
        most = MOST_SHEETS * places // many * copies
        advice = "Kies --indeling herhalen: dan staat elk vel één keer in het bestand"
        raise usage_error(
            f"Een oplage van {decks} is gestapeld {sheets} verschillende vellen; "
            f"meer dan {MOST_SHEETS} gaat niet in één bestand.",
            f"{advice}, of maak er hooguit {most} per keer." if most else f"{advice}.",
        )
    return Lot(name, many, press, cut_and_stack(many, decks, places, copies))


def _pages(faces: Sequence[Faces], lot: Lot, slug: _Slug) -> Iterator[Page]:
    # What is cut off is beyond the outermost cards, and marks stand beyond their bleed.
    plan = lot.press.plan
    bleed = lot.press.bleed
    for number, sheet in enumerate(press_sheets(faces, lot.press, lot.run, slug.job.spots), 1):
        if sheet.back is None:
            yield _page(slug.on(sheet.front, number, "voor- en achterkant"), plan.block, bleed)
        else:
            yield _page(slug.on(sheet.front, number, "voorkant"), plan.block, bleed)
            # Turned side to side a block in the middle of the sheet stays where it is.
            behind = plan.turn.rect(plan.block)
            yield _page(slug.on(sheet.back, number, "achterkant"), behind, bleed)


def _page(frame: Frame, trim: Rect, bleed: float) -> Page:
    return Page(frame, trim, trim.grown(bleed))


class _Slug(Struct, frozen=True):
    """Writes the line that says which sheet this is, above the colour bar."""

    deck: Deck
    setter: Setter
    lot: Lot
    job: PressJob

    def on(self, frame: Frame, number: int, side: str) -> Frame:
        below = bar(self.lot.press)
        x, y, room = below.x, self.lot.press.tail.y + _SLUG_DROP, below.width
        look = style(7, 9)
        words = self.words(number, side)
        while True:
            # The last words matter least.
            block = set_text(self.setter, " · ".join(words), look, BLACK, x, y, 1e4)
            if block.width <= room or len(words) == 1:
                break
            words = words[:-1]
        return Frame(frame.size, frame.ground, (*frame.figure, *block.items))

    def words(self, number: int, side: str) -> list[str]:
        file, lot, job = self.deck.file, self.lot, self.job
        date = job.date or document_date(self.deck)
        which = [f"vel {number} van {len(lot.run.sheets)}", side]
        what = [
            f"{file.kort or file.titel} {lot.format}, versie {file.versie}",
            f"{date.day}-{date.month}-{date.year}",
        ]
        times = "elk vel 1 keer" if lot.run.times == 1 else f"elk vel {lot.run.times} keer"
        gather = times if job.gathering == "herhalen" else f"snijden en stapelen, {times}"
        match lot.press.turning:
            case Turning.SHEETWISE:
                lay = "links" if side == "voorkant" else "rechts"
                return [*which, *what, gather, f"grijper onder, aanleg {lay}"]
            # How it is turned must be on the smallest paper too.
            case Turning.TURN:
                turn = "omslaan: zijwaarts keren, zelfde kant in de grijper"
                return [*which, turn, *what, gather, "aanleg links, na het keren rechts"]
            case Turning.TUMBLE:
                turn = "stolpen: kop over voet keren, andere kant in de grijper"
                return [*which, turn, *what, gather, "aanleg links, ook na het keren"]
