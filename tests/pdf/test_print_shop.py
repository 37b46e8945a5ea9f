"""Print shops as data: the shipped ones, one's own, and those that contradict themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.pdf.print_shop_file import load_print_shop
from kaartgen.workspace import PACKAGE, Workspace

SHIPPED = sorted(file.stem for file in (PACKAGE / "drukkers").glob("*.yaml"))
PLAIN = """\
naam: Proefdrukker
bron: een briefje
datum: 2026-11-24
afloop: 3
veilig: 5
"""
POKER = (
    "beelden:\n  - {naam: poker, breedte: 63.5, hoogte: 88.9, punten_breed: %d, punten_hoog: %d}\n"
)


def _own(folder: Path, text: str) -> Workspace:
    place = folder / "kaarten" / "drukkers"
    place.mkdir(parents=True)
    (place / "proef.yaml").write_text(text, encoding="utf-8")
    return Workspace(folder)


def _mistakes(folder: Path, text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(KaartgenError) as caught:
        load_print_shop(_own(folder, text), "proef")
    assert caught.value.code is ExitCode.AUTHOR
    return [
        (problem.place.line if problem.place else None, problem.message)
        for problem in caught.value.problems
    ]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_shop_says_where_and_when_it_was_looked_up(name: str) -> None:
    shop = load_print_shop(Workspace(None), name)
    assert len(shop.source) > 8
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", shop.date)


def test_there_is_a_general_shop_and_at_least_eight_others() -> None:
    general = load_print_shop(Workspace(None), "drukker")
    assert (general.bleed, general.safe, general.pdfx) == (3, 5, "4")
    assert (general.profile, general.ink) == ("FOGRA39", 280)
    assert len(SHIPPED) >= 9


def test_shops_differ_as_they_do_on_their_sites() -> None:
    cards = load_print_shop(Workspace(None), "drivethrucards")
    assert (cards.order, cards.pdfx, cards.ink) == ("achter-eerst", "1a", 240)
    images = load_print_shop(Workspace(None), "makeplayingcards")
    assert (images.file, images.images[0][2]) == ("png", (822, 1122))
    assert load_print_shop(Workspace(None), "wimjonkers").outlines


def test_capitals_do_not_matter() -> None:
    assert load_print_shop(Workspace(None), "DriveThruCards").name == "drivethrucards"


def test_a_name_that_is_a_slip_gets_the_nearest() -> None:
    with pytest.raises(KaartgenError) as caught:
        load_print_shop(Workspace(None), "drukwerkgeek")
    assert caught.value.code is ExitCode.USAGE
    assert "drukwerkgek" in str(caught.value)


def test_ones_own_shop_is_read(tmp_path: Path) -> None:
    shop = load_print_shop(_own(tmp_path, PLAIN + "inkt: 260\nsnijtekens: ja\n"), "proef")
    assert (shop.title, shop.ink, shop.marks, shop.pdfx) == ("Proefdrukker", 260, True, "geen")


def test_pixels_that_fit_the_size_with_its_bleed_are_right(tmp_path: Path) -> None:
    # 63.5 + 6 mm is 2.736 inch, 821 pixels at 300 ppi; 88.9 + 6 mm is 1121.
    text = PLAIN + "bestand: png\nkleur: rgb\n" + POKER % (821, 1121)
    assert load_print_shop(_own(tmp_path, text), "proef").images[0][2] == (821, 1121)


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ("bestand: png\nkleur: rgb\npdfx: 4\n", 8, "PDF/X is een pdf"),
        ("kleur: rgb\npdfx: 1a\n", 7, "in cmyk"),
        ("bestand: png\nkleur: cmyk\n", 7, "geen cmyk"),
        ("kleur: rgb\nprofiel: FOGRA39\n", 7, "hoort bij cmyk"),
        ("bestand: jpg\nsnijtekens: ja\n", 7, "geen plek voor snijtekens"),
        ("bestand: tiff\ntekst: contouren\n", 7, "geen letters"),
        ("kleinste_tekst: 8\nkleinste_uitgespaard: 6\n", 7, "kleiner zijn dan gewone"),
        (POKER % (822, 1122), 6, "staat pdf"),
        ("bestand: png\nkleur: rgb\n" + POKER % (750, 1121), 8, "punten breed"),
        ("bestand: png\nkleur: rgb\n" + POKER % (821, 1050), 8, "punten hoog"),
    ],
)
def test_a_shop_that_contradicts_itself_is_refused_with_the_line(
    tmp_path: Path, lines: str, line: int, words: str
) -> None:
    found = _mistakes(tmp_path, PLAIN + lines)
    assert [place for place, _ in found] == [line]
    assert words in found[0][1]


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    text = PLAIN.replace("veilig: 5", "veilig: ver") + "inkt: 900\nkleur: blauw\nmarge: 3\n"
    assert len(_mistakes(tmp_path, text)) == 4
