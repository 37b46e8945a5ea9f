"""`kaartgen proef`: pictures of the cards, one for each kind."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from kaartgen.errors import ExitCode
from tests.cli.conftest import Answer, files_under


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ("", "proef-proef-situatie.png proef-proef-waarde.png"),
        ("--hulplijnen", "proef-proef-situatie-hulplijnen.png proef-proef-waarde-hulplijnen.png"),
        ("--grijs", "proef-proef-situatie-grijs.png proef-proef-waarde-grijs.png"),
        ("--hulplijnen --grijs --soort S", "proef-proef-situatie-S-hulplijnen-grijs.png"),
        ("--alleen S01", "proef-proef-situatie-S01.png"),
    ],
)
def test_every_choice_is_in_the_pictures_name(small, kaartgen, arguments, names):
    answer = kaartgen("proef", "proef", "--stil", *arguments.split())
    paths = [f"{small.root}/output/{name}" for name in names.split()]
    assert answer == Answer(ExitCode.OK, "\n".join([*paths, ""]), "")


def test_the_pictures_are_png(small, kaartgen):
    kaartgen("proef", "proef")
    for name in files_under(small.root / "output"):
        with Image.open(io.BytesIO((small.root / "output" / name).read_bytes())) as picture:
            assert picture.format == "PNG"


def test_the_words_count_the_cards(kaartgen):
    answer = kaartgen("proef", "proef")
    assert answer.err == "Klaar: 3 kaarten, een plaatje voor elke soort.\n"


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("map", ["map/proef-proef-situatie.png", "map/proef-proef-waarde.png"]),
        ("los.png", ["los.png", "los-waarde.png"]),
    ],
)
def test_the_user_says_which_file_or_folder(small, kaartgen, where, expected):
    answer = kaartgen("proef", "proef", "--stil", "--uit", where)
    assert answer.out.split() == [str(small.root / name) for name in expected]


def test_json_gives_a_picture_as_a_file_of_one_page(small, kaartgen):
    found = json.loads(kaartgen("proef", "proef", "--json", "--soort", "W").out)
    path = str(small.root / "output" / "proef-proef-waarde-W.png")
    assert found == {
        "bestanden": [{"pad": path, "paginas": 1}],
        "kaarten": 2,
        "vellen": 0,
        "bevindingen": [],
    }


def test_a_proof_that_fails_leaves_the_earlier_pictures_whole(small, kaartgen):
    kaartgen("proef", "proef")
    folder = small.root / "output"
    before = {name: (folder / name).read_bytes() for name in files_under(folder)}
    small.spoil("situaties.yaml", "De deur", "De ☃")
    assert kaartgen("proef", "proef").code is ExitCode.FONT
    assert {name: (folder / name).read_bytes() for name in files_under(folder)} == before


@pytest.mark.usefixtures("three")
def test_different_cards_never_share_a_name(kaartgen):
    span = kaartgen("proef", "proef", "--stil", "--alleen", "S01-S03").out
    pair = kaartgen("proef", "proef", "--stil", "--alleen", "S01,S03").out
    assert span != pair
