"""A file in; an opened PDF whose pages can be followed, or what keeps it shut in Dutch."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pikepdf
from msgspec import Struct

from kaartgen.errors import KaartgenError, file_error, reason
from kaartgen.geometry import MM_PER_POINT
from kaartgen.pdf.preflight import colours
from kaartgen.pdf.preflight.matrix import Matrix, boxed
from kaartgen.pdf.preflight.model import (
    Annotation,
    Box,
    FontFacts,
    ImageFacts,
    ObjectId,
    PageFacts,
    Paint,
    Painted,
    Space,
)
from kaartgen.pdf.preflight.resources import Shared
from kaartgen.pdf.preflight.saying import name_of, said
from kaartgen.pdf.preflight.walk import Walk

# Twenty decks of a thousand cards; more is a slip, or meant to keep us busy.
MOST_PAGES: Final = 20_000
_A4: Final = (0.0, 0.0, 595.28, 841.89)
_DEEPEST: Final = 50
# What a foreign file can make one stumble over that follows its objects.
UNFOLLOWED: Final = (
    ValueError,
    IndexError,
    TypeError,
    KeyError,
    AttributeError,
    NotImplementedError,
    pikepdf.PdfError,
)


class Source(Struct, frozen=True):
    """A file's bytes and the PDF in it.

    `sizeless` are the pages that do not say how large they are (qpdf gives them a size once it
    looks at them); `mended` says that the file had to be put right before it could be read.
    """

    path: Path
    data: bytes
    pdf: pikepdf.Pdf
    sizeless: frozenset[ObjectId]
    mended: bool


def opened(path: Path) -> Source:
    """Open a PDF.

    Raises KaartgenError if it is not there, no PDF, locked, damaged or without pages.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise file_error("Dit bestand is er niet.", path) from None
    except OSError as error:
        raise file_error(f"Dit bestand is niet te lezen: {reason(error)}.", path) from None
    if b"%PDF-" not in data[:1024]:
        raise file_error(
            "Dit is geen pdf.", path, "Geef het bestand dat naar de drukker gaat: een pdf."
        )
    try:
        # The pages are not looked at while opening: there may be no end to them.
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True, inherit_page_attributes=False)
        count, sizeless = _counted(pdf)
    except pikepdf.PasswordError:
        raise file_error(
            "Deze pdf is met een wachtwoord op slot.",
            path,
            "Maak hem opnieuw zonder wachtwoord; een drukker kan hem zo ook niet openen.",
        ) from None
    except (pikepdf.PdfError, AttributeError, KeyError, ValueError, RuntimeError):
        raise _damaged(path) from None
    if count == 0:
        raise file_error("Deze pdf heeft geen pagina’s.", path, "Maak hem opnieuw.")
    if count > MOST_PAGES:
        raise file_error(
            f"Deze pdf heeft meer dan {MOST_PAGES} pagina’s.", path, "Splits hem in delen."
        )
    return Source(path, data, pdf, sizeless, bool(pdf.get_warnings()))


def _damaged(path: Path) -> KaartgenError:
    return file_error(
        "Deze pdf is beschadigd en niet te lezen.",
        path,
        "Maak of download hem opnieuw; misschien brak het kopiëren af.",
    )


def _counted(pdf: pikepdf.Pdf) -> tuple[int, frozenset[ObjectId]]:
    """Return the number of pages, and which of them have no MediaBox.

    Counted only as far as one more than is taken: the file's own /Count may say anything, and a
    tree can name one page a million times.
    """
    waiting = [(pdf.Root.Pages, False)]
    sizeless: set[ObjectId] = set()
    pages, nodes = 0, 0
    while waiting and pages <= MOST_PAGES:
        node, above = waiting.pop()
        nodes += 1
        if nodes > 4 * MOST_PAGES:
            return MOST_PAGES + 1, frozenset()
        sized = above or _corners(node.get("/MediaBox")) is not None
        kids = node.get("/Kids")
        if kids is not None:
            waiting.extend((kid, sized) for kid in kids if isinstance(kid, pikepdf.Dictionary))
            continue
        pages += 1
        if not sized:
            sizeless.add(node.objgen)
    return pages, frozenset(sizeless)


def pages(source: Source) -> Iterator[tuple[PageFacts, pikepdf.Dictionary, Matrix]]:
    """Yield every page's facts, the page itself and the matrix from its units to ours.

    Raises KaartgenError if the tree of pages is broken.
    """
    shared = Shared()
    try:
        found = list(source.pdf.pages)
    except (pikepdf.PdfError, RuntimeError):
        raise _damaged(source.path) from None
    for number, page in enumerate(found, 1):
        thing = page.obj
        corners = _corners(inherited(thing, "/MediaBox")) or _A4
        turn = _turn(inherited(thing, "/Rotate"))
        matrix = _shown(corners, turn, _unit(thing))
        group = thing.get("/Group")
        grouped = isinstance(group, pikepdf.Dictionary) and said(group.get("/S")) == "/Transparency"
        boxes = {
            name: _box(thing.get(f"/{name}"), matrix) for name in ("BleedBox", "TrimBox", "ArtBox")
        }
        yield (
            PageFacts(
                number,
                boxed(*corners, matrix),
                thing.objgen not in source.sizeless,
                _box(inherited(thing, "/CropBox"), matrix),
                boxes["BleedBox"],
                boxes["TrimBox"],
                boxes["ArtBox"],
                turn != 0,
                tuple(_annotations(thing, matrix)),
                shared.space(group.get("/CS")) if grouped and group is not None else None,
                grouped,
            ),
            thing,
            matrix,
        )


