"""A deck becomes a spreadsheet and a deck again: nothing is lost on the way."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P, S, Span
from openpyxl import load_workbook

from kaartgen.content.board import load_board
from kaartgen.content.deck import Card, Deck, DeckFile, Layer
from kaartgen.content.guide import load_guide
from kaartgen.content.kinds import KIND_BY_NAME, KINDS
from kaartgen.content.language import load_language
from kaartgen.content.load import load
from kaartgen.workspace import Workspace
from kaartgen.writing import scaffold
from kaartgen.writing.importing import Imported, imported
from kaartgen.writing.reading.source import read_book
from kaartgen.writing.workbook import workbook
from tests.content.small import SmallDeck, made_in
from tests.writing.files import xlsx

DATE = datetime.date(2026, 11, 24)
SHIPPED = ("duurzaamdoor", "grenswerkers", "jeugdzorg", "rijksinspecties")


def facts(deck: Deck) -> list[tuple[str, int, str, object]]:
    """All that a deck's cards say, as plain values."""
    return [
        (card.kind.name, card.number, card.id, card.content.model_dump()) for card in deck.cards
    ]


def read(file: Path) -> Imported:
    return imported(read_book(file), "terug", None, DATE, Workspace(None))


def landed(made: Imported, folder: Path) -> tuple[Workspace, Deck]:
    """Write what was imported as a deck in a workspace, and load it."""
    workspace = Workspace(folder)
    scaffold.write_folder(folder / "kaarten" / "terug", made.files)
    return workspace, load(workspace, "terug")


@cache
def as_workbook(name: str) -> bytes:
    workspace = Workspace(None)
    deck = load(workspace, name)
    return workbook(deck, load_board(workspace, deck), load_guide(deck))


