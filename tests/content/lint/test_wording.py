"""Sentences and words: each signal has a text that fires it and a likely one that does not."""

from __future__ import annotations

import pytest

from kaartgen.content.lint.signal import Role


def steps(amount: int) -> str:
    """Write a sentence of so many different words."""
    return " ".join(["Zij", *(f"loopt{n}" for n in range(amount - 1))]) + "."


def test_a_sentence_of_twenty_words_is_fine(named):
    assert named(steps(20)) == set()


def test_a_sentence_of_twenty_one_words_is_long(found):
    assert found(steps(21)) == [("lange-zin", steps(21))]


def test_a_long_sentence_is_cut_near_its_middle(report, small):
    story = (
        "Je belt aan bij het huis op de hoek van de straat, en daar doet niemand open want "
        "er is niemand thuis."
    )
    small.spoil("situaties.yaml", "Het regent en de deur gaat open.", story)
    (told,) = (one for one in report().signals if one.check.id == "lange-zin")
    assert "22 woorden" in told.message
    assert "bijvoorbeeld na ‘van de straat’" in told.hint


def test_each_sentence_counts_for_itself(named):
    half = steps(15)
    assert named(f"{half} {half}") == set()


def test_an_abbreviation_does_not_end_a_sentence(named):
    text = f"Zij woont op nr. 4 en {steps(16).lower()}"
    assert "lange-zin" in named(text)


def test_a_list_of_whom_a_deck_is_for_may_be_long(named):
    assert named("Voor " + " ".join(f"mens{n}," for n in range(30)), Role.NAME) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Er wordt gebeld door de school.",
        "Het dossier werd gesloten.",
        "Morgen wordt hij opgehaald.",
        "Je hoort dat het gezin begeleid wordt.",
        "De brief moet nog geschreven worden.",
        "Vandaag worden de ouders uitgenodigd voor een gesprek.",
        "Het besluit werd genomen, en niemand zei iets.",
        "Ik lees dat hij ontslagen wordt.",
        "Hij vindt dat het kind geplaatst moet worden.",
        "Het besluit dient vrijdag genomen te worden.",
        "Hij werd bestolen.",
    ],
)
def test_a_passive_is_told(found, text):
    assert found(text) == [("lijdende-vorm", text)]


@pytest.mark.parametrize(
    "text",
    [
        "Het wordt laat en de jongen wordt boos.",
        "Ze werd wakker van de bel.",
        "Hij wordt achttien en krijgt geld.",
        "Morgen wordt het gezellig.",
        "Dan wordt bekend wie er komt.",
        "Het gezin wordt groter, en iedereen heeft gebeld.",
        "Ze worden verliefd op het huis dat hij heeft verkocht.",
        "Om gehoord te worden, moet je praten.",
        "De school heeft gebeld.",
        "Bij de achterdeur is het gesprek voorbij.",
    ],
)
def test_becoming_something_is_no_passive(named, text):
    assert named(text) == set()


@pytest.mark.parametrize(
    ("text", "signal", "words"),
    [
        ("De vraag met betrekking tot geld.", "moeilijk-woord", "met betrekking tot"),
        ("Prioriteiten heeft hij niet.", "moeilijk-woord", "Prioriteiten"),
        ("We creëren een plek.", "moeilijk-woord", "creëren"),
        ("Dat moeten we borgen.", "vaktaal", "borgen"),
        ("Ze noemen het laaghangend fruit.", "vaktaal", "laaghangend fruit"),
        ("Hij komt i.v.m. de brief.", "afkorting", "i.v.m."),
        ("Bijv. op maandag.", "afkorting", "Bijv."),
        ("De maandag t/m vrijdag.", "afkorting", "t/m"),
        ("De GGD belt aan.", "afkorting", "GGD"),
        ("Dit is een kritieke situatie.", "kritiek", "kritieke situatie"),
        ("Dertien kritieke beroepssituaties.", "kritiek", "kritieke beroepssituaties"),
        ("Een kritiek moment.", "kritiek", "kritiek moment"),
        ("Hij zegt zegt niets.", "dubbel-woord", "zegt zegt"),
        ("Ze loopt naar de\nde deur.", "dubbel-woord", "de\nde"),
    ],
)
def test_a_word_to_stumble_over_is_told(found, text, signal, words):
    assert found(text) == [(signal, words)]


