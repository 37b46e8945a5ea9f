"""The bundle: a story on the left with its questions on the right, folded into a booklet or not."""

from __future__ import annotations

import re
from functools import cache

import pytest

from kaartgen.content.deck import Deck
from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import WHITE, Fill, Frame, Placed, Stroke, runs
from kaartgen.layout.house_style import load_house_style
from kaartgen.pdf.document import Document
from kaartgen.pdf.draw import drawn
from kaartgen.products.bundel import BundleJob, build_bundle
from kaartgen.workspace import Workspace
from tests.content.small import PORTRAIT, SITUATION, SmallDeck, made_in
from tests.pdf.reading import Word, letters, opened, plain_text, size_mm, words

DECKS = ("jeugdzorg", "duurzaamdoor", "grenswerkers", "rijksinspecties")
# Half a sheet of A4, which is what the pages are printed on and folded from.
HALF_A4 = (148.5, 210)
# A home printer leaves this much blank, and a thumb covers it.
RIM = 5.0
# The page's number stands alone in the last centimetre and a half.
FOOT = 195.0

every_deck = pytest.mark.parametrize("name", DECKS)


def squeezed(text: str) -> str:
    """Return only the letters and digits: what is left of a text however its lines are broken."""
    return re.sub(r"[\W_]", "", text)


def bundle(deck: Deck, workspace: Workspace, job: BundleJob = BundleJob()) -> Document:  # noqa: B008
    return build_bundle(deck, load_house_style(workspace, deck.file.huisstijl), "nl_NL", job)


class Read:
    """A bundle as it is read: its file, and the squeezed text of each page."""

    def __init__(self, deck: Deck, workspace: Workspace, job: BundleJob) -> None:
        self.deck = deck
        self.document = bundle(deck, workspace, job)
        self.pdf = drawn(self.document)
        self.texts = [
            squeezed(plain_text(self.pdf, page)) for page in range(len(self.document.pages))
        ]

    def pages_with(self, text: str) -> list[int]:
        """Return the numbers of the pages, from 1, that carry a whole text."""
        return [number for number, page in enumerate(self.texts, 1) if squeezed(text) in page]


@cache
def read(name: str, as_booklet: bool = False, creep: float = 0.0) -> Read:
    workspace = Workspace(None)
    return Read(load(workspace, name), workspace, BundleJob(as_booklet, creep))


@pytest.fixture
def small(tmp_path) -> SmallDeck:
    return made_in(tmp_path)


def refused(small: SmallDeck) -> tuple[ExitCode, str]:
    with pytest.raises(KaartgenError) as caught:
        bundle(small.load(), small.workspace)
    return caught.value.code, small.shortened(str(caught.value))


@cache
def words_on(pdf: bytes, page: int) -> list[Word]:
    return words(letters(pdf, page))


def number_at_the_foot(pdf: bytes, page: int) -> list[Word]:
    return [word for word in words_on(pdf, page) if word.y > FOOT and word.text.isdigit()]


# --- What is where ----------------------------------------------------------------------------


@every_deck
def test_every_story_is_on_one_left_page(name):
    found = read(name)
    for card in found.deck.of_kind("situatie"):
        pages = found.pages_with(card.content.verhaal)
        assert [page % 2 for page in pages] == [0], card.code


@every_deck
def test_a_story_stands_under_its_own_code_and_title_and_above_its_question(name):
    found = read(name)
    for card in found.deck.of_kind("situatie"):
        (page,) = found.pages_with(card.content.verhaal)
        parts = (card.code, card.title, card.content.rol, card.content.kantelpunt)
        assert all(squeezed(part) in found.texts[page - 1] for part in parts)
        assert squeezed(card.content.vraag) in found.texts[page - 1]


@every_deck
def test_the_questions_of_a_story_are_on_the_page_to_its_right(name):
    found = read(name)
    for card in found.deck.of_kind("situatie"):
        (page,) = found.pages_with(card.content.verhaal)
        for question in card.content.vragen:
            assert page + 1 in found.pages_with(question), card.code


@every_deck
def test_those_who_look_along_are_on_the_page_to_the_right_by_name(name):
    found = read(name)
    people = {one.id: one.title for one in found.deck.of_kind("perspectief")}
    for card in found.deck.of_kind("situatie"):
        (page,) = found.pages_with(card.content.verhaal)
        for voice in card.content.perspectieven:
            said = squeezed((voice.naam or people[voice.kaart]) + voice.zin)
            assert said in found.texts[page], card.code


