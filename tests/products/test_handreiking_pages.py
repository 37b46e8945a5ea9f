"""The guide page by page: hours without gaps, numbers that hold, lines that are not left alone."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pikepdf
import pytest

from kaartgen.content.board import Board, Pace, load_board
from kaartgen.content.deck import Deck
from kaartgen.content.guide import Guide, load_guide
from kaartgen.content.load import load
from kaartgen.frame import Frame, GlyphRun, Placed, runs
from kaartgen.layout.house_style import load_house_style
from kaartgen.pdf.document import Document
from kaartgen.pdf.draw import drawn
from kaartgen.products.handreiking import GuideJob, build_guide
from kaartgen.workspace import Workspace
from tests.pdf.reading import opened, plain_text, size_mm

NAMES = ("duurzaamdoor", "grenswerkers", "jeugdzorg", "rijksinspecties")
every_deck = pytest.mark.parametrize("name", NAMES)
every_pace = pytest.mark.parametrize("pace", Pace)
either_form = pytest.mark.parametrize("booklet", [False, True], ids=["A4", "boekje"])
HALF_PAST_ONE = datetime.time(13, 30)
CHAPTERS = [
    "Vooraf",
    "Het gesprek in 75 minuten",
    "Als het anders gaat",
    "Nieuwe situaties verzamelen",
    "Inzamelblad",
    "Alle kaarten",
    "Over dit deck",
]
A_STEP = re.compile(r"(\d\d):(\d\d) – (\d\d):(\d\d) · (\d+) min")


@cache
def content(name: str) -> tuple[Deck, Board, Guide]:
    workspace = Workspace(None)
    deck = load(workspace, name)
    return deck, load_board(workspace, deck), load_guide(deck)


@cache
def made(
    name: str,
    start: datetime.time | None = None,
    pace: Pace = Pace.WHOLE,
    booklet: bool = False,
) -> Document:
    deck, board, guide = content(name)
    house = load_house_style(Workspace(None), deck.file.huisstijl)
    job = GuideJob(start, pace, booklet)
    return build_guide(deck, board, guide, house, "nl_NL", job)


@cache
def pdf(name: str, booklet: bool = False) -> bytes:
    return drawn(made(name, booklet=booklet))


@dataclass(frozen=True)
class Line:
    """A line of text: where its baseline is, its words, and the fonts and places of its runs."""

    y: float
    text: str
    runs: tuple[GlyphRun, ...]

    @property
    def squeezed(self) -> str:
        return squeezed(self.text)


def squeezed(text: str) -> str:
    """Take out all that breaking a line may add or leave out."""
    return _BREAKABLE.sub("", text)


# White space, hyphens, marks of emphasis and quotes, which the typesetter changes.
_BREAKABLE = re.compile(r"[\s\xad*\"“”‘’'-]")


def lines(page: Frame) -> list[Line]:
    """Return the lines on a page from top to bottom; what stands side by side is one line."""
    found: list[list[GlyphRun]] = []
    for run in sorted((run for run, _ in runs(page)), key=lambda run: run.y):
        if found and run.y - found[-1][0].y < 0.4:
            found[-1].append(run)
        else:
            found.append([run])
    rows = [sorted(group, key=lambda run: run.x) for group in found]
    return [Line(row[0].y, " ".join(run.text for run in row), tuple(row)) for row in rows]


def leafed(sides: Sequence[Frame]) -> list[Frame]:
    """Fold the printed sides by hand and return their pages in reading order."""
    halves: list[dict[str, Frame]] = []
    for side in sides:
        here = {}
        for item in side.figure:
            assert isinstance(item, Placed)
            here["left" if item.transform.point(0, 0)[0] < 74 else "right"] = item.frame
        halves.append(here)
    sheets = list(zip(halves[::2], halves[1::2], strict=True))
    order = [(front.get("right"), back.get("left")) for front, back in sheets]
    order += [(back.get("right"), front.get("left")) for front, back in reversed(sheets)]
    return [page for leaf in order for page in leaf if page is not None]


@cache
def pages(name: str, booklet: bool = False) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of every page in reading order, the foot left out."""
    frames = [page.frame for page in made(name, booklet=booklet).pages]
    if booklet:
        frames = leafed(frames)
    return tuple(tuple(lines(frame)[:-1]) for frame in frames)


@cache
def feet(name: str, booklet: bool = False) -> tuple[str, ...]:
    frames = [page.frame for page in made(name, booklet=booklet).pages]
    if booklet:
        frames = leafed(frames)
    return tuple(lines(frame)[-1].text for frame in frames)


# --- Hours ------------------------------------------------------------------------------------


def hours(document: Document) -> list[tuple[int, int, int]]:
    """Return start, end (minutes after midnight) and length of every step, in reading order."""
    text = "\n".join(line.text for page in document.pages for line in lines(page.frame))
    return [
        (60 * int(one[1]) + int(one[2]), 60 * int(one[3]) + int(one[4]), int(one[5]))
        for one in A_STEP.finditer(text)
    ]


