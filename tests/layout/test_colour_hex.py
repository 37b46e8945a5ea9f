"""Colours of a screen become inks that look alike, and greys become black alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartgen.frame import BLACK, WHITE
from kaartgen.layout.colour_hex import from_hex, from_rgb
from kaartgen.layout.contrast import as_seen

parts = st.integers(0, 255)


@given(level=parts)
@settings(max_examples=30, deadline=None)
def test_a_grey_is_black_ink_alone(level: int) -> None:
    colour = from_rgb(level, level, level)
    assert (colour.c, colour.m, colour.y) == (0, 0, 0)


def test_black_is_full_black_and_white_is_paper() -> None:
    assert from_hex("#000000") == BLACK
    assert from_hex("#fff") == WHITE


def test_a_lighter_grey_never_takes_more_ink() -> None:
    inks = [from_rgb(level, level, level).k for level in range(256)]
    assert inks == sorted(inks, reverse=True)


@given(red=parts, green=parts, blue=parts)
@settings(max_examples=40, deadline=None)
def test_no_colour_takes_more_ink_than_a_press_lays(red: int, green: int, blue: int) -> None:
    assert from_rgb(red, green, blue).ink <= 300


@pytest.mark.parametrize(
    ("text", "rgb"),
    [("#e91e63", (233, 30, 99)), ("005a9c", (0, 90, 156)), ("#FD0", (255, 221, 0))],
)
def test_what_a_press_can_make_is_seen_as_it_was(text: str, rgb: tuple[int, int, int]) -> None:
    colour = from_hex(text)
    assert colour is not None
    (seen,) = as_seen([colour])
    assert max(abs(one - other) for one, other in zip(seen, rgb, strict=True)) <= 24


@pytest.mark.parametrize("text", ["", "#12", "#12345", "rood", "#ggg", "#1234567"])
def test_what_is_no_colour_is_none(text: str) -> None:
    assert from_hex(text) is None
