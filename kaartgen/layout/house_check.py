"""A house style and the colours that texts were set in; what reads badly or looks alike out.

These are signals and no mistakes: a designer can have reasons, and writes them under `ignore`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from msgspec import Struct

from kaartgen.errors import Place
from kaartgen.frame import Cmyk
from kaartgen.layout.contrast import as_seen, ratio
from kaartgen.layout.eyesight import SIGHTS, difference, in_grey, lab, linear, luminance, seen_with
from kaartgen.layout.house_style import HouseStyle, Written
from kaartgen.layout.house_style_file import CHECKS, LEAST_CONTRAST

# CIE 1976: less than this two colours on two cards, never side by side, are taken for one.
_ALIKE: Final = 6.0
# In L*, from black (0) to white (100): less than this two greys on two cards are taken for one.
_ALIKE_GREY: Final = 5.0
# The general print shop's limit; drukkers/drukker.yaml says the same.
_MOST_INK: Final = 280.0
# What nobody changes: the ground or the text beside it is what can be mended.
_FIXED: Final = frozenset(["white", "ink"])


class Pair(Struct, frozen=True):
    """A text's colour and that of its ground, by name, and the least contrast that they need."""

    text: str
    ground: str
    least: float = LEAST_CONTRAST


class HouseSignal(Struct, frozen=True):
    """One thing worth a second look: the check, the colours it is about, and where they stand."""

    check: str
    message: str
    hint: str
    place: Place
    colours: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the check is called."""
        return CHECKS[self.check]


class HouseReport(Struct, frozen=True):
    """What remains to be looked at, and how much the house style explains."""

    signals: tuple[HouseSignal, ...]
    ignored: int


def house_report(
    house: HouseStyle, written: Written, used: Iterable[tuple[Cmyk, Cmyk]] = ()
) -> HouseReport:
    """Return what there is to say of a house style; `used` are colours of texts and their grounds.

    Pairs that every template has, and those that the house style declares, are always looked at.
    """
    names = _Names(house)
    pairs = [*usual_pairs(house), *_declared(written)]
    pairs += [Pair(names.of(text), names.of(ground)) for text, ground in used]
    found = [
        *_contrast(house, names, written, pairs),
        *_too_much_ink(house, written),
        *_alike(house, written),
        *_alike_in_grey(house, written),
    ]
    kept = [signal for signal in found if not _is_ignored(signal, written)]
    in_vain = list(_in_vain(found, written))
    return HouseReport((*kept, *in_vain), len(found) - len(kept))


def weak_pairs(house: HouseStyle) -> list[str]:
    """Return in words every pair of a house style that all templates have and that reads badly."""
    names = _Names(house)
    return [
        f"huisstijl {house.name}: {_in_words(pair, found)}"
        for pair, found, *_ in _weak(house, names, [*usual_pairs(house)])
    ]


def _in_words(pair: Pair, found: float) -> str:
    return (
        f"‘{pair.text}’ op ‘{pair.ground}’ heeft een contrast van {_number(found)} : 1; om te "
        f"lezen is {_number(pair.least)} : 1 nodig."
    )


def usual_pairs(house: HouseStyle) -> Iterator[Pair]:
    """Yield the pairs in which every family of templates sets text."""
    for kind in house.kinds:
        yield Pair("white", kind)
        yield Pair(kind, "white")
        yield Pair(kind, f"{kind}-tint")
        yield Pair("ink", f"{kind}-tint")


class _Names:
    """Knows colours by name and names by colour."""

    def __init__(self, house: HouseStyle) -> None:
        self.by_name: dict[str, Cmyk] = dict(house.colours)
        for kind in house.kinds:
            for shade in ("tint", "motif"):
                colour = house.colour(f"{kind}-{shade}", kind)
                assert colour is not None  # every kind has both
                self.by_name[f"{kind}-{shade}"] = colour
        self._by_colour: dict[Cmyk, str] = {}
        for name, colour in self.by_name.items():
            self._by_colour.setdefault(colour, name)

    def of(self, colour: Cmyk) -> str:
        """Return a colour's name, or its inks if it has none."""
        if colour not in self._by_colour:
            inks = (colour.c, colour.m, colour.y, colour.k)
            name = f"[{', '.join(f'{ink:.3g}' for ink in inks)}]"
            self._by_colour[colour] = name
            self.by_name[name] = colour
        return self._by_colour[colour]


def _declared(written: Written) -> Iterator[Pair]:
    for pair in written.file.contrast:
        yield Pair(pair.text, pair.ground, pair.least)


def _contrast(
    house: HouseStyle, names: _Names, written: Written, pairs: Sequence[Pair]
) -> Iterator[HouseSignal]:
    for pair, found, darker in _weak(house, names, pairs):
        change = pair.ground if pair.text in _FIXED else pair.text
        base = _base(change, house, written)
        yield HouseSignal(
            "contrast",
            _in_words(pair, found),
            f"Maak ‘{base}’ {'donkerder, bijvoorbeeld met meer zwart' if darker else 'lichter'}.",
            written.place(base),
            (pair.text, pair.ground),
        )


