"""Kinds of card of one's own: a file in kaarten/soorten/ makes them, with fields of their own."""

from __future__ import annotations

import json

import pytest

from kaartgen.content.all_kinds import all_kinds
from kaartgen.content.bind import card_fields
from kaartgen.content.deck import Card
from kaartgen.content.item import Item
from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import runs
from kaartgen.layout.house_style import load_house_style
from kaartgen.layout.look import load_look
from kaartgen.layout.typeset import typeset
from kaartgen.products.selection import Selection, chosen
from kaartgen.workspace import Workspace
from tests.cli.conftest import kaartgen  # noqa: F401
from tests.content.small import SmallDeck

KIND = """\
letter: C
meervoud: casussen
titel: titel
velden:
  titel: {hoogstens: 20}
  aanleiding: {verplicht: ja, kop: Wat er speelde}
  vragen: {soort: lijst, hoogstens: 2}
  zwaarte: {soort: keuze, uit: [licht, zwaar]}
  minuten: {soort: getal, hoogstens: 90}
  gevoelig_punt: ja-nee
  thema: categorie
  kijk: lens
  afloop: {kant: achter}
"""
CARD = """\
- titel: De bel
  aanleiding: Er belt iemand aan.
  vragen: [Doe je open?, Wie is het?]
  zwaarte: zwaar
  minuten: 20
  gevoelig_punt: ja
  thema: vertrouwen
  kijk: DOET
  afloop: Hij ging weer weg.
"""
CATEGORIES = "categorieen:\n  vertrouwen: {naam: Vertrouwen, icoon: handshake}\n"


@pytest.fixture
def own(small: SmallDeck) -> SmallDeck:
    """The small deck with one card of a kind of its workspace."""
    small.write("../soorten/casus.yaml", KIND)
    small.write("casussen.yaml", CARD)
    small.spoil("deck.yaml", "titel: Proefdeck\n", f"titel: Proefdeck\n{CATEGORIES}")
    return small


def card(small: SmallDeck) -> Card:
    (found,) = load(small.workspace, "proef").of_kind("casus")
    return found


def told(small: SmallDeck) -> list[tuple[str, int | None, str]]:
    """Return of every mistake its file, its line and what is said."""
    with pytest.raises(KaartgenError) as caught:
        load(small.workspace, "proef")
    found = []
    for problem in caught.value.problems:
        assert problem.code is ExitCode.AUTHOR
        assert problem.place is not None
        said = f"{problem.message} {problem.hint}"
        found.append((problem.place.file.name, problem.place.line, said))
    return found


def test_a_card_has_the_letter_title_and_fields_of_its_kind(own):
    found = card(own)
    assert (found.code, found.title, found.kind.label) == ("C01", "De bel", "Casus")
    assert found.content.minuten == 20
    assert found.content.vragen == ("Doe je open?", "Wie is het?")


def test_a_card_is_the_same_when_it_comes_from_the_cache(own):
    first, second = card(own), card(own)
    assert first is not second
    assert second.content.model_dump() == first.content.model_dump()
    assert (second.kind.name, second.kind.own.written) == ("casus", first.kind.own.written)


def test_another_version_of_the_kind_is_read_anew(own):
    assert card(own).kind.letter == "C"
    own.write("../soorten/casus.yaml", KIND.replace("letter: C", "letter: D"))
    assert card(own).code == "D01"


def test_a_template_can_name_every_field(own):
    deck = load(own.workspace, "proef")
    fields = card_fields(card(own), deck).fields
    assert fields["aanleiding"] == "Er belt iemand aan."
    assert fields["minuten"] == "20"
    assert fields["gevoelig_punt"] == "ja"
    assert isinstance(fields["thema"], Item)
    assert fields["thema"].fields["naam"] == "Vertrouwen"
    assert isinstance(fields["kijk"], Item)
    assert fields["kijk"].fields["label"] == "DOET goed"
    assert [one.fields["tekst"] for one in fields["vragen"]] == ["Doe je open?", "Wie is het?"]
    assert [one.origin for one in fields["vragen"]] == [("vragen", 0), ("vragen", 1)]


def words(frame) -> str:
    return " ".join(run.text for run, _ in runs(frame))


@pytest.mark.parametrize("family", ["kleurvlak", "redactie"])
@pytest.mark.parametrize("card_format", ["a6", "tarot"])
def test_without_a_template_every_field_is_on_the_card(own, family, card_format):
    own.write("../soorten/casus.yaml", f"{KIND}formaat: {card_format}\n")
    own.spoil("deck.yaml", "titel: Proefdeck\n", f"titel: Proefdeck\nsjablonen: {family}\n")
    if card_format == "tarot":
        own.spoil("casussen.yaml", "  kijk: DOET\n", "")
        own.spoil("casussen.yaml", "  thema: vertrouwen\n", "")
        own.spoil("casussen.yaml", "  gevoelig_punt: ja\n", "")
    deck = load(own.workspace, "proef")
    ready = typeset(deck, load_look(own.workspace, deck), [card(own)])
    (one,) = ready.cards
    assert one.template.format_name == card_format
    front, back = words(one.faces.front), words(one.faces.back)
    for text in (
        "De bel",
        "Wat er speelde",
        "Er belt iemand aan.",
        "– Doe je open?",
        "zwaar",
        "20",
    ):
        assert text in front
    assert "Hij ging weer weg." in (back if card_format == "a6" else front)


