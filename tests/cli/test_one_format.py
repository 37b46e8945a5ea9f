"""All chosen cards in one size, where their texts fit; else it is said on which they do not."""

from __future__ import annotations

import pikepdf
import pytest

from kaartgen.errors import ExitCode
from tests.cli.test_press import made
from tests.pdf.reading import box_mm


def _trims(file) -> set[tuple[int, int]]:
    with pikepdf.open(file) as pdf:
        boxes = [box_mm(page, "/TrimBox") for page in pdf.pages]
    return {(round(right - left), round(low - top)) for left, top, right, low in boxes}


def test_the_whole_deck_is_one_file_of_one_size(kaartgen) -> None:
    (file,) = made(kaartgen("deck", "proef", "--profiel", "drukker", "--formaat", "a6"))
    assert file.name == "proef-kaarten-drukker-formaat-a6-a6.pdf"
    assert _trims(file) == {(105, 148)}
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 6


def test_it_holds_at_home_too(kaartgen) -> None:
    (file,) = made(kaartgen("deck", "proef", "--formaat", "A6", "--soort", "W"))
    assert file.name == "proef-kaarten-thuis-formaat-a6-W.pdf"


def test_only_the_chosen_kinds_need_to_fit(kaartgen) -> None:
    arguments = ("--profiel", "drukker", "--formaat", "poker", "--soort", "W")
    (file,) = made(kaartgen("deck", "proef", *arguments))
    assert _trims(file) == {(63, 88)}


def test_what_does_not_fit_is_named_by_kind_with_what_does(small, kaartgen) -> None:
    small.spoil("situaties.yaml", "Het regent en de deur gaat open.", "Het regent al uren. " * 16)
    answer = kaartgen("deck", "proef", "--profiel", "drukker", "--formaat", "poker")
    assert answer.code == ExitCode.DOES_NOT_FIT
    assert "Op poker past de tekst van 1 kaart niet: situaties S01." in answer.err
    assert "Wat wel past is --soort W." in answer.err
    assert not (small.root / "output").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("--formaat tarrot", "‘tarrot’ kan niet bij --formaat.\n  → Bedoel je ‘tarot’?"),
        ("--formaat a6 --gewijzigd", "--formaat en --gewijzigd of --sinds gaan niet samen."),
        ("--formaat a6 --grootletter", "--formaat en --grootletter gaan niet samen."),
    ],
)
def test_a_wrong_choice_is_told(arguments: str, words: str, kaartgen) -> None:
    answer = kaartgen("deck", "proef", *arguments.split())
    assert answer.code == ExitCode.USAGE
    assert words in answer.err
