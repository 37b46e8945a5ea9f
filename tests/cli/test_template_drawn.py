"""`kaartgen sjabloon van`: a template of a card that somebody drew, to set a deck in at once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from kaartgen.errors import ExitCode
from tests.products.test_golden import compare

from .conftest import files_under

DRAWINGS = Path(__file__).parents[1] / "layout" / "from_drawing"


@pytest.fixture
def drawings(small) -> Path:
    for file in DRAWINGS.glob("*.svg"):
        shutil.copy(file, small.root / file.name)
    return small.root


def own(small) -> Path:
    return small.root / "kaarten" / "sjablonen"


def test_a_deck_is_set_in_the_drawn_template_at_once(small, drawings, kaartgen):
    answer = kaartgen("sjabloon", "van", "figma-voor.svg", "figma-achter.svg", "--als", "ons")
    assert answer.code is ExitCode.OK
    assert files_under(own(small)) == [
        "ons/familie.yaml",
        "ons/situatie-achter.svg",
        "ons/situatie-voor.svg",
        "ons/situatie.yaml",
        "sjabloon.schema.json",
    ]
    small.spoil("deck.yaml", "titel: Proefdeck", "titel: Proefdeck\nsjablonen: ons")
    assert kaartgen("deck", "proef", "--stil").code is ExitCode.OK
    assert kaartgen("proef", "proef", "--soort", "S", "--stil").code is ExitCode.OK


def test_it_says_what_became_what(small, drawings, kaartgen):
    told = kaartgen("sjabloon", "van", "illustrator.svg").err
    assert "De tekening is a6 (105 × 148 mm), met 3 mm afloop." in told
    assert "- ‘titel_1_’ (regel 21) is het veld ‘titel’" in told
    assert "- de rest is tekening: situatie-voor.svg" in told
    assert "De achterkant is die van kleurvlak/situatie" in told
    assert "worden niet gedrukt: rol, kantelpunt." in told
    assert "‘sjablonen: illustrator’" in told


def test_colours_that_the_house_style_lacks_are_told_with_the_way_to_keep_them(
    small, drawings, kaartgen
):
    told = kaartgen("sjabloon", "van", "figma-voor.svg").err
    assert "de kleur van ‘vraag’ staat niet in de huisstijl helder" in told
    assert "geef ze dan een naam in een eigen huisstijl" in told


def test_it_says_the_same_as_json(small, drawings, kaartgen):
    found = json.loads(kaartgen("sjabloon", "van", "illustrator.svg", "--json").out)
    assert [Path(one["pad"]).name for one in found["bestanden"]] == [
        "situatie.yaml", "situatie-voor.svg", "familie.yaml",
    ]  # fmt: skip
    assert found["ontbreekt"] == ["rol", "kantelpunt"]
    assert any("contouren" in one for one in found["bevindingen"])


def test_nothing_is_overwritten(small, drawings, kaartgen):
    kaartgen("sjabloon", "van", "illustrator.svg")
    file = own(small) / "illustrator" / "situatie.yaml"
    file.write_text("van mij", "utf-8")
    answer = kaartgen("sjabloon", "van", "illustrator.svg")
    assert answer.code is ExitCode.USAGE
    assert file.read_text("utf-8") == "van mij"


def test_another_kind_joins_the_family(small, drawings, kaartgen):
    kaartgen("sjabloon", "van", "figma-voor.svg", "--als", "ons")
    answer = kaartgen("sjabloon", "van", "inkscape.svg", "--soort", "vraag", "--naam", "ons")
    assert answer.code is ExitCode.OK
    assert (own(small) / "ons" / "vraag.yaml").is_file()


def test_a_family_is_called_after_its_drawing(small, drawings, kaartgen):
    kaartgen("sjabloon", "van", "figma-voor.svg", "--stil")
    assert (own(small) / "figma" / "situatie.yaml").is_file()


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["weg.svg"], "het is er niet", ExitCode.FILE),
        (["figma-voor.svg", "--soort", "situati"], "Bedoel je ‘situatie’?", ExitCode.USAGE),
        (["figma-voor.svg", "--kant", "boven"], "Er is geen kant ‘boven’", ExitCode.USAGE),
        (["figma-voor.svg", "--formaat", "a7"], "Er is geen formaat ‘a7’", ExitCode.USAGE),
        (["figma-voor.svg", "--formaat", "bridge"], "past niet bij bridge", ExitCode.AUTHOR),
        (["figma-voor.svg", "--als", "../ons"], "kan niet als naam", ExitCode.USAGE),
        (["figma-voor.svg", "--familie", "kleur"], "Er is geen familie", ExitCode.USAGE),
        (["figma-voor.svg", "--huisstijl", "weg"], "Er is geen huisstijl ‘weg’", ExitCode.AUTHOR),
        (["figma-voor.svg"] * 3, "figma-voor.svg", ExitCode.USAGE),
        (["figma-voor.svg", "figma-achter.svg", "--kant", "voor"], "--kant weg", ExitCode.USAGE),
        (["tekst.svg"], "geen geldige svg", ExitCode.AUTHOR),
        (["leeg.svg"], "Deze tekening is leeg", ExitCode.AUTHOR),
        (["bom.svg"], "entiteit (‘a’)", ExitCode.AUTHOR),
        (["groot.svg"], "100 MB groot", ExitCode.AUTHOR),
        (["."], "het is een map", ExitCode.FILE),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(
    small, drawings, kaartgen, arguments, said, code
):
    (drawings / "tekst.svg").write_text("hallo")
    (drawings / "leeg.svg").write_text("")
    (drawings / "bom.svg").write_text('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>')
    with (drawings / "groot.svg").open("wb") as stream:
        stream.truncate(100_000_000)
    answer = kaartgen("sjabloon", "van", *arguments)
    assert (answer.code, said in answer.err) == (code, True), answer.err
    assert not own(small).exists()


def test_a_drawing_without_a_field_says_how_to_name_layers(small, drawings, kaartgen):
    (drawings / "kaal.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' width='105mm' height='148mm'>"
        "<rect width='99' height='99'/></svg>"
    )
    told = kaartgen("sjabloon", "van", "kaal.svg").err
    assert "Noem lagen naar wat erin komt: titel, rol, verhaal" in told
    assert "De rand wordt daarom gespiegeld in de afloop" in told


def test_a_kind_of_ones_own_can_be_drawn(small, drawings, kaartgen):
    kinds = small.root / "kaarten" / "soorten"
    kinds.mkdir()
    (kinds / "casus.yaml").write_text(
        "letter: C\nmeervoud: casussen\ntitel: kop\n"
        "velden:\n  kop: tekst\n  aanleiding: tekst\n  signalen: lijst\n",
        "utf-8",
    )
    (drawings / "casus.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' width='70mm' height='120mm' viewBox='0 0 70 120'>"
        "<text id='kop' x='8' y='20' font-size='6'>K</text>"
        "<text id='aanleiding' x='8' y='40' font-size='4.2'>A</text>"
        "<g id='signalen'><text x='8' y='80' font-size='4.2'>S</text></g></svg>",
        "utf-8",
    )
    answer = kaartgen("sjabloon", "van", "casus.svg", "--soort", "casus")
    assert answer.code is ExitCode.OK
    text = (own(small) / "casus" / "casus.yaml").read_text("utf-8")
    assert 'aanleiding: {text: "{aanleiding}"' in text
    assert "list: signalen" in text
    assert "ladder: lezen" in text


def test_a_drawn_card_looks_as_it_did_when_somebody_looked(small, drawings, kaartgen, accept):
    kaartgen("sjabloon", "van", "figma-voor.svg", "figma-achter.svg", "--als", "ons")
    small.spoil("deck.yaml", "titel: Proefdeck", "titel: Proefdeck\nsjablonen: ons")
    kaartgen("proef", "proef", "--soort", "S", "--zoom", "0.5", "--uit", "kaart.png", "--stil")
    with Image.open(small.root / "kaart.png") as opened:
        compare(opened.convert("RGB"), "kaart-uit-tekening", accept=accept)
