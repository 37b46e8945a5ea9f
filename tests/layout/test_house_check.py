"""What is said of a house style: texts that read badly, kinds that look alike, too much ink."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaartgen.errors import KaartgenError
from kaartgen.frame import (
    BLACK,
    WHITE,
    Cmyk,
    Fill,
    Frame,
    GlyphRun,
    Picture,
    Placed,
    Raster,
    circle,
    polygon,
    rectangle,
)
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout.eyesight import SIGHTS, difference, in_grey, lab, linear, seen_with
from kaartgen.layout.grounds import texts_on_grounds
from kaartgen.layout.house_check import HouseReport, house_report
from kaartgen.layout.house_style import load_house_style, read_house_style
from kaartgen.workspace import Workspace
from tests.pdf.small import TEXT

BLUE, PALE, RED = Cmyk(92, 46, 0, 22), Cmyk(10, 5, 0, 2), Cmyk(0, 95, 90, 10)


@pytest.fixture
def report(tmp_path: Path):
    """Return what is said of a house style that builds on helder."""

    def said(text: str, used: set[tuple[Cmyk, Cmyk]] = frozenset()) -> HouseReport:
        folder = tmp_path / "kaarten" / "huisstijlen"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "klant.yaml").write_text(
            text if text.startswith("extends") else "extends: helder\n" + text, "utf-8"
        )
        workspace = Workspace(tmp_path)
        house = load_house_style(workspace, "klant")
        return house_report(house, read_house_style(workspace, "klant"), used)

    return said


def about(found: HouseReport, check: str) -> set[tuple[str, ...]]:
    return {signal.colours for signal in found.signals if signal.check == check}


# --- Each check: what fires it, and what does not -----------------------------------------------


@pytest.mark.parametrize("house", Workspace(None).names("huisstijlen"))
def test_shipped_house_styles_have_nothing_left_to_say(house: str) -> None:
    workspace = Workspace(None)
    style = load_house_style(workspace, house)
    found = house_report(style, read_house_style(workspace, house))
    assert [signal.message for signal in found.signals] == []


def test_white_on_a_light_colour_is_told_with_both_names_the_line_and_what_to_do(report) -> None:
    found = report("kinds:\n  vraag: {colour: [50, 10, 0, 0]}\n")
    signals = [one for one in found.signals if one.check == "contrast"]
    assert ("white", "vraag") in {one.colours for one in signals}
    for one in signals:
        assert (one.place.file.name, one.place.line) == ("klant.yaml", 3)
        assert one.hint.startswith("Maak ‘vraag’ donkerder")


def test_a_colour_that_reads_well_is_not_told(report) -> None:
    assert about(report("kinds:\n  vraag: {colour: [100, 70, 0, 30]}\n"), "contrast") == set()


def test_a_declared_pair_is_held_to_what_it_asks(report) -> None:
    text = "colours: {zacht: [0, 0, 0, 55], nacht: [0, 0, 0, 90]}\ncontrast:\n  - [zacht, white]\n"
    assert ("zacht", "white") in about(report(text), "contrast")
    strict = text.replace("[zacht, white]", "{text: white, ground: nacht, least: 18}")
    assert ("white", "nacht") in about(report(strict), "contrast")
    assert about(report(text.replace("zacht, white", "nacht, white")), "contrast") == set()


def test_a_pair_that_a_template_uses_is_told_by_name(report) -> None:
    text = "colours: {zacht: [20, 0, 10, 0], inkt: [0, 0, 0, 40]}\n"
    used = {(Cmyk(0, 0, 0, 40), Cmyk(20, 0, 10, 0)), (BLACK, WHITE)}
    assert ("inkt", "zacht") in about(report(text, used), "contrast")
    assert about(report(text), "contrast") == set()


def test_a_colour_without_a_name_is_told_by_its_inks(report) -> None:
    found = report("", {(Cmyk(0, 0, 0, 31), WHITE)})
    assert ("[0, 0, 0, 31]", "white") in about(found, "contrast")


def test_two_kinds_in_one_colour_are_told(report) -> None:
    found = report("kinds:\n  vraag: {colour: situatie}\n")
    assert about(found, "gelijk") == {("situatie", "vraag")}
    assert ("situatie", "vraag") not in about(found, "kleurenblind")


def test_brown_and_olive_are_told_for_who_does_not_see_the_difference(report) -> None:
    found = report(
        "kinds:\n  situatie: {colour: [12, 68, 100, 33]}\n  vraag: {colour: [30, 36, 95, 49]}\n"
    )
    (one,) = (
        it
        for it in found.signals
        if it.colours == ("situatie", "vraag") and it.check == "kleurenblind"
    )
    assert "protanopie" in one.message
    assert ("situatie", "vraag") not in about(found, "gelijk")


def test_a_reason_for_two_colours_does_not_pass_on_to_other_colours(tmp_path, report) -> None:
    base = tmp_path / "kaarten" / "huisstijlen" / "basis.yaml"
    base.parent.mkdir(parents=True)
    base.write_text(
        "extends: helder\nkinds:\n  rol: {colour: joker}\n"
        "ignore:\n  - {check: gelijk, colours: [rol, joker], reason: Om de proef.}\n"
        "  - {check: grijs, reason: Om de proef.}\n"
    )
    assert about(report("extends: basis\n"), "gelijk") == set()
    changed = report(
        "extends: basis\nkinds:\n  joker: {colour: [12, 95, 25, 18]}\n  rol: {colour: joker}\n"
    )
    assert ("rol", "joker") in about(changed, "gelijk")
    assert about(changed, "grijs") == set()


def test_two_greys_alike_are_told_unless_that_is_explained(report) -> None:
    text = "kinds:\n  situatie: {colour: [90, 25, 50, 30]}\n"
    assert about(report(text), "grijs") == set()
    told = about(report(text + "ignore: []\n"), "grijs")
    assert ("situatie", "vraag") in told
    reason = (
        "ignore:\n  - {check: grijs, colours: [situatie, vraag], reason: Ze hebben een letter.}\n"
    )
    assert about(report(text + reason), "grijs") == told - {("situatie", "vraag")}


def test_much_ink_is_told(report) -> None:
    found = report("colours:\n  diep: [95, 90, 60, 45]\n  gewoon: [95, 90, 50, 20]\n")
    assert about(found, "inkt") == {("diep",)}


def test_a_reason_for_nothing_is_told(report) -> None:
    found = report("ignore:\n  - {check: inkt, reason: Mooi diep.}\n")
    assert about(found, "ignore") == {()}
    (one,) = [one for one in found.signals if one.check == "ignore"]
    assert one.place.line == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("contrast: [[accent, white]]", "De kleur ‘accent’ bestaat niet"),
        ("contrast: [[ink]]", "Een paar is twee kleuren"),
        ("contrast: [{text: ink, ground: white, least: 40}]", "hooguit 21"),
        ("ignore: [{check: grijz, reason: Om.}]", "Een signaal ‘grijz’ is er niet"),
        ("ignore: [{check: grijs}]", "‘reason’ ontbreekt"),
        ("ignore: [{check: grijs, reason: Om., colours: [vraak]}]", "‘vraak’ bestaat niet"),
    ],
)
def test_what_is_declared_wrong_is_a_mistake_with_its_place(text: str, says: str, report) -> None:
    with pytest.raises(KaartgenError) as caught:
        report(text)
    (problem,) = caught.value.problems
    assert says in problem.message
    assert problem.place is not None
    assert problem.place.line == 2


# --- Eyes ---------------------------------------------------------------------------------------


def test_white_and_black_are_the_ends_of_lightness() -> None:
    assert lab(linear((255, 255, 255))) == pytest.approx((100, 0, 0), abs=0.05)
    assert lab(linear((0, 0, 0))) == pytest.approx((0, 0, 0), abs=0.05)


def test_red_is_where_the_standard_puts_it() -> None:
    assert lab(linear((255, 0, 0))) == pytest.approx((53.24, 80.09, 67.20), abs=0.1)


@pytest.mark.parametrize("sight", SIGHTS)
def test_no_sight_changes_a_grey(sight: str) -> None:
    for level in (0, 60, 128, 200, 255):
        grey = linear((level, level, level))
        assert seen_with(sight, grey) == pytest.approx(grey, abs=0.002)


def test_red_and_green_come_closer_for_who_lacks_one_of_them_and_not_for_who_lacks_blue() -> None:
    red, green = linear((180, 60, 40)), linear((90, 130, 30))
    plain = difference(red, green)
    seen = {sight: difference(seen_with(sight, red), seen_with(sight, green)) for sight in SIGHTS}
    assert seen["protanopie"] < plain / 2
    assert seen["deuteranopie"] < plain / 2
    assert seen["tritanopie"] > plain / 2


def test_without_colour_only_lightness_is_left() -> None:
    assert lab(in_grey(linear((200, 30, 90))))[1:] == pytest.approx((0, 0), abs=0.05)


# --- Grounds ------------------------------------------------------------------------------------


def _word(x: float, y: float, colour: Cmyk, text: str = "woord") -> GlyphRun:
    return GlyphRun(TEXT, 12, colour, x, y, text)


def _on(*items: object, ground: tuple[object, ...] = ()) -> set[tuple[Cmyk, Cmyk]]:
    return set(texts_on_grounds(Frame(Size(100, 100), ground, items)))


def test_on_bare_paper_the_ground_is_white() -> None:
    assert _on(_word(10, 10, BLUE)) == {(BLUE, WHITE)}


def test_the_last_that_was_painted_is_the_ground_and_what_comes_after_is_not() -> None:
    box = Rect(0, 0, 50, 50)
    items = (
        Fill(rectangle(box), RED),
        Fill(rectangle(box, 3), PALE),
        _word(10, 10, BLUE),
        Fill(rectangle(box), RED),
    )
    assert _on(*items) == {(BLUE, PALE)}


def test_a_shape_is_a_ground_where_it_is_and_not_in_its_corners() -> None:
    disc = Fill(circle(50, 50, 20), RED)
    assert _on(disc, _word(45, 50, WHITE, "V")) == {(WHITE, RED)}
    assert _on(disc, _word(32, 34, BLUE, "V")) == {(BLUE, WHITE)}
    flag = Fill(polygon((0, 0), (60, 0), (0, 60)), RED)
    assert _on(flag, _word(5, 20, WHITE, "V")) == {(WHITE, RED)}
    assert _on(flag, _word(50, 50, BLUE, "V")) == {(BLUE, WHITE)}


def test_a_line_that_runs_from_one_ground_to_another_stands_on_both() -> None:
    half = Fill(rectangle(Rect(0, 0, 20, 100)), PALE)
    assert _on(half, _word(10, 10, BLUE, "een lange regel tekst")) == {(BLUE, PALE), (BLUE, WHITE)}


def test_what_is_placed_and_turned_is_followed_to_where_it_lies() -> None:
    inner = Frame(Size(40, 40), (Fill(rectangle(Rect(0, 0, 40, 40)), BLUE),),
                  (_word(5, 20, WHITE, "V"),))  # fmt: skip
    turned = Transform.rotate(180).then(Transform.move(90, 90))
    assert _on(Placed(inner, turned), _word(60, 70, PALE, "V")) == {(WHITE, BLUE), (PALE, BLUE)}
    clipped = Placed(inner, Transform(), Rect(0, 0, 10, 40))
    assert _on(clipped, _word(30, 20, RED, "V")) == {(WHITE, BLUE), (RED, WHITE)}


def test_on_a_picture_nobody_knows_the_ground() -> None:
    picture = Picture(Rect(0, 0, 50, 50), Raster(1, 1, b"\0\0\0\0"), "")
    assert _on(_word(10, 10, BLUE), ground=(picture,)) == set()