class _Drawing(Struct, frozen=True):
    """What a page's content paints, apart from which page it is."""

    paints: tuple[Paint, ...]
    fonts: Mapping[ObjectId, FontFacts]
    images: Mapping[ObjectId, ImageFacts]
    spaces: Mapping[Space, Sequence[Box]]
    transfers: frozenset[str]
    unreadable: str | None


def painted(facts: PageFacts, page: pikepdf.Dictionary, matrix: Matrix, shared: Shared) -> Painted:
    """Return a page with everything that it paints; what cannot be followed is said, not raised.

    Pages with the same content, such as the copies of a card, are followed once.
    """
    resources = inherited(page, "/Resources")
    if not isinstance(resources, pikepdf.Dictionary):
        resources = pikepdf.Dictionary()
    try:
        contents = page.get("/Contents")
        data = b"" if contents is None else content_of(contents)
    except (pikepdf.PdfError, AttributeError) as error:
        return Painted(facts, (), {}, {}, {}, unreadable=str(error))
    key = (data, resources.unparse(resolved=False), matrix, facts.media)
    found: _Drawing | None = shared.drawings.get(key)
    if found is None:
        found = _followed(data, page, Walk.of(resources, shared, matrix, facts.media))
        shared.drawings[key] = found
    return Painted(
        facts,
        found.paints,
        found.fonts,
        found.images,
        found.spaces,
        found.transfers,
        found.unreadable,
        id(found),
    )


def _followed(data: bytes, page: pikepdf.Dictionary, walk: Walk) -> _Drawing:
    unreadable = None
    try:
        walk.follow(data, page)
    except UNFOLLOWED as error:
        # Whatever a foreign file made us stumble over, the rest of the page still counts.
        unreadable = str(error) or type(error).__name__
    except RecursionError:
        unreadable = "te diep genest"
    return _Drawing(
        tuple(walk.paints),
        walk.fonts,
        walk.images,
        _spaces(walk.paints),
        frozenset(walk.transfers),
        unreadable,
    )


def _spaces(paints: Sequence[Paint]) -> Mapping[Space, Sequence[Box]]:
    found: dict[Space, list[Box]] = {}
    for paint in paints:
        if paint.colour is not None and paint.kind != "group":
            found.setdefault(paint.colour.space, []).append(paint.box)
    for space, boxes in list(found.items()):
        for base in colours.within(space.base):
            found.setdefault(base, []).extend(boxes)
    return found


def content_of(contents: pikepdf.Object) -> bytes:
    """Return a page's content, be it one stream or several."""
    if isinstance(contents, pikepdf.Array):
        return b"\n".join(one.read_bytes() for one in contents)
    return contents.read_bytes()


def inherited(page: pikepdf.Object, name: str) -> pikepdf.Object | None:
    """Return an entry of a page, or of the nearest node above it that has one."""
    node: pikepdf.Object | None = page
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if name in node:
            return node[name]
        node = node.get("/Parent")
    return None


def _corners(array: pikepdf.Object | None) -> tuple[float, float, float, float] | None:
    if not isinstance(array, pikepdf.Array) or len(array) != 4:
        return None
    try:
        x1, y1, x2, y2 = (float(number) for number in array)
    except (TypeError, ValueError):
        return None
    corners = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    return corners if corners[2] > corners[0] and corners[3] > corners[1] else None


def _box(array: pikepdf.Object | None, matrix: Matrix) -> Box | None:
    corners = _corners(array)
    return boxed(*corners, matrix) if corners else None


def _turn(value: object) -> int:
    try:
        return int(value) % 360 if value is not None else 0  # type: ignore[call-overload]
    except (TypeError, ValueError):
        return 0


def _unit(page: pikepdf.Dictionary) -> float:
    try:
        return float(page.get("/UserUnit", 1)) * MM_PER_POINT
    except (TypeError, ValueError):
        return MM_PER_POINT


def _shown(corners: tuple[float, float, float, float], turn: int, unit: float) -> Matrix:
    """Return the matrix from the page's units to millimetres from the top left, y down."""
    left, low, right, high = (value * unit for value in corners)
    match turn:
        case 90:
            return (0.0, unit, unit, 0.0, -low, -left)
        case 180:
            return (-unit, 0.0, 0.0, unit, right, -low)
        case 270:
            return (0.0, -unit, -unit, 0.0, high, right)
    return (unit, 0.0, 0.0, -unit, -left, high)


def _annotations(page: pikepdf.Dictionary, matrix: Matrix) -> Iterator[Annotation]:
    found = page.get("/Annots")
    if not isinstance(found, pikepdf.Array):
        return
    for one in found:
        if isinstance(one, pikepdf.Dictionary):
            box = _box(one.get("/Rect"), matrix)
            if box is not None:
                yield Annotation(name_of(one.get("/Subtype")), box)
