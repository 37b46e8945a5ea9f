"""Which page is whose back, which pages are one format, and which cards a choice of pages means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.geometry import Size
from kaartgen.products.pairing import Pair, chosen, formats, pairs, with_bleed

A6 = Size(105, 148)
TAROT = Size(70, 120)


def _numbers(cards: tuple[Pair, ...]) -> list[tuple[int, int | None]]:
    """Front and back of every card, counted from 1 as people do."""
    return [(card.front.page + 1, card.back.page + 1 if card.back else None) for card in cards]


def _refused(*arguments: object) -> KaartgenError:
    with pytest.raises(KaartgenError) as caught:
        pairs(*arguments)
    assert caught.value.code is ExitCode.USAGE
    return caught.value


def test_alternating_every_second_page_is_the_back_of_the_one_before() -> None:
    assert _numbers(pairs([A6] * 6, "om-en-om")) == [(1, 2), (3, 4), (5, 6)]


@pytest.mark.parametrize("count", [1, 7])
def test_an_odd_number_of_pages_cannot_alternate(count: int) -> None:
    error = _refused([A6] * count, "om-en-om")
    assert "even" in str(error)
    assert "--achterkant gedeeld" in str(error)


def test_a_shared_back_is_the_last_page() -> None:
    assert _numbers(pairs([A6] * 4, "gedeeld")) == [(1, 4), (2, 4), (3, 4)]


def test_a_shared_back_may_be_the_first_page() -> None:
    assert _numbers(pairs([A6] * 4, "gedeeld-eerste")) == [(2, 1), (3, 1), (4, 1)]


def test_each_format_has_a_shared_back_of_its_own() -> None:
    sizes = [A6, A6, TAROT, A6, TAROT]
    assert _numbers(pairs(sizes, "gedeeld")) == [(1, 4), (2, 4), (3, 5)]
    assert _numbers(pairs(sizes, "gedeeld-eerste")) == [(2, 1), (4, 1), (5, 3)]


def test_a_back_without_a_front_is_refused_with_its_page() -> None:
    assert "Pagina 3 " in str(_refused([A6, A6, TAROT], "gedeeld"))


def test_without_backs_every_page_is_a_front() -> None:
    assert _numbers(pairs([A6] * 3, "geen")) == [(1, None), (2, None), (3, None)]


def test_one_page_of_another_file_is_the_back_of_all() -> None:
    found = pairs([A6] * 3, "rug.pdf", [A6])
    assert _numbers(found) == [(1, 1), (2, 1), (3, 1)]
    assert all(card.back is not None and card.back.in_back_file for card in found)


def test_as_many_pages_of_another_file_are_backs_in_order() -> None:
    assert _numbers(pairs([A6] * 3, "rug.pdf", [A6] * 3)) == [(1, 1), (2, 2), (3, 3)]


def test_another_file_may_have_one_back_for_each_format() -> None:
    found = pairs([A6, TAROT, TAROT, A6], "rug.pdf", [TAROT, A6])
    assert _numbers(found) == [(1, 2), (2, 1), (3, 1), (4, 2)]


def test_another_number_of_backs_is_refused_with_both_numbers() -> None:
    error = _refused([A6] * 5, "rug.pdf", [A6] * 3)
    assert "3 pagina" in str(error)
    assert "5" in str(error)


def test_a_format_without_its_back_is_named() -> None:
    assert "70 × 120 mm" in str(_refused([A6, TAROT, A6], "rug.pdf", [A6]))


def test_every_back_of_another_size_is_named_at_once() -> None:
    error = _refused([A6, TAROT, A6, A6, TAROT, A6], "om-en-om")
    assert [problem.message.split()[1] for problem in error.problems] == ["1", "5"]


def test_a_back_may_lie_on_its_side() -> None:
    assert _numbers(pairs([A6, A6.turned()], "om-en-om")) == [(1, 2)]


def test_a_size_rounded_to_points_is_the_usual_size() -> None:
    rounded = Size(298 / 72 * 25.4, 420 / 72 * 25.4)
    assert formats([rounded, Size(297.64 / 72 * 25.4, 419.53 / 72 * 25.4)]) == (A6, A6)


def test_a_lying_page_is_a_lying_format() -> None:
    assert formats([Size(147.9, 105.1)]) == (Size(148, 105),)


def test_sizes_that_a_cut_can_tell_apart_are_apart() -> None:
    assert formats([Size(80, 80), Size(80.2, 80), Size(81, 80)]) == (
        Size(80, 80),
        Size(80, 80),
        Size(81, 80),
    )


sizes = st.builds(Size, st.floats(20, 300), st.floats(20, 300))


@given(st.lists(sizes, min_size=1, max_size=12))
def test_no_card_is_cut_half_a_millimetre_from_its_page(given_sizes: list[Size]) -> None:
    for size, form in zip(given_sizes, formats(given_sizes), strict=True):
        assert abs(size.width - form.width) <= 0.45
        assert abs(size.height - form.height) <= 0.45


def test_poker_in_millimetres_and_in_inches_are_two_formats() -> None:
    assert formats([Size(63, 88), Size(63.5, 88.9)]) == (Size(63, 88), Size(63.5, 88.9))


def test_a_page_with_its_bleed_is_seen_through() -> None:
    assert with_bleed(Size(111, 154)) == (A6, 3)
    assert with_bleed(Size(74, 124)) == (TAROT, 2)
    assert with_bleed(Size(90, 90.7)) is None


def _chosen(wanted: str | None, pages: int = 10, backing: str = "om-en-om", **how: int):
    cards = pairs([A6] * pages, backing)
    return [front for front, _ in _numbers(chosen(cards, pages, wanted, **how))]


def _not_chosen(wanted: str, pages: int = 10, backing: str = "om-en-om") -> KaartgenError:
    with pytest.raises(KaartgenError) as caught:
        _chosen(wanted, pages, backing)
    assert caught.value.code is ExitCode.USAGE
    return caught.value


@pytest.mark.parametrize(
    ("wanted", "fronts"),
    [
        (None, [1, 3, 5, 7, 9]),
        ("1-2", [1]),
        ("1", [1]),
        ("3x1-2,2x3-4", [1, 1, 1, 3, 3]),
        ("2x1-4", [1, 1, 3, 3]),
        ("7-", [7, 9]),
        ("9-10, 1-2", [9, 1]),
        ("2 x 5 – 6", [5, 5]),
        ("1,1", [1, 1]),
    ],
)
def test_pages_choose_cards(wanted: str | None, fronts: list[int]) -> None:
    assert _chosen(wanted) == fronts


def test_a_shared_back_comes_along_with_any_page() -> None:
    assert _chosen("2x1,3-4", pages=4, backing="gedeeld") == [1, 1, 3]


def test_copies_hold_for_what_has_no_number_of_its_own() -> None:
    assert _chosen("3x1-2,3-4", copies=2) == [1, 1, 1, 3, 3]
    assert _chosen(None, pages=4, copies=2) == [1, 1, 3, 3]


def test_sets_follow_each_other() -> None:
    assert _chosen("1-4", sets=2) == [1, 3, 1, 3]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("2", "pagina 1"),
        ("2-3", "pagina 1"),
        ("11", "pagina 1 tot en met 10"),
        ("0", "pagina 1 tot en met 10"),
        ("4-3", "3-4"),
        ("0x1", "exemplaren"),
        ("9999x1", "exemplaren"),
        ("a", "‘a’"),
        ("1..3", "‘1..3’"),
        (",", "geen kaart"),
    ],
)
def test_what_chooses_no_card_is_refused_with_a_remedy(wanted: str, words: str) -> None:
    assert words in str(_not_chosen(wanted))


def test_a_shared_back_alone_is_no_card() -> None:
    assert "achterkant" in str(_not_chosen("4", pages=4, backing="gedeeld"))


def test_everything_wrong_with_a_choice_is_said_at_once() -> None:
    assert len(_not_chosen("2,77,x,5-1").problems) == 4


def test_more_cards_than_anyone_prints_are_refused() -> None:
    with pytest.raises(KaartgenError, match="kaarten"):
        _chosen("1000x1-10", sets=100)
