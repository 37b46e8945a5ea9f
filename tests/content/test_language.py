"""Languages: each a file; a deck, or one card, is quoted, divided and labelled in its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartgen.content.bind import card_fields
from kaartgen.content.kinds import KINDS
from kaartgen.content.language import CARD_WORDS, load_language
from kaartgen.content.typography import DUTCH, Typography, cleaned
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.layout.hyphenation import cuts
from kaartgen.workspace import PACKAGE, Workspace
from tests.content.small import SmallDeck, made_in

CODES = ("nl", "en", "de", "fr")
SHIPPED = Workspace(None)
EN, DE, FR = (load_language(SHIPPED, code) for code in CODES[1:])


@pytest.fixture
def small(tmp_path: Path) -> SmallDeck:
    return made_in(tmp_path)


def refused(root: Path, code: str) -> list[str]:
    with pytest.raises(KaartgenError) as caught:
        load_language(Workspace(root), code)
    assert caught.value.code is ExitCode.AUTHOR
    return [str(one) for one in caught.value.problems]


def own(root: Path, code: str, text: str) -> Path:
    file = root / "kaarten" / "talen" / f"{code}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


# --- The files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_every_shipped_language_says_everything(code):
    words = load_language(SHIPPED, code).words
    dutch = load_language(SHIPPED, "nl").words
    assert words.keys() == dutch.keys()
    assert all(text.strip() for text in words.values())


@pytest.mark.parametrize("code", CODES[1:])
def test_a_translation_is_no_copy_of_the_dutch(code):
    words, dutch = load_language(SHIPPED, code).words, load_language(SHIPPED, "nl").words
    same = {key for key, text in words.items() if text == dutch[key] and " " in text}
    # Nothing but signs and numbers in them.
    assert same <= {"deck.min", "deck.datum"}


def test_the_words_for_templates_are_those_of_the_file():
    dutch = load_language(SHIPPED, "nl").words
    assert {key for key in dutch if key.startswith("kaart.")} == {
        f"kaart.{name}" for name in CARD_WORDS
    }


def test_every_word_that_the_code_asks_for_is_in_the_file_and_the_other_way_round():
    dutch = load_language(SHIPPED, "nl").words
    sources = "\n".join(
        file.read_text("utf-8")
        for folder in ("content", "products")
        for file in (PACKAGE / folder).rglob("*.py")
    )
    asked = set(re.findall(r"says\(\s*[\"']([a-z_.]+)[\"']", sources))
    assert asked <= dutch.keys()
    quoted = set(re.findall(r"[\"']([a-z_.]+)[\"']", sources))
    for key in dutch:
        section, _, name = key.partition(".")
        if section in ("deck", "bord", "handreiking", "bundel"):
            assert key in quoted or name in quoted, key


@pytest.mark.parametrize("code", CODES)
def test_every_kind_has_a_word_for_one_and_for_more(code):
    language = load_language(SHIPPED, code)
    for kind in KINDS:
        assert language.counted(kind, 1).startswith("1 ")
        assert language.counted(kind, 2).startswith("2 ")
    assert load_language(SHIPPED, "nl").counted(KINDS[1], 2) == "2 vragen"
    assert DE.counted(KINDS[1], 2) == "2 Fragen"


def test_the_dutch_signs_in_the_file_are_those_of_the_code():
    assert load_language(SHIPPED, "nl").typography == DUTCH


# --- Characters -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        (EN, "\"It's Hans' dog,\" he says.", "“It’s Hans’ dog,” he says."),
        (EN, "'Tis late", "’Tis late"),
        (EN, "'s avonds", "‘s avonds"),
        (DE, '"Ja," sagt sie.', "„Ja,“ sagt sie."),
        (DE, "\"Er sagte 'nein' dazu.\"", "„Er sagte ‚nein‘ dazu.“"),
        (DE, "Hans' Rad, wie geht's?", "Hans’ Rad, wie geht’s?"),
        (FR, 'Elle dit: "Qui est là?"', "Elle dit\u00a0: «\u00a0Qui est là\u00a0?\u00a0»"),
        (FR, "« Moi ! »", "«\u00a0Moi\u00a0!\u00a0»"),
        (FR, "à 13:30, vraiment?!", "à 13:30, vraiment\u00a0?!"),
        (FR, "Étape 1 : l'école", "Étape 1\u00a0: l’école"),
    ],
)
def test_a_language_sets_its_own_characters(language, typed, printed):
    assert cleaned(typed, language.typography) == printed


@given(
    st.sampled_from([EN.typography, DE.typography, FR.typography]),
    st.text(st.sampled_from("'\"‘’“”„«»‹›‚.;:!?… -–()\n\u00a0stnéa85"), max_size=12),
)
@settings(max_examples=200)
def test_cleaning_a_clean_text_changes_nothing(rules: Typography, text: str):
    once = cleaned(text, rules)
    assert cleaned(once, rules) == once


def test_words_are_divided_by_their_own_language():
    word = "nationalisation"
    assert cuts(word, EN.hyphenation) != cuts(word, FR.hyphenation)
    assert cuts("Jugendämter", DE.hyphenation)
    # An umlaut is no trema: German may divide before it.
    assert 4 in cuts("überübung", DE.hyphenation)
    assert cuts("jeugdbescherming", "") == ()


# --- A deck ---------------------------------------------------------------------------------------


def test_a_deck_in_english_is_labelled_in_english(small):
    small.spoil("deck.yaml", "titel:", "taal: en\ntitel:")
    deck = small.load()
    situation = deck.of_kind("situatie")[0]
    fields = card_fields(situation, deck).fields
    assert fields["soort"] == "Situation"
    assert fields["woorden"].fields["wat_schuurt"] == "Where is the tension?"
    assert deck.file.lenzen["VOELT"].label == "FEELS good"
    assert "version 1" in deck.foot


def test_what_the_author_wrote_wins_over_the_language(small):
    small.spoil("deck.yaml", "titel:", "taal: en\nstatus: piloting\ntitel:")
    deck = small.load()
    assert deck.file.status == "piloting"


def test_one_card_may_be_in_another_language(small):
    small.spoil("situaties.yaml", "  titel:", "  taal: de\n  titel:")
    deck = small.load()
    german = deck.of_kind("situatie")[0]
    assert card_fields(german, deck).fields["woorden"].fields["stap"] == "Schritt"
    dutch = deck.of_kind("waarde")[0]
    assert card_fields(dutch, deck).fields["woorden"].fields["stap"] == "Stap"


def test_a_language_that_is_not_there_is_told_with_its_place(small):
    small.spoil("situaties.yaml", "  titel:", "  taal: fra\n  titel:")
    told = small.refused()
    assert told.code is ExitCode.AUTHOR
    assert "De taal ‘fra’ kent kaartgen niet." in told.text
    assert "Bedoel je ‘fr’?" in told.text
    assert "situaties.yaml, regel" in told.text


# --- A language of one's own ----------------------------------------------------------------------


def test_a_shipped_language_can_be_changed_with_only_the_differences(tmp_path):
    own(tmp_path, "en", "kaart: {tip: Hint}\n")
    found = load_language(Workspace(tmp_path), "en")
    assert found.says("kaart.tip") == "Hint"
    assert found.says("kaart.stap") == "Step"


def test_a_new_language_must_say_everything(tmp_path):
    own(tmp_path, "fy", "naam: Frysk\ncode: fy\nafbreken: nee\n")
    (told,) = refused(tmp_path, "fy")
    assert "In deze taal ontbreekt:" in told
    assert "soorten.situatie.kaart" in told


def test_a_whole_language_of_ones_own_is_used(tmp_path):
    text = (PACKAGE / "talen" / "nl.yaml").read_text("utf-8")
    text = text.replace("naam: Nederlands", "naam: Frysk").replace(
        "afbreken: nl_NL", "afbreken: nee"
    )
    own(tmp_path, "fy", text.replace("stap: Stap", "stap: Stip"))
    found = load_language(Workspace(tmp_path), "fy")
    assert (found.name, found.hyphenation, found.says("kaart.stap")) == ("Frysk", "", "Stip")


def test_every_mistake_in_a_language_is_told_with_its_place(tmp_path):
    own(
        tmp_path,
        "en",
        "afbreken: xx\n"
        "kaart: {tipp: Hint, stap: [a]}\n"
        "deck: {versie: version}\n"
        "tekens: {dubbel: ['«'], weglating: s}\n",
    )
    told = "\n".join(refused(tmp_path, "en"))
    assert "De regel ‘kaart.tipp’ kent kaartgen niet in een taal." in told
    assert "Bedoel je ‘tip’?" in told
    assert "hoort tussen accolades te staan: {versie}" in told
    assert "Hier hoort een tekst te staan." in told
    assert "Hier horen twee aanhalingstekens te staan" in told
    assert "Bij ‘weglating’ hoort een lijst" in told
    assert "Voor ‘xx’ zijn er geen afbreekpatronen." in told
    assert all(f"en.yaml, regel {line}" in told for line in (1, 2, 3, 4))
