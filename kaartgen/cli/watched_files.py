"""Folders and files in; what changed in them since one last looked, out.

By asking the system about each file ten times a second, not by letting it warn us: that works the
same on every system, on network drives and in synchronised folders, where warnings do not arrive,
and asking about the hundred files of a deck takes a millisecond.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from msgspec import Struct

from kaartgen.kept import folder as cache_folder

# How often one looks. On a slow drive less often, so that looking takes no more than a fifth.
PAUSE_S: Final = 0.08
_SHARE: Final = 4
# Editors write a file in pieces, or write another and give that its name: what they do is over
# when nothing changes for so long, and a file that is gone may come back within the second one.
_QUIET_S: Final = 0.06
_BACK_S: Final = 0.25
# A copy of a large folder need not be waited for to its end.
_LONGEST_S: Final = 2.0
# Deeper there is no deck, and a link to a folder above would never end.
_DEEPEST: Final = 6
# Compiled code and what is kept are read too, and are no one's work.
_NOT_WORK: Final = frozenset({".py", ".pyc", ".so", ".pyd", ".dll", ".bewaard"})
# What editors leave beside a file while it is open.
_NOT_NAMES: Final = ("~", ".swp", ".swx", ".tmp", ".bak", ".crdownload", "4913")

State = tuple[int, int, int, int]
"""When it was changed (twice, as systems keep it), its length and its number on the disk."""


class Scope(Struct, frozen=True):
    """What is looked at: whole folders, the files that lie in others, and files by name.

    `without` are files that are never looked at, such as those that we write ourselves.
    """

    trees: frozenset[Path]
    folders: frozenset[Path] = frozenset()
    files: frozenset[Path] = frozenset()
    without: frozenset[Path] = frozenset()

    def states(self) -> dict[str, State]:
        """Return the state of every file that is there."""
        found: dict[str, State] = {}
        for tree in self.trees:
            _look(str(tree), found, _DEEPEST)
        for folder in self.folders:
            _look(str(folder), found, 0)
        for file in self.files:
            name = str(file)
            if name not in found:
                try:
                    found[name] = _state(file.stat())
                except (OSError, ValueError):
                    continue
        return self.only(found)

    def only(self, found: dict[str, State]) -> dict[str, State]:
        """Return the states without those of files that are never looked at."""
        without = {str(file) for file in self.without}
        return {name: state for name, state in found.items() if name not in without}


def _look(folder: str, found: dict[str, State], deeper: int) -> None:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith(".") or name.endswith(_NOT_NAMES):
                    continue
                try:
                    if not entry.is_dir():
                        found[entry.path] = _state(entry.stat())
                    elif deeper:
                        _look(entry.path, found, deeper - 1)
                except OSError:
                    continue
    except OSError:
        return  # a folder that is not there has no files


def _state(facts: os.stat_result) -> State:
    return facts.st_mtime_ns, facts.st_ctime_ns, facts.st_size, facts.st_ino


def changed(before: dict[str, State], after: dict[str, State]) -> tuple[str, ...]:
    """Return the paths of what came, went or is not as it was, in order."""
    both = before.keys() | after.keys()
    return tuple(sorted(name for name in both if before.get(name) != after.get(name)))


def await_change(
    scope: Scope,
    before: dict[str, State],
    *,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> dict[str, State]:
    """Return the states once something has changed and all is quiet again.

    What an editor puts back as it was, is no change.
    """
    while True:
        start = clock()
        after = scope.states()
        if after != before:
            after = _quiet(scope, before, after, sleep, clock)
            if after != before:
                return after
        sleep(max(PAUSE_S, _SHARE * (clock() - start)))


def _quiet(
    scope: Scope,
    before: dict[str, State],
    after: dict[str, State],
    sleep: Callable[[float], None],
    clock: Callable[[], float],
) -> dict[str, State]:
    """Return the states once they have stayed as they are for a while."""
    first = since = clock()
    while clock() - first < _LONGEST_S:
        gone = before.keys() - after.keys()
        if clock() - since >= (_BACK_S if gone else _QUIET_S):
            break
        sleep(_QUIET_S / 3)
        now = scope.states()
        if now != after:
            after, since = now, clock()
    return after


class Reading:
    """Notes which files this process opens to read, from the moment that it is made.

    Python tells of every file that is opened; it cannot be told to stop, so there is one of these.
    """

    def __init__(self) -> None:
        self._opened: set[str] = set()
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        if event != "open":
            return
        name, mode = arguments[0], arguments[1]
        writes = isinstance(mode, str) and any(letter in mode for letter in "wax+")
        flags = arguments[2]
        writes = writes or (isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR)))
        if isinstance(name, bytes):
            name = os.fsdecode(name)
        if isinstance(name, str | os.PathLike) and not writes:
            self._opened.add(os.fspath(name))

    def files(self) -> frozenset[Path]:
        """Return the files that were read and are people's work, with their whole paths."""
        kept = cache_folder()
        return frozenset(
            path
            for path in (Path(os.path.abspath(name)) for name in tuple(self._opened))  # noqa: PTH100
            if path.suffix not in _NOT_WORK
            and not path.is_relative_to(kept)
            and not str(path).startswith(("/proc/", "/dev/", "/sys/"))
        )
