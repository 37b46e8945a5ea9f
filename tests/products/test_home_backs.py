"""Backs behind fronts in the finished PDF, by the codes that are printed on both."""

from __future__ import annotations

import math

import pytest

from kaartgen.content.deck import Deck
from kaartgen.imposition.plan import Edge, Flip
from tests.products.conftest import MakePrinted
from tests.products.home import (
    OWN_BACK,
    Printed,
    Seen,
    backs,
    backs_seen_through,
    fronts,
)

# A home printer is a millimetre off; the file must not be half a millimetre off.
_NEAR = 0.5
# Five A6 cards on two sheets of four, and seven tarot cards on two sheets of six.
_PARTLY = "S03,S07,B02,F01,I01,V02,V05,P01,P08,W04,W09,R03"

both_flips = pytest.mark.parametrize("flip", Flip)
both_edges = pytest.mark.parametrize("edge", Edge)


def _behind(front: Seen, found: list[Seen]) -> Seen:
    near = [back for back in found if math.dist(front.middle, back.middle) < _NEAR]
    assert len(near) == 1, f"{front.code} has {len(near)} backs behind it"
    return near[0]


def _check_backs(job: Printed) -> int:
    """Look at every card of every sheet from both sides; return how many there are."""
    count = 0
    for front, back in job.sheets:
        behind = backs_seen_through(back, job.flip)
        cards = fronts(front)
        assert len(behind) == len(cards)
        for card in cards:
            found = _behind(card, behind).code
            # An empty card has its letter alone on both sides.
            assert found == (card.code if card.code[0] in OWN_BACK else card.code[0])
        count += len(cards)
    return count


@both_edges
@both_flips
def test_every_back_of_the_deck_lies_behind_its_own_front(
    flip: Flip, edge: Edge, jeugdzorg_printed: MakePrinted
) -> None:
    assert _check_backs(jeugdzorg_printed(flip=flip, edge=edge)) == 54


@pytest.mark.parametrize(
    ("flip", "edge"), [(Flip.LONG_EDGE, Edge.RIM), (Flip.SHORT_EDGE, Edge.BLEED)]
)
def test_so_do_the_backs_of_all_that_ships_with_it(
    flip: Flip, edge: Edge, jeugdzorg: Deck, jeugdzorg_printed: MakePrinted
) -> None:
    count = sum(card.content.aantal for card in jeugdzorg.cards)
    assert _check_backs(jeugdzorg_printed(flip=flip, edge=edge, whole=True)) == count


@both_edges
@both_flips
def test_backs_lie_behind_fronts_on_sheets_that_are_partly_filled(
    flip: Flip, edge: Edge, jeugdzorg_printed: MakePrinted
) -> None:
    job = jeugdzorg_printed(_PARTLY, flip=flip, edge=edge)
    # Of five A6 and seven tarot cards, one and three share the second sheet.
    assert [len(fronts(front)) for front, _ in job.sheets] == [4, 4, 4]
    assert _check_backs(job) == 12


@both_flips
@pytest.mark.parametrize("code", ["S01", "V01"])
def test_the_back_of_a_single_card_lies_behind_it(
    code: str, flip: Flip, jeugdzorg_printed: MakePrinted
) -> None:
    assert _check_backs(jeugdzorg_printed(code, flip=flip)) == 1


@both_edges
@both_flips
def test_every_back_reads_upright_when_its_card_is_turned_about_its_upright_axis(
    flip: Flip, edge: Edge, jeugdzorg_printed: MakePrinted
) -> None:
    job = jeugdzorg_printed(flip=flip, edge=edge)
    for front, back in job.sheets:
        behind = backs_seen_through(back, flip)
        for card in fronts(front):
            seen = _behind(card, behind)
            along = seen.ahead[0] * card.ahead[0] + seen.ahead[1] * card.ahead[1]
            # Through the paper the back's lines run the other way along the front's lines; a
            # shared back has both ways.
            if card.code[0] in OWN_BACK:
                assert along == pytest.approx(-1)
            else:
                assert abs(along) == pytest.approx(1)


@both_flips
def test_no_letter_of_a_back_is_in_mirror_image(flip: Flip, jeugdzorg_printed: MakePrinted) -> None:
    for _, back in jeugdzorg_printed(flip=flip).sheets:
        # In mirror image a code in the upper left corner would read towards the edge of the card.
        assert backs(back)


def _check_kinds(job: Printed) -> None:
    codes = sorted(card.code[0] for front, _ in job.sheets for card in fronts(front))
    assert codes == sorted("SVVPWWBFRJJLLLIKK")
    for front, back in job.sheets:
        behind = backs_seen_through(back, job.flip)
        for card in fronts(front):
            assert _behind(card, behind).code[0] == card.code[0]


@both_edges
@both_flips
def test_backs_of_jokers_votes_and_empty_cards_lie_behind_their_kind(
    flip: Flip, edge: Edge, klein_printed: MakePrinted
) -> None:
    _check_kinds(klein_printed(flip=flip, edge=edge))


@pytest.mark.parametrize("paper", ["A3", "A5"])
@both_flips
def test_backs_lie_behind_fronts_on_other_paper(
    paper: str, flip: Flip, klein_printed: MakePrinted
) -> None:
    _check_kinds(klein_printed(flip=flip, paper=paper))
