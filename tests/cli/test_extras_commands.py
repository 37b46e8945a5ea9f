"""bundel, doosje, werkset and large print on the command line: names, JSON, refusals in Dutch."""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path

import pikepdf
import pytest

from kaartgen.errors import ExitCode
from tests.cli.conftest import Answer, files_under, finished, started

ENGLISH = re.compile(r"\b(the|invalid|error|option|usage|value|missing|not|must|with)\b", re.I)


def pages(file: str | Path) -> int:
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def made(answer: Answer) -> list[str]:
    assert answer.code is ExitCode.OK, answer.err
    return [Path(line).name for line in answer.out.splitlines()]


# --- Names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ("bundel proef", "proef-bundel-thuis.pdf"),
        ("bundel proef --boekje", "proef-bundel-thuis-boekje.pdf"),
        ("bundel proef --boekje --kruip 1", "proef-bundel-thuis-boekje-kruip-1.pdf"),
        ("bundel proef --boekje --kruip 0,5", "proef-bundel-thuis-boekje-kruip-0-5.pdf"),
        ("bundel proef --kruip 0", "proef-bundel-thuis.pdf"),
        ("doosje proef", "proef-doosje-thuis-a6.pdf proef-doosje-thuis-tarot.pdf"),
        ("doosje proef --alleen S01", "proef-doosje-thuis-S01-a6.pdf"),
        ("doosje proef --soort W", "proef-doosje-thuis-W-tarot.pdf"),
        ("doosje proef --soort W --aantal 9", "proef-doosje-thuis-W-9x-tarot.pdf"),
        ("doosje proef --soort W --dikte 0.4", "proef-doosje-thuis-W-0-4mm-tarot.pdf"),
        ("doosje proef --soort W --dikte 0,4", "proef-doosje-thuis-W-0-4mm-tarot.pdf"),
        ("doosje proef --soort W --gewicht 300", "proef-doosje-thuis-W-0-35mm-tarot.pdf"),
        ("doosje proef --soort W --gewicht 200", "proef-doosje-thuis-W-tarot.pdf"),
        (
            "dialoogkaart proef --algemeen --proefdruk",
            "proef-dialoogkaart-thuis-algemeen-proefdruk.pdf",
        ),
        ("deck proef --grootletter", "proef-kaarten-thuis-grootletter.pdf"),
        (
            "deck proef --grootletter --zijde kort --alleen S01",
            "proef-kaarten-thuis-kort-grootletter-S01.pdf",
        ),
        (
            "dialoogkaart proef --algemeen --grootletter",
            "proef-dialoogkaart-thuis-a2-algemeen-grootletter.pdf",
        ),
    ],
)
def test_every_choice_is_in_the_files_name(small, kaartgen, arguments, names):
    answer = kaartgen(*arguments.split(), "--stil")
    assert answer.code is ExitCode.OK
    assert answer.out.split() == [f"{small.root}/output/{name}" for name in names.split()]


def test_the_tag_and_the_trial_are_in_the_name_of_a_worksets_folder(kaartgen):
    answer = kaartgen("werkset", "jeugdzorg", "--tag", "eerste gesprek", "--proefdruk", "--stil")
    folders = {Path(line).parent.name for line in answer.out.splitlines()}
    assert folders == {"jeugdzorg-werkset-1-tafel-tag-eerste-gesprek-proefdruk"}


