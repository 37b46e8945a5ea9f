"""What a print shop wants of a file, as data: bleed, order of pages, inks, kind of PDF/X."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from kaartgen.geometry import Size

PdfX: TypeAlias = Literal["4", "1a", "3", "geen"]
Order: TypeAlias = Literal[
    "afwisselend", "achter-eerst", "voorkanten-een-achterkant", "twee-bestanden"
]
FileKind: TypeAlias = Literal["pdf", "png", "jpg", "tiff"]
PDFX_NAMES: Final = {"4": "PDF/X-4", "1a": "PDF/X-1a:2003", "3": "PDF/X-3:2002"}
# What is asked of a shop that nobody named.
GENERAL: Final = "drukker"


class PrintShop(Struct, frozen=True):
    """What a shop wants of a file; `name` is its file's name, `title` how people call it."""

    name: str
    title: str
    source: str
    date: str
    file: FileKind
    colour: Literal["cmyk", "rgb"]
    pdfx: PdfX
    profile: str | None
    ink: int
    bleed: float
    safe: float
    order: Order
    marks: bool
    corner: float | None
    outlines: bool
    least_pt: float
    least_knocked_out_pt: float
    ppi: int
    images: tuple[tuple[str, Size, tuple[int, int]], ...]
    remark: str | None
