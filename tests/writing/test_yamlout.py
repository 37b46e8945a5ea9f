"""YAML as a person would write it, which reads back as what was written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartgen import yamlfile
from kaartgen.writing import yamlout

ODD = st.text(alphabet="ab -:#'\"\n[],{}&*!|>%@`~?\\.\u00a0\u2028\u00ad\x07é", max_size=120)
WORDS = st.lists(
    st.sampled_from(["woord", "ja,", "nee:", "#x", "- y", "null", "een  twee", "13:30"]),
    max_size=40,
).map(" ".join)
TEXTS = st.one_of(ODD, WORDS, st.text(max_size=40)).map(lambda text: text.replace("\r", ""))
KEYS = TEXTS.filter(lambda text: len(text) < 50)
VALUES = st.recursive(
    st.one_of(TEXTS, st.none()),
    lambda inside: st.one_of(
        st.lists(inside, max_size=4), st.dictionaries(KEYS, inside, max_size=4)
    ),
    max_leaves=10,
)


def _as_read(value: object) -> object:
    """The reader takes one line end off the end of a text."""
    if isinstance(value, str):
        return value.removesuffix("\n")
    if isinstance(value, list):
        return [_as_read(one) for one in value]
    if isinstance(value, dict):
        return {key: _as_read(one) for key, one in value.items()}
    return value


@settings(max_examples=120, deadline=None)
@given(st.lists(st.dictionaries(KEYS, VALUES, min_size=1, max_size=3), min_size=1, max_size=3))
def test_what_is_written_reads_back_as_it_was(cards):
    text = yamlout.cards(cards, "Een kop\n\nen nog een")
    assert yamlfile.parse(Path("x.yaml"), text).value == _as_read(cards)


def test_a_long_text_is_folded_and_no_line_is_wider_than_a_page():
    story = " ".join(["Maandagochtend, half negen."] * 15)
    lines = yamlout.cards([{"titel": "De deur", "verhaal": story}]).splitlines()
    assert lines[:2] == ["- titel: De deur", "  verhaal: >-"]
    assert max(map(len, lines)) <= 88
    assert all(line.startswith("    ") for line in lines[2:])


def test_text_with_lines_keeps_them_as_lines():
    assert yamlout.mapping({"tekst": "een\n\ntwee"}) == "tekst: |-\n  een\n\n  twee\n"


def test_short_lists_of_words_stand_on_one_line_and_sentences_below_each_other():
    text = yamlout.cards([{"waarden": ["moed", "rust"], "vragen": ["Wat zie je?", "En dan?"]}])
    assert text == "- waarden: [moed, rust]\n  vragen:\n    - Wat zie je?\n    - En dan?\n"


def test_cards_are_parted_by_an_empty_line():
    assert yamlout.cards([{"naam": "Pas"}, {"naam": "Stil"}]) == "- naam: Pas\n\n- naam: Stil\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Wat zeg je?", "Wat zeg je?"),
        ("Let op: nu", '"Let op: nu"'),
        ('"Ja," zegt ze', '"\\"Ja,\\" zegt ze"'),
        ("nummer #3", '"nummer #3"'),
        ("null", '"null"'),
        ("", '""'),
        ("010", "010"),
    ],
)
def test_only_what_needs_them_stands_between_quotes(text, written):
    assert yamlout.scalar(text) == written
