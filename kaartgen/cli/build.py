"""A request in; the product made, written and told about: where the command line meets the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from kaartgen.cli import output
from kaartgen.cli.dutch import count, number
from kaartgen.cli.paper_kept import paper_named
from kaartgen.cli.papers import check_cards, check_wishes
from kaartgen.cli.places import here, open_file, target_base
from kaartgen.cli.printer import aligned, chosen_printer, named_for, paper_for, say_aligned
from kaartgen.cli.printing import (
    cuts_in_words,
    how_to_print,
    printing_on,
    stock_in_words,
    suffix,
)
from kaartgen.cli.report import Progress, Voice
from kaartgen.cli.styled import house_suffix, styled_deck
from kaartgen.content.deck import Card, Deck
from kaartgen.errors import ExitCode
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Edge, Flip, Wishes
from kaartgen.imposition.printer import Printer
from kaartgen.imposition.ways import Printing, Way
from kaartgen.layout.look import Look
from kaartgen.layout.sizing import KindSize
from kaartgen.pdf.document import Document
from kaartgen.products.cards import Built, build_home
from kaartgen.products.home import HomeJob
from kaartgen.products.looks import look_of
from kaartgen.products.selection import Selection, chosen
from kaartgen.workspace import PACKAGE, Workspace

if TYPE_CHECKING:
    import datetime

    from kaartgen.cli.differing import Differing
    from kaartgen.cli.press import Press
    from kaartgen.imposition.press import PressWishes
    from kaartgen.imposition.press_run import Gathering
    from kaartgen.pdf.print_shop import PdfX


class PressChoice(Struct, frozen=True):
    """What was asked for a press beside the shop itself; None is what the shop wants."""

    pdfx: PdfX | None = None
    icc: str | None = None
    per_card: bool = False
    # Whether the order goes with it, and for how many decks.
    ordered: bool = False
    run: int | None = None
    # Whether spot colours stay on plates of their own, and cards have a line for the punch.
    spots_apart: bool = False
    die: bool = False

    @property
    def suffix(self) -> str:
        """What the choice adds to a file's name."""
        name = "-per-kaart" if self.per_card else ""
        name += "-steunkleuren" if self.spots_apart else ""
        name += "-stans" if self.die else ""
        if self.pdfx is not None:
            name += "-zonder-pdfx" if self.pdfx == "geen" else f"-x{self.pdfx}"
        if self.icc is not None:
            name += f"-{re.sub(r'[^a-z0-9]+', '-', Path(self.icc).stem.casefold()).strip('-')}"
        return name


class RunChoice(Struct, frozen=True):
    """What was asked of press sheets: how many decks, how cut cards become decks, and the sheet."""

    decks: int = 1
    gathering: Gathering = "stapelen"
    wishes: PressWishes | None = None

    @property
    def suffix(self) -> str:
        """What the choice adds to a file's name."""
        name = "" if self.gathering == "stapelen" else f"-{self.gathering}"
        name += self.wishes.suffix if self.wishes else ""
        return name + (f"-oplage-{self.decks}" if self.decks > 1 else "")


class DeckRequest(Struct, frozen=True):
    """All that was asked of `kaartgen deck`."""

    name: str
    where: str | None = None
    profile: str = "thuis"
    paper: str = "A4"
    flip: str = "lang"
    edge: str = "wit"
    explained: bool = True
    trial: bool = False
    large: bool = False
    selection: Selection = field(default_factory=Selection)
    show: bool = False
    changed: bool = False
    since: str | None = None
    draft: bool = False
    printing: Printing = field(default_factory=Printing)
    wishes: Wishes = field(default_factory=Wishes)
    cut_order: bool = False
    # One size of card for the whole deck, instead of each kind's own.
    one_format: str | None = None
    # What was asked for a press, where the profile is one.
    press: PressChoice = field(default_factory=PressChoice)
    run: RunChoice = field(default_factory=RunChoice)
    # What the files say that they were made on, instead of the deck's own date.
    date: datetime.datetime | None = None
    printer: str | None = None
    house: str | None = None

    def dated(self, document: Document) -> Document:
        """Return the document with the date that was asked for, if one was."""
        return document if self.date is None else replace(document, date=self.date)

    def file_name(self, paper: Paper | None = None) -> str:
        """Return the file's name; every choice that changes the sheets is in it."""
        name = f"{self.name}-kaarten-{self.profile}"
        if self.profile == "thuis":
            name += "" if paper is None or paper.name == "A4" else f"-{paper.name.casefold()}"
            name += suffix(self.printing, Flip(self.flip))
            name += "-tot-de-rand" if self.edge == "tot-de-rand" else ""
            name += "" if self.explained else "-zonder-uitleg"
            name += "-grootletter" if self.large else ""
            name += self.wishes.suffix
            name += "-snijvolgorde" if self.cut_order else ""
        else:
            name += "" if paper is None or paper.name == "SRA3" else f"-{paper.name.casefold()}"
            name += self.run.suffix + self.press.suffix
        name += house_suffix(self.house)
        name += f"-formaat-{self.one_format}" if self.one_format else ""
        name += self.selection.suffix
        name += "-gewijzigd" if self.changed else ""
        if self.since is not None:
            from kaartgen.cli.differing import version_in_a_name

            name += f"-sinds-{version_in_a_name(self.since)}"
        name += "-proefdruk" if self.draft else ""
        name += f"-{self.printer.casefold()}" if self.printer else ""
        return name + ("-proefvel" if self.trial else "")


