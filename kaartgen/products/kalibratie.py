"""A paper in; the two-sided calibration sheet out, to print, to measure and to prick through.

The front carries crosses, two rulers and arrows to the edges; behind each cross the back carries a
grid, on which the pinhole through the cross shows how far the back lies off. A slanting line at
each edge begins where the printer begins to print.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.frame import BLACK, Cmyk, Frame, Placed, Stroke, circle, line
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Flip
from kaartgen.imposition.printer import GRID, RULER, WIDEST_EDGE, Point, targets, turned
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.style import Style
from kaartgen.pdf.document import Document, Page
from kaartgen.products.notes import style
from kaartgen.products.passes import duplex_for
from kaartgen.products.sketch import Sketch

# The words stand in a box of this size about the middle of the sheet, clear of the targets.
_BOX: Final = Size(166, 200)
# Around the box: a target with its numbers, at either end.
_AROUND: Final = Size(44, 76)
_LARGEST: Final = 1.25
_SECOND: Final = 79.0
_COLUMN: Final = 71.0
# The slanting line runs this many millimetres along the edge for one millimetre inwards.
_SLOPE: Final = 4.0
_RULER_X: Final = 154.0
# The sheet does not change with the day on which it is made.
_DATE: Final = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
_FAINT: Final = Cmyk(0, 0, 0, 30)
_CLEAR: Final = Cmyk(0, 0, 0, 65)


def _title() -> Style:
    return style(24, 28, font="display", weight=700, optical=True)


def _head() -> Style:
    return style(14, 17, font="display", weight=700, optical=True)


def _body() -> Style:
    return style(10.5, 14, bold=700, hyphenate=True)


def _strong() -> Style:
    return style(10.5, 14, weight=600)


def _number() -> Style:
    return style(6.5, 8)


def _letter() -> Style:
    return style(15, 18, font="display", weight=700)


class _Sheet(Struct, frozen=True):
    """What both sides are made with: the upright paper, how it is turned, where the words go."""

    house: HouseStyle
    setter: Setter
    paper: Paper
    flip: Flip
    scale: float

    @property
    def size(self) -> Size:
        return self.paper.size

    @property
    def corner(self) -> Point:
        """Where the box of words begins."""
        width, height = _BOX.width * self.scale, _BOX.height * self.scale
        return (self.size.width - width) / 2, (self.size.height - height) / 2

    def page(self) -> Sketch:
        return Sketch(self.house, self.setter)


def build_calibration(house: HouseStyle, language: str, paper: Paper, flip: Flip) -> Document:
    """Return the calibration sheet, upright; raises KaartgenError if the paper is too small."""
    upright = paper if paper.size.height >= paper.size.width else paper.turned()
    room = (
        (upright.size.width - _AROUND.width) / _BOX.width,
        (upright.size.height - _AROUND.height) / _BOX.height,
    )
    if min(room) < 0.99:
        raise KaartgenError(
            [
                Problem(
                    f"Het ijkvel past niet op {paper.name} ({paper.size.width:g} × "
                    f"{paper.size.height:g} mm).",
                    ExitCode.USAGE,
                    hint="IJk op A4 of groter.",
                )
            ]
        )
    setter = Setter(house.book, language)
    sheet = _Sheet(house, setter, upright, flip, max(1.0, min(*room, _LARGEST)))
    return Document(
        (_front(sheet), _back(sheet)),
        title=f"IJkvel voor een printer, {paper.name}",
        author="",
        subject="Om af te lezen hoe een printer afwijkt",
        language="nl-NL",
        date=_date(),
        duplex=duplex_for(flip),
    )


def _date() -> datetime.datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    return _DATE


def _front(sheet: _Sheet) -> Page:
    exact, words = sheet.page(), sheet.page()
    for label, (x, y) in targets(sheet.size).items():
        _cross(exact, label, x, y, sheet.size)
    _arrows(exact, targets(sheet.size))
    _edges(exact, sheet.size)
    x, y = sheet.corner
    middle = sheet.size.width / 2
    _ruler(exact, lambda u, v: (middle - RULER / 2 + u, y + 69 * sheet.scale - v), lies=True)
    foot = sheet.size.height / 2 + RULER / 2
    across = x + _RULER_X * sheet.scale
    _ruler(exact, lambda u, v: (across - v, foot - u), lies=False)
    _front_words(words, sheet)
    return _finished(sheet, exact, words)


def _front_words(page: Sketch, sheet: _Sheet) -> None:
    kind = page.colour("kind")
    page.text("IJkvel: voorkant", _title(), 0, 0, 150, kind)
    page.text(
        "Zo weet kaartgen hoe jouw printer afwijkt, en liggen straks alle achterkanten goed.",
        _strong(),
        0,
        12,
        150,
    )
    _heading(page, "1", "Printen", 0, 22)
    page.text(
        f"Op {sheet.paper.name}, dubbelzijdig, omslaan over de **{sheet.flip.value}e zijde**, "
        "schaal **100 %**. ‘Passend maken’ en ‘Aanpassen aan pagina’ moeten uit.",
        _body(),
        0,
        30,
        _COLUMN,
    )
    _heading(page, "2", "Meten op deze kant", _SECOND, 22)
    page.text(
        "Neem een liniaal en vul hieronder in wat je meet, op een kwart millimeter. Hoe preciezer, "
        "hoe beter.",
        _body(),
        _SECOND,
        30,
        _COLUMN,
    )
    y = 124.0
    page.text("Hoe lang zijn de twee linialen?", _strong(), 0, y, _COLUMN)
    _field(page, "Liggend", "mm", 0, y + 11, _COLUMN)
    _field(page, "Staand", "mm", 0, y + 19, _COLUMN)
    below = page.text(
        "Waar begint de schuine lijn? Kijk langs alle randen, ook achterop. Het grootste getal:",
        _body(),
        0,
        y + 27,
        _COLUMN,
    )
    _field(page, "Rand", "mm", 0, below + 8, _COLUMN)
    page.text("Van de rand van het papier tot het kruis?", _strong(), _SECOND, y, _COLUMN)
    for at, words in enumerate(("links tot A", "links tot D", "boven tot A", "boven tot B")):
        base = y + 11 + at * 8
        _dot(page, str(at + 1), _SECOND + 1.8, base - 1.2)
        _field(page, words, "mm", _SECOND + 5.5, base, _SECOND + _COLUMN)
    _heading(page, "3", "Prikken", 0, 176)
    page.text(
        "Prik met een speld recht door het midden van de kruisen **A, B, C, D** en **E**. Leg er "
        "een tijdschrift of een stuk karton onder. Draai het vel dan om: de achterkant zegt hoe "
        "het verder gaat.",
        _body(),
        0,
        184,
        150,
    )


def _back(sheet: _Sheet) -> Page:
    exact, words = sheet.page(), sheet.page()
    turn = turned(sheet.size, sheet.flip)
    for label, place in targets(sheet.size).items():
        x, y = turn.point(*place)
        _grid(exact, x, y, 1.0, GRID, _number())
        _label(exact, label, x, y, sheet.size)
    _edges(exact, sheet.size)
    _back_words(words, sheet)
    return _finished(sheet, exact, words)


def _back_words(page: Sketch, sheet: _Sheet) -> None:
    kind = page.colour("kind")
    page.text("IJkvel: achterkant", _title(), 0, 0, 150, kind)
    _heading(page, "4", "Aflezen", 0, 15)
    below = page.text(
        "Elk gaatje zit nu in een raster met dezelfde letter. Lees af hoeveel millimeter het "
        "gaatje naast het midden zit: eerst **naar rechts**, dan **omhoog**. Naar links of omlaag "
        "schrijf je met een **min**. Elk hokje is een halve millimeter; schat tot op een tiende.",
        _body(),
        0,
        23,
        _COLUMN,
    )
    page.text(
        "Op dun papier hoef je niet te prikken: tegen het licht zie je de kruisen zelf door het "
        "raster.",
        _body(),
        0,
        below + 5,
        _COLUMN,
    )
    _example(page, kind)
    y = 124.0
    page.text("naar rechts +", style(9, 11), 14, y, 30)
    page.text("omhoog +", style(9, 11), 45, y, 30)
    for at, label in enumerate("ABCDE"):
        base = y + 10 + at * 9
        page.text(label, _letter(), 0, base - 4, 10, kind)
        page.line(14, base, 39, base, page.colour("line"))
        page.line(45, base, 70, base, page.colour("line"))
    _heading(page, "5", "Invullen", _SECOND, 124)
    below = page.text("Typ in het venster waarin je kaartgen gebruikt:", _body(), _SECOND, 132, 82)
    command = page.block(
        f"kaartgen kalibreer --printer kantoor{_choices(sheet.paper, sheet.flip)}",
        _strong(),
        _SECOND + 3,
        below + 5.8,
        78,
    )
    page.fill(Rect(_SECOND, below + 3, 82, command.height + 5.6), page.colour("kind-tint"), 1.5)
    page.items.extend(command.items)
    page.text(
        "Kies zelf een naam in plaats van ‘kantoor’. kaartgen vraagt alle getallen in deze "
        "volgorde en onthoudt ze. Zet daarna bij alles wat je maakt --printer kantoor.",
        _body(),
        _SECOND,
        below + command.height + 13.4,
        82,
    )
    other = Flip.SHORT_EDGE if sheet.flip is Flip.LONG_EDGE else Flip.LONG_EDGE
    page.text(
        "**Zit een gaatje in het raster van een andere letter?** Dan slaat je printer om over de "
        f"andere zijde. Maak het vel opnieuw: kaartgen kalibreer{_choices(sheet.paper, other)}",
        _body(),
        0,
        184,
        160,
    )


def _choices(paper: Paper, flip: Flip) -> str:
    """Return the options that name this sheet, apart from what is so without them."""
    named = "" if paper.name == "A4" else f" --papier {paper.name}"
    return named + (" --zijde kort" if flip is Flip.SHORT_EDGE else "")


def _example(page: Sketch, kind: Cmyk) -> None:
    """Show a grid enlarged, with a hole in it and what to write."""
    each = 5.4
    x, y = _SECOND + 26.0, 37.0
    _grid(page, x, y, each, 3.0, style(8, 10))
    hole = (x + 1.5 * each, y - 0.5 * each)
    page.items.append(Stroke(circle(*hole, 1.5), kind, 1.4))
    page.fill(Rect(hole[0] - 0.8, hole[1] - 0.8, 1.6, 1.6), kind, 0.8)
    right = x + 3 * each + 5
    below = page.text("Voorbeeld", _strong(), right, y - 14, 40, kind)
    below = page.text(
        "Het gaatje zit 1,5\u00a0mm naar rechts en 0,5\u00a0mm omhoog.",
        _body(),
        right,
        below + 4,
        38,
    )
    page.text("Schrijf: **1,5** en **0,5**", _body(), right, below + 5, 40)


def _finished(sheet: _Sheet, exact: Sketch, words: Sketch) -> Page:
    x, y = sheet.corner
    onto = Transform.scale(sheet.scale).then(Transform.move(x, y))
    content = Placed(words.frame(_BOX), onto)
    return Page(Frame(sheet.size, (), (*exact.items, content)))


def _heading(page: Sketch, number: str, words: str, x: float, y: float) -> None:
    page.text(f"{number}. {words}", _head(), x, y, 150, page.colour("kind"))


def _field(page: Sketch, words: str, unit: str, x: float, y: float, right: float) -> None:
    """Add a label, a line to write on at the baseline `y`, and the unit behind it."""
    page.writing(words, _body(), x, y, right - 8)
    page.text(unit, _body(), right - 6.5, y - 2.9, 10)


def _dot(page: Sketch, number: str, x: float, y: float) -> None:
    page.fill(Rect(x - 1.8, y - 1.8, 3.6, 3.6), page.colour("kind"), 1.8)
    page.centred(number, style(7.5, 9, weight=700), x, y - 0.88, page.colour("white"))


def _cross(page: Sketch, label: str, x: float, y: float, size: Size) -> None:
    for path in (line(x - 8, y, x + 8, y), line(x, y - 8, x, y + 8)):
        page.items.append(Stroke(path, BLACK, 0.35))
    page.items.append(Stroke(circle(x, y, 1.5), BLACK, 0.35))
    _label(page, label, x, y, size)


def _label(page: Sketch, label: str, x: float, y: float, size: Size) -> None:
    """Set a target's letter beside it, towards the middle of the sheet."""
    way = -1.0 if x > size.width / 2 + 1 else 1.0
    page.centred(label, _letter(), x + way * 14, y - 1.9, page.colour("kind"))


