"""House styles: colours in every way they can be written, one laid over another, and every slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaartgen.content.kinds import KINDS
from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.frame import Cmyk, Spot
from kaartgen.layout.house_style import HouseStyle, load_house_style
from kaartgen.workspace import Workspace

KLANT = "extends: helder\n"


@pytest.fixture
def write(tmp_path: Path):
    """Write a house style of the user's own."""

    def put(text: str, name: str = "klant") -> Path:
        file = tmp_path / "kaarten" / "huisstijlen" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    return put


@pytest.fixture
def load(tmp_path: Path, write):
    """Return the house style that a text makes."""

    def made(text: str, name: str = "klant") -> HouseStyle:
        write(text, name)
        return load_house_style(Workspace(tmp_path), name)

    return made


@pytest.fixture
def wrong(load):
    """Return what is wrong with a text."""

    def found(text: str, name: str = "klant") -> list[Problem]:
        with pytest.raises(KaartgenError) as caught:
            load(text, name)
        return list(caught.value.problems)

    return found


def inks(colour: Cmyk | None) -> tuple[float, float, float, float]:
    assert colour is not None
    return (colour.c, colour.m, colour.y, colour.k)


# --- Colours ------------------------------------------------------------------------------------


def test_a_colour_can_be_inks_a_name_a_tint_or_one_of_a_screen(load) -> None:
    house = load(
        KLANT
        + """
colours:
  accent: [80, 20, 0, 10]
  zelfde: accent
  vijfde: {tint: 20, of: accent}
  kwart: accent-25
  scherm: "#e91e63"
  ook-scherm: {hex: e91e63}
"""
    )
    assert inks(house.colour("zelfde", "vraag")) == (80, 20, 0, 10)
    assert inks(house.colour("vijfde", "vraag")) == pytest.approx((16, 4, 0, 2))
    assert inks(house.colour("kwart", "vraag")) == pytest.approx((20, 5, 0, 2.5))
    assert inks(house.colour("accent-50", "vraag")) == pytest.approx((40, 10, 0, 5))
    assert inks(house.colour("scherm", "vraag")) == inks(house.colour("ook-scherm", "vraag"))
    assert house.hexes == {"scherm": "#e91e63", "ook-scherm": "#e91e63"}


def test_a_grey_of_a_screen_is_black_alone(load) -> None:
    house = load(KLANT + 'colours: {grijs: "#808080", zwart: "#000"}')
    c, m, y, k = inks(house.colours["grijs"])
    assert (c, m, y) == (0, 0, 0)
    assert 40 < k < 65
    assert inks(house.colours["zwart"]) == (0, 0, 0, 100)


def test_a_kind_can_take_a_named_colour_and_has_its_tints(load) -> None:
    house = load(
        KLANT
        + """
colours: {merk: [100, 40, 0, 20]}
kinds: {vraag: {colour: merk}, joker: {colour: vraag-80}}
"""
    )
    assert inks(house.kinds["vraag"].colour) == (100, 40, 0, 20)
    assert inks(house.colour("kind-tint", "vraag")) == pytest.approx((10, 4, 0, 2))
    assert inks(house.colour("kind-motif", "vraag")) == pytest.approx((40, 16, 0, 0))
    assert inks(house.kinds["joker"].colour) == pytest.approx((80, 32, 0, 16))
    assert house.kinds["vraag"].motif == "hexagons"


def test_a_spot_colour_has_its_name_and_its_likeness_and_so_have_its_tints(load) -> None:
    house = load(
        KLANT
        + """
colours: {merk: {steunkleur: PANTONE 286 C, cmyk: [100, 66, 0, 2]}}
kinds: {situatie: {colour: merk}}
"""
    )
    spot = Spot("PANTONE 286 C", (100, 66, 0, 2))
    assert house.kinds["situatie"].colour == Cmyk(100, 66, 0, 2, spot)
    tint = house.colour("kind-tint", "situatie")
    assert tint is not None
    assert (tint.spot, tint.share) == (spot, pytest.approx(0.1))
    motif = house.colour("kind-motif", "situatie")
    assert motif is not None
    assert (motif.spot, motif.share, motif.k) == (spot, pytest.approx(0.4), 0)


