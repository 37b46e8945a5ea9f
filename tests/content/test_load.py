"""A deck's folder: every mistake in every file at once, in reading order, at its place."""

from __future__ import annotations

import contextlib

import pytest

from kaartgen.errors import ExitCode, KaartgenError
from tests.content.small import DECK, FORMAT, PORTRAIT, ROLE, SITUATION, SmallDeck, Told

AUTHOR = ExitCode.AUTHOR


def codes(small: SmallDeck) -> list[str]:
    return [card.code for card in small.load().cards]


def places(told: Told) -> list[str]:
    """Return the place of each problem: what stands before its first colon."""
    lines = [line for line in told.text.split("\n") if not line.startswith("  →")]
    return [line.partition(": ")[0] for line in lines]


# --- Fields of cards --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("tietel", "titel"), ("kantelpnt", "kantelpunt"), ("Vraag", "vraag"), ("waarde", "waarden")],
)
def test_an_unknown_field_names_the_nearest_one(small, wrong, meant):
    small.write("situaties.yaml", SITUATION + f"  {wrong}: x\n")
    assert small.refused() == Told(
        AUTHOR,
        f"proef/situaties.yaml, regel 17, kolom 3: Het veld ‘{wrong}’ bestaat hier niet.\n"
        f"  → Bedoel je ‘{meant}’?",
    )


def test_a_missing_field_is_told_at_its_card(small):
    small.write("rollen.yaml", ROLE + "- naam: Tijdbewaker\n")
    assert small.refused() == Told(
        AUTHOR,
        "proef/rollen.yaml, regel 3, kolom 3: Het veld ‘opdracht’ ontbreekt.\n"
        "  → Voeg een regel ‘opdracht: …’ toe.",
    )


@pytest.mark.parametrize(
    ("old", "new", "place", "expected"),
    [
        (
            "titel: De deur",
            "titel: [De deur]",
            "regel 2, kolom 3",
            "Bij ‘titel’ hoort tekst te staan.",
        ),
        ("titel: De deur", 'titel: ""', "regel 2, kolom 3", "Deze tekst is leeg."),
        ("titel: De deur", "titel:", "regel 2, kolom 3", "Bij ‘titel’ staat niets."),
        (
            "waarden: [rust, moed]",
            "waarden: rust",
            "regel 16, kolom 3",
            "Bij ‘waarden’ hoort een lijst te staan.",
        ),
        ("  titel", "  nummer: een\n  titel", "regel 2, kolom 3", "Bij ‘nummer’ hoort een getal"),
        ("  titel", "  aantal: 0\n  titel", "regel 2, kolom 3", "‘aantal’ moet minstens 1 zijn."),
        (
            "  titel",
            "  nummer: 1000\n  titel",
            "regel 2, kolom 3",
            "‘nummer’ mag hooguit 999 zijn.",
        ),
        ("  titel", "  duur: uren\n  titel", "regel 2, kolom 3", "‘uren’ kan niet bij ‘duur’."),
        (
            "- naam: Het kind\n      zin: Ik hoor alles.\n",
            "- zin: Ik hoor alles.\n",
            "regel 11, kolom 7",
            "Dit perspectief heeft geen naam.",
        ),
        (
            "vragen:\n    - Wat zie je?\n",
            "vragen:\n",
            "regel 13, kolom 3",
            "Bij ‘vragen’ horen er minstens 2; het zijn er nu 1.",
        ),
    ],
)
def test_a_wrong_value_is_told_at_its_field(small, old, new, place, expected):
    small.spoil("situaties.yaml", old, new)
    told = small.refused()
    assert f"proef/situaties.yaml, {place}: {expected}" in told.text


def test_an_id_with_capitals_is_told_with_one_that_would_do(small):
    small.spoil("situaties.yaml", "id: de-deur", "id: De Deur!")
    assert small.refused() == Told(
        AUTHOR,
        "proef/situaties.yaml, regel 1, kolom 3: ‘De Deur!’ kan niet als id: gebruik kleine "
        "letters, cijfers en streepjes.\n  → Bijvoorbeeld ‘de-deur’.",
    )


