"""A request to impose a PDF of another program in; its sheets made, written and told about."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from kaartgen.cli import output
from kaartgen.cli.dutch import count, number
from kaartgen.cli.paper_kept import paper_named
from kaartgen.cli.places import here, open_file, target_base
from kaartgen.cli.printer import aligned, chosen_printer, paper_for, say_aligned
from kaartgen.cli.printing import (
    cuts_in_words,
    how_to_print,
    printing_on,
    stock_in_words,
    suffix,
)
from kaartgen.cli.report import Progress, Voice
from kaartgen.errors import KaartgenError, file_error, usage_error
from kaartgen.geometry import Size
from kaartgen.imposition.paper import Paper, Precut
from kaartgen.imposition.plan import HOME_BLEED, RIM, Edge, Flip, Wishes, measure
from kaartgen.imposition.precut import lies, refusal
from kaartgen.imposition.ways import Printing, Way
from kaartgen.nearest import did_you_mean
from kaartgen.pdf.finish import finished
from kaartgen.pdf.foreign import ForeignFile, opened
from kaartgen.products.home import HomeJob, Words, laid_out
from kaartgen.products.inslag import (
    BuiltInslag,
    Choice,
    ForeignCards,
    build_inslag,
    findings,
    foreign_cards,
    printing_for,
)
from kaartgen.products.pairing import ALTERNATING, BACKINGS, NONE
from kaartgen.workspace import Workspace

# The pages about printing are set as those of a deck that names no house style.
_HOUSE = "helder"
_LANGUAGE = "nl_NL"
# File systems take 255 bytes; the rest of the name needs room too.
_LONGEST = 60


class InslagRequest(Struct, frozen=True):
    """All that was asked of `kaartgen inslag`; `edge` is None where nothing was said of it."""

    file: Path
    where: str | None = None
    choice: Choice = field(default_factory=Choice)
    bleed: float = 0.0
    paper: str = "A4"
    flip: Flip = Flip.LONG_EDGE
    printing: Printing = field(default_factory=Printing)
    edge: Edge | None = None
    true_size: bool = False
    wishes: Wishes = field(default_factory=Wishes)
    cut_order: bool = False
    explained: bool = True
    trial: bool = False
    show: bool = False
    printer: str | None = None

    def file_name(self, paper: Paper) -> str:
        """Return the file's name; every choice that changes the sheets is in it."""
        choice = self.choice
        name = f"{self.file.stem}-inslag-thuis"
        name += "" if paper.name == "A4" else f"-{paper.name.casefold()}"
        name += suffix(self.printing, self.flip)
        if choice.backing in BACKINGS:
            name += "" if choice.backing == ALTERNATING else f"-achterkant-{choice.backing}"
        else:
            name += f"-achterkant-{_in_a_name(Path(choice.backing).stem)}"
        name += f"-{self.edge.value}" if self.edge else ""
        name += f"-afloop-{self.bleed:g}".replace(".", "-") if self.bleed else ""
        name += "-ware-grootte" if self.true_size else ""
        name += self.wishes.suffix + ("-snijvolgorde" if self.cut_order else "")
        name += f"-pagina-{_in_a_name(choice.pages)}" if choice.pages else ""
        name += f"-{choice.copies}x" if choice.copies > 1 else ""
        name += f"-{choice.sets}sets" if choice.sets > 1 else ""
        name += "" if self.explained else "-zonder-uitleg"
        name += f"-{self.printer.casefold()}" if self.printer else ""
        return name + ("-proefvel" if self.trial else "")


def _in_a_name(text: str) -> str:
    """Write a choice so that it can stand in a file's name and no two choices look alike."""
    name = re.sub(r"[^\w]+", "-", text.replace(" ", "").replace(",", "-en-")).strip("-")
    # An open end is a choice of its own.
    name += "-einde" if text.rstrip().endswith(("-", "–")) else ""
    if len(name) <= _LONGEST:
        return name
    return f"{name[:_LONGEST]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def backing(given: str) -> str:
    """Return how a file has its backs: one of the words for it, or the name of another file.

    Raises KaartgenError for what is neither.
    """
    if given in BACKINGS or Path(given).suffix.casefold() == ".pdf" or Path(given).is_file():
        return given
    raise usage_error(
        f"‘{given}’ kan niet bij --achterkant.", did_you_mean(given, (*BACKINGS, "achterkant.pdf"))
    )


