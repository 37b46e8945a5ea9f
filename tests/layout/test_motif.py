"""Motifs: every kind its own, unbroken into the bleed, and backs without a right way up."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops, ImageStat

from kaartgen.content.deck import Deck
from kaartgen.content.kinds import KINDS
from kaartgen.frame import BLACK, WHITE, Fill, Frame, Placed
from kaartgen.geometry import Size
from kaartgen.layout import motif
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.look import Look, load_look
from kaartgen.layout.typeset import TypesetDeck, typeset
from kaartgen.workspace import Workspace

from .conftest import in_family, in_formats, sides
from .eyes import seen

_KINDS = [kind.name for kind in KINDS]
_BLEED = 3.0
_RIBBON = 3.3
_WIDTHS = {"a6": 105.0, "tarot": 70.0, "poker": 63.0}


def ribbon(name: str, width: float) -> Frame:
    return motif.ribbon(name, Size(width, _RIBBON), _BLEED, BLACK, WHITE)


def darkness(picture: Image.Image) -> float:
    """Return the share of a picture that is printed on."""
    return ImageStat.Stat(picture.point(lambda level: 255 * (level < 128))).mean[0] / 255


def row(picture: Image.Image, pixels: int, first_mm: float, width_mm: float) -> Image.Image:
    """Cut from a rendered ribbon what lies from `first_mm` (0 is the trim edge) on."""
    left = (first_mm + _BLEED) * pixels
    top, bottom = _BLEED * pixels, (_BLEED + _RIBBON) * pixels
    return picture.crop((round(left), round(top), round(left + width_mm * pixels), round(bottom)))


@pytest.mark.parametrize("width", _WIDTHS.values(), ids=_WIDTHS)
@pytest.mark.parametrize("kind", _KINDS)
def test_a_ribbon_reaches_into_the_bleed_on_both_sides(
    house: HouseStyle, kind: str, width: float
) -> None:
    picture = seen(ribbon(house.kinds[kind].motif, width), 10)
    assert darkness(row(picture, 10, -_BLEED, _BLEED)) > 0.02
    assert darkness(row(picture, 10, width, _BLEED)) > 0.02


@pytest.mark.parametrize("width", _WIDTHS.values(), ids=_WIDTHS)
@pytest.mark.parametrize("kind", _KINDS)
def test_a_ribbon_repeats_itself_from_bleed_to_bleed(
    house: HouseStyle, kind: str, width: float
) -> None:
    name = house.kinds[kind].motif
    tile = motif.MOTIFS[name].width * _RIBBON
    # A tile is a whole number of pixels, so that every repeat falls on the grid alike.
    step = round(tile * 8)
    pixels = step / tile
    picture = seen(ribbon(name, width), pixels)
    top, bottom = round(_BLEED * pixels) + 1, round((_BLEED + _RIBBON) * pixels) - 1
    last = int((width + 2 * _BLEED) * pixels) - 2
    here = picture.crop((1, top, last - step, bottom))
    there = picture.crop((1 + step, top, last, bottom))
    assert ImageStat.Stat(ImageChops.difference(here, there)).extrema[0][1] < 60


@pytest.mark.parametrize("kind", _KINDS)
def test_a_ribbon_is_centred(house: HouseStyle, kind: str) -> None:
    name = house.kinds[kind].motif
    wide = seen(ribbon(name, 105), 10)
    narrow = seen(ribbon(name, 70), 10)
    inner = row(wide, 10, 17.5, 70)
    assert ImageStat.Stat(ImageChops.difference(inner, row(narrow, 10, 0, 70))).mean[0] < 3


def unlike(one: Image.Image, other: Image.Image, tile: int) -> float:
    """Return the least difference between two ribbons (0 to 1), wherever one starts."""
    width = min(one.width, other.width) - tile
    whole = other.crop((0, 0, width, other.height))
    return min(
        ImageStat.Stat(
            ImageChops.difference(one.crop((at, 0, at + width, one.height)), whole)
        ).mean[0]
        / 255
        for at in range(0, tile, 2)
    )


def test_all_eleven_ribbons_differ_in_one_grey(house: HouseStyle) -> None:
    names = [house.kinds[kind].motif for kind in _KINDS]
    pictures = {name: row(seen(ribbon(name, 70), 6), 6, 0, 70) for name in names}
    assert len(pictures) == 11
    alike = []
    for one, other in itertools.combinations(names, 2):
        tile = round(motif.MOTIFS[one].width * _RIBBON * 6)
        if unlike(pictures[one], pictures[other], tile) < 0.15:
            alike.append((one, other))
    assert alike == []


@pytest.fixture(scope="module")
def kind_backs(
    tmp_path_factory: pytest.TempPathFactory, proof: Deck
) -> Callable[[str, str], Frame]:
    """Return a function that gives the shared back of any kind, of those too that have none."""
    root = tmp_path_factory.mktemp("ruggen")
    folder = root / "kaarten" / "sjablonen" / "rug"
    folder.mkdir(parents=True)
    for name in (*_KINDS, "leeg-tarot"):
        (folder / f"{name}.yaml").write_text("extends: kleurvlak/tarot\n", "utf-8")
    done: dict[str, TypesetDeck] = {}

    def back(kind: str, card_format: str) -> Frame:
        if card_format not in done:
            deck = in_family(in_formats(proof, dict.fromkeys(_KINDS, card_format)), "rug")
            done[card_format] = typeset(deck, load_look(Workspace(root), deck), deck.cards)
        ready = done[card_format].cards
        return next(one.faces.back for one in ready if one.card.kind.name == kind)

    return back


@pytest.mark.parametrize("card_format", ["tarot", "poker"])
@pytest.mark.parametrize("kind", _KINDS)
def test_a_kinds_back_looks_the_same_upside_down(
    kind_backs: Callable[[str, str], Frame], kind: str, card_format: str
) -> None:
    assert_same_upside_down(kind_backs(kind, card_format))


def assert_same_upside_down(frame: Frame) -> None:
    picture = seen(frame, 8)
    turned = picture.transpose(Image.Transpose.ROTATE_180)
    # Averaged over a millimetre, so that only what stands elsewhere counts, not how edges blur.
    difference = ImageChops.difference(picture, turned).reduce(8)
    assert difference.getextrema()[1] < 25


def test_the_backs_as_they_are_set_look_the_same_upside_down(proof_set: TypesetDeck) -> None:
    shared = {one.card.kind.letter: one for one in proof_set.cards if one.template.back.shared}
    assert "".join(sorted(shared)) == "JKLPRVW"
    for one in shared.values():
        assert_same_upside_down(one.faces.back)


def test_cards_of_a_kind_share_the_very_same_back(proof_set: TypesetDeck) -> None:
    backs = {id(one.faces.back) for one in proof_set.cards if one.card.kind.name == "waarde"}
    assert len(backs) == 1


def test_every_face_of_the_proof_deck_shows_its_kinds_motif(
    proof_set: TypesetDeck, proof_look: Look
) -> None:
    assert {one.card.kind.name for one in proof_set.cards} == set(_KINDS)
    for name, face in sides(proof_set):
        assert [item for item in face.ground if isinstance(item, Placed)], name


@pytest.mark.parametrize(
    ("lens", "area"),
    [("IS", 0.86 * 0.86), ("DOET", 1.08 * 0.95 / 2), ("VOELT", 3.14159 / 4)],
)
def test_the_marks_are_drawn_to_look_equally_large(lens: str, area: float) -> None:
    path = motif.mark(lens, 10.0)
    frame = Frame(Size(12, 12), (Fill(path, BLACK),), ())
    assert darkness(seen(frame, 20)) * 144 == pytest.approx(area * 100, rel=0.03)
