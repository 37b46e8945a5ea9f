"""Cards as they are and as they were in; which of them changed, why, and which are gone out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from kaartgen.content.kinds import KIND_BY_NAME
from kaartgen.products.fingerprint import UNMADE, CardPrint, FacePrint


class Change(Struct, frozen=True):
    """A card that looks different from before, and why, in words."""

    card: CardPrint
    why: str


class Changes(Struct, frozen=True):
    """All that differs: cards to print, cards that left the deck, cards that are there more often.

    `more` holds a card and how often it was there.
    """

    changed: tuple[Change, ...]
    removed: tuple[CardPrint, ...]
    more: tuple[tuple[CardPrint, int], ...]


NEW: Final = "nieuw"


def compared(now: Sequence[CardPrint], then: Sequence[CardPrint]) -> Changes:
    """Return what differs between a deck's cards now and the cards of an earlier state."""
    earlier = _matched(now, then)
    changed: list[Change] = []
    more: list[tuple[CardPrint, int]] = []
    for card in now:
        old = earlier.get(card.key)
        if old is None:
            changed.append(Change(card, NEW))
        elif (old.front.drawn, old.back.drawn) != (card.front.drawn, card.back.drawn):
            changed.append(Change(card, _why(card, old)))
        elif card.copies > old.copies:
            more.append((card, old.copies))
    kept = {old.key for old in earlier.values()}
    removed = tuple(old for old in then if old.key not in kept)
    return Changes(tuple(changed), removed, tuple(more))


def _matched(
    now: Sequence[CardPrint], then: Sequence[CardPrint]
) -> Mapping[tuple[str, str], CardPrint]:
    """Return what each card was: known by its id, else by the code that no other card has now."""
    by_key = {old.key: old for old in then}
    found = {card.key: by_key[card.key] for card in now if card.key in by_key}
    left = {old.code: old for old in then if old.key not in found}
    for card in now:
        # A card without an id of its own gets another one with another title.
        if card.key not in found and card.code in left:
            found[card.key] = left.pop(card.code)
    return found


def _why(card: CardPrint, old: CardPrint) -> str:
    if card.code != old.code:
        return "ander nummer"
    sides = (
        ("voorkant", card.front, old.front),
        ("achterkant", card.back, old.back),
    )
    unmade = [side for side, face, was in sides if was == UNMADE != face]
    if unmade:
        return f"nog geen {_sides(unmade)} gemaakt"
    words = [side for side, face, was in sides if face.words != was.words]
    if words:
        return f"andere tekst op de {_sides(words)}"
    pictures = [side for side, face, was in sides if face.pictures != was.pictures]
    if pictures:
        return f"andere afbeelding op de {_sides(pictures)}"
    made_with = [
        told
        for told, new, before in (
            ("andere huisstijl", card.house, old.house),
            ("ander sjabloon", card.template, old.template),
            ("vernieuwde kaartgen", card.maker, old.maker),
        )
        if new != before
    ]
    if made_with:
        return ", ".join(made_with)
    for _, face, was in sides:
        if face.sizes_pt != was.sizes_pt:
            return _sizes(face, was)
    return f"andere opmaak van de {_sides([s for s, new, o in sides if new.drawn != o.drawn])}"


def _sides(sides: Sequence[str]) -> str:
    return "voor- en achterkant" if len(sides) == 2 else sides[0]


def _sizes(face: FacePrint, was: FacePrint) -> str:
    """Say which letters were set smaller or larger, so that all cards of the kind match."""
    come = [size for size in face.sizes_pt if size not in was.sizes_pt]
    gone = [size for size in was.sizes_pt if size not in face.sizes_pt]
    if len(come) != 1 or len(gone) != 1:
        return "andere lettergrootte, zoals alle kaarten van deze soort"
    new, old = (f"{size:g}".replace(".", ",") for size in (come[0], gone[0]))
    return f"letter van {new} in plaats van {old} pt, zoals alle kaarten van deze soort"


def told(changes: Iterable[Change], deck: Sequence[CardPrint]) -> list[str]:
    """Return a line for each reason: the cards that changed for it, whole kinds by their name."""
    groups: dict[str, list[CardPrint]] = {}
    for change in changes:
        groups.setdefault(change.why, []).append(change.card)
    return [f"{named(cards, deck)}: {why}" for why, cards in groups.items()]


def named(cards: Sequence[CardPrint], deck: Sequence[CardPrint]) -> str:
    """Return cards in words: codes, ranges of codes, `alle waarden`, `alle kaarten`."""
    if len(cards) == len(deck) > 1:
        return "alle kaarten"
    parts: list[str] = []
    for kind in dict.fromkeys(card.kind for card in cards):
        own = [card.code for card in cards if card.kind == kind]
        whole = [card.code for card in deck if card.kind == kind]
        if len(own) == len(whole) > 1:
            known = KIND_BY_NAME.get(kind)
            parts.append(f"alle {known.plural}" if known else f"alle kaarten van {kind}")
        else:
            parts.extend(_ranges(own, whole))
    return ", ".join(parts)


def _ranges(codes: Sequence[str], whole: Sequence[str]) -> list[str]:
    """Return codes, of three or more that follow each other in the deck the first and the last."""
    runs: list[list[str]] = []
    for code in codes:
        if runs and whole.index(code) == whole.index(runs[-1][-1]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    parts: list[str] = []
    for run in runs:
        parts.extend([f"{run[0]}–{run[-1]}"] if len(run) > 2 else run)
    return parts