class Chosen(Struct, frozen=True):
    """What a deck's files are made of: its look and the chosen cards."""

    workspace: Workspace
    deck: Deck
    look: Look
    cards: Sequence[Card]


def make_deck(request: DeckRequest, voice: Voice) -> ExitCode:
    """Make a deck's sheets or master and write them; return 7 if a shop would refuse them."""
    from kaartgen.pdf.written import written
    from kaartgen.products.proefdruk import in_light_ink

    workspace = here()
    press: Press | None = None
    if request.profile != "thuis":
        from kaartgen.cli.press import press_for

        press = press_for(workspace, request.profile, request.press)
    printer = chosen_printer(request.printer)
    paper = paper_for(paper_named(workspace, request.paper), printer)
    check_wishes(paper, request.wishes, request.printing, cut_order=request.cut_order)
    deck, cards = _chosen(request, workspace)
    look = look_of(workspace, deck)
    flip, edge = Flip(request.flip), Edge(request.edge)
    job = HomeJob(
        paper,
        flip,
        edge,
        request.explained,
        request.trial,
        request.draft,
        printing=printing_on(paper, request.printing),
        wishes=request.wishes,
        cut_order=request.cut_order,
    )
    if request.large:
        from kaartgen.layout.large_print import LEAST_PT, large_print
        from kaartgen.layout.style import FLOORS

        large = large_print(look, workspace)
        look = large.look
        job = replace(job, enlarged=large.factors, raised=LEAST_PT / FLOORS["body"])
    if request.profile == "thuis":
        check_cards(workspace, paper, look, cards, job.enlarged)
    differing = _differing(request, Chosen(workspace, deck, look, cards), job)
    if differing is not None:
        cards = differing.cards
        if not cards:
            differing.tell(voice)
            return ExitCode.OK
    if press is not None:
        from kaartgen.cli.press import make_master

        every = Chosen(workspace, deck, look, cards)
        return make_master(request, press, every, differing, voice)
    total = len(deck.cards) + 2 * len(cards)
    with Progress(voice, "Kaarten maken", total) as progress:
        built = build_home(deck, look, cards, job, progress.advance)
        name = request.file_name(paper)
        files: dict[Path, bytes] = {}
        pages: dict[Path, int] = {}
        for part, full in built.documents.items():
            document = request.dated(in_light_ink(full) if request.draft else full)
            path = path_of(workspace, request.where, name, part, alone=len(built.documents) == 1)
            files[path] = written(aligned(document, printer), progress.advance)
            pages[path] = len(document.pages)
    if differing:
        differing.write(files)
        differing.tell(voice)
    else:
        output.write_all(files)
    say_converted(look, voice)
    _tell_deck(
        built, request, paper, pages, voice, deck_findings(deck, look, cards), differing, printer
    )
    if request.show:
        open_file(next(iter(pages)), voice)
    return ExitCode.OK


def _chosen(request: DeckRequest, workspace: Workspace) -> tuple[Deck, Sequence[Card]]:
    """Return the deck and the chosen cards, in one format if that was asked for."""
    deck = styled_deck(workspace, request.name, request.house)
    cards = chosen(deck, request.selection)
    if request.one_format is not None:
        from kaartgen.cli.one_format import check_fit, in_one_format

        deck = in_one_format(deck, cards, request.one_format)
        check_fit(workspace, deck, cards, request.one_format)
    return deck, cards


def _differing(request: DeckRequest, chosen: Chosen, job: HomeJob) -> Differing | None:
    """Return which cards look different from before, if that was asked."""
    if not request.changed and request.since is None:
        return None
    from kaartgen.cli.differing import Comparison, differing_cards

    asked = Comparison(
        request.since,
        request.changed and not request.trial and not request.draft,
        request.large,
        job.enlarged,
        job.raised,
        fronts=request.printing.way is not Way.BACKS,
        backs=request.printing.way is not Way.FRONTS,
        house=request.house,
    )
    base = target_base(chosen.workspace)
    return differing_cards(base, chosen.deck, chosen.look, chosen.cards, asked)


