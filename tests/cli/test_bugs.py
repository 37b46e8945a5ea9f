"""A mistake of our own: exit code 1, a Dutch sentence, nothing on standard output, no file."""

from __future__ import annotations

import json

import pytest

from kaartgen.cli import styled
from kaartgen.errors import ExitCode

SENTENCE = (
    "Dit is een fout in kaartgen zelf, niet in jouw werk. Er is niets half weggeschreven.\n"
    "Meld hem met de regels hieronder en wat je deed.\n"
)


@pytest.fixture
def bug(monkeypatch):
    """Let the loading of decks go wrong in a way that nobody foresaw."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("kapot")

    monkeypatch.setattr(styled, "load", broken)


@pytest.mark.usefixtures("bug")
@pytest.mark.parametrize("command", ["deck", "proef", "check"])
def test_a_mistake_of_our_own_is_code_one_and_said_in_dutch(kaartgen, command):
    answer = kaartgen(command, "proef")
    assert (answer.code, answer.out) == (ExitCode.BUG, "")
    assert answer.err.startswith(SENTENCE)


@pytest.mark.usefixtures("bug")
def test_what_to_report_is_there(kaartgen):
    assert "ZeroDivisionError: kapot" in kaartgen("deck", "proef").err


@pytest.mark.usefixtures("bug")
def test_a_mistake_of_our_own_makes_nothing(small, kaartgen):
    kaartgen("deck", "proef")
    assert not (small.root / "output").exists()


@pytest.mark.usefixtures("bug")
def test_a_program_that_asked_for_json_gets_json(kaartgen):
    found = json.loads(kaartgen("deck", "proef", "--json").out)
    assert list(found) == ["bestanden", "kaarten", "vellen", "bevindingen"]
    assert found["bevindingen"][0]["code"] == 1


def test_a_mistake_of_our_own_while_drawing_leaves_the_earlier_output_whole(
    small, kaartgen, monkeypatch
):
    kaartgen("deck", "proef")
    file = small.root / "output" / "proef-kaarten-thuis.pdf"
    before = file.read_bytes()

    def broken(*_: object) -> bytes:
        raise ZeroDivisionError("kapot")

    monkeypatch.setattr("kaartgen.pdf.written.drawn", broken)
    assert kaartgen("deck", "proef").code is ExitCode.BUG
    assert file.read_bytes() == before
