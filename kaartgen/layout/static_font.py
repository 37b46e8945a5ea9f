"""A face of a font file in; a static TrueType file that may be embedded out, made once if need be.

Most fonts are used as they lie. What must be converted is kept in the user's cache folder, under a
digest of the file and of what was asked of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from kaartgen import kept
from kaartgen.errors import file_error, reason
from kaartgen.layout.font_file import FaceFacts, check_embedding, read_facts, refusal

# Raised when what is made of the same file changes.
_EDITION: Final = 1
# The fonts of a good number of house styles, at 100 kB each.
_MOST: Final = 200
# The largest fonts, of all Chinese characters, are some 20 MB.
_MOST_BYTES: Final = 120_000_000
# "Copyright …, with Reserved Font Name …", as the SIL Open Font License has it written.
_RESERVED: Final = re.compile(r"with\s+(?:the\s+)?reserved\s+font\s+name", re.IGNORECASE)
_LICENCES: Final = ("OFL*.txt", "LICENSE*", "LICENCE*")
# Beyond its first lines a licence explains what a reserved name is.
_HEADING: Final = 1500


class FontFile(Struct, frozen=True):
    """A face: its file, its number in a collection (from 1), and where on its axes.

    `weight` and `italic` are what it is used for; a static file is taken as it is.
    """

    path: Path
    weight: int = 400
    italic: bool = False
    number: int | None = None
    axes: tuple[tuple[str, float], ...] = ()

    def __str__(self) -> str:
        return self.path.name if self.number is None else f"{self.path.name}#{self.number}"


def static_font(wanted: FontFile) -> Path:
    """Return a static TrueType file for the face, converted or as it is.

    Raises KaartgenError if it is no font, may not be embedded, or has no such weight.
    """
    file = wanted.path
    if _may_be_plain(file):
        facts = read_facts(file)
        if not facts.collection and facts.faces[0].plain:
            check_embedding(file, facts.faces[0])
            _location(wanted, facts.faces[0])
            return file
    data = _whole(file)
    name = _digest(wanted, data) + ".ttf"
    place = _folder() / name
    if place.is_file():
        with contextlib.suppress(OSError):
            os.utime(place)  # what is in use is not thrown away
        return place
    return _stored(name, _made(wanted, data, name))


def _folder() -> Path:
    return kept.folder() / "lettertypen"


def _may_be_plain(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return stream.read(4) not in (b"wOFF", b"wOF2")
    except OSError:
        return True  # reading it will tell


def _whole(file: Path) -> bytes:
    if file.stat().st_size > _MOST_BYTES:
        raise refusal(file, "Dit lettertypebestand is te groot (meer dan 120 MB).")
    return file.read_bytes()


def _digest(wanted: FontFile, data: bytes) -> str:
    asked = (
        _EDITION,
        _library(),
        wanted.weight,
        wanted.italic,
        wanted.number,
        wanted.axes,
        _reserved_beside(wanted.path),
    )
    seen = hashlib.blake2b(repr(asked).encode(), digest_size=16)
    seen.update(data)
    return seen.hexdigest()


@cache
def _library() -> str:
    """Return the version of the converter, without loading it."""
    from importlib.metadata import version  # noqa: PLC0415 (few need it)

    return version("fonttools") if importlib.util.find_spec("fontTools") else ""


def _made(wanted: FontFile, data: bytes, name: str) -> bytes:
    from kaartgen.layout import font_convert  # noqa: PLC0415 (slow, and few need it)

    file = wanted.path
    facts = read_facts(file)
    if facts.packed:
        data = font_convert.unpacked(file)
    face = _chosen(wanted, facts.faces)
    check_embedding(file, face)
    location = _location(wanted, face)
    try:
        copyright_lines = font_convert.copyright_lines(data, face.index)
        reserved = _RESERVED.search(copyright_lines) or _reserved_beside(file)
        return font_convert.converted(
            data,
            face.index,
            location,
            family=f"Kaartgen {name[:6]}" if reserved else None,
            weight=wanted.weight,
            italic=wanted.italic,
        )
    except Exception as error:  # each table's reader fails in a way of its own
        raise refusal(
            file,
            "Dit lettertype is niet om te zetten: er zitten fouten in.",
            "Download het opnieuw, of gebruik er een statisch ttf-bestand van.",
        ) from error


def _reserved_beside(file: Path) -> bool:
    """Say whether a licence beside the file reserves the font's name."""
    for pattern in _LICENCES:
        for licence in sorted(file.parent.glob(pattern)):
            with contextlib.suppress(OSError):
                heading = licence.read_bytes()[:_HEADING].decode("utf-8", "replace")
                if _RESERVED.search(heading):
                    return True
    return False


