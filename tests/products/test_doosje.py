"""The boxes of a deck on paper: one a format, on the smallest sheet, told apart cut from fold."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from kaartgen.content.deck import Card, Deck
from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import Frame, Placed, Stroke
from kaartgen.geometry import Rect, Transform
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.paper_file import load_paper
from kaartgen.layout.look import load_look
from kaartgen.pdf.draw import drawn
from kaartgen.products.doosje import Box, build_boxes
from kaartgen.products.selection import Selection, chosen
from kaartgen.workspace import Workspace
from tests.pdf.reading import letters, opened, plain_text, size_mm

DECKS = ("jeugdzorg", "duurzaamdoor", "grenswerkers", "rijksinspecties")
# What the papers measure (ISO 216 and ISO 217), and what a printer leaves blank.
SHEETS = {"A4": (210, 297), "A3": (297, 420), "SRA3": (320, 450)}
BLANK = 5.0
# The line that explains the lines needs so much under the net.
LEGEND = 5.0
WORDS = ("snijden", "vouwen", "plakken.")

MakeBoxes = Callable[..., list[Box]]


def papers(workspace: Workspace) -> list[Paper]:
    return [load_paper(workspace, name) for name in SHEETS]


@pytest.fixture(scope="module")
def boxes(shipped: Workspace) -> MakeBoxes:
    """Build the boxes of a shipped deck, or cards of it: (name, only, per_card, core, copies)."""

    @cache
    def make(
        name: str = "jeugdzorg",
        only: str | None = None,
        per_card: float = 0.25,
        core: bool = False,
        copies: int | None = None,
    ) -> list[Box]:
        deck = load(shipped, name)
        look = load_look(shipped, deck)
        cards = chosen(deck, Selection(only, copies=copies, core=core))
        language = deck.language.hyphenation
        return build_boxes(deck, look, cards, papers(shipped), language, per_card=per_card)

    return make


def refused(boxes: MakeBoxes, **choice: object) -> KaartgenError:
    with pytest.raises(KaartgenError) as caught:
        boxes(**choice)
    return caught.value


@dataclasses.dataclass(frozen=True)
class Stroked:
    """A stroke on the sheet: the box around it, its dash, and whether it is straight."""

    box: Rect
    dash: tuple[float, ...]
    ends: tuple[tuple[float, float], ...]


def stroked(frame: Frame, through: Transform | None = None) -> Iterator[Stroked]:
    """Yield every stroke of a frame where it lies on the sheet, patterns left out."""
    outer = through or Transform()
    for item in (*frame.ground, *frame.figure):
        if isinstance(item, Placed) and item.clip is None:
            yield from stroked(item.frame, item.transform.then(outer))
        elif isinstance(item, Stroke):
            numbers = [one for _, one in item.path.moved(outer).segments if one]
            points = tuple((one[-2], one[-1]) for one in numbers)
            xs, ys = [x for x, _ in points], [y for _, y in points]
            around = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
            yield Stroked(around, item.dash, points)


def on_sheet(box: Box) -> Transform:
    """Return where the net lies on the sheet."""
    placed = box.document.pages[0].frame.figure[0]
    assert isinstance(placed, Placed)
    return placed.transform


def glue(box: Box) -> Rect:
    """Return the box around the glue flap on the sheet: what lies left of the back."""
    back = box.net.panels["back"]
    return on_sheet(box).rect(Rect(0, back.y, back.x, back.height))


def slanted(found: Iterator[Stroked]) -> list[Stroked]:
    return [
        one
        for one in found
        if len(one.ends) == 2 and min(one.box.width, one.box.height) > 0.05 and not one.dash
    ]


# --- How many, and for how many cards ---------------------------------------------------------


@pytest.mark.parametrize(("only", "per_card"), [("S01", 0.25), ("S01-S06", 0.35), (None, 0.05)])
def test_a_box_for_a_few_cards_has_a_flap_wide_enough_for_a_glue_stick(boxes, only, per_card):
    for box in boxes(only=only, per_card=per_card):
        glued = [x for operator, numbers in box.net.glue.segments for x in numbers[::2]]
        assert max(glued) - min(glued) >= 6
        assert box.net.depth >= box.cards * per_card + 0.5


@pytest.mark.parametrize("only", ["S01", "S01-S06"])
def test_the_cards_that_such_a_box_still_takes_go_in(boxes, only):
    (box,) = boxes(only=only)
    assert 0 < (box.cards + box.spare) * 0.25 <= box.net.depth - 0.5 < 7


@pytest.mark.parametrize("name", DECKS)
def test_there_is_one_box_for_each_format(boxes, name):
    inside = [(box.net.inner.width - 1, box.net.inner.height - 1) for box in boxes(name)]
    assert inside == [pytest.approx((105, 148)), pytest.approx((70, 120))]


@pytest.mark.parametrize("name", DECKS)
def test_the_boxes_hold_the_whole_deck(boxes, shipped, name):
    assert sum(box.cards for box in boxes(name)) == load(shipped, name).size


def test_the_core_of_jeugdzorg_is_24_stories_and_30_small_cards(boxes):
    assert [box.cards for box in boxes(core=True)] == [24, 30]


def test_copies_count(boxes):
    assert [box.cards for box in boxes(only="S01,W01", copies=7)] == [7, 7]


def test_a_card_that_is_there_twice_counts_twice(eleven):
    deck = load(eleven, "klein")
    look = load_look(eleven, deck)
    cards = chosen(deck, Selection())
    made = build_boxes(deck, look, cards, papers(eleven), "nl_NL", per_card=0.25)
    assert sum(box.cards for box in made) == 17


def test_cards_of_one_format_need_one_box(boxes):
    assert [box.format_name for box in boxes(only="S,B")] == ["a6"]


@pytest.mark.parametrize("per_card", [0.25, 0.35, 0.6])
def test_the_box_is_as_deep_as_all_its_cards_and_a_little_play(boxes, per_card):
    for box in boxes(per_card=per_card):
        assert 0.5 <= box.net.depth - box.cards * per_card <= 2


@pytest.mark.parametrize("name", DECKS)
def test_the_front_says_how_many_cards_are_in_it(boxes, name):
    for box in boxes(name):
        assert f"{box.cards} kaarten" in plain_text(drawn(box.document))


def test_a_box_of_one_card_says_one_card(boxes):
    (box,) = boxes(only="S01")
    text = plain_text(drawn(box.document))
    assert "1 kaart" in text
    assert "1 kaarten" not in text


def counted(cards: tuple[Card, ...], box: Box, deck: Deck) -> list[str]:
    """Return the lines that the back owes us: how many of each kind."""
    look = load_look(Workspace(None), deck)
    own = [card for card in cards if look.template(card).format_name == box.format_name]
    kinds = {card.kind.name: card.kind for card in own}
    totals = {name: sum(card.kind.name == name for card in own) for name in kinds}
    return [
        f"{total} {kinds[name].plural if total > 1 else name}" for name, total in totals.items()
    ]


@pytest.mark.parametrize("name", DECKS)
def test_the_back_says_how_many_of_each_kind(boxes, shipped, name):
    deck = load(shipped, name)
    for box in boxes(name):
        text = plain_text(drawn(box.document))
        for line in counted(chosen(deck, Selection()), box, deck):
            assert line in text


# --- On which paper, and where ----------------------------------------------------------------

THICKNESSES = (0.05, 0.25, 0.35, 0.5, 0.8, 1.0, 1.2, 1.4, 1.6)


@pytest.mark.parametrize("per_card", THICKNESSES)
@pytest.mark.parametrize("only", ["S,B", "V,P,W"])
def test_the_net_lies_where_the_printer_prints(boxes, only, per_card):
    (box,) = boxes(only=only, per_card=per_card)
    room = Rect.of(box.paper.size).grown(-BLANK)
    assert room.contains(on_sheet(box).rect(Rect.of(box.net.size)))


@pytest.mark.parametrize("per_card", THICKNESSES)
@pytest.mark.parametrize("only", ["S,B", "V,P,W"])
def test_all_lines_and_letters_lie_where_the_printer_prints(boxes, only, per_card):
    (box,) = boxes(only=only, per_card=per_card)
    room = Rect.of(box.paper.size).grown(-BLANK)
    inked = [one.box for one in stroked(box.document.pages[0].frame)]
    inked += [
        Rect(one.left, one.top, one.right - one.left, one.bottom - one.top)
        for one in letters(drawn(box.document), 0)
    ]
    assert len(inked) > 100
    outside = [one for one in inked if not room.contains(one, 0.1)]
    assert outside == []


@pytest.mark.parametrize("per_card", THICKNESSES)
@pytest.mark.parametrize("only", ["S,B", "V,P,W"])
def test_no_smaller_paper_would_have_held_the_net(boxes, only, per_card):
    (box,) = boxes(only=only, per_card=per_card)
    net = box.net.size
    for name in list(SHEETS)[: list(SHEETS).index(box.paper.name)]:
        short, long = (side - 2 * BLANK for side in SHEETS[name])
        for width, height in ((short, long), (long, short)):
            assert net.width > width or net.height > height - LEGEND


def test_boxes_of_all_thicknesses_take_all_three_papers(boxes):
    taken = {
        box.paper.name
        for per_card in THICKNESSES
        for only in ("S,B", "V,P,W")
        for box in boxes(only=only, per_card=per_card)
    }
    assert taken == {"A4", "A3", "SRA3"}


def test_the_page_is_as_large_as_the_paper_that_is_named(boxes):
    for per_card in THICKNESSES:
        (box,) = boxes(only="S,B", per_card=per_card)
        page = size_mm(opened(drawn(box.document)).pages[0])
        assert sorted(page) == pytest.approx(SHEETS[box.paper.name], abs=0.05)


def test_a_box_is_one_page_printed_on_one_side(boxes):
    for box in boxes():
        assert (len(box.document.pages), box.document.duplex) == (1, "Simplex")


# --- What is refused --------------------------------------------------------------------------


@pytest.mark.parametrize("per_card", [0.0, -0.25, 2.01, 400.0, float("nan"), float("inf")])
def test_a_card_that_cannot_exist_is_refused(boxes, per_card):
    error = refused(boxes, per_card=per_card)
    assert error.code is ExitCode.USAGE
    assert str(error) == (
        "Een kaart is meer dan 0 en hooguit 2 mm dik.\n  → Gewoon papier van 200 g/m² is 0,25 mm."
    )


def test_the_thickest_card_that_is_let_in_gives_a_box(boxes):
    (box,) = boxes(only="S01", per_card=2.0)
    assert box.net.depth > 2


def test_a_pile_that_no_paper_holds_is_refused_with_what_to_do(boxes):
    error = refused(boxes, per_card=2.0, copies=20)
    assert error.code is ExitCode.USAGE
    assert "past op geen enkel papier" in str(error)
    assert "→ Maak het dunner met --dikte, of kies minder kaarten." in str(error)


# --- Cut, crease and glue ---------------------------------------------------------------------


def test_the_outline_to_cut_is_one_solid_line(boxes):
    for box in boxes():
        net = on_sheet(box).rect(Rect.of(box.net.size))
        whole = [
            one
            for one in stroked(box.document.pages[0].frame)
            if one.box.width == pytest.approx(net.width)
            and one.box.height == pytest.approx(net.height)
        ]
        assert [one.dash for one in whole] == [()]


def test_every_crease_is_dashed_and_never_solid(boxes):
    for box in boxes():
        found = list(stroked(box.document.pages[0].frame))
        for crease in box.net.creases:
            ends = {on_sheet(box).point(*crease[:2]), on_sheet(box).point(*crease[2:])}
            here = [one.dash for one in found if set(one.ends) == ends]
            assert here
            assert all(here)


def test_a_crease_shows_on_white_and_on_colour(boxes):
    for box in boxes():
        placed = box.document.pages[0].frame.figure[0]
        dashed = [item for item in placed.frame.figure if isinstance(item, Stroke) and item.dash]
        for crease in box.net.creases:
            blacks = {
                item.colour.k
                for item in dashed
                if item.path.segments == (("M", crease[:2]), ("L", crease[2:]))
            }
            assert blacks == {0, 100}


@pytest.mark.parametrize("only", [None, "S01", "S01-S04", "W01"])
def test_the_hatching_lies_on_the_glue_flap_and_nowhere_else(boxes, only):
    for box in boxes(only=only):
        net = on_sheet(box).rect(Rect.of(box.net.size))
        hatches = [
            one
            for one in slanted(stroked(box.document.pages[0].frame))
            if one.box.bottom <= net.bottom
        ]
        assert hatches
        outside = [one.box for one in hatches if not glue(box).contains(one.box)]
        assert outside == []


def test_the_glue_flap_carries_no_letters(boxes):
    for box in boxes():
        flap = glue(box)
        pdf = drawn(box.document)
        assert not [
            one.character
            for one in letters(pdf, 0)
            if one.left < flap.right and flap.y < one.bottom < flap.bottom
        ]


def test_the_legend_names_cutting_folding_and_gluing_in_that_order(boxes):
    for box in boxes():
        said = plain_text(drawn(box.document)).split()
        assert [said.index(word) for word in WORDS] == sorted(said.index(word) for word in WORDS)


def test_each_sample_in_the_legend_is_drawn_as_what_it_names(boxes):
    for box in boxes():
        net = on_sheet(box).rect(Rect.of(box.net.size))
        frame = box.document.pages[0].frame
        samples = [one for one in stroked(frame) if one.box.y > net.bottom]
        level = [one for one in samples if one.box.height == 0]
        cut, fold = sorted(level, key=lambda one: one.box.x)
        assert cut.dash == ()
        assert fold.dash
        assert min(one.box.x for one in slanted(iter(samples))) > fold.box.right


def test_the_legend_stands_clear_of_the_net(boxes):
    for per_card in THICKNESSES:
        (box,) = boxes(only="S,B", per_card=per_card)
        low = on_sheet(box).rect(Rect.of(box.net.size)).bottom
        pdf = drawn(box.document)
        legend = [one for one in letters(pdf, 0) if one.top > low]
        assert "snijden" in "".join(one.character for one in legend)


@pytest.mark.parametrize("name", DECKS)
def test_every_letter_on_the_net_stands_on_a_panel(boxes, name):
    for box in boxes(name):
        panels = [on_sheet(box).rect(panel) for panel in box.net.panels.values()]
        low = on_sheet(box).rect(Rect.of(box.net.size)).bottom
        astray = [
            one.character
            for one in letters(drawn(box.document), 0)
            if one.bottom < low
            and one.character.strip()
            and not any(
                panel.contains(
                    Rect(one.left, one.top, one.right - one.left, one.bottom - one.top), 0.05
                )
                for panel in panels
            )
        ]
        assert astray == []
