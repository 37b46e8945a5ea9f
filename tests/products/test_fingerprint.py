"""Prints of faces: what makes another face, what does not, and what is said to have changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kaartgen.content.deck import Card, Deck
from kaartgen.content.load import load
from kaartgen.frame import Faces, Fill, Frame, GlyphRun, Item, Picture, Placed, Raster, runs
from kaartgen.geometry import Rect, Transform
from kaartgen.layout.look import Look, load_look
from kaartgen.layout.typeset import TypesetCard, TypesetDeck, typeset
from kaartgen.products.changes import compared
from kaartgen.products.fingerprint import CardPrint, card_prints
from kaartgen.workspace import Workspace
from tests.conftest import write_eleven


@pytest.fixture(scope="module")
def klein(tmp_path_factory: pytest.TempPathFactory) -> tuple[Deck, Look]:
    """The deck of all kinds and its look."""
    workspace: Workspace = write_eleven(tmp_path_factory.mktemp("klein"))
    deck = load(workspace, "klein")
    return deck, load_look(workspace, deck)


def _prints(deck: Deck, look: Look, ready: TypesetDeck) -> dict[str, CardPrint]:
    return {one.code: one for one in card_prints(deck, look, ready, maker="1", scales={})}


def _with_front(ready: TypesetDeck, front: Frame) -> TypesetDeck:
    """Return the deck with the first card's front replaced."""
    first, *others = ready.cards
    changed = TypesetCard(first.card, Faces(front, first.faces.back), first.template)
    return TypesetDeck((changed, *others), ready.sizes)


def _first_changed(klein: tuple[Deck, Look], change: object) -> tuple[CardPrint, CardPrint]:
    """Return the first card's print as it is, and with `change` made to its front."""
    deck, look = klein
    ready = typeset(deck, look, deck.cards)
    before = _prints(deck, look, ready)["S01"]
    front = change(ready.cards[0].faces.front)  # type: ignore[operator]
    return before, _prints(deck, look, _with_front(ready, front))["S01"]


def _figure(frame: Frame, change: object) -> Frame:
    items = tuple(change(item) for item in frame.figure)  # type: ignore[operator]
    return replace(frame, figure=items)


def _lettered(frame: Frame, **other: object) -> Frame:
    def set_(item: Item) -> Item:
        return replace(item, **other) if isinstance(item, GlyphRun) else item

    return _figure(frame, set_)


def test_the_same_cards_give_the_same_prints(klein):
    deck, look = klein
    once, again = (_prints(deck, look, typeset(deck, look, deck.cards)) for _ in range(2))
    assert once == again


def test_no_two_cards_of_a_deck_share_a_print_of_their_front(klein):
    deck, look = klein
    fronts = [
        one.front.drawn for one in _prints(deck, look, typeset(deck, look, deck.cards)).values()
    ]
    assert len(set(fronts)) == len(fronts)


def test_what_is_drawn_elsewhere_is_another_face_with_the_same_words(klein):
    before, after = _first_changed(klein, lambda frame: _lettered(frame, x=20.0))
    assert before.front.drawn != after.front.drawn
    assert before.front.words == after.front.words


def test_a_shift_that_no_printer_shows_is_no_other_face(klein):
    def moved(frame: Frame) -> Frame:
        def set_(item: Item) -> Item:
            return replace(item, x=item.x + 1e-9) if isinstance(item, GlyphRun) else item

        return _figure(frame, set_)

    before, after = _first_changed(klein, moved)
    assert before == after


def test_letters_of_another_size_are_another_face_and_the_sizes_are_told(klein):
    before, after = _first_changed(klein, lambda frame: _lettered(frame, size_pt=13.25))
    assert before.front.drawn != after.front.drawn
    assert 13.25 in after.front.sizes_pt


def test_another_colour_on_the_ground_is_another_face(klein):
    def painted(frame: Frame) -> Frame:
        ground = tuple(
            replace(item, colour=replace(item.colour, k=1.0)) if isinstance(item, Fill) else item
            for item in frame.ground
        )
        return replace(frame, ground=ground)

    before, after = _first_changed(klein, painted)
    assert before.front.drawn != after.front.drawn
    assert before.front.words == after.front.words


