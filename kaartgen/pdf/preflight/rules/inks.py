"""Rules about colour: its spaces, how much ink, overprint, transparency, thin lines and images."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kaartgen.pdf.preflight.model import FINISHING, Box, ImageFacts, Ink, Paint, Painted
from kaartgen.pdf.preflight.rule import ANY_X, FLAT, X4, Found, Severity, Wishes, number, page_rule

# A rounded colour is not too much.
_ROUNDED: Final = 0.5
# A speck of ink this small (a square millimetre) or a share of an image this small does no harm.
_SPECK_MM2: Final = 1.0
_SHARE: Final = 0.001
_THIN_PT: Final = 0.25
_LONG_MM: Final = 1.0
_COARSE_PPI: Final = 150
_SOFT_PPI: Final = 225
_PROCESS: Final = frozenset(["Cyan", "Magenta", "Yellow", "Black", "All", "None"])


@page_rule(
    "kleur-rgb",
    "Kleur in RGB",
    Severity.ERROR,
    "Zet alle kleuren en beelden om naar cmyk met het profiel van de drukker.",
    pdfx=ANY_X,
)
def rgb(page: Painted, wishes: Wishes) -> Iterator[Found]:
    """Find colours of a screen."""
    if wishes.shop.colour == "rgb":
        return
    boxes: list[Box] = []
    for space, where in page.spaces.items():
        if space.family == "rgb" and space.device and space.name != "Indexed":
            boxes += where
    if boxes:
        yield Found("kleuren in RGB", boxes)


@page_rule(
    "kleur-profiel",
    "Kleur met een eigen profiel",
    Severity.WARNING,
    "Zet de kleuren om naar gewoon cmyk.",
    pdfx=frozenset(["1a"]),
)
def managed(page: Painted, wishes: Wishes) -> Iterator[Found]:
    """Find colours whose numbers a profile explains; X-1a takes none, others none of a screen."""
    strict = wishes.pdfx == "1a"
    if wishes.shop.colour == "rgb" and not strict:
        return
    names: set[str] = set()
    boxes: list[Box] = []
    for space, where in page.spaces.items():
        if not space.device and space.name != "Indexed" and (strict or space.family == "rgb"):
            names.add(space.name)
            boxes += where
    if boxes:
        yield Found(
            f"kleuren met een eigen profiel ({', '.join(sorted(names))})",
            boxes,
            Severity.ERROR if strict else None,
        )


@page_rule(
    "kleur-steun",
    "Steunkleuren",
    Severity.WARNING,
    "Spreek steunkleuren met de drukker af, of zet ze om naar cmyk.",
)
def spots(page: Painted, wishes: Wishes) -> Iterator[Found]:
    """Find inks that are not one of the four, unless they were asked for."""
    if wishes.spots:
        return
    found: dict[str, list[Box]] = defaultdict(list)
    for space, where in page.spaces.items():
        for name in space.inks:
            if name not in _PROCESS and name.casefold() not in FINISHING:
                found[name] += where
    if found:
        names = ", ".join(f"‘{name}’" for name in sorted(found))
        yield Found(f"steunkleur {names}", [box for boxes in found.values() for box in boxes])


@page_rule(
    "kleur-registratie",
    "Paskleur op de kaart",
    Severity.ERROR,
    "De kleur ‘All’ drukt alle inkten vol op elkaar; neem zwart.",
)
def registration(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find the colour of register marks on what is kept."""
    trim = page.facts.trim or page.facts.bleed_area
    boxes = [
        box
        for space, where in page.spaces.items()
        if "All" in space.inks
        for box in where
        if box.meets(trim)
    ]
    if boxes:
        yield Found("de paskleur (All) staat binnen de snijrand", boxes)


