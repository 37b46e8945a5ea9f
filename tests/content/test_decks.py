"""The decks that ship, as a facilitator reads them: minutes, questions, references, letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from msgspec import structs

from kaartgen.content.board import Board, Pace, load_board
from kaartgen.content.deck import Card, Deck
from kaartgen.content.guide import load_guide
from kaartgen.content.load import load
from kaartgen.content.markup import parsed, plain
from kaartgen.frame import Frame, runs
from kaartgen.layout.look import load_look
from kaartgen.layout.typeset import TypesetDeck, typeset
from kaartgen.workspace import Workspace

NAMES = ("duurzaamdoor", "grenswerkers", "jeugdzorg", "rijksinspecties")
every_deck = pytest.mark.parametrize("name", NAMES)
both_families = pytest.mark.parametrize("family", ["kleurvlak", "redactie"])

# How an open question begins; a verb in front asks for yes or no.
OPEN = re.compile(
    r"(Voor |Van |Met |Bij |Aan |Onder )?(Wat|Hoe|Wie|Welke?|Waar(in)?|Wanneer|Stel)\b", re.I
)
PERSONAL = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "a telephone number": re.compile(r"(?<!\d)(\+31|0)[\s-]?\d([\s-]?\d){8}(?!\d)"),
    "a postcode": re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b"),
    "a citizen's number": re.compile(r"(?<!\d)\d{9}(?!\d)"),
}


@cache
def deck(name: str) -> Deck:
    return load(Workspace(None), name)


@cache
def board(name: str) -> Board:
    return load_board(Workspace(None), deck(name))


@cache
def ready(name: str, family: str) -> TypesetDeck:
    """Set a deck in a family of templates, in its own house style."""
    workspace, made = Workspace(None), deck(name)
    file = made.file.model_copy(update={"sjablonen": family})
    made = structs.replace(made, file=file)
    return typeset(made, load_look(workspace, made), made.cards)


def files(name: str) -> list[Path]:
    return sorted(deck(name).folder.glob("*.yaml"))


def card_questions(name: str) -> Iterator[tuple[str, str]]:
    for card in deck(name).of_kind("situatie"):
        yield card.code, card.content.vraag
        yield from ((card.code, one) for one in (*card.content.vragen, *card.content.wat_als))
    for card in deck(name).of_kind("vraag"):
        yield card.code, card.content.tekst


def board_questions(name: str) -> Iterator[tuple[str, str]]:
    for step in board(name).stappen:
        yield f"stap {step.nummer}", step.kop
        yield from ((f"stap {step.nummer}", one) for one in step.vragen)
    yield from board(name).lens_vragen.items()
    yield from (("rand", one) for one in board(name).randen)


def deck_questions(name: str) -> Iterator[tuple[str, str]]:
    for step in deck(name).file.stappen:
        yield f"deck.yaml, stap {step.nummer}", step.vraag or ""
    for lens, file in deck(name).file.lenzen.items():
        yield f"deck.yaml, lens {lens}", file.uitleg


# --- Minutes ----------------------------------------------------------------------------------


@every_deck
@pytest.mark.parametrize(
    ("field", "total"), [("minuten", 75), ("minuten_kort", 45), ("minuten_rondje", 20)]
)
def test_the_steps_of_the_conversation_fill_their_time(name, field, total):
    assert sum(getattr(step, field) or 0 for step in board(name).stappen) == total


@every_deck
@pytest.mark.parametrize("pace", Pace)
def test_weighing_comes_before_choosing_and_a_step_to_take_comes_last(name, pace):
    numbers = [step.nummer for step, _ in board(name).steps(pace)]
    assert numbers == sorted(set(numbers))
    assert {3, 4} <= set(numbers)
    assert numbers[-1] == 5


@every_deck
def test_the_steps_of_every_werkvorm_fill_its_time(name):
    for card in deck(name).of_kind("werkvorm"):
        steps = sum(step.minuten for step in card.content.stappen)
        assert (card.code, steps) == (card.code, card.content.minuten)


@every_deck
def test_the_session_to_collect_situations_takes_two_and_a_half_hours(name):
    steps = load_guide(deck(name)).verzamelen.stappen
    assert sum(step.minuten for step in steps) == 150


@every_deck
def test_the_cards_and_the_board_speak_of_the_same_steps_and_minutes(name):
    on_cards = {step.nummer: (step.naam, step.minuten) for step in deck(name).file.stappen}
    on_board = {step.nummer: (step.naam, step.minuten) for step in board(name).stappen}
    assert on_cards == {number: on_board[number] for number in on_cards}


# --- Questions --------------------------------------------------------------------------------


@every_deck
@pytest.mark.parametrize("asked", [card_questions, board_questions, deck_questions])
def test_every_question_ends_with_a_question_mark(name, asked):
    assert [one for one in asked(name) if not one[1].endswith("?")] == []


@every_deck
@pytest.mark.parametrize("asked", [card_questions, board_questions])
def test_every_question_is_open(name, asked):
    assert [one for one in asked(name) if not OPEN.match(one[1])] == []


@pytest.mark.parametrize(
    "name",
    [
        "duurzaamdoor",
        "grenswerkers",
        "jeugdzorg",
        pytest.param("rijksinspecties"),
    ],
)
def test_what_a_lens_or_a_step_asks_on_a_card_is_open(name):
    assert [one for one in deck_questions(name) if not OPEN.match(one[1])] == []


@every_deck
def test_no_question_is_asked_twice_on_the_cards(name):
    asked = [card.content.tekst.casefold() for card in deck(name).of_kind("vraag")]
    assert len(set(asked)) == len(asked)


# --- References -------------------------------------------------------------------------------


@every_deck
def test_every_value_on_a_situation_is_a_card(name):
    there = {card.id for card in deck(name).of_kind("waarde")}
    named = {value for card in deck(name).of_kind("situatie") for value in card.content.waarden}
    assert named - there == set()


@every_deck
def test_every_value_is_at_stake_in_a_situation(name):
    named = {value for card in deck(name).of_kind("situatie") for value in card.content.waarden}
    assert {card.id for card in deck(name).of_kind("waarde")} - named == set()


def test_the_core_holds_two_values_or_more_of_each_of_its_situations():
    core = {card.id for card in deck("jeugdzorg").of_kind("waarde") if card.content.kern}
    for card in deck("jeugdzorg").of_kind("situatie"):
        assert len(core & set(card.content.waarden)) >= 2, card.code


@every_deck
def test_every_perspective_that_a_situation_borrows_is_a_card(name):
    there = {card.id for card in deck(name).of_kind("perspectief")}
    voices = [one for card in deck(name).of_kind("situatie") for one in card.content.perspectieven]
    assert {one.kaart for one in voices if one.kaart} - there == set()


@every_deck
def test_every_portrait_that_belongs_to_a_situation_names_one_that_is_there(name):
    there = {card.id for card in deck(name).of_kind("situatie")}
    named = {card.content.bij_situatie for card in deck(name).of_kind("beeld")}
    assert named - there - {None} == set()


@every_deck
def test_every_category_of_a_card_is_declared_and_every_one_declared_is_used(name):
    used = {
        card.content.categorie
        for kind in ("situatie", "vraag")
        for card in deck(name).of_kind(kind)
    }
    assert used - {None} == set(deck(name).file.categorieen)


@every_deck
def test_every_step_of_the_board_that_a_card_can_name_has_a_question(name):
    asked = {card.content.stap for card in deck(name).of_kind("vraag")}
    assert asked == {step.nummer for step in board(name).stappen if step.nummer}


@every_deck
def test_every_lens_has_at_least_one_value_and_all_have_as_many(name):
    lenses = [card.content.lens for card in deck(name).of_kind("waarde")]
    assert {lens: lenses.count(lens) for lens in lenses} == dict.fromkeys(
        ("IS", "DOET", "VOELT"), 6
    )


@every_deck
def test_a_step_never_asks_for_more_cards_than_the_deck_has(name):
    for step in board(name).stappen:
        for need in step.kaarten:
            there = sum(card.content.aantal for card in deck(name).of_kind(need.soort))
            assert there >= need.aantal, (step.naam, need.soort)


@every_deck
def test_the_guide_warns_of_every_sensitive_situation_when_one_chooses(name):
    advice = " ".join(load_guide(deck(name)).kiezen)
    sensitive = [card for card in deck(name).of_kind("situatie") if card.content.gevoelig]
    assert sensitive
    for card in sensitive:
        assert card.title in plain(advice), card.code


def texts(value: object) -> Iterator[str]:
    """Every text in a file as it was read, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from texts(one)


