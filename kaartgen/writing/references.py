"""Cards that name each other by a title or a word in; the same by id, and what is amiss, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from kaartgen.content.fields import slug_of
from kaartgen.content.kinds import KIND_BY_NAME, Kind
from kaartgen.nearest import did_you_mean, nearest
from kaartgen.writing.columns import folded
from kaartgen.writing.doubts import PLACEHOLDER, PLACEHOLDER_ID, Doubts, quoted
from kaartgen.writing.raw import Raw
from kaartgen.writing.written import Written
from kaartgen.yamlfile import Value

_MOST_WORDS: Final = 6
_MOST_NUMBER: Final = 999
# A category that nobody gave an icon gets one of these, in turn (Phosphor).
_ICONS: Final = (
    "chats", "handshake", "signpost", "users-three", "scales", "compass", "lightbulb",
    "puzzle-piece", "house", "heart", "eye", "flag",
)  # fmt: skip


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


# --- Names and numbers -------------------------------------------------------------------------


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


# --- What cards refer to -----------------------------------------------------------------------


def refer(raws: list[Raw], kinds: Iterable[str], doubts: Doubts) -> None:
    """Let cards refer by id; a value that has no card yet gets one, appended to `raws`."""
    values, voices = named(raws, "waarde"), named(raws, "perspectief")
    situations = named(raws, "situatie")
    made: dict[str, Raw] = {}
    for raw in list(raws):
        if raw.kind.name == "situatie" and "gedeeld" not in raw.value:
            _refer_values(raw, values, made, doubts, listed="waarde" in kinds)
            _refer_voices(raw, voices, doubts)
        about = raw.value.get("bij_situatie")
        if isinstance(about, str):
            _refer_situation(raw, about, situations, doubts)
    numbers = [int(str(one.value.get("nummer") or 0)) for one in raws if one.kind.name == "waarde"]
    for number, raw in enumerate(made.values(), max(numbers, default=0) + 1):
        raw.value["nummer"] = str(number)
        raws.append(raw)


def _refer_values(
    raw: Raw, known: Named, made: dict[str, Raw], doubts: Doubts, *, listed: bool
) -> None:
    given = raw.value.get("waarden")
    found: list[Value] = []
    for number, text in enumerate(given if isinstance(given, list) else []):
        assert isinstance(text, str)
        name, guessed = known.find(text)
        spot = raw.spot("waarden", number)
        if name is None and slug_of(text) in made:
            name = slug_of(text)
        elif name is None:
            name = _new_value(text, raw, spot, known, made, doubts, listed=listed)
        elif guessed:
            doubts.add(
                "waarde",
                spot,
                f"Een waarde {quoted(text)} is er niet; gelezen als ‘{name}’.",
                f"Schrijf ‘{known.words.get(name, name)}’, zoals op de waardekaart.",
            )
        if name and name not in found:
            found.append(name)
    while len(found) < 2:
        # Said already, as an empty cell or a missing column.
        found.append(PLACEHOLDER_ID)
        if PLACEHOLDER_ID not in made and PLACEHOLDER_ID not in known.ids:
            made[PLACEHOLDER_ID] = _value_card(PLACEHOLDER_ID, PLACEHOLDER, raw.written)
    if given and isinstance(given, list) and found.count(PLACEHOLDER_ID) == 1:
        raw.filled.add("waarden")
        doubts.add(
            "aantal",
            raw.spot("waarden"),
            f"Bij {raw.name()} staat maar één waarde; de tweede is nu ‘{PLACEHOLDER}’.",
            "Noem er twee tot vier, met een puntkomma ertussen.",
        )
    raw.value["waarden"] = found


def _new_value(
    text: str,
    raw: Raw,
    spot: str,
    known: Named,
    made: dict[str, Raw],
    doubts: Doubts,
    *,
    listed: bool,
) -> str | None:
    name = slug_of(text)
    if not name or len(text) > 60:
        doubts.add(
            "waarde",
            spot,
            f"{quoted(text)} kan geen waarde zijn; dat is niet overgenomen.",
            "Zet er woorden, met een puntkomma ertussen: rust; moed.",
        )
        return None
    made[name] = _value_card(name, text[:1].upper() + text[1:], raw.written)
    like = nearest(text, known.ids, 0.5) if listed else None
    what = "staat niet bij de waarden" if listed else "heeft nog geen waardekaart"
    doubts.add(
        "waarde",
        spot,
        f"{quoted(text)} {what}; er is een kaart voor gemaakt, bij lens IS en zonder uitleg.",
        f"Bedoel je ‘{like}’? Haal de nieuwe dan weg uit waarden.yaml."
        if like
        else "Geef haar in waarden.yaml een lens (IS, DOET of VOELT) en een uitleg.",
    )
    return name


def _value_card(name: str, word: str, written: Written) -> Raw:
    """Return a card for a value of which only the word is known."""
    kind: Kind = KIND_BY_NAME["waarde"]
    empty = Written(kind, {}, written.spot)
    value: dict[str, Value] = {"id": name, "woord": word, "lens": "IS", "uitleg": PLACEHOLDER}
    return Raw(kind, value, {}, empty, {"uitleg"})


def _refer_voices(raw: Raw, known: Named, doubts: Doubts) -> None:
    given = raw.value.get("perspectieven")
    for number, voice in enumerate(given if isinstance(given, list) else []):
        if not isinstance(voice, dict) or not isinstance(voice.get("kaart"), str):
            continue
        text = str(voice["kaart"])
        name, guessed = known.find(text)
        if name is not None:
            voice["kaart"] = name
        if name is None or guessed:
            del voice["kaart"]
            if name is None:
                voice.setdefault("naam", text)
            else:
                voice["kaart"] = name
            doubts.add(
                "verwijzing",
                raw.spot("perspectieven", number, "kaart"),
                f"Een perspectiefkaart {quoted(text)} is er niet; "
                + (f"gelezen als ‘{name}’." if name else "gebruikt als naam."),
                did_you_mean(text, known.ids) or "Zet de kaart op het blad Perspectieven.",
            )


def _refer_situation(raw: Raw, text: str, known: Named, doubts: Doubts) -> None:
    name, guessed = known.find(text)
    if name is None:
        del raw.value["bij_situatie"]
    else:
        raw.value["bij_situatie"] = name
    if name is None or guessed:
        doubts.add(
            "verwijzing",
            raw.spot("bij_situatie"),
            f"Een situatie {quoted(text)} is er niet; "
            + (f"gelezen als ‘{name}’." if name else "dat is niet overgenomen."),
            did_you_mean(text, known.ids) or "Zet de situatie op het blad Situaties.",
        )


# --- Categories and steps ----------------------------------------------------------------------


def categorise(
    raws: Iterable[Raw], given: Mapping[str, Value], doubts: Doubts
) -> dict[str, dict[str, str]]:
    """Let cards name their category by its key; return the categories that are new."""
    known = {key: key for key in given}
    for key, one in given.items():
        if isinstance(one, dict) and isinstance(one.get("naam"), str):
            known.setdefault(f"≈{folded(str(one['naam']))}", key)
        known.setdefault(f"≈{folded(key)}", key)
    some = [
        (raw, name)
        for raw in raws
        for name in (raw.kind.own.fields_of("categorie") if raw.kind.own else ["categorie"])
        if isinstance(raw.value.get(name), str)
    ]
    times = Counter(folded(str(raw.value[name])) for raw, name in some)
    made: dict[str, dict[str, str]] = {}
    for raw, name in some:
        text = str(raw.value[name])
        meant = known.get(text) or known.get(f"≈{folded(text)}")
        if meant is None:
            spot = raw.spot(name)
            meant = _category(spot, text, known, times, made, doubts, listed=bool(given))
        if meant is None:
            del raw.value[name]
        else:
            raw.value[name] = meant
    return made


def _category(
    spot: str,
    text: str,
    known: dict[str, str],
    times: Counter[str],
    made: dict[str, dict[str, str]],
    doubts: Doubts,
    *,
    listed: bool,
) -> str | None:
    key = slug_of(text)
    # One that stands there once and is like one that stands there more often is a slip.
    often = (
        [name for name in times if times[name] > 1]
        if not listed
        else [name[1:] for name in known if name[0] == "≈"]
    )
    like = nearest(folded(text), often, 0.8) if times[folded(text)] == 1 else None
    if like is not None:
        meant = known.get(f"≈{like}") or slug_of(like)
        doubts.add(
            "waarde",
            spot,
            f"De categorie {quoted(text)} staat hier alleen; gelezen als ‘{like}’.",
            "Klopt dat niet? Verander het in situaties.yaml en zet de categorie in deck.yaml.",
        )
        known.setdefault(f"≈{like}", meant)
        if meant not in known and meant not in made:
            made[meant] = {"naam": like.capitalize(), "icoon": _ICONS[len(made) % len(_ICONS)]}
            known[meant] = meant
        return meant
    if not key or len(text) > 40:
        doubts.add(
            "waarde",
            spot,
            f"{quoted(text)} kan geen categorie zijn; dat is niet overgenomen.",
            "Een categorie is een thema van een of twee woorden.",
        )
        return None
    if listed:
        doubts.add(
            "waarde",
            spot,
            f"De categorie {quoted(text)} staat niet bij de categorieën van het deck; zij is "
            "erbij gezet.",
            f"Kies uit: {', '.join(sorted({known[name] for name in known}))}, of geef haar een "
            "icoon in deck.yaml.",
        )
    if key not in made:
        name = text[:1].upper() + text[1:]
        made[key] = {"naam": name, "icoon": _ICONS[len(made) % len(_ICONS)]}
    known[f"≈{folded(text)}"] = key
    return key


def step_numbers(raws: Iterable[Raw], steps: Sequence[Mapping[str, Value]], doubts: Doubts) -> None:
    """Let questions name their step by its number; `steps` is empty if any number will do."""
    by_name = {folded(str(step.get("naam", ""))): str(step.get("nummer", "")) for step in steps}
    numbers = {str(step.get("nummer", "")) for step in steps}
    for raw in raws:
        text = raw.value.get("stap")
        if not isinstance(text, str) or "gedeeld" in raw.value:
            continue
        digits = "".join(char for char in text if char.isdecimal())
        name = folded(text)
        number: str | None = by_name.get(name) or (str(int(digits)) if digits else None)
        if number is None:
            like = nearest(name, by_name, 0.7)
            number = by_name[like] if like else None
        if number is not None and int(number) > 0 and (not numbers or number in numbers):
            raw.value["stap"] = number
            continue
        raw.value["stap"] = next((one for one in sorted(numbers) if int(one or 0) > 0), "1")
        there = ", ".join(f"{step.get('nummer')} ({step.get('naam')})" for step in steps)
        doubts.add(
            "waarde",
            raw.spot("stap"),
            f"Een stap {quoted(text)} is er niet; er staat nu {raw.value['stap']}.",
            f"Kies uit: {there}." if there else "Schrijf het nummer van de stap.",
        )
