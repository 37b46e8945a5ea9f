"""The reverse of the dialoogkaart, as A3: how to play, every question, room for what remains."""

from __future__ import annotations

from typing import Final

from kaartgen.content.board import Board, Pace, Step
from kaartgen.errors import ExitCode, Problem
from kaartgen.frame import WHITE, Frame
from kaartgen.geometry import Rect
from kaartgen.products.notes import style
from kaartgen.products.playing_side import A3, LEFT, PITCH, WIDTH, Mat, title_style
from kaartgen.products.sketch import Sketch

_STEPS_Y: Final = 43.0
_STEP_HEIGHT: Final = 77.0
_GAP: Final = 9.0
_MOST_ROWS: Final = 2


def back_frame(mat: Mat) -> Frame:
    """Return the reverse as A3."""
    page = mat.sketch()
    page.fill(Rect.of(A3).grown(3), page.colour("paper"))
    page.text(mat.says("bord.zo_speel_je"), title_style(), LEFT, 16, 120, page.colour("situatie"))
    _how_to_play(page, mat)
    steps = mat.board.steps(mat.pace)
    columns = -(-len(steps) // _MOST_ROWS)
    width = (WIDTH - (columns - 1) * _GAP) / columns
    for number, (step, minutes) in enumerate(steps):
        row, column = divmod(number, columns)
        x, y = LEFT + column * (width + _GAP), _STEPS_Y + row * _STEP_HEIGHT
        short = step.minuten_kort if mat.pace is Pace.WHOLE else None
        time = (
            mat.says("bord.twee_tijden", lang=minutes, kort=short)
            if short
            else mat.says("deck.min", aantal=minutes)
        )
        _step_panel(page, mat.board, step, time, Rect(x, y, width, _STEP_HEIGHT - 2))
    _notes(page, mat, 202)
    file = mat.deck.file
    page.text(f"{mat.deck.foot} · {file.licentie or ''}".rstrip(" ·"), style(9, 11), LEFT, 286, 300)
    return Frame(A3, (), tuple(page.items), bleed=3.0)


def _how_to_play(page: Sketch, mat: Mat) -> None:
    total = sum(minutes for _, minutes in mat.board.steps(mat.pace))
    length = mat.says("bord.deze_ronde", minuten=total)
    if mat.pace is Pace.WHOLE:
        length = mat.says("bord.hele_ronde", minuten=total)
        if mat.board.steps(Pace.SHORT):
            length += f" {mat.says('bord.minder_tijd')}"
    texts = [
        mat.says("bord.leg_neer"),
        mat.says("bord.loop_de_stappen"),
        length,
    ]
    width = (WIDTH - 2 * _GAP) / 3
    for number, words in enumerate(texts):
        x = LEFT + number * (width + _GAP)
        page.text(words, style(12, 15.6), x, 27, width - 4)


def _step_panel(page: Sketch, board: Board, step: Step, time: str, room: Rect) -> None:
    x, y, width = room.x, room.y, room.width
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
    left, place = x + width - at - 36, board.place_of_step(step, "naam")
    page.fitted(step.naam, name, at, y + 4.4, left, WHITE, least_pt=12, place=place)
    look = style(11, 13, weight=600)
    block = page.block(time, look, 0, y + 5.2, 60, WHITE)
    page.items.extend(page.block(time, look, x + width - block.width - 4, y + 5.2, 60, WHITE).items)
    below = page.text(step.kop, style(16, 19, font="display", weight=700), x, y + 19, width, colour)
    below += 5.0
    for question in step.vragen:
        page.fill(Rect(x, below + 0.7, 2.1, 2.1), colour, 1.05)
        below = page.text(question, style(14, 17.6), x + 5, below, width - 6) + 4.2
    if below > room.bottom:
        page.misfits.append(
            Problem(
                f"De vragen van stap {step.nummer} ({step.naam}) passen niet op de "
                f"achterkant van de dialoogkaart: {below - room.bottom:.0f} mm te lang.",
                ExitCode.DOES_NOT_FIT,
                board.place_of_step(step, "vragen"),
                "Kort een vraag in, of haal er een weg.",
            )
        )


def _notes(page: Sketch, mat: Mat, y: float) -> None:
    """Draw what is filled in: what is not known, the next case, and who does what when."""
    width = (WIDTH - 2 * _GAP) / 3
    head = style(14, 17, font="display", weight=700)
    green, grey = page.colour("situatie"), page.colour("leeg")
    page.text(mat.says("bord.wat_weten_we_niet"), head, LEFT, y, width, green)
    for row in range(7):
        at = y + 13 + row * PITCH
        page.line(LEFT, at, LEFT + width, at, page.colour("line"))
    x = LEFT + width + _GAP
    page.text(mat.says("bord.volgende_situatie"), head, x, y, width, green)
    names = ("mijn_rol", "wat_gebeurt_er", "", "", "het_kantelpunt", "is_doet_voelt", "")
    labels = [name and mat.says(f"bord.{name}") for name in names]
    for row, label in enumerate(labels):
        page.writing(label, style(11, 14, weight=600), x, y + 13 + row * PITCH, x + width)
    x += width + _GAP
    page.text(mat.says("bord.wat_nemen_we_mee"), head, x, y, width, grey)
    columns = tuple(
        (share, mat.says(f"bord.{name}"))
        for share, name in ((0.0, "stap"), (0.58, "wie"), (0.8, "wanneer"))
    )
    for share, label in columns:
        page.text(label, style(11, 14, weight=600), x + share * width, y + 9.6, width)
    for row in range(1, 7):
        at = y + 13 + row * PITCH
        for number, (share, _) in enumerate(columns):
            end = columns[number + 1][0] if number + 1 < len(columns) else 1.0
            stop = x + end * width - (3 if end < 1 else 0)
            page.line(x + share * width, at, stop, at, page.colour("line"))
