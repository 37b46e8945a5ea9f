"""A PDF of another program and a page's number in; that page as a frame, kept as it is, out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.frame import ForeignPage, Frame
from kaartgen.pdf.foreign import opened


def page_frame(path: Path, number: int) -> Frame:
    """Return a page (counted from 1) as a frame of its cut size, with the bleed that it has.

    Raises KaartgenError for a file that is no PDF, is locked or broken, or has no such page.
    """
    stamp = path.stat() if path.exists() else None
    # Whoever works on a design saves it time after time while `proef --volg` looks on.
    frames = _frames(path, (stamp.st_mtime_ns, stamp.st_size) if stamp else None)
    if not 1 <= number <= len(frames):
        there = "1 pagina" if len(frames) == 1 else f"{len(frames)} pagina’s"
        hint = "Haal ‘page’ weg." if len(frames) == 1 else f"Kies 1 tot en met {len(frames)}."
        message = f"‘{path.name}’ heeft {there}; pagina {number} is er niet."
        raise KaartgenError([Problem(message, ExitCode.AUTHOR, Place(path), hint)])
    return frames[number - 1]


@lru_cache(maxsize=16)
def _frames(path: Path, _: tuple[int, int] | None) -> tuple[Frame, ...]:
    file = opened(path)
    try:
        return tuple(
            Frame(
                page.size,
                (ForeignPage(path, number, page.seen_pt, page.onto),),
                (),
                page.bleed,
            )
            for number, page in enumerate(file.pages)
        )
    finally:
        file.pdf.close()
