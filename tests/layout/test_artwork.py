"""Artwork in a template: where it lies, how far it runs on, and what is wrong with its file."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import Frame, Placed, foreign_pages
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout.fit import laid
from kaartgen.layout.typeset import TypesetDeck, typeset
from kaartgen.pdf.document import Document, Page
from kaartgen.pdf.pictures import inked
from kaartgen.pdf.written import written
from kaartgen.products.looks import look_of
from kaartgen.workspace import SHIPPED, Workspace
from tests.layout.small_family import BASE, JOKER, writer
from tests.pdf.reading import opened, pictured

# A tarot card is 70 by 120 mm, with 3 mm of bleed.
_DATE = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)


def svg(inside: str, width: float = 70, height: float = 120) -> str:
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}mm' height='{height}mm' "
        f"viewBox='0 0 {width} {height}'>{inside}</svg>"
    )


def pdf(path: Path, *pages: str, size: tuple[float, float] = (70, 120), bleed: float = 0) -> None:
    """Write a PDF whose pages have this content, in millimetres from the bottom left of the cut."""
    document = pikepdf.new()
    for content in pages:
        page = document.add_blank_page(
            page_size=tuple((side + 2 * bleed) / 25.4 * 72 for side in size)
        )
        factor = 72 / 25.4
        matrix = f"{factor} 0 0 {factor} {bleed * factor} {bleed * factor} cm"
        page.Contents = document.make_stream(f"q {matrix} {content} Q".encode())
        if bleed:
            edge = bleed * factor
            box = [edge, edge, edge + size[0] * factor, edge + size[1] * factor]
            page.TrimBox = pikepdf.Array(box)
    document.save(path)


def made(root: Path, region: str, jokers: str = JOKER) -> TypesetDeck:
    """Return the small deck with one region and no text on its front."""
    base = BASE.split("front:")[0] + (
        f"front:\n  regions:\n    werk: {{{region}}}\n"
        "back:\n  shared: ja\n  regions:\n    ground: {fill: kind}\n"
    )
    workspace = writer(root)(joker=base, jokers=jokers)
    deck = load(workspace, "deck")
    return typeset(deck, look_of(workspace, deck), deck.cards)


def seen(root: Path, region: str, jokers: str = JOKER) -> Image.Image:
    """Return what the front looks like with its bleed, ten pixels a millimetre."""
    frame = made(root, region, jokers).cards[0].faces.front
    return pictured(written(_document(frame))).convert("L")


def _document(frame: Frame) -> Document:
    bleed = frame.bleed
    size = Size(frame.size.width + 2 * bleed, frame.size.height + 2 * bleed)
    placed = Placed(frame, Transform.move(bleed, bleed), Rect.of(frame.size).grown(bleed))
    return Document((Page(Frame(size, (placed,), ())),), "", "", "", "nl-NL", _DATE)


def dark(picture: Image.Image, x: float, y: float) -> bool:
    """Say whether there is ink at a place in millimetres from the cut."""
    level = picture.getpixel((round((x + 3) * 10), round((y + 3) * 10)))
    assert isinstance(level, int)
    return level < 128


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = tmp_path / "kaarten" / "sjablonen" / "klein"
    where.mkdir(parents=True)
    return where


def refused(root: Path, region: str, jokers: str = JOKER) -> KaartgenError:
    with pytest.raises(KaartgenError) as caught:
        made(root, region, jokers)
    return caught.value


# Where it lies


def test_a_drawing_of_the_card_lies_on_the_card(folder: Path, tmp_path: Path):
    (folder / "werk.svg").write_text(svg("<rect x='10' y='20' width='30' height='40'/>"))
    picture = seen(tmp_path, "artwork: werk.svg, fit: cover")
    edges = [(10.3, 40), (39.7, 40), (20, 20.3), (20, 59.7)]
    assert all(dark(picture, *at) for at in edges)
    beyond = [(9.7, 40), (40.3, 40), (20, 19.7), (20, 60.3)]
    assert not any(dark(picture, *at) for at in beyond)


def test_a_drawing_without_bleed_is_mirrored_in_it(folder: Path, tmp_path: Path):
    # Ink from 1 to 2 mm inside the cut on the left must come back 1 to 2 mm beyond it.
    (folder / "werk.svg").write_text(svg("<rect x='1' y='50' width='1' height='5'/>"))
    picture = seen(tmp_path, "artwork: werk.svg, fit: cover")
    assert dark(picture, 1.5, 52)
    assert dark(picture, -1.5, 52)
    assert not dark(picture, -0.5, 52)
    assert not dark(picture, -2.5, 52)


def test_corners_are_mirrored_too(folder: Path, tmp_path: Path):
    (folder / "werk.svg").write_text(svg("<rect width='4' height='4'/>"))
    picture = seen(tmp_path, "artwork: werk.svg, fit: stretch")
    assert dark(picture, -2.8, -2.8)
    assert not dark(picture, 72.8, -2.8)


def test_a_drawing_with_its_bleed_lies_on_the_cut_as_drawn(folder: Path, tmp_path: Path):
    # Drawn at 76 by 126: what lies 13 from its edge lies 10 from the cut.
    drawing = svg(
        "<rect x='13' y='23' width='5' height='5'/><rect width='2' height='126'/>", 76, 126
    )
    (folder / "werk.svg").write_text(drawing)
    picture = seen(tmp_path, "artwork: werk.svg, fit: cover")
    assert dark(picture, 10.3, 20.3)
    assert not dark(picture, 9.7, 20.3)
    assert dark(picture, -2.5, 60)
    assert not dark(picture, -0.7, 60)


def test_a_box_inside_the_card_keeps_the_proportions_of_its_artwork(folder: Path, tmp_path: Path):
    (folder / "werk.svg").write_text(svg("<rect width='20' height='10'/>", 20, 10))
    picture = seen(tmp_path, "artwork: werk.svg, x: 10, y: 10, w: 40, h: 40")
    assert dark(picture, 10.5, 30)
    assert dark(picture, 49.5, 30)
    assert not dark(picture, 30, 19.5)
    assert not dark(picture, 30, 40.5)


def test_artwork_that_covers_its_box_is_cut_off_about_its_focus(folder: Path, tmp_path: Path):
    halves = svg("<rect width='20' height='10'/>", 40, 10)
    (folder / "werk.svg").write_text(halves)
    box = "x: 10, y: 10, w: 20, h: 20"
    left = seen(tmp_path, f"artwork: werk.svg, fit: cover, focus: [0, 0.5], {box}")
    assert dark(left, 29.5, 20)
    right = seen(tmp_path, f"artwork: werk.svg, fit: cover, focus: '1 0.5', {box}")
    assert not dark(right, 10.5, 20)
    assert not dark(left, 30.5, 20)


def test_artwork_in_a_stack_is_as_high_as_it_is(folder: Path, tmp_path: Path):
    (folder / "werk.svg").write_text(svg("<rect width='20' height='10'/>", 20, 10))
    stack = (
        "x: 10, w: 40, y: 10, stack: {a: {artwork: werk.svg}, b: {artwork: werk.svg, gap: 5, h: 5}}"
    )
    picture = seen(tmp_path, stack)
    # Twenty high, five free, then five high and ten wide in the middle.
    assert dark(picture, 30, 29.5)
    assert not dark(picture, 30, 32)
    assert dark(picture, 30, 37)
    assert not dark(picture, 20, 37)


def test_artwork_is_turned_with_its_box(folder: Path, tmp_path: Path):
    (folder / "werk.svg").write_text(svg("<rect width='10' height='10'/>", 20, 10))
    picture = seen(tmp_path, "artwork: werk.svg, x: 10, y: 10, w: 10, h: 20, turn: 90")
    # Its left half comes to lie above.
    assert dark(picture, 15, 15)
    assert not dark(picture, 15, 25)


@pytest.mark.parametrize("name", ["werk.png", "werk.jpg", "werk.tif"])
def test_pixels_are_artwork_too(folder: Path, tmp_path: Path, name: str):
    Image.new("RGB", (760, 1260), "black").save(folder / name)
    picture = seen(tmp_path, f"artwork: {name}, fit: cover")
    assert dark(picture, -2.5, -2.5)
    assert dark(picture, 72.5, 122.5)


def test_shared_artwork_lies_in_the_folder_of_pictures(folder: Path, tmp_path: Path):
    shared = tmp_path / "kaarten" / "beelden"
    shared.mkdir()
    (shared / "werk.svg").write_text(svg("<rect width='70' height='120'/>"))
    assert dark(seen(tmp_path, "artwork: werk.svg"), 35, 60)


def test_what_lies_beside_the_template_comes_before_what_is_shared(folder: Path, tmp_path: Path):
    shared = tmp_path / "kaarten" / "beelden"
    shared.mkdir()
    (shared / "werk.svg").write_text(svg("<rect width='70' height='120'/>"))
    (folder / "werk.svg").write_text(svg("<rect width='1' height='1'/>"))
    assert not dark(seen(tmp_path, "artwork: werk.svg"), 35, 60)


@pytest.mark.parametrize(
    ("fit", "focus", "onto"),
    [
        ("contain", (0.5, 0.5), Transform(2, 0, 0, 2, 0, 10)),
        ("contain", (0.0, 0.0), Transform(2, 0, 0, 2, 0, 0)),
        ("cover", (0.5, 0.5), Transform(4, 0, 0, 4, -20, 0)),
        ("cover", (0.0, 0.5), Transform(4, 0, 0, 4, 0, 0)),
        ("cover", (0.4, 0.5), Transform(4, 0, 0, 4, -12, 0)),
        ("stretch", (0.5, 0.5), Transform(2, 0, 0, 4, 0, 0)),
    ],
)
def test_a_fit_is_what_it_says(fit, focus, onto: Transform):
    assert laid(Size(20, 10), Rect(0, 0, 40, 40), fit, focus) == onto


# Pages of PDFs


def test_a_page_of_a_pdf_stays_vectors(folder: Path, tmp_path: Path):
    pdf(folder / "werk.pdf", "0 0 70 60 re f", "0 60 70 60 re f")
    first = seen(tmp_path, "artwork: werk.pdf, fit: cover")
    assert dark(first, 35, 90)
    assert not dark(first, 35, 30)
    second = seen(tmp_path, "artwork: werk.pdf, fit: cover, page: 2")
    assert dark(second, 35, 30)
    assert not dark(second, 35, 90)
    frame = made(tmp_path, "artwork: werk.pdf, page: 2").cards[0].faces.front
    made_pdf = opened(written(_document(frame)))
    # Not a picture of it: what was drawn is there as it was.
    forms = made_pdf.pages[0].obj.Resources.XObject
    assert any(b"0 60 70 60 re f" in form.read_bytes() for form in forms.values())


def test_the_bleed_of_a_pdf_is_its_bleed(folder: Path, tmp_path: Path):
    pdf(folder / "werk.pdf", "-3 -3 4 126 re f", bleed=3)
    picture = seen(tmp_path, "artwork: werk.pdf, fit: cover")
    assert dark(picture, -2.8, 60)
    assert dark(picture, 0.7, 60)
    assert not dark(picture, 1.3, 60)


def test_a_pdf_without_bleed_is_mirrored(folder: Path, tmp_path: Path):
    pdf(folder / "werk.pdf", "1 0 1 120 re f")
    picture = seen(tmp_path, "artwork: werk.pdf, fit: cover")
    assert dark(picture, -1.5, 60)
    assert not dark(picture, -2.5, 60)


def test_a_shop_that_takes_pictures_gets_pdf_artwork_in_them(folder: Path, tmp_path: Path):
    pdf(folder / "werk.pdf", "0 0 0 1 k 0 0 35 120 re f")
    frame = made(tmp_path, "artwork: werk.pdf, fit: cover").cards[0].faces.front
    (picture,) = inked(_document(frame), [(380, 630)])
    black = picture.getchannel("K")
    assert black.getpixel((100, 300)) > 150
    assert picture.getpixel((300, 300)) == (0, 0, 0, 0)


def test_the_same_artwork_gives_the_same_bytes(folder: Path, tmp_path: Path):
    pdf(folder / "werk.pdf", "0 0 35 120 re f")
    frame = made(tmp_path, "artwork: werk.pdf").cards[0].faces.front
    assert written(_document(frame)) == written(_document(frame))


# What is wrong


def test_a_page_that_is_not_there_is_told_where_it_was_asked(folder: Path, tmp_path: Path):
    pdf(folder / "werk.pdf", "0 0 1 1 re f", "0 0 1 1 re f")
    error = refused(tmp_path, "artwork: werk.pdf, page: 3")
    assert "‘werk.pdf’ heeft 2 pagina’s; pagina 3 is er niet." in str(error)
    (problem,) = error.problems
    assert problem.place is not None
    assert problem.place.file == folder / "joker.yaml"
    assert problem.place.line is not None
    assert error.code is ExitCode.AUTHOR


def test_a_locked_pdf_is_told(folder: Path, tmp_path: Path):
    pdf(folder / "open.pdf", "0 0 1 1 re f")
    with pikepdf.open(folder / "open.pdf") as document:
        document.save(folder / "werk.pdf", encryption=pikepdf.Encryption(user="x", owner="y"))
    assert "‘werk.pdf’: Deze pdf zit op slot" in str(refused(tmp_path, "artwork: werk.pdf"))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nniets", b"geen pdf"])
def test_a_broken_pdf_is_told(folder: Path, tmp_path: Path, content: bytes):
    (folder / "werk.pdf").write_bytes(content)
    assert "‘werk.pdf’: D" in str(refused(tmp_path, "artwork: werk.pdf"))


@pytest.mark.parametrize(
    ("region", "said", "code"),
    [
        ("artwork: weg.svg", "‘weg.svg’ is er niet. Gezocht in", ExitCode.FILE),
        ("artwork: ../../../geheim.svg", "is er niet", ExitCode.FILE),
        ("artwork: /etc/hostname", "is er niet", ExitCode.FILE),
        ("artwork: werk.doc", "‘werk.doc’ is geen bestand voor op een kaart", ExitCode.AUTHOR),
        ("artwork: werk.svg, page: 2", "‘werk.svg’ heeft geen pagina’s", ExitCode.AUTHOR),
        ("artwork: werk.svg, fit: vullen", "‘vullen’ kan niet bij ‘fit’", ExitCode.AUTHOR),
        ("artwork: werk.svg, focus: [2, 0]", "Een focus is twee getallen", ExitCode.AUTHOR),
        ("artwork: leeg.svg", "‘leeg.svg’: Deze tekening is leeg", ExitCode.AUTHOR),
        ("artwork: kapot.svg", "‘kapot.svg’, regel 2: Dit is geen geldige svg", ExitCode.AUTHOR),
        ("artwork: kapot.png", "niet als afbeelding te lezen", ExitCode.FILE),
    ],
)
def test_what_is_wrong_with_artwork_is_told_at_the_template(
    folder: Path, tmp_path: Path, region: str, said: str, code: ExitCode
):
    (tmp_path / "geheim.svg").write_text(svg("<rect width='1' height='1'/>"))
    (folder / "werk.svg").write_text(svg("<rect width='1' height='1'/>"))
    (folder / "werk.doc").write_text("x")
    (folder / "leeg.svg").write_text("")
    (folder / "kapot.svg").write_text("<svg>\n<g></svg>")
    (folder / "kapot.png").write_bytes(b"\x89PNG")
    error = refused(tmp_path, region)
    assert said in str(error)
    assert error.code is code
    (problem,) = error.problems
    assert problem.place is not None
    assert problem.place.file == folder / "joker.yaml"


def test_what_cannot_come_over_is_told_once_for_all_cards(folder: Path, tmp_path: Path):
    (folder / "werk.svg").write_text(svg("<rect width='9' height='9' opacity='.5'/>"))
    three = JOKER + JOKER.replace("Even stil", "Nog stil") + JOKER.replace("Even", "Heel")
    findings = made(tmp_path, "artwork: werk.svg", three).findings
    assert findings == (
        "werk.svg: een doorzichtige kleur is dekkend geworden: 50 % ervan op wit (regel 1).",
    )


def test_a_coarse_picture_is_told(folder: Path, tmp_path: Path):
    Image.new("RGB", (140, 240), "black").save(folder / "werk.png")
    findings = made(tmp_path, "artwork: werk.png, fit: cover").findings
    assert any("‘werk.png’ is grof" in finding for finding in findings)


# Cards' own pictures, and the mark of the house


def _joker_with(name: str) -> str:
    return f"{JOKER}  afbeelding:\n    bestand: {name}\n    alt: Een deur.\n"


def test_an_author_may_give_a_drawing_as_a_picture(folder: Path, tmp_path: Path):
    deck = tmp_path / "kaarten" / "deck"
    deck.mkdir()
    (deck / "deur.svg").write_text(svg("<rect width='20' height='10'/>", 20, 10))
    region = "picture: afbeelding, x: 10, y: 10, w: 40, h: 20"
    assert dark(seen(tmp_path, region, _joker_with("deur.svg")), 30, 20)


def test_an_author_may_give_a_pdf_as_a_picture(folder: Path, tmp_path: Path):
    deck = tmp_path / "kaarten" / "deck"
    deck.mkdir()
    pdf(deck / "deur.pdf", "0 0 20 20 re f", size=(20, 20))
    region = "picture: afbeelding, x: 10, y: 10, w: 40, h: 40"
    assert dark(seen(tmp_path, region, _joker_with("deur.pdf")), 30, 30)


def test_what_is_wrong_with_an_authors_drawing_is_told_at_the_card(folder: Path, tmp_path: Path):
    deck = tmp_path / "kaarten" / "deck"
    deck.mkdir()
    (deck / "deur.svg").write_text("<svg>\n<g>")
    error = refused(tmp_path, "picture: afbeelding", _joker_with("deur.svg"))
    (problem,) = error.problems
    assert problem.message.startswith("‘deur.svg’, regel 2: ")
    assert problem.place is not None
    assert problem.place.file.name == "jokers.yaml"


def test_a_picture_that_covers_the_card_runs_on_into_the_bleed(folder: Path, tmp_path: Path):
    deck = tmp_path / "kaarten" / "deck"
    deck.mkdir()
    Image.new("RGB", (700, 1200), "black").save(deck / "deur.png")
    region = "picture: afbeelding, fit: cover, y: 0, bottom: 0"
    picture = seen(tmp_path, region, _joker_with("deur.png"))
    assert dark(picture, -2.8, 60)
    assert dark(picture, 35, 122.8)


def test_the_mark_of_the_house_style_is_artwork_by_its_name(folder: Path, tmp_path: Path):
    styles = tmp_path / "kaarten" / "huisstijlen"
    styles.mkdir()
    (styles / "merk.svg").write_text(svg("<rect width='10' height='10'/>", 10, 10))
    (styles / "ons.yaml").write_text(
        "extends: helder\nlogo: {file: merk.svg, alt: Ons merk}\n", "utf-8"
    )
    region = "artwork: logo, x: 10, y: 10, w: 20, h: 20"
    assert not dark(seen(tmp_path, region), 20, 20)
    base = (folder / "joker.yaml").read_text()
    workspace = writer(tmp_path)(
        joker=base,
        deck="titel: Klein\ndatum: 2026-01-02\nsjablonen: klein\nhuisstijl: ons\n",
    )
    deck = load(workspace, "deck")
    frame = typeset(deck, look_of(workspace, deck), deck.cards).cards[0].faces.front
    assert dark(pictured(written(_document(frame))).convert("L"), 20, 20)


def test_a_drawing_is_no_page_of_another_pdf(folder: Path, tmp_path: Path):
    (folder / "werk.svg").write_text(svg("<rect width='9' height='9'/>"))
    frame = made(tmp_path, "artwork: werk.svg").cards[0].faces.front
    assert not list(foreign_pages(frame))


@pytest.mark.parametrize("family", ["kleurvlak", "redactie"])
def test_the_shipped_situations_show_the_mark_of_the_house_style(tmp_path: Path, family: str):
    kaarten = tmp_path / "kaarten"
    shutil.copytree(SHIPPED / "kaarten" / "jeugdzorg", kaarten / "deck")
    (kaarten / "huisstijlen").mkdir()
    (kaarten / "huisstijlen" / "merk.svg").write_text(svg("<path d='M0 0h30v10h-30z'/>", 30, 10))
    (kaarten / "huisstijlen" / "ons.yaml").write_text("extends: helder\nlogo: merk.svg\n", "utf-8")
    file = kaarten / "deck" / "deck.yaml"
    text = re.sub(r"(?m)^(sjablonen|huisstijl):.*\n", "", file.read_text("utf-8"))
    file.write_text(f"{text}\nsjablonen: {family}\nhuisstijl: ons\n", "utf-8")
    workspace = Workspace(tmp_path)
    deck = load(workspace, "deck")
    card = next(card for card in deck.cards if card.kind.name == "situatie")
    (one,) = typeset(deck, look_of(workspace, deck), [card]).cards
    picture = pictured(written(_document(one.faces.back))).convert("L")
    # At the right of the head, nine millimetres from the cut.
    assert dark(picture, 95, 10)
    assert not dark(picture, 97, 10)