def path_of(workspace: Workspace, where: str | None, name: str, part: str, *, alone: bool) -> Path:
    """Return where one of the files goes; with several, each part is in its name."""
    base = target_base(workspace)
    path = output.target(base, where, name + part)
    if where is not None and path.name == Path(where).name and not alone:
        return path.with_name(f"{path.stem}{part}{path.suffix}")
    return path


def _tell_deck(
    built: Built,
    request: DeckRequest,
    paper: Paper,
    pages: Mapping[Path, int],
    voice: Voice,
    findings: list[str],
    differing: Differing | None,
    printer: Printer | None,
) -> None:
    findings += built.findings
    findings += [
        f"kaarten van {number(card.width)} × {number(card.height)} mm zijn "
        f"verkleind tot {number(round(plan.scale * 100, 1))} %; op ware grootte passen er, met "
        f"kleur tot de rand, geen {len(plan.slots)} op {paper.name}."
        for plan in built.plans
        for card in plan.formats
        if plan.scale < 1
    ]
    cards = count(built.cards, "kaart", "kaarten")
    sheets = count(built.sheets, "vel", "vellen")
    extra = ", met één vel uitleg vooraf" if built.explained else ""
    voice.say(f"Klaar: {cards} op {sheets} {paper.name}{extra}.")
    voice.say(f"Lettergrootte: {sizes_in_words(built.sizes)}.")
    printing = printing_on(paper, request.printing)
    stock = stock_in_words(paper, request.printing, draft=request.draft)
    flip = Flip(request.flip)
    papers = built.sheets + built.cutting
    voice.say(how_to_print(printing, flip, stock, papers, explained=built.explained))
    if printing.way is not Way.FOLDED and paper.precut is None:
        voice.say(f"Snijden: {cuts_in_words(built.sheet_plans)}.")
    elif paper.precut is not None and not paper.precut.two_sided:
        voice.say(f"Alleen de voorkanten: de achterkant van {paper.name} is niet te bedrukken.")
    say_aligned(printer, voice)
    voice.files(
        pages,
        cards=built.cards,
        sheets=built.sheets,
        findings=findings,
        notes=differing.lines if differing else (),
        more=differing.rows if differing else None,
    )


def say_converted(look: Look, voice: Voice) -> None:
    """Say what colours of a screen became in ink, if the house style has any."""
    if look.house.hexes:
        from kaartgen.cli.house_list import converted_in_words

        voice.say(converted_in_words(look.house) or "")


def look_findings(look: Look) -> list[str]:
    """Return what is weak in a house style of the user's own; the shipped ones are tested."""
    if look.house.file.is_relative_to(PACKAGE):
        return []
    from kaartgen.layout.house_check import weak_pairs

    return weak_pairs(look.house)


def deck_findings(deck: Deck, look: Look, cards: Sequence[Card]) -> list[str]:
    """Return what is worth a word of any print: weak colours, and what is not translated."""
    found = look_findings(look)
    if len(deck.layers) > 1:
        from kaartgen.content.translated import in_words

        left = in_words(deck, cards)
        found += [left] if left else []
    return found


def findings_of(chosen: Chosen) -> list[str]:
    """Return what is worth a word before cards go to a shop: weak colours, and drafts."""
    from kaartgen.products.drafts import drafts_in_words

    drafts = drafts_in_words(chosen.deck, chosen.cards)
    return [*deck_findings(chosen.deck, chosen.look, chosen.cards), *([drafts] if drafts else [])]


def sizes_in_words(sizes: tuple[KindSize, ...]) -> str:
    """Return the size of each kind's main text, for people."""
    return " · ".join(
        f"{size.kind.name} {number(size.size_pt)} pt" for size in sizes if size.size_pt is not None
    )


class Finished(Struct, frozen=True):
    """One thing that is ready: its files by the part that each adds to the name, and its words."""

    documents: Mapping[str, Document]
    name: str
    words: tuple[str, ...]
    sheets: int
    findings: tuple[str, ...] = ()
    printer: Printer | None = None


# How a stack of sheets becomes a booklet.
FOLD_AND_STAPLE = "Vouw de stapel dubbel en niet hem in de vouw."


def finish(
    workspace: Workspace, finished: Finished, where: str | None, voice: Voice, *, show: bool
) -> None:
    """Write the files of one thing, tell about it, and open it if that was asked for."""
    from kaartgen.pdf.written import written

    name = finished.name + named_for(finished.printer)
    alone = len(finished.documents) == 1
    files: dict[Path, bytes] = {}
    pages: dict[Path, int] = {}
    for part, document in finished.documents.items():
        path = path_of(workspace, where, name, part, alone=alone)
        files[path] = written(aligned(document, finished.printer))
        pages[path] = len(document.pages)
    output.write_all(files)
    for words in finished.words:
        voice.say(words)
    say_aligned(finished.printer, voice)
    voice.files(pages, cards=0, sheets=finished.sheets, findings=finished.findings)
    if show:
        open_file(next(iter(pages)), voice)
