"""Rules about text: its fonts, how small it is, on which plates it lies and how near the cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kaartgen.pdf.preflight.model import Box, FileFacts, ObjectId, Paint, Painted
from kaartgen.pdf.preflight.rule import (
    ANY_X,
    Found,
    Severity,
    Wishes,
    file_rule,
    number,
    page_rule,
)

# A size that was scaled on its way is a hair off what it was meant to be.
_ROUNDED_PT: Final = 0.05
# Less ink than this all together reads as paper.
_PAPER: Final = 10.0
# From this much black a letter is meant to be black and not a dark colour; this much of the
# rest is a plate of its own.
_BLACK: Final = 0.85
_ALSO: Final = 0.04
# Ink that touches the line by less than this is the round of a letter.
_TOUCH_MM: Final = 0.2


def _texts(page: Painted) -> Iterator[Paint]:
    """Yield the text that stays on the card when it is cut."""
    trim = page.facts.trim or page.facts.bleed_area
    for paint in page.paints:
        if paint.kind == "text" and paint.box.meets(trim):
            yield paint


def _by_font(page: Painted) -> dict[ObjectId, list[Box]]:
    found: dict[ObjectId, list[Box]] = defaultdict(list)
    for paint in page.paints:
        if paint.kind == "text" and paint.source is not None:
            found[paint.source].append(paint.box)
    return found


@page_rule(
    "letter-ingesloten",
    "Lettertypen ingesloten",
    Severity.ERROR,
    "Sluit alle lettertypen in bij het exporteren, of maak contouren van de tekst.",
    pdfx=ANY_X,
)
def embedded(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find text in a font that is not in the file."""
    for key, boxes in _by_font(page).items():
        font = page.fonts[key]
        if not font.embedded:
            yield Found(f"‘{font.name}’ is niet ingesloten", boxes)


@page_rule(
    "letter-type3",
    "Getekende letters (Type 3)",
    Severity.WARNING,
    "Neem een gewoon lettertype; Type 3 wordt op de pers grover.",
)
def type3(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find text in a font of drawings."""
    for key, boxes in _by_font(page).items():
        font = page.fonts[key]
        if font.subtype == "Type3":
            yield Found(f"‘{font.name}’ is een Type 3-lettertype", boxes)


@file_rule(
    "letter-naam-dubbel",
    "Namen van lettertypen",
    Severity.WARNING,
    "Maak de pdf in één keer; samengevoegde bestanden verwisselen soms letters.",
)
def same_name(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find different subsets that say they are the same."""
    programs: dict[str, set[ObjectId]] = defaultdict(set)
    for font in file.fonts.values():
        if font.subset and font.program:
            programs[font.name].add(font.program)
    for name, found in sorted(programs.items()):
        if len(found) > 1:
            yield Found(f"{len(found)} verschillende stukken lettertype heten alle ‘{name}’")


@file_rule(
    "letter-heel",
    "Lettertype in zijn geheel",
    Severity.NOTE,
    "Dat mag; met alleen de gebruikte letters wordt het bestand kleiner.",
)
def whole(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find fonts that are in the file with all their letters."""
    for name in sorted(
        {
            font.name
            for font in file.fonts.values()
            if font.program is not None and font.subset is None
        }
    ):
        yield Found(f"‘{name}’ is in zijn geheel ingesloten")


@page_rule(
    "tekst-contouren",
    "Tekst als contouren",
    Severity.ERROR,
    "Zet bij het exporteren alle tekst om in contouren.",
)
def outlines(page: Painted, wishes: Wishes) -> Iterator[Found]:
    """Find letters where the shop wants outlines."""
    if not wishes.shop.outlines:
        return
    boxes = [paint.box for paint in page.paints if paint.kind == "text"]
    if boxes:
        yield Found(f"er staan letters, en {wishes.shop.title} wil contouren", boxes)


@page_rule(
    "tekst-te-klein",
    "Kleine tekst",
    Severity.WARNING,
    "Zet de tekst groter.",
)
def too_small(page: Painted, wishes: Wishes) -> Iterator[Found]:
    """Find text smaller than the shop prints well."""
    least = wishes.shop.least_pt
    found = [
        paint for paint in _texts(page) if paint.size < least - _ROUNDED_PT and not _knocked(paint)
    ]
    if found:
        smallest = min(paint.size for paint in found)
        yield Found(
            f"tekst van {number(smallest)} pt, gevraagd is minstens {number(least)} pt",
            [paint.box for paint in found],
        )


@page_rule(
    "tekst-uitgespaard",
    "Kleine witte tekst",
    Severity.WARNING,
    "Zet witte tekst op kleur groter of vetter; dunne lijnen lopen in de druk dicht.",
)
def knocked_out(page: Painted, wishes: Wishes) -> Iterator[Found]:
    """Find white text on colour that will fill in."""
    least = wishes.shop.least_knocked_out_pt
    found = [
        paint for paint in _texts(page) if paint.size < least - _ROUNDED_PT and _knocked(paint)
    ]
    if found:
        smallest = min(paint.size for paint in found)
        yield Found(
            f"witte tekst van {number(smallest)} pt, gevraagd is minstens {number(least)} pt",
            [paint.box for paint in found],
        )


def _knocked(paint: Paint) -> bool:
    ink = paint.colour.ink if paint.colour else None
    if ink is not None:
        return ink.percent < _PAPER
    # Without inks white is what an RGB space calls full light.
    values = paint.colour.values if paint.colour else ()
    return len(values) == 3 and min(values) > 0.95


@page_rule(
    "tekst-zwart",
    "Zwarte tekst alleen in zwart",
    Severity.WARNING,
    "Zet zwarte tekst op 0-0-0-100, dan kan de druk niet verlopen.",
)
def rich_black(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find black text that also lies on other plates."""
    found = [
        paint
        for paint in _texts(page)
        if paint.colour is not None
        and (ink := paint.colour.ink) is not None
        and ink.k >= _BLACK
        and ink.c + ink.m + ink.y > _ALSO
    ]
    if found:
        yield Found("zwarte tekst met andere inkt erdoor", [paint.box for paint in found])


@page_rule(
    "tekst-veilig",
    "Veilige zone",
    Severity.WARNING,
    "Zet tekst verder van de rand; snijden wijkt tot een millimeter af.",
)
def safe_zone(page: Painted, wishes: Wishes) -> Iterator[Found]:
    """Find text that stands nearer to the cut than the shop finds safe."""
    trim = page.facts.trim
    if trim is None:
        return
    safe = trim.grown(-wishes.shop.safe)
    found = [
        paint.box
        for paint in page.paints
        if paint.kind == "text"
        and paint.box.meets(trim, _TOUCH_MM)
        and not safe.holds(paint.box, _TOUCH_MM)
    ]
    if found:
        least = min(
            min(
                box.left - trim.left,
                box.top - trim.top,
                trim.right - box.right,
                trim.bottom - box.bottom,
            )
            for box in found
        )
        there = f"op {number(least)} mm van" if least > 0 else "over"
        yield Found(
            f"tekst {there} de snijrand, gevraagd is {number(wishes.shop.safe, 3)} mm", found
        )


RULES: Final = (
    embedded,
    type3,
    same_name,
    whole,
    outlines,
    too_small,
    knocked_out,
    rich_black,
    safe_zone,
)
