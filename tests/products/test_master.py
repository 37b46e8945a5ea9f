"""The master for a print shop: one page a face, with its boxes, one document for each format."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from kaartgen.content.deck import Deck
from kaartgen.content.kinds import EmptyCard
from kaartgen.layout.look import Look
from kaartgen.pdf.draw import drawn
from kaartgen.products.master import build_master
from kaartgen.products.selection import Selection, chosen
from tests.pdf.reading import box_mm, letters, opened, pictured, size_mm, strokes, words

_BLEED = 3.0
_FORMATS = {"a6": (105, 148), "tarot": (70, 120)}
formats = pytest.mark.parametrize("name", sorted(_FORMATS))

Masters = dict[str, bytes]


def test_there_is_one_document_for_each_format(jeugdzorg_master: Masters) -> None:
    assert sorted(jeugdzorg_master) == ["a6", "tarot"]


def test_a_selection_of_one_format_is_one_document(jeugdzorg: Deck, jeugdzorg_look: Look) -> None:
    built = build_master(jeugdzorg, jeugdzorg_look, chosen(jeugdzorg, Selection("V01,W02")))
    assert list(built.documents) == ["-tarot"]


def _of_format(deck: Deck, name: str) -> list[str]:
    """Return the codes of all cards of a format, copies and all, in the order of the deck."""
    found: list[str] = []
    for card in deck.cards:
        small = card.kind.letter in "VPWRJK"
        if isinstance(card.content, EmptyCard):
            small = card.content.voor_type in ("vraag", "perspectief", "waarde")
        if small is (name == "tarot"):
            found += [card.code] * card.content.aantal
    return found


@formats
def test_every_card_has_two_pages(name: str, jeugdzorg: Deck, jeugdzorg_master: Masters) -> None:
    cards = _of_format(jeugdzorg, name)
    assert len(opened(jeugdzorg_master[name]).pages) == 2 * len(cards)


def _codes(pdf: bytes, page: int) -> set[str]:
    """Return the codes that stand upright on a page."""
    found = words(letters(pdf, page))
    return {
        word.text
        for word in found
        if word.way == 0 and word.size > 6.5 and re.fullmatch(r"[A-Z](\d\d)?", word.text)
    }


def test_fronts_and_backs_alternate_in_the_order_of_the_deck(
    jeugdzorg: Deck, jeugdzorg_master: Masters
) -> None:
    for number, code in enumerate(_of_format(jeugdzorg, "a6")):
        printed = "L" if code[0] == "L" else code
        for page in (2 * number, 2 * number + 1):
            assert printed in _codes(jeugdzorg_master["a6"], page)


def test_a_front_of_a_situation_tells_its_story_and_the_back_has_its_values(
    jeugdzorg_master: Masters,
) -> None:
    pdf = jeugdzorg_master["a6"]
    front, back = (" ".join(w.text for w in words(letters(pdf, page))) for page in (0, 1))
    assert "Niet doorvertellen" in front
    assert "Waarden in het spel" in back


def test_every_small_card_is_followed_by_the_back_of_its_kind(
    jeugdzorg: Deck, jeugdzorg_master: Masters
) -> None:
    for number, code in enumerate(_of_format(jeugdzorg, "tarot")):
        printed = "L" if code[0] == "L" else code
        assert printed in _codes(jeugdzorg_master["tarot"], 2 * number)
        assert _codes(jeugdzorg_master["tarot"], 2 * number + 1) == {code[0]}


@formats
def test_a_page_is_trim_and_three_millimetres_of_bleed_all_round(
    name: str, jeugdzorg_master: Masters
) -> None:
    width, height = _FORMATS[name]
    for page in opened(jeugdzorg_master[name]).pages:
        assert size_mm(page) == pytest.approx((width + 6, height + 6), abs=0.01)


@formats
def test_the_trim_box_is_the_card(name: str, jeugdzorg_master: Masters) -> None:
    width, height = _FORMATS[name]
    for page in opened(jeugdzorg_master[name]).pages:
        found = box_mm(page, "/TrimBox")
        assert found == pytest.approx((3, 3, width + 3, height + 3), abs=0.01)


@formats
def test_the_bleed_box_is_the_page(name: str, jeugdzorg_master: Masters) -> None:
    width, height = _FORMATS[name]
    for page in opened(jeugdzorg_master[name]).pages:
        assert box_mm(page, "/BleedBox") == pytest.approx((0, 0, width + 6, height + 6), abs=0.01)


@formats
def test_trim_lies_inside_bleed_inside_media_to_the_last_decimal(
    name: str, jeugdzorg_master: Masters
) -> None:
    for page in opened(jeugdzorg_master[name]).pages:
        media, bleed, trim = (
            [float(number) for number in page.obj[box]]
            for box in ("/MediaBox", "/BleedBox", "/TrimBox")
        )
        for outer, inner in ((media, bleed), (bleed, trim)):
            assert outer[0] <= inner[0]
            assert outer[1] <= inner[1]
            assert inner[2] <= outer[2]
            assert inner[3] <= outer[3]


def _edge(page: Image.Image, side: str) -> Image.Image:
    """Return the outermost strip of a page along one side; five pixels are a millimetre."""
    w, h = page.size
    box = {
        "top": (10, 1, w - 10, 4),
        "left": (1, 10, 4, h - 10),
        "right": (w - 4, 10, w - 1, h - 10),
    }
    return page.crop(box[side]).convert("L")


@formats
def test_colour_that_meets_the_trim_runs_on_to_the_end_of_the_bleed(
    name: str, jeugdzorg_master: Masters
) -> None:
    # The band at the top of every front.
    pdf = jeugdzorg_master[name]
    for number in range(0, len(opened(pdf).pages), 6):
        page = pictured(pdf, number, ppi=127)
        assert _edge(page, "top").getextrema()[1] < 200


def test_a_back_in_one_colour_has_it_in_all_of_its_bleed(jeugdzorg_master: Masters) -> None:
    page = pictured(jeugdzorg_master["tarot"], 1, ppi=127)
    for side in ("top", "left", "right"):
        assert _edge(page, side).getextrema()[1] < 200


@formats
def test_text_stays_five_millimetres_from_the_cut(name: str, jeugdzorg_master: Masters) -> None:
    width, height = _FORMATS[name]
    pdf = jeugdzorg_master[name]
    for number in range(len(opened(pdf).pages)):
        for letter in letters(pdf, number):
            if letter.character.strip():
                assert letter.left >= _BLEED + 5 - 0.01
                assert letter.top >= _BLEED + 5 - 0.01
                assert letter.right <= _BLEED + width - 5 + 0.01
                assert letter.bottom <= _BLEED + height - 5 + 0.01


@formats
def test_there_are_no_marks(name: str, jeugdzorg_master: Masters) -> None:
    for page in opened(jeugdzorg_master[name]).pages:
        width, height = size_mm(page)
        # Patterns run over the edge in their own colours; marks are black.
        for line in [line for line in strokes(page) if line.ink == (0, 0, 0, 1)]:
            assert 3 <= min(line.x1, line.x2) <= max(line.x1, line.x2) <= width - 3
            assert 3 <= min(line.y1, line.y2) <= max(line.y1, line.y2) <= height - 3


@formats
def test_a_print_shop_is_told_nothing_of_turning(name: str, jeugdzorg_master: Masters) -> None:
    root = opened(jeugdzorg_master[name]).Root
    assert "/Duplex" not in root.get("/ViewerPreferences", {})


@formats
def test_the_title_says_which_format_it_is(name: str, jeugdzorg_master: Masters) -> None:
    assert name in str(opened(jeugdzorg_master[name]).docinfo["/Title"])


def test_copies_have_pages_of_their_own(jeugdzorg: Deck, jeugdzorg_look: Look) -> None:
    built = build_master(jeugdzorg, jeugdzorg_look, chosen(jeugdzorg, Selection("S01", copies=3)))
    pdf = drawn(built.documents["-a6"])
    assert len(opened(pdf).pages) == 6
    assert built.cards == 3