@every_deck
@pytest.mark.parametrize(
    ("pace", "end"), [(Pace.WHOLE, "14:45"), (Pace.SHORT, "14:15"), (Pace.QUICK, "13:50")]
)
def test_the_conversation_runs_from_half_past_one_to_its_end_without_a_gap(name, pace, end):
    found = hours(made(name, HALF_PAST_ONE, pace))
    assert found[0][0] == 13 * 60 + 30
    assert found[-1][1] == 60 * int(end[:2]) + int(end[3:])
    for one, after in itertools.pairwise(found):
        assert one[1] == after[0]


@every_deck
@every_pace
def test_every_step_takes_the_minutes_between_its_hours(name, pace):
    found = hours(made(name, HALF_PAST_ONE, pace))
    assert [length for _, _, length in found] == [
        minutes for _, minutes in content(name)[1].steps(pace)
    ]
    assert [end - begin for begin, end, _ in found] == [length for _, _, length in found]


@pytest.mark.parametrize(
    ("start", "end"), [((0, 0), 75), ((23, 30), 45), ((22, 45), 0), ((9, 5), 10 * 60 + 20)]
)
def test_a_conversation_may_begin_at_any_hour_and_go_on_after_midnight(start, end):
    found = hours(made("jeugdzorg", datetime.time(*start)))
    assert found[0][0] == 60 * start[0] + start[1]
    assert found[-1][1] == end
    assert all((one[1] - one[0]) % 1440 == one[2] for one in found)


@every_deck
def test_the_session_to_collect_takes_two_and_a_half_hours_without_a_gap(name):
    document = made(name, HALF_PAST_ONE)
    text = "\n".join(line.text for page in document.pages for line in lines(page.frame))
    found = re.findall(r"(\d\d:\d\d) – (\d\d:\d\d)(?! ·)", text)
    assert found[0][0] == "13:30"
    assert found[-1][1] == "16:00"
    for one, after in itertools.pairwise(found):
        assert one[1] == after[0]


def test_without_a_start_there_are_minutes_and_no_hours():
    text = "\n".join(line.text for page in pages("jeugdzorg") for line in page)
    assert not re.search(r"\d\d:\d\d", text)
    assert "20 min" in text


# --- Numbers ----------------------------------------------------------------------------------


@every_deck
@either_form
def test_every_page_carries_its_number_and_they_run_on(name, booklet):
    found = [int(re.search(r"(\d+)$", foot)[1]) for foot in feet(name, booklet)]
    assert found == list(range(1, len(found) + 1))


@every_deck
@either_form
def test_the_contents_give_the_number_printed_on_the_page_where_a_chapter_begins(name, booklet):
    given = {}
    for line in pages(name, booklet)[0]:
        match = re.fullmatch(r"(.*?) (\d+)", line.text)
        if match and match[1] in CHAPTERS:
            given[match[1]] = int(match[2])
    begins = {}
    for page, foot in zip(pages(name, booklet), feet(name, booklet), strict=True):
        for line in page:
            # A heading stands alone, larger than any text.
            if line.text in CHAPTERS and line.runs[0].size_pt >= 14:
                begins[line.text] = int(foot.rpartition(" ")[2])
    assert list(given) == CHAPTERS
    assert given == begins


