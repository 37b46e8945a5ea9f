"""One sheet of each product as a picture that somebody has looked at.

A picture that differs is left beside the one expected and their difference in tests/verschil;
`pytest --accept` makes it the one expected from now on.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from kaartgen.content.deck import Deck
from kaartgen.content.guide import load_conversation
from kaartgen.imposition.paper_file import load_paper
from kaartgen.layout.look import Look
from kaartgen.pdf.draw import drawn
from kaartgen.products.bundel import BundleJob, build_bundle
from kaartgen.products.dialoogkaart import BoardJob, build_board
from kaartgen.products.doosje import build_boxes
from kaartgen.products.handreiking import GuideJob, build_guide
from kaartgen.products.selection import Selection, chosen
from kaartgen.workspace import Workspace
from tests.pdf.reading import pictured
from tests.products.conftest import MakePrinted

_TESTS = Path(__file__).parents[1]
_GOLDEN = _TESTS / "gouden"
_DIFFERENT = _TESTS / "verschil"
_PPI = 60
# Another build of the renderer smooths edges a little otherwise: over the whole page half a step
# of 255, and no more than one pixel in two hundred clearly off.
_MEAN = 0.5
_CLEARLY = 32
_SHARE = 0.005


def compare(actual: Image.Image, name: str, *, accept: bool, folder: Path | None = None) -> None:
    """Compare a picture with the one in `folder`, or make it the one expected."""
    file = (folder or _GOLDEN) / f"{name}.png"
    if accept:
        file.parent.mkdir(exist_ok=True)
        actual.save(file, optimize=True)
        return
    assert file.exists(), f"{file} is not there yet; pytest --accept makes it"
    with Image.open(file) as opened:
        expected = opened.convert("RGB")
    assert actual.size == expected.size
    difference = ImageChops.difference(actual, expected)
    mean = sum(ImageStat.Stat(difference).mean) / 3
    loudest = difference.convert("RGB").split()
    worst = ImageChops.lighter(ImageChops.lighter(loudest[0], loudest[1]), loudest[2])
    histogram = worst.histogram()
    share = sum(histogram[_CLEARLY:]) / (actual.width * actual.height)
    if mean > _MEAN or share > _SHARE:
        _DIFFERENT.mkdir(exist_ok=True)
        actual.save(_DIFFERENT / f"{name}-nu.png")
        expected.save(_DIFFERENT / f"{name}-verwacht.png")
        ImageChops.invert(difference).save(_DIFFERENT / f"{name}-verschil.png")
        pytest.fail(
            f"{name} differs: {mean:.2f} on average, {share:.2%} of the pixels; "
            f"look in {_DIFFERENT}, and if it is meant: pytest --accept"
        )


@pytest.mark.parametrize(("page", "name"), [(0, "vel-a6-voor"), (1, "vel-a6-achter")])
def test_a_sheet_of_a6_cards_looks_as_it_did(
    page: int, name: str, accept: bool, jeugdzorg_printed: MakePrinted
) -> None:
    pdf = jeugdzorg_printed("S01-S02,B01,F01", explained=False).pdf
    compare(pictured(pdf, page, ppi=_PPI), name, accept=accept)


# Coarse enough to keep small, fine enough to see a line or a heading move.
_PRODUCTS = {
    "dialoogkaart-voor": (0, 40),
    "dialoogkaart-achter": (1, 40),
    "handreiking-gesprek": (2, 50),
    "bundel-verhaal": (3, 60),
    "bundel-schrijven": (4, 60),
    "doosje-a6": (0, 40),
}


@pytest.fixture(scope="module")
def products(jeugdzorg: Deck, jeugdzorg_look: Look, shipped: Workspace) -> Callable[[str], bytes]:
    """Make a product of the shipped deck by the first word of its picture's name."""
    house = jeugdzorg_look.house
    board, guide = load_conversation(shipped, jeugdzorg)

    @cache
    def make(name: str) -> bytes:
        match name:
            case "dialoogkaart":
                job = BoardJob(load_paper(shipped, "A3"))
                return drawn(build_board(jeugdzorg, board, house, "nl_NL", job))
            case "handreiking":
                how = GuideJob(datetime.time(13, 30))
                return drawn(build_guide(jeugdzorg, board, guide, house, "nl_NL", how))
            case "bundel":
                return drawn(build_bundle(jeugdzorg, house, "nl_NL", BundleJob()))
            case _:
                cards = chosen(jeugdzorg, Selection("S,B,F,I"))
                papers = [load_paper(shipped, "A4")]
                (box,) = build_boxes(
                    jeugdzorg, jeugdzorg_look, cards, papers, "nl_NL", per_card=0.25
                )
                return drawn(box.document)

    return make


@pytest.mark.parametrize("name", _PRODUCTS)
def test_a_page_of_a_product_looks_as_it_did(
    name: str, accept: bool, products: Callable[[str], bytes]
) -> None:
    page, ppi = _PRODUCTS[name]
    compare(pictured(products(name.partition("-")[0]), page, ppi=ppi), name, accept=accept)


def test_a_picture_that_differs_is_noticed_and_left_to_look_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.products.test_golden._GOLDEN", tmp_path / "gouden")
    monkeypatch.setattr("tests.products.test_golden._DIFFERENT", tmp_path / "verschil")
    page = Image.new("RGB", (100, 100), "white")
    compare(page, "proef", accept=True)
    compare(page.copy(), "proef", accept=False)
    page.paste((0, 0, 0), (10, 10, 20, 20))
    with pytest.raises(pytest.fail.Exception, match="proef differs"):
        compare(page, "proef", accept=False)
    left = sorted(file.name for file in (tmp_path / "verschil").iterdir())
    assert left == ["proef-nu.png", "proef-verschil.png", "proef-verwacht.png"]
