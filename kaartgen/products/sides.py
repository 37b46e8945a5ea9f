"""Cards and a shop that takes pictures in; every side as a page of the shop's own size out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from kaartgen.content.deck import Card, Deck
from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.frame import Frame
from kaartgen.geometry import Size
from kaartgen.layout.look import Look
from kaartgen.layout.measure import FORMATS
from kaartgen.layout.sizing import KindSize
from kaartgen.layout.typeset import TypesetCard, typeset
from kaartgen.pdf.document import Document
from kaartgen.pdf.ink import within_ink
from kaartgen.pdf.print_shop import PrintShop
from kaartgen.products.cards import document_for, formats_of
from kaartgen.products.master import Pages, filling, with_bleed

# A card this much larger or smaller than the shop's still is the same size of card, in mm.
_NEAR_MM = 1.0
# What of a face may fall off or is wanted more where its proportions are not the shop's, in mm.
_SPARE_MM = 2 * _NEAR_MM


class Sides(Struct, frozen=True):
    """The sides as one document, and for each page its name, its format and its pixels."""

    document: Document
    names: tuple[str, ...]
    formats: tuple[str, ...]
    pixels: tuple[tuple[int, int], ...]
    sizes: tuple[KindSize, ...]
    findings: tuple[str, ...]


def trims_at(look: Look, cards: Sequence[Card], shop: PrintShop) -> dict[str, Size]:
    """Return how large each format of the cards becomes at a shop.

    Raises KaartgenError if the shop has no such size of card.
    """
    return {
        name: one.trim for name, one in _wanted(formats_of(look, cards), cards, look, shop).items()
    }


def look_at(look: Look, shop: PrintShop) -> Look:
    """Return the look with as much bleed as the shop asks for, and some more if it has sizes."""
    return with_bleed(look, shop.bleed + (_SPARE_MM if shop.images else 0.0))


class _Wanted(Struct, frozen=True):
    """A card size as the shop wants it."""

    name: str
    trim: Size
    pixels: tuple[int, int]


def build_sides(
    deck: Deck,
    look: Look,
    cards: Sequence[Card],
    shop: PrintShop,
    advance: Callable[[int], None] = lambda _: None,
) -> Sides:
    """Return every design once; a back that several share once too, if the shop takes one back.

    Raises KaartgenError if the shop has no such size of card, or a text does not fit.
    """
    formats = formats_of(look, cards)
    wanted = _wanted(formats, cards, look, shop)
    roomy = with_bleed(look, shop.bleed + _SPARE_MM)
    scales = {
        name: min(1.0, filling(formats[name], one.trim).factor) for name, one in wanted.items()
    }
    unique = list(dict.fromkeys(cards))
    ready = typeset(deck, roomy, unique, scales=scales, advance=advance)
    pages = Pages(shop.bleed)
    names: list[str] = []
    own_formats: list[str] = []
    made = []
    pixels = []
    for name, one in wanted.items():
        own = [card for card in ready.cards if card.template.format_name == name]
        for part, face in _named(own, one_back=shop.order == "voorkanten-een-achterkant"):
            names.append(f"{one.name}-{part}")
            own_formats.append(name)
            made.append(pages.of(face, one.trim))
            pixels.append(one.pixels)
    document = within_ink(document_for(deck, tuple(made), "kaarten"), float(shop.ink))
    return Sides(
        document, tuple(names), tuple(own_formats), tuple(pixels), ready.sizes, ready.findings
    )


def _named(cards: Sequence[TypesetCard], *, one_back: bool) -> Iterator[tuple[str, Frame]]:
    """Yield the faces, each with a name that sorts in the order of the deck."""
    shared: dict[int, list[TypesetCard]] = {}
    for card in cards:
        shared.setdefault(id(card.faces.back), []).append(card)
    last: dict[str, Frame] = {}
    for number, card in enumerate(cards, 1):
        yield f"{number:03}-{card.card.code}-voor", card.faces.front
        back = card.faces.back
        if one_back and len(shared[id(back)]) > 1:
            last.setdefault(f"achter-{card.card.kind.plural.replace(' ', '-')}", back)
        else:
            yield f"{number:03}-{card.card.code}-achter", back
    yield from last.items()


def _wanted(
    formats: dict[str, Size], cards: Sequence[Card], look: Look, shop: PrintShop
) -> dict[str, _Wanted]:
    """Return for each format what the shop makes of it; raises KaartgenError where it has none."""
    found: dict[str, _Wanted] = {}
    refused: dict[str, list[Card]] = {}
    for name, size in formats.items():
        if not shop.images:
            pixels = [
                round((side + 2 * shop.bleed) / 25.4 * shop.ppi)
                for side in (size.width, size.height)
            ]
            found[name] = _Wanted(name, size, (pixels[0], pixels[1]))
            continue
        match = next((one for one in shop.images if _near(size, one[1])), None)
        if match is not None:
            found[name] = _Wanted(*match)
        else:
            refused[name] = [card for card in cards if look.template(card).format_name == name]
    if refused:
        raise KaartgenError(_refused(shop, formats, cards, refused))
    return found


def _near(size: Size, other: Size) -> bool:
    return abs(size.width - other.width) <= _NEAR_MM and abs(size.height - other.height) <= _NEAR_MM


def _refused(
    shop: PrintShop,
    formats: Mapping[str, Size],
    cards: Sequence[Card],
    refused: Mapping[str, Sequence[Card]],
) -> list[Problem]:
    """Return what the shop does not print, and with the first of it what can be done."""
    has = ", ".join(f"{one} ({_measure(trim)})" for one, trim, _ in shop.images)
    advice = f"Daar kan: {has}. "
    gone = {card.kind.letter for own in refused.values() for card in own}
    kept = dict.fromkeys(card.kind.letter for card in cards if card.kind.letter not in gone)
    if kept:
        advice += f"Wat die maat heeft kies je met --soort {','.join(kept)}. "
    # The largest that is one of our formats too: it has room for the most text.
    same = [
        name
        for _, trim, _ in sorted(shop.images, key=lambda one: -one[1].width * one[1].height)
        for name, size in FORMATS.items()
        if _near(size, trim)
    ]
    advice += "Of zet" if kept else "Zet"
    if same:
        advice += f" alle kaarten op die maat, als de teksten passen: --formaat {same[0]}."
    else:
        advice += " in deck.yaml bij ‘formaten’ die maat."
    problems: list[Problem] = []
    for name, own in refused.items():
        kinds = ", ".join(dict.fromkeys(card.kind.plural for card in own))
        told = f"{shop.title} drukt geen kaarten van {_measure(formats[name])} ({kinds})."
        problems.append(Problem(told, ExitCode.USAGE, None, None if problems else advice))
    return problems


def _measure(size: Size) -> str:
    return f"{size.width:g} × {size.height:g} mm".replace(".", ",")
