"""A Document in; PDF bytes out. The only place where reportlab is met; it decides nothing.

Each page starts by turning PDF's coordinates (points, y up) into ours (millimetres, y down).
Content is written as text through `addLiteral`, since reportlab has no way to set a kerned line.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final, assert_never

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFImageXObject,
    PDFName,
    PDFObjectReference,
    PDFResourceDictionary,
)
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.frame import (
    EVERY_PLATE,
    Cmyk,
    Fill,
    FontRef,
    ForeignPage,
    Frame,
    GlyphRun,
    Item,
    Path,
    Picture,
    Placed,
    Raster,
    Spot,
    Stroke,
    foreign_pages,
)
from kaartgen.geometry import MM_PER_POINT, POINTS_PER_MM, Rect, Transform
from kaartgen.pdf.document import Document, Page, foreign_names

# A circle of 0.5523 r is closest to round; three decimals of a millimetre are a micrometre.
_OPERATORS: Final = {"M": "m", "L": "l", "C": "c", "Z": "h"}
# What PDF takes where nothing is said of how far corners may reach.
_MITER: Final = 10.0
_INVERTED: Final = bytes(range(255, -1, -1))
_FORMATS: Final = {0: "", 2: "%.3f %.3f ", 6: "%.3f %.3f %.3f %.3f %.3f %.3f "}


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
    pen = _Pen(canvas, fonts, document)
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


def _repeated(pages: Sequence[Page]) -> set[int]:
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

    for page in pages:
        count(page.frame)
    return {
        id(frame)
        for frame in placed
        if counts[id(frame)] > 1 and next(foreign_pages(frame), None) is None
    }


class _Fonts:
    """The document's fonts as reportlab knows them, registered under names of their own."""

    def __init__(self, document: Document) -> None:
        self._fonts: dict[FontRef, TTFont] = {}
        refs: dict[FontRef, None] = {}
        seen: set[int] = set()
        for page in document.pages:
            _collect(page.frame, refs, seen)
        for ref in sorted(refs, key=lambda ref: ref.name):
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


def _collect(frame: Frame, refs: dict[FontRef, None], seen: set[int]) -> None:
    if id(frame) in seen:
        return
    seen.add(id(frame))
    for item in (*frame.ground, *frame.figure):
        if isinstance(item, GlyphRun):
            refs[item.font] = None
        elif isinstance(item, Placed):
            _collect(item.frame, refs, seen)


