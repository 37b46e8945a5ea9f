"""`--huisstijl` on everything that is made of a deck: its colours, its letters, and its name."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from kaartgen.errors import ExitCode
from tests.cli.test_press import made
from tests.pdf.reading import opened, streams

PRODUCTS = [
    "deck proef",
    "deck proef --profiel drukker",
    "deck proef --profiel drukvel",
    "dialoogkaart proef --algemeen",
    "dialoogkaart proef --algemeen --vouw",
    "handreiking jeugdzorg",
    "bundel proef",
    "bundel proef --profiel drukker",
    "doosje proef",
    "doosje proef --profiel drukker",
    "werkset jeugdzorg",
]
# What the client's situations are printed in, and the only family that it has.
GREEN = (0.61, 0.13, 0.83, 0.37)
FAMILY = "SourceSans3"


@pytest.fixture(autouse=True)
def house(small) -> None:
    weights = {
        "text": ("400", "600", "700"),
        "display": ("600", "700", "800"),
        "read": ("400", "500", "600", "700"),
    }
    files = {"400": "400Regular", "500": "600SemiBold", "600": "600SemiBold"}
    lines = ["extends: helder", "fonts:"]
    for role, wanted in weights.items():
        lines += [f"  {role}:", f"    name: {FAMILY}", "    files:"]
        lines += [
            f"      {weight}: source-sans-3/SourceSans3_{files.get(weight, '700Bold')}.ttf"
            for weight in wanted
        ]
        lines += [
            f"      {weight}i: source-sans-3/SourceSans3_{name}_Italic.ttf"
            for weight, name in (("400", "400Regular"), ("600", "600SemiBold"), ("700", "700Bold"))
        ]
    lines += ["kinds:", "  situatie: {colour: [61, 13, 83, 37]}"]
    small.write("../huisstijlen/klant.yaml", "\n".join(lines))


def colours(pdf: pikepdf.Pdf) -> set[tuple[float, ...]]:
    return {
        tuple(float(ink) for ink in operands)
        for stream in streams(pdf)
        for operator, operands in stream.operators
        if operator in ("k", "K")
    }


def families(pdf: pikepdf.Pdf) -> set[str]:
    return {
        str(thing.FontName).partition("+")[2].partition("-")[0].partition("_")[0]
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
    }


@pytest.mark.parametrize("product", PRODUCTS)
def test_colours_and_letters_come_along_and_the_name_says_so(product, kaartgen) -> None:
    files = made(kaartgen(*product.split(), "--huisstijl", "klant"))
    seen: set[tuple[float, ...]] = set()
    for file in files:
        assert "-huisstijl-klant" in str(file.relative_to(Path.cwd()))
        pdf = opened(file.read_bytes())
        seen |= colours(pdf)
        assert {family.casefold() for family in families(pdf)} <= {FAMILY.casefold()}
    assert GREEN in seen


def test_without_it_the_deck_keeps_its_own(kaartgen) -> None:
    (file,) = made(kaartgen("deck", "proef"))
    assert "huisstijl" not in file.name
    assert GREEN not in colours(opened(file.read_bytes()))


def test_pictures_of_all_cards_are_in_it_too(kaartgen) -> None:
    files = made(kaartgen("proef", "proef", "--huisstijl", "klant", "--soort", "S"))
    assert [file.name for file in files] == ["proef-proef-situatie-S-huisstijl-klant.png"]


def test_capitals_do_not_matter_and_the_files_have_one_name(kaartgen) -> None:
    (file,) = made(kaartgen("deck", "proef", "--huisstijl", "KLANT", "--soort", "S"))
    assert file.name == "proef-kaarten-thuis-huisstijl-klant-S.pdf"


@pytest.mark.parametrize(
    "product", ["deck", "dialoogkaart", "bundel", "doosje", "werkset", "proef"]
)
def test_a_name_that_is_not_there_gets_the_nearest(product, kaartgen) -> None:
    answer = kaartgen(product, "proef", "--huisstijl", "klnt")
    assert answer.code == ExitCode.USAGE
    assert "Er is geen huisstijl ‘klnt’." in answer.err
    assert "Bedoel je ‘klant’?" in answer.err


def test_what_changed_is_remembered_for_each_house_style_apart(kaartgen) -> None:
    def cards(*more: str) -> int:
        answer = kaartgen("deck", "proef", "--gewijzigd", "--json", *more)
        return json.loads(answer.out)["kaarten"]

    everything = cards()
    assert cards("--huisstijl", "klant") == everything
    assert cards() == 0
    assert cards("--huisstijl", "klant") == 0


# Ghostscript's own press is another than FOGRA39.
OTHER_PRESS = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")


@pytest.mark.skipif(not OTHER_PRESS.exists(), reason="Ghostscript is not on this machine")
@pytest.mark.parametrize("product", ["deck proef --soort S", "dialoogkaart proef --algemeen"])
def test_a_screens_colour_becomes_the_inks_of_the_press_that_was_chosen(
    product, small, kaartgen
) -> None:
    found = []
    for colour in ('"#00529b"', "[10, 20, 30, 40]"):
        small.write(
            "../huisstijlen/klant.yaml",
            f"extends: helder\nkinds:\n  situatie: {{colour: {colour}}}\n",
        )
        asked = (*product.split(), "--huisstijl", "klant", "--profiel", "master")
        (usual,) = made(kaartgen(*asked))
        (other,) = made(kaartgen(*asked, "--icc", str(OTHER_PRESS)))
        found.append((colours(opened(usual.read_bytes())), colours(opened(other.read_bytes()))))
    (screen, screen_there), (inks, inks_there) = found
    assert screen != screen_there
    assert inks == inks_there
