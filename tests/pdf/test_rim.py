"""Whether a page prints in the rim that home sheets leave white."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from kaartgen.pdf.foreign import opened
from kaartgen.pdf.rim import first_with_ink
from tests.pdf.foreign_files import MM, boxes, written


def _file(path: Path, *boxes_mm: tuple[float, float, float, float], hair: bool = False) -> Path:
    """A file of 70 × 120 mm with on each page one box (or its outline), from below."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(70 * MM, 120 * MM))
    canvas.setLineWidth(0.25)
    for box in boxes_mm:
        canvas.rect(*(number * MM for number in box), stroke=int(hair), fill=int(not hair))
        canvas.showPage()
    canvas.save()
    path.write_bytes(buffer.getvalue())
    return path


def _first(path: Path) -> int | None:
    pages = opened(path).pages
    return first_with_ink(path, pages, range(len(pages)), 5)


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ((6, 6, 58, 108), None),
        ((4, 6, 58, 108), 0),
        ((6, 4, 58, 108), 0),
        ((6, 6, 60, 108), 0),
        ((6, 6, 58, 110), 0),
        ((0, 60, 2, 1), 0),
    ],
)
def test_ink_within_five_millimetres_of_any_side_is_found(
    tmp_path: Path, box: tuple[float, float, float, float], found: int | None
) -> None:
    assert _first(_file(tmp_path / "k.pdf", box)) == found


def test_a_hairline_counts_as_ink(tmp_path: Path) -> None:
    assert _first(_file(tmp_path / "k.pdf", (3, 3, 64, 114), hair=True)) == 0


def test_the_first_page_with_ink_is_named(tmp_path: Path) -> None:
    path = _file(tmp_path / "k.pdf", (6, 6, 9, 9), (6, 6, 9, 9), (0, 0, 70, 120), (0, 0, 9, 9))
    assert _first(path) == 2


def test_what_is_cut_off_does_not_count(tmp_path: Path) -> None:
    path = _file(tmp_path / "k.pdf", (2, 2, 66, 116))
    cut = written(
        tmp_path / "w.pdf", pages=1, size_mm=(90, 140), change=boxes(TrimBox=(9, 9, 81, 131))
    )
    assert _first(path) == 0
    assert _first(cut) == 0
    larger = _file(tmp_path / "g.pdf", (9, 9, 52, 102))
    pages = opened(larger, 2).pages
    assert first_with_ink(larger, pages, [0], 5) is None
    pages = opened(larger, 5).pages
    assert first_with_ink(larger, pages, [0], 5) == 0
