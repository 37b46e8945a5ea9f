"""Nested fields in; lines of label and text, as a sheet of two columns has them, out; and back.

A label is a path: `stappen 2 / vragen 1` is the first question of the second step.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel

from kaartgen.nearest import nearest
from kaartgen.writing.columns import folded
from kaartgen.writing.doubts import Doubts, quoted
from kaartgen.writing.values import clean, words
from kaartgen.writing.written import Listed
from kaartgen.yamlfile import Location, Value

_BETWEEN: Final = " / "
_MOST_ITEMS: Final = 200


def lines(value: object, label: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in a value with its label, in order."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            yield from lines(inside, f"{label}{_BETWEEN}{key}" if label else str(key))
    elif isinstance(value, list | tuple):
        for number, inside in enumerate(value, 1):
            yield from lines(inside, f"{label} {number}")
    elif isinstance(value, bool):
        yield label, "ja" if value else "nee"
    elif isinstance(value, datetime.date):
        yield label, value.isoformat()
    elif value is not None:
        yield label, str(value)


def nested(
    model: type[BaseModel], listed: Sequence[Listed], doubts: Doubts
) -> tuple[dict[str, Value], dict[Location, str]]:
    """Return what the lines say as the model's file would have it, and the spot of each value."""
    found: dict[Location, str] = {}
    spots: dict[Location, str] = {}
    for one in listed:
        text = clean(one.text)
        if not text:
            continue
        path, inside = _path(model, one.label)
        if path is None:
            doubts.add(
                "veld",
                one.spot,
                f"Een veld {quoted(one.label)} is er niet; het is niet overgenomen.",
                _near(model, one.label),
            )
            continue
        if _is_list(inside):
            for number, item in enumerate(words(text)):
                found[(*path, number)] = item
                spots[(*path, number)] = one.spot
            continue
        if path in found:
            doubts.add(
                "veld",
                one.spot,
                f"Het veld {quoted(one.label)} staat er twee keer; {spots[path]} telt.",
                "Haal een van beide weg.",
            )
            continue
        if inside is datetime.date:
            text = _iso(text)
        found[path] = text
        spots[path] = one.spot
    tree: dict[Any, Any] = {}
    for path, text in found.items():
        _graft(tree, path, text)
    value = _lists(tree, (), spots)
    return (value if isinstance(value, dict) else {}), spots


def _graft(tree: dict[Any, Any], path: Location, text: str) -> None:
    for key in path[:-1]:
        inside = tree.setdefault(key, {})
        if not isinstance(inside, dict):  # a text where fields should be: those say more
            inside = tree[key] = {}
        tree = inside
    if not isinstance(tree.get(path[-1]), dict):
        tree[path[-1]] = text


def _lists(tree: Any, path: Location, spots: dict[Location, str]) -> Value:
    """Turn what is counted into lists, holes closed."""
    if not isinstance(tree, dict):
        return str(tree)
    if tree and all(isinstance(key, int) for key in tree):
        items: list[Value] = []
        for new, old in enumerate(sorted(tree)):
            if new != old:
                for where in [one for one in spots if one[: len(path) + 1] == (*path, old)]:
                    spots[(*path, new, *where[len(path) + 1 :])] = spots.pop(where)
            items.append(_lists(tree[old], (*path, new), spots))
        return items
    return {str(key): _lists(inside, (*path, key), spots) for key, inside in tree.items()}


def _path(model: type[BaseModel], label: str) -> tuple[Location | None, object]:
    """Return where a label leads in a model, and what stands there; None if nowhere."""
    path: list[str | int] = []
    inside: object = model
    for part in re.split(r"\s*[/>›|]\s*", label.strip().rstrip(":")):
        if _is_list(inside):  # ‘makers / 1’
            if not part.isdecimal():
                return None, None
            path.append(int(part) - 1)
            inside = _item(inside)
            continue
        number = None
        match = re.fullmatch(r"(.*[^\s\d])\s*(\d{1,3})", part)
        found = _step(inside, part, loosely=match is None)
        if found is None and match:
            number = int(match[2])
            found = _step(inside, match[1], loosely=True)
        if found is None:
            return None, None
        name, inside = found
        path.append(name)
        if number is not None:
            if not _is_list(inside) or not 1 <= number <= _MOST_ITEMS:
                return None, None
            path.append(number - 1)
            inside = _item(inside)
    if _models(inside) or _origin(inside) is dict:
        return None, None
    return tuple(path), inside


def _step(inside: object, name: str, *, loosely: bool) -> tuple[str, object] | None:
    """Return the field that a name means in a model, or the key itself in a mapping."""
    if _origin(inside) is dict:
        key, value = get_args(_bare(inside))
        options = [str(one) for one in get_args(_bare(key))]
        if not loosely and options and folded(name) not in map(folded, options):
            return None
        return next((one for one in options if folded(one) == folded(name)), name), value
    for model in _models(inside):
        fields = {field.alias or key: field for key, field in model.model_fields.items()}
        by_name = {folded(key): key for key in fields}
        match = by_name.get(folded(name)) or by_name.get(folded(name) + "en")
        if match is None and loosely:
            like = nearest(folded(name), by_name, 0.85)
            match = by_name[like] if like else None
        if match is not None:
            return match, fields[match].annotation
    return None


def _near(model: type[BaseModel], label: str) -> str:
    names = [field.alias or key for key, field in model.model_fields.items()]
    match = nearest(re.split(r"[/>›|0-9]", label)[0].strip(), names, 0.6)
    return f"Bedoel je ‘{match}’?" if match else f"Kies uit: {', '.join(names)}."


def _bare(annotation: object) -> object:
    """Return what is inside Annotated, and beside None."""
    while hasattr(annotation, "__metadata__"):
        annotation = get_args(annotation)[0]
    options = [one for one in get_args(annotation) if one is not type(None)]
    if len(options) == 1 and type(None) in get_args(annotation):
        return _bare(options[0])
    return annotation


def _origin(annotation: object) -> object:
    return get_origin(_bare(annotation))


def _is_list(annotation: object) -> bool:
    return _origin(annotation) in (tuple, list)


def _item(annotation: object) -> object:
    return _bare(get_args(_bare(annotation))[0])


def _models(annotation: object) -> list[type[BaseModel]]:
    bare = _bare(annotation)
    return [bare] if isinstance(bare, type) and issubclass(bare, BaseModel) else []


def _iso(text: str) -> str:
    """Return a date as a deck has it: 24-11-2026 is 2026-11-24."""
    match = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text)
    if match:
        return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    return text.partition(" ")[0]
