"""A document against a model: every mistake in Dutch, at its place, with what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, Field

from kaartgen import yamlfile
from kaartgen.authored import Authored, Number, WholeNumber, YesNo, mistake, validate
from kaartgen.errors import ExitCode
from kaartgen.nearest import did_you_mean, nearest

LIST_HINT = "\n  → Zet elk punt op een eigen regel die met ‘- ’ begint."


class Guest(Authored):
    """Someone at the table."""

    naam: str
    is_: str = Field("", alias="is")


def _not_a_secret(value: str) -> str:
    if value == "geheim":
        raise mistake("‘{geheim}’ mag {niet} op een kaart.", "Laat {het} weg.")
    return value


class Table(Authored):
    """One field of every kind."""

    titel: str
    nummer: Annotated[WholeNumber, Field(ge=1, le=999)] = 1
    breedte: Annotated[Number, Field(gt=0, le=2000)] = 1.0
    gasten: tuple[Guest, ...] = Field((), min_length=2, max_length=3, strict=False)
    vragen: tuple[str, ...] = Field((), min_length=2, strict=False)
    zij: dict[str, Guest] = {}
    netjes: YesNo = True
    lens: Literal["IS", "DOET", "VOELT"] = "IS"
    lenzen: dict[Literal["IS", "DOET"], str] = {}
    nota: Annotated[str, AfterValidator(_not_a_secret)] | None = None


def accepted(text: str) -> Table:
    found, problems = validate(Table, yamlfile.parse(Path("f.yaml"), text))
    assert not problems
    assert found is not None
    return found


def told(text: str) -> str:
    found, problems = validate(Table, yamlfile.parse(Path("f.yaml"), text))
    assert found is None
    assert {problem.code for problem in problems} == {ExitCode.AUTHOR}
    return "\n".join(str(problem) for problem in problems)


# --- Names of fields --------------------------------------------------------------------------


def test_an_unknown_field_names_the_nearest_one():
    assert told("titel: a\nnumer: 1\n") == (
        "f.yaml, regel 2, kolom 1: Het veld ‘numer’ bestaat hier niet.\n  → Bedoel je ‘nummer’?"
    )


def test_an_unknown_field_like_no_other_names_them_all():
    assert told("titel: a\nxyz: 1\n") == (
        "f.yaml, regel 2, kolom 1: Het veld ‘xyz’ bestaat hier niet.\n"
        "  → Kies uit: breedte, gasten, lens, lenzen, netjes, nota, nummer, titel, vragen, zij."
    )


@pytest.mark.parametrize(
    ("text", "place", "name", "meant"),
    [
        ("titel: a\ngasten:\n  - {naam: b}\n  - {naam: c, naem: d}\n", 4, "naem", "naam"),
        ("titel: a\nzij:\n  jan:\n    naam: b\n    naem: d\n", 5, "naem", "naam"),
        ("titel: a\nzij:\n  jan:\n    naam: b\n    iss: d\n", 5, "iss", "is"),
    ],
)
def test_an_unknown_field_deep_inside_names_the_nearest_one_there(text, place, name, meant):
    found = told(text)
    assert f"f.yaml, regel {place}, kolom" in found
    assert f"Het veld ‘{name}’ bestaat hier niet.\n  → Bedoel je ‘{meant}’?" in found


def test_a_missing_field_is_told_where_it_should_be():
    assert told("nummer: 1\n") == (
        "f.yaml, regel 1, kolom 1: Het veld ‘titel’ ontbreekt.\n  → Voeg een regel ‘titel: …’ toe."
    )


def test_a_missing_field_inside_an_item_is_told_at_the_item():
    found = told("titel: a\ngasten:\n  - {naam: a}\n  - {naam: b}\n  - {is: c}\n")
    assert found == (
        "f.yaml, regel 5, kolom 5: Het veld ‘naam’ ontbreekt.\n  → Voeg een regel ‘naam: …’ toe."
    )


# --- Wrong kinds of value ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("titel: [a, b]", "Bij ‘titel’ hoort tekst te staan."),
        ("titel: {a: b}", "Bij ‘titel’ hoort tekst te staan."),
        ("titel: a\nvragen: b", f"Bij ‘vragen’ hoort een lijst te staan.{LIST_HINT}"),
        ("titel: a\nvragen: {b: c}", f"Bij ‘vragen’ hoort een lijst te staan.{LIST_HINT}"),
        (
            "titel: a\nnummer: een",
            "Bij ‘nummer’ hoort een getal te staan.\n  → Schrijf alleen cijfers.",
        ),
        (
            "titel: a\nnummer: [1]",
            "Bij ‘nummer’ hoort een getal te staan.\n  → Schrijf alleen cijfers.",
        ),
        ("titel: a\nnetjes: misschien", "Bij ‘netjes’ hoort ‘ja’ of ‘nee’ te staan."),
        ("titel: a\nnetjes: no", "Bij ‘netjes’ hoort ‘ja’ of ‘nee’ te staan."),
        ("titel: a\nnetjes: [ja]", "Bij ‘netjes’ hoort ‘ja’ of ‘nee’ te staan."),
        ("titel: a\nzij: b", "Bij ‘zij’ horen velden te staan (‘naam: tekst’)."),
        ("titel: a\nlens: IZ", "‘IZ’ kan niet bij ‘lens’.\n  → Kies uit: IS, DOET of VOELT."),
    ],
)
def test_a_wrong_kind_of_value_says_what_belongs_there(line, expected):
    row = line.count("\n") + 1
    assert told(line + "\n") == f"f.yaml, regel {row}, kolom 1: {expected}"


def test_a_text_where_fields_belong_says_so():
    assert told("titel: a\ngasten:\n  - {naam: a}\n  - {naam: b}\n  - Jan\n") == (
        "f.yaml, regel 5, kolom 5: Hier horen velden te staan (‘naam: tekst’), niet één tekst."
    )


def test_a_whole_document_of_text_is_told_that_fields_belong_there():
    assert told("zomaar een tekst\n") == (
        "f.yaml, regel 1, kolom 1: Hier horen velden te staan (‘naam: tekst’), niet één tekst."
    )


def test_a_list_among_the_texts_of_a_list_is_told_at_the_item():
    assert told("titel: a\nvragen:\n  - b\n  - c\n  - [d]\n") == (
        "f.yaml, regel 5, kolom 5: Bij ‘vragen’ hoort tekst te staan."
    )


@pytest.mark.parametrize("line", ["lens: [IS]", "lens: {IS: ja}", "lens:"])
def test_no_words_of_a_programming_language_are_read(line):
    found = told(f"titel: a\n{line}\n")
    assert not [word for word in ("['", "{'", "None") if word in found]


def test_a_wrong_name_in_a_fixed_set_of_fields_is_told_in_dutch():
    found = told("titel: a\nlenzen: {IZ: b}\n")
    assert "‘IZ’" in found
    assert "[key]" not in found


# --- Empty values -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["titel", "nummer", "vragen", "netjes", "zij"])
def test_a_field_with_nothing_behind_it_is_told(name):
    found = told("titel: a\n" * (name != "titel") + f"{name}:\n")
    assert f"Bij ‘{name}’ staat niets.\n  → Vul iets in of haal het veld weg." in found


def test_an_optional_field_may_be_empty():
    assert accepted("titel: a\nnota:\n").nota is None


def test_an_empty_item_is_told_by_the_name_of_its_list():
    assert told("titel: a\nvragen:\n  - b\n  - c\n  -\n") == (
        "f.yaml, regel 5, kolom 4: Bij ‘vragen’ staat niets.\n  → Vul iets in of haal het veld weg."
    )


# --- Too few, too many, too small, too large --------------------------------------------------


def test_too_few_items_are_counted():
    assert told("titel: a\nvragen: [b]\n") == (
        "f.yaml, regel 2, kolom 1: Bij ‘vragen’ horen er minstens 2; het zijn er nu 1."
    )


def test_too_many_items_are_counted():
    assert told("titel: a\ngasten: [{naam: b}, {naam: c}, {naam: d}, {naam: e}]\n") == (
        "f.yaml, regel 2, kolom 1: Bij ‘gasten’ mogen er hooguit 3 staan; het zijn er nu 4."
    )


def test_an_item_with_a_mistake_is_not_counted_as_missing():
    assert told("titel: a\ngasten:\n  - {naam: b}\n  - Jan\n") == (
        "f.yaml, regel 4, kolom 5: Hier horen velden te staan (‘naam: tekst’), niet één tekst."
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("nummer: 0", "‘nummer’ moet minstens 1 zijn."),
        ("nummer: -3", "‘nummer’ moet minstens 1 zijn."),
        ("nummer: 1000", "‘nummer’ mag hooguit 999 zijn."),
        ("breedte: 0", "‘breedte’ moet meer dan 0 zijn."),
        ("breedte: 2000,5", "‘breedte’ mag hooguit 2000 zijn."),
    ],
)
def test_a_number_out_of_bounds_says_its_bound(line, expected):
    assert told(f"titel: a\n{line}\n") == f"f.yaml, regel 2, kolom 1: {expected}"


# --- What is accepted -------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "number"), [("7", 7), ("010", 10), ('"7"', 7)])
def test_a_whole_number_is_read_as_people_count(typed, number):
    assert accepted(f"titel: a\nnummer: {typed}\n").nummer == number


@pytest.mark.parametrize(("typed", "number"), [("2,5", 2.5), ("2.5", 2.5), ("2", 2.0)])
def test_a_number_may_have_a_comma(typed, number):
    assert accepted(f"titel: a\nbreedte: {typed}\n").breedte == number


@pytest.mark.parametrize(
    ("typed", "meant"), [("ja", True), ("Ja", True), ("true", True), ("nee", False), ("NEE", False)]
)
def test_yes_and_no_are_dutch(typed, meant):
    assert accepted(f"titel: a\nnetjes: {typed}\n").netjes is meant


@pytest.mark.parametrize("typed", ["no", "010", "13:30", "1.0"])
def test_a_text_that_looks_like_something_else_is_text(typed):
    assert accepted(f"titel: {typed}\n").titel == typed


# --- Several at once --------------------------------------------------------------------------


def test_every_mistake_in_a_document_is_told():
    found = told("titel: [a]\nnummer: x\nnetjes: y\nlens: z\nxyz: 1\nvragen: b\n")
    assert [f"regel {number}," in found for number in range(1, 7)] == [True] * 6


def test_the_words_of_a_models_own_rule_are_left_as_they_are():
    assert told("titel: a\nnota: geheim\n") == (
        "f.yaml, regel 2, kolom 1: ‘{geheim}’ mag {niet} op een kaart.\n  → Laat {het} weg."
    )


# --- The nearest word -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "meant"),
    [("jeugdzorp", "jeugdzorg"), ("JEUGDZORG", "jeugdzorg"), ("toezigt", "Toezicht")],
)
def test_the_nearest_word_is_found_whatever_the_capitals(word, meant):
    assert nearest(word, ["jeugdzorg", "Toezicht", "wijkzorg"]) == meant


def test_a_word_like_no_other_has_no_nearest():
    assert nearest("xyz", ["jeugdzorg", "toezicht"]) is None


def test_without_a_nearest_word_all_are_named_in_order():
    assert did_you_mean("xyz", ["toezicht", "jeugdzorg"]) == "Kies uit: jeugdzorg, toezicht."


def test_where_nothing_is_known_nothing_is_named():
    assert did_you_mean("xyz", []) is None
