"""Sheets of cards in; all that is written around them out: how to print, how to cut, slug lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from msgspec import Struct

from kaartgen.frame import Frame
from kaartgen.imposition.fold import FoldPlan
from kaartgen.imposition.impose import Sheet, SheetCodes
from kaartgen.imposition.plan import Plan
from kaartgen.imposition.ways import Way
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.pdf.document import Page
from kaartgen.products.beside import sheet_pages
from kaartgen.products.cutting import cutting_pages
from kaartgen.products.explaining import cards_subject
from kaartgen.products.home import HomeJob, Laid, Source
from kaartgen.products.instructions import instruction_pages
from kaartgen.products.instructions_fold import fold_page
from kaartgen.products.instructions_passes import pass_pages
from kaartgen.products.instructions_side import side_page
from kaartgen.products.passes import Passes


class HomeWords(Struct, frozen=True):
    """The words around cards, set in a house style and a language."""

    house: HouseStyle
    setter: Setter

    def in_front(
        self,
        job: HomeJob,
        source: Source,
        sheets: Sequence[SheetCodes],
        laid: Sequence[Laid],
        papers: int,
    ) -> tuple[Page, Page]:
        """Return both sides of the sheet in front, for the way to print; `papers` follow it."""
        subject = cards_subject(
            source.full, source.unit, self.house, self.setter, job.paper, sheets, note=source.note
        )
        way = job.printing.way
        match way:
            case Way.TWO_SIDED:
                front, back = instruction_pages(subject, job.flip, sheets)
            case Way.ONE_SIDE_AT_A_TIME:
                passes = Passes(papers, explained=True, printing=job.printing)
                front, back = pass_pages(subject, passes, job.flip, sheets)
            case Way.FOLDED:
                folded = [FoldPlan(one.plan, one.fold) for one in laid if one.fold]
                front, back = fold_page(subject, folded, sheets), Frame(subject.paper.size, (), ())
            case Way.FRONTS | Way.BACKS:
                front = back = side_page(subject, way, sheets, with_backs=source.with_backs)
            case _:
                assert_never(way)
        return Page(front), Page(back)

    def order_of_cuts(
        self, job: HomeJob, plans: Sequence[tuple[Plan, int]]
    ) -> Sequence[tuple[Page, Page]]:
        """Return the sheets that show the order of the cuts: on both sides, if both are printed."""
        frames = cutting_pages(self.house, self.setter, job.paper.size, plans)
        pages = [Page(frame) for frame in frames]
        if job.printing.way.prints_one_side:
            return [(page, page) for page in pages]
        if len(pages) % 2:
            pages.append(Page(Frame(job.paper.size, (), ())))
        return list(zip(pages[::2], pages[1::2], strict=True))

    def beside(self, job: HomeJob, source: Source, sheet: Sheet, name: str) -> tuple[Page, Page]:
        """Return both sides of a sheet, with what stands in the free strip beside its cards."""
        way = job.printing.way
        return sheet_pages(source.short, self.setter, sheet, way, name, source.note)
