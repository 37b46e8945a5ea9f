"""A trial print: grey, little ink, black text, and nothing moved."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from msgspec.structs import replace
from PIL import ImageStat

from kaartgen.content.load import load
from kaartgen.frame import (
    BLACK,
    WHITE,
    Cmyk,
    Fill,
    ForeignPage,
    Frame,
    GlyphRun,
    Item,
    Picture,
    Placed,
    Raster,
    Stroke,
    circle,
    foreign_pages,
    line,
    polygon,
    rectangle,
    runs,
    written_out,
)
from kaartgen.geometry import Rect, Size
from kaartgen.imposition.plan import Edge, Flip
from kaartgen.layout.look import load_look
from kaartgen.pdf.document import Document, Page
from kaartgen.pdf.draw import drawn
from kaartgen.pdf.page_frame import page_frame
from kaartgen.pdf.written import written
from kaartgen.products.cards import build_home
from kaartgen.products.home import HomeJob
from kaartgen.products.proefdruk import in_light_ink
from kaartgen.products.selection import Selection, chosen

BAND = Cmyk(90, 25, 50, 30)
TINT = BAND.tint(0.1)
CREAM = Cmyk(1, 2, 6, 0)
# One card of each kind, in two sheets.
ONE_OF_EACH = "S01,B01,F01,L01,V01,P01,W01,R01"


@pytest.fixture(scope="module", params=["jeugdzorg", "rijksinspecties"])
def printed(request, shipped, a4) -> Document:
    """Sheets of either family of templates, as they are really printed."""
    deck = load(shipped, request.param)
    cards = chosen(deck, Selection(ONE_OF_EACH, copies=1))
    job = HomeJob(a4, Flip.LONG_EDGE, Edge.RIM, draft=True)
    return build_home(deck, load_look(shipped, deck), cards, job).documents[""]


def items(frame: Frame) -> Iterator[Item]:
    for item in (*frame.ground, *frame.figure):
        yield item
        if isinstance(item, Placed):
            yield from items(item.frame)


def every_item(document: Document) -> list[Item]:
    return [item for page in document.pages for item in items(page.frame)]


def lightened(frame: Frame, given: Document) -> Frame:
    """Return one frame as a trial print shows it."""
    return in_light_ink(replace(given, pages=(Page(frame),))).pages[0].frame


def of(*figure: Item, ground: tuple[Item, ...] = ()) -> Frame:
    return Frame(Size(105, 148), ground, figure)


def only(frame: Frame) -> Item:
    (item,) = (*frame.ground, *frame.figure)
    return item


# ---- whole sheets


def test_no_colour_but_black_is_used(printed):
    inks = [
        item.colour
        for item in every_item(in_light_ink(printed))
        if isinstance(item, GlyphRun | Fill | Stroke)
    ]
    assert len(inks) > 500
    assert {(ink.c, ink.m, ink.y) for ink in inks} == {(0, 0, 0)}


def test_text_is_black(printed):
    light = in_light_ink(printed)
    text = [run for page in light.pages for run, _ in runs(page.frame) if run.size_pt < 40]
    assert len(text) > 200
    assert {run.colour for run in text} == {Cmyk(0, 0, 0, 100)}


def test_no_area_is_darker_than_a_light_tint(printed):
    areas = [
        item.colour.k
        for item in every_item(in_light_ink(printed))
        if isinstance(item, Fill) and _width(item) * _height(item) > 400
    ]
    assert areas
    assert max(areas) <= 13


def _width(fill: Fill) -> float:
    xs = [x for _, numbers in fill.path.segments for x in numbers[0::2]]
    return max(xs) - min(xs)


def _height(fill: Fill) -> float:
    ys = [y for _, numbers in fill.path.segments for y in numbers[1::2]]
    return max(ys) - min(ys)


def test_nothing_but_colours_changes(printed):
    def places(document: Document) -> list[str]:
        lines = [text for page in document.pages for text in written_out(page.frame)]
        return [re.sub(r"cmyk\([^)]*\)", "", text) for text in lines]

    assert places(in_light_ink(printed)) == places(printed)


def test_it_takes_far_less_toner_though_text_takes_as_much(printed):
    """Measured on the pictures of all pages with cards, as a grey printer would make them."""

    def toner(document: Document) -> float:
        cards = replace(document, pages=document.pages[2:])
        pictures = [page.render(scale=0.5) for page in pdfium.PdfDocument(drawn(cards))]
        greys = [picture.to_pil().convert("L") for picture in pictures]
        return sum(255 - ImageStat.Stat(grey).mean[0] for grey in greys)

    # One family has colour bands, the other is white paper with a spine.
    share = 0.4 if "jeugdzorg" in printed.title else 0.6
    assert toner(in_light_ink(printed)) < share * toner(printed)


def test_what_was_drawn_once_is_still_drawn_once(printed):
    def faces(document: Document) -> set[int]:
        return {id(item.frame) for item in every_item(document) if isinstance(item, Placed)}

    assert len(faces(in_light_ink(printed))) <= len(faces(printed))


def test_its_title_says_what_it_is(printed):
    assert in_light_ink(printed).title == f"{printed.title} (proefdruk)"


def test_the_sheets_and_the_page_in_front_say_what_it_is(printed):
    said = [run.text for page in printed.pages for run, _ in runs(page.frame)]
    assert len([text for text in said if "proefdruk" in text]) >= 3


def test_the_same_document_gives_the_same_trial_print(printed):
    assert in_light_ink(printed) == in_light_ink(printed)


# ---- one thing at a time


@pytest.mark.parametrize(
    ("colour", "least", "most"),
    [(BAND, 8, 13), (TINT, 2, 6), (CREAM, 0, 0), (WHITE, 0, 0), (Cmyk(0, 0, 0, 100), 13, 13)],
)
def test_a_ground_becomes_a_light_tint_and_paper_stays_white(printed, colour, least, most):
    ground = (Fill(rectangle(Rect(0, 0, 105, 33)), colour),)
    found = only(lightened(of(ground=ground), printed))
    assert isinstance(found, Fill)
    assert least <= found.colour.k <= most


def test_a_white_sign_on_a_band_becomes_dark(printed):
    sign = Fill(polygon((10, 10), (14, 10), (12, 14)), WHITE)
    found = only(lightened(of(sign), printed))
    assert isinstance(found, Fill)
    assert found.colour.k >= 50


def test_a_white_sign_on_a_small_dark_one_stays_white_on_dark(printed):
    disc, tick = Fill(circle(30, 30, 3), BAND), Fill(polygon((29, 30), (30, 31), (31, 29)), WHITE)
    under, over = lightened(of(disc, tick), printed).figure
    assert isinstance(under, Fill)
    assert under.colour.k >= 50
    assert over == tick


@pytest.mark.parametrize("under", [(), (Fill(rectangle(Rect(0, 0, 105, 60)), TINT),)])
def test_a_drawn_sheet_of_paper_stays_white(printed, under):
    sheet = Fill(polygon((20, 10), (50, 10), (40, 40), (10, 40)), WHITE)
    assert lightened(of(*under, sheet), printed).figure[-1] == sheet


@pytest.mark.parametrize("radius", [0.0, 1.5])
def test_a_white_box_to_write_in_stays_white(printed, radius):
    box = Fill(rectangle(Rect(10, 10, 60, 9), radius), WHITE)
    assert lightened(of(box), printed) == of(box)


def test_a_disc_with_a_white_number_becomes_light_under_a_black_one(printed):
    run = next(run for run, _ in runs(printed.pages[0].frame))
    number = replace(run, x=29.0, y=31.0, text="1", kerns=(), colour=WHITE, size_pt=8.0)
    disc = Fill(circle(30, 30, 3), BAND)
    under, text = lightened(of(disc, number), printed).figure
    assert isinstance(under, Fill)
    assert isinstance(text, GlyphRun)
    assert under.colour.k <= 13
    assert text.colour.k == 100


def test_a_dark_sign_without_a_number_stays_a_dark_sign(printed):
    found = only(lightened(of(Fill(circle(30, 30, 3), BAND)), printed))
    assert isinstance(found, Fill)
    assert 50 <= found.colour.k < 100


@pytest.mark.parametrize("colour", [WHITE, TINT, BAND, Cmyk(0, 0, 0, 60)])
def test_a_line_to_write_on_can_be_seen(printed, colour):
    found = only(lightened(of(Stroke(line(10, 10, 90, 10), colour, 0.5)), printed))
    assert isinstance(found, Stroke)
    assert found.colour.k >= 35


def test_a_picture_keeps_its_shape_in_less_black(printed):
    raster = Raster(2, 1, bytes([0, 0, 0, 255, 0, 0, 0, 0]))
    picture = Picture(Rect(10, 10, 20, 10), raster, "Een fiets")
    found = only(lightened(of(picture), printed))
    assert isinstance(found, Picture)
    assert found == replace(picture, raster=found.raster)
    assert found.raster.grey
    dark, white = found.raster.pixels
    assert white == 0
    assert 100 < dark < 180


def _on_card(item: Picture | ForeignPage) -> Document:
    """A card of 60 by 90 mm that is all artwork."""
    whole = Frame(Size(60, 90), (item,), ())
    return Document((Page(whole),), "proef", "", "", "nl-NL", datetime.datetime.now(datetime.UTC))


def _darkest(pdf: bytes) -> int:
    low, _ = pdfium.PdfDocument(pdf)[0].render(scale=0.5).to_pil().convert("L").getextrema()
    return int(low)


def test_a_picture_under_text_becomes_light_enough_to_read_on():
    raster = Raster(2, 2, bytes((0, 0, 0, 255)) * 4)
    light = in_light_ink(_on_card(Picture(Rect(0, 0, 60, 90), raster, "")))
    assert _darkest(written(light)) > 170


def test_a_pdf_as_artwork_becomes_light_too(tmp_path: Path):
    black = Frame(Size(60, 90), (Fill(rectangle(Rect(0, 0, 60, 90)), BLACK),), ())
    document = Document((Page(black),), "", "", "", "nl-NL", datetime.datetime.now(datetime.UTC))
    (tmp_path / "werk.pdf").write_bytes(written(document))
    (page,) = page_frame(tmp_path / "werk.pdf", 1).ground
    light = in_light_ink(_on_card(page))
    assert not list(foreign_pages(light.pages[0].frame))
    assert _darkest(written(light)) > 170
