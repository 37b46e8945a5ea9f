"""Cards to print on one side of the paper: front and back beside each other, and the fold between.

A card that is to be folded is planned as one piece of twice its size, by the same planner; the
piece is a picture like any other face, with a blank back.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.frame import WHITE, Cmyk, Faces, Fill, Frame, Item, Placed, Stroke, line, rectangle
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.imposition.home_plan import HOME_GUTTER, plan_home
from kaartgen.imposition.impose import front_transform
from kaartgen.imposition.marks import Cut, cut_marks, cuts
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Edge, Flip, Plan, Slot

# Long dashes: a cut mark is short and unbroken, so that the two cannot be taken for each other.
DASH: Final = (3.0, 1.5)
_LINE: Final = Cmyk(0, 0, 0, 70)
_WIDTH_PT: Final = 0.5
_UNDER: Final = 0.3
_SAME: Final = 0.01
# So near the edge of the paper nothing is cut off.
_AT_EDGE: Final = 1.0
_GAP: Final = HOME_GUTTER + _SAME

Line: TypeAlias = tuple[float, float, float, float]


class Fold(enum.Enum):
    """Along which edge of the card the paper is folded."""

    SIDE = "zijkant"
    TOP = "bovenkant"

    def unfolded(self, card: Size) -> Size:
        """Return the size of a card and its back beside each other."""
        if self is Fold.SIDE:
            return Size(2 * card.width, card.height)
        return Size(card.width, 2 * card.height)

    def folded(self, size: Size) -> Size:
        """Return the size of the card that such a piece becomes."""
        if self is Fold.SIDE:
            return Size(size.width / 2, size.height)
        return Size(size.width, size.height / 2)

    def front(self, card: Size) -> Rect:
        """Return where the front lies on the unfolded piece: left, or at the foot."""
        return Rect(0.0, 0.0 if self is Fold.SIDE else card.height, card.width, card.height)

    def back(self, card: Size) -> Rect:
        """Return where the back lies on the unfolded piece: right, or at the head."""
        return Rect(card.width if self is Fold.SIDE else 0.0, 0.0, card.width, card.height)

    def crease(self, card: Size) -> Line:
        """Return the line between front and back."""
        if self is Fold.SIDE:
            return card.width, 0.0, card.width, card.height
        return 0.0, card.height, card.width, card.height


class FoldPlan(Struct, frozen=True):
    """A plan of unfolded pieces, and how each is folded."""

    plan: Plan
    fold: Fold


def plan_folded(
    card: Size, paper: Paper, *, edge: Edge, reduce: bool = True, enlarged: float = 1.0
) -> FoldPlan:
    """Return the plan that places most cards, folded along their side or along their top.

    Of equals it is the one with room for its cut marks, then the one nearest to true size, then
    with the fewest strips to fold, then with the shortest folds. Raises KaartgenError if not one
    card fits.
    """
    found: list[tuple[tuple[float, ...], FoldPlan]] = []
    for fold in Fold:
        try:
            plan = plan_home(
                fold.unfolded(card),
                paper,
                flip=Flip.LONG_EDGE,
                edge=edge,
                reduce=reduce,
                enlarged=enlarged,
            )
        except KaartgenError:
            continue
        folded = FoldPlan(plan, fold)
        strips = len(_strips(folded, _stages_before_folding(folded)))
        length = card.height if fold is Fold.SIDE else card.width
        rank = (len(plan.slots), _marked_ways(plan), plan.scale, -strips, -length)
        found.append((rank, folded))
    if not found:
        raise _does_not_fit(Size(card.width * enlarged, card.height * enlarged), paper)
    return max(found, key=lambda one: one[0])[1]


def _marked_ways(plan: Plan) -> int:
    """Count the directions (of two) in which every cut has a mark or follows the paper's edge."""
    marks: list[Line] = []
    for item in cut_marks(plan, plan.slots):
        assert isinstance(item, Stroke)  # marks are lines
        (_, (x1, y1)), (_, (x2, y2)) = item.path.segments
        marks.append((x1, y1, x2, y2))
    size = plan.paper.size
    upright = [x1 for x1, _, x2, _ in marks if abs(x1 - x2) < _SAME]
    lying = [y1 for _, y1, _, y2 in marks if abs(y1 - y2) < _SAME]
    trims = [slot.trim for slot in plan.slots]
    across = all(_is_marked(x, upright, size.width) for t in trims for x in (t.x, t.right))
    along = all(_is_marked(y, lying, size.height) for t in trims for y in (t.y, t.bottom))
    return across + along


def _is_marked(cut: float, marks: Sequence[float], length: float) -> bool:
    at_edge = cut < _AT_EDGE or cut > length - _AT_EDGE
    return at_edge or any(abs(cut - at) < _SAME for at in marks)


def unfolded(faces: Faces, fold: Fold, *, rim: float | None) -> Faces:
    """Return the card as one piece with front and back beside each other, and nothing behind.

    `rim` is the white rim in the card's own millimetres, or None if colours run over the cut. A
    back beside its front lies upright; at the head it stands on its head, so that on the folded
    card both have their head up when it is turned about its upright axis.
    """
    card = faces.front.size
    size = fold.unfolded(card)
    front, back = fold.front(card), fold.back(card)
    onto_back = Transform.move(back.x, back.y)
    if fold is Fold.TOP:
        onto_back = Transform.rotate(180).then(Transform.move(back.right, back.bottom))
    placed = (
        _placed(faces.front, Transform.move(front.x, front.y), front, size, rim),
        _placed(faces.back, onto_back, back, size, rim),
    )
    return Faces(Frame(size, (), placed, faces.front.bleed), Frame(size, (), ()))


