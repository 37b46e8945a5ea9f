"""The board that lies under the conversation: an A3 mat with true-size card slots, two-sided.

All positions are those of A3 landscape; other papers show the same drawing smaller or larger.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from kaartgen.content.board import Board, Pace
from kaartgen.content.deck import Deck
from kaartgen.errors import raise_all, usage_error
from kaartgen.frame import Frame, Placed
from kaartgen.geometry import Rect, Transform
from kaartgen.imposition.paper import Paper
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.pdf.document import Document, Page
from kaartgen.products.cards import document_for
from kaartgen.products.leaflet import leaflet
from kaartgen.products.playing_side import A3, WIDTH, Mat, front_frame
from kaartgen.products.reverse import back_frame
from kaartgen.products.signs import missing_signs

# What a step says to the facilitator only.
_FOR_THE_GUIDE: Final = ("doel", "zeg", "doe", "let_op", "overgang", "kaarten", "schrijfvelden")
# Under A4 the fields are too small to write in.
_LEAST_SCALE: Final = 0.69
# On A2 the questions reach 16 points; on A1 the places for values take cards of A5.
LEAST_LARGE: Final = 1.4
LARGE_CARDS: Final = 2.0
# What a printer leaves blank, and how near to the board's edge its texts come.
_RIM: Final = 5.0
_CLEAR: Final = 4.0


class BoardJob(Struct, frozen=True):
    """How to print the board; `large` is for cards of A5 and a legible house style."""

    paper: Paper
    pace: Pace = Pace.WHOLE
    tiles: bool = False
    folded: bool = False
    large: bool = False


def build_board(
    deck: Deck, board: Board, house: HouseStyle, language: str, job: BoardJob
) -> Document:
    """Return the board as a two-sided document.

    Raises KaartgenError if the paper is too small, or with every text too long for its place.
    """
    setter = Setter(house.book, language)
    raise_all(missing_signs(setter, board, unprinted=_FOR_THE_GUIDE))
    if job.folded:
        mat = Mat(deck, board, house, setter, job.pace)
        pages: tuple[Page, ...] = leaflet(mat, job.paper)
        raise_all(mat.misfits)
        return document_for(deck, pages, "dialoogkaart om te vouwen", "DuplexFlipShortEdge")
    paper = job.paper if job.paper.size.width >= job.paper.size.height else job.paper.turned()
    scale = 1.0 if job.tiles else _scale(paper, large=job.large)
    mat = Mat(deck, board, house, setter, job.pace, min(scale, 1.0), not job.tiles, job.large)
    front, back = front_frame(mat), back_frame(mat)
    if job.tiles:
        pages = tuple(Page(frame) for frame in _tiles(front, back, job.paper))
        raise_all(mat.misfits)
        return document_for(deck, pages, "dialoogkaart op twee vellen", "DuplexFlipLongEdge")
    raise_all(mat.misfits)
    pages = tuple(Page(_on_paper(side, paper, scale)) for side in (front, back))
    return document_for(deck, pages, "dialoogkaart", "DuplexFlipShortEdge")


def true_scale(paper: Paper) -> float:
    """Return how many times as large as on A3 the board is on a paper."""
    size = paper.size if paper.size.width >= paper.size.height else paper.size.turned()
    return min(size.width / A3.width, size.height / A3.height)


def _scale(paper: Paper, *, large: bool) -> float:
    """Return what the board is drawn at, or refuse a paper that is too small for it."""
    scale = true_scale(paper)
    if large and scale < LEAST_LARGE:
        raise usage_error(
            f"Op {paper.name} worden de letters van de dialoogkaart niet groot.",
            "Kies A2 of groter.",
        )
    if _LEAST_SCALE <= scale < 1:
        # What keeps clear of a printer's rim on A3 would lie in it when it is drawn smaller.
        scale = (paper.size.height - 2 * _RIM) / (A3.height - 2 * _CLEAR)
    if scale < _LEAST_SCALE:
        raise usage_error(
            f"Op {paper.name} wordt de dialoogkaart te klein om op te schrijven.",
            "Kies A4 of groter, of plak twee vellen A4 aan elkaar met --tegels.",
        )
    return scale


def _on_paper(side: Frame, paper: Paper, scale: float) -> Frame:
    x = (paper.size.width - A3.width * scale) / 2
    y = (paper.size.height - A3.height * scale) / 2
    place = Transform.scale(scale).then(Transform.move(x, y))
    return Frame(paper.size, (), (Placed(side, place, Rect.of(A3)),))


# Two A4 sheets that each print 200 mm: with 5 mm to glue they show 395 of the 420 mm, all of the
# board but its outer edges, which are empty.
_OVERLAP: Final = 5.0


def _tiles(front: Frame, back: Frame, paper: Paper) -> list[Frame]:
    upright = paper if paper.size.height >= paper.size.width else paper.turned()
    area = upright.printable
    if min(upright.size.width, upright.size.height) >= A3.height:
        raise usage_error(
            f"Op één vel {paper.name} past de hele dialoogkaart.", "Laat --tegels weg."
        )
    if 2 * area.width - _OVERLAP < WIDTH or area.height < A3.height - 2 * 6:
        raise usage_error(
            f"Op twee vellen {paper.name} past de dialoogkaart niet.",
            "Gebruik --tegels met --papier A4.",
        )
    first = (A3.width - (2 * area.width - _OVERLAP)) / 2
    second = first + area.width - _OVERLAP
    frames: list[Frame] = []
    for left in (first, second):
        # Turned like a page of a book, the back of the left sheet shows the right of the reverse.
        for side, start in ((front, left), (back, A3.width - left - area.width)):
            place = Transform.move(area.x - start, (upright.size.height - A3.height) / 2)
            seen = Rect(start, 0.0, area.width, A3.height)
            frames.append(Frame(upright.size, (), (Placed(side, place, seen),)))
    return frames
