"""Shops that take pictures: every side as one file, of their own size and in their own order."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from kaartgen.errors import ExitCode
from tests.cli.conftest import files_under
from tests.cli.test_press import made, shop
from tests.content.small import DECK


@pytest.fixture
def poker(small):
    """The small deck with its values on poker cards."""
    small.write("deck.yaml", f"{DECK}formaten: {{waarde: poker}}\n")
    return small


def test_makeplayingcards_gets_fronts_and_the_one_back_of_822_by_1122(poker, kaartgen) -> None:
    answer = kaartgen("deck", "proef", "--profiel", "makeplayingcards", "--soort", "W")
    files = made(answer)
    assert files_under(poker.root / "output") == [
        f"proef-kaarten-makeplayingcards-W/poker-{name}.png"
        for name in ("001-W01-voor", "002-W02-voor", "achter-waarden")
    ]
    for file in files:
        with Image.open(file) as picture:
            assert (picture.size, picture.mode) == ((822, 1122), "RGB")
    assert "3 plaatjes in RGB (822 × 1122 punten)" in answer.err


def test_colour_runs_on_to_the_edge_of_the_picture(poker, kaartgen) -> None:
    back = made(kaartgen("deck", "proef", "--profiel", "makeplayingcards", "--soort", "W"))[-1]
    with Image.open(back) as picture:
        grey = picture.convert("L")
    for x, y in ((0, 0), (821, 0), (0, 1121), (821, 1121), (0, 560), (410, 1121)):
        assert grey.getpixel((x, y)) < 200


def test_thegamecrafter_takes_tarot(small, kaartgen) -> None:
    files = made(kaartgen("deck", "proef", "--profiel", "thegamecrafter", "--soort", "W"))
    for file in files:
        with Image.open(file) as picture:
            assert picture.size == (900, 1500)


def test_a_shop_that_wants_its_inks_in_a_jpg_gets_them(small, kaartgen) -> None:
    shop(small, "piet", bestand="jpg", ppi=150, inkt=200)
    files = made(kaartgen("deck", "proef", "--profiel", "piet", "--soort", "W"))
    assert [file.name for file in files] == [
        f"tarot-00{n}-W0{n}-{side}.jpg" for n in (1, 2) for side in ("voor", "achter")
    ]
    for file in files:
        with Image.open(file) as picture:
            # 76 × 126 mm at 150 ppi.
            assert (picture.size, picture.mode) == ((449, 744), "CMYK")


def test_a_card_that_the_shop_does_not_make_is_told_by_kind(small, kaartgen) -> None:
    answer = kaartgen("deck", "proef", "--profiel", "makeplayingcards")
    assert answer.code == ExitCode.USAGE
    assert "drukt geen kaarten van 105 × 148 mm (situaties)" in answer.err
    assert "drukt geen kaarten van 70 × 120 mm (waarden)" in answer.err
    assert "poker (63,5 × 88,9 mm)" in answer.err
    assert not (small.root / "output").exists()


@pytest.mark.parametrize("option", ["--pdfx 4", "--per-kaart"])
def test_what_is_of_a_pdf_is_refused(option: str, kaartgen) -> None:
    answer = kaartgen("deck", "proef", "--profiel", "makeplayingcards", *option.split())
    assert answer.code == ExitCode.USAGE
    name = option.split(maxsplit=1)[0]
    assert f"MakePlayingCards wil plaatjes (png); {name} is voor een pdf." in answer.err


def test_a_card_that_is_wanted_more_often_is_one_picture_and_told(poker, kaartgen) -> None:
    answer = kaartgen(
        "deck", "proef", "--profiel", "makeplayingcards", "--soort", "W", "--aantal", "3"
    )
    assert len(made(answer)) == 3
    assert "bestel meer van W01 3 keer, W02 3 keer" in answer.err


def test_a_folder_of_ones_own_holds_the_folder_of_the_pictures(poker, kaartgen) -> None:
    arguments = ("--profiel", "makeplayingcards", "--soort", "W", "--uit", "druk")
    files = made(kaartgen("deck", "proef", *arguments))
    assert {file.parent for file in files} == {
        Path(poker.root / "druk" / "proef-kaarten-makeplayingcards-W")
    }
