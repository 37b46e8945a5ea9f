"""A document, fronts and backs alternating, in; the documents for a way to print it out."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.frame import Frame, Placed
from kaartgen.geometry import Transform
from kaartgen.imposition.plan import Flip
from kaartgen.imposition.ways import Printing, Stack, Way, backs_in_order
from kaartgen.pdf.document import Document, Duplex, Page

FRONTS = "-voorkanten"
BACKS = "-achterkanten"


def duplex_for(flip: Flip) -> Duplex:
    """Return what a viewer is told about turning the sheet."""
    return "DuplexFlipLongEdge" if flip is Flip.LONG_EDGE else "DuplexFlipShortEdge"


def flipped(document: Document, flip: Flip) -> Document:
    """Return a two-sided document for a printer that turns sheets about that edge.

    The pages that come out on backs are turned half, unless the document was made for that edge.
    """
    wanted = duplex_for(flip)
    if document.duplex == wanted:
        return document
    pages = tuple(
        _half_turned(page) if number % 2 else page for number, page in enumerate(document.pages)
    )
    return replace(document, pages=pages, duplex=wanted)


def _half_turned(page: Page) -> Page:
    size = page.frame.size
    turn = Transform.rotate(180).then(Transform.move(size.width, size.height))
    return Page(
        Frame(size, (), (Placed(page.frame, turn),)),
        turn.rect(page.trim) if page.trim else None,
        turn.rect(page.bleed) if page.bleed else None,
    )


def printed(document: Document, printing: Printing) -> Mapping[str, Document]:
    """Return the document for that way to print, by the part that each file adds to its name.

    A sheet without a back keeps an empty one, so that the sheets after it stay in step.
    """
    if printing.way in {Way.TWO_SIDED, Way.FOLDED}:
        return {"": document}
    sides = document.pages
    fronts = sides[0::2]
    backs = sides[1::2]
    if len(backs) < len(fronts):
        backs = (*backs, Page(Frame(fronts[-1].frame.size, (), ())))
    backs = backs_in_order([replace(page, back=document.duplex) for page in backs], printing.stack)
    # Bookmarks go: pages that belong together no longer follow each other.
    one_sided = replace(document, duplex="Simplex", outline=())
    if printing.way is Way.FRONTS:
        return {"": replace(one_sided, pages=fronts)}
    if printing.way is Way.BACKS:
        return {"": replace(one_sided, pages=backs)}
    if printing.apart:
        return {
            FRONTS: replace(one_sided, pages=fronts),
            BACKS: replace(one_sided, pages=backs),
        }
    return {"": replace(one_sided, pages=(*fronts, *backs))}


class Passes(Struct, frozen=True):
    """Which pages of which file go through the printer when; pages count from 1.

    `trial` is the sheet that explains: its front is tried first, then its back; it is left out
    where no such sheet is printed.
    """

    sheets: int
    explained: bool
    printing: Printing

    @property
    def trial(self) -> tuple[int, int] | None:
        """The page of the explaining front, and of its back."""
        if not self.explained:
            return None
        last = 1 if self.printing.stack is Stack.TURNED else self._total
        return 1, last + self._before_backs

    @property
    def fronts(self) -> tuple[int, int]:
        """The first and last page of the other fronts."""
        return 1 + self.explained, self._total

    @property
    def backs(self) -> tuple[int, int]:
        """The first and last page of the other backs."""
        start = 1 + (self.explained and self.printing.stack is Stack.TURNED)
        return start + self._before_backs, start + self._before_backs + self.sheets - 1

    @property
    def _total(self) -> int:
        return self.sheets + self.explained

    @property
    def _before_backs(self) -> int:
        return 0 if self.printing.apart else self._total
