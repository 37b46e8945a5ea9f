"""A picture of pixels as it is laid down in; the same in ink, as fine as a press can show, out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.errors import ExitCode, Problem
from kaartgen.frame import Frame, Picture, Placed
from kaartgen.geometry import Rect, Size
from kaartgen.layout.picture import GOOD_PPI, MOST_PPI, SOFT_PPI, Photo
from kaartgen.layout.setting import Misfit, Setting
from kaartgen.yamlfile import Location

_MM: Final = 25.4


class Asked(Struct, frozen=True):
    """How somebody asked for a picture: its name, its words, and where if that is on a card."""

    name: str
    alt: str
    origin: Location | None = None


def in_ink(
    photo: Photo, laid_down: Sequence[Placed], asked: Asked, setting: Setting
) -> list[Placed]:
    """Return what was laid down, of a frame of the picture's own pixels, with those pixels in it.

    Only what is seen of it is decoded. Tells what is wrong with it; raises KaartgenError if the
    file is broken.
    """
    own = photo.picture
    seen = _together(laid_down, Rect(0.0, 0.0, float(own.width), float(own.height)))
    onto = laid_down[0].transform
    size = Size(seen.width * abs(onto.a), seen.height * abs(onto.d))
    # Reduced sheets take the pixels of true size, so that a card stays the same picture.
    finest = MOST_PPI * max(1.0, setting.scale) / _MM
    part = (
        seen.x / own.width,
        seen.y / own.height,
        min(1.0, seen.right / own.width),
        min(1.0, seen.bottom / own.height),
    )
    most = (max(1, math.ceil(size.width * finest)), max(1, math.ceil(size.height * finest)))
    made = photo.developed(part, most)
    _weigh(photo, seen, size, asked, setting)
    notes = [*own.notes, *made.notes]
    if not asked.alt and asked.origin is not None:
        notes.append("heeft geen ‘alt’; zeg daar in woorden wat erop staat")
    setting.notes.extend(f"de afbeelding ‘{asked.name}’ {note}." for note in notes)
    whole = Size(float(own.width), float(own.height))
    frame = Frame(whole, (Picture(seen, made.raster, asked.alt),), ())
    return [replace(item, frame=frame) for item in laid_down]


def _together(laid_down: Sequence[Placed], whole: Rect) -> Rect:
    """Return the box round all that is seen of the picture, in its own pixels."""
    clips = [item.clip or whole for item in laid_down]
    left, top = max(0.0, min(clip.x for clip in clips)), max(0.0, min(clip.y for clip in clips))
    right = min(whole.right, max(clip.right for clip in clips))
    bottom = min(whole.bottom, max(clip.bottom for clip in clips))
    return Rect(left, top, right - left, bottom - top)


def _weigh(photo: Photo, seen: Rect, size: Size, asked: Asked, setting: Setting) -> None:
    """Tell if a picture has few pixels for the size that it is printed at."""
    width, height = size.width * setting.scale, size.height * setting.scale
    ppi = min(seen.width / (width / _MM), seen.height / (height / _MM))
    if ppi >= SOFT_PPI:
        return
    good = [math.ceil(length * GOOD_PPI / _MM) for length in (width, height)]
    said = (
        f"de afbeelding ‘{asked.name}’ is grof op deze plek: {seen.width:.0f} × {seen.height:.0f} "
        f"beeldpunten op {width:.0f} × {height:.0f} mm is {ppi:.0f} per inch"
    )
    wanted = f"voor {GOOD_PPI} per inch zijn er {good[0]} × {good[1]} nodig"
    if ppi >= photo.least_ppi:
        setting.notes.append(f"{said}; {wanted}.")
        return
    refused = f"{said}, en een drukker wil er minstens {photo.least_ppi:.0f}"
    hint = f"Neem een grotere versie: {wanted}. Opblazen helpt niet."
    problem = None
    if asked.origin is None:  # a template's own: told where that names it
        problem = Problem(f"{refused[0].upper()}{refused[1:]}.", ExitCode.AUTHOR, photo.place, hint)
    setting.faults.append(Misfit(asked.origin or (), refused, hint, ExitCode.AUTHOR, problem))
