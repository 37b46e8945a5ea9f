"""Large print: every card as large as A5, in letters of 16 points, and still the same deck."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pikepdf
import pytest

from kaartgen.content.board import load_board
from kaartgen.content.deck import Card, Deck
from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import Frame, Placed, Stroke, runs
from kaartgen.geometry import Rect, Transform
from kaartgen.imposition.paper_file import load_paper
from kaartgen.imposition.plan import Edge, Flip
from kaartgen.layout.house_style import load_house_style
from kaartgen.layout.large_print import LEAST_PT, large_print, legible
from kaartgen.layout.look import load_look
from kaartgen.layout.style import FLOORS
from kaartgen.pdf.document import Document
from kaartgen.pdf.draw import drawn
from kaartgen.products.cards import build_home
from kaartgen.products.dialoogkaart import BoardJob, build_board
from kaartgen.products.home import HomeJob
from kaartgen.products.selection import Selection, chosen
from kaartgen.workspace import Workspace
from tests.imposition.turning import rect_seen_through, seen_through
from tests.pdf.reading import letters, opened, size_mm

DECKS = ("jeugdzorg", "duurzaamdoor", "grenswerkers", "rijksinspecties")
A5 = (148, 210)
# Vision Australia and the RNIB: large print is 16 points and more; credits are no part of play.
READ_PT, SEEN_PT = 16.0, 9.0
# Whose backs carry their own text; the other kinds share a back.
OWN_BACK = "SB"

every_deck = pytest.mark.parametrize("name", DECKS)
either_flip = pytest.mark.parametrize("flip", list(Flip))


def squeezed(text: str) -> str:
    """Return only the letters and digits: what is left of a text however its lines are broken."""
    return re.sub(r"[\W_]", "", text)


@dataclass(frozen=True)
class Laid:
    """A face as it lies on a page: the box of its cut, the way its head points, and its text."""

    trim: Rect
    head: tuple[float, float]
    pieces: tuple[tuple[str, float], ...]

    @property
    def text(self) -> str:
        return squeezed("".join(text for text, _ in self.pieces))

    @property
    def code(self) -> str | None:
        """The card's code, with which every face of its own begins."""
        begins = re.match(r"[A-Z]\d\d", self.text)
        return begins[0] if begins else None


def laid(page: Frame) -> list[Laid]:
    """Return the faces on a page; nothing but a face has bleed."""
    return [
        Laid(
            item.transform.rect(Rect.of(item.frame.size)),
            _head(item.transform),
            tuple(
                (run.text.strip(), run.size_pt * through.factor)
                for run, through in runs(item.frame, item.transform)
            ),
        )
        for item in page.figure
        if isinstance(item, Placed) and item.frame.bleed
    ]


def _head(transform: Transform) -> tuple[float, float]:
    (x, y), (x2, y2) = transform.point(0, 0), transform.point(0, -1)
    return round((x2 - x) / transform.factor, 6), round((y2 - y) / transform.factor, 6)


class Made:
    """The sheets of a shipped deck, in large print or not."""

    def __init__(self, name: str, large: bool, flip: Flip) -> None:
        workspace = Workspace(None)
        self.deck: Deck = load(workspace, name)
        look = load_look(workspace, self.deck)
        cards = chosen(self.deck, Selection())
        job = HomeJob(load_paper(workspace, "A4"), flip, Edge.RIM, explained=False)
        if large:
            enlarged = large_print(look, workspace)
            look, raised = enlarged.look, LEAST_PT / FLOORS["body"]
            job = HomeJob(
                job.paper,
                flip,
                Edge.RIM,
                explained=False,
                enlarged=enlarged.factors,
                raised=raised,
            )
        self.built = build_home(self.deck, look, cards, job)
        self.document: Document = self.built.documents[""]
        pages = [page.frame for page in self.document.pages]
        self.sheets = [(laid(a), laid(b)) for a, b in zip(pages[::2], pages[1::2], strict=True)]

    @property
    def fronts(self) -> list[Laid]:
        return [one for front, _ in self.sheets for one in front]

    @property
    def all(self) -> Iterator[Laid]:
        for front, back in self.sheets:
            yield from (*front, *back)