def test_a_template_of_that_name_wins_from_the_general_one(own):
    own.write(
        "../sjablonen/kleurvlak/casus.yaml",
        "extends: tarot\nfront:\n  regions:\n"
        '    x: {text: "{titel}: {afloop}", style: body, x: 8, y: 40, w: 50}\n',
    )
    deck = load(own.workspace, "proef")
    (one,) = typeset(deck, load_look(own.workspace, deck), [card(own)]).cards
    assert "De bel: Hij ging weer weg." in words(one.faces.front)


def test_a_template_that_names_a_field_the_kind_has_not_is_told_the_nearest(own):
    file = own.write(
        "../sjablonen/kleurvlak/casus.yaml",
        "extends: tarot\nfront:\n  regions:\n"
        '    x: {text: "{aflop}", style: body, x: 8, y: 40, w: 50}\n',
    )
    with pytest.raises(KaartgenError) as caught:
        load_look(own.workspace, load(own.workspace, "proef"))
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == (file.resolve(), 4)
    assert problem.hint == "Bedoel je ‘afloop’?"


def test_a_kind_looks_like_another_where_the_house_style_says_nothing(own):
    own.write("../soorten/casus.yaml", f"{KIND}zoals: beeld\nicoon: briefcase\n")
    house = load_house_style(own.workspace, "helder")
    assert house.kinds["casus"].colour == house.kinds["beeld"].colour
    assert house.kinds["casus"].icon == "briefcase"
    assert house.colour("casus-tint", "vraag") == house.colour("beeld-tint", "vraag")


def test_a_house_style_gives_it_a_colour_of_its_own(own):
    own.write(
        "../huisstijlen/ons.yaml",
        "extends: helder\nkinds:\n"
        "  casus: {colour: [0, 80, 90, 10], motif: stars, icon: briefcase}\n",
    )
    house = load_house_style(own.workspace, "ons")
    assert (house.kinds["casus"].colour.m, house.kinds["casus"].motif) == (80, "stars")


@pytest.mark.parametrize("choice", [{"kinds": "C"}, {"kinds": "casus"}, {"only": "C01"}])
def test_cards_are_chosen_by_the_letter_the_name_and_the_code(own, choice):
    deck = load(own.workspace, "proef")
    assert [one.code for one in chosen(deck, Selection(**choice))] == ["C01"]


def test_a_text_that_does_not_fit_is_told_at_its_own_field(own):
    own.write("../soorten/casus.yaml", f"{KIND}formaat: a6\n")
    own.spoil("casussen.yaml", "Er belt iemand aan.", "Er belt iemand aan. " * 60)
    deck = load(own.workspace, "proef")
    with pytest.raises(KaartgenError) as caught:
        typeset(deck, load_look(own.workspace, deck), deck.cards)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == (ExitCode.DOES_NOT_FIT, 2)


def test_the_list_of_kinds_has_ones_own(own, kaartgen):  # noqa: F811
    rows = json.loads(kaartgen("lijst", "soorten", "--json").out)
    assert rows[-1] == {"naam": "casus", "letter": "C", "bestand": "casussen.yaml", "eigen": True}
    assert [row["eigen"] for row in rows[:-1]] == [False] * 11


def test_a_deck_with_ones_own_kind_becomes_sheets_pictures_and_a_box(own, kaartgen):  # noqa: F811
    own.write("../soorten/casus.yaml", f"{KIND}formaat: a6\n")
    for command in (["deck", "proef"], ["proef", "proef"], ["doosje", "proef"]):
        assert kaartgen(*command, "--stil").code is ExitCode.OK
    assert kaartgen("check", "proef").code is ExitCode.OK
    assert kaartgen("deck", "proef", "--gewijzigd").code is ExitCode.OK


def test_no_deck_of_this_name_is_made_of_the_folder_of_kinds(own):
    own.write("../soorten/deck.yaml", "titel: Nee\ndatum: 2026-01-01\n")
    assert "soorten" not in own.workspace.decks()


# --- Mistakes on cards ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("  aanleiding: Er belt iemand aan.\n", "", 1, "Het veld ‘aanleiding’ ontbreekt."),
        ("minuten:", "mnuten:", 5, "Bedoel je ‘minuten’?"),
        ("titel: De bel", "titel: De bel aan de voordeur", 1, "er mogen er 20. Kort hem 2 tekens"),
        ("[Doe je open?, Wie is het?]", "[Een?, Twee?, Drie?]", 3, "vragen"),
        ("zwaarte: zwaar", "zwaarte: zwar", 4, "zwaar"),
        ("minuten: 20", "minuten: twintig", 5, "hoort een getal te staan"),
        ("minuten: 20", "minuten: 120", 5, "mag hooguit 90 zijn"),
        ("gevoelig_punt: ja", "gevoelig_punt: soms", 6, "‘ja’ of ‘nee’"),
        ("thema: vertrouwen", "thema: vertrowen", 7, "Bedoel je ‘vertrouwen’?"),
        ("kijk: DOET", "kijk: DOE", 8, "DOET"),
    ],
)
def test_a_mistake_on_a_card_is_told_with_its_line(own, before, after, line, said):
    own.spoil("casussen.yaml", before, after)
    file, at, message = told(own)[0]
    assert (file, at) == ("casussen.yaml", line)
    assert said in message