class _Pen:
    """Writes items as PDF operators on the canvas's present page or form."""

    def __init__(
        self,
        canvas: Canvas,
        fonts: _Fonts,
        document: Document,
    ) -> None:
        self._canvas, self._fonts = canvas, fonts
        self._repeated = _repeated(document.pages)
        self._foreign = foreign_names(document)
        self._spots_apart = document.spots_apart
        self._plate_names: dict[str, str] = {}
        self._forms: dict[tuple[int, str], str] = {}
        self._images: dict[int, str] = {}
        # Frames are kept alive so that an identity is never used twice.
        self._alive: list[Frame | Raster] = []

    def write(self, operators: str) -> None:
        self._canvas.addLiteral(operators)

    def frame(self, frame: Frame, ground_clip: Rect | None) -> None:
        if frame.ground:
            if ground_clip:
                self.write(f"q {_rect(ground_clip)} W n")
            self._layer(frame, "ground")
            if ground_clip:
                self.write("Q")
        if frame.figure:
            self._layer(frame, "figure")

    def _layer(self, frame: Frame, layer: str) -> None:
        items = frame.ground if layer == "ground" else frame.figure
        if id(frame) not in self._repeated:
            self._items(items)
            return
        key = (id(frame), layer)
        if key not in self._forms:
            self._alive.append(frame)
            # Named before it is made: a form inside it takes the next name.
            self._forms[key] = f"vorm{len(self._forms) + 1}"
            self._form(self._forms[key], items, frame)
        self._canvas.doForm(self._forms[key])

    def _form(self, name: str, items: Sequence[Item], frame: Frame) -> None:
        # Scales and tiles of a pattern reach a little beyond the bleed before they are clipped.
        reach = max(frame.bleed, 1.0) + 20.0
        self._canvas.beginForm(
            name, -reach, -reach, frame.size.width + reach, frame.size.height + reach
        )
        self._items(items)
        self._canvas.endForm(**self._plates())

    def _plates(self) -> dict[str, PDFResourceDictionary]:
        """Return what a form with plates of its own needs: reportlab leaves those out of it."""
        canvas = self._canvas
        if not canvas._colorsUsed:
            return {}
        resources = PDFResourceDictionary()
        resources.basicFonts()
        resources.allProcs()
        resources.setColorSpace(canvas._colorsUsed)
        if state := canvas._extgstate.getState():
            resources.ExtGState = state
        if canvas._formsinuse:
            resources.XObject = canvas._doc.xobjDict(canvas._formsinuse)
        return {"Resources": resources}

    def _items(self, items: Sequence[Item]) -> None:
        for item in items:
            match item:
                case GlyphRun():
                    self._glyphs(item)
                case Fill():
                    rule = "f*" if item.path.even_odd else "f"
                    self.write(f"{self._ink(item.colour)} {_path(item.path)} {rule}")
                case Stroke():
                    if item.spot:
                        self._over(item, item.spot)
                    else:
                        self.write(f"{self._line_ink(item.colour)} {_stroke(item)}")
                case Picture():
                    self._picture(item)
                case ForeignPage():
                    self.write(f"/{self._foreign[item]} Do")
                case Placed():
                    self._placed(item)
                case _:
                    assert_never(item)

    def _placed(self, item: Placed) -> None:
        self.write(f"q {_matrix(item.transform)} cm")
        if item.clip:
            self.write(f"{_rect(item.clip)} W n")
        if item.shape:
            self.write(f"{_path(item.shape)} {'W*' if item.shape.even_odd else 'W'} n")
        self.frame(item.frame, item.ground_clip)
        self.write("Q")

    def _ink(self, colour: Cmyk) -> str:
        """Return the operators that choose the ink for shapes and letters."""
        if colour.spot is None or not self._spots_apart:
            return f"{_inks(colour)} k"
        return f"/{self._plate(colour.spot)} cs {colour.share:.4g} scn"

    def _line_ink(self, colour: Cmyk) -> str:
        if colour.spot is None or not self._spots_apart:
            return f"{_inks(colour)} K"
        return f"/{self._plate(colour.spot)} CS {colour.share:.4g} SCN"

    def _over(self, item: Stroke, name: str) -> None:
        colour = item.colour
        plate = self._plate(Spot(name, (colour.c, colour.m, colour.y, colour.k)))
        self._canvas.saveState()
        # A line for the knife may leave no white line in the print.
        self._canvas.setStrokeOverprint(name != EVERY_PLATE)
        self.write(f"/{plate} CS 1 SCN {_stroke(item)}")
        self._canvas.restoreState()

    def _plate(self, spot: Spot) -> str:
        """Return how a page calls a plate, which is put into the file once."""
        if spot.name not in self._plate_names:
            short = f"plaat{len(self._plate_names) + 1}"
            self._canvas._doc.Reference(_separation(spot), short)
            self._plate_names[spot.name] = short
        short = self._plate_names[spot.name]
        self._canvas._colorsUsed[short] = short
        return short

    def _glyphs(self, run: GlyphRun) -> None:
        font = self._fonts.of(run.font)
        document = self._canvas._doc
        parts = font.splitString(run.text, document)
        size = run.size_pt * MM_PER_POINT
        out = [f"BT {self._ink(run.colour)} 1 0 0 -1 {run.x:.3f} {run.y:.3f} Tm"]
        kerns = dict(run.kerns)
        at = 0
        for subset, codes in parts:
            name = font.getSubsetInternalName(subset, document)
            out.append(f"{name} {size:.4f} Tf")
            out.append(_shown(codes, at, kerns))
            at += len(codes)
        out.append("ET")
        self.write(" ".join(out))

    def _picture(self, item: Picture) -> None:
        key = id(item.raster)
        if key not in self._images:
            self._alive.append(item.raster)
            name = f"beeld{len(self._images) + 1}"
            self._images[key] = _image(self._canvas, item.raster, name)
        rect = item.rect
        # Pictures are drawn upwards from their lower left corner.
        self.write(
            f"q {rect.width:.3f} 0 0 {-rect.height:.3f} {rect.x:.3f} {rect.bottom:.3f} cm "
            f"/{self._canvas._doc.getXObjectName(self._images[key])} Do Q"
        )
        # What names it among the resources of the page or form.
        self._canvas._formsinuse.append(self._images[key])


