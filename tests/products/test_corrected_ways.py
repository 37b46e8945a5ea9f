"""Printers that err, put right, with every way to print: which side is corrected as which."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from kaartgen.imposition.fold import plan_folded, unfolded
from kaartgen.imposition.home_plan import plan_home
from kaartgen.imposition.impose import imposed
from kaartgen.imposition.plan import RIM, Edge, Flip
from kaartgen.imposition.ways import Printing, Stack, Way
from kaartgen.pdf.document import Page
from kaartgen.products.corrected import corrected
from kaartgen.products.passes import printed
from tests.imposition.press import Press, errors, straight_errors
from tests.imposition.sheets import A4 as A4_PAPER
from tests.imposition.sheets import A6, TAROT, job
from tests.imposition.turning import seen_through
from tests.pdf.small import document
from tests.products.test_corrected import A4, DUPLEX, printer, spots

flips = st.sampled_from(Flip)
cards = st.sampled_from([A6, TAROT])


@settings(max_examples=40)
@given(front=errors, back=errors, flip=flips, card=cards, stack=st.sampled_from(Stack))
def test_in_two_passes_backs_are_corrected_as_backs_whatever_page_they_are(
    front, back, flip, card, stack
):
    press = Press(A4, front, back)
    one = job(plan_home(card, A4_PAPER, flip=flip, edge=Edge.RIM), 9)
    sides = [side for sheet in one.sheets for side in (sheet.front, sheet.back)]
    two_sided = document(*(Page(side) for side in sides), duplex=DUPLEX[flip])
    whole = printed(two_sided, Printing(Way.ONE_SIDE_AT_A_TIME, stack))[""]
    sent = corrected(whole, printer(press, flip, whole=False))
    half = len(sent.pages) // 2
    second = sent.pages[half:] if stack is Stack.TURNED else sent.pages[half:][::-1]
    known = [{id(getattr(pair, side)) for pair in one.faces} for side in ("front", "back")]
    count = 0
    for page, behind in zip(sent.pages[:half], second, strict=True):
        seen = list(spots(page.frame, known[0]))
        for corners, others in zip(seen, spots(behind.frame, known[1]), strict=True):
            count += 1
            turned = (others[1], others[0], others[3], others[2])
            for (x, y), other in zip(corners, turned, strict=True):
                ink = press.put((x, y), press.front)
                through = seen_through(press.put(other, press.back), A4, flip)
                assert math.dist(ink, through) < 0.05
    assert count == 9


@settings(max_examples=20)
@given(front=straight_errors, back=errors, card=cards)
def test_sheets_to_fold_are_all_fronts(front, back, card):
    press = Press(A4, front, back)
    folded = plan_folded(card, A4_PAPER, edge=Edge.RIM)
    faces = job(plan_home(card, A4_PAPER, flip=Flip.LONG_EDGE, edge=Edge.RIM), 3).faces
    pieces = [unfolded(pair, folded.fold, rim=RIM) for pair in faces]
    sheets = list(imposed(pieces, [folded.plan] * 3))
    plain = document(*(Page(sheet.front) for sheet in sheets), duplex="Simplex")
    sent = corrected(plain, printer(press, Flip.LONG_EDGE))
    known = {id(face) for pair in faces for face in (pair.front, pair.back)}
    for sheet, page in zip(sheets, sent.pages, strict=True):
        meant = list(spots(sheet.front, known))
        for corners, wanted in zip(spots(page.frame, known), meant, strict=True):
            for corner, where in zip(corners, wanted, strict=True):
                upright = where
                if sheet.plan.paper.size.width > sheet.plan.paper.size.height:
                    upright = (where[1], sheet.plan.paper.size.width - where[0])
                assert math.dist(press.put(corner, press.front), upright) < 0.05
