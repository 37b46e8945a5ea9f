"""A YAML document and a model in; a typed value out, or every mistake in it with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, PrivateAttr, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from kaartgen import yamlfile
from kaartgen.errors import ExitCode, Place, Problem, raise_all
from kaartgen.kept import kept
from kaartgen.nearest import did_you_mean
from kaartgen.yamlfile import Document, Location


class Authored(BaseModel):
    """What all models of people's files share: unknown keys refused, nothing changes after."""

    # Deferred: a model that is only part of another needs no validator of its own, and building
    # them all takes a fifth of the time of a whole small deck.
    # Arbitrary types: our own values, that a validator has made of an author's text.
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, defer_build=True, arbitrary_types_allowed=True
    )


class AuthoredFile(Authored):
    """A whole file, which knows where in it everything stands."""

    _document: Document | None = PrivateAttr(None)

    def read_from(self, document: Document) -> Self:
        """Return this value with the document that it was read from."""
        found = self.model_copy()
        found._document = document
        return found

    def place(self, *location: str | int) -> Place | None:
        """Return where a field stands in the author's file; None if it came from none."""
        return self._document.place(location) if self._document else None


ModelT = TypeVar("ModelT", bound=BaseModel)


def _whole_number(value: object) -> object:
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            raise PydanticCustomError("getal", "") from None
    return value


def _number(value: object) -> object:
    if isinstance(value, str):
        try:
            return float(value.replace(",", "."))
        except ValueError:
            raise PydanticCustomError("getal", "") from None
    return value


_TRUTH = {"ja": True, "true": True, "nee": False, "false": False}


def _yes_or_no(value: object) -> object:
    if isinstance(value, str):
        try:
            return _TRUTH[value.casefold()]
        except KeyError:
            raise PydanticCustomError("ja_nee", "") from None
    return value


WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
Number = Annotated[float, BeforeValidator(_number)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]


def validate(
    model: type[ModelT],
    document: Document,
    location: Location = (),
    *,
    value: object = None,
    context: Mapping[str, object] | None = None,
) -> tuple[ModelT | None, list[Problem]]:
    """Read the document (or the `value` that stands at `location`) as a `model`.

    Returns the typed value and no problems, or None and every problem found.
    """
    found = document.value if value is None else value
    try:
        return model.model_validate(found, context=dict(context or {})), []
    except ValidationError as error:
        return None, [
            _problem(model, document, location, found, details)
            for details in error.errors()
            if not _only_seems_short(details)
        ]


def read(model: type[ModelT], file: Path) -> tuple[ModelT, Document]:
    """Read a file as a `model`; return the typed value and the document that it came from.

    Raises KaartgenError with every mistake in the file.
    """
    return kept(f"{model.__qualname__} {file}", [file], lambda: _read(model, file))


def _read(model: type[ModelT], file: Path) -> tuple[ModelT, Document]:
    document = yamlfile.read(file)
    value, problems = validate(model, document)
    raise_all(problems)
    assert value is not None  # there are problems where it is missing
    return value, document


def _only_seems_short(details: ErrorDetails) -> bool:
    """Say whether a list is called too short because some of its items are mistaken."""
    given = details["input"]
    least = details.get("ctx", {}).get("min_length", 0)
    return details["type"] == "too_short" and isinstance(given, list) and len(given) >= least


def _problem(
    model: type[BaseModel],
    document: Document,
    base: Location,
    value: object,
    details: ErrorDetails,
) -> Problem:
    inside = tuple(_existing(value, details["loc"]))
    place = document.place((*base, *inside))
    message, hint = _in_dutch(model, details, _named(details["loc"]))
    return Problem(message, ExitCode.AUTHOR, place, hint)


def _existing(value: object, loc: tuple[str | int, ...]) -> Iterator[str | int]:
    """Keep of pydantic's location what stands in the file: it also names union branches."""
    for key in loc:
        try:
            value = value[key]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            continue
        yield key


def _named(loc: tuple[str | int, ...]) -> str:
    """Return the name of the field that a location is about, as the author knows it."""
    if loc[-1:] == ("[key]",):
        loc = loc[:-2]
    return next((key for key in reversed(loc) if isinstance(key, str)), "")