def _placed(face: Frame, onto: Transform, panel: Rect, size: Size, rim: float | None) -> Placed:
    if rim is not None:
        trim = Rect.of(face.size)
        return Placed(face, onto, trim, trim.grown(-rim))
    # Ink runs over the outer edges, as far as the sheet lets it, but not over the fold: there the
    # other face begins.
    reach = face.bleed
    x = panel.x - reach if panel.x <= 0 else panel.x
    y = panel.y - reach if panel.y <= 0 else panel.y
    right = panel.right + reach if panel.right >= size.width else panel.right
    bottom = panel.bottom + reach if panel.bottom >= size.height else panel.bottom
    return Placed(face, onto, onto.inverse().rect(Rect(x, y, right - x, bottom - y)))


def panels(slots: Iterable[Slot], fold: Fold) -> Iterator[tuple[Rect, Rect]]:
    """Yield where on the sheet the front and the back of each slot lie."""
    for slot in slots:
        card, onto = fold.folded(slot.format), front_transform(slot)
        yield onto.rect(fold.front(card)), onto.rect(fold.back(card))


def crease_lines(slots: Iterable[Slot], fold: Fold) -> Iterator[Line]:
    """Yield where on the sheet each slot is folded."""
    for slot in slots:
        x1, y1, x2, y2 = fold.crease(fold.folded(slot.format))
        onto = front_transform(slot)
        first, second = sorted((onto.point(x1, y1), onto.point(x2, y2)))
        yield (*first, *second)


def crease_marks(plan: Plan, slots: Sequence[Slot], fold: Fold) -> list[Item]:
    """Return the dashed lines to fold along, as far as the printer reaches."""
    area = plan.printable
    items: list[Item] = []
    for x1, y1, x2, y2 in _joined(crease_lines(slots, fold)):
        x, y = max(x1, area.x), max(y1, area.y)
        right, bottom = min(x2, area.right), min(y2, area.bottom)
        if plan.edge is Edge.BLEED:
            # Under the dashes, so that they show on ink of any colour; the fold hides it.
            under = Rect(x, y, right - x, bottom - y).grown(_UNDER / 2)
            items.append(Fill(rectangle(under), WHITE))
        items.append(Stroke(line(x, y, right, bottom), _LINE, _WIDTH_PT, DASH))
    return items


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Return the lines, those that follow on each other (but for a gutter) made one."""
    found: list[Line] = []
    for x1, y1, x2, y2 in sorted(lines):
        for number, (left, top, right, bottom) in enumerate(found):
            upright = abs(x1 - x2) < abs(y1 - y2)
            if upright and abs(x1 - left) + abs(x1 - right) < _SAME:
                follows = top - _SAME <= y1 <= bottom + _GAP
            else:
                follows = not upright and abs(y1 - top) + abs(y1 - bottom) < _SAME
                follows = follows and left - _SAME <= x1 <= right + _GAP
            if follows:
                found[number] = (left, top, max(x2, right), max(y2, bottom))
                break
        else:
            found.append((x1, y1, x2, y2))
    return found


def cuts_around_folding(folded: FoldPlan) -> tuple[list[Cut], list[Cut]]:
    """Return the cuts to make before folding, and those after, each in order.

    Folded first, front and back are cut at once and have the same edge. But a piece of paper can
    be folded only along one line, so a sheet with several is cut into strips before.
    """
    every, last = cuts(folded.plan), _stages_before_folding(folded)
    before = [cut for cut in every if cut.stage <= last]
    return before, [cut for cut in every if cut.stage > last]


def _stages_before_folding(folded: FoldPlan) -> int:
    last = max((cut.stage for cut in cuts(folded.plan)), default=0)
    for stage in range(last):
        if all(_folds_once(strip, folded.fold) for strip in _strips(folded, stage)):
            return stage
    return last


def _folds_once(strip: Sequence[Slot], fold: Fold) -> bool:
    lines = {
        (abs(x1 - x2) < abs(y1 - y2), round(x1 if abs(x1 - x2) < abs(y1 - y2) else y1, 2))
        for x1, y1, x2, y2 in crease_lines(strip, fold)
    }
    return len(lines) == 1


def _strips(folded: FoldPlan, stage: int) -> list[list[Slot]]:
    """Return the slots on each piece of paper after the cuts of `stage`."""
    made = [cut for cut in cuts(folded.plan) if cut.stage <= stage]
    pieces: list[list[Slot]] = []
    for slot in folded.plan.slots:
        own = next((piece for piece in pieces if not _parted(piece[0], slot, made)), None)
        if own is None:
            pieces.append([slot])
        else:
            own.append(slot)
    return pieces


def _parted(one: Slot, other: Slot, made: Sequence[Cut]) -> bool:
    """Say whether a cut runs between two slots."""
    for cut in made:
        spans, sides = [], []
        for slot in (one, other):
            trim = slot.trim
            lies = cut.direction == "liggend"
            across = trim.y + trim.height / 2 if lies else trim.x + trim.width / 2
            along = trim.x + trim.width / 2 if lies else trim.y + trim.height / 2
            spans.append(cut.start < along < cut.end)
            sides.append(across < cut.position)
        if all(spans) and sides[0] != sides[1]:
            return True
    return False


def _does_not_fit(card: Size, paper: Paper) -> KaartgenError:
    return KaartgenError(
        [
            Problem(
                f"Een kaart van {card.width:g} × {card.height:g} mm past niet met haar achterkant "
                f"ernaast op {paper.name} ({paper.size.width:g} × {paper.size.height:g} mm).",
                ExitCode.USAGE,
                hint="Kies groter papier met --papier, of print zonder --vouw.",
            )
        ]
    )
