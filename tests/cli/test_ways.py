"""Ways to print on the command line: names of files, words, and what does not go together."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from kaartgen.errors import ExitCode
from tests.cli.conftest import files_under
from tests.pdf.reading import plain_text


def _pages(file: str | Path) -> int:
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ("--enkelzijdig", "proef-kaarten-thuis-enkelzijdig.pdf"),
        ("--enkelzijdig --zijde lang", "proef-kaarten-thuis-enkelzijdig.pdf"),
        ("--enkelzijdig --zijde kort", "proef-kaarten-thuis-enkelzijdig-kort.pdf"),
        ("--enkelzijdig --stapel keren", "proef-kaarten-thuis-enkelzijdig.pdf"),
        ("--enkelzijdig --stapel laten", "proef-kaarten-thuis-enkelzijdig-laten.pdf"),
        ("--enkelzijdig --stapel laten --zijde kort", "proef-kaarten-thuis-enkelzijdig-laten.pdf"),
        (
            "--enkelzijdig --stapel laten --zijde lang",
            "proef-kaarten-thuis-enkelzijdig-laten-lang.pdf",
        ),
        (
            "--enkelzijdig --apart",
            (
                "proef-kaarten-thuis-enkelzijdig-voorkanten.pdf "
                "proef-kaarten-thuis-enkelzijdig-achterkanten.pdf"
            ),
        ),
        ("--vouw", "proef-kaarten-thuis-vouw.pdf"),
        ("--kant voor", "proef-kaarten-thuis-voorkanten.pdf"),
        ("--kant achter", "proef-kaarten-thuis-achterkanten.pdf"),
        ("--kant achter --stapel laten", "proef-kaarten-thuis-achterkanten-laten.pdf"),
        (
            (
                "--vouw --papier A3 --tot-de-rand --grootletter --alleen S01 --aantal 2 --sets 2 "
                "--proefvel"
            ),
            "proef-kaarten-thuis-a3-vouw-tot-de-rand-grootletter-S01-2x-2sets-proefvel.pdf",
        ),
        (
            (
                "--enkelzijdig --papier A3 --tot-de-rand --grootletter --alleen S01 --aantal 2 "
                "--sets 2 --proefvel"
            ),
            "proef-kaarten-thuis-a3-enkelzijdig-tot-de-rand-grootletter-S01-2x-2sets-proefvel.pdf",
        ),
    ],
)
def test_the_way_to_print_is_in_the_files_name(small, kaartgen, arguments, names):
    answer = kaartgen("deck", "proef", "--stil", *arguments.split())
    assert answer.out.split() == [f"{small.root}/output/{name}" for name in names.split()]


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("dialoogkaart jeugdzorg --enkelzijdig", "jeugdzorg-dialoogkaart-thuis-enkelzijdig"),
        ("dialoogkaart jeugdzorg --zijde lang", "jeugdzorg-dialoogkaart-thuis-lang"),
        ("dialoogkaart jeugdzorg --zijde kort", "jeugdzorg-dialoogkaart-thuis"),
        ("dialoogkaart jeugdzorg --kant voor", "jeugdzorg-dialoogkaart-thuis-voorkanten"),
        (
            "handreiking jeugdzorg --boekje --enkelzijdig",
            "jeugdzorg-handreiking-thuis-boekje-enkelzijdig",
        ),
        ("handreiking jeugdzorg --zijde kort", "jeugdzorg-handreiking-thuis-kort"),
        (
            "bundel jeugdzorg --boekje --enkelzijdig --zonder-uitleg",
            "jeugdzorg-bundel-thuis-boekje-enkelzijdig-zonder-uitleg",
        ),
    ],
)
def test_other_products_can_be_printed_that_way_too(small, kaartgen, command, name):
    answer = kaartgen(*command.split(), "--stil")
    assert answer.out.split() == [f"{small.root}/output/{name}.pdf"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            "--enkelzijdig --vouw",
            "--enkelzijdig en --vouw gaan niet samen.\n  → Kies er een.",
        ),
        (
            "--enkelzijdig --vouw --kant voor",
            "--enkelzijdig, --vouw en --kant gaan niet samen.\n  → Kies er een.",
        ),
        (
            "--apart",
            "--apart hoort bij --enkelzijdig.\n  → Zet --enkelzijdig erbij, of laat --apart weg.",
        ),
        (
            "--stapel laten",
            "--stapel hoort bij --enkelzijdig.\n  → Zet --enkelzijdig erbij, of laat --stapel weg.",
        ),
        (
            "--vouw --zijde kort",
            (
                "--zijde gaat niet samen met --vouw: er wordt maar één kant bedrukt.\n"
                "  → Laat --zijde weg."
            ),
        ),
        (
            "--kant voor --zijde lang",
            (
                "--zijde gaat niet samen met --kant voor: er wordt maar één kant bedrukt.\n"
                "  → Laat --zijde weg."
            ),
        ),
        ("--vouw --snijvolgorde", "--snijvolgorde gaat niet samen met --vouw.\n  → Kies er een."),
        ("--kant links", "‘links’ kan niet bij --kant.\n  → Kies uit: achter, voor."),
        (
            "--enkelzijdig --stapel ker",
            "‘ker’ kan niet bij --stapel.\n  → Bedoel je ‘keren’?",
        ),
        (
            "--profiel master --vouw",
            "--vouw hoort bij --profiel thuis.\n  → Laat een van beide weg.",
        ),
        (
            "--profiel master --enkelzijdig",
            "--enkelzijdig hoort bij --profiel thuis.\n  → Laat een van beide weg.",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(small, kaartgen, arguments, told):
    answer = kaartgen("deck", "proef", *arguments.split())
    assert (answer.code, answer.out, answer.err) == (ExitCode.USAGE, "", told + "\n")
    assert not (small.root / "output").exists()


def test_everything_that_does_not_go_together_is_told_at_once(kaartgen):
    err = kaartgen("deck", "proef", "--vouw", "--kant", "x", "--zijde", "y", "--apart").err
    assert err.startswith("5 dingen om te verbeteren:\n")


@pytest.mark.parametrize("product", ["dialoogkaart", "handreiking", "bundel"])
def test_only_what_is_explained_can_go_without(kaartgen, product):
    answer = kaartgen(product, "jeugdzorg", "--zonder-uitleg")
    assert answer.code is ExitCode.USAGE
    assert answer.err.startswith("--zonder-uitleg hoort bij --enkelzijdig")


def test_a_card_too_large_to_be_folded_says_what_to_do(kaartgen):
    answer = kaartgen("deck", "proef", "--vouw", "--papier", "A5", "--grootletter")
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert "past niet met haar achterkant ernaast op A5" in answer.err
    assert "zonder --vouw" in answer.err


# ---- what is told


def test_two_passes_are_told_with_the_pages_to_try(kaartgen):
    # Twelve tarot cards, six on a sheet, and the sheet that explains.
    answer = kaartgen("deck", "proef", "--enkelzijdig", "--soort", "W", "--aantal", "6")
    assert "Probeer eerst één vel: pagina 1 en daarna 4." in answer.err
    assert "dubbelzijdig" not in answer.err
    assert _pages(answer.out.strip()) == 6


def test_without_explanation_two_passes_are_told_in_full(kaartgen):
    twelve = ("--soort", "W", "--aantal", "6")
    answer = kaartgen("deck", "proef", "--enkelzijdig", "--zonder-uitleg", *twelve)
    err = " ".join(answer.err.split())
    assert "Print pagina 1-2: 2 vellen. Keer de stapel om als een bladzijde van een boek" in err
    assert "Print dan pagina 3-4." in err


def test_paper_to_fold_is_thinner_and_printed_on_one_side(kaartgen):
    err = kaartgen("deck", "proef", "--vouw").err
    assert "enkelzijdig, schaal 100 %, op A4 van 100 tot 120 g/m²" in err
    assert "Vouw langs de lange streepjes" in err
    # A piece that is not folded yet is no card to count cuts for.
    assert "Snijden:" not in err


def test_a_file_of_ones_own_name_gets_the_side_behind_it(small, kaartgen):
    answer = kaartgen("deck", "proef", "--enkelzijdig", "--apart", "--uit", "mijn.pdf")
    assert [Path(line).name for line in answer.out.splitlines()] == [
        "mijn-voorkanten.pdf",
        "mijn-achterkanten.pdf",
    ]


# ---- a whole workshop


def test_a_workshop_for_a_printer_that_prints_one_side(small, kaartgen):
    answer = kaartgen("werkset", "jeugdzorg", "--enkelzijdig", "--stil")
    folder = small.root / "output" / "jeugdzorg-werkset-1-tafel-enkelzijdig"
    assert len(answer.out.splitlines()) == len(files_under(folder))
    for name in ("1-jeugdzorg-kaarten", "2-jeugdzorg-dialoogkaart", "3-jeugdzorg-handreiking"):
        pdf = (folder / f"{name}.pdf").read_bytes()
        assert "Proberen met alleen dit vel" in plain_text(pdf, 0)
        with pikepdf.open(folder / f"{name}.pdf") as opened:
            assert str(opened.Root["/ViewerPreferences"]["/Duplex"]) == "/Simplex"
    told = " ".join(plain_text((folder / "0-paklijst.pdf").read_bytes()).split())
    assert told.count("enkelzijdig in twee keer") == 3
    assert "dubbelzijdig" not in told
