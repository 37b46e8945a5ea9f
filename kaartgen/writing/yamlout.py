"""Plain values in; YAML out as a person would write it: folded text, short lists on one line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kaartgen.yamlfile import Value

# As wide as the texts that ship; an editor beside a browser shows it whole.
WIDTH: Final = 88
# What would mean something else at the start of a plain text, or anywhere in it.
_STARTS: Final = frozenset("-?:,[]{}#&*!|>'\"%@`=<~ ")
_INSIDE: Final = re.compile(r": |:$| #|[\t\n]| $")
_IN_FLOW: Final = re.compile(r"[,\[\]{}]")
# What no text may hold as it is: line ends that only YAML takes for one, marks, controls.
_ESCAPED: Final = re.compile(
    "[^\\n\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]"
)
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL", "<<", "="})
# Lists of ids and words stand on one line; of sentences each has a line of its own.
_ON_ONE_LINE: Final = frozenset({"waarden", "tags", "materiaal", "makers", "slotzin"})


def scalar(text: str, *, flow: bool = False) -> str:
    """Return one text as it stands behind `veld: `, between quotes where it needs them."""
    plain = (
        text not in _NOTHING
        and text[0] not in _STARTS
        and not _INSIDE.search(text)
        and not _ESCAPED.search(text)
        and not (flow and _IN_FLOW.search(text))
        and not text.startswith(("...", "---"))
    )
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    inside = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{_ESCAPED.sub(_escape, inside)}"'


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number > 0xFFFF:
        return f"\\U{number:08X}"
    return f"\\x{number:02X}" if number < 0x100 else f"\\u{number:04X}"


def cards(items: Sequence[Mapping[str, Value]], heading: str = "") -> str:
    """Return a file with a list of cards, an empty line between them, under a comment."""
    text = "\n".join(_item(dict(item), 0) for item in items)
    return f"{comment(heading)}\n{text}" if heading else text


def mapping(value: Mapping[str, Value], heading: str = "") -> str:
    """Return a file of fields, such as deck.yaml, under a comment."""
    text = "".join(_field(key, one, 0) for key, one in value.items()) or "{}\n"
    return f"{comment(heading)}\n{text}" if heading else text


def comment(text: str) -> str:
    """Return `text` as lines of comment."""
    return "".join(
        f"# {line}".rstrip() + "\n"
        for part in text.split("\n")
        for line in _wrapped(part, WIDTH + 8)
    )


def _field(key: str, value: Value, indent: int) -> str:
    pad = " " * indent
    name = scalar(key, flow=True)
    if value is None:
        return f"{pad}{name}:\n"
    if isinstance(value, str):
        return f"{pad}{name}: {_text(value, len(name) + 2, indent)}\n"
    if not value:
        return f"{pad}{name}: {'[]' if isinstance(value, list) else '{}'}\n"
    if isinstance(value, dict):
        return f"{pad}{name}:\n" + "".join(
            _field(under, one, indent + 2) for under, one in value.items()
        )
    line = _on_one_line(key, value)
    if line and indent + len(name) + 2 + len(line) <= WIDTH:
        return f"{pad}{name}: {line}\n"
    return f"{pad}{name}:\n" + "".join(_item(one, indent + 2) for one in value)


def _on_one_line(key: str, value: Sequence[Value]) -> str | None:
    texts = [one for one in value if isinstance(one, str) and "\n" not in one]
    if key not in _ON_ONE_LINE or len(texts) != len(value):
        return None
    return f"[{', '.join(scalar(one, flow=True) for one in texts)}]"


def _item(value: Value, indent: int) -> str:
    pad = " " * indent
    if isinstance(value, dict) and value:
        text = "".join(_field(key, one, indent + 2) for key, one in value.items())
        return f"{pad}- {text[indent + 2 :]}"
    if isinstance(value, list) and value:
        text = "".join(_item(one, indent + 2) for one in value)
        return f"{pad}- {text[indent + 2 :]}"
    if isinstance(value, str):
        return f"{pad}- {_text(value, 2, indent)}\n"
    return f"{pad}-{'' if value is None else ' []' if isinstance(value, list) else ' {}'}\n"


def _text(text: str, before: int, indent: int) -> str:
    """Return a text on this line, or folded under it (`>-`), or line by line (`|-`)."""
    pad = " " * (indent + 2)
    if _as_block(text):
        lines = text.split("\n")
        if len(lines) > 1:
            return "|-\n" + "\n".join(pad + line if line else "" for line in lines)
        if indent + before + len(scalar(text)) > WIDTH:
            return ">-\n" + "\n".join(pad + line for line in _wrapped(text, WIDTH - len(pad)))
    return scalar(text)


def _as_block(text: str) -> bool:
    """Say whether a text survives in a block: no odd spaces at its edges, nothing to escape."""
    return not (
        _ESCAPED.search(text)
        or text != text.strip("\n ")
        or any(line != line.strip(" ") for line in text.split("\n"))
    )


def _wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines, parted only at single spaces: elsewhere folding would change it."""
    lines: list[str] = []
    line = ""
    for word in re.split(r"(?<! ) (?! )", text):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]
