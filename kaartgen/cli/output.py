"""Finished files in; all of them on disk, or none: written beside their place and then moved."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kaartgen.errors import KaartgenError, file_error, reason


def target(base: Path, where: str | None, name: str, suffix: str = ".pdf") -> Path:
    """Return where a file goes: `where` itself if it is a file's name, else `name` in that folder.

    `base` is the folder that `output/` is made in when `where` says nothing.
    """
    if where is None:
        return (base / "output" / f"{name}{suffix}").resolve()
    path = Path(where).expanduser()
    try:
        if path.suffix.casefold() == suffix and not path.is_dir():
            return path.resolve()
        return (path / f"{name}{suffix}").resolve()
    except OSError as error:
        raise _cannot_write(path, error) from None


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file, or leave everything as it was.

    Raises KaartgenError if a folder or file cannot be written.
    """
    waiting: dict[Path, Path] = {}
    made: list[Path] = []
    current = next(iter(files))
    done = False
    try:
        for current, content in files.items():
            made.extend(_make_folder(current.parent))
            if current.is_dir():
                raise file_error("Hier staat al een map met die naam.", current)
            waiting[current] = _written_beside(current, content)
        current = _moved(waiting)
        done = True
    except _NotMovedError as stopped:
        raise _cannot_write(stopped.path, stopped.error) from None
    except OSError as error:
        raise _cannot_write(current, error) from None
    finally:
        for temporary_path in waiting.values():
            with contextlib.suppress(OSError):
                temporary_path.unlink()
        if not done:
            for folder in reversed(made):
                with contextlib.suppress(OSError):
                    folder.rmdir()


class _NotMovedError(Exception):
    """A finished file could not be put in its place."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(str(path))
        self.path, self.error = path, error


def _written_beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=".kaartgen-", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())
    except BaseException:
        temporary.unlink()
        raise
    return temporary


def _moved(waiting: dict[Path, Path]) -> Path:
    """Put every file in its place; if one cannot be, put back what the others had replaced."""
    earlier: dict[Path, Path | None] = {}
    path = next(iter(waiting))
    try:
        for path, temporary in waiting.items():
            earlier[path] = _set_aside(path)
            temporary.replace(path)
    except OSError as error:
        for target_path, kept in earlier.items():
            with contextlib.suppress(OSError):
                was_moved = not waiting[target_path].exists()
                if kept is not None and was_moved:
                    kept.replace(target_path)
                elif kept is not None:
                    kept.unlink()
                elif was_moved:
                    target_path.unlink()
        raise _NotMovedError(path, error) from None
    for kept in earlier.values():
        if kept is not None:
            with contextlib.suppress(OSError):
                kept.unlink()
    waiting.clear()
    return path


def _set_aside(path: Path) -> Path | None:
    """Keep what stands at `path` under a name beside it, if anything does."""
    if not path.exists():
        return None
    kept = path.with_name(f".kaartgen-{os.getpid()}-{path.name[-100:]}")
    try:
        kept.unlink(missing_ok=True)
        os.link(path, kept)
    except OSError:  # a file system without links: a copy does it too
        shutil.copyfile(path, kept)
    return kept


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
        f"Dit bestand is niet te schrijven: {reason(error)}.",
        path,
        "Kies met --uit een andere plek.",
    )
