"""The home PDF of the shipped deck: its sheets, its instructions, and what stands beside cards."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from kaartgen.content.deck import Deck
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.paper_file import load_paper
from kaartgen.imposition.plan import Edge, Flip
from kaartgen.layout.look import Look
from kaartgen.pdf.draw import drawn
from kaartgen.products.cards import build_home
from kaartgen.products.home import HomeJob
from kaartgen.workspace import Workspace
from tests.imposition.turning import Point, seen_through
from tests.pdf.reading import Line, opened, pictured, plain_text, size_mm
from tests.products.conftest import MakePrinted
from tests.products.home import Printed, Side, fronts

both_flips = pytest.mark.parametrize("flip", Flip)
both_edges = pytest.mark.parametrize("edge", Edge)


def _codes(job: Printed) -> list[str]:
    return [card.code for front, _ in job.sheets for card in fronts(front)]


def test_the_core_of_the_deck_is_54_cards_on_11_sheets(jeugdzorg_printed: MakePrinted) -> None:
    job = jeugdzorg_printed()
    assert (job.built.cards, job.built.sheets) == (54, 11)
    assert len(job.sheets) == 11


def test_every_card_is_printed_as_often_as_its_author_says(
    jeugdzorg: Deck, jeugdzorg_printed: MakePrinted
) -> None:
    wanted: list[str] = []
    for card in jeugdzorg.cards:
        # An empty card carries no number.
        code = "L" if card.kind.name == "leeg" else card.code
        wanted += [code] * card.content.aantal
    assert sorted(_codes(jeugdzorg_printed(whole=True))) == sorted(wanted)


def test_a_sheet_holds_cards_of_one_format(jeugdzorg_printed: MakePrinted) -> None:
    small = set("VPWRJK")
    for front, _ in jeugdzorg_printed().sheets:
        kinds = {card.code[0] for card in fronts(front)}
        assert kinds <= small or not kinds & small


def test_larger_cards_come_before_smaller_ones(jeugdzorg_printed: MakePrinted) -> None:
    assert [len(fronts(front)) for front, _ in jeugdzorg_printed().sheets] == [4] * 6 + [6] * 5


@both_edges
def test_every_page_is_a4_to_a_hundredth(edge: Edge, jeugdzorg_printed: MakePrinted) -> None:
    for page in opened(jeugdzorg_printed(edge=edge).pdf).pages:
        assert sorted(size_mm(page)) == pytest.approx([210, 297], abs=0.01)


@pytest.mark.parametrize(
    ("flip", "word"),
    [(Flip.LONG_EDGE, "/DuplexFlipLongEdge"), (Flip.SHORT_EDGE, "/DuplexFlipShortEdge")],
)
def test_a_viewer_turns_the_sheet_as_the_user_asked(
    flip: Flip, word: str, jeugdzorg_printed: MakePrinted
) -> None:
    preferences = opened(jeugdzorg_printed(flip=flip).pdf).Root["/ViewerPreferences"]
    assert str(preferences["/Duplex"]) == word
    assert str(preferences["/PrintScaling"]) == "/None"


@both_edges
def test_nothing_is_printed_where_an_office_printer_does_not_reach(
    edge: Edge, jeugdzorg_printed: MakePrinted
) -> None:
    pdf = jeugdzorg_printed(edge=edge).pdf
    for number in range(len(opened(pdf).pages)):
        page = pictured(pdf, number, ppi=60).convert("L").point(lambda v: 255 * (v < 250))
        left, top, right, bottom = page.getbbox() or (99, 99, 0, 0)
        # Five millimetres are 11.8 pixels; half a pixel is smeared over its neighbour.
        assert min(left, top, page.width - right, page.height - bottom) >= 11


def test_round_every_card_five_millimetres_stay_white(jeugdzorg_printed: MakePrinted) -> None:
    page = pictured(jeugdzorg_printed().pdf, 2, ppi=127)
    # Five pixels are a millimetre; beside the cut down the middle of the sheet.
    strip = page.crop((101 * 5, 8 * 5, 109 * 5, 145 * 5)).convert("L")
    assert strip.crop((0, 0, 15, strip.height)).getextrema()[0] > 245
    assert strip.crop((25, 0, 40, strip.height)).getextrema()[0] > 245


# ---- the sheet of instructions


def test_instructions_come_first_where_a_sheet_has_no_room_beside_its_cards(
    jeugdzorg_printed: MakePrinted,
) -> None:
    job = jeugdzorg_printed()
    assert job.explanation is not None
    assert job.built.explained
    assert len(opened(job.pdf).pages) == 2 + 22


def test_instructions_can_be_left_out(jeugdzorg_printed: MakePrinted) -> None:
    job = jeugdzorg_printed(explained=False)
    assert job.explanation is None
    assert not job.built.explained
    assert len(opened(job.pdf).pages) == 22


def test_tarot_cards_alone_need_no_sheet_of_instructions(jeugdzorg_printed: MakePrinted) -> None:
    job = jeugdzorg_printed("V,P,W,R")
    assert job.explanation is None
    assert len(opened(job.pdf).pages) == 10


@pytest.mark.parametrize(
    ("flip", "words"), [(Flip.LONG_EDGE, "lange zijde"), (Flip.SHORT_EDGE, "korte zijde")]
)
def test_instructions_say_about_which_edge_to_turn(
    flip: Flip, words: str, jeugdzorg_printed: MakePrinted
) -> None:
    text = plain_text(jeugdzorg_printed(flip=flip).pdf, 0)
    assert f"Omslaan: {words}" in text


def test_instructions_say_what_lies_on_which_sheet(jeugdzorg_printed: MakePrinted) -> None:
    job = jeugdzorg_printed()
    text = " ".join(plain_text(job.pdf, 0).split())
    told = dict(re.findall(r"Vel (\d+): ((?:[A-Z]\d\d(?:[–, ]+)?)+)", text))
    assert len(told) == 11
    for number, (front, _) in enumerate(job.sheets, 1):
        codes = {card.code for card in fronts(front) if len(card.code) == 3}
        assert codes <= _unfolded(told[str(number)])


def _unfolded(text: str) -> set[str]:
    found: set[str] = set()
    for part in text.strip(" ,").split(", "):
        first, _, last = part.partition("–")
        numbers = range(int(first[1:]), int((last or first)[1:]) + 1)
        found |= {f"{first[0]}{number:02d}" for number in numbers}
    return found


def test_instructions_count_cards_and_sheets(jeugdzorg_printed: MakePrinted) -> None:
    text = " ".join(plain_text(jeugdzorg_printed().pdf, 0).split())
    assert "54 kaarten op 11 vellen A4" in text


def test_a_trial_is_one_sheet(jeugdzorg: Deck, jeugdzorg_look: Look, a4: Paper) -> None:
    job = HomeJob(a4, Flip.LONG_EDGE, Edge.RIM, explained=False, trial=True)
    built = build_home(jeugdzorg, jeugdzorg_look, jeugdzorg.cards, job)
    assert (built.cards, built.sheets) == (4, 1)
    assert len(opened(drawn(built.documents[""])).pages) == 2


# ---- the ruler, the cross and the slug line


def _black(side: Side) -> list[Line]:
    return [line for line in side.strokes if line.ink == (0, 0, 0, 1) and line.width < 0.2]


def _rulers(side: Side) -> list[Line]:
    return [
        line
        for line in _black(side)
        if line.y1 == pytest.approx(line.y2, abs=1e-3) and 90 < line.length < 110
    ]


def _crosses(side: Side) -> list[Point]:
    """Return the middles of an upright and a lying line of one length that halve each other."""
    lines = [line for line in _black(side) if line.length > 3.5]
    upright = [line for line in lines if abs(line.x1 - line.x2) < 1e-3]
    lying = [line for line in lines if abs(line.y1 - line.y2) < 1e-3]
    return [
        one.middle
        for one in upright
        for other in lying
        if one.length == pytest.approx(other.length, abs=1e-3)
        and one.middle == pytest.approx(other.middle, abs=1e-3)
    ]


def _with_notes(job: Printed) -> list[tuple[Side, Side]]:
    """Return the sheets that have room for notes beside the cards."""
    return [pair for pair in job.sheets if "versie" in pair[0].text and _rulers(pair[0])]


@both_flips
def test_every_sheet_of_tarot_cards_has_room_for_notes(
    flip: Flip, jeugdzorg_printed: MakePrinted
) -> None:
    assert len(_with_notes(jeugdzorg_printed(flip=flip))) == 5


def test_the_ruler_beside_the_cards_is_100_mm(jeugdzorg_printed: MakePrinted) -> None:
    for front, _ in _with_notes(jeugdzorg_printed()):
        (ruler,) = _rulers(front)
        assert ruler.length == pytest.approx(100, abs=0.01)


def _reduced(jeugdzorg_printed: MakePrinted, shipped: Workspace) -> Printed:
    """Tarot cards with full bleed on A3: a little reduced, with room for notes."""
    job = jeugdzorg_printed("V01", edge=Edge.BLEED, paper=load_paper(shipped, "A3"))
    (plan,) = job.built.plans
    assert 0.9 <= plan.scale < 1
    return job


def test_the_ruler_beside_cards_that_are_reduced_is_100_mm_too(
    shipped: Workspace, jeugdzorg_printed: MakePrinted
) -> None:
    ((front, _),) = _with_notes(_reduced(jeugdzorg_printed, shipped))
    (ruler,) = _rulers(front)
    assert ruler.length == pytest.approx(100, abs=0.01)


@both_edges
def test_every_print_has_a_ruler_beside_the_cards_or_in_its_instructions(
    edge: Edge, jeugdzorg_printed: MakePrinted
) -> None:
    for only in (None, "S01", "V01"):
        job = jeugdzorg_printed(only, edge=edge)
        without = [pair for pair in job.sheets if not _rulers(pair[0])]
        assert not without or (job.explanation and _rulers(job.explanation[0]))


def test_the_ruler_of_the_instructions_is_100_mm(jeugdzorg_printed: MakePrinted) -> None:
    (ruler,) = _rulers(jeugdzorg_printed().explanation[0])
    assert ruler.length == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize("paper", ["A3", "A5"])
def test_the_ruler_is_100_mm_on_other_paper_too(paper: str, klein_printed: MakePrinted) -> None:
    job = klein_printed("S01", paper=paper)
    sides = [side for pair in (job.explanation, *job.sheets) if pair for side in pair]
    rulers = [ruler for side in sides for ruler in _rulers(side)]
    assert rulers
    assert all(ruler.length == pytest.approx(100, abs=0.01) for ruler in rulers)


def test_the_ruler_has_a_tick_at_every_five_millimetres(jeugdzorg_printed: MakePrinted) -> None:
    side = jeugdzorg_printed().explanation[0]
    (ruler,) = _rulers(side)
    ticks = sorted(
        line.x1 - ruler.x1
        for line in _black(side)
        if abs(line.x1 - line.x2) < 1e-3 and abs(line.y1 - ruler.y1) < 1e-3
    )
    assert ticks == pytest.approx([5 * number for number in range(21)], abs=0.01)


@both_flips
@pytest.mark.parametrize("paper", ["A3", "A4", "A5"])
def test_the_crosses_of_the_instructions_coincide_through_the_paper(
    paper: str, flip: Flip, klein_printed: MakePrinted
) -> None:
    job = klein_printed("S01,B01,F01", flip=flip, paper=paper)
    assert job.explanation is not None
    front, back = job.explanation
    (at,) = _crosses(front)
    (behind,) = _crosses(back)
    assert seen_through(behind, back.size, flip) == pytest.approx(at, abs=0.01)


@both_flips
def test_the_crosses_beside_the_cards_coincide_through_the_paper(
    flip: Flip, jeugdzorg_printed: MakePrinted
) -> None:
    found = _with_notes(jeugdzorg_printed(flip=flip))
    assert found
    for front, back in found:
        (at,) = _crosses(front)
        (behind,) = _crosses(back)
        assert seen_through(behind, back.size, flip) == pytest.approx(at, abs=0.01)


@both_flips
def test_a_slug_line_names_deck_version_sheet_side_scale_and_edge(
    flip: Flip, jeugdzorg_printed: MakePrinted
) -> None:
    pdf = jeugdzorg_printed(flip=flip, explained=False).pdf
    for sheet in range(7, 12):
        for page, side in ((2 * sheet - 2, "voorkant"), (2 * sheet - 1, "achterkant")):
            slug = (
                f"Goed werk in de jeugdzorg · versie 1 · vel {sheet}/11 · {side} · 100 % · "
                f"{flip.value}e zijde"
            )
            assert slug in " ".join(plain_text(pdf, page).split())


def test_a_slug_line_says_that_cards_were_reduced(
    shipped: Workspace, jeugdzorg_printed: MakePrinted
) -> None:
    job = _reduced(jeugdzorg_printed, shipped)
    (plan,) = job.built.plans
    shown = re.search(r"kaarten op ([\d,]+) %", " ".join(plain_text(job.pdf, 0).split()))
    assert shown is not None
    # Rounded to 100 % it would say that nothing was reduced.
    assert float(shown[1].replace(",", ".")) == pytest.approx(100 * plan.scale, abs=0.5)
    assert shown[1] != "100"


@both_flips
def test_notes_keep_clear_of_the_cards_and_within_reach_of_the_printer(
    flip: Flip, jeugdzorg_printed: MakePrinted
) -> None:
    for pair in _with_notes(jeugdzorg_printed(flip=flip)):
        for side in pair:
            # Six tarot cards on A4: what is not a card lies above or below them.
            notes = [
                one for one in side.letters if one.way == 0 and (one.top > 198 or one.bottom < 12)
            ]
            assert notes
            for one in notes:
                assert one.left >= 5
                assert one.right <= 292
                assert one.top >= 5 - 0.01
                assert one.bottom <= 205 + 0.01
                assert one.top >= 200 - 0.5 or one.bottom <= 10 + 0.5


@both_flips
def test_notes_do_not_overlap_marks_or_each_other(
    flip: Flip, jeugdzorg_printed: MakePrinted
) -> None:
    for pair in _with_notes(jeugdzorg_printed(flip=flip)):
        for side in pair:
            notes = [
                one for one in side.letters if one.way == 0 and (one.top > 198 or one.bottom < 12)
            ]
            for one in notes:
                for line in _black(side):
                    low_x, high_x = sorted((line.x1, line.x2))
                    low_y, high_y = sorted((line.y1, line.y2))
                    apart = (
                        high_x < one.left
                        or low_x > one.right
                        or high_y < one.top
                        or low_y > one.bottom
                    )
                    assert apart, f"{one.character} at {one.x:.1f}, {one.y:.1f} under a line"


def test_no_sheet_has_two_rulers(jeugdzorg_printed: MakePrinted) -> None:
    for pair in jeugdzorg_printed().sheets:
        for one, other in combinations(_rulers(pair[0]) + _rulers(pair[1]), 2):
            assert one.middle == other.middle
