"""A zip with XML in it, from anywhere, in; its parts out, as events, never more than is safe.

Excel's, LibreOffice's and Word's files are such packages. Their libraries read all of one at once;
a file of a few kilobytes can then fill the memory. Here a part is read as it is unpacked, stops at
a limit, and may declare no entities.
"""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final
from xml.parsers import expat  # no entities can be declared: see _no_doctype

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, file_error, reason

# All cells of 50,000 rows take some 60 MB as XML. A book of texts for cards takes one.
MOST_BYTES: Final = 200_000_000
# Text seldom packs to less than a fiftieth; a bomb packs to a thousandth.
_MOST_PACKED: Final = 400
_SMALL: Final = 5_000_000
_CHUNK: Final = 1 << 16

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


class TooBigError(Exception):
    """A part unpacks to more than is safe."""


class Package:
    """An opened package; use it in a `with`."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._left = MOST_BYTES
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
            raise broken(file) from None
        except OSError as error:
            raise unreadable(file, error) from None
        self.names = frozenset(self._zip.namelist())

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def small(self, name: str) -> bytes:
        """Return a small part whole, or nothing if it is not there."""
        if name not in self.names:
            return b""
        return b"".join(self._chunks(name, 1_000_000))

    def parse(self, name: str, start: Start, end: End, text: Callable[[str], None]) -> None:
        """Read a part of XML: names come without their namespace, texts may come in pieces."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, given: start(_local(name), _locals(given))
        parser.EndElementHandler = lambda name: end(_local(name))
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _no_doctype
        try:
            for chunk in self._chunks(name, MOST_BYTES):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError):
            raise broken(self.file) from None

    def _chunks(self, name: str, most: int) -> Iterator[bytes]:
        try:
            info = self._zip.getinfo(name)
            if info.flag_bits & 1:
                raise locked(self.file)
            with self._zip.open(info) as stream:
                yield from self._measured(stream, info.compress_size, most)
        except TooBigError:
            raise KaartgenError(
                [
                    Problem(
                        "Uitgepakt is dit bestand veel groter dan kaartteksten ooit zijn; "
                        "kaartgen leest het niet.",
                        ExitCode.FILE,
                        Place(self.file),
                        "Kopieer alleen de rijen met teksten naar een nieuw bestand.",
                    )
                ]
            ) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError):
            raise broken(self.file) from None
        except OSError as error:
            raise unreadable(self.file, error) from None

    def _measured(self, stream: IO[bytes], packed: int, most: int) -> Iterator[bytes]:
        done = 0
        # What the package says of its own size may be a lie: only what comes out counts.
        while chunk := stream.read(_CHUNK):
            done += len(chunk)
            self._left -= len(chunk)
            if done > most or self._left < 0:
                raise TooBigError
            if done > _SMALL and done > _MOST_PACKED * max(packed, 1):
                raise TooBigError
            yield chunk


def _local(name: str) -> str:
    # Which prefix a program chose for a namespace says nothing.
    return name.rpartition(":")[2] if ":" in name else name


def _locals(given: dict[str, str]) -> dict[str, str]:
    if not any(":" in key for key in given):
        return given
    return {_local(key): value for key, value in given.items()}


def _no_doctype(*_: object) -> None:
    raise ValueError


def broken(file: Path) -> KaartgenError:
    """Return the error for a file that is damaged, or no such file at all."""
    return file_error(
        "Dit bestand is beschadigd, of niet af.",
        file,
        "Open het in Excel, LibreOffice of Word, sla het opnieuw op, en probeer het dan weer.",
    )


def locked(file: Path) -> KaartgenError:
    """Return the error for a file behind a password."""
    return file_error(
        "Dit bestand zit achter een wachtwoord.",
        file,
        "Open het, haal het wachtwoord eraf (Bestand, Info, Beveiligen) en sla het opnieuw op.",
    )


def unreadable(file: Path, error: OSError) -> KaartgenError:
    """Return the error for a file that the system does not give."""
    hint = "Kijk of je het bestand mag lezen."
    if isinstance(error, PermissionError):
        hint = "Staat het nog open in Excel of een ander programma? Sluit het daar eerst."
    return file_error(f"Dit bestand is niet te lezen ({reason(error)}).", file, hint)


def is_zip(raw: bytes) -> bool:
    """Say whether a file begins as a package does."""
    return raw.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def first_bytes(file: Path, count: int) -> bytes:
    """Return the first bytes of a file; raises KaartgenError if it cannot be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(count)
    except OSError as error:
        raise unreadable(file, error) from None


def holds(file: Path, mark: bytes) -> bool:
    """Say whether these bytes stand in a file; in an old Office file perhaps near its end."""
    with contextlib.suppress(KaartgenError):
        return mark in first_bytes(file, 30_000_000)
    return False
