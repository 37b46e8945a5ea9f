"""Open PDFs of another program, and which of their pages to print, in; the sheets out."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from kaartgen.errors import usage_error
from kaartgen.frame import Faces, ForeignPage, Frame
from kaartgen.geometry import Size, Transform
from kaartgen.imposition.plan import HOME_BLEED, Edge, Plan, measure
from kaartgen.imposition.ways import Printing, Way
from kaartgen.pdf.document import Document
from kaartgen.pdf.foreign import ForeignFile
from kaartgen.products.home import (
    HomeCard,
    HomeJob,
    HomeSheets,
    Source,
    Words,
    dated,
    home_sheets,
    laid_out,
)
from kaartgen.products.pairing import (
    ALTERNATING,
    NONE,
    PageRef,
    Pair,
    chosen,
    formats,
    pairs,
    with_bleed,
)

# What a file without a date is dated: a sheet must not change because the clock did.
_UNDATED: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


class Choice(Struct, frozen=True):
    """What of a file is printed: how it has its backs, which pages, how often."""

    backing: str = ALTERNATING
    pages: str | None = None
    copies: int = 1
    sets: int = 1


class ForeignCards(Struct, frozen=True):
    """The cards to print from a file with fronts and, if there is one, a file with backs."""

    fronts: ForeignFile
    backs: ForeignFile | None
    choice: Choice
    pairs: tuple[Pair, ...]
    formats: Mapping[PageRef, Size]

    def pages(self, file: ForeignFile) -> list[int]:
        """Return the pages of one of the files that are printed, each once."""
        used = [ref for pair in self.pairs for ref in (pair.front, pair.back) if ref]
        in_back_file = file is not self.fronts
        return list(dict.fromkeys(ref.page for ref in used if ref.in_back_file is in_back_file))

    @property
    def bleed(self) -> float:
        """How far the colours of all pages go at least beyond the cut, in millimetres."""
        files = [file for file in (self.fronts, self.backs) if file]
        return min(file.pages[at].bleed for file in files for at in self.pages(file))


def foreign_cards(fronts: ForeignFile, backs: ForeignFile | None, choice: Choice) -> ForeignCards:
    """Return the chosen cards; raises KaartgenError for pages that do not belong together."""
    of_fronts = [page.size for page in fronts.pages]
    of_backs = [page.size for page in backs.pages] if backs else []
    found = formats([*of_fronts, *of_backs])
    front_formats, back_formats = found[: len(of_fronts)], found[len(of_fronts) :]
    cards = pairs(front_formats, choice.backing, back_formats)
    by_page = {PageRef(False, at): size for at, size in enumerate(front_formats)}
    by_page |= {PageRef(True, at): size for at, size in enumerate(back_formats)}
    wanted = chosen(cards, len(of_fronts), choice.pages, choice.copies, choice.sets)
    return ForeignCards(fronts, backs, choice, wanted, by_page)


class BuiltInslag(Struct, frozen=True):
    """The sheets of a foreign file, and how the cards of each format lie on them."""

    made: HomeSheets
    laid: tuple[tuple[Size, Plan], ...]


def build_inslag(
    cards: ForeignCards, job: HomeJob, words: Callable[[], Words], *, reduce: bool = True
) -> BuiltInslag:
    """Return the sheets, one format after the other in the order of the file.

    `words` is asked for only if there is something to write. Raises KaartgenError if a format does
    not fit the paper.
    """
    faces = _Faces(cards)
    groups: dict[Size, list[HomeCard]] = {}
    for pair in cards.pairs:
        groups.setdefault(cards.formats[pair.front], []).append(faces.card(pair))
    laid = {size: laid_out(size, job, reduce=reduce) for size in groups}
    name = cards.fronts.path.name
    blank = Document(
        (),
        title=f"{name}: kaarten om zelf te printen",
        author="",
        subject="",
        language="nl-NL",
        date=dated(cards.fronts.made or _UNDATED),
    )
    made = home_sheets(
        [(laid[size], own) for size, own in groups.items()],
        job,
        Source(_shortened(name), _shortened(name, 60), "pagina", cards.choice.backing != NONE),
        words,
        blank,
    )
    return BuiltInslag(made, tuple((size, one.plan) for size, one in laid.items()))


def printing_for(choice: Choice, printing: Printing) -> Printing:
    """Return the way to print cards that may have no backs; raises KaartgenError if there is none.

    Without backs a printer prints one side, whatever it can.
    """
    if choice.backing != NONE:
        return printing
    if printing.way is Way.FOLDED:
        raise usage_error("Zonder achterkanten valt er niets te vouwen.", "Laat --vouw weg.")
    if printing.way is Way.BACKS:
        raise usage_error(
            "Zonder achterkanten is er geen achterkant om te printen.", "Laat --kant weg."
        )
    return Printing(Way.FRONTS)


def findings(cards: ForeignCards, edge: Edge) -> list[str]:
    """Return what a user should know of these cards before printing them."""
    found = [*cards.fronts.findings, *(cards.backs.findings if cards.backs else ())]
    fronts = cards.fronts.pages
    blank = [
        str(at + 1)
        for at in dict.fromkeys(pair.front.page for pair in cards.pairs)
        if fronts[at].blank
    ]
    if blank:
        found.append(f"{_pages(blank)} van {cards.fronts.path.name} is leeg: een lege voorkant.")
    turned = [
        str(pair.back.page + 1)
        for pair in dict.fromkeys(cards.pairs)
        if pair.back and cards.formats[pair.back] != cards.formats[pair.front]
    ]
    if turned:
        found.append(
            f"{_pages(list(dict.fromkeys(turned)))} ligt en de voorkant staat, of omgekeerd; de "
            "achterkant is een kwartslag naar rechts gedraaid."
        )
    if edge is Edge.BLEED and cards.bleed < HOME_BLEED - 0.05:
        found.append(_without_bleed(cards))
    return found


def _without_bleed(cards: ForeignCards) -> str:
    size = cards.formats[cards.pairs[0].front]
    guess = with_bleed(size)
    if cards.bleed == 0 and guess:
        inner, bleed = guess
        return (
            f"de pagina’s zijn {measure(size)}. Is dat {measure(inner)} met {bleed:g} mm afloop? "
            f"Zeg dan --afloop {bleed:g}; nu wordt er op de rand van de pagina gesneden."
        ).replace(".175", ",175")
    return (
        "de pagina’s hebben geen afloop (kleur die over de snijlijn heen loopt): snijd je een haar "
        "ernaast, dan blijft er een wit randje. Exporteer ze met 3 mm afloop, of kies --rand wit."
    )


class _Faces:
    """The faces of the cards; a page that is on more cards is one face."""

    def __init__(self, cards: ForeignCards) -> None:
        self._cards = cards
        self._frames: dict[tuple[PageRef, Size], Frame] = {}
        self._made: dict[Pair, HomeCard] = {}
        # Most pages of a file have one size.
        self._onto: dict[tuple[Transform, Size, bool, Size], Transform] = {}

    def card(self, pair: Pair) -> HomeCard:
        if pair not in self._made:
            size = self._cards.formats[pair.front]
            back = self._frame(pair.back, size) if pair.back else Frame(size, (), ())
            numbers = [pair.front.page]
            if self._cards.choice.backing == ALTERNATING and pair.back:
                numbers.append(pair.back.page)
            codes = tuple(str(number + 1) for number in numbers)
            self._made[pair] = HomeCard(codes, Faces(self._frame(pair.front, size), back))
        return self._made[pair]

    def _frame(self, ref: PageRef, size: Size) -> Frame:
        key = (ref, size)
        if key not in self._frames:
            self._frames[key] = self._drawn(ref, size)
        return self._frames[key]

    def _drawn(self, ref: PageRef, size: Size) -> Frame:
        file = self._cards.backs if ref.in_back_file else self._cards.fronts
        assert file is not None  # there are refs to it
        page = file.pages[ref.page]
        if page.blank:
            return Frame(size, (), ())
        key = (page.onto, page.size, self._cards.formats[ref] != size, size)
        if key not in self._onto:
            self._onto[key] = _onto(*key)
        item = ForeignPage(file.path, ref.page, page.seen_pt, self._onto[key])
        return Frame(size, (item,), (), bleed=page.bleed)


def _onto(onto: Transform, own: Size, turned: bool, size: Size) -> Transform:
    """Return the map of a page onto a face of its format, which it may miss by a little."""
    if turned:
        # A lying back behind a standing front, or the other way round: turned clockwise.
        onto = onto.then(Transform.rotate(90)).then(Transform.move(own.height, 0))
        own = own.turned()
    # Rounded to its format a page keeps its middle.
    middle = Transform.move((size.width - own.width) / 2, (size.height - own.height) / 2)
    return onto.then(middle)


def _pages(numbers: Sequence[str]) -> str:
    """Write "pagina 3" or "pagina 3, 5 en 8"."""
    if len(numbers) > 6:
        return f"pagina {', '.join(numbers[:5])} en {len(numbers) - 5} andere"
    return "pagina " + " en ".join(filter(None, (", ".join(numbers[:-1]), numbers[-1])))


def _shortened(name: str, most: int = 40) -> str:
    """Return a file's name with its middle left out if it is too long for its line."""
    if len(name) <= most:
        return name
    half = (most - 1) // 2
    return f"{name[:half]}…{name[-half:]}"
