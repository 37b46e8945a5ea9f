"""Cards in; an id and a number of its own for each, and what they are called, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from kaartgen.content.fields import slug_of
from kaartgen.nearest import nearest
from kaartgen.writing.columns import folded
from kaartgen.writing.doubts import PLACEHOLDER, Doubts, quoted
from kaartgen.writing.raw import Raw

_MOST_WORDS: Final = 6
_MOST_NUMBER: Final = 999


class Named(Struct):
    """What the cards of a kind are called: by id, by title and by code."""

    by_name: dict[str, str]
    words: dict[str, str]

    def find(self, text: str) -> tuple[str | None, bool]:
        """Return the id that is meant, and whether that is a guess."""
        for key in (text, f"≈{folded(text)}"):
            if key in self.by_name:
                return self.by_name[key], False
        likely = nearest(
            f"≈{folded(text)}", [name for name in self.by_name if name[0] == "≈"], 0.85
        )
        return (self.by_name[likely], True) if likely else (None, False)

    @property
    def ids(self) -> list[str]:
        """All ids."""
        return sorted(set(self.by_name.values()))


def title_of(raw: Raw) -> str:
    """Return a card's title, word, name or text; nothing if it has none yet."""
    title = raw.value.get(raw.kind.title_field)
    return title if isinstance(title, str) and title != PLACEHOLDER else ""


def give_names(raws: Sequence[Raw], doubts: Doubts) -> None:
    """Give every card an id and a number of its own, and tell titles that stand there twice."""
    for kind in dict.fromkeys(raw.kind.name for raw in raws):
        some = [raw for raw in raws if raw.kind.name == kind]
        _tell_double_titles(some, doubts)
        _give_ids(some, doubts)
        _give_numbers(some, doubts)


def _tell_double_titles(raws: Sequence[Raw], doubts: Doubts) -> None:
    seen: dict[str, Raw] = {}
    for raw in raws:
        title = title_of(raw)
        first = seen.setdefault(folded(title), raw)
        if title and first is not raw:
            field = raw.kind.title_field
            doubts.add(
                "dubbele-titel",
                raw.spot(field),
                f"{quoted(title)} staat ook in {first.spot(field)}.",
                "Geef een van beide een andere tekst, of zet bij één kaart ‘Aantal’ op 2.",
            )


def _give_ids(raws: Sequence[Raw], doubts: Doubts) -> None:
    taken: set[str] = set()
    for raw in raws:
        given = raw.value.get("id")
        if isinstance(given, str) and slug_of(given) != given:
            better = slug_of(given)
            doubts.add(
                "waarde",
                raw.spot("id"),
                f"{quoted(given)} kan niet als vaste naam; er staat nu ‘{better or 'een andere'}’.",
                "Gebruik kleine letters, cijfers en streepjes.",
            )
            raw.value["id"] = better
        if raw.value.get("id") in taken:
            doubts.add(
                "waarde",
                raw.spot("id"),
                f"De vaste naam {quoted(str(raw.value['id']))} is al van een andere kaart.",
                "Elke kaart heeft een eigen vaste naam.",
            )
            raw.value["id"] = ""
        taken.add(str(raw.value.get("id") or ""))
    for number, raw in enumerate(raws, 1):
        if raw.value.get("id") or "gedeeld" in raw.value:
            continue
        whole = slug_of(title_of(raw))
        if raw.written.own_ids and whole and whole not in taken:
            raw.value.pop("id", None)
            taken.add(whole)
            continue
        stem = "-".join(whole.split("-")[:_MOST_WORDS]) or f"{raw.kind.name}-{number}"
        name, again = stem, 1
        while name in taken:
            again += 1
            name = f"{stem}-{again}"
        raw.value["id"] = name
        taken.add(name)


def _give_numbers(raws: Sequence[Raw], doubts: Doubts) -> None:
    taken: dict[int, Raw] = {}
    last = 0
    for raw in raws:
        given = raw.value.get("nummer")
        number = int(given) if isinstance(given, str) else None
        if number is not None and not 1 <= number <= _MOST_NUMBER:
            doubts.add(
                "waarde",
                raw.spot("nummer"),
                f"Nummer {number} kan niet; het is weggelaten.",
                f"Nummers lopen van 1 tot {_MOST_NUMBER}.",
            )
            number = None
        elif number in taken:
            doubts.add(
                "waarde",
                raw.spot("nummer"),
                f"Nummer {number} is al van {taken[number].name()}; deze kaart krijgt een ander.",
                "Geef elke kaart van een soort een eigen nummer.",
            )
            number = None
        if number is None and not raw.written.own_numbers:
            number = last + 1
            asked = {one.value.get("nummer") for one in raws}
            while number in taken or str(number) in asked:
                number += 1
        if number is None:  # it follows on the one before, as the loader will count
            raw.value.pop("nummer", None)
            number = last + 1
            if number in taken:
                number = max(taken) + 1
                raw.value["nummer"] = str(number)
        else:
            raw.value["nummer"] = str(number)
        taken[number] = raw
        last = number


def named(raws: Iterable[Raw], kind: str) -> Named:
    """Return the ids of a kind by what its cards are called."""
    by_name: dict[str, str] = {}
    words: dict[str, str] = {}
    for raw in raws:
        if raw.kind.name == kind:
            shared = raw.value.get("gedeeld")
            own = raw.value.get("id") or shared or slug_of(title_of(raw))
            if not isinstance(own, str) or not own:
                continue
            by_name[own] = own
            by_name.setdefault(f"≈{folded(own)}", own)
            if title_of(raw):
                words[own] = title_of(raw)
                by_name.setdefault(f"≈{folded(title_of(raw))}", own)
            if raw.value.get("nummer"):
                code = f"{raw.kind.letter}{int(str(raw.value['nummer'])):02d}"
                by_name.setdefault(f"≈{folded(code)}", own)
    return Named(by_name, words)
