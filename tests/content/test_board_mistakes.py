"""What an author of a dialoogkaart is told: exact words, the place, and exit code 3."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kaartgen.content.board import load_board, read_board
from kaartgen.content.load import load
from kaartgen.content.typography import DUTCH
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.workspace import Workspace
from tests.content.small import SmallDeck

VOELT = '  VOELT: "Waar krijg je energie van, en waar lekt die weg?"\n'
IS = '  IS: "Wat vraagt het vak hier van je?"\n'


@pytest.fixture
def mine(tmp_path: Path, shipped: Workspace) -> Path:
    """A copy of the general dialoogkaart, free to spoil."""
    found = shipped.find("gedeeld", "dialoogkaart.yaml")
    assert found is not None
    return Path(shutil.copy(found, tmp_path / "dialoogkaart.yaml"))


def spoil(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def line_of(file: Path, text: str) -> int:
    """Return the line on which a text stands for the first time, counted from 1."""
    return next(
        number
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if line.strip().startswith(text)
    )


def refused(file: Path) -> str:
    """Read a file that is wrong; return what is told, with the file's name alone."""
    with pytest.raises(KaartgenError) as caught:
        read_board(file, {"typography": DUTCH})
    assert caught.value.code is ExitCode.AUTHOR
    assert int(caught.value.code) == 3
    return str(caught.value).replace(f"{file.parent}/", "")


@pytest.mark.parametrize(
    ("field", "old", "new", "total", "due"),
    [
        ("minuten", "minuten: 10\n", "minuten: 11\n", 76, 75),
        ("minuten_kort", "minuten_kort: 7\n", "minuten_kort: 5\n", 43, 45),
        ("minuten_rondje", "minuten_rondje: 4\n", "minuten_rondje: 5\n", 21, 20),
        ("minuten_rondje", "    minuten_rondje: 4\n", "", 16, 20),
    ],
)
def test_minutes_that_do_not_add_up_are_told_with_both_sums(mine, field, old, new, total, due):
    spoil(mine, (old, new))
    said = refused(mine)
    assert said.endswith(
        f": De stappen duren samen {total} minuten; het horen er {due} te zijn.\n"
        f"  → Kijk de velden ‘{field}’ na."
    )
    assert said.startswith("dialoogkaart.yaml, regel ")


@pytest.mark.parametrize(
    ("gone", "named"), [([VOELT], "VOELT"), ([IS], "IS"), ([IS, VOELT], "IS, VOELT")]
)
def test_a_missing_lens_is_named(mine, gone, named):
    spoil(mine, *((one, "") for one in gone))
    said = refused(mine)
    assert said.startswith("dialoogkaart.yaml, regel ")
    assert said.endswith(f": Bij ‘lens_vragen’ ontbreekt {named}.")


def test_a_missing_lens_is_told_at_the_lenses(mine):
    spoil(mine, (VOELT, ""))
    assert f"regel {line_of(mine, 'lens_vragen:')}," in refused(mine)


def test_minutes_that_do_not_add_up_are_told_at_the_steps(mine):
    spoil(mine, ("minuten: 10\n", "minuten: 11\n"))
    said = refused(mine)
    first = line_of(mine, "stappen:")
    assert int(said.split("regel ")[1].split(",")[0]) >= first


def test_everything_that_is_wrong_is_told_at_once(mine):
    spoil(
        mine,
        ("minuten: 10\n", "minuten: 11\n"),
        ("minuten_kort: 7\n", "minuten_kort: 8\n"),
        (VOELT, ""),
    )
    said = refused(mine)
    assert all(one in said for one in ("75 te zijn", "45 te zijn", "ontbreekt VOELT"))


def test_a_lens_that_does_not_exist_is_told_where_it_stands(mine):
    spoil(mine, ("  VOELT:", "  VOELD:"))
    assert refused(mine) == (
        f"dialoogkaart.yaml, regel {line_of(mine, 'VOELD')}, kolom 3: "
        "‘VOELD’ kan niet bij ‘lens_vragen’.\n  → Kies uit: IS, DOET of VOELT."
    )


