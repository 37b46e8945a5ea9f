"""A picture's size and a box in; where the picture lies in the box, and what is seen of it, out."""

from __future__ import annotations

from typing import Final

from kaartgen.content.fields import Fit
from kaartgen.frame import Frame, Placed
from kaartgen.geometry import Rect, Size, Transform

MIDDLE: Final = (0.5, 0.5)


def laid(picture: Size, box: Rect, fit: Fit, focus: tuple[float, float] = MIDDLE) -> Transform:
    """Return the map from a picture's own measures to its place in a box.

    `focus` is the point of the picture (shares of its width and height) that stays in sight where
    it is cut off, and where it lies if there is room to spare.
    """
    wide, high = box.width / picture.width, box.height / picture.height
    if fit == "stretch":
        return Transform(wide, 0.0, 0.0, high, box.x, box.y)
    factor = max(wide, high) if fit == "cover" else min(wide, high)
    x = box.x + _place(picture.width * factor, box.width, focus[0])
    y = box.y + _place(picture.height * factor, box.height, focus[1])
    return Transform(factor, 0.0, 0.0, factor, x, y)


def _place(length: float, room: float, share: float) -> float:
    """Return where a length begins in a room, so that the point at its `share` is in sight."""
    if length <= room:
        return (room - length) * share
    # The point comes to the middle, as far as no room is left free by that.
    return min(0.0, max(room - length, room / 2 - length * share))


def placed(frame: Frame, box: Rect, fit: Fit, focus: tuple[float, float] = MIDDLE) -> Placed:
    """Return a frame laid in a box, cut off where the box or the frame ends."""
    onto = laid(frame.size, box, fit, focus)
    return Placed(frame, onto, seen(frame, onto, box))


def seen(frame: Frame, onto: Transform, box: Rect) -> Rect:
    """Return what of a frame, in its own millimetres, lies in a box."""
    left, top = (box.x - onto.e) / onto.a, (box.y - onto.f) / onto.d
    right, bottom = (box.right - onto.e) / onto.a, (box.bottom - onto.f) / onto.d
    whole = Rect.of(frame.size).grown(frame.bleed)
    x, y = max(left, whole.x), max(top, whole.y)
    return Rect(x, y, min(right, whole.right) - x, min(bottom, whole.bottom) - y)
