"""Bands of pixels become one PNG that every reader takes."""

from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kaartgen.pdf.png import band, png


def noise(width: int, height: int, mode: str, seed: int) -> Image.Image:
    """A picture in which no two rows are alike."""
    count = width * height * len(mode)
    return Image.frombytes(
        mode, (width, height), bytes((seed + at * at) % 251 for at in range(count))
    )


def stacked(pictures: list[Image.Image]) -> bytes:
    """The pixels of pictures one under the other."""
    return b"".join(picture.tobytes() for picture in pictures)


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=5),
    st.integers(1, 40),
    st.sampled_from(["RGB", "L"]),
)
def test_the_picture_has_the_pixels_of_its_bands_one_under_the_other(heights, width, mode):
    pictures = [noise(width, height, mode, at) for at, height in enumerate(heights)]
    made = png([band(picture) for picture in pictures], 110)
    with Image.open(io.BytesIO(made)) as read:
        assert (read.mode, read.size) == (mode, (width, sum(heights)))
        assert read.tobytes() == stacked(pictures)


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_the_sum_at_the_end_holds_for_strict_readers(mode):
    made = png([band(noise(30, 20, mode, at)) for at in range(3)], 110)
    start = made.index(b"IDAT") + 4
    length = int.from_bytes(made[start - 8 : start - 4], "big")
    # zlib itself refuses a stream whose sum is another.
    rows = zlib.decompress(made[start : start + length])
    assert len(rows) == 60 * (30 * len(mode) + 1)


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_band_gives_its_pixels_back(mode):
    picture = noise(31, 17, mode, 5)
    assert band(picture).picture().tobytes() == picture.tobytes()


def test_the_picture_says_how_large_it_is_on_paper():
    with Image.open(io.BytesIO(png([band(noise(4, 4, "L", 0))], 330))) as read:
        assert read.info["dpi"] == pytest.approx((330, 330), abs=0.02)
