"""Problems, their places and their codes: how they read, and which code a run ends with."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaartgen.errors import (
    ExitCode,
    KaartgenError,
    Place,
    Problem,
    file_error,
    raise_all,
    usage_error,
)

FILE = Path("kaarten/proef/rollen.yaml")
DANGLING = Problem("Er is geen rol ‘x’.", ExitCode.AUTHOR, Place(FILE, 3, 5), "Bedoel je ‘y’?")
TOO_LONG = Problem("Dit past niet.", ExitCode.DOES_NOT_FIT)
NO_GLYPH = Problem("Dit teken is er niet.", ExitCode.FONT)


def test_the_exit_codes_are_the_published_ones():
    assert {code.name: int(code) for code in ExitCode} == {
        "OK": 0,
        "BUG": 1,
        "USAGE": 2,
        "AUTHOR": 3,
        "DOES_NOT_FIT": 4,
        "FONT": 5,
        "FILE": 6,
        "PREFLIGHT": 7,
        "INTERRUPTED": 130,
    }


@pytest.mark.parametrize(
    ("place", "read"),
    [
        (Place(FILE), "kaarten/proef/rollen.yaml"),
        (Place(FILE, 3), "kaarten/proef/rollen.yaml, regel 3"),
        (Place(FILE, 3, 5), "kaarten/proef/rollen.yaml, regel 3, kolom 5"),
    ],
)
def test_a_place_reads_from_file_to_column(place, read):
    assert str(place) == read


def test_a_problem_reads_as_place_then_message_then_remedy():
    assert str(DANGLING) == (
        "kaarten/proef/rollen.yaml, regel 3, kolom 5: Er is geen rol ‘x’.\n  → Bedoel je ‘y’?"
    )


def test_a_problem_without_place_or_remedy_is_only_its_message():
    assert str(TOO_LONG) == "Dit past niet."


@pytest.mark.parametrize("found", [(NO_GLYPH, DANGLING, TOO_LONG), (TOO_LONG, NO_GLYPH, DANGLING)])
def test_of_several_problems_the_lowest_code_counts(found):
    assert KaartgenError(found).code is ExitCode.AUTHOR


def test_the_same_problem_is_told_once():
    assert KaartgenError([DANGLING, TOO_LONG, DANGLING]).problems == (DANGLING, TOO_LONG)


def test_an_error_reads_as_all_of_its_problems():
    assert str(KaartgenError([TOO_LONG, NO_GLYPH])) == "Dit past niet.\nDit teken is er niet."


def test_no_problems_raise_nothing():
    raise_all([])


def test_all_problems_are_raised_at_once():
    with pytest.raises(KaartgenError) as caught:
        raise_all(problem for problem in (DANGLING, TOO_LONG, NO_GLYPH))
    assert caught.value.problems == (DANGLING, TOO_LONG, NO_GLYPH)


def test_a_wrong_choice_is_code_two():
    assert usage_error("Dit kan niet.").code is ExitCode.USAGE


def test_a_file_that_cannot_be_read_is_code_six_and_named():
    error = file_error("Dit bestand is er niet.", FILE, "Zet het terug.")
    assert (error.code, str(error)) == (
        ExitCode.FILE,
        "kaarten/proef/rollen.yaml: Dit bestand is er niet.\n  → Zet het terug.",
    )
