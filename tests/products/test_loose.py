"""Single pages for a shop: bleed about each, and what runs to the edge runs on into it."""

from __future__ import annotations

import pytest

from kaartgen.frame import Cmyk, Fill, Placed, circle
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.pdf.draw import drawn
from kaartgen.products.loose import loose_pages
from kaartgen.products.master import MasterJob
from tests.pdf.reading import box_mm, opened, pictured, size_mm
from tests.pdf.small import CYAN, SMALL, block, document, figure, written

JOB = MasterJob(bleed=3.0, ink=240.0)


def _made(*items, size=SMALL, multiple: int = 1, job: MasterJob = JOB) -> bytes:
    whole = document(figure(*items, size=size), duplex="DuplexFlipLongEdge")
    return drawn(loose_pages(whole, job, multiple=multiple))


def _dark(pdf: bytes, x: float, y: float) -> bool:
    """Say whether there is ink at a place, in millimetres from the top left of the paper."""
    picture = pictured(pdf)
    return min(picture.getpixel((round(x * 10), round(y * 10)))) < 200


def test_a_page_has_its_boxes() -> None:
    (page,) = opened(_made(block(5, 5, 9, 9))).pages
    assert size_mm(page) == pytest.approx((66, 46), abs=0.01)
    assert box_mm(page, "/TrimBox") == pytest.approx((3, 3, 63, 43), abs=0.01)
    assert box_mm(page, "/BleedBox") == pytest.approx((0, 0, 66, 46), abs=0.01)


def test_a_bar_along_the_top_runs_on_over_three_sides_and_no_further_down() -> None:
    pdf = _made(block(0, 0, 60, 10, CYAN))
    assert _dark(pdf, 0.3, 0.3)
    assert _dark(pdf, 65.7, 0.3)
    assert _dark(pdf, 0.3, 12.8)
    assert not _dark(pdf, 0.3, 13.4)


def test_what_stays_clear_of_the_edge_stays_where_it_is() -> None:
    pdf = _made(block(0.5, 5, 10, 10, CYAN))
    assert not _dark(pdf, 3.2, 9)
    assert _dark(pdf, 3.8, 9)


def test_a_clipped_pattern_is_seen_on_into_the_bleed() -> None:
    pattern = figure(block(-20, 0, 100, 8, CYAN))
    pdf = _made(Placed(pattern, Transform.move(0, 10), Rect(0, 0, 60, 8)))
    for x in (0.3, 65.7):
        assert _dark(pdf, x, 17)
        assert not _dark(pdf, x, 12)


def test_a_round_shape_is_not_stretched() -> None:
    pdf = _made(Fill(circle(5, 20, 5), CYAN))
    assert not _dark(pdf, 1.5, 23)


def test_half_of_a4_is_cut_to_a5() -> None:
    (page,) = opened(_made(block(0, 0, 148.5, 210, CYAN), size=Size(148.5, 210))).pages
    assert box_mm(page, "/TrimBox") == pytest.approx((3, 3, 151, 213), abs=0.01)


@pytest.mark.parametrize(("multiple", "count"), [(1, 1), (2, 2), (4, 4)])
def test_it_is_filled_up_with_blank_pages(multiple: int, count: int) -> None:
    assert len(opened(_made(written("a"), multiple=multiple)).pages) == count


def test_a_shop_is_told_nothing_of_turning() -> None:
    assert "/Duplex" not in opened(_made(written("a"))).Root.get("/ViewerPreferences", {})


def test_ink_is_limited_here_too() -> None:
    rich = Cmyk(100, 100, 80, 60)
    limited = loose_pages(document(figure(block(0, 0, 60, 40, rich))), JOB, multiple=1)
    placed = limited.pages[0].frame.figure[0]
    assert isinstance(placed, Placed)
    fill = placed.frame.figure[0]
    assert isinstance(fill, Fill)
    assert fill.colour.ink == pytest.approx(240)
