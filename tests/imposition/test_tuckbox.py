"""The net of a tuck box cut out, creased and folded in numbers, for any cards and any play."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartgen.frame import Path
from kaartgen.geometry import Rect, Size
from kaartgen.imposition.tuckbox import Net, tuck_box

Point = tuple[float, float]

SLACK = 1e-6
# A thumb takes a half circle of some 16 mm out of the front; nowhere else may a panel miss paper.
THUMB = 10.0
# Cardboard this much narrower than its opening closes without a gap that one sees.
SNUG = 1.0

sizes = st.builds(Size, st.floats(44, 150), st.floats(60, 230))
piles = st.floats(0.2, 60)
plays = st.floats(0.5, 3)
boxes = given(card=sizes, pile=piles, play=plays)


def cut_out(outline: Path) -> list[Point]:
    """Return the corners of what scissors cut, curves as short straight cuts."""
    points: list[Point] = []
    for operator, numbers in outline.segments:
        if operator == "C":
            (x0, y0), (x1, y1, x2, y2, x3, y3) = points[-1], numbers
            for step in range(1, 9):
                t = step / 8
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                points.append(
                    (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
                )
        elif operator in "ML" and (not points or (numbers[0], numbers[1]) != points[-1]):
            points.append((numbers[0], numbers[1]))
    return points if points[0] != points[-1] else points[:-1]


def cuts(outline: Path) -> list[tuple[Point, Point]]:
    points = cut_out(outline)
    return list(zip(points, [*points[1:], points[0]], strict=True))


def holds(outline: Path, point: Point) -> bool:
    """Say whether there is paper at a point (a ray to the right meets an odd number of cuts)."""
    x, y = point
    met = 0
    for (x1, y1), (x2, y2) in cuts(outline):
        if (y1 > y) is not (y2 > y):
            met += x < x1 + (x2 - x1) * (y - y1) / (y2 - y1)
    return met % 2 == 1


def across(outline: Path, y: float, left: float, right: float) -> float:
    """Return how wide the paper is at a height, between two verticals and what hangs over them."""
    crossed = sorted(
        x1 + (x2 - x1) * (y - y1) / (y2 - y1)
        for (x1, y1), (x2, y2) in cuts(outline)
        if (y1 > y) is not (y2 > y)
    )
    middle = (left + right) / 2
    for start, end in zip(crossed[::2], crossed[1::2], strict=True):
        if start < middle < end:
            return end - start
    return 0.0


def reach(outline: Path, x: float, edge: float, up: float) -> float:
    """Return how far paper goes on from a point of a crease, up (-1) or down (1)."""
    met = [
        (y1 + (y2 - y1) * (x - x1) / (x2 - x1) - edge) * up
        for (x1, y1), (x2, y2) in cuts(outline)
        if (x1 > x) is not (x2 > x)
    ]
    return min(way for way in met if way > SLACK)


def uprights(net: Net) -> list[float]:
    """Return where the strip of four walls is folded, from left to right."""
    return sorted(x for x, _, x2, _ in net.creases if x == x2)


def walls(net: Net) -> list[float]:
    """Return the widths of the four walls, as the creases and the end of the paper part them."""
    end = max(x for x, _ in cut_out(net.outline))
    return [b - a for a, b in itertools.pairwise([*uprights(net), end])]


def rims(net: Net) -> tuple[float, float]:
    """Return the top and the bottom of the walls: where the upright creases end."""
    ends = {(y, y2) for x, y, x2, y2 in net.creases if x == x2}
    assert len(ends) == 1
    return ends.pop()


def lids(net: Net) -> Iterator[tuple[float, float, float]]:
    """Yield for each lid its hinge, the crease of its tuck, and the way it points."""
    back, left = uprights(net)[:2]
    for hinge, way in zip(rims(net), (-1.0, 1.0), strict=True):
        (tuck,) = [
            y
            for x, y, x2, y2 in net.creases
            if y == y2 and back - SLACK <= x and x2 <= left + SLACK and (y - hinge) * way > SLACK
        ]
        yield hinge, tuck, way


# --- The walls --------------------------------------------------------------------------------


@boxes
def test_folded_at_right_angles_the_four_walls_come_back_to_where_they_began(card, pile, play):
    x, y, (dx, dy) = 0.0, 0.0, (1, 0)
    for wall in walls(tuck_box(card, pile, play=play)):
        x, y = x + dx * wall, y + dy * wall
        dx, dy = -dy, dx
    assert (x, y) == pytest.approx((0, 0), abs=SLACK)


@boxes
def test_there_are_four_walls(card, pile, play):
    assert len(walls(tuck_box(card, pile, play=play))) == 4


@boxes
def test_the_pile_goes_in_with_the_play_that_was_asked(card, pile, play):
    net = tuck_box(card, pile, play=play)
    width, depth = walls(net)[:2]
    top, bottom = rims(net)
    room = (width - card.width, bottom - top - card.height, depth - pile)
    assert room == pytest.approx((play, play, play), abs=SLACK)


@boxes
def test_what_the_net_says_of_its_inside_is_what_is_folded(card, pile, play):
    net = tuck_box(card, pile, play=play)
    width, depth = walls(net)[:2]
    top, bottom = rims(net)
    said = (net.inner.width, net.inner.height, net.depth)
    assert said == pytest.approx((width, bottom - top, depth), abs=SLACK)


@boxes
def test_opposite_panels_are_equal(card, pile, play):
    panels = tuck_box(card, pile, play=play).panels
    for one, other in (("back", "front"), ("left", "right"), ("top", "bottom")):
        pair = [(panels[name].width, panels[name].height) for name in (one, other)]
        assert pair[0] == pytest.approx(pair[1], abs=SLACK)


# --- The lids and flaps -----------------------------------------------------------------------


@boxes
def test_a_lid_is_as_wide_as_the_opening_and_not_wider(card, pile, play):
    net = tuck_box(card, pile, play=play)
    back, left = uprights(net)[:2]
    for hinge, tuck, _ in lids(net):
        wide = across(net.outline, (hinge + tuck) / 2, back, left)
        assert left - back - SNUG <= wide <= left - back + SLACK


@boxes
def test_a_lid_reaches_from_the_back_to_the_front_and_no_further(card, pile, play):
    net = tuck_box(card, pile, play=play)
    for hinge, tuck, _ in lids(net):
        assert abs(tuck - hinge) == pytest.approx(walls(net)[1], abs=SLACK)


@boxes
def test_a_tuck_is_narrower_than_the_opening_it_goes_into(card, pile, play):
    net = tuck_box(card, pile, play=play)
    back, left = uprights(net)[:2]
    for _, tuck, way in lids(net):
        for deep in (0.1, 4, 8):
            assert 0 < across(net.outline, tuck + way * deep, back, left) < left - back - 0.1


@boxes
def test_the_two_tucks_do_not_meet_inside(card, pile, play):
    net = tuck_box(card, pile, play=play)
    middle = sum(uprights(net)[:2]) / 2
    tucks = [reach(net.outline, middle, tuck, way) for _, tuck, way in lids(net)]
    top, bottom = rims(net)
    assert sum(tucks) < bottom - top


@boxes
def test_the_top_tuck_closes_behind_the_whole_thumb_hole(card, pile, play):
    net = tuck_box(card, pile, play=play)
    _, tuck, way = next(lids(net))
    tucked = reach(net.outline, sum(uprights(net)[:2]) / 2, tuck, way)
    front, right = uprights(net)[2:]
    top, _ = rims(net)
    hole = min(y for y in (top + n / 4 for n in range(200)) if holds_at(net, front, right, y))
    assert hole - top < tucked


def holds_at(net: Net, front: float, right: float, y: float) -> bool:
    return holds(net.outline, ((front + right) / 2, y + SLACK))


@boxes
def test_dust_flaps_fold_into_the_opening_without_meeting(card, pile, play):
    net = tuck_box(card, pile, play=play)
    for edge, way in zip(rims(net), (-1.0, 1.0), strict=True):
        flaps = [
            reach(net.outline, panel.x + panel.width / 2, edge, way)
            for panel in (net.panels["left"], net.panels["right"])
        ]
        assert min(flaps) > 5
        assert sum(flaps) < walls(net)[0]


@boxes
def test_dust_flaps_are_no_wider_than_the_box_is_deep(card, pile, play):
    net = tuck_box(card, pile, play=play)
    for edge, way in zip(rims(net), (-1.0, 1.0), strict=True):
        for panel in (net.panels["left"], net.panels["right"]):
            for out in (0.1, 4):
                wide = across(net.outline, edge + way * out, panel.x, panel.right)
                assert 0 < wide < net.depth


@boxes
def test_the_glue_flap_fits_behind_the_right_panel(card, pile, play):
    net = tuck_box(card, pile, play=play)
    flap = cut_out(net.glue)
    top, bottom = rims(net)
    xs, ys = [x for x, _ in flap], [y for _, y in flap]
    assert max(xs) == pytest.approx(uprights(net)[0])
    assert 0 < max(xs) - min(xs) < walls(net)[3]
    assert (min(ys), max(ys)) == pytest.approx((top, bottom))


@boxes
def test_the_glue_flap_is_what_sticks_out_beside_the_back(card, pile, play):
    net = tuck_box(card, pile, play=play)
    first = uprights(net)[0]
    beside = sorted({point for point in cut_out(net.outline) if point[0] < first - SLACK})
    flap = sorted({point for point in cut_out(net.glue) if point[0] < first - SLACK})
    assert [rounded(point) for point in beside] == [rounded(point) for point in flap]


def rounded(point: Point) -> Point:
    return round(point[0], 6), round(point[1], 6)


# --- Creases and outline ----------------------------------------------------------------------


def edges(panel: Rect) -> Iterator[tuple[Point, Point]]:
    corners = (
        (panel.x, panel.y),
        (panel.right, panel.y),
        (panel.right, panel.bottom),
        (panel.x, panel.bottom),
    )
    yield from itertools.pairwise((*corners, corners[0]))


def lies_on(inner: tuple[Point, Point], outer: tuple[Point, Point]) -> bool:
    """Say whether an upright or level line lies wholly on another."""
    for axis in (0, 1):
        across_it = {round(point[axis], 6) for point in (*inner, *outer)}
        along = 1 - axis
        low, high = sorted(point[along] for point in outer)
        if len(across_it) == 1 and all(
            low - SLACK <= point[along] <= high + SLACK for point in inner
        ):
            return True
    return False


@boxes
def test_every_crease_lies_on_the_edge_of_a_panel(card, pile, play):
    net = tuck_box(card, pile, play=play)
    known = [edge for panel in net.panels.values() for edge in edges(panel)]
    for x, y, x2, y2 in net.creases:
        assert any(lies_on(((x, y), (x2, y2)), edge) for edge in known)


@boxes
def test_where_two_panels_meet_there_is_a_crease(card, pile, play):
    net = tuck_box(card, pile, play=play)
    creases = [((x, y), (x2, y2)) for x, y, x2, y2 in net.creases]
    shared = [
        edge
        for one, other in itertools.combinations(net.panels.values(), 2)
        for edge in edges(one)
        for second in edges(other)
        if lies_on(edge, second)
    ]
    assert len(shared) == 5
    for edge in shared:
        assert any(lies_on(edge, crease) for crease in creases)


@boxes
def test_every_flap_has_a_crease_at_its_foot(card, pile, play):
    net = tuck_box(card, pile, play=play)
    level = [(x, x2, y) for x, y, x2, y2 in net.creases if y == y2]
    for edge in rims(net):
        for panel in (net.panels["left"], net.panels["right"]):
            assert (panel.x, panel.right, edge) in [pytest.approx(line) for line in level]


@boxes
def test_a_crease_has_paper_on_both_sides(card, pile, play):
    net = tuck_box(card, pile, play=play)
    for x, y, x2, y2 in net.creases:
        middle = ((x + x2) / 2, (y + y2) / 2)
        dx, dy = (0.05, 0.0) if x == x2 else (0.0, 0.05)
        for way in (-1, 1):
            assert holds(net.outline, (middle[0] + way * dx, middle[1] + way * dy))


@boxes
def test_panels_do_not_overlap(card, pile, play):
    panels = tuck_box(card, pile, play=play).panels
    assert not any(one.overlaps(two) for one, two in itertools.combinations(panels.values(), 2))


@boxes
def test_the_outline_holds_every_panel_but_for_the_thumb_hole(card, pile, play):
    net = tuck_box(card, pile, play=play)
    front = net.panels["front"]
    thumb = (front.x + front.width / 2, front.y)
    shares = (0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999)
    for panel in net.panels.values():
        for across_it, down in itertools.product(shares, shares):
            point = (panel.x + panel.width * across_it, panel.y + panel.height * down)
            near = abs(point[0] - thumb[0]) < THUMB and abs(point[1] - thumb[1]) < THUMB
            assert holds(net.outline, point) or (near and panel is front)


@boxes
def test_the_outline_does_not_cross_itself(card, pile, play):
    lines = cuts(tuck_box(card, pile, play=play).outline)
    assert not [(a, b) for a, b in itertools.combinations(lines, 2) if cross(a, b)]


def cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Say whether two cuts go through one another (not only touch)."""

    def side(line: tuple[Point, Point], point: Point) -> float:
        (x1, y1), (x2, y2) = line
        return (x2 - x1) * (point[1] - y1) - (y2 - y1) * (point[0] - x1)

    first = side(one, other[0]) * side(one, other[1])
    second = side(other, one[0]) * side(other, one[1])
    return first < -SLACK and second < -SLACK


@boxes
def test_the_net_is_exactly_as_large_as_it_says(card, pile, play):
    net = tuck_box(card, pile, play=play)
    points = cut_out(net.outline)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    assert box == pytest.approx((0, 0, net.size.width, net.size.height), abs=SLACK)
