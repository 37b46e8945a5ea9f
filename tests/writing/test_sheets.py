"""Which headings stand for what, and what a row of them says."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kaartgen.content.kinds import KIND_BY_NAME, KINDS
from kaartgen.content.load import read_deck
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.workspace import Workspace
from kaartgen.writing import scaffold
from kaartgen.writing.columns import columns, folded, matches, sheet_kind
from kaartgen.writing.doubts import Doubt
from kaartgen.writing.importing import Imported, imported
from kaartgen.writing.reading.source import read_book
from tests.writing.files import CARD, HEADS, excel, heads, inline, xlsx

DATE = datetime.date(2026, 11, 24)


def made(file: Path) -> Imported:
    """A file as a deck, which must load as it would be written."""
    found = imported(read_book(file), "proef", None, DATE, Workspace(file.parent / "ws"))
    folder = file.parent / "ws" / "kaarten" / "proef"
    scaffold.write_folder(folder, found.files)
    read_deck(Workspace(file.parent / "ws"), "proef", folder)
    return found


def of(folder: Path, *rows: Any, name: str = "Situaties", **more: Any) -> Imported:
    return made(xlsx(folder / "x.xlsx", {name: rows, **more}))


def first(found: Imported) -> Any:
    return found.deck.cards[0].content


def about(found: Imported, what: str) -> list[Doubt]:
    return [doubt for doubt in found.doubts if doubt.about == what]


# --- Headings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("Titel", ("titel",)),
        ("TITLE", ("titel",)),
        ("  titel * ", ("titel",)),
        ("Titel (max. 41 tekens)", ("titel",)),
        ("Het verhaal", ("verhaal",)),
        ("Vraag", ("vraag",)),
        ("Vragen", ("vragen",)),
        ("Vraag 1", ("vragen", 0)),
        ("vragen 2", ("vragen", 1)),
        ("Question 3", ("vragen", 2)),
        ("vraag4", ("vragen", 3)),
        ("Wat als?", ("wat_als",)),
        ("Wat als 2?", ("wat_als", 1)),
        ("Optie C", ("opties", 2)),
        ("Perspectief 2", ("perspectieven", 1)),
        ("Perspectief 2 (zin)", ("perspectieven", 1, "zin")),
        ("perspective 3 – name", ("perspectieven", 2, "naam")),
        ("Notitie begeleider", ("notitie_begeleider",)),
        ("Categorieën", None),
        ("Caté­gorie".replace("\u00ad", ""), ("categorie",)),
        ("Weer", None),
    ],
)
def test_a_heading_of_a_situation_is_known_as_people_write_it(heading, path):
    found = matches(KIND_BY_NAME["situatie"], heading)
    assert (found[0].path if found else None) == path


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_of_a_card_has_a_column_that_its_own_heading_finds(kind):
    fields = {field.alias or name for name, field in kind.model.model_fields.items()}
    assert fields <= {column.field for column in columns(kind)}
    for column in columns(kind):
        number = 2 if column.numbered else None
        assert matches(kind, column.heading(number))[0].path == column.at(number)


@given(st.sampled_from(HEADS), st.lists(st.sampled_from(" *:_-.?"), max_size=4))
def test_signs_around_a_heading_do_not_matter(heading, signs):
    assert folded("".join(signs) + heading.upper() + "".join(signs)) == folded(heading)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Situaties", "situatie"),
        ("situatie", "situatie"),
        ("Situations (2)", "situatie"),
        ("Beelden van goed werk", "beeld"),
        ("Lege kaarten", "leeg"),
        ("Vragne", "vraag"),
        ("Deck", "deck"),
        ("Uitleg", ""),
        ("Blad1", None),
        ("Planning", None),
    ],
)
def test_a_sheet_is_known_by_its_name(name, kind):
    assert sheet_kind(name) == kind


def test_a_sheet_without_a_name_that_helps_is_known_by_its_headings(tmp_path):
    found = of(
        tmp_path, ("Naam", "Bril", "Belang"), ("Het kind", "Ik hoor.", "Rust."), name="Blad1"
    )
    assert [card.kind.name for card in found.deck.cards] == ["perspectief"]


def test_a_title_above_the_headings_and_empty_rows_are_passed_over(tmp_path):
    found = of(tmp_path, ("Ons deck",), (), ("versie 3", None, "concept"), HEADS, (), CARD)
    assert first(found).titel == "De sleutel op tafel"
    assert found.deck.cards[0].place("titel").spot == "Situaties!A6"


def test_headings_may_stand_under_a_wide_one(tmp_path):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Situaties"
    sheet.append(["Titel", "Verhaal", "Perspectief 1", None, "Perspectief 2", None])
    sheet.append([None, None, "naam", "zin", "naam", "zin"])
    sheet.append(["De deur", "Je wacht.", "Moeder", "Ik wil.", "Kind", "Ik ook."])
    for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:F1"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "x.xlsx")
    voices = first(made(tmp_path / "x.xlsx")).perspectieven
    assert [(voice.naam, voice.zin) for voice in voices] == [
        ("Moeder", "Ik wil."),
        ("Kind", "Ik ook."),
    ]


def test_each_row_may_say_its_kind(tmp_path):
    rows = (
        ("Soort", "Titel", "Verhaal", "Lens"),
        ("Situatie", "De deur", "Je wacht.", None),
        ("waarden", "Rust", None, "IS"),
        ("Kaas", "Oud", None, None),
    )
    found = of(tmp_path, *rows, name="Alles")
    assert [(card.kind.name, card.title) for card in found.deck.cards][:2] == [
        ("situatie", "De deur"),
        ("waarde", "Rust"),
    ]
    assert about(found, "soort")[0].spot == "Alles!A4"


def test_the_example_row_of_the_worksheet_is_skipped(tmp_path):
    found = of(tmp_path, ("Nummer", *HEADS), ("voorbeeld", *CARD), (None, "De deur", *CARD[1:]))
    assert [card.title for card in found.deck.of_kind("situatie")] == ["De deur"]


# --- What is doubtful about columns and rows ---------------------------------------------------


def test_an_unknown_column_is_told_with_the_nearest_one(tmp_path):
    found = of(tmp_path, (*HEADS, "Kantelmomnt", "Weer"), (*CARD, "a", "mooi"))
    near, far = about(found, "kolom")
    assert near.spot == "Situaties!F1"
    assert "Kantelpunt" in near.hint
    assert far.spot == "Situaties!G1"
    assert "één cel niet overgenomen" in far.message


def test_an_empty_unknown_column_is_not_worth_a_word(tmp_path):
    assert about(of(tmp_path, (*HEADS, "Weer"), CARD), "kolom") == []


def test_a_column_without_a_heading_is_told(tmp_path):
    found = of(tmp_path, HEADS, (*CARD, "los"))
    assert about(found, "kolom")[0].spot == "Situaties!F"


def test_two_columns_for_one_field_are_told_and_the_first_that_is_filled_counts(tmp_path):
    rows = (("Titel", "Verhaal", "Tekst"), ("Een", "Je a.", "Je b."), ("Twee", None, "Je c."))
    found = of(tmp_path, *rows)
    assert [card.content.verhaal for card in found.deck.of_kind("situatie")] == ["Je a.", "Je c."]
    assert [doubt.spot for doubt in about(found, "kolom")] == ["Situaties!C1", "Situaties!C2"]


LONG = "Je staat voor de deur en hoort een kind lachen. Het regent al een uur. Niemand doet open."


@pytest.mark.parametrize(
    ("heads_", "title", "story"),
    [
        (("Situatie", "Verhaal"), "De deur", LONG),
        (("Situation", "Story"), "De deur", LONG),
        (("Titel", "Situatie"), "De deur", LONG),
        (("Vraag", "Situatie"), "(nog invullen)", LONG),
    ],
)
def test_a_heading_that_may_mean_two_things_means_what_its_texts_are(
    tmp_path, heads_, title, story
):
    found = of(tmp_path, heads_, ("De deur", LONG), name="Blad1")
    assert (first(found).titel, first(found).verhaal) == (title, story)
    assert about(found, "kolom") == []


def test_of_two_columns_for_one_field_its_own_name_goes_first(tmp_path):
    found = of(tmp_path, ("Titel", "Beschrijving", "Verhaal"), ("De deur", "Je a.", "Je b."))
    assert first(found).verhaal == "Je b."


def test_a_row_that_is_no_card_is_told(tmp_path):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Situaties"
    for row in (HEADS, CARD, ("Hoofdstuk twee",), ("De deur", *CARD[1:])):
        sheet.append(row)
    sheet.merge_cells("A3:E3")
    book.save(tmp_path / "x.xlsx")
    found = made(tmp_path / "x.xlsx")
    assert len(found.deck.of_kind("situatie")) == 2
    assert about(found, "rij")[0].spot == "Situaties!A3"


def test_a_row_that_stands_there_twice_becomes_one_card(tmp_path):
    found = of(tmp_path, HEADS, CARD, (), CARD)
    assert len(found.deck.of_kind("situatie")) == 1
    assert about(found, "dubbele-rij")[0].spot == "Situaties!A4"
    assert "Situaties!A2" in about(found, "dubbele-rij")[0].message


def test_a_title_that_stands_there_twice_is_told_and_both_cards_stay(tmp_path):
    found = of(tmp_path, HEADS, CARD, (CARD[0], CARD[1], "Je loopt verder.", *CARD[3:]))
    assert [card.id for card in found.deck.of_kind("situatie")] == [
        "de-sleutel-op-tafel",
        "de-sleutel-op-tafel-2",
    ]
    assert about(found, "dubbele-titel")[0].spot == "Situaties!A3"


def test_a_sheet_with_other_things_is_passed_over_and_said(tmp_path):
    found = of(tmp_path, HEADS, CARD, Planning=[("Week", "Wie"), (1, "Jan")])
    assert any("Planning" in note for note in found.notes)


# --- Cells -------------------------------------------------------------------------------------


def test_a_title_a_story_and_a_question_are_enough(tmp_path):
    found = of(tmp_path, HEADS[::2], CARD[::2], name="Blad1")
    card = first(found)
    assert (card.titel, card.vraag) == (CARD[0], CARD[4])
    assert card.rol == card.kantelpunt == "(nog invullen)"
    assert len(card.perspectieven) == len(card.vragen) == 2
    told = {doubt.message.split("’")[0].removeprefix("‘") for doubt in about(found, "leeg")}
    assert told == {"Rol", "Kantelpunt", "Spanning", "Perspectieven", "Vragen", "Waarden"}


def test_an_empty_cell_that_should_be_filled_is_told_by_its_name(tmp_path):
    found = of(tmp_path, HEADS, (CARD[0], None, *CARD[2:]))
    assert [doubt.spot for doubt in about(found, "leeg") if "Rol" in doubt.message] == [
        "Situaties!B2"
    ]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("Wat zie je?\nWat weet je?", ["Wat zie je?", "Wat weet je?"]),
        ("- Wat zie je?\n• Wat weet je?", ["Wat zie je?", "Wat weet je?"]),
        ("1. Wat zie je?\n2) Wat weet je?", ["Wat zie je?", "Wat weet je?"]),
        ("Wat zie je?; Wat weet je?", ["Wat zie je?", "Wat weet je?"]),
        ("Wat zie je? Wat weet je?", ["Wat zie je?", "Wat weet je?"]),
    ],
)
def test_a_list_in_one_cell_is_parted_as_people_write_it(tmp_path, cell, items):
    found = of(tmp_path, (*HEADS, "Vragen"), (*CARD, cell))
    assert list(first(found).vragen) == items


def test_numbered_columns_with_a_hole_between_them_make_a_list(tmp_path):
    found = of(tmp_path, (*HEADS, "Vraag 1", "Vraag 2", "Vraag 3"), (*CARD, "Wie?", None, "Wat?"))
    assert list(first(found).vragen) == ["Wie?", "Wat?"]
    card = found.deck.cards[0]
    assert card.place("vragen", 1).spot == "Situaties!H2"


@pytest.mark.parametrize(
    ("cell", "voice"),
    [
        ("De moeder: Ik wacht.", ("De moeder", "Ik wacht.")),
        ("De moeder: “Ik wacht.”", ("De moeder", "Ik wacht.")),
        ("De moeder (ik wacht al lang)", ("De moeder", "ik wacht al lang")),
        ("De moeder", ("De moeder", "(nog invullen)")),
        ("Ik wacht al een uur.", ("(nog invullen)", "Ik wacht al een uur.")),
    ],
)
def test_a_perspective_in_one_cell_says_who_and_what(tmp_path, cell, voice):
    found = of(tmp_path, (*HEADS, "Perspectief 1"), (*CARD, cell))
    spoken = first(found).perspectieven[0]
    assert (spoken.naam, spoken.zin) == voice


@pytest.mark.parametrize(
    ("column", "cell", "value", "told"),
    [
        ("Duur", "kort", "kort", False),
        ("Duur", "Lang ", "lang", False),
        ("Duur", "kotr", "kort", True),
        ("Duur", "een dag", None, True),
        ("Status", "vastgesteld", "vastgesteld", False),
        ("Aantal", "2", 2, False),
        ("Aantal", "2 keer", 2, False),
        ("Aantal", "veel", 1, True),
        ("Kern", "nee", False, False),
        ("Kern", "x", True, False),
        ("Kern", "misschien", True, True),
        ("Nummer", "S07", 7, False),
    ],
)
def test_a_choice_or_a_number_is_read_and_what_is_not_clear_is_told(
    tmp_path, column, cell, value, told
):
    found = of(tmp_path, (*HEADS, column), (*CARD, cell))
    assert getattr(first(found), folded(column)) == value
    assert [doubt.spot for doubt in about(found, "waarde")] == (["Situaties!F2"] if told else [])


@pytest.mark.parametrize(
    ("cell", "lens", "told"),
    [("IS", "IS", False), ("doet goed", "DOET", False), ("Voelt", "VOELT", False),
     ("de ander", "DOET", False), ("VOLT", "VOELT", True), ("hart", "IS", True)],
)  # fmt: skip
def test_a_lens_is_read_as_people_call_it(tmp_path, cell, lens, told):
    found = of(tmp_path, ("Woord", "Lens", "Uitleg"), ("Rust", cell, "Wachten."), name="Waarden")
    assert first(found).lens == lens
    assert bool([one for one in found.doubts if one.spot == "Waarden!B2"]) == told


@pytest.mark.parametrize(
    ("cell", "step", "told"),
    [(3, 3, False), ("stap 2", 2, False), ("Afweging", 3, False), (9, 1, True), ("ooit", 1, True)],
)
def test_a_step_is_read_by_its_number_or_its_name(tmp_path, cell, step, told):
    found = of(tmp_path, ("Vraag", "Stap"), ("Wat zie je?", cell), name="Vragen")
    assert first(found).stap == step
    assert bool(about(found, "waarde")) == told


def test_categories_come_from_the_words_and_a_slip_is_told(tmp_path):
    rows = [(f"Kaart {n}", f"Je wacht {n}.", theme) for n, theme in enumerate(["Op tijd"] * 3)]
    found = of(tmp_path, ("Titel", "Verhaal", "Thema"), *rows, ("De deur", "Je wacht.", "Op tjid"))
    assert {card.content.categorie for card in found.deck.of_kind("situatie")} == {"op-tijd"}
    assert found.deck.file.categorieen["op-tijd"].naam == "Op tijd"
    assert [doubt.spot for doubt in about(found, "waarde")] == ["Situaties!C5"]


def test_a_value_is_found_by_its_word_and_a_misspelt_one_is_told(tmp_path):
    values = [("Woord", "Lens", "Uitleg"), ("Goede moed", "IS", "Gaan."), ("Rust", "VOELT", "Zit.")]
    found = of(tmp_path, (*HEADS, "Waarden"), (*CARD, "goede moed; Russt"), Waarden=values)
    assert first(found).waarden == ("goede-moed", "rust")
    assert about(found, "waarde")[0].spot == "Situaties!F2"
    assert "‘Rust’" in about(found, "waarde")[0].hint


@pytest.mark.parametrize(
    "cell", ["rust; moed; trots", "rust, moed, trots", "Rust\nMoed\nTrots", "rust, moed en trots"]
)
def test_words_in_one_cell_are_parted_as_people_write_them(tmp_path, cell):
    found = of(tmp_path, (*HEADS, "Waarden", "Tags"), (*CARD, cell, cell))
    assert first(found).waarden == ("rust", "moed", "trots")
    assert [tag.casefold() for tag in first(found).tags] == ["rust", "moed", "trots"]


def test_more_cards_of_a_kind_than_have_a_number_are_refused(tmp_path):
    rows = [(f"Kaart {n}", f"Je wacht {n}.") for n in range(1_000)]
    with pytest.raises(KaartgenError, match="1000 situaties"):
        of(tmp_path, ("Titel", "Verhaal"), *rows)


def test_values_without_a_sheet_of_their_own_get_a_card(tmp_path):
    found = of(tmp_path, (*HEADS, "Waarden"), (*CARD, "rust, moed"))
    assert [card.title for card in found.deck.of_kind("waarde")] == ["Rust", "Moed"]
    assert len(about(found, "waarde")) == 2


def test_a_portrait_refers_to_its_situation_by_title(tmp_path):
    heads_ = (
        "Titel",
        "Wie",
        "Wat speelde er",
        "Wat deed ik",
        "IS",
        "DOET",
        "VOELT",
        "Bij situatie",
    )
    row = ("Soep", "Een arts", "Hij at niet.", "Ik kookte.", "a", "b", "c", CARD[0])
    found = of(tmp_path, HEADS, CARD, Beelden=[heads_, row])
    assert found.deck.of_kind("beeld")[0].content.bij_situatie == "de-sleutel-op-tafel"


@pytest.mark.parametrize(
    ("minutes", "steps", "expected", "told"),
    [
        (20, ["Lees (5 min)", "Praat (10 min)", "Sluit (5 min)"], [5, 10, 5], False),
        (20, ["5 min: Lees", "10': Praat", "Sluit - 5 minuten"], [5, 10, 5], False),
        (None, ["Lees (5 min)", "Praat (10 min)", "Sluit (5 min)"], [5, 10, 5], False),
        (20, ["Lees", "Praat (10 min)", "Sluit"], [5, 10, 5], True),
        (30, ["Lees (5 min)", "Praat (10 min)", "Sluit (5 min)"], [5, 10, 5], True),
    ],
)
def test_the_steps_of_a_werkvorm_take_as_long_as_it_does(tmp_path, minutes, steps, expected, told):
    heads_ = ("Naam", "Doel", "Groep vanaf", "Groep tot", "Minuten", "Stappen")
    row = ("Om en om", "Iedereen praat.", 3, 6, minutes, "\n".join(steps))
    found = of(tmp_path, heads_, row, name="Werkvormen")
    assert [step.minuten for step in first(found).stappen] == expected
    assert bool([one for one in found.doubts if "inuten" in one.message + one.hint]) == told


def test_a_formula_without_a_value_is_told_and_its_field_is_to_be_filled_in(tmp_path):
    row = f'<row r="2">{inline("A2", "De deur")}<c r="C2"><f>X1</f></c></row>'
    found = made(excel(tmp_path / "x.xlsx", heads() + row))
    assert about(found, "formule")[0].spot == "Situaties!C2"
    assert first(found).verhaal == "(nog invullen)"


def test_a_text_that_is_too_long_is_told_with_its_length(tmp_path):
    story = "Je wacht op de bus. " * 30
    (doubt,) = about(of(tmp_path, HEADS, (*CARD[:2], story, *CARD[3:])), "lengte")
    assert doubt.spot == "Situaties!C2"
    assert "599 tekens" in doubt.message
    assert "480" in doubt.message


def test_what_is_no_text_for_a_card_is_left_out_and_told(tmp_path):
    found = of(tmp_path, HEADS, (*CARD[:2], "lang " * 2_000, *CARD[3:]))
    assert first(found).verhaal == "(nog invullen)"
    assert about(found, "lengte")[0].spot == "Situaties!C2"


@pytest.mark.parametrize(
    ("column", "text", "check"),
    [
        (4, "Zou je dit melden?", "gesloten-vraag"),
        (4, "Moet je hier niet ingrijpen?", "sturende-vraag"),
        (2, "Je ziet de plek. Je besluit om te bellen.", "oplossing"),
        (0, "Vertrouwelijkheid", "thema-titel"),
        (2, "Je ziet mevrouw Van Dijk staan.", "achternaam"),
    ],
)
def test_the_signals_of_check_come_with_their_cell(tmp_path, column, text, check):
    row = [*CARD]
    row[column] = text
    found = of(tmp_path, HEADS, row)
    assert [doubt.spot for doubt in about(found, check)] == [f"Situaties!{'ABCDE'[column]}2"]


def test_a_good_card_gives_no_signal(tmp_path):
    found = of(tmp_path, HEADS, CARD)
    assert {doubt.about for doubt in found.doubts} <= {"leeg"}


def test_invisible_signs_that_came_with_pasting_are_left_out(tmp_path):
    found = of(tmp_path, HEADS, ("De\u200b deur\ufeff", *CARD[1:]))
    assert first(found).titel == "De deur"


# --- Deck, dialoogkaart, handreiking -----------------------------------------------------------


def test_a_sheet_of_fields_and_values_fills_the_deck(tmp_path):
    fields = [
        ("Veld", "Waarde"),
        ("Titel", "Goed werk"),
        ("Makers", "Ans; Bo"),
        ("doelgrop", "Wij"),
    ]
    found = of(tmp_path, HEADS, CARD, Deck=[*fields, ("kleur", "rood"), ("doel", None)])
    deck = found.deck.file
    assert (deck.titel, deck.makers, deck.doelgroep) == ("Goed werk", ("Ans", "Bo"), "Wij")
    assert about(found, "veld")[0].spot == "Deck!B5"


def test_where_nothing_says_where_situations_come_from_the_deck_claims_nothing(tmp_path):
    assert of(tmp_path, HEADS, CARD).deck.file.herkomst is None


def test_a_mistake_in_the_deck_sheet_names_its_cell(tmp_path):
    with pytest.raises(KaartgenError) as caught:
        of(tmp_path, HEADS, CARD, Deck=[("Duur minuten", "lang")])
    assert caught.value.code == ExitCode.AUTHOR
    assert "Deck!B1" in str(caught.value)


def test_a_mistake_in_the_dialoogkaart_is_told_and_its_text_kept(tmp_path):
    found = of(tmp_path, HEADS, CARD, Dialoogkaart=[("titel", "Onze mat"), ("regels 1", "Stil.")])
    assert about(found, "dialoogkaart")
    assert "Onze mat" in str(found.files["dialoogkaart.yaml"])


# --- Anything at all ---------------------------------------------------------------------------

CELLS = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30),
    st.sampled_from(
        ["IS", "x", "voorbeeld", "a: b", "1.\n2.", "rust; moed", "S01", "=1", "?", "#"]
    ),
    st.integers(-5, 2_000),
)
NAMES = st.sampled_from(
    [column.heading(2 if column.numbered else None) for kind in KINDS for column in columns(kind)]
)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(KINDS),
    st.lists(NAMES, min_size=1, max_size=6),
    st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=4),
)
def test_whatever_stands_in_the_cells_a_deck_that_loads_comes_of_it(
    tmp_path_factory, kind, names, rows
):
    folder = tmp_path_factory.mktemp("rommel")
    title = next(c for c in columns(kind) if c.path == kind.title_field).label
    book = xlsx(folder / "x.xlsx", {"x": []})
    parts = [[title, *names], *rows]
    xml = "".join(
        f'<row r="{r}">'
        + "".join(
            inline(f"{chr(64 + c)}{r}", str(cell))
            for c, cell in enumerate(row, 1)
            if cell is not None and str(cell).strip()
        )
        + "</row>"
        for r, row in enumerate(parts, 1)
    )
    sheet = f'<sheet name="{kind.plural}" sheetId="1" r:id="rId1"/>'
    workbook_xml = f"<workbook><sheets>{sheet}</sheets></workbook>"
    file = excel(book, xml, more={"xl/workbook.xml": workbook_xml})
    try:
        found = made(file)
    except KaartgenError as error:
        assert error.code == ExitCode.AUTHOR  # noqa: PT017 (both ends are right)
    else:
        assert found.deck.cards