def _grid(page: Sketch, x: float, y: float, each: float, reach: float, look: Style) -> None:
    """Add a grid of half millimetres about (x, y), `each` as large, with its numbers."""
    far = reach * each
    step = 3 if each < 2 else 1
    halves = range(round(-2 * reach), round(2 * reach) + 1)
    for half in sorted(halves, key=lambda at: (at % 2 == 0, at % (2 * step) == 0, at == 0)):
        at = half / 2 * each
        colour, width = (_FAINT, 0.25) if half % 2 else (_CLEAR, 0.3)
        if half % (2 * step) == 0:
            colour, width = BLACK, 0.9 if half == 0 else 0.45
        page.line(x + at, y - far, x + at, y + far, colour, width)
        page.line(x - far, y + at, x + far, y + at, colour, width)
    for number in range(-round(reach), round(reach) + 1, step):
        words = f"{number}".replace("-", "−")
        page.centred(words, look, x + number * each, y + far + 1.2, BLACK)
        block = page.block(words, look, 0, 0, 20)
        drop = block.height / 2
        page.text(words, look, x - far - 1 - block.width, y - number * each - drop, 20, BLACK)


def _arrows(page: Sketch, place: dict[str, Point]) -> None:
    """Add the four arrows from the edge of the paper to a cross, each with its number."""
    (ax, ay), (bx, _), (_, dy) = place["A"], place["B"], place["D"]
    level: tuple[tuple[str, float, float], ...] = (("1", ax, ay), ("2", ax, dy))
    for number, x, y in level:
        page.line(0, y, x - 8, y, page.colour("kind"), 0.5)
        _dot(page, number, 11, y)
    for number, x in (("3", ax), ("4", bx)):
        page.line(x, 0, x, ay - 8, page.colour("kind"), 0.5)
        _dot(page, number, x, 11)


