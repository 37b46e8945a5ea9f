"""`kaartgen check`: looks a deck over and makes nothing."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from kaartgen.errors import ExitCode
from kaartgen.workspace import SHIPPED
from tests.cli.conftest import Answer, files_under
from tests.content.small import DECK, ROLE, SITUATION, VALUES, SmallDeck


@pytest.fixture
def balanced(small: SmallDeck) -> SmallDeck:
    """The small deck with a value for each lens: there is nothing to tell of it."""
    third = "- {id: trots, woord: Trots, lens: VOELT, uitleg: Dat je het thuis vertelt.}\n"
    small.write("waarden.yaml", VALUES + third)
    return small


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


def test_json_of_a_sound_deck_has_no_findings(balanced, kaartgen):
    answer = kaartgen("check", "proef", "--json")
    data = json.loads(answer.out)
    assert (answer.code, answer.err) == (ExitCode.OK, "")
    assert {key: data[key] for key in ("bestanden", "kaarten", "vellen", "bevindingen")} == {
        "bestanden": [],
        "kaarten": 4,
        "vellen": 0,
        "bevindingen": [],
    }


def test_json_tells_of_each_deck_how_full_and_how_balanced_it_is(balanced, kaartgen):
    (deck,) = json.loads(kaartgen("check", "proef", "--json").out)["decks"]
    assert (deck["naam"], deck["kaarten"], deck["genegeerd"]) == ("proef", 4, 0)
    assert deck["lettergrootte"]["situatie"] == 12
    assert [sorted(row) for row in deck["vulling"]] == [["achter", "kaart", "voor"]] * 4
    assert [row["kaart"] for row in deck["vulling"]] == ["S01", "W01", "W02", "W03"]
    assert all(0 < row["voor"] < 1 for row in deck["vulling"])
    assert [row["achter"] is None for row in deck["vulling"]] == [False, True, True, True]
    assert deck["balans"]["waarden_per_lens"] == {"IS": 1, "DOET": 1, "VOELT": 1}
    assert deck["balans"]["woorden_per_zin"] > 1


def test_json_has_each_signal_as_an_object(balanced, kaartgen):
    balanced.spoil("situaties.yaml", "- Wat zie je?", "- Zie je haar?")
    answer = kaartgen("check", "proef", "--json")
    assert json.loads(answer.out)["bevindingen"] == [
        {
            "bericht": "Op ‘Zie je haar?’ kun je antwoorden met ja of nee.",
            "bestand": str(balanced.folder / "situaties.yaml"),
            "regel": 14,
            "kolom": 7,
            "tip": "Begin met wat, hoe, wie, welke, waar of wanneer: dan komt er een verhaal.",
            "signaal": "gesloten-vraag",
            "naam": "Gesloten vraag",
            "groep": "vragen",
            "deck": "proef",
            "kaart": "S01",
            "veld": "vragen 1",
            "tekst": "Zie je haar?",
        }
    ]
    assert answer.code is ExitCode.OK


def test_json_has_mistakes_and_signals_together(balanced, kaartgen):
    balanced.spoil("situaties.yaml", "- Wat zie je?", "- Zie je haar?")
    balanced.spoil("situaties.yaml", "De deur", "De ☃")
    answer = kaartgen("check", "proef", "--json")
    found = json.loads(answer.out)["bevindingen"]
    assert [one.get("signaal", one.get("code")) for one in found] == [5, "gesloten-vraag"]
    assert answer.code is ExitCode.FONT


def test_a_signal_is_told_with_its_card_its_place_and_what_to_do(balanced, kaartgen):
    balanced.spoil("situaties.yaml", "- Wat zie je?", "- Zie je haar?")
    said = kaartgen("check", "proef").err
    place = f"{balanced.folder / 'situaties.yaml'}, regel 14, kolom 7"
    assert f"{place}: S01, vragen 1 (gesloten-vraag): Op ‘Zie je haar?’" in said
    assert "  → Begin met wat, hoe, wie" in said
    assert "1 signaal om nog eens naar te kijken; jij beslist. (vragen 1)" in said


@pytest.mark.parametrize(("strict", "code"), [(False, ExitCode.OK), (True, ExitCode.AUTHOR)])
def test_a_signal_is_only_a_mistake_to_who_is_strict(balanced, kaartgen, strict, code):
    balanced.spoil("situaties.yaml", "- Wat zie je?", "- Zie je haar?")
    assert kaartgen("check", "proef", *["--strikt"] * strict).code is code


def test_being_strict_about_a_deck_without_signals_is_fine(balanced, kaartgen):
    assert kaartgen("check", "proef", "--strikt", "--stil") == Answer(ExitCode.OK, "", "")


def test_what_counts_as_a_mistake_is_told_in_silence_too(balanced, kaartgen):
    balanced.spoil("situaties.yaml", "- Wat zie je?", "- Zie je haar?")
    assert kaartgen("check", "proef", "--stil").err == ""
    assert "gesloten-vraag" in kaartgen("check", "proef", "--stil", "--strikt").err


def test_of_a_mistake_and_a_signal_the_lowest_code_counts(balanced, kaartgen):
    balanced.spoil("situaties.yaml", "- Wat zie je?", "- Zie je haar?")
    balanced.spoil("situaties.yaml", "De deur", "De ☃")
    assert kaartgen("check", "proef").code is ExitCode.FONT
    assert kaartgen("check", "proef", "--strikt").code is ExitCode.AUTHOR


def test_what_the_deck_ignores_is_counted_and_not_told(balanced, kaartgen):
    balanced.spoil("situaties.yaml", "- Wat zie je?", "- Zie je haar?")
    balanced.write(
        "deck.yaml",
        DECK + "negeer:\n  - {kaart: S01, signaal: gesloten-vraag, reden: Om te zien.}\n",
    )
    answer = kaartgen("check", "proef", "--strikt")
    assert answer.code is ExitCode.OK
    assert "Genegeerd: 1 signaal (zie deck.yaml)." in answer.err


def test_a_named_deck_is_told_side_by_side_with_bars(balanced, kaartgen):
    lines = kaartgen("check", "proef").err.splitlines()
    (bar,) = (line for line in lines if line.startswith("  S01  De deur"))
    sides = re.findall(r"(voor|achter) ([█░]{10}) +(\d+) %", bar)
    assert [side for side, _, _ in sides] == ["voor", "achter"]
    for _, blocks, percent in sides:
        # A block stands for every whole tenth; the percentage may be rounded up to one.
        assert abs(blocks.count("█") - int(percent) / 10) <= 1


def test_a_side_that_is_too_full_is_shown_so(balanced, kaartgen):
    balanced.spoil("situaties.yaml", "Het regent en", "Het regent en " + "het waait " * 90 + "en")
    answer = kaartgen("check", "proef")
    assert answer.code is ExitCode.DOES_NOT_FIT
    (bar,) = (line for line in answer.err.splitlines() if line.startswith("  S01"))
    assert re.search(r"voor █{10} \d{3} % te vol", bar)


def test_all_decks_at_once_are_told_without_bars(balanced, kaartgen):
    assert "░" not in kaartgen("check").err


def test_the_balance_of_a_named_deck_is_told(balanced, kaartgen):
    assert "  Waarden bij elke lens: IS 1 · DOET 1 · VOELT 1" in kaartgen("check", "proef").err


def test_a_mistake_in_the_dialoogkaart_is_told(balanced, kaartgen):
    balanced.write("dialoogkaart.yaml", "titel: Zonder stappen\n")
    answer = kaartgen("check", "proef")
    assert answer.code is ExitCode.AUTHOR
    assert "Het veld ‘stappen’ ontbreekt." in answer.err


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("dialoogkaart.yaml", "Wat is hier goed werk?", "Wat is hier goed werk? " * 9, 4),
        ("handreiking.yaml", "Straks zit je met", "Straks ☃ je met", 5),
    ],
    ids=["board", "guide"],
)
def test_what_lies_beside_the_cards_must_fit_and_print_too(small, kaartgen, name, old, new, code):
    shutil.copytree(SHIPPED / "kaarten" / "jeugdzorg", small.root / "kaarten" / "zorg")
    small.spoil(f"../zorg/{name}", old, new.strip())
    answer = kaartgen("check", "zorg")
    assert answer.code == code
    assert f"{small.root}/kaarten/zorg/{name}, regel " in answer.err


def test_the_shipped_decks_have_no_signal_left(kaartgen, small):
    names = ("duurzaamdoor", "grenswerkers", "jeugdzorg", "rijksinspecties")
    assert [name for name in names if kaartgen("check", name, "--strikt").code] == []


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
