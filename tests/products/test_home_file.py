"""The finished home PDF as a file: fonts, inks, properties, kerning, and the same bytes again."""

from __future__ import annotations

import datetime
import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
import uharfbuzz as hb

from kaartgen.content.deck import Deck
from kaartgen.frame import BLACK
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Edge, Flip
from kaartgen.layout.look import Look
from kaartgen.layout.paragraph import Setter
from kaartgen.pdf.draw import drawn
from kaartgen.products.cards import build_home, document_date
from kaartgen.products.home import HomeJob
from kaartgen.products.notes import set_text, style
from kaartgen.products.selection import Selection, chosen
from kaartgen.workspace import SHIPPED
from tests.pdf.reading import (
    Letter,
    images,
    letters,
    opened,
    painted_before_a_colour,
    plain_text,
    streams,
)
from tests.pdf.small import document, figure
from tests.products.conftest import MakePrinted

_HERE = Path(__file__)
_OTHER_INKS = frozenset(["g", "G", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "BI"])
_NOT_EMBEDDED = re.compile(rb"Helvetica|Times-|Courier|ZapfDingbats|/Symbol|Arial")


def test_every_font_of_the_deck_is_embedded_as_a_subset(jeugdzorg_printed: MakePrinted) -> None:
    pdf = opened(jeugdzorg_printed().pdf)
    fonts = [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
    ]
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font["/FontDescriptor"]
        assert re.fullmatch(r"/[A-Z]{6}\+.+", str(font["/BaseFont"]))


def test_the_file_names_no_font_that_does_not_come_along(jeugdzorg_printed: MakePrinted) -> None:
    pdf = opened(jeugdzorg_printed().pdf)
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            if "/Length1" not in thing:
                assert not _NOT_EMBEDDED.search(thing.read_bytes())
        else:
            assert not _NOT_EMBEDDED.search(thing.unparse(resolved=False))


def test_the_deck_is_printed_in_process_inks_down_into_its_forms(
    jeugdzorg_printed: MakePrinted,
) -> None:
    pdf = opened(jeugdzorg_printed().pdf)
    found = list(streams(pdf))
    assert len(found) > len(pdf.pages)
    for stream in found:
        assert not {operator for operator, _ in stream.operators} & _OTHER_INKS, stream.name
        assert painted_before_a_colour(stream) == [], stream.name
    assert all(str(image["/ColorSpace"]) == "/DeviceCMYK" for image in images(pdf))


def test_no_ink_goes_over_what_paper_takes(jeugdzorg_printed: MakePrinted) -> None:
    for stream in streams(opened(jeugdzorg_printed().pdf)):
        for operator, operands in stream.operators:
            if operator in ("k", "K"):
                inks = [float(ink) for ink in operands]
                assert all(0 <= ink <= 1 for ink in inks)
                assert sum(inks) <= 3


def test_the_file_is_dutch_and_says_what_it_is_and_who_made_it(
    jeugdzorg_printed: MakePrinted,
) -> None:
    pdf = opened(jeugdzorg_printed().pdf)
    assert str(pdf.Root["/Lang"]) == "nl-NL"
    assert str(pdf.docinfo["/Title"]).startswith("Goed werk in de jeugdzorg")
    assert str(pdf.docinfo["/Author"]) == "Team kaartgen"


def test_copies_of_a_card_cost_next_to_nothing(
    jeugdzorg: Deck, jeugdzorg_look: Look, a4: Paper
) -> None:
    def size(copies: int) -> int:
        cards = chosen(jeugdzorg, Selection("S01", copies=copies))
        job = HomeJob(a4, Flip.LONG_EDGE, Edge.RIM)
        return len(drawn(build_home(jeugdzorg, jeugdzorg_look, cards, job).documents[""]))

    # Twenty sheets of four more, each with its marks and calls.
    assert size(81) - size(1) < 20 * 3000


# ---- kerning and hard words


def _advances(file: Path, text: str, *, kern: bool) -> float:
    """Return how far the second letter stands from the first by HarfBuzz, in em."""
    face = hb.Face(hb.Blob.from_file_path(str(file)))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(hb.Font(face), buffer, {"kern": kern, "liga": False})
    return buffer.glyph_positions[0].x_advance / face.upem


def _pair(found: list[Letter], first: str, second: str, size: float) -> tuple[Letter, Letter]:
    return next(
        (one, other)
        for one, other in itertools.pairwise(found)
        if (one.character, other.character) == (first, second) and one.size > size
    )