def said_to_the_guide(name: str) -> list[str]:
    made = [load_guide(deck(name)), board(name)]
    notes = [card.content.notitie_begeleider or "" for card in deck(name).cards]
    return [text for one in made for text in texts(one.model_dump())] + notes


@every_deck
def test_the_guide_names_a_card_by_its_title_since_a_number_may_change(name):
    for text in said_to_the_guide(name):
        assert re.findall(r"\b[SVPWBFRJLIK]\d\d\b", text) == [], text


@every_deck
def test_what_stands_in_italics_in_the_guide_is_the_title_of_a_card(name):
    titles = {card.title.rstrip("?") for card in deck(name).cards}
    for text in said_to_the_guide(name):
        for line in parsed(text):
            named = [span.text.rstrip("?") for span in line if span.italic]
            assert set(named) - titles == set(), text


# --- What is there ----------------------------------------------------------------------------


@every_deck
def test_the_voices_on_a_situation_have_different_names(name):
    people = {card.id: card.title for card in deck(name).of_kind("perspectief")}
    for card in deck(name).of_kind("situatie"):
        names = [one.naam or people[one.kaart] for one in card.content.perspectieven]
        assert len({one.casefold() for one in names}) == len(names) >= 2, card.code


def test_rijksinspecties_has_thirteen_situations():
    assert len(deck("rijksinspecties").of_kind("situatie")) == 13