def test_the_core_is_in_the_name_of_its_boxes(kaartgen):
    answer = kaartgen("doosje", "jeugdzorg", "--kern", "--stil")
    assert made(answer) == [f"jeugdzorg-doosje-thuis-kern-{name}.pdf" for name in ("a6", "tarot")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("bundel proef", "bundel proef --boekje"),
        ("bundel proef --boekje", "bundel proef --boekje --kruip 0.5"),
        ("bundel proef --boekje --kruip 0.5", "bundel proef --boekje --kruip 5"),
        ("doosje proef --soort W", "doosje proef --alleen W01"),
        ("doosje proef --dikte 0.3", "doosje proef --dikte 0.35"),
        ("doosje proef --gewicht 200", "doosje proef --gewicht 300"),
        ("doosje proef --aantal 2", "doosje proef --aantal 3"),
        ("deck proef", "deck proef --grootletter"),
        ("dialoogkaart proef --algemeen", "dialoogkaart proef --algemeen --grootletter"),
        (
            "dialoogkaart proef --algemeen --papier A2",
            "dialoogkaart proef --algemeen --grootletter",
        ),
    ],
)
def test_two_choices_never_share_a_name(kaartgen, first, second):
    both = [made(kaartgen(*choice.split(), "--stil")) for choice in (first, second)]
    assert not set(both[0]) & set(both[1])


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("los.pdf", "los.pdf"),
        ("map", "map/proef-bundel-thuis.pdf"),
        ("map/onder/los.pdf", "map/onder/los.pdf"),
    ],
)
def test_the_user_says_where_the_bundle_goes(small, kaartgen, where, expected):
    answer = kaartgen("bundel", "proef", "--stil", "--uit", where)
    assert answer == Answer(ExitCode.OK, f"{small.root / expected}\n", "")
    assert pages(small.root / expected) > 0


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("los.pdf", ["los-a6.pdf", "los-tarot.pdf"]),
        ("map", ["map/proef-doosje-thuis-a6.pdf", "map/proef-doosje-thuis-tarot.pdf"]),
    ],
)
def test_two_boxes_become_two_files_wherever_they_go(small, kaartgen, where, names):
    answer = kaartgen("doosje", "proef", "--stil", "--uit", where)
    assert answer.out.split() == [str(small.root / name) for name in names]


def test_one_box_becomes_the_very_file_that_was_named(small, kaartgen):
    answer = kaartgen("doosje", "proef", "--stil", "--alleen", "S01", "--uit", "los.pdf")
    assert answer.out.split() == [str(small.root / "los.pdf")]


# --- What is told -----------------------------------------------------------------------------


def test_a_box_is_told_with_its_cards_depth_and_paper(kaartgen):
    answer = kaartgen("doosje", "proef", "--aantal", "15", "--dikte", "0.3")
    assert answer.err.splitlines() == [
        "Doosje a6: 15 kaarten, 7 mm diep, op A4.",
        "Doosje tarot: 30 kaarten, 10 mm diep, op A4.",
        "Print enkelzijdig op karton van 250 tot 300 g/m², schaal 100 %.",
        (
            "Let op: Het doosje a6 is 7 mm diep, want smaller is het niet te plakken. "
            "Er is plaats voor nog 5 kaarten."
        ),
    ]


def test_300_grams_makes_a_deeper_box_than_200(kaartgen):
    depths = []
    for weight in ("200", "300"):
        answer = kaartgen("doosje", "jeugdzorg", "--gewicht", weight)
        depths.append(float(re.search(r"([\d,]+) mm diep", answer.err)[1].replace(",", ".")))
    assert depths[0] < depths[1]


def test_the_weight_that_is_not_said_is_200_grams(kaartgen):
    said = [kaartgen("doosje", "proef", *more).err for more in ((), ("--gewicht", "200"))]
    assert said[0] == said[1]


def test_a_bundle_tells_how_to_go_on(kaartgen):
    assert "--boekje" in kaartgen("bundel", "proef").err
    folded = kaartgen("bundel", "proef", "--boekje").err
    assert "omslaan over de korte zijde" in folded
    assert "niet hem in de vouw" in folded


def test_large_print_tells_letters_of_16_points_or_more(kaartgen):
    answer = kaartgen("deck", "proef", "--grootletter")
    sizes = [float(one.replace(",", ".")) for one in re.findall(r"([\d,]+) pt", answer.err)]
    assert len(sizes) == 2
    assert min(sizes) >= 16


@pytest.mark.parametrize(
    "arguments",
    ["bundel proef", "doosje proef", "deck proef --grootletter", "bundel proef --boekje"],
)
def test_quiet_gives_only_paths(kaartgen, arguments):
    answer = kaartgen(*arguments.split(), "--stil")
    assert answer.err == ""
    assert all(Path(line).is_file() for line in answer.out.splitlines())


