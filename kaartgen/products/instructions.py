"""The page in front of the home sheets: how to print, to turn, to check and to cut, in pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kaartgen.content.deck import Card, Deck
from kaartgen.frame import WHITE, Frame, Item, Placed, Stroke, line
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.impose import Sheet
from kaartgen.imposition.marks import cuts
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import RIM, Edge, Flip, Plan
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.template import Style
from kaartgen.products.notes import cross, ruler, style
from kaartgen.products.sketch import Sketch

_A4: Final = Size(210, 297)
_LEFT: Final = 18.0
_RIGHT: Final = 192.0
_TEXT_X: Final = 92.0
_TEXT_WIDTH: Final = _RIGHT - _TEXT_X
# Where front and back must meet: beside the text about it, well inside any printable edge.
_CROSS: Final = (50.0, 133.0)
_ARM: Final = 9.0


def _title() -> Style:
    return style(26, 30, font="display", weight=700, optical=True)


def _head() -> Style:
    return style(16, 20, font="display", weight=700, optical=True)


def _body() -> Style:
    return style(11.5, 15.5, bold=700, hyphenate=True)


def _strong() -> Style:
    return style(11.5, 15.5, weight=600)


def _small() -> Style:
    return style(9.5, 12.4)


SheetCards = tuple[Sheet, Sequence[Card]]


def instruction_pages(
    deck: Deck,
    house: HouseStyle,
    setter: Setter,
    paper: Paper,
    flip: Flip,
    sheets: Sequence[SheetCards],
    *,
    note: str = "",
) -> tuple[Frame, Frame]:
    """Return the front and the back of the sheet that goes before the cards.

    A `note`, such as that these are a trial print, stands under the title.
    """
    front, back = Sketch(house, setter), Sketch(house, setter)
    _front(front, deck, paper, flip, sheets, note)
    _back(back, flip)
    scale = min(1.0, paper.size.width / _A4.width, paper.size.height / _A4.height)
    fitted = Transform.scale(scale)
    at = (_CROSS[0] * scale, _CROSS[1] * scale)
    behind = (paper.size.width - at[0], at[1])
    if flip is Flip.SHORT_EDGE:
        behind = (at[0], paper.size.height - at[1])
    measure = Placed(ruler(setter), Transform.move(_LEFT * scale, 275 * scale))
    return (
        _finished(front, paper.size, fitted, [_placed_cross(at), measure]),
        _finished(back, paper.size, fitted, [_placed_cross(behind)]),
    )


def _finished(page: Sketch, size: Size, fitted: Transform, exact: list[Item]) -> Frame:
    content = Placed(Frame(_A4, (), tuple(page.items)), fitted)
    return Frame(size, (), (content, *exact))


def _placed_cross(at: tuple[float, float]) -> Placed:
    return Placed(cross(_ARM), Transform.move(at[0] - _ARM, at[1] - _ARM))


def _front(
    page: Sketch, deck: Deck, paper: Paper, flip: Flip, sheets: Sequence[SheetCards], note: str
) -> None:
    count = sum(len(cards) for _, cards in sheets)
    page.text("Zo maak je deze kaarten", _title(), _LEFT, 20, 170, page.colour("kind"))
    papers = "1 vel" if len(sheets) == 1 else f"{len(sheets)} vellen"
    cards_word = "1 kaart" if count == 1 else f"{count} kaarten"
    page.text(
        f"{deck.file.titel} · versie {deck.file.versie} · {cards_word} op {papers} {paper.name}"
        f"{note}",
        _strong(),
        _LEFT,
        33,
        170,
    )
    _print_section(page, paper, flip, 46)
    _check_section(page, flip, sheets[0][0].plan.edge, 108)
    _cut_section(page, sheets, 168)
    _list_section(page, sheets, 228)
    page.text(
        "Meet na: deze lijn is precies 100 mm. Is ze korter, dan stond de schaal niet op 100 %.",
        _small(),
        _LEFT,
        269.5,
        170,
    )


def _print_section(page: Sketch, paper: Paper, flip: Flip, y: float) -> None:
    _heading(page, "1", "Printen", y)
    box = Rect(_LEFT, y, 64, 50)
    page.fill(box, page.colour("kind-tint"), 2.5)
    rows = (
        ("printer", f"Papier {paper.name}"),
        ("files", "Dubbelzijdig: aan"),
        ("arrows-clockwise-bold", f"Omslaan: {flip.value}e zijde"),
        ("magnifying-glass", "Schaal: 100 %"),
    )
    for number, (name, words) in enumerate(rows):
        top = y + 6 + number * 11
        page.icon(name, _LEFT + 5, top - 1.2, 6, page.colour("kind"))
        page.text(words, _strong(), _LEFT + 14.5, top, 50)
    below = page.text(
        "Zet deze vier zo in het printvenster, ook als er al iets staat. ‘Passend maken’ en "
        "‘Aanpassen aan pagina’ moeten uit.",
        _body(),
        _TEXT_X,
        y + 9.5,
        _TEXT_WIDTH,
    )
    below = page.text(
        "Open de pdf liever in een pdf-lezer dan in de browser: die schaalt soms toch.",
        _body(),
        _TEXT_X,
        below + 4.2,
        _TEXT_WIDTH,
    )
    page.text(
        "Mat papier van 160 tot 200 g/m² ligt goed op tafel en past in bijna elke printer.",
        _body(),
        _TEXT_X,
        below + 4.2,
        _TEXT_WIDTH,
    )


def _check_section(page: Sketch, flip: Flip, edge: Edge, y: float) -> None:
    _heading(page, "2", "Kijken", y)
    page.outline(Rect(_LEFT, y, 64, 50), page.colour("kind"), 2.5)
    like = "als een bladzijde van een boek" if flip is Flip.LONG_EDGE else "als een notitieblok"
    caught = (
        "De witte rand van de kaarten vangt dat op."
        if edge is Edge.RIM
        else "Scheelt het meer? Print dan liever met een witte rand."
    )
    below = page.text(
        "Houd dit vel tegen het licht. Het kruis van de achterkant ligt op dit kruis, of hooguit "
        "een millimeter ernaast. " + caught,
        _body(),
        _TEXT_X,
        y + 9.5,
        _TEXT_WIDTH,
    )
    page.text(
        f"Sla het vel om {like}: staat de tekst achterop rechtop, dan liggen alle achterkanten "
        "goed. Op zijn kop? Kies dan bij dubbelzijdig de andere zijde.",
        _body(),
        _TEXT_X,
        below + 4.2,
        _TEXT_WIDTH,
    )


def _cut_section(page: Sketch, sheets: Sequence[SheetCards], y: float) -> None:
    _heading(page, "3", "Snijden", y)
    plans = list({id(sheet.plan): sheet.plan for sheet, _ in sheets}.values())
    x = _LEFT
    room = 64.0 - 4 * (len(plans) - 1)
    scale = min(
        room / sum(plan.paper.size.width for plan in plans),
        50 / max(plan.paper.size.height for plan in plans),
    )
    for plan in plans:
        _diagram(page, plan, x, y, scale)
        x += plan.paper.size.width * scale + 4
    rim = plans[0].edge is Edge.RIM
    text = (
        "Snij langs de streepjes, het liefst met een snijmachine: eerst alle lijnen met 1, daarna "
        "in elke strook de lijnen met 2."
    )
    if any(cut.stage > 2 for plan in plans for cut in cuts(plan)):
        text += " Zo ga je door tot elke kaart los is."
    below = page.text(text, _body(), _TEXT_X, y + 9.5, _TEXT_WIDTH)
    more = (
        "De witte rand hoort bij de kaart. Snij hem er niet af."
        if rim
        else "De kleur loopt over de snijlijn heen, zodat er geen wit randje blijft."
    )
    page.text(more, _body(), _TEXT_X, below + 4.2, _TEXT_WIDTH)


def _diagram(page: Sketch, plan: Plan, x: float, y: float, scale: float) -> None:
    """Draw a sheet in small with its cards and its cuts, numbered in their order."""
    sheet = plan.paper.size
    page.fill(Rect(x, y, sheet.width * scale, sheet.height * scale), page.colour("kind-tint"))
    for slot in plan.slots:
        trim = slot.trim.grown(-RIM if plan.edge is Edge.RIM else 0.0)
        small = Rect(
            x + trim.x * scale, y + trim.y * scale, trim.width * scale, trim.height * scale
        )
        page.fill(small, WHITE)
    found = cuts(plan)
    for cut in found:
        lies = cut.direction == "liggend"
        at, low, high = cut.position * scale, cut.start * scale, cut.end * scale
        path = (
            line(x + low, y + at, x + high, y + at)
            if lies
            else line(x + at, y + low, x + at, y + high)
        )
        page.items.append(Stroke(path, page.colour("kind"), 0.8, (1.4, 1.0)))
        spot = (x + low + 4, y + at) if lies else (x + at, y + low + 4)
        _numbered_dot(page, str(cut.stage), *spot)


def _numbered_dot(page: Sketch, number: str, x: float, y: float) -> None:
    page.fill(Rect(x - 1.5, y - 1.5, 3, 3), page.colour("kind"), 1.5)
    page.centred(number, style(6.5, 8, weight=700), x, y - 0.75, WHITE)


def _list_section(page: Sketch, sheets: Sequence[SheetCards], y: float) -> None:
    page.text("Wat staat waar", _head(), _LEFT, y, 64, page.colour("kind"))
    columns = 3 if len(sheets) > 8 else 2
    width = (_RIGHT - _LEFT) / columns
    rows = -(-min(len(sheets), 15) // columns)
    for number, (_, cards) in enumerate(sheets[:15]):
        column, row = divmod(number, rows)
        codes = _codes([card.code for card in cards])
        words = f"**Vel {number + 1}:** {codes}"
        look = style(9.5, 12.4, bold=700)
        page.text(words, look, _LEFT + column * width, y + 8.5 + row * 5, width - 4)
    if len(sheets) > 15:
        page.text("… en zo verder.", _small(), _LEFT, y + 8.5 + rows * 5, 60)


def _codes(codes: Sequence[str]) -> str:
    """Write S01, S02, S03, B01 as "S01–S03, B01", and copies with their number."""
    runs: list[list[str]] = []
    for code in dict.fromkeys(codes):
        if runs and runs[-1][-1][0] == code[0] and int(runs[-1][-1][1:]) + 1 == int(code[1:]):
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _back(page: Sketch, flip: Flip) -> None:
    page.text("De achterkant van het uitlegvel", _head(), _LEFT, 20, 170, page.colour("kind"))
    like = "als een bladzijde van een boek" if flip is Flip.LONG_EDGE else "als een notitieblok"
    page.text(
        f"Je sloeg het vel om {like}. Kun je dit gewoon lezen, dan staat de printer goed.",
        _body(),
        _LEFT,
        31,
        150,
    )


def _heading(page: Sketch, number: str, words: str, y: float) -> None:
    page.text(f"{number}. {words}", _head(), _TEXT_X, y, _TEXT_WIDTH, page.colour("kind"))
