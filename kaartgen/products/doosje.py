"""A tuck box for each format of a deck, computed from its cards and drawn in its colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from kaartgen.content.deck import Card, Deck
from kaartgen.errors import ExitCode, KaartgenError, Problem, usage_error
from kaartgen.frame import BLACK, WHITE, Cmyk, Fill, Frame, Placed, Stroke, line
from kaartgen.geometry import MM_PER_POINT, Rect, Size, Transform
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.tuckbox import Net, tuck_box
from kaartgen.layout import motif
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.look import Look
from kaartgen.layout.paragraph import Setter
from kaartgen.pdf.document import Document, Page
from kaartgen.products import contour
from kaartgen.products.cards import document_for
from kaartgen.products.notes import style
from kaartgen.products.sketch import Sketch

# Card stock by its weight in g/m², as measured on office and print-shop paper.
THICKNESS: Final[Mapping[int, float]] = {200: 0.25, 300: 0.35}
PLAY: Final = 1.0
# The glue flap lies behind a side, so a box for a few cards is deeper than they are.
LEAST_DEPTH: Final = 7.0
_THICKEST: Final = 2.0
_ROOM: Final = 5.0
_LEGEND: Final = 9.0
_MARGIN: Final = 1.5


class Box(Struct, frozen=True):
    """A box for one format: its net, its cards, and the paper it is drawn on.

    `spare` is how many cards more it takes because it is no less deep than can be glued.
    """

    format_name: str
    net: Net
    cards: int
    paper: Paper
    document: Document
    spare: int = 0


def build_boxes(
    deck: Deck,
    look: Look,
    cards: Sequence[Card],
    papers: Sequence[Paper],
    language: str,
    *,
    per_card: float,
    bleed: float | None = None,
) -> list[Box]:
    """Return a box for each format among the cards (copies counted), largest cards first.

    With a `bleed` they are for a shop that punches them: on a page about the net, with colour
    that much beyond the cut, and cuts and creases on plates of their own.

    `per_card` is the thickness of one card in millimetres; `papers` are tried in order. Raises
    KaartgenError if the thickness is absurd or a box fits none of the papers.
    """
    if not 0 < per_card <= _THICKEST:
        raise usage_error(
            f"Een kaart is meer dan 0 en hooguit {_THICKEST:g} mm dik.",
            "Gewoon papier van 200 g/m² is 0,25 mm.",
        )
    setter = Setter(look.house.book, language)
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(look.template(card).format_name, []).append(card)
    boxes: list[Box] = []
    for name, own in sorted(
        groups.items(), key=lambda item: -_area(look.template(item[1][0]).format)
    ):
        size = look.template(own[0]).format
        pile = max(len(own) * per_card, LEAST_DEPTH - PLAY)
        spare = int((pile + 1e-6) / per_card) - len(own)
        net = tuck_box(size, pile, play=PLAY)
        if bleed is None:
            paper = _smallest(net, papers)
            frame = _drawn(deck, own, look.house, setter, net, paper)
        else:
            paper = papers[0]
            frame = _punched(deck, own, look.house, setter, net, bleed)
        document = document_for(deck, (Page(frame),), f"doosje {name}", "Simplex")
        boxes.append(Box(name, net, len(own), paper, document, spare))
    return boxes


def _area(size: Size) -> float:
    return size.width * size.height


def _smallest(net: Net, papers: Sequence[Paper]) -> Paper:
    for paper in papers:
        for sheet in (paper, paper.turned()):
            room = sheet.printable
            if net.size.width <= room.width and net.size.height + _LEGEND <= room.height + 4:
                return sheet
    raise KaartgenError(
        [
            Problem(
                f"Het doosje is uitgevouwen {net.size.width:.0f} × {net.size.height:.0f} mm; dat "
                "past op geen enkel papier.",
                ExitCode.USAGE,
                hint="Maak het dunner met --dikte, of kies minder kaarten.",
            )
        ]
    )


def _drawn(
    deck: Deck, cards: Sequence[Card], house: HouseStyle, setter: Setter, net: Net, paper: Paper
) -> Frame:
    page = Sketch(house, setter)
    kind = cards[0].kind.name
    colour = page.colour("kind", kind)
    page.items.append(Fill(net.outline, colour))
    page.items.append(Fill(net.glue, WHITE))
    _hatched(page, net)
    _front(page, deck, cards, net, kind)
    _back(page, deck, cards, net)
    _side(page, deck, net)
    for crease in net.creases:
        for tone, dash in ((WHITE, (2.0, 1.4)), (BLACK, (1.0, 2.4))):
            page.items.append(Stroke(line(*crease), tone, 0.6, dash))
    page.items.append(Stroke(net.outline, BLACK, 0.5))
    room = paper.printable
    x = room.x + (room.width - net.size.width) / 2
    y = room.y + max(0.0, (room.height - net.size.height - _LEGEND) / 2)
    legend = Sketch(house, setter)
    _legend(legend, x, min(y + net.size.height + 2.6, room.bottom - 3.2))
    content = Frame(net.size, (), tuple(page.items))
    return Frame(paper.size, (), (Placed(content, Transform.move(x, y)), *legend.items))


def _punched(
    deck: Deck, cards: Sequence[Card], house: HouseStyle, setter: Setter, net: Net, bleed: float
) -> Frame:
    page = Sketch(house, setter)
    kind = cards[0].kind.name
    colour = page.colour("kind", kind)
    # A line twice as wide as the bleed is outside by half, whatever way the outline goes.
    page.items.append(Stroke(net.outline, colour, 2 * bleed / MM_PER_POINT))
    page.items.append(Fill(net.outline, colour))
    page.items.append(Fill(net.glue, WHITE))
    _front(page, deck, cards, net, kind)
    _back(page, deck, cards, net)
    _side(page, deck, net)
    page.items.extend(contour.crease(line(*where)) for where in net.creases)
    page.items.append(contour.cut(net.outline))
    # Room about it, so that the page is cut clear of colour: what is cut exactly is the contour.
    room = bleed + _ROOM
    size = Size(net.size.width + 2 * room, net.size.height + 2 * room)
    content = Frame(net.size, (), tuple(page.items))
    return Frame(size, (), (Placed(content, Transform.move(room, room)),))


def _hatched(page: Sketch, net: Net) -> None:
    back = net.panels["back"]
    # The flap of a thin box is narrower than the rim around its hatching.
    rim = min(2.5, back.x / 5)
    y = back.y + 8
    while y < back.bottom - 8:
        page.line(rim, y + 3, back.x - rim, y - 3, page.colour("line"), 0.4)
        y += 4


def _front(page: Sketch, deck: Deck, cards: Sequence[Card], net: Net, kind: str) -> None:
    panel = net.panels["front"]
    inset = panel.width * 0.09
    width = panel.width - 2 * inset
    x = panel.x + inset
    big = style(26, 29, font="display", weight=700, optical=True, balance=True, hyphenate=False)
    if panel.width < 90:
        big = style(19, 22, font="display", weight=700, optical=True, balance=True)
    y = panel.y + panel.height * 0.16
    below = page.text(deck.file.titel, big, x, y, width, WHITE)
    if deck.file.ondertitel:
        small = style(11, 14.6, weight=600, balance=True)
        page.text(deck.file.ondertitel, small, x, below + 5, width, WHITE)
    height = min(panel.height * 0.3, 43.0)
    field = Rect(panel.x, panel.y + panel.height * 0.56, panel.width, height)
    pattern = motif.field(
        page.house.kinds[kind].motif,
        Size(field.width, field.height),
        0.0,
        page.colour("kind-motif", kind),
        page.colour("kind", kind),
    )
    at = Transform.move(field.x, field.y)
    page.items.append(Placed(pattern, at, Rect.of(pattern.size)))
    page.text(_counted(deck, cards), style(11, 14, weight=600), x, panel.bottom - 11, width, WHITE)


def _counted(deck: Deck, cards: Sequence[Card]) -> str:
    says = deck.language.says
    return says("deck.kaart") if len(cards) == 1 else says("deck.kaarten", aantal=len(cards))


def _back(page: Sketch, deck: Deck, cards: Sequence[Card], net: Net) -> None:
    panel = net.panels["back"]
    inset = panel.width * 0.09
    x, width = panel.x + inset, panel.width - 2 * inset
    y = panel.y + panel.height * 0.12
    file = deck.file
    if file.doel:
        y = page.text(file.doel, style(11, 14.8, hyphenate=True), x, y, width, WHITE) + 6
    counts: dict[str, int] = {}
    for card in cards:
        counts[card.kind.name] = counts.get(card.kind.name, 0) + 1
    for name, count in counts.items():
        page.icon(name, x, y - 1.1, 4.6, WHITE)
        kind = next(card.kind for card in cards if card.kind.name == name)
        page.text(
            deck.language.counted(kind, count),
            style(11, 14, weight=600),
            x + 7.5,
            y,
            width - 8,
            WHITE,
        )
        y += 6.4
    lines = []
    if file.aantal_spelers:
        players = file.aantal_spelers
        lines.append(deck.language.says("deck.mensen", min=players.min, max=players.max))
    if file.duur_minuten:
        lines.append(deck.language.says("deck.minuten", aantal=file.duur_minuten))
    foot = f"{' · '.join(lines)}\n{deck.version} · {file.status}" if lines else deck.foot
    page.text(foot, style(9.5, 12.4, weight=600), x, panel.bottom - 14, width, WHITE)


def _side(page: Sketch, deck: Deck, net: Net) -> None:
    """Write the deck's name along the sides, if they are wide enough to carry it."""
    look = style(11, 13, font="display", weight=700)
    for name in ("left", "right"):
        panel = net.panels[name]
        if panel.width < 7:
            continue
        words = Sketch(page.house, page.setter)
        block = words.block(deck.file.kort or deck.file.titel, look, 0, 0, 1e6, WHITE)
        if block.width > panel.height - 8:
            continue
        frame = Frame(Size(block.width, block.height), (), block.items)
        x = panel.x + (panel.width + block.height) / 2
        y = panel.y + (panel.height - block.width) / 2
        page.items.append(Placed(frame, Transform.rotate(90).then(Transform.move(x, y))))


def _legend(page: Sketch, x: float, y: float) -> None:
    look = style(9, 11)
    for words, dash, width in (("snijden", (), 26.0), ("vouwen", (2.0, 1.4), 26.0)):
        tone: Cmyk = BLACK
        page.items.append(Stroke(line(x, y + 1.2, x + 9, y + 1.2), tone, 0.7, dash))
        page.text(words, look, x + 11, y, 30)
        x += width
    page.line(x, y + 2.4, x + 3, y, page.colour("line"), 0.4)
    page.line(x + 3, y + 2.4, x + 6, y, page.colour("line"), 0.4)
    page.text("plakken. Ril de vouwen eerst met een botte punt.", look, x + 9, y, 120)