def rows_of(content: bytes) -> dict[str, list[list[str]]]:
    """The sheets of a workbook as another program sees them."""
    book = load_workbook(io.BytesIO(content))
    return {
        sheet.title: [
            ["" if value is None else str(value) for value in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in book.worksheets
    }


def as_ods(sheets: dict[str, list[list[str]]], file: Path) -> Path:
    """The same sheets as LibreOffice keeps them: spaces and lines as elements."""
    book = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = Table(name=name)
        for row in rows:
            made = TableRow()
            for text in row:
                cell = TableCell(valuetype="string")
                paragraph = P()
                for number, line in enumerate(text.split("\n")):
                    if number:
                        paragraph.addElement(LineBreak())
                    for word in line.split(" "):
                        paragraph.addElement(Span(text=word))
                        paragraph.addElement(S(c=1))
                cell.addElement(paragraph)
                made.addElement(cell)
            table.addElement(made)
        book.spreadsheet.addElement(table)
    book.save(file)
    return file


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_deck_comes_back_from_excel_as_it_was(name, tmp_path):
    file = tmp_path / "heen.xlsx"
    file.write_bytes(as_workbook(name))
    made = read(file)
    workspace, back = landed(made, tmp_path)
    there = load(Workspace(None), name)
    assert facts(back) == facts(there)
    assert back.file.model_dump() == there.file.model_dump()
    assert load_board(workspace, back).model_dump() == load_board(workspace, there).model_dump()
    assert load_guide(back).model_dump() == load_guide(there).model_dump()
    assert facts(made.deck) == facts(there)  # what was looked over is what was written
    assert made.doubts == ()
    assert made.personal == ()


def test_a_shipped_deck_comes_back_from_libreoffice_as_it_was(tmp_path):
    made = read(as_ods(rows_of(as_workbook("grenswerkers")), tmp_path / "heen.ods"))
    there = load(Workspace(None), "grenswerkers")
    workspace, back = landed(made, tmp_path)
    assert facts(back) == facts(there)
    assert back.file.model_dump() == there.file.model_dump()
    assert load_board(workspace, back).model_dump() == load_board(workspace, there).model_dump()


@pytest.mark.parametrize(
    ("kind", "encoding"),
    [("situatie", "utf-8-sig"), ("werkvorm", "utf-16"), ("beeld", "utf-8"), ("leeg", "utf-8-sig")],
)
def test_the_cards_of_a_kind_come_back_from_a_csv(kind, encoding, tmp_path):
    """A csv holds one sheet: references to cards of another kind cannot be looked up in it."""
    rows = rows_of(as_workbook("jeugdzorg"))
    name = "Lege kaarten" if kind == "leeg" else KIND_BY_NAME[kind].stem.capitalize()
    with (tmp_path / "x.csv").open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows[name])
    aside = {"categorie", "waarden", "perspectieven", "bij_situatie"}
    there = load(Workspace(None), "jeugdzorg").of_kind(kind)
    back = read(tmp_path / "x.csv").deck.of_kind(kind)
    assert [(card.code, card.id) for card in back] == [(card.code, card.id) for card in there]
    for one, other in zip(back, there, strict=True):
        assert one.content.model_dump(exclude=aside) == other.content.model_dump(exclude=aside)


def test_what_a_deck_takes_from_another_stands_in_the_worksheet(tmp_path):
    small: SmallDeck = made_in(tmp_path)
    folder = tmp_path / "kaarten" / "meer"
    folder.mkdir()
    (folder / "deck.yaml").write_text("breidt_uit: proef\ntitel: Meer\nweglaten: [W02]\n")
    text = (small.folder / "situaties.yaml").read_text().replace("moed", "kalmte")
    (folder / "situaties.yaml").write_text(text)
    calm = "- {id: kalmte, woord: Kalmte, lens: IS, uitleg: Zitten.}\n"
    (folder / "waarden.yaml").write_text(calm)
    there = load(small.workspace, "meer")
    (tmp_path / "heen.xlsx").write_bytes(workbook(there, None, None))
    back = read(tmp_path / "heen.xlsx").deck
    assert [(card.kind.name, card.id) for card in back.cards] == [
        (card.kind.name, card.id) for card in there.cards
    ]
    assert back.file.breidt_uit is None
    assert back.file.titel == "Meer"


OWN = """\
letter: C
meervoud: casussen
titel: kop
velden:
  kop: {verplicht: ja, hoogstens: 30}
  aanleiding: {soort: tekst, verplicht: ja}
  stappen: {soort: lijst, verplicht: ja}
  zwaarte: {soort: keuze, uit: [licht, zwaar], verplicht: ja}
  mensen: {soort: getal}
  kijk: {soort: lens}
"""
CASES = """\
- id: een
  kop: De bus
  aanleiding: "=Regen"
  stappen: [In, "Uit; en om"]
  zwaarte: zwaar
  mensen: 3
- {id: twee, kop: De tram, aanleiding: Zon, stappen: [Wachten], zwaarte: licht, kijk: DOET}
"""


@pytest.fixture
def own(tmp_path: Path) -> SmallDeck:
    """A deck in a workspace with a kind of its own."""
    small = made_in(tmp_path)
    (tmp_path / "kaarten" / "soorten").mkdir()
    (tmp_path / "kaarten" / "soorten" / "casus.yaml").write_text(OWN)
    return small


def test_cards_of_a_kind_of_ones_own_come_back_too(own, tmp_path):
    own.write("casussen.yaml", CASES)
    there = own.load()
    (tmp_path / "heen.xlsx").write_bytes(workbook(there, None, None))
    made = imported(read_book(tmp_path / "heen.xlsx"), "terug", None, DATE, own.workspace)
    scaffold.write_folder(tmp_path / "kaarten" / "terug", made.files)
    assert facts(load(own.workspace, "terug")) == facts(there)


def test_holes_in_a_card_of_ones_own_are_filled_with_what_it_can_hold(own, tmp_path):
    book = xlsx(tmp_path / "x.xlsx", {"Casussen": [("Kop", "Mensen"), ("De bus", "veel")]})
    made = imported(read_book(book), "x", None, DATE, own.workspace)
    (card,) = made.deck.cards
    assert card.content.model_dump(include={"kop", "aanleiding", "stappen", "zwaarte"}) == {
        "kop": "De bus",
        "aanleiding": "(nog invullen)",
        "stappen": ("(nog invullen)",),
        "zwaarte": "licht",
    }
    assert "Casussen!B2" in {doubt.spot for doubt in made.doubts}


# --- Laws --------------------------------------------------------------------------------------

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]),
    min_size=1,
    max_size=20,
)
TEXTS = st.one_of(
    WORDS,
    st.lists(WORDS, min_size=2, max_size=3).map("\n".join),
    st.sampled_from(
        [
            "=1+1",
            "+31",
            "-",
            "'s avonds",
            "007",
            "_x0041_",
            "a; b",
            "ja",
            "#N/B",
            "TRUE",
            "1,5",
            "@x",
        ]
    ),
).filter(lambda text: text.strip())
NUMBERS = st.integers(1, 99)
HELD = ("perspectief", "waarde", "rol", "beeld", "instructie", "leeg", "werkvorm")


