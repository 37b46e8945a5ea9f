"""A sheet in; the row of its headings, and the field that each column stands for, out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from kaartgen.content.kinds import KINDS, Kind
from kaartgen.writing.columns import Match, closest, columns, folded, matches, sheet_kind
from kaartgen.writing.columns import Path as Location
from kaartgen.writing.doubts import Doubts, quoted
from kaartgen.writing.tables import Cell, Sheet

# A title is shorter than this, a story longer.
_STORY: Final = 60
# A title, a date and a line of explanation may stand above the headings.
_FIRST_ROWS: Final = 15
_KIND_HEADINGS: Final = frozenset({"soort", "soort kaart", "kaartsoort", "kind", "type kaart"})


class Heads(Struct):
    """The headings of a sheet: their row, and what each column stands for."""

    row: int
    kind: Kind
    columns: dict[int, Match]
    # The column that says of what kind each row is, if there is one.
    kinds: int | None
    texts: Mapping[int, str]


def known_headings(row: Iterable[str]) -> int:
    """Count in a row the headings that stand for something, for the kind that knows most."""
    cells = [text for text in row if text.strip() and len(text) < 60]
    listed = {folded(text) for text in cells} >= {"veld", "waarde"}
    return 2 if listed else max(_count(kind, cells) for kind in KINDS)


def _count(kind: Kind, cells: Iterable[str]) -> int:
    return _fields([found for text in cells if (found := matches(kind, text))])


def _fields(candidates: Collection[tuple[Match, ...]]) -> int:
    """Return how many fields headings can stand for: one each, and each another."""
    return min(len(candidates), len({one.path for options in candidates for one in options}))


def headings(sheet: Sheet, name: str | None, known_kinds: Sequence[Kind]) -> Heads | None:
    """Find the row of headings: the one with most that are known, and the kind that knows them."""
    kinds = [kind for kind in known_kinds if name in (None, kind.name)]
    best: tuple[int, int, int] | None = None
    rows = sheet.rows[:_FIRST_ROWS]
    for at in range(len(rows)):
        parents = _with_parents(sheet, at)
        for order, kind in enumerate(kinds):
            known = _fields(_candidates(kind, parents).values())
            if known and (best is None or known > best[0]):
                best = (known, at, order)
    # On a sheet without a name that helps, one word that happens to be a heading is too little.
    if best is None or best[0] < (1 if name else 2):
        return None
    _, at, order = best
    kind = kinds[order]
    number, cells = rows[at]
    texts = {column: cell.text for column, cell in cells.items()}
    long = {column for column in texts if _length(sheet.rows[at + 1 :], column) > _STORY}
    chosen = _chosen(_candidates(kind, _with_parents(sheet, at)), texts, long)
    of_kind = next((c for c, text in texts.items() if folded(text) in _KIND_HEADINGS), None)
    return Heads(number, kind, chosen, of_kind, texts)


def _with_parents(sheet: Sheet, at: int) -> dict[int, tuple[str, ...]]:
    """Return the headings of a row, each also with the wide heading above it before it."""
    cells = sheet.rows[at][1]
    above: dict[int, str] = {}
    if at:
        upper, parents = sheet.rows[at - 1]
        for row, left, right in sheet.wide:
            if row == upper and left in parents:
                above.update(dict.fromkeys(range(left, right + 1), parents[left].text))
    return {
        column: (f"{above[column]} {cell.text}", cell.text) if column in above else (cell.text,)
        for column, cell in cells.items()
        if len(cell.text) < 100
    }


def _candidates(kind: Kind, texts: Mapping[int, tuple[str, ...]]) -> dict[int, tuple[Match, ...]]:
    found: dict[int, tuple[Match, ...]] = {}
    for column, names in texts.items():
        for name in names:
            known = matches(kind, name)
            if known:
                found[column] = known
                break
    return found


def _length(rows: Iterable[tuple[int, Mapping[int, Cell]]], column: int) -> float:
    """Return how long the texts in a column usually are."""
    lengths = [len(cells[column].text) for _, cells in rows if column in cells]
    return sum(lengths) / len(lengths) if lengths else 0


def _chosen(
    candidates: Mapping[int, tuple[Match, ...]], texts: Mapping[int, str], long: Collection[int]
) -> dict[int, Match]:
    """Give each column a field, in that order: who bears its very name, who may mean several last.

    What may be a title or a story is a story if its texts are long.
    """
    taken: dict[Location, int] = {}
    chosen: dict[int, Match] = {}

    def rank(column: int) -> tuple[int, int]:
        first = candidates[column][0]
        exact = folded(texts[column]) == folded(first.column.heading(first.number))
        return (0 if exact else 2 if first.weak else 1, column)

    for column in sorted(candidates, key=rank):
        options = candidates[column]
        if options[0].weak:
            options = tuple(
                sorted(options, key=lambda one: (one.column.path == "titel") == (column in long))
            )
        free = [one for one in options if one.path not in taken]
        chosen[column] = (free or options)[0]
        taken.setdefault(chosen[column].path, column)
    return chosen


def tell_columns(sheet: Sheet, heads: Heads, doubts: Doubts) -> None:
    """Note the columns that stand for nothing, and those that stand for the same."""
    filled: dict[int, int] = {}
    first: dict[int, int] = {}
    for number, cells in sheet.rows:
        if number > heads.row:
            for column in cells:
                filled[column] = filled.get(column, 0) + 1
                first.setdefault(column, number)
    for column, times in sorted(filled.items()):
        if column in heads.columns or column == heads.kinds:
            continue
        cells_left = "één cel" if times == 1 else f"{times} cellen"
        text = heads.texts.get(column)
        if text is None:
            doubts.add(
                "kolom",
                sheet.column_spot(column),
                f"Deze kolom heeft geen kop; {cells_left} niet overgenomen.",
                "Zet erboven bij welk veld de teksten horen.",
            )
            continue
        near = closest(heads.kind, text)
        doubts.add(
            "kolom",
            sheet.spot(heads.row, column),
            f"Een kolom {quoted(text)} kent kaartgen niet; {cells_left} niet overgenomen.",
            f"Bedoel je ‘{near}’? Geef de kolom dan die kop."
            if near
            else f"Kies uit: {_labels(heads.kind)}.",
        )
    by_path: dict[Location, int] = {}
    for column, match in heads.columns.items():
        other = by_path.setdefault(match.path, column)
        if other != column and column in filled:
            doubts.add(
                "kolom",
                sheet.spot(heads.row, column),
                f"Twee kolommen zijn allebei ‘{match.column.heading(match.number)}’: "
                f"{quoted(heads.texts[other])} en {quoted(heads.texts[column])}. Per rij telt de "
                "eerste van deze twee die gevuld is.",
                "Geef een van de twee een andere kop, of haal hem weg.",
            )


def _labels(kind: Kind) -> str:
    return ", ".join(
        column.label.replace("#", "1").replace("@", "A") for column in columns(kind) if column.times
    )


def of_kind(
    sheet: Sheet,
    heads: Heads,
    number: int,
    cells: Mapping[int, Cell],
    known: Sequence[Kind],
    doubts: Doubts,
) -> Heads | None:
    """Return the headings as the row's own kind reads them, where each row says its kind."""
    if heads.kinds is None or heads.kinds not in cells:
        return heads
    told = cells[heads.kinds].text
    name = sheet_kind(told, known)
    by_name = {kind.name: kind for kind in known}
    if name not in by_name:
        doubts.add(
            "soort",
            sheet.spot(number, heads.kinds),
            f"Een soort kaart {quoted(told)} is er niet; de rij is overgeslagen.",
            f"Kies uit: {', '.join(by_name)}.",
        )
        return None
    kind = by_name[name]
    if kind is heads.kind:
        return heads
    texts = {column: (text,) for column, text in heads.texts.items()}
    chosen = _chosen(_candidates(kind, texts), heads.texts, ())
    return Heads(heads.row, kind, chosen, heads.kinds, heads.texts)
