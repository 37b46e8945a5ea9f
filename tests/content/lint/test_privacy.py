"""Personal data: what has the shape and the check digit of it, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartgen.content.lint.privacy import is_bsn, is_iban, personal_data

digits = st.lists(st.integers(0, 9), min_size=8, max_size=8)


def with_check(first: list[int]) -> str | None:
    """Make a number of nine digits that passes the eleven-check, by its definition."""
    for last in range(10):
        total = sum((9 - place) * digit for place, digit in enumerate(first)) - last
        if total % 11 == 0:
            return "".join(map(str, first)) + str(last)
    return None


@settings(max_examples=150)
@given(digits)
def test_a_number_that_passes_the_eleven_check_is_found(first):
    number = with_check(first)
    if number is None or number == "000000000":
        return
    assert is_bsn(number)
    assert ("bsn", number) in personal_data(f"Haar nummer is {number}, zegt ze.")


@settings(max_examples=150)
@given(digits, st.integers(1, 9))
def test_a_number_with_one_digit_changed_does_not_pass(first, change):
    number = with_check(first)
    if number is None:
        return
    wrong = number[:8] + str((int(number[8]) + change) % 10)
    assert not is_bsn(wrong)
    assert all(kind != "bsn" for kind, _ in personal_data(f"Bestelling {wrong}."))


@settings(max_examples=50)
@given(digits)
def test_two_neighbours_exchanged_do_not_pass(first):
    number = with_check(first)
    if number is None or number[0] == number[1]:
        return
    assert not is_bsn(number[1] + number[0] + number[2:])


@pytest.mark.parametrize("text", ["123456782", "1234.56.782", "123 456 782"])
def test_a_bsn_may_be_written_in_groups(text):
    assert personal_data(f"Zijn nummer: {text}.") == (("bsn", text),)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("telefoonnummer", "06-12345678"),
        ("telefoonnummer", "06 12 34 56 78"),
        ("telefoonnummer", "020 123 45 67"),
        ("telefoonnummer", "+31 6 12345678"),
        ("e-mailadres", "m.bos@gemeente-dorp.nl"),
        ("kenteken", "GX-12-KL"),
        ("kenteken", "1-ABC-23"),
        ("kenteken", "12-GBX-4"),
        ("postcode", "3512 JE"),
        ("postcode", "3512JE"),
        ("adres", "Dorpsstraat 12"),
        ("adres", "Kerkweg 3a"),
        ("rekeningnummer", "NL91 ABNA 0417 1643 00"),
        ("achternaam", "Jan de Vries"),
        ("achternaam", "Fatima el Idrissi"),
        ("achternaam", "Merel Bos"),
        ("achternaam", "mevrouw Jansen"),
        ("achternaam", "meneer De Boer"),
        ("achternaam", "familie Van den Berg"),
        ("achternaam", "A.B. Smit"),
        ("achternaam", "J. van Dam"),
        ("achternaam", "B. van Dam"),
        ("achternaam", "J. Bakker"),
    ],
)
def test_personal_data_is_found(kind, words):
    assert personal_data(f"Vandaag zie je {words} op de lijst.") == ((kind, words),)


@pytest.mark.parametrize(
    "text",
    [
        "In 2026 zijn er 1500 mensen, en dat kost 1.234.567 euro.",
        "Op 24-11-2026 om 10.30 uur.",
        "Bel 112, of 0900-8844.",
        "Bladzijde 1200 EN verder, 1100 KM van huis.",
        "Merel en Bo lopen langs Den Haag en het Rode Kruis.",
        "Sinds Merel er is. Jan. De brief ligt er.",
        "De Raad van State, de Tweede Kamer en de Hoek van Holland.",
        "Mevrouw Anouk is er. De heer van de gemeente zegt nee.",
        "Kies A of B. De rest wacht. Kies J. De rest wacht.",
        "Plan B. Vertel het later. De straat van 12 meter, 4 straten.",
        "De familie eet. Meneer, zegt ze, meneer!",
        "Kaart S04-S07 en V-12.",
        "NL91 ABNA 0417 1643 01",
    ],
)
def test_what_only_looks_like_it_is_not_found(text):
    assert personal_data(text) == ()


def test_an_account_has_its_check_digits():
    assert is_iban("NL91ABNA0417164300")
    assert not is_iban("NL19ABNA0417164300")


def test_notes_for_the_guide_are_looked_through_too(small, report):
    small.spoil(
        "situaties.yaml", "waarden: [rust", "notitie_begeleider: Bel 06-12345678.\n  waarden: [rust"
    )
    assert [one.check.id for one in report().signals if one.where.code == "S01"] == [
        "telefoonnummer"
    ]


def test_the_makers_of_a_deck_may_be_named(small, report):
    small.write("deck.yaml", (small.folder / "deck.yaml").read_text() + "makers: [Jan de Vries]\n")
    assert report().signals == ()
