"""A deck on top of another, on the command line: begun, listed, looked over and printed."""

from __future__ import annotations

import json

import pypdfium2
import pytest

from kaartgen.content.load import load
from kaartgen.errors import ExitCode
from tests.cli.conftest import Call
from tests.content.small import SmallDeck

VALUES = """\
- {woord: Plezier, lens: VOELT, uitleg: Je lacht., status: concept}
- {vervangt: W01, woord: Stilte, lens: IS, uitleg: Je zwijgt.}
- {wijzigt: W02, uitleg: Je gaat toch., status: getest}
"""


@pytest.fixture
def team(small: SmallDeck) -> SmallDeck:
    """The small deck, and `team` on top of it with every sort of change."""
    small.write("rollen.yaml", "- gedeeld: tijdbewaker\n- {naam: Gast, opdracht: Zit.}\n")
    small.write(
        "../team/deck.yaml",
        'breidt_uit: proef\ngebaseerd_op: "1"\nversie: "4"\nweglaten: [gast]\ntitel: Ons team\n',
    )
    small.write("../team/waarden.yaml", VALUES)
    return small


def test_the_list_says_where_every_card_comes_from(team: SmallDeck, kaartgen: Call) -> None:
    lines = kaartgen("lijst", "team").out.splitlines()
    assert lines[:5] == [
        "S01   De deur      proef",
        "W01   Stilte       eigen  vervangt Rust",
        "W02   Moed         eigen  gewijzigd, getest",
        "W101  Plezier      eigen  concept",
        "R01   Tijdbewaker  proef  gedeeld",
    ]
    assert lines[-2:] == ["Weggelaten:", "  R02  Gast"]
    assert "  eigen  3 kaarten, versie 4, werk in uitvoering" in lines
    assert any(line.startswith("  proef  2 kaarten, versie 1") for line in lines)


def test_the_list_stays_within_eighty_columns(team: SmallDeck, kaartgen: Call) -> None:
    team.write("../lang/deck.yaml", "breidt_uit: jeugdzorg\nweglaten: [V02]\n")
    lines = kaartgen("lijst", "lang").out.splitlines()
    folders = [line for line in lines if line.startswith("    ")]
    assert len(lines) > 80
    assert max(len(line) for line in lines if line not in folders) <= 80


def test_programs_get_a_row_for_every_card_and_for_what_was_left_out(
    team: SmallDeck, kaartgen: Call
) -> None:
    rows = {row["naam"]: row for row in json.loads(kaartgen("lijst", "team", "--json").out)}
    assert list(rows) == ["S01", "W01", "W02", "W101", "R01", "R02"]
    assert (rows["S01"]["deck"], rows["S01"]["versie"], rows["S01"]["eigen"]) == (
        "proef",
        "1",
        False,
    )
    assert (rows["W01"]["vervangt"], rows["W01"]["gewijzigd"]) == ("Rust", False)
    assert (rows["W02"]["gewijzigd"], rows["W02"]["status"]) == (True, "getest")
    assert (rows["W101"]["deck"], rows["W101"]["versie"]) == ("team", "4")
    assert [name for name, row in rows.items() if row["weggelaten"]] == ["R02"]


def test_check_counts_the_drafts_and_is_silent_about_an_unchanged_base(
    team: SmallDeck, kaartgen: Call
) -> None:
    said = kaartgen("check", "team").err
    assert (
        "2 kaarten zijn nog niet vastgesteld; op de voorkant staat 1 keer ‘concept’ en 1 keer "
        "‘getest’." in said
    )
    assert "gebaseerd" not in said


def test_check_and_the_list_notice_another_version_of_the_base(
    team: SmallDeck, kaartgen: Call
) -> None:
    team.spoil("deck.yaml", 'versie: "1"', 'versie: "2"')
    told = "gebaseerd op versie 1 van proef; dat is nu versie 2"
    answer = kaartgen("check", "team")
    assert answer.code is ExitCode.OK
    assert told in answer.err
    assert told in kaartgen("lijst", "team").out


def test_files_are_called_after_ones_own_deck_and_hold_the_chosen_cards(
    team: SmallDeck, kaartgen: Call
) -> None:
    answer = kaartgen("deck", "team", "--alleen", "W101-W104", "--uit", str(team.root / "uit"))
    assert answer.code is ExitCode.OK, answer.err
    (file,) = (team.root / "uit").iterdir()
    assert file.name == "team-kaarten-thuis-W101-W104.pdf"
    pdf = pypdfium2.PdfDocument(file)
    words = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    assert any("W101" in text and "Plezier" in text and "CONCEPT" in text for text in words)
    pdf.close()


def test_the_order_for_a_shop_says_how_many_drafts_there_are(
    team: SmallDeck, kaartgen: Call
) -> None:
    where = team.root / "uit"
    answer = kaartgen("deck", "team", "--profiel", "drukker", "--oplage", "5", "--uit", str(where))
    assert answer.code is ExitCode.OK, answer.err
    told = "2 kaarten zijn nog niet vastgesteld"
    assert told in answer.err
    (text,) = where.glob("*.txt")
    assert f"Concept: {told}" in text.read_text("utf-8")


def test_a_deck_on_top_of_another_begins_whole(team: SmallDeck, kaartgen: Call) -> None:
    answer = kaartgen("nieuw", "wijkteam", "--breidt-uit", "jeugdzorg", "--titel", "Ons: werk")
    assert answer.code is ExitCode.OK, answer.err
    deck = load(team.workspace, "wijkteam")
    assert (deck.file.titel, deck.file.breidt_uit, deck.moved_on) == (
        "Ons: werk",
        "jeugdzorg",
        None,
    )
    assert [card.code for card in deck.cards if card.layer == 0] == ["S101"]
    assert kaartgen("check", "wijkteam", "--strikt").code is ExitCode.OK


def test_under_the_shipped_name_it_keeps_that_title(team: SmallDeck, kaartgen: Call) -> None:
    assert kaartgen("nieuw", "jeugdzorg", "--breidt-uit", "jeugdzorg").code is ExitCode.OK
    deck = load(team.workspace, "jeugdzorg")
    assert deck.file.titel == "Goed werk in de jeugdzorg"
    assert len(deck.layers) == 2


def test_a_deck_that_is_not_there_cannot_be_built_on(team: SmallDeck, kaartgen: Call) -> None:
    answer = kaartgen("nieuw", "wijkteam", "--breidt-uit", "jeugdzor")
    assert answer.code is ExitCode.USAGE
    assert "Bedoel je ‘jeugdzorg’?" in answer.err
    assert not (team.root / "kaarten" / "wijkteam").exists()