@every_deck
def test_a_deck_has_twelve_situations_or_more(name):
    assert len(deck(name).of_kind("situatie")) >= 12


@every_deck
def test_a_deck_has_six_portraits_or_more(name):
    assert len(deck(name).of_kind("beeld")) >= 6


@every_deck
def test_54_cards_or_more_come_out_of_the_printer(name):
    assert sum(card.content.aantal for card in deck(name).cards) >= 54


@every_deck
def test_no_two_cards_of_a_kind_have_the_same_title(name):
    titles = [(card.kind.letter, card.title.casefold()) for card in deck(name).cards]
    assert [one for one in titles if titles.count(one) > 1 and one[0] != "L"] == []


FIRST = "eerste gesprek"


@every_deck
def test_the_cards_for_a_first_conversation_are_enough_for_a_whole_one(name):
    first = [card for card in deck(name).cards if FIRST in card.content.tags]
    steps = {card.content.stap for card in first if card.kind.name == "vraag"}
    lenses = {card.content.lens for card in first if card.kind.name == "waarde"}
    assert steps == {step.nummer for step in board(name).stappen if step.nummer}
    assert lenses == {"IS", "DOET", "VOELT"}
    assert {card.kind.letter for card in first} >= set("SVPWRLI")


@every_deck
def test_the_guide_names_the_situations_for_a_first_conversation(name):
    advice = plain(" ".join(load_guide(deck(name)).kiezen))
    first = [one for one in deck(name).of_kind("situatie") if FIRST in one.content.tags]
    assert len(first) >= 2
    assert [card.code for card in first if card.title not in advice] == []
    assert [card.code for card in first if card.content.gevoelig] == []


# --- What may not be there --------------------------------------------------------------------