@every_deck
def test_what_pulls_both_ways_is_on_the_page_to_the_right(name):
    found = read(name)
    for card in found.deck.of_kind("situatie"):
        (page,) = found.pages_with(card.content.verhaal)
        assert found.pages_with(card.content.spanning) == [page + 1]


@every_deck
def test_no_page_carries_two_stories(name):
    found = read(name)
    pages = [found.pages_with(card.content.verhaal) for card in found.deck.of_kind("situatie")]
    assert len({page for one in pages for page in one}) == len(pages)


@every_deck
def test_stories_come_in_the_order_of_the_deck(name):
    found = read(name)
    pages = [found.pages_with(card.content.verhaal) for card in found.deck.of_kind("situatie")]
    assert pages == sorted(pages)


@every_deck
def test_every_portrait_is_on_one_page_whole(name):
    found = read(name)
    for card in found.deck.of_kind("beeld"):
        content = card.content
        pages = found.pages_with(content.keuze)
        assert len(pages) == 1, card.code
        weighing = (content.afweging.is_, content.afweging.doet, content.afweging.voelt)
        for part in (card.code, card.title, content.situatie_kort, *weighing):
            assert squeezed(part) in found.texts[pages[0] - 1], card.code


@every_deck
def test_there_is_a_page_or_two_for_each_card_and_four_pages_around_them(name):
    found = read(name)
    stories, portraits = found.deck.of_kind("situatie"), found.deck.of_kind("beeld")
    assert len(found.texts) == 2 * len(stories) + len(portraits) + 4


@every_deck
def test_the_contents_name_every_story_and_portrait(name):
    found = read(name)
    (contents,) = found.pages_with("Inhoud" + found.deck.of_kind("situatie")[0].code)
    for card in (*found.deck.of_kind("situatie"), *found.deck.of_kind("beeld")):
        assert squeezed(card.code + card.title) in found.texts[contents - 1]


@every_deck
def test_there_are_lines_to_write_on_beside_every_story(name):
    found = read(name)
    for card in found.deck.of_kind("situatie"):
        (page,) = found.pages_with(card.content.verhaal)
        lines = writing_lines(found.document.pages[page].frame)
        assert len(lines) >= 3, card.code


def writing_lines(frame: Frame) -> list[float]:
    """Return the heights of the level lines that go from margin to margin, under the first rule."""
    level = [
        item.path.segments[0][1][1]
        for item in (*frame.ground, *frame.figure)
        if isinstance(item, Stroke)
        and len(item.path.segments) == 2
        and item.path.segments[0][1][1] == item.path.segments[1][1][1]
        and item.path.segments[1][1][0] - item.path.segments[0][1][0] > 100
    ]
    return sorted(level)[1:]


# --- Pages ------------------------------------------------------------------------------------


@every_deck
def test_every_page_is_half_a_sheet_of_a4(name):
    sizes = {size_mm(page) for page in opened(read(name).pdf).pages}
    assert [pytest.approx(HALF_A4, abs=0.01) == size for size in sizes] == [True]


@every_deck
def test_every_page_but_the_cover_carries_its_own_number(name):
    found = read(name)
    numbers = [
        [word.text for word in number_at_the_foot(found.pdf, page)]
        for page in range(1, len(found.texts))
    ]
    assert numbers == [[str(number)] for number in range(2, len(found.texts) + 1)]


def test_numbers_stand_at_the_outer_edge():
    found = read("jeugdzorg")
    for page in range(1, len(found.texts)):
        (number,) = number_at_the_foot(found.pdf, page)
        on_the_left = number.x < HALF_A4[0] / 2
        assert on_the_left is ((page + 1) % 2 == 0)


@every_deck
def test_no_letter_comes_near_the_edge_of_its_page(name):
    found = read(name)
    for page in range(len(found.texts)):
        for one in letters(found.pdf, page):
            assert one.left > RIM
            assert one.right < HALF_A4[0] - RIM
            assert one.top > RIM
            assert one.bottom < HALF_A4[1] - RIM


@every_deck
def test_nothing_but_the_number_stands_in_the_foot(name):
    found = read(name)
    for page in range(1, len(found.texts)):
        low = [word.text for word in words_on(found.pdf, page) if word.y > FOOT]
        assert low == [str(page + 1)]


