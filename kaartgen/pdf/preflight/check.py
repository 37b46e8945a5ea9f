"""A PDF and a shop's wishes in; a report of what does not hold out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pypdfium2
from msgspec import Struct
from msgspec.structs import replace

from kaartgen.geometry import Rect, Size
from kaartgen.pdf.document import PRESS_SHEET, SHEETWISE
from kaartgen.pdf.preflight.bleed import Pictures, unpainted
from kaartgen.pdf.preflight.ink import Plates
from kaartgen.pdf.preflight.model import Box, Measured, PageFacts, Painted
from kaartgen.pdf.preflight.properties import file_facts, keywords
from kaartgen.pdf.preflight.reading import UNFOLLOWED, Source, opened, pages, painted
from kaartgen.pdf.preflight.resources import Shared
from kaartgen.pdf.preflight.rule import Found, Rule, Severity, Wishes
from kaartgen.pdf.preflight.rules import RULES
from kaartgen.pdf.preflight.rules.inks import is_mark, reached
from kaartgen.pdf.preflight.rules.pages import blank

# A page of a thousand hairlines is drawn as some of them; they are all counted.
_MOST_PLACES: Final = 60
# Colour nearer to the trim than this is asked to run on into the bleed.
_NEAR_MM: Final = 1.0
_MOST_FILLING: Final = 3
# Pages of A5 and more are leaves; rounding takes a little off.
_CARD_MM2: Final = 147 * 209
_FILLING: Final = "Dat hoort zo: een drukker telt in bladen, en een boekje in vier bladzijden."


class Finding(Struct, frozen=True):
    """One thing that is wrong; `page` counts from 1, None for the file as a whole.

    `places` are millimetres from the top left of the page; `count` is how many there were.
    """

    rule: str
    name: str
    severity: Severity
    page: int | None
    message: str
    hint: str
    places: tuple[Rect, ...]
    count: int
    for_pdfx: bool


class Report(Struct, frozen=True):
    """All that was found in a file, and what it was held against."""

    path: Path
    wishes: Wishes
    pages: int
    trim: Size | None
    findings: tuple[Finding, ...]
    rules: int
    most_ink: float
    # How much of a page each ink covers on average, in per cent, if it was measured.
    coverage: tuple[float, ...]

    @property
    def errors(self) -> bool:
        """Whether a shop would send it back."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def meets_pdfx(self) -> bool:
        """Whether no rule of the PDF/X that was asked for is broken."""
        return self.wishes.pdfx != "geen" and not any(
            finding.for_pdfx and finding.severity is Severity.ERROR for finding in self.findings
        )


def checked(
    path: Path,
    wishes: Wishes,
    advance: Callable[[int], None] = lambda _: None,
    *,
    measuring: bool = False,
) -> Report:
    """Hold a file against the wishes; `advance` is called with 1 after every page.

    With `measuring` the ink is measured on plates, which takes some four times as long and also
    counts what comes together by overprint and transparency.

    Raises KaartgenError if it cannot be read.
    """
    source = opened(path)
    wishes = _of_sheets(wishes, source)
    rules = [rule for rule in RULES if rule.applies(wishes)]
    looked = _Looked(measuring=measuring)
    by_page = list(_pages(source, wishes, rules, looked, advance))
    facts = file_facts(source, tuple(looked.pages), looked.shared.fonts)
    findings: list[Finding] = []
    for rule in rules:
        if rule.file is not None:
            findings += [_finding(rule, found, None, wishes) for found in rule.file(facts, wishes)]
    findings += _explained(by_page, looked.pages)
    order = {rule.id: number for number, rule in enumerate(rules)}
    findings.sort(key=lambda one: (order[one.rule], one.page or 0))
    trims = [page.trim for page in looked.pages if page.trim is not None]
    return Report(
        path,
        wishes,
        len(looked.pages),
        Size(round(trims[0].width, 2), round(trims[0].height, 2)) if trims else None,
        tuple(findings),
        len(rules),
        looked.most_ink,
        tuple(sum(one) / len(looked.coverage) for one in zip(*looked.coverage, strict=True)),
    )


def _explained(found: Sequence[Finding], pages: Sequence[PageFacts]) -> Iterator[Finding]:
    """Yield the findings; of blank leaves at the end is said that they fill up a number."""
    empty = {one.page for one in found if one.rule == blank.id}
    count = last = len(pages)
    # A sheet of a booklet has four pages.
    while last in empty and count - last < _MOST_FILLING and _is_leaf(pages[last - 1]):
        last -= 1
    filling = range(last + 1, count + 1) if count % 2 == 0 else range(0)
    for one in found:
        if one.rule == blank.id and one.page in filling:
            said = "aan het eind leeg, zodat elk blad twee kanten heeft"
            yield replace(one, severity=Severity.NOTE, message=said, hint=_FILLING)
        else:
            yield one


def _is_leaf(page: PageFacts) -> bool:
    """Say whether a page is larger than a card: of a booklet, or of a stack of paper."""
    trim = page.trim or page.media
    return trim.width * trim.height > _CARD_MM2


