"""kaartgen's models in; JSON Schemas out, with which an editor completes and checks YAML files.

Usage: python tools/schema.py [--check]

Writes docs/schema/. With `--check` nothing is written; stale files are named and the exit code is
1. kaartgen reads every scalar as text and gives it a type afterwards, so a schema says what may
stand in the file (`ja`, `band + 5.6`, `12/16.2`), and not what the model holds. The models'
annotations are read here, since what pydantic makes of them differs between its versions.
"""

from __future__ import annotations

import datetime
import json
import re
import sys
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, Discriminator
from pydantic.fields import FieldInfo

from kaartgen.content.board import Board
from kaartgen.content.deck import DeckFile
from kaartgen.content.fields import Focus, Slug
from kaartgen.content.guide import Guide
from kaartgen.content.kind_file import FieldKind, KindFile
from kaartgen.content.kinds import KINDS, CardPicture, Kind
from kaartgen.geometry import Size
from kaartgen.imposition.paper_file import PaperFile
from kaartgen.imposition.printer_profile import PrinterFile
from kaartgen.layout.colour_file import Written
from kaartgen.layout.house_style_file import HouseStyleFile
from kaartgen.layout.measure import FORMATS, Gap, Length, TypeSize
from kaartgen.layout.template import Template
from kaartgen.pdf.print_shop_file import PrintShopFile

TARGET: Final = Path(__file__).parents[1] / "docs" / "schema"

Schema: TypeAlias = dict[str, Any]

_NUMBER: Final = r"\d+([.,]\d+)?"
_MEASURE: Final = rf"{_NUMBER} *(mm|cm|pt|in)?"
_TERM: Final = rf"([a-z][a-z0-9-]*|{_MEASURE})"
_SUM: Final = rf" *[+-]? *{_TERM}( *[+-] *{_TERM})* *"

_TEXT: Final[Schema] = {"type": ["string", "number"]}
_DECIMAL: Final[Schema] = {"type": ["number", "string"], "pattern": f"^-?{_NUMBER}$"}
_MEASURES: Final[Schema] = {"type": ["number", "string"], "pattern": f"^ *-?{_MEASURE} *$"}
_YES_NO: Final[Schema] = {"enum": ["ja", "nee", True, False]}
_DATE: Final[Schema] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_SLUG_PATTERN: Final = "^[a-z0-9]+(-[a-z0-9]+)*$"


def _reader(alias: object) -> object:
    """Return the function that an annotated type is read or checked with."""
    return next(mark.func for mark in get_args(alias)[1:] if hasattr(mark, "func"))


_INKS: Final[Schema] = {
    "type": "array",
    "items": {"type": "number", "minimum": 0, "maximum": 100},
    "minItems": 4,
    "maxItems": 4,
}
_COLOUR_KEYS: Final[Mapping[str, Schema]] = {
    "hex": {
        "type": "string",
        "pattern": "^#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$",
        "description": "Een kleur van een scherm, tussen aanhalingstekens.",
    },
    "cmyk": {**_INKS, "description": "Cyaan, magenta, geel en zwart, in procenten."},
    "steunkleur": {"type": "string", "description": "De naam van de inkt, zoals PANTONE 286 C."},
    "tint": {"type": "number", "exclusiveMinimum": 0, "maximum": 100},
    "of": {"type": "string", "description": "Van welke kleur."},
}


def _colour_by(*keys: str) -> Schema:
    return {
        "type": "object",
        "properties": {key: _COLOUR_KEYS[key] for key in keys},
        "required": list(keys),
        "additionalProperties": False,
    }


