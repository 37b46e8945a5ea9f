"""Contact sheets: cards as they will be cut, or with lines and the names of their elements."""

from __future__ import annotations

import itertools

import pytest

from kaartgen.frame import Fill, Placed, runs
from kaartgen.geometry import Rect
from kaartgen.layout.fonts import Font
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.typeset import TypesetDeck, typeset
from kaartgen.products.proof import View, contact_sheets

OPENED = {}


@pytest.fixture(scope="module")
def ready(jeugdzorg, jeugdzorg_look):
    return typeset(jeugdzorg, jeugdzorg_look, jeugdzorg.cards, traced=True)


@pytest.fixture(scope="module")
def setter(jeugdzorg_look):
    return Setter(jeugdzorg_look.house.book, "nl_NL")


def sheets(ready, setter, view, *codes):
    cards = tuple(one for one in ready.cards if not codes or one.card.code in codes)
    return contact_sheets(TypesetDeck(cards, ready.sizes), view, setter)


def tiles(mosaic):
    return [tile for row in mosaic.rows for tile in row.tiles]


def ink(run, through):
    """The box about a line of text, from its descenders to its ascenders, in the tile."""
    font = OPENED.setdefault(run.font.file, Font(run.font))
    em = run.size_pt * 25.4 / 72
    width = sum(font.shaped(word).advance for word in run.text.split(" ")) * em
    width += run.text.count(" ") * font.space * em
    return through.rect(Rect(run.x, run.y - 0.72 * em, width, 0.92 * em))


def test_every_card_has_its_front_beside_its_back(ready, setter):
    (situations,) = sheets(ready, setter, View(), "S01", "S02").values()
    first, second, *_ = tiles(situations)
    assert len(tiles(situations)) == 4
    assert second.x > first.x + 105


@pytest.mark.parametrize("side", ["voor", "achter"])
def test_one_side_can_be_shown_alone(ready, setter, side):
    (situations,) = sheets(ready, setter, View(side), "S01").values()
    ((tile),) = tiles(situations)
    card = next(one for one in ready.cards if one.card.code == "S01")
    wanted = card.faces.front if side == "voor" else card.faces.back
    assert [item.frame for item in tile.frame.figure if isinstance(item, Placed)] == [wanted]


def test_no_two_cards_overlap(ready, setter):
    for view in (View(), View(guides=True), View("voor", guides=True)):
        for mosaic in sheets(ready, setter, view).values():
            for row in mosaic.rows:
                boxes = [
                    Rect(tile.x, tile.y, tile.frame.size.width, tile.frame.size.height)
                    for tile in row.tiles
                ]
                whole = Rect(0, 0, mosaic.width, row.height)
                assert all(whole.contains(box) for box in boxes)
                pairs = itertools.pairwise(boxes)
                assert all(left.right < right.x for left, right in pairs)


@pytest.fixture(scope="module")
def guided(ready, setter):
    """Each tile with names and measures, with where its card lies in it."""
    found = []
    for mosaic in sheets(ready, setter, View(guides=True)).values():
        for tile in tiles(mosaic):
            paper = next(item for item in tile.frame.figure if isinstance(item, Fill))
            xs = [n for _, numbers in paper.path.segments for n in numbers[0::2]]
            ys = [n for _, numbers in paper.path.segments for n in numbers[1::2]]
            card = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
            faces = {id(item.frame) for item in tile.frame.figure if isinstance(item, Placed)}
            words = [
                ink(run, item.transform)
                for item in tile.frame.figure
                if isinstance(item, Placed) and item.clip is None
                for run, _ in runs(item.frame)
            ]
            found.append((tile.frame, card, words, faces))
    return found


def test_names_stand_beside_the_card_and_never_on_it(guided):
    for _, card, words, _ in guided:
        assert len(words) > 10
        assert not any(card.overlaps(word) for word in words)


def test_names_never_lie_over_each_other(guided):
    for _, _, words, _ in guided:
        for at, word in enumerate(words):
            for other in words[at + 1 :]:
                assert not word.overlaps(other, 0.15)


def test_names_stay_in_their_picture(guided):
    for frame, _, words, _ in guided:
        assert all(Rect.of(frame.size).contains(word, 0.05) for word in words)


def test_the_card_with_measures_is_whole_with_its_bleed(ready, setter):
    (mosaic,) = sheets(ready, setter, View("voor", guides=True), "S01").values()
    ((tile),) = tiles(mosaic)
    card = next(one for one in ready.cards if one.card.code == "S01")
    placed = [item.frame for item in tile.frame.figure if isinstance(item, Placed) and item.clip]
    assert placed[0].ground == card.faces.front.ground
    assert placed[1].figure == card.faces.front.figure


def test_every_element_is_named_once(ready, setter):
    (mosaic,) = sheets(ready, setter, View("achter", guides=True), "S01").values()
    ((tile),) = tiles(mosaic)
    said = [run.text for run, _ in runs(tile.frame)]
    assert said.count("voices › perspectieven › naam (3×)") == 1
    assert said.count("voices › rule") == 1


def test_a_situation_tells_its_place_style_and_size(ready, setter):
    (mosaic,) = sheets(ready, setter, View("voor", guides=True), "S01").values()
    ((tile),) = tiles(mosaic)
    said = [run.text for run, _ in runs(tile.frame)]
    assert "x 9 · y 38,6 · w 87 · h 71,6" in said
    assert "body 12/16,2 · maat 1 van 3" in said
    assert "veilige zone 5 mm" in said