@pytest.mark.parametrize("item", ["- \n", "-\n", "- ~\n"])
def test_an_empty_card_is_told_without_an_empty_name(small, item):
    small.write("rollen.yaml", item + ROLE)
    told = small.refused()
    assert told.code is AUTHOR
    assert "‘’" not in told.text


def test_a_card_that_is_only_a_text_is_told(small):
    small.write("rollen.yaml", "- Gastheer\n")
    assert small.refused() == Told(
        AUTHOR,
        "proef/rollen.yaml, regel 1, kolom 3: Hier horen velden te staan (‘naam: tekst’), "
        "niet één tekst.",
    )


@pytest.mark.parametrize(
    ("character", "name"),
    [("\u200b", "U+200B"), ("\ufeff", "U+FEFF"), ("\u202e", "U+202E"), ("\x7f", "U+007F")],
)
def test_an_invisible_character_is_told_where_it_stands(small, character, name):
    small.spoil("situaties.yaml", "De deur", f"De{character} deur")
    told = small.refused()
    assert told.code is AUTHOR
    assert told.text.startswith("proef/situaties.yaml, regel 2, kolom ")
    assert name in told.text


def test_a_letter_that_is_no_choice_says_which_are(small):
    small.write("keuzes.yaml", "- letter: AB\n")
    told = small.refused()
    assert places(told) == ["proef/keuzes.yaml, regel 1, kolom 3"]
    assert "→" in told.text


def test_three_options_are_neither_four_nor_none(small):
    small.write("situaties.yaml", SITUATION + "  opties: [a, b, c]\n")
    assert small.refused() == Told(
        AUTHOR,
        "proef/situaties.yaml, regel 1, kolom 3: Er zijn 3 opties; het zijn er vier (A tot D) "
        "of geen.",
    )


def test_minutes_that_do_not_add_up_are_told_with_both_sums(small):
    small.write("werkvormen.yaml", FORMAT.replace("minuten: 15", "minuten: 20"))
    assert small.refused() == Told(
        AUTHOR,
        "proef/werkvormen.yaml, regel 1, kolom 3: De stappen duren samen 15 minuten, maar bij "
        "‘minuten’ staat 20.",
    )


def test_a_group_that_is_larger_before_than_after_is_told(small):
    small.write("werkvormen.yaml", FORMAT.replace("groep_min: 3", "groep_min: 8"))
    assert small.refused() == Told(
        AUTHOR, "proef/werkvormen.yaml, regel 1, kolom 3: De groep loopt van 8 tot 6."
    )


def test_both_mistakes_of_one_werkvorm_are_told(small):
    wrong = FORMAT.replace("minuten: 15", "minuten: 20").replace("groep_min: 3", "groep_min: 8")
    small.write("werkvormen.yaml", wrong)
    text = small.refused().text
    assert "15 minuten" in text
    assert "van 8 tot 6" in text


