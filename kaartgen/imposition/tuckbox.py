"""A deck's size and thickness in; the flat net of a tuck box out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from kaartgen.frame import Path, Segment
from kaartgen.geometry import Rect, Size

GLUE_FLAP: Final = 12.0
TUCK: Final = 14.0
# A lid that is exactly as wide as its opening sticks.
_EASE: Final = 0.5
_TAPER: Final = 4.0
_CORNER: Final = 5.0
_NOTCH: Final = 8.0
_ROUND: Final = 0.5522847498

Line = tuple[float, float, float, float]


class Net(Struct, frozen=True):
    """The box laid flat, in millimetres from its own top left corner.

    `panels` are the faces by name: back, left, front, right, top, bottom.
    """

    size: Size
    inner: Size
    depth: float
    panels: Mapping[str, Rect]
    outline: Path
    creases: tuple[Line, ...]
    glue: Path


def tuck_box(card: Size, thickness: float, *, play: float) -> Net:
    """Return the net of a box for a pile of cards of that size and thickness.

    `play` is the room left in each direction. The box closes with a tuck at either end and has
    one flap to glue.
    """
    width, height, depth = card.width + play, card.height + play, thickness + play
    # The flap is glued to the inside of the right panel, and no wider than that is.
    flap_width = min(GLUE_FLAP, depth - _EASE)
    back, left = flap_width, flap_width + width
    front = left + depth
    right = front + width
    end = right + depth
    top = depth + TUCK
    bottom = top + height
    flap = min(width / 2 - 2, max(depth, 10.0) + 4)
    panels = {
        "back": Rect(back, top, width, height),
        "left": Rect(left, top, depth, height),
        "front": Rect(front, top, width, height),
        "right": Rect(right, top, depth, height),
        "top": Rect(back, top - depth, width, depth),
        "bottom": Rect(back, bottom, width, depth),
    }
    middle = front + width / 2
    segments: list[Segment] = [
        ("M", (0.0, top + _TAPER)),
        ("L", (back, top)),
        *_lid(back, left, top, depth, up=True),
        *_dust_flap(left, front, top, flap, up=True),
        ("L", (middle - _NOTCH, top)),
        *_notch(middle, top),
        ("L", (right, top)),
        *_dust_flap(right, end, top, flap, up=True),
        ("L", (end, bottom)),
        *_dust_flap(end, right, bottom, flap, up=False),
        ("L", (front, bottom)),
        *_dust_flap(front, left, bottom, flap, up=False),
        *_lid(left, back, bottom, depth, up=False),
        ("L", (0.0, bottom - _TAPER)),
        ("Z", ()),
    ]
    creases: list[Line] = [(x, top, x, bottom) for x in (back, left, front, right)]
    for edge, lid in ((top, top - depth), (bottom, bottom + depth)):
        creases += [(back, edge, left, edge), (back + _EASE, lid, left - _EASE, lid)]
        creases += [(left, edge, front, edge), (right, edge, end, edge)]
    glue = Path(
        (
            ("M", (0.0, top + _TAPER)),
            ("L", (back, top)),
            ("L", (back, bottom)),
            ("L", (0.0, bottom - _TAPER)),
            ("Z", ()),
        )
    )
    whole = Size(end, bottom + depth + TUCK)
    inner = Size(width, height)
    return Net(whole, inner, depth, panels, Path(tuple(segments)), tuple(creases), glue)


def _lid(start: float, end: float, edge: float, depth: float, *, up: bool) -> list[Segment]:
    """Return the outline of a lid and its tuck, from `start` to `end` along `edge`."""
    way = 1.0 if end > start else -1.0
    out = -1.0 if up else 1.0
    lid, tip = edge + out * depth, edge + out * (depth + TUCK)
    first, last = start + way * _EASE, end - way * _EASE
    k = _CORNER * (1 - _ROUND)
    return [
        ("L", (start, edge)),
        ("L", (start, lid)),
        ("L", (first, lid)),
        ("L", (first, tip - out * _CORNER)),
        ("C", (first, tip - out * k, first + way * k, tip, first + way * _CORNER, tip)),
        ("L", (last - way * _CORNER, tip)),
        ("C", (last - way * k, tip, last, tip - out * k, last, tip - out * _CORNER)),
        ("L", (last, lid)),
        ("L", (end, lid)),
        ("L", (end, edge)),
    ]


def _dust_flap(start: float, end: float, edge: float, length: float, *, up: bool) -> list[Segment]:
    way = 1.0 if end > start else -1.0
    tip = edge + (-length if up else length)
    taper = min(2.0, abs(end - start) / 4)
    return [
        ("L", (start + way * _EASE / 2, edge)),
        ("L", (start + way * taper, tip)),
        ("L", (end - way * taper, tip)),
        ("L", (end - way * _EASE / 2, edge)),
        ("L", (end, edge)),
    ]


def _notch(middle: float, edge: float) -> list[Segment]:
    """Return the half circle for a thumb."""
    r, k = _NOTCH, _NOTCH * _ROUND
    return [
        ("C", (middle - r, edge + k, middle - k, edge + r, middle, edge + r)),
        ("C", (middle + k, edge + r, middle + r, edge + k, middle + r, edge)),
    ]