# --- JSON -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "cards", "sheets"),
    [
        ("bundel proef", 0, 3),
        ("bundel proef --boekje", 0, 2),
        ("doosje proef", 3, 2),
        ("doosje proef --aantal 4", 12, 2),
        ("deck proef --grootletter", 3, 2),
        ("dialoogkaart proef --algemeen --grootletter", 0, 1),
    ],
)
def test_the_result_as_json(kaartgen, arguments, cards, sheets):
    answer = kaartgen(*arguments.split(), "--json")
    told = json.loads(answer.out)
    assert list(told) == ["bestanden", "kaarten", "vellen", "bevindingen"]
    assert (answer.err, told["kaarten"], told["vellen"]) == ("", cards, sheets)
    assert [one["paginas"] for one in told["bestanden"]] == [
        pages(one["pad"]) for one in told["bestanden"]
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        "bundel proef --kruip 1",
        "doosje proef --dikte 0",
        "doosje proef --dikte 0.3 --gewicht 200",
        "werkset proef --tafels 0",
        "deck proef --grootletter --profiel master",
    ],
)
def test_a_refusal_as_json_is_one_object_with_its_code(kaartgen, arguments):
    answer = kaartgen(*arguments.split(), "--json")
    told = json.loads(answer.out)
    assert (told["bestanden"], told["kaarten"], told["vellen"]) == ([], 0, 0)
    assert [one["code"] for one in told["bevindingen"]] == [ExitCode.USAGE]


# --- Refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            "doosje proef --dikte 0.3 --gewicht 300",
            "--dikte en --gewicht gaan niet samen.\n  → Kies een van beide.",
        ),
        (
            "deck proef --grootletter --profiel master",
            "--grootletter hoort bij --profiel thuis.\n  → Laat een van beide weg.",
        ),
        (
            "dialoogkaart proef --tegels --vouw",
            "--tegels en --vouw gaan niet samen.\n  → Kies er een.",
        ),
        (
            "dialoogkaart proef --grootletter --tegels",
            "--tegels en --grootletter gaan niet samen.\n  → Kies er een.",
        ),
        (
            "dialoogkaart proef --grootletter --vouw",
            "--vouw en --grootletter gaan niet samen.\n  → Kies er een.",
        ),
        (
            "bundel proef --kruip 1",
            "--kruip hoort bij --boekje.\n  → Zet --boekje erbij, of laat --kruip weg.",
        ),
        (
            "handreiking proef --kruip 1",
            "--kruip hoort bij --boekje.\n  → Zet --boekje erbij, of laat --kruip weg.",
        ),
        (
            "bundel proef --boekje --kruip 6",
            "Bij --kruip hoort een lengte van 0 tot 5 mm; er staat ‘6’.",
        ),
        (
            "bundel proef --boekje --kruip -1",
            "Bij --kruip hoort een lengte van 0 tot 5 mm; er staat ‘-1’.",
        ),
        (
            "doosje proef --dikte 0",
            (
                "Een kaart is meer dan 0 en hooguit 2 mm dik.\n"
                "  → Gewoon papier van 200 g/m² is 0,25 mm."
            ),
        ),
        (
            "doosje proef --dikte -0.3",
            "Bij --dikte hoort een lengte van 0 tot 2 mm; er staat ‘-0.3’.",
        ),
        ("doosje proef --dikte 50", "Bij --dikte hoort een lengte van 0 tot 2 mm; er staat ‘50’."),
        (
            "doosje proef --dikte dun",
            "Bij --dikte hoort een lengte van 0 tot 2 mm; er staat ‘dun’.",
        ),
        ("doosje proef --gewicht 250", "‘250’ kan niet bij --gewicht.\n  → Bedoel je ‘200’?"),
        (
            "doosje proef --alleen S09",
            "Dit deck heeft geen kaart ‘S09’.\n  → Van S is er alleen S01.",
        ),
        (
            "doosje proef --aantal 0",
            "Bij --aantal hoort een heel getal van 1 tot 200; er staat ‘0’.",
        ),
        (
            "werkset proef --tafels 0",
            "Bij --tafels hoort een heel getal van 1 tot 50; er staat ‘0’.",
        ),
        (
            "werkset proef --tafels 51",
            "Bij --tafels hoort een heel getal van 1 tot 50; er staat ‘51’.",
        ),
        (
            "werkset proef --tafels 1.5",
            "Bij --tafels hoort een heel getal van 1 tot 50; er staat ‘1.5’.",
        ),
        ("werkset proef --start 24:00", "‘24:00’ is geen tijd.\n  → Schrijf de tijd als 13:30."),
        ("werkset proef --duur 60", "‘60’ kan niet bij --duur.\n  → Kies uit: 20, 45, 75."),
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
        "bundel",
        "doosje",
        "werkset",
        "bundel nergens",
        "doosje nergens",
        "werkset nergens",
        "bundel proef --kern",
        "doosje proef --dikte",
        "werkset proef --tafel 3",
        "werkset proef --kern=ja",
        "bundel proef --boekje ja",
    ],
)
def test_what_cannot_be_read_is_refused_without_a_word_of_english(kaartgen, arguments):
    answer = kaartgen(*arguments.split())
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert answer.err
    assert not ENGLISH.search(answer.err)


