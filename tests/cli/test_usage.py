"""Wrong use: told in Dutch, with what to do, exit code 2, and nothing made."""

from __future__ import annotations

import pytest

from kaartgen import __version__
from kaartgen.errors import ExitCode
from kaartgen.workspace import SHIPPED
from tests.cli.conftest import Answer, finished, started

SEE_HELP = "\n  → Kijk met --help wat er kan."
NOTHING_LEFT = (
    "Met deze keuze blijft er geen kaart over.\n"
    "  → Kies minder streng met --alleen, --soort of --tag."
)


def wrong(text: str) -> Answer:
    return Answer(ExitCode.USAGE, "", text + "\n")


# --- Decks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["deck", "proef", "check"])
def test_an_unknown_deck_says_where_it_looked_and_names_the_nearest(small, kaartgen, command):
    assert kaartgen(command, "prief") == wrong(
        f"Er is geen deck ‘prief’. Gezocht in {small.root}/kaarten en {SHIPPED}/kaarten.\n"
        "  → Bedoel je ‘proef’?"
    )


def test_an_unknown_deck_like_no_other_names_all_there_are(small, kaartgen):
    assert kaartgen("deck", "xyz") == wrong(
        f"Er is geen deck ‘xyz’. Gezocht in {small.root}/kaarten en {SHIPPED}/kaarten.\n"
        "  → Deze zijn er: duurzaamdoor, front-desk, grenswerkers, jeugdzorg, "
        "proef, rijksinspecties."
    )


def test_the_process_ends_with_code_two(small):
    answer = finished(started("deck", "prief", cwd=small.root))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Er is geen deck ‘prief’. Gezocht in ")


