"""Signals as they are told: in order, each at its own words, and none in the shipped decks."""

from __future__ import annotations

import datetime

import pytest

from kaartgen.content.board import load_board
from kaartgen.content.guide import load_guide
from kaartgen.content.lint.place import exact
from kaartgen.content.lint.registry import CHECKS, lint
from kaartgen.content.lint.signal import Role
from kaartgen.content.load import load
from kaartgen.errors import Place
from kaartgen.workspace import PACKAGE, Workspace
from kaartgen.writing.scaffold import example_files
from tests.content.test_shipped import shipped_decks


@shipped_decks
def test_a_shipped_deck_has_no_signal_left(name, shipped):
    deck = load(shipped, name)
    signals = lint(deck, load_board(shipped, deck), load_guide(deck)).signals
    assert [(one.where.code, one.check.id, one.quote) for one in signals] == []


def test_a_new_deck_begins_without_signals(tmp_path):
    files = example_files("Proef", datetime.date(2026, 1, 1))
    for name, text in files.items():
        file = tmp_path / "kaarten" / "proef" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    signals = lint(load(Workspace(tmp_path), "proef")).signals
    assert [(one.where.code, one.check.id, one.quote) for one in signals] == []


def test_a_signal_stands_at_its_words_in_a_folded_text(small, report):
    small.spoil(
        "situaties.yaml",
        "verhaal: Het regent en de deur gaat open.",
        'verhaal: >-\n    Het regent.\n    "Ja," zegt\n    zij, en\n    wil dit borgen.',
    )
    (told,) = (one for one in report().signals if one.check.id == "vaktaal")
    assert told.where.place == Place(small.folder / "situaties.yaml", 8, 13)


def test_words_over_two_lines_are_found_at_the_first(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("tekst: >-\n  Zij zegt *iets\n  anders* - en gaat.\n")
    assert exact(Place(file, 1, 1), "iets anders – en") == Place(file, 2, 13)


def test_words_that_are_not_there_leave_the_place_of_the_field(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("tekst: Zij gaat.\n")
    assert exact(Place(file, 1, 8), "Hij gaat") == Place(file, 1, 8)
    assert exact(Place(tmp_path / "weg.yaml", 1, 8), "Hij gaat") == Place(
        tmp_path / "weg.yaml", 1, 8
    )


def test_signals_are_told_deck_first_and_then_card_by_card(small, report):
    small.spoil("deck.yaml", "Proefdeck", "Proefdeck i.v.m. de regen")
    small.spoil("waarden.yaml", "Dat je wacht.", "Dat je dit borgt.")
    small.spoil("situaties.yaml", "- Wat doe je?", "- Doe je iets?")
    small.spoil("situaties.yaml", "Ik wacht al een uur.", "Ik wacht i.v.m. de bus.")
    assert [one.where.code for one in report().signals] == ["deck", "S01", "S01", "W01"]
    assert [one.where.field for one in report().signals[1:3]] == ["perspectieven 1 zin", "vragen 2"]


def test_the_dialoogkaart_and_the_guide_are_read_too(jeugdzorg, shipped):
    board, guide = load_board(shipped, jeugdzorg), load_guide(jeugdzorg)
    worse_board = board.model_copy(update={"titel": "Wat moeten we borgen?"})
    worse_guide = guide.model_copy(update={"inleiding": "Bel 06-12345678."})
    told = lint(jeugdzorg, worse_board, worse_guide).signals
    assert [(one.check.id, one.where.code) for one in told] == [
        ("vaktaal", "dialoogkaart"),
        ("telefoonnummer", "handreiking"),
    ]


def test_cards_in_another_language_keep_their_words_but_not_their_numbers(small, report):
    small.spoil("situaties.yaml", "  titel:", "  taal: en\n  titel:")
    small.spoil("situaties.yaml", "Het regent en", "Bel 06-12345678 i.v.m. de regen,")
    assert [one.check.id for one in report().signals if one.where.code == "S01"] == [
        "telefoonnummer"
    ]


def test_every_check_has_a_name_of_its_own():
    names = [check.id for check in CHECKS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "file", sorted((PACKAGE / "woorden").iterdir()), ids=lambda file: file.name
)
def test_every_word_list_says_where_it_comes_from_and_why(file):
    head = "\n".join(line for line in file.read_text("utf-8").splitlines() if line.startswith("#"))
    assert "Bron:" in head
    assert "Reden" in head


@pytest.mark.parametrize("name", ["moeilijk", "vaktaal", "afkortingen", "oplossing"])
def test_no_word_is_listed_twice_and_every_word_has_something_instead(name):
    lines = (PACKAGE / "woorden" / f"{name}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    forms = [form.casefold() for row in rows for form in row[0].split("|")]
    assert [form for form in forms if forms.count(form) > 1] == []
    assert [row for row in rows if len(row) != 3 or not row[1]] == []


def test_the_manual_has_a_row_for_every_check():
    manual = (PACKAGE.parent / "docs" / "handleiding.md").read_text("utf-8")
    rows = [line.split("|")[1].strip() for line in manual.splitlines() if line.startswith("| `")]
    assert [check.id for check in CHECKS if f"`{check.id}`" not in rows] == []


_ROLES = {
    "oplossing": Role.STORY,
    "verleden-tijd": Role.STORY,
    "thema-titel": Role.TITLE,
    "spanning": Role.TENSION,
    "gesloten-vraag": Role.QUESTION,
    "sturende-vraag": Role.QUESTION,
    "waarom-vraag": Role.QUESTION,
}
_PAIRS = [
    [cell.strip() for cell in line.split("|")[1:-1]]
    for line in (PACKAGE.parent / "docs" / "schrijven.md").read_text("utf-8").splitlines()
    if line.endswith("` |")
]


@pytest.mark.parametrize(("weak", "strong", "signal"), [row for row in _PAIRS if len(row) == 3])
def test_what_the_guide_for_writers_calls_weak_has_the_signal_and_what_is_stronger_none(
    named, weak, strong, signal
):
    name = signal.strip("`")
    if name == "zonder-je":  # a matter of the whole situation
        return
    role = _ROLES.get(name, Role.TEXT)
    assert name in named(weak, role)
    assert named(strong, role) == set()