def many(small: SmallDeck, count: int) -> SmallDeck:
    """Give the small deck more situations."""
    one = SITUATION.replace("id: de-deur", "id: de-deur-{0}").replace("De deur", "Deur {0}")
    small.write("situaties.yaml", "".join(one.format(number) for number in range(count)))
    return small


@pytest.mark.parametrize("count", [13, 24, 40])
def test_the_contents_of_a_large_deck_stay_on_their_page(small, count):
    made = drawn(bundle(many(small, count).load(), small.workspace))
    texts = [plain_text(made, page) for page in range(len(opened(made).pages))]
    page = next(number for number, text in enumerate(texts) if text.startswith("Inhoud"))
    low = [one.bottom for one in letters(made, page) if not one.character.isdigit()]
    assert max(low) < FOOT


@pytest.mark.parametrize("portraits", [0, 1, 2, 3, 5])
@pytest.mark.parametrize("stories", [1, 4, 9])
def test_stories_stay_on_the_left_whatever_the_number_of_portraits(small, stories, portraits):
    many(small, stories)
    text = "".join(PORTRAIT.replace("Soep", f"Pan {number}") for number in range(portraits))
    if portraits:
        small.write("beelden.yaml", text)
    made = drawn(bundle(small.load(), small.workspace))
    texts = [plain_text(made, page) for page in range(len(opened(made).pages))]
    on = [number for number, text in enumerate(texts, 1) if "Het regent en de deur" in text]
    assert len(on) == stories
    assert not [number for number in on if number % 2]


# --- A booklet --------------------------------------------------------------------------------


def leafed(pdf: bytes) -> list[list[int]]:
    """Fold the stack of sheets and leaf through it: the numbers seen on each page in turn.

    The outermost sheet comes first, front up; turned on its short side, the back's left half
    lies behind the front's right half.
    """
    halves: list[tuple[list[int], list[int]]] = []
    for side in range(len(opened(pdf).pages)):
        found = number_at_the_foot(pdf, side)
        fold = HALF_A4[0]
        halves.append(
            (
                [int(word.text) for word in found if word.x < fold],
                [int(word.text) for word in found if word.x > fold],
            )
        )
    sheets = list(zip(halves[::2], halves[1::2], strict=True))
    first = [half for front, back in sheets for half in (front[1], back[0])]
    second = [half for front, back in reversed(sheets) for half in (back[1], front[0])]
    return first + second


@every_deck
def test_folded_and_leafed_through_the_pages_come_in_order(name):
    pages = len(read(name).texts)
    seen = leafed(read(name, as_booklet=True).pdf)
    wanted = [[], *([number] for number in range(2, pages + 1))]
    assert seen == wanted + [[]] * (len(seen) - pages)


@every_deck
def test_a_booklet_has_no_more_sheets_than_it_needs(name):
    pages = len(read(name).texts)
    sides = len(read(name, as_booklet=True).texts)
    assert sides % 2 == 0
    assert 0 <= 2 * sides - pages < 4


@every_deck
def test_the_sheets_of_a_booklet_are_a4_on_its_side(name):
    sizes = {size_mm(page) for page in opened(read(name, as_booklet=True).pdf).pages}
    assert [pytest.approx((297, 210), abs=0.01) == size for size in sizes] == [True]


def test_a_booklet_asks_the_printer_to_turn_on_the_short_edge():
    preferences = opened(read("jeugdzorg", as_booklet=True).pdf).Root.ViewerPreferences
    assert str(preferences.Duplex) == "/DuplexFlipShortEdge"


@every_deck
def test_both_pages_of_a_spread_lie_open_together(name):
    found = read(name)
    seen = [number for half in leafed(read(name, as_booklet=True).pdf) for number in half]
    for card in found.deck.of_kind("situatie"):
        (page,) = found.pages_with(card.content.verhaal)
        # Opened, a leaf's back lies beside the next leaf's front: places 2 and 3, 4 and 5.
        at = seen.index(page) + 1
        assert (seen[at], (at + 1) % 2) == (page + 1, 0)


