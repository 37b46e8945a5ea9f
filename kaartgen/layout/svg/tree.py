"""The bytes of an SVG file in; its elements, each with the line where it stands, out.

Nothing outside the file is ever opened. Entities are refused as soon as one is declared, since a
few lines of them can stand for gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element
from xml.parsers import expat

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, file_error, reason

SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"
XML: Final = "http://www.w3.org/XML/1998/namespace"
INKSCAPE: Final = "http://www.inkscape.org/namespaces/inkscape"

# The largest drawings of cards seen are some hundreds of kilobytes; with pictures some megabytes.
MAX_BYTES: Final = 16_000_000
MAX_ELEMENTS: Final = 50_000
# Design programs nest some twenty groups; more than this is made to make programs fall over.
MAX_DEPTH: Final = 100
_GZIP: Final = b"\x1f\x8b"


class Node(Element):
    """An element that knows where it stands in its file."""

    line: int = 0

    @property
    def name(self) -> str:
        """The name within SVG; empty for elements of other namespaces."""
        prefix = f"{{{SVG}}}"
        if self.tag.startswith(prefix):
            return self.tag[len(prefix) :]
        # Files made by hand often leave the namespace out.
        return "" if self.tag.startswith("{") else self.tag

    @property
    def id(self) -> str:
        """The element's id; empty if it has none."""
        return self.get("id", "")

    @property
    def href(self) -> str:
        """What it refers to, in either way of writing that."""
        return (self.get("href") or self.get(f"{{{XLINK}}}href") or "").strip()

    @property
    def nodes(self) -> Iterator[Node]:
        """The elements directly inside."""
        for child in self:
            assert isinstance(child, Node)  # the builder makes nothing else
            yield child


class Tree:
    """A file's elements, and those with an id by it."""

    def __init__(self, file: Path, root: Node) -> None:
        self.file, self.root = file, root
        self.by_id: dict[str, Node] = {}
        for node in root.iter():
            assert isinstance(node, Node)  # the builder makes nothing else
            if node.id:
                self.by_id.setdefault(node.id, node)

    def at(self, node: Node) -> Place:
        """Return where an element stands."""
        return Place(self.file, node.line)

    def target(self, reference: str) -> Node | None:
        """Return what `#id` or `url(#id)` refers to in this file; None if it is not in it."""
        text = reference.strip()
        if text.startswith("url("):
            text = text[4:].partition(")")[0].strip().strip("'\"")
        return self.by_id.get(text[1:]) if text.startswith("#") else None


def read_tree(file: Path) -> Tree:
    """Read an SVG file; raises KaartgenError if it is none, is too large, or has entities."""
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            shown = f"{size / 1_000_000:.0f}"
            raise _refused(
                file,
                f"Deze tekening is {shown} MB groot; {MAX_BYTES // 1_000_000} MB is het meeste.",
                "Vereenvoudig haar, of bewaar haar als pdf en gebruik die.",
            )
        content = file.read_bytes()
    except OSError as error:
        raise file_error(f"Deze tekening is niet te lezen: {reason(error)}.", file) from None
    return parsed(content, file)


def parsed(content: bytes, file: Path) -> Tree:
    """Return the elements of an SVG file's bytes; `file` is named in what is wrong with it."""
    if not content.strip():
        raise _refused(file, "Deze tekening is leeg.", "Exporteer haar opnieuw.")
    if content.startswith(_GZIP):
        raise _refused(
            file,
            "Deze tekening is ingepakt (svgz).",
            "Bewaar haar als gewone svg, zonder compressie.",
        )
    builder = _Builder(file)
    try:
        builder.parser.Parse(content, True)
    except expat.ExpatError as error:
        place = Place(file, error.lineno, error.offset + 1)
        raise KaartgenError(
            [
                Problem(
                    "Dit is geen geldige svg: het bestand is vanaf hier niet te lezen.",
                    ExitCode.AUTHOR,
                    place,
                    "Exporteer de tekening opnieuw als svg.",
                )
            ]
        ) from None
    except (LookupError, ValueError):  # an encoding that does not exist
        raise _refused(
            file,
            "Dit is geen geldige svg: de tekenset bestaat niet.",
            "Exporteer de tekening opnieuw als svg, in UTF-8.",
        ) from None
    root = builder.root
    if root is None or root.name != "svg":
        what = root.tag.rpartition("}")[2] if root is not None else "niets"
        raise _refused(
            file,
            f"Dit is geen svg: het buitenste element is ‘{what}’.",
            "Exporteer de tekening als svg.",
        )
    return Tree(file, root)


class _Builder:
    """Makes nodes of what the parser meets, and stops at what is not to be trusted."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.root: Node | None = None
        self._open: list[Node] = []
        self._last: Node | None = None
        self._count = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS:
            raise _refused(
                self.file,
                f"Deze tekening heeft meer dan {MAX_ELEMENTS} onderdelen.",
                "Vereenvoudig haar, of bewaar haar als pdf en gebruik die.",
                self.parser.CurrentLineNumber,
            )
        if len(self._open) >= MAX_DEPTH:
            raise _refused(
                self.file,
                f"In deze tekening zitten meer dan {MAX_DEPTH} groepen in elkaar.",
                "Haal groepen uit elkaar en exporteer opnieuw.",
                self.parser.CurrentLineNumber,
            )
        node = Node(_named(tag), {_named(key): value for key, value in attributes.items()})
        node.line = self.parser.CurrentLineNumber
        if self._open:
            self._open[-1].append(node)
        else:
            self.root = node
        self._open.append(node)
        self._last = None

    def _end(self, _: str) -> None:
        self._last = self._open.pop()

    def _text(self, text: str) -> None:
        if self._last is not None:
            self._last.tail = (self._last.tail or "") + text
        elif self._open:
            self._open[-1].text = (self._open[-1].text or "") + text

    def _entity(self, name: str, *_: object) -> None:
        raise _refused(
            self.file,
            f"In deze tekening staat een entiteit (‘{name}’); die worden niet gelezen.",
            "Exporteer haar zonder: in Illustrator met Exporteren als svg, of met ‘Illustrator-"
            "bewerkingsmogelijkheden behouden’ uit.",
            self.parser.CurrentLineNumber,
        )


def _named(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _refused(file: Path, message: str, hint: str, line: int | None = None) -> KaartgenError:
    return KaartgenError([Problem(message, ExitCode.AUTHOR, Place(file, line), hint)])
