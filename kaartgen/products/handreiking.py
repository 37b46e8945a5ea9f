"""The facilitator's guide: the conversation with clock times, and a note for every card."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.content.board import Board, Pace, Step
from kaartgen.content.deck import Card, Deck
from kaartgen.content.guide import Guide
from kaartgen.content.kinds import KIND_BY_NAME, SituationCard
from kaartgen.errors import raise_all, usage_error
from kaartgen.frame import WHITE
from kaartgen.geometry import Rect, Size
from kaartgen.imposition.booklet import booklet
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.pdf.document import Document, Page
from kaartgen.products.cards import document_for
from kaartgen.products.flow import (
    Block,
    Flowed,
    Geometry,
    bar_row,
    flowed,
    rule_row,
    text_rows,
)
from kaartgen.products.inzamelblad import form
from kaartgen.products.manuscript import Manuscript
from kaartgen.products.notes import style
from kaartgen.products.signs import missing_signs
from kaartgen.products.sketch import Sketch

_A4: Final = Geometry(Size(210, 297), 28, 28, 24, 26)
_A5: Final = Geometry(Size(148.5, 210), 17, 17, 17, 19)


class GuideJob(Struct, frozen=True):
    """How to make the guide."""

    start: datetime.time | None = None
    pace: Pace = Pace.WHOLE
    as_booklet: bool = False
    creep: float = 0.0
    # Single pages of the booklet, in reading order: a print shop imposes them itself.
    loose: bool = False


def clock(text: str) -> datetime.time:
    """Read a time such as 13:30 or 9.15; raises KaartgenError if it is none."""
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})", text.strip())
    if match and int(match[1]) < 24 and int(match[2]) < 60:
        return datetime.time(int(match[1]), int(match[2]))
    raise usage_error(f"‘{text}’ is geen tijd.", "Schrijf de tijd als 13:30.")


def build_guide(
    deck: Deck, board: Board, guide: Guide, house: HouseStyle, language: str, job: GuideJob
) -> Document:
    """Return the guide as A4 pages, or as the sheets of an A5 booklet."""
    setter = Setter(house.book, language)
    raise_all([*missing_signs(setter, board), *missing_signs(setter, guide)])
    writer = _Writer(deck, board, guide, house, setter, job)
    result = writer.written()
    size = writer.geometry.size
    frames = [page.frame(size) for page in result.pages]
    what = "handreiking voor de begeleider"
    if job.as_booklet and not job.loose:
        pages = tuple(Page(side) for side in booklet(frames, creep=job.creep))
        return document_for(deck, pages, f"{what}, boekje", "DuplexFlipShortEdge")
    outline = tuple((title, page, level) for level, title, page in result.bookmarks)
    pages = tuple(Page(frame) for frame in frames)
    return document_for(deck, pages, what, "DuplexFlipLongEdge", outline)


class _Writer:
    """The guide while it is being written."""

    def __init__(
        self,
        deck: Deck,
        board: Board,
        guide: Guide,
        house: HouseStyle,
        setter: Setter,
        job: GuideJob,
    ) -> None:
        self.deck, self.board, self.guide = deck, board, guide
        self.says = deck.language.says
        self.house, self.setter, self.job = house, setter, job
        self.geometry = _A5 if job.as_booklet else _A4
        self.small = job.as_booklet
        self.width = self.geometry.width
        self.ruler = Sketch(house, setter)
        self.text = Manuscript(self.ruler, self.width, small=self.small)

    # --- The whole ----------------------------------------------------------------------------

    def written(self) -> Flowed:
        """Return the pages; twice flowed, since the contents need the pages' numbers."""
        first = self._flow({})
        numbers = {title: page + 1 for level, title, page in first.bookmarks if level == 0}
        result = self._flow(numbers)
        for number, page in enumerate(result.pages, 1):
            self._foot(page, number)
        return result

    def _flow(self, numbers: dict[str, int]) -> Flowed:
        top = self._cover_height()
        result = flowed(
            [*self._contents(numbers), *self._chapters()],
            self.geometry,
            lambda: Sketch(self.house, self.setter),
            first_top=top,
        )
        self._cover(result.pages[0])
        return result

    def _cover_height(self) -> float:
        return self.geometry.top + (50 if self.small else 66)

    def _cover(self, page: Sketch) -> None:
        g = self.geometry
        page.fill(
            Rect(g.left - 5, g.top - 6, self.width + 10, 44 if self.small else 58),
            page.colour("kind"),
            3,
        )
        big = style(
            *((22, 25) if self.small else (30, 34)), font="display", weight=700, optical=True
        )
        below = page.text(
            self.says("handreiking.titel"), big, g.left + 3, g.top + 4, self.width - 6, WHITE
        )
        page.text(
            self.deck.file.titel, self.text.strong(), g.left + 3, below + 6, self.width, WHITE
        )
        line = f"{self.deck.version} · {self.deck.file.status}"
        page.text(line, self.text.fine(), g.left + 3, below + 13, self.width, WHITE)

    def _foot(self, page: Sketch, number: int) -> None:
        g = self.geometry
        y = g.size.height - g.bottom + 9
        name = self.deck.file.kort or self.deck.file.titel
        page.text(self.says("handreiking.voet", naam=name), style(9, 11), g.left, y, self.width)
        block = page.block(str(number), style(9, 11, weight=600), 0, 0, 20)
        page.text(str(number), style(9, 11, weight=600), g.left + self.width - block.width, y, 20)

    def _contents(self, numbers: dict[str, int]) -> Iterator[Block]:
        titles = [
            block.bookmark[1]
            for block in self._chapters()
            if block.bookmark and block.bookmark[0] == 0
        ]
        for title in titles:
            number = str(numbers.get(title, ""))
            rows = text_rows(
                self.ruler, title, self.text.body(), self.width, first=self.text.at_right(number)
            )
            yield Block(rows, 1.4)

    def _chapters(self) -> Iterator[Block]:
        yield from self._before()
        yield from self._conversation()
        yield from self._otherwise()
        yield from self._collecting()
        yield from self._form()
        yield from self._cards()
        yield from self._rights()

    # --- Chapters -----------------------------------------------------------------------------

    def _before(self) -> Iterator[Block]:
        yield self.text.chapter(self.says("handreiking.vooraf"), new_page=self.small)
        for paragraph in re.split(r"\n\s*\n", self.guide.inleiding):
            yield self.text.paragraph(" ".join(paragraph.split("\n")))
        yield self.text.section(self.says("handreiking.situatie_kiezen"))
        yield from self.text.bullets(self.guide.kiezen)
        yield self.text.section(self.says("handreiking.afspreken"))
        yield from self.text.bullets(self.guide.afspraken)
        yield self.text.section(self.says("handreiking.klaarleggen"))
        yield from self.text.bullets(list(self._needed()))

    def _needed(self) -> Iterator[str]:
        yield self.says("handreiking.een_dialoogkaart")
        needed: dict[str, int] = {}
        for step, _ in self.board.steps(self.job.pace):
            for need in step.kaarten:
                needed[need.soort] = needed.get(need.soort, 0) + need.aantal
        if needed:
            named = [
                self.deck.language.counted(KIND_BY_NAME[kind], count)
                for kind, count in needed.items()
            ]
            yield self.says("handreiking.kaarten_per_tafel", kaarten=", ".join(named))
        yield self.says("handreiking.pennen")

    def _conversation(self) -> Iterator[Block]:
        minutes = sum(minutes for _, minutes in self.board.steps(self.job.pace))
        yield self.text.chapter(
            self.says("handreiking.het_gesprek", minuten=minutes), new_page=True
        )
        now = self.job.start
        for step, length in self.board.steps(self.job.pace):
            end = _later(now, length)
            yield from self._step(step, length, now, end)
            now = end

    def _step(
        self, step: Step, length: int, now: datetime.time | None, end: datetime.time | None
    ) -> Iterator[Block]:
        colour = self.ruler.colour(step.kind)
        name = f"{step.nummer}. {step.naam}" if step.nummer else step.naam
        time = self.says("deck.min", aantal=length)
        if now and end:
            time = f"{now:%H:%M} – {end:%H:%M} · {time}"

        def inside(page: Sketch, x: float, y: float) -> None:
            page.text(name, self.text.subhead(), x + 3.5, y + 3.1, self.width, WHITE)
            look = self.text.strong()
            block = page.block(time, look, 0, 0, 90)
            page.text(time, look, x + self.width - block.width - 3.5, y + 3.5, 90, WHITE)

        bar = bar_row(10, self.width, colour, 1.4, inside)
        yield Block([bar], 8, keep=True, whole=True, bookmark=(1, name))
        yield Block(
            text_rows(self.ruler, step.kop, self.text.strong(), self.width, colour), 2.6, keep=True
        )
        if step.doel:
            yield self.text.paragraph(step.doel, 1.2)
        for label, words in (("je_zegt", step.zeg), ("je_doet", step.doe)):
            if words:
                yield self.text.labelled(self.says(f"handreiking.{label}"), words, colour)
        yield Block(
            text_rows(
                self.ruler,
                self.says("handreiking.de_vragen"),
                self.text.strong(),
                self.width,
                colour,
            ),
            2.8,
            keep=True,
        )
        yield from self.text.bullets(step.vragen, step.kind)
        for label, words in (("let_op", step.let_op), ("volgende_stap", step.overgang)):
            if words:
                yield self.text.labelled(self.says(f"handreiking.{label}"), words, colour)

    def _otherwise(self) -> Iterator[Block]:
        yield self.text.chapter(self.says("handreiking.als_het_anders_gaat"))
        for advice in self.guide.wat_als:
            colour = self.ruler.colour("kind")
            yield self.text.labelled(advice.als, advice.dan, colour)

    def _collecting(self) -> Iterator[Block]:
        yield self.text.chapter(self.says("handreiking.verzamelen"))
        yield self.text.paragraph(self.guide.verzamelen.inleiding)
        now = self.job.start
        for step in self.guide.verzamelen.stappen:
            end = _later(now, step.minuten)
            time = self.says("deck.min", aantal=step.minuten)
            if now and end:
                time = f"{now:%H:%M} – {end:%H:%M}"
            rows = text_rows(
                self.ruler,
                f"**{step.naam}** {step.tekst}",
                self.text.body(),
                self.width,
                indent=27,
                first=self.text.beside(time),
            )
            yield Block(rows, 2.6)
            now = end

    def _form(self) -> Iterator[Block]:
        opening = [
            self.text.chapter(self.says("handreiking.inzamelblad"), new_page=True),
            self.text.paragraph(self.says("handreiking.schrijf_op")),
        ]
        yield from opening
        used = opening[1].before + sum(row.height for block in opening for row in block.rows)
        yield from form(self.text, self.guide.inzamelblad, self.geometry.height - used)

    def _cards(self) -> Iterator[Block]:
        yield self.text.chapter(self.says("handreiking.alle_kaarten"), new_page=True)
        yield self.text.paragraph(self.says("handreiking.het_nummer"))
        for kind in self.deck.kinds:
            cards = self.deck.of_kind(kind.name)
            if cards:
                yield self.text.section(_capital(self.deck.language.kind(kind, "meer")), kind.name)
                # A single card at the foot of a page or at the head of the next looks forgotten.
                kept = {0, len(cards) - 2} if len(cards) > 1 else set()
                for number, card in enumerate(cards):
                    yield replace(self._card(card), keep=number in kept)

    def _card(self, card: Card) -> Block:
        look = self.text.fine()
        colour = self.ruler.colour("kind", card.kind.name)
        title = card.title
        content = card.content
        mark = ""
        if isinstance(content, SituationCard) and content.gevoelig:
            mark = f" · {self.says('kaart.gevoelig')}"

        def code(page: Sketch, x: float, y: float) -> None:
            page.text(card.code, style(10, 13.8, weight=700), x, y, 14, colour)

        rows = text_rows(self.ruler, f"**{title}**{mark}", look, self.width, indent=13, first=code)
        for words in self._about(card):
            rows += text_rows(self.ruler, words, look, self.width, indent=13)
        thin = self.ruler.colour("line").tint(0.35)
        rows[-1] = replace(rows[-1], keep=True)
        return Block([*rows, rule_row(2.4, thin, self.width)], 0.6, whole=len(rows) < 7)

    def _about(self, card: Card) -> Iterator[str]:
        content = card.content
        if isinstance(content, SituationCard):
            if content.gevoelig:
                yield f"**{self.says('handreiking.gevoelig')}:** {content.gevoelig}"
            people = {one.id: one.title for one in self.deck.of_kind("perspectief")}
            names = [
                voice.naam or people.get(voice.kaart or "", "") for voice in content.perspectieven
            ]
            label = self.says("handreiking.perspectieven")
            yield f"**{label}:** {', '.join(name for name in names if name)}"
            if content.wat_als:
                yield " ".join(content.wat_als)
        if content.notitie_begeleider:
            yield content.notitie_begeleider

    def _rights(self) -> Iterator[Block]:
        file = self.deck.file
        yield self.text.chapter(self.says("handreiking.over_dit_deck"))
        paragraphs = (
            file.doel,
            " ".join(self.deck.rights[:2]),
            " ".join(self.deck.rights[2:]),
            file.dank,
            self.says("handreiking.versie", versie=file.versie, status=file.status),
        )
        said = [words for words in paragraphs if words]
        for number, words in enumerate(said, 1):
            block = self.text.paragraph(words)
            yield replace(block, keep=number < len(said), whole=True)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _later(now: datetime.time | None, minutes: int) -> datetime.time | None:
    if now is None:
        return None
    moment = datetime.datetime.combine(datetime.date(2000, 1, 1), now, datetime.UTC)
    return (moment + datetime.timedelta(minutes=minutes)).time()
