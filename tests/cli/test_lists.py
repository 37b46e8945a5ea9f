"""`kaartgen lijst`: what there is, for people and for programs."""

from __future__ import annotations

import json

import pytest

from kaartgen.content.kinds import KINDS
from kaartgen.errors import ExitCode
from kaartgen.workspace import PACKAGE
from tests.content.small import DECK

SHIPPED_AND_PROEF = [
    "duurzaamdoor",
    "front-desk",
    "grenswerkers",
    "jeugdzorg",
    "proef",
    "rijksinspecties",
]
SUBJECTS = ["decks", "soorten", "sjablonen", "huisstijlen", "talen", "papier", "drukkers"]


def rows(kaartgen, *arguments: str) -> list[dict[str, object]]:
    answer = kaartgen("lijst", *arguments, "--json")
    assert (answer.code, answer.err) == (ExitCode.OK, "")
    return json.loads(answer.out)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_json_is_a_list_of_objects_with_a_name(kaartgen, subject):
    found = rows(kaartgen, subject)
    assert found
    assert all(isinstance(row["naam"], str) for row in found)


def test_json_of_everything_says_which_list_a_row_is_of(kaartgen):
    assert {row["lijst"] for row in rows(kaartgen)} == set(SUBJECTS)


def test_ones_own_decks_stand_among_the_shipped_ones(small, kaartgen):
    found = {row["naam"]: row for row in rows(kaartgen, "decks")}
    assert list(found) == SHIPPED_AND_PROEF
    assert found["proef"] == {
        "naam": "proef",
        "titel": "Proefdeck",
        "kaarten": 3,
        "versie": "1",
        "map": str(small.folder),
    }


def test_a_deck_with_mistakes_is_listed_with_how_to_see_them(small, kaartgen):
    small.spoil("situaties.yaml", "titel: De deur", "titel:")
    answer = kaartgen("lijst", "decks")
    assert answer.code is ExitCode.OK
    # Titles stand in a column, two spaces past the longest name.
    name = "proef".ljust(len("rijksinspecties"))
    assert f"\n{name}  (nog 1 te verbeteren: kaartgen check proef)\n" in answer.out


def test_every_kind_is_listed_with_its_letter_and_file(kaartgen):
    assert [(row["naam"], row["letter"], row["bestand"]) for row in rows(kaartgen, "soorten")] == [
        (kind.name, kind.letter, f"{kind.stem}.yaml") for kind in KINDS
    ]


def test_the_whole_list_has_a_heading_for_each_part(kaartgen):
    lines = kaartgen("lijst").out.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == [
        subject.capitalize() for subject in SUBJECTS
    ]


def test_sizes_have_a_dutch_comma(small, kaartgen):
    shipped = (PACKAGE / "papier" / "a5.yaml").read_text("utf-8")
    small.write("../papier/smal.yaml", shipped.replace("148", "105,5").replace("A5", "Smal"))
    assert "105,5 × 210 mm" in kaartgen("lijst", "papier").out


def test_a_folder_that_is_no_deck_is_not_listed(small, kaartgen):
    small.write("../gedeeld/deck.yaml", DECK)
    assert [row["naam"] for row in rows(kaartgen, "decks")] == SHIPPED_AND_PROEF


# --- The cards of one deck --------------------------------------------------------------------


def test_a_decks_name_lists_its_cards_with_what_one_can_choose_them_by(small, kaartgen):
    small.spoil("waarden.yaml", "  lens: DOET\n", "  lens: DOET\n  aantal: 3\n  kern: nee\n")
    small.spoil("situaties.yaml", "  titel: De deur\n", "  titel: De deur\n  tags: [nacht]\n")
    found = {row["kaart"]: row for row in rows(kaartgen, "proef")}
    assert list(found) == ["S01", "W01", "W02"]
    assert found["S01"]["tags"] == ["nacht"]
    assert found["W02"] == {
        "naam": "W02",
        "kaart": "W02",
        "titel": "Moed",
        "soort": "waarde",
        "id": "moed",
        "aantal": 3,
        "kern": False,
        "tags": [],
        "status": "werk in uitvoering",
        "deck": "proef",
        "versie": "1",
        "eigen": True,
        "gedeeld": False,
        "vervangt": None,
        "gewijzigd": False,
        "weggelaten": False,
        "bestand": str(small.folder / "waarden.yaml"),
        "regel": 5,
    }


def test_a_decks_tags_are_listed_with_the_cards_that_carry_them(small, kaartgen):
    small.spoil("situaties.yaml", "  titel: De deur\n", "  titel: De deur\n  tags: [nacht]\n")
    small.spoil("waarden.yaml", "  woord: Moed\n", "  woord: Moed\n  tags: [nacht, dag]\n")
    lines = kaartgen("lijst", "proef").out.splitlines()
    assert lines[-2:] == ["  dag    W02", "  nacht  S01 W02"]


def test_a_deck_without_tags_has_no_heading_for_them(kaartgen):
    assert kaartgen("lijst", "proef").out == "S01  De deur\nW01  Rust\nW02  Moed\n"


def test_neither_a_list_nor_a_deck_is_answered_with_the_nearest(kaartgen):
    answer = kaartgen("lijst", "jeugdzor")
    assert answer.code is ExitCode.USAGE
    assert answer.err == "Er is geen lijst en geen deck ‘jeugdzor’.\n  → Bedoel je ‘jeugdzorg’?\n"


def test_house_styles_are_listed_with_what_a_screens_colours_became(small, kaartgen):
    small.write(
        "../huisstijlen/klant.yaml",
        'extends: helder\ntitle: Stad\ncolours:\n  merk: "#808080"\n'
        "  blauw: {steunkleur: HKS 43 K, cmyk: [100, 60, 0, 0]}\n",
    )
    small.write("../huisstijlen/stuk.yaml", "extends: helder\ncolours: {merk: [1]}\n")
    lines = kaartgen("lijst", "huisstijlen").out.splitlines()
    (own,) = [line for line in lines if line.startswith("klant")]
    assert "Stad" in own
    assert "merk #808080 is [0, 0, 0, " in own
    assert "steunkleur HKS 43 K" in own
    (broken,) = [line for line in lines if line.startswith("stuk")]
    assert "kaartgen check --huisstijl stuk" in broken
    rows = {row["naam"]: row for row in json.loads(kaartgen("lijst", "huisstijlen", "--json").out)}
    assert rows["klant"]["kleuren"]["blauw"] == {
        "cmyk": [100, 60, 0, 0],
        "steunkleur": "HKS 43 K",
    }
    assert rows["sterk"]["letters"] == ["Atkinson Hyperlegible Next"]


# --- Languages --------------------------------------------------------------------------------


def test_a_language_of_ones_own_stands_among_the_shipped_ones(small, kaartgen):
    small.write("../talen/en.yaml", "naam: Engels van ons\n")
    assert rows(kaartgen, "talen") == [
        {"naam": "de", "taal": "Duits"},
        {"naam": "en", "taal": "Engels van ons"},
        {"naam": "fr", "taal": "Frans"},
        {"naam": "nl", "taal": "Nederlands"},
    ]
