"""A Document in; PDF bytes out, drawn with reportlab. It decides nothing.

Each page starts by turning PDF's coordinates (points, y up) into ours (millimetres, y down).
"""

from __future__ import annotations

import contextlib
import datetime
import io
import os
from collections.abc import Callable, Iterator
from functools import lru_cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.frame import FontRef
from kaartgen.geometry import POINTS_PER_MM, Rect
from kaartgen.pdf.document import Document, fonts_used
from kaartgen.pdf.pen import Pen


def drawn(document: Document, advance: Callable[[int], None] = lambda _: None) -> bytes:
    """Return the document as PDF 1.4 bytes; the same document gives the same bytes.

    A foreign page is only named, as a form that `finish` puts into the file. `advance` is called
    with 1 after every page. Raises KaartgenError if a font cannot be embedded.
    """
    # ASCII85 makes files a quarter larger and gains nothing today.
    rl_config.useA85 = 0
    buffer = io.BytesIO()
    fonts = _Fonts(document)
    with _without_epoch():
        canvas = _canvas(buffer, document, fonts)
    _describe(canvas, document)
    pen = Pen(canvas, fonts.of, document)
    for number, page in enumerate(document.pages):
        size = page.frame.size
        width, height = size.width * POINTS_PER_MM, size.height * POINTS_PER_MM
        canvas.setPageSize((width, height))
        # reportlab keeps these for all following pages, so they are set on every page.
        canvas.setTrimBox(_box(page.trim or Rect.of(size), height))
        canvas.setBleedBox(_box(page.bleed or page.trim or Rect.of(size), height))
        pen.write(f"{POINTS_PER_MM:.6f} 0 0 {-POINTS_PER_MM:.6f} 0 {height:.4f} cm")
        pen.frame(page.frame, None)
        _bookmark(canvas, document, number)
        canvas.showPage()
        advance(1)
    fonts.subset(canvas)
    fonts.release()
    return buffer.getvalue()


def _canvas(buffer: io.BytesIO, document: Document, fonts: _Fonts) -> Canvas:
    first = document.pages[0].frame.size
    return Canvas(
        buffer,
        pagesize=(first.width * POINTS_PER_MM, first.height * POINTS_PER_MM),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 4),
        # Without this reportlab names Helvetica, which is not embedded, on every page.
        initialFontName=fonts.any_name,
        lang=document.language,
        enforceColorSpace="CMYK",
    )


@contextlib.contextmanager
def _without_epoch() -> Iterator[None]:
    """Keep SOURCE_DATE_EPOCH from reportlab, which stumbles over one that is no number.

    The date has been decided by then: it is the document's.
    """
    epoch = os.environ.pop("SOURCE_DATE_EPOCH", None)
    try:
        yield
    finally:
        if epoch is not None:
            os.environ["SOURCE_DATE_EPOCH"] = epoch


def _describe(canvas: Canvas, document: Document) -> None:
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.subject)
    canvas.setCreator("kaartgen")
    if document.keywords:
        canvas.setKeywords(", ".join(document.keywords))
    canvas.setProducer("kaartgen")
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if document.duplex:
        canvas.setViewerPreference("Duplex", document.duplex)
    stamp = canvas._doc._timeStamp  # reportlab offers no way to give it a date
    moment = document.date.astimezone(datetime.UTC)
    stamp.t = moment.timestamp()
    stamp.lt = moment.timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]


def _bookmark(canvas: Canvas, document: Document, page: int) -> None:
    for at, (title, where, level) in enumerate(document.outline):
        if where == page:
            canvas.bookmarkPage(f"b{at}", fit="Fit")
            canvas.addOutlineEntry(title, f"b{at}", level, closed=level == 0)


def _box(rect: Rect, page_height: float) -> tuple[float, float, float, float]:
    top, bottom = rect.y * POINTS_PER_MM, rect.bottom * POINTS_PER_MM
    return (
        round(rect.x * POINTS_PER_MM, 4),
        round(page_height - bottom, 4),
        round(rect.right * POINTS_PER_MM, 4),
        round(page_height - top, 4),
    )


class _Fonts:
    """The document's fonts as reportlab knows them, registered under names of their own."""

    def __init__(self, document: Document) -> None:
        self._fonts: dict[FontRef, TTFont] = {}
        for ref in fonts_used(document):
            try:
                font = _opened(ref, ref.file.stat().st_mtime_ns)
            except (TTFError, OSError) as error:
                raise _not_embedded(ref) from error
            pdfmetrics.registerFont(font)
            self._fonts[ref] = font

    @property
    def any_name(self) -> str | None:
        return next((font.fontName for font in self._fonts.values()), None)

    def of(self, ref: FontRef) -> TTFont:
        return self._fonts[ref]

    def subset(self, canvas: Canvas) -> None:
        """Finish the file, in which only now the letters are put that were used."""
        try:
            canvas.save()
        except Exception as error:
            for ref, font in self._fonts.items():
                _check_letters(ref, font, error)
            raise

    def release(self) -> None:
        for font in self._fonts.values():
            font.state.clear()
            pdfmetrics._fonts.pop(font.fontName, None)


def _check_letters(ref: FontRef, font: TTFont, error: Exception) -> None:
    """Raise KaartgenError if it is this font's letters that cannot be taken out of it."""
    for state in font.state.values():
        for letters in state.subsets:
            try:
                font.face.makeSubset(letters)
            except Exception:  # in a file with faults anything can be out of bounds
                raise _not_embedded(ref) from error


def _not_embedded(ref: FontRef) -> KaartgenError:
    return KaartgenError(
        [
            Problem(
                "Dit lettertype is niet in te sluiten: er zitten fouten in.",
                ExitCode.FONT,
                Place(ref.file),
                "Download het opnieuw, of kies in de huisstijl een ander lettertype.",
            )
        ]
    )


@lru_cache(maxsize=32)
def _opened(ref: FontRef, _: int) -> TTFont:
    """Open a font, once while its file is not changed: reading one takes 10 ms.

    What a document does with it is in its state, which is cleared when the document is done.
    """
    return TTFont(f"kaartgen-{ref.name}", str(ref.file))
