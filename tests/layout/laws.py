"""How often a law is tried: on the same examples every time, and nothing is kept between runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import settings


def law(examples: int) -> Callable[[Any], Any]:
    """Return the settings of a law that is tried on this many examples."""
    return settings(max_examples=examples, deadline=None, database=None, derandomize=True)
