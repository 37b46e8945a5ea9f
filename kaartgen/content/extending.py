"""Cards that lie below and a deck's own in; both together out, each base card under its number.

What a deck adds counts from 101 (and from 201 in a deck that extends that one), so that its numbers
stay what they are when the deck that it extends grows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from kaartgen.authored import validate
from kaartgen.content.card_files import over, without
from kaartgen.content.deck import Card, LeftOut, Replaced
from kaartgen.content.fields import slug_of
from kaartgen.content.kinds import (
    CardFile,
    Kind,
    PortraitCard,
    SituationCard,
)
from kaartgen.content.spoken import Spoken
from kaartgen.errors import ExitCode, Place, Problem
from kaartgen.nearest import nearest
from kaartgen.yamlfile import Document

REPLACES: Final = "vervangt"
CHANGES: Final = "wijzigt"
# No deck has so many cards of one kind that its own numbers would reach into the next hundred.
RANGE: Final = 100
_CODE: Final = re.compile(r"([A-Za-z])(\d{1,3})")
_SPAN: Final = re.compile(r"([A-Za-z])(\d{1,3})\s*[-–]\s*([A-Za-z]?)(\d{1,3})")


class Entry(Struct):
    """A card, and what stood in the files for it, for who changes it."""

    card: Card
    document: Document


class Stack(Struct):
    """The cards of the decks read so far, by kind, while those of the next are laid on them.

    `layer` counts down to 0, the deck that was asked for; `depth` counts up from 0.
    """

    problems: list[Problem]
    broken: set[str]
    layer: int
    depth: int
    extends: bool
    spoken: Spoken
    letters: Mapping[str, Kind]
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    # The kinds of which a deck below may have cards that could not be read.
    unsure: set[str] = field(default_factory=set)
    # The ids that cards had before they were replaced.
    renamed: dict[tuple[str, str], str] = field(default_factory=dict)

    def lay(self, kind: Kind, documents: Iterable[Document]) -> None:
        """Lay a deck's own cards of one kind on those that are there."""
        here = self.entries.setdefault(kind.name, [])
        below = list(here)
        taken: dict[str, Place] = {}
        number = RANGE * self.depth
        for one in documents:
            key = self._key(one)
            if self._misspelt(one, kind):
                self.broken.add(kind.name)
                continue
            target = self._target(one, key, kind, below) if key else None
            merged = self._merged(one, key, target)
            if merged is None:
                self.broken.add(kind.name)
                continue
            whole, context = self.spoken.card(merged, kind)
            content, found = validate(kind.model, whole, context=context)
            self.problems.extend(found)
            if content is None or (key and target is None):
                self.broken.add(kind.name)
                continue
            name = content.id or slug_of(str(getattr(content, kind.title_field)))
            if target is None:
                target = next((entry for entry in below if entry.card.id == name), None)
            if target is None:
                given = content.nummer or number + 1
                # A number among those of the base is a card by itself, no place to count on from.
                number = given if given > RANGE * self.depth else number
                card = Card(kind, given, name, content, merged.places, self.layer)
                here.append(Entry(card, merged))
                continue
            told = one.place((key or "id",))
            if target.card.code in taken:
                self._twice(target.card, told, taken[target.card.code])
                continue
            taken[target.card.code] = told
            here[here.index(target)] = self._instead(one, merged, content, target, key)

    def _misspelt(self, one: Document, kind: Kind) -> bool:
        """Tell of a field that was meant to take another card's place."""
        if not isinstance(one.value, dict):
            return False
        known = {info.alias or name for name, info in kind.model.model_fields.items()}
        words = (REPLACES, CHANGES, "gedeeld")
        for name in one.value:
            match = nearest(name, words, 0.75)
            if name not in (*known, *words) and match:
                message = f"Het veld ‘{name}’ bestaat hier niet."
                place = one.place((name,))
                hint = f"Bedoel je ‘{match}’?"
                self.problems.append(Problem(message, ExitCode.AUTHOR, place, hint))
                return True
        return False

    def _key(self, one: Document) -> str | None:
        """Return the field by which a card takes the place of another, if it does."""
        if not isinstance(one.value, dict):
            return None
        keys = [key for key in (REPLACES, CHANGES) if key in one.value]
        if keys and not self.extends:
            self.problems.append(
                Problem(
                    f"‘{keys[0]}’ kan alleen in een deck dat een ander uitbreidt.",
                    ExitCode.AUTHOR,
                    one.place((keys[0],)),
                    "Zet in deck.yaml ‘breidt_uit: …’ met de naam van dat deck.",
                )
            )
        if len(keys) > 1 or (CHANGES in keys and "gedeeld" in one.value):
            others = [key for key in ("gedeeld", *keys) if key in (one.value or ())][:2]
            self.problems.append(
                Problem(
                    f"‘{others[0]}’ en ‘{others[1]}’ gaan niet samen.",
                    ExitCode.AUTHOR,
                    one.place((others[1],)),
                    f"Kies ‘{REPLACES}’ voor een heel andere kaart, ‘{CHANGES}’ voor een paar "
                    "andere velden.",
                )
            )
        return keys[0] if keys else None

    def _target(self, one: Document, key: str, kind: Kind, below: Sequence[Entry]) -> Entry | None:
        assert isinstance(one.value, dict)
        given = one.value[key]
        place = one.place((key,))
        if not isinstance(given, str):
            message = f"Bij ‘{key}’ hoort de code van één kaart te staan, zoals {kind.letter}07."
            self.problems.append(Problem(message, ExitCode.AUTHOR, place))
            return None
        found = _named(given, below)
        # It may stand in a file that could not be read.
        if found is None and self.extends and kind.name not in self.unsure:
            match = _CODE.fullmatch(given)
            other = self.letters.get(given[:1].upper()) if match else None
            if other is not None and other is not kind:
                message = f"‘{given}’ is geen kaart van deze soort; hier staan {kind.plural}."
                hint = f"Een {other.letter}-kaart hoort in {other.stem}.yaml."
            else:
                message = f"In het deck dat je uitbreidt is geen kaart ‘{given}’ (meer)."
                hint = self._nearest(given, below)
                hint = f"{hint} Of haal ‘{key}’ weg: dan komt je kaart erbij."
            self.problems.append(Problem(message, ExitCode.AUTHOR, place, hint.strip()))
        return found

    def _merged(self, one: Document, key: str | None, target: Entry | None) -> Document | None:
        if key == CHANGES:
            return over(one, target.document, CHANGES) if target else None
        return without(one, "gedeeld", REPLACES)

    def _instead(
        self, one: Document, merged: Document, content: CardFile, target: Entry, key: str | None
    ) -> Entry:
        """Return the entry that takes the place, the number and (if it has none) the id."""
        before = target.card
        assert isinstance(one.value, dict)
        own = content.id if content.id and one.value.get("id") else None
        if key is None or own is None:
            own = before.id
        if own != before.id:
            self.renamed[before.kind.name, before.id] = own
        if content.nummer not in (None, before.number):
            self.problems.append(
                Problem(
                    f"Deze kaart komt in de plaats van {before.code}, en houdt dus dat nummer.",
                    ExitCode.AUTHOR,
                    merged.place(("nummer",)),
                    f"Haal ‘nummer’ weg, of haal ‘{key}’ weg: dan komt je kaart erbij."
                    if key
                    else "Haal ‘nummer’ weg, of geef je kaart een andere id: dan komt hij erbij.",
                )
            )
        replaced = Replaced(before.title, key == CHANGES)
        card = Card(before.kind, before.number, own, content, merged.places, self.layer, replaced)
        return Entry(card, merged)

    def _twice(self, card: Card, place: Place, first: Place) -> None:
        self.problems.append(
            Problem(
                f"Voor {card.code} ‘{card.title}’ staat er al een andere kaart ({first}).",
                ExitCode.AUTHOR,
                place,
                "Haal een van beide weg.",
            )
        )

    def leave_out(self, texts: Sequence[str], document: Document) -> None:
        """Take away the cards that a deck names in its `weglaten`."""
        for number, text in enumerate(texts):
            place = document.place(("weglaten", number))
            found = list(self._spoken_of(text.strip()))
            if not found:
                self._not_there(text.strip(), place)
            for entry in found:
                card = entry.card
                if card.layer == self.layer:
                    self._own(card, place)
                else:
                    self.entries[card.kind.name].remove(entry)
                    self.left_out.append(LeftOut(card, place))

    def _spoken_of(self, text: str) -> Iterator[Entry]:
        """Yield the cards that a code, a range or an id names."""
        span = _SPAN.fullmatch(text)
        if span and span[3].upper() in ("", span[1].upper()):
            kind = self.letters.get(span[1].upper())
            numbers = range(int(span[2]), int(span[4]) + 1)
            for entry in list(self.entries.get(kind.name, ())) if kind else ():
                if entry.card.number in numbers and entry.card.layer != self.layer:
                    yield entry
            return
        found = _named(text, [entry for kind in self.entries.values() for entry in kind])
        if found:
            yield found

    def _own(self, card: Card, place: Place) -> None:
        if card.replaces:
            message = f"{card.code} staat bij ‘weglaten’, en wordt in dit deck ook aangepast"
            where = card.place(CHANGES if card.replaces.changed else REPLACES)
            hint = "Kies een van beide: haal de kaart weg, of haal hem weg bij ‘weglaten’."
            self.problems.append(Problem(f"{message} ({where}).", ExitCode.AUTHOR, place, hint))
            return
        message = f"{card.code} ‘{card.title}’ is een eigen kaart van dit deck."
        hint = f"Haal hem weg uit {card.kind.stem}.yaml in plaats van hier."
        self.problems.append(Problem(message, ExitCode.AUTHOR, place, hint))

    def _not_there(self, text: str, place: Place) -> None:
        kind = self.letters.get(text[:1].upper()) if _CODE.match(text) else None
        if not self.extends or (kind.name in self.unsure if kind else self.unsure):
            return
        gone = next((one for one in self.left_out if text.casefold() in _names(one.card)), None)
        if gone is not None:
            if gone.place.file == place.file:
                return  # said twice
            message = f"‘{text}’ is al weggelaten ({gone.place})."
            hint: str | None = "Haal hem hier weg."
        else:
            message = f"In het deck dat je uitbreidt is geen kaart ‘{text}’ (meer)."
            everything = [entry for entries in self.entries.values() for entry in entries]
            hint = f"{self._nearest(text, everything)} Of haal hem weg bij ‘weglaten’.".strip()
        self.problems.append(Problem(message, ExitCode.AUTHOR, place, hint))

    def _nearest(self, text: str, entries: Sequence[Entry]) -> str:
        known = [
            card
            for card in (entry.card for entry in entries)
            if card.layer != self.layer or card.replaces
        ]
        match = nearest(text, [card.id for card in known])
        if match:
            return f"Bedoel je ‘{match}’?"
        same = sorted(
            (card for card in known if card.code[0] == text[:1].upper()),
            key=lambda card: card.number,
        )
        if not same or not _CODE.match(text):
            return ""
        letter, first, last = same[0].kind.letter, same[0].code, same[-1].code
        if first == last:
            return f"Van {letter} is er alleen {first}."
        return f"Van {letter} zijn er {first} tot en met {last}."

    def cards(self) -> list[Card]:
        """Return all cards, those of a kind in order, references following what was replaced."""
        return [
            _following(card, self.renamed)
            for entries in self.entries.values()
            for card in sorted((entry.card for entry in entries), key=_order)
        ]


