"""A sheet in; its pages out, with slug line, ruler and cross in the free strip beside the cards."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kaartgen.frame import BLACK, Frame, Item, Placed
from kaartgen.geometry import Rect, Transform
from kaartgen.imposition.impose import Sheet
from kaartgen.imposition.plan import Plan
from kaartgen.imposition.ways import Way
from kaartgen.layout.paragraph import Setter
from kaartgen.pdf.document import Page
from kaartgen.products.notes import cross, ruler, set_text, style
from kaartgen.products.strip import RULER_LENGTH, SLUG_LENGTH, Strip, free_strip

_CROSS_ARM = 2.0


def sheet_pages(
    source: str, setter: Setter, sheet: Sheet, way: Way, name: str, note: str = ""
) -> tuple[Page, Page]:
    """Return the front and the back of a sheet; `source` says of what it is a sheet.

    Its `name` and a `note` stand in the slug line too.
    """
    strip = free_strip(sheet.plan)
    if strip is None:
        return Page(sheet.front), Page(sheet.back)
    notes = _Notes(source, setter, sheet.plan, strip, way, name, note)
    back = sheet.back if way.prints_one_side and way is not Way.BACKS else notes.back(sheet.back)
    return Page(notes.front(sheet.front)), Page(back)


class _Notes(Struct, frozen=True):
    """What stands beside the cards of one sheet."""

    source: str
    setter: Setter
    plan: Plan
    strip: Strip
    way: Way
    sheet: str
    note: str

    def front(self, frame: Frame) -> Frame:
        area, lines = self.strip.area, self.strip.lines
        y = self._text_y(area)
        beside = area.right - RULER_LENGTH if lines == 1 else area.x + 4
        drop = 0.0 if lines == 1 else (-4.2 if y > self.plan.block.y else 4.2)
        items = [
            *self._text("vouwvel" if self.way is Way.FOLDED else "voorkant", area),
            Placed(ruler(self.setter), Transform.move(beside, y - 0.2 + drop)),
        ]
        if self.way is not Way.FOLDED and self.way is not Way.FRONTS:
            items.append(self._cross(self._middle))
        return _with(frame, items)

    def back(self, frame: Frame) -> Frame:
        # The cross stands at the same point of the paper on both sides; the text beside it reads
        # from the page's own left, so its place is turned with the sheet.
        area = self.plan.turn.rect(self.strip.area)
        middle = self.plan.turn.point(*self._middle)
        return _with(frame, [*self._text("achterkant", area), self._cross(middle)])

    @property
    def _middle(self) -> tuple[float, float]:
        area = self.strip.area
        return area.x + area.width / 2, area.y + area.height - _CROSS_ARM

    def _cross(self, at: tuple[float, float]) -> Placed:
        return Placed(cross(_CROSS_ARM), Transform.move(at[0] - _CROSS_ARM, at[1] - _CROSS_ARM))

    def _text_y(self, area: Rect) -> float:
        # The text keeps to the edge of the paper, away from the marks at the cards.
        return area.bottom - 2.4 if area.y > self.plan.block.y else area.y + 0.3

    def _text(self, side: str, area: Rect) -> tuple[Item, ...]:
        look, y = style(7, 9), self._text_y(area)
        slug = self._slug(side)
        return set_text(self.setter, slug, look, BLACK, area.x + 4, y, SLUG_LENGTH).items

    def _slug(self, side: str) -> str:
        shares = sorted({round(100 * slot.scale, 1) for slot in self.plan.slots})
        told = " en ".join(f"{share:g}".replace(".", ",") for share in shares)
        # Large print is true to its own size, and says so.
        size = "100 %" if self.plan.scale >= 1 else f"kaarten op {told} %"
        words = [self.source, self.sheet, side, size]
        if not self.way.prints_one_side or self.way is Way.BACKS:
            words.append(f"{self.plan.flip.value}e zijde")
        return " · ".join(words) + self.note


def _with(frame: Frame, items: Sequence[Item]) -> Frame:
    return Frame(frame.size, frame.ground, (*frame.figure, *items))
