"""A card looks the same whether it is printed with its deck or alone, later, as a spare."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from kaartgen.content.deck import Deck
from kaartgen.content.load import load
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Edge, Flip
from kaartgen.layout.look import Look, load_look
from kaartgen.layout.typeset import typeset
from kaartgen.products.cards import Built, build_home
from kaartgen.products.home import HomeJob
from kaartgen.products.master import build_master
from kaartgen.products.selection import Selection, chosen
from kaartgen.workspace import Workspace
from tests.pdf.small import TEXT, em
from tests.products.conftest import MakePrinted


def _sizes(built: Built) -> dict[str, float | None]:
    return {size.template.name: size.size_pt for size in built.sizes}


@pytest.mark.parametrize("edge", Edge)
@pytest.mark.parametrize("only", ["V01", "S01,W02"])
def test_a_selection_has_the_text_sizes_of_the_whole_deck(
    only: str, edge: Edge, jeugdzorg: Deck, jeugdzorg_printed: MakePrinted
) -> None:
    whole = _sizes(jeugdzorg_printed(edge=edge).built)
    part = _sizes(jeugdzorg_printed(only, edge=edge).built)
    for kind in {card.kind.name for card in chosen(jeugdzorg, Selection(only))}:
        assert part[kind] == whole[kind]


def test_a_selection_has_the_faces_of_the_whole_deck(jeugdzorg: Deck, jeugdzorg_look: Look) -> None:
    whole = typeset(jeugdzorg, jeugdzorg_look, jeugdzorg.cards)
    faces = {one.card.code: one.faces for one in whole.cards}
    for only in ("S05", "V03,V04", "B02,R01,L02"):
        part = typeset(jeugdzorg, jeugdzorg_look, chosen(jeugdzorg, Selection(only, copies=1)))
        for one in part.cards:
            assert one.faces == faces[one.card.code]


def _with_a_long_story(eleven: Workspace, words: int) -> tuple[Deck, Look]:
    file = Path(str(eleven.root)) / "kaarten" / "klein" / "situaties.yaml"
    story = "Je klopt twee keer. Binnen staat de radio aan en niemand zegt iets."
    long = " ".join((f"{story} " * 20).split()[:words])
    assert story in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace(story, f"{long}."), encoding="utf-8")
    deck = load(eleven, "klein")
    return deck, load_look(eleven, deck)


def test_one_long_story_makes_every_story_smaller_also_when_it_is_not_printed(
    eleven: Workspace,
) -> None:
    folder = Path(str(eleven.root)) / "kaarten" / "klein"
    text = (folder / "situaties.yaml").read_text(encoding="utf-8")
    second = text.replace("De dichte deur", "De open deur")
    story = "Je klopt twee keer. Binnen staat de radio aan en niemand zegt iets."
    long = " ".join([story] * 8)
    (folder / "situaties.yaml").write_text(text + second.replace(story, long), encoding="utf-8")
    deck = load(eleven, "klein")
    built = build_master(deck, load_look(eleven, deck), chosen(deck, Selection("S01")))
    (size,) = [one.size_pt for one in built.sizes if one.kind.name == "situatie"]
    assert size is not None
    assert size < 12


def test_a_card_printed_later_is_as_large_as_the_ones_from_the_deck(
    eleven: Workspace, a4: Paper
) -> None:
    # With full bleed A6 would be reduced to 93 %, but this story has no smaller size left, so
    # the deck is printed at true size. A question that is printed again must match it.
    job = HomeJob(a4, Flip.LONG_EDGE, Edge.BLEED)
    for words in range(95, 150, 3):
        deck, look = _with_a_long_story(eleven, words)
        whole = build_home(deck, look, chosen(deck, Selection()), job)
        if all(plan.scale == 1 for plan in whole.plans):
            break
    else:
        pytest.fail("no story that fits at true size alone was found")
    part = build_home(deck, look, chosen(deck, Selection("V01")), job)
    assert [plan.scale for plan in part.plans] == [1]


@pytest.mark.parametrize("edge", Edge)
def test_a_story_is_at_least_eleven_points_on_paper_also_where_cards_are_reduced(
    edge: Edge, jeugdzorg_printed: MakePrinted
) -> None:
    job = jeugdzorg_printed(edge=edge)
    front, _ = job.sheets[0]
    ((most, _),) = Counter(letter.size for letter in front.letters).most_common(1)
    heights = [
        letter.bottom - letter.top
        for letter in front.letters
        if letter.size == most and letter.character in "xz"
    ]
    with TTFont(TEXT.file) as font:
        x_height = font["OS/2"].sxHeight / font["head"].unitsPerEm
    measured = sum(heights) / len(heights) / x_height / em(1)
    assert measured >= 11 - 0.1
    # And what the user is told is what can be measured.
    (told,) = [size.size_pt for size in job.built.sizes if size.kind.name == "situatie"]
    assert measured == pytest.approx(told, abs=0.15)