# --- Fields of deck.yaml ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "datum: 24-11-2026",
            "‘24-11-2026’ is geen datum.\n  → Schrijf een datum als 2026-11-24 (jaar-maand-dag).",
        ),
        (
            "datum: morgen",
            "‘morgen’ is geen datum.\n  → Schrijf een datum als 2026-11-24 (jaar-maand-dag).",
        ),
        ("datum:", "Bij ‘datum’ staat niets.\n  → Vul iets in of haal het veld weg."),
        (
            "datum: 2026-11-24\ntypografie: misschien",
            "Bij ‘typografie’ hoort ‘ja’ of ‘nee’ te staan.",
        ),
        (
            "datum: 2026-11-24\ntaal: es",
            "De taal ‘es’ kent kaartgen niet.\n  → Kies uit: de, en, fr, nl.",
        ),
        (
            "datum: 2026-11-24\naantal_spelers: {min: 8, max: 4}",
            "Het aantal spelers loopt van 8 tot 4.",
        ),
        (
            "datum: 2026-11-24\ncategorieen: thuis",
            "Bij ‘categorieen’ horen velden te staan (‘naam: tekst’).",
        ),
        (
            "datum: 2026-11-24\nmaker: Jan",
            "Het veld ‘maker’ bestaat hier niet.\n  → Bedoel je ‘makers’?",
        ),
        (
            "datum: 2026-11-24\nmakers: Jan",
            (
                "Bij ‘makers’ hoort een lijst te staan.\n"
                "  → Zet elk punt op een eigen regel die met ‘- ’ begint."
            ),
        ),
    ],
)
def test_a_mistake_in_the_decks_own_file_is_told(small, line, expected):
    small.write("deck.yaml", f"titel: Proefdeck\n{line}\n")
    row = 2 + line.count("\n")
    assert small.refused() == Told(AUTHOR, f"proef/deck.yaml, regel {row}, kolom 1: {expected}")


@pytest.mark.parametrize("text", ["", "# nog niets\n", "- titel: Proefdeck\n", "Proefdeck\n"])
def test_a_deck_file_without_fields_says_what_belongs_there(small, text):
    small.write("deck.yaml", text)
    assert small.refused() == Told(
        AUTHOR,
        "proef/deck.yaml, regel 1, kolom 1: Hier horen de gegevens van het deck te staan "
        "(‘titel: …’).",
    )


def test_a_lens_that_does_not_exist_names_those_that_do(small):
    small.write("deck.yaml", DECK + "lenzen:\n  IZ: {label: a, uitleg: b}\n")
    told = small.refused()
    assert places(told) == ["proef/deck.yaml, regel 5, kolom 3"]
    assert "‘IZ’" in told.text
    assert "IS, DOET of VOELT" in told.text
    assert "[key]" not in told.text


def test_a_deck_that_names_one_lens_is_set_or_told_so_but_no_crash(small):
    small.write("deck.yaml", DECK + "lenzen:\n  IS: {label: Is vakwerk, uitleg: Klopt het?}\n")
    with contextlib.suppress(KaartgenError):
        small.typeset()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("huisstijl: heldr", "Bedoel je ‘helder’?"),
        ("sjablonen: kleurvlek", "kleurvlak"),
        ("formaten: {situatie: a7}", "Kies uit: a5, a6, bridge, poker, tarot, vierkant."),
        ("formaten: {situatei: a5}", "Bedoel je ‘situatie’?"),
        ("categorieen:\n  thuis: {naam: Thuis, icoon: huosje}", "Bedoel je"),
    ],
)
def test_a_name_in_the_deck_file_that_leads_nowhere_is_told_in_that_file(small, line, said):
    small.write("deck.yaml", f"{DECK}{line}\n")
    small.write("situaties.yaml", SITUATION + "  categorie: thuis\n" * ("thuis" in line))
    told = small.refused()
    assert {place.partition(",")[0] for place in places(told)} == {"proef/deck.yaml"}
    assert said in told.text


# --- Twice the same ---------------------------------------------------------------------------


def test_a_duplicate_id_names_the_card_that_has_it(small):
    small.write("rollen.yaml", "- id: gast\n  naam: A\n  opdracht: a\n" * 2)
    assert small.refused() == Told(
        AUTHOR,
        "proef/rollen.yaml, regel 4, kolom 3: De id ‘gast’ is al van een andere kaart "
        "(proef/rollen.yaml, regel 1, kolom 3).\n  → Geef een van beide kaarten een eigen id.",
    )


def test_two_cards_with_one_title_and_no_id_clash(small):
    small.write("rollen.yaml", ROLE + ROLE)
    assert small.refused() == Told(
        AUTHOR,
        "proef/rollen.yaml, regel 3, kolom 3: De id ‘gastheer’ is al van een andere kaart "
        "(proef/rollen.yaml, regel 1, kolom 3).\n  → Geef een van beide kaarten een eigen id.",
    )