Onto = Callable[[float, float], Point]


def _edges(page: Sketch, size: Size) -> None:
    """Add to each edge the line that slants inwards, with the millimetres that it has come."""
    half = WIDEST_EDGE * _SLOPE / 2
    x, y = size.width / 2 - half, size.height / 2 - half
    sides: tuple[Onto, ...] = (
        lambda u, v: (x + u, v),
        lambda u, v: (x + u, size.height - v),
        lambda u, v: (v, y + u),
        lambda u, v: (size.width - v, y + u),
    )
    for onto in sides:
        _slant(page, onto)


def _slant(page: Sketch, onto: Onto) -> None:
    foot = WIDEST_EDGE + 1
    _stroke(page, onto, (0, 0), (WIDEST_EDGE * _SLOPE, WIDEST_EDGE), BLACK, 0.8)
    _stroke(page, onto, (0, foot), (WIDEST_EDGE * _SLOPE, foot), BLACK, 0.35)
    for number in range(round(WIDEST_EDGE) + 1):
        u = number * _SLOPE
        _stroke(page, onto, (u, number), (u, foot), _FAINT, 0.3)
        x, y = onto(u, foot + 1.7)
        page.centred(str(number), _number(), x, y - 0.75)


def _ruler(page: Sketch, onto: Onto, *, lies: bool) -> None:
    _stroke(page, onto, (0, 0), (RULER, 0), BLACK, 0.35)
    for at in range(round(RULER) + 1):
        long = 4.0 if at in (0, 100) else 2.6 if at % 10 == 0 else 1.9 if at % 5 == 0 else 1.2
        _stroke(page, onto, (at, 0), (at, -long), BLACK, 0.35 if at % 10 else 0.6)
    for at in range(0, round(RULER) + 1, 10):
        x, y = onto(at, -5.4 if lies else -6.4)
        page.centred(str(at), _number(), x, y - 0.75)
    if lies:
        x, y = onto(RULER / 2, 3)
        page.centred("100 mm, liggend", _number(), x, y - 0.75)
    else:
        x, y = onto(RULER, 0)
        page.centred("100 mm, staand", _number(), x, y - 4)


def _stroke(
    page: Sketch, onto: Onto, start: Point, end: Point, colour: Cmyk, width_pt: float
) -> None:
    page.line(*onto(*start), *onto(*end), colour, width_pt)