# What may stand where one of the models' own functions reads the value.
_READERS: Final[Mapping[object, Schema]] = {
    _reader(Length): {"type": ["number", "string"], "pattern": f"^{_SUM}$"},
    _reader(Focus): {
        "type": "array",
        "items": {"type": "number", "minimum": 0, "maximum": 1},
        "minItems": 2,
        "maxItems": 2,
    },
    _reader(Gap): {"type": ["number", "string"], "pattern": rf"^{_SUM}(\.\.{_SUM})?$"},
}
# What lets a field of one's own kind be written short.
_SHORT: Final = next(
    mark.func
    for mark in get_args(get_args(KindFile.model_fields["velden"].annotation)[1])
    if isinstance(mark, BeforeValidator)
)
_TYPES: Final[Mapping[object, Schema]] = {
    int: {"type": "integer"},
    float: _DECIMAL,
    bool: _YES_NO,
    str: _TEXT,
    datetime.date: _DATE,
    TypeSize: {"type": "string", "pattern": r"^\d+(\.\d+)? */ *\d+(\.\d+)?$"},
    Size: {
        "anyOf": [
            {"enum": list(FORMATS)},
            {"type": "array", "items": _MEASURES, "minItems": 2, "maxItems": 2},
        ]
    },
    Written: {
        "anyOf": [
            _INKS,
            {"type": "string", "description": 'Een naam, een tint (accent-20), of "#006d6a".'},
            _colour_by("hex"),
            _colour_by("cmyk"),
            _colour_by("steunkleur", "cmyk"),
            _colour_by("steunkleur", "hex"),
            _colour_by("tint", "of"),
        ]
    },
    Any: {},
}
# A limit by the name that pydantic gives it, for numbers, texts, lists and mappings.
_LIMITS: Final[Mapping[str, Mapping[str, str]]] = {
    "ge": {"integer": "minimum", "number": "minimum"},
    "le": {"integer": "maximum", "number": "maximum"},
    "gt": {"integer": "exclusiveMinimum", "number": "exclusiveMinimum"},
    "lt": {"integer": "exclusiveMaximum", "number": "exclusiveMaximum"},
    "min_length": {"string": "minLength", "array": "minItems", "object": "minProperties"},
    "max_length": {"string": "maxLength", "array": "maxItems", "object": "maxProperties"},
    "pattern": {"string": "pattern"},
}


@dataclass
class Writer:
    """Turns annotations into schemas; `partial` is for files that others complete."""

    partial: bool = False
    definitions: dict[str, Schema] = field(default_factory=dict)

    def model(self, model: type[BaseModel], *, leave_out: Sequence[str] = ()) -> Schema:
        """Return the schema of a mapping with the model's fields."""
        model.model_rebuild()  # fields that name a later class are only known afterwards
        properties: dict[str, Schema] = {}
        required: list[str] = []
        for name, info in model.model_fields.items():
            if name in leave_out:
                continue
            key = info.alias or name
            properties[key] = self._field(info)
            if info.is_required() and not self.partial:
                required.append(key)
        # What is empty in a file that another completes drops what was inherited.
        kind: object = ["object", "null"] if self.partial else "object"
        schema: Schema = {"type": kind, "properties": properties, "additionalProperties": False}
        return {**schema, "required": required} if required else schema

    def _field(self, info: FieldInfo) -> Schema:
        schema = self._described(info.annotation, info.metadata)
        if info.description:
            schema["description"] = info.description
        default = info.get_default()
        if isinstance(default, bool):
            schema["default"] = "ja" if default else "nee"
        elif isinstance(default, float) and default.is_integer():
            schema["default"] = int(default)
        elif isinstance(default, str | int | float):
            schema["default"] = default
        return self._or_empty(schema) if self.partial else schema

    def _or_empty(self, schema: Schema) -> Schema:
        # A partial mapping says for itself that it may be empty.
        return schema if self.partial and "$ref" in schema else _or_empty(schema)

    def _described(self, annotation: Any, marks: Iterable[object]) -> Schema:
        marks = list(_spread(marks))
        for mark in marks:
            if isinstance(mark, Discriminator):
                return self._element(annotation)
            if isinstance(mark, BeforeValidator) and mark.func is _SHORT:
                # A field may be only what it holds, or nothing at all.
                short: Schema = {"enum": [*get_args(FieldKind), None]}
                return {"anyOf": [short, self._plain(annotation)]}
            if isinstance(mark, BeforeValidator) and mark.func in _READERS:
                return dict(_READERS[mark.func])
        schema = self._plain(annotation)
        for mark in marks:
            if getattr(mark, "func", None) is _reader(Slug):
                schema["pattern"] = _SLUG_PATTERN
            _limit(schema, mark)
        return schema

    def _plain(self, annotation: Any) -> Schema:
        origin, inside = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._described(inside[0], inside[1:])
        if origin in (Union, types.UnionType):
            return self._union(inside)
        if origin is Literal:
            return _choice(inside)
        if origin is tuple:
            return {"type": "array", "items": self._plain(inside[0])}
        if origin is dict:
            return self._mapping(*inside)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            named = self._named(annotation.__name__, lambda: self.model(annotation))
            # Of a picture the file alone will do.
            return {"anyOf": [{"type": "string"}, named]} if annotation is CardPicture else named
        return dict(_TYPES[annotation])

    def _union(self, branches: Sequence[Any]) -> Schema:
        filled = [branch for branch in branches if branch is not type(None)]
        schemas = [self._plain(branch) for branch in filled]
        schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
        return self._or_empty(schema) if len(filled) < len(branches) else schema

    def _mapping(self, key: Any, value: Any) -> Schema:
        inside = self._plain(value)
        schema: Schema = {
            "type": "object",
            "additionalProperties": self._or_empty(inside) if self.partial else inside,
        }
        names = self._plain(key)
        if get_origin(key) is Literal or "pattern" in names:
            schema["propertyNames"] = {name: names[name] for name in names if name != "type"}
        return schema

    def _element(self, union: Any) -> Schema:
        """Return the schema of a part of a template: the first key that it has says what it is."""
        return self._named("Element", lambda: self._chosen(union))

    def _chosen(self, union: Any) -> Schema:
        found = [(get_args(branch)[1].tag, self._plain(branch)) for branch in get_args(union)]
        # A part may also change only what an inherited one says.
        merged: dict[str, list[Schema]] = {}
        for _, schema in found:
            target = self.definitions[schema["$ref"].rpartition("/")[2]]
            for name, inside in target["properties"].items():
                options = merged.setdefault(name, [])
                # The same shape with other words about it is one choice.
                bare = _without_words(inside)
                if bare not in [_without_words(option) for option in options]:
                    options.append(inside)
        properties = {
            name: options[0] if len(options) == 1 else {"anyOf": options}
            for name, options in merged.items()
        }
        kind = ["object", "null"]
        chain: Schema = {"type": kind, "properties": properties, "additionalProperties": False}
        for key, schema in reversed(found):
            chain = {"if": {"required": [key]}, "then": schema, "else": chain}
        return chain

    def _named(self, name: str, make: Callable[[], Schema]) -> Schema:
        if name not in self.definitions:
            self.definitions[name] = {}  # a part can hold parts
            self.definitions[name] = make()
        return {"$ref": f"#/definitions/{name}"}

    def file(self, title: str, schema: Schema) -> Schema:
        """Return the schema of a whole file."""
        whole = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title, **schema}
        if self.definitions:
            whole["definitions"] = dict(sorted(self.definitions.items()))
        return whole


