"""Pictures of every element, and of a template one and two steps from its base.

Those of the elements are the ones in docs/sjablonen.md: `python tools/sjablonen.py` makes them.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from kaartgen.frame import Frame
from tests.products.test_golden import compare

from .small_family import BASE, DECK, Write, front

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import sjablonen


def pixels(frame: Frame) -> Image.Image:
    return Image.open(io.BytesIO(sjablonen.picture(frame))).convert("RGB")


@pytest.mark.parametrize("key", sjablonen.elements())
def test_an_element_looks_as_its_picture_in_the_manual(key: str) -> None:
    folder = sjablonen.PICTURES
    compare(pixels(sjablonen.frame(key)), key, accept=False, folder=folder)


CHILD = """\
extends: basis
styles:
  title: {sizes: [15/18], colour: white}
front:
  regions:
    band: {h: 48, radius: 4, rounded: [bottom-left, bottom-right]}
    title: {y: band + 4}
    icon: {icon: star, colour: white, x: side, w: 14, y: 8, h: 14}
"""
GRANDCHILD = """\
extends: midden
variables: {band: 30, side: 12}
front:
  regions:
    icon: {icon: moon}
    effect: null
    lint: {pattern: stars, y: 100, h: 20}
"""


@pytest.mark.parametrize(
    ("name", "templates"),
    [
        ("sjabloon-een-diep", {"basis": BASE, "joker": CHILD}),
        ("sjabloon-twee-diep", {"basis": BASE, "midden": CHILD, "joker": GRANDCHILD}),
    ],
)
def test_a_template_shows_its_base_with_the_differences(
    name: str, templates: dict[str, str], write: Write, *, accept: bool
) -> None:
    compare(pixels(front(write(deck=DECK, **templates))), name, accept=accept)
