"""A request for a bundle, boxes or a whole workshop in; it made, written and told about."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from kaartgen.cli import output
from kaartgen.cli.build import FOLD_AND_STAPLE, Finished, finish
from kaartgen.cli.dutch import count, number
from kaartgen.cli.places import here, open_file, target_base
from kaartgen.cli.printer import (
    aligned,
    chosen_printer,
    is_calibrated_for,
    named_for,
    paper_for,
    say_aligned,
)
from kaartgen.cli.printing import Asked, Choice
from kaartgen.cli.report import Voice
from kaartgen.cli.styled import house_suffix, styled_deck
from kaartgen.content.board import Pace
from kaartgen.content.deck import Card, Deck
from kaartgen.errors import ExitCode, usage_error
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.paper_file import load_paper
from kaartgen.imposition.plan import Flip
from kaartgen.imposition.printer import Printer
from kaartgen.imposition.ways import Way
from kaartgen.layout.hyphenation import DUTCH
from kaartgen.layout.lettering import lettered_as_cards
from kaartgen.layout.paragraph import Setter
from kaartgen.pdf.document import Document
from kaartgen.products.explaining import Subject
from kaartgen.products.looks import look_of
from kaartgen.products.selection import Selection, chosen

if TYPE_CHECKING:
    from kaartgen.cli.press_loose import Shop


class BundleRequest(Struct, frozen=True):
    """All that was asked of `kaartgen bundel`."""

    name: str
    where: str | None = None
    as_booklet: bool = False
    creep: float = 0.0
    show: bool = False
    choice: Choice = Choice()
    shop: Shop | None = None
    printer: str | None = None
    house: str | None = None


def make_bundle(request: BundleRequest, voice: Voice) -> ExitCode:
    """Make a deck's booklet to read and write in; return 7 if a shop would refuse it."""
    from kaartgen.products.bundel import BundleJob, build_bundle

    if request.printer is not None and not request.as_booklet:
        raise usage_error(
            "Losse bladzijden van A5 zijn niet recht te zetten voor een printer.",
            "Zet --boekje erbij, of laat --printer weg.",
        )
    natural = Flip.SHORT_EDGE if request.as_booklet else Flip.LONG_EDGE
    request.choice.of(natural)
    printer = chosen_printer(request.printer)
    workspace = here()
    shop = request.shop
    refused = {
        "--boekje": request.as_booklet,
        "--kruip": bool(request.creep),
        "--printer": request.printer is not None,
    }
    press = shop.press(workspace, request.choice.asked, refused=refused) if shop else None
    deck = styled_deck(workspace, request.name, request.house)
    house = lettered_as_cards(workspace, deck, press.profile.file if press else None)
    job = BundleJob(request.as_booklet, request.creep)
    document = build_bundle(deck, house, deck.language.hyphenation, job)
    if shop is not None and press is not None:
        from kaartgen.cli.press_loose import Product, deliver

        name = f"{request.name}-bundel-{shop.name}{house_suffix(request.house)}"
        product = Product(document, name, "de bundel", 4)
        return deliver(
            workspace, [product], shop, press, request.where, voice, house=house, show=request.show
        )
    name = f"{request.name}-bundel-thuis" + ("-boekje" if request.as_booklet else "")
    name += f"-kruip-{request.creep:g}".replace(".", "-") if request.creep else ""
    name += house_suffix(request.house)
    paper = load_paper(workspace, "A4" if request.as_booklet else "A5")
    sheets = (len(document.pages) + 1) // 2
    setter = Setter(house.book, DUTCH)
    on = f"{deck.file.titel} · {count(sheets, 'vel', 'vellen')} {paper.name}"
    subject = Subject(house, setter, paper, "Zo print je de bundel", on)
    documents = request.choice.documents(document, natural, subject)
    name += request.choice.suffix(natural)
    how = "Bladzijden van A5. Zelf een boekje maken? Zet er --boekje achter."
    if request.as_booklet or request.choice.asked != Asked():
        then = FOLD_AND_STAPLE if request.as_booklet else ""
        how = request.choice.words(natural, sheets, paper.name, then)
    words = ("Klaar: de bundel, om te lezen en in te schrijven.", how)
    finished = Finished(documents, name, words, sheets, printer=printer)
    finish(workspace, finished, request.where, voice, show=request.show)
    return ExitCode.OK


