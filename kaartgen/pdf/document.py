"""What a PDF is to be, as data: its pages, its title and how a viewer should print it."""

from __future__ import annotations

import datetime
from typing import Final, Literal

from msgspec import Struct

from kaartgen.frame import ForeignPage, Frame, foreign_pages
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
