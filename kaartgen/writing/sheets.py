"""Tables in; for each card what was written for it, by the headings of its columns, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.writing.columns import (
    BOARD,
    DECK,
    GUIDE,
    folded,
    sheet_kind,
)
from kaartgen.writing.columns import Path as Location
from kaartgen.writing.doubts import Doubts, quoted
from kaartgen.writing.headings import Heads, headings, of_kind, tell_columns
from kaartgen.writing.tables import (
    FORMULA_WITHOUT_VALUE,
    MOST_ROWS,
    Book,
    Cell,
    Sheet,
    row_text,
)
from kaartgen.writing.written import Found, Listed, Said, Written

_LISTS: Final = (DECK, BOARD, GUIDE)
_EXAMPLE: Final = frozenset({"voorbeeld", "example"})
MOST_CARDS: Final = 999


def read_sheets(book: Book, found: Found, doubts: Doubts) -> None:
    """Read every sheet of a book into `found`.

    Raises KaartgenError if none has headings that are known, or if one has far too many rows.
    """
    problems = [_too_many(book, sheet) for sheet in book.sheets if sheet.filled > MOST_ROWS]
    if problems:
        raise KaartgenError(problems)
    skipped: list[Sheet] = []
    for sheet in book.sheets:
        name = sheet_kind(sheet.name or book.file.stem, found.known)
        if not sheet.rows or name == "":
            continue
        if name in _LISTS:
            _read_list(sheet, name, found)
        elif not _read_cards(sheet, name, found, doubts):
            skipped.append(sheet)
    if not found.kinds and not found.lists:
        raise KaartgenError([_no_headings(book, skipped)])
    for sheet in skipped:
        found.notes.append(
            f"Blad ‘{sheet.name}’ is overgeslagen: daar staan geen koppen die kaartgen kent."
        )


def _too_many(book: Book, sheet: Sheet) -> Problem:
    where = f"Blad ‘{sheet.name}’" if sheet.name else "Dit bestand"
    amount = f"{sheet.filled:,}".replace(",", ".")
    return Problem(
        f"{where} heeft {amount} gevulde rijen; een deck heeft hooguit {MOST_CARDS} kaarten "
        "van een soort.",
        ExitCode.AUTHOR,
        book.place(f"blad {sheet.name}" if sheet.name else "alle rijen"),
        "Bewaar alleen de rijen waarvan je kaarten wilt.",
    )


def _no_headings(book: Book, sheets: list[Sheet]) -> Problem:
    if not sheets:
        return Problem(
            "In dit bestand staan geen teksten voor kaarten.",
            ExitCode.AUTHOR,
            book.place("leeg"),
            "‘kaartgen nieuw --werkblad’ maakt een werkblad om in te vullen.",
        )
    sheet = sheets[0]
    number, cells = sheet.rows[0]
    first = sheet.spot(number, min(cells))
    return Problem(
        f"Hier staan geen koppen die kaartgen kent; de eerste rij is {quoted(row_text(cells))}.",
        ExitCode.AUTHOR,
        book.place(first),
        "Zet boven de kolommen bijvoorbeeld: Titel, Rol, Verhaal, Kantelpunt, Vraag. Of begin met "
        "‘kaartgen nieuw --werkblad’.",
    )


# --- Field and value ---------------------------------------------------------------------------


def _read_list(sheet: Sheet, name: str, found: Found) -> None:
    listed = found.lists.setdefault(name, [])
    for number, cells in sheet.rows:
        # A third column explains; what has no value is a line of explanation, or not filled in.
        label, value = cells.get(1), cells.get(2)
        if label is None or value is None or folded(label.text) in ("veld", "field"):
            continue
        spot = sheet.spot(number, 2)
        found.spots.append(spot)
        listed.append(Listed(label.text.strip(), value.text, spot))


# --- Cards -------------------------------------------------------------------------------------


def _read_cards(sheet: Sheet, name: str | None, found: Found, doubts: Doubts) -> bool:
    heads = headings(sheet, name, found.known)
    if heads is None:
        return False
    tell_columns(sheet, heads, doubts)
    found.kinds.add(heads.kind.name)
    examples = 0
    for number, cells in sheet.rows:
        if number <= heads.row or {k: c.text for k, c in cells.items()} == heads.texts:
            continue
        if _is_example(heads, cells):
            examples += 1
            continue
        own = of_kind(sheet, heads, number, cells, found.known, doubts)
        if own is not None:
            _read_row(sheet, own, number, cells, found, doubts)
    if examples:
        found.notes.append(f"De voorbeeldrij van blad ‘{sheet.name}’ is overgeslagen.")
    return True


def _is_example(heads: Heads, cells: Mapping[int, Cell]) -> bool:
    return any(
        match.path == ("nummer",) and column in cells and folded(cells[column].text) in _EXAMPLE
        for column, match in heads.columns.items()
    )


def _read_row(
    sheet: Sheet,
    heads: Heads,
    number: int,
    cells: Mapping[int, Cell],
    found: Found,
    doubts: Doubts,
) -> None:
    said: dict[Location, Said] = {}
    empty: dict[str, str] = {}
    found.spots += [sheet.spot(number, column) for column in sorted(heads.columns)]
    for column, match in heads.columns.items():
        spot = sheet.spot(number, column)
        cell = cells.get(column)
        if cell is None or cell.flaw:
            empty.setdefault(match.column.field, spot)
            if cell is not None:
                _tell_flaw(cell, spot, doubts)
        elif match.path in said:
            if cell.text.strip() != said[match.path].text.strip():
                doubts.add(
                    "kolom",
                    spot,
                    f"Ook in {said[match.path].spot} staat een tekst voor "
                    f"‘{match.column.heading(match.number)}’; die is overgenomen, "
                    f"{quoted(cell.text)} niet.",
                    "Kies een van de twee.",
                )
        else:
            said[match.path] = Said(cell.text, spot, match.column)
    spot = sheet.spot(number, min(cells))
    texts = [said[path] for path in said if path not in (("nummer",), ("id",))]
    lonely = len(cells) == 1 and any(row == number for row, _, _ in sheet.wide)
    if not texts or lonely:
        if any(cell.text for cell in cells.values()):
            doubts.add(
                "rij",
                spot,
                f"Deze rij is overgeslagen: er staat alleen {quoted(row_text(cells))}.",
                "Hoort dit bij een kaart? Zet het dan in een kolom met een kop.",
            )
        return
    paths = {match.path for match in heads.columns.values()}
    found.kinds.add(heads.kind.name)
    found.cards.append(
        Written(
            heads.kind,
            said,
            texts[0].spot,
            empty,
            own_ids=("id",) in paths,
            own_numbers=("nummer",) in paths and ("id",) in paths,
        )
    )


def _tell_flaw(cell: Cell, spot: str, doubts: Doubts) -> None:
    if cell.flaw == FORMULA_WITHOUT_VALUE:
        doubts.add(
            "formule",
            spot,
            "Hier staat een formule zonder uitkomst.",
            "Open het bestand in Excel of LibreOffice en sla het op: dan wordt zij uitgerekend. Of "
            "plak de tekst zelf.",
        )
    else:
        error = re.sub(r"[^\w#!/?:]", "", cell.text)[:12]
        doubts.add(
            "formule",
            spot,
            f"De formule geeft hier een fout ({error}).",
            "Verbeter de formule, of plak de tekst zelf.",
        )
