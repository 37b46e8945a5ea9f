"""Where Dutch words may be divided, checked against words divided by hand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartgen.layout.hyphenation import cuts

from .laws import law

_SHY = "\u00ad"
_PROSE = (
    "werkbegeleider jeugdbescherming pleegzorgbegeleider coëfficiënten patiënten financiële "
    "geïnteresseerd tweeëntwintig egoïstische officiële naïviteit gedragswetenschapper "
    "verantwoordelijkheid initiatieven reünieën beïnvloeden water vader ideeënbus"
)
_WORDS = _PROSE.split()


def divided(word: str) -> str:
    edges = [0, *cuts(word), len(word)]
    return "-".join(word[a:b] for a, b in itertools.pairwise(edges))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("werkbegeleider", "werk-be-ge-lei-der"),
        ("jeugdbescherming", "jeugd-be-scher-ming"),
        ("pleegzorgbegeleider", "pleeg-zorg-be-ge-lei-der"),
        ("Werkbegeleider", "Werk-be-ge-lei-der"),
        ("gedragswetenschapper", "gedrags-we-ten-schap-per"),
    ],
)
def test_a_dutch_word_is_divided_between_its_syllables(word: str, expected: str) -> None:
    assert divided(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("zeeën", "zeeën"),
        ("ruïne", "ruïne"),
        ("coëfficiënt", "coëf-fi-ciënt"),
        ("patiënten", "patiën-ten"),
        ("tweeëntwintig", "tweeën-twin-tig"),
        ("beïnvloeden", "beïn-vloe-den"),
    ],
)
def test_no_word_is_divided_before_a_trema(word: str, expected: str) -> None:
    assert divided(word) == expected


@pytest.mark.parametrize("word", ["vader", "water", "samen", "open", "ideaal"])
def test_no_fragment_has_fewer_than_three_letters(word: str) -> None:
    assert all(3 <= at <= len(word) - 3 for at in cuts(word))


@law(100)
@given(before=st.sampled_from(["", "“", "(", "‘"]), after=st.sampled_from(["", ",", ".”", "?"]))
def test_marks_around_a_word_change_nothing_about_where_it_is_divided(
    before: str, after: str
) -> None:
    for word in _WORDS:
        around = [at - len(before) for at in cuts(before + word + after)]
        assert around == list(cuts(word))


@pytest.mark.parametrize(
    "word", ["JEUGDZORG", "GGZ", "McDonalds", "WhatsApp", "VOG", "iPhone", "S01", "NJi"]
)
def test_capitals_and_abbreviations_stay_whole(word: str) -> None:
    assert cuts(word) == ()


def test_an_abbreviation_stays_whole_in_a_word_that_goes_on() -> None:
    assert divided("GGZ-begeleider") == "GGZ-bege-lei-der"


def test_soft_hyphens_are_the_only_places_to_divide() -> None:
    assert cuts(f"pleegzorg{_SHY}begeleider") == (9,)


def test_soft_hyphens_win_from_the_least_number_of_letters() -> None:
    assert cuts(f"zo{_SHY}even") == (2,)


@pytest.mark.parametrize("word", [f"{_SHY}pleegzorg", f"pleegzorg{_SHY}"])
def test_a_soft_hyphen_at_the_edge_of_a_word_divides_nothing(word: str) -> None:
    assert cuts(word) == ()


@pytest.mark.parametrize("word", ["2026", "", "–", "…", "14:30"])
def test_what_has_no_letters_is_not_divided(word: str) -> None:
    assert cuts(word) == ()
