"""Where the elements of a face lie, for designers who know them by name."""

from __future__ import annotations

import pytest

from kaartgen.content.load import load
from kaartgen.geometry import MM_PER_POINT
from kaartgen.layout.look import load_look
from kaartgen.layout.typeset import typeset
from tests.layout.small_family import BASE, writer

TEMPLATE = """\
extends: basis
front:
  regions:
    band: {fill: kind, h: band}
    title: {text: "{naam}", style: title, x: side, right: side, y: 31}
    effect: null
    unfilled: {text: "{zin}", style: body, x: side, right: side, y: 50}
    when: {text: "{naam}", style: body, als: zin, x: side, right: side, y: 55}
    logo: {artwork: logo, x: 50, y: 90, w: 12, h: 6}
    turned: {text: "{naam}", style: body, right: 8, w: 30, bottom: 9, h: 4, turn: "180"}
    story:
      x: 8
      w: 54
      y: 60
      bottom: 20
      stack:
        effect: {text: "{effect}", style: body}
        rule: {rule: kind, thickness: 1, gap: 3}
        more: {text: "{effect}", style: body, x: 10, gap: 4}
    pair:
      x: 8
      w: 54
      y: 102
      row:
        left: {text: "{letter}", style: body, w: 10}
        right: {text: "{naam}", style: body}
    dot: {circle: kind, x: 50, y: 5, w: 8, h: 8}
    slanted: {text: "{naam}", style: body, x: 10, w: 30, y: 12, turn: 12}
back:
  shared: ja
  regions:
    ground: {fill: kind}
    letter: {text: "{letter}", style: title, x: 8, y: 9, w: 30}
"""


@pytest.fixture
def sides(tmp_path):
    workspace = writer(tmp_path)(basis=BASE, joker=TEMPLATE)
    deck = load(workspace, "deck")
    ready = typeset(deck, load_look(workspace, deck), deck.cards, traced=True)
    front, back = ready.cards[0].regions
    return {".".join(one.names): one for one in front}, {".".join(one.names): one for one in back}


@pytest.fixture
def front(sides):
    return sides[0]


def box(region):
    rect = region.rect
    return pytest.approx((rect.x, rect.y, rect.width, rect.height), abs=1e-9)


def test_an_element_lies_where_its_template_says(front):
    # The card is 70 × 120.
    assert box(front["band"]) == (0, 0, 70, 25.4)
    assert box(front["story"]) == (8, 60, 54, 40)
    assert box(front["turned"]) == (32, 107, 30, 4)


def test_an_element_without_a_height_is_as_high_as_what_is_in_it(front):
    title = front["title"].rect
    assert (title.x, title.y, title.width) == (8, 31, 54)
    # One line of 18 points: its capitals, some seven tenths of that.
    assert title.height == pytest.approx(0.7 * 18 * MM_PER_POINT, rel=0.1)


def test_what_is_in_a_stack_lies_one_under_the_other_in_it(front):
    first, rule, last = (front[f"story.{name}"].rect for name in ("effect", "rule", "more"))
    assert (first.x, first.y, first.width) == (8, 60, 54)
    assert rule.y == pytest.approx(first.bottom + 3)
    assert (last.x, last.y, last.width) == (18, pytest.approx(rule.bottom + 4), 44)


def test_what_shows_nothing_is_not_told(front):
    assert not {"unfilled", "when", "effect", "logo"} & set(front)


def test_a_text_has_its_style_and_the_size_that_was_chosen(front):
    known = front["story.effect"].type_set
    assert (known.style, known.size.size_pt, known.size.leading_pt) == ("body", 12, 15.7)
    assert (known.step, known.steps) == (1, 2)


def test_what_is_turned_is_told_so(front):
    assert (front["turned"].turn, front["title"].turn) == (180, 0)


def test_what_stands_in_a_row_lies_side_by_side(front):
    left, right = front["pair.left"].rect, front["pair.right"].rect
    assert (left.x, left.width) == (8, 10)
    assert (right.x, right.right) == (18, 62)
    assert left.y == pytest.approx(102, abs=1)


def test_what_is_drawn_or_turned_a_little_is_told_too(front):
    assert box(front["dot"]) == (50, 5, 8, 8)
    assert front["slanted"].turn == 12
    assert front["slanted"].rect.height < 4


def test_a_stack_is_a_group_and_a_rule_is_a_shape(front):
    assert {name: front[name].sort for name in ("band", "title", "story", "story.rule")} == {
        "band": "shape",
        "title": "text",
        "story": "group",
        "story.rule": "shape",
    }


def test_a_shared_back_has_elements_too(sides):
    assert list(sides[1]) == ["ground", "letter"]


def test_a_list_is_told_for_each_of_its_items(jeugdzorg, jeugdzorg_look):
    card = next(card for card in jeugdzorg.cards if card.code == "S01")
    (one,) = typeset(jeugdzorg, jeugdzorg_look, [card], traced=True).cards
    names = [region.names for region in one.regions[1]]
    assert names.count(("voices", "perspectieven", "naam")) == 3
    values = [r.rect for r in one.regions[1] if r.names == ("values", "waarden", "woord")]
    # In two columns, each half as wide as the place.
    assert len({rect.x for rect in values}) == 2
    assert all(rect.width == pytest.approx(43.5) for rect in values)


def test_tracing_changes_nothing_of_the_faces(jeugdzorg, jeugdzorg_look):
    cards = jeugdzorg.cards[:30]
    plain = typeset(jeugdzorg, jeugdzorg_look, cards)
    traced = typeset(jeugdzorg, jeugdzorg_look, cards, traced=True)
    assert [one.faces for one in traced.cards] == [one.faces for one in plain.cards]


def test_every_line_of_text_begins_in_an_element(jeugdzorg, jeugdzorg_look):
    """Of every card of the shipped deck; an opening quote hangs out to the left."""
    for card in typeset(jeugdzorg, jeugdzorg_look, jeugdzorg.cards, traced=True).cards:
        for face, regions in zip((card.faces.front, card.faces.back), card.regions, strict=True):
            places = [one.rect.grown(2) for one in regions if one.sort != "group"]
            for item in face.figure:
                if hasattr(item, "text"):
                    assert any(
                        rect.x <= item.x <= rect.right and rect.y <= item.y <= rect.bottom
                        for rect in places
                    ), (card.card.code, item.text)
