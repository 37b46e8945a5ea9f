"""Paths, lines, inks and places in; the operators out that say them in a PDF's content."""

from __future__ import annotations

from typing import Final

from kaartgen.frame import Cmyk, Path, Stroke
from kaartgen.geometry import MM_PER_POINT, Rect, Transform

_OPERATORS: Final = {"M": "m", "L": "l", "C": "c", "Z": "h"}
# What PDF takes where nothing is said of how far corners may reach.
_MITER: Final = 10.0
# Three decimals of a millimetre are a micrometre.
_FORMATS: Final = {0: "", 2: "%.3f %.3f ", 6: "%.3f %.3f %.3f %.3f %.3f %.3f "}


def path(outline: Path) -> str:
    """Return the operators that lay a path, without what paints it."""
    return " ".join(
        [_FORMATS[len(numbers)] % numbers + _OPERATORS[op] for op, numbers in outline.segments]
    )


def stroked(item: Stroke) -> str:
    """Return the operators that draw a line, in the ink that is chosen."""
    width = item.width_pt * MM_PER_POINT
    # Each comes with what undoes it, since a page's lines are not wrapped one by one.
    pen: list[tuple[str, str]] = []
    if item.dash:
        lengths = " ".join(f"{length:.3f}" for length in item.dash)
        pen.append((f"[{lengths}] {item.phase:.4g} d", "[] 0 d"))
    if item.cap:
        pen.append((f"{item.cap} J", "0 J"))
    if item.join:
        pen.append((f"{item.join} j", "0 j"))
    if item.miter != _MITER:
        pen.append((f"{item.miter:.4g} M", "10 M"))
    before = "".join(f"{one} " for one, _ in pen)
    after = "".join(f" {one}" for _, one in pen)
    return f"{width:.4f} w {before}{path(item.path)} S{after}"


def rectangle(rect: Rect) -> str:
    """Return the operator that lays a rectangle."""
    return f"{rect.x:.3f} {rect.y:.3f} {rect.width:.3f} {rect.height:.3f} re"


def matrix(t: Transform) -> str:
    """Return a transform as the six numbers of `cm`."""
    # PDF knows no exponents, and seven decimals are a micrometre over ten metres.
    turned = [f"{part:.7f}".rstrip("0").rstrip(".") for part in (t.a, t.b, t.c, t.d)]
    return f"{' '.join(turned)} {t.e:.4f} {t.f:.4f}"


def inks(colour: Cmyk) -> str:
    """Return a colour as the four numbers of `k` and `K`."""
    return " ".join(f"{ink / 100:.4g}" for ink in (colour.c, colour.m, colour.y, colour.k))


def shown(codes: bytes, at: int, kerns: dict[int, int]) -> str:
    """Return the operator that shows one subset's codes, with the kerning between them."""
    stops = [index - at + 1 for index in kerns if at <= index < at + len(codes)]
    if not stops:
        return f"<{codes.hex()}> Tj"
    pieces: list[str] = []
    start = 0
    for stop in sorted(stops):
        pieces.append(f"<{codes[start:stop].hex()}>{-kerns[stop - 1 + at]}")
        start = stop
    if start < len(codes):
        pieces.append(f"<{codes[start:].hex()}>")
    return f"[{''.join(pieces)}] TJ"