@page_rule(
    "inkt-te-veel",
    "Inkt op elkaar",
    Severity.ERROR,
    "Maak de kleur lichter, of zet beelden om met een profiel voor minder inkt.",
)
def too_much_ink(page: Painted, wishes: Wishes) -> Iterator[Found]:
    """Find places where more ink lies than the shop allows."""
    limit = wishes.shop.ink
    if wishes.shop.colour == "rgb":
        return
    if page.measured is not None:
        if page.measured.above is not None:
            most = number(page.measured.most, 0)
            yield Found(f"{most} % inkt gemeten, toegestaan is {limit} %", [page.measured.above])
        return
    reach, boxes = 0.0, []
    for paint in page.paints:
        ink = reached(paint, page)
        if is_mark(paint, page):
            continue
        if ink <= limit + _ROUNDED or paint.box.width * paint.box.height < _SPECK_MM2:
            continue
        if paint.kind == "image" and _share_above(page, paint, limit) < _SHARE:
            continue
        reach = max(reach, ink)
        boxes.append(paint.box)
    if boxes:
        yield Found(f"{number(reach, 0)} % inkt, toegestaan is {limit} %", boxes)


def is_mark(paint: Paint, page: Painted) -> bool:
    """Say whether a paint is a mark on every plate, beside what is kept: all inks are its point."""
    if paint.colour is None or "All" not in paint.colour.space.inks:
        return False
    return page.facts.trim is not None and not paint.box.meets(page.facts.bleed_area)


def reached(paint: Paint, page: Painted) -> float:
    """Return the most ink that a paint lays down, in per cent; 0 where that is not known."""
    if paint.kind == "image" and paint.source is not None:
        image = page.images[paint.source]
        if not image.mask:
            return float(max(image.inks, default=0)) if image.inks else 0.0
    ink = paint.colour.ink if paint.colour else None
    return ink.percent if ink is not None else 0.0


def _share_above(page: Painted, paint: Paint, limit: int) -> float:
    image = page.images[paint.source] if paint.source is not None else None
    if image is None or not image.inks:
        return 1.0
    above = sum(count for ink, count in image.inks.items() if ink > limit + _ROUNDED)
    return above / sum(image.inks.values())


def _overprints(paint: Paint) -> bool:
    if paint.kind == "stroke":
        return paint.mode.overprint_stroke
    return paint.kind in ("fill", "text", "shade") and paint.mode.overprint_fill


def _is_finishing(paint: Paint) -> bool:
    """Say whether a paint is on the plate of a knife or a creasing rule."""
    inks = paint.colour.space.inks if paint.colour else ()
    return any(name.casefold() in FINISHING for name in inks)


def _ink(paint: Paint) -> Ink | None:
    return paint.colour.ink if paint.colour else None