class BoxRequest(Struct, frozen=True):
    """All that was asked of `kaartgen doosje`."""

    name: str
    where: str | None = None
    per_card: float = 0.25
    selection: Selection = field(default_factory=Selection)
    show: bool = False
    shop: Shop | None = None
    printer: str | None = None
    house: str | None = None


def make_boxes(request: BoxRequest, voice: Voice) -> ExitCode:
    """Make a tuck box for each format of a deck; return 7 if a shop would refuse one."""
    from kaartgen.pdf.written import written
    from kaartgen.products.doosje import build_boxes

    printer = chosen_printer(request.printer)
    workspace = here()
    shop = request.shop
    refused = {"--printer": request.printer is not None}
    press = shop.press(workspace, Asked(), refused=refused) if shop else None
    deck = styled_deck(workspace, request.name, request.house)
    look = look_of(workspace, deck)
    cards = chosen(deck, request.selection)
    papers = [load_paper(workspace, name) for name in ("A4", "A3", "SRA3")]
    language = deck.language.hyphenation
    printed = press.profile.file if press else None
    beside = replace(look, house=lettered_as_cards(workspace, deck, printed))
    thick = "" if request.per_card == 0.25 else f"-{request.per_card:g}mm".replace(".", "-")
    thick += house_suffix(request.house)
    per_card = request.per_card
    if shop is not None and press is not None:
        from kaartgen.cli.press_loose import Product, deliver
        from kaartgen.products.contour import CREASE, CUT

        bleed = press.shop.bleed if press.shop else 3.0
        boxes = build_boxes(deck, beside, cards, papers, language, per_card=per_card, bleed=bleed)
        name = f"{request.name}-doosje-{shop.name}{request.selection.suffix}{thick}"
        products = [
            Product(
                box.document,
                name,
                f"doosje {box.format_name} met {CUT} en {CREASE} op eigen platen",
                1,
                f"-{box.format_name}",
            )
            for box in boxes
        ]
        return deliver(
            workspace,
            products,
            shop,
            press,
            request.where,
            voice,
            house=look.house,
            show=request.show,
        )
    boxes = build_boxes(deck, beside, cards, papers, language, per_card=per_card)
    files: dict[Path, bytes] = {}
    for box in boxes:
        part = f"-{box.format_name}"
        name = f"{request.name}-doosje-thuis{request.selection.suffix}{thick}{named_for(printer)}"
        path = output.target(target_base(workspace), request.where, name + part)
        if path in files or (len(boxes) > 1 and path.name == Path(request.where or "").name):
            path = path.with_name(f"{path.stem}{part}{path.suffix}")
        files[path] = written(aligned(box.document, printer))
    output.write_all(files)
    for box in boxes:
        voice.say(
            f"Doosje {box.format_name}: {count(box.cards, 'kaart', 'kaarten')}, "
            f"{number(box.net.depth)} mm diep, op {box.paper.name}."
        )
    say_aligned(printer, voice)
    voice.say("Print enkelzijdig op karton van 250 tot 300 g/m², schaal 100 %.")
    findings = [
        f"Het doosje {box.format_name} is {number(box.net.depth)} mm diep, want smaller is het "
        f"niet te plakken. Er is plaats voor nog {count(box.spare, 'kaart', 'kaarten')}."
        for box in boxes
        if box.spare
    ]
    made = dict.fromkeys(files, 1)
    voice.files(made, cards=len(cards), sheets=len(boxes), findings=findings)
    if request.show:
        open_file(next(iter(files)), voice)
    return ExitCode.OK