# --- Commands and options ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["dek", "proef"], "De opdracht ‘dek’ bestaat niet.\n  → Bedoel je ‘deck’?"),
        (["Deck", "proef"], "De opdracht ‘Deck’ bestaat niet.\n  → Bedoel je ‘deck’?"),
        (["xyz"], f"De opdracht ‘xyz’ bestaat niet.{SEE_HELP}"),
        (["deck", "proef", "--stlil"], "De optie ‘--stlil’ bestaat niet.\n  → Bedoel je ‘--stil’?"),
        (["deck", "proef", "--all"], "De optie ‘--all’ bestaat niet.\n  → Bedoel je ‘--alleen’?"),
        (["deck", "proef", "-x"], f"De optie ‘-x’ bestaat niet.{SEE_HELP}"),
        (["--version"], "De optie ‘--version’ bestaat niet.\n  → Bedoel je ‘--versie’?"),
        (["deck"], f"Er ontbreekt nog: NAAM.{SEE_HELP}"),
        (["proef"], f"Er ontbreekt nog: NAAM.{SEE_HELP}"),
        (["deck", "proef", "--uit"], f"Achter ‘--uit’ hoort nog iets te staan.{SEE_HELP}"),
        (["deck", "proef", "--stil=ja"], f"Achter ‘--stil’ hoort niets te staan.{SEE_HELP}"),
        (
            ["deck", "goed", "werk"],
            "Dit is te veel: ‘werk’.\n  → Zet een naam met spaties tussen aanhalingstekens.",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_command_line_is_told_in_dutch(kaartgen, arguments, told):
    assert kaartgen(*arguments) == wrong(told)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--aantal", "0"], "Bij --aantal hoort een heel getal van 1 tot 200; er staat ‘0’."),
        (["--aantal", "-1"], "Bij --aantal hoort een heel getal van 1 tot 200; er staat ‘-1’."),
        (["--aantal", "201"], "Bij --aantal hoort een heel getal van 1 tot 200; er staat ‘201’."),
        (["--aantal", "twee"], "Bij --aantal hoort een heel getal van 1 tot 200; er staat ‘twee’."),
        (["--aantal", "1.5"], "Bij --aantal hoort een heel getal van 1 tot 200; er staat ‘1.5’."),
        (["--aantal", ""], "Bij --aantal hoort een heel getal van 1 tot 200; er staat ‘’."),
        (["--sets", "0"], "Bij --sets hoort een heel getal van 1 tot 100; er staat ‘0’."),
        (["--sets", "101"], "Bij --sets hoort een heel getal van 1 tot 100; er staat ‘101’."),
        (["--sets", "²"], "Bij --sets hoort een heel getal van 1 tot 100; er staat ‘²’."),
        (["--zijde", "breed"], "‘breed’ kan niet bij --zijde.\n  → Kies uit: kort, lang."),
        (["--zijde", "kor"], "‘kor’ kan niet bij --zijde.\n  → Bedoel je ‘kort’?"),
        (["--profiel", "tuis"], "‘tuis’ kan niet bij --profiel.\n  → Bedoel je ‘thuis’?"),
        (["--rand", "zwart"], "‘zwart’ kan niet bij --rand.\n  → Kies uit: tot-de-rand, wit."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_value_says_what_can_be_chosen(kaartgen, arguments, told):
    assert kaartgen("deck", "proef", *arguments) == wrong(told)


def test_an_unknown_paper_names_the_nearest(kaartgen):
    assert kaartgen("deck", "proef", "--papier", "lettter") == wrong(
        "Er is geen papier ‘lettter’.\n  → Bedoel je ‘Letter’?"
    )


@pytest.mark.parametrize("paper", ["a4", "A4"])
def test_a_papers_capitals_do_not_matter(kaartgen, paper):
    assert kaartgen("deck", "proef", "--papier", paper, "--stil").code is ExitCode.OK


def test_an_unknown_list_names_the_nearest(kaartgen):
    assert kaartgen("lijst", "dekcs") == wrong(
        "Er is geen lijst en geen deck ‘dekcs’.\n  → Bedoel je ‘decks’?"
    )


# --- Which cards ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["--alleen", "S99"],
            "Dit deck heeft geen kaart ‘S99’.\n  → Van S zijn er S01 tot en met S03.",
        ),
        (
            ["--alleen", "S03-S01"],
            "Dit deck heeft geen kaart ‘S03-S01’.\n  → Van S zijn er S01 tot en met S03.",
        ),
        (["--alleen", "Q"], "Dit deck heeft geen kaart ‘Q’.\n  → Kies uit: S, W."),
        (
            ["--soort", "Q"],
            "‘Q’ is geen soort kaart.\n  → Kies uit: B, F, I, J, K, L, P, R, S, V, W.",
        ),
        (["--soort", "situatei"], "‘situatei’ is geen soort kaart.\n  → Bedoel je ‘situatie’?"),
        (
            ["--alleen", "S01", "--soort", "W"],
            NOTHING_LEFT,
        ),
        (
            ["--alleen", ","],
            NOTHING_LEFT,
        ),
        (
            ["--soort", "V"],
            NOTHING_LEFT,
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.usefixtures("three")
def test_a_choice_of_cards_that_names_nothing_is_told(kaartgen, arguments, told):
    assert kaartgen("deck", "proef", *arguments) == wrong(told)


def test_the_only_card_of_a_kind_is_not_called_a_row(kaartgen):
    assert "S01 tot en met S01" not in kaartgen("deck", "proef", "--alleen", "S99").err


@pytest.mark.usefixtures("three")
def test_every_part_of_a_choice_that_names_nothing_is_told(kaartgen):
    assert kaartgen("deck", "proef", "--alleen", "S98,S01,het-ram", "--soort", "X") == wrong(
        "3 dingen om te verbeteren:\n\n"
        "‘X’ is geen soort kaart.\n  → Kies uit: B, F, I, J, K, L, P, R, S, V, W.\n\n"
        "Dit deck heeft geen kaart ‘S98’.\n  → Van S zijn er S01 tot en met S03.\n\n"
        "Dit deck heeft geen kaart ‘het-ram’.\n  → Bedoel je ‘het-raam’?"
    )


@pytest.mark.usefixtures("three")
def test_wrong_use_makes_nothing(small, kaartgen):
    kaartgen("deck", "proef", "--alleen", "S99")
    assert not (small.root / "output").exists()


# --- The version ------------------------------------------------------------------------------


def test_the_version_is_told(kaartgen):
    assert kaartgen("--versie") == Answer(ExitCode.OK, f"kaartgen {__version__}\n", "")


def test_dutch_quotes_survive_a_console_that_does_not_know_them(small):
    narrow = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PATH": ""}
    answer = finished(started("deck", "prief", cwd=small.root, env=narrow))
    assert "Er is geen deck ‘prief’." in answer.err
