"""A PDF in; pictures of its pages out (pypdfium2)."""

from __future__ import annotations

import io

import pypdfium2

PPI = 110


def png(pdf: bytes, *, page: int = 0, ppi: float = PPI, grey: bool = False) -> bytes:
    """Return one page as a PNG, in grey by its luminance if asked for."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[page].render(scale=ppi / 72).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    picture.convert("L" if grey else "RGB").save(out, "PNG", dpi=(ppi, ppi))
    return out.getvalue()
