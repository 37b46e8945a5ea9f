"""The dialoogkaart as it lies on the table: measured, and read from all sides."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import pikepdf
import pytest

from kaartgen.content.board import Pace
from kaartgen.frame import Fill, Frame, Placed
from kaartgen.geometry import Rect, Transform
from tests.layout.ink import text_boxes
from tests.pdf.reading import Letter, opened
from tests.products.boards import (
    A3,
    MM,
    content,
    every_deck,
    every_pace,
    made,
    pdf,
    read,
    squeezed,
)

# --- Places for cards -------------------------------------------------------------------------


def dashed(page: pikepdf.Page) -> list[tuple[float, float, float, float]]:
    """Return the boxes (left, top, width, height in mm) of the dashed outlines on a page."""
    found: list[tuple[float, float, float, float]] = []
    high = float(page.mediabox[3])

    def follow(thing: pikepdf.Object, resources: pikepdf.Object, base: Sequence[float]) -> None:
        state: tuple[Sequence[float], bool] = (base, False)
        kept, points = [], []
        for step in pikepdf.parse_content_stream(thing):
            operator, given = str(step.operator), step.operands
            if operator == "q":
                kept.append(state)
            elif operator == "Q":
                state = kept.pop()
            elif operator == "cm":
                state = (times([float(one) for one in given], state[0]), state[1])
            elif operator == "d":
                state = (state[0], len(given[0]) > 0)
            elif operator in ("m", "l", "c"):
                # The control points of a rounded corner lie inside its box.
                numbers = [float(one) for one in given]
                points += [at(state[0], *pair) for pair in pairs(numbers)]
            elif operator in ("S", "s"):
                if state[1]:
                    xs, ys = zip(*points, strict=True)
                    left, low = min(xs) * MM, min(ys) * MM
                    width, height = max(xs) * MM - left, max(ys) * MM - low
                    found.append((left, high * MM - low - height, width, height))
                points = []
            elif operator in ("f", "f*", "n", "B"):
                points = []
            elif operator == "Do":
                form = resources["/XObject"][given[0]]
                if form["/Subtype"] == "/Form":
                    own = [float(one) for one in form.get("/Matrix", [1, 0, 0, 1, 0, 0])]
                    follow(form, form.get("/Resources", resources), times(own, state[0]))

    follow(page.obj, page.resources, (1, 0, 0, 1, 0, 0))
    return found


def pairs(numbers: Sequence[float]) -> list[tuple[float, float]]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def at(matrix: Sequence[float], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def times(first: Sequence[float], then: Sequence[float]) -> list[float]:
    a, b, c, d, e, f = first
    a2, b2, c2, d2, e2, f2 = then
    return [
        a * a2 + b * c2,
        a * b2 + b * d2,
        c * a2 + d * c2,
        c * b2 + d * d2,
        e * a2 + f * c2 + e2,
        e * b2 + f * d2 + f2,
    ]


def places(name: str, paper: str = "A3", page: int = 0, **how: bool) -> list[tuple[float, float]]:
    """Return width and height of the dashed places, from left to right."""
    boxes = sorted(dashed(opened(pdf(name, paper, **how)).pages[page]))
    return [(width, height) for _, _, width, height in boxes if min(width, height) > 40]


@every_deck
def test_on_a3_the_places_measure_109_by_152_and_three_times_74_by_124(name):
    assert (
        places(name)
        == [pytest.approx((109, 152), abs=0.01)] + [pytest.approx((74, 124), abs=0.01)] * 3
    )


@every_deck
def test_a_card_put_down_in_its_place_covers_no_words_but_those_of_the_place(name):
    """A6 and tarot in the middle of their places leave every question beside them readable."""
    boxes = sorted(dashed(opened(pdf(name)).pages[0]))
    text = text_boxes(made(name).pages[0].frame)
    for (left, top, width, height), card in zip(
        boxes, ((105, 148), (70, 120), (70, 120), (70, 120)), strict=True
    ):
        place = Rect(left, top, width, height)
        lying = Rect(left + (width - card[0]) / 2, top + (height - card[1]) / 2, *card)
        for one in text:
            assert place.contains(one.deep) or not lying.overlaps(one.deep), one.run.text


@pytest.mark.parametrize(("paper", "scale"), [("A2", 1.4141), ("A0", 2.8310), ("A4", 0.6920)])
def test_on_another_paper_the_places_are_larger_or_smaller_alike(paper, scale):
    assert places("jeugdzorg", paper) == [
        pytest.approx((109 * scale, 152 * scale), abs=0.1),
        *[pytest.approx((74 * scale, 124 * scale), abs=0.1)] * 3,
    ]


@pytest.mark.parametrize(
    ("paper", "size", "scale"), [("A2", (594, 420), 594 / 420), ("A0", (1189, 841), 1189 / 420)]
)
@pytest.mark.parametrize("page", [0, 1])
def test_a_poster_is_the_same_drawing_scaled(paper, size, scale, page):
    scale = min(scale, size[1] / A3[1])
    rim = [(paper_side - side * scale) / 2 for paper_side, side in zip(size, A3, strict=True)]
    small, large = read("jeugdzorg", page), read("jeugdzorg", page, paper)
    assert [one.character for one in small] == [one.character for one in large]
    for one, other in zip(small, large, strict=True):
        assert other.x == pytest.approx(rim[0] + one.x * scale, abs=0.1)
        assert other.y == pytest.approx(rim[1] + one.y * scale, abs=0.1)


# --- Letters ----------------------------------------------------------------------------------


def on_paper(frame: Frame, through: Transform | None = None) -> Iterator[tuple[float, str]]:
    """Yield the size on paper of every run, whatever scales it passed through."""
    outer = through or Transform()
    for item in (*frame.ground, *frame.figure):
        if isinstance(item, Placed):
            yield from on_paper(item.frame, item.transform.then(outer))
        elif hasattr(item, "size_pt"):
            yield item.size_pt * math.hypot(outer.a, outer.b), item.text


@every_deck
@every_pace
@pytest.mark.parametrize(
    ("paper", "how"), [("A4", {}), ("A3", {}), ("A4", {"tiles": True}), ("A4", {"folded": True})]
)
def test_no_letter_is_smaller_than_nine_points_on_paper(name, pace, paper, how):
    for page in made(name, paper, pace, **how).pages:
        for size, text in on_paper(page.frame):
            assert size >= 9 - 0.01, text


@every_deck
@every_pace
def test_no_letter_on_a3_is_nearer_than_four_and_a_half_millimetres_to_the_edge(name, pace):
    for page in made(name, pace=pace).pages:
        for one in text_boxes(page.frame):
            assert Rect(4.5, 4.5, 411, 288).contains(one.deep, 0.001), one.run.text


@every_deck
def test_no_letter_on_a4_is_in_the_rim_that_an_ordinary_printer_leaves_blank(name):
    for page in made(name, "A4").pages:
        for one in text_boxes(page.frame):
            assert Rect(4.5, 4.5, 288, 201).contains(one.deep, 0.001), one.run.text


@every_deck
@every_pace
@pytest.mark.parametrize(
    ("paper", "how"), [("A3", {}), ("A4", {}), ("A4", {"folded": True}), ("A4", {"tiles": True})]
)
def test_no_two_texts_cover_each_other(name, pace, paper, how):
    for page in made(name, paper, pace, **how).pages:
        boxes = sorted(text_boxes(page.frame), key=lambda one: one.deep.x)
        for number, one in enumerate(boxes):
            for other in itertools.takewhile(
                lambda other, one=one: other.deep.x < one.deep.right, boxes[number + 1 :]
            ):
                assert not one.deep.overlaps(other.deep, 0.05), (one.run.text, other.run.text)


def bars(name: str, paper: str, pace: Pace) -> tuple[Frame, list[Rect]]:
    """Return the front as A3, and the coloured pieces of the lower bar."""
    front = made(name, paper, pace).pages[0].frame.figure[0]
    assert isinstance(front, Placed)
    found = []
    for item in front.frame.figure:
        if isinstance(item, Fill):
            points = [point for _, one in item.path.segments for point in pairs(one)]
            xs, ys = zip(*points, strict=True)
            box = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
            if 260 < box.y < 275 and box.bottom < 285:
                found.append(box)
    return front.frame, found


@every_deck
@every_pace
@pytest.mark.parametrize("paper", ["A3", "A4"])
def test_the_words_of_a_step_stay_inside_its_piece_of_the_bar(name, pace, paper):
    frame, pieces = bars(name, paper, pace)
    inside = [one for one in text_boxes(frame) if not one.upside_down and 266 < one.box.y < 282]
    assert len(inside) >= 2 * len(pieces)
    for one in inside:
        assert any(piece.contains(one.deep) for piece in pieces), one.run.text


@every_deck
@every_pace
def test_a_step_is_as_long_on_the_bar_as_it_is_in_time(name, pace):
    _, pieces = bars(name, "A3", pace)
    minutes = [one for _, one in content(name)[1].steps(pace)]
    per_minute = [piece.width / one for piece, one in zip(pieces, minutes, strict=True)]
    assert per_minute == [pytest.approx(per_minute[0])] * len(minutes)


# --- Read from all sides ----------------------------------------------------------------------


def across(one: Letter) -> tuple[str, int, float, float]:
    """Return a letter as it stands for who sits on the other side of the table."""
    return one.character, (one.way + 180) % 360, round(A3[0] - one.x, 1), round(A3[1] - one.y, 1)


@every_deck
def test_who_sits_across_sees_the_same_bar_and_the_same_lines_to_complete(name):
    """Between the tabs at the edge and the middle: from 14 to 56 mm from either long side."""
    front = read(name, 0)
    near = {
        (one.character, one.way, round(one.x, 1), round(one.y, 1))
        for one in front
        if A3[1] - 56 < one.y < A3[1] - 14
    }
    far = [across(one) for one in front if 14 < one.y < 56]
    assert len(far) > 100
    for character, way, x, y in far:
        close = {
            (character, way, round(x + dx / 10, 1), round(y + dy / 10, 1))
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
        }
        assert near & close, (character, x, y)
    assert len(near) == pytest.approx(len(far), abs=3)


@every_deck
def test_the_bar_and_its_lines_read_upright_on_the_near_side_and_turned_on_the_far_side(name):
    ways = {
        side: {one.way for one in read(name, 0) if low < one.y < high}
        for side, low, high in (("near", A3[1] - 56, A3[1]), ("far", 0, 56))
    }
    # The two tabs at the short sides lie in the middle, so they do not come here.
    assert ways == {"near": {0}, "far": {180}}


@every_deck
def test_the_six_questions_lie_at_the_edges_with_their_feet_outwards(name):
    width, height = A3
    asked = content(name)[1].randen
    # Two near, one right, two far, one left: the way that each reads and the edge that is below.
    ways = (0, 0, 270, 180, 180, 90)
    for question, way in zip(asked, ways, strict=True):
        found = [one for one in read(name, 0) if one.way == way]
        strips = {
            0: [one for one in found if one.y > height - 14],
            180: [one for one in found if one.y < 14],
            90: [one for one in found if one.x < 14],
            270: [one for one in found if one.x > width - 14],
        }
        there = "".join(one.character for one in strips[way])
        assert squeezed(question) in squeezed(there), question


@every_deck
def test_every_question_of_every_step_stands_on_the_reverse(name):
    there = squeezed("".join(one.character for one in read(name, 1)))
    for step in content(name)[1].stappen:
        for question in step.vragen:
            assert squeezed(question) in there, question
