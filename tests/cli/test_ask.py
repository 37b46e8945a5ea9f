"""`kaartgen` alone: asks in Dutch what to make, and makes it."""

from __future__ import annotations

import io
import sys

import pytest

from kaartgen.errors import ExitCode
from tests.cli.conftest import Answer, Call, files_under

NO_ANSWER = (
    "Er kwam geen antwoord.\n  → Zeg in één regel wat je wilt, zoals: kaartgen deck jeugdzorg\n"
)
# Five decks ship; by name, one’s own `proef` is the fifth of six.
JEUGDZORG = "4"
PROEF = "5"


@pytest.fixture
def answering(kaartgen: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call `kaartgen` without arguments and answer its questions; then no more comes."""

    def call(*answers: str) -> Answer:
        typed = "".join(f"{answer}\n" for answer in answers)
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        return kaartgen()

    return call


def test_it_asks_which_deck(answering):
    assert answering().err.startswith(
        "Welkom bij kaartgen. Wat ga je maken?\n\n"
        "Welk deck?\n"
        "  1. duurzaamdoor: Goed werk in de transitie\n"
        "  2. front-desk: At the front desk\n"
        "  3. grenswerkers: Goed werk over grenzen heen\n"
        "  4. jeugdzorg: Goed werk in de jeugdzorg\n"
        "  5. proef: Proefdeck\n"
        "  6. rijksinspecties: Goed werk in het toezicht\n"
        "Kies een nummer [1]: "
    )


def test_it_asks_what_to_make_of_it(answering):
    assert (
        "Wat wil je van dit deck?\n"
        "  1. Alle kaarten, om zelf te printen\n"
        "  2. Eén vel, om de printer te proberen\n"
        "  3. Een paar kaarten\n"
        "  4. Plaatjes, om te bekijken\n"
        "  5. Eén kant per pagina, voor de drukker\n"
        "  6. De dialoogkaart, de mat die onder het gesprek ligt\n"
        "  7. De handreiking, voor wie het gesprek leidt\n"
        "  8. Alles voor één workshop, in één map\n"
        "Kies een nummer [1]: " in answering(PROEF).err
    )


def test_it_asks_how_the_printer_turns(answering):
    assert (
        "Kan je printer dubbelzijdig printen?\n"
        "  1. Ja, en hij slaat het vel om over de lange zijde, als een boek (bij twijfel)\n"
        "  2. Ja, en hij slaat het om over de korte zijde, als een notitieblok\n"
        "  3. Nee: eerst alle voorkanten, dan alle achterkanten\n"
        "  4. Nee: voor- en achterkant naast elkaar, om te vouwen en te plakken\n"
        "Kies een nummer [1]: " in answering(PROEF, "1").err
    )


@pytest.mark.parametrize(
    "answers",
    [(), (PROEF,), (PROEF, "1"), (PROEF, "3"), (PROEF, "7"), (PROEF, "8"), (PROEF, "8", "")],
)
def test_no_answer_is_code_two_with_what_to_type_instead(small, answering, answers):
    answer = answering(*answers)
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert answer.err.endswith(NO_ANSWER)
    assert not (small.root / "output").exists()


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        ((PROEF, "1", "1"), "proef-kaarten-thuis.pdf"),
        ((PROEF, "", ""), "proef-kaarten-thuis.pdf"),
        ((PROEF, "1", "2"), "proef-kaarten-thuis-kort.pdf"),
        ((PROEF, "1", "3"), "proef-kaarten-thuis-enkelzijdig.pdf"),
        ((PROEF, "1", "4"), "proef-kaarten-thuis-vouw.pdf"),
        ((PROEF, "2", "1"), "proef-kaarten-thuis-proefvel.pdf"),
        ((PROEF, "2", "3"), "proef-kaarten-thuis-enkelzijdig-proefvel.pdf"),
        ((PROEF, "3", "S01", "1"), "proef-kaarten-thuis-S01.pdf"),
        ((PROEF, "4"), "proef-proef-situatie.png proef-proef-waarde.png"),
        ((PROEF, "5"), "proef-kaarten-drukker-a6.pdf proef-kaarten-drukker-tarot.pdf"),
        ((JEUGDZORG, "6", "1"), "jeugdzorg-dialoogkaart-thuis.pdf"),
        ((JEUGDZORG, "6", "2"), "jeugdzorg-dialoogkaart-thuis-enkelzijdig.pdf"),
        ((JEUGDZORG, "7", "13:30", "1"), "jeugdzorg-handreiking-thuis-1330.pdf"),
        ((JEUGDZORG, "7", "", "2"), "jeugdzorg-handreiking-thuis-enkelzijdig.pdf"),
    ],
)
def test_it_makes_what_was_asked_for(small, answering, answers, names):
    answer = answering(*answers)
    assert answer.code is ExitCode.OK
    assert files_under(small.root / "output") == names.split()
    assert answer.out.split() == [f"{small.root}/output/{name}" for name in names.split()]


@pytest.mark.parametrize("wrong", ["7", "0", "-1", "twee", "1.0", "²"])
def test_another_answer_is_asked_again(answering, wrong):
    answer = answering(wrong, PROEF, "1", "1")
    assert answer.code is ExitCode.OK
    assert answer.err.count("Typ een nummer van 1 tot 6 en druk op Enter.\n") == 1


def test_a_workshop_is_a_folder_for_as_many_tables_as_were_asked_for(small, answering):
    answer = answering(JEUGDZORG, "8", "13:30", "2", "1")
    assert answer.code is ExitCode.OK
    assert [folder.name for folder in (small.root / "output").iterdir()] == [
        "jeugdzorg-werkset-2-tafels-1330"
    ]
    assert answer.err.endswith(
        "\nDe volgende keer kan het in één regel: "
        "kaartgen werkset jeugdzorg --tafels 2 --start 13:30\n"
    )


@pytest.mark.parametrize("wrong", ["0", "51", "-1", "twee", "1.5", "²"])
def test_another_number_of_tables_is_asked_again(answering, wrong):
    answer = answering(JEUGDZORG, "8", "", wrong)
    assert answer.err.count("Typ een getal van 1 tot 50 en druk op Enter.\n") == 1
    assert answer.err.endswith(NO_ANSWER)


def test_spaces_around_an_answer_do_not_matter(small, answering):
    answering(f"  {PROEF} ", "1 ", " 1")
    assert files_under(small.root / "output") == ["proef-kaarten-thuis.pdf"]


def test_an_unknown_card_is_told_as_on_the_command_line(answering):
    answer = answering(PROEF, "3", "S99", "1")
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert "Dit deck heeft geen kaart ‘S99’.\n" in answer.err


def test_a_deck_with_mistakes_is_asked_for_with_how_to_see_them(small, answering):
    small.spoil("situaties.yaml", "titel: De deur", "titel:")
    assert f"  {PROEF}. proef: (nog 1 te verbeteren: kaartgen check proef)\n" in answering().err


def test_a_deck_with_mistakes_is_told_when_it_is_chosen(small, answering):
    small.spoil("situaties.yaml", "titel: De deur", "titel:")
    answer = answering(PROEF, "1", "1")
    assert (answer.code, answer.out) == (ExitCode.AUTHOR, "")
    assert answer.err.endswith(
        "situaties.yaml, regel 2, kolom 3: Bij ‘titel’ staat niets.\n"
        "  → Vul iets in of haal het veld weg.\n"
    )


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ((PROEF, "1", "1"), "kaartgen deck proef"),
        ((PROEF, "1", "2"), "kaartgen deck proef --zijde kort"),
        ((PROEF, "1", "3"), "kaartgen deck proef --enkelzijdig"),
        ((PROEF, "2", "4"), "kaartgen deck proef --vouw --proefvel"),
        ((PROEF, "2", "1"), "kaartgen deck proef --proefvel"),
        ((PROEF, "3", "S01", "1"), "kaartgen deck proef --alleen S01"),
        ((JEUGDZORG, "6", "1"), "kaartgen dialoogkaart jeugdzorg"),
        ((JEUGDZORG, "6", "2"), "kaartgen dialoogkaart jeugdzorg --enkelzijdig"),
        (
            (JEUGDZORG, "7", "13:30", "2"),
            "kaartgen handreiking jeugdzorg --start 13:30 --enkelzijdig",
        ),
        ((JEUGDZORG, "7", "", "1"), "kaartgen handreiking jeugdzorg"),
        ((JEUGDZORG, "8", "", "", "2"), "kaartgen werkset jeugdzorg --tafels 1 --enkelzijdig"),
    ],
)
def test_it_says_how_to_ask_for_the_same_in_one_line(answering, answers, line):
    assert answering(*answers).err.endswith(f"\nDe volgende keer kan het in één regel: {line}\n")