def make_inslag(request: InslagRequest, voice: Voice) -> None:
    """Impose the pages of a PDF and write the sheets."""
    workspace = here()
    printer = chosen_printer(request.printer)
    paper = paper_for(paper_named(workspace, request.paper), printer)
    _check_wishes(request, paper)
    printing = printing_on(paper, printing_for(request.choice, request.printing))
    fronts, backs = _files(request)
    cards = foreign_cards(fronts, backs, request.choice)
    _check_formats(workspace, cards, paper)
    target = output.target(target_base(workspace), request.where, request.file_name(paper))
    with Progress(voice, "Vellen maken", 2 * len(cards.pairs)) as progress:
        job, told = _job(request, cards, paper, printing, progress)
        reduce = not request.true_size
        built = build_inslag(cards, job, lambda: _words(workspace), reduce=reduce)
        files: dict[Path, bytes] = {}
        pages: dict[Path, int] = {}
        sources = {file.path: file for file in (fronts, backs) if file}
        for part, document in built.made.documents.items():
            path = target.with_name(f"{target.stem}{part}{target.suffix}")
            _spare(path, sources)
            files[path] = finished(aligned(document, printer), sources, progress.advance)
            pages[path] = len(document.pages)
    output.write_all(files)
    _tell(request, cards, built, job, pages, told, voice)
    say_aligned(printer, voice)
    if request.show:
        open_file(next(iter(pages)), voice)


def _words(workspace: Workspace) -> Words:
    """Return what is written around the cards: half of the time it takes to start."""
    from kaartgen.layout.house_style import load_house_style
    from kaartgen.layout.paragraph import Setter
    from kaartgen.products.home_words import HomeWords

    house = load_house_style(workspace, _HOUSE)
    return HomeWords(house, Setter(house.book, _LANGUAGE))


def _check_wishes(request: InslagRequest, paper: Paper) -> None:
    """Refuse what does not go with the paper."""
    if paper.precut is None and request.wishes == Wishes() and not request.cut_order:
        return
    from kaartgen.cli.papers import check_wishes  # it knows of decks, and so takes time to load

    check_wishes(paper, request.wishes, request.printing, cut_order=request.cut_order)


def _check_formats(workspace: Workspace, cards: ForeignCards, paper: Paper) -> None:
    """Refuse every format that does not go on a pre-cut sheet, saying what would."""
    if paper.precut is None:
        return
    sizes = dict.fromkeys(cards.formats[pair.front] for pair in cards.pairs)
    unfit = [size for size in sizes if lies(size, paper.precut) is None]
    if not unfit:
        return
    from kaartgen.imposition.paper_file import paper_of, read_papers

    papers = [paper_of(file) for file in read_papers(workspace).values()]
    problems = [refusal(size, paper, papers) for size in unfit]
    for at, size in enumerate(unfit):
        bleed = _bleed_to_fit(size, paper.precut) if cards.bleed == 0 else None
        if bleed is not None:
            words = f"Zit er rondom {number(bleed)} mm afloop aan? Zeg dan --afloop {bleed:g}."
            words += " Kies anders gewoon papier (--papier A4)."
            problems[at] = replace(problems[at], hint=words)
    raise KaartgenError(problems)


def _bleed_to_fit(size: Size, precut: Precut) -> float | None:
    """Return the bleed without which a page would fit the sheet's places, if it is a usual one."""
    for bleed in (3.0, 2.0, 5.0):
        inner = Size(size.width - 2 * bleed, size.height - 2 * bleed)
        if lies(inner, precut) is not None:
            return bleed
    return None


def _files(request: InslagRequest) -> tuple[ForeignFile, ForeignFile | None]:
    fronts = opened(request.file, request.bleed)
    if request.choice.backing in BACKINGS:
        return fronts, None
    return fronts, opened(Path(request.choice.backing).expanduser(), request.bleed)


def _spare(path: Path, sources: Mapping[Path, ForeignFile]) -> None:
    """Refuse to write over a file that the cards come from."""
    for source in sources:
        if source.resolve() == path:
            raise file_error(
                "Hier staat het bestand met de kaarten zelf; dat blijft zoals het is.",
                path,
                "Kies met --uit een andere naam.",
            )


def _job(
    request: InslagRequest,
    cards: ForeignCards,
    paper: Paper,
    printing: Printing,
    progress: Progress,
) -> tuple[HomeJob, list[str]]:
    """Return how to print the cards, and what to tell about their edge."""
    job = HomeJob(
        paper,
        request.flip,
        Edge.BLEED,
        request.explained,
        request.trial,
        printing=printing,
        wishes=request.wishes,
        cut_order=request.cut_order,
        mixed=False,
    )
    edge, told = _edge(request, cards, job, progress)
    return replace(job, edge=edge), told


