"""Finished files in; all of them on disk, or none: written beside their place and then moved."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kaartgen.errors import KaartgenError, file_error


def target(base: Path, where: str | None, name: str, suffix: str = ".pdf") -> Path:
    """Return where a file goes: `where` itself if it is a file's name, else `name` in that folder.

    `base` is the folder that `output/` is made in when `where` says nothing.
    """
    if where is None:
        return (base / "output" / f"{name}{suffix}").resolve()
    path = Path(where).expanduser()
    if path.suffix.casefold() == suffix and not path.is_dir():
        return path.resolve()
    return (path / f"{name}{suffix}").resolve()


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file, or leave everything as it was.

    Raises KaartgenError if a folder or file cannot be written.
    """
    waiting: dict[Path, Path] = {}
    made: list[Path] = []
    current = next(iter(files))
    try:
        for current, content in files.items():
            made.extend(_make_folder(current.parent))
            if current.is_dir():
                raise file_error("Hier staat al een map met die naam.", current)
            handle, temporary = tempfile.mkstemp(prefix=".kaartgen-", dir=current.parent)
            waiting[current] = Path(temporary)
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).chmod(0o666 & ~_umask())
        for current in files:
            waiting[current].replace(current)
            del waiting[current]
    except OSError as error:
        raise _cannot_write(current, error) from None
    finally:
        for temporary_path in waiting.values():
            with contextlib.suppress(OSError):
                temporary_path.unlink()
        if waiting:
            for folder in reversed(made):
                with contextlib.suppress(OSError):
                    folder.rmdir()


def _make_folder(folder: Path) -> list[Path]:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _cannot_write(path: Path, error: OSError) -> KaartgenError:
    if error.errno == errno.ENOSPC:
        return file_error(
            "De schijf is vol; het bestand is niet geschreven.",
            path,
            "Maak ruimte, of kies met --uit een andere schijf. Een eerdere versie is nog heel.",
        )
    if isinstance(error, PermissionError):
        return file_error(
            "Dit bestand is niet te schrijven.",
            path,
            "Sluit het als het nog openstaat (in Acrobat bijvoorbeeld), of kies met --uit een map "
            "waar je mag schrijven.",
        )
    return file_error(
        f"Dit bestand is niet te schrijven ({error.strerror or error}).",
        path,
        "Kies met --uit een andere plek.",
    )
