"""Cards and a print shop in; pictures out of what its knife does when it is a millimetre off.

Beside each face, shown with the lines of that shop, stand four of the same as they come out when
the knife was 1 mm too far to the left, right, top or bottom. What then comes too near the edge is
marked: texts and signs that stand nearer to the cut than the shop finds safe.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from kaartgen.frame import (
    WHITE,
    Cmyk,
    Fill,
    FontRef,
    Frame,
    GlyphRun,
    Item,
    Path,
    Placed,
    Stroke,
    rectangle,
)
from kaartgen.geometry import MM_PER_POINT, Rect, Size, Transform
from kaartgen.layout.fonts import Font
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.style import Style
from kaartgen.layout.typeset import TypesetCard, TypesetDeck
from kaartgen.pdf.mosaic import Mosaic, Row, Tile
from kaartgen.pdf.print_shop import PrintShop
from kaartgen.products.master import filling
from kaartgen.products.notes import set_text, style
from kaartgen.products.proof import TABLE, View, corners
from kaartgen.products.proof_guides import BLEED, SAFE, TRIM

# What shops promise of their knives.
TOLERANCE_MM: Final = 1.0
_CUTS: Final = (
    ("mes 1 mm naar links", -1, 0),
    ("mes 1 mm naar rechts", 1, 0),
    ("mes 1 mm omhoog", 0, -1),
    ("mes 1 mm omlaag", 0, 1),
)
# Ink is drawn to a hundredth, and a hair over the line is no mistake.
_HAIR: Final = 0.05

_HEAD: Final = style(8.4, 10, weight=700)
_WORDS: Final = style(7.2, 8.8)
_STRONG: Final = style(7.2, 8.8, weight=600)
_INK: Final = Cmyk(0, 0, 0, 90)
_ALARM: Final = Cmyk(0, 100, 100, 10)
_TOP: Final = 8.0
_FOOT: Final = 7.0
_CAPTION: Final = 4.6
_BETWEEN: Final = 3.0
_GAP: Final = 9.0
_WIDEST: Final = 960.0


class CutProofs(Struct, frozen=True):
    """A picture for each kind, and for each face with something too near the edge a sentence."""

    mosaics: dict[str, Mosaic]
    findings: tuple[str, ...]


class _Side(Struct, frozen=True):
    """One face as the shop gets it, with what it is called."""

    title: str
    face: Frame
    corner: float
    near: tuple[Rect, ...]


def cut_proofs(
    ready: TypesetDeck, trims: dict[str, Size], shop: PrintShop, view: View, setter: Setter
) -> CutProofs:
    """Return the pictures; `trims` is how large each format becomes at the shop."""
    maker = _Maker(trims, shop, view)
    groups: dict[str, list[_Side]] = {}
    for kind, cards in _by_kind(ready.cards).items():
        groups[kind] = list(maker.sides(cards))
    findings = tuple(
        _finding(side, shop) for sides in groups.values() for side in sides if side.near
    )
    mosaics = {kind: _sheet(sides, shop, setter) for kind, sides in groups.items()}
    return CutProofs(mosaics, findings)


def _by_kind(cards: Sequence[TypesetCard]) -> dict[str, list[TypesetCard]]:
    groups: dict[str, list[TypesetCard]] = {}
    for card in cards:
        groups.setdefault(card.card.kind.name, []).append(card)
    return groups


class _Maker:
    """Makes faces as the shop gets them, once for a back that cards share."""

    def __init__(self, trims: dict[str, Size], shop: PrintShop, view: View) -> None:
        self._trims, self._shop, self._view = trims, shop, view
        self._fonts: dict[FontRef, Font] = {}

    def sides(self, cards: Sequence[TypesetCard]) -> Iterator[_Side]:
        """Yield the sides of the cards of a kind, and the back that all share as the last."""
        shared = len(cards) > 1 and len({id(card.faces.back) for card in cards}) == 1
        for card in cards:
            code = card.card.code
            if self._view.side != "achter":
                yield self._side(f"{code} voorkant", card, card.faces.front)
            if self._view.side != "voor" and not shared:
                yield self._side(f"{code} achterkant", card, card.faces.back)
        if self._view.side != "voor" and shared:
            plural = cards[0].card.kind.plural
            yield self._side(f"Achterkant van alle {plural}", cards[0], cards[0].faces.back)

    def _side(self, title: str, card: TypesetCard, face: Frame) -> _Side:
        trim = self._trims[card.template.format_name]
        place = filling(face.size, trim)
        if trim != face.size:
            ground = Placed(Frame(face.size, face.ground, ()), place)
            figure = Placed(Frame(face.size, (), face.figure), place)
            face = Frame(trim, (ground,), (figure,), self._shop.bleed)
        corner = card.template.corner if self._shop.corner is None else self._shop.corner
        return _Side(title, face, corner, tuple(self._near(face)))

    def _near(self, face: Frame) -> Iterator[Rect]:
        """Yield the boxes of texts and signs that stand nearer to the cut than is safe."""
        trim = Rect.of(face.size)
        safe = trim.grown(_HAIR - self._shop.safe)
        for box in self._boxes(face.figure, Transform()):
            if box.overlaps(trim) and not safe.contains(box):
                yield box

    def _boxes(self, items: Sequence[Item], through: Transform) -> Iterator[Rect]:
        for item in items:
            match item:
                case GlyphRun():
                    yield through.rect(self._ink(item))
                case Fill():
                    yield through.rect(_about(item))
                case Placed():
                    inner = (*item.frame.ground, *item.frame.figure)
                    yield from self._boxes(inner, item.transform.then(through))

    def _ink(self, run: GlyphRun) -> Rect:
        if run.font not in self._fonts:
            self._fonts[run.font] = Font(run.font)
        font = self._fonts[run.font]
        em = run.size_pt * MM_PER_POINT
        shift = sum(shift for _, shift in run.kerns) / 1000
        # Without kerning each letter is as wide as it is; the run has its own kerns.
        width = (sum(font.advance(char) for char in run.text) + shift) * em
        above, below = font.reach(run.text)
        return Rect(run.x, run.y - above * em, width, (above + below) * em)


def _about(item: Fill) -> Rect:
    xs = [n for _, numbers in item.path.segments for n in numbers[0::2]]
    ys = [n for _, numbers in item.path.segments for n in numbers[1::2]]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _finding(side: _Side, shop: PrintShop) -> str:
    return f"{side.title}: {_near_in_words(side, shop)}."


def _near_in_words(side: _Side, shop: PrintShop) -> str:
    count = len(side.near)
    trim = Rect.of(side.face.size)
    least = min(
        min(box.x, box.y, trim.right - box.right, trim.bottom - box.bottom) for box in side.near
    )
    what = "1 regel of teken staat" if count == 1 else f"{count} regels of tekens staan"
    where = f"op {_mm(max(least, 0.0))} mm van" if least > _HAIR else "over"
    nearest = "" if count == 1 else "de dichtstbijzijnde "
    return f"{what} binnen {_mm(shop.safe)} mm van de snijrand ({nearest}{where} de rand)"


def _mm(length: float) -> str:
    return f"{round(length, 2):g}".replace(".", ",")


def _sheet(sides: Sequence[_Side], shop: PrintShop, setter: Setter) -> Mosaic:
    units = [_unit(side, shop, setter) for side in sides]
    width = max(unit.size.width for unit in units)
    height = max(unit.size.height for unit in units)
    columns = min(len(units), max(1, math.floor((_WIDEST - _GAP) / (width + _GAP))))
    # A front and its back in one row.
    columns -= columns % 2 if columns > 1 else 0
    rows: list[Row] = []
    for first in range(0, len(units), columns):
        tiles = tuple(
            Tile(unit, _GAP + column * (width + _GAP), _GAP)
            for column, unit in enumerate(units[first : first + columns])
        )
        last = first + columns >= len(units)
        rows.append(Row(_GAP + height + (_GAP if last else 0.0), tiles))
    return Mosaic(columns * (width + _GAP) + _GAP, TABLE, tuple(rows))


def _unit(side: _Side, shop: PrintShop, setter: Setter) -> Frame:
    """Return one face with the lines of the shop, and beside it the four cuts."""
    trim = side.face.size
    whole = Size(trim.width + 2 * shop.bleed, trim.height + 2 * shop.bleed)
    room = whole.height - 2 * _CAPTION - _BETWEEN
    scale = room / 2 / trim.height
    small = Size(trim.width * scale, trim.height * scale)
    grid = whole.width + 2 * _BETWEEN
    size = Size(grid + 2 * small.width + _BETWEEN, _TOP + whole.height + _FOOT)
    items: list[Item] = [*_text(setter, _told(side, shop), _HEAD, _INK, 0.0, 1.0)]
    items.extend(_with_lines(side, shop, Transform.move(shop.bleed, _TOP + shop.bleed)))
    if side.near:
        words, look, colour = f"{_near_in_words(side, shop)}", _STRONG, _ALARM
    else:
        words, look, colour = (
            f"Alle tekst staat verder dan {_mm(shop.safe)} mm van de rand.",
            _WORDS,
            _INK,
        )
    items.extend(_text(setter, _begun(words), look, colour, 0.0, _TOP + whole.height + 2.6))
    for number, (caption, across, down) in enumerate(_CUTS):
        row, column = divmod(number, 2)
        x = grid + column * (small.width + _BETWEEN)
        y = _TOP + row * (small.height + _CAPTION + _BETWEEN)
        shift = Transform.move(-across * TOLERANCE_MM, -down * TOLERANCE_MM)
        cut = _cut(side, shift)
        place = Transform.scale(scale).then(Transform.move(x, y))
        items.append(Placed(cut, place, Rect.of(trim)))
        items.extend(_text(setter, caption, _WORDS, _INK, x, y + small.height + 1.7))
    return Frame(size, (), tuple(items))


def _told(side: _Side, shop: PrintShop) -> str:
    corner = f"hoek {_mm(side.corner)} mm" + (
        "" if shop.corner is not None else " (van het sjabloon)"
    )
    trim = side.face.size
    return (
        f"{side.title} · {shop.title} · {_mm(trim.width)} × {_mm(trim.height)} mm · "
        f"afloop {_mm(shop.bleed)} · veilig {_mm(shop.safe)} · {corner}"
    )


def _begun(words: str) -> str:
    return words[0].upper() + words[1:] + ("" if words.endswith(".") else ".")


def _text(
    setter: Setter, words: str, look: Style, colour: Cmyk, x: float, y: float
) -> Iterator[Item]:
    yield from set_text(setter, words, look, colour, x, y, 1e6).items


def _with_lines(side: _Side, shop: PrintShop, at: Transform) -> Iterator[Item]:
    trim = Rect.of(side.face.size)
    whole = trim.grown(shop.bleed)
    yield Fill(rectangle(whole).moved(at), WHITE)
    yield Placed(side.face, at, whole)
    lines: list[tuple[Path, Cmyk, float, tuple[float, ...]]] = [(rectangle(whole), BLEED, 0.6, ())]
    # Where the knife may come: from a millimetre outside the line to a millimetre inside.
    for distance in (TOLERANCE_MM, -TOLERANCE_MM):
        path = rectangle(trim.grown(distance), max(0.0, side.corner + distance))
        lines.append((path, TRIM, 0.4, (1.0, 0.7)))
    lines.append((rectangle(trim, side.corner), TRIM, 0.8, ()))
    lines.append((rectangle(trim.grown(-shop.safe)), SAFE, 0.6, ()))
    for path, colour, width, dash in lines:
        # White under each, or it is lost on a ground of its own colour.
        yield Stroke(path.moved(at), WHITE, width + 0.5)
        yield Stroke(path.moved(at), colour, width, dash)
    for box in side.near:
        yield Stroke(rectangle(box.grown(0.8), 0.6).moved(at), _ALARM, 1.4)


def _cut(side: _Side, shift: Transform) -> Frame:
    """Return the card that a knife leaves which came elsewhere; seen from it, the print moved."""
    trim = side.face.size
    paper = Rect.of(trim)
    return Frame(
        trim,
        (),
        (
            Fill(rectangle(paper), WHITE),
            Placed(side.face, shift),
            corners(trim, side.corner),
        ),
    )
