"""The paragraphs and tables of a running text in; a part for each heading that is a card, out.

A card is a heading with no other headings under it than labels (‘Vraag’, ‘Perspectieven’). What
stands under it is split by its labels, at the start of a paragraph or on a line of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from kaartgen.content.kinds import KIND_BY_NAME
from kaartgen.writing.columns import Match, matches, sheet_kind
from kaartgen.writing.doubts import quoted
from kaartgen.writing.headings import known_headings
from kaartgen.writing.reading.docx import Block, Line, Table, Text, as_sheet
from kaartgen.writing.tables import Book, Part

_SITUATION: Final = "situatie"
_LABELLED: Final = re.compile(r"^\**\s*([^:\n*]{2,40}?)\s*\**\s*:\s*\**\s*")
# A bold line of more words than this is a sentence, no heading.
_MOST_WORDS: Final = 9


class _Node(Struct):
    """A heading, what stands under it, and the headings below it."""

    line: Line | None
    level: int
    blocks: list[Block] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)


def outlined(file: Path, text: Text) -> Book:
    """Return a running text as a book: parts by heading, and wide tables as sheets."""
    title = next((line.text for line in _lines(text.blocks) if line.level == 0), None)
    blocks = [one for one in text.blocks if not (isinstance(one, Line) and one.level == 0)]
    notes = list(text.notes)
    if not any(line.level for line in _lines(blocks)):
        bold = [_as_heading(one) for one in blocks]
        if any(isinstance(one, Line) and one.level for one in bold):
            notes.append("Dit bestand heeft geen koppen; vette regels zijn als kop gelezen.")
            blocks = bold
    sheets = [as_sheet(one) for one in blocks if isinstance(one, Table) and _is_wide(one)]
    rest = [one for one in blocks if not (isinstance(one, Table) and _is_wide(one))]
    root = _tree(rest)
    if root.children and root.blocks:
        notes.append(
            "Wat vóór de eerste kop staat, is niet overgenomen: "
            f"{quoted(next(iter(_lines(root.blocks)), Line('een tabel', 0)).text)}."
        )
    parts: list[Part] = []
    skipped: list[tuple[str, str]] = []
    for node in root.children:
        _walk(node, (), parts, skipped)
    if not parts and not sheets:
        parts += _tables_alone(rest)
    return Book(file, tuple(sheets), tuple(parts), tuple(notes), _plain(title), tuple(skipped))


def _lines(blocks: Sequence[Block]) -> Iterator[Line]:
    return (one for one in blocks if isinstance(one, Line))


def _plain(text: str | None) -> str | None:
    return re.sub(r"\*+|\n", " ", text).strip() if text else None


def _as_heading(block: Block) -> Block:
    """Read a short line that is bold as a whole as a heading, in a text that has none."""
    if not isinstance(block, Line) or not block.lead or block.in_list:
        return block
    bare = block.text.strip("* ")
    if block.lead == bare and len(bare.split()) <= _MOST_WORDS and not bare.endswith((":", ".")):
        return Line(bare, block.number, 1)
    return block


def _is_wide(table: Table) -> bool:
    """Say whether a table has a row of headings and cards below it, rather than field and value."""
    return any(len(row) > 2 for row in table.rows) and max(map(known_headings, table.rows[:3])) >= 2


def _tree(blocks: Sequence[Block]) -> _Node:
    root = _Node(None, 0)
    stack = [root]
    for block in blocks:
        if isinstance(block, Line) and block.level:
            while stack[-1].level >= block.level:
                stack.pop()
            node = _Node(block, block.level)
            stack[-1].children.append(node)
            stack.append(node)
        else:
            stack[-1].blocks.append(block)
    return root


def _walk(
    node: _Node, under: tuple[str, ...], parts: list[Part], skipped: list[tuple[str, str]]
) -> None:
    assert node.line is not None
    inside = _kind(under)
    cards = any(not _is_label(inside, one) for one in node.children)
    if cards or (sheet_kind(node.line.text) in KIND_BY_NAME and not node.blocks):
        heading = _heading(node.line)
        if node.blocks:
            skipped.append((heading, _spot(node.line, node.blocks[0])))
        for one in node.children:
            _walk(one, (*under, node.line.text), parts, skipped)
        return
    if not node.blocks and not node.children:
        skipped.append(("", _spot(node.line, None)))
        return
    parts.append(_part(node, under, inside))


def _kind(under: Sequence[str]) -> str:
    """Return the kind of card that the headings around it say; a situation if they say none."""
    named = [kind for text in under if (kind := sheet_kind(text)) in KIND_BY_NAME]
    return str(named[-1]) if named else _SITUATION


def _is_label(kind: str, node: _Node) -> bool:
    assert node.line is not None
    label = node.line.text.strip("* :")
    return not node.children and bool(matches(KIND_BY_NAME[kind], label))


def _heading(line: Line) -> str:
    return re.sub(r"\s+", " ", line.text.replace("*", "")).strip()


def _spot(head: Line, block: Block | None) -> str:
    """Return how to tell a person which paragraph: counted under its heading, white not counted."""
    if isinstance(block, Table):
        return f"‘{_heading(head)}’, tabel {block.number}"
    if block is None or block is head:
        return f"kop ‘{_heading(head)}’"
    return f"‘{_heading(head)}’, alinea {block.number - head.number}"


def _part(node: _Node, under: tuple[str, ...], kind: str) -> Part:
    assert node.line is not None
    heading = _heading(node.line)
    pieces: list[tuple[str, str, str, bool]] = []
    current = ""
    for block in node.blocks:
        if isinstance(block, Table):
            pieces += _of_table(heading, block)
            current = ""
            continue
        current = _add(pieces, node.line, block, kind, current)
    for child in node.children:
        assert child.line is not None
        label = child.line.text.strip("* :")
        for block in child.blocks:
            if isinstance(block, Line):
                pieces.append((label, block.text, _spot(node.line, block), block.in_list))
            else:
                pieces += _of_table(heading, block)
    return Part(heading, _spot(node.line, None), tuple(pieces), under)


def _add(
    pieces: list[tuple[str, str, str, bool]], head: Line, line: Line, kind: str, current: str
) -> str:
    """Add a paragraph under the label that it bears, or that goes on; return which goes on."""
    spot = _spot(head, line)
    label, rest = _labelled(line, kind)
    if label and rest:
        pieces.append((label, rest, spot, False))
        # ‘Rol: Je bent teamleider’ is done; after ‘Vragen: …’ more may follow in a list.
        return label if _is_list(kind, label) else ""
    if label:
        return label
    begun = any(piece[0] == current for piece in pieces)
    if current and begun and _is_list(kind, current) and not _goes_on(kind, current, line):
        current = ""  # after a list comes the story again
    pieces.append((current, line.text, spot, line.in_list))
    return current


def _goes_on(kind: str, label: str, line: Line) -> bool:
    """Say whether a paragraph may be the next of a list: it is set as one, or looks like one."""
    if line.in_list or re.match(r"\s*(?:[-–•*·]|\d{1,2}[.)])\s", line.text):
        return True
    nature = matches(KIND_BY_NAME[kind], label)[0].column.nature
    return (nature == "zinnen" and line.text.endswith("?")) or (
        nature == "stemmen" and bool(_LABELLED.match(line.text))
    )


def _labelled(line: Line, kind: str) -> tuple[str, str]:
    """Return the label with which a paragraph begins, and what follows; no label if none does."""
    match = _LABELLED.match(line.text)
    if match and matches(KIND_BY_NAME[kind], match[1]):
        return match[1], _closed(line.text[match.end() :])
    lead = line.lead.strip(" :")
    if lead and matches(KIND_BY_NAME[kind], lead):
        bare = line.text.replace("**", "", 2) if line.text.startswith("**") else line.text
        return lead, bare[len(line.lead) :].lstrip(" :\n–-")
    return "", line.text


def _closed(text: str) -> str:
    """Return a text without the end of a style that began in its label."""
    return text.removeprefix("**").strip() if text.count("**") % 2 else text.strip()


def _is_list(kind: str, label: str) -> bool:
    found: tuple[Match, ...] = matches(KIND_BY_NAME[kind], label)
    natures = ("zinnen", "stemmen", "waarden", "termen", "woorden", "stappen", "kopjes")
    return bool(found) and found[0].column.nature in natures


def _of_table(heading: str, table: Table) -> Iterator[tuple[str, str, str, bool]]:
    for number, row in enumerate(table.rows, 1):
        if len(row) >= 2 and row[0].strip() and row[1].strip():
            spot = f"‘{heading}’, tabel {table.number}, rij {number}"
            yield row[0].strip("* :"), row[1], spot, False


def _tables_alone(blocks: Sequence[Block]) -> list[Part]:
    """Return each table of field and value as a card, in a text that has no headings."""
    parts = []
    for block in blocks:
        if isinstance(block, Table):
            pieces = tuple(_of_table(f"tabel {block.number}", block))
            if known_headings([label for label, *_ in pieces]) >= 2:
                parts.append(Part("", f"tabel {block.number}", pieces))
    return parts
