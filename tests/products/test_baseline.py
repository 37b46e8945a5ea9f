"""What is remembered of a deck: kept whole in its file, and moved by what was made."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.products.baseline import Baseline, baseline_file, load_baseline, written
from kaartgen.products.fingerprint import CardPrint, FacePrint

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
faces = st.builds(FacePrint, texts, texts, texts, st.lists(st.floats(1, 99), max_size=3).map(tuple))
prints = st.builds(
    CardPrint,
    kind=texts,
    id=texts,
    code=texts,
    title=texts,
    copies=st.integers(1, 200),
    house=texts,
    template=texts,
    maker=texts,
    front=faces,
    back=faces,
)
states = st.lists(prints, max_size=3).map(tuple)


def card(code: str, drawn: str = "1") -> CardPrint:
    face = FacePrint(drawn, "w", "", (12.0,))
    return CardPrint("situatie", code, code, code, 1, "h", "t", "m", face, face)


A, B, C = card("S01"), card("S02"), card("S03")
A2, B2 = card("S01", "2"), card("S02", "2")


@given(versions=st.dictionaries(texts, states, min_size=1, max_size=3), before=states)
def test_what_is_written_is_read_back_whole(tmp_path_factory, versions, before):
    kept = Baseline("deck", next(reversed(versions)), versions, before)
    file = tmp_path_factory.mktemp("geheugen") / "deck.json"
    file.write_bytes(written(kept))
    assert load_baseline(file, "deck") == kept


def test_the_same_memory_gives_the_same_bytes():
    kept = Baseline("deck").moved("1", [A, B], [A, B])
    assert written(kept) == written(Baseline("deck").moved("1", [A, B], [A, B]))


def test_without_a_file_nothing_is_known(tmp_path):
    assert load_baseline(tmp_path / "deck.json", "deck").now is None


@pytest.mark.parametrize("deck", ["deck", "deck-grootletter", "grootletter", "a.b"])
def test_no_deck_or_variant_shares_a_file_with_another(deck):
    base = Path("werkmap")
    others = {
        baseline_file(base, other, variant)
        for other in ("deck", "deck-grootletter", "grootletter", "a.b")
        for variant in ("gewoon", "grootletter")
    }
    assert len(others) == 8
    assert baseline_file(base, deck, "gewoon") in others


def test_what_was_not_made_keeps_what_was_known_of_it():
    kept = Baseline("deck").moved("1", [A, B], [A, B]).moved("1", [A2], [A2, B2])
    assert kept.now == (A2, B)


def test_what_left_the_deck_is_forgotten_with_the_next_round():
    kept = Baseline("deck").moved("1", [A, B], [A, B]).moved("1", [C], [A, C])
    assert kept.now == (A, C)


def test_a_version_stays_as_it_was_when_the_next_one_is_made():
    kept = Baseline("deck").moved("1", [A, B], [A, B]).moved("2", [A2], [A2, B])
    assert (kept.since("1"), kept.since("2"), kept.latest) == ((A, B), (A2, B), "2")


def test_before_the_first_round_there_was_no_card():
    assert Baseline("deck").moved("1", [A], [A]).since("vorige") == ()


def test_making_the_same_once_more_leaves_what_was_before():
    kept = Baseline("deck").moved("1", [A], [A]).moved("1", [A2], [A2])
    assert kept.moved("1", [A2], [A2]).since("vorige") == (A,)


def test_a_version_that_is_called_so_goes_before_the_last_round():
    kept = Baseline("deck").moved("vorige", [A], [A]).moved("2", [A2], [A2])
    assert kept.since("vorige") == (A,)
    assert replace(kept, before=(B,)).since("vorige") == (A,)


def test_an_unknown_version_is_answered_with_all_that_are_known():
    kept = Baseline("deck").moved("1.2", [A], [A]).moved("herfst", [A2], [A2])
    with pytest.raises(KaartgenError) as caught:
        kept.since("1.3")
    (problem,) = caught.value.problems
    assert caught.value.code is ExitCode.USAGE
    assert (problem.hint or "").startswith("Bewaard zijn: 1.2, herfst.")
