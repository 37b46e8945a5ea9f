"""What a build gives: files with telling names, paths on one stream and words on the other."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pikepdf
import pytest

from kaartgen.cli.build import DeckRequest
from kaartgen.errors import ExitCode
from kaartgen.geometry import Sides, Size
from kaartgen.imposition.paper import Paper
from tests.cli.conftest import Answer, files_under, finished, started
from tests.content.small import ROLE

LONG = "Je staat op de stoep en je weet niet goed wat je nu moet zeggen. " * 12


def pages(file: str | Path) -> int:
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def texts_of(answer: Answer) -> set[str]:
    return {Path(line).name for line in answer.out.splitlines()}


# --- The names of files -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ("", "proef-kaarten-thuis.pdf"),
        ("--profiel thuis", "proef-kaarten-thuis.pdf"),
        ("--papier A4 --zijde lang --rand wit", "proef-kaarten-thuis.pdf"),
        ("--zijde kort", "proef-kaarten-thuis-kort.pdf"),
        ("--tot-de-rand", "proef-kaarten-thuis-tot-de-rand.pdf"),
        ("--rand tot-de-rand", "proef-kaarten-thuis-tot-de-rand.pdf"),
        ("--papier a3", "proef-kaarten-thuis-a3.pdf"),
        ("--zonder-uitleg", "proef-kaarten-thuis-zonder-uitleg.pdf"),
        ("--proefvel", "proef-kaarten-thuis-proefvel.pdf"),
        ("--proefdruk", "proef-kaarten-thuis-proefdruk.pdf"),
        ("--proefdruk --soort W --proefvel", "proef-kaarten-thuis-W-proefdruk-proefvel.pdf"),
        ("--alleen S01-S03", "proef-kaarten-thuis-S01-S03.pdf"),
        ("--alleen S02", "proef-kaarten-thuis-S02.pdf"),
        ("--soort W", "proef-kaarten-thuis-W.pdf"),
        ("--aantal 2", "proef-kaarten-thuis-2x.pdf"),
        ("--sets 2", "proef-kaarten-thuis-2sets.pdf"),
        (
            "--papier A3 --zijde kort --tot-de-rand --zonder-uitleg --soort S --sets 2 --proefvel",
            "proef-kaarten-thuis-a3-kort-tot-de-rand-zonder-uitleg-S-2sets-proefvel.pdf",
        ),
        ("--profiel master", "proef-kaarten-master-a6.pdf proef-kaarten-master-tarot.pdf"),
        ("--profiel master --alleen S01", "proef-kaarten-master-S01-a6.pdf"),
    ],
)
@pytest.mark.usefixtures("three")
def test_every_choice_is_in_the_files_name(small, kaartgen, arguments, names):
    answer = kaartgen("deck", "proef", "--stil", *arguments.split())
    assert answer.out.split() == [f"{small.root}/output/{name}" for name in names.split()]


@pytest.mark.parametrize(
    ("arguments", "ending"),
    [("", ""), ("--alleen S01-S03", "-S01-S03"), ("--zijde kort --proefvel", "-kort-proefvel")],
)
def test_the_shipped_decks_sheets_are_named_after_it(small, kaartgen, arguments, ending):
    answer = kaartgen("deck", "jeugdzorg", "--stil", *arguments.split())
    assert answer.out == f"{small.root}/output/jeugdzorg-kaarten-thuis{ending}.pdf\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("--alleen S01-S03", "--alleen S01,S03"),
        ("--alleen W01 --soort W", "--alleen W01,W"),
        ("--alleen S01", "--alleen S01 --aantal 2"),
        ("--alleen S01 --aantal 2", "--alleen S01 --sets 2"),
        ("--alleen S01", "--alleen S02"),
        ("--proefvel", "--zonder-uitleg"),
    ],
)
@pytest.mark.usefixtures("three")
def test_different_cards_never_share_a_name(kaartgen, first, second):
    both = [kaartgen("deck", "proef", "--stil", *choice.split()) for choice in (first, second)]
    assert [answer.code for answer in both] == [ExitCode.OK, ExitCode.OK]
    assert not texts_of(both[0]) & texts_of(both[1])


def test_different_sheets_never_share_a_name():
    paper = {name: Paper(name, Size(210, 297), Sides.equal(5)) for name in ("A4", "A3", "SRA4")}
    choices = list(
        itertools.product(
            paper, ("lang", "kort"), ("wit", "tot-de-rand"), (True, False), (True, False)
        )
    )
    names = {
        DeckRequest(
            "proef", paper=name, flip=flip, edge=edge, explained=explained, trial=trial
        ).file_name(paper[name])
        for name, flip, edge, explained, trial in choices
    }
    assert len(names) == len(choices)


def test_a_long_choice_of_cards_still_gives_a_file(small, kaartgen):
    roles = "".join(ROLE.replace("Gastheer", f"Gast {number}") for number in range(80))
    small.write("rollen.yaml", roles)
    codes = ",".join(f"R{number:02d}" for number in range(1, 80, 2)) + "," + "R80,S01,W01," * 9
    answer = kaartgen("deck", "proef", "--stil", "--alleen", codes)
    assert (answer.code, answer.err) == (ExitCode.OK, "")


def test_a_trial_sheet_of_the_master_is_refused_or_small(kaartgen):
    answer = kaartgen("deck", "proef", "--stil", "--profiel", "master", "--proefvel")
    made = sum(pages(file) for file in answer.out.split())
    assert answer.code is ExitCode.USAGE or made <= 2


# --- Where files go ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("los.pdf", "los.pdf"),
        ("map", "map/proef-kaarten-thuis.pdf"),
        ("map/onder/", "map/onder/proef-kaarten-thuis.pdf"),
        ("map/onder/los.pdf", "map/onder/los.pdf"),
        ("{root}/ver/los.pdf", "ver/los.pdf"),
    ],
)
def test_the_user_says_which_file_or_folder(small, kaartgen, where, expected):
    answer = kaartgen("deck", "proef", "--stil", "--uit", where.format(root=small.root))
    assert answer == Answer(ExitCode.OK, f"{small.root / expected}\n", "")
    assert pages(small.root / expected) > 0


def test_two_files_under_one_chosen_name_keep_their_format(small, kaartgen):
    answer = kaartgen("deck", "proef", "--stil", "--profiel", "master", "--uit", "druk.pdf")
    assert answer.out.split() == [f"{small.root}/druk-a6.pdf", f"{small.root}/druk-tarot.pdf"]


def test_from_a_folder_inside_the_workspace_the_output_folder_is_the_same(
    small, kaartgen, monkeypatch
):
    monkeypatch.chdir(small.folder)
    answer = kaartgen("deck", "proef", "--stil")
    assert answer.out == f"{small.root}/output/proef-kaarten-thuis.pdf\n"


def test_without_a_workspace_the_output_folder_is_made_here(tmp_path, kaartgen, monkeypatch):
    (tmp_path / "leeg").mkdir()
    monkeypatch.chdir(tmp_path / "leeg")
    (tmp_path / "kaarten").rename(tmp_path / "weg")
    answer = kaartgen("deck", "jeugdzorg", "--alleen", "S01", "--stil")
    assert answer.out == f"{tmp_path}/leeg/output/jeugdzorg-kaarten-thuis-S01.pdf\n"


@pytest.mark.parametrize("where", ["bestand", "bestand/map", "bestand/los.pdf"])
def test_a_place_that_cannot_be_written_is_code_six_and_named(small, kaartgen, where):
    (small.root / "bestand").write_text("x")
    answer = kaartgen("deck", "proef", "--uit", where)
    assert (answer.code, answer.out) == (ExitCode.FILE, "")
    assert answer.err.startswith(f"{small.root / 'bestand'}")
    assert answer.err.endswith("\n  → Kies met --uit een andere plek.\n")


def test_a_chosen_name_that_is_too_long_is_code_six(kaartgen):
    answer = kaartgen("deck", "proef", "--uit", "x" * 300 + ".pdf")
    assert (answer.code, answer.out) == (ExitCode.FILE, "")


# --- Words and paths --------------------------------------------------------------------------


def test_paths_are_on_standard_output_and_words_on_standard_error(small):
    answer = finished(started("deck", "proef", cwd=small.root))
    assert (answer.code, answer.out) == (0, f"{small.root}/output/proef-kaarten-thuis.pdf\n")
    assert answer.err.startswith("Klaar: 3 kaarten op 1 vel A4")


def test_the_words_say_how_to_print(kaartgen):
    err = kaartgen("deck", "proef", "--zijde", "kort").err
    assert (
        "Zo print je: dubbelzijdig, omslaan over de korte zijde, schaal 100 %, op A4 van 160 tot "
        "200 g/m².\n" in err
    )


def test_quiet_gives_the_path_alone(small, kaartgen):
    assert kaartgen("deck", "proef", "--stil") == Answer(
        ExitCode.OK, f"{small.root}/output/proef-kaarten-thuis.pdf\n", ""
    )


def test_quiet_still_tells_mistakes(small, kaartgen):
    small.spoil("situaties.yaml", "titel: De deur", "titel:")
    assert kaartgen("deck", "proef", "--stil") == Answer(
        ExitCode.AUTHOR,
        "",
        f"{small.folder / 'situaties.yaml'}, regel 2, kolom 3: Bij ‘titel’ staat niets.\n"
        "  → Vul iets in of haal het veld weg.\n",
    )


def test_several_mistakes_are_counted_and_set_apart(small, kaartgen):
    small.spoil("situaties.yaml", "titel: De deur", "titel:")
    small.spoil("waarden.yaml", "lens: DOET", "lens: DOEN")
    assert kaartgen("deck", "proef") == Answer(
        ExitCode.AUTHOR,
        "",
        "2 dingen om te verbeteren:\n\n"
        f"{small.folder / 'situaties.yaml'}, regel 2, kolom 3: Bij ‘titel’ staat niets.\n"
        "  → Vul iets in of haal het veld weg.\n\n"
        f"{small.folder / 'waarden.yaml'}, regel 7, kolom 3: ‘DOEN’ kan niet bij ‘lens’.\n"
        "  → Kies uit: IS, DOET of VOELT.\n",
    )


def test_a_sign_that_the_typeface_lacks_in_the_decks_title_is_not_dropped(small, kaartgen):
    small.spoil("deck.yaml", "titel: Proefdeck", "titel: Deck ☃\nkort: Deck")
    answer = kaartgen("deck", "proef")
    assert answer.code is ExitCode.FONT
    assert "‘☃’" in answer.err


# --- One JSON object --------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("--profiel", "master"), ("--alleen", "S01")])
def test_json_gives_files_with_their_pages_and_counts(kaartgen, arguments):
    answer = kaartgen("deck", "proef", "--json", *arguments)
    found = json.loads(answer.out)
    assert list(found) == ["bestanden", "kaarten", "vellen", "bevindingen"]
    assert [list(file) for file in found["bestanden"]] == [["pad", "paginas"]] * len(
        found["bestanden"]
    )
    assert [file["paginas"] for file in found["bestanden"]] == [
        pages(file["pad"]) for file in found["bestanden"]
    ]


def test_json_counts_cards_and_sheets(small, kaartgen):
    found = json.loads(kaartgen("deck", "proef", "--json", "--zonder-uitleg").out)
    path = str(small.root / "output" / "proef-kaarten-thuis-zonder-uitleg.pdf")
    assert found == {
        "bestanden": [{"pad": path, "paginas": 2}],
        "kaarten": 3,
        "vellen": 1,
        "bevindingen": [],
    }


def test_json_says_nothing_on_standard_error(kaartgen):
    assert kaartgen("deck", "proef", "--json").err == ""


def test_json_carries_what_is_worth_knowing(kaartgen):
    found = json.loads(kaartgen("deck", "proef", "--json", "--tot-de-rand").out)
    assert any("verkleind tot" in finding["bericht"] for finding in found["bevindingen"])


def test_json_of_a_failure_gives_every_mistake_with_its_place(small, kaartgen):
    small.spoil("situaties.yaml", "titel: De deur", "titel:")
    small.spoil("waarden.yaml", "lens: DOET", "lens: DOEN")
    answer = kaartgen("deck", "proef", "--json")
    assert answer.code is ExitCode.AUTHOR
    assert json.loads(answer.out) == {
        "bestanden": [],
        "kaarten": 0,
        "vellen": 0,
        "bevindingen": [
            {
                "bericht": "Bij ‘titel’ staat niets.",
                "bestand": str(small.folder / "situaties.yaml"),
                "regel": 2,
                "kolom": 3,
                "tip": "Vul iets in of haal het veld weg.",
                "code": 3,
            },
            {
                "bericht": "‘DOEN’ kan niet bij ‘lens’.",
                "bestand": str(small.folder / "waarden.yaml"),
                "regel": 7,
                "kolom": 3,
                "tip": "Kies uit: IS, DOET of VOELT.",
                "code": 3,
            },
        ],
    }


@pytest.mark.parametrize(
    "arguments", [("deck", "prief"), ("deck", "proef", "--zijde", "x"), ("deck",), ("dek",)]
)
def test_json_of_wrong_use_is_one_object_too(kaartgen, arguments):
    answer = kaartgen(*arguments, "--json")
    found = json.loads(answer.out)
    assert (answer.code, found["bestanden"]) == (ExitCode.USAGE, [])
    assert [finding["code"] for finding in found["bevindingen"]] == [2]


# --- Exit codes of builds ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("titel: De deur", "titel:", ExitCode.AUTHOR),
        ("Het regent en de deur gaat open.", LONG, ExitCode.DOES_NOT_FIT),
        ("De deur", "De ☃", ExitCode.FONT),
        ("De deur", "De deur\n  afbeelding: {bestand: weg.png, alt: Weg}", ExitCode.FILE),
        ("Het regent en de deur gaat open.", f"☃ {LONG}", ExitCode.DOES_NOT_FIT),
    ],
    ids=["author", "fit", "font", "file", "fit and font"],
)
def test_a_build_that_fails_ends_with_the_lowest_code_that_applies(small, kaartgen, old, new, code):
    small.spoil("situaties.yaml", old, new)
    assert kaartgen("deck", "proef").code is code


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("titel: De deur", "titel:"),
        ("Het regent en de deur gaat open.", LONG),
        ("De deur", "De ☃"),
        ("De deur", "De deur\n  afbeelding: {bestand: weg.png, alt: Weg}"),
    ],
    ids=["author", "fit", "font", "file"],
)
def test_a_build_that_fails_leaves_the_earlier_output_whole_and_alone(small, kaartgen, old, new):
    kaartgen("deck", "proef")
    before = (small.root / "output" / "proef-kaarten-thuis.pdf").read_bytes()
    small.spoil("situaties.yaml", old, new)
    kaartgen("deck", "proef")
    assert files_under(small.root / "output") == ["proef-kaarten-thuis.pdf"]
    assert (small.root / "output" / "proef-kaarten-thuis.pdf").read_bytes() == before


def test_a_build_that_fails_the_first_time_makes_no_folder(small, kaartgen):
    small.spoil("situaties.yaml", "De deur", "De ☃")
    kaartgen("deck", "proef")
    assert not (small.root / "output").exists()


def test_the_same_deck_gives_the_same_bytes(small, kaartgen):
    file = small.root / "output" / "proef-kaarten-thuis.pdf"
    kaartgen("deck", "proef")
    before = file.read_bytes()
    kaartgen("deck", "proef")
    assert file.read_bytes() == before


# --- The board --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "ending"),
    [
        ("", ""),
        ("--papier A4", "-a4"),
        ("--duur 45", "-45"),
        ("--tegels", "-tegels"),
        ("--vouw", "-vouw"),
        ("--vouw --duur 20", "-vouw-20"),
    ],
)
def test_every_choice_is_in_the_boards_name(small, kaartgen, arguments, ending):
    answer = kaartgen("dialoogkaart", "jeugdzorg", "--stil", *arguments.split())
    name = f"jeugdzorg-dialoogkaart-thuis{ending}.pdf"
    assert answer == Answer(ExitCode.OK, f"{small.root}/output/{name}\n", "")
