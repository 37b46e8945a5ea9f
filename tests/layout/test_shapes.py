"""What a designer draws: shapes, lines, patterns, QR codes, turns, order and alignment."""

from __future__ import annotations

import math

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from kaartgen.frame import Fill, Frame, GlyphRun, Path, Placed, Stroke, runs
from kaartgen.layout.qr import qr_code

from .small_family import BASE, DECK, Write, front

EMPTY = BASE.split("front:", maxsplit=1)[0] + (
    "front:\n  regions:\n    {REGIONS}\nback:\n  shared: ja\n  regions:\n    ground: {fill: kind}\n"
)


def face(write: Write, *regions: str, deck: str = DECK, styles: str = "") -> Frame:
    text = EMPTY.replace("{REGIONS}", "\n    ".join(regions))
    if styles:
        text = text.replace("front:\n", f"  {styles}\nfront:\n", 1)
    return front(write(deck=deck, joker=text))


def extent(path: Path) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the points that a path goes through."""
    ends = [numbers[-2:] for _, numbers in path.segments if numbers]
    xs, ys = [x for x, _ in ends], [y for _, y in ends]
    return min(xs), min(ys), max(xs), max(ys)


def only_fill(frame: Frame) -> Path:
    (item,) = [item for item in frame.ground if isinstance(item, Fill)]
    return item.path


def test_a_circle_is_as_large_as_its_box_allows_and_in_the_middle(write: Write) -> None:
    path = only_fill(face(write, "a: {circle: kind, x: 10, y: 20, w: 30, h: 12}"))
    assert extent(path) == pytest.approx((19, 20, 31, 32))


def test_an_ellipse_fills_its_box(write: Write) -> None:
    path = only_fill(face(write, "a: {ellipse: kind, x: 10, y: 20, w: 30, h: 12}"))
    assert extent(path) == pytest.approx((10, 20, 40, 32))


def test_without_a_colour_only_the_line_around_it_is_drawn(write: Write) -> None:
    regions = "a: {circle: none, stroke: kind, thickness: 2, dash: [2, 1], x: 5, y: 5, w: 9, h: 9}"
    (item,) = face(write, regions).ground
    assert isinstance(item, Stroke)
    assert (item.width_pt, item.dash) == (2, (2, 1))


def test_a_stroke_lies_over_its_own_fill(write: Write) -> None:
    items = face(write, "a: {fill: kind-tint, stroke: kind, x: 5, y: 5, w: 9, h: 9}").ground
    assert [type(item) for item in items] == [Fill, Stroke]


@pytest.mark.parametrize(
    ("box", "line"),
    [
        ("x: 5, y: 8, w: 20, h: 30", (5, 8, 25, 38)),
        ("x: 5, y: 8, w: 20, h: 30, rising: ja", (5, 38, 25, 8)),
        ("x: 5, y: 8, w: 20, h: 0", (5, 8, 25, 8)),
        ("x: 5, y: 8, w: 0, h: 30", (5, 8, 5, 38)),
    ],
)
def test_a_line_goes_from_corner_to_corner(
    write: Write, box: str, line: tuple[float, float, float, float]
) -> None:
    (item,) = face(write, f"a: {{line: kind, {box}}}").ground
    assert isinstance(item, Stroke)
    assert [numbers for _, numbers in item.path.segments] == [line[:2], line[2:]]


def corners_cut(path: Path, right: float, bottom: float) -> set[str]:
    """Return which corners of a box from the origin its outline does not reach."""
    points = {tuple(round(n, 6) for n in numbers[-2:]) for _, numbers in path.segments if numbers}
    places = {
        "top-left": (0, 0),
        "top-right": (right, 0),
        "bottom-right": (right, bottom),
        "bottom-left": (0, bottom),
    }
    return {name for name, place in places.items() if place not in points}


@pytest.mark.parametrize(
    ("rounded", "cut"),
    [
        ("", {"top-left", "top-right", "bottom-left", "bottom-right"}),
        ("rounded: [top-left]", {"top-left"}),
        ("rounded: [top-left, bottom-right]", {"top-left", "bottom-right"}),
        ("rounded: [top-right, bottom-left]", {"top-right", "bottom-left"}),
    ],
)
def test_only_the_corners_that_are_named_are_round(
    write: Write, rounded: str, cut: set[str]
) -> None:
    comma = ", " if rounded else ""
    path = only_fill(
        face(write, f"a: {{fill: kind, x: 10, y: 20, w: 30, h: 12, radius: 4{comma}{rounded}}}")
    )
    moved = Path(
        tuple(
            (letter, tuple(n - (10 if at % 2 == 0 else 20) for at, n in enumerate(numbers)))
            for letter, numbers in path.segments
        )
    )
    assert corners_cut(moved, 30, 12) == cut


def test_a_pattern_covers_all_of_its_box_and_stays_in_it(write: Write) -> None:
    (item,) = face(write, "a: {pattern: blocks, x: 10, y: 20, w: 30, h: 12, size: 4}").ground
    assert isinstance(item, Placed)
    assert item.clip is not None
    clip = item.transform.rect(item.clip)
    assert (clip.x, clip.y, clip.right, clip.bottom) == pytest.approx((10, 20, 40, 32))
    (fill,) = item.frame.ground
    assert isinstance(fill, Fill)
    left, top, right, bottom = extent(fill.path)
    assert max(left, top) <= 0
    assert (right, bottom) >= (30, 12)


def test_a_pattern_at_the_edge_runs_on_into_the_bleed(write: Write) -> None:
    (item,) = face(write, "a: {pattern: stars, y: 100, size: 4}").ground
    assert isinstance(item, Placed)
    assert item.clip is not None
    clip = item.transform.rect(item.clip)
    assert (clip.x, clip.y, clip.right, clip.bottom) == pytest.approx((-3, 100, 73, 123))


# --- QR codes --------------------------------------------------------------------------------


def read_back(path: Path, size: float, quiet: float) -> str | None:
    """Draw dark boxes at eight pixels a module and let another program read them."""
    scale = 8
    side = round((size + 2 * quiet) * scale)
    picture = Image.new("L", (side, side), 255)
    draw = ImageDraw.Draw(picture)
    box: list[tuple[float, float]] = []
    for letter, numbers in path.segments:
        if letter == "Z":
            left, top = min(box)
            right, bottom = max(box)
            pixels = [round((n + quiet) * scale) for n in (left, top, right, bottom)]
            draw.rectangle((pixels[0], pixels[1], pixels[2] - 1, pixels[3] - 1), fill=0)
            box = []
        else:
            box.append((numbers[0], numbers[1]))
    found = zxingcpp.read_barcode(picture)
    return found.text if found else None


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
@pytest.mark.parametrize(
    "text",
    [
        "https://voorbeeld.nl/deck?kaart=S07",
        "0612345678",
        "ALLEEN HOOFDLETTERS 123",
        "Privé: één café – geen ‘nee’",
        "x" * 700,
    ],
)
def test_another_program_reads_the_code(text: str, level: str) -> None:
    found = qr_code(text, level)
    assert found is not None
    assert read_back(*found, 4) == text


def test_a_code_stands_in_its_box_with_four_modules_around_it(write: Write) -> None:
    frame = face(
        write,
        'a: {qr: "{deck.url}", x: 10, y: 20, w: 29, h: 29}',
        deck=DECK + "url: https://a.nl\n",
    )
    ground, code = (item for item in frame.ground if isinstance(item, Fill))
    assert extent(ground.path) == (10, 20, 39, 49)
    # Twelve bytes fit the smallest code: 21 modules, and 29 with the rim.
    assert extent(code.path) == pytest.approx((14, 24, 35, 45))


def test_a_code_of_an_empty_field_is_not_drawn(write: Write) -> None:
    assert face(write, 'a: {qr: "{deck.url}", x: 10, y: 20, w: 33, h: 33}').ground == ()


def test_a_text_too_long_for_any_code_is_none() -> None:
    assert qr_code("x" * 3000, "L") is None


# --- Turning, order -----------------------------------------------------------------------------


@pytest.mark.parametrize("degrees", [-30, 12.5, 45, 200])
def test_a_turned_box_keeps_its_middle_and_slopes_by_that_angle(
    write: Write, degrees: float
) -> None:
    frame = face(
        write,
        f"a: {{text: Hoi, style: body, x: 20, y: 50, w: 30, h: 9, turn: {degrees}}}",
    )
    (placed,) = frame.figure
    assert isinstance(placed, Placed)
    assert placed.transform.point(15, 4.5) == pytest.approx((35, 54.5))
    (_, through) = next(runs(frame))
    assert math.degrees(math.atan2(through.b, through.a)) % 360 == pytest.approx(degrees % 360)


def test_a_turned_shape_turns_about_its_middle(write: Write) -> None:
    (placed,) = face(write, "a: {fill: kind, x: 20, y: 50, w: 10, h: 10, turn: 45}").ground
    assert isinstance(placed, Placed)
    assert placed.transform.point(0, 0) == pytest.approx((25, 55 - math.sqrt(50)))


def order(frame: Frame) -> list[float]:
    """Return the black in each box, the lowest box first."""
    return [item.colour.k for item in (*frame.ground, *frame.figure) if isinstance(item, Fill)]


def test_what_has_a_higher_z_lies_above(write: Write) -> None:
    frame = face(
        write,
        "a: {fill: ink, x: 10, y: 10, w: 9, h: 9, z: 1}",
        "b: {fill: white, x: 12, y: 12, w: 9, h: 9}",
    )
    assert order(frame) == [0, 100]


def test_a_lifted_box_lies_over_text_that_stands_before_it(write: Write) -> None:
    frame = face(
        write,
        "a: {text: Hoi, style: body, x: 10, y: 10}",
        "b: {fill: white, x: 12, y: 12, w: 9, h: 9, z: 1}",
    )
    assert [type(item) for item in frame.figure] == [GlyphRun, Fill]


def test_a_lifted_box_at_the_edge_stays_where_a_white_rim_cuts_it_off(write: Write) -> None:
    frame = face(write, "a: {fill: ink, h: 9, z: 1}")
    assert [type(item) for item in frame.ground] == [Fill]
    assert frame.figure == ()


def test_a_negative_z_lies_under_what_stands_before_it(write: Write) -> None:
    frame = face(
        write,
        "a: {fill: ink, x: 10, y: 10, w: 9, h: 9}",
        "b: {fill: white, x: 12, y: 12, w: 9, h: 9, z: -1}",
    )
    assert order(frame) == [0, 100]


# --- Text ---------------------------------------------------------------------------------------

LONG = "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien"


def lines(frame: Frame) -> list[tuple[float, float]]:
    """Return where each line begins and ends, in millimetres, by its own glyphs' advances."""
    from fontTools.ttLib import TTFont

    found = []
    for run, _ in runs(frame):
        font = TTFont(run.font.file)
        names, advances = font.getBestCmap(), font["hmtx"].metrics
        wide = sum(advances[names[ord(char)]][0] for char in run.text) / font["head"].unitsPerEm
        wide += sum(shift for _, shift in run.kerns) / 1000
        found.append((run.x, run.x + wide * run.size_pt * 25.4 / 72))
    return found


