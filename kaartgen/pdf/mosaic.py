"""Frames in rows in; pictures of them out, in which what is as before is not made again."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

import pypdfium2
from msgspec import Struct
from PIL import Image

from kaartgen.frame import Cmyk, Fill, Frame, Placed, rectangle
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.pdf.document import Document, Page
from kaartgen.pdf.png import Band, band, png
from kaartgen.pdf.written import written

# Nobody sees this document, but every document has a date.
_DATE: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_MM_PER_INCH: Final = 25.4


class Tile(Struct, frozen=True):
    """A frame with its top left corner at (x, y) in its row; beyond its size nothing is seen."""

    frame: Frame
    x: float
    y: float = 0.0


class Row(Struct, frozen=True):
    """Tiles side by side, in millimetres."""

    height: float
    tiles: tuple[Tile, ...]


class Mosaic(Struct, frozen=True):
    """Rows one under the other on a ground of one colour."""

    width: float
    ground: Cmyk
    rows: tuple[Row, ...]

    def pixels(self, ppi: float) -> tuple[int, int]:
        """Return how wide and high its picture is."""
        return _px(self.width, ppi), sum(_px(row.height, ppi) for row in self.rows)


class _Seen(Struct, frozen=True):
    """A row as it was drawn, and the pixels that came of it."""

    width: float
    ground: Cmyk
    row: Row
    band: Band

    def on(self, mosaic: Mosaic) -> bool:
        """Say whether a mosaic has rows of this width and ground."""
        return (self.width, self.ground) == (mosaic.width, mosaic.ground)

    def others(self, row: Row) -> list[Tile] | None:
        """Return the tiles of a row that are not as in this one, in the same places.

        None if they do not stand in the same places.
        """
        if self.row.height != row.height or len(self.row.tiles) != len(row.tiles):
            return None
        found: list[Tile] = []
        for mine, tile in zip(self.row.tiles, row.tiles, strict=True):
            if (mine.x, mine.y, mine.frame.size) != (tile.x, tile.y, tile.frame.size):
                return None
            if mine.frame != tile.frame:
                found.append(tile)
        return found


class _Job(Struct, frozen=True):
    """A row to make: the one that stood there, if it can be built on, and the tiles to draw."""

    row: Row
    before: _Seen | None
    tiles: Sequence[Tile]


class Rasteriser:
    """Makes pictures of mosaics at `ppi`, and remembers their rows for the next time."""

    def __init__(self, ppi: float, *, grey: bool = False) -> None:
        self._ppi, self._mode = ppi, "L" if grey else "RGB"
        self._seen: dict[str, tuple[_Seen, ...]] = {}

    def pictures(
        self, mosaics: Mapping[str, Mosaic], advance: Callable[[int], None] = lambda _: None
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the PNG of every mosaic that is not as it was the time before.

        `advance` is called with the number of tiles of a row when that is made. A mosaic that is
        not asked for is forgotten.
        """
        before, self._seen = self._seen, {}
        made: list[tuple[str, Mosaic, list[_Job]]] = []
        for name, mosaic in mosaics.items():
            earlier = before.get(name, ())
            jobs = [_job(earlier, mosaic, at) for at in range(len(mosaic.rows))]
            if len(earlier) == len(jobs) and all(job.before and not job.tiles for job in jobs):
                self._seen[name] = earlier
            else:
                made.append((name, mosaic, jobs))
        tiles = (
            (tile.frame, mosaic.ground)
            for _, mosaic, jobs in made
            for job in jobs
            for tile in job.tiles
        )
        with _Drawing(tiles, self._ppi) as drawing, ThreadPoolExecutor(1) as pressing:
            for name, mosaic, jobs in made:
                waiting: list[_Seen | Future[_Seen]] = []
                for job in jobs:
                    if job.before and not job.tiles:
                        waiting.append(job.before)
                        continue
                    # One row is compressed while the next is drawn: neither holds up the other.
                    picture = self._picture(mosaic, job, drawing)
                    waiting.append(pressing.submit(_pressed, mosaic, job.row, picture))
                    advance(len(job.row.tiles))
                rows = [one if isinstance(one, _Seen) else one.result() for one in waiting]
                # Only what came out whole is remembered.
                self._seen[name] = tuple(rows)
                yield name, png([one.band for one in rows], self._ppi)

    def forget(self, name: str) -> None:
        """Make the picture of that name anew the next time."""
        self._seen.pop(name, None)

    def _picture(self, mosaic: Mosaic, job: _Job, drawing: _Drawing) -> Image.Image:
        if job.before:
            picture = job.before.band.picture()
        else:
            size = _px(mosaic.width, self._ppi), _px(job.row.height, self._ppi)
            picture = _in(self._mode, Image.new("RGB", size, drawing.colour(mosaic.ground)))
        for tile in job.tiles:
            at = _px(tile.x, self._ppi), _px(tile.y, self._ppi)
            picture.paste(_in(self._mode, drawing.picture(tile.frame, mosaic.ground)), at)
        return picture