@every_deck
def test_no_situation_calls_itself_dangerous(name):
    for card in deck(name).of_kind("situatie"):
        told = " ".join(
            [card.title, card.content.verhaal, card.content.kantelpunt, card.content.spanning]
        )
        assert not re.search(r"\bkritieke?\b", told, re.I), card.code


@every_deck
@pytest.mark.parametrize("what", PERSONAL)
def test_no_file_of_a_deck_holds_personal_data(name, what):
    for file in files(name):
        assert PERSONAL[what].findall(file.read_text("utf-8")) == [], file.name


@every_deck
def test_a_story_ends_before_the_choice_and_gives_no_advice(name):
    for card in deck(name).of_kind("situatie"):
        assert not re.search(r"\b(je kiest|je besluit|je had moeten)\b", card.content.verhaal, re.I)


# --- On the cards -----------------------------------------------------------------------------


def letters(frame: Frame) -> str:
    return " ".join(run.text for run, _ in runs(frame))


@every_deck
@both_families
def test_every_card_fits(name, family):
    made = ready(name, family)
    assert [one.card for one in made.cards] == list(deck(name).cards)


@every_deck
@both_families
def test_nothing_on_a_card_is_smaller_than_nine_points_but_the_credits(name, family):
    for one in ready(name, family).cards:
        for face in (one.faces.front, one.faces.back):
            for run, through in runs(face):
                size = run.size_pt * through.factor
                # The instruction says on its front who made the deck, all others on the back.
                may = face is one.faces.back or one.card.kind.name == "instructie"
                assert size >= (7 if may else 9) - 1e-6, (one.card.code, run.text)


@every_deck
@both_families
def test_what_is_smaller_than_nine_points_are_the_credits(name, family):
    file = deck(name).file
    sources = [
        deck(name).foot,
        *file.makers,
        file.licentie,
        file.geen_uitgave_van,
        file.dank,
        "Teksten:",
    ]
    known = "".join("".join(str(one).split()) for one in sources)
    for one in ready(name, family).cards:
        for run, through in runs(one.faces.back):
            if run.size_pt * through.factor < 9 - 1e-6:
                for word in run.text.split():
                    assert word.strip(".-\xad") in known or word in "Geen uitgave van", run.text


@every_deck
@both_families
def test_running_text_is_eleven_points_or_more(name, family):
    for size in ready(name, family).sizes:
        assert size.size_pt is None or size.size_pt >= 11, size.kind.name


def story_words(card: Card) -> list[str]:
    return card.content.verhaal.replace("*", "").split()[:3]


@every_deck
@both_families
def test_the_front_of_a_situation_names_no_lens(name, family):
    for one in ready(name, family).cards:
        if one.card.kind.name == "situatie":
            text = letters(one.faces.front)
            assert story_words(one.card)[0].strip("“”.,!?") in text  # it is the front
            assert re.findall(r"\b(IS|DOET|VOELT)\b|\b(?:is|doet|voelt) goed\b", text) == []


@every_deck
def test_the_front_of_a_situation_names_none_of_its_values(name):
    values = {card.id: card.title.casefold() for card in deck(name).of_kind("waarde")}
    for one in ready(name, deck(name).file.sjablonen).cards:
        if one.card.kind.name != "situatie":
            continue
        front = set(re.findall(r"\w+", letters(one.faces.front).casefold()))
        for word in (values[value] for value in one.card.content.waarden):
            root = word.removesuffix("heid")  # who is not told of honesty is not told to be honest
            assert front & {word, root, root + "e"} == set(), (one.card.code, word)


@every_deck
def test_the_front_of_a_situation_says_neither_side_of_what_chafes(name):
    for one in ready(name, deck(name).file.sjablonen).cards:
        if one.card.kind.name == "situatie":
            front = letters(one.faces.front).casefold()
            for side in one.card.content.spanning.casefold().rstrip("?").split(" of "):
                assert side not in front, (one.card.code, side)
