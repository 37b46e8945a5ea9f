"""What is said of cards that differ: which, why, in how few words, and which are gone."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kaartgen.products.changes import compared, named, told
from kaartgen.products.fingerprint import CardPrint, FacePrint

FACE = FacePrint("b1", "t1", "", (7.0, 11.0, 12.0))


def card(code: str, kind: str = "situatie", **other: object) -> CardPrint:
    made = CardPrint(
        kind, f"id-{code}", code, f"Titel {code}", 1, "helder 1", "kleurvlak 1", "0.1.0", FACE, FACE
    )
    return replace(made, **other)  # type: ignore[arg-type]


def face(**other: object) -> FacePrint:
    """Return a face that is drawn otherwise than the usual one."""
    return replace(FACE, drawn="b2", **other)  # type: ignore[arg-type]


def reasons(now: list[CardPrint], then: list[CardPrint]) -> dict[str, str]:
    return {change.card.code: change.why for change in compared(now, then).changed}


def test_a_card_that_looks_the_same_is_not_named():
    assert compared([card("S01")], [card("S01")]).changed == ()


def test_a_card_that_was_not_there_is_new():
    assert reasons([card("S01"), card("S02")], [card("S01")]) == {"S02": "nieuw"}


@pytest.mark.parametrize(
    ("sides", "where"),
    [
        ({"front": face(words="t2")}, "voorkant"),
        ({"back": face(words="t2")}, "achterkant"),
        ({"front": face(words="t2"), "back": face(words="t2")}, "voor- en achterkant"),
        ({"front": face(words="t2"), "back": face()}, "voorkant"),
    ],
)
def test_another_text_is_told_with_the_side_that_it_is_on(sides, where):
    assert reasons([card("S01", **sides)], [card("S01")]) == {"S01": f"andere tekst op de {where}"}


def test_another_picture_is_told_with_the_side_that_it_is_on():
    assert reasons([card("S01", front=face(pictures="p2"))], [card("S01")]) == {
        "S01": "andere afbeelding op de voorkant"
    }


@pytest.mark.parametrize(
    ("made_with", "why"),
    [
        ({"house": "strak 2"}, "andere huisstijl"),
        ({"template": "kleurvlak 2"}, "ander sjabloon"),
        ({"maker": "0.2.0"}, "vernieuwde kaartgen"),
        ({"house": "helder 2", "template": "redactie 1"}, "andere huisstijl, ander sjabloon"),
    ],
)
def test_the_same_words_drawn_otherwise_are_told_by_what_they_were_made_with(made_with, why):
    assert reasons([card("S01", front=face(), **made_with)], [card("S01")]) == {"S01": why}


def test_another_house_style_that_no_face_shows_is_no_reason_to_print():
    assert reasons([card("S01", house="helder 2", maker="0.2.0")], [card("S01")]) == {}


def test_a_smaller_letter_is_told_with_both_sizes_and_a_dutch_comma():
    now = card("S01", back=face(sizes_pt=(7.0, 11.0, 11.5)))
    assert reasons([now], [card("S01")]) == {
        "S01": "letter van 11,5 in plaats van 12 pt, zoals alle kaarten van deze soort"
    }


def test_several_sizes_at_once_are_told_in_general():
    now = card("S01", front=face(sizes_pt=(7.0, 10.0, 11.5)))
    assert reasons([now], [card("S01")])["S01"].startswith("andere lettergrootte")


def test_where_nothing_else_explains_it_the_side_is_told():
    assert reasons([card("S01", back=face())], [card("S01")]) == {
        "S01": "andere opmaak van de achterkant"
    }


# ---- numbers and names


def test_a_card_with_another_number_is_known_by_its_id():
    then = [card("S01"), card("S02")]
    new = card("S01", id="nieuw", front=face(words="nieuw"))
    moved = [
        card("S02", id="id-S01", front=face(words="t2")),
        card("S03", id="id-S02", front=face(words="t2")),
    ]
    found = reasons([new, *moved], then)
    assert found == {"S01": "nieuw", "S02": "ander nummer", "S03": "ander nummer"}


def test_a_card_whose_id_came_from_its_old_title_is_known_by_its_code():
    now = card("S01", id="andere-titel", front=face(words="t2"))
    changes = compared([now], [card("S01")])
    assert changes.changed[0].why == "andere tekst op de voorkant"
    assert changes.removed == ()


def test_the_same_id_in_two_kinds_is_two_cards():
    now = [card("S01", id="moed"), card("W01", "waarde", id="moed", front=face(words="t2"))]
    then = [card("S01", id="moed"), card("W01", "waarde", id="moed")]
    assert list(reasons(now, then)) == ["W01"]


def test_a_card_that_left_the_deck_is_named():
    changes = compared([card("S01")], [card("S01"), card("S02")])
    assert [old.title for old in changes.removed] == ["Titel S02"]


def test_a_card_that_is_there_more_often_is_no_other_card():
    changes = compared([card("S01", copies=3)], [card("S01")])
    assert changes.changed == ()
    assert [(one.code, was) for one, was in changes.more] == [("S01", 1)]


# ---- in few words


def cards(*codes: str) -> list[CardPrint]:
    kinds = {"S": "situatie", "V": "vraag", "W": "waarde"}
    return [card(code, kinds[code[0]]) for code in codes]


DECK = cards("S01", "S02", "S03", "S05", "S06", "V01", "V02", "W01")


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (["S02"], "S02"),
        (["S01", "S02"], "S01, S02"),
        (["S01", "S02", "S03"], "S01–S03"),
        (["S02", "S03", "S05", "V01"], "S02–S05, V01"),
        (["S01", "S03", "S06"], "S01, S03, S06"),
        (["V01", "V02"], "alle vragen"),
        (["W01"], "W01"),
        (["S01", "V01", "V02"], "S01, alle vragen"),
        ([one.code for one in DECK], "alle kaarten"),
    ],
)
def test_cards_are_named_in_few_words(codes, words):
    assert named(cards(*codes), DECK) == words


def test_each_reason_is_told_once_with_its_cards():
    now = [
        replace(one, front=face(words="t2")) if one.kind == "vraag" else one
        for one in cards("S01", "V01", "V02")
    ]
    now.append(card("S02"))
    changes = compared(now, cards("S01", "V01", "V02")).changed
    assert told(changes, now) == ["alle vragen: andere tekst op de voorkant", "S02: nieuw"]