def test_cards_of_two_kinds_may_have_one_id(small):
    small.write("rollen.yaml", "- id: rust\n  naam: A\n  opdracht: a\n")
    assert codes(small) == ["S01", "W01", "W02", "R01"]


def test_a_duplicate_number_names_the_card_that_has_it(small):
    small.write(
        "rollen.yaml",
        "- naam: Gastheer\n  nummer: 3\n  opdracht: a\n- naam: Gast\n  nummer: 3\n  opdracht: b\n",
    )
    assert small.refused() == Told(
        AUTHOR,
        "proef/rollen.yaml, regel 5, kolom 3: Nummer 3 is al van ‘Gastheer’ "
        "(proef/rollen.yaml, regel 2, kolom 3).\n"
        "  → Geef een van beide kaarten een eigen nummer.",
    )


def test_a_card_without_a_number_follows_the_one_before(small):
    small.write(
        "rollen.yaml",
        "- {naam: A, opdracht: a}\n- {naam: B, opdracht: b, nummer: 7}\n- {naam: C, opdracht: c}\n",
    )
    assert codes(small)[3:] == ["R01", "R07", "R08"]


def test_a_duplicate_field_does_not_hide_the_other_mistakes_of_its_file(small):
    small.write("rollen.yaml", "- naam: A\n  naam: B\n  opdracht: a\n- naam: C\n  opdragt: c\n")
    assert places(small.refused()) == [
        "proef/rollen.yaml, regel 2, kolom 3",
        "proef/rollen.yaml, regel 4, kolom 3",
        "proef/rollen.yaml, regel 5, kolom 3",
    ]


# --- References that lead nowhere -------------------------------------------------------------


def test_a_value_that_is_no_card_names_the_nearest(small):
    small.spoil("situaties.yaml", "moed]", "moet]")
    assert small.refused() == Told(
        AUTHOR,
        "proef/situaties.yaml, regel 16, kolom 19: Er is geen waardekaart ‘moet’.\n"
        "  → Bedoel je ‘moed’?",
    )


def test_a_perspective_that_is_no_card_names_the_nearest(small):
    small.spoil("situaties.yaml", "naam: Het kind", "kaart: het-kint")
    small.write("perspectieven.yaml", "- {id: het-kind, naam: Het kind, bril: Kijk mee.}\n")
    assert small.refused() == Told(
        AUTHOR,
        "proef/situaties.yaml, regel 11, kolom 7: Er is geen perspectiefkaart ‘het-kint’.\n"
        "  → Bedoel je ‘het-kind’?",
    )


def test_a_situation_that_is_no_card_names_the_nearest(small):
    small.write("beelden.yaml", PORTRAIT + "  bij_situatie: de-duer\n")
    assert small.refused() == Told(
        AUTHOR,
        "proef/beelden.yaml, regel 6, kolom 3: Er is geen situatie ‘de-duer’.\n"
        "  → Bedoel je ‘de-deur’?",
    )


@pytest.mark.parametrize(
    ("file", "text", "row"),
    [
        ("situaties.yaml", SITUATION + "  categorie: thuus\n", 17),
        ("vragen.yaml", "- tekst: Wat zie je?\n  stap: 1\n  categorie: thuus\n", 3),
    ],
)
def test_a_category_that_is_not_in_the_deck_file_names_the_nearest(small, file, text, row):
    small.write("deck.yaml", DECK + "categorieen:\n  thuis: {naam: Thuis, icoon: house-line}\n")
    small.write(file, text)
    assert small.refused() == Told(
        AUTHOR,
        f"proef/{file}, regel {row}, kolom 3: Er is geen categorie in deck.yaml ‘thuus’.\n"
        "  → Bedoel je ‘thuis’?",
    )