def _names(card: Card) -> tuple[str, str]:
    return card.code.casefold(), card.id


def _named(text: str, entries: Iterable[Entry]) -> Entry | None:
    """Return the card with that code or id; a code may be written as S7."""
    match = _CODE.fullmatch(text)
    code = f"{match[1].upper()}{int(match[2]):02d}" if match else None
    found = [entry for entry in entries if code == entry.card.code or text == entry.card.id]
    return found[0] if found else None


def _order(card: Card) -> tuple[int, int]:
    place = card.content.volgorde
    return (card.number if place is None else place, card.number)


def _following(card: Card, renamed: Mapping[tuple[str, str], str]) -> Card:
    """Return a card whose references follow the cards that have taken another's place."""
    content = card.content
    changes: dict[str, object] = {}
    if not renamed:
        return card
    if isinstance(content, SituationCard):
        values = tuple(renamed.get(("waarde", name), name) for name in content.waarden)
        voices = tuple(
            voice.model_copy(
                update={"kaart": renamed.get(("perspectief", voice.kaart), voice.kaart)}
            )
            if voice.kaart
            else voice
            for voice in content.perspectieven
        )
        changes = {"waarden": values, "perspectieven": voices}
    if isinstance(content, PortraitCard) and content.bij_situatie:
        name = content.bij_situatie
        changes = {"bij_situatie": renamed.get(("situatie", name), name)}
    return replace(card, content=content.model_copy(update=changes)) if changes else card