def test_a_spot_colour_may_look_like_a_colour_of_a_screen(load) -> None:
    house = load(KLANT + 'colours: {merk: {steunkleur: HKS 43 K, hex: "#00529b"}}')
    colour = house.colours["merk"]
    assert colour.spot is not None
    assert colour.spot.alike == inks(colour)


# --- One laid over another ----------------------------------------------------------------------


def test_a_client_writes_only_what_is_other(load) -> None:
    house = load(KLANT + "kinds: {vraag: {colour: [100, 40, 0, 20]}}")
    helder = load_house_style(Workspace(None), "helder")
    assert set(house.kinds) == {kind.name for kind in KINDS}
    assert house.kinds["beeld"] == helder.kinds["beeld"]
    assert house.book.roles == helder.book.roles
    assert house.colours["line"] == helder.colours["line"]


def test_a_colour_or_family_takes_the_place_of_the_one_there_was_whole(load, write) -> None:
    write(KLANT + "colours: {merk: {steunkleur: HKS 43 K, cmyk: [100, 60, 0, 0]}}", "basis")
    house = load(
        'extends: basis\ncolours: {merk: {hex: "#e91e63"}}\nfonts:\n  display:\n'
        "    name: Literata\n    files: {700: literata/Literata_700Bold.ttf}\n"
    )
    assert house.colours["merk"].spot is None
    assert house.book.weights("display") == [(700, False)]


def test_ones_own_may_build_on_the_shipped_one_of_the_same_name(load) -> None:
    house = load("extends: helder\nkinds: {vraag: {colour: [100, 40, 0, 20]}}", "helder")
    assert inks(house.kinds["vraag"].colour) == (100, 40, 0, 20)
    assert inks(house.kinds["beeld"].colour) == (15, 88, 80, 24)


def test_a_mistake_in_what_is_extended_is_told_in_its_own_file(wrong, write) -> None:
    base = write("extends: helder\ncolours: {merk: [1, 2, 3]}\n", "basis")
    (problem,) = wrong("extends: basis\n")
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == (base, 2)


def test_a_logo_and_a_radius_come_along(load, write, tmp_path) -> None:
    write(KLANT + "logo: {file: merk.png, alt: Stad}\nradius: 2mm\n", "basis")
    (tmp_path / "kaarten" / "huisstijlen" / "merk.png").write_bytes(b"x")
    house = load("extends: basis\n")
    assert house.logo is not None
    assert (house.logo.file.name, house.logo.alt, house.radius) == ("merk.png", "Stad", 2.0)


# --- What is wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("colour", "says"),
    [
        ("[10, 20, 30]", "vier getallen van 0 tot 100"),
        ("[10, 20, 30, 101]", "vier getallen van 0 tot 100"),
        ("[10, 20, 30, -1]", "vier getallen van 0 tot 100"),
        ("[nan, 20, 30, 4]", "vier getallen van 0 tot 100"),
        ("[a, 20, 30, 4]", "vier getallen van 0 tot 100"),
        ("[100, 90, 80, 70]", "340 % inkt"),
        ('"#12345"', "geen kleur van een scherm"),
        ("{hex: paars}", "geen kleur van een scherm"),
        ("", "Hier staat geen kleur"),
        ("accen", "De kleur ‘accen’ bestaat niet"),
        ("accent-0", "De kleur ‘accent-0’ bestaat niet"),
        ("accent-101", "De kleur ‘accent-101’ bestaat niet"),
        ("{tint: 120, of: accent}", "percentage van 1 tot 100"),
        ("{tint: 0, of: accent}", "percentage van 1 tot 100"),
        ("{tint: 20, of: accen}", "De kleur ‘accen’ bestaat niet"),
        ("{tint: 20}", "niet te zien welke kleur"),
        ("{steunkleur: HKS 43 K}", "hoe zij er in cmyk uitziet"),
        ("{steunkleur: Cyan, cmyk: [100, 0, 0, 0]}", "die plaat is er al"),
        ("{steunkleur: CutContour, cmyk: [0, 100, 0, 0]}", "die plaat is er al"),
        ("{steunkleur: Café, cmyk: [0, 100, 0, 0]}", "kan een drukker niet overweg"),
    ],
)
def test_a_colour_that_is_none_is_told_with_its_line_and_what_to_do(
    colour: str, says: str, wrong
) -> None:
    found = wrong(f"{KLANT}colours:\n  accent: [80, 20, 0, 10]\n  eigen: {colour}\n")
    (problem,) = found
    assert says in problem.message
    assert problem.code is ExitCode.AUTHOR
    assert problem.place is not None
    assert problem.place.line == 4
    assert problem.hint or "vier getallen" in problem.message


