"""The order that goes with the files: a page, and the same as text to paste."""

from __future__ import annotations

import pytest

from kaartgen.errors import ExitCode
from tests.cli.test_press import made, shop
from tests.pdf.reading import opened, plain_text, size_mm

EMPTY = """\
- titel: Eigen kaart
  voor_type: vraag
  regels: 3
  kopjes: [{label: Mijn vraag, kant: voor}]
  aantal: 4
"""


def order(answer):
    """Return the order's text, and the text of its page."""
    files = made(answer)
    page, text = files[-2:]
    assert (page.suffix, text.suffix) == (".pdf", ".txt")
    return text.read_text("utf-8"), plain_text(page.read_bytes())


def said(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)


def test_the_order_is_called_after_the_files(kaartgen) -> None:
    answer = kaartgen("deck", "proef", "--profiel", "drukker", "--oplage", "50")
    assert [file.name for file in made(answer)] == [
        "proef-kaarten-drukker-a6.pdf",
        "proef-kaarten-drukker-tarot.pdf",
        "proef-kaarten-drukker-opdracht-50.pdf",
        "proef-kaarten-drukker-opdracht-50.txt",
    ]


def test_with_a_file_that_was_named_it_is_called_after_that(small, kaartgen) -> None:
    arguments = ("--profiel", "drukker", "--opdracht", "--uit", "druk.pdf")
    names = [file.name for file in made(kaartgen("deck", "proef", *arguments))]
    assert names == ["druk-a6.pdf", "druk-tarot.pdf", "druk-opdracht.pdf", "druk-opdracht.txt"]
    (small.root / "druk.pdf").unlink(missing_ok=True)
    names = [file.name for file in made(kaartgen("deck", "proef", *arguments, "--soort", "S"))]
    assert names == ["druk.pdf", "druk-opdracht.pdf", "druk-opdracht.txt"]


def test_without_a_run_it_is_left_open(kaartgen) -> None:
    answer = kaartgen("deck", "proef", "--profiel", "drukker", "--opdracht", "--soort", "W")
    assert made(answer)[-1].name == "proef-kaarten-drukker-W-opdracht.txt"
    text, _ = order(answer)
    assert said(text)["Oplage"] == "……… sets."


def test_it_counts_cards_and_designs_by_format(small, kaartgen) -> None:
    small.write("leeg.yaml", EMPTY)
    text, page = order(kaartgen("deck", "proef", "--profiel", "drukker", "--oplage", "300"))
    rows = said(text)
    assert rows["Wat"] == "Proefdeck, versie 1: 7 kaarten in een set."
    assert rows["Oplage"] == "300 sets."
    assert rows["A6"].replace("\u00a0", " ") == (
        "105 × 148 mm na het snijden, 1 kaart in een set, allemaal verschillend; "
        "in totaal 300 kaarten."
    )
    assert "6 kaarten in een set, 3 ontwerpen (L01 4 keer); in totaal 1.800" in rows["Tarot"]
    assert "Niet op L01: daar wordt op geschreven." in rows["Afwerking"]
    for words in ("Drukopdracht", "300 sets.", "Afleveradres", "proef-kaarten-drukker-a6.pdf"):
        assert words in page


def test_it_tells_the_shop_what_the_files_are(kaartgen) -> None:
    text, page = order(kaartgen("deck", "proef", "--profiel", "drivethrucards", "--opdracht"))
    files = said(text)["Bestanden"].replace("\u00a0", " ")
    assert files == (
        "PDF/X-1a:2003 voor FOGRA39, één kant per pagina, om en om, de achterkant eerst, "
        "3,175 mm afloop, zonder snijtekens."
    )
    assert "DriveThruCards" in text
    assert "DriveThruCards" in page


def test_a_shops_corner_goes_before_the_templates(small, kaartgen) -> None:
    shop(small, "piet", hoek=5)
    text, _ = order(kaartgen("deck", "proef", "--profiel", "piet", "--opdracht"))
    assert said(text)["Hoeken"] == "Afgerond, straal 5 mm."


@pytest.mark.parametrize(
    ("run", "words"), [("99", "digitale proef"), ("100", "één gedrukte en gesneden set")]
)
def test_many_decks_ask_for_a_printed_proof(run: str, words: str, kaartgen) -> None:
    text, _ = order(kaartgen("deck", "proef", "--profiel", "drukker", "--oplage", run))
    assert words in said(text)["Proef"]


def test_pictures_have_an_order_too(kaartgen) -> None:
    answer = kaartgen(
        "deck", "proef", "--profiel", "thegamecrafter", "--soort", "W", "--oplage", "5"
    )
    text, _ = order(answer)
    assert said(text)["Bestanden"].startswith("3 plaatjes (png, rgb)")
    assert "- tarot-001-W01-voor.png" in text


def test_it_is_one_page_of_a4(kaartgen) -> None:
    page = made(kaartgen("deck", "proef", "--profiel", "drukker", "--opdracht"))[-2]
    (only,) = opened(page.read_bytes()).pages
    assert size_mm(only) == pytest.approx((210, 297), abs=0.01)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("--oplage 50", "--oplage is voor een drukker."),
        ("--profiel drukker --oplage veel", "--oplage hoort een heel getal"),
        ("--profiel drukker --oplage 0", "--oplage hoort een heel getal"),
        ("--profiel master --opdracht", "--opdracht hoort bij een drukker, niet bij master."),
    ],
)
def test_a_wrong_run_is_refused(arguments: str, words: str, kaartgen) -> None:
    answer = kaartgen("deck", "proef", *arguments.split())
    assert answer.code == ExitCode.USAGE
    assert words in answer.err
