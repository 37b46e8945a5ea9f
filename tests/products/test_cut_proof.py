"""What a print shop's knife does: cuts a millimetre off, and what then stands too near the edge."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from PIL import Image

from kaartgen.frame import BLACK, Faces, Fill, Frame, GlyphRun, Placed, rectangle, runs
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.typeset import TypesetDeck, typeset
from kaartgen.pdf.mosaic import Rasteriser
from kaartgen.pdf.print_shop_file import load_print_shop
from kaartgen.products.cut_proof import cut_proofs
from kaartgen.products.proof import View

PPI = 254
PER_MM = 10
CARD = Size(70, 120)


@pytest.fixture(scope="module")
def setter(jeugdzorg_look):
    return Setter(jeugdzorg_look.house.book, "nl_NL")


@pytest.fixture(scope="module")
def joker(jeugdzorg, jeugdzorg_look):
    """A card of 70 × 120 mm whose faces can be replaced."""
    card = next(card for card in jeugdzorg.cards if card.kind.letter == "J")
    (found,) = typeset(jeugdzorg, jeugdzorg_look, [card]).cards
    return found


@pytest.fixture(scope="module")
def letter(joker):
    run, _ = next(runs(joker.faces.front))
    return run.font


@pytest.fixture
def drukker(shipped):
    return load_print_shop(shipped, "drukker")


def face(*figure):
    return Frame(CARD, (), figure, 3.0)


def proofs(joker, front, shop, setter, trim=CARD):
    card = replace(joker, faces=Faces(front, face()))
    return cut_proofs(
        TypesetDeck((card,), ()), {joker.template.format_name: trim}, shop, View("voor"), setter
    )


def unit(found):
    """The one tile of a proof of one side."""
    ((row,),) = (mosaic.rows for mosaic in found.mosaics.values())
    (tile,) = row.tiles
    return tile.frame


def cards_in(frame):
    """The places of the four cut cards: their frame, and the map to the proof."""
    return [
        item
        for item in frame.figure
        if isinstance(item, Placed)
        and item.clip == Rect.of(item.frame.size)
        and item.transform.a < 1
    ]


def picture(frame):
    from kaartgen.pdf.mosaic import Mosaic, Row, Tile

    mosaic = Mosaic(frame.size.width, BLACK, (Row(frame.size.height, (Tile(frame, 0.0),)),))
    ((_, made),) = Rasteriser(PPI).pictures({"": mosaic})
    return Image.open(io.BytesIO(made)).convert("L")


def test_each_cut_moves_the_print_a_millimetre_the_other_way(joker, drukker, setter):
    """A square whose left top corner is at (10, 20): where it lies on each cut card."""
    square = face(Fill(rectangle(Rect(10, 20, 4, 4)), BLACK))
    cuts = cards_in(unit(proofs(joker, square, drukker, setter)))
    found = []
    for cut in cuts:
        # The black square on white; the corners outside the card are not black.
        seen = picture(cut.frame).point(lambda value: 255 if value < 90 else 0)
        inside = seen.crop((40, 40, 660, 1160)).getbbox()
        found.append(((inside[0] + 40) / PER_MM, (inside[1] + 40) / PER_MM))
    # Left, right, up, down: a knife that came 1 mm to the left leaves 1 mm more on that side.
    assert found == [
        pytest.approx((11, 20), abs=0.15),
        pytest.approx((9, 20), abs=0.15),
        pytest.approx((10, 21), abs=0.15),
        pytest.approx((10, 19), abs=0.15),
    ]


def test_what_lies_in_the_bleed_comes_onto_a_card_that_was_cut_wrong(joker, drukker, setter):
    """A bar in the bleed, from 3 to 0 mm above the card."""
    bar = replace(face(), ground=(Fill(rectangle(Rect(-3, -3, 76, 3)), BLACK),))
    cuts = cards_in(unit(proofs(joker, bar, drukker, setter)))
    # In the middle of the top, half a millimetre down.
    tops = [picture(cut.frame).getpixel((350, 5)) < 90 for cut in cuts]
    assert tops == [False, False, True, False]


def test_the_four_cards_are_captioned_in_order(joker, drukker, setter):
    said = [run.text for run, _ in runs(unit(proofs(joker, face(), drukker, setter)))]
    captions = [text for text in said if text.startswith("mes")]
    assert captions == [
        "mes 1 mm naar links",
        "mes 1 mm naar rechts",
        "mes 1 mm omhoog",
        "mes 1 mm omlaag",
    ]


@pytest.mark.parametrize(
    ("x", "y", "counts"),
    [
        (5.2, 60, 0),
        (4.5, 60, 1),
        (30, 118, 1),
        (30, 3, 1),
        (30, 60, 0),
    ],
)
def test_text_nearer_than_the_shop_finds_safe_is_told(joker, drukker, setter, letter, x, y, counts):
    line = GlyphRun(letter, 12, BLACK, x, y, "mens")
    found = proofs(joker, face(line), drukker, setter)
    assert len(found.findings) == counts
    assert sum("binnen 5 mm van de snijrand" in text for text in found.findings) == counts


def test_text_turned_round_is_told_where_it_is(joker, drukker, setter, letter):
    """From (66, 60) to the left on its head: its end lies free, its begin too near the right."""
    line = Frame(Size(1, 1), (), (GlyphRun(letter, 12, BLACK, 0, 0, "mens"),))
    turned = Placed(line, Transform.rotate(180).then(Transform.move(66, 60)))
    assert len(proofs(joker, face(turned), drukker, setter).findings) == 1


def test_the_distance_that_is_told_is_measured(joker, drukker, setter, letter):
    sign = Fill(rectangle(Rect(1.5, 50, 3, 3)), BLACK)
    (told,) = proofs(joker, face(sign), drukker, setter).findings
    assert told.endswith(
        "1 regel of teken staat binnen 5 mm van de snijrand (op 1,5 mm van de rand)."
    )


def test_colour_that_runs_into_the_bleed_is_no_sign_too_near(joker, drukker, setter):
    band = replace(face(), ground=(Fill(rectangle(Rect(-3, -3, 76, 30)), BLACK),))
    assert proofs(joker, band, drukker, setter).findings == ()


@pytest.mark.parametrize(
    ("name", "corner", "told"),
    [
        ("drukker", None, "hoek 3 mm (van het sjabloon)"),
        ("meinspiel", 5, "hoek 5 mm"),
    ],
)
def test_corners_are_the_shops_or_else_the_templates(joker, shipped, setter, name, corner, told):
    shop = replace(load_print_shop(shipped, name), images=())
    assert shop.corner == corner
    found = unit(proofs(joker, face(), shop, setter))
    head = next(run.text for run, _ in runs(found))
    assert head.endswith(told)
    # A tenth of a millimetre inside the corner of the square there is no card.
    seen = picture(cards_in(found)[0].frame)
    # Paper is white, and the table around it is not.
    assert seen.getpixel((2, 2)) < 230
    radius = corner or 3
    # From the corner inwards at 45 degrees the card begins at r·(√2 − 1)/√2 from each side.
    begins = round(radius * 0.2929 * PER_MM)
    assert seen.getpixel((begins - 4, begins - 4)) < 230
    assert seen.getpixel((begins + 4, begins + 4)) > 250


def test_a_shop_with_sizes_of_its_own_gets_the_card_that_large(joker, shipped, setter):
    """A face of 70 × 120 fills 63.5 × 88.9: it becomes 63.5 wide, and 108.9 high."""
    shop = load_print_shop(shipped, "makeplayingcards")
    square = face(Fill(rectangle(Rect(35, 60, 7, 7)), BLACK))
    found = unit(proofs(joker, square, shop, setter, Size(63.5, 88.9)))
    cut = cards_in(found)[0]
    assert cut.frame.size == Size(63.5, 88.9)
    seen = picture(cut.frame).point(lambda value: 255 if value < 90 else 0)
    box = seen.crop((60, 60, 575, 829)).getbbox()
    # Its left top corner was the middle of the face; the knife came 1 mm to the left.
    assert ((box[0] + 60) / PER_MM, (box[1] + 60) / PER_MM) == pytest.approx(
        (63.5 / 2 + 1, 88.9 / 2), abs=0.15
    )
    assert (box[2] - box[0]) / PER_MM == pytest.approx(7 * 63.5 / 70, abs=0.15)


def test_a_back_that_a_kind_shares_is_shown_once(jeugdzorg, jeugdzorg_look, drukker, setter):
    cards = [card for card in jeugdzorg.cards if card.code in ("W01", "W02", "W03")]
    ready = typeset(jeugdzorg, jeugdzorg_look, cards)
    found = cut_proofs(ready, {"tarot": CARD}, drukker, View(), setter)
    heads = [
        next(run.text for run, _ in runs(tile.frame)).split(" · ")[0]
        for row in found.mosaics["waarde"].rows
        for tile in row.tiles
    ]
    assert heads == [
        "W01 voorkant",
        "W02 voorkant",
        "W03 voorkant",
        "Achterkant van alle waarden",
    ]


def test_the_shipped_deck_keeps_its_text_where_it_is_safe(
    jeugdzorg, jeugdzorg_look, drukker, setter
):
    ready = typeset(jeugdzorg, jeugdzorg_look, jeugdzorg.cards)
    trims = {one.template.format_name: one.template.format for one in ready.cards}
    assert cut_proofs(ready, trims, drukker, View(), setter).findings == ()