def _image(canvas: Canvas, raster: Raster, name: str) -> str:
    """Put a raster into the file and return its name; reportlab's own way makes no CMYK masks."""
    image = PDFImageXObject(name)
    image.colorSpace = "DeviceGray" if raster.grey else "DeviceCMYK"
    if raster.jpeg:
        image._filters, image.streamContent = ("DCTDecode",), raster.pixels
        # By custom CMYK lies in a JPEG upside down.
        image._dotrans = int(not raster.grey)
    else:
        # Our grey is ink, the file's is light.
        light = raster.pixels.translate(_INVERTED) if raster.grey else raster.pixels
        image._filters, image.streamContent = ("FlateDecode",), zlib.compress(light)
    if raster.alpha is not None:
        mask = PDFImageXObject(f"{name}-masker")
        mask._filters, mask.streamContent = ("FlateDecode",), zlib.compress(raster.alpha)
        image.smask = _kept(canvas, mask, raster)
    _kept(canvas, image, raster)
    return name


def _kept(canvas: Canvas, image: PDFImageXObject, raster: Raster) -> PDFObjectReference:
    image.width, image.height, image.bitsPerComponent = raster.width, raster.height, 8
    canvas._doc.addForm(image.name, image)
    return canvas._doc.Reference(image, canvas._doc.getXObjectName(image.name))


def _shown(codes: bytes, at: int, kerns: dict[int, int]) -> str:
    """Return the operator that shows one subset's codes, with the kerning between them."""
    stops = [index - at + 1 for index in kerns if at <= index < at + len(codes)]
    if not stops:
        return f"<{codes.hex()}> Tj"
    pieces: list[str] = []
    start = 0
    for stop in sorted(stops):
        pieces.append(f"<{codes[start:stop].hex()}>{-kerns[stop - 1 + at]}")
        start = stop
    if start < len(codes):
        pieces.append(f"<{codes[start:].hex()}>")
    return f"[{''.join(pieces)}] TJ"


def _separation(spot: Spot) -> PDFArrayCompact:
    """Return a plate's colour space: a share of the ink looks like that share of the four inks."""
    alike = PDFArrayCompact([round(ink / 100, 5) for ink in spot.alike])
    function = PDFDictionary(
        {
            "FunctionType": 2,
            "Domain": PDFArrayCompact((0, 1)),
            "C0": PDFArrayCompact((0, 0, 0, 0)),
            "C1": alike,
            "N": 1,
        }
    )
    return PDFArrayCompact(
        (PDFName("Separation"), PDFName(spot.name), PDFName("DeviceCMYK"), function)
    )


def _inks(colour: Cmyk) -> str:
    return " ".join(f"{ink / 100:.4g}" for ink in (colour.c, colour.m, colour.y, colour.k))


def _path(path: Path) -> str:
    return " ".join(
        [_FORMATS[len(numbers)] % numbers + _OPERATORS[op] for op, numbers in path.segments]
    )


def _stroke(item: Stroke) -> str:
    width = item.width_pt * MM_PER_POINT
    # Each comes with what undoes it, since a page's lines are not wrapped one by one.
    pen: list[tuple[str, str]] = []
    if item.dash:
        lengths = " ".join(f"{length:.3f}" for length in item.dash)
        pen.append((f"[{lengths}] {item.phase:.4g} d", "[] 0 d"))
    if item.cap:
        pen.append((f"{item.cap} J", "0 J"))
    if item.join:
        pen.append((f"{item.join} j", "0 j"))
    if item.miter != _MITER:
        pen.append((f"{item.miter:.4g} M", "10 M"))
    before = "".join(f"{one} " for one, _ in pen)
    after = "".join(f" {one}" for _, one in pen)
    return f"{width:.4f} w {before}{_path(item.path)} S{after}"


def _rect(rect: Rect) -> str:
    return f"{rect.x:.3f} {rect.y:.3f} {rect.width:.3f} {rect.height:.3f} re"


def _matrix(t: Transform) -> str:
    # PDF knows no exponents, and seven decimals are a micrometre over ten metres.
    turned = [f"{part:.7f}".rstrip("0").rstrip(".") for part in (t.a, t.b, t.c, t.d)]
    return f"{' '.join(turned)} {t.e:.4f} {t.f:.4f}"
