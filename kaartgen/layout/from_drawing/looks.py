"""How a text was drawn and a house style in; the nearest style that a template can have, out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Final

from msgspec import Struct

from kaartgen.frame import Cmyk
from kaartgen.layout.contrast import as_seen
from kaartgen.layout.from_drawing.lettering import CAP, Lettering
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.style import FLOORS
from kaartgen.nearest import nearest

# From here on two names of families are one, written in two ways.
_ALIKE: Final = 0.8
# From here on letters are looked at before they are read.
_DISPLAY_PT: Final = 15.0
# Two colours that lie further apart than this (of 441) are seen as two.
_OTHER: Final = 60.0
# How far red, green and blue of a colour lie apart that is no shade of grey.
_VIVID: Final = 60
# Leading for what a program told no leading of: text to read, and titles.
_LOOSE: Final = 1.33
_TIGHT: Final = 1.1


class NearStyle(Struct, frozen=True):
    """A style as a template writes it; `cap_mm` is how high its capitals are at the first size."""

    values: Mapping[str, str]
    sizes: tuple[str, ...]
    cap_mm: float
    doubts: tuple[str, ...] = ()


def near_style(
    name: str, look: Lettering, house: HouseStyle, kind: str, *, reads: bool, drawn: bool
) -> NearStyle:
    """Return the nearest style for a text; `reads` says that it is text to read, of any length.

    `drawn` is False where the letters were outlines, so that all is a guess.
    """
    doubts: list[str] = []
    role, exact = _role(look, house)
    weight, italic = _weight(look, house, role)
    family = _family_name(house, role)
    if drawn and not exact and look.family:
        doubts.append(
            f"‘{name}’ staat in {look.family}; dat heeft de huisstijl {house.name} niet, het wordt "
            f"{family}"
        )
    elif drawn and weight != look.weight:
        doubts.append(f"‘{name}’ heeft gewicht {look.weight}; {family} krijgt {weight}")
    floor = "body" if reads else "support" if look.size_pt >= 8 else "credits"
    size = _half(look.size_pt)
    if size < FLOORS[floor]:
        shown = f"{look.size_pt:.1f}".replace(".", ",")
        doubts.append(
            f"‘{name}’ is {shown} pt; dat is op tafel niet te lezen, het wordt {FLOORS[floor]:g} pt"
        )
        size = FLOORS[floor]
    ratio = (look.leading_pt or 0) / look.size_pt
    if not 0.9 <= ratio <= 2.0:
        ratio = _TIGHT if size >= _DISPLAY_PT else _LOOSE
    sizes = _ladder(size, ratio, FLOORS[floor]) if reads or size >= _DISPLAY_PT else [size]
    colour, far = _colour(look.colour, house, kind)
    if far:
        doubts.append(
            f"de kleur van ‘{name}’ staat niet in de huisstijl {house.name}; het dichtst bij is "
            f"‘{colour}’"
        )
    values = {"font": role, "weight": str(weight)}
    if italic:
        values["italic"] = "ja"
    if floor != "support":
        values["floor"] = floor
    if colour != "ink":
        values["colour"] = colour
    if reads and size < _DISPLAY_PT and len(sizes) > 1:
        # Texts to read step down together, or one card would look as if it shouts.
        values["ladder"] = "lezen"
    if look.align != "left":
        values["align"] = look.align
    if size >= _DISPLAY_PT:
        values |= {"balance": "ja", "hyphenate": "nee"}
    elif not reads:
        values["hyphenate"] = "nee"
    cap = house.book.font(role, weight, italic=italic).cap_height or CAP
    written = tuple(f"{one:g}/{round(one * ratio, 1):g}" for one in sizes)
    return NearStyle(values, written, cap * size * 25.4 / 72, tuple(doubts))


def _half(size: float) -> float:
    return round(size * 2) / 2


def _ladder(size: float, ratio: float, least: float) -> list[float]:
    """Return a size and the steps down that a long text may take."""
    step = 1.0 if size >= _DISPLAY_PT else 0.5
    return [one for one in (size, size - step, size - 2 * step) if one >= least]


def _role(look: Lettering, house: HouseStyle) -> tuple[str, bool]:
    """Return the role whose family is meant, and whether it is that family."""
    names = {_family_name(house, role).casefold(): role for role in house.book.roles}
    wanted = look.family.casefold()
    if wanted in names:
        return names[wanted], True
    near = nearest(wanted, names) if wanted else None
    if near is not None and SequenceMatcher(None, wanted, near).ratio() >= _ALIKE:
        return names[near], True
    roles = house.book.roles
    if (look.size_pt >= _DISPLAY_PT or look.weight >= 800) and "display" in roles:
        return "display", False
    serif = any(word in wanted for word in ("serif", "times", "garamond", "georgia", "literata"))
    if serif and "sans" not in wanted and "read" in roles:
        return "read", False
    return ("text" if "text" in roles else roles[0]), False


def _chroma(colour: tuple[int, int, int]) -> int:
    return max(colour) - min(colour)


def _family_name(house: HouseStyle, role: str) -> str:
    return house.book.family_name(role)


def _weight(look: Lettering, house: HouseStyle, role: str) -> tuple[int, bool]:
    weights = house.book.weights(role) or [(400, False)]
    slopes = [one for one in weights if one[1] is look.italic] or weights
    return min(slopes, key=lambda one: (abs(one[0] - look.weight), -one[0]))


def _colour(colour: Cmyk, house: HouseStyle, kind: str) -> tuple[str, bool]:
    """Return the name of the nearest colour of a house style, and whether it is another."""
    names = ["ink", "white", "kind", *house.colours, "kind-tint"]
    names = [name for name in dict.fromkeys(names) if name not in house.kinds]
    found = [(name, house.colour(name, kind)) for name in names]
    known = [(name, one) for name, one in found if one is not None]
    wanted, *seen = as_seen([colour, *(one for _, one in known)])
    apart = [math.dist(wanted, one) for one in seen]
    # A colour stays a colour: grey may be nearest, but says nothing of what was meant.
    vivid = [at for at in range(len(known)) if _chroma(seen[at]) >= _VIVID]
    among = vivid if vivid and _chroma(wanted) >= _VIVID else range(len(known))
    best = min(among, key=lambda at: apart[at])
    return known[best][0], apart[best] > _OTHER
