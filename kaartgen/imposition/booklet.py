"""Pages in reading order in; the sheets of a saddle-stitched booklet out."""

from __future__ import annotations

from collections.abc import Sequence

from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.frame import Frame, Placed
from kaartgen.geometry import Rect, Size, Transform


def signature(count: int) -> list[tuple[int, int, int, int]]:
    """Return for each sheet, from the outside in, the pages on it, counting from 1.

    They are (front left, front right, back left, back right); a page above `count` is blank.
    Raises KaartgenError for a booklet of one page.
    """
    if count < 2:
        raise KaartgenError(
            [
                Problem(
                    "Van één bladzijde is geen boekje te maken.",
                    ExitCode.USAGE,
                    hint="Laat --boekje weg.",
                )
            ]
        )
    total = -(-count // 4) * 4
    return [
        (total - 2 * sheet, 1 + 2 * sheet, 2 + 2 * sheet, total - 1 - 2 * sheet)
        for sheet in range(total // 4)
    ]


def booklet(pages: Sequence[Frame], *, creep: float = 0.0) -> list[Frame]:
    """Return the sides of the sheets, fronts and backs alternating, to flip on the short edge.

    All pages have one size; a sheet is twice as wide. `creep` is how far, in millimetres, the
    innermost sheet would stick out: its pages move that much towards the fold, the ones between
    in proportion.
    """
    size = pages[0].size
    sheets = signature(len(pages))
    spread = Size(2 * size.width, size.height)
    sides: list[Frame] = []
    for number, (front_left, front_right, back_left, back_right) in enumerate(sheets):
        shift = creep * number / max(len(sheets) - 1, 1)
        for left, right in ((front_left, front_right), (back_left, back_right)):
            placed: list[Placed] = []
            for page, x in ((left, shift), (right, size.width - shift)):
                if page <= len(pages):
                    frame = pages[page - 1]
                    half = Rect(0.0 if x < size.width / 2 else size.width, 0, *_wh(size))
                    clip = Rect(half.x - x, 0, size.width, size.height)
                    placed.append(Placed(frame, Transform.move(x, 0), clip))
            sides.append(Frame(spread, (), tuple(placed)))
    return sides


def _wh(size: Size) -> tuple[float, float]:
    return size.width, size.height
