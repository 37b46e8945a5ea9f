"""Colours of the house style helder as coated stock shows them, and the text on its grounds."""

from __future__ import annotations

import pytest

from kaartgen.content.kinds import KINDS
from kaartgen.frame import WHITE, Cmyk, Fill, Frame, GlyphRun, Placed, Stroke, runs
from kaartgen.layout.house_style import HouseStyle, load_house_style
from kaartgen.layout.typeset import TypesetDeck
from kaartgen.workspace import Workspace

from .conftest import sides
from .eyes import contrast
from .grounds import ground_of
from .ink import text_boxes

_KINDS = [kind.name for kind in KINDS]
_LEAST, _LEAST_LARGE = 4.5, 3.0
_BOLD = ("700", "800")
_DECKS = ["proof_set", "redactie_set", "jeugdzorg_set"]


def test_pure_black_on_white_has_a_high_contrast() -> None:
    assert contrast(Cmyk(0, 0, 0, 100), WHITE) > 10


@pytest.fixture(params=Workspace(None).names("huisstijlen"))
def shipped_house(request: pytest.FixtureRequest) -> HouseStyle:
    """Each of the house styles that come with kaartgen."""
    return load_house_style(Workspace(None), request.param)


@pytest.mark.parametrize("kind", _KINDS)
def test_white_can_be_read_on_the_colour_of_a_kind(shipped_house: HouseStyle, kind: str) -> None:
    assert contrast(WHITE, shipped_house.kinds[kind].colour) >= _LEAST


@pytest.mark.parametrize("kind", _KINDS)
def test_the_colour_of_a_kind_can_be_read_on_its_tint(shipped_house: HouseStyle, kind: str) -> None:
    tint = shipped_house.colour("kind-tint", kind)
    assert tint is not None
    assert contrast(shipped_house.kinds[kind].colour, tint) >= _LEAST


@pytest.mark.parametrize("kind", _KINDS)
def test_the_colour_of_a_kind_can_be_read_on_paper(shipped_house: HouseStyle, kind: str) -> None:
    assert contrast(shipped_house.kinds[kind].colour, shipped_house.colours["paper"]) >= _LEAST


@pytest.mark.parametrize("kind", _KINDS)
def test_a_tint_holds_a_tenth_of_each_ink(house: HouseStyle, kind: str) -> None:
    colour = house.kinds[kind].colour
    tint = house.colour("kind-tint", kind)
    assert tint is not None
    assert (tint.c, tint.m, tint.y, tint.k) == pytest.approx(
        (colour.c / 10, colour.m / 10, colour.y / 10, colour.k / 10)
    )


@pytest.mark.parametrize("kind", _KINDS)
def test_a_motif_holds_two_fifths_of_each_ink_and_no_black(house: HouseStyle, kind: str) -> None:
    colour = house.kinds[kind].colour
    motif = house.colour("kind-motif", kind)
    assert motif is not None
    assert (motif.c, motif.m, motif.y, motif.k) == pytest.approx(
        (colour.c * 0.4, colour.m * 0.4, colour.y * 0.4, 0)
    )


_INKS = {
    "situatie": (90, 25, 50, 30),
    "vraag": (92, 46, 0, 22),
    "perspectief": (55, 90, 20, 30),
    "waarde": (12, 68, 100, 33),
    "beeld": (15, 88, 80, 24),
    "werkvorm": (65, 25, 95, 40),
    "rol": (88, 82, 20, 28),
    "joker": (10, 95, 25, 18),
    "leeg": (40, 35, 40, 50),
    "instructie": (70, 50, 40, 58),
    "keuze": (30, 36, 95, 49),
}


@pytest.mark.parametrize("kind", _KINDS)
def test_a_kind_has_the_inks_of_the_design(house: HouseStyle, kind: str) -> None:
    assert house.kinds[kind].colour == Cmyk(*_INKS[kind])


def test_no_colour_lays_down_more_ink_than_the_stock_takes(shipped_house: HouseStyle) -> None:
    kinds = shipped_house.kinds.values()
    colours = [*shipped_house.colours.values(), *(kind.colour for kind in kinds)]
    assert max(colour.ink for colour in colours) <= 300


def test_no_two_kinds_share_a_colour_a_motif_or_an_icon(shipped_house: HouseStyle) -> None:
    kinds = shipped_house.kinds.values()
    assert len({kind.colour for kind in kinds}) == 11
    assert len({kind.motif for kind in kinds}) == 11
    assert len({kind.icon for kind in kinds}) == 11


def test_a_colour_is_told_from_every_other_kind_by_name(house: HouseStyle) -> None:
    assert house.colour("waarde", "situatie") == Cmyk(*_INKS["waarde"])
    assert house.colour("kind", "situatie") == Cmyk(*_INKS["situatie"])
    assert house.colour("paars", "situatie") is None


def large(run: GlyphRun) -> bool:
    bold = any(weight in run.font.name for weight in _BOLD)
    return run.size_pt >= 18 or (bold and run.size_pt >= 14)


def faint(face: Frame) -> list[str]:
    """Return the texts that stand out too little from some ground that they lie on."""
    ground = ground_of(face)
    found = []
    for text in text_boxes(face):
        least = _LEAST_LARGE if large(text.run) else _LEAST
        for colour in ground.colours_under(text.box):
            seen = contrast(text.run.colour, colour)
            if seen < least:
                found.append(f"{text.run.text!r} {seen:.2f}")
    return found


@pytest.mark.parametrize("deck_name", _DECKS)
def test_every_text_stands_out_from_the_ground_it_lies_on(
    request: pytest.FixtureRequest, deck_name: str
) -> None:
    ready = request.getfixturevalue(deck_name)
    assert [f"{name}: {text}" for name, face in sides(ready) for text in faint(face)] == []


@pytest.mark.parametrize("deck_name", _DECKS)
def test_text_under_nine_points_is_printed_with_black_alone(
    request: pytest.FixtureRequest, deck_name: str
) -> None:
    ready: TypesetDeck = request.getfixturevalue(deck_name)
    mixed = [
        f"{name}: {run.text!r}"
        for name, face in sides(ready)
        for run, _ in runs(face)
        if run.size_pt < 9 and run.colour != Cmyk(0, 0, 0, 100)
    ]
    assert mixed == []


def inks(frame: Frame) -> list[float]:
    found: list[float] = []
    for item in (*frame.ground, *frame.figure):
        if isinstance(item, Fill | Stroke | GlyphRun):
            found.append(item.colour.ink)
        elif isinstance(item, Placed):
            found.extend(inks(item.frame))
    return found


def test_no_face_lays_down_more_ink_than_the_stock_takes(proof_set: TypesetDeck) -> None:
    # Later colours knock out earlier ones, so the darkest single colour is the most ink anywhere.
    assert max(ink for _, face in sides(proof_set) for ink in inks(face)) <= 300


def test_writing_lines_are_half_a_point_of_sixty_per_cent_black(proof_set: TypesetDeck) -> None:
    strokes = {
        (item.colour, item.width_pt)
        for name in ("leeg", "leeg-tarot")
        for _, face in sides(proof_set, name)
        for item in face.figure
        if isinstance(item, Stroke)
    }
    assert strokes == {(Cmyk(0, 0, 0, 60), 0.5)}
