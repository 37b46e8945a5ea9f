"""The dialoogkaart as a leaflet for one person: A4 landscape, folded once to four pages of A5."""

from __future__ import annotations

from typing import Final

from kaartgen.content.board import Board, Pace, Step
from kaartgen.content.deck import Deck
from kaartgen.content.kinds import Lens
from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.frame import WHITE, Frame, Placed, Stroke, line
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.paper import Paper
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.pdf.document import Page
from kaartgen.products.notes import style
from kaartgen.products.sketch import Sketch

A5: Final = Size(148.5, 210)
_LEFT: Final = 13.0
_WIDTH: Final = A5.width - 2 * _LEFT
_PITCH: Final = 8.5
_LENSES: Final[tuple[Lens, ...]] = ("IS", "DOET", "VOELT")


def leaflet(
    deck: Deck, board: Board, house: HouseStyle, setter: Setter, pace: Pace, paper: Paper
) -> tuple[Page, Page]:
    """Return the outside (back page, cover) and the inside of the folded sheet.

    Raises KaartgenError if the paper is not A4, or the questions do not fit.
    """
    wide = paper if paper.size.width >= paper.size.height else paper.turned()
    if (wide.size.width, wide.size.height) != (2 * A5.width, A5.height):
        raise KaartgenError(
            [
                Problem(
                    f"De gevouwen dialoogkaart is van A4, niet van {paper.name}.",
                    ExitCode.USAGE,
                    hint="Laat --papier weg of kies --papier A4.",
                )
            ]
        )
    steps = board.steps(pace)
    half = (len(steps) + 1) // 2
    cover, last = Sketch(house, setter), Sketch(house, setter)
    left, right = Sketch(house, setter), Sketch(house, setter)
    _cover(cover, deck, board)
    _last_page(last, deck, board)
    _steps(left, board, steps[:half])
    _steps(right, board, steps[half:])
    return Page(_spread(last, cover, wide)), Page(_spread(left, right, wide))


def _spread(left: Sketch, right: Sketch, paper: Paper) -> Frame:
    fold = A5.width
    ticks = [
        Stroke(line(fold, y, fold, y + 4), left.colour("line"), 0.35, (1.0, 1.0))
        for y in (5.0, A5.height - 9.0)
    ]
    return Frame(
        paper.size,
        (),
        (
            Placed(left.frame(A5), Transform()),
            Placed(right.frame(A5), Transform.move(fold, 0)),
            *ticks,
        ),
    )


def _cover(page: Sketch, deck: Deck, board: Board) -> None:
    green = page.colour("situatie")
    page.fill(Rect(_LEFT, 13, _WIDTH, 62), green, 3)
    page.text(
        board.titel,
        style(28, 31, font="display", weight=700, optical=True, balance=True),
        _LEFT + 8,
        24,
        _WIDTH - 16,
        WHITE,
    )
    page.text(deck.file.titel, style(12, 15, weight=600), _LEFT + 8, 64, _WIDTH - 16, WHITE)
    y = 90.0
    for label in board.velden:
        page.writing(label, style(12, 15, weight=600), _LEFT, y, _LEFT + _WIDTH)
        y += 11
    y += 8
    for rule in board.regels:
        page.fill(Rect(_LEFT, y + 0.5, 2.2, 2.2), green, 1.1)
        page.text(rule, style(13, 16, weight=600), _LEFT + 6, y, _WIDTH - 6)
        y += 8.4
    page.text(deck.file.foot, style(9, 11), _LEFT, 196, _WIDTH)


def _last_page(page: Sketch, deck: Deck, board: Board) -> None:
    red = page.colour("beeld")
    head = style(18, 21, font="display", weight=700, optical=True)
    page.text("Mijn beeld van goed werk", head, _LEFT, 18, _WIDTH, red)
    y = 38.0
    for label in board.slotzin:
        page.writing(label, style(12, 15, weight=600), _LEFT, y, _LEFT + _WIDTH)
        for _ in range(2):
            y += _PITCH
            page.line(_LEFT, y, _LEFT + _WIDTH, y, page.colour("line"))
        y += _PITCH + 3
    y += 4
    brown = page.colour("waarde")
    for lens in _LENSES:
        label = deck.file.lenzen[lens].label if lens in deck.file.lenzen else f"{lens} goed"
        page.mark(lens, _LEFT, y, 5, brown)
        end = page.block(label, style(13, 16, weight=700), 0, 0, 1e6)
        page.text(label, style(13, 16, weight=700), _LEFT + 8, y + 0.9, _WIDTH, brown)
        page.line(_LEFT + 8 + end.width + 2, y + 4.4, _LEFT + _WIDTH, y + 4.4, page.colour("line"))
        y += _PITCH
        page.line(_LEFT, y + 4.4, _LEFT + _WIDTH, y + 4.4, page.colour("line"))
        y += _PITCH + 3


def _steps(page: Sketch, board: Board, steps: tuple[tuple[Step, int], ...]) -> None:
    room = 180.0 / max(len(steps), 1)
    y = 13.0
    for step, minutes in steps:
        below = _one_step(page, step, minutes, y)
        rows = int((y + room - 5 - below) // _PITCH)
        if rows < 0:
            raise KaartgenError(
                [
                    Problem(
                        f"De vragen van stap {step.nummer} ({step.naam}) passen niet op de "
                        "gevouwen dialoogkaart.",
                        ExitCode.DOES_NOT_FIT,
                        hint="Kort een vraag in, of gebruik de dialoogkaart op A3.",
                    )
                ]
            )
        for row in range(1, min(rows, 4) + 1):
            at = below + row * _PITCH
            page.line(_LEFT, at, _LEFT + _WIDTH, at, page.colour("line"))
        y += room


def _one_step(page: Sketch, step: Step, minutes: int, y: float) -> float:
    colour = page.colour(step.kind)
    page.fill(Rect(_LEFT, y, _WIDTH, 9.6), colour, 1.4)
    name = f"{step.nummer} {step.naam}" if step.nummer else step.naam
    page.text(name, style(15, 17, font="display", weight=700), _LEFT + 3, y + 3, 80, WHITE)
    look = style(11, 13, weight=600)
    time = page.block(f"{minutes} min", look, 0, 0, 60)
    page.text(f"{minutes} min", look, _LEFT + _WIDTH - time.width - 3, y + 3.6, 60, WHITE)
    below = y + 14.6
    for question in step.vragen:
        page.fill(Rect(_LEFT, below + 0.55, 1.9, 1.9), colour, 0.95)
        below = page.text(question, style(11.5, 14.6), _LEFT + 4.6, below, _WIDTH - 5) + 3.0
    return below