@pytest.mark.parametrize(
    "text",
    [
        "De vraag over geld heeft voorrang.",
        "Ze zit op de trap en maakt een plek.",
        "De NS rijdt niet en de BTW gaat omhoog.",
        "NEE, roept hij. STOP!",
        "De GI (gecertificeerde instelling) belt.",
        "Een bestand van 12 MB.",
        "Zijn kritiek op het plan is hard.",
        "De dijk is kritiek.",
        "De man die die sleutel heeft.",
        "Tik tik, zegt de klok.",
        "Ze zegt: ja, ja.",
        "Een relevante-achtige vlek.",
    ],
)
def test_a_plain_word_is_not_told(named, text):
    assert named(text) == set()


def test_the_longest_of_two_listed_words_is_told_once(found):
    assert found("Dit is ten aanzien van u.") == [("moeilijk-woord", "ten aanzien van")]


def test_what_a_function_is_called_may_be_jargon(small, report):
    small.spoil("situaties.yaml", "Je bent hulpverlener", "Je bent casusregisseur")
    assert "vaktaal" not in {signal.check.id for signal in report().signals}


def test_an_abbreviation_is_told_once_a_card(small, report):
    small.spoil("situaties.yaml", "Het regent en de deur gaat open.", "De GGD belt. De GGD komt.")
    small.spoil("situaties.yaml", "Ze kijkt je aan.", "De GGD kijkt je aan.")
    told = [signal for signal in report().signals if signal.check.id == "afkorting"]
    assert [(signal.where.code, signal.where.field) for signal in told] == [("S01", "verhaal")]


def test_an_abbreviation_explained_elsewhere_on_the_card_is_known(small, report):
    small.spoil("situaties.yaml", "Het regent en", "De Gemeentelijke Gezondheidsdienst (GGD) en")
    small.spoil("situaties.yaml", "Ze kijkt je aan.", "De GGD kijkt je aan.")
    assert "afkorting" not in {signal.check.id for signal in report().signals}


@pytest.mark.parametrize("text", ["“Ja, zegt hij.", "Ja,” zegt hij.", 'Zij zei "nee.'])
def test_a_quote_that_is_open_at_one_end_is_told(named, text):
    assert named(text) == {"aanhalingsteken"}


def test_quotes_in_another_style_than_most_are_told(found):
    text = "“Ja,” zegt hij. “Nee,” zegt zij. Hij zegt: ‘misschien’."
    assert found(text) == [("aanhalingsteken", "misschien")]


@pytest.mark.parametrize(
    "text",
    [
        "“Ja,” zegt hij. “Zij zei ‘nee’ tegen mij.”",
        "’s Avonds maakt hij foto’s, en ’t is stil. “Ja.”",
        "‘Zij’s weg,’ zegt hij. ‘En nu?’",
        "‘Ik zei “ja”, en hij “nee”,’ zegt ze. ‘En nu?’ ‘Niets.’",
    ],
)
def test_apostrophes_and_quotes_within_quotes_are_fine(named, text):
    assert named(text) == set()


@pytest.mark.parametrize("piece", ["a", "a.", "“ja ‘nee ", "Jan De ", "1234 567 ", "ge", "A.B. "])
def test_a_very_long_text_is_read_once(found, piece):
    # Read again from every letter on, as a careless pattern does, this takes minutes.
    told = found(piece * 20_000 + " 06-12345678", Role.STORY)
    assert ("telefoonnummer", "06-12345678") in told
