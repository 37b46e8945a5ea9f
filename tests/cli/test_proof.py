"""`kaartgen proef`: pictures of the cards, one for each kind."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from kaartgen.cli import proof as proofs
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


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ("--zoom 3 --alleen S01", "proef-proef-situatie-S01-zoom-3.png"),
        ("--zoom 2,5 --alleen S01", "proef-proef-situatie-S01-zoom-2-5.png"),
        ("--kant voor --soort S", "proef-proef-situatie-S-voor.png"),
        ("--profiel drukker --soort S", "proef-proef-drukker-situatie-S.png"),
        ("--profiel DrukKer --soort W", "proef-proef-drukker-waarde-W.png"),
        (
            "--profiel drukker --formaat A6 --soort W",
            "proef-proef-drukker-waarde-W-formaat-a6.png",
        ),
    ],
)
def test_size_side_and_shop_are_in_the_pictures_name(small, kaartgen, arguments, name):
    answer = kaartgen("proef", "proef", "--stil", *arguments.split())
    assert answer.out == f"{small.root}/output/{name}\n"


def test_zoom_makes_everything_so_much_larger(small, kaartgen):
    sizes = []
    for zoom in ("1", "3"):
        kaartgen("proef", "proef", "--soort", "S", "--zoom", zoom, "--uit", "een.png")
        with Image.open(small.root / "een.png") as picture:
            sizes.append(picture.size)
    (wide, high), (wider, higher) = sizes
    assert wider == pytest.approx(3 * wide, abs=4)
    assert higher == pytest.approx(3 * high, abs=4)


def test_one_side_of_one_card_fills_its_picture(small, kaartgen):
    kaartgen("proef", "proef", "--alleen", "S01", "--kant", "voor", "--uit", "een.png")
    with Image.open(small.root / "een.png") as picture:
        # 105 × 148 mm at 110 pixels an inch, in a strip of 6 mm of table.
        expected = [(side + 12) / 25.4 * 110 for side in (105, 148)]
        assert picture.size == pytest.approx(expected, abs=2)


@pytest.mark.parametrize("zoom", ["0", "-1", "drie", "21", "", "nan", "inf"])
def test_a_zoom_that_is_none_is_refused(kaartgen, zoom):
    answer = kaartgen("proef", "proef", f"--zoom={zoom}")
    assert answer.code is ExitCode.USAGE
    assert "Bij --zoom hoort een getal van 0,25 tot 20" in answer.err


@pytest.mark.usefixtures("three")
def test_a_picture_too_large_for_a_viewer_is_refused_with_what_would_do(kaartgen, monkeypatch):
    monkeypatch.setattr(proofs, "MOST_PIXELS", 4_000_000)
    answer = kaartgen("proef", "proef", "--zoom", "2")
    assert answer.code is ExitCode.USAGE
    assert "beeldpunten; dat is te groot." in answer.err
    most = answer.err.rpartition("--zoom ")[2].strip().rstrip(".")
    assert kaartgen("proef", "proef", "--zoom", most).code is ExitCode.OK


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("--profiel druker", "Er is geen drukker ‘druker’."),
        ("--profiel drukker --hulplijnen", "--hulplijnen en --profiel gaan niet samen."),
        ("--profiel makeplayingcards --soort S", "drukt geen kaarten van 105 × 148 mm"),
        ("--kant links", "‘links’ kan niet bij --kant."),
        ("--formaat pokker", "‘pokker’ kan niet bij --formaat."),
    ],
)
def test_what_cannot_be_is_refused_in_dutch(kaartgen, arguments, told):
    answer = kaartgen("proef", "proef", *arguments.split())
    assert answer.code is ExitCode.USAGE
    assert told in answer.err


def test_text_too_near_the_knife_is_told(small, kaartgen):
    own = small.root / "kaarten" / "sjablonen" / "kleurvlak"
    own.mkdir(parents=True)
    (own / "waarde.yaml").write_text(
        "extends: tarot\nfront:\n  regions:\n"
        '    rand: {text: "{woord}", style: support, x: 2, y: 50}\n'
        "back: {shared: ja, regions: {ground: {fill: kind}}}\n",
        "utf-8",
    )
    arguments = ("proef", "proef", "--profiel", "drukker", "--soort", "W", "--json")
    found = json.loads(kaartgen(*arguments).out)["bevindingen"]
    assert [one["bericht"].split(":")[0] for one in found] == ["W01 voorkant", "W02 voorkant"]
