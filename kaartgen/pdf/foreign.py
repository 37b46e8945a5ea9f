"""A PDF made by another program in; the open file, and what each page is as a face, out.

The only place, beside `finish` and `flatten`, where pikepdf is met.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Final, TypeAlias

import pikepdf
from msgspec import Struct
from msgspec.structs import replace

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, file_error, reason
from kaartgen.geometry import MM_PER_POINT, Size, Transform
from kaartgen.nearest import nearest
from kaartgen.pdf.flatten import flattened

Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right and top, in the page's own points."""

# Two boxes nearer than this are the same box: programs round to whole points.
_SAME_PT: Final = 0.6
# A card that is smaller cannot be held; no printer takes what is larger.
_SMALLEST: Final = 15.0
_LARGEST: Final = 2000.0
# No deck of cards has more, and the copies of one page over and over do.
_MOST_PAGES: Final = 20_000
# A file says what it is within its first kilobyte.
_HEAD: Final = 1024


class SourcePage(Struct, frozen=True):
    """A page as a face: the cut size as it is read, and how much colour there is beyond the cut.

    `trim_pt` is the cut in the page's own units and `seen_pt` that with its bleed; `onto` takes
    those units (y up) to millimetres from the top left of the cut as it is read.
    """

    size: Size
    bleed: float
    trim_pt: Box
    seen_pt: Box
    onto: Transform
    blank: bool = False


class ForeignFile(Struct):
    """An open file; `findings` are what a user should know of it before it is printed."""

    path: Path
    pdf: pikepdf.Pdf
    pages: tuple[SourcePage, ...]
    findings: tuple[str, ...]
    made: datetime.datetime | None


def opened(path: Path, inset: float = 0.0) -> ForeignFile:
    """Open a file and read its pages; `inset` is the bleed of pages that do not tell their own.

    Comments and form fields that would be printed are made part of their pages. Raises
    KaartgenError for a file that is no PDF, is locked or broken, or has pages without a size.
    """
    _looked_at(path)
    pdf = _opened(path)
    try:
        return _read(path, pdf, inset)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        pdf.close()
        raise _broken(path, str(error)) from None
    except KaartgenError:
        pdf.close()
        raise


