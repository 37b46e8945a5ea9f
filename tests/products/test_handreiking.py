"""The guide: clock times that add up, every card in its table, pages that hold their text."""

from __future__ import annotations

import datetime
from functools import cache

import pytest

from kaartgen.content.board import load_board
from kaartgen.content.guide import load_guide
from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.layout.house_style import load_house_style
from kaartgen.pdf.document import Document
from kaartgen.pdf.draw import drawn
from kaartgen.products.handreiking import GuideJob, build_guide, clock
from kaartgen.workspace import Workspace
from tests.pdf.reading import letters, opened, plain_text, size_mm

every_deck = pytest.mark.parametrize(
    "name", ["duurzaamdoor", "grenswerkers", "jeugdzorg", "rijksinspecties"]
)
HALF_PAST_ONE = datetime.time(13, 30)


@cache
def guide(name: str, job: GuideJob = GuideJob()) -> tuple[Document, bytes]:  # noqa: B008
    workspace = Workspace(None)
    deck = load(workspace, name)
    house = load_house_style(workspace, deck.file.huisstijl)
    made = build_guide(deck, load_board(workspace, deck), load_guide(deck), house, "nl_NL", job)
    return made, drawn(made)


@cache
def texts(name: str, job: GuideJob = GuideJob()) -> tuple[str, ...]:  # noqa: B008
    made, pdf = guide(name, job)
    return tuple(plain_text(pdf, page) for page in range(len(made.pages)))


@every_deck
def test_it_is_a4_and_every_page_says_something(name):
    made, pdf = guide(name)
    assert {tuple(round(side) for side in size_mm(page)) for page in opened(pdf).pages} == {
        (210, 297)
    }
    assert min(len(text.split()) for text in texts(name)) > 30
    assert len(made.pages) >= 6


@every_deck
def test_no_letter_leaves_the_page(name):
    made, pdf = guide(name)
    for page in range(len(made.pages)):
        for one in letters(pdf, page):
            assert 8 < one.x < 202
            assert 8 < one.y < 289


@pytest.mark.parametrize(
    ("text", "time"), [("13:30", (13, 30)), ("9.15", (9, 15)), (" 00:00 ", (0, 0))]
)
def test_a_time_as_people_write_it_is_read(text, time):
    assert clock(text) == datetime.time(*time)


@pytest.mark.parametrize("text", ["", "half twee", "25:00", "13:60", "13", "1330", "13:3"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(KaartgenError) as caught:
        clock(text)
    assert caught.value.code is ExitCode.USAGE


def test_the_same_guide_twice_gives_the_same_bytes():
    _, first = guide("jeugdzorg")
    guide.cache_clear()
    assert guide("jeugdzorg")[1] == first
