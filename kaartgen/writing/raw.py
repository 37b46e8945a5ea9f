"""What was written for a card in; its fields as a deck's file has them, and their spots, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct, field

from kaartgen.content.kinds import Kind
from kaartgen.writing import values
from kaartgen.writing.columns import Path as Location
from kaartgen.writing.doubts import PLACEHOLDER, Doubts, quoted
from kaartgen.writing.written import Said, Written
from kaartgen.yamlfile import Value

# Of any text on a card; beyond it something else was pasted into the cell.
_MOST_LETTERS: Final = 8_000
# How few and how many items a list may have (the limits of the models in content/kinds.py).
LIMITS: Final[Mapping[str, tuple[int, int]]] = {
    "perspectieven": (2, 5),
    "vragen": (2, 4),
    "waarden": (2, 4),
    "wat_als": (0, 3),
    "opties": (0, 4),
    "stappen": (3, 6),
    "kopjes": (1, 12),
    "blokken": (3, 6),
}


class Raw(Struct):
    """A card as its file will have it, and the spot of each of its fields."""

    kind: Kind
    value: dict[str, Value]
    spots: dict[Location, str]
    written: Written
    # The fields that hold a placeholder, or part of one.
    filled: set[str] = field(default_factory=set)

    def spot(self, *location: str | int) -> str:
        """Return where a field was written, or else the card."""
        for end in range(len(location), 0, -1):
            found = self.spots.get(location[:end])
            if found is not None:
                return found
        # A part of a field that was written: the first cell of that field.
        for known, spot in self.spots.items():
            if location and known[0] == location[0]:
                return spot
        return self.written.empty.get(str(location[0]) if location else "", self.written.spot)

    def name(self) -> str:
        """Return what to call the card when speaking of it."""
        title = self.value.get(self.kind.title_field)
        return quoted(title) if isinstance(title, str) else f"deze {self.kind.name}"


def raw_card(written: Written, doubts: Doubts) -> Raw:
    """Read what was written for a card, field by field."""
    raw = Raw(written.kind, {}, {}, written)
    lists: dict[str, dict[int, Value]] = {}
    for path, said in written.said.items():
        text = values.clean(said.text)
        if len(text) > _MOST_LETTERS:
            doubts.add(
                "lengte",
                said.spot,
                f"In deze cel staan {_count(len(text))} tekens; dat is geen tekst voor een kaart, "
                "en niet overgenomen.",
                _limit(said) or "Zet er alleen de tekst van de kaart in.",
            )
            continue
        if not text:
            continue
        meant = _READERS.get(said.column.nature.partition(":")[0], _text)(text, said, doubts)
        if meant is not None:
            raw.spots[path] = said.spot
            _put(raw, lists, path, meant)
    for name, by_number in lists.items():
        given = raw.value.get(name)
        whole = list(given) if isinstance(given, list) else []
        # Whoever filled the third of three and not the second has two.
        numbers = sorted(by_number)
        raw.value[name] = [*whole, *(by_number[number] for number in numbers)]
        _renumber(raw, name, len(whole), numbers)
    if raw.kind.own is None:  # what a field is called there says nothing of it
        for name in LIMITS:
            _limited(raw, name, doubts)
    return raw


def _put(raw: Raw, lists: dict[str, dict[int, Value]], path: Location, meant: Value) -> None:
    match path:
        case (str(name),):
            raw.value[name] = meant
        case (str(name), int(number)):
            lists.setdefault(name, {})[number] = meant
        case (str(name), int(number), str(part)):
            item = lists.setdefault(name, {}).setdefault(number, {})
            if isinstance(item, dict):
                item[part] = meant
        case (str(name), str(part)):
            inside = raw.value.setdefault(name, {})
            if isinstance(inside, dict):
                inside[part] = meant
        case _:
            raise AssertionError(path)


def _renumber(raw: Raw, name: str, before: int, numbers: list[int]) -> None:
    moved = {old: before + new for new, old in enumerate(numbers)}
    for path in [path for path in raw.spots if path[0] == name and len(path) > 1]:
        number = path[1]
        if isinstance(number, int) and moved.get(number, number) != number:
            raw.spots[(name, moved[number], *path[2:])] = raw.spots.pop(path)


def _limited(raw: Raw, name: str, doubts: Doubts) -> None:
    given = raw.value.get(name)
    most = LIMITS[name][1]
    if isinstance(given, list) and len(given) > most:
        left = given[most:]
        told = "; ".join(quoted(_as_text(one)) for one in left[:3])
        doubts.add(
            "aantal",
            raw.spot(name, most),
            f"Bij ‘{name}’ staan er {len(given)}; een kaart heeft er hooguit {most}. Niet "
            f"overgenomen: {told}.",
            "Kies welke er op de kaart horen, of maak er twee kaarten van.",
        )
        raw.value[name] = given[:most]


def _as_text(value: Value) -> str:
    if isinstance(value, dict):
        return ": ".join(_as_text(one) for one in value.values())
    return value if isinstance(value, str) else ""


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _limit(said: Said) -> str | None:
    most = said.column.most
    return f"Op de kaart passen er ongeveer {most}." if most else None


# --- What the natures of columns mean ----------------------------------------------------------


def _text(text: str, _: Said, __: Doubts) -> Value:
    return text


def _texts(text: str, _: Said, __: Doubts) -> Value:
    return [*values.items(text)]


def _words(text: str, _: Said, __: Doubts) -> Value:
    return [*values.words(text)]


def _terms(text: str, _: Said, __: Doubts) -> Value:
    return [*values.terms(text)]


def _voices(text: str, said: Said, doubts: Doubts) -> Value:
    return [_voice(one, said, doubts) for one in values.items(text)]


def _voice(text: str, said: Said, doubts: Doubts) -> Value:
    found = values.voice(text)
    missing = "zin" if "naam" in found else "naam"
    if len(found) == 1:
        told = "wat die zegt" if missing == "zin" else "wie dat zegt"
        doubts.add(
            "perspectief",
            said.spot,
            f"Bij {quoted(text)} staat niet {told}.",
            "Schrijf het zo: De moeder: Ik wacht al een uur.",
        )
    return {"naam": PLACEHOLDER, "zin": PLACEHOLDER, **found}


def _steps(text: str, said: Said, doubts: Doubts) -> Value:
    return [_step(one, said, doubts) for one in values.items(text)]


def _step(text: str, _: Said, __: Doubts) -> Value:
    return {**values.step(text)}


def _headings(text: str, _: Said, __: Doubts) -> Value:
    return [{"label": one} for one in values.items(text)]


def _heading(text: str, _: Said, __: Doubts) -> Value:
    return {"label": text}


def _number(text: str, said: Said, doubts: Doubts) -> Value:
    if said.column.path == "nummer" and text[:1].isalpha():  # ‘S07’ is how the card is called
        text = text[1:]
    number = values.whole(text)
    if number is None:
        doubts.add(
            "waarde",
            said.spot,
            f"Bij ‘{said.column.label}’ staat {quoted(text)}; daar hoort een getal.",
            "Schrijf alleen cijfers.",
        )
    return number


def _yes_or_no(text: str, said: Said, doubts: Doubts) -> Value:
    answer = values.yes_or_no(text)
    if answer is None:
        doubts.add(
            "waarde",
            said.spot,
            f"Bij ‘{said.column.label}’ staat {quoted(text)}; daar hoort ‘ja’ of ‘nee’.",
            "Leeg betekent ja.",
        )
    return answer


def _choice(text: str, said: Said, doubts: Doubts) -> Value:
    options = said.column.nature.partition(":")[2].split(",")
    meant, guessed = values.chosen(text, options)
    return _told(text, meant, said, options, doubts, guessed=guessed)


def _side(text: str, said: Said, doubts: Doubts) -> Value:
    meant, guessed = values.chosen(text, ("voor", "achter"))
    return _told(text, meant, said, ["voor", "achter"], doubts, guessed=guessed)


def _lens(text: str, said: Said, doubts: Doubts) -> Value:
    meant, guessed = values.lens(text)
    return _told(text, meant, said, ["IS", "DOET", "VOELT"], doubts, guessed=guessed)


def _told(
    text: str, meant: str | None, said: Said, options: list[str], doubts: Doubts, *, guessed: bool
) -> Value:
    if meant is None:
        doubts.add(
            "waarde",
            said.spot,
            f"Bij ‘{said.column.label}’ kan {quoted(text)} niet; dat is niet overgenomen.",
            f"Kies uit: {', '.join(options)}.",
        )
    elif guessed:
        doubts.add(
            "waarde",
            said.spot,
            f"Bij ‘{said.column.label}’ staat {quoted(text)}; gelezen als ‘{meant}’.",
            f"Klopt dat niet? Kies uit: {', '.join(options)}.",
        )
    return meant


def _letter(text: str, said: Said, doubts: Doubts) -> Value:
    letter = text.strip(" .)").upper()
    if len(letter) == 1 and "A" <= letter <= "Z":
        return letter
    doubts.add(
        "waarde", said.spot, f"{quoted(text)} is geen letter.", "Kies één hoofdletter: A tot Z."
    )
    return None


_READERS: Final[Mapping[str, Callable[[str, Said, Doubts], Value]]] = {
    "zinnen": _texts,
    "waarden": _terms,
    "termen": _terms,
    "woorden": _words,
    "stemmen": _voices,
    "stem": _voice,
    "stappen": _steps,
    "stapregel": _step,
    "kopjes": _headings,
    "kopje": _heading,
    "getal": _number,
    "janee": _yes_or_no,
    "keuze": _choice,
    "kant": _side,
    "lens": _lens,
    "letter": _letter,
}
