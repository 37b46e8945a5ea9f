"""A deck in, or nothing; a spreadsheet to fill in out: a sheet a kind, help at every column."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kaartgen import yamlfile
from kaartgen.content.deck import Deck, DeckFile
from kaartgen.content.kinds import KINDS, Kind
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.writing.card_rows import Placed, Row, counted, joined, placed, row_of
from kaartgen.writing.columns import (
    BOARD,
    DECK,
    GUIDE,
    LABELS,
    Column,
    label_of_sheet,
)
from kaartgen.writing.fieldlist import lines
from kaartgen.writing.scaffold import EXAMPLE
from kaartgen.writing.tables import letters

# Excel holds no more in a cell; the library cuts in silence.
MOST_LETTERS: Final = 32_767
EXAMPLE_MARK: Final = "voorbeeld"
# The rows that the choices and the help are for.
_LAST_ROW: Final = 1_000
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
# Same input, same bytes: the zip and the properties both hold the time otherwise.
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_TIMES: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_DARK, _LIGHT, _PALE = "1F3A4D", "6B8798", "F3F1EA"
_DECK_FIELDS: Final = (
    ("titel", "De titel van het deck."),
    ("ondertitel", "Mag leeg blijven."),
    ("kort", "Staat klein onderaan elke kaart; leeg: de titel."),
    ("doelgroep", "Voor wie is het deck?"),
    ("doel", "Waarvoor is het?"),
    ("makers", "Wie maakten het? Met een puntkomma ertussen."),
    ("opdrachtgever", "Mag leeg blijven."),
    ("herkomst", "verzonnen, samengesteld of praktijk-geanonimiseerd."),
    ("versie", "Hoog haar op als je opnieuw print."),
    ("status", "Bijvoorbeeld: werk in uitvoering."),
)
_EXPLANATION: Final = """\
Zo werkt dit werkblad
Elk blad is voor één soort kaart, en elke rij wordt een kaart. Laat leeg wat je nog niet weet: \
daar komt ‘(nog invullen)’ te staan, en kaartgen zegt waar.
Donkere koppen horen erbij, lichte mogen leeg blijven. Klik op een cel om te lezen wat erin hoort. \
Een nieuwe regel in een cel maak je met Alt+Enter.
De grijze rij is een voorbeeld. Je mag haar laten staan: waar bij Nummer ‘voorbeeld’ staat, slaat \
kaartgen de rij over.
Heb je er meer nodig, zet er dan een kolom bij: Vraag 3, Perspectief 4 wie, Perspectief 4 zegt, \
Wat als 2, Optie A tot en met Optie D, Fase, Wijsheid, Kern, Volgorde, Herkomst, Afbeelding.
Schrijf geen namen, adressen of nummers van echte mensen. kaartgen let daarop, maar ziet niet alles.
Klaar? Sla het bestand op en typ: kaartgen nieuw mijn-deck --van werkblad.xlsx
Hoe een goede situatie eruitziet staat in docs/schrijven.md.
"""


def empty_workbook(kinds: Sequence[Kind] = KINDS) -> bytes:
    """Return a spreadsheet with an example in every sheet, but for kinds of one's own."""
    book = _new()
    for kind in kinds:
        if kind.own is not None:
            _cards(book, kind, placed(kind, (), frozenset(), names=False), [])
            continue
        listed = yamlfile.read(EXAMPLE / f"{kind.stem}.yaml").value
        given = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        example = next(({**one} for one in given if "gedeeld" not in one), {"letter": "A"})
        for name in ("id", "nummer", "bij_situatie", "categorie"):
            example.pop(name, None)
        together = joined(kind, [example])
        rows = [{**row_of(example, together), ("nummer", None): EXAMPLE_MARK}]
        _cards(book, kind, placed(kind, (), together, names=False), rows, examples=1)
    _list(book, DECK, [(name, "", text) for name, text in _DECK_FIELDS])
    return _bytes(book)


def workbook(deck: Deck, board: Any, guide: Any) -> bytes:
    """Return a spreadsheet with all of a deck, its dialoogkaart and its guide.

    Raises KaartgenError if a text is longer than a cell can hold.
    """
    book = _new()
    _check(deck)
    for kind in deck.kinds:
        given = counted(deck, kind)
        together = joined(kind, given)
        rows = [row_of(one, together) for one in given]
        used = {key for row in rows for key in row}
        if rows:
            _cards(book, kind, placed(kind, used, together, names=True), rows)
    # What it takes from another deck is in it, so it no longer extends that.
    whole = deck.file.model_copy(update={"breidt_uit": None, "gebaseerd_op": None, "weglaten": ()})
    _list(book, DECK, [(*one, _deck_help(one[0])) for one in _lines(whole)])
    for which, value in ((BOARD, board), (GUIDE, guide)):
        if value is not None:
            _list(book, which, [(*one, "") for one in _lines(value)])
    return _bytes(book)


def _lines(value: Any) -> Iterator[tuple[str, str]]:
    return lines(value.model_dump(by_alias=True, exclude_unset=True))


def _deck_help(label: str) -> str:
    told = dict(_DECK_FIELDS).get(label.partition(" ")[0])
    field = DeckFile.model_fields.get(label)
    return told or (field.description if field and field.description else "")


def _check(deck: Deck) -> None:
    problems = [
        Problem(
            f"De tekst bij ‘{label}’ heeft {len(text)} tekens; in een cel van een spreadsheet "
            f"passen er {MOST_LETTERS}.",
            ExitCode.AUTHOR,
            card.place() if card.places else Place(deck.folder),
            "Kort haar in: op een kaart past zij ook niet.",
        )
        for card in deck.cards
        for label, text in lines(card.content.model_dump(exclude_unset=True))
        if len(text) > MOST_LETTERS
    ]
    if problems:
        raise KaartgenError(problems)


