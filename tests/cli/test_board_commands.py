"""dialoogkaart and handreiking on the command line: names, JSON, what is told, wrong use."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pytest

from kaartgen.errors import ExitCode
from tests.cli.conftest import Answer, files_under, finished, started

ENGLISH = re.compile(r"\b(the|invalid|error|option|usage|value|missing|not|must|with)\b", re.I)


def pages(file: str | Path) -> int:
    with pikepdf.open(file) as made:
        return len(made.pages)


def made(answer: Answer) -> str:
    """Return the name of the one file that was made."""
    assert answer.code is ExitCode.OK, answer.err
    (line,) = answer.out.splitlines()
    assert Path(line).is_file()
    return Path(line).name


# --- Names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        ("", "jeugdzorg-dialoogkaart-thuis.pdf"),
        ("--papier A3", "jeugdzorg-dialoogkaart-thuis.pdf"),
        ("--papier a3", "jeugdzorg-dialoogkaart-thuis.pdf"),
        ("--duur 75", "jeugdzorg-dialoogkaart-thuis.pdf"),
        ("--papier A4", "jeugdzorg-dialoogkaart-thuis-a4.pdf"),
        ("--papier A0", "jeugdzorg-dialoogkaart-thuis-a0.pdf"),
        ("--duur 45", "jeugdzorg-dialoogkaart-thuis-45.pdf"),
        ("--duur 20", "jeugdzorg-dialoogkaart-thuis-20.pdf"),
        ("--tegels", "jeugdzorg-dialoogkaart-thuis-tegels.pdf"),
        ("--tegels --papier A4", "jeugdzorg-dialoogkaart-thuis-tegels.pdf"),
        ("--vouw", "jeugdzorg-dialoogkaart-thuis-vouw.pdf"),
        ("--algemeen", "jeugdzorg-dialoogkaart-thuis-algemeen.pdf"),
        ("--vouw --duur 45 --algemeen", "jeugdzorg-dialoogkaart-thuis-vouw-45-algemeen.pdf"),
        ("--papier A2 --duur 20", "jeugdzorg-dialoogkaart-thuis-a2-20.pdf"),
    ],
)
def test_every_choice_for_a_board_is_in_its_files_name(kaartgen, choice, name):
    assert made(kaartgen("dialoogkaart", "jeugdzorg", *choice.split(), "--stil")) == name


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        ("", "jeugdzorg-handreiking-thuis.pdf"),
        ("--boekje", "jeugdzorg-handreiking-thuis-boekje.pdf"),
        ("--duur 45", "jeugdzorg-handreiking-thuis-45.pdf"),
        ("--start 13:30", "jeugdzorg-handreiking-thuis-1330.pdf"),
        ("--start 9.05", "jeugdzorg-handreiking-thuis-0905.pdf"),
        ("--start 00:00", "jeugdzorg-handreiking-thuis-0000.pdf"),
        ("--boekje --kruip 0,5", "jeugdzorg-handreiking-thuis-boekje-kruip-0-5.pdf"),
        (
            "--boekje --duur 20 --start 13:30 --kruip 1",
            "jeugdzorg-handreiking-thuis-boekje-20-1330-kruip-1.pdf",
        ),
    ],
)
def test_every_choice_for_a_guide_is_in_its_files_name(kaartgen, choice, name):
    assert made(kaartgen("handreiking", "jeugdzorg", *choice.split(), "--stil")) == name


def test_the_name_of_the_deck_is_in_the_name_of_its_board(kaartgen):
    answer = kaartgen("dialoogkaart", "grenswerkers", "--stil")
    assert made(answer) == "grenswerkers-dialoogkaart-thuis.pdf"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("dialoogkaart jeugdzorg --duur 20", "dialoogkaart jeugdzorg --duur 45"),
        ("dialoogkaart jeugdzorg --tegels", "dialoogkaart jeugdzorg --vouw"),
        ("dialoogkaart jeugdzorg --papier A4", "dialoogkaart jeugdzorg --vouw"),
        ("dialoogkaart jeugdzorg", "dialoogkaart jeugdzorg --algemeen"),
        ("handreiking jeugdzorg --start 13:30", "handreiking jeugdzorg --start 13:45"),
        ("handreiking jeugdzorg", "handreiking jeugdzorg --boekje"),
        pytest.param("handreiking jeugdzorg", "handreiking jeugdzorg --algemeen"),
    ],
)
def test_two_choices_that_give_two_things_never_share_a_name(kaartgen, first, second):
    names = []
    contents = []
    for choice in (first, second):
        answer = kaartgen(*choice.split(), "--stil")
        names.append(made(answer))
        contents.append(Path(answer.out.strip()).read_bytes())
    assert contents[0] != contents[1]
    assert names[0] != names[1]


@pytest.mark.parametrize("command", ["dialoogkaart", "handreiking"])
@pytest.mark.parametrize("where", ["los.pdf", "map/onder/los.pdf"])
def test_the_user_says_where_it_goes(small, kaartgen, command, where):
    answer = kaartgen(command, "jeugdzorg", "--stil", "--uit", where)
    assert answer == Answer(ExitCode.OK, f"{small.root / where}\n", "")
    assert pages(small.root / where) >= 2


# --- What is told -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (
            "",
            (
                "Klaar: de dialoogkaart van 75 minuten, voor en achter.",
                "Zo print je: A3 dubbelzijdig, omslaan over de korte zijde, schaal 100 %.",
            ),
        ),
        (
            "--papier A4 --duur 20",
            (
                "Klaar: de dialoogkaart van 20 minuten, voor en achter.",
                "Zo print je: A4 dubbelzijdig, omslaan over de korte zijde, schaal 100 %.",
            ),
        ),
        (
            "--tegels --duur 45",
            (
                "Klaar: de dialoogkaart van 45 minuten, voor en achter.",
                (
                    "Zo print je: twee vellen A4 dubbelzijdig, omslaan over de lange zijde, schaal "
                    "100 %. Snij de witte rand in het midden weg en plak de vellen 5 mm over "
                    "elkaar."
                ),
            ),
        ),
        (
            "--vouw",
            (
                "Klaar: de dialoogkaart van 75 minuten, voor en achter.",
                (
                    "Zo print je: A4 dubbelzijdig, omslaan over de korte zijde, schaal 100 %. Vouw "
                    "het vel dubbel langs de streepjes."
                ),
            ),
        ),
    ],
)
def test_a_board_tells_how_to_print_it(kaartgen, choice, said):
    answer = kaartgen("dialoogkaart", "jeugdzorg", *choice.split())
    assert tuple(answer.err.splitlines()) == said


def test_tiles_on_another_paper_are_told_with_that_paper(kaartgen):
    answer = kaartgen("dialoogkaart", "jeugdzorg", "--tegels", "--papier", "A2")
    assert answer.code is not ExitCode.OK or "A4" not in answer.err


@pytest.mark.parametrize("choice", ["--grootletter", "--vouw"])
def test_a3_that_is_asked_for_by_name_is_made_or_refused(kaartgen, choice):
    answer = kaartgen("dialoogkaart", "jeugdzorg", choice, "--papier", "A3", "--stil")
    if answer.code is ExitCode.OK:
        with pikepdf.open(answer.out.strip()) as file:
            sides = {round(float(side) * 25.4 / 72) for side in file.pages[0].mediabox[2:]}
        assert sides == {297, 420}


def test_a_guide_tells_how_to_print_it(kaartgen):
    assert kaartgen("handreiking", "jeugdzorg").err.splitlines() == [
        "Klaar: de handreiking voor de begeleider.",
        "Zo print je: A4, dubbelzijdig over de lange zijde of enkelzijdig.",
    ]


def test_a_booklet_tells_how_to_fold_it(kaartgen):
    assert kaartgen("handreiking", "jeugdzorg", "--boekje").err.splitlines()[1] == (
        "Zo print je: A4 dubbelzijdig, omslaan over de korte zijde, schaal 100 %. Vouw de stapel "
        "dubbel en niet hem in de vouw."
    )


# --- JSON -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sheets"),
    [
        ("dialoogkaart jeugdzorg", 1),
        ("dialoogkaart jeugdzorg --vouw", 1),
        ("dialoogkaart jeugdzorg --tegels", 2),
        ("handreiking jeugdzorg", None),
        ("handreiking jeugdzorg --boekje", None),
    ],
)
def test_the_result_as_json(kaartgen, arguments, sheets):
    answer = kaartgen(*arguments.split(), "--json")
    told = json.loads(answer.out)
    assert (answer.code, answer.err) == (ExitCode.OK, "")
    assert list(told) == ["bestanden", "kaarten", "vellen", "bevindingen"]
    (file,) = told["bestanden"]
    assert list(file) == ["pad", "paginas"]
    there = pages(file["pad"])
    assert file["paginas"] == there
    assert told["vellen"] == -(-there // 2)
    assert sheets in (None, told["vellen"])
    assert (told["kaarten"], told["bevindingen"]) == (0, [])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("dialoogkaart jeugdzorg --papier A5", ExitCode.USAGE),
        ("dialoogkaart jeugdzorg --duur 30", ExitCode.USAGE),
        ("dialoogkaart jeugdzorg --vouw --papier A2", ExitCode.USAGE),
        ("handreiking jeugdzorg --start half", ExitCode.USAGE),
        ("dialoogkaart proef", ExitCode.AUTHOR),
        ("handreiking proef --algemeen", ExitCode.AUTHOR),
    ],
)
def test_a_refusal_as_json_is_one_object_with_its_code(kaartgen, arguments, code):
    answer = kaartgen(*arguments.split(), "--json")
    told = json.loads(answer.out)
    assert answer.code is code
    assert (told["bestanden"], told["kaarten"], told["vellen"]) == ([], 0, 0)
    (problem,) = told["bevindingen"]
    assert list(problem) == ["bericht", "bestand", "regel", "kolom", "tip", "code"]
    assert problem["code"] == code


# --- Wrong use --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            "dialoogkaart jeugdzorg --papier A5",
            (
                "Op A5 wordt de dialoogkaart te klein om op te schrijven.\n"
                "  → Kies A4 of groter, of plak twee vellen A4 aan elkaar met --tegels."
            ),
        ),
        (
            "dialoogkaart jeugdzorg --papier A5 --tegels",
            "Op twee vellen A5 past de dialoogkaart niet.\n  → Gebruik --tegels met --papier A4.",
        ),
        (
            "dialoogkaart jeugdzorg --papier A2 --vouw",
            (
                "De gevouwen dialoogkaart is van A4, niet van A2.\n"
                "  → Laat --papier weg of kies --papier A4."
            ),
        ),
        (
            "dialoogkaart jeugdzorg --papier B7",
            (
                "Er is geen papier ‘B7’.\n  → Kies uit: A0, A1, A2, A3, A4, A5, Letter, SRA3, "
                "SRA4; of een voorgesneden vel uit kaartgen lijst papier."
            ),
        ),
        (
            "dialoogkaart jeugdzorg --duur 30",
            "‘30’ kan niet bij --duur.\n  → Kies uit: 20, 45, 75.",
        ),
        (
            "handreiking jeugdzorg --duur 30",
            "‘30’ kan niet bij --duur.\n  → Kies uit: 20, 45, 75.",
        ),
        (
            "handreiking jeugdzorg --start 25:00",
            "‘25:00’ is geen tijd.\n  → Schrijf de tijd als 13:30.",
        ),
        (
            "handreiking jeugdzorg --start 13:60",
            "‘13:60’ is geen tijd.\n  → Schrijf de tijd als 13:30.",
        ),
        (
            "handreiking jeugdzorg --start straks",
            "‘straks’ is geen tijd.\n  → Schrijf de tijd als 13:30.",
        ),
        (
            "handreiking jeugdzorg --boekje --kruip veel",
            "Bij --kruip hoort een lengte van 0 tot 5 mm; er staat ‘veel’.",
        ),
    ],
)
def test_wrong_use_is_refused_in_dutch_and_nothing_is_written(small, kaartgen, arguments, said):
    before = files_under(small.root)
    answer = kaartgen(*arguments.split())
    assert answer == Answer(ExitCode.USAGE, "", f"{said}\n")
    assert files_under(small.root) == before


@pytest.mark.parametrize(
    "arguments",
    [
        "dialoogkaart",
        "handreiking",
        "dialoogkaart nergens",
        "handreiking nergens",
        "dialoogkaart jeugdzorg --duur",
        "dialoogkaart jeugdzorg --tegel",
        "dialoogkaart jeugdzorg --vouw=ja",
        "handreiking jeugdzorg --start",
        "handreiking jeugdzorg 13:30",
    ],
)
def test_what_cannot_be_read_is_refused_without_a_word_of_english(kaartgen, arguments):
    answer = kaartgen(*arguments.split())
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert answer.err
    assert not ENGLISH.search(answer.err)


@pytest.mark.parametrize(
    "arguments", ["handreiking jeugdzorg --start", "dialoogkaart jeugdzorg --duur"]
)
def test_an_empty_choice_is_refused_and_not_passed_over(small, kaartgen, arguments):
    before = files_under(small.root)
    answer = kaartgen(*arguments.split(), "")
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert files_under(small.root) == before


def test_a_deck_without_a_dialoogkaart_is_offered_the_general_one(small, kaartgen):
    answer = kaartgen("dialoogkaart", "proef")
    assert (answer.code, answer.out) == (ExitCode.AUTHOR, "")
    assert small.shortened(answer.err) == (
        "proef/dialoogkaart.yaml: Het deck ‘proef’ heeft geen eigen dialoogkaart.\n"
        "  → Gebruik de algemene met --algemeen, of schrijf er een naar het voorbeeld van "
        "jeugdzorg.\n"
    )


@pytest.mark.parametrize("command", ["handreiking", "werkset"])
def test_a_deck_without_a_dialoogkaart_and_without_a_guide_is_told_of_both(
    small, kaartgen, command
):
    before = files_under(small.root)
    answer = kaartgen(command, "proef")
    assert (answer.code, answer.out) == (ExitCode.AUTHOR, "")
    assert small.shortened(answer.err) == (
        "2 dingen om te verbeteren:\n\n"
        "proef/dialoogkaart.yaml: Het deck ‘proef’ heeft geen eigen dialoogkaart.\n"
        "  → Gebruik de algemene met --algemeen, of schrijf er een naar het voorbeeld van "
        "jeugdzorg.\n\n"
        "proef/handreiking.yaml: Het deck ‘proef’ heeft nog geen handreiking.\n"
        "  → Schrijf er een naar het voorbeeld van kaarten/jeugdzorg/handreiking.yaml.\n"
    )
    assert files_under(small.root) == before


def test_a_board_in_large_print_on_a2_tells_which_paper_holds_all_large_cards(kaartgen):
    found = json.loads(kaartgen("dialoogkaart", "jeugdzorg", "--grootletter", "--json").out)
    (finding,) = found["bevindingen"]
    assert finding["bericht"].endswith("ook grote waardekaarten passen met --papier A1.")
    larger = ("--papier", "A1", "--json")
    found = json.loads(kaartgen("dialoogkaart", "jeugdzorg", "--grootletter", *larger).out)
    assert found["bevindingen"] == []


def test_the_general_dialoogkaart_can_be_had_for_any_deck(kaartgen):
    answer = kaartgen("dialoogkaart", "proef", "--algemeen", "--stil")
    assert made(answer) == "proef-dialoogkaart-thuis-algemeen.pdf"


def test_a_deck_without_a_guide_is_told_where_there_is_an_example(small, kaartgen):
    answer = kaartgen("handreiking", "proef", "--algemeen")
    assert (answer.code, answer.out) == (ExitCode.AUTHOR, "")
    assert small.shortened(answer.err) == (
        "proef/handreiking.yaml: Het deck ‘proef’ heeft nog geen handreiking.\n"
        "  → Schrijf er een naar het voorbeeld van kaarten/jeugdzorg/handreiking.yaml.\n"
    )


@pytest.mark.parametrize("command", ["dialoogkaart", "handreiking"])
def test_help_is_in_dutch(kaartgen, command):
    answer = kaartgen(command, "--help")
    assert answer.code is ExitCode.OK
    assert answer.out.startswith("Gebruik: ")
    assert not ENGLISH.search(answer.out)


def test_a_paper_too_small_ends_the_process_with_code_two(small):
    answer = finished(started("dialoogkaart", "jeugdzorg", "--papier", "A5", cwd=small.root))
    assert (answer.code, answer.out) == (2, "")


def test_a_deck_without_a_dialoogkaart_ends_the_process_with_code_three(small):
    answer = finished(started("dialoogkaart", "proef", cwd=small.root))
    assert (answer.code, answer.out) == (3, "")