def test_a_step_that_is_not_in_the_deck_file_names_those_that_are(small):
    small.write(
        "deck.yaml", DECK + "stappen:\n  - {nummer: 1, naam: A}\n  - {nummer: 2, naam: B}\n"
    )
    small.write("vragen.yaml", "- tekst: Wat zie je?\n  stap: 7\n")
    assert small.refused() == Told(
        AUTHOR,
        "proef/vragen.yaml, regel 2, kolom 3: Er is geen stap in deck.yaml ‘7’.\n"
        "  → Kies uit: 1, 2.",
    )


def test_a_shared_card_that_is_not_there_names_the_nearest(small):
    small.write("rollen.yaml", "- gedeeld: gespreksleidr\n")
    assert small.refused() == Told(
        AUTHOR,
        "proef/rollen.yaml, regel 1, kolom 3: Er is geen gedeelde kaart ‘gespreksleidr’ bij "
        "rollen.\n  → Bedoel je ‘gespreksleider’?",
    )


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("situaties.yaml", SITUATION + "  categorie: thuis\n"),
        ("situaties.yaml", SITUATION.replace("naam: Het kind", "kaart: het-kind")),
    ],
    ids=["categorie", "kaart"],
)
def test_a_reference_says_what_to_do_where_nothing_exists_yet(small, file, text):
    small.write(file, text)
    assert "\n  → " in small.refused().text


def test_a_mistake_in_another_file_does_not_hide_a_reference_that_leads_nowhere(small):
    small.spoil("situaties.yaml", "moed]", "moet]")
    small.write("rollen.yaml", ROLE.replace("opdracht", "opdragt"))
    assert "proef/situaties.yaml, regel 16, kolom 19" in places(small.refused())


def test_a_card_with_a_mistake_is_not_called_missing_where_it_is_named(small):
    small.spoil("waarden.yaml", "lens: DOET", "lens: DOEN")
    assert places(small.refused()) == ["proef/waarden.yaml, regel 7, kolom 3"]


# --- Files ------------------------------------------------------------------------------------


def test_a_deck_without_cards_says_how_to_begin(small):
    (small.folder / "situaties.yaml").unlink()
    (small.folder / "waarden.yaml").unlink()
    assert small.refused() == Told(
        AUTHOR,
        "proef: Dit deck heeft nog geen enkele kaart.\n"
        "  → Maak bijvoorbeeld proef/situaties.yaml met een eerste situatie.",
    )


def test_a_file_with_no_cards_yet_is_fine(small):
    small.write("rollen.yaml", "# later\n")
    assert codes(small) == ["S01", "W01", "W02"]


@pytest.mark.parametrize("text", ["naam: Gastheer\nopdracht: Zorg.\n", "Gastheer\n"])
def test_fields_where_a_list_of_cards_belongs_say_so(small, text):
    small.write("rollen.yaml", text)
    assert small.refused() == Told(
        AUTHOR,
        "proef/rollen.yaml, regel 1, kolom 1: Hier hoort een lijst van kaarten te staan.\n"
        "  → Begin elke kaart met ‘- ’ en laat de velden eronder twee spaties inspringen.",
    )


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("situatie.yaml", "situaties.yaml"),
        ("rol.yaml", "rollen.yaml"),
        ("rollen.yml", "rollen.yaml"),
    ],
)
def test_a_misspelt_file_names_the_one_that_was_meant(small, wrong, meant):
    small.write(wrong, ROLE)
    assert small.refused() == Told(
        AUTHOR,
        f"proef/{wrong}: Een bestand ‘{wrong}’ kent kaartgen niet in een deck.\n"
        f"  → Bedoel je ‘{meant}’? Geef het dan die naam.",
    )


@pytest.mark.parametrize("name", ["notities.yaml", "todo.yaml", "archief.yaml"])
def test_a_file_like_no_other_is_not_taken_for_one(small, name):
    small.write(name, "a: b\n")
    assert small.refused() == Told(
        AUTHOR,
        f"proef/{name}: Een bestand ‘{name}’ kent kaartgen niet in een deck.\n  → Haal het weg.",
    )


