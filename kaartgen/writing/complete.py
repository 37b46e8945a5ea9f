"""A card with holes in; a card that can be printed out, what is missing visible and told."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from typing import Final

from kaartgen.content.kinds import Kind
from kaartgen.writing.columns import columns
from kaartgen.writing.doubts import PLACEHOLDER, Doubts
from kaartgen.writing.raw import LIMITS, Raw
from kaartgen.yamlfile import Value

# What a field gets that cannot hold words.
_INSTEAD: Final[Mapping[tuple[str, str], str]] = {
    ("waarde", "lens"): "IS",
    ("vraag", "stap"): "1",
    ("leeg", "voor_type"): "situatie",
    ("leeg", "regels"): "3",
    ("werkvorm", "groep_min"): "3",
    ("werkvorm", "groep_max"): "8",
}
_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "afweging": ("is", "doet", "voelt"),
    "perspectieven": ("zin",),
    "stappen": ("tekst",),
    "kopjes": ("label",),
    "blokken": ("kop", "tekst"),
}


def complete(raws: Sequence[Raw], doubts: Doubts) -> None:
    """Fill what must be there and is not; a column that is missing is told once.

    References to values are left as they are.
    """
    without: dict[tuple[str, str], list[Raw]] = {}
    _letters([raw for raw in raws if raw.kind.name == "keuze"], doubts)
    for raw in raws:
        if "gedeeld" in raw.value:  # the rest comes from the shared card
            continue
        for name in _missing(raw):
            if name in raw.written.empty or _has_column(raw, name):
                _tell_empty(raw, name, doubts)
            else:
                without.setdefault((raw.kind.name, name), []).append(raw)
        _finish(raw, doubts)
    for (_, name), some in without.items():
        _tell_column(some, name, doubts)


def _letters(raws: Sequence[Raw], doubts: Doubts) -> None:
    """Give each card to vote with a letter."""
    for raw in raws:
        if "letter" in raw.value or "gedeeld" in raw.value:
            continue
        taken = {one.value.get("letter") for one in raws}
        raw.value["letter"] = next((one for one in string.ascii_uppercase if one not in taken), "Z")
        doubts.add(
            "leeg",
            raw.spot("letter"),
            f"Deze keuzekaart heeft geen letter; er staat nu {raw.value['letter']}.",
            "Vul de letter in.",
        )


def _missing(raw: Raw) -> list[str]:
    """Fill the fields that must be there; return which were not."""
    if raw.kind.own is not None:
        return _missing_own(raw)
    missing = []
    for name, field in raw.kind.model.model_fields.items():
        least = LIMITS.get(name, (0, 0))[0] if name != "waarden" else 0
        parts = _PARTS.get(name)
        value = raw.value.get(name)
        if name == "waarden" and field.is_required() and not value:
            missing.append(name)
        elif least and field.is_required():
            missing += [name] * _fill_list(raw, name, value, least)
        elif name == "afweging" and parts:
            inside = dict(value) if isinstance(value, dict) else {}
            gone = [part for part in parts if not inside.get(part)]
            raw.value[name] = {part: inside.get(part) or PLACEHOLDER for part in parts}
            missing += [name] * bool(gone)
        elif field.is_required() and name not in raw.value:
            if (raw.kind.name, name) == ("werkvorm", "minuten"):
                continue
            raw.value[name] = _INSTEAD.get((raw.kind.name, name), PLACEHOLDER)
            missing.append(name)
    raw.filled.update(missing)
    return missing


def _missing_own(raw: Raw) -> list[str]:
    """Fill the fields that a card of one's own kind must have; return which were not there."""
    missing = [
        name
        for name, field in raw.kind.model.model_fields.items()
        if field.is_required() and not raw.value.get(name)
    ]
    for name in missing:
        raw.value[name] = _instead(raw.kind, name)
    raw.filled.update(missing)
    return missing


def _instead(kind: Kind, name: str) -> Value:
    """Return what a field of one's own kind can hold that says that it is yet to be filled in."""
    column = next(one for one in columns(kind) if one.path == name)
    nature, _, options = column.nature.partition(":")
    if nature == "keuze":
        return options.split(",")[0]
    if nature == "zinnen":
        return [PLACEHOLDER]
    return {"getal": "1", "lens": "IS"}.get(nature, PLACEHOLDER[: column.most])


def _fill_list(raw: Raw, name: str, value: Value, least: int) -> bool:
    parts = _PARTS.get(name, ())
    given = list(value) if isinstance(value, list) else []
    there: list[Value] = []
    holes = len(given) < least
    for one in given:
        if isinstance(one, dict):
            gone = [part for part in parts if not one.get(part)]
            nameless = name == "perspectieven" and not (one.get("naam") or one.get("kaart"))
            holes = holes or bool(gone) or nameless
            there.append(
                {
                    **({"naam": PLACEHOLDER} if nameless else {}),
                    **one,
                    **dict.fromkeys(gone, PLACEHOLDER),
                }
            )
        else:
            there.append(one)
    while len(there) < least:
        there.append(_empty_item(name))
    raw.value[name] = there
    return holes


