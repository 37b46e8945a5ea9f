"""Parts of the pages that explain how to print: settings, cuts, what lies on which sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from kaartgen.frame import WHITE, Frame, Item, Placed, Stroke, line
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.impose import SheetCodes
from kaartgen.imposition.marks import cuts
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import RIM, CutMarks, Edge, Flip, Plan
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.style import Style
from kaartgen.products.notes import cross, ruler, style
from kaartgen.products.sketch import Sketch

A4: Final = Size(210, 297)
_MOST_DRAWN: Final = 2
LEFT: Final = 18.0
RIGHT: Final = 192.0
WIDTH: Final = RIGHT - LEFT
# Pictures stand in a column at the left, the words about them at the right.
PICTURE: Final = 64.0
TEXT_X: Final = 92.0
TEXT_WIDTH: Final = RIGHT - TEXT_X


class Subject(Struct, frozen=True):
    """What a page explains how to print, and what that page is made with and printed on."""

    house: HouseStyle
    setter: Setter
    paper: Paper
    title: str
    line: str
    unit: str = ""

    def page(self) -> Sketch:
        """Return an empty page."""
        return Sketch(self.house, self.setter)


def cards_subject(
    name: str,
    unit: str,
    house: HouseStyle,
    setter: Setter,
    paper: Paper,
    sheets: Sequence[SheetCodes],
    *,
    note: str = "",
) -> Subject:
    """Return the cards of a deck or a file as what is explained; `unit` is what its codes are.

    A `note` stands under the title.
    """
    count = sum(len(sheet.cards) for sheet, _ in sheets)
    papers = "1 vel" if len(sheets) == 1 else f"{len(sheets)} vellen"
    cards_word = "1 kaart" if count == 1 else f"{count} kaarten"
    line = f"{name} · {cards_word} op {papers} {paper.name}{note}"
    return Subject(house, setter, paper, "Zo maak je deze kaarten", line, unit)


def title() -> Style:
    """Return the style of a page's title."""
    return style(26, 30, font="display", weight=700, optical=True)


def head() -> Style:
    """Return the style of a section's title."""
    return style(16, 20, font="display", weight=700, optical=True)


def body() -> Style:
    """Return the style of running text."""
    return style(11.5, 15.5, bold=700, hyphenate=True)


def strong() -> Style:
    """Return the style of what must be seen first."""
    return style(11.5, 15.5, weight=600)


def small() -> Style:
    """Return the style of what stands beside a picture or a line."""
    return style(9.5, 12.4, bold=700)


def heading(page: Sketch, number: str, words: str, y: float, x: float = TEXT_X) -> None:
    """Add the title of a numbered section."""
    page.text(f"{number}. {words}", head(), x, y, RIGHT - x, page.colour("kind"))


def opening(page: Sketch, subject: Subject) -> None:
    """Add the title of the page and the line under it."""
    page.text(subject.title, title(), LEFT, 20, 170, page.colour("kind"))
    page.text(subject.line, strong(), LEFT, 33, 170)


def paragraphs(page: Sketch, words: Sequence[str], y: float, x: float = TEXT_X) -> float:
    """Add paragraphs below each other, the first with its cap height at `y`."""
    for number, text in enumerate(words):
        y = page.text(text, body(), x, y + (4.2 if number else 0), RIGHT - x)
    return y


def settings(page: Sketch, rows: Sequence[tuple[str, str]], y: float) -> float:
    """Add a box with what to set in the print window: an icon and a few words a row."""
    height = 6 + 11.0 * len(rows)
    page.fill(Rect(LEFT, y, PICTURE, height), page.colour("kind-tint"), 2.5)
    for number, (name, words) in enumerate(rows):
        top = y + 6 + number * 11
        page.icon(name, LEFT + 5, top - 1.2, 6, page.colour("kind"))
        page.text(words, strong(), LEFT + 14.5, top, 50)
    return y + height


def turned_like(flip: Flip) -> str:
    """Say how a sheet is turned over."""
    return "als een bladzijde van een boek" if flip is Flip.LONG_EDGE else "als een notitieblok"


def measure(page: Sketch) -> None:
    """Add the words about the ruler at the foot of the page."""
    page.text(
        "Meet na: deze lijn is precies 100 mm. Is ze korter, dan stond de schaal niet op 100 %.",
        small(),
        LEFT,
        269.5,
        170,
    )


def finished(page: Sketch, size: Size, exact: Sequence[Item] = ()) -> Frame:
    """Return the page on paper of that size; `exact` is added as it is."""
    content = Placed(Frame(A4, (), tuple(page.items)), Transform.scale(_fitting(size)))
    return Frame(size, (), (content, *exact))


def placed_ruler(setter: Setter, size: Size) -> Placed:
    """Return the ruler at the foot of the page, at its own size."""
    scale = _fitting(size)
    return Placed(ruler(setter), Transform.move(LEFT * scale, 275 * scale))