@cache
def made(name: str, large: bool = True, flip: Flip = Flip.LONG_EDGE) -> Made:
    return Made(name, large, flip)


@cache
def pdf_of(name: str) -> bytes:
    return drawn(made(name).document)


# --- Size -------------------------------------------------------------------------------------


@every_deck
def test_every_face_is_a5(name):
    faces = list(made(name).all)
    assert len(faces) >= 2 * 79
    for one in faces:
        assert sorted((one.trim.width, one.trim.height)) == pytest.approx(A5, abs=0.05)


@every_deck
def test_in_the_file_two_cards_beside_each_other_begin_148_mm_apart(name):
    first = letters(pdf_of(name), 0)
    largest = max(one.size for one in first if one.character == "S")
    left, right = (one for one in first if (one.character, one.size) == ("S", largest))
    assert (right.x - left.x, right.y) == pytest.approx((148, left.y), abs=0.05)


@every_deck
def test_both_formats_become_one_size(name):
    sizes = {
        (round(one.trim.width, 3), round(one.trim.height, 3), one.head) for one in made(name).fronts
    }
    assert len(sizes) == 1


@every_deck
def test_faces_do_not_overlap_and_lie_on_the_paper(name):
    for page in made(name).document.pages:
        trims = [one.trim for one in laid(page.frame)]
        assert all(Rect.of(page.frame.size).contains(trim) for trim in trims)
        assert not any(one.overlaps(two) for at, one in enumerate(trims) for two in trims[at + 1 :])


@every_deck
def test_two_cards_lie_on_a_sheet_of_a4(name):
    counts = [len(front) for front, _ in made(name).sheets]
    assert set(counts[:-1]) <= {1, 2}
    assert counts.count(1) <= 2


# --- Letters ----------------------------------------------------------------------------------


def read_aloud(card: Card) -> list[str]:
    """Return what is read at the table: all that an author wrote for it, but titles and labels."""
    content = card.content
    names = (
        *("rol", "verhaal", "kantelpunt", "vraag", "spanning", "tekst", "hulpzin", "bril"),
        *("belang", "woord", "uitleg", "situatie_kort", "keuze", "twijfel", "doel", "tip"),
        *("opdracht", "zin", "effect"),
    )
    texts = [getattr(content, name, None) for name in names]
    for name in ("vragen", "opties"):
        texts += getattr(content, name, ())
    for voice in getattr(content, "perspectieven", ()):
        texts.append(voice.zin)
    if weighing := getattr(content, "afweging", None):
        texts += [weighing.is_, weighing.doet, weighing.voelt]
    for name in ("stappen", "blokken"):
        texts += [one.tekst for one in getattr(content, name, ())]
    return [squeezed(text) for text in texts if text]


@every_deck
def test_what_is_read_at_the_table_is_16_points_or_more(name):
    found = made(name)
    cards = {card.code: card for card in found.deck.cards}
    told = 0
    for front, back in found.sheets:
        for side in (front, back):
            for one in side:
                if one.code is None:
                    continue
                card = cards[one.code]
                body = read_aloud(card)
                for text, size in one.pieces:
                    # Labels and titles may happen to be in a text as well.
                    said = squeezed(text)
                    if len(said) < 12 or said in squeezed(card.title):
                        continue
                    if any(said in whole for whole in body):
                        told += 1
                        assert size >= READ_PT - 1e-6, f"{one.code}: {text} ({size:.2f} pt)"
    assert told > 300


@every_deck
def test_nothing_on_a_card_is_under_9_points(name):
    sizes = [size for one in made(name).all for text, size in one.pieces if text]
    assert min(sizes) >= SEEN_PT


@every_deck
def test_only_credits_and_the_foot_are_under_13_points(name):
    found = made(name)
    file = found.deck.file
    allowed = squeezed(
        f"{found.deck.foot} Teksten: {', '.join(file.makers)}. {file.licentie}. "
        f"Geen uitgave van {file.geen_uitgave_van}. {file.dank}"
    )
    small = {text for one in found.all for text, size in one.pieces if size < 13}
    assert [text for text in small if squeezed(text) not in allowed] == []