def _pressed(mosaic: Mosaic, row: Row, picture: Image.Image) -> _Seen:
    return _Seen(mosaic.width, mosaic.ground, row, band(picture))


def _job(earlier: Sequence[_Seen], mosaic: Mosaic, at: int) -> _Job:
    """Return what there is to do for a row, beside what stood in its place before."""
    row = mosaic.rows[at]
    before = earlier[at] if at < len(earlier) and earlier[at].on(mosaic) else None
    others = before.others(row) if before else None
    if others is None:
        return _Job(row, None, row.tiles)
    return _Job(row, before, others)


def _in(mode: str, picture: Image.Image) -> Image.Image:
    """Return a picture in a mode; Pillow makes a copy also where it is that already."""
    return picture if picture.mode == mode else picture.convert(mode)


def _px(length: float, ppi: float) -> int:
    return round(length * ppi / _MM_PER_INCH)


class _Drawing:
    """All tiles as pages of one PDF, since fonts are put in once for each PDF.

    A tile that is there more than once is one page.
    """

    def __init__(self, tiles: Iterable[tuple[Frame, Cmyk]], ppi: float) -> None:
        self._ppi = ppi
        self._frames: dict[int, Frame] = {}
        self._at: dict[tuple[int, Cmyk], int] = {}
        self._colours: dict[Cmyk, tuple[int, int, int]] = {}
        pages: list[Page] = []
        for frame, ground in tiles:
            if ground not in self._colours:
                self._colours[ground] = (0, 0, 0)
            key = (id(frame), ground)
            if key not in self._at:
                self._at[key] = len(pages)
                # Kept alive, so that an identity is never another's.
                self._frames[id(frame)] = frame
                pages.append(Page(self._page(frame, ground)))
        grounds = list(self._colours)
        first = len(pages)
        pages.extend(Page(_of_one_colour(Size(5, 5), ground)) for ground in grounds)
        self._pdf: pypdfium2.PdfDocument | None = None
        if pages:
            document = Document(tuple(pages), "proef", "kaartgen", "", "nl-NL", _DATE)
            self._pdf = pypdfium2.PdfDocument(written(document))
            for at, ground in enumerate(grounds, first):
                # What a colour looks like is for the renderer to say.
                seen = self._rendered(at).getpixel((2, 2))
                assert isinstance(seen, tuple)
                self._colours[ground] = (int(seen[0]), int(seen[1]), int(seen[2]))

    def __enter__(self) -> _Drawing:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pdf is not None:
            self._pdf.close()

    def colour(self, ground: Cmyk) -> tuple[int, int, int]:
        """Return what a colour looks like on a screen."""
        return self._colours[ground]

    def picture(self, frame: Frame, ground: Cmyk) -> Image.Image:
        """Return the picture of a tile."""
        picture = self._rendered(self._at[id(frame), ground])
        size = self._pixels(frame)
        return picture if picture.size == size else picture.crop((0, 0, *size))

    def _pixels(self, frame: Frame) -> tuple[int, int]:
        size = frame.size
        scale = self._ppi / _MM_PER_INCH
        return math.ceil(size.width * scale - 0.01), math.ceil(size.height * scale - 0.01)

    def _page(self, frame: Frame, ground: Cmyk) -> Frame:
        """Return the tile on its ground, in a page of whole pixels."""
        wide, high = self._pixels(frame)
        scale = _MM_PER_INCH / self._ppi
        size = Size(wide * scale, high * scale)
        placed = Placed(frame, Transform(), Rect.of(frame.size))
        return Frame(size, (Fill(rectangle(Rect.of(size).grown(1.0)), ground), placed), ())

    def _rendered(self, at: int) -> Image.Image:
        assert self._pdf is not None
        page = self._pdf[at]
        try:
            picture: Image.Image = page.render(scale=self._ppi / 72).to_pil()
            return _in("RGB", picture)
        finally:
            page.close()


def _of_one_colour(size: Size, colour: Cmyk) -> Frame:
    return Frame(size, (Fill(rectangle(Rect.of(size).grown(1.0)), colour),), ())