class WorksetRequest(Struct, frozen=True):
    """All that was asked of `kaartgen werkset`."""

    name: str
    where: str | None = None
    tables: int = 1
    start: datetime.time | None = None
    minutes: int = 75
    core: bool = False
    general: bool = False
    show: bool = False
    tags: str | None = None
    draft: bool = False
    choice: Choice = Choice()
    printer: str | None = None
    house: str | None = None

    @property
    def selection(self) -> Selection:
        """The cards of one set."""
        return Selection(core=self.core, tags=self.tags)


def _how_cards(request: WorksetRequest, deck: Deck, cards: Sequence[Card]) -> str:
    from kaartgen.products.drafts import drafts_in_words

    drafts = drafts_in_words(deck, cards)
    how = f"A4 van 160 tot 200 g/m², {_sides(request.choice, Flip.LONG_EDGE)} Daarna snijden."
    return f"{how} Let op: {drafts}" if drafts else how


def make_workset(request: WorksetRequest, voice: Voice) -> None:
    """Make one folder with all that a workshop needs, the packing list first."""
    from kaartgen.content.guide import load_conversation
    from kaartgen.imposition.plan import Edge
    from kaartgen.pdf.written import written
    from kaartgen.products.cards import build_home
    from kaartgen.products.dialoogkaart import BoardJob, build_board
    from kaartgen.products.doosje import build_boxes
    from kaartgen.products.handreiking import GuideJob, build_guide
    from kaartgen.products.home import HomeJob
    from kaartgen.products.paklijst import Job, packing_list
    from kaartgen.products.proefdruk import in_light_ink

    request.choice.of(Flip.LONG_EDGE)
    printer = chosen_printer(request.printer)
    workspace = here()
    deck = styled_deck(workspace, request.name, request.house)
    look = look_of(workspace, deck)
    board, guide = load_conversation(workspace, deck, general=request.general)
    language, pace = deck.language.hyphenation, Pace(request.minutes)
    one_set = chosen(deck, request.selection)
    paper, a3 = load_paper(workspace, "A4"), load_paper(workspace, "A3")
    printing, flip = request.choice.of(Flip.LONG_EDGE)
    home = HomeJob(
        paper_for(paper, printer), flip, Edge.RIM, draft=request.draft, printing=printing
    )
    built = build_home(deck, look, one_set, home)
    papers = [paper, a3, load_paper(workspace, "SRA3")]
    house = lettered_as_cards(workspace, deck)
    boxes = build_boxes(deck, replace(look, house=house), one_set, papers, language, per_card=0.25)
    cards = built.documents[""]
    setter = Setter(look.house.book, DUTCH)

    def two_sided(document: Document, natural: Flip, on: Paper, what: str) -> Document:
        line = f"{deck.file.titel} · {count(_sheets(document), 'vel', 'vellen')} {on.name}"
        subject = Subject(look.house, setter, on, f"Zo print je de {what}", line)
        return request.choice.documents(document, natural, subject)[""]

    mat = build_board(deck, board, house, language, BoardJob(a3, pace))
    leading = build_guide(deck, board, guide, house, language, GuideJob(request.start, pace))
    name = request.name
    documents: list[tuple[str, Document, str, int, str]] = [
        (
            f"1-{name}-kaarten.pdf",
            cards,
            f"de kaarten ({count(_sheets(cards), 'vel', 'vellen')} per tafel)",
            request.tables,
            _how_cards(request, deck, one_set),
        ),
        (
            f"2-{name}-dialoogkaart.pdf",
            two_sided(mat, Flip.SHORT_EDGE, a3, "dialoogkaart"),
            "de dialoogkaart",
            request.tables,
            f"A3, {_sides(request.choice, Flip.SHORT_EDGE)}",
        ),
        (
            f"3-{name}-handreiking.pdf",
            two_sided(leading, Flip.LONG_EDGE, paper, "handreiking"),
            "de handreiking, voor wie het gesprek leidt",
            request.tables,
            f"A4, {_sides(request.choice, Flip.LONG_EDGE)}",
        ),
        *(
            (
                f"{4 + at}-{name}-doosje-{box.format_name}.pdf",
                box.document,
                f"het doosje voor {count(box.cards, 'kaart', 'kaarten')}",
                request.tables,
                f"{box.paper.name} van 250 tot 300 g/m², enkelzijdig, schaal 100 %.",
            )
            for at, box in enumerate(boxes)
        ),
    ]
    jobs = [Job(file, what, times, how) for file, _, what, times, how in documents]
    first = packing_list(
        deck,
        house,
        language,
        jobs,
        tables=request.tables,
        start=request.start,
        minutes=request.minutes,
    )
    folder = _folder(request, target_base(workspace))
    whole = {"0-paklijst.pdf": (first, "de paklijst")}
    whole |= {file: (document, what) for file, document, what, *_ in documents}
    light = in_light_ink if request.draft else lambda document: document
    findings: list[str] = []
    files = {
        folder / file: written(_aligned_if_known(light(document), what, printer, findings))
        for file, (document, what) in whole.items()
    }
    pages = {folder / file: len(document.pages) for file, (document, _) in whole.items()}
    output.write_all(files)
    _tell_workset(request, folder, printer, voice)
    sheets = 1 + sum(times * _sheets(document) for _, document, _, times, _ in documents)
    voice.files(pages, cards=request.tables * built.cards, sheets=sheets, findings=findings)
    if request.show:
        open_file(folder, voice)