def _chosen(wanted: FontFile, faces: tuple[FaceFacts, ...]) -> FaceFacts:
    """Return the face that is meant: by its number, or the one of that weight and slope."""
    file = wanted.path
    if wanted.number is not None:
        if not 1 <= wanted.number <= len(faces):
            raise refusal(
                file,
                f"Dit bestand heeft geen lettertype nummer {wanted.number}.",
                f"Het heeft er {len(faces)}; nummer 1 is het eerste.",
            )
        return faces[wanted.number - 1]
    if len(faces) == 1:
        return faces[0]
    fitting = [
        face
        for face in faces
        if face.italic is wanted.italic and (face.weight == wanted.weight or "wght" in face.axes)
    ]
    if len(fitting) != 1:
        listed = ", ".join(
            f"#{face.index + 1} is {spoken(face.weight, italic=face.italic)}" for face in faces
        )
        told = "geen" if not fitting else "meer dan één"
        raise refusal(
            file,
            f"In deze verzameling zit {told} lettertype met gewicht "
            f"{spoken(wanted.weight, italic=wanted.italic)}.",
            f"Kies er een met zijn nummer, bijvoorbeeld ‘{file.name}#1’: {listed}.",
        )
    return fitting[0]


def spoken(weight: int, *, italic: bool) -> str:
    """Return a weight and slope in words: `400 cursief`."""
    return f"{weight} cursief" if italic else str(weight)


def _location(wanted: FontFile, face: FaceFacts) -> dict[str, float]:
    """Return where on each axis the face is; raises KaartgenError for a place beyond one."""
    location: dict[str, float] = {}
    if "wght" in face.axes:
        location["wght"] = wanted.weight
    if "ital" in face.axes:
        location["ital"] = float(wanted.italic)
    elif "slnt" in face.axes and wanted.italic:
        # Negative angles lean to the right.
        slant = face.axes["slnt"]
        location["slnt"] = slant.least if slant.least < 0 else slant.most
    location.update(wanted.axes)
    for tag, value in location.items():
        axis = face.axes.get(tag)
        if axis is None:
            known = ", ".join(face.axes) or "geen enkele"
            raise refusal(
                wanted.path, f"Dit lettertype heeft geen as ‘{tag}’.", f"Het heeft: {known}."
            )
        if not axis.least <= value <= axis.most:
            what = "gewicht" if tag == "wght" else f"‘{tag}’"
            raise refusal(
                wanted.path,
                f"Dit lettertype is er niet met {what} {value:g}.",
                f"Het loopt van {axis.least:g} tot {axis.most:g}.",
            )
    return location


def _stored(name: str, made: bytes) -> Path:
    """Write the font where it is kept, whole or not at all; elsewhere if nothing can be kept."""
    place = _folder() / name
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, made)
        _prune(place.parent)
    except OSError as error:  # no home, a full disk: no reason to fail, if there is any other place
        import tempfile  # noqa: PLC0415 (hardly ever)

        try:
            place = Path(tempfile.mkdtemp(prefix="kaartgen-")) / name
            _write(place, made)
        except OSError:
            raise file_error(
                f"Het omgezette lettertype is niet te bewaren: {reason(error)}.",
                _folder(),
                "Maak ruimte vrij, of zorg dat deze map te beschrijven is.",
            ) from None
    return place


def _write(place: Path, made: bytes) -> None:
    beside = place.with_suffix(f".{os.getpid()}")
    try:
        beside.write_bytes(made)
        beside.replace(place)
    finally:
        # Gone already if all went well; half a file on a full disk would stay for ever.
        beside.unlink(missing_ok=True)


def _prune(where: Path) -> None:
    """Throw away what was used longest ago, beyond a fair number."""
    with contextlib.suppress(OSError):
        by_age = sorted(where.glob("*.ttf"), key=lambda file: file.stat().st_mtime_ns)
        for file in by_age[:-_MOST]:
            file.unlink(missing_ok=True)
