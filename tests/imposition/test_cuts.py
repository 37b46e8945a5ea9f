"""Straight cuts, from edge to edge of the piece in hand, part every card from the others."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given

from kaartgen.geometry import Rect
from kaartgen.imposition.home_plan import plan_home
from kaartgen.imposition.marks import Cut, cuts
from kaartgen.imposition.plan import Edge, Flip, Plan
from tests.imposition.sheets import A4, A6, TAROT, plans

# A blade cannot take less than this off the edge of a sheet.
_SLIVER = 1.0


def _parted(cards: Sequence[Rect]) -> bool:
    """Say whether straight cuts through the whole piece in hand can free every card."""
    if len(cards) <= 1:
        return True
    for lying in (True, False):
        spans = sorted(
            ((card.y, card.bottom) if lying else (card.x, card.right), number)
            for number, card in enumerate(cards)
        )
        groups: list[list[Rect]] = []
        reached = float("-inf")
        for (low, high), number in spans:
            if low >= reached - 1e-6:
                groups.append([])
            groups[-1].append(cards[number])
            reached = max(reached, high)
        if len(groups) > 1:
            return all(_parted(group) for group in groups)
    return False


@given(plans())
def test_straight_cuts_part_all_slots(plan: Plan) -> None:
    assert _parted([slot.trim for slot in plan.slots])


def test_the_check_knows_a_pinwheel_that_no_straight_cut_parts() -> None:
    pinwheel = [Rect(0, 0, 2, 1), Rect(2, 0, 1, 2), Rect(1, 2, 2, 1), Rect(0, 1, 1, 2)]
    assert not _parted(pinwheel)


def _cut_up(plan: Plan) -> list[Rect]:
    """Take the sheet in hand, make each cut in its order and return the pieces of paper."""
    size = plan.paper.size
    pieces = [Rect(0, 0, size.width, size.height)]
    for cut in cuts(plan):
        through = [piece for piece in pieces if _goes_through(cut, piece)]
        assert len(through) == 1, "a cut is made through one piece, from edge to edge"
        piece = through[0]
        pieces.remove(piece)
        if cut.direction == "liggend":
            height = cut.position - piece.y
            pieces.append(Rect(piece.x, piece.y, piece.width, height))
            pieces.append(Rect(piece.x, cut.position, piece.width, piece.height - height))
        else:
            width = cut.position - piece.x
            pieces.append(Rect(piece.x, piece.y, width, piece.height))
            pieces.append(Rect(cut.position, piece.y, piece.width - width, piece.height))
    return pieces


def _goes_through(cut: Cut, piece: Rect) -> bool:
    if cut.direction == "liggend":
        across, along = (piece.x, piece.right), (piece.y, piece.bottom)
    else:
        across, along = (piece.y, piece.bottom), (piece.x, piece.right)
    same = abs(cut.start - across[0]) < 2e-3 and abs(cut.end - across[1]) < 2e-3
    return same and along[0] < cut.position < along[1]


@given(plans())
def test_the_cuts_made_in_their_order_leave_every_card_on_a_piece_of_its_own(plan: Plan) -> None:
    pieces = _cut_up(plan)
    for slot in plan.slots:
        trim = slot.trim
        holding = [piece for piece in pieces if piece.grown(2e-3).contains(trim)]
        assert len(holding) == 1
        left_over = (
            trim.x - holding[0].x,
            trim.y - holding[0].y,
            holding[0].right - trim.right,
            holding[0].bottom - trim.bottom,
        )
        assert max(left_over) <= _SLIVER + 2e-3


@given(plans())
def test_no_cut_goes_through_a_card(plan: Plan) -> None:
    for cut in cuts(plan):
        for slot in plan.slots:
            trim = slot.trim
            lying = cut.direction == "liggend"
            across = (trim.x, trim.right) if lying else (trim.y, trim.bottom)
            along = (trim.y, trim.bottom) if lying else (trim.x, trim.right)
            crossed = along[0] + 0.01 < cut.position < along[1] - 0.01
            reached = cut.start < across[1] - 0.01 and across[0] + 0.01 < cut.end
            assert not (crossed and reached)


def test_two_cuts_part_four_a6_cards_on_a4_and_the_second_is_made_twice() -> None:
    found = cuts(plan_home(A6, A4, flip=Flip.LONG_EDGE, edge=Edge.RIM))
    positions = [(cut.direction, cut.position) for cut in found]
    assert positions == [("liggend", 148.5), ("staand", 105.0), ("staand", 105.0)]


def test_standing_and_lying_tarot_cards_are_parted_by_a_cut_across_the_sheet() -> None:
    found = cuts(plan_home(TAROT, A4, flip=Flip.LONG_EDGE, edge=Edge.RIM))
    across = [cut.position for cut in found if (cut.start, cut.end) == (0, 297)]
    assert across == [10, 130, 200]
