"""`--gewijzigd` and `--sinds`: only cards that look different, and what is remembered of them."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from pathlib import Path

import pikepdf
import pytest

from kaartgen.cli.differing import version_in_a_name
from kaartgen.errors import ExitCode
from tests.cli.conftest import Answer, files_under

OUTPUT = "output/proef-kaarten-thuis-gewijzigd.pdf"
KEPT = ".kaartgen/gewoon/proef.json"


@pytest.fixture
def made(three, kaartgen):
    """The deck of three situations and two values, made once with --gewijzigd; its output gone."""
    assert kaartgen("deck", "proef", "--gewijzigd").code is ExitCode.OK
    (three.root / OUTPUT).unlink()
    return three


def changed(answer: Answer) -> dict[str, str]:
    """Return the cards that were made and why, as JSON tells it."""
    assert answer.code is ExitCode.OK, answer.err
    told = json.loads(answer.out)
    assert told["kaarten"] == len(told["gewijzigd"])
    return {row["kaart"]: row["reden"] for row in told["gewijzigd"]}


def kept(small) -> bytes:
    return (small.root / KEPT).read_bytes()


def edited(small, title: str = "De deur") -> None:
    small.spoil("situaties.yaml", f"titel: {title}", f"titel: {title} blijft dicht")


# --- The first time ---------------------------------------------------------------------------


def test_the_first_time_all_cards_are_made_and_it_says_so(three, kaartgen):
    answer = kaartgen("deck", "proef", "--gewijzigd")
    assert answer.code is ExitCode.OK
    assert answer.out == f"{three.root / OUTPUT}\n"
    assert answer.err.startswith("Dit is de eerste keer met --gewijzigd: alle gekozen kaarten")
    assert "Klaar: 5 kaarten" in answer.err


def test_what_is_remembered_can_be_read_one_card_a_line(made):
    lines = kept(made).decode().splitlines()
    assert sum('"titel": "Het raam"' in line for line in lines) == 1
    assert json.loads(kept(made))["versies"].keys() == {"1"}


def test_no_other_command_line_remembers_anything(three, kaartgen):
    kaartgen("deck", "proef")
    kaartgen("deck", "proef", "--alleen", "S01")
    kaartgen("check", "proef")
    assert not (three.root / ".kaartgen").exists()


# --- Nothing changed --------------------------------------------------------------------------


def test_when_nothing_changed_it_says_so_and_writes_nothing(made, kaartgen):
    before = files_under(made.root), kept(made)
    answer = kaartgen("deck", "proef", "--gewijzigd")
    assert (answer.code, answer.out) == (ExitCode.OK, "")
    assert answer.err == (
        "Er is niets veranderd sinds de vorige keer (versie 1); er valt niets te printen.\n"
        "Wat toen veranderd was nog eens maken? Dat kan met --sinds vorige.\n"
    )
    assert (files_under(made.root), kept(made)) == before


def test_when_nothing_changed_json_says_so_too(made, kaartgen):
    told = json.loads(kaartgen("deck", "proef", "--gewijzigd", "--json").out)
    assert (told["bestanden"], told["kaarten"], told["vellen"]) == ([], 0, 0)
    assert told["bevindingen"][0]["bericht"].startswith("Er is niets veranderd")


def test_another_version_alone_is_no_reason_to_print(made, kaartgen):
    made.spoil("deck.yaml", 'versie: "1"', 'versie: "2"')
    assert changed(kaartgen("deck", "proef", "--gewijzigd", "--json")) == {}


def test_what_is_printed_on_no_card_is_no_reason_to_print(made, kaartgen):
    made.spoil("situaties.yaml", "  titel: De deur\n", "  titel: De deur\n  tags: [nacht]\n")
    made.spoil("deck.yaml", "titel: Proefdeck", "titel: Proefdeck\nkort: Proefdeck\ndoel: Oefenen")
    assert changed(kaartgen("deck", "proef", "--gewijzigd", "--json")) == {}


# --- Something changed ------------------------------------------------------------------------


def test_only_the_card_with_another_text_is_made(made, kaartgen):
    edited(made)
    answer = kaartgen("deck", "proef", "--gewijzigd")
    assert "Veranderd sinds de vorige keer (versie 1): 1 kaart.\n" in answer.err
    assert "\n  S01: andere tekst op de voorkant\n" in answer.err
    with pikepdf.open(made.root / OUTPUT) as pdf:
        assert len(pdf.pages) == 4  # the page that explains, on two sides, and one sheet


def test_json_says_which_cards_and_why(made, kaartgen):
    edited(made)
    told = json.loads(kaartgen("deck", "proef", "--gewijzigd", "--json").out)
    assert told["gewijzigd"] == [
        {"kaart": "S01", "titel": "De deur blijft dicht", "reden": "andere tekst op de voorkant"}
    ]
    assert [row["bericht"] for row in told["bevindingen"]] == [
        "Veranderd sinds de vorige keer (versie 1): 1 kaart.",
        "S01: andere tekst op de voorkant",
    ]
    assert told["bestanden"][0]["pad"] == str(made.root / OUTPUT)


def test_a_text_on_the_back_is_told_to_be_there(made, kaartgen):
    made.spoil("situaties.yaml", "Ik hoor alles.", "Ik hoor het wel.")
    assert changed(kaartgen("deck", "proef", "--gewijzigd", "--json")) == {
        "S01": "andere tekst op de achterkant"
    }


def test_after_it_was_made_a_change_is_no_change_any_more(made, kaartgen):
    edited(made)
    kaartgen("deck", "proef", "--gewijzigd")
    assert changed(kaartgen("deck", "proef", "--gewijzigd", "--json")) == {}


def test_a_new_card_and_one_that_left_are_told(made, kaartgen):
    made.spoil("situaties.yaml", "id: de-trap", "id: de-kelder")
    made.spoil("situaties.yaml", "titel: De trap", "nummer: 4\n  titel: De kelder")
    answer = kaartgen("deck", "proef", "--gewijzigd")
    assert "\n  S04: nieuw\n" in answer.err
    assert "\nNiet meer in het deck, haal ze uit de doos: S03 ‘De trap’.\n" in answer.err


def test_a_card_that_left_is_told_also_when_there_is_nothing_to_print(made, kaartgen):
    made.write("waarden.yaml", (made.folder / "waarden.yaml").read_text("utf-8") + "\n")
    text = (made.folder / "situaties.yaml").read_text("utf-8")
    made.write("situaties.yaml", text[: text.index("- id: de-trap")])
    told = json.loads(kaartgen("deck", "proef", "--gewijzigd", "--json").out)
    assert told["verwijderd"] == [{"kaart": "S03", "titel": "De trap"}]
    assert told["bestanden"] == []


def test_another_house_style_changes_every_card(made, kaartgen):
    made.spoil("deck.yaml", "titel: Proefdeck", "titel: Proefdeck\nhuisstijl: grens")
    answer = kaartgen("deck", "proef", "--gewijzigd")
    assert "\n  alle kaarten: andere huisstijl\n" in answer.err
    assert "Klaar: 5 kaarten" in answer.err


def test_one_long_text_that_makes_all_letters_of_its_kind_smaller_changes_all_of_them(
    made, kaartgen
):
    long = "Het regent en de deur gaat open. " * 15
    made.spoil("situaties.yaml", "Het regent en de deur gaat open.", long)
    found = changed(kaartgen("deck", "proef", "--gewijzigd", "--json"))
    assert list(found) == ["S01", "S02", "S03"]
    assert found["S01"] == "andere tekst op de voorkant"
    assert found["S02"].startswith("letter van ")
    assert found["S02"] == found["S03"]


def test_a_card_comes_as_often_as_it_is_in_the_deck(made, kaartgen):
    edited(made)
    made.spoil("situaties.yaml", "  rol: Je", "  aantal: 3\n  rol: Je")
    told = json.loads(kaartgen("deck", "proef", "--gewijzigd", "--json").out)
    assert (told["kaarten"], len(told["gewijzigd"])) == (3, 1)


def test_a_card_that_is_only_there_more_often_is_told_with_how_to_print_the_others(made, kaartgen):
    made.spoil("situaties.yaml", "  rol: Je", "  aantal: 3\n  rol: Je")
    answer = kaartgen("deck", "proef", "--gewijzigd")
    assert answer.out == ""
    assert "S01 zit nu 3 keer in het deck, eerder 1 keer" in answer.err
    assert "--alleen S01 --aantal 2" in answer.err


# --- Together with a choice -------------------------------------------------------------------


def test_only_what_was_chosen_is_made_and_remembered(made, kaartgen):
    edited(made)
    edited(made, "Het raam")
    first = kaartgen("deck", "proef", "--gewijzigd", "--alleen", "S02")
    assert first.out == f"{made.root}/output/proef-kaarten-thuis-S02-gewijzigd.pdf\n"
    assert "Ook veranderd of nieuw, maar nu niet gekozen: S01.\n" in first.err
    assert list(changed(kaartgen("deck", "proef", "--gewijzigd", "--json"))) == ["S01"]


def test_what_was_not_chosen_the_first_time_is_new_the_next(three, kaartgen):
    kaartgen("deck", "proef", "--gewijzigd", "--soort", "S")
    found = changed(kaartgen("deck", "proef", "--gewijzigd", "--json"))
    assert found == {"W01": "nieuw", "W02": "nieuw"}


def test_large_print_is_remembered_apart(made, kaartgen):
    answer = kaartgen("deck", "proef", "--gewijzigd", "--grootletter")
    assert answer.err.startswith("Dit is de eerste keer")
    assert (made.root / ".kaartgen/grootletter/proef.json").exists()


@pytest.mark.parametrize("trial", ["--proefvel", "--proefdruk"])
def test_a_trial_is_not_remembered_and_says_so(made, kaartgen, trial):
    edited(made)
    before = kept(made)
    answer = kaartgen("deck", "proef", "--gewijzigd", trial)
    assert "onthoudt deze keer niet" in answer.err
    assert kept(made) == before


def test_of_a_side_that_is_printed_alone_only_that_side_is_remembered(made, kaartgen):
    edited(made)
    made.spoil("situaties.yaml", "Ik hoor alles.", "Ik hoor het wel.")
    fronts = kaartgen("deck", "proef", "--gewijzigd", "--kant", "voor", "--json")
    assert changed(fronts) == {"S01": "andere tekst op de voorkant"}
    backs = kaartgen("deck", "proef", "--gewijzigd", "--kant", "achter", "--json")
    assert changed(backs) == {"S01": "andere tekst op de achterkant"}
    assert changed(kaartgen("deck", "proef", "--gewijzigd", "--json")) == {}


def test_a_back_that_was_never_made_is_made(three, kaartgen):
    kaartgen("deck", "proef", "--gewijzigd", "--kant", "voor", "--soort", "W")
    found = changed(kaartgen("deck", "proef", "--gewijzigd", "--soort", "W", "--json"))
    assert found == dict.fromkeys(["W01", "W02"], "nog geen achterkant gemaakt")


def test_sheets_and_master_compare_with_the_same(made, kaartgen):
    edited(made)
    answer = kaartgen("deck", "proef", "--gewijzigd", "--profiel", "master")
    assert answer.out == f"{made.root}/output/proef-kaarten-master-gewijzigd-a6.pdf\n"
    assert changed(kaartgen("deck", "proef", "--gewijzigd", "--json")) == {}


# --- Since a version --------------------------------------------------------------------------


@pytest.fixture
def second(made, kaartgen):
    """The deck at version 2, one card changed since version 1, made with --gewijzigd."""
    made.spoil("deck.yaml", 'versie: "1"', 'versie: "2"')
    edited(made)
    assert kaartgen("deck", "proef", "--gewijzigd").code is ExitCode.OK
    return made


def test_cards_are_compared_with_the_version_that_is_named(second, kaartgen):
    edited(second, "Het raam")
    assert list(changed(kaartgen("deck", "proef", "--sinds", "1", "--json"))) == ["S01", "S02"]
    assert list(changed(kaartgen("deck", "proef", "--sinds", "2", "--json"))) == ["S02"]


def test_the_version_is_in_the_files_name(second, kaartgen):
    edited(second, "Het raam")
    answer = kaartgen("deck", "proef", "--sinds", "1", "--stil")
    assert answer.out == f"{second.root}/output/proef-kaarten-thuis-sinds-1.pdf\n"


def test_comparing_with_a_version_remembers_nothing(second, kaartgen):
    edited(second, "Het raam")
    before = kept(second)
    kaartgen("deck", "proef", "--sinds", "1")
    assert kept(second) == before


def test_with_both_it_compares_with_the_version_and_remembers(second, kaartgen):
    answer = kaartgen("deck", "proef", "--sinds", "1", "--gewijzigd", "--stil")
    assert answer.out == f"{second.root}/output/proef-kaarten-thuis-gewijzigd-sinds-1.pdf\n"
    assert changed(kaartgen("deck", "proef", "--gewijzigd", "--json")) == {}


def test_the_last_round_can_be_made_once_more(second, kaartgen):
    for _ in range(2):
        answer = kaartgen("deck", "proef", "--sinds", "vorige", "--gewijzigd", "--json")
        assert list(changed(answer)) == ["S01"]


def test_the_first_round_can_be_made_once_more(made, kaartgen):
    assert len(changed(kaartgen("deck", "proef", "--sinds", "vorige", "--json"))) == 5


def test_nothing_changed_since_a_version_is_told(second, kaartgen):
    answer = kaartgen("deck", "proef", "--sinds", "2")
    assert (answer.code, answer.out) == (ExitCode.OK, "")
    assert answer.err == "Er is niets veranderd sinds versie 2; er valt niets te printen.\n"


def test_an_unknown_version_names_those_that_are_known(second, kaartgen):
    answer = kaartgen("deck", "proef", "--sinds", "3")
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert answer.err.startswith("Van ‘proef’ is geen versie ‘3’ bewaard.\n")
    assert "Bewaard zijn: 1, 2." in answer.err


def test_without_anything_remembered_no_version_is_known(three, kaartgen):
    answer = kaartgen("deck", "proef", "--sinds", "1")
    assert answer.code is ExitCode.USAGE
    assert "met --gewijzigd" in answer.err
    assert not (three.root / "output").exists()


@pytest.mark.parametrize("version", ["1", "1.2", "2026-11-24"])
def test_a_plain_version_stands_in_a_name_as_it_is(version):
    assert version_in_a_name(version) == version


@pytest.mark.parametrize("version", ["1/2", "1 2", "..", "concept (2)", "één"])
def test_any_other_version_gets_a_name_that_is_safe_and_its_own(version):
    names = {version_in_a_name(other) for other in (version, "1-2", "1.2", "concept-2", "n")}
    assert len(names) == 5
    name = version_in_a_name(version)
    assert all(sign.isascii() and (sign.isalnum() or sign in "-.") for sign in name)
    assert not name.startswith(".")


# --- When something is in the way -------------------------------------------------------------


def test_where_the_output_cannot_be_written_nothing_is_remembered(made, kaartgen):
    edited(made)
    before = kept(made)
    (made.root / OUTPUT).mkdir()
    assert kaartgen("deck", "proef", "--gewijzigd").code is ExitCode.FILE
    assert kept(made) == before


@pytest.mark.parametrize("error", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_where_nothing_can_be_remembered_nothing_is_made(three, kaartgen, monkeypatch, error):
    write = tempfile.mkstemp

    def refuse(prefix: str, dir: Path) -> tuple[int, str]:
        if ".kaartgen" in dir.parts:
            raise OSError(error, os.strerror(error))
        return write(prefix=prefix, dir=dir)

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    answer = kaartgen("deck", "proef", "--gewijzigd")
    assert (answer.code, answer.out) == (ExitCode.FILE, "")
    assert answer.err.startswith(
        f"{three.root / KEPT}: Hierin wil kaartgen onthouden wat er op de kaarten staat, en dat "
        "lukt niet. Er is niets gemaakt. "
    )
    assert "--sinds" in answer.err
    assert not (three.root / "output").exists()
    assert not (three.root / ".kaartgen").exists()


def test_a_file_where_the_memory_should_be_is_told(three, kaartgen):
    (three.root / ".kaartgen").write_text("in de weg")
    answer = kaartgen("deck", "proef", "--gewijzigd")
    assert (answer.code, answer.out) == (ExitCode.FILE, "")
    assert "er staat een bestand waar een map hoort" in answer.err
    assert not (three.root / "output").exists()


def test_a_text_that_does_not_fit_leaves_what_is_remembered(made, kaartgen):
    before = kept(made)
    made.spoil("situaties.yaml", "Het regent en de deur gaat open.", "Het regent. " * 200)
    assert kaartgen("deck", "proef", "--gewijzigd").code is ExitCode.DOES_NOT_FIT
    assert kept(made) == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"indeling": 1}',
        b'{"indeling": 1, "versies": {}, "laatste": "1", "vorige": null}',
        b'{"indeling": 1, "versies": {"1": [{"kaart": 3}]}, "laatste": "1", "vorige": null}',
        b"\xff\xfe",
        b"<<<<<<< HEAD\n",
    ],
)
def test_a_spoilt_memory_is_told_with_what_to_do_and_left_as_it_is(made, kaartgen, content):
    (made.root / KEPT).write_bytes(content)
    answer = kaartgen("deck", "proef", "--gewijzigd")
    assert (answer.code, answer.out) == (ExitCode.FILE, "")
    assert answer.err == (
        f"{made.root / KEPT}: Dit bestand, waarin kaartgen onthoudt, is beschadigd.\n"
        "  → Zet een eerdere kopie terug, of haal dit bestand weg: dan maakt --gewijzigd weer "
        "alle kaarten.\n"
    )
    assert kept(made) == content
    assert not (made.root / OUTPUT).exists()


def test_a_memory_of_a_newer_kaartgen_is_not_read(made, kaartgen):
    (made.root / KEPT).write_bytes(kept(made).replace(b'"indeling": 1', b'"indeling": 2'))
    answer = kaartgen("deck", "proef", "--gewijzigd")
    assert answer.code is ExitCode.FILE
    assert "nieuwere kaartgen" in answer.err


def test_a_memory_that_went_through_another_editor_is_still_read(made, kaartgen):
    (made.root / KEPT).write_text(json.dumps(json.loads(kept(made)), indent=8), "utf-8")
    assert changed(kaartgen("deck", "proef", "--gewijzigd", "--json")) == {}


def test_without_a_folder_of_ones_own_it_is_remembered_where_the_output_goes(
    tmp_path_factory, monkeypatch, kaartgen
):
    empty: Path = tmp_path_factory.mktemp("leeg")
    monkeypatch.chdir(empty)
    answer = kaartgen("deck", "jeugdzorg", "--gewijzigd", "--alleen", "W01", "--stil")
    assert answer.code is ExitCode.OK
    assert files_under(empty) == [
        ".kaartgen/gewoon/jeugdzorg.json",
        "output/jeugdzorg-kaarten-thuis-W01-gewijzigd.pdf",
    ]
