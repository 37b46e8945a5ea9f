"""What is no dialoogkaart: too small a paper, too long a text, each told in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaartgen.content.board import Board, load_board, read_board
from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.imposition.paper_file import load_paper
from kaartgen.layout.house_style import load_house_style
from kaartgen.products.dialoogkaart import BoardJob, build_board
from kaartgen.workspace import Workspace
from tests.content.small import DECK, made_in
from tests.layout.ink import text_boxes
from tests.products.boards import (
    build,
    content,
    made,
)

# --- Refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paper", "how", "said"),
    [
        (
            "A5",
            {},
            (
                "Op A5 wordt de dialoogkaart te klein om op te schrijven.\n"
                "  → Kies A4 of groter, of plak twee vellen A4 aan elkaar met --tegels."
            ),
        ),
        (
            "A5",
            {"tiles": True},
            "Op twee vellen A5 past de dialoogkaart niet.\n  → Gebruik --tegels met --papier A4.",
        ),
        (
            "A5",
            {"folded": True},
            (
                "De gevouwen dialoogkaart is van A4, niet van A5.\n"
                "  → Laat --papier weg of kies --papier A4."
            ),
        ),
        (
            "A3",
            {"folded": True},
            (
                "De gevouwen dialoogkaart is van A4, niet van A3.\n"
                "  → Laat --papier weg of kies --papier A4."
            ),
        ),
    ],
)
def test_a_paper_that_will_not_do_is_refused_with_what_will(paper, how, said):
    with pytest.raises(KaartgenError) as caught:
        made("jeugdzorg", paper, **how)
    assert caught.value.code is ExitCode.USAGE
    assert str(caught.value) == said


def test_a_step_with_too_much_to_ask_is_refused_by_its_number_and_name():
    _, board = content("jeugdzorg")
    long = ("Wat zie en hoor je, zonder er iets van te vinden of te zeggen? " * 4,) * 5
    first, second, *others = board.stappen
    board = board.model_copy(
        update={"stappen": (first, second.model_copy(update={"vragen": long}), *others)}
    )
    for how, where in (({}, "de achterkant van de"), ({"folded": True}, "de gevouwen")):
        with pytest.raises(KaartgenError) as caught:
            build("jeugdzorg", board, "A4" if how else "A3", **how)
        assert caught.value.code is ExitCode.DOES_NOT_FIT
        assert f"stap 1 (Situatie) passen niet op {where} dialoogkaart" in str(caught.value)


LONG = {
    "the name of a step": lambda board: {
        "stappen": (
            board.stappen[0].model_copy(update={"naam": "Samen rustig beginnen"}),
            *board.stappen[1:],
        )
    },
    "a question at the edge": lambda board: {
        "randen": (
            "Wie merkt dit vanavond thuis aan de keukentafel, en wie juist helemaal niet meer?",
            *board.randen[1:],
        )
    },
    "the title": lambda board: {
        "titel": "Wat is hier goed werk, en voor wie is het dat eigenlijk niet, en waarom toch?"
    },
}


@pytest.mark.parametrize("what", LONG)
def test_what_is_too_long_for_its_place_is_refused_and_not_printed_over_others(what):
    _, board = content("jeugdzorg")
    with pytest.raises(KaartgenError) as caught:
        build("jeugdzorg", board.model_copy(update=LONG[what](board)))
    assert caught.value.code is ExitCode.DOES_NOT_FIT


def test_the_questions_of_a_seventh_step_stand_on_the_board_too():
    _, board = content("jeugdzorg")
    *others, last = board.stappen
    half = last.minuten // 2
    fresh = {"nummer": 6, "naam": "Slot", "minuten": last.minuten - half}
    seventh = last.model_copy(update={**fresh, "vragen": ("Wie belt wie?", "Wat bleef liggen?")})
    board = board.model_copy(
        update={"stappen": (*others, last.model_copy(update={"minuten": half}), seventh)}
    )
    text = "".join(
        one.run.text for page in build("jeugdzorg", board).pages for one in text_boxes(page.frame)
    )
    assert "Wie belt wie?" in text


# --- Told in its place ------------------------------------------------------------------------

# In the file of jeugdzorg: what stands there, and what makes it too long or too much.
SPOILED = {
    "titel": (
        "Wat is hier goed werk?",
        f"Wat is hier goed werk, {'en voor wie is het dat juist niet, ' * 3}en waarom?",
    ),
    "regels": ("Pas mag altijd", "Passen mag altijd en van iedereen en je zegt er niets bij"),
    "velden": ("Inbrenger", "Naam van wie de situatie inbrengt"),
    "lens": (
        "Wat heeft dit kind nu aan jouw vak?",
        f"Wat heeft dit kind {'vandaag, morgen en ' * 4}overmorgen aan jouw vak?",
    ),
    "rand": ("Wie merkt dit vanavond thuis?", "Wie merkt dit vanavond thuis aan de keukentafel?"),
    "slotzin": (
        "omdat, ook al",
        "omdat ik na alles wat hier vanmiddag op tafel kwam geloof dat, ook al",
    ),
    "naam": ("naam: Start", "naam: Samen rustig beginnen"),
    "vragen": ("Waar laten we de telefoons?", "Waar laten we de telefoons? " * 40),
}


def spoiled(folder: Path, *what: str) -> tuple[Board, dict[str, int]]:
    """Return the board of jeugdzorg with these places spoiled, and the line of each."""
    text = (Workspace(None).deck_folder("jeugdzorg") / "dialoogkaart.yaml").read_text("utf-8")
    lines = {}
    for one in what:
        before, after = SPOILED[one]
        assert text.count(before)
        lines[one] = text[: text.index(before)].count("\n") + 1
        text = text.replace(before, after.strip(), 1)
    file = folder / "dialoogkaart.yaml"
    file.write_text(text, "utf-8")
    return read_board(file, {}), lines


def told(board: Board, **how: bool) -> list[Problem]:
    with pytest.raises(KaartgenError) as caught:
        build("jeugdzorg", board, "A4" if how else "A3", **how)
    return list(caught.value.problems)


@pytest.mark.parametrize("what", [one for one in SPOILED if one != "vragen"])
def test_a_text_too_long_for_its_place_is_told_with_its_line(tmp_path, what):
    board, lines = spoiled(tmp_path, what)
    for problem in told(board):
        assert problem.code is ExitCode.DOES_NOT_FIT
        assert problem.place is not None
        assert problem.place.file == tmp_path / "dialoogkaart.yaml"
        assert problem.place.line == lines[what]
        assert problem.place.column is not None


def test_everything_too_long_on_a_board_is_told_at_once(tmp_path):
    board, lines = spoiled(tmp_path, *SPOILED)
    found = {problem.place.line for problem in told(board) if problem.place}
    # The questions of a step are told as one: where their list begins, three lines up.
    assert found == {*lines.values()} - {lines["vragen"]} | {lines["vragen"] - 3}


def test_on_the_folded_sheet_too_everything_is_told_at_once(tmp_path):
    board, lines = spoiled(tmp_path, "titel", "slotzin", "vragen")
    found = {problem.place.line for problem in told(board, folded=True) if problem.place}
    assert found == {lines["titel"], lines["slotzin"], lines["vragen"] - 3}


def test_the_name_of_a_lens_too_long_for_the_board_is_told_in_the_deck(tmp_path):
    small = made_in(tmp_path)
    label = "IS goed, want vakwerk van de bovenste plank"
    small.write("deck.yaml", f"{DECK}lenzen:\n  IS: {{label: '{label}', uitleg: Wat nu?}}\n")
    deck = small.load()
    house = load_house_style(small.workspace, deck.file.huisstijl)
    board = load_board(small.workspace, deck, general=True)
    job = BoardJob(load_paper(small.workspace, "A3"))
    with pytest.raises(KaartgenError) as caught:
        build_board(deck, board, house, "nl_NL", job)
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert (problem.place.file.name, problem.place.line) == ("deck.yaml", 5)


def test_six_agreements_stand_above_each_other_inside_the_place_of_the_situation():
    _, board = content("jeugdzorg")
    board = board.model_copy(update={"regels": (*board.regels, "Ook stil is goed", "Tot hier")})
    boxes = [
        one
        for one in text_boxes(build("jeugdzorg", board).pages[0].frame)
        if one.run.text.strip() in ("Vertrouwelijk", "goed", "hier", "Tot hier", "Ook stil is goed")
    ]
    assert all(one.deep.bottom < 77 + 152 - 2 for one in boxes if one.box.x < 126)


def test_a_sign_that_the_font_lacks_is_told_at_every_text_that_has_it(tmp_path):
    spoiled(tmp_path)
    file = tmp_path / "dialoogkaart.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("Pas mag altijd", "Pas 漢").replace("naam: Start", "naam: 漢"))
    problems = told(read_board(file, {}))
    assert {problem.code for problem in problems} == {ExitCode.FONT}
    there = [number for number, line in enumerate(file.read_text().splitlines(), 1) if "漢" in line]
    assert [problem.place.line for problem in problems if problem.place] == there
    assert len(there) == 2


def test_a_sign_in_what_only_the_guide_says_does_not_keep_the_board_from_being_made():
    _, board = content("jeugdzorg")
    first = board.stappen[0].model_copy(update={"zeg": "Zeg 漢."})
    assert build("jeugdzorg", board.model_copy(update={"stappen": (first, *board.stappen[1:])}))