def _weak(
    house: HouseStyle, names: _Names, pairs: Sequence[Pair]
) -> Iterator[tuple[Pair, float, bool]]:
    """Yield the pairs that read badly, their contrast, and whether more ink would mend that."""
    strictest: dict[tuple[Cmyk, Cmyk], Pair] = {}
    for pair in pairs:
        text, ground = _colour(pair.text, house, names), _colour(pair.ground, house, names)
        # The other way round is the same contrast: white on a colour, and the colour on white.
        key = (text, ground) if (ground, text) not in strictest else (ground, text)
        known = strictest.get(key)
        if known is None or known.least < pair.least:
            strictest[key] = pair
    colours = [colour for pair in strictest for colour in pair]
    seen = as_seen(colours) if colours else []
    for number, pair in enumerate(strictest.values()):
        light, light2 = (linear(colour) for colour in seen[2 * number : 2 * number + 2])
        found = ratio(seen[2 * number], seen[2 * number + 1])
        if found >= pair.least - 0.005:
            continue
        darker = (luminance(light) < luminance(light2)) is not (pair.text in _FIXED)
        yield pair, found, darker


def _base(name: str, house: HouseStyle, written: Written) -> str:
    """Return the colour that a tint is one of, which is what can be changed."""
    known = name in written.file.colours or name in house.kinds
    return name if known else name.rpartition("-")[0] or name


def _colour(name: str, house: HouseStyle, names: _Names) -> Cmyk:
    found = names.by_name.get(name) or house.colour(name, next(iter(house.kinds)))
    assert found is not None  # declared pairs were checked when the file was read
    return found


def _too_much_ink(house: HouseStyle, written: Written) -> Iterator[HouseSignal]:
    for name, colour in house.colours.items():
        if colour.ink > _MOST_INK:
            yield HouseSignal(
                "inkt",
                f"‘{name}’ is {_number(colour.ink)} % inkt; de meeste drukkers nemen hooguit "
                f"{_number(_MOST_INK)} %.",
                "Haal evenveel uit cyaan, magenta en geel, en zet er zwart bij. Voor een drukker "
                "maakt kaartgen haar anders zelf lichter.",
                written.place(name),
                (name,),
            )


def _lights(house: HouseStyle, written: Written) -> Mapping[str, tuple[float, float, float]]:
    """Return the colours of the kinds that have one of their own: a new kind may borrow one."""
    kinds = [kind for kind in house.kinds if kind in written.file.kinds]
    seen = as_seen(house.kinds[kind].colour for kind in kinds)
    return {kind: linear(colour) for kind, colour in zip(kinds, seen, strict=True)}


def _alike(house: HouseStyle, written: Written) -> Iterator[HouseSignal]:
    for (one, light), (other, light2) in combinations(_lights(house, written).items(), 2):
        if difference(light, light2) < _ALIKE:
            yield HouseSignal(
                "gelijk",
                f"de kleuren van ‘{one}’ en ‘{other}’ zijn bijna niet uit elkaar te houden.",
                f"Geef een van beide een andere kleur, bij {one} of bij {other}.",
                _place(written, one, other),
                (one, other),
            )
            continue
        blind = [
            sight
            for sight in SIGHTS
            if difference(seen_with(sight, light), seen_with(sight, light2)) < _ALIKE
        ]
        if blind:
            yield HouseSignal(
                "kleurenblind",
                f"wie {_either(blind)} heeft, houdt de kleuren van ‘{one}’ en ‘{other}’ niet uit "
                "elkaar.",
                "Maak een van beide lichter of donkerder, of blauwer of geler.",
                _place(written, one, other),
                (one, other),
            )


def _alike_in_grey(house: HouseStyle, written: Written) -> Iterator[HouseSignal]:
    greys = {kind: lab(in_grey(light))[0] for kind, light in _lights(house, written).items()}
    for (one, light), (other, light2) in combinations(greys.items(), 2):
        if abs(light - light2) < _ALIKE_GREY:
            yield HouseSignal(
                "grijs",
                f"op een printer zonder kleur zijn ‘{one}’ en ‘{other}’ even grijs.",
                "Maak een van beide lichter of donkerder. Herken je ze ook aan letter, woord, "
                "motief en icoon, zet dat dan als reden onder ‘ignore’.",
                _place(written, one, other),
                (one, other),
            )


def _place(written: Written, one: str, other: str) -> Place:
    """Return where the second colour stands, or the first where only that is in the own file."""
    places = written.place(other), written.place(one)
    return next((it for it in places if it.file == written.document.file), places[0])


def _is_ignored(signal: HouseSignal, written: Written) -> bool:
    return any(_silences(number, signal, written) for number in range(len(written.file.ignore)))


def _silences(number: int, signal: HouseSignal, written: Written) -> bool:
    """Say whether a reason is for a signal; an inherited one is not for colours of one's own."""
    one = written.file.ignore[number]
    if one.check != signal.check or not set(one.colours) <= set(signal.colours):
        return False
    own = written.document.file
    inherited = written.document.place(("ignore", number)).file != own
    return not (inherited and any(written.place(name).file == own for name in one.colours))


def _in_vain(found: Sequence[HouseSignal], written: Written) -> Iterator[HouseSignal]:
    """Yield a signal for every reason that is given for nothing: what it was for was mended.

    What was inherited may be for colours that the house style has changed; that is no slip of its.
    """
    for number, one in enumerate(written.file.ignore):
        place = written.document.place(("ignore", number))
        own = place.file == written.document.file
        if own and not any(_silences(number, signal, written) for signal in found):
            about = f" bij {' en '.join(one.colours)}" if one.colours else ""
            yield HouseSignal(
                "ignore",
                f"‘ignore: {one.check}’{about} legt niets stil.",
                "Haal deze regel weg: wat er was, is verbeterd.",
                place,
                one.colours,
            )


def _either(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} of {words[-1]}"


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",")
