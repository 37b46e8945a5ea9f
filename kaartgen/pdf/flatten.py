"""An open PDF in; its comments and form fields made part of its pages, as a printer would, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pikepdf

# Shown by a viewer and never by a printer, or not a picture at all.
_NOT_PRINTED: Final[Mapping[str, str]] = {
    "/Text": "een notitie",
    "/FileAttachment": "een bijlage",
    "/Sound": "een geluid",
    "/Movie": "een film",
    "/Screen": "een film",
    "/3D": "een 3D-beeld",
    "/RichMedia": "een film",
}
_SILENT: Final = frozenset({"/Link", "/Popup", "/TrapNet", "/PrinterMark"})
_INVISIBLE, _HIDDEN, _PRINT = 1, 2, 4


def flattened(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Draw what would be printed into the pages; yield in words what cannot be printed."""
    pages = [page.obj for page in pdf.pages]
    having = [(number, page) for number, page in enumerate(pages, 1) if page.get("/Annots")]
    if not having:
        return
    form = pdf.Root.get("/AcroForm")
    if form is not None and form.get("/NeedAppearances"):
        pdf.generate_appearance_streams()
    left_out: dict[str, list[int]] = {}
    undrawn: list[int] = []
    for number, page in having:
        kept = pikepdf.Array()
        for note in _notes(page):
            kind = str(note.get("/Subtype", ""))
            if kind in _SILENT:
                continue
            if kind in _NOT_PRINTED:
                left_out.setdefault(_NOT_PRINTED[kind], []).append(number)
            elif _printed(note) and not _drawn(note):
                if _filled(note, kind):
                    undrawn.append(number)
            else:
                kept.append(note)
        page.Annots = kept
    pdf.flatten_annotations("print")
    for what, numbers in left_out.items():
        yield f"{what} op {_pages(numbers)} wordt niet geprint."
    if undrawn:
        yield (
            f"op {_pages(undrawn)} staat een opmerking of invulveld zonder tekening; dat wordt "
            "niet geprint. Bewaar het bestand eerst met Afdrukken naar pdf."
        )


def _notes(page: pikepdf.Object) -> list[pikepdf.Object]:
    notes = page.Annots
    found = list(notes) if isinstance(notes, pikepdf.Array) else []
    return [note for note in found if isinstance(note, pikepdf.Dictionary)]


def _printed(note: pikepdf.Object) -> bool:
    flags = int(note.get("/F", 0))
    return bool(flags & _PRINT) and not flags & (_INVISIBLE | _HIDDEN)


def _drawn(note: pikepdf.Object) -> bool:
    looks = note.get("/AP")
    return looks is not None and "/N" in looks


def _filled(note: pikepdf.Object, kind: str) -> bool:
    """Say whether there is something to see; a field may have it from its parent."""
    if kind != "/Widget":
        return True
    parent = note.get("/Parent")
    values = (note.get("/V"), parent.get("/V") if parent is not None else None)
    return any(value is not None and str(value) not in {"", "/Off"} for value in values)


def _pages(numbers: Sequence[int]) -> str:
    """Write "pagina 3" or "pagina 3, 5 en 8"."""
    each = [str(number) for number in dict.fromkeys(numbers)]
    if len(each) > 6:
        return f"pagina {', '.join(each[:5])} en {len(each) - 5} andere"
    return "pagina " + " en ".join(filter(None, (", ".join(each[:-1]), each[-1])))
