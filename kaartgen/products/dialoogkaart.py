"""The board that lies under the conversation: an A3 mat with true-size card slots, two-sided.

All positions are those of A3 landscape; other papers show the same drawing smaller or larger.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from kaartgen.content.board import Board, Pace, Step
from kaartgen.content.deck import Deck
from kaartgen.content.kinds import Lens
from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.frame import BLACK, WHITE, Frame, Placed
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.paper import Paper
from kaartgen.layout import motif
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.template import Style
from kaartgen.pdf.document import Document, Page
from kaartgen.products.cards import document_for
from kaartgen.products.leaflet import leaflet
from kaartgen.products.notes import style
from kaartgen.products.sketch import Sketch, too_long

A3: Final = Size(420, 297)
LEFT: Final = 17.0
RIGHT: Final = 403.0
WIDTH: Final = RIGHT - LEFT
# The cards' formats with two millimetres of air on each side.
SITUATION_SLOT: Final = Rect(LEFT, 77, 109, 152)
VALUE_SLOTS: Final = tuple(Rect(x, 105, 74, 124) for x in (144.5, 236.75, 329.0))
_TAB: Final = Size(74, 13.6)
_BAR_Y: Final = 267.2
_BAR_HEIGHT: Final = 14.6
_LAST_LINE_Y: Final = 261.0
_PITCH: Final = 9.0
_LEAST_LINE: Final = 12.0
_LENSES: Final[tuple[Lens, ...]] = ("IS", "DOET", "VOELT")
# Under A4 the fields are too small to write in.
_LEAST_SCALE: Final = 0.69
# What a printer leaves blank, and how near to the board's edge its texts come.
_RIM: Final = 5.0
_CLEAR: Final = 4.0


def _title() -> Style:
    return style(22, 26, font="display", weight=700, optical=True)


def _lens_head() -> Style:
    return style(24, 28, font="display", weight=700, optical=True)


def _question() -> Style:
    return style(14, 17.5, balance=True)


def _field() -> Style:
    return style(12, 15, weight=600)


def _tab_text() -> Style:
    return style(13, 16, weight=600)


class BoardJob(Struct, frozen=True):
    """How to print the board."""

    paper: Paper
    pace: Pace = Pace.WHOLE
    tiles: bool = False
    folded: bool = False


def build_board(
    deck: Deck, board: Board, house: HouseStyle, language: str, job: BoardJob
) -> Document:
    """Return the board as a two-sided document.

    Raises KaartgenError if the paper is too small, or a name too long for its place.
    """
    setter = Setter(house.book, language)
    if job.folded:
        pages: tuple[Page, ...] = leaflet(deck, board, house, setter, job.pace, job.paper)
        return document_for(deck, pages, "dialoogkaart om te vouwen", "DuplexFlipShortEdge")
    paper = job.paper if job.paper.size.width >= job.paper.size.height else job.paper.turned()
    scale = min(paper.size.width / A3.width, paper.size.height / A3.height)
    if not job.tiles and _LEAST_SCALE <= scale < 1:
        # What keeps clear of a printer's rim on A3 would lie in it when it is drawn smaller.
        scale = (paper.size.height - 2 * _RIM) / (A3.height - 2 * _CLEAR)
    if scale < _LEAST_SCALE and not job.tiles:
        raise KaartgenError(
            [
                Problem(
                    f"Op {paper.name} wordt de dialoogkaart te klein om op te schrijven.",
                    ExitCode.USAGE,
                    hint="Kies A4 of groter, of plak twee vellen A4 aan elkaar met --tegels.",
                )
            ]
        )
    drawn_scale = 1.0 if job.tiles else min(scale, 1.0)
    front = front_frame(deck, board, house, setter, job, drawn_scale)
    back = back_frame(deck, board, house, setter, drawn_scale)
    if job.tiles:
        pages = tuple(Page(frame) for frame in _tiles(front, back, job.paper))
        return document_for(deck, pages, "dialoogkaart op twee vellen", "DuplexFlipLongEdge")
    pages = tuple(Page(_on_paper(side, paper, scale)) for side in (front, back))
    return document_for(deck, pages, "dialoogkaart", "DuplexFlipShortEdge")


def _on_paper(side: Frame, paper: Paper, scale: float) -> Frame:
    x = (paper.size.width - A3.width * scale) / 2
    y = (paper.size.height - A3.height * scale) / 2
    place = Transform.scale(scale).then(Transform.move(x, y))
    return Frame(paper.size, (), (Placed(side, place, Rect.of(A3)),))


# Two A4 sheets that each print 200 mm: with 5 mm to glue they show 395 of the 420 mm, all of the
# board but its outer edges, which are empty.
_OVERLAP: Final = 5.0


def _tiles(front: Frame, back: Frame, paper: Paper) -> list[Frame]:
    upright = paper if paper.size.height >= paper.size.width else paper.turned()
    area = upright.printable
    if min(upright.size.width, upright.size.height) >= A3.height:
        raise KaartgenError(
            [
                Problem(
                    f"Op één vel {paper.name} past de hele dialoogkaart.",
                    ExitCode.USAGE,
                    hint="Laat --tegels weg.",
                )
            ]
        )
    if 2 * area.width - _OVERLAP < WIDTH or area.height < A3.height - 2 * 6:
        raise KaartgenError(
            [
                Problem(
                    f"Op twee vellen {paper.name} past de dialoogkaart niet.",
                    ExitCode.USAGE,
                    hint="Gebruik --tegels met --papier A4.",
                )
            ]
        )
    first = (A3.width - (2 * area.width - _OVERLAP)) / 2
    second = first + area.width - _OVERLAP
    frames: list[Frame] = []
    for left in (first, second):
        # Turned like a page of a book, the back of the left sheet shows the right of the reverse.
        for side, start in ((front, left), (back, A3.width - left - area.width)):
            place = Transform.move(area.x - start, (upright.size.height - A3.height) / 2)
            seen = Rect(start, 0.0, area.width, A3.height)
            frames.append(Frame(upright.size, (), (Placed(side, place, seen),)))
    return frames


def front_frame(
    deck: Deck, board: Board, house: HouseStyle, setter: Setter, job: BoardJob, scale: float
) -> Frame:
    """Return the playing side as A3."""
    pace = job.pace
    edge = Sketch(house, setter, scale)
    _tabs_along(edge, board.randen[0], board.randen[1])
    _bar(edge, board, pace)
    _closing_lines(edge, board)
    other = Sketch(house, setter, scale)
    _tabs_along(other, board.randen[3], board.randen[4])
    _bar(other, board, pace)
    _closing_lines(other, board)
    middle = Sketch(house, setter, scale)
    middle.fill(Rect.of(A3).grown(3), middle.colour("paper"))
    _head(middle, board)
    _situation(middle, board)
    for lens, slot in zip(_LENSES, VALUE_SLOTS, strict=True):
        _value(middle, deck, board, lens, slot)
    minutes = sum(minutes for _, minutes in board.steps(pace))
    foot = f"Dialoogkaart · {minutes} minuten · uitleg op de achterkant"
    edge.centred(foot, style(9, 11, weight=600), A3.width / 2, 289, BLACK)
    turned = Transform.rotate(180).then(Transform.move(A3.width, A3.height))
    return Frame(
        A3,
        (),
        (
            *middle.items,
            *edge.items,
            Placed(other.frame(A3), turned),
            # On two sheets of A4 the outermost centimetre is not there.
            *(() if job.tiles else _side_tabs(board, house, setter, scale)),
        ),
        bleed=3.0,
    )


def _tabs_along(page: Sketch, first: str, second: str) -> None:
    for x, words in ((75.0, first), (271.0, second)):
        size = _tab_size(page.scale)
        _tab(page, x - (size.width - _TAB.width) / 2, A3.height - size.height, words)


def _tab_size(scale: float) -> Size:
    """Return a tab's size: a card's width, or wider where its letters cannot shrink along."""
    return _TAB if scale >= 1 else Size(_TAB.width + 10, _TAB.height)


def _tab(page: Sketch, x: float, y: float, words: str) -> None:
    """Draw the place where a perspective card docks, its text away from the paper's edge."""
    purple = page.colour("perspectief")
    width = _tab_size(page.scale).width
    page.fill(Rect(x, y, width, _TAB.height + 3), page.colour("perspectief-tint"), 2.5)
    page.icon("perspectief", x + 5, y + 2.7, 5, purple)
    page.fitted(words, _tab_text(), x + 12.6, y + 3.7, width - 16, purple, least_pt=10.5)


