"""Pieces of text with bold and italic in; one text with the asterisks that a deck knows, out."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Piece(Struct, frozen=True):
    """Some letters in one style."""

    text: str
    bold: bool = False
    italic: bool = False


def marked(pieces: Iterable[Piece]) -> str:
    """Return the pieces as one text; all bold is a cell's look, and is not marked."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        last = joined[-1] if joined else None
        blank = not piece.text.strip()
        if last and (blank or (last.bold, last.italic) == (piece.bold, piece.italic)):
            joined[-1] = Piece(last.text + piece.text, last.bold, last.italic)
        else:
            joined.append(piece)
    said = [piece for piece in joined if piece.text.strip()]
    bold = not all(piece.bold for piece in said)
    italic = not all(piece.italic for piece in said)
    return "".join(
        _wrapped(
            piece.text,
            ("**" if bold and piece.bold else "") + ("*" if italic and piece.italic else ""),
        )
        for piece in joined
    )


def _wrapped(text: str, mark: str) -> str:
    """Put marks around the words of a text, line by line: a style ends at a line's end."""
    if not mark:
        return text
    lines = []
    for line in text.split("\n"):
        bare = line.strip()
        lines.append(line.replace(bare, f"{mark}{bare}{mark}", 1) if bare else line)
    return "\n".join(lines)
