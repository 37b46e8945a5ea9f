"""A press plan in; out what a printer and a cutter look at: marks, targets, colour bar, guides.

All of it stands outside the bleed and in the same place on every sheet: a guillotine is set once.
What tells whether the second side lies straight behind the first is its own mirror image on a plate
for both.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kaartgen.frame import (
    BLACK,
    EVERY_PLATE,
    REGISTRATION,
    Cmyk,
    Fill,
    Item,
    Path,
    Stroke,
    circle,
    line,
    polygon,
    rectangle,
)
from kaartgen.geometry import Rect, Transform
from kaartgen.imposition.press import MARK_OFFSET, PressPlan, Turning

_WIDTH_PT: Final = 0.35
_MARK: Final = 5.0
# A target: its circle, and the cross that reaches beyond it.
_RADIUS: Final = 2.0
_ARM: Final = 3.5
# A target keeps so far from anything else that its lines can be told apart.
_AROUND: Final = 0.5
_PATCH: Final = 5.0
# The bar lies under the slug line, and leaves the ends of the strip to targets.
_BAR_DROP: Final = 3.0
_BAR_INSET: Final = 2 * _ARM + 2.0
_ARROW: Final = 2.0

# Solids, what two of them make, halftones, and a grey of three inks beside one of black: what
# a densitometer and an eye need. No patch has more than 200 per cent, so any paper takes it.
PATCHES: Final = (
    Cmyk(100, 0, 0, 0),
    Cmyk(0, 100, 0, 0),
    Cmyk(0, 0, 100, 0),
    Cmyk(0, 0, 0, 100),
    Cmyk(100, 100, 0, 0),
    Cmyk(100, 0, 100, 0),
    Cmyk(0, 100, 100, 0),
    Cmyk(50, 0, 0, 0),
    Cmyk(0, 50, 0, 0),
    Cmyk(0, 0, 50, 0),
    Cmyk(0, 0, 0, 50),
    Cmyk(50, 40, 40, 0),
)


def press_marks(press: PressPlan, *, back: bool = False, spots: Sequence[Cmyk] = ()) -> list[Item]:
    """Return all marks of one side, as its own page sees them; `spots` are in the bar too."""
    seen = press.plan.turn if back else Transform()
    items: list[Item] = [
        _on_every_plate(line(*seen.point(*one[:2]), *seen.point(*one[2:])))
        for one in crop_marks(press)
    ]
    for x, y in targets(press):
        items.extend(_target(*seen.point(x, y)))
    arrows = (polygon(*(seen.point(*at) for at in arrow)) for arrow in _guides(press))
    items.extend(Fill(arrow, BLACK) for arrow in arrows)
    items.extend(_bar(press, spots))
    return items


def crop_marks(press: PressPlan) -> list[tuple[float, float, float, float]]:
    """Return the marks of every cut, seen from the front: at both its ends, outside the bleed."""
    ink, area = press.inked, press.marked
    trims = [slot.trim for slot in press.plan.slots]
    xs, ys = _cuts((trim.x, trim.right) for trim in trims), _cuts((t.y, t.bottom) for t in trims)
    above, below = ink.y - MARK_OFFSET, ink.bottom + MARK_OFFSET
    left, right = ink.x - MARK_OFFSET, ink.right + MARK_OFFSET
    marks = [(x, max(area.y, above - _MARK), x, above) for x in xs]
    marks += [(x, below, x, min(area.bottom, below + _MARK)) for x in xs]
    marks += [(max(area.x, left - _MARK), y, left, y) for y in ys]
    marks += [(right, y, min(area.right, right + _MARK), y) for y in ys]
    return marks


def _cuts(sides: Iterable[tuple[float, float]]) -> list[float]:
    """Return where the knife comes down; of cards that touch two sides are one cut."""
    return sorted({round(at, 6) for pair in sides for at in pair})


def targets(press: PressPlan) -> list[tuple[float, float]]:
    """Return the middles of the register targets, seen from the front.

    Two stand at the ends of the tail's strip; others by the gripper and at the sides if there is
    room, so that a printer sees the sheet's corners and a stretch of the paper.
    """
    tail, area, ink = press.tail, press.printable, press.inked
    found = [
        (tail.x + _ARM, tail.y + tail.height / 2),
        (tail.right - _ARM, tail.y + tail.height / 2),
    ]
    first, last = press.plan.slots[0].trim, press.plan.slots[-1].trim
    foot = area.bottom - _ARM
    reach = _ARM + _AROUND
    tumbled = press.turning is Turning.TUMBLE
    # Head and foot of a tumbled sheet are alike, and at its head stands the colour bar.
    if not tumbled and foot - reach >= ink.bottom:
        # With a single column the two would be one.
        beside = 0.5 if press.columns > 1 else 0.25
        found += [
            (first.x + beside * first.width, foot),
            (last.right - beside * last.width, foot),
        ]
    middle = press.plan.slots[press.columns * (press.rows // 2)].trim
    y = middle.y + middle.height / 2
    if ink.x - reach >= area.x + _ARM:
        found += [(area.x + _ARM, y), (area.right - _ARM, y)]
    if tumbled:
        found += [press.plan.turn.point(*at) for at in found]
    return found


def _on_every_plate(path: Path) -> Stroke:
    return Stroke(path, REGISTRATION, _WIDTH_PT, spot=EVERY_PLATE)


def _target(x: float, y: float) -> Iterator[Item]:
    yield _on_every_plate(circle(x, y, _RADIUS))
    yield _on_every_plate(line(x - _ARM, y, x + _ARM, y))
    yield _on_every_plate(line(x, y - _ARM, x, y + _ARM))


def _guides(press: PressPlan) -> Iterator[Sequence[tuple[float, float]]]:
    """Yield arrows to the side guide and the gripper, as the front sees them.

    The sheet lies against the guide with the left of its front; turned, that is the right. So a
    plate that is printed both times has an arrow to either side. At its foot is always the gripper.
    """
    area, low = press.printable, press.plan.slots[-press.columns].trim
    y = low.y + 0.8 * low.height
    left = (area.x, y), (area.x + _ARROW, y - _ARROW), (area.x + _ARROW, y + _ARROW)
    yield left
    if press.turning is Turning.TURN:
        yield [press.plan.turn.point(*at) for at in left]
    # Where no target stands.
    across = 0.8 if press.columns > 1 else 0.5
    x, foot = low.x + across * low.width, area.bottom
    yield (x, foot), (x - _ARROW, foot - _ARROW), (x + _ARROW, foot - _ARROW)


def bar(press: PressPlan) -> Rect:
    """Return where the colour bar lies: all across the sheet, so that every ink zone is seen."""
    tail = press.tail
    length = (tail.width - 2 * _BAR_INSET) // _PATCH * _PATCH
    return Rect(tail.x + (tail.width - length) / 2, tail.y + _BAR_DROP, length, _PATCH)


def _bar(press: PressPlan, spots: Sequence[Cmyk]) -> Iterator[Item]:
    box = bar(press)
    count = round(box.width / _PATCH)
    # First, so that each is seen on however small a sheet: full, and half of it.
    patches = [shade for spot in spots for shade in (spot, spot.tint(0.5))]
    for number, patch in zip(range(count), itertools.cycle([*patches, *PATCHES]), strict=False):
        yield Fill(rectangle(Rect(box.x + number * _PATCH, box.y, _PATCH, _PATCH)), patch)
