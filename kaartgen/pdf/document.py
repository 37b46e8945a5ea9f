"""What a PDF is to be, as data: its pages, its title and how a viewer should print it.

A Document in; out also comes what its pages share: fonts, foreign pages, repeated frames.
"""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Final, Literal

from msgspec import Struct

from kaartgen.frame import FontRef, ForeignPage, Frame, GlyphRun, Placed, foreign_pages
from kaartgen.geometry import Rect

# Among the keywords of a file of press sheets: whoever looks it over knows what its marks are for.
PRESS_SHEET: Final = "drukvel"
# And where every sheet has a page for its front and one for its back.
SHEETWISE: Final = "schoon-en-weerdruk"

Duplex = Literal["DuplexFlipLongEdge", "DuplexFlipShortEdge", "Simplex"]


class Page(Struct, frozen=True):
    """One page: a frame as large as the media, and its boxes in the frame's millimetres.

    `back` says of a page for the back of a sheet how that is turned, where the document does not.
    """

    frame: Frame
    trim: Rect | None = None
    bleed: Rect | None = None
    back: Duplex | None = None


class Document(Struct, frozen=True):
    """The pages of one file and what its properties say.

    Where `spots_apart`, a spot colour is on a plate of its own; else it is printed in four inks.
    """

    pages: tuple[Page, ...]
    title: str
    author: str
    subject: str
    language: str
    date: datetime.datetime
    duplex: Duplex | None = None
    keywords: tuple[str, ...] = ()
    # Bookmarks in order: title, page counted from 0, and level counted from 0.
    outline: tuple[tuple[str, int, int], ...] = ()
    spots_apart: bool = False

    def back_of(self, number: int) -> Duplex | None:
        """Return how the sheet is turned to print a page, counted from 0; None for a front."""
        two_sided = self.duplex in ("DuplexFlipLongEdge", "DuplexFlipShortEdge")
        in_turn = self.duplex if two_sided and number % 2 else None
        return self.pages[number].back or in_turn


def foreign_names(document: Document) -> dict[ForeignPage, str]:
    """Return what each foreign page is called in the file; equal ones are one."""
    names: dict[ForeignPage, str] = {}
    for page in document.pages:
        for item in foreign_pages(page.frame):
            names.setdefault(item, f"vreemd{len(names) + 1}")
    return names


def repeated_frames(document: Document) -> set[int]:
    """Return the identities of the frames that are placed more than once and can be forms.

    One with a foreign page cannot: that page is a form itself, named by the page it is on.
    """
    counts: Counter[int] = Counter()
    placed: list[Frame] = []

    def count(frame: Frame) -> None:
        for item in (*frame.ground, *frame.figure):
            if isinstance(item, Placed):
                counts[id(item.frame)] += 1
                if counts[id(item.frame)] == 1:
                    placed.append(item.frame)
                    count(item.frame)

    for page in document.pages:
        count(page.frame)
    return {
        id(frame)
        for frame in placed
        if counts[id(frame)] > 1 and next(foreign_pages(frame), None) is None
    }


def fonts_used(document: Document) -> list[FontRef]:
    """Return the fonts of all text on the pages, by name."""
    refs: dict[FontRef, None] = {}
    seen: set[int] = set()
    for page in document.pages:
        _collect(page.frame, refs, seen)
    return sorted(refs, key=lambda ref: ref.name)


def _collect(frame: Frame, refs: dict[FontRef, None], seen: set[int]) -> None:
    if id(frame) in seen:
        return
    seen.add(id(frame))
    for item in (*frame.ground, *frame.figure):
        if isinstance(item, GlyphRun):
            refs[item.font] = None
        elif isinstance(item, Placed):
            _collect(item.frame, refs, seen)