def test_files_that_are_not_yaml_are_left_alone(small):
    small.write("aantekeningen.docx", b"\x00")
    small.write("foto.png", b"\x00")
    assert codes(small) == ["S01", "W01", "W02"]


@pytest.mark.parametrize(
    ("raw", "place", "said"),
    [
        (
            "- naam: Coördinator\n".encode("cp1252"),
            "regel 1, kolom 11",
            "niet opgeslagen als UTF-8",
        ),
        (b"- naam: A\n\topdracht: b\n", "regel 2, kolom 1", "springt in met een tab"),
        (b'- naam: "A\n  opdracht: b\n', "regel 1, kolom 9", "geopend en niet gesloten"),
    ],
    ids=["windows", "tab", "quote"],
)
def test_a_file_that_cannot_be_read_as_yaml_does_not_hide_the_others(small, raw, place, said):
    small.write("rollen.yaml", raw)
    small.spoil("situaties.yaml", "titel: De deur", "titel:")
    told = small.refused()
    assert places(told) == [f"proef/rollen.yaml, {place}", "proef/situaties.yaml, regel 2, kolom 3"]
    assert said in told.text


def test_mistakes_in_three_files_are_told_in_reading_order(small):
    small.spoil("deck.yaml", "2026-11-24", "morgen")
    small.write("rollen.yaml", "- opdracht: a\n- naam: B\n  opdragt: b\n  opdracht: c\n")
    small.spoil("situaties.yaml", "titel: De deur", "titel:")
    assert small.refused() == Told(
        AUTHOR,
        "proef/deck.yaml, regel 3, kolom 1: ‘morgen’ is geen datum.\n"
        "  → Schrijf een datum als 2026-11-24 (jaar-maand-dag).\n"
        "proef/rollen.yaml, regel 1, kolom 3: Het veld ‘naam’ ontbreekt.\n"
        "  → Voeg een regel ‘naam: …’ toe.\n"
        "proef/rollen.yaml, regel 3, kolom 3: Het veld ‘opdragt’ bestaat hier niet.\n"
        "  → Bedoel je ‘opdracht’?\n"
        "proef/situaties.yaml, regel 2, kolom 3: Bij ‘titel’ staat niets.\n"
        "  → Vul iets in of haal het veld weg.",
    )


# --- What is accepted -------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["no", "010", "13:30", "1.0", "2026-11-24"])
def test_a_title_stays_as_it_was_typed(small, title):
    small.spoil("situaties.yaml", "titel: De deur", f"titel: {title}")
    assert small.load().cards[0].title == title


@pytest.mark.parametrize("order", [(3, 1, 2), (2, 0, 1), (2, -1, 1)])
def test_cards_come_in_the_order_their_author_gave(small, order):
    rows = [
        f"- {{naam: {name}, opdracht: x, volgorde: {place}}}\n"
        for name, place in zip("CAB", order, strict=True)
    ]
    small.write("rollen.yaml", "".join(rows))
    assert [card.title for card in small.load().of_kind("rol")] == ["A", "B", "C"]


def test_a_byte_order_mark_does_no_harm(small):
    small.write("rollen.yaml", b"\xef\xbb\xbf" + ROLE.encode())
    assert codes(small) == ["S01", "W01", "W02", "R01"]


def test_a_tag_with_a_comma_is_refused_since_commas_part_them(small: SmallDeck) -> None:
    small.spoil("waarden.yaml", "  woord: Rust\n", "  woord: Rust\n  tags:\n    - stil, kalm\n")
    told = small.refused()
    assert told.code is ExitCode.AUTHOR
    assert told.text.startswith("proef/waarden.yaml, regel 4, kolom 7: In de tag ‘stil, kalm’")


def test_an_empty_tag_is_refused(small: SmallDeck) -> None:
    small.spoil("waarden.yaml", "  woord: Rust\n", '  woord: Rust\n  tags: [" "]\n')
    assert "Deze tag is leeg." in small.refused().text