def test_one_pixel_is_another_picture(klein):
    def pictured(last: int) -> object:
        raster = Raster(2, 1, bytes([0, 0, 0, 9, 0, 0, 0, last]))
        picture = Picture(Rect(10, 10, 20, 10), raster, "Een fiets")
        return lambda frame: replace(frame, figure=(*frame.figure, picture))

    without, with_nine = _first_changed(klein, pictured(9))
    _, with_ten = _first_changed(klein, pictured(10))
    assert without.front.pictures == ""
    assert with_nine.front.pictures != with_ten.front.pictures
    assert with_nine.front.drawn != with_ten.front.drawn


def test_what_changes_inside_a_placed_frame_is_seen(klein):
    def wrapped(dx: float) -> object:
        def wrap(frame: Frame) -> Frame:
            inside = _figure(
                frame,
                lambda item: replace(item, x=item.x + dx) if isinstance(item, GlyphRun) else item,
            )
            return replace(frame, ground=(), figure=(Placed(inside, Transform()),))

        return wrap

    _, still = _first_changed(klein, wrapped(0.0))
    _, shifted = _first_changed(klein, wrapped(0.5))
    assert still.front.drawn != shifted.front.drawn


def test_it_does_not_matter_where_the_fonts_lie(klein, tmp_path):
    def elsewhere(frame: Frame) -> Frame:
        def set_(item: Item) -> Item:
            if not isinstance(item, GlyphRun):
                return item
            file = tmp_path / item.font.file.name
            if not file.exists():
                shutil.copy(item.font.file, file)
            return replace(item, font=replace(item.font, file=Path(file)))

        return _figure(frame, set_)

    before, after = _first_changed(klein, elsewhere)
    assert before == after


def test_a_line_divided_elsewhere_holds_the_same_words(klein):
    def divided(frame: Frame) -> Frame:
        def set_(item: Item) -> Item:
            if not isinstance(item, GlyphRun) or len(item.text) < 8:
                return item
            return replace(item, text=f"{item.text[:4]}-\u00ad {item.text[4:]}", kerns=())

        return _figure(frame, set_)

    before, after = _first_changed(klein, divided)
    assert before.front.words == after.front.words
    assert before.front.drawn != after.front.drawn


# ---- one card's text

WORDS = ("stil", "deur", "zorgvuldig", "samen", "morgenochtend", "je", "vraagt", "hand", "of")
FIELDS = {"vraag": "tekst", "waarde": "uitleg", "rol": "opdracht", "joker": "effect"}


def _sizes(card: TypesetCard) -> set[float]:
    faces = (card.faces.front, card.faces.back)
    return {run.size_pt for face in faces for run, _ in runs(face)}


@pytest.fixture(scope="module")
def texts(klein: tuple[Deck, Look]) -> tuple[Deck, TypesetDeck]:
    """The cards of the kinds that one text fills, and how they are set."""
    deck, look = klein
    few = replace(deck, cards=tuple(card for card in deck.cards if card.kind.name in FIELDS))
    return few, typeset(few, look, few.cards)


@settings(max_examples=12)
@given(
    kind=st.sampled_from(sorted(FIELDS)),
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=16),
)
def test_another_text_marks_only_its_card_unless_the_letters_of_its_kind_change(
    klein, texts, kind, words
):
    look = klein[1]
    deck, was = texts
    edited = deck.of_kind(kind)[0]
    content = edited.content.model_copy(update={FIELDS[kind]: f"{' '.join(words)} zo?"})
    new = Card(edited.kind, edited.number, edited.id, content, edited.places)
    other = replace(deck, cards=tuple(new if card is edited else card for card in deck.cards))
    ready = typeset(other, look, other.cards)
    then = card_prints(deck, look, was, maker="1", scales={})
    now = card_prints(other, look, ready, maker="1", scales={})
    before, after = ({one.card.code: _sizes(one) for one in set_.cards} for set_ in (was, ready))
    marked = {change.card.code for change in compared(now, then).changed}
    stepped = {code for code in before if before[code] != after[code]} - {edited.code}
    assert marked == {edited.code} | stepped
    assert all(code[0] == edited.code[0] for code in stepped)