def _side_tabs(board: Board, house: HouseStyle, setter: Setter, scale: float) -> list[Placed]:
    placed = []
    for words, degrees in ((board.randen[5], 90.0), (board.randen[2], 270.0)):
        tab = Sketch(house, setter, scale)
        _tab(tab, 0, 0, words)
        size = _tab_size(scale)
        frame = tab.frame(size)
        middle = SITUATION_SLOT.y + SITUATION_SLOT.height / 2
        turn = Transform.rotate(degrees)
        if degrees == 90.0:
            place = turn.then(Transform.move(_TAB.height, middle - size.width / 2))
        else:
            place = turn.then(Transform.move(A3.width - _TAB.height, middle + size.width / 2))
        placed.append(Placed(frame, place))
    return placed


def _bar(page: Sketch, board: Board, pace: Pace) -> None:
    steps = board.steps(pace)
    total = sum(minutes for _, minutes in steps)
    gap = 1.0
    room = WIDTH - gap * (len(steps) - 1)
    x = LEFT
    for step, minutes in steps:
        width = room * minutes / total
        page.fill(Rect(x, _BAR_Y, width, _BAR_HEIGHT), page.colour(step.kind), 1.6)
        at = x + 3.2
        if step.nummer:
            big = style(34, 36, font="display", weight=800, optical=True)
            number = page.block(str(step.nummer), big, at, _BAR_Y + 3.1, 40, WHITE)
            page.items.extend(number.items)
            at += number.width + 2.6
        name = style(20, 22, font="display", weight=700, optical=True)
        left = x + width - at - 2.0
        page.fitted(step.naam, name, at, _BAR_Y + 2.6, left, WHITE, least_pt=12)
        page.text(f"{minutes} min", style(11, 13, weight=600), at, _BAR_Y + 9.6, 40, WHITE)
        x += width + gap