_FIXED: Mapping[str, tuple[str, str | None]] = {
    "string_type": ("Bij ‘{name}’ hoort tekst te staan.", None),
    "list_type": (
        "Bij ‘{name}’ hoort een lijst te staan.",
        "Zet elk punt op een eigen regel die met ‘- ’ begint.",
    ),
    "tuple_type": (
        "Bij ‘{name}’ hoort een lijst te staan.",
        "Zet elk punt op een eigen regel die met ‘- ’ begint.",
    ),
    "model_type": ("Hier horen velden te staan (‘naam: tekst’), niet één tekst.", None),
    "model_attributes_type": (
        "Hier horen velden te staan (‘naam: tekst’), niet één tekst.",
        None,
    ),
    "dict_type": ("Bij ‘{name}’ horen velden te staan (‘naam: tekst’).", None),
    "getal": ("Bij ‘{name}’ hoort een getal te staan.", "Schrijf alleen cijfers."),
    "int_type": ("Bij ‘{name}’ hoort een getal te staan.", "Schrijf alleen cijfers."),
    "float_type": ("Bij ‘{name}’ hoort een getal te staan.", "Schrijf alleen cijfers."),
    "ja_nee": ("Bij ‘{name}’ hoort ‘ja’ of ‘nee’ te staan.", None),
    "bool_type": ("Bij ‘{name}’ hoort ‘ja’ of ‘nee’ te staan.", None),
}


def _in_dutch(model: type[BaseModel], details: ErrorDetails, name: str) -> tuple[str, str | None]:
    kind = details["type"]
    if details["input"] is None and kind == "extra_forbidden" and " " in name:
        # Between braces a comma begins the next field, also inside a sentence.
        return (
            f"‘{name}’ is geen veld.",
            "Staat er een komma in een tekst tussen { en }? Zet die tekst tussen aanhalingstekens.",
        )
    if details["input"] is None and kind not in ("missing", "eigen"):
        if not name:
            return "Hier staat niets.", "Vul iets in of haal de regel weg."
        return f"Bij ‘{name}’ staat niets.", "Vul iets in of haal het veld weg."
    context: Mapping[str, Any] = details.get("ctx", {})
    match kind:
        case "missing":
            return f"Het veld ‘{name}’ ontbreekt.", f"Voeg een regel ‘{name}: …’ toe."
        case "extra_forbidden":
            known = _fields_at(model, details["loc"][:-1])
            return f"Het veld ‘{name}’ bestaat hier niet.", did_you_mean(name, known)
        case "literal_error" | "enum":
            options = str(context.get("expected", "")).replace("'", "").replace(" or ", " of ")
            hint = f"Kies uit: {options}." if options else None
            if not isinstance(details["input"], str):
                return f"Bij ‘{name}’ hoort één woord te staan.", hint
            return f"‘{details['input']}’ kan niet bij ‘{name}’.", hint
        case "string_pattern_mismatch":
            return f"‘{details['input']}’ kan niet bij ‘{name}’.", "Kies één hoofdletter: A tot Z."
        case "too_short" | "string_too_short":
            least, there = context.get("min_length", 1), context.get("actual_length", 0)
            if kind == "string_too_short":
                return f"De tekst bij ‘{name}’ is leeg.", "Vul de tekst in of haal het veld weg."
            return f"Bij ‘{name}’ horen er minstens {least}; het zijn er nu {there}.", None
        case "too_long":
            most, there = context.get("max_length"), context.get("actual_length")
            return f"Bij ‘{name}’ mogen er hooguit {most} staan; het zijn er nu {there}.", None
        case "greater_than_equal" | "greater_than":
            least = context.get("ge", context.get("gt"))
            word = "minstens" if "ge" in context else "meer dan"
            return f"‘{name}’ moet {word} {least} zijn.", None
        case "less_than_equal" | "less_than":
            most = context.get("le", context.get("lt"))
            return f"‘{name}’ mag hooguit {most} zijn.", None
        case "eigen":
            return str(context["message"]), context.get("hint")
        case _:
            message, hint = _FIXED.get(kind, ("De waarde bij ‘{name}’ klopt niet.", None))
            return message.format(name=name), hint


def mistake(message: str, hint: str | None = None) -> PydanticCustomError:
    """Return the error that a model's own validator raises, in the words the user will read."""
    return PydanticCustomError("eigen", "{message}", {"message": message, "hint": hint})


def _fields_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """Return the keys that may stand at `loc` in the model."""
    current: set[type[BaseModel]] = {model}
    for key in loc:
        if isinstance(key, int):
            continue
        inside: set[type[BaseModel]] = set()
        for one in current:
            for name, field in one.model_fields.items():
                if key == (field.alias or name):
                    inside |= set(_models_in(field.annotation))
        current = inside or current
    return [field.alias or name for one in current for name, field in one.model_fields.items()]


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