def test_the_nearest_name_is_offered(wrong) -> None:
    (problem,) = wrong(f"{KLANT}colours: {{accent: [1, 2, 3, 4], eigen: acent}}\n")
    assert problem.hint == "Bedoel je ‘accent’?"


def test_colours_that_lead_to_each_other_are_told_as_a_circle(wrong) -> None:
    (problem,) = wrong(
        f"{KLANT}colours:\n  een: twee-20\n  twee: {{tint: 50, of: drie}}\n  drie: een\n"
    )
    assert "een → twee → drie → een" in problem.message
    assert problem.place is not None
    assert problem.place.line == 5


def test_one_ink_cannot_look_like_two(wrong) -> None:
    (problem,) = wrong(
        KLANT
        + """
colours:
  merk: {steunkleur: HKS 43 K, cmyk: [100, 60, 0, 0]}
  ook: {steunkleur: HKS 43 K, cmyk: [90, 60, 0, 0]}
"""
    )
    assert "ziet er hier anders uit dan bij ‘merk’" in problem.message


@pytest.mark.parametrize("name", ["white", "kind", "vraag"])
def test_a_name_that_is_taken_is_refused(name: str, wrong) -> None:
    (problem,) = wrong(f"{KLANT}colours: {{{name}: [1, 2, 3, 4]}}\n")
    assert f"‘{name}’ kan niet de naam" in problem.message


def test_house_styles_that_extend_each_other_are_a_circle(wrong, write) -> None:
    write("extends: klant\n", "ander")
    (problem,) = wrong("extends: ander\n")
    assert "klant → ander → klant" in problem.message


def test_a_house_style_that_is_not_there_is_told_where_it_is_extended(wrong) -> None:
    (problem,) = wrong("title: Klant\nextends: heldr\n")
    assert problem.hint == "Bedoel je ‘helder’?"
    assert problem.place is not None
    assert problem.place.line == 2


def test_without_extends_every_kind_that_is_missing_is_named_with_the_way_out(wrong) -> None:
    found = wrong(
        "fonts: {text: {name: x, files: {400: literata/Literata_400Regular.ttf}}}\nkinds: {}\n"
    )
    assert len(found) == len(KINDS)
    assert all("extends: helder" in (problem.hint or "") for problem in found)


def test_an_empty_house_style_says_how_to_begin(wrong) -> None:
    (problem,) = wrong("# nog niets\n")
    assert "extends: helder" in (problem.hint or "")


@pytest.mark.parametrize("logo", ["weg.png", "../../weg.png", "'a\\0b.png'", "x" * 400 + ".png"])
def test_a_logo_that_is_not_beside_its_file_is_told(logo: str, wrong) -> None:
    (problem,) = wrong(f"{KLANT}logo: {logo}\n")
    assert problem.code is ExitCode.FILE
    assert "logo" in problem.message


@pytest.mark.parametrize(("radius", "says"), [("rond", "geen maat"), ("30mm", "0 tot 20 mm")])
def test_a_radius_that_is_none_is_told(radius: str, says: str, wrong) -> None:
    (problem,) = wrong(f"{KLANT}radius: {radius}\n")
    assert says in problem.message


def test_everything_that_is_wrong_is_told_at_once(wrong) -> None:
    found = wrong(
        KLANT
        + """
colours: {een: [1], twee: '#zz'}
kinds: {vraag: {colour: niets}}
radius: rond
"""
    )
    assert len(found) == 3
    found = wrong(
        KLANT
        + """
kinds:
  vraag: {colour: niets, motif: golf, icon: oog}
  vraagt: {colour: ink, motif: waves, icon: eye}
"""
    )
    assert len(found) == 4