def _closing_lines(page: Sketch, board: Board) -> None:
    red = page.colour("beeld")
    width = 122.7
    for column in range(3):
        x = LEFT + column * (WIDTH - width) / 2
        for row, label in enumerate(board.slotzin):
            y = _LAST_LINE_Y - (2 - row) * _PITCH
            block = page.block(label, _field(), x, y - 3.4, 1e6, red)
            page.items.extend(block.items)
            page.line(x + block.width + 1.6, y, x + width, y, page.colour("line"))


def _head(page: Sketch, board: Board) -> None:
    y = 64.0
    block = page.block(board.titel, _title(), LEFT, y, 1e6, page.colour("situatie"))
    page.items.extend(block.items)
    start = max(LEFT + block.width + 9, VALUE_SLOTS[0].x - 33)
    # The last field, for all names, takes what the others leave.
    shares = [1.0] * (len(board.velden) - 1) + [1.9]
    unit = (RIGHT - start) / sum(shares)
    for label, share in zip(board.velden, shares, strict=True):
        short = page.block(label, _field(), 0, 0, 1e6).width + _LEAST_LINE - (unit * share - 5)
        if short > 0:
            raise too_long(f"{board.titel} {label}", short)
        page.writing(label, _field(), start, y + 5.6, start + unit * share - 5)
        start += unit * share


def _situation(page: Sketch, board: Board) -> None:
    slot = SITUATION_SLOT
    green = page.colour("situatie")
    page.fill(slot, WHITE, 4)
    page.outline(slot, green, 4, 1.1, (2.2, 1.4))
    x, width = slot.x + 9, slot.width - 18
    page.icon("situatie", x - 0.6, slot.y + 11, 11, green)
    title = page.text(board.situatie_vak.kop, _title(), x, slot.y + 30, width, green)
    page.text(board.situatie_vak.tekst, _question(), x, title + 5, width)
    # Nine whole scales of twice their height.
    strip = Size(9 * 9.2, 4.6)
    ribbon = motif.ribbon("waves", strip, 0.0, green.tint(0.35), WHITE)
    page.items.append(Placed(ribbon, Transform.move(x, slot.bottom - 52), Rect.of(strip)))
    y = slot.bottom - 41
    for rule in board.regels:
        page.fill(Rect(x, y + 0.4, 2.2, 2.2), green, 1.1)
        page.text(rule, style(13, 16, weight=600), x + 6, y, width - 6)
        y += 8.4


def _value(page: Sketch, deck: Deck, board: Board, lens: Lens, slot: Rect) -> None:
    brown = page.colour("waarde")
    label = deck.file.lenzen[lens].label if lens in deck.file.lenzen else f"{lens} goed"
    page.mark(lens, slot.x, 77.4, 7.4, brown)
    page.text(label, _lens_head(), slot.x + 10.8, 77.9, slot.width, brown)
    page.text(board.lens_vragen[lens], _question(), slot.x, 90.6, slot.width)
    page.fill(slot, WHITE, 4)
    page.outline(slot, brown, 4, 1.1, (2.2, 1.4))
    side = 22.0
    tint = page.colour("waarde-tint").tint(1.6)
    page.mark(lens, slot.x + (slot.width - side) / 2, slot.y + 44, side, tint)
    middle = slot.x + slot.width / 2
    page.centred(board.waarde_vak, style(13, 16, weight=600), middle, slot.y + 78, brown)