def test_creep_moves_the_innermost_pages_to_the_fold_and_leaves_the_outermost():
    plain, crept = (read("jeugdzorg", as_booklet=True, creep=creep).pdf for creep in (0.0, 2.0))
    last = len(opened(plain).pages) - 1
    for side, moved in ((1, 0.0), (last, 2.0)):
        for before, after in zip(
            number_at_the_foot(plain, side), number_at_the_foot(crept, side), strict=True
        ):
            to_the_fold = 1 if before.x < HALF_A4[0] else -1
            assert after.x - before.x == pytest.approx(to_the_fold * moved, abs=0.01)


def test_creep_moves_no_page_over_the_fold():
    document = read("jeugdzorg", as_booklet=True, creep=5.0).document
    for page in document.pages:
        for placed in page.frame.figure:
            assert isinstance(placed, Placed)
            assert placed.clip is not None
            seen = placed.transform.rect(placed.clip)
            assert seen.right <= HALF_A4[0] + 1e-6 or seen.x >= HALF_A4[0] - 1e-6


# --- What is refused --------------------------------------------------------------------------


def test_a_deck_without_situations_is_refused_at_its_file(small):
    (small.folder / "situaties.yaml").unlink()
    assert refused(small) == (
        ExitCode.AUTHOR,
        (
            "proef/deck.yaml, regel 1, kolom 1: Het deck ‘proef’ heeft geen situaties om een "
            "bundel van te maken."
        ),
    )


@pytest.mark.parametrize(
    ("old", "line"),
    [
        ("Het regent en de deur gaat open.", 4),
        ("Ze kijkt je aan.", 4),
        # What is on the right is told at the first of it.
        ("Ik wacht al een uur.", 8),
        ("Wat zie je?", 8),
    ],
)
def test_a_text_too_long_for_its_page_is_refused_at_its_line(small, old, line):
    small.spoil("situaties.yaml", old, f"{'En toen kwam er nog iets bij. ' * 90}")
    code, text = refused(small)
    assert code is ExitCode.DOES_NOT_FIT
    assert re.match(rf"proef/situaties\.yaml, regel {line}, kolom \d+: S01 ‘De deur’ past", text)
    assert "→ Kort" in text


def test_every_text_too_long_for_its_page_is_told_at_once(small):
    small.spoil("situaties.yaml", "Ze kijkt je aan.", "En toen kwam er nog iets bij. " * 90)
    small.spoil("situaties.yaml", "Wat zie je?", f"{'Wat zie en hoor je, en wie niet? ' * 90}")
    small.write("beelden.yaml", PORTRAIT.replace("Wie eet praat.", "Wie eet die praat. " * 120))
    code, text = refused(small)
    assert code is ExitCode.DOES_NOT_FIT
    told = re.findall(r"proef/(\w+)\.yaml, regel (\d+)", text)
    assert sorted(told) == [("beelden", "3"), ("situaties", "4"), ("situaties", "8")]


def test_a_portrait_too_long_for_its_page_is_refused_by_its_code_and_file(small):
    small.write("beelden.yaml", PORTRAIT.replace("Wie eet praat.", "Wie eet die praat. " * 120))
    code, text = refused(small)
    assert code is ExitCode.DOES_NOT_FIT
    assert re.match(r"proef/beelden\.yaml, regel \d+, kolom \d+: B01 ‘Soep op de trap’ past", text)


def test_a_story_that_is_let_in_ends_above_its_question(small):
    let_in = []
    for count in range(2, 100, 2):
        text = SITUATION.replace("Het regent en de deur gaat open.", "Het regent. " * count)
        small.write("situaties.yaml", text)
        try:
            frame = bundle(small.load(), small.workspace).pages[3].frame
        except KaartgenError:
            break
        low = {one.text: one.y for one, _ in runs(frame)}
        # Capitals of 19 points are some 5 mm high.
        assert max(y for text, y in low.items() if "kijkt" in text) < low["Wat zeg je?"] - 5
        let_in.append(count)
    assert 10 < len(let_in) < 49


@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_title_is_refused_or_stays_in_its_band(small, count):
    title = " ".join(["De trap die maar niet af wil komen"] * count)
    small.spoil("situaties.yaml", "titel: De deur", f"titel: {title}")
    try:
        frame = bundle(small.load(), small.workspace).pages[3].frame
    except KaartgenError:
        return
    white = [one.y for one, _ in runs(frame) if one.colour == WHITE]
    band = next(item for item in frame.figure if isinstance(item, Fill))
    assert max(white) < max(numbers[1] for _, numbers in band.path.segments if numbers)
