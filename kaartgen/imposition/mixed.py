"""Plans of one format each and how many cards they are for in; a plan for every sheet out.

What is left over of two formats shares a sheet where that saves one: a strip of the one, a strip of
the other, and a straight cut between them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from kaartgen.geometry import Rect, Size
from kaartgen.imposition.arrange import Arrangement, Place, arrangements, fit
from kaartgen.imposition.home_plan import room_on
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Plan, Slot, around
from kaartgen.imposition.reach import filled_between

# Sheets that hold both formats are harder to cut: no more of them than can save a sheet.
_MOST_MIXED: Final = 3


def sheets(
    wanted: Sequence[tuple[Plan, int]], paper: Paper, *, gutter: float, mix: bool = True
) -> list[Plan]:
    """Return a plan for every sheet, in the order of the formats, in as few sheets as possible.

    `wanted` holds the plan of each format and its number of cards; `gutter` lies between cards.
    """
    wanted = [(plan, count) for plan, count in wanted if count]
    found: list[Plan] = []
    while wanted:
        (first, count), *rest = wanted
        shared: list[Plan] = []
        if mix:
            for at, (second, other) in enumerate(rest):
                shared = _shared(first, count, second, other, paper, gutter)
                if shared:
                    count -= min(count, sum(_held(plan, first.formats[0]) for plan in shared))
                    held = sum(_held(plan, second.formats[0]) for plan in shared)
                    rest[at] = (second, max(0, other - held))
                    break
        found.extend([first] * math.ceil(count / len(first.slots)))
        found.extend(shared)
        wanted = [(plan, left) for plan, left in rest if left]
    return found


def _held(plan: Plan, card: Size) -> int:
    return sum(slot.format == card for slot in plan.slots)


def _shared(
    first: Plan, count: int, second: Plan, other: int, paper: Paper, gutter: float
) -> list[Plan]:
    """Return the fewest shared sheets with which both formats take the fewest sheets in all."""

    def total(patterns: Sequence[_Pattern]) -> int:
        left = max(0, count - sum(pattern.first for pattern in patterns))
        beside = max(0, other - sum(pattern.second for pattern in patterns))
        own = math.ceil(left / len(first.slots)) + math.ceil(beside / len(second.slots))
        return len(patterns) + own

    patterns = _best_patterns(first, second, paper, gutter)
    chosen: Sequence[_Pattern] = ()
    for number in range(1, _MOST_MIXED + 1):
        for some in itertools.combinations_with_replacement(patterns, number):
            if total(some) < total(chosen):
                chosen = some
    return [_planned(pattern, first, second) for pattern in chosen]


class _Pattern(Struct, frozen=True):
    """A sheet with so many cards of two formats: their arrangements in two strips."""

    first: int
    second: int
    paper: Paper
    area: Rect
    upper: Arrangement
    lower: Arrangement
    # Whether the upper strip holds the first format, and whether the strips stand side by side.
    first_above: bool
    beside: bool
    gutter: float

    @property
    def size(self) -> Size:
        upper, lower = self.upper.size, self.lower.size
        if self.beside:
            across = upper.width + self.gutter + lower.width
            return Size(across, max(upper.height, lower.height))
        along = upper.height + self.gutter + lower.height
        return Size(max(upper.width, lower.width), along)


def _best_patterns(first: Plan, second: Plan, paper: Paper, gutter: float) -> list[_Pattern]:
    """Return the patterns of which none holds as many of one format and more of the other."""
    best: dict[tuple[int, int], tuple[tuple[int, ...], _Pattern]] = {}
    for order, pattern in enumerate(_patterns(first, second, paper, gutter)):
        free = int(pattern.area.width - pattern.size.width > 0)
        lying = pattern.upper.lying_count + pattern.lower.lying_count
        rank = (free, -lying, -order)
        key = (pattern.first, pattern.second)
        if key not in best or rank > best[key][0]:
            best[key] = (rank, pattern)
    return [
        pattern
        for (a, b), (_, pattern) in sorted(best.items(), reverse=True)
        if not any((c, d) != (a, b) and c >= a and d >= b for c, d in best)
    ]


def _patterns(first: Plan, second: Plan, paper: Paper, gutter: float) -> Iterator[_Pattern]:
    for sheet in (paper, paper.turned()):
        area = room_on(sheet, first.flip, first.edge)
        room = Size(area.width, area.height)
        for first_above in (True, False):
            above, below = (first, second) if first_above else (second, first)
            for beside in (False, True):
                yield from (
                    _Pattern(
                        upper.count if first_above else lower.count,
                        lower.count if first_above else upper.count,
                        sheet,
                        area,
                        upper,
                        lower,
                        first_above,
                        beside,
                        gutter,
                    )
                    for upper, lower in _strips(
                        _printed(above), _printed(below), room, gutter, beside
                    )
                )


def _printed(plan: Plan) -> Size:
    slot = plan.slots[0]
    return Size(slot.format.width * slot.scale, slot.format.height * slot.scale)


def _strips(
    above: Size, below: Size, room: Size, gutter: float, beside: bool
) -> Iterator[tuple[Arrangement, Arrangement]]:
    """Yield rows (or columns) of one format, all standing or all lying, and the rest filled."""
    length, across = (room.width, room.height) if beside else (room.height, room.width)
    for lies in (False, True):
        card = above.turned() if lies else above
        along, over = (card.width, card.height) if beside else (card.height, card.width)
        per = fit(across, over, gutter)
        for rows in range(1, fit(length, along, gutter) + 1 if per else 1):
            left = length - rows * (along + gutter)
            rest = Size(left, across) if beside else Size(across, left)
            filled = max(arrangements(below, rest, gutter), key=lambda one: one.count, default=None)
            if filled is None:
                break
            strip = Arrangement(
                above.turned() if beside else above,
                gutter,
                standing=0 if lies else rows,
                lying=rows if lies else 0,
                per_standing=0 if lies else per,
                per_lying=per if lies else 0,
                sideways=beside,
            )
            yield strip, filled


def _planned(pattern: _Pattern, first: Plan, second: Plan) -> Plan:
    """Return the plan of a pattern: the strips in the middle of each other and of the sheet."""
    upper, lower = pattern.upper.size, pattern.lower.size
    places: list[tuple[Place, bool]] = []
    for arrangement, size, is_upper in (
        (pattern.upper, upper, True),
        (pattern.lower, lower, False),
    ):
        ahead = 0.0 if is_upper else pattern.gutter
        if pattern.beside:
            x = 0.0 if is_upper else upper.width + ahead
            y = (pattern.size.height - size.height) / 2
        else:
            x = (pattern.size.width - size.width) / 2
            y = 0.0 if is_upper else upper.height + ahead
        is_first = is_upper is pattern.first_above
        places.extend((place, is_first) for place in arrangement.places(x, y))
    block = around([place.trim for place, _ in places])
    sheet, area = pattern.paper, pattern.area
    x = min(max((sheet.size.width - block.width) / 2, area.x), area.right - block.width)
    y = min(max((sheet.size.height - block.height) / 2, area.y), area.bottom - block.height)
    slots = tuple(
        Slot(place.trim, place.lying, (first if is_first else second).formats[0]).moved(x, y)
        for place, is_first in places
    )
    bleed = min(first.bleed, second.bleed)
    return filled_between(Plan(sheet, slots, first.flip, first.edge, bleed, first.marks))
