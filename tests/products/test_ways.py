"""All ways to print as finished PDFs: put together on paper, every code has its own back."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache

import pikepdf
import pytest

from kaartgen.content.deck import Deck
from kaartgen.imposition.paper_file import load_paper
from kaartgen.imposition.plan import Edge, Flip
from kaartgen.imposition.ways import Printing, Stack, Way
from kaartgen.layout.look import Look
from kaartgen.pdf.draw import drawn
from kaartgen.products.cards import Built, build_home
from kaartgen.products.home import HomeJob
from kaartgen.products.passes import Passes
from kaartgen.products.selection import Selection, chosen
from kaartgen.workspace import Workspace
from tests.imposition.turning import Point, seen_through
from tests.pdf.reading import opened, plain_text, strokes
from tests.products.home import OWN_BACK, Seen, Side, backs, backs_seen_through, fronts

_SOME = "S01-S07,V01-V09,P01,B01,F01"
_NEAR = 0.5
Made = tuple[Built, dict[str, bytes]]
Make = Callable[..., Made]

both_edges = pytest.mark.parametrize("edge", Edge)


@pytest.fixture(scope="module")
def made(jeugdzorg: Deck, jeugdzorg_look: Look, shipped: Workspace) -> Make:
    """Print some cards of the shipped deck: (printing, only=, flip=, edge=, paper=, …)."""

    @cache
    def make(
        printing: Printing,
        only: str = _SOME,
        flip: Flip = Flip.LONG_EDGE,
        edge: Edge = Edge.RIM,
        paper: str = "A4",
        explained: bool = True,
        trial: bool = False,
    ) -> Made:
        job = HomeJob(load_paper(shipped, paper), flip, edge, explained, trial, printing=printing)
        built = build_home(jeugdzorg, jeugdzorg_look, chosen(jeugdzorg, Selection(only)), job)
        return built, {part: drawn(document) for part, document in built.documents.items()}

    return make


def _sides(pdf: bytes) -> list[Side]:
    return [Side(pdf, number) for number in range(len(opened(pdf).pages))]


def _check_sheet(front: Side, back: Side, flip: Flip) -> list[str]:
    """Hold a sheet to the light; return the codes of its cards."""
    behind = backs_seen_through(back, flip)
    cards = fronts(front)
    assert len(behind) == len(cards)
    for card in cards:
        (found,) = [one for one in behind if math.dist(one.middle, card.middle) < _NEAR]
        assert found.code == (card.code if card.code[0] in OWN_BACK else card.code[0])
    return [card.code for card in cards]


# ---- a printer that prints one side


@pytest.mark.parametrize("stack", Stack)
@pytest.mark.parametrize("flip", Flip)
@both_edges
def test_in_two_passes_every_card_gets_its_own_back(
    stack: Stack, flip: Flip, edge: Edge, made: Make
) -> None:
    printing = Printing(Way.ONE_SIDE_AT_A_TIME, stack)
    built, files = made(printing, flip=flip, edge=edge)
    sides = _sides(files[""])
    half = len(sides) // 2
    assert half == built.sheets + 1
    # On a stack that was turned over the first sheet lies on top, else the last.
    second = sides[half:] if stack is Stack.TURNED else sides[half:][::-1]
    codes: list[str] = []
    for front, back in list(zip(sides[:half], second, strict=True))[1:]:
        codes += _check_sheet(front, back, flip)
    assert len(codes) == built.cards == len(set(codes))


@pytest.mark.parametrize("stack", Stack)
def test_two_files_hold_the_same_pages_as_one(stack: Stack, made: Make) -> None:
    whole = made(Printing(Way.ONE_SIDE_AT_A_TIME, stack))[1][""]
    apart = made(Printing(Way.ONE_SIDE_AT_A_TIME, stack, apart=True))[1]
    assert list(apart) == ["-voorkanten", "-achterkanten"]
    # What to type in the print window is not the same for one file and for two.
    texts = [
        [plain_text(pdf, page) for page in range(len(opened(pdf).pages))]
        for pdf in (whole, *apart.values())
    ]
    assert texts[0][1:] == [*texts[1], *texts[2]][1:]


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("stack", Stack)
@pytest.mark.parametrize("trial", [False, True])
def test_the_pages_to_print_are_those_that_the_explanation_names(
    stack: Stack, apart: bool, trial: bool, made: Make
) -> None:
    printing = Printing(Way.ONE_SIDE_AT_A_TIME, stack, apart)
    built, files = made(printing, trial=trial)
    front_file, back_file = (*files.values(), *files.values())[:2]
    told = " ".join(plain_text(front_file, 0).split())
    first, then = re.findall(r"Print pagina (\d+) ", told)[:2]
    rest = re.findall(r"[Pp]rint pagina ([\d-]+)(?: van het bestand met \w+)?\.", told)
    assert first == "1"
    assert "De achterkant van het uitlegvel" in plain_text(back_file, int(then) - 1)
    pages = [
        (file, page)
        for file, span in zip((front_file, back_file), rest, strict=True)
        for page in range(int(span.split("-")[0]), int(span.split("-")[-1]) + 1)
    ]
    assert len(pages) == 2 * built.sheets
    for file, page in pages:
        assert fronts(Side(file, page - 1)) or backs(Side(file, page - 1))
    assert (built.sheets == 1) is trial


def test_a_viewer_is_told_not_to_print_two_sided(made: Make) -> None:
    for way in (Way.ONE_SIDE_AT_A_TIME, Way.FOLDED, Way.FRONTS, Way.BACKS):
        for pdf in made(Printing(way))[1].values():
            preferences = opened(pdf).Root["/ViewerPreferences"]
            assert str(preferences["/Duplex"]) == "/Simplex"


def test_without_explanation_there_is_none(made: Make) -> None:
    for way in Way:
        built, files = made(Printing(way), only="S01", explained=False)
        sides = _sides(files[""])
        assert not built.explained
        per_sheet = 2 if way in {Way.TWO_SIDED, Way.ONE_SIDE_AT_A_TIME} else 1
        assert len(sides) == per_sheet * built.sheets
        assert "Zo maak je deze kaarten" not in plain_text(files[""], 0)


def test_any_way_but_two_sided_is_explained_also_where_sheets_have_room(made: Make) -> None:
    assert not made(Printing(), only="V01")[0].explained
    for way in (Way.ONE_SIDE_AT_A_TIME, Way.FOLDED, Way.FRONTS, Way.BACKS):
        assert made(Printing(way), only="V01")[0].explained


# ---- one side only


def test_fronts_alone_and_backs_alone_belong_to_each_other(made: Make) -> None:
    front_sides = _sides(made(Printing(Way.FRONTS))[1][""])
    back_sides = _sides(made(Printing(Way.BACKS))[1][""])
    codes: list[str] = []
    for front, back in list(zip(front_sides, back_sides, strict=True))[1:]:
        codes += _check_sheet(front, back, Flip.LONG_EDGE)
    assert len(codes) == made(Printing(Way.FRONTS))[0].cards


# ---- to fold


def _creases(side: Side) -> list[tuple[Point, Point]]:
    found = [line for line in side.strokes if line.ink == pytest.approx((0, 0, 0, 0.7))]
    return [((line.x1, line.y1), (line.x2, line.y2)) for line in found]


def _mirrored(point: Point, crease: tuple[Point, Point]) -> Point:
    (x1, y1), (x2, _) = crease
    upright = abs(x1 - x2) < 1e-3
    return (2 * x1 - point[0], point[1]) if upright else (point[0], 2 * y1 - point[1])


def _folded(side: Side) -> list[str]:
    """Fold a sheet and look behind every front; return the codes of the fronts."""
    codes: list[str] = []
    everything, creases = backs(side), _creases(side)
    for front in _unlike(side):
        behind = [
            back.code
            for back in everything
            for crease in creases
            if math.dist(_mirrored(back.middle, crease), front.middle) < _NEAR
            and math.dist(back.middle, front.middle) > 10
        ]
        own = front.code[0] in OWN_BACK
        assert (front.code if own else front.code[0]) in behind
        codes.append(front.code)
    return codes


def _unlike(side: Side) -> list[Seen]:
    """Return the fronts: where a code stands twice, the one that stands upright on the page."""
    found = fronts(side)
    heads = {card.code: card for card in found if card.ahead in {(1, 0), (0, 1)}}
    return list(heads.values())


@both_edges
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_folded_every_card_gets_its_own_back(edge: Edge, paper: str, made: Make) -> None:
    built, files = made(Printing(Way.FOLDED), edge=edge, paper=paper)
    sides = _sides(files[""])[1:]
    assert len(sides) == built.sheets
    codes = [code for side in sides for code in _folded(side)]
    assert len(set(codes)) == len(codes) == built.cards


def test_folded_cards_take_one_side_of_the_paper(made: Make) -> None:
    built, files = made(Printing(Way.FOLDED))
    assert len(opened(files[""]).pages) == built.sheets + 1
    # Seven situations and two of their size, two on a sheet; ten tarot cards, three on a sheet.
    assert built.sheets == 5 + 4


def test_a_fold_line_is_dashed_and_a_cut_mark_is_not(made: Make) -> None:
    pdf = made(Printing(Way.FOLDED))[1][""]
    page = opened(pdf).pages[1]
    dashes = [
        len(operands[0])
        for operands, operator in _operators(page)
        if operator == "d" and len(operands[0])
    ]
    assert dashes == [2]
    cuts = [line for line in strokes(page) if line.ink == (0, 0, 0, 1) and line.length < 3]
    assert cuts


def _operators(page):
    return [(list(one.operands), str(one.operator)) for one in pikepdf.parse_content_stream(page)]


# ---- what is told


def test_the_pages_of_passes_add_up() -> None:
    passes = Passes(16, explained=True, printing=Printing(Way.ONE_SIDE_AT_A_TIME))
    assert (passes.trial, passes.fronts, passes.backs) == ((1, 18), (2, 17), (19, 34))
    kept = Passes(16, explained=True, printing=Printing(Way.ONE_SIDE_AT_A_TIME, Stack.KEPT))
    assert (kept.trial, kept.fronts, kept.backs) == ((1, 34), (2, 17), (18, 33))
    bare = Passes(16, explained=False, printing=Printing(Way.ONE_SIDE_AT_A_TIME))
    assert (bare.trial, bare.fronts, bare.backs) == (None, (1, 16), (17, 32))


@pytest.mark.parametrize("flip", Flip)
@pytest.mark.parametrize("paper", ["A3", "A4", "A5"])
def test_the_crosses_of_the_trial_sheet_coincide_through_the_paper(
    flip: Flip, paper: str, made: Make
) -> None:
    _, files = made(Printing(Way.ONE_SIDE_AT_A_TIME), only="V01", flip=flip, paper=paper)
    sides = _sides(files[""])
    front, back = sides[0], sides[len(sides) // 2]
    (at,), (behind,) = _crosses(front), _crosses(back)
    assert seen_through(behind, back.size, flip) == pytest.approx(at, abs=0.01)


def _crosses(side: Side) -> list[Point]:
    arms = [line for line in side.strokes if line.length == pytest.approx(14, abs=0.01)]
    upright = [line for line in arms if abs(line.x1 - line.x2) < 1e-3]
    return [line.middle for line in upright]
