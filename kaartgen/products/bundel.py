"""A deck as a booklet to read and write in: a situation on each spread, beelden in between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from kaartgen.content.deck import Card, Deck
from kaartgen.content.kinds import PortraitCard, SituationCard
from kaartgen.errors import ExitCode, KaartgenError, Problem, raise_all
from kaartgen.frame import WHITE, Placed
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.booklet import booklet
from kaartgen.layout import motif
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.style import Style
from kaartgen.pdf.document import Document, Page
from kaartgen.products.cards import document_for
from kaartgen.products.notes import style
from kaartgen.products.sketch import Sketch

A5: Final = Size(148.5, 210)
_LEFT: Final = 16.0
_WIDTH: Final = A5.width - 2 * _LEFT
_BOTTOM: Final = 190.0
# The coloured band at the head; a title of three lines makes it higher.
_BAND: Final = 46.0
_PITCH: Final = 8.5
# After so many situations comes a spread with two beelden.
_SITUATIONS: Final = 4


_HOW_TO_USE: Final = ("links_en_rechts", "lees_en_schrijf", "beeld")


class BundleJob(Struct, frozen=True):
    """How to make the booklet: single pages, or sheets to fold and staple."""

    as_booklet: bool = False
    creep: float = 0.0


def build_bundle(deck: Deck, house: HouseStyle, language: str, job: BundleJob) -> Document:
    """Return the deck as an A5 booklet.

    Raises KaartgenError if the deck has no situations, or with every text longer than its page.
    """
    if not deck.of_kind("situatie"):
        raise KaartgenError(
            [
                Problem(
                    f"Het deck ‘{deck.name}’ heeft geen situaties om een bundel van te maken.",
                    ExitCode.AUTHOR,
                    deck.place("titel"),
                )
            ]
        )
    maker = _Maker(deck, house, Setter(house.book, language))
    pages = list(maker.pages())
    raise_all(maker.misfits)
    for number, page in enumerate(pages, 1):
        if number > 1:
            maker.folio(page, number)
    frames = [page.frame(A5) for page in pages]
    if job.as_booklet:
        sides = tuple(Page(side) for side in booklet(frames, creep=job.creep))
        return document_for(deck, sides, "bundel, boekje", "DuplexFlipShortEdge")
    return document_for(deck, tuple(Page(frame) for frame in frames), "bundel")


def _head() -> Style:
    return style(20, 24, font="display", weight=700, optical=True, balance=True)


def _body() -> Style:
    return style(12, 17.4, bold=700, hyphenate=True)


def _tale() -> Style:
    return style(13.2, 19.2, bold=700, hyphenate=True)


def _strong() -> Style:
    return style(12, 17, weight=600, bold=700)


def _small() -> Style:
    return style(10.5, 14.6, bold=700, hyphenate=True)


class _Maker:
    """The booklet while its pages are being made."""

    def __init__(self, deck: Deck, house: HouseStyle, setter: Setter) -> None:
        self.deck, self.house, self.setter = deck, house, setter
        self.misfits: list[Problem] = []

    def page(self) -> Sketch:
        return Sketch(self.house, self.setter)

    def pages(self) -> Iterator[Sketch]:
        yield self._cover()
        yield self._opening()
        yield from self._contents()
        portraits = list(self.deck.of_kind("beeld"))
        for number, card in enumerate(self.deck.of_kind("situatie"), 1):
            yield self._story(card)
            yield self._voices(card)
            if number % _SITUATIONS == 0 and len(portraits) >= 2:
                yield self._portrait(portraits.pop(0))
                yield self._portrait(portraits.pop(0))
        for card in portraits:
            yield self._portrait(card)
        yield self._own()

    def folio(self, page: Sketch, number: int) -> None:
        """Add the page's number at its outer edge."""
        look = style(9, 11, weight=600)
        width = page.block(str(number), look, 0, 0, 20).width
        x = _LEFT if number % 2 == 0 else A5.width - _LEFT - width
        page.text(str(number), look, x, 198, 20)

    def _cover(self) -> Sketch:
        page = self.page()
        green = page.colour("situatie")
        page.fill(Rect(0, 0, A5.width, A5.height), green)
        big = style(34, 38, font="display", weight=700, optical=True, balance=True)
        below = page.text(self.deck.file.titel, big, _LEFT, 34, _WIDTH, WHITE)
        if self.deck.file.ondertitel:
            look = style(14, 19, weight=600, balance=True)
            page.text(self.deck.file.ondertitel, look, _LEFT, below + 8, _WIDTH, WHITE)
        size = Size(A5.width, 52)
        field = motif.field(
            page.house.kinds["situatie"].motif, size, 3.0, page.colour("situatie-motif"), green
        )
        page.items.append(Placed(field, Transform.move(0, 112), Rect.of(size)))
        page.text(self.deck.foot, style(10, 13, weight=600), _LEFT, 192, _WIDTH, WHITE)
        return page

    def _opening(self) -> Sketch:
        page = self.page()
        file, says = self.deck.file, self.deck.language.says
        y = page.text(
            self.deck.language.says("bundel.zo_werk_je"),
            _head(),
            _LEFT,
            24,
            _WIDTH,
            page.colour("kind"),
        )
        for words in (file.doel, *(says(f"bundel.{name}") for name in _HOW_TO_USE)):
            if words:
                y = page.text(words, _body(), _LEFT, y + 7, _WIDTH)
        rights = [
            *self.deck.rights,
            file.dank or "",
        ]
        words = " ".join(part for part in rights if part)
        block = page.block(words, style(9, 12.4), _LEFT, 0, _WIDTH)
        page.text(words, style(9, 12.4), _LEFT, _BOTTOM - block.height, _WIDTH)
        return page

    def _contents(self) -> Iterator[Sketch]:
        page = self.page()
        y = (
            page.text(
                self.deck.language.says("bundel.inhoud"),
                _head(),
                _LEFT,
                24,
                _WIDTH,
                page.colour("kind"),
            )
            + 8
        )
        pages = 1
        for kind in ("situatie", "beeld"):
            for card in self.deck.of_kind(kind):
                look = style(11.5, 15)
                below = y + page.block(card.title, look, _LEFT + 14, y, _WIDTH - 14).height
                if below > _BOTTOM:
                    yield page
                    page, pages, y = self.page(), pages + 1, 24.0
                code = style(11, 14, weight=700)
                page.text(card.code, code, _LEFT, y, 14, page.colour("kind", kind))
                y = page.text(card.title, look, _LEFT + 14, y, _WIDTH - 14) + 3.9
            y += 3
        yield page
        # Every story stands on the left, so what comes before is an odd number of pages.
        if pages % 2 == 0:
            yield self._notes()

    def _notes(self) -> Sketch:
        page = self.page()
        y = (
            page.text(
                self.deck.language.says("bundel.aantekeningen"),
                _head(),
                _LEFT,
                24,
                _WIDTH,
                page.colour("kind"),
            )
            + 8
        )
        while y + _PITCH < _BOTTOM:
            y += _PITCH
            page.line(_LEFT, y, _LEFT + _WIDTH, y, page.colour("line"))
        return page

    def _band(self, page: Sketch, card: Card) -> float:
        """Draw the band with the card's title; return how far a long title pushes the rest."""
        kind = card.kind.name
        title = page.block(card.title, _head(), _LEFT, 25.5, _WIDTH, WHITE)
        height = max(_BAND, 25.5 + title.height + 6)
        page.fill(Rect(0, 0, A5.width, height), page.colour("kind", kind))
        size = Size(A5.width, 4.0)
        ribbon = motif.ribbon(
            self.house.kinds[kind].motif,
            size,
            3.0,
            page.colour("kind-motif", kind),
            page.colour("kind", kind),
        )
        page.items.append(Placed(ribbon, Transform.move(0, height - 5), Rect.of(size)))
        code = style(15, 18, font="display", weight=800)
        block = page.block(card.code, code, _LEFT, 15, 40, WHITE)
        page.items.extend(block.items)
        page.icon(kind, _LEFT + block.width + 5, 14.6, 5, WHITE)
        page.text(
            self.deck.language_of(card).kind(card.kind),
            style(11, 14, weight=600),
            _LEFT + block.width + 12,
            15.7,
            80,
            WHITE,
        )
        page.items.extend(title.items)
        return height - _BAND

    def _story(self, card: Card) -> Sketch:
        content = card.content
        assert isinstance(content, SituationCard)  # asked for situations
        page = self.page()
        push = self._band(page, card)
        green = page.colour("situatie")
        y = page.text(content.rol, _strong(), _LEFT, 56 + push, _WIDTH, green)
        y = page.text(content.verhaal, _tale(), _LEFT, y + 5.8, _WIDTH)
        block = page.block(content.kantelpunt, _strong(), _LEFT + 5.5, y + 7.5, _WIDTH - 5.5)
        page.fill(Rect(_LEFT, y + 6.4, 1.4, block.height + 2.2), green)
        page.items.extend(block.items)
        y += 7.5 + block.height
        question = style(19, 23, font="display", weight=700, optical=True, balance=True)
        asked = page.block(content.vraag, question, _LEFT, 0, _WIDTH)
        top = _BOTTOM - asked.height - 6
        self._fits(card, "verhaal", y + 6, top)
        page.fill(Rect(0, top - 9, A5.width, A5.height - top + 9), page.colour("situatie-tint"))
        page.text(content.vraag, question, _LEFT, top, _WIDTH, green)
        return page

    def _voices(self, card: Card) -> Sketch:
        content = card.content
        assert isinstance(content, SituationCard)  # asked for situations
        page, says = self.page(), self.deck.language.says
        green, purple = page.colour("situatie"), page.colour("perspectief")
        look = style(17, 21, font="display", weight=700, optical=True, balance=True)
        page.text(says("kaart.wat_schuurt"), style(11, 14, weight=600), _LEFT, 20, _WIDTH, green)
        y = page.text(content.spanning, look, _LEFT, 26.5, _WIDTH, green) + 9
        people = {one.id: one.title for one in self.deck.of_kind("perspectief")}
        for voice in content.perspectieven:
            name = voice.naam or people[voice.kaart or ""]
            page.icon("perspectief", _LEFT, y - 1.2, 5, purple)
            below = page.text(name, _strong(), _LEFT + 8, y, _WIDTH - 8, purple)
            y = page.text(voice.zin, _small(), _LEFT + 8, below + 3, _WIDTH - 8) + 5.4
        page.line(_LEFT, y - 0.4, _LEFT + _WIDTH, y - 0.4, green.tint(0.4), 0.75)
        y += 4.4
        for question in (*content.vragen, *content.wat_als[:1]):
            page.icon("vraag", _LEFT, y - 1.0, 4.6, page.colour("vraag"))
            y = page.text(question, _small(), _LEFT + 8, y, _WIDTH - 8) + 4.6
        y += 3.4
        labels = tuple(says(f"bundel.{name}") for name in ("hier_ken_ik", "wat_telt", "ik_zou"))
        # Each label has a line's height of its own and a little air below its lines.
        rows = int((_BOTTOM + 2 - y - len(labels) * 7.6) // _PITCH)
        self._fits(card, "perspectieven", y + len(labels) * (7.6 + _PITCH), _BOTTOM + 2)
        for number, label in enumerate(labels):
            # What does not divide by three goes to the last: there the most is written.
            own = min((rows + number) // len(labels), 4)
            page.text(label, _strong(), _LEFT, y, _WIDTH)
            for row in range(1, own + 1):
                at = y + 2.4 + row * _PITCH
                page.line(_LEFT, at, _LEFT + _WIDTH, at, page.colour("line"))
            y += 7.6 + own * _PITCH
        return page

    def _portrait(self, card: Card) -> Sketch:
        content = card.content
        assert isinstance(content, PortraitCard)  # asked for beelden
        page = self.page()
        push = self._band(page, card)
        red = page.colour("beeld")
        y = page.text(content.wie, _strong(), _LEFT, 55 + push, _WIDTH, red)
        y = page.text(content.situatie_kort, _small(), _LEFT, y + 5, _WIDTH)
        y = page.text(content.keuze, _strong(), _LEFT, y + 6.5, _WIDTH) + 8
        weighing = content.afweging
        for lens, words in (
            ("IS", weighing.is_),
            ("DOET", weighing.doet),
            ("VOELT", weighing.voelt),
        ):
            label = next(one.label for key, one in self.deck.file.lenzen.items() if key == lens)
            page.mark(lens, _LEFT, y - 0.8, 5.4, red)
            below = page.text(label, _strong(), _LEFT + 9, y, _WIDTH - 9, red)
            y = page.text(words, _small(), _LEFT + 9, below + 2.8, _WIDTH - 9) + 5.6
        if content.twijfel:
            page.text(
                self.deck.language.says("kaart.twijfel"), _strong(), _LEFT, y + 1.5, _WIDTH, red
            )
            y = page.text(content.twijfel, _small(), _LEFT, y + 7, _WIDTH)
        self._fits(card, "situatie_kort", y, _BOTTOM)
        return page

    def _own(self) -> Sketch:
        page, says = self.page(), self.deck.language.says
        y = (
            page.text(
                self.deck.language.says("bundel.eigen_situatie"),
                _head(),
                _LEFT,
                24,
                _WIDTH,
                page.colour("leeg"),
            )
            + 8
        )
        for label, rows in (
            (says("bord.mijn_rol"), 1),
            (says("bord.wat_gebeurt_er"), 6),
            (says("bundel.waar_schuurt_het"), 3),
            (says("bord.het_kantelpunt"), 2),
            (says("bundel.wie_kijkt_er"), 3),
        ):
            page.text(label, _strong(), _LEFT, y, _WIDTH)
            for row in range(1, rows + 1):
                at = y + 1.4 + row * _PITCH
                page.line(_LEFT, at, _LEFT + _WIDTH, at, page.colour("line"))
            y += 1.4 + rows * _PITCH + 5.4
        return page

    def _fits(self, card: Card, name: str, y: float, limit: float) -> None:
        if y > limit:
            self.misfits.append(
                Problem(
                    f"{card.code} ‘{card.title}’ past niet op zijn bladzijde in de bundel "
                    f"({max(y - limit, 1):.0f} mm te lang).",
                    ExitCode.DOES_NOT_FIT,
                    card.place(name),
                    "Kort de tekst in.",
                )
            )