def _looked_at(path: Path) -> None:
    """Refuse what is no PDF, with the way to make one."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except FileNotFoundError:
        raise file_error("Dit bestand is er niet.", path, _perhaps(path)) from None
    except IsADirectoryError:
        raise file_error("Dit is een map.", path, "Geef één pdf-bestand.") from None
    except OSError as error:
        raise file_error(f"Dit bestand is niet te lezen: {reason(error)}.", path) from None
    if not head:
        raise file_error(
            "Dit bestand is leeg.", path, "Exporteer het opnieuw; er is iets misgegaan."
        )
    if b"%PDF-" not in head:
        raise file_error(
            "Dit is geen pdf.",
            path,
            "Maak er eerst een in het programma waarin je de kaarten maakte, met Exporteren of "
            "Opslaan als pdf.",
        )


def _perhaps(path: Path) -> str | None:
    try:
        names = [file.name for file in path.parent.iterdir() if file.suffix.casefold() == ".pdf"]
    except OSError:
        return "Kijk of de map en de naam kloppen."
    match = nearest(path.name, names)
    return f"Bedoel je ‘{match}’?" if match else "Kijk of de map en de naam kloppen."


def _opened(path: Path) -> pikepdf.Pdf:
    try:
        # The pages are not looked at while opening: there may be no end to them.
        pdf = pikepdf.open(path, suppress_warnings=True, inherit_page_attributes=False)
    except pikepdf.PasswordError:
        raise file_error(
            "Deze pdf zit op slot met een wachtwoord.",
            path,
            "Open hem met het wachtwoord en bewaar hem zonder, of exporteer hem opnieuw.",
        ) from None
    except (pikepdf.PdfError, OSError) as error:
        raise _broken(path, str(error)) from None
    if not pdf.allow.print_lowres:
        pdf.close()
        raise file_error(
            "De maker van deze pdf heeft printen uitgezet.",
            path,
            "Vraag de maker om een versie die je mag printen.",
        )
    return pdf


def _broken(path: Path, said: str) -> KaartgenError:
    # The library's sentence begins with the file's name, which stands before it already.
    words = said.removeprefix(f"{path}: ").strip() or "onbekende fout"
    return file_error(
        f"Deze pdf is beschadigd en niet te lezen ({words}).",
        path,
        "Exporteer hem opnieuw, of haal hem opnieuw op als hij is verstuurd.",
    )


def _read(path: Path, pdf: pikepdf.Pdf, inset: float) -> ForeignFile:
    root = pdf.Root
    if "/Collection" in root:
        raise file_error(
            "Dit is een map met bestanden in de vorm van een pdf (een portfolio).",
            path,
            "Haal de pdf met de kaarten eruit en geef die.",
        )
    form = root.get("/AcroForm")
    if root.get("/NeedsRendering") and form is not None and "/XFA" in form:
        raise file_error(
            "Dit is een formulier dat alleen Adobe Reader kan tekenen (XFA).",
            path,
            "Open het daarin en bewaar het met Afdrukken naar pdf.",
        )
    if _counted(pdf) > _MOST_PAGES:
        raise file_error(
            f"Deze pdf heeft meer dan {_MOST_PAGES} pagina’s, of er komt geen eind aan.",
            path,
            "Splits hem in delen, of exporteer hem opnieuw.",
        )
    if len(pdf.pages) == 0:
        raise file_error("Deze pdf heeft geen pagina’s.", path, "Exporteer hem opnieuw.")
    findings = list(flattened(pdf))
    problems: list[Problem] = []
    pages: list[SourcePage] = []
    told = 0
    shapes: dict[_Shape, tuple[SourcePage, bool]] = {}
    for number, page in enumerate(pdf.pages, 1):
        shape = _shape(page.obj)
        try:
            if shape not in shapes:
                shapes[shape] = _source_page(shape, inset)
            source, tells = shapes[shape]
        except _NoSizeError as error:
            problems.append(
                Problem(
                    f"Pagina {number} {error}.",
                    ExitCode.AUTHOR,
                    Place(path),
                    "Geef de pagina in het andere programma haar maat, en exporteer opnieuw.",
                )
            )
            continue
        pages.append(replace(source, blank=True) if _blank(page.obj) else source)
        told += tells
    if problems:
        raise KaartgenError(problems)
    if inset and told == len(pages):
        findings.append(
            "het bestand zegt zelf waar de snijlijn loopt; --afloop is daarom niet gebruikt."
        )
    if pdf.get_warnings():
        findings.append(
            f"{path.name} is niet helemaal gaaf en zo goed mogelijk hersteld; kijk de vellen na "
            "voor je print."
        )
    return ForeignFile(path, pdf, tuple(pages), tuple(findings), _date(pdf))


def _counted(pdf: pikepdf.Pdf) -> int:
    """Return the number of pages, counted no further than one more than is taken.

    What the file itself says may be anything, and a tree can go round or name one page a million
    times.
    """
    waiting: list[pikepdf.Object] = [pdf.Root.Pages]
    pages, nodes = 0, 0
    while waiting and pages <= _MOST_PAGES:
        nodes += 1
        if nodes > 4 * _MOST_PAGES:
            return nodes
        try:
            kids = waiting.pop().get("/Kids")
        except AttributeError:  # neither a page nor a node; asking first takes twice as long
            continue
        if kids is None:
            pages += 1
        else:
            waiting.extend(kids)
    return pages


class _NoSizeError(Exception):
    """A page whose size cannot be had; the message says why."""


_Shape: TypeAlias = tuple[bytes | None, ...]
"""What a page says of its boxes, its turn and its unit, as it stands in the file."""


def _shape(page: pikepdf.Object) -> _Shape:
    """Return all that the size of a page depends on; pages of a file seldom differ in it."""
    found = [_inherited(page, key) for key in ("/MediaBox", "/CropBox", "/Rotate")]
    found += [page.get(key) for key in ("/TrimBox", "/BleedBox", "/UserUnit")]
    return tuple(
        value.unparse(resolved=True) if isinstance(value, pikepdf.Object) else _bytes(value)
        for value in found
    )


def _bytes(value: object) -> bytes | None:
    return None if value is None else str(value).encode()


def _source_page(shape: _Shape, inset: float) -> tuple[SourcePage, bool]:
    """Return the page, and whether it tells itself where it is to be cut."""
    media = _box(shape[0])
    if media is None:
        raise _NoSizeError("heeft geen maat")
    visible = _within(_box(shape[1]), media) or media
    unit = _number(shape[5]) or 1.0
    told = _within(_box(shape[3]), media)
    tells = told is not None and not _same(told, media) and not _same(told, visible)
    if told is not None and (tells or not inset):
        trim = told
        # Without a bleed box, all that is visible may be bleed: so the standard has it.
        seen = _within(_box(shape[4]), media) or visible
    else:
        by = inset / MM_PER_POINT / unit
        left, bottom, right, top = seen = visible
        trim = (left + by, bottom + by, right - by, top - by)
    turned = round((_number(shape[2]) or 0) / 90) % 4 * 90
    mm = MM_PER_POINT * unit
    width, height = (trim[2] - trim[0]) * mm, (trim[3] - trim[1]) * mm
    if min(width, height) < _SMALLEST:
        raise _NoSizeError(
            f"is als kaart te klein: {max(width, 0):.0f} × {max(height, 0):.0f} mm"
            + (f" zonder {inset:g} mm afloop" if inset else "")
        )
    if max(width, height) > _LARGEST:
        raise _NoSizeError(f"is te groot: {width:.0f} × {height:.0f} mm")
    size = Size(height, width) if turned in {90, 270} else Size(width, height)
    beyond = (trim[0] - seen[0], trim[1] - seen[1], seen[2] - trim[2], seen[3] - trim[3])
    bleed = max(0.0, min(beyond) * mm)
    onto = _onto(trim, turned, mm)
    return SourcePage(size, bleed, trim, _hull(seen, trim), onto), tells


def _onto(trim: Box, turned: int, mm: float) -> Transform:
    """Return the map from a page's units of `mm` millimetres to the cut of the page as turned."""
    left, bottom, right, top = trim
    width, height = (right - left) * mm, (top - bottom) * mm
    upright = Transform(mm, 0, 0, -mm, -left * mm, top * mm)
    corner = {0: (0.0, 0.0), 90: (height, 0.0), 180: (width, height), 270: (0.0, width)}
    return upright.then(Transform.rotate(turned)).then(Transform.move(*corner[turned]))


