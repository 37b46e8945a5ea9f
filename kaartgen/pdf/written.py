"""A Document in; its PDF bytes out, with the pages of other PDFs that its artwork is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from kaartgen.frame import ForeignPage, Frame, Placed
from kaartgen.pdf.document import Document
from kaartgen.pdf.draw import drawn


def written(document: Document, advance: Callable[[int], None] = lambda _: None) -> bytes:
    """Return the document as PDF bytes; the same document gives the same bytes.

    `advance` is called with 1 after every page. Raises KaartgenError if a font or a page of another
    PDF cannot be had.
    """
    paths = list(dict.fromkeys(_files(document)))
    if not paths:
        return drawn(document, advance)
    # Most decks have no pages of other programs, and reading those takes a library of its own.
    from kaartgen.pdf.finish import finished  # noqa: PLC0415
    from kaartgen.pdf.foreign import opened  # noqa: PLC0415

    files = {path: opened(path) for path in paths}
    try:
        return finished(document, files, advance)
    finally:
        for file in files.values():
            file.pdf.close()


def _files(document: Document) -> Iterator[Path]:
    """Yield the files that pages are taken from, looking at each frame once."""
    seen: set[int] = set()
    waiting: list[Frame] = [page.frame for page in document.pages]
    while waiting:
        frame = waiting.pop()
        if id(frame) in seen:
            continue
        seen.add(id(frame))
        for item in (*frame.ground, *frame.figure):
            if isinstance(item, ForeignPage):
                yield item.file
            elif isinstance(item, Placed):
                waiting.append(item.frame)
