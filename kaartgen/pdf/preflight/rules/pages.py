"""Rules about pages: their boxes, sizes and number, the bleed, and what lies over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from kaartgen.pdf.preflight.model import Box, FileFacts, Painted
from kaartgen.pdf.preflight.rule import (
    ANY_X,
    Found,
    Severity,
    Wishes,
    file_rule,
    number,
    page_rule,
)

# Boxes are rounded when they are written; a hundredth of a millimetre is nothing on paper.
_ROUNDED_MM: Final = 0.02
# Of a different size is what a cutter would see.
_SAME_MM: Final = 0.2
# Annotations that are part of printing itself.
_OF_PRINTING: Final = frozenset(["TrapNet", "PrinterMark", "Popup"])
_IN_PAIRS: Final = frozenset(["afwisselend", "achter-eerst"])


@page_rule(
    "kader-mediabox",
    "Paginaformaat",
    Severity.ERROR,
    "Maak de pdf opnieuw: elke pagina hoort een formaat (MediaBox) te hebben.",
    pdfx=ANY_X,
)
def media_box(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find a page that does not say how large it is."""
    if not page.facts.media_given:
        yield Found("de pagina zegt niet hoe groot zij is (geen MediaBox)")


@page_rule(
    "kader-trimbox",
    "Snijformaat",
    Severity.ERROR,
    "Exporteer met snijformaat (TrimBox) en afloop.",
    pdfx=ANY_X,
)
def trim_box(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find a page that does not say where it is to be cut."""
    if page.facts.trim is None:
        yield Found("de pagina zegt niet waar zij gesneden wordt (geen TrimBox)")


@page_rule(
    "kader-trim-en-art",
    "TrimBox en ArtBox",
    Severity.ERROR,
    "Haal de ArtBox weg: PDF/X wil er een van de twee.",
    pdfx=ANY_X,
    general=False,
)
def trim_and_art_box(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find a page with both of the boxes of which PDF/X takes one."""
    if page.facts.trim is not None and page.facts.art is not None:
        yield Found("de pagina heeft een TrimBox en een ArtBox")


@page_rule(
    "kader-bleedbox",
    "Afloopkader",
    Severity.WARNING,
    "Exporteer met een BleedBox, zodat de drukker ziet tot waar de afloop loopt.",
)
def bleed_box(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find a page that does not say how far its bleed reaches."""
    if page.facts.trim is not None and page.facts.bleed is None:
        yield Found("de pagina zegt niet tot waar de afloop loopt (geen BleedBox)")


@page_rule(
    "kader-volgorde",
    "Kaders in elkaar",
    Severity.ERROR,
    "TrimBox hoort binnen BleedBox te liggen, en BleedBox binnen MediaBox.",
    pdfx=ANY_X,
)
def boxes_in_order(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find boxes that reach outside the one that should hold them."""
    facts = page.facts
    for outer_name, outer, inner_name, inner in (
        ("MediaBox", facts.media, "BleedBox", facts.bleed),
        ("MediaBox", facts.media, "ArtBox", facts.art),
        ("BleedBox", facts.bleed or facts.media, "TrimBox", facts.trim),
    ):
        if inner is not None and not outer.holds(inner, _ROUNDED_MM):
            yield Found(f"de {inner_name} steekt buiten de {outer_name}", [inner])


@page_rule(
    "kader-uitsnede",
    "Uitsnede",
    Severity.WARNING,
    "Haal de CropBox weg, of maak hem even groot als de MediaBox.",
)
def crop_box(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find a crop box that cuts off the bleed before a cutter can."""
    facts = page.facts
    wanted = facts.bleed or facts.trim
    if facts.crop is None or wanted is None:
        return
    if not facts.crop.holds(wanted.within(facts.media), _ROUNDED_MM):
        yield Found("de CropBox laat een deel van de afloop weg", [facts.crop])


@page_rule(
    "afloop-te-klein",
    "Afloop",
    Severity.ERROR,
    "Laat kleur en beeld aan alle kanten zo ver doorlopen als de drukker vraagt.",
)
def bleed_room(page: Painted, wishes: Wishes) -> Iterator[Found]:
    """Find a page with less room for bleed than the shop asks."""
    trim = page.facts.trim
    if trim is None:
        return
    room = page.facts.bleed_area.within(page.facts.media)
    least = min(
        trim.left - room.left,
        trim.top - room.top,
        room.right - trim.right,
        room.bottom - trim.bottom,
    )
    wanted = wishes.shop.bleed
    if least < wanted - 0.05:
        there = f"{number(max(least, 0))} mm" if least >= 0.05 else "geen"
        yield Found(f"{there} afloop, gevraagd is {number(wanted, 3)} mm", [trim])


@page_rule(
    "afloop-leeg",
    "Afloop ingekleurd",
    Severity.ERROR,
    "Trek het vlak of beeld door tot de rand van de afloop; anders blijft er na het snijden wit.",
)
def bleed_painted(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find colour that runs to the trim and stops short of the bleed."""
    if page.unpainted:
        yield Found("kleur loopt tot de snijrand en niet in de afloop", page.unpainted)


@page_rule(
    "pagina-gedraaid",
    "Gedraaide pagina",
    Severity.WARNING,
    "Maak de pagina in de goede stand, in plaats van haar in de pdf te draaien.",
)
def turned(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find a page that is turned when it is shown."""
    if page.facts.rotated:
        yield Found("de pagina is in de pdf gedraaid (Rotate)")


@page_rule(
    "pagina-leeg",
    "Lege pagina",
    Severity.WARNING,
    "Is dat zo bedoeld? Een lege achterkant kost net zo veel als een bedrukte.",
)
def blank(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find a page on which nothing is painted."""
    if not page.paints and page.unreadable is None:
        yield Found("er staat niets op de pagina")


@page_rule(
    "pagina-onleesbaar",
    "Inhoud leesbaar",
    Severity.ERROR,
    "Maak de pdf opnieuw; op de machine van de drukker kan dit ook stuklopen.",
)
def unreadable(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find a page whose content could not be followed to its end."""
    if page.unreadable is not None:
        yield Found("de inhoud van de pagina is niet helemaal te lezen")


@page_rule(
    "tekens-buiten-afloop",
    "Tekens buiten de afloop",
    Severity.WARNING,
    "Exporteer zonder snijtekens, paskruisen en kleurbalk.",
)
def marks(page: Painted, wishes: Wishes) -> Iterator[Found]:
    """Find marks where the shop wants none."""
    if wishes.shop.marks:
        return
    room = page.facts.bleed_area
    outside = [paint.box for paint in page.paints if not _touches(paint.box, room)]
    if outside:
        yield Found("er staan tekens buiten de afloop, en de drukker wil die niet", outside)


def _touches(box: Box, room: Box) -> bool:
    return (
        box.left <= room.right
        and box.right >= room.left
        and box.top <= room.bottom
        and box.bottom >= room.top
    )


@page_rule(
    "annotatie",
    "Opmerkingen en koppelingen",
    Severity.WARNING,
    "Haal opmerkingen, koppelingen en formuliervelden weg; ze worden niet gedrukt.",
    pdfx=ANY_X,
)
def laid_over(page: Painted, wishes: Wishes) -> Iterator[Found]:
    """Find annotations on what is printed; PDF/X forbids them there."""
    room = page.facts.bleed_area
    found = [
        one
        for one in page.facts.annotations
        if one.subtype not in _OF_PRINTING and _touches(one.box, room)
    ]
    if found:
        kinds = ", ".join(sorted({one.subtype for one in found}))
        severity = Severity.ERROR if wishes.pdfx in ANY_X else None
        yield Found(f"er ligt iets over de pagina ({kinds})", [one.box for one in found], severity)


@file_rule(
    "pagina-maten",
    "Eén formaat",
    Severity.ERROR,
    "Maak een pdf voor elk formaat.",
)
def one_size(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find pages that are to be cut to different sizes."""
    sizes: Counter[tuple[float, float]] = Counter()
    for page in file.pages:
        if page.trim is None:
            continue
        known = next(
            (
                size
                for size in sizes
                if abs(size[0] - page.trim.width) < _SAME_MM
                and abs(size[1] - page.trim.height) < _SAME_MM
            ),
            (page.trim.width, page.trim.height),
        )
        sizes[known] += 1
    if len(sizes) > 1:
        told = ", ".join(
            f"{number(width)} × {number(height)} mm ({count} keer)"
            for (width, height), count in sizes.most_common(4)
        )
        yield Found(f"{len(sizes)} formaten door elkaar: {told}")


@file_rule(
    "pagina-aantal",
    "Even aantal pagina’s",
    Severity.WARNING,
    "Geef elke kaart een voorkant en een achterkant.",
)
def even_count(file: FileFacts, wishes: Wishes) -> Iterable[Found]:
    """Find a number of pages with which a card lacks its other side."""
    count = len(file.pages)
    if wishes.shop.order in _IN_PAIRS and count % 2:
        yield Found(
            f"het zijn er {count}, en de drukker wil ze om en om: voor, achter, voor, achter"
        )


@file_rule(
    "bestand-soort",
    "Soort bestand",
    Severity.ERROR,
    "Lever plaatjes aan, in de maat die de drukker noemt.",
)
def file_kind(_: FileFacts, wishes: Wishes) -> Iterable[Found]:
    """Find that the shop does not take a PDF at all."""
    shop = wishes.shop
    if shop.file == "pdf":
        return
    sizes = ", ".join(f"{name} {wide} × {high} punten" for name, _, (wide, high) in shop.images)
    told = f": {sizes}" if sizes else ""
    yield Found(f"{shop.title} neemt geen pdf maar {shop.file}{told}")


@file_rule(
    "bestand-gaaf",
    "Gaaf bestand",
    Severity.WARNING,
    "Exporteer de pdf opnieuw; andere programma’s kunnen erover vallen.",
)
def mended(file: FileFacts, _: Wishes) -> Iterable[Found]:
    """Find a file that had to be mended before it could be read."""
    if file.mended:
        yield Found("het bestand is niet gaaf, en is zo goed mogelijk hersteld")


@file_rule(
    "versleuteld",
    "Beveiliging",
    Severity.ERROR,
    "Bewaar de pdf zonder wachtwoord en zonder beperkingen.",
    pdfx=ANY_X,
)
def encrypted(file: FileFacts, _: Wishes) -> Iterable[Found]:
    """Find a file that is encrypted, also if it opens without a password."""
    if file.encrypted:
        yield Found("de pdf is beveiligd")


RULES: Final = (
    mended,
    encrypted,
    file_kind,
    one_size,
    even_count,
    media_box,
    trim_box,
    trim_and_art_box,
    bleed_box,
    boxes_in_order,
    crop_box,
    bleed_room,
    bleed_painted,
    turned,
    blank,
    unreadable,
    marks,
    laid_over,
)
