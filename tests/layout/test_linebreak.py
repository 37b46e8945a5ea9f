"""Breaking words over lines: laws that hold for any words, and the cost worked out by hand.

Here every letter has a round width of its own and words may be divided wherever an example says,
so that nothing depends on a font or on the Dutch hyphenation patterns.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kaartgen.layout import linebreak
from kaartgen.layout.linebreak import LineSpan, Word, balanced, fitted

from .laws import law

_SPACE = 0.2
_HYPHEN = 0.3
_NARROW, _WIDE = frozenset("ijlt.,"), frozenset("mw")
_PROSE = (
    "Hij praat alleen als jij rijdt. Vanavond, na de tweede rotonde, zegt hij: Wat ik nu zeg "
    "blijft in de auto. De gedragswetenschapper en de pleegzorgbegeleider spreken over "
    "verantwoordelijkheid en jeugdbescherming, een werkbegeleider luistert en zegt niets"
)
_TEXT = _PROSE.split()
# Rounding of widths that are sums of tenths.
_HAIR = 1e-6


def _width(text: str) -> float:
    return sum(0.25 if char in _NARROW else 0.8 if char in _WIDE else 0.5 for char in text)


@dataclass(frozen=True)
class Paragraph:
    """Words and, for each, the places where it may be divided."""

    texts: tuple[str, ...]
    places: tuple[tuple[int, ...], ...]

    @property
    def words(self) -> list[Word]:
        return [Word(text, _width(text), _SPACE) for text in self.texts]

    def cuts(self, index: int) -> list[tuple[int, float, float]]:
        text = self.texts[index]
        return [(at, _width(text[:at]) + _HYPHEN, _width(text[at:])) for at in self.places[index]]

    def line(self, span: LineSpan) -> str:
        """Return what stands on a line, its hyphen included."""
        texts = list(self.texts[span.first : span.last + 1])
        if span.end is not None:
            texts[-1] = texts[-1][: span.end] + "-"
        texts[0] = texts[0][span.start :]
        return " ".join(texts)

    def line_width(self, span: LineSpan) -> float:
        line = self.line(span)
        hyphen = span.end is not None
        letters = line[:-1] if hyphen else line
        return (
            _width(letters.replace(" ", ""))
            + _SPACE * letters.count(" ")
            + (_HYPHEN if hyphen else 0.0)
        )


@st.composite
def paragraphs(draw: st.DrawFn, least: int = 1, most: int = 30) -> Paragraph:
    texts = draw(st.lists(st.sampled_from(_TEXT), min_size=least, max_size=most))
    places = []
    for text in texts:
        allowed = range(3, len(text) - 2)
        chosen = draw(st.sets(st.sampled_from(allowed), max_size=4)) if allowed else set()
        places.append(tuple(sorted(chosen)))
    return Paragraph(tuple(texts), tuple(places))


measures = st.floats(11.5, 30.0).map(lambda width: round(width, 1))
varying = st.lists(measures, min_size=1, max_size=4)


def measure_of(number: int, widths: Sequence[float]) -> float:
    return widths[min(number, len(widths) - 1)]


def cost(paragraph: Paragraph, spans: Sequence[LineSpan], widths: Sequence[float]) -> float:
    """Return what these lines cost, after the sum that is written down in the design.

    The weights are a matter of taste and are read from the module; that they are added up like
    this, and that nothing cheaper exists, is not.
    """
    total = 0.0
    before = False
    for number, span in enumerate(spans):
        measure = measure_of(number, widths)
        empty = 1 - paragraph.line_width(span) / measure
        hyphen = span.end is not None
        total += linebreak._LINE
        if hyphen:
            total += linebreak._HYPHEN + (linebreak._HYPHENS_IN_A_ROW if before else 0.0)
        if span is spans[-1] and span.start:
            total += linebreak._HYPHEN_BEFORE_LAST
        if span is not spans[-1]:
            total += linebreak._SLACK * empty**2
        elif number and empty > 1 - 0.22:
            total += linebreak._SHORT_LAST
        elif number and span.first == span.last:
            total += linebreak._WORD_ALONE
        before = hyphen
    return total


def greedy(paragraph: Paragraph, widths: Sequence[float], *, divide: bool) -> list[LineSpan] | None:
    """Fill line after line with as much as it holds; None if a word does not fit its line."""
    spans: list[LineSpan] = []
    first, start, count = 0, 0, len(paragraph.texts)
    while first < count:
        measure = measure_of(len(spans), widths) + _HAIR
        found: LineSpan | None = None
        for last in range(first, count):
            ends: list[int | None] = [*paragraph.places[last], None] if divide else [None]
            for end in ends:
                if last == first and end is not None and end <= start:
                    continue
                span = LineSpan(first, last, start, end)
                if paragraph.line_width(span) <= measure:
                    found = span
        if found is None:
            return None
        spans.append(found)
        first, start = (found.last + 1, 0) if found.end is None else (found.last, found.end)
    return spans


def every_way(paragraph: Paragraph, widths: Sequence[float]) -> Iterator[list[LineSpan]]:
    """Yield every way to break the paragraph that fits, dividing no word."""
    count = len(paragraph.texts)
    for breaks in itertools.product((False, True), repeat=count - 1):
        edges = [0, *(at for at, chosen in enumerate(breaks, 1) if chosen), count]
        spans = [LineSpan(a, b - 1) for a, b in itertools.pairwise(edges)]
        if all(
            paragraph.line_width(span) <= measure_of(number, widths) + _HAIR
            for number, span in enumerate(spans)
        ):
            yield spans


@law(150)
@given(paragraph=paragraphs(), widths=varying)
def test_every_line_fits_its_own_measure(paragraph: Paragraph, widths: list[float]) -> None:
    spans = fitted(paragraph.words, widths, paragraph.cuts)
    for number, span in enumerate(spans or []):
        assert paragraph.line_width(span) <= measure_of(number, widths) + _HAIR


@law(150)
@given(paragraph=paragraphs(), widths=varying, tight=st.booleans())
def test_the_lines_joined_again_are_the_words(
    paragraph: Paragraph, widths: list[float], tight: bool
) -> None:
    spans = fitted(paragraph.words, widths, paragraph.cuts, tight=tight)
    assume(spans is not None)
    lines = [paragraph.line(span) for span in spans or []]
    text = "".join(
        line[:-1] if span.end is not None else line + " "
        for line, span in zip(lines, spans or [], strict=True)
    )
    assert text.strip() == " ".join(paragraph.texts)


@law(150)
@given(paragraph=paragraphs(), widths=varying, tight=st.booleans())
def test_words_are_divided_only_where_they_may_be(
    paragraph: Paragraph, widths: list[float], tight: bool
) -> None:
    spans = fitted(paragraph.words, widths, paragraph.cuts, tight=tight)
    for span in spans or []:
        assert span.end is None or span.end in paragraph.places[span.last]


@law(60)
@given(paragraph=paragraphs(), widths=varying, tight=st.booleans())
def test_without_places_to_divide_no_word_is_divided(
    paragraph: Paragraph, widths: list[float], tight: bool
) -> None:
    spans = fitted(paragraph.words, widths, tight=tight)
    assert all(span.end is None and span.start == 0 for span in spans or [])


@law(200)
@given(paragraph=paragraphs(), measure=measures)
def test_total_fit_costs_no_more_than_greedy_on_one_measure(
    paragraph: Paragraph, measure: float
) -> None:
    filled = greedy(paragraph, [measure], divide=False)
    assume(filled is not None)
    spans = fitted(paragraph.words, [measure], paragraph.cuts)
    assert spans is not None
    most = cost(paragraph, filled or [], [measure])
    assert cost(paragraph, spans, [measure]) <= most + _HAIR


@law(150)
@given(paragraph=paragraphs(), widths=st.lists(measures, min_size=2, max_size=4))
def test_total_fit_costs_no_more_than_greedy_on_varying_measures(
    paragraph: Paragraph, widths: list[float]
) -> None:
    for divide in (False, True):
        filled = greedy(paragraph, widths, divide=divide)
        if filled is not None:
            spans = fitted(paragraph.words, widths, paragraph.cuts)
            assert spans is not None
            assert cost(paragraph, spans, widths) <= cost(paragraph, filled, widths) + _HAIR


@law(150)
@given(paragraph=paragraphs(), widths=varying)
def test_tight_takes_no_more_lines_than_greedy(paragraph: Paragraph, widths: list[float]) -> None:
    filled = greedy(paragraph, widths, divide=True)
    assume(filled is not None)
    spans = fitted(paragraph.words, widths, paragraph.cuts, tight=True)
    assert spans is not None
    assert len(spans) <= len(filled or [])


@law(120)
@given(paragraph=paragraphs(least=2, most=8), widths=st.lists(measures, min_size=2, max_size=3))
def test_no_other_set_of_breaks_is_cheaper(paragraph: Paragraph, widths: list[float]) -> None:
    least = min(
        (cost(paragraph, way, widths) for way in every_way(paragraph, widths)), default=None
    )
    spans = fitted(paragraph.words, widths)
    assert (None if spans is None else cost(paragraph, spans, widths)) == (
        least if least is None else pytest.approx(least)
    )


@law(200)
@given(paragraph=paragraphs(least=4), measure=st.floats(18.0, 30.0))
def test_a_last_line_is_short_only_where_more_on_it_would_tear_a_hole(
    paragraph: Paragraph, measure: float
) -> None:
    spans = fitted(paragraph.words, [measure], paragraph.cuts)
    assume(spans is not None and len(spans) > 1)
    *_, before, last = spans or []
    if paragraph.line_width(last) >= 0.22 * measure or before.first == before.last or last.start:
        return
    left = LineSpan(before.first, before.last - 1, before.start)
    more = paragraph.line_width(LineSpan(before.last, last.last))
    if 0.22 * measure <= more <= measure:
        assert paragraph.line_width(left) < measure / 2


def test_a_last_line_under_22_per_cent_gets_a_second_word() -> None:
    paragraph = Paragraph(("aaaaaaaaaaaa", "aaaaaaa", "aaaa"), ((),) * 3)
    spans = fitted(paragraph.words, [10.0])
    assert [paragraph.line(span) for span in spans or []] == ["aaaaaaaaaaaa", "aaaaaaa aaaa"]


def test_a_last_word_is_not_left_alone_when_the_line_above_can_spare_one() -> None:
    paragraph = Paragraph(("aaa",) * 6 + ("aaaaa",), ((),) * 7)
    spans = fitted(paragraph.words, [10.0])
    assert [paragraph.line(span) for span in spans or []] == ["aaa aaa aaa aaa aaa", "aaa aaaaa"]


def test_a_text_that_fits_stays_on_one_line_however_short() -> None:
    paragraph = Paragraph(("ja",), ((),))
    assert fitted(paragraph.words, [30.0]) == [LineSpan(0, 0)]


def test_nothing_breaks_over_no_lines() -> None:
    assert fitted([], [30.0]) == []


def test_a_shorter_second_line_is_kept_short() -> None:
    paragraph = Paragraph(("aaaa",) * 5, ((),) * 5)
    spans = fitted(paragraph.words, [6.6, 4.4])
    assert [paragraph.line(span) for span in spans or []] == ["aaaa aaaa aaaa", "aaaa aaaa"]


def test_a_wide_word_waits_for_the_line_that_is_wide_enough() -> None:
    paragraph = Paragraph(("aa", "aaaaaaaaaa"), ((), ()))
    spans = fitted(paragraph.words, [3.0, 5.0])
    assert [paragraph.line(span) for span in spans or []] == ["aa", "aaaaaaaaaa"]


@pytest.mark.parametrize("tight", [False, True])
@pytest.mark.parametrize("widths", [[4.0], [4.0, 3.0]])
def test_a_word_wider_than_every_line_gives_no_lines(widths: list[float], tight: bool) -> None:
    paragraph = Paragraph(("aa", "aaaaaaaaaa", "aa"), ((),) * 3)
    assert fitted(paragraph.words, widths, paragraph.cuts, tight=tight) is None
    assert balanced(paragraph.words, widths) is None


def test_a_wide_word_is_divided_over_as_many_lines_as_it_takes() -> None:
    paragraph = Paragraph(("aaaaaaaaaaaa",), ((3, 6, 9),))
    spans = fitted(paragraph.words, [2.0], paragraph.cuts)
    assert [paragraph.line(span) for span in spans or []] == ["aaa-", "aaa-", "aaa-", "aaa"]


def test_two_hyphens_in_a_row_are_avoided() -> None:
    paragraph = Paragraph(
        ("aaaa", "aaaaaaaa", "aaaa", "aaaaaaaa", "aaaa", "aaaa"), ((), (4,), (), (4,), (), ())
    )
    spans = fitted(paragraph.words, [8.0, 8.0], paragraph.cuts) or []
    ends = [span.end is not None for span in spans]
    assert not any(both == (True, True) for both in itertools.pairwise(ends))


@law(150)
@given(paragraph=paragraphs(most=14), widths=st.lists(st.floats(12, 20), min_size=1, max_size=3))
def test_balanced_lines_are_as_few_as_can_be(paragraph: Paragraph, widths: list[float]) -> None:
    filled = greedy(paragraph, widths, divide=False)
    spans = balanced(paragraph.words, widths)
    assert (None if spans is None else len(spans)) == (None if filled is None else len(filled))


@law(100)
@given(paragraph=paragraphs(most=14), widths=st.lists(st.floats(12, 20), min_size=1, max_size=3))
def test_balanced_lines_fit_and_divide_no_word(paragraph: Paragraph, widths: list[float]) -> None:
    spans = balanced(paragraph.words, widths) or []
    assert all(span.end is None and span.start == 0 for span in spans)
    assert all(
        paragraph.line_width(span) <= measure_of(number, widths) + _HAIR
        for number, span in enumerate(spans)
    )


def unevenness(paragraph: Paragraph, spans: Sequence[LineSpan]) -> float:
    widths = [paragraph.line_width(span) for span in spans]
    mean = sum(widths) / len(widths)
    return sum((width - mean) ** 2 for width in widths)


_SMALL = frozenset({"de", "en", "een", "op", "van", "je", "niet", "of", "in"})
# What begins a second half, in the titles below.
_HALVES = ("of", "en")
_TITLE = ("de", "en", "een", "op", "van", "lege", "stoel", "koelkast", "vrije", "plek", "ja,")


def small_ends(paragraph: Paragraph, spans: Sequence[LineSpan]) -> int:
    return sum(
        paragraph.texts[span.last] in _SMALL and paragraph.texts[span.last + 1] not in _HALVES
        for span in spans[:-1]
    )


def pauses(paragraph: Paragraph, spans: Sequence[LineSpan]) -> int:
    """Count the lines that end where a reader breathes: at a comma or before a second half."""
    return sum(
        paragraph.texts[span.last].endswith(",") or paragraph.texts[span.last + 1] in _HALVES
        for span in spans[:-1]
    )


@law(150)
@given(
    texts=st.lists(st.sampled_from(_TITLE), min_size=2, max_size=9),
    measure=st.floats(6.0, 14.0),
)
def test_no_other_balanced_setting_is_at_once_more_even_and_better_ended(
    texts: list[str], measure: float
) -> None:
    paragraph = Paragraph(tuple(texts), ((),) * len(texts))
    spans = balanced(paragraph.words, [measure])
    assume(spans is not None)
    chosen = spans or []
    for way in every_way(paragraph, [measure]):
        if len(way) != len(chosen):
            continue
        better = (
            unevenness(paragraph, way) < unevenness(paragraph, chosen) - _HAIR
            and small_ends(paragraph, way) <= small_ends(paragraph, chosen)
            and pauses(paragraph, way) >= pauses(paragraph, chosen)
        ) or (
            unevenness(paragraph, way) <= unevenness(paragraph, chosen) + _HAIR
            and small_ends(paragraph, way) < small_ends(paragraph, chosen)
            and pauses(paragraph, way) >= pauses(paragraph, chosen)
        )
        assert not better


def test_a_second_half_begins_on_a_line_of_its_own() -> None:
    paragraph = Paragraph(
        ("Doen", "wat", "nodig", "is", "of", "noemen", "wat", "het", "is?"), ((),) * 9
    )
    spans = balanced(paragraph.words, [16.0])
    lines = [paragraph.line(span) for span in spans or []]
    assert lines == ["Doen wat nodig is", "of noemen wat het is?"]


def test_a_balanced_title_ends_on_a_pause_rather_than_on_a_small_word() -> None:
    paragraph = Paragraph(("Wachten,", "of", "weer", "vragen?"), ((),) * 4)
    spans = balanced(paragraph.words, [8.0])
    assert [paragraph.line(span) for span in spans or []] == ["Wachten,", "of weer vragen?"]
