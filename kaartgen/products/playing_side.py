"""The playing side of the dialoogkaart, as A3: places for cards, a bar of time, lines to finish."""

from __future__ import annotations

from typing import Final

from msgspec import Struct, field

from kaartgen.content.board import Board, Pace
from kaartgen.content.deck import Deck
from kaartgen.content.kinds import Lens
from kaartgen.errors import ExitCode, Place, Problem
from kaartgen.frame import BLACK, WHITE, Frame, Placed
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout import motif
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.style import Style
from kaartgen.products.notes import style
from kaartgen.products.sketch import Sketch, too_long

A3: Final = Size(420, 297)
LEFT: Final = 17.0
RIGHT: Final = 403.0
WIDTH: Final = RIGHT - LEFT
PITCH: Final = 9.0
# The cards' formats with two millimetres of air on each side.
SITUATION_SLOT: Final = Rect(LEFT, 77, 109, 152)
VALUE_SLOTS: Final = tuple(Rect(x, 105, 74, 124) for x in (144.5, 236.75, 329.0))
# A card of A5 is 74 wide on a board of half its size, so these are for A1.
_LARGE_SLOTS: Final = tuple(Rect(x, 105, 78, 124) for x in (140.5, 232.75, 325.0))
_TAB: Final = Size(74, 13.6)
# Without the short sides three tabs and the foot share a long side, and none lies on the seam.
_TABS: Final = (75.0, 271.0)
_MORE_TABS: Final = (17.0, 121.0, 329.0)
_FOOT: Final = A3.width / 2
_OTHER_FOOT: Final = 262.0
_BAR_Y: Final = 267.2
_BAR_HEIGHT: Final = 14.6
_LAST_LINE_Y: Final = 261.0
_LENSES: Final[tuple[Lens, ...]] = ("IS", "DOET", "VOELT")
# So many agreements stand under the ribbon where it was drawn; more push it up.
_RULES: Final = 4
_RULE_PITCH: Final = 8.4


class Mat(Struct, frozen=True):
    """What a board is drawn from, and how.

    `scale` is what A3 will be printed at; `short_sides` says whether they are on the paper;
    `misfits` is filled while drawing.
    """

    deck: Deck
    board: Board
    house: HouseStyle
    setter: Setter
    pace: Pace
    scale: float = 1.0
    short_sides: bool = True
    large: bool = False
    misfits: list[Problem] = field(default_factory=list)

    def sketch(self) -> Sketch:
        """Return an empty page that shares this board's misfits."""
        return Sketch(self.house, self.setter, self.scale, self.misfits)

    def says(self, key: str, **values: object) -> str:
        """Return one of kaartgen's own texts in the deck's language."""
        return self.deck.language.says(key, **values)

    def lens(self, lens: Lens) -> str:
        """Return what a lens is called in this deck."""
        found = self.deck.file.lenzen.get(lens)
        return found.label if found else self.says(f"lenzen.{lens}.label")


def title_style() -> Style:
    """Return the style of a title on either side of the board."""
    return style(22, 26, font="display", weight=700, optical=True)


def _lens_head() -> Style:
    return style(24, 28, font="display", weight=700, optical=True)


def _question() -> Style:
    return style(14, 17.5, balance=True)


def _field() -> Style:
    return style(12, 15, weight=600)


def front_frame(mat: Mat) -> Frame:
    """Return the playing side as A3."""
    edges = []
    for first in (0, 3):
        edge = mat.sketch()
        _tabs_along(edge, mat, first)
        _bar(edge, mat)
        _closing_lines(edge, mat.board)
        edges.append(edge)
    near, far = edges
    middle = mat.sketch()
    middle.fill(Rect.of(A3).grown(3), middle.colour("paper"))
    _head(middle, mat.board)
    _situation(middle, mat.board)
    for lens, slot in zip(_LENSES, _LARGE_SLOTS if mat.large else VALUE_SLOTS, strict=True):
        _value(middle, mat, lens, slot)
    minutes = sum(minutes for _, minutes in mat.board.steps(mat.pace))
    foot = mat.says("bord.voet", minuten=minutes)
    at = _FOOT if mat.short_sides else _OTHER_FOOT
    near.centred(foot, style(9, 11, weight=600), at, 289, BLACK)
    turned = Transform.rotate(180).then(Transform.move(A3.width, A3.height))
    sides = _side_tabs(mat) if mat.short_sides else []
    items = (*middle.items, *near.items, Placed(far.frame(A3), turned), *sides)
    return Frame(A3, (), items, bleed=3.0)


