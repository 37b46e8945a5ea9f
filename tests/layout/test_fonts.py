"""Fonts: kerning without ligatures, glyphs that are missing, and files that are no use."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from kaartgen.content.fields import Text
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import FontRef
from kaartgen.layout.fonts import FamilyFiles, Font, FontBook
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.static_font import FontFile

from .ink import font_file
from .laws import law

_SHIPPED = [
    ("text", 400, False),
    ("text", 400, True),
    ("text", 700, False),
    ("display", 700, False),
]


@pytest.fixture(params=_SHIPPED, ids=lambda which: "-".join(map(str, which)))
def font(request: pytest.FixtureRequest, house: HouseStyle) -> Font:
    family, weight, italic = request.param
    return house.book.font(family, weight, italic=italic)


def advances(font: Font, word: str) -> float:
    file = font_file(font.ref.file)
    return sum(file.advance(char) for char in word)


@pytest.mark.parametrize("pair", ["AV", "To"])
def test_a_pair_that_gapes_is_drawn_together(font: Font, pair: str) -> None:
    assert font.shaped(pair).advance < advances(font, pair) - 0.01


@pytest.mark.parametrize("pair", ["AV", "To"])
def test_the_kerning_that_is_drawn_is_the_kerning_that_is_measured(font: Font, pair: str) -> None:
    shaped = font.shaped(pair)
    drawn = sum(shift for _, shift in shaped.kerns) / 1000
    assert advances(font, pair) + drawn == pytest.approx(shaped.advance, abs=0.001)


@pytest.mark.parametrize("word", ["coëfficiënt", "ffi", "fiets", "afvlakken", "ijs", "fjord"])
def test_a_word_is_as_wide_as_its_letters_one_by_one(font: Font, word: str) -> None:
    shaped = font.shaped(word)
    drawn = sum(shift for _, shift in shaped.kerns) / 1000
    assert shaped.advance == pytest.approx(advances(font, word) + drawn, abs=0.002)


@pytest.mark.parametrize("word", ["coëfficiënt", "ffi", "fiets", "ijs"])
def test_no_letters_are_joined_into_one(font: Font, word: str) -> None:
    shaped = font.shaped(word)
    assert shaped.text == word
    assert all(0 <= index < len(word) for index, _ in shaped.kerns)


def test_what_an_author_types_decomposed_is_set_composed() -> None:
    typed = unicodedata.normalize("NFD", "coëfficiënt één")
    text = TypeAdapter(Text).validate_python(typed)
    assert text == "coëfficiënt één"


def test_a_snowman_is_missing(font: Font) -> None:
    assert font.missing("een ☃ van sneeuw") == "☃"


def test_a_missing_character_is_told_once(font: Font) -> None:
    assert font.missing("☃☃⛄☃") == "☃⛄"


@pytest.mark.parametrize("char", list("éëïüçÉ“”‘’–—…€·•×½§"))
def test_what_dutch_needs_is_there(font: Font, char: str) -> None:
    assert font.missing(char) == ""
    assert font_file(font.ref.file).has(char)


def test_spaces_and_soft_hyphens_are_never_missing(font: Font) -> None:
    assert font.missing("a b\u00adc\u00a0d\n") == ""


def test_the_cap_height_is_the_height_of_an_h(font: Font) -> None:
    assert font.cap_height == pytest.approx(font_file(font.ref.file).cap_height, abs=0.001)


def test_a_soft_hyphen_takes_no_room(font: Font) -> None:
    assert font.shaped("pleeg\u00adzorg").text == "pleegzorg"
    assert font.shaped("pleeg\u00adzorg").advance == font.shaped("pleegzorg").advance


@law(60)
@given(words=st.lists(st.text("AVTofwy.,’“ëij", min_size=1, max_size=8), min_size=1, max_size=12))
def test_a_word_seen_before_comes_out_the_same(house: HouseStyle, words: list[str]) -> None:
    kept = house.book.font("text", 400)
    fresh = Font(kept.ref)
    for word in words:
        kept.shaped(word)
    assert [kept.shaped(word) for word in words] == [fresh.shaped(word) for word in words]


def test_a_file_is_opened_once(house: HouseStyle) -> None:
    assert house.book.font("text", 400) is house.book.font("text", 400)


def test_a_weight_that_is_not_there_is_an_error_of_the_font(house: HouseStyle) -> None:
    with pytest.raises(KaartgenError, match="350") as caught:
        house.book.font("text", 350)
    assert caught.value.code is ExitCode.FONT


def test_an_italic_that_is_not_there_names_the_weights_that_are(house: HouseStyle) -> None:
    with pytest.raises(KaartgenError, match="700 cursief") as caught:
        house.book.font("display", 700, italic=True)
    assert "600, 700, 800" in str(caught.value)


@pytest.mark.parametrize(
    "kept", [0, 12, 20_000], ids=["empty", "twelve bytes", "cut off after 20 kB"]
)
def test_a_broken_font_file_is_an_error_of_the_font(
    house: HouseStyle, tmp_path: Path, kept: int
) -> None:
    whole = house.book.font("text", 400).ref.file.read_bytes()
    broken = tmp_path / "stuk.ttf"
    broken.write_bytes(whole[:kept])
    book = FontBook({"text": FamilyFiles("Stuk", {(400, False): FontFile(broken)})})
    with pytest.raises(KaartgenError, match=r"stuk\.ttf") as caught:
        book.font("text", 400)
    assert caught.value.code is ExitCode.FONT


def test_a_file_that_is_no_font_is_an_error_of_the_font(tmp_path: Path) -> None:
    file = tmp_path / "geen.ttf"
    file.write_text("dit is geen lettertype", "utf-8")
    with pytest.raises(KaartgenError) as caught:
        Font(FontRef("geen", file))
    assert caught.value.code is ExitCode.FONT