def outline(file: pikepdf.Pdf) -> Iterator[tuple[str, int, int]]:
    """Yield title, page (from 0) and depth of every bookmark in the file."""
    objects = [page.obj.objgen for page in file.pages]

    def walk(items: Sequence[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[str, int, int]]:
        for item in items:
            target = item.destination if item.destination is not None else item.action["/D"]
            yield str(item.title), objects.index(target[0].objgen), depth
            yield from walk(item.children, depth + 1)

    with file.open_outline() as tree:
        yield from walk(list(tree.root), 0)


@every_deck
def test_the_bookmarks_are_the_chapters_with_the_steps_below_the_conversation(name):
    found = list(outline(opened(pdf(name))))
    assert [title for title, _, depth in found if depth == 0] == CHAPTERS
    steps = [
        f"{step.nummer}. {step.naam}" if step.nummer else step.naam
        for step in content(name)[1].stappen
    ]
    assert [title for title, _, depth in found if depth == 1] == steps
    start = [title for title, _, _ in found].index(CHAPTERS[1])
    assert [title for title, _, _ in found[start + 1 : start + 1 + len(steps)]] == steps


@every_deck
def test_a_bookmark_opens_the_page_that_carries_its_heading(name):
    for title, page, _ in outline(opened(pdf(name))):
        assert squeezed(title) in squeezed(plain_text(pdf(name), page)), title


# --- Breaks -----------------------------------------------------------------------------------


def is_heading(line: Line) -> bool:
    """Say whether a line is all in the display face, or one of the labels above a text."""
    labels = ("Je zegt", "Je doet", "De vragen", "Let op", "Naar de volgende stap")
    return line.text in labels or all("Sans" not in run.font.name for run in line.runs)


@every_deck
@either_form
def test_a_page_never_ends_with_a_heading(name, booklet):
    for page in pages(name, booklet):
        assert not is_heading(page[-1]), page[-1].text


def paragraphs(name: str) -> Iterator[str]:
    """Yield every running text that the guide sets, as its author wrote it."""
    deck, board, guide = content(name)
    yield from re.split(r"\n\s*\n", guide.inleiding)
    yield from (*guide.kiezen, *guide.afspraken, guide.verzamelen.inleiding)
    yield from (advice.dan for advice in guide.wat_als)
    yield from (f"{step.naam} {step.tekst}" for step in guide.verzamelen.stappen)
    for step in board.stappen:
        yield from (one for one in (step.doel, step.zeg, step.doe, step.let_op) if one)
        yield from step.vragen
    for card in deck.cards:
        yield card.content.notitie_begeleider or ""
        yield " ".join(getattr(card.content, "wat_als", ()))


def broken(name: str, booklet: bool) -> Iterator[tuple[str, int, int]]:
    """Yield every paragraph that runs over a page, with its lines before and after the break."""
    texts = [squeezed(one) for one in paragraphs(name)]
    for page, after in itertools.pairwise(pages(name, booklet)):
        foot, head = [[line.squeezed for line in one] for one in (page, after)]
        for text in texts:
            if not text or foot[-1] not in text or (head[0] not in text and text not in head[0]):
                continue
            # As many lines as make up the text, the last ones here and the first ones there.
            for above, below in itertools.product(range(1, len(foot)), range(1, len(head))):
                if "".join([*foot[-above:], *head[:below]]) == text:
                    yield text, above, below


@every_deck
def test_a_paragraph_that_runs_over_a_page_leaves_two_lines_on_either(name):
    for text, above, below in broken(name, booklet=False):
        assert min(above, below) >= 2, text


def test_a_paragraph_that_runs_over_a_page_of_the_booklet_leaves_two_lines_on_either():
    for name in NAMES:
        for text, above, below in broken(name, booklet=True):
            assert min(above, below) >= 2, text


def test_there_are_paragraphs_that_run_over_a_page():
    """Else the law above would be empty."""
    assert any(list(broken(name, booklet)) for name in NAMES for booklet in (False, True))


@every_deck
@either_form
def test_the_form_to_collect_situations_is_one_page(name, booklet):
    labels = [squeezed(field.label) for field in content(name)[2].inzamelblad]
    holding = [
        number
        for number, page in enumerate(pages(name, booklet))
        if any(line.text == "Inzamelblad" for line in page[:1])
    ]
    assert len(holding) == 1
    there = squeezed(" ".join(line.text for line in pages(name, booklet)[holding[0]]))
    assert [one for one in labels if one not in there] == []


# --- Cards ------------------------------------------------------------------------------------


@every_deck
@either_form
def test_every_card_stands_in_the_guide_with_its_code_and_its_title(name, booklet):
    text = "".join(line.squeezed for page in pages(name, booklet) for line in page)
    for card in content(name)[0].cards:
        assert f"{card.code}{squeezed(card.title)}" in text, card.code


@every_deck
def test_the_cards_come_in_the_order_of_the_deck(name):
    text = "".join(line.squeezed for page in pages(name) for line in page)
    where = [text.index(f"{card.code}{squeezed(card.title)}") for card in content(name)[0].cards]
    assert where == sorted(where)


@every_deck
def test_a_sensitive_card_says_so_with_its_reason(name):
    text = "".join(line.squeezed for page in pages(name) for line in page)
    for card in content(name)[0].of_kind("situatie"):
        if card.content.gevoelig:
            assert f"{squeezed(card.title)}·gevoelig" in text
            assert squeezed(card.content.gevoelig) in text


# --- The booklet ------------------------------------------------------------------------------


@every_deck
def test_the_booklet_is_a4_on_its_side_two_sides_to_a_sheet(name):
    sides = opened(pdf(name, booklet=True)).pages
    assert {tuple(round(one, 1) for one in size_mm(side)) for side in sides} == {(297.0, 210.0)}
    assert len(sides) % 2 == 0
    assert len(sides) == 2 * -(-len(pages(name, booklet=True)) // 4)


@every_deck
def test_the_booklet_tells_the_printer_to_turn_it_over_its_short_side(name):
    root = opened(pdf(name, booklet=True)).Root
    assert str(root["/ViewerPreferences"]["/Duplex"]) == "/DuplexFlipShortEdge"


@every_deck
def test_the_booklet_says_all_that_the_pages_say(name):
    """Beside the numbers of the pages, which are others."""
    loose, folded = (
        re.sub(r"\d", "", "".join(line.squeezed for page in pages(name, form) for line in page))
        for form in (False, True)
    )
    assert sorted(loose) == sorted(folded)


@every_deck
def test_no_letter_of_the_guide_is_smaller_than_nine_points(name):
    for booklet in (False, True):
        for page in pages(name, booklet):
            for line in page:
                assert min(run.size_pt for run in line.runs) >= 9, line.text