@every_deck
def test_the_smallest_text_to_read_is_told_to_the_user_as_16_or_more(name):
    assert min(one.size_pt for one in made(name).built.sizes if one.size_pt) >= READ_PT


def families(pdf: bytes) -> set[str]:
    """Return the families of the fonts in a file, without their subset's prefix and weight."""
    return {
        str(thing["/BaseFont"]).rpartition("+")[2].strip("/").partition("-")[0]
        for thing in opened(pdf).objects
        if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
    }


@every_deck
def test_the_file_has_no_family_but_atkinson(name):
    assert families(pdf_of(name)) == {"AtkinsonHyperlegibleNext"}


def test_the_sheet_with_explanation_is_in_the_same_family(jeugdzorg, jeugdzorg_look, shipped):
    large = large_print(jeugdzorg_look, shipped)
    job = HomeJob(
        load_paper(shipped, "A4"),
        Flip.LONG_EDGE,
        Edge.RIM,
        enlarged=large.factors,
        raised=LEAST_PT / FLOORS["body"],
    )
    built = build_home(jeugdzorg, large.look, jeugdzorg.cards[:2], job)
    assert built.explained
    assert families(drawn(built.documents[""])) == {"AtkinsonHyperlegibleNext"}


def test_the_ordinary_look_keeps_its_own_family():
    ordinary = drawn(made("jeugdzorg", large=False).document)
    assert "AtkinsonHyperlegibleNext" not in families(ordinary)


# --- The same deck ----------------------------------------------------------------------------


@every_deck
def test_all_cards_come_in_the_same_order_under_the_same_codes(name):
    codes = [[one.code for one in made(name, large=large).fronts] for large in (True, False)]
    assert len(codes[0]) == made(name).deck.size
    assert codes[0] == codes[1]


def texts(found: Made) -> list[tuple[str, str]]:
    """Return the texts of the front and the back of each card, backs by where they lie."""
    both: list[tuple[str, str]] = []
    for front, back, size in sized(found):
        for one in front:
            behind = next(two for two in back if same(place(two.trim, size, found), one.trim))
            both.append((one.text, behind.text))
    return both


def sized(found: Made) -> Iterator[tuple[Sequence[Laid], Sequence[Laid], Frame]]:
    for number, (front, back) in enumerate(found.sheets):
        yield front, back, found.document.pages[2 * number].frame


def place(trim: Rect, page: Frame, found: Made) -> Rect:
    return rect_seen_through(trim, page.size, found.built.plans[0].flip)


def same(one: Rect, other: Rect) -> bool:
    sides = (one.x - other.x, one.y - other.y, one.right - other.right, one.bottom - other.bottom)
    return all(abs(side) < 0.01 for side in sides)


@every_deck
def test_every_card_says_the_same_on_both_sides(name):
    large, ordinary = (texts(made(name, large=large)) for large in (True, False))
    assert len(large) == made(name).deck.size
    assert [pair for pair in zip(large, ordinary, strict=True) if pair[0] != pair[1]] == []


# --- Backs ------------------------------------------------------------------------------------


@either_flip
@pytest.mark.parametrize("name", ["jeugdzorg", "grenswerkers"])
def test_every_back_lies_behind_its_front(name, flip):
    for front, back, page in sized(made(name, flip=flip)):
        places = [rect_seen_through(one.trim, page.size, flip) for one in back]
        assert len(places) == len(front)
        for one in front:
            assert sum(same(one.trim, behind) for behind in places) == 1


@either_flip
@pytest.mark.parametrize("name", ["jeugdzorg"])
def test_behind_a_story_or_portrait_is_its_own_back(name, flip):
    for front, back, page in sized(made(name, flip=flip)):
        for one in front:
            if one.text[0] in OWN_BACK:
                behind = next(
                    two
                    for two in back
                    if same(rect_seen_through(two.trim, page.size, flip), one.trim)
                )
                assert behind.code == one.code


