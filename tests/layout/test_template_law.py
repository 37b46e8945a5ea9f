"""A law: a template that is written out and read again is the same template.

Templates are made from the models themselves, so that an element or key that is new is in it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from kaartgen.geometry import Size
from kaartgen.layout.elements import Element
from kaartgen.layout.measure import Gap, Length, TypeSize
from kaartgen.layout.style import Style
from kaartgen.layout.template import Template
from kaartgen.layout.template_load import load_template
from kaartgen.workspace import Workspace
from kaartgen.writing.yamlout import mapping

for _element in get_args(Element):
    _element.model_rebuild()  # fields that name a later class are only known afterwards

# What may stand in a text, by the name of its key.
_TEXTS = {
    "style": ["body"],
    "ladder": ["body"],
    "font": ["text", "display"],
    "als": ["titel", "niet fase", "duur = kort of fase en vraag"],
    "text": ["Vast: {titel}, “klaar”", "{nr}", "- **vet** # geen opmerking"],
    "colour": ["kind", "waarde-tint", "{soort}"],
    "main": ["body"],
}


def _reads(info: FieldInfo, annotated: Any) -> bool:
    reader = next(mark.func for mark in annotated.__metadata__ if isinstance(mark, BeforeValidator))
    marks = [one for one in info.metadata if isinstance(one, BeforeValidator)]
    return any(mark.func is reader for mark in marks)


def _of(info: FieldInfo, name: str, depth: int) -> st.SearchStrategy[Any]:
    """Return what an author may write in a field."""
    if _reads(info, Length):
        marks = [mark for one in info.metadata for mark in getattr(one, "metadata", [one])]
        above = any(
            getattr(mark, "gt", None) is not None or (getattr(mark, "ge", None) or 0) > 0
            for mark in marks
        )
        return st.sampled_from(["4", "2.5", "12mm", "band + 1.5"] + ([] if above else ["0"]))
    if _reads(info, Gap):
        return st.sampled_from(["0", "3", "2.5..8"])
    if name == "dash":
        return st.sampled_from([["2", "1"], ["0.5mm"]])
    if name == "focus":
        return st.just(["0.25", "0.5"])
    return _annotated(info.annotation, name, depth)


def _annotated(annotation: Any, name: str, depth: int) -> st.SearchStrategy[Any]:
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return st.sampled_from(inside)
    if origin in (Union, type(int | str)):
        return _annotated(next(one for one in inside if one is not type(None)), name, depth)
    if hasattr(annotation, "__metadata__"):
        return _of(FieldInfo.from_annotation(annotation), name, depth)
    if origin is dict:
        return _parts(depth + 1)
    if origin is tuple:
        return st.lists(_annotated(inside[0], name, depth), min_size=1, max_size=2)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _model(annotation, depth)
    if annotation is TypeSize:
        return st.sampled_from(["12/15.5", "11/14"])
    if annotation is bool:
        return st.sampled_from(["ja", "nee"])
    if annotation is int:
        return st.sampled_from(["1", "3"])
    if annotation is float:
        return st.sampled_from(["1", "0.5", "0,25"])
    return st.sampled_from(_TEXTS.get(name, ["kind", "vragen", "waves"]))


@st.composite
def _model(draw: st.DrawFn, model: type[BaseModel], depth: int) -> dict[str, Any]:
    """Return the fields of a model as an author may write them."""
    value: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if info.is_required() or draw(st.integers(0, 3)) == 0:
            value[name] = draw(_of(info, name, depth))
    for three in (("x", "w", "right"), ("y", "h", "bottom")):
        if all(name in value for name in three):
            del value[draw(st.sampled_from(three))]
    return value


def _parts(depth: int) -> st.SearchStrategy[dict[str, Any]]:
    elements = list(get_args(Element))
    if depth > 2:
        elements = [one for one in elements if not _holds_parts(one)]
    one = st.sampled_from(elements).flatmap(lambda model: _model(model, depth))
    return st.dictionaries(st.sampled_from(["a", "b-c", "titel"]), one, min_size=1, max_size=3)


def _holds_parts(model: type[BaseModel]) -> bool:
    return any(get_origin(info.annotation) is dict for info in model.model_fields.values())


@st.composite
def templates(draw: st.DrawFn) -> dict[str, Any]:
    """Return a whole template as a designer may write it."""
    return {
        "format": draw(st.sampled_from(["tarot", "a6", ["80", "120.5"]])),
        "bleed": "3",
        "variables": {"band": "6.5"},
        "styles": {"body": draw(_model(Style, 0))},
        "front": {"regions": draw(_parts(0))},
        "back": {"shared": draw(st.sampled_from(["ja", "nee"])), "regions": draw(_parts(0))},
    }


def written(value: object) -> Any:
    """Return a typed value as a designer would write it."""
    match value:
        case bool():
            return "ja" if value else "nee"
        case int() | float():
            return repr(value)
        case TypeSize():
            return f"{value.size_pt!r}/{value.leading_pt!r}"
        case Size():
            return [repr(value.width), repr(value.height)]
        case BaseModel():
            # Every key, not only those that differ: a default must be something one may write.
            return {
                name: "..".join(map(repr, one)) if name in ("gap", "between") and one.__class__ is
                tuple else written(one)
                for name in type(value).model_fields
                if (one := getattr(value, name)) is not None and one != ()
            }  # fmt: skip
        case dict():
            return {key: written(one) for key, one in value.items()}
        case tuple() | list():
            return [written(one) for one in value]
        case _:
            return value


def read(value: dict[str, Any], root: Path) -> Template:
    file = root / "kaarten" / "sjablonen" / "proef" / "proef.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(mapping(value), "utf-8")
    return load_template(Workspace(root), "proef", "proef")


@given(templates())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a whole template shrinks for minutes
)
def test_a_template_written_out_and_read_again_is_the_same(value: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = read(value, Path(folder))
        text = written(first)
        for name in ("name", "format_name", "places"):
            text.pop(name, None)
        second = read(text, Path(folder))
    for name in Template.model_fields:
        if name not in ("places", "format_name", "variables"):
            assert getattr(second, name) == getattr(first, name)
