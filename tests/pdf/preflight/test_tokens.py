"""Content cut into tokens: however it is spaced, the same operators with the same operands."""

from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartgen.pdf.preflight.canvas import State
from kaartgen.pdf.preflight.matrix import IDENTITY
from kaartgen.pdf.preflight.model import Box
from kaartgen.pdf.preflight.resources import Resources, Shared
from kaartgen.pdf.preflight.tokens import in_array, tokens
from kaartgen.pdf.preflight.walk import Walk

PLACE = Box(-1e6, -1e6, 1e6, 1e6)
numbers = st.one_of(
    st.integers(-999, 999).map(str), st.integers(-9999, 9999).map(lambda part: f"{part / 100:.2f}")
)


def _paints(content: bytes) -> list[tuple[str, tuple[float, ...], float]]:
    pdf = pikepdf.new()
    walk = Walk(Resources(pikepdf.Dictionary(), Shared()), IDENTITY, State(IDENTITY, PLACE))
    walk.follow(content, pikepdf.Stream(pdf, content))
    return [(one.kind, tuple(round(at, 4) for at in one.box), one.size) for one in walk.paints]


@st.composite
def paths(draw: st.DrawFn) -> list[str]:
    words: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        for operator, count in draw(
            st.lists(st.sampled_from([("l", 2), ("c", 6), ("v", 4), ("y", 4)]), max_size=5)
        ):
            if not words or words[-1] in ("f", "S", "n"):
                words += [draw(numbers), draw(numbers), "m"]
            words += [*(draw(numbers) for _ in range(count)), operator]
        words += draw(st.sampled_from([["h"], [], [*"0510", "re"], ["0.5", "w"]]))
        words += [draw(st.sampled_from(["f", "S", "n", "B"]))]
    return words


@settings(max_examples=60, deadline=None)
@given(paths(), st.sampled_from([" ", "\n", "\t", "  ", "\r\n", " % een opmerking\n"]))
def test_a_path_is_the_same_however_its_numbers_are_spaced(words: list[str], space: str) -> None:
    # A tab is in no pattern for many tokens at once: there each is taken alone.
    assert _paints(space.join(words).encode()) == _paints("\t".join(words).encode())


def test_numbers_without_an_operator_do_not_keep_one_busy() -> None:
    content = b"1 2.5 " * 200_000
    assert len(tokens(content, pikepdf.Stream(pikepdf.new(), content))) >= 1


@pytest.mark.parametrize(
    ("array", "strings", "kerns"),
    [
        (b"[<4869>-20<21>]", [b"Hi", b"!"], [b"-20"]),
        (b"[ <48 69> 3 -4.5 ]", [b"Hi"], [b"3", b"-4.5"]),
        # A last digit that is missing is a nought.
        (b"[<487>]", [b"Hp"], []),
        (b"[]", [], []),
    ],
)
def test_an_array_is_its_strings_and_the_numbers_between_them(array, strings, kerns) -> None:
    assert in_array(array) == (strings, kerns)


def test_kerned_text_in_hexadecimal_is_as_wide_as_in_parentheses() -> None:
    written = b"BT /F1 10 Tf 1 0 0 1 5 5 Tm [(Hi) -120 (!)] TJ ET"
    hexed = b"BT /F1 10 Tf 1 0 0 1 5 5 Tm [<4869>-120<21>]TJ ET"
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        FirstChar=0,
        LastChar=255,
        Widths=pikepdf.Array([500] * 256),
    )
    found = []
    for content in (written, hexed):
        resources = Resources(
            pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font))), Shared()
        )
        walk = Walk(resources, IDENTITY, State(IDENTITY, PLACE))
        walk.follow(content, pikepdf.Stream(pdf, content))
        found.append(walk.paints[0].box)
    assert found[0] == found[1]
    # Three letters of half an em, and 120 thousandths more: at 10 points 16.2 points.
    assert found[0].width == pytest.approx(16.2)
