"""Board, guide and bundle for a print shop: single pages with bleed, looked over."""

from __future__ import annotations

import pikepdf
import pytest

from kaartgen.errors import ExitCode
from tests.cli.test_press import intent, made
from tests.pdf.reading import box_mm


@pytest.mark.parametrize(
    ("command", "name", "multiple", "trim"),
    [
        ("dialoogkaart jeugdzorg", "jeugdzorg-dialoogkaart-drukker.pdf", 2, (420, 297)),
        (
            "dialoogkaart jeugdzorg --papier A4",
            "jeugdzorg-dialoogkaart-drukker-a4.pdf",
            2,
            (297, 210),
        ),
        ("handreiking jeugdzorg", "jeugdzorg-handreiking-drukker.pdf", 2, (210, 297)),
        (
            "handreiking jeugdzorg --boekje",
            "jeugdzorg-handreiking-drukker-boekje.pdf",
            4,
            (148, 210),
        ),
        ("bundel proef", "proef-bundel-drukker.pdf", 4, (148, 210)),
        ("bundel proef --pdfx 1a", "proef-bundel-drukker-x1a.pdf", 4, (148, 210)),
    ],
)
def test_each_is_one_file_that_passes(
    command: str, name: str, multiple: int, trim: tuple[float, float], kaartgen
) -> None:
    answer = kaartgen(*command.split(), "--profiel", "drukker")
    (file,) = made(answer)
    assert file.name == name
    assert intent(file)[0] == "FOGRA39"
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) % multiple == 0
        for page in pdf.pages:
            left, top, right, bottom = box_mm(page, "/TrimBox")
            assert (right - left, bottom - top) == pytest.approx(trim, abs=0.01)
            assert (left, top) == pytest.approx((3, 3), abs=0.01)
    assert "voldoet aan onze controle op PDF/X" in answer.err


def test_the_date_can_be_set(kaartgen) -> None:
    answer = kaartgen("bundel", "proef", "--profiel", "drukker", "--datum", "2025-01-31")
    (file,) = made(answer)
    with pikepdf.open(file) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20250131120000+00'00'"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("bundel proef --profiel drukker --boekje", "--boekje hoort bij de eigen printer"),
        ("bundel proef --profiel drukker --enkelzijdig", "--enkelzijdig hoort bij de eigen"),
        ("dialoogkaart proef --profiel drukker --tegels", "--tegels hoort bij de eigen printer"),
        ("dialoogkaart proef --profiel drukker --proefdruk", "--proefdruk hoort bij de eigen"),
        ("handreiking proef --profiel druker", "‘druker’ kan niet bij --profiel."),
        ("handreiking proef --pdfx 4", "--pdfx is voor een drukker."),
        ("bundel proef --datum 2026-01-01", "--datum is voor een drukker."),
        ("bundel proef --profiel makeplayingcards", "MakePlayingCards drukt alleen kaarten"),
    ],
)
def test_a_wrong_choice_is_told(command: str, words: str, small, kaartgen) -> None:
    answer = kaartgen(*command.split())
    assert answer.code == ExitCode.USAGE
    assert words in answer.err
    assert not (small.root / "output").exists()
