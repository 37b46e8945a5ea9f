"""What is asked at the table: minutes that add up, and questions that are questions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kaartgen.content.board import Pace, load_board, read_board
from kaartgen.content.guide import load_guide
from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError

every_deck = pytest.mark.parametrize(
    "name", ["duurzaamdoor", "grenswerkers", "jeugdzorg", "rijksinspecties"]
)
# A question that begins so can be answered with yes or no, or already holds its answer.
CLOSED = ("is ", "ben ", "heb ", "vind je ook", "moet ", "zou het niet", "had je niet")


@pytest.fixture
def file(shipped) -> Path:
    return load(shipped, "jeugdzorg").folder / "dialoogkaart.yaml"


def spoiled(file: Path, tmp_path: Path, old: str, new: str) -> str:
    mine = tmp_path / "dialoogkaart.yaml"
    shutil.copy(file, mine)
    text = mine.read_text(encoding="utf-8")
    assert old in text
    mine.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KaartgenError) as caught:
        read_board(mine, {"typography": True})
    assert caught.value.code is ExitCode.AUTHOR
    return str(caught.value)


@every_deck
@pytest.mark.parametrize("pace", Pace)
def test_the_minutes_of_the_steps_add_up(name, pace, shipped):
    board = load_board(shipped, load(shipped, name))
    steps = board.steps(pace)
    assert sum(minutes for _, minutes in steps) == pace.value
    assert len(steps) >= 2


@pytest.mark.parametrize("pace", Pace)
def test_the_general_dialoogkaart_adds_up_too(pace, shipped):
    board = load_board(shipped, load(shipped, "jeugdzorg"), general=True)
    assert sum(minutes for _, minutes in board.steps(pace)) == pace.value


@every_deck
def test_every_step_asks_two_to_four_questions_and_ends_each_with_a_question_mark(name, shipped):
    board = load_board(shipped, load(shipped, name))
    for step in board.stappen:
        assert 2 <= len(step.vragen) <= 4
        assert [one for one in step.vragen if not one.endswith("?")] == []


@every_deck
def test_the_board_asks_for_own_experience_and_for_a_joint_choice(name, shipped):
    board = load_board(shipped, load(shipped, name))
    asked = [question for step in board.stappen for question in step.vragen]
    assert any("Waar ken jij dit van?" in one for one in asked)
    assert any("welk stukje van je gelijk" in one for one in asked)


@every_deck
def test_every_lens_has_a_question(name, shipped):
    board = load_board(shipped, load(shipped, name))
    assert set(board.lens_vragen) == {"IS", "DOET", "VOELT"}
    assert all(one.endswith("?") for one in board.lens_vragen.values())


@every_deck
def test_every_question_on_a_card_is_open_and_ends_with_a_question_mark(name, shipped):
    deck = load(shipped, name)
    asked = [card.content.tekst for card in deck.of_kind("vraag")]
    for card in deck.of_kind("situatie"):
        asked += [card.content.vraag, *card.content.vragen]
    assert [one for one in asked if not one.endswith("?")] == []
    assert [one for one in asked if one.lower().startswith(CLOSED)] == []


@every_deck
def test_every_situation_leaves_a_choice_between_two_things(name, shipped):
    for card in load(shipped, name).of_kind("situatie"):
        content = card.content
        assert " of " in content.spanning.lower(), card.code
        assert len(content.perspectieven) >= 2
        assert content.verhaal.count("?") <= 3


@every_deck
def test_the_names_in_the_guide_are_those_of_the_deck(name, shipped):
    deck = load(shipped, name)
    assert load_guide(deck)
    codes = {card.code for card in deck.cards}
    assert len(codes) == len(deck.cards)


def test_rijksinspecties_has_thirteen_situations(shipped):
    assert len(list(load(shipped, "rijksinspecties").of_kind("situatie"))) == 13


@pytest.mark.parametrize("name", ["grenswerkers", "duurzaamdoor"])
def test_the_other_two_have_twelve_situations_and_six_portraits_at_least(name, shipped):
    deck = load(shipped, name)
    assert len(list(deck.of_kind("situatie"))) >= 12
    assert len(list(deck.of_kind("beeld"))) >= 6


@pytest.mark.parametrize("name", ["duurzaamdoor", "grenswerkers", "rijksinspecties"])
def test_the_other_decks_have_54_cards_at_least_of_every_kind_asked_for(name, shipped):
    deck = load(shipped, name)
    assert deck.size >= 54
    kinds = {card.kind.name for card in deck.cards}
    asked = {"situatie", "vraag", "perspectief", "waarde", "beeld", "werkvorm", "rol", "joker"}
    assert asked | {"leeg", "instructie"} <= kinds


def test_minutes_that_do_not_add_up_are_told(file, tmp_path):
    first = next(
        line for line in file.read_text(encoding="utf-8").splitlines() if "minuten:" in line
    )
    told = spoiled(file, tmp_path, first, first.split("minuten:")[0] + "minuten: 44")
    assert "het horen er 75 te zijn" in told


def test_a_lens_left_out_is_told(file, tmp_path):
    told = spoiled(file, tmp_path, "VOELT:", "VOELD:")
    assert "lens_vragen" in told
