"""`kaartgen check`: looks a deck over and makes nothing."""

from __future__ import annotations

import json

import pytest

from kaartgen.errors import ExitCode
from tests.cli.conftest import Answer, files_under
from tests.content.small import DECK, ROLE, SITUATION


def test_a_sound_deck_is_told_so(kaartgen):
    answer = kaartgen("check", "proef")
    assert (answer.code, answer.out) == (ExitCode.OK, "")
    assert answer.err.startswith("proef: 3 kaarten, alles klopt en past.\n")


def test_a_deck_of_one_card_has_one_card(small, kaartgen):
    small.write("../klein/deck.yaml", DECK)
    small.write("../klein/rollen.yaml", ROLE)
    assert kaartgen("check", "klein").err.startswith("klein: 1 kaart, alles klopt en past.\n")


def test_without_a_name_every_deck_is_looked_over(kaartgen):
    answer = kaartgen("check")
    assert answer.code is ExitCode.OK
    assert [name for name in ("jeugdzorg", "proef") if f"{name}: " not in answer.err] == []


def test_cards_are_counted_as_they_are_printed(small, kaartgen):
    small.write("rollen.yaml", ROLE + "  aantal: 4\n")
    counted = json.loads(kaartgen("check", "proef", "--json").out)["kaarten"]
    assert counted == json.loads(kaartgen("deck", "proef", "--json").out)["kaarten"] == 7


def test_quiet_says_nothing_of_a_sound_deck(kaartgen):
    assert kaartgen("check", "proef", "--stil") == Answer(ExitCode.OK, "", "")


def test_json_of_a_sound_deck_has_no_findings(kaartgen):
    answer = kaartgen("check", "proef", "--json")
    assert (answer.code, answer.err) == (ExitCode.OK, "")
    assert json.loads(answer.out) == {
        "bestanden": [],
        "kaarten": 3,
        "vellen": 0,
        "bevindingen": [],
    }


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("titel: De deur", "tietel: De deur", ExitCode.AUTHOR),
        ("De deur", "Hottentottententententoonstellingsmakersopleiding", ExitCode.DOES_NOT_FIT),
        ("De deur", "De ☃", ExitCode.FONT),
        ("De deur", "De deur\n  afbeelding: {bestand: weg.png, alt: Weg}", ExitCode.FILE),
    ],
    ids=["author", "fit", "font", "file"],
)
def test_what_does_not_hold_is_told_with_its_code(small, kaartgen, old, new, code):
    small.spoil("situaties.yaml", old, new)
    answer = kaartgen("check", "proef")
    assert (answer.code, answer.out) == (code, "")
    assert f"{small.folder / 'situaties.yaml'}, regel " in answer.err


def test_mistakes_in_several_decks_are_told_together_with_the_lowest_code(small, kaartgen):
    small.spoil("situaties.yaml", "De deur", "De ☃")
    small.write("../ander/deck.yaml", DECK)
    small.write("../ander/rollen.yaml", ROLE.replace("opdracht", "opdragt"))
    answer = kaartgen("check")
    assert answer.code is ExitCode.AUTHOR
    assert "jeugdzorg: " in answer.err
    assert f"{small.root}/kaarten/ander/rollen.yaml, regel 2, kolom 3: " in answer.err
    assert f"{small.root}/kaarten/proef/situaties.yaml, regel 2, kolom 3: " in answer.err


def test_checking_makes_nothing(small, kaartgen):
    before = files_under(small.root)
    kaartgen("check", "proef")
    small.spoil("situaties.yaml", "De deur", "De ☃")
    kaartgen("check", "proef")
    assert files_under(small.root) == before


def test_what_check_passes_can_be_built(small, kaartgen):
    small.write("situaties.yaml", SITUATION + "  tags: [een, twee]\n")
    assert kaartgen("check", "proef").code is ExitCode.OK
    assert kaartgen("deck", "proef").code is ExitCode.OK