def test_centred_lines_leave_as_much_on_the_left_as_on_the_right(write: Write) -> None:
    region = f'a: {{text: "{LONG}", style: body, align: centre, x: 10, w: 40, y: 30}}'
    found = lines(face(write, region))
    assert len(found) > 2
    for left, right in found:
        assert left - 10 == pytest.approx(50 - right, abs=0.05)


def test_justified_lines_reach_both_edges_but_for_the_last(write: Write) -> None:
    region = f'a: {{text: "{LONG} {LONG}", style: body, align: justify, x: 5, w: 60, y: 30}}'
    *found, last = lines(face(write, region))
    assert len(found) >= 2
    for left, right in found:
        assert (left, right) == pytest.approx((5, 65), abs=0.1)
    assert last[0] == pytest.approx(5, abs=0.1)
    assert last[1] < 60


def test_a_justified_line_is_not_torn_apart(write: Write) -> None:
    region = 'a: {text: "de onoverzichtelijkheid", style: body, align: justify, x: 5, w: 45, y: 30}'
    for run, _ in runs(face(write, region)):
        assert all(shift <= 500 for _, shift in run.kerns)


def test_parts_of_a_row_stand_side_by_side_and_share_what_is_left(write: Write) -> None:
    frame = face(
        write,
        "a:",
        "  x: 10",
        "  w: 50",
        "  y: 30",
        "  between: 2",
        "  row:",
        "    een: {fill: ink, w: 10, h: 8}",
        "    twee: {fill: ink, h: 4}",
        "    drie: {fill: ink, h: 4}",
    )
    boxes = [extent(item.path) for item in frame.ground if isinstance(item, Fill)]
    assert boxes == [
        pytest.approx((10, 30, 20, 38)),
        pytest.approx((22, 30, 40, 34)),
        pytest.approx((42, 30, 60, 34)),
    ]


def test_lower_parts_of_a_row_can_stand_at_its_middle(write: Write) -> None:
    frame = face(
        write,
        "a: {w: 50, y: 30, valign: 0.5, row: {een: {fill: ink, h: 8}, twee: {fill: ink, h: 4}}}",
    )
    boxes = [extent(item.path) for item in frame.ground if isinstance(item, Fill)]
    assert [(top, bottom) for _, top, _, bottom in boxes] == [(30, 38), (32, 36)]


def test_a_card_knows_its_number_of_how_many_and_its_deck(write: Write) -> None:
    text = "{nummer} van {totaal}: {deck.titel}, {deck.datum}, {deck.aantal}"
    frame = face(write, f'a: {{text: "{text}", style: body, x: 2, y: 30}}')
    said = " ".join(run.text for run, _ in runs(frame))
    assert said == "1 van 1: Klein deck, 2 januari 2026, 1"
