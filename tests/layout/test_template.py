"""Templates: measures with names in them, inheritance, other formats, and what shows when."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kaartgen.content.deck import Deck
from kaartgen.frame import Fill, GlyphRun, Placed, runs
from kaartgen.geometry import Size
from kaartgen.layout.elements import TextElement
from kaartgen.layout.look import load_look
from kaartgen.layout.measure import TypeSize
from kaartgen.layout.template import Template
from kaartgen.layout.template_load import load_template
from kaartgen.workspace import PACKAGE, Workspace

from .small_family import BASE, JOKER, POKER, Write, front, with_effect


def rect(template: Template, region: str) -> tuple[float, float, float, float]:
    found = template.front.regions[region].rect(template.format)
    return (found.x, found.y, found.width, found.height)


def measured(write: Write, box: str, variables: str = "") -> tuple[float, float, float, float]:
    template = f"""\
        extends: basis
        variables: {{{variables}}}
        front:
          regions:
            probe: {{fill: kind, {box}}}
        """
    return rect(load_template(write(basis=BASE, probe=template), "klein", "probe"), "probe")


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ("x: side, y: band + 5.6, w: 10, h: 4", (8, 31, 10, 4)),
        ("x: side, y: band - 3.9, w: 10, h: 4", (8, 21.5, 10, 4)),
        ("x: side + 2.6, y: 0, w: 10, h: 4", (10.6, 0, 10, 4)),
        ("x: 1cm, y: 72pt, w: 1in, h: 0.5 cm", (10, 25.4, 25.4, 5)),
        ("x: 100 - band - side + 1, y: 0, w: 10, h: 4", (67.6, 0, 10, 4)),
        ("x: side, right: side, y: 0, h: band", (8, 0, 54, 25.4)),
        ("right: side, w: 10, bottom: 9, h: 4.2", (52, 106.8, 10, 4.2)),
        ("x: 12, w: 10, y: 20, bottom: 30", (12, 20, 10, 70)),
        ("h: band", (0, 0, 70, 25.4)),
        ("x: 5", (5, 0, 65, 120)),
    ],
)
def test_measures_are_sums_of_lengths_and_names(
    write: Write, box: str, expected: tuple[float, ...]
) -> None:
    assert measured(write, box) == pytest.approx(expected)


def test_a_childs_variable_moves_what_the_base_measures_with_it(write: Write) -> None:
    workspace = write(basis=BASE, joker="extends: basis\nvariables: {band: 30}\n")
    template = load_template(workspace, "klein", "joker")
    assert rect(template, "band")[3] == 30
    assert rect(template, "title")[1] == pytest.approx(35.6)


def test_two_levels_down_only_the_differences_are_written(write: Write) -> None:
    workspace = write(
        basis=BASE,
        midden="extends: basis\nstyles:\n  title: {sizes: [17/19]}\n",
        joker="extends: midden\nfront:\n  regions:\n    title: {y: 40}\n",
    )
    template = load_template(workspace, "klein", "joker")
    title = template.front.regions["title"]
    assert isinstance(title, TextElement)
    assert (title.text, title.x, title.y) == ("{naam}", 8, 40)
    assert template.styles["title"].sizes == (TypeSize(17, 19),)
    assert template.styles["title"].weight == 700
    assert template.styles["body"].sizes == (TypeSize(12, 15.7), TypeSize(11, 14.5))


def test_two_levels_down_the_card_is_set_with_the_differences(write: Write) -> None:
    workspace = write(
        basis=BASE,
        midden="extends: basis\nstyles:\n  title: {sizes: [17/19]}\n",
        joker='extends: midden\nfront:\n  regions:\n    title: {text: "Zie: {naam}"}\n',
    )
    texts = {run.text: run.size_pt for run, _ in runs(front(workspace))}
    assert texts == {"Zie: Even stil": 17, "Iedereen zwijgt.": 12}


def test_null_drops_an_element(write: Write) -> None:
    workspace = write(basis=BASE, joker="extends: basis\nfront:\n  regions:\n    effect: null\n")
    assert [run.text for run, _ in runs(front(workspace))] == ["Even stil"]


def test_null_drops_a_key_of_an_element(write: Write) -> None:
    workspace = write(
        basis=BASE, joker="extends: basis\nfront:\n  regions:\n    title: {right: null, w: 20}\n"
    )
    assert rect(load_template(workspace, "klein", "joker"), "title")[2] == 20


def test_new_elements_are_painted_after_those_of_the_base(write: Write) -> None:
    workspace = write(
        basis=BASE,
        joker="extends: basis\nfront:\n  regions:\n    box: {fill: white, y: 5, h: 3, w: 9}\n",
    )
    grounds = [item.colour.ink for item in front(workspace).ground if isinstance(item, Fill)]
    assert grounds[-1] == 0


@pytest.mark.parametrize(
    ("written", "size"),
    [("12/16.2", TypeSize(12, 16.2)), ("9.5 / 12", TypeSize(9.5, 12)), ("7/9", TypeSize(7, 9))],
)
def test_a_size_is_written_with_its_leading(write: Write, written: str, size: TypeSize) -> None:
    workspace = write(basis=BASE.replace("18/20", f'"{written}"'))
    assert load_template(workspace, "klein", "basis").styles["title"].sizes == (size,)


def test_a_variant_has_its_own_format_and_measures(write: Write) -> None:
    template = load_template(write(basis=BASE, joker=POKER), "klein", "joker", "poker")
    assert template.format == Size(63, 88)
    assert rect(template, "band") == (0, 0, 63, 19)
    assert template.styles["title"].sizes == (TypeSize(16, 18),)
    assert list(template.front.regions) == ["band", "title"]


def test_without_asking_a_variant_changes_nothing(write: Write) -> None:
    workspace = write(basis=BASE, joker=POKER)
    template = load_template(workspace, "klein", "joker")
    assert template.format == Size(70, 120)
    assert rect(template, "band") == (0, 0, 70, 25.4)
    assert "effect" in template.front.regions


def test_a_variant_is_inherited(write: Write) -> None:
    workspace = write(basis=POKER.replace("extends: basis\n", "") + BASE, joker="extends: basis\n")
    template = load_template(workspace, "klein", "joker", "poker")
    assert (template.format, rect(template, "band")[3]) == (Size(63, 88), 19)


def test_a_childs_own_measure_is_kept_in_a_variant_of_its_base(write: Write) -> None:
    basis = POKER.replace("extends: basis\n", "") + BASE
    joker = "extends: basis\nfront:\n  regions:\n    title: {y: 50}\n"
    template = load_template(write(basis=basis, joker=joker), "klein", "joker", "poker")
    assert rect(template, "title")[1] == 50


def shipped() -> list[tuple[str, str]]:
    """Return the family and name of every template that comes with kaartgen."""
    files = (PACKAGE / "sjablonen").glob("*/*.yaml")
    return sorted((file.parent.name, file.stem) for file in files)


_KLEURVLAK = [name for family, name in shipped() if family == "kleurvlak"]


_A6 = {"eigen-a6", "a6", "beeld", "instructie", "leeg", "situatie", "werkvorm"}


@pytest.mark.parametrize(("family", "name"), shipped())
def test_the_shipped_templates_have_no_mistakes(family: str, name: str) -> None:
    template = load_template(Workspace(None), family, name)
    assert (template.bleed, template.safe, template.corner) == (3, 5, 3)


@pytest.mark.parametrize("name", sorted(set(_KLEURVLAK) - _A6))
def test_every_tarot_template_comes_in_poker_too(name: str) -> None:
    template = load_template(Workspace(None), "kleurvlak", name, "poker")
    assert template.format == Size(63, 88)


@pytest.mark.parametrize("name", _KLEURVLAK)
def test_the_grid_is_that_of_the_design(name: str) -> None:
    template = load_template(Workspace(None), "kleurvlak", name)
    a6 = name in _A6
    assert template.format == (Size(105, 148) if a6 else Size(70, 120))
    variables: Mapping[str, object] = template.variables
    assert variables["band"] == ("33" if a6 else "25.4")
    assert variables["side"] == ("9" if a6 else "8")
    assert variables["ribbon"] == "3.3"


@pytest.mark.parametrize("name", _KLEURVLAK)
def test_the_ribbon_lies_just_above_the_edge_of_the_band(name: str) -> None:
    template = load_template(Workspace(None), "kleurvlak", name)
    band = template.front.regions["band"].rect(template.format)
    ribbon = template.front.regions["ribbon"].rect(template.format)
    assert band.bottom - ribbon.bottom == pytest.approx(0.6)


def test_an_element_shows_only_where_its_field_is_filled(write: Write) -> None:
    joker = with_effect("als: zin")
    filled = front(write(joker=joker, jokers=JOKER + "  zin: Mag het stil?\n"))
    empty = front(write(joker=joker))
    assert [
        "Iedereen zwijgt." in {run.text for run, _ in runs(face)} for face in (filled, empty)
    ] == [
        True,
        False,
    ]


def test_an_element_shows_only_where_its_field_is_empty(write: Write) -> None:
    joker = with_effect("als: niet zin")
    filled = front(write(joker=joker, jokers=JOKER + "  zin: Mag het stil?\n"))
    empty = front(write(joker=joker))
    assert [
        "Iedereen zwijgt." in {run.text for run, _ in runs(face)} for face in (filled, empty)
    ] == [
        False,
        True,
    ]


def test_a_box_at_the_edge_runs_on_into_the_bleed(write: Write) -> None:
    fill = front(write(joker=BASE)).ground[0]
    assert isinstance(fill, Fill)
    xs = [number for _, numbers in fill.path.segments for number in numbers[0::2]]
    ys = [number for _, numbers in fill.path.segments for number in numbers[1::2]]
    assert (min(xs), min(ys), max(xs), max(ys)) == pytest.approx((-3, -3, 73, 25.4))


def test_a_box_inside_stays_inside(write: Write) -> None:
    joker = BASE.replace("fill: kind, h: band", "fill: kind, x: 4, w: 10, y: 4, h: 10")
    fill = front(write(joker=joker)).ground[0]
    assert isinstance(fill, Fill)
    xs = [number for _, numbers in fill.path.segments for number in numbers[0::2]]
    assert (min(xs), max(xs)) == pytest.approx((4, 14))


@pytest.mark.parametrize(
    ("turn", "corner"),
    [("0", (10, 20)), ("90", (10 + 30, 20)), ("180", (10 + 30, 20 + 12)), ("270", (10, 20 + 12))],
)
def test_a_turned_text_starts_at_its_own_corner_of_the_box(
    write: Write, turn: str, corner: tuple[float, float]
) -> None:
    joker = BASE.replace(
        "right: side, y: 60}", f'right: null, w: 30, y: 20, h: 12, turn: "{turn}"}}'
    ).replace('"{effect}", style: body, x: side', '"nee", style: body, x: 10')
    placed = [
        (run, through) for run, through in runs(front(write(joker=joker))) if run.text == "nee"
    ]
    run, through = placed[0]
    assert isinstance(run, GlyphRun)
    # The pen starts at the left end of the baseline, one cap height under the box's own top.
    cap = 0.656 * 12 * 25.4 / 72
    x, y = through.point(run.x, run.y - cap)
    assert (x, y) == pytest.approx(corner, abs=0.01)
    assert turn == "0" or any(isinstance(item, Placed) for item in front(write(joker=joker)).figure)


def test_a_deck_of_the_shipped_family_needs_no_templates_of_its_own(
    workspace: Workspace, proof: Deck
) -> None:
    look = load_look(workspace, proof)
    assert set(look.templates) == {
        "situatie",
        "vraag",
        "perspectief",
        "waarde",
        "beeld",
        "werkvorm",
        "rol",
        "joker",
        "leeg",
        "leeg-tarot",
        "instructie",
        "keuze",
    }
