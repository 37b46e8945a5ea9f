"""A Document with pages of other PDFs in; its bytes, those pages in them as forms, out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

import pikepdf

from kaartgen.frame import ForeignPage, foreign_pages, runs
from kaartgen.pdf.document import Document, foreign_names
from kaartgen.pdf.draw import drawn
from kaartgen.pdf.foreign import ForeignFile

# A thousandth of a micrometre on a sheet of two metres.
_DECIMALS: Final = 9


def finished(
    document: Document,
    files: Mapping[Path, ForeignFile],
    advance: Callable[[int], None] = lambda _: None,
) -> bytes:
    """Return the document as PDF bytes; the same document and files give the same bytes.

    Every page of `files` that is shown is copied once, with its fonts and pictures shared as they
    were. `advance` is called with 1 after every page.
    """
    with pikepdf.open(io.BytesIO(drawn(document, advance))) as pdf:
        names = foreign_names(document)
        forms = _forms(pdf, names, files)
        for page, target in zip(document.pages, pdf.pages, strict=True):
            shown = dict.fromkeys(foreign_pages(page.frame))
            if not shown:
                continue
            resources = target.obj.Resources
            if "/Font" in resources and next(runs(page.frame), None) is None:
                # A page without a word of ours still names a font, and one that is not embedded.
                del resources.Font
            if "/XObject" not in resources:
                resources.XObject = pikepdf.Dictionary()
            for item in shown:
                resources.XObject[f"/{names[item]}"] = forms[item]
        used = [files[path].pdf for path in dict.fromkeys(item.file for item in names)]
        _keep_layers(pdf, used)
        out = io.BytesIO()
        pdf.save(
            out,
            min_version=max([source.pdf_version for source in used], default=""),
            deterministic_id=True,
        )
    return out.getvalue()


def _forms(
    pdf: pikepdf.Pdf, items: Iterable[ForeignPage], files: Mapping[Path, ForeignFile]
) -> dict[ForeignPage, pikepdf.Object]:
    """Return each page as a form in its frame's millimetres, cut off where it is not seen."""
    # Looking up a page by its number is slow, and most pages of a file have one shape.
    pages = {path: list(file.pdf.pages) for path, file in files.items()}
    arrays: dict[tuple[Path, tuple[float, ...]], pikepdf.Array] = {}

    def array(file: Path, *numbers: float) -> pikepdf.Array:
        key = file, numbers
        if key not in arrays:
            arrays[key] = pikepdf.Array([round(number, _DECIMALS) for number in numbers])
        return arrays[key]

    made: dict[Path, list[tuple[ForeignPage, pikepdf.Object]]] = {}
    for item in items:
        # Without our own box and matrix, the trim would be the box and the bleed be gone.
        form = pages[item.file][item.page].as_form_xobject(handle_transformations=False)
        onto = item.onto
        form.BBox = array(item.file, *item.box_pt)
        form.Matrix = array(item.file, onto.a, onto.b, onto.c, onto.d, onto.e, onto.f)
        made.setdefault(item.file, []).append((item, form))
    found: dict[ForeignPage, pikepdf.Object] = {}
    for path, forms in made.items():
        # All at once: every copy for itself would look through all that was copied before it.
        together = pikepdf.Array([form for _, form in forms])
        copied = pdf.copy_foreign(files[path].pdf.make_indirect(together))
        found.update(zip((item for item, _ in forms), copied, strict=True))
    return found


def _keep_layers(pdf: pikepdf.Pdf, sources: list[pikepdf.Pdf]) -> None:
    """Carry over which layers are shown, or all hidden ones would be printed."""
    groups, off, automatic = pikepdf.Array(), pikepdf.Array(), pikepdf.Array()
    for source in sources:
        layers = source.Root.get("/OCProperties")
        if layers is None:
            continue
        ours = pdf.copy_foreign(source.make_indirect(layers))
        usual = ours.get("/D", pikepdf.Dictionary())
        every = list(ours.get("/OCGs", pikepdf.Array()))
        groups.extend(every)
        hidden = list(usual.get("/OFF", pikepdf.Array()))
        if usual.get("/BaseState") == pikepdf.Name("/OFF"):
            shown = {group.objgen for group in usual.get("/ON", pikepdf.Array())}
            hidden = [group for group in every if group.objgen not in shown]
        off.extend(hidden)
        automatic.extend(list(usual.get("/AS", pikepdf.Array())))
    if len(groups):
        pdf.Root.OCProperties = pikepdf.Dictionary(
            OCGs=groups, D=pikepdf.Dictionary(OFF=off, AS=automatic)
        )