def _edge(
    request: InslagRequest, cards: ForeignCards, job: HomeJob, progress: Progress
) -> tuple[Edge, list[str]]:
    """Return what happens at the edge of the cards, and what to tell about it.

    A page may have anything at its edge and keeps it, unless there is nothing there to lose.
    """
    if request.edge is Edge.BLEED:
        return Edge.BLEED, []
    # Who gives pages a bleed has mostly coloured them to the edge, and looking takes time.
    unsaid = request.edge is None
    if unsaid and cards.bleed >= HOME_BLEED and not _bleed_costs(request, cards, job):
        return Edge.BLEED, []
    from kaartgen.pdf.rim import first_with_ink

    for file in (cards.fronts, cards.backs):
        if file is None:
            continue
        numbers = cards.pages(file)
        found = first_with_ink(file.path, file.pages, numbers, RIM, progress.advance)
        if found is None:
            continue
        if request.edge is None:
            return Edge.BLEED, []
        told = (
            f"pagina {found + 1} van {file.path.name} heeft iets in de buitenste {RIM:g} mm (en "
            "misschien is ze niet de enige); dat valt onder de witte rand weg. Met --rand "
            "tot-de-rand blijft alles staan."
        )
        return Edge.RIM, [told]
    return Edge.RIM, []


def _bleed_costs(request: InslagRequest, cards: ForeignCards, job: HomeJob) -> bool:
    """Say whether colour to the edge makes cards smaller, or fewer on a sheet, than a white rim."""
    rim, reduce = replace(job, edge=Edge.RIM), not request.true_size
    try:
        for size in dict.fromkeys(cards.formats[pair.front] for pair in cards.pairs):
            full = laid_out(size, job, reduce=reduce).plan
            if full.scale < 1 or len(full.slots) < len(laid_out(size, rim).plan.slots):
                return True
    except KaartgenError:  # told when the sheets are made
        pass
    return False


def _tell(
    request: InslagRequest,
    cards: ForeignCards,
    built: BuiltInslag,
    job: HomeJob,
    pages: Mapping[Path, int],
    told: list[str],
    voice: Voice,
) -> None:
    made, paper = built.made, job.paper
    extra = ", met één vel uitleg vooraf" if made.explained else ""
    voice.say(
        f"Klaar: {count(made.cards, 'kaart', 'kaarten')} op "
        f"{count(made.sheets, 'vel', 'vellen')} {paper.name}{extra}."
    )
    each = [f"{measure(size)}, {len(plan.slots)} op een vel" for size, plan in built.laid]
    voice.say(f"Formaat: {' en '.join(each)}.")
    voice.say(f"Achterkanten: {_backing(cards)}.")
    if request.edge is None:
        voice.say(
            f"Rand: de buitenste {RIM:g} mm van de pagina’s is leeg, dus met witte rand op ware "
            "grootte."
            if job.edge is Edge.RIM
            else "Rand: tot de rand, met alles wat op de pagina’s staat."
        )
    stock, papers = stock_in_words(paper, job.printing), made.sheets + made.cutting
    voice.say(how_to_print(job.printing, job.flip, stock, papers, explained=made.explained))
    if job.printing.way is not Way.FOLDED and paper.precut is None:
        voice.say(f"Snijden: {cuts_in_words(made.plans)}.")
    elif paper.precut is not None and not paper.precut.two_sided:
        voice.say(f"Alleen de voorkanten: de achterkant van {paper.name} is niet te bedrukken.")
    reduced = [
        f"kaarten van {measure(size)} zijn verkleind tot "
        f"{number(round(plan.scale * 100, 1))} %; op ware grootte passen er, met kleur tot de "
        f"rand, geen {len(plan.slots)} op {paper.name}. --ware-grootte verkleint nooit."
        for size, plan in built.laid
        if plan.scale < 1
    ]
    voice.files(
        pages,
        cards=made.cards,
        sheets=made.sheets,
        findings=[*told, *made.findings, *findings(cards, job.edge), *reduced],
    )


def _backing(cards: ForeignCards) -> str:
    """Say which page is the back of which card."""
    backing = cards.choice.backing
    if backing == NONE:
        return "geen"
    if backing == ALTERNATING:
        return "om en om, pagina 2 is de achterkant van pagina 1"
    shared = {
        pair.back.page: cards.formats[pair.front] for pair in cards.pairs if pair.back is not None
    }
    if cards.backs is None:
        if len(shared) == 1:
            return f"pagina {next(iter(shared)) + 1} is de achterkant van alle kaarten"
        each = [f"pagina {at + 1} van {measure(size)}" for at, size in shared.items()]
        return f"één voor elk formaat: {' en '.join(each)}"
    name = cards.backs.path.name
    if len(cards.backs.pages) == 1:
        return f"{name} is de achterkant van alle kaarten"
    if len(cards.backs.pages) == len(cards.fronts.pages):
        return f"uit {name}, pagina voor pagina"
    return f"uit {name}, één voor elk formaat"
