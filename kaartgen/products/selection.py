"""A deck and what the user asked for in; the cards to print, in order and with copies, out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from msgspec import Struct

from kaartgen.content.deck import Card, Deck
from kaartgen.content.fields import slug_of
from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.nearest import did_you_mean, nearest

_CODE = re.compile(r"([A-Z])(\d{1,3})")
_RANGE = re.compile(r"([A-Z])(\d{1,3})\s*[-–]\s*([A-Z]?)(\d{1,3})")


class Selection(Struct, frozen=True):
    """What the user chose: codes and ranges, kinds, tags, copies of each card, and whole sets."""

    only: str | None = None
    kinds: str | None = None
    copies: int | None = None
    sets: int = 1
    core: bool = False
    tags: str | None = None

    @property
    def suffix(self) -> str:
        """What the choice adds to a file's name, so that it never overwrites the whole deck."""
        name = "".join(f"-{_in_a_name(text)}" for text in (self.only, self.kinds) if text)
        if self.tags is not None:
            name += f"-tag-{_in_a_name(','.join(map(_folded, _parts(self.tags))))}"
        if self.core:
            name = f"-kern{name}"
        if self.copies is not None:
            name += f"-{self.copies}x"
        return name + (f"-{self.sets}sets" if self.sets > 1 else "")


# A line of more names than this is no help.
_MOST_NAMED = 12
# File systems take 255 bytes; the rest of the name needs room too.
_LONGEST = 60


def _in_a_name(text: str) -> str:
    """Write a choice so that it can stand in a file's name and no two choices look alike."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", text.replace(" ", "").replace(",", "-en-")).strip("-")
    if len(name) <= _LONGEST:
        return name
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{name[:_LONGEST]}-{digest}"


def chosen(deck: Deck, selection: Selection) -> tuple[Card, ...]:
    """Return the cards to print, copies next to each other and sets one after another.

    Raises KaartgenError for every part of the choice that names nothing, or if nothing is left.
    """
    problems: list[Problem] = []
    cards: Sequence[Card] = deck.cards
    if selection.core:
        cards = [card for card in cards if card.content.kern]
    if selection.kinds is not None:
        wanted = [_kind(part, deck, problems) for part in _parts(selection.kinds)]
        cards = [card for card in cards if card.kind.name in wanted]
    if selection.tags is not None:
        tags = [_tag(part, deck, problems) for part in _parts(selection.tags)]
        cards = [card for card in cards if any(_folded(tag) in tags for tag in card.content.tags)]
    if selection.only is not None:
        codes = {code for part in _parts(selection.only) for code in _codes(part, deck, problems)}
        cards = [card for card in cards if card.code in codes]
    if problems:
        raise KaartgenError(problems)
    result = [
        card
        for card in cards
        for _ in range(card.content.aantal if selection.copies is None else selection.copies)
    ]
    if not result:
        raise KaartgenError(
            [
                Problem(
                    "Met deze keuze blijft er geen kaart over.",
                    ExitCode.USAGE,
                    hint="Kies minder streng met --alleen, --soort of --tag"
                    + (", of laat --kern weg." if selection.core else "."),
                )
            ]
        )
    return tuple(result) * selection.sets


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _kind(part: str, deck: Deck, problems: list[Problem]) -> str | None:
    letters = {kind.letter: kind.name for kind in deck.kinds}
    if part.upper() in letters:
        return letters[part.upper()]
    if part.casefold() in letters.values():
        return part.casefold()
    known = [*letters.values(), *letters]
    problems.append(
        Problem(
            f"‘{part}’ is geen soort kaart.",
            ExitCode.USAGE,
            hint=did_you_mean(part, known if len(part) > 1 else letters),
        )
    )
    return None


def _folded(tag: str) -> str:
    """Return a tag without what people vary in: capitals, accents, spaces and hyphens."""
    return slug_of(tag) or tag.casefold()


def _tag(part: str, deck: Deck, problems: list[Problem]) -> str:
    wanted = _folded(part)
    known = {_folded(tag): tag for card in deck.cards for tag in card.content.tags}
    if wanted not in known:
        hint = did_you_mean(part, known.values())
        if hint and len(known) > _MOST_NAMED and not hint.startswith("Bedoel"):
            hint = f"Kijk met ‘kaartgen lijst {deck.name}’ welke tags er zijn."
        problems.append(
            Problem(
                f"Geen kaart in dit deck heeft de tag ‘{part}’.",
                ExitCode.USAGE,
                hint=hint or "Zet er een bij een kaart: ‘tags: [eerste gesprek]’.",
            )
        )
    return wanted


def _codes(part: str, deck: Deck, problems: list[Problem]) -> list[str]:
    text = part.upper()
    known = [card.code for card in deck.cards]
    span = _RANGE.fullmatch(text)
    if text in {kind.letter for kind in deck.kinds}:
        found = [code for code in known if code[0] == text]
    elif span and span[3] in ("", span[1]):
        numbers = range(int(span[2]), int(span[4]) + 1)
        found = [f"{span[1]}{number:02d}" for number in numbers]
        found = [code for code in found if code in known]
    elif match := _CODE.fullmatch(text):
        code = f"{match[1]}{int(match[2]):02d}"
        found = [code] if code in known else []
    else:
        found = [card.code for card in deck.cards if card.id == part.casefold()]
    if not found:
        same = [code for code in known if code[0] == text[:1]]
        hint = None
        if len(same) == 1:
            hint = f"Van {text[0]} is er alleen {same[0]}."
        elif same and not any(card.id.startswith(part[:3].casefold()) for card in deck.cards):
            hint = f"Van {text[0]} zijn er {same[0]} tot en met {same[-1]}."
        problems.append(
            Problem(
                f"Dit deck heeft geen kaart ‘{part}’.",
                ExitCode.USAGE,
                hint=hint or _nearest_card(part, deck, known),
            )
        )
    return found


def _nearest_card(part: str, deck: Deck, known: Sequence[str]) -> str | None:
    match = nearest(part, [card.id for card in deck.cards])
    if match:
        return f"Bedoel je ‘{match}’?"
    return did_you_mean("", sorted({code[0] for code in known}))
