"""A document for an office printer in; the same pages for a print shop, with bleed, out."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kaartgen.frame import Fill, Frame, Item, Path, Placed, rectangle
from kaartgen.geometry import Rect, Sides, Size, Transform
from kaartgen.pdf.document import Document, Page
from kaartgen.pdf.ink import within_ink
from kaartgen.pdf.outlines import in_outlines
from kaartgen.products.master import MasterJob

# Half a sheet of A4 is half a millimetre wider than A5, which is what a shop cuts to.
_HALF_A4: Final = Size(148.5, 210)
_A5: Final = Size(148, 210)
# Nearer to the edge than this, something is meant to reach it.
_EDGE_MM: Final = 0.05


def loose_pages(document: Document, job: MasterJob, *, multiple: int) -> Document:
    """Return the pages each with bleed about it, filled up with blank ones to a `multiple`.

    Bars and patterns that run to the edge of the page run on into its bleed.
    """
    bleed = job.bleed or 0.0
    last = document.pages[-1].frame.size
    frames = [page.frame for page in document.pages]
    frames += [Frame(last, (), ())] * (-len(frames) % multiple)
    loose = replace(document, pages=tuple(_page(frame, bleed) for frame in frames), duplex=None)
    if job.outlines:
        loose = in_outlines(loose)
    return loose if job.ink is None else within_ink(loose, job.ink)


def _page(frame: Frame, bleed: float) -> Page:
    card = _A5 if frame.size == _HALF_A4 else frame.size
    size = Size(card.width + 2 * bleed, card.height + 2 * bleed)
    left = bleed - (frame.size.width - card.width) / 2
    reaching = Frame(
        frame.size,
        tuple(_reaching(item, frame.size, bleed) for item in frame.ground),
        tuple(_reaching(item, frame.size, bleed) for item in frame.figure),
    )
    place = Transform.move(left, bleed)
    clip = Rect(-left, -bleed, size.width, size.height)
    trim = Rect(bleed, bleed, card.width, card.height)
    return Page(Frame(size, (), (Placed(reaching, place, clip),)), trim, Rect.of(size))


def _reaching(item: Item, size: Size, bleed: float) -> Item:
    """Return an item with the sides that lie on the edge of the page moved into the bleed."""
    if isinstance(item, Fill):
        box = _box(item.path)
        if box is not None and (grown := _grown(box, size, bleed)) != box:
            return replace(item, path=rectangle(grown))
    elif isinstance(item, Placed) and item.clip is not None:
        seen = item.transform.rect(item.clip)
        if (grown := _grown(seen, size, bleed)) != seen:
            return replace(item, clip=item.transform.inverse().rect(grown))
    return item


def _grown(box: Rect, size: Size, bleed: float) -> Rect:
    return box.outset(
        Sides(
            top=bleed if box.y <= _EDGE_MM else 0.0,
            right=bleed if box.right >= size.width - _EDGE_MM else 0.0,
            bottom=bleed if box.bottom >= size.height - _EDGE_MM else 0.0,
            left=bleed if box.x <= _EDGE_MM else 0.0,
        )
    )


def _box(path: Path) -> Rect | None:
    """Return the rectangle that a path is, or None if it is another shape."""
    points = [numbers for _, numbers in path.segments if numbers]
    if "".join(operator for operator, _ in path.segments) != "MLLLZ":
        return None
    xs, ys = sorted({x for x, _ in points}), sorted({y for _, y in points})
    if len(xs) != 2 or len(ys) != 2:
        return None
    return Rect(xs[0], ys[0], xs[1] - xs[0], ys[1] - ys[0])
