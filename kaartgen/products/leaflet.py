"""The dialoogkaart as a leaflet for one person: A4 landscape, folded once to four pages of A5."""

from __future__ import annotations

from typing import Final

from kaartgen.content.board import Board, Step
from kaartgen.content.deck import Deck
from kaartgen.content.kinds import Lens
from kaartgen.errors import ExitCode, Problem, usage_error
from kaartgen.frame import WHITE, Frame, Placed, Stroke, line
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.paper import Paper
from kaartgen.pdf.document import Page
from kaartgen.products.notes import style
from kaartgen.products.playing_side import Mat
from kaartgen.products.sketch import Sketch

A5: Final = Size(148.5, 210)
_LEFT: Final = 13.0
_WIDTH: Final = A5.width - 2 * _LEFT
_PITCH: Final = 8.5
# Between the last line to write on and the bar of the next step.
_AIR: Final = 9.0
# Where the name of the deck stands under the title.
_TITLE_BOTTOM: Final = 60.0
_LENSES: Final[tuple[Lens, ...]] = ("IS", "DOET", "VOELT")


def leaflet(mat: Mat, paper: Paper) -> tuple[Page, Page]:
    """Return the outside (back page, cover) and the inside of the folded sheet.

    What does not fit is in the mat's misfits. Raises KaartgenError if the paper is not A4.
    """
    wide = paper if paper.size.width >= paper.size.height else paper.turned()
    if (wide.size.width, wide.size.height) != (2 * A5.width, A5.height):
        raise usage_error(
            f"De gevouwen dialoogkaart is van A4, niet van {paper.name}.",
            "Laat --papier weg of kies --papier A4.",
        )
    steps = mat.board.steps(mat.pace)
    half = (len(steps) + 1) // 2
    cover, last, left, right = (mat.sketch() for _ in range(4))
    _cover(cover, mat.deck, mat.board)
    _last_page(last, mat)
    _steps(left, mat, steps[:half])
    _steps(right, mat, steps[half:])
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
    look = style(28, 31, font="display", weight=700, optical=True, balance=True)
    below = page.text(board.titel, look, _LEFT + 8, 24, _WIDTH - 16, WHITE)
    if below > _TITLE_BOTTOM:
        page.misfits.append(
            Problem(
                f"De titel is {below - _TITLE_BOTTOM:.0f} mm te hoog voor de voorkant van de "
                "gevouwen dialoogkaart.",
                ExitCode.DOES_NOT_FIT,
                board.place("titel"),
                "Kort de titel in.",
            )
        )
    page.text(deck.file.titel, style(12, 15, weight=600), _LEFT + 8, 64, _WIDTH - 16, WHITE)
    y = 90.0
    for number, label in enumerate(board.velden):
        place = board.place("velden", number)
        look = style(12, 15, weight=600)
        page.writing(label, look, _LEFT, y, _LEFT + _WIDTH, place=place)
        y += 11
    y += 8
    for number, rule in enumerate(board.regels):
        page.fill(Rect(_LEFT, y + 0.5, 2.2, 2.2), green, 1.1)
        look, place = style(13, 16, weight=600), board.place("regels", number)
        page.fitted(rule, look, _LEFT + 6, y, _WIDTH - 6, least_pt=11, place=place)
        y += 8.4
    page.text(deck.foot, style(9, 11), _LEFT, 196, _WIDTH)


def _last_page(page: Sketch, mat: Mat) -> None:
    red = page.colour("beeld")
    head = style(18, 21, font="display", weight=700, optical=True)
    page.text(mat.says("bord.mijn_beeld"), head, _LEFT, 18, _WIDTH, red)
    y = 38.0
    for number, label in enumerate(mat.board.slotzin):
        look, place = style(12, 15, weight=600), mat.board.place("slotzin", number)
        page.writing(label, look, _LEFT, y, _LEFT + _WIDTH, place=place)
        for _ in range(2):
            y += _PITCH
            page.line(_LEFT, y, _LEFT + _WIDTH, y, page.colour("line"))
        y += _PITCH + 3
    y += 4
    brown = page.colour("waarde")
    for lens in _LENSES:
        page.mark(lens, _LEFT, y, 5, brown)
        look, place = style(13, 16, weight=700), mat.deck.place("lenzen", lens, "label")
        page.writing(mat.lens(lens), look, _LEFT + 8, y + 4.4, _LEFT + _WIDTH, brown, place=place)
        y += _PITCH
        page.line(_LEFT, y + 4.4, _LEFT + _WIDTH, y + 4.4, page.colour("line"))
        y += _PITCH + 3


def _steps(page: Sketch, mat: Mat, steps: tuple[tuple[Step, int], ...]) -> None:
    board = mat.board
    room = 180.0 / max(len(steps), 1)
    y = 13.0
    for step, minutes in steps:
        below = _one_step(page, mat, step, minutes, y)
        excess = below - (y + room - 5)
        if excess > 0:
            page.misfits.append(
                Problem(
                    f"De vragen van stap {step.nummer} ({step.naam}) passen niet op de "
                    f"gevouwen dialoogkaart: {max(excess, 1):.0f} mm te lang.",
                    ExitCode.DOES_NOT_FIT,
                    board.place_of_step(step, "vragen"),
                    "Kort een vraag in, of gebruik de dialoogkaart op A3.",
                )
            )
        last = y + room - _AIR
        for row in range(min(int((last - below) // _PITCH), 4)):
            at = last - row * _PITCH
            page.line(_LEFT, at, _LEFT + _WIDTH, at, page.colour("line"))
        y += room


def _one_step(page: Sketch, mat: Mat, step: Step, minutes: int, y: float) -> float:
    board, colour = mat.board, page.colour(step.kind)
    page.fill(Rect(_LEFT, y, _WIDTH, 9.6), colour, 1.4)
    name = f"{step.nummer} {step.naam}" if step.nummer else step.naam
    small = style(11, 13, weight=600)
    length = mat.says("deck.min", aantal=minutes)
    time = page.block(length, small, 0, 0, 60)
    left = _LEFT + _WIDTH - time.width - 3
    page.text(length, small, left, y + 3.6, 60, WHITE)
    look, place = style(15, 17, font="display", weight=700), board.place_of_step(step, "naam")
    room = left - _LEFT - 6
    page.fitted(name, look, _LEFT + 3, y + 3, room, WHITE, least_pt=11, place=place)
    below = y + 14.6
    for question in step.vragen:
        page.fill(Rect(_LEFT, below + 0.55, 1.9, 1.9), colour, 0.95)
        below = page.text(question, style(11.5, 14.6), _LEFT + 4.6, below, _WIDTH - 5) + 3.0
    return below
