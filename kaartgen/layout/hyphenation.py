"""A word in; the places where its language lets it be divided out."""

from __future__ import annotations

import contextlib
import marshal
import os
import re
import sys
from functools import lru_cache
from pathlib import Path

import pyphen

from kaartgen import kept

# Dutch drops the trema at the end of a line ("zeeën" → "zee-en"), so a cut before one would
# misspell; and a fragment of two letters is a stumbling block for the reader.
_TREMA = frozenset("ëïöüäË")
DUTCH = "nl_NL"
_SHORTEST = 3
_LETTERS = re.compile(r"[^\W\d_]+")
_SHY = "\u00ad"


@lru_cache(maxsize=4)
def _patterns(language: str) -> pyphen.Pyphen:
    """Return pyphen's patterns, which take 75 ms to read and 5 ms once kept in marshalled form.

    What is kept may be thrown away or damaged at any time: then it is made again.
    """
    source = pyphen.LANGUAGES[language]
    kept = _kept_file(language)
    if source not in pyphen.hdcache:
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            patterns = marshal.loads(kept.read_bytes())  # noqa: S302 (our own file)
            found = object.__new__(pyphen.HyphDict)
            found.patterns, found.cache = patterns, {}
            found.maxlen = max(map(len, patterns))
            pyphen.hdcache[source] = found
    known = source in pyphen.hdcache
    ready = pyphen.Pyphen(lang=language, left=_SHORTEST, right=_SHORTEST)
    if not known:
        with contextlib.suppress(OSError, ValueError):
            kept.parent.mkdir(parents=True, exist_ok=True)
            beside = kept.with_suffix(f".{os.getpid()}")
            beside.write_bytes(marshal.dumps(ready.hd.patterns))
            beside.replace(kept)
    return ready


def _kept_file(language: str) -> Path:
    """Return where the patterns are kept: another pyphen or Python makes another file."""
    version = f"{pyphen.VERSION}-{sys.implementation.cache_tag}"
    return kept.folder() / f"afbreken-{language}-{version}.bin"


@lru_cache(maxsize=100_000)
def cuts(word: str, language: str = DUTCH) -> tuple[int, ...]:
    """Return the indices before which a hyphen may divide `word`.

    Without a `language` no word is divided but where its author lets it.
    A soft hyphen that the author wrote is taken as the only places to divide that word.
    """
    if _SHY in word:
        plain_index, found = 0, []
        for char in word:
            if char == _SHY:
                found.append(plain_index)
            else:
                plain_index += 1
        return tuple(at for at in found if 0 < at < plain_index)
    if not language:
        return ()
    trema = _TREMA if language.startswith("nl") else frozenset()
    result: list[int] = []
    for match in _LETTERS.finditer(word):
        letters = match[0]
        # Names, codes and abbreviations stay whole.
        if len(letters) < 2 * _SHORTEST or letters[1:].lower() != letters[1:]:
            continue
        for position in _patterns(language).positions(letters.lower()):
            at = int(position)
            if _SHORTEST <= at <= len(letters) - _SHORTEST and letters[at] not in trema:
                result.append(match.start() + at)
    return tuple(result)
