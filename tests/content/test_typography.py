"""Typed text to typographic text: Dutch apostrophes, quotes, dashes, ellipsis, fixed spaces."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kaartgen.content.kinds import SituationCard
from kaartgen.content.typography import cleaned

# Everything that the rules look at, close together.
PECULIAR = st.text(st.sampled_from("'\"‘’“”„.…-–—()[/ \n\u00a0stnmké85€%"), max_size=14)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("'s avonds", "’s avonds"),
        ("Om 's avonds te komen", "Om ’s avonds te komen"),
        ("'s-Gravenhage", "’s-Gravenhage"),
        ("'S Avonds", "’S Avonds"),
        ("'t kind", "’t kind"),
        ("ik weet 't niet", "ik weet ’t niet"),
        ("'n mooie dag", "’n mooie dag"),
        ("'k zie 'm", "’k zie ’m"),
        ("kijk 'ns", "kijk ’ns"),
        ("de klas van '85", "de klas van ’85"),
        ("de jaren '80 en '90", "de jaren ’80 en ’90"),
        ("foto's van oma's", "foto’s van oma’s"),
        ("auto's", "auto’s"),
        ("zo'n dag met m'n zus en d'r hond", "zo’n dag met m’n zus en d’r hond"),
        ("Hans' fiets", "Hans’ fiets"),
        ("de A's en B's", "de A’s en B’s"),
        ("‘s avonds", "’s avonds"),
    ],
)
def test_an_apostrophe_is_an_apostrophe(typed, printed):
    assert cleaned(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"Nee," zegt hij.', "“Nee,” zegt hij."),
        ("'Nee,' zegt hij.", "‘Nee,’ zegt hij."),
        ('Ze zegt: "Ga."', "Ze zegt: “Ga.”"),
        ('("ja")', "(“ja”)"),
        ('"ja"-knop', "“ja”-knop"),
        ('een "ja" en een "nee"', "een “ja” en een “nee”"),
        ("een 'ja' en een 'nee'", "een ‘ja’ en een ‘nee’"),
        ("„Ja”", "“Ja”"),
        ("“Ja”", "“Ja”"),
        ("de letter 's'", "de letter ‘s’"),
        ("het woord 't'", "het woord ‘t’"),
        ("het getal '85'", "het getal ‘85’"),
    ],
)
def test_quotes_open_and_close(typed, printed):
    assert cleaned(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("\"Hij zei 'nee' tegen me,\" zegt ze.", "“Hij zei ‘nee’ tegen me,” zegt ze."),
        ("'Hij zei \"nee\" tegen me.'", "‘Hij zei “nee” tegen me.’"),
        ("\"'Nee' is ook een antwoord.\"", "“‘Nee’ is ook een antwoord.”"),
        ("'\"Nee\" is ook een antwoord.'", "‘“Nee” is ook een antwoord.’"),
        ("\"Hij zei: 'nee'\"", "“Hij zei: ‘nee’”"),
        ('"\'t Is laat," zegt ze.', "“’t Is laat,” zegt ze."),
        ('"\'s Avonds"', "“’s Avonds”"),
        ("'Eten we 's avonds?'", "‘Eten we ’s avonds?’"),
        ("'Zo'n dag'", "‘Zo’n dag’"),
    ],
)
def test_quotes_and_apostrophes_inside_quotes_are_told_apart(typed, printed):
    assert cleaned(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("wacht - nee", "wacht – nee"),
        ("wacht -- nee", "wacht – nee"),
        ("4-6 mensen", "4-6 mensen"),
        ("een zwart-witfoto", "een zwart-witfoto"),
        ("-5 graden", "-5 graden"),
        ("wacht – nee", "wacht – nee"),
    ],
)
def test_a_hyphen_between_spaces_is_a_dash(typed, printed):
    assert cleaned(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("En toen...", "En toen…"),
        ("...", "…"),
        ("Wat...?", "Wat…?"),
        ("etc.", "etc."),
        ("..", ".."),
    ],
)
def test_three_dots_are_an_ellipsis(typed, printed):
    assert cleaned(typed) == printed


@pytest.mark.parametrize(
    "typed",
    ["5 mm", "2,5 km", "10 %", "3 kg", "20 uur", "15 min", "12 pt", "21 °C", "50 euro", "1 l"],
)
def test_a_number_keeps_its_unit_beside_it(typed):
    assert cleaned(typed) == typed.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    "typed", ["nr. 5", "Nr. 5", "art. 12", "Art. 12", "blz. 3", "lid. 2", "€ 5", "§ 4"]
)
def test_an_abbreviation_keeps_its_number_beside_it(typed):
    assert cleaned(typed) == typed.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Het tempo van Den Haag", "Het tempo van Den\u00a0Haag"),
        ("in Den Bosch.", "in Den\u00a0Bosch."),
        ("Den Haagse school", "Den Haagse school"),
        ("den haag", "den haag"),
    ],
)
def test_a_town_of_two_words_stays_on_one_line(typed, printed):
    assert cleaned(typed) == printed


@pytest.mark.parametrize("typed", ["10 minuten", "5 meter", "5 mensen", "kaart. 5", "nr. vijf"])
def test_other_spaces_stay_spaces(typed):
    assert cleaned(typed) == typed


def test_loose_accents_are_joined_to_their_letters():
    assert cleaned("cafe\u0301") == "café"


@given(st.one_of(PECULIAR, st.text(max_size=30)))
@example("'‘m")
@example("'‘s avonds'")
@settings(max_examples=400)
def test_cleaning_a_clean_text_changes_nothing(text):
    once = cleaned(text)
    assert cleaned(once) == once


@given(st.one_of(PECULIAR, st.text(max_size=30)))
@settings(max_examples=200)
def test_no_letter_or_digit_changes(text):
    def spoken(given: str) -> list[str]:
        return [char for char in unicodedata.normalize("NFC", given) if char.isalnum()]

    assert spoken(cleaned(text)) == spoken(text)


@given(st.text("'\"aé8 .,\n", max_size=20))
@settings(max_examples=100)
def test_no_typewriter_quote_is_left(text):
    assert not set("'\"") & set(cleaned(text))


# --- On and off -------------------------------------------------------------------------------

STORY = "Zij zegt: \"'t Kan niet\" - 's avonds..."


def story(small) -> str:
    small.spoil("situaties.yaml", "Het regent en de deur gaat open.", f">-\n    {STORY}")
    content = small.load().cards[0].content
    assert isinstance(content, SituationCard)
    return content.verhaal


def test_a_deck_is_cleaned_unless_it_says_otherwise(small):
    assert story(small) == "Zij zegt: “’t Kan niet” – ’s avonds…"


@pytest.mark.parametrize("no", ["nee", "Nee", "false"])
def test_a_deck_can_switch_it_off(small, no):
    small.write("deck.yaml", f"titel: P\ndatum: 2026-11-24\ntypografie: {no}\n")
    assert story(small) == STORY


def test_switched_off_holds_for_shared_cards_too(small):
    small.write("deck.yaml", "titel: P\ndatum: 2026-11-24\ntypografie: nee\n")
    small.write("../gedeeld/rollen.yaml", '- id: gast\n  naam: "\'t Kind"\n  opdracht: x\n')
    small.write("rollen.yaml", "- gedeeld: gast\n")
    assert small.load().of_kind("rol")[0].title == "'t Kind"


def test_switched_off_holds_for_the_decks_own_file_too(small):
    small.write("deck.yaml", 'typografie: nee\ntitel: "\'t Deck"\ndatum: 2026-11-24\n')
    assert small.load().file.titel == "'t Deck"
