"""Papers as data: what they are called, where a pre-cut sheet is cut, and what lies on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.geometry import Rect, Sides, Size
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.paper_file import load_paper, read_papers
from kaartgen.imposition.plan import Edge, Flip, Plan, Wishes
from kaartgen.imposition.planner import planned
from kaartgen.imposition.precut import refusal
from kaartgen.workspace import Workspace
from tests.imposition.sheets import A6, cards_on, edges, flips, ink, job, marks_on, place
from tests.imposition.turning import rect_seen_through

# Columns, rows, the left and top of the first card, the steps, and the card, as the makers say it.
PUBLISHED = {
    "C32010": (2, 5, 15, 13.5, 95, 54, 85, 54),
    "C32011": (2, 5, 15, 13.5, 95, 54, 85, 54),
    "C32015": (2, 4, 17, 31.5, 91, 60, 85, 54),
    "C32252": (2, 2, 0, 0, 105, 148.5, 105, 148.5),
    "C32254": (2, 4, 0, 8.5, 105, 70, 105, 70),
    "C9355": (1, 2, 31, 36, 148, 120, 148, 105),
    "3483": (2, 2, 0, 0, 105, 148.43, 105, 148.43),
    "L4785": (2, 5, 18, 13, 95, 55, 80, 50),
    "LP798": (2, 5, 15, 10, 95, 55, 85, 55),
    "DP835": (2, 5, 15, 11, 95, 55, 85, 55),
    "DP837": (2, 5, 15, 6, 95, 56.5, 85, 55),
    "8840": (2, 5, 18.64, 21.5, 88.9, 50.8, 83.82, 50.8),
    "8889": (2, 5, 15.5, 12.5, 96, 55, 83, 52),
    "8886": (1, 2, 30, 24.5, 150, 148, 150, 100),
    "4377": (2, 2, 0, 0, 105, 148.5, 105, 148.5),
}
SHIPPED = Workspace(None)


def _cells(name: str) -> list[Rect]:
    columns, rows, left, top, across, down, width, height = PUBLISHED[name]
    return [
        Rect(left + column * across, top + row * down, width, height)
        for row in range(rows)
        for column in range(columns)
    ]


def _plan(card: Size, paper: Paper, edge: Edge = Edge.RIM, flip: Flip = Flip.LONG_EDGE) -> Plan:
    return planned(card, paper, flip=flip, edge=edge, wishes=Wishes())


def test_there_are_at_least_twelve_pre_cut_sheets_and_every_paper_says_where_it_is_from() -> None:
    files = read_papers(SHIPPED).values()
    assert sum(file.kaarten is not None for file in files) >= 12
    for file in files:
        assert len(file.bron) > 5
        assert file.datum.startswith("20")


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_card_lies_in_every_place_that_the_maker_cut(name: str) -> None:
    cells = _cells(name)
    plan = _plan(Size(cells[0].width, cells[0].height), load_paper(SHIPPED, name))
    assert len(plan.slots) == len(cells)
    for slot, cell in zip(plan.slots, cells, strict=True):
        trim = slot.trim
        found = (trim.x, trim.y, trim.right, trim.bottom)
        assert found == pytest.approx((cell.x, cell.y, cell.right, cell.bottom), abs=1e-6)


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("flip", Flip)
def test_backs_of_a_pre_cut_sheet_lie_behind_their_fronts(name: str, flip: Flip) -> None:
    cells = _cells(name)
    plan = _plan(Size(cells[0].width, cells[0].height), load_paper(SHIPPED, name), Edge.BLEED, flip)
    one = job(plan, len(cells))
    (sheet,) = one.sheets
    backs = {id(card.frame): card for card in cards_on(sheet.back, one.faces)}
    for front, pair in zip(cards_on(sheet.front, one.faces), one.faces, strict=True):
        behind = rect_seen_through(place(backs[id(pair.back)]), plan.paper.size, flip)
        assert (behind.x, behind.y) == pytest.approx((place(front).x, place(front).y), abs=0.01)


def test_a_pre_cut_sheet_has_no_marks() -> None:
    one = job(_plan(A6, load_paper(SHIPPED, "C32252")), 4)
    assert marks_on(one.sheets[0].front, one.faces) == []


def test_a_card_half_a_millimetre_off_lies_in_the_middle_of_its_place() -> None:
    plan = _plan(Size(85, 55), load_paper(SHIPPED, "C32011"))
    first = plan.slots[0].trim
    assert (first.x, first.y, first.width, first.height) == pytest.approx((15, 13, 85, 55))


def test_a_standing_card_lies_on_its_side_in_places_that_are_wide() -> None:
    plan = _plan(Size(105, 148), load_paper(SHIPPED, "C9355"))
    assert all(slot.lying for slot in plan.slots)
    assert plan.slots[0].trim == Rect(31, 36, 148, 105)


def test_between_places_that_touch_no_colour_crosses_the_perforation() -> None:
    one = job(_plan(Size(85, 54), load_paper(SHIPPED, "C32011"), Edge.BLEED), 10)
    cards = cards_on(one.sheets[0].front, one.faces)
    assert ink(cards[0]).bottom == pytest.approx(13.5 + 54)
    assert ink(cards[2]).y == pytest.approx(13.5 + 54)
    # Between the columns lie ten millimetres: the bleed of the template ends in them.
    assert ink(cards[0]).right == pytest.approx(15 + 85 + 3)


@pytest.mark.parametrize("card", [A6, Size(85, 52), Size(87, 54), Size(70, 120)])
def test_a_card_that_does_not_fit_the_places_is_refused_as_a_wrong_choice(card: Size) -> None:
    with pytest.raises(KaartgenError, match="passen niet op C32011") as caught:
        _plan(card, load_paper(SHIPPED, "C32011"))
    assert caught.value.code is ExitCode.USAGE


def test_a_refusal_names_sheets_for_the_card_and_formats_for_the_sheet() -> None:
    papers = [load_paper(SHIPPED, name) for name in ("A4", "C32252", "LP798")]
    problem = refusal(Size(105, 148), papers[2], papers, {"visite": Size(85, 55), "a6": A6})
    assert problem.hint is not None
    assert "C32252" in problem.hint
    assert "visite (85 × 55 mm)" in problem.hint
    assert "a6" not in problem.hint


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("c32011", "C32011"),
        ("C 32011", "C32011"),
        ("C32011-10", "C32011"),
        ("Avery Zweckform C32011", "C32011"),
        ("avery c9312", "C32015"),
        ("SIGEL LP 798", "LP798"),
        ("Herma 4396", "4377"),
        ("letter", "Letter"),
        ("a4", "A4"),
    ],
)
def test_a_paper_is_found_as_people_write_it(written: str, found: str) -> None:
    assert load_paper(SHIPPED, written).name == found


def test_an_unknown_paper_is_refused_with_the_nearest() -> None:
    with pytest.raises(KaartgenError, match="geen papier ‘C32012’") as caught:
        load_paper(SHIPPED, "C32012")
    assert "C3201" in str(caught.value)


def _written(folder: Path, **fields: object) -> Workspace:
    lines = ["naam: Proef", "breedte: 200", "hoogte: 300", "bron: x", "datum: 2026-11-24"]
    lines += [f"{key}: {value}" for key, value in fields.items()]
    room = folder / "kaarten" / "papier"
    room.mkdir(parents=True)
    (room / "proef.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Workspace(folder)


def test_a_paper_of_ones_own_can_have_a_margin_of_its_own_on_each_side(tmp_path: Path) -> None:
    workspace = _written(tmp_path, marge=4, marge_onder="12,5")
    assert load_paper(workspace, "proef").margins == Sides(top=4, right=4, bottom=12.5, left=4)


@pytest.mark.parametrize(
    ("cards", "message"),
    [
        (
            "{breedte: 90, hoogte: 50, kolommen: 2, rijen: 6, links: 10, boven: 10}",
            "buiten het vel",
        ),
        (
            "{breedte: 90, hoogte: 50, kolommen: 2, rijen: 2, links: 10, boven: 10, stap_hoog: 40}",
            "over elkaar",
        ),
    ],
)
def test_cards_that_do_not_lie_on_the_sheet_are_a_mistake_in_the_file(
    tmp_path: Path, cards: str, message: str
) -> None:
    with pytest.raises(KaartgenError, match=message) as caught:
        load_paper(_written(tmp_path, kaarten=cards), "proef")
    assert caught.value.code is ExitCode.AUTHOR


@given(st.sampled_from(sorted(PUBLISHED)), edges, flips, st.integers(1, 30), st.data())
def test_from_slot_k_on_the_first_sheet_only_is_spared_and_every_card_is_printed_once(
    name: str, edge: Edge, flip: Flip, count: int, data: st.DataObject
) -> None:
    cells = _cells(name)
    plan = _plan(Size(cells[0].width, cells[0].height), load_paper(SHIPPED, name), edge, flip)
    start = data.draw(st.integers(1, len(cells)))
    one = job(plan, count, skip=start - 1)
    fronts = [card for sheet in one.sheets for card in cards_on(sheet.front, one.faces)]
    assert [id(card.frame) for card in fronts] == [id(pair.front) for pair in one.faces]
    first = place(fronts[0])
    assert (first.x, first.y) == pytest.approx((cells[start - 1].x, cells[start - 1].y))
    for sheet in one.sheets[1:]:
        top = place(cards_on(sheet.front, one.faces)[0])
        assert (top.x, top.y) == pytest.approx((cells[0].x, cells[0].y))