def _choice(values: Sequence[object]) -> Schema:
    """Return the choice of these values; one that is written in digits may be a number."""
    found: list[object] = []
    for value in values:
        found.append(value)
        if isinstance(value, str) and value.isdecimal():
            found.append(int(value))
    return {"enum": found}


def _without_words(schema: Schema) -> Schema:
    return {key: schema[key] for key in schema if key not in ("description", "default")}


def _or_empty(schema: Schema) -> Schema:
    """Return the schema with nothing allowed too."""
    described = {key: schema[key] for key in schema if key in ("description", "default")}
    bare = {key: schema[key] for key in schema if key not in described}
    if "enum" in bare:
        found = bare["enum"]
        return {**bare, **described, "enum": found if None in found else [*found, None]}
    if "type" in bare:
        kinds = bare["type"] if isinstance(bare["type"], list) else [bare["type"]]
        return {**bare, **described, "type": kinds if "null" in kinds else [*kinds, "null"]}
    if not bare or {"type": "null"} in bare.get("anyOf", ()):
        return schema
    return {"anyOf": [bare, {"type": "null"}], **described}


def _spread(marks: Iterable[object]) -> Iterable[object]:
    """Yield the marks; a `Field` inside an annotation carries several."""
    for mark in marks:
        yield from mark.metadata if isinstance(mark, FieldInfo) else [mark]


def _limit(schema: Schema, mark: object) -> None:
    kinds = schema.get("type", ())
    for name, keywords in _LIMITS.items():
        limit = getattr(mark, name, None)
        if limit is None:
            continue
        for kind in [kinds] if isinstance(kinds, str) else kinds:
            if kind in keywords:
                schema[keywords[kind]] = limit.pattern if isinstance(limit, re.Pattern) else limit


def _cards(kind: Kind) -> Schema:
    """Return the schema of a kind's file: cards, references to shared ones, and changed ones."""
    writer = Writer()
    card = writer.model(kind.model)
    replaces = {
        **_TEXT,
        "description": "Deze kaart komt in de plaats van een kaart van het deck dat je uitbreidt.",
    }
    changes = {
        **_TEXT,
        "description": "Van deze kaart van het deck dat je uitbreidt zijn deze velden anders.",
    }
    fields = card["properties"]
    writer.definitions["Kaart"] = {**card, "properties": {"vervangt": replaces, **fields}}
    writer.definitions["Gedeeld"] = {
        "type": "object",
        "properties": {
            "gedeeld": {**_TEXT, "description": "De id van een kaart in kaarten/gedeeld/."},
            "vervangt": replaces,
            "wijzigt": changes,
            **fields,
        },
        "additionalProperties": False,
    }
    items = {
        "if": {"anyOf": [{"required": ["gedeeld"]}, {"required": ["wijzigt"]}]},
        "then": {"$ref": "#/definitions/Gedeeld"},
        "else": {"$ref": "#/definitions/Kaart"},
    }
    title = f"{kind.stem}.yaml: {kind.plural} van een deck"
    return writer.file(title, {"type": ["array", "null"], "items": items})


