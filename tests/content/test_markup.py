"""Text with asterisks to spans: cursive, bold, both, line breaks, and asterisks that are meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartgen.content.markup import Span, parsed, plain


def spans(text: str) -> list[tuple[Span, ...]]:
    return list(parsed(text))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("zo *cursief* dan", [Span("zo "), Span("cursief", italic=True), Span(" dan")]),
        ("zo **vet** dan", [Span("zo "), Span("vet", bold=True), Span(" dan")]),
        ("***beide***", [Span("beide", bold=True, italic=True)]),
        (
            "**vet en *beide* hier**",
            [
                Span("vet en ", bold=True),
                Span("beide", bold=True, italic=True),
                Span(" hier", bold=True),
            ],
        ),
        (
            "*cursief en **beide** hier*",
            [
                Span("cursief en ", italic=True),
                Span("beide", bold=True, italic=True),
                Span(" hier", italic=True),
            ],
        ),
        ("*a* en *b*", [Span("a", italic=True), Span(" en "), Span("b", italic=True)]),
        ("**a** en *b*", [Span("a", bold=True), Span(" en "), Span("b", italic=True)]),
        ("**S**07", [Span("S", bold=True), Span("07")]),
        ("(*cursief*), ja", [Span("("), Span("cursief", italic=True), Span("), ja")]),
        ("“*cursief*”", [Span("“"), Span("cursief", italic=True), Span("”")]),
        ("*twee woorden*", [Span("twee woorden", italic=True)]),
    ],
)
def test_asterisks_around_words_are_a_style(typed, expected):
    assert spans(typed) == [tuple(expected)]


@pytest.mark.parametrize(
    "typed",
    [
        "3 * 4 * 5",
        "3*4*5",
        "2 ** 3 ** 4",
        "*",
        "**",
        "*los",
        "los*",
        "**los",
        "los**",
        "* los *",
        "** los **",
        "**los*",
        "*los**",
        "noot*",
        "een * in de zin",
        "snake*case*naam",
    ],
)
def test_other_asterisks_are_asterisks(typed):
    assert spans(typed) == [(Span(typed),)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [(r"\*geen stijl\*", "*geen stijl*"), (r"4\*", "4*"), (r"\*\*ook niet\*\*", "**ook niet**")],
)
def test_an_asterisk_behind_a_backslash_is_an_asterisk(typed, read):
    assert spans(typed) == [(Span(read),)]


def test_an_asterisk_behind_a_backslash_can_stand_in_a_style():
    assert spans(r"**noot\* hier**") == [(Span("noot* hier", bold=True),)]


def test_a_backslash_elsewhere_is_a_backslash():
    assert spans(r"C:\map") == [(Span(r"C:\map"),)]


def test_a_line_break_makes_a_new_line():
    assert spans("een\ntwee") == [(Span("een"),), (Span("twee"),)]


def test_a_style_goes_on_over_a_line_break():
    assert spans("*een\ntwee*") == [(Span("een", italic=True),), (Span("twee", italic=True),)]


def test_lines_have_their_own_styles():
    assert spans("**een**\n*twee*") == [(Span("een", bold=True),), (Span("twee", italic=True),)]


def lines_of(alphabet: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Lines without space at their ends, as they are after reading."""
    line = st.text(alphabet, max_size=20).map(lambda text: text.strip(" "))
    return st.lists(line, min_size=1, max_size=3).map("\n".join)


PLAIN = st.characters(exclude_categories=["C"], exclude_characters="*\\")


@given(lines_of(PLAIN))
@settings(max_examples=150)
def test_a_text_without_asterisks_reads_as_it_was_typed(text):
    assert plain(text) == text


@given(lines_of(st.one_of(PLAIN, st.just("*"))))
@settings(max_examples=150)
def test_a_text_with_every_asterisk_escaped_reads_as_it_was_typed(text):
    assert plain(text.replace("*", r"\*")) == text


@given(lines_of(st.sampled_from("ab *\\.(")))
@settings(max_examples=200)
def test_only_asterisks_and_backslashes_can_disappear(text):
    def kept(given: str) -> str:
        return given.replace("*", "").replace("\\", "").replace(" ", "")

    assert kept(plain(text)) == kept(text)


@given(st.lists(st.sampled_from(["woord", "*", "**", " ", "\n", "\\*"]), max_size=14))
@settings(max_examples=200)
def test_no_span_is_empty_in_a_marked_up_text(parts):
    text = "".join(parts)
    if "*" in text:
        assert all(span.text for line in parsed(text) for span in line)
