"""Cards to fold: the paper is cut and folded in space, and looked at from both sides."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import BLACK, Faces, Fill, Frame, Placed, Stroke, rectangle
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.fold import (
    Fold,
    FoldPlan,
    crease_marks,
    cuts_around_folding,
    plan_folded,
    unfolded,
)
from kaartgen.imposition.home_plan import plan_home
from kaartgen.imposition.impose import Sheet, imposed
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Edge, Flip
from tests.imposition.sheets import A4, A6, POKER, RIM, TAROT, edges, formats_on

Point = tuple[float, float]
Line = tuple[float, float, float, float]


@dataclass(frozen=True)
class Job:
    """A plan, the cards to print by it, and the sheets that came out with their creases."""

    folded: FoldPlan
    faces: tuple[Faces, ...]
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Lying:
    """A face on a sheet: how it got there, and what of the sheet its ground may colour."""

    frame: Frame
    onto: Transform
    ink: Rect


def _job(folded: FoldPlan, card: Size, count: int) -> Job:
    faces = tuple(
        Faces(_face(card, 2 * number), _face(card, 2 * number + 1)) for number in range(count)
    )
    plan = folded.plan
    rim = RIM / plan.scale if plan.edge is Edge.RIM else None
    pieces = [unfolded(pair, folded.fold, rim=rim) for pair in faces]
    return Job(folded, faces, tuple(imposed(pieces, repeat(plan))))


def _face(size: Size, number: int) -> Frame:
    ground = Fill(rectangle(Rect.of(size).grown(3)), BLACK)
    own = Fill(rectangle(Rect(10, 10, 1 + number, 1)), BLACK)
    return Frame(size, (ground,), (own,), bleed=3)


@st.composite
def jobs(draw: st.DrawFn) -> Job:
    """One to twelve cards of any format, folded either way."""
    card, paper = draw(formats_on(least=1.0))
    try:
        folded = plan_folded(card, paper, edge=draw(edges))
    except KaartgenError:
        reject()
    return _job(folded, card, draw(st.integers(1, 12)))


def _lying(frame: Frame, job: Job) -> dict[int, Lying]:
    """Return every face on a sheet by its identity, however deep it is placed."""
    known = {id(face) for pair in job.faces for face in (pair.front, pair.back)}
    everything = Rect(-1e6, -1e6, 2e6, 2e6)
    return {id(one.frame): one for one in _found(frame, Transform(), everything, known)}


def _found(frame: Frame, onto: Transform, seen: Rect, known: set[int]) -> Iterator[Lying]:
    for item in (*frame.ground, *frame.figure):
        if not isinstance(item, Placed):
            continue
        inside = item.transform.then(onto)
        clips = [inside.rect(clip) for clip in (item.clip,) if clip]
        here = _common([seen, *clips])
        if id(item.frame) in known:
            ground = [inside.rect(item.ground_clip)] if item.ground_clip else []
            yield Lying(item.frame, inside, _common([here, *ground]))
        else:
            yield from _found(item.frame, inside, here, known)


def _common(rects: list[Rect]) -> Rect:
    x, y = max(rect.x for rect in rects), max(rect.y for rect in rects)
    right, bottom = min(rect.right for rect in rects), min(rect.bottom for rect in rects)
    return Rect(x, y, right - x, bottom - y)


def _pairs(job: Job) -> Iterator[tuple[Sheet, Lying, Lying]]:
    count = 0
    for sheet in job.sheets:
        lying = _lying(sheet.front, job)
        for pair in job.faces:
            if id(pair.front) in lying:
                count += 1
                yield sheet, lying[id(pair.front)], lying[id(pair.back)]
    assert count == len(job.faces)


def _creases(sheet: Sheet, job: Job) -> list[Line]:
    """Return the dashed lines on a sheet, as they are printed."""
    found: list[Line] = []
    for item in crease_marks(sheet.plan, sheet.filled, job.folded.fold):
        if isinstance(item, Stroke) and item.dash:
            (_, (x1, y1)), (_, (x2, y2)) = item.path.segments
            found.append((x1, y1, x2, y2))
    return found


def _folded_over(point: Point, crease: Line) -> Point:
    """Return where a point lies once the paper is folded along a line: half a turn about it."""
    x1, y1, x2, y2 = crease
    length = math.hypot(x2 - x1, y2 - y1)
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    along = (point[0] - x1) * dx + (point[1] - y1) * dy
    foot = x1 + along * dx, y1 + along * dy
    return 2 * foot[0] - point[0], 2 * foot[1] - point[1]


def _between(front: Rect, back: Rect, creases: list[Line]) -> Line:
    """Return the printed line that parts front from back, and runs along both."""
    for x1, y1, x2, y2 in creases:
        upright = abs(x1 - x2) < 1e-6
        sides = [
            (rect.x + rect.width / 2 - x1) if upright else (rect.y + rect.height / 2 - y1)
            for rect in (front, back)
        ]
        middle = front.y + front.height / 2 if upright else front.x + front.width / 2
        runs = (y1 < middle < y2) if upright else (x1 < middle < x2)
        near = abs(abs(sides[0]) - (front.width if upright else front.height) / 2) < 1e-3
        if runs and near and sides[0] * sides[1] < 0:
            return x1, y1, x2, y2
    raise AssertionError("no fold between front and back")


@settings(max_examples=60)
@given(jobs())
def test_folded_every_back_covers_its_front_and_has_its_head_up(job: Job) -> None:
    for sheet, front, back in _pairs(job):
        size = front.frame.size
        trims = [one.onto.rect(Rect.of(size)) for one in (front, back)]
        crease = _between(*trims, _creases(sheet, job))
        for x, y in [(0, 0), (size.width, 0), (0, size.height), (3, 7)]:
            # Turned about its upright axis, a card has its back's left behind its front's right.
            behind = _folded_over(back.onto.point(size.width - x, y), crease)
            assert behind == pytest.approx(front.onto.point(x, y), abs=0.01)


@given(jobs())
def test_neither_side_is_printed_in_mirror_image_or_at_another_scale(job: Job) -> None:
    for _, front, back in _pairs(job):
        for one in (front, back):
            t = one.onto
            assert t.a * t.d - t.b * t.c == pytest.approx(job.folded.plan.scale**2)


@given(jobs())
def test_nothing_is_printed_on_the_back_of_the_paper(job: Job) -> None:
    for sheet in job.sheets:
        assert _lying(sheet.back, job) == {}
        for item in sheet.back.figure:
            assert isinstance(item, Placed)
            assert not item.frame.ground
            assert not any(isinstance(inner, Fill) for inner in item.frame.figure)


@given(jobs())
def test_colours_stop_at_the_fold(job: Job) -> None:
    for sheet, front, back in _pairs(job):
        size = front.frame.size
        trims = [one.onto.rect(Rect.of(size)) for one in (front, back)]
        x1, y1, x2, _ = _between(*trims, _creases(sheet, job))
        rim = RIM if job.folded.plan.edge is Edge.RIM else 0.0
        for one, trim in zip((front, back), trims, strict=True):
            if abs(x1 - x2) < 1e-6:
                low = trim.x + trim.width / 2 < x1
                distance = x1 - one.ink.right if low else one.ink.x - x1
            else:
                low = trim.y + trim.height / 2 < y1
                distance = y1 - one.ink.bottom if low else one.ink.y - y1
            assert distance == pytest.approx(rim, abs=1e-6)


@given(jobs())
def test_with_a_white_rim_colours_stop_before_every_edge(job: Job) -> None:
    if job.folded.plan.edge is Edge.RIM:
        for _, front, back in _pairs(job):
            for one in (front, back):
                trim = one.onto.rect(Rect.of(one.frame.size))
                assert one.ink.x - trim.x == pytest.approx(RIM, abs=1e-6)
                assert trim.bottom - one.ink.bottom == pytest.approx(RIM, abs=1e-6)


@given(jobs())
def test_a_fold_line_is_printed_only_where_the_printer_reaches(job: Job) -> None:
    for sheet in job.sheets:
        area = sheet.plan.paper.printable
        for x1, y1, x2, y2 in _creases(sheet, job):
            assert area.contains(Rect(x1, y1, x2 - x1, y2 - y1))


@settings(max_examples=60)
@given(jobs())
def test_cut_as_told_every_piece_of_paper_folds_along_one_line(job: Job) -> None:
    before, after = cuts_around_folding(job.folded)
    sheet = Rect.of(job.folded.plan.paper.size)
    pieces = [sheet]
    for cut in before:
        pieces = [part for piece in pieces for part in _cut(piece, cut)]
    for piece in pieces:
        lines = set()
        for slot in job.folded.plan.slots:
            trim = slot.trim
            inside = piece.grown(1.01).contains(trim)
            apart = not piece.grown(-0.01).overlaps(trim)
            assert inside or apart
            if inside:
                lines.add(_middle_line(trim, job.folded.fold, lying=slot.lying))
        assert len(lines) <= 1
    assert all(cut.stage > max((one.stage for one in before), default=0) for cut in after)


def _middle_line(trim: Rect, fold: Fold, *, lying: bool) -> tuple[str, float]:
    upright = (fold is Fold.SIDE) is not lying
    if upright:
        return "upright", round(trim.x + trim.width / 2, 2)
    return "lying", round(trim.y + trim.height / 2, 2)


def _cut(piece: Rect, cut) -> list[Rect]:
    at = cut.position
    if cut.direction == "liggend":
        runs = cut.start <= piece.x + piece.width / 2 <= cut.end
        if not runs or not piece.y < at < piece.bottom:
            return [piece]
        upper = Rect(piece.x, piece.y, piece.width, at - piece.y)
        return [upper, Rect(piece.x, at, piece.width, piece.bottom - at)]
    runs = cut.start <= piece.y + piece.height / 2 <= cut.end
    if not runs or not piece.x < at < piece.right:
        return [piece]
    left = Rect(piece.x, piece.y, at - piece.x, piece.height)
    return [left, Rect(at, piece.y, piece.right - at, piece.height)]


@pytest.mark.parametrize(("card", "count"), [(A6, 2), (TAROT, 3), (POKER, 4)])
def test_as_many_cards_as_can_be_folded_lie_on_a4(card: Size, count: int) -> None:
    folded = plan_folded(card, A4, edge=Edge.RIM)
    assert len(folded.plan.slots) == count
    # One fold right across the sheet, before anything is cut.
    assert cuts_around_folding(folded)[0] == []


@given(formats_on(least=1.0), edges)
def test_the_way_to_fold_is_the_one_with_most_cards(job: tuple[Size, Paper], edge: Edge) -> None:
    card, paper = job
    counts = []
    for size in (Size(2 * card.width, card.height), Size(card.width, 2 * card.height)):
        try:
            plan = plan_home(size, paper, flip=Flip.LONG_EDGE, edge=edge)
            counts.append(len(plan.slots))
        except KaartgenError:
            counts.append(0)
    if not any(counts):
        with pytest.raises(KaartgenError):
            plan_folded(card, paper, edge=edge)
        return
    assert len(plan_folded(card, paper, edge=edge).plan.slots) == max(counts)


def test_a_card_too_large_to_fold_is_a_wrong_choice_with_what_to_do() -> None:
    with pytest.raises(KaartgenError) as caught:
        plan_folded(Size(200, 250), A4, edge=Edge.RIM)
    assert caught.value.code is ExitCode.USAGE
    assert "--papier" in str(caught.value)
    assert "zonder --vouw" in str(caught.value)
