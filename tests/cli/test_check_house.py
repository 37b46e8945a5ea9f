"""`kaartgen check` on a house style: alone, or with a deck that wears it."""

from __future__ import annotations

import json

import pytest

from kaartgen.errors import ExitCode

PALE = "extends: helder\nkinds:\n  situatie: {colour: [50, 0, 20, 0]}\n"


@pytest.fixture
def house(small):
    return small.write("../huisstijlen/klant.yaml", PALE)


def signals(answer) -> list[dict]:
    return [one for one in json.loads(answer.out)["bevindingen"] if one.get("groep") == "huisstijl"]


@pytest.mark.parametrize("name", ["helder", "aarde", "grens", "toezicht", "sterk"])
def test_shipped_house_styles_have_nothing_to_say_on_any_pair_that_is_used(name, kaartgen) -> None:
    answer = kaartgen("check", "--huisstijl", name, "--strikt")
    assert answer.code == ExitCode.OK, answer.err
    assert "alles is te lezen en te onderscheiden" in answer.err


def test_a_house_style_alone_is_told_with_file_line_and_what_to_do(house, kaartgen) -> None:
    answer = kaartgen("check", "--huisstijl", "klant")
    assert answer.code == ExitCode.OK
    assert "Huisstijl klant" in answer.err
    assert "klant.yaml, regel 3" in answer.err
    assert "‘white’ op ‘situatie’ heeft een contrast van" in answer.err
    assert "→ Maak ‘situatie’ donkerder" in answer.err
    assert "‘ignore’" in answer.err


def test_a_pair_of_two_kinds_that_only_a_template_makes_is_found(small, kaartgen) -> None:
    # On the back of a situation the question marks and names stand in other kinds' colours.
    small.write(
        "../huisstijlen/klant.yaml",
        "extends: helder\ncolours: {ink: [0, 0, 0, 45]}\n",
    )
    found = signals(kaartgen("check", "--huisstijl", "klant", "--json"))
    assert ["ink", "white"] in [one["kleuren"] for one in found if one["signaal"] == "contrast"]


def test_with_a_deck_what_it_makes_is_looked_at_too(house, kaartgen) -> None:
    answer = kaartgen("check", "proef", "--huisstijl", "klant", "--json")
    found = signals(answer)
    assert {one["huisstijl"] for one in found} == {"klant"}
    assert {one["signaal"] for one in found} >= {"contrast"}
    assert all(one["bestand"] == str(house.resolve()) for one in found if one["regel"] == 3)


def test_without_a_word_a_deck_is_looked_at_in_its_own(kaartgen) -> None:
    assert signals(kaartgen("check", "proef", "--json")) == []


def test_strictly_a_signal_that_remains_is_a_mistake(house, kaartgen) -> None:
    assert kaartgen("check", "--huisstijl", "klant", "--strikt").code == ExitCode.AUTHOR
    assert kaartgen("check", "proef", "--huisstijl", "klant", "--strikt").code == ExitCode.AUTHOR


def test_many_pairs_of_one_check_are_counted_and_json_has_them_all(small, kaartgen) -> None:
    small.write("../huisstijlen/klant.yaml", "extends: helder\nignore: []\n")
    answer = kaartgen("check", "--huisstijl", "klant")
    assert answer.err.count("(grijs)") == 5
    assert "Van grijs zijn er nog" in answer.err
    found = signals(kaartgen("check", "--huisstijl", "klant", "--json"))
    assert sum(one["signaal"] == "grijs" for one in found) > 20


@pytest.mark.parametrize("deck", [(), ("proef",)])
def test_an_unknown_house_style_gets_the_nearest(deck, kaartgen) -> None:
    answer = kaartgen("check", *deck, "--huisstijl", "heldr")
    assert answer.code == ExitCode.USAGE
    assert "Bedoel je ‘helder’?" in answer.err


def test_a_mistake_in_it_is_told_with_its_code(small, kaartgen) -> None:
    small.write("../huisstijlen/klant.yaml", "extends: helder\ncolours: {merk: [1, 2]}\n")
    assert kaartgen("check", "--huisstijl", "klant").code == ExitCode.AUTHOR


def test_a_build_tells_what_reads_badly_in_a_house_style_of_ones_own(house, kaartgen) -> None:
    answer = kaartgen("deck", "proef", "--huisstijl", "klant")
    assert answer.code == ExitCode.OK
    assert "Let op: huisstijl klant: ‘white’ op ‘situatie’" in answer.err