def _tabs_along(page: Sketch, mat: Mat, first: int) -> None:
    """Draw the tabs at a long side: two of its three questions, or all of them."""
    size = _tab_size(page.scale)
    for number, x in enumerate(_TABS if mat.short_sides else _MORE_TABS, first):
        middle = x - (size.width - _TAB.width) / 2
        _tab(page, middle, A3.height - size.height, mat, number)


def _tab_size(scale: float) -> Size:
    """Return a tab's size: a card's width, or wider where its letters cannot shrink along."""
    return _TAB if scale >= 1 else Size(_TAB.width + 10, _TAB.height)


def _tab(page: Sketch, x: float, y: float, mat: Mat, number: int) -> None:
    """Draw the place where a perspective card docks, its text away from the paper's edge."""
    purple = page.colour("perspectief")
    width = _tab_size(page.scale).width
    page.fill(Rect(x, y, width, _TAB.height + 3), page.colour("perspectief-tint"), 2.5)
    page.icon("perspectief", x + 5, y + 2.7, 5, purple)
    words, place = mat.board.randen[number], mat.board.place("randen", number)
    look = _tab_text(page, mat.board, width - 16)
    page.fitted(words, look, x + 12.6, y + 3.7, width - 16, purple, least_pt=10.5, place=place)


def _tab_text(page: Sketch, board: Board, room: float) -> Style:
    """Return the largest style in which all six questions fit: they are read as one."""
    for half_points in range(26, 21, -1):
        look = style(half_points / 2, 16, weight=600)
        if all(page.block(words, look, 0, 0, 1e6).width <= room for words in board.randen):
            return look
    return style(10.5, 16, weight=600)


def _side_tabs(mat: Mat) -> list[Placed]:
    placed = []
    for number, degrees in ((5, 90.0), (2, 270.0)):
        tab = mat.sketch()
        _tab(tab, 0, 0, mat, number)
        size = _tab_size(mat.scale)
        frame = tab.frame(size)
        middle = SITUATION_SLOT.y + SITUATION_SLOT.height / 2
        turn = Transform.rotate(degrees)
        if degrees == 90.0:
            place = turn.then(Transform.move(_TAB.height, middle - size.width / 2))
        else:
            place = turn.then(Transform.move(A3.width - _TAB.height, middle + size.width / 2))
        placed.append(Placed(frame, place))
    return placed


def _bar(page: Sketch, mat: Mat) -> None:
    steps = mat.board.steps(mat.pace)
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
        # Where the minutes cannot shrink along, the name makes room for them.
        name = style(20 if page.scale >= 1 else 17, 22, font="display", weight=700, optical=True)
        left = x + width - at - 2.0
        place = mat.board.place_of_step(step, "naam")
        page.fitted(step.naam, name, at, _BAR_Y + 2.6, left, WHITE, least_pt=12, place=place)
        page.text(
            mat.says("deck.min", aantal=minutes),
            style(11, 13, weight=600),
            at,
            _BAR_Y + 9.6,
            40,
            WHITE,
        )
        x += width + gap


def _closing_lines(page: Sketch, board: Board) -> None:
    red = page.colour("beeld")
    width = 122.7
    for column in range(3):
        x = LEFT + column * (WIDTH - width) / 2
        for row, label in enumerate(board.slotzin):
            y = _LAST_LINE_Y - (2 - row) * PITCH
            place = board.place("slotzin", row)
            page.writing(label, _field(), x, y, x + width, red, place=place)


