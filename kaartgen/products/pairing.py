"""The pages of a foreign file, and how it has its backs, in; the cards to print, in order, out.

Pages are named from 1 by people and counted from 0 here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from kaartgen.errors import ExitCode, Problem, raise_all, usage_error
from kaartgen.geometry import Size
from kaartgen.imposition.plan import measure

ALTERNATING: Final = "om-en-om"
SHARED: Final = "gedeeld"
SHARED_FIRST: Final = "gedeeld-eerste"
NONE: Final = "geen"
BACKINGS: Final = (ALTERNATING, SHARED, SHARED_FIRST, NONE)

# The sizes that cards have. Programs that count in whole points or pixels end up beside them.
_KNOWN: Final = (
    Size(297, 420),
    Size(210, 297),
    Size(148, 210),
    Size(105, 148),
    Size(74, 105),
    Size(52, 74),
    Size(70, 120),
    Size(63, 88),
    Size(63.5, 88.9),
    Size(57, 89),
    Size(57.15, 88.9),
    Size(85, 55),
    Size(100, 100),
)
_NEAR: Final = 0.4


class PageRef(Struct, frozen=True):
    """A page of the file with the fronts, or of the one with the backs."""

    in_back_file: bool
    page: int


class Pair(Struct, frozen=True):
    """A card: its front, and its back if it has one."""

    front: PageRef
    back: PageRef | None


def formats(sizes: Sequence[Size]) -> tuple[Size, ...]:
    """Return for each page the format of its card: sizes that a cut cannot tell apart are one.

    A size within 0.4 mm of one that is usual, or of one before it, is that size.
    """
    of: dict[Size, Size] = {}
    known = [size for usual in _KNOWN for size in dict.fromkeys((usual, usual.turned()))]
    own: list[Size] = []
    for size in dict.fromkeys(sizes):
        near = _nearest(size, known) or _nearest(size, own)
        if near is None:
            near = Size(round(size.width, 1), round(size.height, 1))
            own.append(near)
        of[size] = near
    return tuple(of[size] for size in sizes)


def _nearest(size: Size, known: Sequence[Size]) -> Size | None:
    def apart(other: Size) -> float:
        return max(abs(other.width - size.width), abs(other.height - size.height))

    nearest = min(known, key=apart, default=None)
    return nearest if nearest is not None and apart(nearest) <= _NEAR else None


def with_bleed(size: Size) -> tuple[Size, float] | None:
    """Return the usual format that a page would be without its bleed, and that bleed, if any."""
    for bleed in (3.0, 2.0, 3.175, 5.0):
        cut = Size(size.width - 2 * bleed, size.height - 2 * bleed)
        if min(cut.width, cut.height) > 0:
            near = _nearest(cut, [form for usual in _KNOWN for form in (usual, usual.turned())])
            if near is not None:
                return near, bleed
    return None


def pairs(fronts: Sequence[Size], backing: str, backs: Sequence[Size] = ()) -> tuple[Pair, ...]:
    """Return the cards of a file whose pages have these formats; `backs` are another file's.

    `backing` is one of BACKINGS, or the name of the file with the backs. Raises KaartgenError,
    for all cards at once, if a front has no back that is as large.
    """
    if backing == ALTERNATING:
        return _alternating(fronts)
    if backing in {SHARED, SHARED_FIRST}:
        return _shared(fronts, last=backing == SHARED)
    if backing == NONE:
        return tuple(Pair(PageRef(False, at), None) for at in range(len(fronts)))
    return _separate(fronts, backs, backing)


def _alternating(sizes: Sequence[Size]) -> tuple[Pair, ...]:
    if len(sizes) % 2:
        pages = "1 pagina" if len(sizes) == 1 else f"{len(sizes)} pagina’s"
        raise usage_error(
            f"Het bestand heeft {pages}; om en om hoort elke voorkant een achterkant te hebben, "
            "dus een even aantal.",
            "Is de laatste pagina de achterkant van alle kaarten: --achterkant gedeeld. Zijn er "
            "geen achterkanten: --achterkant geen. Anders ontbreekt er een pagina.",
        )
    found = tuple(
        Pair(PageRef(False, at), PageRef(False, at + 1)) for at in range(0, len(sizes), 2)
    )
    _all_alike(found, sizes, ())
    return found


def _shared(sizes: Sequence[Size], *, last: bool) -> tuple[Pair, ...]:
    """Give every front the last (or first) page of its own format as its back."""
    back_of: dict[Size, int] = {}
    for at, size in enumerate(sizes):
        if last or _upright(size) not in back_of:
            back_of[_upright(size)] = at
    found: list[Pair] = []
    for at, size in enumerate(sizes):
        back = back_of[_upright(size)]
        if back != at:
            found.append(Pair(PageRef(False, at), PageRef(False, back)))
    alone = [
        back
        for size, back in back_of.items()
        if sum(_upright(other) == size for other in sizes) == 1
    ]
    which = "laatste" if last else "eerste"
    raise_all(
        Problem(
            f"Pagina {at + 1} is de enige van {measure(sizes[at])}, dus een achterkant zonder "
            "voorkant.",
            ExitCode.USAGE,
            hint=f"Bij --achterkant {SHARED if last else SHARED_FIRST} is van elk formaat de "
            f"{which} pagina de achterkant. Kies anders om-en-om of geen.",
        )
        for at in alone
    )
    return tuple(found)


def _separate(fronts: Sequence[Size], backs: Sequence[Size], name: str) -> tuple[Pair, ...]:
    """Give every front the page of the other file in its place, else the one of its format."""
    if len(backs) == len(fronts):
        back_at = list(range(len(fronts)))
    else:
        by_size = {_upright(size): at for at, size in enumerate(backs)}
        if len(by_size) < len(backs):
            raise usage_error(
                f"{name} heeft {len(backs)} pagina’s en het bestand met voorkanten {len(fronts)}.",
                "Geef één achterkant voor alle kaarten, of voor elke voorkant één.",
            )
        missing = dict.fromkeys(size for size in fronts if _upright(size) not in by_size)
        raise_all(
            Problem(
                f"{name} heeft geen achterkant van {measure(size)}.",
                ExitCode.USAGE,
                hint="Voeg voor elk formaat een pagina toe.",
            )
            for size in missing
        )
        back_at = [by_size[_upright(size)] for size in fronts]
    found = tuple(Pair(PageRef(False, at), PageRef(True, back)) for at, back in enumerate(back_at))
    _all_alike(found, fronts, backs)
    return found


def _all_alike(found: Sequence[Pair], fronts: Sequence[Size], backs: Sequence[Size]) -> None:
    """Refuse a front and a back of different sizes; a back may lie on its side."""
    problems: list[Problem] = []
    for pair in found:
        assert pair.back is not None  # only called for cards with backs
        front = fronts[pair.front.page]
        back = (backs if pair.back.in_back_file else fronts)[pair.back.page]
        if _upright(front) != _upright(back):
            problems.append(
                Problem(
                    f"Pagina {pair.front.page + 1} is {measure(front)} en de achterkant ervan, "
                    f"pagina {pair.back.page + 1}, {measure(back)}.",
                    ExitCode.USAGE,
                    hint="Voor- en achterkant moeten even groot zijn. Staan de voorkanten en "
                    "achterkanten anders in het bestand? Kies dan een andere --achterkant.",
                )
            )
    raise_all(problems)


def _upright(size: Size) -> Size:
    return size if size.height >= size.width else size.turned()


_PART: Final = re.compile(r"(?:(\d{1,4})\s*[x×*]\s*)?(\d{1,6})(?:\s*[-–]\s*(\d{1,6})?)?", re.I)
_MOST: Final = 1000
_MOST_CARDS: Final = 50_000


def chosen(
    cards: Sequence[Pair], count: int, wanted: str | None, copies: int = 1, sets: int = 1
) -> tuple[Pair, ...]:
    """Return the cards to print: copies next to each other, and the whole `sets` times.

    `wanted` names pages of a file of `count` as "3x1-2,4,7-": a card is meant by its front, or by
    both sides. Raises KaartgenError for all that names no card.
    """
    if wanted is None:
        return _all_sets([card for card in cards for _ in range(copies)], sets)
    by_front = {card.front.page: card for card in cards}
    front_of: dict[int, list[int]] = {}
    for card in cards:
        if card.back is not None and not card.back.in_back_file:
            front_of.setdefault(card.back.page, []).append(card.front.page)
    problems: list[Problem] = []
    result: list[Pair] = []
    for part in (text.strip() for text in wanted.split(",")):
        if not part:
            continue
        found = _PART.fullmatch(part)
        if found is None:
            problems.append(_wrong(f"‘{part}’ noemt geen pagina’s.", _EXAMPLE))
            continue
        times = int(found[1] or copies)
        first = int(found[2])
        last = int(found[3]) if found[3] else (count if re.search(r"[-–]\s*$", part) else first)
        if problem := _outside(part, times, first, last, count):
            problems.append(problem)
            continue
        pages = range(first - 1, last)
        problems.extend(_lonely(part, pages, by_front, front_of))
        for page in pages:
            if page in by_front:
                result.extend([by_front[page]] * times)
    raise_all(problems)
    if not result:
        raise usage_error("Met deze keuze blijft er geen kaart over.", _EXAMPLE)
    return _all_sets(result, sets)


def _all_sets(cards: Sequence[Pair], sets: int) -> tuple[Pair, ...]:
    if len(cards) * sets > _MOST_CARDS:
        raise usage_error(
            f"Dat zijn {len(cards) * sets} kaarten; meer dan {_MOST_CARDS} maakt kaartgen niet in "
            "één keer.",
            "Kies minder exemplaren, of maak het in delen.",
        )
    return tuple(cards) * sets


_EXAMPLE: Final = "Schrijf bijvoorbeeld 1-8, of 3x1-2,2x3-4 voor drie en twee exemplaren."


def _wrong(message: str, hint: str) -> Problem:
    return Problem(message, ExitCode.USAGE, hint=hint)


def _outside(part: str, times: int, first: int, last: int, count: int) -> Problem | None:
    if not 1 <= times <= _MOST:
        return _wrong(f"‘{part}’: kies 1 tot {_MOST} exemplaren.", _EXAMPLE)
    if first < 1 or max(first, last) > count:
        pages = "pagina 1" if count == 1 else f"pagina 1 tot en met {count}"
        return _wrong(f"‘{part}’: het bestand heeft {pages}.", _EXAMPLE)
    if last < first:
        return _wrong(f"‘{part}’ telt terug.", f"Schrijf {last}-{first}.")
    return None


def _lonely(
    part: str,
    pages: range,
    by_front: Mapping[int, Pair],
    front_of: Mapping[int, Sequence[int]],
) -> list[Problem]:
    """Return what is wrong with backs that are named without one of their fronts."""
    found: list[Problem] = []
    for page in pages:
        if page in by_front or any(front in pages for front in front_of.get(page, ())):
            continue
        whose = front_of.get(page, ())
        if len(whose) == 1:
            hint = f"Noem de voorkant erbij, pagina {whose[0] + 1}."
        else:
            hint = "Die komt vanzelf achter elke kaart; noem de voorkanten die je wilt."
        found.append(_wrong(f"‘{part}’: pagina {page + 1} is een achterkant.", hint))
    return found
