"""What was read off a calibration sheet in; why it cannot all be right out: which, by how much."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.geometry import Transform
from kaartgen.imposition.plan import Flip
from kaartgen.imposition.printer import (
    RULER,
    TARGET_INSET,
    WIDEST_EDGE,
    BackReading,
    Point,
    Readings,
    affine,
    apart,
    calibrated,
    paired,
    targets,
    turned,
)

_FARTHEST_MM: Final = 10.0
# Printers are off by half a per cent at most; fitting to the page makes 94 to 98 of 100.
_RULER_OFF: Final = 1.5
_DISTANCE_OFF: Final = 12.0
_STEEPEST_DEG: Final = 2.0
# A careful reader is right within 0.2 mm; four such readings foretell the fifth within 0.5.
_DISAGREE_MM: Final = 0.75
# A ruler along the paper is read within half a millimetre, at either end of a tilt.
_TILT_MM: Final = 1.0

Subject = Literal["metingen", "liniaal", "afstanden", "rand"]
Pairs = Mapping[str, tuple[Point, Point]]


class Fault(Struct, frozen=True):
    """Why readings cannot be right: what they are of, which targets, the words, what to do."""

    subject: Subject
    labels: tuple[str, ...]
    message: str
    hint: str


def faults(readings: Readings) -> list[Fault]:
    """Return every reason why these readings cannot all be right."""
    found = [*_absurd(readings)]
    if found:
        return found
    return [*_disagreeing(readings), *_crooked(readings)]


def _absurd(readings: Readings) -> Iterator[Fault]:
    yield from _far(readings)
    yield from _scaled(readings)
    yield from _misplaced(readings)
    edges = readings.edges
    widths = (edges.top, edges.right, edges.bottom, edges.left) if edges else ()
    for width in dict.fromkeys(widths):
        if not 0 <= width <= WIDEST_EDGE:
            words = (
                f"Een onbedrukte rand van {_mm(width)} mm kan niet; de schaal op het vel loopt van "
                f"0 tot {_mm(WIDEST_EDGE)}."
            )
            yield Fault("rand", (), words, "Lees het getal af waar de schuine lijn begint.")


def _far(readings: Readings) -> Iterator[Fault]:
    other = "kort" if readings.flip is Flip.LONG_EDGE else "lang"
    for reading in readings.backs:
        if max(abs(reading.right), abs(reading.up)) > _FARTHEST_MM:
            yield Fault(
                "metingen",
                (reading.label,),
                f"Bij {reading.label} staat {_shown(reading)}; zo ver ernaast drukt geen printer.",
                "Meet in millimeters. Ligt het gaatje in het raster van een andere letter, dan "
                f"slaat je printer om over de andere zijde: maak het vel met --zijde {other}.",
            )


def _scaled(readings: Readings) -> Iterator[Fault]:
    for length, which in zip(readings.ruler or (), ("liggende", "staande"), strict=False):
        if abs(length - RULER) > _RULER_OFF:
            way = "verkleind" if length < RULER else "vergroot"
            yield Fault(
                "liniaal",
                (),
                f"De {which} liniaal is {_mm(length)} mm in plaats van 100: het vel is {way} "
                "geprint.",
                "Zet de schaal in het printvenster op 100 % (niet ‘passend maken’), print het "
                "ijkvel opnieuw en lees alles opnieuw af.",
            )


def _misplaced(readings: Readings) -> Iterator[Fault]:
    place = targets(readings.size)
    due = (place["A"][0], place["D"][0], place["A"][1], place["B"][1])
    for number, (read, own) in enumerate(zip(readings.distances or (), due, strict=False), 1):
        if abs(read - own) > _DISTANCE_OFF:
            yield Fault(
                "afstanden",
                (),
                f"Afstand {number} is {_mm(read)} mm; dat hoort ongeveer {_mm(own)} mm te zijn.",
                "Meet van de rand van het papier tot het midden van het kruis.",
            )


def _disagreeing(readings: Readings) -> list[Fault]:
    """Return the fault of a reading that the others contradict, the likeliest first."""
    pairs = paired(readings)
    off = {label: apart(_without(pairs, label), *pairs[label]) for label in pairs}
    if max(off.values()) <= _DISAGREE_MM:
        return _steep(readings)
    # Corners that face each other spoil the fit alike; the one without which the printer errs
    # least is the likelier slip.
    suspects = sorted(pairs, key=lambda label: (_spoilt(pairs, label), _bent(pairs, label)))
    first = suspects[0]
    foretold = _without(pairs, first).point(*pairs[first][0])
    turn = turned(readings.size, readings.flip)
    x, y = pairs[first][0]
    due = BackReading(first, turn.a * (foretold[0] - x), -turn.d * (foretold[1] - y))
    read = next(reading for reading in readings.backs if reading.label == first)
    also = [label for label in suspects[1:] if _spoilt(pairs, label) < _spoilt(pairs, first) + 0.2]
    message = (
        f"De metingen spreken elkaar tegen: bij {first} lees je {_shown(read)}, maar uit de andere "
        f"volgt {_shown(due)}. Dat scheelt {_mm(off[first])} mm."
    )
    swapped = _slip(read, due)
    again = f"Lees {first} opnieuw af" + (f", en kijk ook {_listed(also)} na" if also else "")
    hint = f"Is het misschien {first} {_shown(swapped)}? {again}." if swapped else f"{again}."
    return [Fault("metingen", (first, *also), message, hint)]


def _without(pairs: Pairs, label: str) -> Transform:
    return affine([pair for other, pair in pairs.items() if other != label])


def _spoilt(pairs: Pairs, label: str) -> float:
    """Return how far the other readings still disagree, in tenths, so that like is like."""
    fit = _without(pairs, label)
    rest = max(apart(fit, *pair) for other, pair in pairs.items() if other != label)
    return round(rest, 1)


def _bent(pairs: Pairs, label: str) -> float:
    """Return how much the others make the printer turn, stretch and skew."""
    fit = _without(pairs, label)
    return math.hypot(fit.a - 1, fit.b, fit.c, fit.d - 1)


def _slip(read: BackReading, due: BackReading) -> BackReading | None:
    """Return what was likely meant: a sign the other way, or the two numbers the other way."""
    signs = tuple(itertools.product((1, -1), (1, -1)))
    tries = [
        *(replace(read, right=x * read.right, up=y * read.up) for x, y in signs),
        *(replace(read, right=x * read.up, up=y * read.right) for x, y in signs),
    ]
    off = [math.dist((one.right, one.up), (due.right, due.up)) for one in tries]
    # A sign is missed more easily than two numbers are swapped.
    nearest = min(off)
    best = next(one for one, gap in zip(tries, off, strict=True) if gap <= nearest + 0.15)
    return best if nearest <= 0.5 and best != read else None


def _steep(readings: Readings) -> list[Fault]:
    error = calibrated(readings).back_error
    stretch = max(abs(error.across - 1), abs(error.along - 1)) * RULER
    parts = [
        words
        for words, is_much in (
            (f"{_mm(abs(error.turn_deg), 1)}° gedraaid", abs(error.turn_deg) > _STEEPEST_DEG),
            (f"{_mm(abs(error.skew_deg), 1)}° scheef", abs(error.skew_deg) > _STEEPEST_DEG),
            (f"{_mm(stretch)} % groter of kleiner", stretch > _RULER_OFF),
        )
        if is_much
    ]
    if not parts:
        return []
    return [
        Fault(
            "metingen",
            (),
            f"Volgens de metingen is de achterkant {' en '.join(parts)}; zoveel doet geen printer.",
            "Kijk na welke richting plus is: op de achterkant gezien naar rechts en omhoog.",
        )
    ]


def _crooked(readings: Readings) -> list[Fault]:
    if readings.distances is None:
        return []
    first, second, third, fourth = readings.distances
    size = readings.size
    high, wide = size.height - 2 * TARGET_INSET, size.width - 2 * TARGET_INSET
    upright = math.degrees(math.atan((first - second) / high))
    level = math.degrees(math.atan((fourth - third) / wide))
    gap = abs(math.radians(upright - level)) * min(high, wide)
    if gap <= _TILT_MM:
        return []
    return [
        Fault(
            "afstanden",
            (),
            f"De afstanden spreken elkaar tegen: volgens 1 en 2 staat de voorkant "
            f"{_tilt(upright)}, volgens 3 en 4 {_tilt(level)}. Dat scheelt {_mm(gap)} mm.",
            "Meet alle vier opnieuw, haaks op de rand van het papier.",
        )
    ]


def _tilt(degrees: float) -> str:
    return f"{_mm(abs(degrees), 2)}° {'rechtsom' if degrees >= 0 else 'linksom'}"


def _shown(reading: BackReading) -> str:
    return f"{_mm(reading.right)} {_mm(reading.up)}"


def _mm(value: float, digits: int = 1) -> str:
    return f"{round(value, digits) + 0:g}".replace(".", ",").replace("-", "−")


def _listed(labels: Sequence[str]) -> str:
    return " en ".join(labels)