def _empty_item(name: str) -> Value:
    if name == "perspectieven":
        return {"naam": PLACEHOLDER, "zin": PLACEHOLDER}
    parts = _PARTS.get(name)
    return dict.fromkeys(parts, PLACEHOLDER) if parts else PLACEHOLDER


def _finish(raw: Raw, doubts: Doubts) -> None:
    if raw.kind.name == "werkvorm":
        _add_up(raw, doubts)
    options = raw.value.get("opties")
    if isinstance(options, list) and 0 < len(options) < 4:
        doubts.add(
            "aantal",
            raw.spot("opties"),
            f"Er staan {len(options)} opties; een kaart heeft er vier (A tot D) of geen.",
            "Vul ze aan of haal ze weg; er staat nu ‘(nog invullen)’.",
        )
        raw.value["opties"] = [*options, *([PLACEHOLDER] * (4 - len(options)))]
    picture = raw.value.get("afbeelding")
    if isinstance(picture, dict) and picture.get("bestand") and not picture.get("alt"):
        doubts.add(
            "leeg",
            raw.spot("afbeelding"),
            "Bij deze afbeelding staat niet wat erop te zien is.",
            "Vul ‘Afbeelding in woorden’ in; er staat nu ‘(nog invullen)’.",
        )
        picture["alt"] = PLACEHOLDER
    elif isinstance(picture, dict) and not picture.get("bestand"):
        del raw.value["afbeelding"]


def _add_up(raw: Raw, doubts: Doubts) -> None:
    """Give each step of a werkvorm its minutes, so that together they are the whole."""
    steps = [one for one in _list(raw, "stappen") if isinstance(one, dict)]
    known = [int(str(one["minuten"])) for one in steps if one.get("minuten")]
    told = raw.value.get("minuten")
    whole = int(told) if isinstance(told, str) else None
    open_ones = [one for one in steps if not one.get("minuten")]
    if open_ones:
        left = (whole or 0) - sum(known)
        share, more = divmod(max(left, len(open_ones)), len(open_ones))
        for number, one in enumerate(open_ones):
            one["minuten"] = str(share + (number < more))
        doubts.add(
            "leeg",
            raw.spot("stappen"),
            f"Bij {len(open_ones)} van de {len(steps)} stappen staat niet hoe lang ze duren; "
            "kaartgen heeft de tijd verdeeld.",
            "Schrijf achter elke stap de minuten: Lees de situatie voor (5 min).",
        )
    total = sum(int(str(one["minuten"])) for one in steps)
    if whole is not None and whole != total:
        doubts.add(
            "waarde",
            raw.spot("minuten"),
            f"De stappen duren samen {total} minuten; er stond {whole}. Nu staat er {total}.",
            "Kijk de minuten van de stappen na.",
        )
    raw.value["minuten"] = str(total)


def _list(raw: Raw, name: str) -> list[Value]:
    value = raw.value.get(name)
    return value if isinstance(value, list) else []


def _has_column(raw: Raw, name: str) -> bool:
    return any(path[0] == name for path in raw.spots)


def label_of(kind: Kind, name: str) -> str:
    """Return what the column of a field is called."""
    for column in columns(kind):
        if column.field == name:
            return column.label.replace(" #", "").replace(" @", "")
    return name


def _now(kind: Kind, name: str) -> str:
    instead = _instead(kind, name) if kind.own else _INSTEAD.get((kind.name, name), PLACEHOLDER)
    return instead if isinstance(instead, str) else PLACEHOLDER


def _tell_empty(raw: Raw, name: str, doubts: Doubts) -> None:
    label = label_of(raw.kind, name)
    least = LIMITS.get(name, (0, 0))[0]
    given = [path for path in raw.spots if path[0] == name]
    what = (
        f"Bij {raw.name()} is ‘{label}’ nog niet af"
        if given
        else f"Bij {raw.name()} is ‘{label}’ leeg"
    )
    hint = f"Er horen er minstens {least} te staan." if least else "Vul de cel in."
    doubts.add(
        "leeg",
        raw.written.empty.get(name) or raw.spot(name),
        f"{what}; er staat nu ‘{_now(raw.kind, name)}’.",
        hint,
    )


def _tell_column(raws: Sequence[Raw], name: str, doubts: Doubts) -> None:
    first = raws[0]
    label = label_of(first.kind, name)
    times = "op één kaart" if len(raws) == 1 else f"op {len(raws)} kaarten"
    doubts.add(
        "leeg",
        first.written.spot,
        f"‘{label}’ ontbreekt {times}: daar staat nu ‘{_now(first.kind, name)}’.",
        f"Zet er een kolom of kopje ‘{label}’ bij, of vul het later in {first.kind.stem}.yaml in.",
    )
