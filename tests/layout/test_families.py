"""Every deck fits in both families of templates, in letters no smaller than the floors."""

from __future__ import annotations

import dataclasses

import pytest

from kaartgen.content.load import load
from kaartgen.layout.template import FLOORS
from kaartgen.layout.typeset import load_look, typeset


@pytest.mark.parametrize("family", ["kleurvlak", "redactie"])
@pytest.mark.parametrize("name", ["duurzaamdoor", "grenswerkers", "jeugdzorg", "rijksinspecties"])
def test_a_deck_fits_in_either_family(name, family, shipped):
    deck = load(shipped, name)
    file = deck.file.model_copy(update={"sjablonen": family})
    deck = dataclasses.replace(deck, file=file)
    look = load_look(shipped, deck)
    made = typeset(deck, look, deck.cards)
    assert len(made.cards) == len(deck.cards)
    for size in made.sizes:
        if size.size_pt is not None:
            assert size.size_pt >= min(FLOORS.values())
