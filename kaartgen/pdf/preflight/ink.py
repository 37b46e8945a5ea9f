"""The plates of a page in; how much ink lies on it and where it is too much out, as measured."""

from __future__ import annotations

from typing import Final

import pypdfium2
from msgspec import Struct
from PIL import Image, ImageMath

from kaartgen.pdf.preflight.model import Box, Measured, PageFacts
from kaartgen.pdf.preflight.plates import as_light

# A pixel of a third of a millimetre: smaller than what too much ink does harm on.
_PPI: Final = 72
_LARGEST: Final = 4_000_000
# A rim of mixed pixels between two colours is no ink of its own; this many together are.
_LEAST_PIXELS: Final = 9


class Plates(Struct):
    """Two files that show the plates of a third; to be closed."""

    cmy: pypdfium2.PdfDocument
    k: pypdfium2.PdfDocument

    @classmethod
    def of(cls, data: bytes) -> Plates:
        """Return the plates of a PDF; raises what `as_light` raises, and PdfiumError."""
        return cls(
            pypdfium2.PdfDocument(as_light(data, "cmy")), pypdfium2.PdfDocument(as_light(data, "k"))
        )

    def close(self) -> None:
        """Let go of both files."""
        self.cmy.close()
        self.k.close()

    def measured(self, page: PageFacts, limit: float) -> Measured | None:
        """Return what lies on a page, with the box round where it is above the limit in per cent.

        None if the page is too large to draw.
        """
        seen = (page.crop or page.media).within(page.media)
        if seen.width * seen.height > _LARGEST:
            return None
        plates = [*self._drawn(self.cmy, page).split(), *self._drawn(self.k, page).split()[:2]]
        c, m, y, k, spots = plates
        total = ImageMath.lambda_eval(
            lambda args: 1275 - args["c"] - args["m"] - args["y"] - args["k"] - args["s"],
            c=c.convert("I"),
            m=m.convert("I"),
            y=y.convert("I"),
            k=k.convert("I"),
            s=spots.convert("I"),
        )
        # Marks beside the bleed are on every plate at once: that is what they are for.
        kept = page.bleed_area.within(seen)
        # A box that lies beside its page says nothing.
        kept = kept if kept.width > 1 and kept.height > 1 else seen
        mm = 25.4 / _PPI
        start = round((kept.left - seen.left) / mm), round((kept.top - seen.top) / mm)
        end = round((kept.right - seen.left) / mm), round((kept.bottom - seen.top) / mm)
        total = total.crop((*start, *end))
        most = float(total.getextrema()[1]) / 2.55
        above = None
        # Rounding to a byte for each plate can add a per cent at most.
        if most > limit + 1:
            threshold = (limit + 1) * 2.55
            mask = ImageMath.lambda_eval(
                lambda args: args["convert"](args["t"] > threshold, "L"), t=total
            )
            if mask.histogram()[0] <= mask.width * mask.height - _LEAST_PIXELS:
                left, top, right, bottom = mask.getbbox() or (0, 0, 0, 0)
                above = Box(
                    seen.left + (start[0] + left) * mm,
                    seen.top + (start[1] + top) * mm,
                    seen.left + (start[0] + right) * mm,
                    seen.top + (start[1] + bottom) * mm,
                )
        return Measured(most, above, tuple(_coverage(plate) for plate in plates))

    def _drawn(self, document: pypdfium2.PdfDocument, page: PageFacts) -> Image.Image:
        shown = document[page.number - 1]
        picture: Image.Image = shown.render(
            scale=_PPI / 72, may_draw_forms=False, draw_annots=False
        ).to_pil()
        shown.close()
        return picture.convert("RGB")


def _coverage(plate: Image.Image) -> float:
    """Return how much of the page a plate covers, in per cent."""
    counts = plate.histogram()
    pixels = sum(counts)
    return sum((255 - value) * count for value, count in enumerate(counts)) / 2.55 / pixels
