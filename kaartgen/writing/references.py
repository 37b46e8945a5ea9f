"""Cards that name each other by a title or a word in; the same by id, and what is amiss, out."""

from __future__ import annotations

from collections.abc import Iterable

from kaartgen.content.fields import slug_of
from kaartgen.content.kinds import KIND_BY_NAME, Kind
from kaartgen.nearest import did_you_mean, nearest
from kaartgen.writing.doubts import PLACEHOLDER, PLACEHOLDER_ID, Doubts, quoted
from kaartgen.writing.naming import Named, named
from kaartgen.writing.raw import Raw
from kaartgen.writing.written import Written
from kaartgen.yamlfile import Value


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