def _tell_workset(
    request: WorksetRequest, folder: Path, printer: Printer | None, voice: Voice
) -> None:
    voice.say(f"Klaar: alles voor {count(request.tables, 'tafel', 'tafels')} in {folder}")
    say_aligned(printer, voice)
    voice.say("Print eerst 0-paklijst.pdf: daarop staat hoe vaak en waarop je de rest print.")


def _aligned_if_known(
    document: Document, what: str, printer: Printer | None, findings: list[str]
) -> Document:
    """Put a document right for the printer, or tell that it is not calibrated on that paper."""
    if printer is None or is_calibrated_for(document, printer):
        return aligned(document, printer)
    findings.append(
        f"{what} is niet rechtgezet: printer ‘{printer.name}’ is op dat papier niet geijkt."
    )
    return document


def _sheets(document: Document) -> int:
    """Count the pieces of paper: a box is one page, all else has two sides."""
    pages = len(document.pages)
    return 1 if pages == 1 else (pages + 1) // 2


def _sides(choice: Choice, natural: Flip) -> str:
    """Say on the packing list how both sides of the paper are printed."""
    printing, flip = choice.of(natural)
    if printing.way is Way.ONE_SIDE_AT_A_TIME:
        return "enkelzijdig in twee keer, schaal 100 %; op pagina 1 staat getekend hoe."
    return f"dubbelzijdig, omslaan over de {flip.value}e zijde, schaal 100 %."


def _folder(request: WorksetRequest, base: Path) -> Path:
    tables = "1-tafel" if request.tables == 1 else f"{request.tables}-tafels"
    name = f"{request.name}-werkset-{tables}"
    name += request.selection.suffix
    name += "-algemeen" if request.general else ""
    name += "" if request.minutes == Pace.WHOLE.value else f"-{request.minutes}"
    name += f"-{request.start:%H%M}" if request.start else ""
    name += request.choice.suffix(Flip.LONG_EDGE)
    name += house_suffix(request.house)
    name += "-proefdruk" if request.draft else ""
    name += f"-{request.printer.casefold()}" if request.printer else ""
    parent = Path(request.where).expanduser() if request.where else base / "output"
    return (parent / name).resolve()
