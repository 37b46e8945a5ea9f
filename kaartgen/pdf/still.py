"""A document in; the same with pages of other PDFs as pictures in the four inks, out.

For shops that take pictures: a page of another program cannot be parted into inks as our own items
can, so it is looked at as a screen shows it.
"""

from __future__ import annotations

import datetime
import functools

import pypdfium2
from msgspec import Struct, field
from msgspec.structs import replace
from PIL import Image, ImageCms

from kaartgen.frame import ForeignPage, Frame, Item, Picture, Raster
from kaartgen.geometry import POINTS_PER_MM, Rect, Size, Transform
from kaartgen.pdf.changed import changed
from kaartgen.pdf.document import Document, Page
from kaartgen.pdf.profile import FOGRA39
from kaartgen.pdf.written import written

# As fine as a press can show.
_PPI = 300


def stilled(document: Document) -> Document:
    """Return the document without pages of other PDFs: each is a picture in its place."""
    return changed(document, _Camera().item)


class _Camera(Struct):
    """Takes a picture of a page once, however often it is placed."""

    taken: dict[ForeignPage, Picture] = field(default_factory=dict)

    def item(self, item: Item) -> Item:
        if not isinstance(item, ForeignPage):
            return item
        if item not in self.taken:
            self.taken[item] = _picture(item)
        return self.taken[item]


def _picture(item: ForeignPage) -> Picture:
    seen = item.seen
    moved = replace(item, onto=item.onto.then(Transform.move(-seen.x, -seen.y)))
    frame = Frame(Size(seen.width, seen.height), (moved,), ())
    nobody = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    pdf = pypdfium2.PdfDocument(written(Document((Page(frame),), "", "", "", "nl-NL", nobody)))
    try:
        shown: Image.Image = pdf[0].render(scale=_PPI / 25.4 / POINTS_PER_MM).to_pil()
    finally:
        pdf.close()
    inks = ImageCms.applyTransform(shown.convert("RGB"), _to_inks())
    assert inks is not None  # only inPlace=True returns None
    raster = Raster(inks.width, inks.height, inks.tobytes())
    return Picture(Rect(seen.x, seen.y, seen.width, seen.height), raster, "")


@functools.cache
def _to_inks() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        str(FOGRA39),
        "RGB",
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
