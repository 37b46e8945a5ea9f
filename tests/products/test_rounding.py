"""How round the corners of boxes are: as a product draws them, or as the house style says."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kaartgen.frame import BLACK
from kaartgen.geometry import Rect
from kaartgen.layout.house_style import load_house_style
from kaartgen.layout.paragraph import Setter
from kaartgen.products.sketch import Sketch
from kaartgen.workspace import Workspace


def start(radius: float | None, rect: Rect, asked: float) -> float:
    """Return how far from its corner the outline of a box begins."""
    house = replace(load_house_style(Workspace(None), "helder"), radius=radius)
    page = Sketch(house, Setter(house.book, "nl_NL"))
    page.fill(rect, BLACK, asked)
    (item,) = page.items
    return item.path.segments[0][1][0] - rect.x


@pytest.mark.parametrize(
    ("radius", "asked", "is_round"), [(None, 2.5, 2.5), (0.0, 2.5, 0), (6.0, 2.5, 6), (6.0, 0.0, 0)]
)
def test_a_box_is_as_round_as_the_house_style_says_if_it_is_round(radius, asked, is_round) -> None:
    assert start(radius, Rect(10, 10, 60, 30), asked) == pytest.approx(is_round)


@pytest.mark.parametrize("radius", [None, 0.0, 6.0])
def test_a_dot_stays_a_dot(radius) -> None:
    assert start(radius, Rect(10, 10, 3, 3), 1.5) == pytest.approx(1.5)
