"""Text that cannot be set: too long, too wide, or with a sign that the typeface lacks."""

from __future__ import annotations

import re

import pytest

from kaartgen.errors import ExitCode, KaartgenError
from tests.content.small import ROLE, SITUATION, SmallDeck, Told

STORY = "Het regent en de deur gaat open."
# Some eight hundred characters of plain words: nearly twice what the face holds.
LONG = ("Je staat op de stoep en je weet niet goed wat je nu moet zeggen. " * 12).strip()
# Fits the face at the smallest size of the ladder alone.
SNUG = " ".join(LONG.split()[:121])
WIDE = "Hottentottententententoonstellingsmakersopleidingsprogrammacoördinator"
OVERFLOW = re.compile(
    r"(?P<place>.*): S01 ‘De deur’, voorkant: de tekst loopt (?P<lines>\d+) regels? over "
    r"\(ongeveer (?P<characters>\d+) tekens\), ook op de kleinste maat\.\n"
    r"  → Kort ‘verhaal’ of een andere tekst op deze kant in\."
)


def tell(small: SmallDeck, story: str) -> Told:
    small.spoil("situaties.yaml", STORY, story)
    return small.refused()


def overflow(told: Told) -> re.Match[str]:
    found = OVERFLOW.search(told.text)
    assert found, told.text
    return found


def fits(small: SmallDeck) -> bool:
    try:
        small.typeset()
    except KaartgenError:
        return False
    return True


# --- Too long ---------------------------------------------------------------------------------


def test_a_long_story_names_card_face_file_and_line(small):
    told = tell(small, LONG)
    assert OVERFLOW.fullmatch(told.text)
    assert overflow(told)["place"] == "proef/situaties.yaml, regel 4, kolom 3"


def test_a_text_that_does_not_fit_is_code_four(small):
    assert tell(small, LONG).code is ExitCode.DOES_NOT_FIT


