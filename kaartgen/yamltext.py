"""YAML text in; plain values out that remember where they stood, every scalar still as text.

PyYAML's own constructors are not used: YAML 1.1 turns `010` into 8, `13:30` into 810 and `no`
into False, and forgets the places. The nodes are walked here; what a scalar means is decided by
the model that reads it.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import yaml

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.yamlfile import Document, Location, Value

# An author's file of a few hundred cards has 20,000 nodes.
MAX_NODES = 400_000
MAX_DEPTH = 40
# Longer than any page of text: a scalar beyond this is a pasted picture or a slip.
MAX_SCALAR = 100_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parsed(file: Path, text: str) -> Document:
    """Return the document that `text` holds, its lesser problems with it.

    Raises KaartgenError if nothing can be read.
    """
    first_look = _control_characters(file, text) or _tab_indentation(file, text)
    if first_look:
        raise KaartgenError(first_look)
    lines = text.split("\n")
    if _endless(text, lines):
        raise KaartgenError([Problem(*_OUT_OF_HAND, Place(file), _WRITE_OUT)])
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise KaartgenError([_syntax_problem(file, lines, error)]) from None
    except (yaml.reader.ReaderError, RecursionError):
        raise KaartgenError(
            [Problem(_UNKNOWN_SYNTAX[0], ExitCode.AUTHOR, Place(file), _UNKNOWN_SYNTAX[1])]
        ) from None
    walk = _Walk(file, lines)
    value = walk.value(root, (), 0) if root is not None else None
    if walk.endless:
        raise KaartgenError(walk.problems)
    return Document(file, value, walk.places, tuple(walk.problems))


def _tab_indentation(file: Path, text: str) -> list[Problem]:
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and line.strip():
            problems.append(
                Problem(
                    "Deze regel springt in met een tab; YAML kent alleen spaties.",
                    ExitCode.AUTHOR,
                    Place(file, number, indent.index("\t") + 1),
                    "Vervang de tab door twee spaties.",
                )
            )
    return problems


_SYNTAX = {
    "mapping values are not allowed": (
        "Hier staat een dubbele punt op een plek waar dat niet kan.",
        "Zet een tekst waar een dubbele punt in staat tussen aanhalingstekens.",
    ),
    "could not find expected ':'": (
        "Hier ontbreekt een dubbele punt na de naam van een veld.",
        "Schrijf een veld als ‘naam: tekst’, en laat een tekst van meer regels inspringen.",
    ),
    "while scanning a quoted scalar": (
        "Een aanhalingsteken wordt geopend en niet gesloten.",
        "Zet aan het eind van de tekst hetzelfde aanhalingsteken.",
    ),
    "found undefined alias": (
        "Hier staat een * vooraan, en dat betekent in YAML een verwijzing die er niet is.",
        "Zet een tekst die met * begint tussen aanhalingstekens.",
    ),
    "while scanning an alias": (
        "Hier staat een * vooraan, en dat betekent in YAML een verwijzing.",
        "Zet een tekst die met * begint tussen aanhalingstekens.",
    ),
    "cannot start any token": (
        "Met dit teken kan een tekst in YAML niet beginnen.",
        "Zet de tekst tussen aanhalingstekens.",
    ),
}


# The parser notices these only at their end; the mistake is where they begin.
_TOLD_AT_THE_START = frozenset(
    {"while scanning a quoted scalar", "could not find expected ':'", "while scanning an alias"}
)
_UNKNOWN_SYNTAX = (
    "Hier klopt de opbouw van het YAML-bestand niet.",
    "Kijk naar inspringen, dubbele punten en aanhalingstekens op en vlak boven deze regel.",
)


_UNEVEN_FIELDS = (
    "De velden van een kaart staan niet recht onder elkaar.",
    "Laat alle velden van een kaart even ver inspringen.",
)
_UNEVEN_ITEMS = (
    "De streepjes van een lijst staan niet recht onder elkaar.",
    "Zet elk ‘-’ van dezelfde lijst even ver naar rechts.",
)
_AFTER_QUOTE = (
    "Achter het aanhalingsteken gaat de tekst nog door.",
    "Zet ‘>-’ achter de dubbele punt en de hele tekst, met zijn aanhalingstekens, eronder.",
)
_AFTER_BRACKET = (
    "Een tekst die met [ of { begint, leest YAML als een lijst.",
    "Zet de hele tekst tussen aanhalingstekens.",
)


def _uneven(lines: list[str], mark: yaml.Mark | None) -> tuple[str, str]:
    """Say what stands crooked, or what goes on behind a quote or bracket, at the mark."""
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    before = line[: mark.column].rstrip() if mark else ""
    if before.endswith(('"', "'")) or (before and line[len(before) - 1] in "\"'"):
        return _AFTER_QUOTE
    if before.endswith(("]", "}")):
        return _AFTER_BRACKET
    return _UNEVEN_ITEMS if line.lstrip().startswith("-") else _UNEVEN_FIELDS


def _syntax_problem(file: Path, lines: list[str], error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = f"{error.problem or ''} | {error.context or ''}"
    key = next((key for key in _SYNTAX if key in said), "")
    message, hint = _SYNTAX.get(key, _UNKNOWN_SYNTAX)
    only_word = mark and re.fullmatch(r"[\s-]*[\w-]+", lines[mark.line][: mark.column])
    if key == "mapping values are not allowed" and only_word:
        message, hint = _UNEVEN_FIELDS
    if not key and "while parsing a block" in said:
        message, hint = _uneven(lines, mark)
    if key in _TOLD_AT_THE_START:
        mark = error.context_mark or mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    return Problem(message, ExitCode.AUTHOR, place, hint)


_CONTROL = re.compile(
    "[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
)


def _control_characters(file: Path, text: str) -> list[Problem]:
    problems = []
    for match in itertools.islice(_CONTROL.finditer(text), 20):
        at = match.start()
        problems.append(
            Problem(
                f"Hier staat een stuurteken (U+{ord(match[0]):04X}) dat niet in tekst hoort.",
                ExitCode.AUTHOR,
                Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)),
                "Verwijder het teken; vaak is het meegekomen met plakken.",
            )
        )
    return problems


_OUT_OF_HAND = (
    "Dit bestand groeit door zijn verwijzingen of zijn nesting uit tot iets onwerkbaars.",
    ExitCode.AUTHOR,
)
_WRITE_OUT = "Schrijf de kaarten voluit, zonder & en *."
# The C parser composes nodes recursively, and a file made for it can overflow its stack.
_MOST_OPEN = 1000


def _endless(text: str, lines: list[str]) -> bool:
    """Say whether the text nests so deeply that the parser would not survive it."""
    if any(line.count("- ") + line.count("? ") > _MOST_OPEN for line in lines):
        return True
    if text.count("[") + text.count("{") <= _MOST_OPEN:
        return False
    depth = 0
    for match in re.finditer(r"[\[\]{}]", text):
        depth += 1 if match[0] in "[{" else -1
        if depth > _MOST_OPEN:
            return True
    return False


class _Walk:
    """The state of one walk over the nodes: places, problems and how many nodes were seen."""

    def __init__(self, file: Path, lines: list[str]) -> None:
        self.file = file
        self.lines = lines
        self.places: dict[Location, Place] = {}
        self.problems: list[Problem] = []
        self.seen = 0
        self.endless = False

    def value(self, node: yaml.Node, location: Location, depth: int) -> Value:
        self.seen += 1
        place = self._place(node)
        self.places.setdefault(location, place)
        if self.seen > MAX_NODES or depth > MAX_DEPTH:
            if not self.endless:
                self._problem(node, _OUT_OF_HAND[0], _WRITE_OUT)
            self.endless = True
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [
                self.value(item, (*location, index), depth + 1)
                for index, item in enumerate(node.value)
            ]
        return self._mapping(node, location, depth)

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        text: str = node.value
        if not node.style:
            mark = node.start_mark
            sign = self.lines[mark.line][mark.column : mark.column + 1]
            if sign in ("!", "&") and not text.startswith(sign):
                self._problem(
                    node,
                    f"Een tekst die met {sign} begint, heeft in YAML een andere betekenis.",
                    "Zet de tekst tussen aanhalingstekens.",
                )
                return ""
            if text in ("", "~", "null"):
                return None
        if len(text) > MAX_SCALAR:
            self._problem(
                node,
                f"Deze tekst is {len(text):,} tekens lang.".replace(",", "."),
                "Op een kaart passen hooguit enkele honderden tekens.",
            )
            return ""
        return text.removesuffix("\n")

    def _mapping(self, node: yaml.Node, location: Location, depth: int) -> dict[str, Value]:
        result: dict[str, Value] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem(key_node, "De naam van een veld moet één woord zijn.")
                continue
            key: str = key_node.value
            if key in result:
                first = self.places[(*location, key)]
                self._problem(
                    key_node,
                    f"Het veld ‘{key}’ staat hier voor de tweede keer.",
                    f"Het stond al op regel {first.line}; haal een van beide weg.",
                )
                continue
            self.places[(*location, key)] = self._place(key_node)
            result[key] = self.value(value_node, (*location, key), depth + 1)
        return result

    def _place(self, node: yaml.Node) -> Place:
        mark = node.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _problem(self, node: yaml.Node, message: str, hint: str | None = None) -> None:
        self.problems.append(Problem(message, ExitCode.AUTHOR, self._place(node), hint))