# --- The sheets --------------------------------------------------------------------------------


def _new() -> Workbook:
    book = Workbook()
    book.properties.creator = "kaartgen"
    sheet = book.active
    assert sheet is not None
    sheet.title = "Uitleg"
    sheet.column_dimensions["A"].width = 100
    sheet.sheet_view.showGridLines = False
    for number, text in enumerate(_EXPLANATION.splitlines(), 1):
        cell = sheet.cell(number, 1)
        _put(cell, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name="Calibri", size=16 if number == 1 else 11, bold=number == 1)
        _high(sheet, number, [(text, 98)], more=8)
    _printed(sheet)
    return book


def _cards(
    book: Workbook, kind: Kind, heads: Sequence[Placed], rows: Sequence[Row], examples: int = 0
) -> None:
    sheet = book.create_sheet(label_of_sheet(kind))
    for at, one in enumerate(heads, 1):
        _head(sheet, at, one.column.heading(one.number), needed=_is_needed(kind, one))
        letter = letters(at)
        sheet.column_dimensions[letter].width = _width(one.column)
        _help(sheet, letter, one)
    for number, row in enumerate(rows, 2):
        example = number - 2 < examples
        for at, one in enumerate(heads, 1):
            cell = sheet.cell(number, at)
            _put(cell, row.get((one.column.path, one.number), ""), one.column.nature)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if example:
                cell.font = Font(name="Calibri", size=11, italic=True, color="777777")
                cell.fill = PatternFill("solid", fgColor=_PALE)
        texts = [(row.get((one.column.path, one.number), ""), _width(one.column)) for one in heads]
        _high(sheet, number, texts)
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = "C2" if len(heads) > 6 else "A2"
    _printed(sheet)


def _high(
    sheet: Worksheet, number: int, texts: Iterable[tuple[str, float]], more: float = 3
) -> None:
    """Make a row as high as its text: not every program does so when it opens a file."""
    # A line takes 15 points in Calibri 11; words leave some of each line empty.
    count = max(
        sum(1 + int(len(line) / width) for line in text.split("\n")) for text, width in texts
    )
    sheet.row_dimensions[number].height = min(409.0, count * 15 + more)


def _printed(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _head(sheet: Worksheet, at: int, text: str, *, needed: bool) -> None:
    cell = sheet.cell(1, at)
    _put(cell, text)
    cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=_DARK if needed else _LIGHT)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = Border(right=Side("thin", color="FFFFFF"))


def _is_needed(kind: Kind, one: Placed) -> bool:
    field = kind.model.model_fields.get(one.column.field)
    least = 2 if one.column.field in ("perspectieven", "vragen") else 3
    if field is None or not field.is_required():
        return False
    if one.column.path.endswith((".regels", ".kant")):
        return False
    return one.number is None or one.number <= (1 if one.column.field == "kopjes" else least)


def _width(column: Column) -> float:
    """Return a width in characters at which a usual text takes some five lines."""
    if column.nature in ("getal", "stap", "lens", "kant", "letter", "janee"):
        return 11
    if column.most is None:
        return 22
    return min(60.0, max(18.0, column.most / 6 + 10))


def _help(sheet: Worksheet, letter: str, one: Placed) -> None:
    column = one.column
    told = column.help
    if column.most:
        told = f"{told} Tot ongeveer {column.most} tekens.".strip()
    choices = _choices(column)
    check = DataValidation(
        type="list" if choices else None,
        formula1=f'"{",".join(choices)}"' if choices else None,
        allow_blank=True,
        showErrorMessage=False,
        showInputMessage=True,
    )
    check.promptTitle = column.heading(one.number)[:32]
    check.prompt = told[:255] or None
    sheet.add_data_validation(check)
    check.add(f"{letter}2:{letter}{_LAST_ROW}")


def _choices(column: Column) -> list[str]:
    if column.nature.startswith("keuze:"):
        return column.nature.partition(":")[2].split(",")
    return {
        "lens": ["IS", "DOET", "VOELT"],
        "kant": ["voor", "achter"],
        "janee": ["ja", "nee"],
    }.get(column.nature, [])


def _list(book: Workbook, which: str, rows: Sequence[tuple[str, str, str]]) -> None:
    sheet = book.create_sheet(LABELS[which])
    for at, (text, width) in enumerate((("Veld", 34), ("Waarde", 80), ("Uitleg", 50)), 1):
        _head(sheet, at, text, needed=at < 3)
        sheet.column_dimensions[letters(at)].width = width
    for number, row in enumerate(rows, 2):
        for at, text in enumerate(row, 1):
            cell = sheet.cell(number, at)
            _put(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if at == 3:
                cell.font = Font(name="Calibri", size=11, italic=True, color="777777")
        _high(sheet, number, [(row[1], 80), (row[2], 50)])
    sheet.freeze_panes = "A2"
    _printed(sheet)


def _put(cell: Any, text: str, nature: str = "") -> None:
    """Put a text in a cell as text: what begins with `=` is no formula here."""
    if not text:
        return
    if nature == "getal" and text.isdecimal() and len(text) < 10 and str(int(text)) == text:
        cell.value = int(text)
        return
    escaped = _ESCAPE.sub("_x005F_", text)
    cell.value = _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", escaped)
    cell.data_type = "s"
    if text[0] in "=+-@'":
        cell.quotePrefix = True


def _bytes(book: Workbook) -> bytes:
    """Save a workbook without the time of day in it."""
    saved = io.BytesIO()
    book.save(saved)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(saved) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as timeless,
    ):
        for name in given.namelist():
            content = given.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            timeless.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