def _of_sheets(wishes: Wishes, source: Source) -> Wishes:
    """Return the wishes for press sheets, if the file or who asks says that these are."""
    said = keywords(source.pdf)
    if not wishes.sheets and PRESS_SHEET not in said:
        return wishes
    # Where front and back are printed from one plate there is one page for both.
    in_pairs = SHEETWISE in said
    order = wishes.shop.order if in_pairs else "twee-bestanden"
    return replace(wishes, shop=replace(wishes.shop, marks=True, order=order), sheets=True)


def ranges(numbers: Sequence[int]) -> str:
    """Write page numbers that follow each other as a stretch: "1–4, 7, 9–12"."""
    parts: list[tuple[int, int]] = []
    for page in numbers:
        if parts and page == parts[-1][1] + 1:
            parts[-1] = (parts[-1][0], page)
        else:
            parts.append((page, page))
    told = [f"{first}" if first == last else f"{first}–{last}" for first, last in parts]
    return ", ".join(told) if len(told) <= 12 else f"{', '.join(told[:12])} …"


class _Looked:
    """What is remembered of the pages while they pass: one at a time is held whole."""

    def __init__(self, *, measuring: bool) -> None:
        self.measuring = measuring
        self.coverage: list[tuple[float, ...]] = []
        self.shared = Shared()
        self.pages: list[PageFacts] = []
        self.most_ink = 0.0


def _pages(
    source: Source,
    wishes: Wishes,
    rules: Sequence[Rule],
    looked: _Looked,
    advance: Callable[[int], None],
) -> Iterator[Finding]:
    looks = [(rule, rule.page) for rule in rules if rule.page is not None]
    found_pages = _with_bleeds(_followed(source, looked), source, wishes.shop.bleed)
    if looked.measuring:
        found_pages = _with_ink(found_pages, source, wishes.shop.ink)
    for page in found_pages:
        if page.measured is not None:
            most = page.measured.most
            looked.coverage.append(page.measured.coverage)
        else:
            kept = (paint for paint in page.paints if not is_mark(paint, page))
            most = max((reached(paint, page) for paint in kept), default=0.0)
        looked.most_ink = max(looked.most_ink, most)
        for rule, look in looks:
            for found in look(page, wishes):
                yield _finding(rule, found, page.facts.number, wishes)
        advance(1)


def _followed(source: Source, looked: _Looked) -> Iterator[Painted]:
    for facts, thing, matrix in pages(source):
        looked.pages.append(facts)
        yield painted(facts, thing, matrix, looked.shared)


def _with_bleeds(found: Iterator[Painted], source: Source, bleed: float) -> Iterator[Painted]:
    """Yield the pages with where their bleed is blank.

    A thread of its own for the drawing makes it slower: the two keep waiting for each other.
    """
    pictures = _pictures(source)
    if pictures is None:
        yield from found
        return
    known: dict[tuple[object, ...], tuple[Box, ...]] = {}
    try:
        for page in found:
            if not _reaches_the_trim(page):
                yield page
                continue
            facts = page.facts
            # Copies of a card look the same.
            key = (page.alike, facts.trim, facts.bleed, facts.crop)
            if key not in known:
                known[key] = _unpainted(pictures, facts, bleed)
            yield replace(page, unpainted=known[key]) if known[key] else page
    finally:
        pictures.close()


def _with_ink(found: Iterator[Painted], source: Source, limit: int) -> Iterator[Painted]:
    """Yield the pages with the ink on them as measured; as they were if that cannot be done."""
    try:
        plates = Plates.of(source.data)
    except (pypdfium2.PdfiumError, *UNFOLLOWED):
        yield from found
        return
    known: dict[tuple[object, ...], Measured | None] = {}
    try:
        for page in found:
            if page.unreadable is not None:
                yield page
                continue
            key = (page.alike, page.facts.crop)
            if key not in known:
                known[key] = plates.measured(page.facts, limit)
            yield replace(page, measured=known[key])
    finally:
        plates.close()


def _pictures(source: Source) -> Pictures | None:
    try:
        return Pictures(source.data)
    except pypdfium2.PdfiumError:
        return None


def _unpainted(pictures: Pictures, page: PageFacts, bleed: float) -> tuple[Box, ...]:
    try:
        return unpainted(pictures, page, bleed)
    except pypdfium2.PdfiumError:
        # That it cannot be drawn is found by following its content.
        return ()


def _reaches_the_trim(page: Painted) -> bool:
    trim = page.facts.trim
    # What could not be followed may keep pdfium busy for ever.
    if trim is None or page.unreadable is not None:
        return False
    return not all(_inside(paint.box, trim) for paint in page.paints)


def _inside(box: Box, trim: Box) -> bool:
    return (
        box.left > trim.left + _NEAR_MM
        and box.top > trim.top + _NEAR_MM
        and box.right < trim.right - _NEAR_MM
        and box.bottom < trim.bottom - _NEAR_MM
    )


def _finding(rule: Rule, found: Found, page: int | None, wishes: Wishes) -> Finding:
    return Finding(
        rule.id,
        rule.name,
        found.severity or rule.severity,
        page,
        found.message,
        rule.hint,
        tuple(box.rect for box in found.boxes[:_MOST_PLACES]),
        max(1, len(found.boxes)),
        wishes.pdfx in rule.pdfx,
    )