@either_flip
def test_a_card_turned_over_like_a_page_stands_on_its_feet(flip):
    for front, back, page in sized(made("jeugdzorg", flip=flip)):
        origin = seen_through((0, 0), page.size, flip)
        for two in back:
            end = seen_through(two.head, page.size, flip)
            head = (round(end[0] - origin[0], 6), round(end[1] - origin[1], 6))
            assert head == front[0].head


# --- The board --------------------------------------------------------------------------------


@cache
def board(name: str, paper: str = "A2") -> Document:
    workspace = Workspace(None)
    deck = load(workspace, name)
    house = legible(load_house_style(workspace, deck.file.huisstijl), workspace)
    job = BoardJob(load_paper(workspace, paper), large=True)
    return build_board(deck, load_board(workspace, deck), house, "nl_NL", job)


def slots(page: Frame, through: Transform | None = None) -> list[Rect]:
    """Return the places for cards: the dashed outlines of more than a hand."""
    outer = through or Transform()
    found: list[Rect] = []
    for item in (*page.ground, *page.figure):
        if isinstance(item, Placed):
            found += slots(item.frame, item.transform.then(outer))
        elif isinstance(item, Stroke) and item.dash:
            ends = [one for _, one in item.path.moved(outer).segments if one]
            xs = [x for one in ends for x in one[::2]]
            ys = [y for one in ends for y in one[1::2]]
            found.append(Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))
    return [one for one in found if min(one.width, one.height) > 60]


@every_deck
def test_the_board_is_a2_on_its_side(name):
    sizes = [size_mm(page) for page in opened(drawn(board(name))).pages]
    assert sizes == [pytest.approx((594, 420), abs=0.05)] * 2


@every_deck
def test_the_board_has_a_place_for_a_situation_and_three_values(name):
    assert len(slots(board(name).pages[0].frame)) == 4


@every_deck
def test_the_place_for_the_situation_takes_a_card_of_a5(name):
    slot = min(slots(board(name).pages[0].frame), key=lambda one: one.x)
    assert slot.width >= A5[0]
    assert slot.height >= A5[1]


@every_deck
def test_the_places_for_values_take_a_card_of_a6(name):
    # Four cards of A5 side by side leave a sheet of A2 no edges: values lie over their places.
    values = sorted(slots(board(name).pages[0].frame), key=lambda one: one.x)[1:]
    for slot in values:
        assert slot.width >= 104
        assert slot.height >= 148


@every_deck
def test_on_a1_four_cards_of_a5_lie_in_their_places_with_air_around_and_none_over_another(name):
    places = sorted(slots(board(name, "A1").pages[0].frame), key=lambda one: one.x)
    assert len(places) == 4
    for slot in places:
        assert slot.width >= A5[0] + 4
        assert slot.height >= A5[1] + 4
    for one, other in itertools.pairwise(places):
        assert one.right < other.x


@pytest.mark.parametrize("paper", ["A3", "A4"])
def test_a_board_in_large_print_is_refused_on_a_paper_where_it_is_not_large(paper):
    with pytest.raises(KaartgenError, match="letters van de dialoogkaart niet groot") as caught:
        board("jeugdzorg", paper)
    assert caught.value.code is ExitCode.USAGE


@every_deck
def test_the_board_has_no_family_but_atkinson(name):
    assert families(drawn(board(name))) == {"AtkinsonHyperlegibleNext"}


# --- A font that is not there -----------------------------------------------------------------


def test_without_the_family_its_name_is_told(jeugdzorg_look, monkeypatch, shipped):
    monkeypatch.setattr(Workspace, "find", lambda *_: None)
    with pytest.raises(KaartgenError, match="Atkinson Hyperlegible Next ontbreekt") as caught:
        legible(jeugdzorg_look.house, shipped)
    assert caught.value.code is ExitCode.FONT


def test_the_family_is_shipped_with_its_licence(shipped):
    licence = shipped.find("fonts", "atkinson-hyperlegible-next/OFL.txt")
    assert licence
    assert "SIL OPEN FONT LICENSE" in licence.read_text("utf-8").upper()
