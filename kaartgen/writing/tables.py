"""What a spreadsheet or a Word file says, as data: cells with where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from kaartgen.errors import Place

# A deck has at most 999 cards of a kind.
MOST_ROWS: Final = 2_000
# What a cell may be besides its text.
FORMULA_WITHOUT_VALUE: Final = "formule"
FORMULA_ERROR: Final = "fout"


class Cell(Struct, frozen=True):
    """A cell's text, and what is wrong with it if it has none that can be used."""

    text: str
    flaw: str = ""


class Sheet(Struct, frozen=True):
    """A sheet: its filled rows in order, each its number and its filled cells by column, from 1.

    `spots` is how a cell is told: `{cell}` (D7), `{row}` and `{letter}` are filled in.
    """

    name: str
    rows: tuple[tuple[int, Mapping[int, Cell]], ...]
    spots: str = "{cell}"
    # How many filled rows there are; `rows` stops at MOST_ROWS.
    filled: int = 0
    # The columns that a title spread over several cells covers: (row, first column, last column).
    wide: frozenset[tuple[int, int, int]] = frozenset()

    def spot(self, row: int, column: int) -> str:
        """Return how to tell a person which cell: `Situaties!D7`."""
        letter = letters(column)
        return self.spots.format(cell=f"{letter}{row}", row=row, letter=letter)

    def column_spot(self, column: int) -> str:
        """Return how to tell a person which column: `Situaties!D`."""
        letter = letters(column)
        return self.spots.format(cell=letter, row="", letter=letter)


class Part(Struct, frozen=True):
    """A piece of a running text that is one card: labelled texts, each with its spot."""

    heading: str
    spot: str
    # Label (empty for what stands under none), text, spot, and whether it is one of a list.
    pieces: tuple[tuple[str, str, str, bool], ...]
    # The headings that it stands under, from the outside in.
    under: tuple[str, ...] = ()


class Book(Struct, frozen=True):
    """A whole file: its sheets or its parts, and what was noticed that a person should know."""

    file: Path
    sheets: tuple[Sheet, ...] = ()
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    title: str | None = None
    # Text under a heading that is no card, with that heading; or a heading with nothing under it.
    skipped: tuple[tuple[str, str], ...] = field(default=())

    def place(self, spot: str) -> Place:
        """Return a spot of this file as a place."""
        return Place(self.file, None, None, spot)


def letters(column: int) -> str:
    """Return the letters of a column counted from 1: 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_of(name: str) -> tuple[int, int]:
    """Return the row and column of a cell's name: D7 is (7, 4); 0 for what it leaves out."""
    column = 0
    at = 0
    for at, char in enumerate(name):  # noqa: B007 (where the letters end is what we need)
        if not char.isalpha():
            break
        column = column * 26 + ord(char.upper()) - 64
    digits = name[at:] if name[at:].isdigit() else "0"
    return int(digits), column


def named(name: str) -> str:
    """Return how spots of a sheet are written: `Situaties!{cell}`, quoted where Excel does so."""
    safe = name.replace("{", "(").replace("}", ")")
    plain = safe and all(char.isalnum() or char == "_" for char in safe) and not safe[0].isdigit()
    return f"{safe}!{{cell}}" if plain else f"'{safe}'!{{cell}}"


def row_text(cells: Mapping[int, Cell]) -> str:
    """Return a row as one line, to compare and to quote."""
    return " | ".join(cells[column].text for column in sorted(cells))