def back_frame(deck: Deck, board: Board, house: HouseStyle, setter: Setter, scale: float) -> Frame:
    """Return the reverse as A3: how to play, all questions, and a board for the next case."""
    page = Sketch(house, setter, scale)
    page.fill(Rect.of(A3).grown(3), page.colour("paper"))
    page.text("Zo speel je", _title(), LEFT, 16, 120, page.colour("situatie"))
    _how_to_play(page, board)
    steps = board.steps(Pace.WHOLE)
    columns = 3 if len(steps) <= 6 else 4
    width = (WIDTH - (columns - 1) * 9) / columns
    for number, (step, _) in enumerate(steps):
        row, column = divmod(number, columns)
        _step_panel(page, step, LEFT + column * (width + 9), 43 + row * 77, width)
    _notes(page, 202)
    foot = f"{deck.file.foot} · {deck.file.licentie or ''}".rstrip(" ·")
    page.text(foot, style(9, 11), LEFT, 286, 300)
    return Frame(A3, (), tuple(page.items), bleed=3.0)


def _how_to_play(page: Sketch, board: Board) -> None:
    whole = sum(minutes for _, minutes in board.steps(Pace.WHOLE))
    texts = [
        "Leg de situatie in het grote vak. Eén leest voor, daarna is het even stil.",
        "Loop de stappen van links naar rechts. De balk zegt hoe lang; de vragen staan hieronder.",
        f"De hele ronde duurt {whole} minuten. Minder tijd? De tweede tijd is die van de korte "
        "ronde."
        if board.steps(Pace.SHORT)
        else f"De hele ronde duurt {whole} minuten.",
    ]
    width = (WIDTH - 2 * 9) / 3
    for number, words in enumerate(texts):
        x = LEFT + number * (width + 9)
        page.text(words, style(12, 15.6), x, 27, width - 4)


def _step_panel(page: Sketch, step: Step, x: float, y: float, width: float) -> None:
    colour = page.colour(step.kind)
    page.fill(Rect(x, y, width, 13), colour, 1.6)
    at = x + 4
    if step.nummer:
        number = page.block(
            str(step.nummer), style(26, 28, font="display", weight=800), at, y + 3.4, 20, WHITE
        )
        page.items.extend(number.items)
        at += number.width + 3
    name = style(18, 20, font="display", weight=700)
    page.fitted(step.naam, name, at, y + 4.4, width - 46, WHITE, least_pt=12)
    times = [str(step.minuten)] + ([str(step.minuten_kort)] if step.minuten_kort else [])
    label = f"{' of '.join(times)} min"
    look = style(11, 13, weight=600)
    block = page.block(label, look, 0, y + 5.2, 60, WHITE)
    page.items.extend(
        page.block(label, look, x + width - block.width - 4, y + 5.2, 60, WHITE).items
    )
    below = page.text(step.kop, style(16, 19, font="display", weight=700), x, y + 19, width, colour)
    below += 5.0
    for question in step.vragen:
        page.fill(Rect(x, below + 0.7, 2.1, 2.1), colour, 1.05)
        below = page.text(question, style(14, 17.6), x + 5, below, width - 6) + 4.2
    if below > y + 75:
        raise KaartgenError(
            [
                Problem(
                    f"De vragen van stap {step.nummer} ({step.naam}) passen niet op de "
                    "achterkant van de dialoogkaart.",
                    ExitCode.DOES_NOT_FIT,
                    hint="Kort een vraag in, of haal er een weg.",
                )
            ]
        )


def _notes(page: Sketch, y: float) -> None:
    """Draw what is filled in: what is not known, the next case, and who does what when."""
    width = (WIDTH - 2 * 9) / 3
    head = style(14, 17, font="display", weight=700)
    green, grey = page.colour("situatie"), page.colour("leeg")
    page.text("Wat weten we niet?", head, LEFT, y, width, green)
    for row in range(7):
        at = y + 13 + row * _PITCH
        page.line(LEFT, at, LEFT + width, at, page.colour("line"))
    x = LEFT + width + 9
    page.text("De volgende situatie", head, x, y, width, green)
    labels = ("Mijn rol", "Wat gebeurt er?", "", "", "Het kantelpunt", "IS · DOET · VOELT", "")
    for row, label in enumerate(labels):
        page.writing(label, style(11, 14, weight=600), x, y + 13 + row * _PITCH, x + width)
    x += width + 9
    page.text("Wat nemen we mee?", head, x, y, width, grey)
    columns = ((0.0, "Stap"), (0.58, "Wie"), (0.8, "Wanneer"))
    for share, label in columns:
        page.text(label, style(11, 14, weight=600), x + share * width, y + 9.6, width)
    for row in range(1, 7):
        at = y + 13 + row * _PITCH
        for number, (share, _) in enumerate(columns):
            end = columns[number + 1][0] if number + 1 < len(columns) else 1.0
            stop = x + end * width - (3 if end < 1 else 0)
            page.line(x + share * width, at, stop, at, page.colour("line"))