def test_kerning_is_kept_all_the_way_into_the_file(jeugdzorg_printed: MakePrinted) -> None:
    # “Voorlezen aan haar tafel” is the title of B02.
    found = letters(jeugdzorg_printed("B02", explained=False).pdf, 0)
    first, second = _pair(found, "V", "o", 5.5)
    file = SHIPPED / "fonts" / "bricolage-grotesque" / "BricolageGrotesque_700Bold.ttf"
    kerned = _advances(file, "Vo", kern=True)
    assert kerned < _advances(file, "Vo", kern=False) - 0.02
    assert (second.x - first.x) / first.size == pytest.approx(kerned, abs=0.002)


@pytest.mark.parametrize("font", [{"font": "text"}, {"font": "display", "weight": 700}])
@pytest.mark.parametrize(
    "text",
    ["coëfficiënt", "ij", "IJs", "€ 12,50", "’s avonds", "één", "officiële flauwte", "(a\\b)"],
)
def test_text_that_was_set_is_read_back_to_the_letter(
    text: str, font: dict[str, object], jeugdzorg_look: Look
) -> None:
    setter = Setter(jeugdzorg_look.house.book, "nl_NL")
    block = set_text(setter, text, style(12, 15, **font), BLACK, 5, 5, 50)
    assert plain_text(drawn(document(figure(*block.items)))) == text


def test_the_words_of_a_story_come_out_in_their_order(
    jeugdzorg: Deck, jeugdzorg_printed: MakePrinted
) -> None:
    text = plain_text(jeugdzorg_printed("S02", explained=False).pdf, 0)
    flowing = " ".join(text.replace("-\n", "").replace("\x02", "").split())
    assert "Yoghurt, paprika’s, een hele kip. De vloer ruikt naar citroen" in flowing


# ---- the same bytes


def test_the_same_job_gives_the_same_bytes(
    jeugdzorg: Deck, jeugdzorg_look: Look, a4: Paper, jeugdzorg_printed: MakePrinted
) -> None:
    cards = chosen(jeugdzorg, Selection(core=True))
    built = build_home(jeugdzorg, jeugdzorg_look, cards, HomeJob(a4, Flip.LONG_EDGE, Edge.RIM))
    assert drawn(built.documents[""]) == jeugdzorg_printed().pdf


_SCRIPT = """
import hashlib
from kaartgen.content.load import load
from kaartgen.imposition.paper_file import load_paper
from kaartgen.imposition.plan import Edge, Flip
from kaartgen.layout.look import load_look
from kaartgen.pdf.draw import drawn
from kaartgen.products.cards import build_home
from kaartgen.products.master import build_master
from kaartgen.products.home import HomeJob
from kaartgen.products.selection import Selection, chosen
from kaartgen.workspace import Workspace

workspace = Workspace(None)
deck = load(workspace, "jeugdzorg")
look, cards = load_look(workspace, deck), chosen(deck, Selection())
job = HomeJob(load_paper(workspace, "A4"), Flip.LONG_EDGE, Edge.RIM)
for built in (build_home(deck, look, cards, job), build_master(deck, look, cards)):
    for part, document in built.documents.items():
        print(part, hashlib.sha256(drawn(document)).hexdigest())
"""


def _elsewhere(**environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        cwd=_HERE.parents[2],
        env={**os.environ, **environment},
    )
    return done.stdout.splitlines()


def test_two_processes_give_the_same_bytes_for_home_and_master() -> None:
    first = _elsewhere(PYTHONHASHSEED="1", TZ="Europe/Amsterdam", LC_ALL="C")
    second = _elsewhere(PYTHONHASHSEED="77", TZ="Asia/Tokyo", LC_ALL="C.UTF-8")
    assert len(first) == 3
    assert first == second


# ---- the date


def _dates(deck: Deck, look: Look, paper: Paper) -> list[str]:
    cards = chosen(deck, Selection("V01"))
    built = build_home(deck, look, cards, HomeJob(paper, Flip.LONG_EDGE, Edge.RIM))
    info = opened(drawn(built.documents[""])).docinfo
    return [str(info["/CreationDate"]), str(info["/ModDate"])]


def test_a_file_carries_the_date_of_its_deck(
    jeugdzorg: Deck, jeugdzorg_look: Look, a4: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    dates = _dates(jeugdzorg, jeugdzorg_look, a4)
    assert [date[:10] for date in dates] == ["D:20261124", "D:20261124"]


def test_the_date_in_the_environment_goes_before_that_of_the_deck(
    jeugdzorg: Deck, jeugdzorg_look: Look, a4: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    dates = _dates(jeugdzorg, jeugdzorg_look, a4)
    assert dates == ["D:20231114221320+00'00'", "D:20231114221320+00'00'"]


@pytest.mark.parametrize("epoch", ["", "gisteren", "-5", "1e9"])
def test_a_date_in_the_environment_that_is_none_counts_for_nothing(
    epoch: str, jeugdzorg: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert document_date(jeugdzorg).date() == datetime.date(2026, 11, 24)
