"""The ways in which sheets are filled in; a page for each out that shows how to cut it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from kaartgen.frame import WHITE, Frame, Stroke, line
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.marks import Cut, cuts
from kaartgen.imposition.plan import RIM, Edge, Plan, measure
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.products.notes import style
from kaartgen.products.sketch import Sketch

_A4: Final = Size(210, 297)
_LEFT: Final = 18.0
_WIDTH: Final = 174.0
# The sheet in small: as large as leaves room for the steps under it.
_DRAWN: Final = Rect(_LEFT, 46, _WIDTH, 136)
_MOST_STEPS: Final = 6


class Step(Struct, frozen=True):
    """Cuts that are made one after another: the same lines through pieces that are alike."""

    stage: int
    direction: str
    cuts: tuple[Cut, ...]

    @property
    def positions(self) -> tuple[float, ...]:
        """Where the lines lie, from the sheet's top or left edge."""
        return tuple(sorted({cut.position for cut in self.cuts}))

    @property
    def pieces(self) -> int:
        """How many pieces are cut through."""
        return len({(cut.start, cut.end) for cut in self.cuts})


def steps(plan: Plan) -> list[Step]:
    """Return the cuts of a full sheet in their order, those of like pieces together."""

    def of(cut: Cut) -> tuple[object, ...]:
        return cut.stage, cut.direction, cut.start, cut.end

    by_stage = sorted(cuts(plan), key=lambda cut: cut.stage)
    pieces = [list(group) for _, group in itertools.groupby(by_stage, key=of)]
    alike: dict[tuple[object, ...], list[Cut]] = {}
    for piece in pieces:
        first = piece[0]
        positions = tuple(cut.position for cut in piece)
        alike.setdefault((first.stage, first.direction, positions), []).extend(piece)
    return [Step(group[0].stage, group[0].direction, tuple(group)) for group in alike.values()]


def cutting_pages(
    house: HouseStyle, setter: Setter, paper: Size, plans: Sequence[tuple[Plan, int]]
) -> list[Frame]:
    """Return a page for each plan and its number of sheets."""
    scale = min(1.0, paper.width / _A4.width, paper.height / _A4.height)
    fitted = Transform.scale(scale)
    pages = []
    for plan, count in plans:
        sketch = Sketch(house, setter, scale)
        _page(sketch, plan, count)
        pages.append(sketch.frame(paper, fitted))
    return pages


def _page(page: Sketch, plan: Plan, count: int) -> None:
    title = style(26, 30, font="display", weight=700, optical=True)
    strong, body = style(11.5, 15.5, weight=600), style(11.5, 15.5, bold=700, hyphenate=True)
    page.text("Zo snijd je dit vel", title, _LEFT, 20, _WIDTH, page.colour("kind"))
    formats = " en ".join(measure(card) for card in plan.formats)
    sheets = "1 vel" if count == 1 else f"{count} vellen"
    total = len(cuts(plan))
    words = f"{sheets} met kaarten van {formats} · {total} sneden op een vol vel"
    page.text(words, strong, _LEFT, 33, _WIDTH)
    found = steps(plan)
    _drawing(page, plan, found)
    y = _DRAWN.bottom + 12
    for number, step in enumerate(found[:_MOST_STEPS], 1):
        _dot(page, number, _LEFT + 3, y + 1.4, 3.0)
        y = page.text(_told(step, found), body, _LEFT + 11, y, _WIDTH - 11) + 7.5
    if len(found) > _MOST_STEPS:
        y = page.text("Zo ga je door tot elke kaart los is.", body, _LEFT + 11, y, _WIDTH) + 7.5
    if any(step.pieces > 1 for step in found):
        page.text(
            "Leg stroken die gelijk zijn op elkaar: dan snij je ze in één keer.",
            body,
            _LEFT + 11,
            y + 1,
            _WIDTH - 11,
        )


def _told(step: Step, found: Sequence[Step]) -> str:
    side = "bovenrand" if step.direction == "liggend" else "linkerrand"
    places = [f"{at:.1f}".removesuffix(".0").replace(".", ",") for at in step.positions]
    at = " en ".join(part for part in (", ".join(places[:-1]), places[-1]) if part)
    if step.stage == 1:
        what = "het hele vel"
    elif step.pieces > 1:
        what = f"deze {step.pieces} stroken"
    else:
        alone = sum(other.stage == step.stage for other in found) == 1
        what = "de strook" if alone else "deze strook"
    return f"Snij {what} op **{at} mm**, gemeten vanaf de {side} van het hele vel."


def _drawing(page: Sketch, plan: Plan, found: Sequence[Step]) -> None:
    """Draw the sheet with its cards; each cut carries the number of its step."""
    sheet = plan.paper.size
    scale = min(_DRAWN.width / sheet.width, _DRAWN.height / sheet.height)
    x = _DRAWN.x + (_DRAWN.width - sheet.width * scale) / 2
    y = _DRAWN.y
    page.fill(Rect(x, y, sheet.width * scale, sheet.height * scale), page.colour("kind-tint"))
    for slot in plan.slots:
        trim = slot.trim.grown(-RIM if plan.edge is Edge.RIM else 0.0)
        page.fill(
            Rect(x + trim.x * scale, y + trim.y * scale, trim.width * scale, trim.height * scale),
            WHITE,
        )
    for number, step in enumerate(found, 1):
        dots: list[tuple[float, float]] = []
        for cut in step.cuts:
            at, low, high = cut.position * scale, cut.start * scale, cut.end * scale
            lies = step.direction == "liggend"
            path = (
                line(x + low, y + at, x + high, y + at)
                if lies
                else line(x + at, y + low, x + at, y + high)
            )
            page.items.append(Stroke(path, page.colour("kind"), 0.9, (2.0, 1.2)))
            # Further in for each stage, so that no two dots lie on a crossing.
            into = 5.0 + 1.5 * (step.stage - 1)
            spot = (x + low + into, y + at) if lies else (x + at, y + low + into)
            if all(abs(spot[0] - a) + abs(spot[1] - b) > 4.4 for a, b in dots):
                dots.append(spot)
        for spot in dots:
            _dot(page, number, *spot, 2.0)


def _dot(page: Sketch, number: int, x: float, y: float, radius: float) -> None:
    page.fill(Rect(x - radius, y - radius, 2 * radius, 2 * radius), page.colour("kind"), radius)
    size = 9.5 if radius > 2.5 else 8
    page.centred(str(number), style(size, 10, weight=700), x, y - size * 0.125, WHITE)