def _deck() -> Schema:
    """Return the schema of deck.yaml: what extends another deck may leave out what that says."""
    writer = Writer()
    whole = writer.model(DeckFile)
    required = whole.pop("required")
    alone = {"if": {"not": {"required": ["breidt_uit"]}}, "then": {"required": required}}
    return writer.file("deck.yaml: wat een deck van zichzelf zegt", {**whole, **alone})


def _template() -> Schema:
    """Return the schema of a template: what it does not say comes from the one it extends."""
    writer = Writer(partial=True)
    own = writer.model(Template, leave_out=("name", "format_name"))
    own["properties"]["variables"] = {
        "type": ["object", "null"],
        "additionalProperties": _or_empty(_MEASURES),
        "description": "Maten met een naam, om in andere maten mee te rekenen.",
    }
    writer.definitions["Variant"] = own
    properties = {
        "extends": {**_TEXT, "description": "Het sjabloon waar dit op voortbouwt."},
        **own["properties"],
        "variants": {
            "type": "object",
            "description": "Wat in een ander formaat anders is.",
            "additionalProperties": {"$ref": "#/definitions/Variant"},
        },
    }
    whole = {"type": "object", "properties": properties, "additionalProperties": False}
    return writer.file("Een sjabloon", whole)


def _house_style() -> Schema:
    """Return the schema of a house style: what it does not say comes from the one it extends."""
    writer = Writer(partial=True)
    own = writer.model(HouseStyleFile)
    logo = own["properties"]["logo"]
    own["properties"]["logo"] = {"anyOf": [logo, _TEXT], "description": "Een bestand ernaast."}
    pairs = own["properties"]["contrast"]
    pair = {"type": "array", "items": _TEXT, "minItems": 2, "maxItems": 2}
    pairs["items"] = {"anyOf": [pair, pairs["items"]]}
    own["properties"]["radius"] = {**own["properties"]["radius"], **_or_empty(_MEASURES)}
    extends = {**_TEXT, "description": "De huisstijl waar deze op voortbouwt."}
    own["properties"] = {"extends": extends, **own["properties"]}
    return writer.file("Een huisstijl", {**own, "type": "object"})


def _whole(title: str, model: type[BaseModel]) -> Schema:
    writer = Writer()
    return writer.file(title, writer.model(model))


def schemas() -> dict[str, Schema]:
    """Return every schema by the name of its file."""
    return {
        "deck": _deck(),
        **{kind.stem: _cards(kind) for kind in KINDS},
        "dialoogkaart": _whole("dialoogkaart.yaml: het speelvel van een deck", Board),
        "handreiking": _whole("handreiking.yaml: voor wie het gesprek leidt", Guide),
        "sjabloon": _template(),
        "soort": _whole("Een soort kaart van jezelf", KindFile),
        "huisstijl": _house_style(),
        "papier": _whole("Een papier", PaperFile),
        "drukker": _whole("Een drukker: hoe die een bestand wil", PrintShopFile),
        "printer": _whole("Wat er van de ijkvellen van een printer is afgelezen", PrinterFile),
    }


def main(arguments: Sequence[str]) -> int:
    """Write the schemas, or say which of them are stale."""
    wanted = {
        TARGET / f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas().items()
    }
    stale = [
        file
        for file, text in wanted.items()
        if not file.is_file() or file.read_text("utf-8") != text
    ]
    extra = sorted(set(TARGET.glob("*.json")) - set(wanted))
    if "--check" in arguments:
        for file in (*stale, *extra):
            print(f"stale: {file.relative_to(TARGET.parents[1]).as_posix()}")
        if stale or extra:
            print("run: python tools/schema.py")
        return 1 if stale or extra else 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for file in extra:
        file.unlink()
    for file in stale:
        file.write_bytes(wanted[file].encode())  # line ends are the same on every system
    print(f"{len(stale)} written, {len(wanted) - len(stale)} unchanged")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