def crosses(at: tuple[float, float], arm: float, size: Size, flip: Flip) -> tuple[Placed, Placed]:
    """Return a cross about a point of the page, and the one on the back that lies behind it."""
    scale = _fitting(size)
    x, y = at[0] * scale, at[1] * scale
    long_edge = flip is Flip.LONG_EDGE
    behind = (size.width - x, y) if long_edge else (x, size.height - y)
    front, back = (
        Placed(cross(arm), Transform.move(point[0] - arm, point[1] - arm))
        for point in ((x, y), behind)
    )
    return front, back


def _fitting(size: Size) -> float:
    """Return the scale at which a page of A4 fits paper of that size."""
    return min(size.width / A4.width, size.height / A4.height)


def cut_section(page: Sketch, sheets: Sequence[SheetCodes], number: str, y: float) -> None:
    """Add how to cut the sheets apart, each kind of sheet drawn in small."""
    heading(page, number, "Snijden", y)
    plans = list({id(sheet.plan): sheet.plan for sheet, _ in sheets}.values())
    # A third would leave none of them legible; a sheet of two formats is parted in words.
    shown = sorted(plans, key=lambda plan: len(plan.formats))[:_MOST_DRAWN]
    x = LEFT
    room = 64.0 - 4 * (len(shown) - 1)
    scale = min(
        room / sum(plan.paper.size.width for plan in shown),
        50 / max(plan.paper.size.height for plan in shown),
    )
    for plan in shown:
        _diagram(page, plan, x, y, scale)
        x += plan.paper.size.width * scale + 4
    rim = plans[0].edge is Edge.RIM
    along = "langs de lijnen" if plans[0].marks is CutMarks.NONE else "langs de streepjes"
    text = (
        f"Snij {along}, het liefst met een snijmachine: eerst alle lijnen met 1, daarna in elke "
        "strook de lijnen met 2."
    )
    if any(cut.stage > 2 for plan in plans for cut in cuts(plan)):
        text += " Zo ga je door tot elke kaart los is."
    if any(len(plan.formats) > 1 for plan in plans if plan not in shown):
        text += " Een vel met twee formaten snij je eerst daartussen door."
    below = page.text(text, body(), TEXT_X, y + 9.5, TEXT_WIDTH)
    more = (
        "De witte rand hoort bij de kaart. Snij hem er niet af."
        if rim
        else "De kleur loopt over de snijlijn heen, zodat er geen wit randje blijft."
    )
    page.text(more, body(), TEXT_X, below + 4.2, TEXT_WIDTH)


def _diagram(page: Sketch, plan: Plan, x: float, y: float, scale: float) -> None:
    """Draw a sheet in small with its cards and its cuts, numbered in their order."""
    sheet = plan.paper.size
    page.fill(Rect(x, y, sheet.width * scale, sheet.height * scale), page.colour("kind-tint"))
    for slot in plan.slots:
        trim = slot.trim.grown(-RIM if plan.edge is Edge.RIM else 0.0)
        place = Rect(
            x + trim.x * scale, y + trim.y * scale, trim.width * scale, trim.height * scale
        )
        page.fill(place, WHITE)
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
        numbered_dot(page, str(cut.stage), *spot)


def numbered_dot(page: Sketch, number: str, x: float, y: float) -> None:
    """Add a number in a dot about a point."""
    page.fill(Rect(x - 1.5, y - 1.5, 3, 3), page.colour("kind"), 1.5)
    page.centred(number, style(6.5, 8, weight=700), x, y - 0.75, WHITE)


def list_section(page: Sketch, subject: Subject, sheets: Sequence[SheetCodes], y: float) -> None:
    """Add which cards lie on which sheet."""
    page.text("Wat staat waar", head(), LEFT, y, 64, page.colour("kind"))
    columns = 3 if len(sheets) > 8 else 2
    width = (RIGHT - LEFT) / columns
    rows = -(-min(len(sheets), 15) // columns)
    unit = f"{subject.unit} " if subject.unit else ""
    for number, (_, codes) in enumerate(sheets[:15]):
        column, row = divmod(number, rows)
        words = f"**Vel {number + 1}:** {unit}{_runs(codes)}"
        look = style(9.5, 12.4, bold=700)
        page.text(words, look, LEFT + column * width, y + 8.5 + row * 5, width - 4)
    if len(sheets) > 15:
        page.text("… en zo verder.", small(), LEFT, y + 8.5 + rows * 5, 60)


def _runs(codes: Sequence[str]) -> str:
    """Write S01, S02, S03, B01 as "S01–S03, B01", and copies once."""
    runs: list[list[str]] = []
    for code in dict.fromkeys(codes):
        if runs and _next(runs[-1][-1]) == _apart(code):
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _apart(code: str) -> tuple[str, int]:
    letters = code.rstrip("0123456789")
    return letters, int(code[len(letters) :])


def _next(code: str) -> tuple[str, int]:
    letters, number = _apart(code)
    return letters, number + 1