@pytest.mark.parametrize("arguments", ["doosje proef --gewicht", "werkset jeugdzorg --start"])
def test_an_empty_choice_is_refused_and_not_passed_over(small, kaartgen, arguments):
    before = files_under(small.root)
    answer = kaartgen(*arguments.split(), "")
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert files_under(small.root) == before


def test_a_pile_that_no_paper_holds_is_refused(small, kaartgen):
    answer = kaartgen("doosje", "proef", "--aantal", "200", "--dikte", "2")
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert "past op geen enkel papier" in answer.err
    assert not (small.root / "output").exists()


def test_a_bundle_without_situations_is_the_authors_to_repair(small, kaartgen):
    (small.folder / "situaties.yaml").unlink()
    answer = kaartgen("bundel", "proef")
    assert (answer.code, answer.out) == (ExitCode.AUTHOR, "")
    assert "heeft geen situaties" in answer.err


def test_a_story_too_long_for_the_bundle_tells_its_file_and_line(small, kaartgen):
    small.spoil("situaties.yaml", "Het regent en de deur gaat open.", "Het regent. " * 200)
    answer = kaartgen("bundel", "proef")
    assert (answer.code, answer.out) == (ExitCode.DOES_NOT_FIT, "")
    place = re.escape(str(small.folder / "situaties.yaml"))
    assert re.match(rf"{place}, regel 4, kolom \d+: S01 ‘De deur’ past niet", answer.err)


@pytest.mark.parametrize("command", ["bundel", "doosje", "deck"])
def test_a_full_disk_leaves_nothing_behind(small, kaartgen, monkeypatch, command):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    more = ("--grootletter",) if command == "deck" else ()
    answer = kaartgen(command, "proef", *more)
    assert (answer.code, answer.out) == (ExitCode.FILE, "")
    assert not (small.root / "output").exists()


def test_two_boxes_are_written_both_or_not_at_all(small, kaartgen):
    (small.root / "output" / "proef-doosje-thuis-tarot.pdf").mkdir(parents=True)
    answer = kaartgen("doosje", "proef")
    assert (answer.code, answer.out) == (ExitCode.FILE, "")
    assert files_under(small.root / "output") == []


# --- Help, and a process of its own -----------------------------------------------------------


@pytest.mark.parametrize("command", ["bundel", "doosje", "werkset"])
def test_help_is_in_dutch(kaartgen, command):
    answer = kaartgen(command, "--help")
    assert answer.code is ExitCode.OK
    assert answer.out.startswith("Gebruik: ")
    assert not ENGLISH.search(answer.out)


def test_the_process_ends_with_the_code_that_it_tells(small):
    answer = finished(
        started("doosje", "proef", "--dikte", "0.3", "--gewicht", "200", cwd=small.root)
    )
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "--dikte en --gewicht gaan niet samen.\n  → Kies een van beide.\n"
