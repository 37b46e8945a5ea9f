"""Frames in; their items as operators on a reportlab canvas's present page or form out.

Content is written as text through `addLiteral`, since reportlab has no way to set a kerned line.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Final, assert_never

from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFImageXObject,
    PDFName,
    PDFObjectReference,
    PDFResourceDictionary,
)
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kaartgen.frame import (
    EVERY_PLATE,
    Cmyk,
    Fill,
    FontRef,
    ForeignPage,
    Frame,
    GlyphRun,
    Item,
    Picture,
    Placed,
    Raster,
    Spot,
    Stroke,
)
from kaartgen.geometry import MM_PER_POINT, Rect
from kaartgen.pdf.document import Document, foreign_names, repeated_frames
from kaartgen.pdf.operators import inks, matrix, path, rectangle, shown, stroked

_INVERTED: Final = bytes(range(255, -1, -1))


class Pen:
    """Writes items as PDF operators on the canvas's present page or form."""

    def __init__(
        self,
        canvas: Canvas,
        font_of: Callable[[FontRef], TTFont],
        document: Document,
    ) -> None:
        self._canvas, self._font_of = canvas, font_of
        self._repeated = repeated_frames(document)
        self._foreign = foreign_names(document)
        self._spots_apart = document.spots_apart
        self._plate_names: dict[str, str] = {}
        self._forms: dict[tuple[int, str], str] = {}
        self._images: dict[int, str] = {}
        # Frames are kept alive so that an identity is never used twice.
        self._alive: list[Frame | Raster] = []

    def write(self, operators: str) -> None:
        """Write operators as they are."""
        self._canvas.addLiteral(operators)

    def frame(self, frame: Frame, ground_clip: Rect | None) -> None:
        """Write a frame, its ground only within `ground_clip` if there is one."""
        if frame.ground:
            if ground_clip:
                self.write(f"q {rectangle(ground_clip)} W n")
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
                    self.write(f"{self._ink(item.colour)} {path(item.path)} {rule}")
                case Stroke():
                    if item.spot:
                        self._over(item, item.spot)
                    else:
                        self.write(f"{self._line_ink(item.colour)} {stroked(item)}")
                case Picture():
                    self._picture(item)
                case ForeignPage():
                    self.write(f"/{self._foreign[item]} Do")
                case Placed():
                    self._placed(item)
                case _:
                    assert_never(item)

    def _placed(self, item: Placed) -> None:
        self.write(f"q {matrix(item.transform)} cm")
        if item.clip:
            self.write(f"{rectangle(item.clip)} W n")
        if item.shape:
            self.write(f"{path(item.shape)} {'W*' if item.shape.even_odd else 'W'} n")
        self.frame(item.frame, item.ground_clip)
        self.write("Q")

    def _ink(self, colour: Cmyk) -> str:
        """Return the operators that choose the ink for shapes and letters."""
        if colour.spot is None or not self._spots_apart:
            return f"{inks(colour)} k"
        return f"/{self._plate(colour.spot)} cs {colour.share:.4g} scn"

    def _line_ink(self, colour: Cmyk) -> str:
        if colour.spot is None or not self._spots_apart:
            return f"{inks(colour)} K"
        return f"/{self._plate(colour.spot)} CS {colour.share:.4g} SCN"

    def _over(self, item: Stroke, name: str) -> None:
        colour = item.colour
        plate = self._plate(Spot(name, (colour.c, colour.m, colour.y, colour.k)))
        self._canvas.saveState()
        # A line for the knife may leave no white line in the print.
        self._canvas.setStrokeOverprint(name != EVERY_PLATE)
        self.write(f"/{plate} CS 1 SCN {stroked(item)}")
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
        font = self._font_of(run.font)
        document = self._canvas._doc
        parts = font.splitString(run.text, document)
        size = run.size_pt * MM_PER_POINT
        out = [f"BT {self._ink(run.colour)} 1 0 0 -1 {run.x:.3f} {run.y:.3f} Tm"]
        kerns = dict(run.kerns)
        at = 0
        for subset, codes in parts:
            name = font.getSubsetInternalName(subset, document)
            out.append(f"{name} {size:.4f} Tf")
            out.append(shown(codes, at, kerns))
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
