"""Rows and the cells that were merged in; rows with what a merge means, and its width, out."""

from __future__ import annotations

from collections.abc import Sequence

from kaartgen.writing.tables import Cell

Rows = list[tuple[int, dict[int, Cell]]]
# First row, first column, last row, last column.
Merge = tuple[int, int, int, int]


def unmerged(rows: Rows, merges: Sequence[Merge]) -> frozenset[tuple[int, int, int]]:
    """Let a cell over several rows hold for each that has cells of its own.

    Changes `rows`; returns the merges over several columns, as Sheet.wide.
    """
    by_number = dict(rows)
    wide: set[tuple[int, int, int]] = set()
    for top, left, bottom, right in merges:
        cell = by_number.get(top, {}).get(left)
        if cell is None:
            continue
        if right > left:
            wide.add((top, left, right))
        # A merge may reach to the last row of the sheet; only the rows that are there count.
        for number, cells in by_number.items():
            if top < number <= bottom:
                cells.setdefault(left, cell)
    return frozenset(wide)
