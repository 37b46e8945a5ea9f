"""Files that are not there yet in; all of them written out, or none, and nothing overwritten."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, file_error, reason


def write_new(files: Mapping[Path, str | bytes]) -> list[Path]:
    """Write files, making their folders; return them in order.

    Raises KaartgenError if one is there already or cannot be written; then none of them is.
    """
    there = [file for file in files if file.exists() or file.is_symlink()]
    if there:
        raise KaartgenError(_already(file) for file in there)
    written: list[Path] = []
    made: list[Path] = []
    try:
        for file, content in files.items():
            made.extend(_folders_made(file.parent))
            # Exclusive: what somebody else writes in the meantime stays.
            with file.open("xb") as stream:
                written.append(file)
                stream.write(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        for file in written:
            with contextlib.suppress(OSError):
                file.unlink()
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(error, FileExistsError):
            raise KaartgenError([_already(file)]) from None
        raise file_error(
            f"Dit bestand is niet te maken: {reason(error)}.",
            file,
            "Ga met cd naar een map waarin je mag schrijven.",
        ) from None
    return written


def _already(file: Path) -> Problem:
    return Problem(
        "Dit bestand is er al; het blijft zoals het is.",
        ExitCode.USAGE,
        Place(file),
        "Verander dat bestand, geef het eerst een andere naam, of kies een andere naam met --als.",
    )


def _folders_made(folder: Path) -> list[Path]:
    """Make a folder; return which folders were not there, the outermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]
