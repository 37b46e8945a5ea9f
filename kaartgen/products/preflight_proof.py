"""What a preflight found in; a proof on A4 out: every page with a finding, the finding on it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from kaartgen.frame import WHITE, Cmyk, Fill, ForeignPage, Frame, Placed, Stroke, circle, rectangle
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.style import Style
from kaartgen.pdf.document import Document, Page
from kaartgen.pdf.finish import finished
from kaartgen.pdf.foreign import ForeignFile
from kaartgen.pdf.preflight.check import Finding, Report, ranges
from kaartgen.pdf.preflight.model import Box, PageFacts
from kaartgen.pdf.preflight.reading import opened, pages
from kaartgen.pdf.preflight.rule import Severity
from kaartgen.pdf.print_shop import PDFX_NAMES
from kaartgen.products.notes import style
from kaartgen.products.sketch import Sketch

_A4: Final = Size(297, 210)
# Where the page is shown, and where the words about it stand.
_SHOWN: Final = Rect(14, 30, 150, 166)
_WORDS_X: Final = 176.0
_WORDS: Final = 107.0
_FOOT: Final = 196.0
# A card is shown somewhat larger than it is, not so large that it seems another thing.
_LARGEST: Final = 1.6
# Of a thousand pages nobody looks at the last.
_MOST_PAGES: Final = 100
_COLOURS: Final[Mapping[Severity, Cmyk]] = {
    Severity.ERROR: Cmyk(0, 100, 90, 15),
    Severity.WARNING: Cmyk(0, 65, 100, 22),
    Severity.NOTE: Cmyk(90, 55, 0, 15),
}
_TABLE: Final = Cmyk(4, 3, 5, 12)
_TRIM: Final = Cmyk(100, 0, 0, 0)
_SAFE: Final = Cmyk(70, 0, 90, 10)
_BLEED: Final = Cmyk(0, 80, 0, 0)
_GREY: Final = Cmyk(0, 0, 0, 80)
_TAG: Final = 2.1
# The file's own date is the only one there is.
_DATE: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


class _Shown(Struct, frozen=True):
    """A page of the file, and the map from its points to millimetres."""

    facts: PageFacts
    matrix: tuple[float, float, float, float, float, float]


def proof(report: Report, house: HouseStyle) -> tuple[int, bytes]:
    """Return the number of pages and the PDF; the first page tells what holds for the whole file.

    Raises KaartgenError if the file cannot be read any more.
    """
    writer = _Writer(report, house, Setter(house.book, "nl_NL"))
    source = opened(report.path)
    wanted = {finding.page for finding in report.findings if finding.page is not None}
    chosen = sorted(wanted)[:_MOST_PAGES]
    shown = [
        _Shown(facts, matrix) for facts, _, matrix in pages(source) if facts.number in set(chosen)
    ]
    frames = [*writer.summary(len(wanted) - len(chosen)), *(writer.page(one) for one in shown)]
    document = Document(
        tuple(Page(frame) for frame in frames),
        title=f"{report.path.name}: preflight",
        author="kaartgen",
        subject=f"Nagekeken voor {report.wishes.shop.title}",
        language="nl-NL",
        date=_DATE,
    )
    foreign = ForeignFile(report.path, source.pdf, (), (), None)
    return len(frames), finished(document, {report.path: foreign})


class _Writer:
    """Fills the pages of one proof."""

    def __init__(self, report: Report, house: HouseStyle, setter: Setter) -> None:
        self.report, self.house, self.setter = report, house, setter
        self.head = style(17, 20, font="display", weight=700, optical=True)
        self.strong = style(10.5, 13.6, weight=600)
        self.body = style(10.5, 13.6)
        self.small = style(9, 11.6)

    def summary(self, left_out: int) -> Iterator[Frame]:
        """Yield the pages about the file as a whole."""
        report = self.report
        page = self._begun(report.path.name)
        shop, pdfx = report.wishes.shop, report.wishes.pdfx
        name = f" · {PDFX_NAMES[pdfx]}" if pdfx != "geen" else ""
        y = self._text(page, f"Nagekeken voor {shop.title}{name}", self.strong, 14, 28, 265)
        told = f"{report.pages} pagina’s" if report.pages != 1 else "1 pagina"
        if report.trim:
            told += f" van {report.trim.width:g} × {report.trim.height:g} mm".replace(".", ",")
        told += ", drukvellen" if report.wishes.sheets else ""
        y = self._text(page, f"{told} · {report.rules} controles", self.body, 14, y + 3.4, 265)
        y = self._text(page, self._verdict(), self.body, 14, y + 3.4, 265) + 10
        gathered = list(_gathered(report.findings))
        for pair in range(0, len(gathered), 2):
            if y > _FOOT - 24:
                yield page.frame(_A4)
                page = self._begun(report.path.name)
                y = 30
            y = 6 + max(
                self._told(page, finding, where, x, y, 129)
                for x, (finding, where) in zip((14, 154), gathered[pair : pair + 2], strict=False)
            )
        if not report.findings:
            self._text(page, "Er is niets gevonden.", self.body, 14, y, 265)
        if left_out:
            words = (
                f"Op nog {left_out} pagina’s is ook iets gevonden; die staan niet in deze proef."
            )
            self._text(page, words, self.small, 14, _FOOT, 265, _GREY)
        yield page.frame(_A4)

    def _verdict(self) -> str:
        report = self.report
        if report.wishes.pdfx == "geen":
            return "Er zijn fouten." if report.errors else "Voldoet aan onze controle."
        name = PDFX_NAMES[report.wishes.pdfx]
        if report.meets_pdfx:
            # Of a file that a shop sends back, no good word alone.
            shop = report.wishes.shop.title
            but = f", maar {shop} neemt hem zo waarschijnlijk niet aan" if report.errors else ""
            return f"Voldoet aan onze controle op {name}{but}; een certificaat is dat niet."
        return f"Voldoet niet aan onze controle op {name}."

    def page(self, shown: _Shown) -> Frame:
        """Return one page of the file with its findings on it."""
        facts = shown.facts
        page = self._begun(f"Pagina {facts.number}")
        media = facts.media
        scale = min(_SHOWN.width / media.width, _SHOWN.height / media.height, _LARGEST)
        x = _SHOWN.x + (_SHOWN.width - media.width * scale) / 2
        at = Transform.scale(scale).then(Transform.move(x, _SHOWN.y))
        paper = Rect(0, 0, media.width, media.height)
        page.items.append(Fill(rectangle(at.rect(paper)), WHITE))
        inner = Frame(Size(media.width, media.height), (), (self._foreign(shown),))
        page.items.append(Placed(inner, at, paper))
        self._guides(page, facts, at)
        found = [one for one in self.report.findings if one.page == facts.number]
        tags: list[tuple[float, float]] = []
        for number, finding in enumerate(found, 1):
            self._marked(page, finding, number, at, media, tags)
        self._words(page, found)
        percent = f"{scale * 100:.0f} % van de ware grootte"
        self._text(page, percent, self.small, _SHOWN.x, _FOOT + 4, 150, _GREY)
        return page.frame(_A4)

    def _begun(self, title: str) -> Sketch:
        page = Sketch(self.house, self.setter)
        page.fill(Rect.of(_A4), _TABLE.tint(0.5))
        words = self._printable(title, self.head)
        page.fitted(words, self.head, 14, 12, 269, least_pt=6)
        return page

    def _foreign(self, shown: _Shown) -> ForeignPage:
        a, b, c, d, e, f = shown.matrix
        onto = Transform(a, b, c, d, e, f)
        media = shown.facts.media
        back = _inverse(onto)
        corner, other = back.point(media.left, media.top), back.point(media.right, media.bottom)
        box = (
            min(corner[0], other[0]),
            min(corner[1], other[1]),
            max(corner[0], other[0]),
            max(corner[1], other[1]),
        )
        return ForeignPage(self.report.path, shown.facts.number - 1, box, onto)

    def _guides(self, page: Sketch, facts: PageFacts, at: Transform) -> None:
        trim = facts.trim
        # What is safe on a press sheet lies within each card, and a sheet does not say where.
        kept = trim if trim and not self.report.wishes.sheets else None
        lines: list[tuple[Box | None, Cmyk, tuple[float, ...]]] = [
            (facts.bleed, _BLEED, ()),
            (trim, _TRIM, ()),
            (kept.grown(-self.report.wishes.shop.safe) if kept else None, _SAFE, (1.2, 1.0)),
        ]
        for box, colour, dash in lines:
            if box is not None and box.width > 0 and box.height > 0:
                page.items.append(Stroke(rectangle(at.rect(box.rect)), colour, 0.5, dash))

    def _marked(
        self,
        page: Sketch,
        finding: Finding,
        number: int,
        at: Transform,
        media: Box,
        tags: list[tuple[float, float]],
    ) -> None:
        """Draw a finding where it is, with its number at the first place."""
        colour = _COLOURS[finding.severity]
        paper = Rect(0, 0, media.width, media.height)
        for place in finding.places:
            # A line would be lost under its own outline.
            inside = _cut(place.grown(0.5), paper.grown(1))
            page.items.append(Stroke(rectangle(at.rect(inside), 0.6), colour, 1.1))
        if not finding.places:
            return
        first = at.rect(_cut(finding.places[0].grown(0.5), paper.grown(1)))
        # Beside the place, so that nothing of it is hidden.
        x, y = first.x - _TAG, first.y
        while any(abs(x - other) < 2 * _TAG and abs(y - its) < 2 * _TAG for other, its in tags):
            x += 2 * _TAG + 0.4
        tags.append((x, y))
        self._tag(page, number, x, y, colour)

    def _tag(self, page: Sketch, number: int, x: float, y: float, colour: Cmyk) -> None:
        page.items.append(Fill(circle(x, y, _TAG), colour))
        look = style(8, 10, weight=700)
        page.centred(str(number), look, x, y - 0.95, WHITE)

    def _words(self, page: Sketch, found: Sequence[Finding]) -> None:
        y = 31.0
        for number, finding in enumerate(found, 1):
            if y > _FOOT - 14:
                rest = f"En nog {len(found) - number + 1}; zie de tabel of --json."
                self._text(page, rest, self.small, _WORDS_X, y, _WORDS, _GREY)
                break
            if finding.places:
                self._tag(page, number, _WORDS_X - 5, y + 1.2, _COLOURS[finding.severity])
            times = f"{finding.count} keer" if finding.count > 1 else ""
            y = self._told(page, finding, times, _WORDS_X, y, _WORDS) + 6
        self._legend(page)

    def _told(
        self, page: Sketch, finding: Finding, where: str, x: float, y: float, width: float
    ) -> float:
        colour = _COLOURS[finding.severity]
        name = f"{finding.severity.value.capitalize()}: {finding.name}"
        y = self._text(page, name, self.strong, x, y, width, colour) + 2.9
        y = self._text(page, _sentence(finding.message), self.body, x, y, width) + 2.9
        if where:
            y = self._text(page, where, self.small, x, y, width, _GREY) + 2.9
        return self._text(page, finding.hint, self.small, x, y, width, _GREY)

    def _legend(self, page: Sketch) -> None:
        x = _WORDS_X
        for words, colour, dash in (
            ("afloop", _BLEED, ()),
            ("snijrand", _TRIM, ()),
            ("veilige zone", _SAFE, (1.2, 1.0)),
        ):
            if colour is _SAFE and self.report.wishes.sheets:
                continue
            page.line(x, _FOOT + 5.2, x + 7, _FOOT + 5.2, colour, 1.0)
            if dash:
                page.items.pop()
                line = rectangle(Rect(x, _FOOT + 5.2, 7, 0))
                page.items.append(Stroke(line, colour, 1.0, dash))
            block = page.block(words, self.small, x + 8.4, _FOOT + 4.2, 60, _GREY)
            page.items.extend(block.items)
            x += 8.4 + block.width + 7

    def _text(
        self,
        page: Sketch,
        words: str,
        look: Style,
        x: float,
        y: float,
        width: float,
        colour: Cmyk | None = None,
    ) -> float:
        return page.text(self._printable(words, look), look, x, y, width, colour)

    def _printable(self, words: str, look: Style) -> str:
        """Return the words with a question mark for every character that our fonts lack.

        A foreign file's names may be in any script.
        """
        missing = set(self.setter.main_font(look).missing(words.replace(" ", "")))
        shown = "".join("?" if char in missing else char for char in words)
        return shown.replace("*", "\\*")


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


def _gathered(findings: Sequence[Finding]) -> Iterator[tuple[Finding, str]]:
    """Yield the first finding of every rule and message, and on which pages it is."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        key = (finding.rule, finding.message if finding.page is None else "")
        groups.setdefault(key, []).append(finding)
    severities = list(Severity)
    for found in sorted(groups.values(), key=lambda group: severities.index(group[0].severity)):
        numbers = [finding.page for finding in found if finding.page is not None]
        if not numbers:
            yield found[0], ""
        elif len(numbers) == 1:
            yield found[0], f"Pagina {numbers[0]}"
        else:
            yield found[0], f"Pagina’s {ranges(sorted(set(numbers)))}"


def _cut(rect: Rect, around: Rect) -> Rect:
    x, y = max(rect.x, around.x), max(rect.y, around.y)
    return Rect(
        x,
        y,
        max(0.2, min(rect.right, around.right) - x),
        max(0.2, min(rect.bottom, around.bottom) - y),
    )


def _inverse(t: Transform) -> Transform:
    size = t.a * t.d - t.b * t.c
    a, b, c, d = t.d / size, -t.b / size, -t.c / size, t.a / size
    return Transform(a, b, c, d, -(a * t.e + c * t.f), -(b * t.e + d * t.f))
