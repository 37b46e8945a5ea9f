"""A designer's file in: a drawing, a page of a PDF or a picture; a frame of it out."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.frame import Frame
from kaartgen.geometry import Size
from kaartgen.layout.picture import PROFILE, SUFFIXES, Photo, opened_picture

PageReader: TypeAlias = Callable[[Path, int], Frame]
"""Takes a PDF and a page counted from 1; returns that page as a frame, vectors as they are."""

DRAWN: Final = frozenset({".svg", ".pdf"})
# What a house style's own mark is called; every other name is that of a file.
LOGO: Final = "logo"


class Artwork(Struct, frozen=True):
    """A file as a frame; of a picture its size in pixels, to be laid down before it is decoded.

    `findings` tell in words what of it could not come over.
    """

    frame: Frame
    findings: tuple[str, ...] = ()
    photo: Photo | None = None


class Opener(Struct, frozen=True):
    """What opens artwork: the press it is for, and what reads pages of PDFs."""

    press: Path = PROFILE
    pages: PageReader | None = None
    # Coarser pictures are refused.
    least_ppi: float = 0.0

    def read(self, file: Path, page: int | None, alt: str, asked: Place) -> Artwork:
        """Return a file as a frame; `asked` is where somebody named it.

        Raises KaartgenError if there is nothing to read in it, placed where it was named.
        """
        try:
            stamp = file.stat()
        except OSError:
            raise _wrong(f"‘{file.name}’ is er niet.", asked, ExitCode.FILE) from None
        try:
            # Another version of a file is another file: `proef --volg` goes on for hours.
            return _read(file, (stamp.st_mtime_ns, stamp.st_size), page, alt, self, asked)
        except KaartgenError as error:
            raise KaartgenError(
                _named(problem, file, asked) for problem in error.problems
            ) from None


@lru_cache(maxsize=64)
def _read(
    file: Path, _: tuple[int, int], page: int | None, alt: str, opener: Opener, asked: Place
) -> Artwork:
    suffix = file.suffix.casefold()
    if suffix != ".pdf" and page is not None:
        raise _wrong(
            f"‘{file.name}’ heeft geen pagina’s.", asked, hint="Haal ‘page’ weg; die is voor pdf’s."
        )
    if suffix == ".svg":
        # Most decks have no drawings.
        from kaartgen.layout.svg.drawing import read_drawing  # noqa: PLC0415

        drawing = read_drawing(file, opener.press)
        return Artwork(drawing.frame, tuple(map(str, drawing.findings)))
    if suffix == ".pdf":
        assert opener.pages is not None  # whoever makes products gives a reader
        return Artwork(opener.pages(file, 1 if page is None else page))
    if suffix not in SUFFIXES:
        raise _wrong(
            f"‘{file.name}’ is geen bestand voor op een kaart.",
            asked,
            hint="Gebruik svg, pdf, png, jpg, tif of webp.",
        )
    found = opened_picture(file, asked)
    size = Size(float(found.width), float(found.height))
    photo = Photo(found, asked, opener.press, opener.least_ppi, alt)
    return Artwork(Frame(size, (), ()), photo=photo)


def artwork_folders(files: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return where artwork may lie: beside a template's files, then in their kaarten/beelden."""
    beside = [file.parent for file in files]
    shared = [
        room.parent / "beelden"
        for folder in beside
        for room in folder.parents
        if room.name == "sjablonen"
    ]
    return tuple(dict.fromkeys((*beside, *shared)))


def find_artwork(folders: tuple[Path, ...], name: str, asked: Place) -> Path:
    """Return the file `name` in the first folder that has it.

    Raises KaartgenError if it is in none, or the name leads out of them.
    """
    for folder in folders:
        try:
            file = (folder / name).resolve()
            if file.is_file() and file.is_relative_to(folder.resolve()):
                return file
        except (OSError, ValueError):  # a name too long, or with a character that no name has
            break
    looked = " en ".join(str(folder.resolve()) for folder in folders)
    raise _wrong(
        f"Het bestand ‘{name}’ is er niet. Gezocht in {looked}.",
        asked,
        ExitCode.FILE,
        "Zet het daar neer, of verbeter de naam.",
    )


def _named(problem: Problem, file: Path, asked: Place) -> Problem:
    """Return a problem of a file with its name in it, at the place where it was named."""
    place = problem.place
    if place is None or place == asked:
        return replace(problem, place=asked)
    line = f", regel {place.line}" if place.line else ""
    name = "" if problem.message.startswith(f"‘{file.name}’") else f"‘{file.name}’{line}: "
    return replace(problem, message=f"{name}{problem.message}", place=asked)


def _wrong(
    message: str, asked: Place, code: ExitCode = ExitCode.AUTHOR, hint: str | None = None
) -> KaartgenError:
    return KaartgenError([Problem(message, code, asked, hint)])