def _inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """Return what the page says, else what the nearest node above it says."""
    node: pikepdf.Object | None = page
    # Page trees are shallow; a broken one may go round.
    for _ in range(50):
        if node is None:
            return None
        found: pikepdf.Object | None = node.get(key)
        if found is not None:
            return found
        node = node.get("/Parent")
    return None


def _box(value: bytes | None) -> Box | None:
    """Return a box, as it stands in the file, with its corners in order; None if it is none."""
    try:
        numbers = [float(number) for number in (value or b"").strip(b"[] ").split()]
    except (TypeError, ValueError):
        return None
    if len(numbers) != 4:
        return None
    x1, y1, x2, y2 = numbers
    box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    return box if box[2] - box[0] > 0 and box[3] - box[1] > 0 else None


def _number(value: object) -> float | None:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


def _within(box: Box | None, outer: Box) -> Box | None:
    """Return the part of a box that lies in another, if there is any."""
    if box is None:
        return None
    left, bottom = max(box[0], outer[0]), max(box[1], outer[1])
    right, top = min(box[2], outer[2]), min(box[3], outer[3])
    return (left, bottom, right, top) if right > left and top > bottom else None


def _hull(box: Box, other: Box) -> Box:
    return (
        min(box[0], other[0]),
        min(box[1], other[1]),
        max(box[2], other[2]),
        max(box[3], other[3]),
    )


def _same(box: Box, other: Box) -> bool:
    return all(abs(a - b) < _SAME_PT for a, b in zip(box, other, strict=True))


def _blank(page: pikepdf.Object) -> bool:
    contents = page.get("/Contents")
    if contents is None:
        return True
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    lengths = [_number(stream.get("/Length")) for stream in streams]
    # A blank page is an empty stream or a few operators that draw nothing.
    if any(length is None or length > 64 for length in lengths):
        return False
    return not any(
        re.search(rb"\b(?:[fFBbSs]\*?|Tj|TJ|Do|sh|EI)\b|['\"]", stream.read_bytes())
        for stream in streams
    )


_DATE: Final = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")


def _date(pdf: pikepdf.Pdf) -> datetime.datetime | None:
    """Return when the file says that it was made, to the second and as if in UTC."""
    info = pdf.trailer.get("/Info")
    for key in ("/ModDate", "/CreationDate"):
        found = _DATE.match(str(info.get(key, ""))) if info is not None else None
        if found:
            year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
            try:
                return datetime.datetime(
                    year, month or 1, day or 1, hour, minute, second, tzinfo=datetime.UTC
                )
            except ValueError:
                continue
    return None
