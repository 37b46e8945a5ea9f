"""Full-bleed cards that lie against each other, and backs that come out a millimetre off."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartgen.frame import BLACK, Cmyk, Faces, Fill, Frame, Placed, circle, rectangle
from kaartgen.geometry import Rect, Sides, Size, Transform
from kaartgen.imposition.home_plan import plan_home
from kaartgen.imposition.impose import Sheet, imposed
from kaartgen.imposition.paper_file import load_paper
from kaartgen.imposition.plan import Edge, Flip, Plan, Wishes
from kaartgen.imposition.planner import planned
from kaartgen.workspace import Workspace
from tests.imposition.sheets import A4, POKER, cards_on, flips, ink, place
from tests.imposition.turning import rect_seen_through

BLUE, RED, GREEN = Cmyk(100, 40, 0, 0), Cmyk(0, 90, 80, 0), Cmyk(80, 0, 90, 0)
# What a home printer may put a back off its place.
OFF = 1.0


def _face(size: Size, *bands: Cmyk) -> Frame:
    """A face of bands from top to bottom, each as high as the others."""
    high = size.height / len(bands)
    ground = [
        Fill(rectangle(Rect(-3, at * high, size.width + 6, high)), colour)
        for at, colour in enumerate(bands)
    ]
    return Frame(size, tuple(ground), (Fill(rectangle(Rect(20, 20, 1, 1)), BLACK),), bleed=3)


def _card(size: Size, front: Sequence[Cmyk], back: Sequence[Cmyk]) -> Faces:
    return Faces(_face(size, *front), _face(size, *back))


def _butted(edge: Edge = Edge.BLEED, flip: Flip = Flip.LONG_EDGE) -> Plan:
    return plan_home(POKER, A4, flip=flip, edge=edge, gutter=0)


def _one(faces: Sequence[Faces], plan: Plan) -> Sheet:
    (sheet,) = imposed(faces, repeat(plan))
    return sheet


def test_between_cards_of_one_colour_no_white_is_left() -> None:
    faces = [_card(POKER, [BLUE], [RED]) for _ in range(9)]
    sheet = _one(faces, _butted())
    for card in cards_on(sheet.front, faces):
        assert ink(card).grown(1e-6).contains(place(card))
    assert not sheet.drawn_back


def test_a_seam_needs_the_same_colours_in_front_and_behind() -> None:
    faces = [_card(POKER, [BLUE], [back]) for back in (RED, GREEN)]
    sheet = _one(faces, _butted())
    left, right = cards_on(sheet.front, faces)
    assert place(left).right - ink(left).right == pytest.approx(OFF)
    assert ink(right).x - place(right).x == pytest.approx(OFF)
    assert sheet.drawn_back


def test_bands_at_equal_heights_go_on_across_a_seam_beside_each_other_and_not_below() -> None:
    faces = [_card(POKER, [BLUE, RED], [GREEN]) for _ in range(9)]
    first, second, _, fourth, *_ = cards_on(_one(faces, _butted()).front, faces)
    assert ink(first).right == pytest.approx(place(second).x)
    # The foot of the first is red, the head of the one below it is blue.
    assert place(first).bottom - ink(first).bottom == pytest.approx(OFF)
    assert ink(fourth).y - place(fourth).y == pytest.approx(OFF)


def test_bands_at_other_heights_are_other_colours() -> None:
    faces = [_card(POKER, [BLUE, RED], [GREEN]), _card(POKER, [BLUE, RED, RED], [GREEN])]
    left, _ = cards_on(_one(faces, _butted()).front, faces)
    assert place(left).right - ink(left).right == pytest.approx(OFF)


def test_a_white_rim_needs_nothing_at_its_seams() -> None:
    faces = [_card(POKER, [colour], [RED]) for colour in (BLUE, GREEN)]
    assert not _one(faces, _butted(Edge.RIM)).drawn_back


def test_in_a_gutter_of_two_millimetres_colours_stay_as_they_are() -> None:
    faces = [_card(POKER, [colour], [colour]) for colour in (BLUE, RED, GREEN)]
    plan = plan_home(POKER, A4, flip=Flip.LONG_EDGE, edge=Edge.BLEED)
    assert not _one(faces, plan).drawn_back


@given(
    st.lists(st.sampled_from([BLUE, RED, GREEN]), min_size=1, max_size=9),
    st.floats(0, 1.9).map(lambda gutter: round(gutter, 1)),
    flips,
)
def test_a_back_a_millimetre_aside_or_along_puts_no_other_colour_on_a_card(
    colours: list[Cmyk], gutter: float, flip: Flip
) -> None:
    plan = plan_home(POKER, A4, flip=flip, edge=Edge.BLEED, gutter=gutter)
    faces = [_card(POKER, [colour], [colour]) for colour in colours]
    for sheet in imposed(faces, repeat(plan)):
        size = sheet.plan.paper.size
        backs = cards_on(sheet.back, faces)
        for back in backs:
            reached = rect_seen_through(ink(back), size, flip)
            aside = reached.outset(Sides(0, OFF - 1e-6, 0, OFF - 1e-6))
            along = reached.outset(Sides(OFF - 1e-6, 0, OFF - 1e-6, 0))
            own = back.frame.ground
            for other in backs:
                if other.frame.ground != own:
                    trim = rect_seen_through(place(other), size, flip)
                    assert not aside.overlaps(trim, 1e-6)
                    assert not along.overlaps(trim, 1e-6)


def test_cards_are_laid_in_columns_where_fewer_colours_meet_that_way() -> None:
    paper = load_paper(Workspace(None), "C32011")
    size = Size(85, 54)
    plan = planned(size, paper, flip=Flip.LONG_EDGE, edge=Edge.BLEED, wishes=Wishes())
    # Three blue and seven red: in rows blue meets red twice (the columns lie ten millimetres
    # apart), in columns once.
    faces = [_card(size, [BLUE], [BLUE]) for _ in range(3)]
    faces += [_card(size, [RED], [RED]) for _ in range(7)]
    sheet = _one(faces, plan)
    cards = cards_on(sheet.front, faces)
    assert [place(card).x for card in cards[:5]] == [pytest.approx(15)] * 5
    assert sum(ink(card).bottom < place(card).bottom - 0.5 for card in cards) == 1


def test_cards_stay_in_rows_where_columns_are_no_better() -> None:
    faces = [_card(POKER, [BLUE], [RED]) for _ in range(9)]
    cards = cards_on(_one(faces, _butted()).front, faces)
    assert place(cards[1]).x > place(cards[0]).x


def _drawn(*fills: Fill) -> Faces:
    """A card that is all drawing, the same in front and behind."""
    whole = Rect.of(POKER).grown(3)
    inner = Frame(POKER, fills, (), 3.0)
    face = Frame(POKER, (Placed(inner, Transform(), whole),), (), 3.0)
    return Faces(face, face)


def test_between_cards_of_one_drawing_with_a_plain_edge_no_white_is_left() -> None:
    ground = Fill(rectangle(Rect.of(POKER).grown(3)), BLUE)
    faces = [_drawn(ground, Fill(circle(30, 44, 10), RED))] * 9
    assert not _one(faces, _butted()).drawn_back


def test_between_cards_of_a_drawing_with_a_shape_at_its_edge_white_is_left() -> None:
    ground = Fill(rectangle(Rect.of(POKER).grown(3)), BLUE)
    faces = [_drawn(ground, Fill(circle(0, 44, 10), RED))] * 9
    assert _one(faces, _butted()).drawn_back


def test_between_cards_of_two_drawings_white_is_left() -> None:
    whole = rectangle(Rect.of(POKER).grown(3))
    faces = [_drawn(Fill(whole, BLUE)), _drawn(Fill(whole, RED))]
    assert _one(faces, _butted()).drawn_back
