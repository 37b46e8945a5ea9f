"""The mark on a card that is not definite yet: in a free place, legible, and on no other card."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace
from PIL import ImageChops

from kaartgen.content.deck import Card, Deck
from kaartgen.content.load import load
from kaartgen.frame import BLACK, WHITE, Fill, Frame, GlyphRun, Placed, rectangle, runs
from kaartgen.geometry import Rect, Transform
from kaartgen.layout.draft_mark import marked
from kaartgen.layout.large_print import large_print
from kaartgen.layout.look import Look, load_look, template_name
from kaartgen.layout.template_load import load_templates
from kaartgen.layout.typeset import TypesetCard, typeset
from kaartgen.workspace import Workspace
from tests.content.small import made_in
from tests.layout.eyes import seen
from tests.layout.ink import text_boxes

FAMILIES = {"kleurvlak": "jeugdzorg", "redactie": "rijksinspecties"}
SHIPPED = ("duurzaamdoor", "grenswerkers", "jeugdzorg", "rijksinspecties")
PIXELS_PER_MM = 5
WORDS = ("CONCEPT", "GETEST")


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with each family's deck as a draft."""
    root = tmp_path_factory.mktemp("concept")
    for name in FAMILIES.values():
        folder = root / "kaarten" / f"concept-{name}"
        folder.mkdir(parents=True)
        (folder / "deck.yaml").write_text(f"breidt_uit: {name}\nstatus: Concept\n", "utf-8")
        (folder / "keuzes.yaml").write_text("- gedeeld: a\n", "utf-8")
    return Workspace(root)


@cache
def _plain(name: str) -> dict[str, TypesetCard]:
    deck = load(Workspace(None), name)
    ready = typeset(deck, load_look(Workspace(None), deck), _firsts(deck))
    return {one.card.code: one for one in ready.cards}


def _firsts(deck: Deck) -> list[Card]:
    """Return the first card of every template."""
    return list({template_name(card): card for card in reversed(deck.cards)}.values())


def mark(front: Frame) -> Placed:
    """Return the one thing on a face that bears the mark's word."""
    found = [
        item
        for item in front.figure
        if isinstance(item, Placed) and any(run.text in WORDS for run, _ in runs(item.frame))
    ]
    assert len(found) == 1
    return found[0]


@cache
def drafted(drafts: Workspace, family: str) -> list[TypesetCard]:
    deck = load(drafts, f"concept-{FAMILIES[family]}")
    return list(typeset(deck, load_look(drafts, deck), deck.cards).cards)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_draft_bears_its_mark_within_the_safe_zone(drafts, family):
    ready = drafted(drafts, family)
    assert len({one.card.kind.name for one in ready}) == 11
    for one in ready:
        found = mark(one.faces.front)
        size, safe = one.faces.front.size, one.template.safe
        box = found.transform.rect(Rect.of(found.frame.size))
        assert box.x >= safe
        assert box.right <= size.width - safe
        assert box.y >= safe
        assert box.bottom <= size.height - safe


@pytest.mark.parametrize("family", FAMILIES)
def test_no_mark_touches_a_text(drafts, family):
    for one in drafted(drafts, family):
        boxes = text_boxes(one.faces.front)
        (own,) = [box for box in boxes if box.run.text in WORDS]
        for other in boxes:
            if other is not own:
                assert not own.box.grown(0.1).overlaps(other.deep), (one.card.code, other.run.text)


@pytest.mark.parametrize("family", FAMILIES)
def test_all_cards_of_a_template_bear_it_in_the_same_place(drafts, family):
    places: dict[str, list[Transform]] = {}
    for one in drafted(drafts, family):
        places.setdefault(template_name(one.card), []).append(mark(one.faces.front).transform)
    for name, found in places.items():
        assert {round(through.f, 3) for through in found} == {round(found[0].f, 3)}, name
        # A hair farther out where a line is full.
        assert max(it.e for it in found) - min(it.e for it in found) < 0.6, name


