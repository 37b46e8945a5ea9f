"""Letters as shapes: the same picture, and no text or font left in the file."""

from __future__ import annotations

import itertools

import pytest
from PIL import ImageChops

from kaartgen.frame import BLACK, Cmyk, Placed
from kaartgen.geometry import Transform
from kaartgen.pdf.draw import drawn
from kaartgen.pdf.outlines import in_outlines
from tests.pdf.reading import opened, pictured, plain_text, streams
from tests.pdf.small import BOLD, CYAN, DISPLAY, block, document, figure, written

_TEXT = frozenset(["Tj", "TJ", "'", '"', "Tf"])
SENTENCE = "Zoë’s fjord: Ångström & 50 %"


def _page():
    inner = figure(written("Placed áß", x=0, y=8, font=DISPLAY, size_pt=16, colour=CYAN))
    turned = Transform.rotate(90).then(Transform.move(55, 5))
    return figure(
        block(0, 0, 20, 5, CYAN),
        written(SENTENCE, y=15, kerns=((0, -60), (5, 35))),
        written("Vet en klein", y=22, font=BOLD, size_pt=7, colour=Cmyk(0, 100, 50, 10)),
        Placed(inner, Transform.move(5, 24)),
        Placed(inner, turned),
    )


def test_no_text_is_left() -> None:
    pdf = drawn(in_outlines(document(_page())))
    assert plain_text(pdf).strip() == ""
    for stream in streams(opened(pdf)):
        # reportlab names a font on every page; none is shown.
        assert not {operator for operator, _ in stream.operators} & (_TEXT - {"Tf"})


def test_it_looks_the_same() -> None:
    before = pictured(drawn(document(_page())), ppi=508)
    after = pictured(drawn(in_outlines(document(_page()))), ppi=508)
    assert before.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()
    difference = ImageChops.difference(before, after).convert("L")
    differing = sum(difference.point(lambda value: 1 if value > 96 else 0).tobytes())
    inked = sum(before.convert("L").point(lambda value: 1 if value < 250 else 0).tobytes())
    # A renderer smooths and hints text and shapes a little differently along their edges.
    assert differing < 0.03 * inked


def test_shapes_keep_the_ink_of_their_text() -> None:
    pdf = opened(drawn(in_outlines(document(figure(written("zwart", colour=BLACK))))))
    (page,) = streams(pdf)
    (inks,) = [operands for operator, operands in page.operators if operator == "k"]
    assert [float(ink) for ink in inks] == [0, 0, 0, 1]


def test_a_page_without_text_stays_as_it_is() -> None:
    whole = document(figure(block(0, 0, 5, 5)))
    assert in_outlines(whole).pages[0] is whole.pages[0]


@pytest.mark.parametrize("text", ["o", "e", "8"])
def test_the_hole_in_a_letter_stays_open(text: str) -> None:
    page = figure(written(text, x=10, y=30, size_pt=72))
    for whole in (document(page), in_outlines(document(page))):
        picture = pictured(drawn(whole)).convert("L")
        left, top, right, bottom = picture.point(lambda value: 255 - value).getbbox()
        column = [picture.getpixel(((left + right) // 2, y)) for y in range(top, bottom)]
        turns = sum(1 for a, b in itertools.pairwise(column) if (a < 128) != (b < 128))
        assert turns >= 2
