"""A card drawn in Inkscape, Illustrator or Figma becomes a template with its places and letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaartgen.content.kinds import KIND_BY_NAME
from kaartgen.errors import KaartgenError
from kaartgen.geometry import Rect
from kaartgen.layout.from_drawing.names import Naming, names_of
from kaartgen.layout.from_drawing.template import FromDrawing, Wish, template_of
from kaartgen.layout.house_style import HouseStyle, load_house_style
from kaartgen.layout.svg.tree import parsed
from kaartgen.workspace import Workspace

_HERE = Path(__file__).parent
_SHIPPED = Workspace(None)


@pytest.fixture(scope="module")
def house() -> HouseStyle:
    return load_house_style(_SHIPPED, "helder")


def made(house: HouseStyle, *files: Path | str, **wish: object) -> FromDrawing:
    kind = KIND_BY_NAME[str(wish.pop("kind", "situatie"))]
    paths = [_HERE / file for file in files]
    return template_of(paths, Wish(kind, **wish), _SHIPPED, "kleurvlak", house)  # type: ignore[arg-type]


def drawn(
    tmp_path: Path,
    house: HouseStyle,
    inside: str,
    root: str = 'width="105mm" height="148mm" viewBox="0 0 105 148"',
    **wish: object,
) -> FromDrawing:
    file = tmp_path / "ontwerp.svg"
    file.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" '
        f'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" {root}>\n{inside}\n</svg>',
        "utf-8",
    )
    return made(house, file, **wish)


def regions(found: FromDrawing, side: str = "front") -> dict[str, dict[str, str]]:
    face = found.values[side]
    assert isinstance(face, dict)
    return face["regions"]  # type: ignore[return-value]


def box(region: dict[str, str]) -> Rect:
    return Rect(*(float(region[key]) for key in ("x", "y", "w", "h")))


def style(found: FromDrawing, name: str) -> dict[str, str]:
    styles = found.values["styles"]
    assert isinstance(styles, dict)
    return styles[name]  # type: ignore[return-value]


TEXT = "<text id='{0}' x='{1}' y='{2}' font-size='4.2'>{3}</text>"


# Which layer is which field


@pytest.mark.parametrize(
    ("attributes", "field"),
    [
        ("id='titel'", "titel"),
        ("id='Titel'", "titel"),
        ("id='titel_1_'", "titel"),
        ("id='titel_2'", "titel"),
        ("id='titel-3'", "titel"),
        ("id='g12' inkscape:label='Verhaal'", "verhaal"),
        ("id='x' data-name='vraag'", "vraag"),
        ("id='categorie_x2E_naam'", "categorie.naam"),
        ("id='categorie_naam'", "categorie.naam"),
        ("id='categorie'", "categorie.naam"),
        ("id='_x7B_titel_x7D_'", "titel"),
        ("id='afbeelding'", "afbeelding"),
        ("id='vragen'", "vragen"),
        ("id='voet'", "deck.voet"),
        ("id='ondertitel'", None),
        ("id='titelblok'", None),
        ("id='layer1'", None),
        ("id='notitie_begeleider_niet'", None),
        ("id='opties'", "opties"),
        ("id='tags'", None),
    ],
)
def test_a_layer_stands_for_the_field_that_it_is_named_after(attributes: str, field: str | None):
    spaces = (
        "xmlns='http://www.w3.org/2000/svg' "
        "xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape'"
    )
    tree = parsed(f"<svg {spaces}><g {attributes}/></svg>".encode(), Path("x.svg"))
    (node,) = tree.root.nodes
    found = Naming(KIND_BY_NAME["situatie"]).field(node)
    assert (found.name if found else None) == field


def test_the_name_that_a_person_gave_comes_first():
    tree = parsed(
        b"<svg xmlns='http://www.w3.org/2000/svg' "
        b"xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape'>"
        b"<g id='vraag' inkscape:label='titel'/></svg>",
        Path("x.svg"),
    )
    (node,) = tree.root.nodes
    assert names_of(node) == ["titel", "vraag"]


def test_a_name_that_is_nearly_a_field_is_told(tmp_path: Path, house: HouseStyle):
    found = drawn(tmp_path, house, TEXT.format("verhaall", 9, 60, "Hier"))
    assert any("‘verhaall’ (regel 2) lijkt op het veld ‘verhaal’" in one for one in found.doubts)


# How large it is


@pytest.mark.parametrize(
    ("root", "name", "bleed"),
    [
        ('width="105mm" height="148mm"', "a6", 0),
        ('width="111mm" height="154mm" viewBox="0 0 111 154"', "a6", 3),
        ('width="70mm" height="120mm" viewBox="0 0 70 120"', "tarot", 0),
        ('width="7.6cm" height="12.6cm" viewBox="0 0 76 126"', "tarot", 3),
        # Points, as Illustrator writes them, and the same without a unit.
        ('viewBox="0 0 297.64 419.53"', "a6", 0),
        ('width="314.65px" height="436.54px" viewBox="0 0 314.65 436.54"', "a6", 3),
        # Pixels at 96 and at 300 to an inch.
        ('width="397" height="559" viewBox="0 0 397 559"', "a6", 0),
        ('width="1240" height="1748" viewBox="0 0 1240 1748"', "a6", 0),
        ('viewBox="0 0 178.58 249.45"', "poker", 0),
    ],
)
def test_the_format_is_seen_by_the_size(
    tmp_path: Path, house: HouseStyle, root: str, name: str, bleed: float
):
    found = drawn(tmp_path, house, "<rect width='9' height='9'/>", root)
    assert (found.page.format_name, found.page.bleed) == (name, bleed)


def test_a_drawing_of_no_cards_size_is_refused_with_all_sizes(tmp_path: Path, house: HouseStyle):
    with pytest.raises(KaartgenError, match=r"90,0 × 90,0 mm; dat is geen kaart") as caught:
        drawn(tmp_path, house, "<rect width='9' height='9'/>", 'width="90mm" height="90mm"')
    assert "tarot (70 × 120)" in str(caught.value)


def test_a_format_that_is_asked_for_only_needs_its_proportions(tmp_path: Path, house: HouseStyle):
    root = 'viewBox="0 0 210 296"'
    found = drawn(tmp_path, house, TEXT.format("titel", 18, 60, "T"), root, format_name="a6")
    # Drawn at half a millimetre a unit.
    assert box(regions(found)["titel"]).x == pytest.approx(9, abs=0.1)


# Where texts come


def test_a_text_begins_where_it_was_drawn(tmp_path: Path, house: HouseStyle):
    found = drawn(tmp_path, house, TEXT.format("verhaal", 12, 60, "Hier"))
    region = regions(found)["verhaal"]
    assert region["text"] == "{verhaal}"
    assert box(region).x == 12
    # Capitals of 12 points reach 2.8 mm above the line on which they stand.
    assert box(region).y == pytest.approx(60 - 2.8, abs=0.15)
    # As far from the right edge as from the left, and down to the safe zone.
    assert box(region).right == pytest.approx(105 - 12)
    assert box(region).bottom == pytest.approx(148 - 5)


def test_a_text_ends_above_the_next_and_before_its_neighbour(tmp_path: Path, house: HouseStyle):
    found = drawn(
        tmp_path,
        house,
        TEXT.format("rol", 9, 40, "Je bent")
        + TEXT.format("fase", 60, 40, "Kort")
        + TEXT.format("verhaal", 9, 60, "Hier"),
    )
    assert box(regions(found)["rol"]).right == pytest.approx(60 - 2.5)
    assert box(regions(found)["rol"]).bottom == pytest.approx(60 - 2.9 - 2.5, abs=0.15)


def test_a_text_with_a_bleed_is_measured_from_the_cut(tmp_path: Path, house: HouseStyle):
    root = 'width="111mm" height="154mm" viewBox="0 0 111 154"'
    found = drawn(tmp_path, house, TEXT.format("verhaal", 12, 63, "Hier"), root)
    assert box(regions(found)["verhaal"]).x == 9


def test_a_text_on_a_panel_stays_on_it(tmp_path: Path, house: HouseStyle):
    inside = (
        "<g id='verhaal'><rect x='10' y='50' width='60' height='40' fill='#eee'/>"
        "<text x='14' y='58' font-size='4.2'>Hier</text></g>"
    )
    found = drawn(tmp_path, house, inside)
    area = box(regions(found)["verhaal"])
    assert Rect(10, 50, 60, 40).contains(area)
    assert area.right == pytest.approx(70 - 4)
    # The panel is still drawn, the example text is not.
    artwork = found.artwork["situatie-voor.svg"].decode()
    assert "#eee" in artwork
    assert "Hier" not in artwork


def test_a_box_without_text_is_a_place_and_no_artwork(tmp_path: Path, house: HouseStyle):
    inside = "<rect id='verhaal' x='10' y='50' width='60' height='40' fill='#ccc'/>"
    found = drawn(tmp_path, house, inside)
    assert box(regions(found)["verhaal"]) == Rect(10, 50, 60, 40)
    assert found.artwork == {}
    assert any("alleen een vak" in one for one in found.doubts)


def test_groups_and_their_transforms_are_followed(tmp_path: Path, house: HouseStyle):
    inside = (
        "<g transform='translate(5 10)'><g transform='scale(2)'>"
        "<text id='verhaal' x='2' y='25' font-size='2.1'>Hier</text></g></g>"
    )
    found = drawn(tmp_path, house, inside)
    assert box(regions(found)["verhaal"]).x == 9
    assert style(found, "verhaal")["sizes"][0].startswith("12/")


def test_text_on_its_head_stays_on_its_head(tmp_path: Path, house: HouseStyle):
    inside = "<text id='code' transform='rotate(180)' x='-96' y='-130' font-size='5'>S01</text>"
    region = regions(drawn(tmp_path, house, inside))["code"]
    assert region["turn"] == "180"
    # Upside down, capitals hang under their line, and the text runs to the left.
    area = box(region)
    assert area.contains(Rect(90, 130, 6, 3.4))
    assert area.bottom < 138


@pytest.mark.parametrize(("anchor", "align"), [("middle", "centre"), ("end", "right")])
def test_a_text_is_aligned_as_it_was(tmp_path: Path, house: HouseStyle, anchor: str, align: str):
    inside = f"<text id='titel' x='52' y='60' font-size='4.2' text-anchor='{anchor}'>Hier</text>"
    found = drawn(tmp_path, house, inside)
    assert style(found, "titel")["align"] == align


def test_a_text_that_is_no_field_stays_as_it_is(tmp_path: Path, house: HouseStyle):
    found = drawn(tmp_path, house, TEXT.format("text12", 9, 60, "Wat schuurt hier?"))
    assert regions(found)["wat-schuurt-hier"]["text"] == "Wat schuurt hier?"


def test_a_text_that_is_a_field_in_braces_is_that_field(tmp_path: Path, house: HouseStyle):
    found = drawn(tmp_path, house, TEXT.format("text12", 9, 60, "{titel}"))
    assert regions(found)["titel"]["text"] == "{titel}"


def test_lines_in_one_text_are_one_text(tmp_path: Path, house: HouseStyle):
    inside = (
        "<text id='x' font-size='4'><tspan x='9' y='50'>Een regel</tspan>"
        "<tspan x='9' dy='1.5em'>en nog een</tspan></text>"
    )
    found = drawn(tmp_path, house, inside)
    (region,) = regions(found).values()
    assert region["text"] == "Een regel en nog een"
    # Six millimetres from line to line, of letters of four.
    assert style(found, region["style"])["sizes"][0].endswith("/17.2")


def test_hidden_layers_are_no_regions(tmp_path: Path, house: HouseStyle):
    hidden = f"<g style='display:none'>{TEXT.format('titel', 9, 60, 'T')}</g><path d='M0 0h9v9z'/>"
    assert list(regions(drawn(tmp_path, house, hidden))) == ["tekening"]


@pytest.mark.parametrize("size", ["0", "-3", "NaN", "1e30"])
def test_letters_of_no_size_make_no_mistake_of_ours(tmp_path: Path, house: HouseStyle, size: str):
    inside = f"<text id='titel' x='9' y='60' font-size='{size}'>T</text><path d='M0 0h9v9z'/>"
    assert "tekening" in regions(drawn(tmp_path, house, inside))


# How letters are set


@pytest.mark.parametrize(
    ("family", "weight", "role", "nearest"),
    [
        ("Source Sans 3", "600", "text", "600"),
        ("SourceSans3-Semibold", "400", "text", "600"),
        ("'Bricolage Grotesque', serif", "bold", "display", "700"),
        ("BricolageGrotesque-ExtraBold", "normal", "display", "800"),
        ("Literata", "500", "read", "500"),
        ("Poppins", "400", "text", "400"),
        ("Georgia", "400", "read", "400"),
        ("Source Sans 3", "900", "text", "700"),
    ],
)
def test_a_font_becomes_the_nearest_of_the_house_style(
    tmp_path: Path, house: HouseStyle, family: str, weight: str, role: str, nearest: str
):
    inside = (
        f'<text id="verhaal" x="9" y="60" font-size="4.2" font-family="{family}" '
        f'font-weight="{weight}">Hier</text>'
    )
    found = drawn(tmp_path, house, inside)
    assert (style(found, "verhaal")["font"], style(found, "verhaal")["weight"]) == (role, nearest)
    if family in ("Poppins", "Georgia"):
        assert any(f"staat in {family}" in one for one in found.doubts)


def test_a_colour_becomes_the_nearest_by_its_name(tmp_path: Path, house: HouseStyle):
    inside = (
        "<text id='titel' x='9' y='30' font-size='6' fill='#fff'>T</text>"
        "<text id='verhaal' x='9' y='60' font-size='4.2' fill='#222'>T</text>"
    )
    found = drawn(tmp_path, house, inside)
    assert style(found, "titel")["colour"] == "white"
    assert "colour" not in style(found, "verhaal")


def test_letters_too_small_to_read_are_raised_and_told(tmp_path: Path, house: HouseStyle):
    inside = "<text id='verhaal' x='9' y='60' font-size='2.5'>Hier</text>"
    found = drawn(tmp_path, house, inside)
    assert style(found, "verhaal")["sizes"][0].startswith("11/")
    assert any("is 7,1 pt; dat is op tafel niet te lezen" in one for one in found.doubts)


def test_letters_in_outlines_are_guessed_and_told(house: HouseStyle):
    found = made(house, "illustrator.svg")
    assert any("‘vraag’ (regel 29) staat in contouren" in one for one in found.doubts)
    assert regions(found)["vraag"]["text"] == "{vraag}"


# Whole cards


def test_two_files_are_two_sides(house: HouseStyle):
    found = made(house, "figma-voor.svg", "figma-achter.svg")
    assert list(regions(found)) == [
        "tekening", "code", "titel", "rol", "verhaal", "kantelpunt", "vraag",
    ]  # fmt: skip
    assert list(regions(found, "back")) == [
        "tekening", "spanning", "perspectieven", "vragen", "waarden-in-het-spel", "waarden",
    ]  # fmt: skip
    assert set(found.artwork) == {"situatie-voor.svg", "situatie-achter.svg"}
    assert found.missing == []


def test_files_in_the_other_order_are_told_apart_by_their_names(house: HouseStyle):
    found = made(house, "figma-achter.svg", "figma-voor.svg")
    assert "verhaal" in regions(found)


def test_a_list_shows_each_thing_in_it(house: HouseStyle):
    shown = regions(made(house, "figma-voor.svg", "figma-achter.svg"), "back")["perspectieven"]
    assert shown["list"] == "perspectieven"
    assert [part["text"] for part in shown["each"].values()] == ["**{naam}**", "{zin}"]  # type: ignore[attr-defined]


def test_pages_of_inkscape_are_two_sides(house: HouseStyle):
    found = made(house, "inkscape.svg", kind="vraag")
    assert regions(found)["tekst"]["text"] == "{tekst}"
    assert regions(found, "back")["vragen"]["text"] == "Vragen"
    # Each side from the cut of its own page: the second begins at 121 mm.
    assert float(regions(found, "back")["vragen"]["x"]) == pytest.approx(140 - 121)
    assert b"alert" not in b"".join(found.artwork.values())


def test_layers_for_the_sides_are_two_sides(tmp_path: Path, house: HouseStyle):
    inside = (
        f"<g inkscape:label='Voorkant'>{TEXT.format('titel', 9, 60, 'T')}</g>"
        f"<g inkscape:label='Achterkant'>{TEXT.format('spanning', 9, 60, 'S')}</g>"
    )
    found = drawn(tmp_path, house, inside)
    assert list(regions(found)) == ["titel"]
    assert list(regions(found, "back")) == ["spanning"]


def test_the_side_that_was_not_drawn_is_the_shipped_one(house: HouseStyle):
    found = made(house, "illustrator.svg")
    assert "voices" in regions(found, "back")
    assert any("De achterkant is die van kleurvlak/situatie" in one for one in found.borrowed)


def test_a_back_can_be_drawn_alone(tmp_path: Path, house: HouseStyle):
    found = drawn(tmp_path, house, TEXT.format("spanning", 9, 60, "S"), side="achter")
    assert list(regions(found, "back")) == ["spanning"]
    assert "story" in regions(found)


def test_fields_that_are_on_neither_side_are_told(tmp_path: Path, house: HouseStyle):
    found = drawn(tmp_path, house, TEXT.format("titel", 9, 60, "T"))
    assert found.missing == ["rol", "verhaal", "kantelpunt"]


def test_sides_of_two_formats_are_refused(tmp_path: Path, house: HouseStyle):
    small = tmp_path / "achter.svg"
    small.write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' width='70mm' height='120mm'>"
        "<rect width='9' height='9'/></svg>"
    )
    with pytest.raises(KaartgenError, match="niet even groot: a6 en tarot"):
        made(house, "figma-voor.svg", small)


def test_the_same_drawing_gives_the_same_template(house: HouseStyle):
    one = made(house, "figma-voor.svg", "figma-achter.svg")
    other = made(house, "figma-voor.svg", "figma-achter.svg")
    assert (one.values, one.artwork) == (other.values, other.artwork)