def _head(page: Sketch, board: Board) -> None:
    y = 64.0
    # Beside a longer title its fields have no room to write in.
    room = 0.45 * WIDTH
    title = page.fitted(
        board.titel,
        title_style(),
        LEFT,
        y,
        room,
        page.colour("situatie"),
        least_pt=18,
        place=board.place("titel"),
    )
    start = max(LEFT + min(title.width, room) + 9, VALUE_SLOTS[0].x - 33)
    # The last field, for all names, takes what the others leave.
    shares = [1.0] * (len(board.velden) - 1) + [1.9]
    unit = (RIGHT + 5 - start) / sum(shares)
    for number, (label, share) in enumerate(zip(board.velden, shares, strict=True)):
        place = board.place("velden", number)
        page.writing(label, _field(), start, y + 5.6, start + unit * share - 5, place=place)
        start += unit * share


def _situation(page: Sketch, board: Board) -> None:
    slot = SITUATION_SLOT
    green = page.colour("situatie")
    page.fill(slot, WHITE, 4)
    page.outline(slot, green, 4, 1.1, (2.2, 1.4))
    x, width = slot.x + 9, slot.width - 18
    page.icon("situatie", x - 0.6, slot.y + 11, 11, green)
    title = page.text(board.situatie_vak.kop, title_style(), x, slot.y + 30, width, green)
    below = page.text(board.situatie_vak.tekst, _question(), x, title + 5, width)
    more = max(0, len(board.regels) - _RULES) * _RULE_PITCH
    # Nine whole scales of twice their height.
    strip = Size(9 * 9.2, 4.6)
    ribbon = motif.ribbon("waves", strip, 0.0, green.tint(0.35), WHITE)
    page.items.append(Placed(ribbon, Transform.move(x, slot.bottom - 52 - more), Rect.of(strip)))
    y = slot.bottom - 41 - more
    if below > slot.bottom - 56 - more:
        page.misfits.append(_too_high(below - slot.bottom + 56 + more, board.place("situatie_vak")))
    for number, rule in enumerate(board.regels):
        page.fill(Rect(x, y + 0.4, 2.2, 2.2), green, 1.1)
        place = board.place("regels", number)
        look = style(13, 16, weight=600)
        page.fitted(rule, look, x + 6, y, width - 6, least_pt=11, place=place)
        y += _RULE_PITCH


def _value(page: Sketch, mat: Mat, lens: Lens, slot: Rect) -> None:
    brown = page.colour("waarde")
    page.mark(lens, slot.x, 77.4, 7.4, brown)
    x, width = slot.x + 10.8, slot.width - 10.8
    named = mat.deck.place("lenzen", lens, "label")
    label = mat.lens(lens)
    page.fitted(label, _lens_head(), x, 77.9, width, brown, least_pt=16, place=named)
    asked = mat.board.place("lens_vragen", lens)
    below = page.text(mat.board.lens_vragen[lens], _question(), slot.x, 90.6, slot.width)
    if below > slot.y - 2:
        page.misfits.append(_too_high(below - slot.y + 2, asked))
    page.fill(slot, WHITE, 4)
    page.outline(slot, brown, 4, 1.1, (2.2, 1.4))
    side = 22.0
    tint = page.colour("waarde-tint").tint(1.6)
    page.mark(lens, slot.x + (slot.width - side) / 2, slot.y + 44, side, tint)
    middle = slot.x + slot.width / 2
    look = style(13, 16, weight=600)
    width = page.centred(mat.board.waarde_vak, look, middle, slot.y + 78, brown)
    if width > slot.width - 4:
        place = mat.board.place("waarde_vak")
        page.misfits.append(too_long(mat.board.waarde_vak, width, slot.width - 4, place))


def _too_high(excess: float, place: Place | None) -> Problem:
    return Problem(
        f"Deze tekst is {max(excess, 1):.0f} mm te hoog voor zijn plaats op de dialoogkaart.",
        ExitCode.DOES_NOT_FIT,
        place,
        "Kort de tekst in.",
    )