# --- Mistakes in a kind's file --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("letter: C", "letter: S", 1, "De letter S is al van de soort ‘situatie’. Vrij zijn: A, C"),
        ("letter: C", "letter: CA", 1, "letter"),
        ("letter: C\n", "", 1, "Het veld ‘letter’ ontbreekt."),
        ("meervoud: casussen", "meervoud: rollen", 2, "rollen.yaml is al voor de soort ‘rol’"),
        ("meervoud: casussen", "meervoud: x\nbestand: deck", 3, "deck.yaml is al voor iets anders"),
        ("titel: titel", "titel: naam", 3, "Het veld ‘naam’"),
        ("titel: titel", "titel: tite", 3, "Bedoel je ‘titel’?"),
        ("titel: titel", "titel: minuten", 3, "De titel moet een tekst zijn"),
        ("titel: titel\n", "", 1, "Het veld ‘titel’ ontbreekt."),
        ("soort: lijst", "soort: lijstje", 7, "lijst"),
        ("gevoelig_punt: ja-nee", "gevoelig_punt: janee", 10, "ja-nee"),
        ("uit: [licht, zwaar]", "uit: [licht]", 8, "valt niets te kiezen"),
        (", uit: [licht, zwaar]", "", 8, "valt niets te kiezen"),
        ("{soort: lijst, hoogstens: 2}", "{soort: lijst, uit: [a, b]}", 7, "hoort bij een keuze"),
        ("ja-nee", "{soort: ja-nee, hoogstens: 2}", 10, "‘hoogstens’ hoort bij"),
        ("hoogstens: 20", "hoogstens: 0", 5, "minstens 1"),
        ("  thema:", "  nummer:", 11, "heeft al iets dat ‘nummer’ heet"),
        ("  thema:", "  tags:", 11, "heeft al iets dat ‘tags’ heet"),
        ("  thema:", "  Thema:", 11, "Thema"),
        ("letter: C", "letter: C\nzoals: beld", 2, "Bedoel je ‘beeld’?"),
        (
            "kop: Wat er speelde",
            "uitleg: Wat er was, en meer",
            6,
            "komma in een tekst tussen { en }",
        ),
        ("letter: C", "letter: C\nkleur: rood", 2, "‘kleur’ bestaat hier niet"),
    ],
)
def test_a_mistake_in_a_kind_is_told_with_its_line(own, before, after, line, said):
    own.spoil("../soorten/casus.yaml", before, after)
    assert ("casus.yaml", line) in [(file, at) for file, at, _ in told(own)]
    assert said in " ".join(one for file, _, one in told(own) if file == "casus.yaml")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("rol", "De soort ‘rol’ is er al"),
        ("Casus", "kan niet de naam"),
        ("ink", "kan niet de naam"),
    ],
)
def test_a_name_that_no_kind_can_have_is_told(own, name, said):
    own.write(
        f"../soorten/{name}.yaml",
        KIND.replace("letter: C", "letter: D").replace("casussen", "dingen"),
    )
    assert said in " ".join(one for file, _, one in told(own) if file == f"{name}.yaml")


def test_two_kinds_with_one_letter_are_told(own):
    own.write("../soorten/dilemma.yaml", KIND.replace("casussen", "dilemmas"))
    (one,) = told(own)
    assert one[:2] == ("dilemma.yaml", 1)
    assert "De letter C is al van de soort ‘casus’." in one[2]


def test_mistakes_in_a_kind_and_in_a_deck_are_told_together(own):
    own.spoil("../soorten/casus.yaml", "letter: C", "letter: S")
    own.spoil("waarden.yaml", "lens: IS", "lens: WAS")
    assert {file for file, _, _ in told(own)} == {"casus.yaml", "waarden.yaml"}


def test_an_unknown_format_or_icon_of_a_kind_is_told_at_its_line(own):
    own.write("../soorten/casus.yaml", f"{KIND}formaat: tarto\nicoon: briefcas\n")
    with pytest.raises(KaartgenError) as caught:
        load_look(own.workspace, load(own.workspace, "proef"))
    found = {(problem.place.line, str(problem.hint)[:20]) for problem in caught.value.problems}
    assert found == {(14, "Bedoel je ‘tarot’?"), (15, "Bedoel je ‘briefcase")}


def test_without_kinds_of_ones_own_there_are_the_eleven():
    kinds, problems = all_kinds(Workspace(None))
    assert (len(kinds), problems) == (11, ())