def test_a_step_with_one_question_is_told_at_its_questions(mine):
    spoil(mine, ('      - "Wie let op de tijd, en wie leidt het gesprek?"\n', ""))
    assert refused(mine) == (
        f"dialoogkaart.yaml, regel {line_of(mine, 'vragen:')}, kolom 5: "
        "Bij ‘vragen’ horen er minstens 2; het zijn er nu 1."
    )


def test_a_step_with_six_questions_is_told_at_its_questions(mine):
    one = '      - "Wie let op de tijd, en wie leidt het gesprek?"\n'
    spoil(mine, (one, one * 5))
    assert refused(mine) == (
        f"dialoogkaart.yaml, regel {line_of(mine, 'vragen:')}, kolom 5: "
        "Bij ‘vragen’ mogen er hooguit 5 staan; het zijn er nu 6."
    )


def test_five_questions_for_the_edges_are_one_too_few(mine):
    spoil(mine, ('  - "Wie kijkt van buiten mee?"\n', ""))
    assert refused(mine) == (
        f"dialoogkaart.yaml, regel {line_of(mine, 'randen:')}, kolom 1: "
        "Bij ‘randen’ horen er minstens 6; het zijn er nu 5."
    )


def test_a_closing_sentence_without_its_end_is_told(mine):
    spoil(mine, ("voor mij, omdat, ook al]", "voor mij, omdat]"))
    assert refused(mine) == (
        f"dialoogkaart.yaml, regel {line_of(mine, 'slotzin:')}, kolom 1: "
        "Bij ‘slotzin’ horen er minstens 3; het zijn er nu 2."
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("tien", "Bij ‘minuten’ hoort een getal te staan.\n  → Schrijf alleen cijfers."),
        ("0", "‘minuten’ moet minstens 1 zijn."),
        ("241", "‘minuten’ mag hooguit 240 zijn."),
    ],
)
def test_minutes_that_are_none_are_told_where_they_stand(mine, given, said):
    spoil(mine, ("    minuten: 10\n", f"    minuten: {given}\n"))
    at = line_of(mine, f"minuten: {given}")
    assert refused(mine) == f"dialoogkaart.yaml, regel {at}, kolom 5: {said}"


def test_an_unknown_kind_of_card_is_told_with_the_kinds_there_are(mine):
    spoil(mine, ("soort: rol", "soort: rollen"))
    assert "‘rollen’ kan niet bij ‘soort’.\n  → Kies uit: situatie, vraag," in refused(mine)


def test_two_steps_with_one_number_are_refused(mine):
    spoil(mine, ("nummer: 1\n", "nummer: 0\n"))
    assert "nummer" in refused(mine)


# --- A deck without one -----------------------------------------------------------------------


def test_a_deck_without_a_dialoogkaart_is_told_what_there_is_instead(small: SmallDeck):
    with pytest.raises(KaartgenError) as caught:
        load_board(small.workspace, small.load())
    assert caught.value.code is ExitCode.AUTHOR
    assert small.shortened(str(caught.value)) == (
        "proef/dialoogkaart.yaml: Het deck ‘proef’ heeft geen eigen dialoogkaart.\n"
        "  → Gebruik de algemene met --algemeen, of schrijf er een naar het voorbeeld van "
        "jeugdzorg."
    )


def test_the_general_one_serves_a_deck_without_its_own(small: SmallDeck):
    board = load_board(small.workspace, small.load(), general=True)
    assert [step.naam for step in board.stappen] == [
        "Start",
        "Situatie",
        "Perspectieven",
        "Afweging",
        "Beeld",
        "Stap",
    ]


def test_the_general_one_goes_before_a_decks_own_if_it_is_asked_for(shipped: Workspace):
    deck = load(shipped, "rijksinspecties")
    titles = [load_board(shipped, deck, general=general).titel for general in (True, False)]
    assert titles == ["Wat is hier goed werk?", "Wat is hier goed toezicht?"]


def test_a_general_one_of_the_users_own_goes_before_the_shipped_one(small: SmallDeck, mine: Path):
    text = mine.read_text("utf-8").replace("Wat is hier goed werk?", "Wat is hier van ons?", 1)
    small.write("../gedeeld/dialoogkaart.yaml", text)
    assert load_board(small.workspace, small.load(), general=True).titel == "Wat is hier van ons?"
