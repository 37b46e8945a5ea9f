"""Words for a theme or a step in; categories and numbers of steps, as a deck has them, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kaartgen.content.fields import slug_of
from kaartgen.nearest import nearest
from kaartgen.writing.columns import folded
from kaartgen.writing.doubts import Doubts, quoted
from kaartgen.writing.raw import Raw
from kaartgen.yamlfile import Value

# A category that nobody gave an icon gets one of these, in turn (Phosphor).
_ICONS: Final = (
    "chats", "handshake", "signpost", "users-three", "scales", "compass", "lightbulb",
    "puzzle-piece", "house", "heart", "eye", "flag",
)  # fmt: skip


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