def fields(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Fields of a card as its file may have them, more or fewer of those that may be left out."""
    required: dict[str, dict[str, Any]] = {
        "perspectief": {"naam": TEXTS, "bril": TEXTS},
        "waarde": {"woord": TEXTS, "lens": st.sampled_from(["IS", "DOET"]), "uitleg": TEXTS},
        "rol": {"naam": TEXTS, "opdracht": TEXTS},
        "beeld": {
            "titel": TEXTS, "wie": TEXTS, "situatie_kort": TEXTS, "keuze": TEXTS,
            "afweging": st.fixed_dictionaries({"is": TEXTS, "doet": TEXTS, "voelt": TEXTS}),
        },
        "instructie": {
            "titel": TEXTS,
            "blokken": st.lists(
                st.fixed_dictionaries(
                    {"kop": TEXTS, "tekst": TEXTS}, optional={"kant": st.sampled_from(["achter"])}
                ),
                min_size=3, max_size=6,
            ),
        },
        "leeg": {
            "titel": TEXTS, "voor_type": st.sampled_from(["situatie", "beeld"]), "regels": NUMBERS,
            "kopjes": st.lists(
                st.fixed_dictionaries({"label": TEXTS}, optional={"regels": NUMBERS}),
                min_size=1, max_size=12,
            ),
        },
        "werkvorm": {
            "naam": TEXTS, "doel": TEXTS, "groep_min": st.just(1), "groep_max": NUMBERS,
            "minuten": st.just(6),
            "stappen": st.lists(
                st.fixed_dictionaries({"tekst": TEXTS, "minuten": st.just(2)}),
                min_size=3, max_size=3,
            ),
        },
    }  # fmt: skip
    optional: dict[str, Any] = {
        "aantal": NUMBERS,
        "kern": st.booleans(),
        "volgorde": NUMBERS,
        "status": st.sampled_from(["concept", "getest"]),
        "tags": st.lists(
            WORDS.filter(lambda one: one.strip() and "," not in one), max_size=3, unique=True
        ),
        "notitie_begeleider": TEXTS,
        "nummer": st.none(),
        **({"materiaal": st.lists(TEXTS, max_size=3)} if kind == "werkvorm" else {}),
    }
    return st.fixed_dictionaries(required[kind], optional=optional)


@st.composite
def decks(draw: Callable[..., Any]) -> Deck:
    """A deck of a few cards of a few kinds, with what people may have written in it."""
    cards: list[Card] = []
    for name in draw(st.lists(st.sampled_from(HELD), min_size=1, max_size=3, unique=True)):
        kind = KIND_BY_NAME[name]
        for number in range(1, draw(st.integers(1, 3)) + 1):
            given_fields = draw(fields(name)) | {"id": f"kaart-{number}"}
            if "nummer" in given_fields:
                given_fields["nummer"] = number
            content = kind.model.model_validate(given_fields)
            cards.append(Card(kind, number, f"kaart-{number}", content, {}))
    order = [kind.name for kind in KINDS]
    cards.sort(
        key=lambda card: (
            order.index(card.kind.name),
            card.number if card.content.volgorde is None else card.content.volgorde,
            card.number,
        )
    )
    file = DeckFile.model_validate(
        {"titel": draw(TEXTS), "datum": "2026-11-24", "makers": draw(st.lists(TEXTS, max_size=2))}
    )
    where = Path("/nergens")
    return Deck(
        "x",
        where,
        file,
        tuple(cards),
        {},
        (Layer("x", where, "x", "1", load_language(Workspace(None), "nl")),),
    )


@settings(max_examples=30, deadline=None)
@given(decks())
def test_any_deck_comes_back_as_it_was(tmp_path_factory, deck):
    folder = tmp_path_factory.mktemp("terug")
    (folder / "heen.xlsx").write_bytes(workbook(deck, None, None))
    made = imported(read_book(folder / "heen.xlsx"), "terug", None, DATE, Workspace(None))
    _, back = landed(made, folder)
    assert facts(back) == facts(deck)
    assert back.file.model_dump() == deck.file.model_dump()
