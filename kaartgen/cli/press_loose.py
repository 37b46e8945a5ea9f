"""A product for a print shop in; its single pages as one file, written, looked over, told about."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from kaartgen.cli import output
from kaartgen.cli.build import PressChoice, path_of
from kaartgen.cli.dutch import count, number
from kaartgen.cli.places import open_file
from kaartgen.cli.preflight import in_sentences
from kaartgen.cli.press import (
    Press,
    bleed_in_words,
    inked,
    looked_over,
    plates_in_words,
    press_for,
    press_in_words,
    pressed,
    verdicts,
)
from kaartgen.cli.printing import Asked
from kaartgen.cli.report import Voice
from kaartgen.errors import ExitCode, usage_error
from kaartgen.geometry import Rect
from kaartgen.layout.house_style import HouseStyle
from kaartgen.pdf.document import Document
from kaartgen.products.loose import loose_pages
from kaartgen.workspace import Workspace


class Shop(Struct, frozen=True):
    """The print shop that was asked for, and how."""

    name: str
    choice: PressChoice = field(default_factory=PressChoice)
    date: datetime.datetime | None = None

    def press(self, workspace: Workspace, asked: Asked, *, refused: dict[str, bool]) -> Press:
        """Return the press; raises KaartgenError for options of a printer, or for pictures."""
        printer = [*asked.options, *(option for option, given in refused.items() if given)]
        if printer:
            raise usage_error(
                f"{printer[0]} hoort bij de eigen printer, niet bij een drukker.",
                "Laat een van beide weg.",
            )
        press = press_for(workspace, self.name, self.choice)
        if press.shop is not None and press.shop.file != "pdf":
            raise usage_error(
                f"{press.shop.title} drukt alleen kaarten, van plaatjes.",
                "Kies een andere drukker.",
            )
        return press


class Product(Struct, frozen=True):
    """A product as it is for an office printer, what it is called, and how it is told of.

    The number of pages becomes a `multiple`: of 2 for sheets, of 4 for what is stapled.
    """

    document: Document
    name: str
    words: str
    multiple: int
    # What the file's name gets behind it, where there are several.
    part: str = ""


def deliver(
    workspace: Workspace,
    products: Sequence[Product],
    shop: Shop,
    press: Press,
    where: str | None,
    voice: Voice,
    *,
    house: HouseStyle,
    show: bool,
) -> ExitCode:
    """Write the products for the shop; return 7 if it would send one back."""
    press = inked(press, house)
    job = press.job if press.shop else replace(press.job, bleed=3.0)
    files: dict[Path, bytes] = {}
    pages: dict[Path, int] = {}
    told: list[str] = []
    for product in products:
        document = loose_pages(product.document, job, multiple=product.multiple)
        if shop.date is not None:
            document = replace(document, date=shop.date)
        name, alone = product.name + shop.choice.suffix, len(products) == 1
        path = path_of(workspace, where, name, product.part, alone=alone)
        files[path] = pressed(document, press, lambda _: None)
        pages[path] = len(document.pages)
        told.append(_told(product, document, job.bleed or 0.0))
    output.write_all(files)
    one_sided = all(product.multiple == 1 for product in products)
    reports = looked_over(list(files), press, voice, one_sided=one_sided)
    for line in (
        *told,
        *press_in_words(press),
        *plates_in_words(press),
        *verdicts(reports, press),
    ):
        voice.say(line)
    findings = [line for report in reports for line in in_sentences(report)]
    voice.files(pages, cards=0, sheets=0, findings=findings)
    if show:
        open_file(next(iter(files)), voice)
    return ExitCode.PREFLIGHT if any(report.errors for report in reports) else ExitCode.OK


def _told(product: Product, document: Document, bleed: float) -> str:
    pages = count(len(document.pages), "losse pagina", "losse pagina’s")
    blank = len(document.pages) - len(product.document.pages)
    size = document.pages[0].trim or Rect.of(document.pages[0].frame.size)
    said = f"{pages} van {number(size.width)} × {number(size.height)} mm"
    if blank:
        said += f" ({count(blank, 'lege', 'lege')} achteraan)"
    return f"Klaar: {product.words}, {said}, met {bleed_in_words(bleed)}."
