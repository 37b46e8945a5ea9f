"""Matrices as tuples and the boxes that they make: what is done a hundred times for every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

import pikepdf

from kaartgen.pdf.preflight.model import Box

Matrix: TypeAlias = tuple[float, float, float, float, float, float]

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies `first` and after it `then`."""
    a, b, c, d, e, f = first
    a2, b2, c2, d2, e2, f2 = then
    return (
        a * a2 + b * c2,
        a * b2 + b * d2,
        c * a2 + d * c2,
        c * b2 + d * d2,
        e * a2 + f * c2 + e2,
        e * b2 + f * d2 + f2,
    )


def boxed(left: float, low: float, right: float, high: float, m: Matrix) -> Box:
    """Return the box round where a rectangle comes to lie."""
    a, b, c, d, e, f = m
    if b == 0 and c == 0:
        x1, x2, y1, y2 = a * left + e, a * right + e, d * low + f, d * high + f
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    xs = [a * x + c * y + e for x in (left, right) for y in (low, high)]
    ys = [b * x + d * y + f for x in (left, right) for y in (low, high)]
    return Box(min(xs), min(ys), max(xs), max(ys))


def factor(m: Matrix) -> float:
    """Return how long a unit becomes, on average of all directions."""
    return float(abs(m[0] * m[3] - m[1] * m[2]) ** 0.5)


def matrix_of(stack: Sequence[bytes]) -> Matrix:
    """Return the matrix that the last six operands say."""
    a, b, c, d, e, f = stack[-6:]
    return float(a), float(b), float(c), float(d), float(e), float(f)


def matrix_in(array: pikepdf.Object | None) -> Matrix:
    """Return the matrix that an array in a dictionary says; without one nothing changes."""
    if array is None:
        return IDENTITY
    a, b, c, d, e, f = (float(number) for number in array)
    return a, b, c, d, e, f
