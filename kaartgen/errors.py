"""What can go wrong that a user can repair: problems with a place and a remedy, and exit codes."""

from __future__ import annotations

import enum
import errno
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct


class ExitCode(enum.IntEnum):
    """The process's exit codes; public, so add but never renumber."""

    OK = 0
    BUG = 1
    USAGE = 2
    AUTHOR = 3
    DOES_NOT_FIT = 4
    FONT = 5
    FILE = 6
    PREFLIGHT = 7
    INTERRUPTED = 130


class Place(Struct, frozen=True):
    """A spot in an author's file; line and column count from 1."""

    file: Path
    line: int | None = None
    column: int | None = None
    # Where it stands in a file that has no lines: a cell (`Situaties!D7`), a paragraph.
    spot: str | None = None

    def __str__(self) -> str:
        parts = [str(self.file)]
        if self.line is not None:
            parts.append(f"regel {self.line}")
        if self.column is not None:
            parts.append(f"kolom {self.column}")
        if self.spot is not None:
            parts.append(self.spot)
        return ", ".join(parts)


class Problem(Struct, frozen=True):
    """One thing for the user to repair: what is wrong, where, and what to do (all in Dutch)."""

    message: str
    code: ExitCode
    place: Place | None = None
    hint: str | None = None

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}" if self.place else self.message
        return f"{text}\n  → {self.hint}" if self.hint else text


class KaartgenError(Exception):
    """Everything that a user can repair, all at once; any other exception is our own bug."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @property
    def code(self) -> ExitCode:
        """Return the lowest of the problems' codes, as the command line promises."""
        return min(problem.code for problem in self.problems)


_REASONS = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de schijf is vol",
    errno.EACCES: "geen toestemming",
    errno.EPERM: "geen toestemming",
    errno.EROFS: "van deze schijf mag alleen gelezen worden",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ENOTDIR: "er staat een bestand waar een map hoort",
    errno.EEXIST: "er staat een bestand waar een map hoort",
    errno.EISDIR: "het is een map",
    errno.ENOENT: "het is er niet",
}


def reason(error: OSError) -> str:
    """Return in Dutch why the system refused a file."""
    unknown = "de schijf of het netwerk geeft een fout"
    return _REASONS.get(error.errno or 0, unknown)


def usage_error(message: str, hint: str | None = None) -> KaartgenError:
    """Return the error for a wrong choice on the command line."""
    return KaartgenError([Problem(message, ExitCode.USAGE, hint=hint)])


def file_error(message: str, file: Path, hint: str | None = None) -> KaartgenError:
    """Return the error for a file that cannot be read or written."""
    return KaartgenError([Problem(message, ExitCode.FILE, Place(file), hint)])


def raise_all(problems: Iterable[Problem]) -> None:
    """Raise one error that carries all problems, if there is any."""
    found = tuple(problems)
    if found:
        raise KaartgenError(found)
