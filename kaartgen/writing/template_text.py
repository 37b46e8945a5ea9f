"""A template's values in; its YAML as a designer would write it, a region on a line, out."""

from __future__ import annotations

from collections.abc import Mapping

from kaartgen.writing.yamlout import comment, scalar
from kaartgen.yamlfile import Value

# Beyond this a region takes a line for each of its keys.
_WIDTH = 120
# What stands open, a line for each thing in it.
_OPEN = frozenset({"front", "back", "regions", "styles", "variables", "variants", "stack", "each"})


def template_text(value: Mapping[str, Value], heading: str) -> str:
    """Return a template's file; `heading` stands above it as a comment."""
    parts: list[str] = []
    for key, inside in value.items():
        text = _entry(key, inside, 0)
        # Sides and styles stand apart, the plain fields together.
        apart = isinstance(inside, dict) and bool(parts)
        parts.append(f"\n{text}" if apart else text)
    return comment(heading) + "".join(parts)


def _entry(key: str, value: Value, indent: int) -> str:
    pad = " " * indent
    if isinstance(value, dict) and value:
        line = f"{pad}{key}: {_flow(value)}"
        if key in _OPEN or len(line) > _WIDTH or any(name in _OPEN for name in value):
            inside = "".join(_entry(name, one, indent + 2) for name, one in value.items())
            return f"{pad}{key}:\n{inside}"
        return f"{line}\n"
    return f"{pad}{key}: {_flow(value)}\n"


def _flow(value: Value) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(_flow(one) for one in value)}]"
    return "null" if value is None else scalar(value, flow=True)
