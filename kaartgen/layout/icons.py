"""An icon's name in; its outline out, in a square of one millimetre.

The tables hold Phosphor's filled and bold icons, made by `tools/iconen.py`.
"""

from __future__ import annotations

from functools import lru_cache

from kaartgen.frame import Path, Segment
from kaartgen.workspace import PACKAGE

_FOLDER = PACKAGE / "iconen"
_GRID = 256.0
_COUNTS = {"M": 2, "L": 2, "C": 6, "Z": 0}


@lru_cache(maxsize=2)
def _table(weight: str) -> bytes:
    """Return a table as it stands in its file: decoding it all for ten icons is a waste."""
    return b"\n" + (_FOLDER / f"phosphor-{weight}.tsv").read_bytes()


@lru_cache(maxsize=256)
def icon(name: str) -> Path | None:
    """Return the icon called `eye-fill`, `frame-corners-bold` or (filled) `signpost`, or None."""
    weight = "bold" if name.endswith("-bold") else "fill"
    full = name if name.endswith(("-bold", "-fill")) else f"{name}-fill"
    table = _table(weight)
    key = f"\n{full}\t".encode()
    start = table.find(key)
    if start < 0:
        return None
    start += len(key)
    tokens = table[start : table.index(b"\n", start)].decode().split(" ")
    segments: list[Segment] = []
    at = 0
    while at < len(tokens):
        count = _COUNTS[tokens[at]]
        numbers = tuple(float(token) / _GRID for token in tokens[at + 1 : at + 1 + count])
        segments.append((tokens[at], numbers))
        at += 1 + count
    return Path(tuple(segments))


def icon_names() -> list[str]:
    """Return the names of all icons, without their weight."""
    rows = _table("fill").decode().split("\n")
    return [row.partition("\t")[0].removesuffix("-fill") for row in rows if row]
