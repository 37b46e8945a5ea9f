"""How full a side is: the height of its text against the place for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaartgen.errors import ExitCode
from kaartgen.frame import GlyphRun
from kaartgen.layout.look import load_look
from kaartgen.layout.typeset import Fullness, measured, typeset
from tests.content.small import ROLE, SmallDeck, made_in

# The story's place on an A6 of the family kleurvlak: between the band (33 + 5.6 mm) and the panel
# (32.6 + 5.2 mm from below).
TOP, HEIGHT = 38.6, 148 - 38.6 - 37.8


@pytest.fixture
def small(tmp_path: Path) -> SmallDeck:
    return made_in(tmp_path)


def full(small: SmallDeck) -> dict[str, Fullness]:
    deck = small.load()
    found = measured(deck, load_look(small.workspace, deck))
    return {one.card.code: one for one in found.fullness}


def test_a_side_is_as_full_as_its_text_is_high(small):
    deck = small.load()
    (card,) = typeset(deck, load_look(small.workspace, deck), deck.of_kind("situatie")).cards
    runs = [item for item in card.faces.front.figure if isinstance(item, GlyphRun)]
    last = max(run.y for run in runs if TOP < run.y < TOP + HEIGHT)
    # Where there is room, the gap above the kantelpunt grows from 5 to 6.5 mm.
    height = last - 1.5 - TOP
    assert full(small)["S01"].front == pytest.approx(height / HEIGHT, abs=1e-6)


def test_a_longer_story_fills_more(small):
    before = full(small)["S01"]
    small.spoil("situaties.yaml", "Het regent en", "Het regent en " + "het waait " * 12 + "en")
    after = full(small)["S01"]
    assert after.front > before.front
    assert after.back == before.back


def test_a_back_that_is_shared_is_not_measured(small):
    assert full(small)["W01"].back is None


def test_lines_to_write_on_are_not_measured(small):
    small.write(
        "leeg.yaml",
        "- {titel: Zelf, voor_type: situatie, regels: 3, kopjes: [{label: Wat gebeurt er?}]}\n",
    )
    assert full(small)["L01"].front is None


def test_what_runs_over_is_more_than_full_and_the_others_are_measured_all_the_same(small):
    small.write("rollen.yaml", ROLE)
    small.spoil("situaties.yaml", "Het regent en", "Het regent en " + "het waait " * 90 + "en")
    deck = small.load()
    found = measured(deck, load_look(small.workspace, deck))
    of = {one.card.code: one for one in found.fullness}
    assert [problem.code for problem in found.problems] == [ExitCode.DOES_NOT_FIT]
    assert of["S01"].front > 1
    assert 0 < of["R01"].front < 1


def test_every_card_of_the_shipped_deck_fits(jeugdzorg, jeugdzorg_look):
    found = measured(jeugdzorg, jeugdzorg_look)
    assert found.problems == ()
    assert [one.card.code for one in found.fullness if (one.front or 0) > 1 + 1e-9] == []
    assert [one.card.code for one in found.fullness if (one.back or 0) > 1 + 1e-9] == []


def test_the_sizes_are_those_that_are_printed(jeugdzorg, jeugdzorg_look):
    printed = typeset(jeugdzorg, jeugdzorg_look, ()).sizes
    assert measured(jeugdzorg, jeugdzorg_look).sizes == printed
