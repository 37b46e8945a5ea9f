"""Files and a way to make something of them in; that thing out, from the cache if it is there.

Reading a deck and its templates takes a quarter of the time of a small deck, and they seldom change
between two runs. As Python keeps its compiled modules, so what was made of these files is kept in
the user's cache folder, under a digest of everything that it was made of: the bytes of the files,
this code and its libraries. What is kept may be thrown away or damaged at any time: then it is made
again.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from platformdirs import user_cache_path

T = TypeVar("T")

# Some 100 kB each: the decks, templates and house styles that one person works with.
_MOST: Final = 60
# Longer files are refused when they are read; no need to weigh them first.
_MOST_BYTES: Final = 4_000_000
_SUFFIX: Final = ".bewaard"


def folder() -> Path:
    """Return where kaartgen keeps what can be made again."""
    return user_cache_path("kaartgen")


def kept(
    about: str,
    files: Iterable[Path],
    make: Callable[[], T],
    *,
    worth: Callable[[T], bool] = lambda _: True,
) -> T:
    """Return what `make` makes of these files, from the cache if nothing has changed since.

    `about` tells apart what else decides the outcome. Only what is `worth` it is kept; an error
    that `make` raises is raised, and nothing kept.
    """
    try:
        digest = _digest(about, files)
    except OSError:  # making it will tell what cannot be read
        return make()
    name = hashlib.blake2b(_bytes(about), digest_size=8).hexdigest() + _SUFFIX
    found: T | None = _read(folder() / name, digest)
    if found is not None:
        return found
    made = make()
    if worth(made):
        _write(folder() / name, digest, made)
    return made


def _digest(about: str, files: Iterable[Path]) -> bytes:
    seen = hashlib.blake2b(_bytes(_code()), digest_size=32)
    seen.update(_bytes(about))
    for file in files:
        if file.stat().st_size > _MOST_BYTES:
            raise OSError
        raw = file.read_bytes()
        seen.update(_bytes(f"\0{file}\0{len(raw)}\0"))
        seen.update(raw)
    return seen.digest()


def _bytes(text: str) -> bytes:
    """Return the bytes of a text with paths in it, which may hold what is no UTF-8."""
    return text.encode("utf-8", "surrogateescape")


@cache
def _code() -> str:
    """Return what tells this code and these libraries from any other."""
    own = sorted(_modules(str(Path(__file__).parent)))
    # Asking a library for its version would load it, and what is kept may not need it.
    library = importlib.util.find_spec("pydantic")
    where = Path(library.origin).with_name("version.py") if library and library.origin else None
    facts = (str(where), where.stat().st_mtime_ns, where.stat().st_size) if where else None
    return f"{sys.implementation.cache_tag} {facts} {own}"


def _modules(where: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(where) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                facts = entry.stat()
                yield entry.path, facts.st_mtime_ns, facts.st_size
            elif entry.is_dir():  # any of them may hold the model of a file
                yield from _modules(entry.path)


def _read(file: Path, digest: bytes) -> T | None:
    # Whatever is wrong with what was kept, making it again is the remedy.
    with contextlib.suppress(Exception):
        raw = file.read_bytes()
        if raw[: len(digest)] == digest:
            found: T = pickle.loads(memoryview(raw)[len(digest) :])  # noqa: S301 (our own file)
            return found
    return None


def _write(file: Path, digest: bytes, made: object) -> None:
    # A cache that cannot be written (no home, a full disk) is no reason to fail.
    with contextlib.suppress(OSError, pickle.PicklingError):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(f".{os.getpid()}")
        try:
            beside.write_bytes(digest + pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
            beside.replace(file)
        finally:
            # Gone already if all went well; half a file on a full disk would stay for ever.
            beside.unlink(missing_ok=True)
        _prune(file.parent)


def _prune(where: Path) -> None:
    """Throw away what was written longest ago, beyond a fair number."""
    by_age = sorted(where.glob(f"*{_SUFFIX}"), key=lambda file: file.stat().st_mtime_ns)
    for file in by_age[:-_MOST]:
        file.unlink(missing_ok=True)
