"""Jobs of any paper, format and number as strategies; what lies on a sheet, read from frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

from hypothesis import reject
from hypothesis import strategies as st
from msgspec.structs import replace

from kaartgen.errors import KaartgenError
from kaartgen.frame import BLACK, Faces, Fill, Frame, Placed, Stroke, rectangle
from kaartgen.geometry import Rect, Sides, Size, Transform
from kaartgen.imposition.home_plan import plan_home
from kaartgen.imposition.impose import Sheet, imposed
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Edge, Flip, Plan
from tests.imposition.turning import Segment

RIM = 5.0
BLEED = 1.0
GUTTER = 2.0
A4 = Paper("A4", Size(210, 297), Sides.equal(5))
A6 = Size(105, 148)
TAROT = Size(70, 120)
POKER = Size(63, 88)
USUAL = (A6, TAROT, POKER, Size(57, 89), Size(100, 100), Size(148, 210))


def tenths(low: int, high: int) -> st.SearchStrategy[float]:
    """Lengths in steps of a tenth of a millimetre."""
    return st.integers(low * 10, high * 10).map(lambda number: number / 10)


margins = st.one_of(
    st.sampled_from([0.0, 4.2, 5.0]).map(Sides.equal),
    st.builds(Sides, tenths(0, 25), tenths(0, 25), tenths(0, 25), tenths(0, 25)),
)
# Which edge of a square sheet is the long one, nobody can say.
paper_sizes = st.one_of(
    st.sampled_from([Size(210, 297), Size(297, 210), Size(297, 420), Size(450, 320)]),
    st.builds(Size, tenths(100, 700), tenths(100, 700)),
).filter(lambda size: size.width != size.height)
papers = st.builds(Paper, st.just("proef"), paper_sizes, margins)
flips = st.sampled_from(Flip)
edges = st.sampled_from(Edge)


@st.composite
def formats_on(draw: st.DrawFn, least: float = 0.8, most: float = 4.5) -> tuple[Size, Paper]:
    """A usual format or any other, and paper of which it takes a `least`th to a `most`th part."""
    paper = draw(papers)
    if most > 2 and draw(st.booleans()):
        return draw(st.sampled_from(USUAL)), paper
    parts = st.integers(round(least * 100), round(most * 100))
    width = round(paper.size.width * 100 / draw(parts), 1)
    height = round(paper.size.height * 100 / draw(parts), 1)
    return Size(width, height), paper


@st.composite
def plans(draw: st.DrawFn, edge: st.SearchStrategy[Edge] = edges) -> Plan:
    """Plans for any format on any paper that it fits."""
    card, paper = draw(formats_on())
    try:
        return plan_home(card, paper, flip=draw(flips), edge=draw(edge))
    except KaartgenError:
        reject()


@dataclass(frozen=True)
class Job:
    """A plan, the cards to print by it, and the sheets that came out."""

    plan: Plan
    faces: tuple[Faces, ...]
    sheets: tuple[Sheet, ...]


@st.composite
def jobs(draw: st.DrawFn, edge: st.SearchStrategy[Edge] = edges) -> Job:
    """One to forty cards, imposed."""
    plan = draw(plans(edge))
    return job(plan, draw(st.integers(1, 40)))


def job(plan: Plan, count: int, *, skip: int = 0) -> Job:
    """Return `count` different cards, imposed; the first `skip` slots stay empty."""
    faces = tuple(
        Faces(_face(plan.formats[0], 2 * number), _face(plan.formats[0], 2 * number + 1))
        for number in range(count)
    )
    return Job(plan, faces, tuple(imposed(faces, repeat(plan), skip=skip)))


def _face(size: Size, number: int) -> Frame:
    ground = Fill(rectangle(Rect.of(size).grown(3)), BLACK)
    own = Fill(rectangle(Rect(10, 10, 1 + number, 1)), BLACK)
    return Frame(size, (ground,), (own,), bleed=3)


def cards_on(side: Frame, faces: Sequence[Faces]) -> list[Placed]:
    """Return the faces that lie on one side of a sheet, in the order in which they are drawn."""
    known = {id(face) for pair in faces for face in (pair.front, pair.back)}
    return [item for item in _items(side) if isinstance(item, Placed) and id(item.frame) in known]


def place(card: Placed) -> Rect:
    """Return where the card's trim lies on its page."""
    return card.transform.rect(Rect.of(card.frame.size))


def ink(card: Placed) -> Rect:
    """Return what of the page the card's colours can reach, by its clips."""
    clips = [clip for clip in (card.clip, card.ground_clip) if clip]
    x, y = max(clip.x for clip in clips), max(clip.y for clip in clips)
    right, bottom = min(clip.right for clip in clips), min(clip.bottom for clip in clips)
    return card.transform.rect(Rect(x, y, right - x, bottom - y))


def marks_on(side: Frame, faces: Sequence[Faces]) -> list[Segment]:
    """Return every mark on one side of a sheet, its lower end first."""
    found: list[Segment] = []
    for stroke in strokes_on(side, faces):
        (_, (x1, y1)), (_, (x2, y2)) = stroke.path.segments
        low, high = sorted(((x1, y1), (x2, y2)))
        found.append((*low, *high))
    return sorted(found)


def strokes_on(side: Frame, faces: Sequence[Faces]) -> list[Stroke]:
    """Return all that is printed on one side of a sheet beside the cards: lines and only lines."""
    known = {id(face) for pair in faces for face in (pair.front, pair.back)}
    return list(_strokes(side, Transform(), known))


def _strokes(frame: Frame, onto: Transform, known: set[int]) -> Iterator[Stroke]:
    for item in _items(frame):
        match item:
            case Placed() if id(item.frame) in known:
                continue
            case Placed():
                yield from _strokes(item.frame, item.transform.then(onto), known)
            case Stroke():
                yield replace(item, path=item.path.moved(onto))
            case _:
                raise AssertionError(item)


def _items(frame: Frame) -> tuple[object, ...]:
    return (*frame.ground, *frame.figure)


def box(segment: Segment, half_width: float) -> Rect:
    """Return the strip of ink that a mark is; its ends are cut off square."""
    x1, y1, x2, y2 = segment
    if x1 == x2:
        return Rect(x1 - half_width, y1, 2 * half_width, y2 - y1)
    return Rect(x1, y1 - half_width, x2 - x1, 2 * half_width)
