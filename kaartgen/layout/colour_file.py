"""What a designer writes for colours in; every colour by its name out, or what leads nowhere.

A colour is inks, a colour of a screen, an ink of its own (`steunkleur`), another colour's name, or
a tint of one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Final

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BeforeValidator

from kaartgen.authored import mistake
from kaartgen.errors import ExitCode, Place, Problem
from kaartgen.frame import EVERY_PLATE, WHITE, Cmyk, Spot
from kaartgen.layout.colour_hex import from_hex, is_hex
from kaartgen.layout.picture import PROFILE
from kaartgen.nearest import did_you_mean

# FOGRA39 coated stock takes up to 300 % ink; the shipped styles stay far below.
MOST_INK: Final = 300.0
# Kinds of cards have these beside their colour.
_TINT: Final = 0.10
_MOTIF_TINT: Final = 0.40

# A raster image processor knows plates by name: no signs that some of them read otherwise.
_SPOT_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .+_-]{0,62}")
# Plates that there are already, or that are for a knife and not for ink.
_TAKEN: Final = frozenset(
    ["cyan", "magenta", "yellow", "black", EVERY_PLATE.casefold(), "none", "cutcontour", "ril"]
)
_WAYS: Final = (
    'Schrijf vier inkten [90, 25, 50, 30], ‘hex: "#006d6a"’, ‘steunkleur’ met ‘cmyk’, ‘tint’ met '
    "‘of’, of de naam van een andere kleur."
)
_SHARE: Final = re.compile(r"(.+)-(\d{1,3})")


class Written(Struct, frozen=True):
    """What stands in the file: inks, a screen's colour or a name, and which share of it is meant.

    With a `spot` the inks or the screen's colour are how that ink looks.
    """

    inks: tuple[float, float, float, float] | None = None
    hex: str | None = None
    name: str | None = None
    share: float = 1.0
    spot: str | None = None


def _written(value: object) -> object:
    match value:
        case list():
            return Written(inks=_inks(value))
        case str() if is_hex(value):
            return Written(hex=value)
        case str() if value.startswith("#"):
            raise _no_hex(value)
        case str():
            return Written(name=value.strip())
        case dict():
            return _told(value)
        case None:
            raise mistake(
                "Hier staat geen kleur.",
                'Een kleur die met # begint, hoort tussen aanhalingstekens: "#006d6a".',
            )
    return value


Colour = Annotated[Written, BeforeValidator(_written)]


def _told(value: Mapping[str, object]) -> Written:
    """Read a colour that says with words what it is."""
    ways = (
        ({"steunkleur", "cmyk"}, {"steunkleur", "hex"}),
        ({"hex"}, {"cmyk"}, {"tint", "of"}),
    )
    if not any(set(value) == one for group in ways for one in group):
        if "steunkleur" in value and set(value) <= {"steunkleur", "cmyk", "hex"}:
            raise mistake(
                "Bij een steunkleur hoort hoe zij er in cmyk uitziet.",
                "Schrijf {steunkleur: PANTONE 286 C, cmyk: [100, 66, 0, 2]}; de waarden staan in "
                "de kleurenwaaier of bij de huisstijl.",
            )
        raise mistake("Zo is niet te zien welke kleur dit is.", _WAYS)
    if "tint" in value:
        share = _number(value["tint"])
        if share is None or not 0 < share <= 100:
            raise mistake(
                f"Een tint is een percentage van 1 tot 100; er staat ‘{value['tint']}’.",
                "Schrijf bijvoorbeeld {tint: 20, of: accent}.",
            )
        return Written(name=str(value["of"]).strip(), share=share / 100)
    spot = _spot_name(value["steunkleur"]) if "steunkleur" in value else None
    if "hex" in value:
        text = str(value["hex"]).strip()
        text = text if text.startswith("#") else f"#{text}"
        if not is_hex(text):
            raise _no_hex(text)
        return Written(hex=text, spot=spot)
    return Written(inks=_inks(value["cmyk"]), spot=spot)


def _inks(value: object) -> tuple[float, float, float, float]:
    inks = [_number(ink) for ink in value] if isinstance(value, list) else []
    known = [ink for ink in inks if ink is not None and 0 <= ink <= 100]
    if len(inks) != 4 or len(known) != 4:
        raise mistake("Een kleur is vier getallen van 0 tot 100: [cyaan, magenta, geel, zwart].")
    c, m, y, k = known
    if (total := c + m + y + k) > MOST_INK:
        raise mistake(
            f"Deze kleur geeft {total:g} % inkt; de pers verdraagt {MOST_INK:g} %.",
            "Haal evenveel uit cyaan, magenta en geel, en zet er wat zwart bij.",
        )
    return c, m, y, k


def _number(value: object) -> float | None:
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return None


def _no_hex(text: str) -> Exception:
    return mistake(
        f"‘{text}’ is geen kleur van een scherm.",
        'Een # met zes cijfers of letters van 0 tot f, tussen aanhalingstekens: "#006d6a".',
    )


def _spot_name(value: object) -> str:
    name = " ".join(str(value).split())
    if name.casefold() in _TAKEN:
        raise mistake(
            f"Een steunkleur kan niet ‘{name}’ heten: die plaat is er al.",
            "Schrijf de naam die op het blik staat, zoals PANTONE 286 C.",
        )
    if not _SPOT_NAME.fullmatch(name):
        raise mistake(
            f"Met ‘{name}’ als naam van een steunkleur kan een drukker niet overweg.",
            "Gebruik letters zonder accent, cijfers en spaties, zoals PANTONE 286 C.",
        )
    return name


class Resolved(Struct, frozen=True):
    """The colours by name, and for each that was written for a screen how it was written."""

    colours: Mapping[str, Cmyk]
    hexes: Mapping[str, str]
    problems: tuple[Problem, ...]


def resolved(
    written: Mapping[str, Written],
    kinds: Iterable[str],
    place: Callable[[str], Place],
    press: Path = PROFILE,
) -> Resolved:
    """Return every colour that was written, those of the `kinds` of cards among them.

    `place` says where a colour stands. A screen's colours become inks through the profile of the
    `press`.
    """
    resolver = _Resolver(written, frozenset(kinds), place, press)
    colours = {name: colour for name in written if (colour := resolver.of(name, ())) is not None}
    problems = [*resolver.problems, *_two_likenesses(colours, place)]
    hexes = {name: one.hex for name, one in written.items() if one.hex is not None}
    return Resolved(colours, hexes, tuple(dict.fromkeys(problems)))


def shade(colours: Mapping[str, Cmyk], kinds: Iterable[str], name: str) -> Cmyk | None:
    """Return a colour by its name, or by a name with what to make of it behind it.

    `accent-20` is a tint of `accent`; a kind of cards has `-tint` and `-motif` too. None if there
    is no such colour.
    """
    if name in colours:
        return colours[name]
    base, _, what = name.rpartition("-")
    colour = colours.get(base)
    if colour is None:
        return None
    if what == "tint" and base in kinds:
        return colour.tint(_TINT)
    if what == "motif" and base in kinds:
        return colour.without_black().tint(_MOTIF_TINT)
    if what.isdecimal() and 1 <= int(what) <= 100:
        return colour.tint(int(what) / 100)
    return None


class _Resolver:
    def __init__(
        self,
        written: Mapping[str, Written],
        kinds: frozenset[str],
        place: Callable[[str], Place],
        press: Path,
    ) -> None:
        self._written, self._kinds, self._place, self._press = written, kinds, place, press
        self._found: dict[str, Cmyk | None] = {"white": WHITE}
        self.problems: list[Problem] = []

    def of(self, name: str, through: tuple[str, ...]) -> Cmyk | None:
        """Return a colour that was written; None if that led to a problem."""
        if name in through:
            path = " → ".join((*through[through.index(name) :], name))
            self._wrong(through[-1], f"Deze kleuren verwijzen in een kring naar elkaar: {path}.",
                        "Geef een van hen inkten.")  # fmt: skip
            return None
        if name not in self._found:
            self._found[name] = self._made(name, self._written[name], (*through, name))
        return self._found[name]

    def _made(self, name: str, written: Written, through: tuple[str, ...]) -> Cmyk | None:
        if written.name is not None:
            base = self._named(name, written.name, through)
            return None if base is None else base.tint(written.share)
        if written.hex is not None:
            colour = from_hex(written.hex, self._press)
            assert colour is not None  # it was one when it was read
        else:
            assert written.inks is not None  # nothing else is left
            colour = Cmyk(*written.inks)
        if written.spot is not None:
            alike = (colour.c, colour.m, colour.y, colour.k)
            colour = replace(colour, spot=Spot(written.spot, alike))
        return colour

    def _named(self, asking: str, name: str, through: tuple[str, ...]) -> Cmyk | None:
        if name in self._written or name in self._found:
            return self.of(name, through)
        base = name.rpartition("-")[0]
        if base in self._written or base in self._found:
            colour = self.of(base, through)
            if colour is None:
                return None
            found = shade({base: colour}, self._kinds, name)
            if found is not None:
                return found
        known = [*self._written, *self._found]
        hint = did_you_mean(name, known) or _WAYS
        self._wrong(asking, f"De kleur ‘{name}’ bestaat niet.", hint)
        return None

    def _wrong(self, name: str, message: str, hint: str) -> None:
        self.problems.append(Problem(message, ExitCode.AUTHOR, self._place(name), hint))


def _two_likenesses(
    colours: Mapping[str, Cmyk], place: Callable[[str], Place]
) -> Iterable[Problem]:
    """Yield where one ink is said to look like two: it would be one plate all the same."""
    first: dict[str, tuple[str, Spot]] = {}
    for name, colour in colours.items():
        spot = colour.spot
        if spot is None:
            continue
        other, known = first.setdefault(spot.name, (name, spot))
        if known != spot:
            yield Problem(
                f"De steunkleur ‘{spot.name}’ ziet er hier anders uit dan bij ‘{other}’.",
                ExitCode.AUTHOR,
                place(name),
                f"Schrijf op één plek hoe zij eruitziet, en hier alleen: {other}.",
            )
