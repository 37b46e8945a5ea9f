"""A request for a board or a guide in; it made, written and told about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from kaartgen.cli.build import FOLD_AND_STAPLE, Finished, finish
from kaartgen.cli.dutch import count
from kaartgen.cli.papers import plain_paper
from kaartgen.cli.places import here
from kaartgen.cli.printer import chosen_printer
from kaartgen.cli.printing import Asked, Choice
from kaartgen.cli.report import Voice
from kaartgen.cli.styled import house_suffix, styled_deck
from kaartgen.content.board import Pace, load_board
from kaartgen.errors import ExitCode
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.paper_file import load_paper
from kaartgen.imposition.plan import Flip
from kaartgen.layout.hyphenation import DUTCH
from kaartgen.layout.large_print import legible
from kaartgen.layout.lettering import lettered_as_cards
from kaartgen.layout.paragraph import Setter
from kaartgen.products.dialoogkaart import LARGE_CARDS, BoardJob, build_board, true_scale
from kaartgen.products.explaining import Subject
from kaartgen.products.proefdruk import in_light_ink
from kaartgen.workspace import Workspace

if TYPE_CHECKING:
    from kaartgen.cli.press import Press
    from kaartgen.cli.press_loose import Shop


class BoardRequest(Struct, frozen=True):
    """All that was asked of `kaartgen dialoogkaart`."""

    name: str
    where: str | None = None
    paper: str | None = None
    minutes: int = 75
    tiles: bool = False
    folded: bool = False
    general: bool = False
    large: bool = False
    show: bool = False
    draft: bool = False
    choice: Choice = Choice()
    shop: Shop | None = None
    printer: str | None = None
    house: str | None = None


def make_board(request: BoardRequest, voice: Voice) -> ExitCode:
    """Make the board of a deck; return 7 if a shop would refuse it."""
    # Sheets side by side turn like the pages of a book; a mat on its own, along its long side.
    natural = Flip.LONG_EDGE if request.tiles else Flip.SHORT_EDGE
    request.choice.of(natural)
    printer = chosen_printer(request.printer)
    workspace = here()
    press = _press(request, workspace)
    deck = styled_deck(workspace, request.name, request.house)
    board = load_board(workspace, deck, general=request.general)
    house = lettered_as_cards(workspace, deck, press.profile.file if press else None)
    small = request.tiles or request.folded
    paper_name = request.paper or ("A4" if small else "A2" if request.large else "A3")
    if request.large:
        house = legible(house, workspace)
    paper = plain_paper(workspace, paper_name, "de dialoogkaart")
    pace = Pace(request.minutes)
    job = BoardJob(paper, pace, request.tiles, request.folded, request.large)
    document = build_board(deck, board, house, deck.language.hyphenation, job)
    name = f"{request.name}-dialoogkaart-{request.shop.name if request.shop else 'thuis'}"
    name += "" if paper.name == "A3" or small else f"-{paper.name.casefold()}"
    name += "-tegels" if request.tiles else "-vouw" if request.folded else ""
    name += "" if pace is Pace.WHOLE else f"-{pace.value}"
    name += "-algemeen" if request.general else ""
    name += "-grootletter" if request.large else ""
    name += house_suffix(request.house)
    if request.shop is not None and press is not None:
        from kaartgen.cli.press_loose import Product, deliver

        product = Product(document, name, f"de dialoogkaart van {pace.value} minuten", 2)
        shop, where = request.shop, request.where
        return deliver(
            workspace, [product], shop, press, where, voice, house=house, show=request.show
        )
    if request.draft:
        document, name = in_light_ink(document), f"{name}-proefdruk"
    sheets = len(document.pages) // 2
    setter = Setter(house.book, DUTCH)
    on = f"{deck.file.titel} · {count(sheets, 'vel', 'vellen')} {paper.name}"
    subject = Subject(house, setter, paper, "Zo print je de dialoogkaart", on)
    documents = request.choice.documents(document, natural, subject)
    how, then = _how_to_print(request, paper)
    sides = {"voor": "alleen de voorkant", "achter": "alleen de achterkant"}.get(
        request.choice.asked.side or "", "voor en achter"
    )
    words = (
        f"Klaar: de dialoogkaart van {pace.value} minuten, {sides}.",
        request.choice.words(natural, sheets, how, then),
    )
    name += request.choice.suffix(natural)
    findings = _findings(request, paper)
    finished = Finished(documents, name, words, sheets, findings, printer)
    finish(workspace, finished, request.where, voice, show=request.show)
    return ExitCode.OK


def _press(request: BoardRequest, workspace: Workspace) -> Press | None:
    if request.shop is None:
        return None
    refused = {
        "--printer": request.printer is not None,
        "--tegels": request.tiles,
        "--vouw": request.folded,
        "--proefdruk": request.draft,
    }
    return request.shop.press(workspace, request.choice.asked, refused=refused)


class GuideRequest(Struct, frozen=True):
    """All that was asked of `kaartgen handreiking`."""

    name: str
    where: str | None = None
    minutes: int = 75
    start: str | None = None
    as_booklet: bool = False
    creep: float = 0.0
    general: bool = False
    show: bool = False
    choice: Choice = Choice()
    shop: Shop | None = None
    printer: str | None = None
    house: str | None = None


def make_guide(request: GuideRequest, voice: Voice) -> ExitCode:
    """Make the facilitator's guide of a deck; return 7 if a shop would refuse it."""
    from kaartgen.content.guide import load_conversation
    from kaartgen.products.handreiking import GuideJob, build_guide, clock

    natural = Flip.SHORT_EDGE if request.as_booklet else Flip.LONG_EDGE
    request.choice.of(natural)
    start = None if request.start is None else clock(request.start)
    printer = chosen_printer(request.printer)
    workspace = here()
    shop = request.shop
    refused = {"--kruip": bool(request.creep), "--printer": request.printer is not None}
    press = shop.press(workspace, request.choice.asked, refused=refused) if shop else None
    deck = styled_deck(workspace, request.name, request.house)
    board, guide = load_conversation(workspace, deck, general=request.general)
    house = lettered_as_cards(workspace, deck, press.profile.file if press else None)
    loose = press is not None
    job = GuideJob(start, Pace(request.minutes), request.as_booklet, request.creep, loose)
    document = build_guide(deck, board, guide, house, deck.language.hyphenation, job)
    name = f"{request.name}-handreiking-{shop.name if shop else 'thuis'}"
    name += "-boekje" if request.as_booklet else ""
    name += "" if request.minutes == Pace.WHOLE.value else f"-{request.minutes}"
    name += f"-{start:%H%M}" if start else ""
    name += "-algemeen" if request.general else ""
    name += f"-kruip-{request.creep:g}".replace(".", "-") if request.creep else ""
    name += house_suffix(request.house)
    if shop is not None and press is not None:
        from kaartgen.cli.press_loose import Product, deliver

        multiple = 4 if request.as_booklet else 2
        product = Product(document, name, "de handreiking voor de begeleider", multiple)
        return deliver(
            workspace, [product], shop, press, request.where, voice, house=house, show=request.show
        )
    sheets = (len(document.pages) + 1) // 2
    setter = Setter(house.book, DUTCH)
    on = f"{deck.file.titel} · {count(sheets, 'vel', 'vellen')} A4"
    paper = load_paper(workspace, "A4")
    subject = Subject(house, setter, paper, "Zo print je de handreiking", on)
    documents = request.choice.documents(document, natural, subject)
    name += request.choice.suffix(natural)
    how = "Zo print je: A4, dubbelzijdig over de lange zijde of enkelzijdig."
    if request.as_booklet or request.choice.asked != Asked():
        then = FOLD_AND_STAPLE if request.as_booklet else ""
        how = request.choice.words(natural, sheets, "A4", then)
    words = ("Klaar: de handreiking voor de begeleider.", how)
    finished = Finished(documents, name, words, sheets, printer=printer)
    finish(workspace, finished, request.where, voice, show=request.show)
    return ExitCode.OK


def _how_to_print(request: BoardRequest, paper: Paper) -> tuple[str, str]:
    """Return the paper, and what to do when it has been printed."""
    if request.folded:
        return "A4", "Vouw het vel dubbel langs de streepjes."
    if request.tiles:
        return (
            "twee vellen A4",
            "Snij de witte rand in het midden weg en plak de vellen 5 mm over elkaar.",
        )
    return paper.name, ""


def _findings(request: BoardRequest, paper: Paper) -> tuple[str, ...]:
    """Return what to know of a board in large print that does not hold all cards of A5."""
    if not request.large or true_scale(paper) >= LARGE_CARDS:
        return ()
    told = (
        f"Op {paper.name} past een grote situatie in haar vak en een gewone waardekaart in het "
        "hare; ook grote waardekaarten passen met --papier A1."
    )
    return (told,)
