"""What a file says of itself, and that the same input gives the same bytes."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kaartgen.pdf.document import Duplex
from kaartgen.pdf.draw import drawn
from tests.pdf.reading import opened
from tests.pdf.small import DISPLAY, TEXT, block, document, figure, written

_HERE = Path(__file__)


def _page() -> object:
    return figure(written("Dag, wereld"))


def test_a_file_is_in_dutch() -> None:
    assert str(opened(drawn(document(_page()))).Root["/Lang"]) == "nl-NL"


@pytest.mark.parametrize(
    "title", ["Goed werk", "Coëfficiënt – ’s avonds € 5", "(haakjes) \\ streep"]
)
def test_a_file_carries_its_title_to_the_letter(title: str) -> None:
    assert str(opened(drawn(document(_page(), title=title))).docinfo["/Title"]) == title


def test_a_file_carries_its_makers_and_what_it_is_about() -> None:
    info = opened(drawn(document(_page(), author="Ömer, Noë", subject="Eén ding"))).docinfo
    assert str(info["/Author"]) == "Ömer, Noë"
    assert str(info["/Subject"]) == "Eén ding"


def test_a_viewer_shows_the_title_and_not_the_file_name() -> None:
    preferences = opened(drawn(document(_page()))).Root["/ViewerPreferences"]
    assert preferences["/DisplayDocTitle"] is True


def test_a_viewer_is_asked_not_to_scale() -> None:
    preferences = opened(drawn(document(_page()))).Root["/ViewerPreferences"]
    assert str(preferences["/PrintScaling"]) == "/None"


@pytest.mark.parametrize("duplex", ["DuplexFlipLongEdge", "DuplexFlipShortEdge", "Simplex"])
def test_a_viewer_is_told_how_to_turn_the_sheet(duplex: Duplex) -> None:
    preferences = opened(drawn(document(_page(), duplex=duplex))).Root["/ViewerPreferences"]
    assert str(preferences["/Duplex"]) == f"/{duplex}"


def test_without_a_wish_nothing_is_said_of_turning() -> None:
    assert "/Duplex" not in opened(drawn(document(_page()))).Root["/ViewerPreferences"]


@pytest.mark.parametrize("field", ["/CreationDate", "/ModDate"])
def test_a_file_carries_the_date_of_its_document(field: str) -> None:
    date = datetime.datetime(2024, 2, 29, 23, 5, 7, tzinfo=datetime.UTC)
    written_date = str(opened(drawn(document(_page(), date=date))).docinfo[field])
    assert written_date == "D:20240229230507+00'00'"


@pytest.mark.parametrize("field", ["/CreationDate", "/ModDate"])
def test_a_date_with_a_zone_is_the_same_moment(field: str) -> None:
    zone = datetime.timezone(datetime.timedelta(hours=2))
    date = datetime.datetime(2026, 7, 1, 1, 30, tzinfo=zone)
    text = str(opened(drawn(document(_page(), date=date))).docinfo[field])
    found = datetime.datetime.strptime(text.replace("'", ""), "D:%Y%m%d%H%M%S%z")
    assert found == date


def test_a_file_is_pdf_1_4_for_old_printers() -> None:
    assert drawn(document(_page())).startswith(b"%PDF-1.4\n")


def test_a_file_runs_nothing_and_asks_nothing() -> None:
    root = opened(drawn(document(_page()))).Root
    assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(root.keys())


def test_the_same_document_gives_the_same_bytes() -> None:
    assert drawn(document(_page())) == drawn(document(_page()))


def test_a_document_drawn_after_another_gives_the_same_bytes() -> None:
    before = drawn(document(_page()))
    drawn(document(figure(written("ZYXWV åäö ½", font=TEXT), written("Anders", font=DISPLAY))))
    assert drawn(document(_page())) == before


def test_another_date_gives_other_bytes() -> None:
    date = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    assert drawn(document(_page(), date=date)) != drawn(document(_page()))


_SCRIPT = """
import hashlib
from kaartgen.frame import Placed
from kaartgen.geometry import Transform
from kaartgen.pdf.draw import drawn
from tests.pdf.small import BOLD, DISPLAY, block, document, figure, written

one = figure(written("vorm", font=BOLD), block(1, 1, 2, 2))
pages = [figure(written("Dag", font=DISPLAY), Placed(one, Transform.move(n, 0))) for n in range(3)]
print(hashlib.sha256(drawn(document(*pages))).hexdigest())
"""


def _elsewhere(**environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        cwd=_HERE.parents[2],
        env={**os.environ, **environment},
    )
    return done.stdout.strip()


def test_two_processes_give_the_same_bytes_whatever_their_hashes_and_time_zone() -> None:
    first = _elsewhere(PYTHONHASHSEED="1", TZ="Europe/Amsterdam")
    second = _elsewhere(PYTHONHASHSEED="2", TZ="America/New_York")
    assert len(first) == 64
    assert first == second


@pytest.mark.parametrize("epoch", ["gisteren", "-5", "1e9", ""])
def test_a_strange_date_in_the_environment_stops_no_drawing(
    epoch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert opened(drawn(document(_page()))).pages


def test_progress_is_told_page_by_page() -> None:
    steps: list[int] = []
    drawn(document(_page(), figure(block(0, 0, 1, 1)), _page()), steps.append)
    assert steps == [1, 1, 1]
