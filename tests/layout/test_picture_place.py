"""Where a picture lies on a card: whole or filling, round its focus, into the bleed; how fine."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import Frame, Picture, Placed
from kaartgen.layout.look import load_look
from kaartgen.layout.typeset import TypesetDeck, typeset
from kaartgen.pixels import in_four_inks
from kaartgen.workspace import Workspace

from .small_family import BASE, Write

# A tarot card is 70 × 120 mm.
WIDE, HIGH, BLEED = 70.0, 120.0, 3.0
JOKER = "- naam: Even stil\n  effect: Iedereen zwijgt.\n"


def stripes(folder: Path, *, size: tuple[int, int] = (1200, 600), name: str = "foto.png") -> None:
    """Write a picture of four quarters: red, green above; blue, yellow below."""
    width, height = size
    picture = Image.new("RGB", size)
    quarters = [(200, 20, 20), (20, 150, 20), (20, 20, 200), (230, 220, 20)]
    for at, colour in enumerate(quarters):
        x, y = at % 2 * width // 2, at // 2 * height // 2
        picture.paste(colour, (x, y, x + width // 2, y + height // 2))
    folder.mkdir(parents=True, exist_ok=True)
    picture.save(folder / name)


def made(
    write: Write, tmp_path: Path, element: str, picture: str, *, least_ppi: float = 0.0
) -> TypesetDeck:
    template = BASE.replace(
        "    title: {text", f"    foto: {{picture: afbeelding, {element}}}\n    title: {{text", 1
    ).replace("effect: {text", "effect: {als: niet afbeelding, text", 1)
    workspace: Workspace = write(
        jokers=JOKER + f"  afbeelding: {picture}\n", basis=template, joker="extends: basis\n"
    )
    deck = load(workspace, "deck")
    look = replace(load_look(workspace, deck), least_ppi=least_ppi)
    return typeset(deck, look, deck.cards)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    stripes(tmp_path / "kaarten" / "deck")
    return tmp_path / "kaarten" / "deck"


def shown(frame: Frame) -> Picture:
    (picture,) = [item for item in frame.ground if isinstance(item, Picture)]
    return picture


def box(picture: Picture) -> tuple[float, float, float, float]:
    rect = picture.rect
    return rect.x, rect.y, rect.right, rect.bottom


def colours(picture: Picture) -> set[str]:
    """Return which of the four quarters can be seen, by their strongest inks."""
    image = in_four_inks(picture.raster)
    found = set()
    for x in range(2, image.width - 2, 5):
        for y in range(2, image.height - 2, 5):
            c, m, y_, _ = image.getpixel((x, y))
            found.add(
                "".join(name for name, ink in zip("cmy", (c, m, y_), strict=True) if ink > 128)
            )
    return found


RED, GREEN, BLUE, YELLOW = "my", "cy", "cm", "y"


def front(deck: TypesetDeck) -> Frame:
    return deck.cards[0].faces.front


def test_a_whole_picture_lies_in_the_middle_of_its_place(
    write: Write, tmp_path: Path, folder: Path
) -> None:
    deck = made(write, tmp_path, "x: 10, w: 50, y: 60, h: 50", "{bestand: foto.png, alt: Vier}")
    # Twice as wide as high: 50 × 25, with 12.5 mm left above and below.
    assert box(shown(front(deck))) == pytest.approx((10, 72.5, 60, 97.5))
    assert colours(shown(front(deck))) == {RED, GREEN, BLUE, YELLOW}


def test_a_covering_picture_fills_its_place(write: Write, tmp_path: Path, folder: Path) -> None:
    deck = made(
        write, tmp_path, "fit: cover, x: 10, w: 50, y: 60, h: 50", "{bestand: foto.png, alt: Vier}"
    )
    picture = shown(front(deck))
    assert box(picture) == pytest.approx((10, 60, 60, 110))
    assert picture.raster.width == pytest.approx(picture.raster.height, abs=1)


def test_what_a_card_says_goes_before_what_the_template_says(
    write: Write, tmp_path: Path, folder: Path
) -> None:
    deck = made(
        write,
        tmp_path,
        "fit: cover, x: 10, w: 50, y: 60, h: 50",
        "{bestand: foto.png, alt: Vier, fit: contain}",
    )
    assert box(shown(front(deck))) == pytest.approx((10, 72.5, 60, 97.5))


@pytest.mark.parametrize(
    ("focus", "seen"), [("[0, 0]", {RED, BLUE}), ("[1, 0.5]", {GREEN, YELLOW})]
)
def test_the_focus_stays_in_view(
    write: Write, tmp_path: Path, folder: Path, focus: str, seen: set[str]
) -> None:
    # A place as high as wide shows half of a picture that is twice as wide as high.
    deck = made(
        write,
        tmp_path,
        "fit: cover, x: 10, w: 50, y: 60, h: 50",
        f"{{bestand: foto.png, alt: Vier, focus: {focus}}}",
    )
    assert colours(shown(front(deck))) == seen


def test_the_template_may_say_the_focus(write: Write, tmp_path: Path, folder: Path) -> None:
    element = "fit: cover, focus: [0.9, 0.5], x: 10, w: 50, y: 60, h: 50"
    deck = made(write, tmp_path, element, "{bestand: foto.png, alt: Vier}")
    assert colours(shown(front(deck))) == {GREEN, YELLOW}


def test_a_covering_picture_at_the_trim_edge_reaches_into_the_bleed(
    write: Write, tmp_path: Path, folder: Path
) -> None:
    element = "fit: cover, x: 0, right: 0, y: 60, bottom: 0"
    frame = front(made(write, tmp_path, element, "{bestand: foto.png, alt: Vier}"))
    assert frame.bleed == BLEED
    # In parts, of which those in the bleed may be mirrored.
    parts = [
        item.transform.rect(item.clip)
        for item in frame.ground
        if isinstance(item, Placed) and item.clip and isinstance(item.frame.ground[0], Picture)
    ] + [item.rect for item in frame.ground if isinstance(item, Picture)]
    assert min(part.x for part in parts) == pytest.approx(-BLEED)
    assert max(part.right for part in parts) == pytest.approx(WIDE + BLEED)
    assert max(part.bottom for part in parts) == pytest.approx(HIGH + BLEED)
    area = sum(part.width * part.height for part in parts)
    assert area == pytest.approx((WIDE + 2 * BLEED) * (HIGH - 60 + BLEED))


def test_a_whole_picture_stays_inside_the_trim(write: Write, tmp_path: Path, folder: Path) -> None:
    deck = made(write, tmp_path, "x: 0, right: 0, y: 60, h: 35", "{bestand: foto.png, alt: Vier}")
    assert box(shown(front(deck))) == pytest.approx((0, 60, 70, 95))


def test_no_more_pixels_are_printed_than_a_press_can_show(write: Write, tmp_path: Path) -> None:
    stripes(tmp_path / "kaarten" / "deck", size=(4000, 2000))
    deck = made(write, tmp_path, "x: 10, w: 50, y: 60, h: 25", "{bestand: foto.png, alt: Vier}")
    ppi = shown(front(deck)).raster.width / (50 / 25.4)
    assert 300 <= ppi <= 352


# A picture of 300 × 150 on 50 × 25 mm is 152 pixels an inch.
_SMALL = "{bestand: klein.png, alt: Vier}"
_PLACE = "x: 10, w: 50, y: 60, h: 25"


def test_a_coarse_picture_is_told_with_its_size_and_what_is_needed(
    write: Write, tmp_path: Path
) -> None:
    stripes(tmp_path / "kaarten" / "deck", size=(300, 150), name="klein.png")
    (told,) = made(write, tmp_path, _PLACE, _SMALL).findings
    assert "J01: de afbeelding ‘klein.png’ is grof op deze plek" in told
    assert "300 × 150 beeldpunten op 50 × 25 mm is 152 per inch" in told
    assert "voor 300 per inch zijn er 591 × 296 nodig" in told


def test_for_a_shop_a_far_too_coarse_picture_is_refused(write: Write, tmp_path: Path) -> None:
    stripes(tmp_path / "kaarten" / "deck", size=(150, 75), name="klein.png")
    with pytest.raises(KaartgenError, match="76 per inch") as caught:
        made(write, tmp_path, _PLACE, _SMALL, least_ppi=100)
    assert caught.value.code is ExitCode.AUTHOR
    place = caught.value.problems[0].place
    assert place is not None
    assert place.line == 3
    assert "Neem een grotere versie" in str(caught.value)


def test_of_a_cut_picture_only_what_is_seen_counts(write: Write, tmp_path: Path) -> None:
    stripes(tmp_path / "kaarten" / "deck", size=(300, 150), name="klein.png")
    element = "fit: cover, x: 10, w: 25, y: 60, h: 25"
    (told,) = made(write, tmp_path, element, _SMALL).findings
    assert "150 × 150 beeldpunten op 25 × 25 mm is 152 per inch" in told


def test_a_fine_picture_is_not_spoken_of(write: Write, tmp_path: Path, folder: Path) -> None:
    assert made(write, tmp_path, _PLACE, "{bestand: foto.png, alt: Vier}").findings == ()


def test_a_picture_may_be_no_more_than_its_file_and_words_are_asked_for(
    write: Write, tmp_path: Path, folder: Path
) -> None:
    deck = made(write, tmp_path, _PLACE, "foto.png")
    assert shown(front(deck)).alt == ""
    (told,) = deck.findings
    assert "heeft geen ‘alt’" in told


def test_a_path_of_windows_is_a_path(write: Write, tmp_path: Path) -> None:
    stripes(tmp_path / "kaarten" / "deck" / "beelden")
    deck = made(write, tmp_path, _PLACE, r"{bestand: beelden\foto.png, alt: Vier}")
    assert shown(front(deck)).alt == "Vier"


def test_a_path_on_someones_disk_is_outside_the_deck(write: Write, tmp_path: Path) -> None:
    with pytest.raises(KaartgenError, match="buiten de map van het deck"):
        made(write, tmp_path, _PLACE, r"{bestand: 'C:\Users\Jan\foto.png', alt: Vier}")


@pytest.mark.parametrize("focus", ["0.5", "[0.5]", "[0.5, 2]", "[links, boven]", "[0.1, 0.2, 0.3]"])
def test_a_focus_that_is_none_is_told(
    write: Write, tmp_path: Path, folder: Path, focus: str
) -> None:
    picture = f"{{bestand: foto.png, alt: Vier, focus: {focus}}}"
    with pytest.raises(KaartgenError, match="twee getallen van 0 tot 1") as caught:
        made(write, tmp_path, _PLACE, picture)
    assert caught.value.code is ExitCode.AUTHOR


def test_a_fit_that_does_not_exist_is_told(write: Write, tmp_path: Path, folder: Path) -> None:
    with pytest.raises(KaartgenError, match="cover") as caught:
        made(write, tmp_path, _PLACE, "{bestand: foto.png, alt: Vier, fit: vullend}")
    assert caught.value.code is ExitCode.AUTHOR


def test_in_a_turned_place_a_picture_is_turned_and_stays_within_it(
    write: Write, tmp_path: Path, folder: Path
) -> None:
    element = 'fit: cover, turn: "90", x: 0, w: 30, y: 60, bottom: 0'
    frame = front(made(write, tmp_path, element, "{bestand: foto.png, alt: Vier}"))
    (inner,) = [
        item
        for item in frame.ground
        if isinstance(item, Placed) and any(isinstance(one, Picture) for one in item.frame.ground)
    ]
    assert box(shown(inner.frame)) == pytest.approx((0, 0, 60, 30))