@page_rule(
    "overdruk-wit",
    "Wit dat overdrukt",
    Severity.ERROR,
    "Zet overdruk uit voor wit; op de pers verdwijnt het.",
)
def white_overprint(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find white that overprints: on a press it is not there."""
    boxes = [
        paint.box
        for paint in page.paints
        if _overprints(paint)
        and not _is_finishing(paint)
        and (ink := _ink(paint)) is not None
        and ink.percent == 0
    ]
    if boxes:
        yield Found("wit staat op overdrukken en verdwijnt op de pers", boxes)


@page_rule(
    "overdruk",
    "Overdruk",
    Severity.WARNING,
    "Zet overdruk uit, behalve voor zwarte tekst en voor de lijnen van stans en ril.",
)
def overprint(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find colours that mix with what lies below them on the press alone."""
    boxes = [
        paint.box
        for paint in page.paints
        if _overprints(paint) and (ink := _ink(paint)) is not None and ink.c + ink.m + ink.y > 0
    ]
    if boxes:
        yield Found("kleur staat op overdrukken en mengt op de pers", boxes)


@page_rule(
    "stans-spaart-uit",
    "Stanslijn die uitspaart",
    Severity.ERROR,
    "Zet de lijnen van stans en ril op overdrukken.",
)
def knocked_out(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find lines for a knife that leave a white line in what is printed below them."""
    boxes = [paint.box for paint in page.paints if _is_finishing(paint) and not _overprints(paint)]
    if boxes:
        yield Found("de stanslijn spaart de druk eronder uit: er blijft een witte lijn", boxes)


def _transparent(page: Painted) -> list[Box]:
    boxes = [
        paint.box
        for paint in page.paints
        if paint.mode.transparent
        or paint.kind == "group"
        or (
            paint.kind == "image"
            and paint.source is not None
            and page.images[paint.source].soft_mask
        )
    ]
    return boxes or ([page.facts.media] if page.facts.grouped else [])


@page_rule(
    "doorzichtig",
    "Doorzichtigheid",
    Severity.NOTE,
    "Druk de lagen samen (flatten) bij het exporteren.",
    pdfx=FLAT,
)
def transparency(page: Painted, wishes: Wishes) -> Iterator[Found]:
    """Find what shows through; X-1a and X-3 know of no such thing, X-4 does."""
    if wishes.pdfx == "4":
        return
    boxes = _transparent(page)
    if boxes:
        severity = Severity.ERROR if wishes.pdfx in FLAT else None
        yield Found("er is iets doorzichtig", boxes, severity)


@page_rule(
    "doorzichtig-kleurruimte",
    "Mengen in cmyk",
    Severity.ERROR,
    "Kies cmyk als kleurruimte voor het mengen van doorzichtige delen.",
    pdfx=X4,
    general=False,
)
def blend_space(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find transparency that is mixed in other colours than the press has."""
    boxes = [
        paint.box
        for paint in page.paints
        if paint.kind == "group" and paint.colour and paint.colour.space.family != "cmyk"
    ]
    group = page.facts.group
    if group is not None and group.family != "cmyk":
        boxes.append(page.facts.media)
    if boxes:
        yield Found("doorzichtige delen worden niet in cmyk gemengd", boxes)


@page_rule(
    "lijn-dun",
    "Dunne lijnen",
    Severity.WARNING,
    "Maak lijnen minstens 0,25 pt dik.",
)
def hairlines(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find lines that a press can lose, also those that were drawn as a thin shape."""
    found = [
        paint
        for paint in page.paints
        if (paint.kind == "stroke" or (paint.kind == "fill" and paint.size > 0))
        and paint.size < _THIN_PT - 0.005
        and max(paint.box.width, paint.box.height) > _LONG_MM
    ]
    if found:
        thinnest = min(paint.size for paint in found)
        yield Found(f"lijnen van {number(thinnest, 2)} pt", [paint.box for paint in found])


def _images(page: Painted) -> Iterator[tuple[Paint, ImageFacts]]:
    for paint in page.paints:
        if paint.kind == "image" and paint.source is not None:
            image = page.images[paint.source]
            # One pixel is a colour and no picture.
            if image.width * image.height > 1:
                yield paint, image


@page_rule(
    "beeld-grof",
    "Beelden te grof",
    Severity.ERROR,
    "Neem een groter beeld, of plaats het kleiner; 300 ppi is goed.",
)
def coarse(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find images in which one sees the pixels."""
    found = [paint for paint, _ in _images(page) if paint.size < _COARSE_PPI]
    if found:
        least = min(paint.size for paint in found)
        yield Found(f"een beeld van {number(least, 0)} ppi", [paint.box for paint in found])


@page_rule(
    "beeld-matig",
    "Beelden wat grof",
    Severity.WARNING,
    "Neem liever een groter beeld; 300 ppi is goed.",
)
def soft(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find images that print a little soft."""
    found = [paint for paint, _ in _images(page) if _COARSE_PPI <= paint.size < _SOFT_PPI]
    if found:
        least = min(paint.size for paint in found)
        yield Found(f"een beeld van {number(least, 0)} ppi", [paint.box for paint in found])


RULES: Final = (
    rgb,
    managed,
    spots,
    registration,
    too_much_ink,
    white_overprint,
    overprint,
    knocked_out,
    transparency,
    blend_space,
    hairlines,
    coarse,
    soft,
)