def test_cutting_a_little_more_than_was_told_makes_it_fit(small):
    characters = int(overflow(tell(small, LONG))["characters"])
    small.spoil("situaties.yaml", LONG, LONG[: -characters * 11 // 10])
    assert fits(small)


def test_cutting_half_of_what_was_told_is_not_enough(small):
    characters = int(overflow(tell(small, LONG))["characters"])
    small.spoil("situaties.yaml", LONG, LONG[: -characters // 2])
    assert not fits(small)


def test_each_line_more_is_told_as_one_line_more(small):
    lines = int(overflow(tell(small, LONG))["lines"])
    small.spoil("situaties.yaml", LONG, LONG + r"\n".join(["", "Nog een.", "En nog een."]))
    small.spoil("situaties.yaml", f"verhaal: {LONG}", f'verhaal: "{LONG}')
    small.spoil("situaties.yaml", "En nog een.", 'En nog een."')
    assert int(overflow(small.refused())["lines"]) == lines + 2


def test_a_title_of_three_lines_says_how_many_fit(small):
    title = "De deur die maar niet open wilde gaan toen het regende in november"
    small.spoil("situaties.yaml", "De deur", title)
    told = small.refused()
    assert told.code is ExitCode.DOES_NOT_FIT
    assert re.match(
        r"proef/situaties\.yaml, regel 2, kolom 3: S01 ‘De deur die maar niet open wilde gaan t…’, "
        r"voorkant: de tekst bij ‘titel’ is 1 regel te lang \(ongeveer \d\d tekens\); er passen 2 "
        r"regels\.\n  → Kort de tekst in\.",
        told.text,
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("De deur", "De deur die maar niet open wilde gaan toen het regende in november"),
        (
            "Naar binnen of niet?",
            "Naar binnen gaan of toch nog heel even op de stoep blijven staan?",
        ),
    ],
)
def test_one_text_that_is_too_long_is_told_once(small, old, new):
    small.spoil("situaties.yaml", old, new)
    assert small.refused().text.count("→") == 1


def test_a_long_sentence_in_a_list_is_named_by_its_place_in_the_list(small):
    small.spoil("situaties.yaml", "Ik hoor alles.", LONG[:480])
    told = small.refused()
    assert told.text.startswith(
        "proef/situaties.yaml, regel 12, kolom 7: S01 ‘De deur’, achterkant: de tekst loopt "
    )
    assert told.text.endswith(
        "\n  → Kort ‘perspectieven 2 zin’ of een andere tekst op deze kant in."
    )


def test_every_card_that_does_not_fit_is_told(small):
    second = SITUATION.replace("de-deur", "het-raam").replace("De deur", "Het raam")
    small.write("situaties.yaml", SITUATION.replace(STORY, LONG) + second.replace(STORY, LONG))
    small.write("rollen.yaml", ROLE.replace("Zorg dat iedereen zit.", LONG))
    assert re.findall(r"([SRW]\d\d) ‘", small.refused().text) == ["S01", "S02", "R01"]


# --- Too wide ---------------------------------------------------------------------------------


def test_a_word_wider_than_its_line_is_told_with_a_remedy(small):
    small.spoil("situaties.yaml", "De deur", WIDE)
    assert small.refused() == Told(
        ExitCode.DOES_NOT_FIT,
        f"proef/situaties.yaml, regel 2, kolom 3: S01 ‘{WIDE[:39]}…’, voorkant: het woord "
        f"‘{WIDE}’ is breder dan de regel.\n"
        "  → Kies een korter woord, of zet in YAML tussen dubbele aanhalingstekens \\u00ad op de "
        "plaats waar het mag worden afgebroken.",
    )


@pytest.mark.parametrize("text", ["De deur", STORY], ids=["titel", "verhaal"])
def test_the_remedy_for_a_wide_word_works(small, text):
    small.spoil("situaties.yaml", text, '"Hottentottententen\\u00adtentoonstellingsmakerij"')
    assert fits(small)


def test_a_wide_word_in_a_story_is_told_at_the_story(small):
    told = tell(small, f"Daar is de {'x' * 90} weer.")
    assert told.code is ExitCode.DOES_NOT_FIT
    assert told.text.startswith(
        f"proef/situaties.yaml, regel 4, kolom 3: S01 ‘De deur’, voorkant: het woord ‘{'x' * 90}’ "
        "is breder dan de regel."
    )


# --- Missing signs ----------------------------------------------------------------------------

REMEDY = "\n  → Schrijf het anders, of kies in de huisstijl een lettertype dat dit teken heeft."


@pytest.mark.parametrize(("sign", "name"), [("☃", "U+2603"), ("漢", "U+6F22"), ("😀", "U+1F600")])
def test_a_sign_that_the_typeface_lacks_is_told(small, sign, name):
    assert tell(small, f"Het {sign} en de {sign} gaat open.") == Told(
        ExitCode.FONT,
        "proef/situaties.yaml, regel 4, kolom 3: S01 ‘De deur’, voorkant: het lettertype "
        f"SourceSans3-400Regular heeft geen teken ‘{sign}’ ({name}).{REMEDY}",
    )


def test_a_missing_sign_in_a_title_names_the_titles_typeface(small):
    small.spoil("situaties.yaml", "De deur", "De ☃")
    assert small.refused() == Told(
        ExitCode.FONT,
        "proef/situaties.yaml, regel 2, kolom 3: S01 ‘De ☃’, voorkant: het lettertype "
        f"BricolageGrotesque-700Bold heeft geen teken ‘☃’ (U+2603).{REMEDY}",
    )


def test_every_missing_sign_of_a_card_is_told(small):
    small.spoil("situaties.yaml", "De deur", "De ☃")
    small.spoil("situaties.yaml", "Ze kijkt je aan.", "Ze kijkt je ☃ aan.")
    small.spoil("situaties.yaml", "Wat doe je?", "Wat doe je ☂?")
    found = re.findall(r"regel (\d+), .*teken ‘(.)’", small.refused().text)
    assert sorted(found) == [("15", "☂"), ("2", "☃"), ("5", "☃")]


def test_a_missing_sign_in_the_decks_name_points_to_the_decks_file(small):
    small.spoil("deck.yaml", "titel: Proefdeck", "titel: Proefdeck\nkort: Deck ☃")
    assert small.refused().text.startswith("proef/deck.yaml, regel 2, kolom 1: ")


def test_a_missing_sign_in_the_decks_name_is_told_once_for_all_cards(small):
    small.spoil("deck.yaml", "titel: Proefdeck", "titel: Proefdeck\nkort: Deck ☃")
    second = SITUATION.replace("de-deur", "het-raam").replace("De deur", "Het raam")
    small.write("situaties.yaml", SITUATION + second)
    assert small.refused().text.count("‘☃’") == 1


# --- Both at once -----------------------------------------------------------------------------


def test_a_long_text_with_a_missing_sign_is_told_both_with_the_lower_code(small):
    told = tell(small, f"☃ {LONG}")
    assert told.code is ExitCode.DOES_NOT_FIT
    assert "heeft geen teken ‘☃’" in told.text
    assert OVERFLOW.search(told.text)


def test_a_missing_sign_does_not_change_by_how_much_a_text_is_too_long(small):
    alone = overflow(tell(small, LONG))["lines"]
    small.spoil("situaties.yaml", "Ze kijkt je aan.", "Ze kijkt je ☃an.")
    assert overflow(small.refused())["lines"] == alone


def test_a_story_for_the_smallest_size_fits(small):
    small.spoil("situaties.yaml", STORY, SNUG)
    assert fits(small)


@pytest.mark.parametrize("order", [1, -1])
def test_a_missing_sign_on_one_card_does_not_make_another_too_long(small, order):
    snug = SITUATION.replace(STORY, SNUG)
    lacking = SITUATION.replace("de-deur", "het-raam").replace("De deur", "Het ☃")
    small.write("situaties.yaml", "".join([snug, lacking][::order]))
    assert re.findall(r"S0\d ‘(.*?)’", small.refused().text) == ["Het ☃"]


def test_a_long_text_and_a_missing_sign_on_two_cards_are_told_together(small):
    second = SITUATION.replace("de-deur", "het-raam").replace("De deur", "Het ☃")
    small.write("situaties.yaml", SITUATION.replace(STORY, LONG) + second)
    told = small.refused()
    assert told.code is ExitCode.DOES_NOT_FIT
    assert re.findall(r"S0\d ‘", told.text) == ["S01 ‘", "S02 ‘"]
