"""What is asked at the table: minutes that add up, and questions that are questions."""

from __future__ import annotations

import pytest

from kaartgen.content.board import Pace, load_board
from kaartgen.content.load import load

every_deck = pytest.mark.parametrize(
    "name", ["duurzaamdoor", "grenswerkers", "jeugdzorg", "rijksinspecties"]
)


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
def test_every_situation_leaves_a_choice_between_two_things(name, shipped):
    for card in load(shipped, name).of_kind("situatie"):
        content = card.content
        assert " of " in content.spanning.lower(), card.code
        assert len(content.perspectieven) >= 2
        assert content.verhaal.count("?") <= 3


@pytest.mark.parametrize("name", ["duurzaamdoor", "grenswerkers", "rijksinspecties"])
def test_the_other_decks_have_54_cards_at_least_of_every_kind_asked_for(name, shipped):
    deck = load(shipped, name)
    assert deck.size >= 54
    kinds = {card.kind.name for card in deck.cards}
    asked = {"situatie", "vraag", "perspectief", "waarde", "beeld", "werkvorm", "rol", "joker"}
    assert asked | {"leeg", "instructie"} <= kinds