@pytest.mark.parametrize("family", FAMILIES)
def test_it_lies_on_one_even_colour_and_stands_out_from_it_in_grey(drafts, family):
    firsts = {template_name(one.card): one for one in reversed(drafted(drafts, family))}
    for one in firsts.values():
        front = one.faces.front
        bare = replace(front, figure=tuple(it for it in front.figure if it is not mark(front)))
        face, with_mark = seen(bare, PIXELS_PER_MM), seen(front, PIXELS_PER_MM)
        changed = ImageChops.difference(face, with_mark).getbbox()
        assert changed is not None
        under, over = face.crop(changed), with_mark.crop(changed)
        lightest = under.getextrema()[1]
        assert under.getextrema() == (lightest, lightest), one.card.code
        assert lightest - over.getextrema()[0] > 110, one.card.code


def test_backs_stay_what_they_are(drafts):
    """A back that cards share must not tell one card from the others."""
    plain = _plain("jeugdzorg")
    ready = {one.card.code: one for one in drafted(drafts, "kleurvlak")}
    for code in ("V01", "P01", "W01"):
        assert ready[code].faces.back == plain[code].faces.back


@pytest.mark.parametrize("name", SHIPPED)
def test_no_card_of_a_shipped_deck_bears_one(name):
    deck = load(Workspace(None), name)
    assert [card.code for card in deck.cards if deck.draft(card)] == []
    for one in _plain(name).values():
        assert not any(run.text in WORDS for run, _ in runs(one.faces.front))


@pytest.mark.parametrize(
    ("card", "of_deck", "word"),
    [
        ("concept", None, "CONCEPT"),
        ("getest", None, "GETEST"),
        ("vastgesteld", "concept", None),
        (None, "Getest", "GETEST"),
        (None, "werk in uitvoering", None),
        (None, None, None),
    ],
)
def test_a_cards_own_status_goes_before_the_decks(tmp_path, card, of_deck, word):
    small = made_in(tmp_path)
    if card:
        small.spoil("situaties.yaml", "  rol:", f"  status: {card}\n  rol:")
    if of_deck:
        small.spoil("deck.yaml", "titel", f"status: {of_deck}\ntitel")
    front = small.typeset().cards[0].faces.front
    assert [run.text for run, _ in runs(front) if run.text in WORDS] == ([word] if word else [])


def test_it_is_no_smaller_than_the_floor_on_a_card_that_is_printed_smaller(drafts):
    deck = load(drafts, "concept-jeugdzorg")
    look = load_look(drafts, deck)
    (one,) = typeset(deck, look, deck.of_kind("waarde")[:1], scales={"tarot": 0.8}).cards
    (size,) = [run.size_pt for run, _ in runs(one.faces.front) if run.text in WORDS]
    assert size * 0.8 >= 7.0


def test_in_large_print_it_grows_with_the_card(drafts):
    deck = load(drafts, "concept-jeugdzorg")
    large = large_print(load_look(drafts, deck), drafts)
    for one in typeset(deck, large.look, _firsts(deck)).cards:
        (size,) = [run.size_pt for run, _ in runs(one.faces.front) if run.text in WORDS]
        assert size * large.factors[one.template.format_name] >= 10
        boxes = text_boxes(one.faces.front)
        (own,) = [box for box in boxes if box.run.text in WORDS]
        assert not any(own.box.overlaps(other.deep) for other in boxes if other is not own)


def test_on_poker_it_finds_a_place_where_the_lines_are_short(drafts):
    deck = load(drafts, "concept-jeugdzorg")
    look = load_look(drafts, deck)
    templates, wrong = load_templates(drafts, "kleurvlak", {"waarde": "poker"})
    assert not wrong
    poker = Look(look.house, {**look.templates, **templates})
    for one in typeset(deck, poker, deck.of_kind("waarde")).cards:
        boxes = text_boxes(one.faces.front)
        (own,) = [box for box in boxes if box.run.text in WORDS]
        assert not any(own.box.overlaps(other.deep) for other in boxes if other is not own)


def test_where_a_template_leaves_no_room_it_gets_a_plate_to_be_read_on(drafts):
    deck = load(drafts, "concept-jeugdzorg")
    look = load_look(drafts, deck)
    (one,) = typeset(deck, look, deck.of_kind("waarde")[:1]).cards
    whole = Rect.of(one.template.format)
    full = Frame(one.template.format, (), (Fill(rectangle(whole), BLACK),))
    front = marked(full, "concept", one.template, look.house, "waarde", 1.0)
    *_, plate, word = front.figure
    assert isinstance(plate, Fill)
    assert plate.colour == WHITE
    assert isinstance(word, Placed)
    assert any(isinstance(item, GlyphRun) for item in word.frame.figure)
