"""A request for a board or a guide in; it made, written and told about."""

from __future__ import annotations

from msgspec import Struct

from kaartgen.cli.build import FOLD_AND_STAPLE, Finished, finish, here
from kaartgen.cli.report import Voice
from kaartgen.content.board import Pace, load_board
from kaartgen.content.load import load
from kaartgen.imposition.paper import Paper, load_paper
from kaartgen.layout.house_style import load_house_style
from kaartgen.layout.large_print import legible
from kaartgen.layout.typeset import LANGUAGES
from kaartgen.products.dialoogkaart import LARGE_CARDS, BoardJob, build_board, true_scale
from kaartgen.products.proefdruk import in_light_ink


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


def make_board(request: BoardRequest, voice: Voice) -> None:
    """Make the board of a deck."""
    workspace = here()
    deck = load(workspace, request.name)
    board = load_board(workspace, deck, general=request.general)
    house = load_house_style(workspace, deck.file.huisstijl)
    small = request.tiles or request.folded
    paper_name = request.paper or ("A4" if small else "A2" if request.large else "A3")
    if request.large:
        house = legible(house, workspace)
    paper = load_paper(workspace, paper_name)
    pace = Pace(request.minutes)
    job = BoardJob(paper, pace, request.tiles, request.folded, request.large)
    document = build_board(deck, board, house, LANGUAGES[deck.file.taal], job)
    name = f"{request.name}-dialoogkaart-thuis"
    name += "" if paper.name == "A3" or small else f"-{paper.name.casefold()}"
    name += "-tegels" if request.tiles else "-vouw" if request.folded else ""
    name += "" if pace is Pace.WHOLE else f"-{pace.value}"
    name += "-algemeen" if request.general else ""
    name += "-grootletter" if request.large else ""
    if request.draft:
        document, name = in_light_ink(document), f"{name}-proefdruk"
    words = (
        f"Klaar: de dialoogkaart van {pace.value} minuten, voor en achter.",
        _how_to_print(request, paper),
    )
    finish(workspace, Finished(document, name, words), request.where, voice, show=request.show)


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


def make_guide(request: GuideRequest, voice: Voice) -> None:
    """Make the facilitator's guide of a deck."""
    from kaartgen.content.guide import load_conversation
    from kaartgen.products.handreiking import GuideJob, build_guide, clock

    start = None if request.start is None else clock(request.start)
    workspace = here()
    deck = load(workspace, request.name)
    board, guide = load_conversation(workspace, deck, general=request.general)
    house = load_house_style(workspace, deck.file.huisstijl)
    job = GuideJob(start, Pace(request.minutes), request.as_booklet, request.creep)
    document = build_guide(deck, board, guide, house, LANGUAGES[deck.file.taal], job)
    name = f"{request.name}-handreiking-thuis"
    name += "-boekje" if request.as_booklet else ""
    name += "" if request.minutes == Pace.WHOLE.value else f"-{request.minutes}"
    name += f"-{start:%H%M}" if start else ""
    name += "-algemeen" if request.general else ""
    name += f"-kruip-{request.creep:g}".replace(".", "-") if request.creep else ""
    how = "Zo print je: A4, dubbelzijdig over de lange zijde of enkelzijdig."
    words = (
        "Klaar: de handreiking voor de begeleider.",
        FOLD_AND_STAPLE if request.as_booklet else how,
    )
    finish(workspace, Finished(document, name, words), request.where, voice, show=request.show)


def _how_to_print(request: BoardRequest, paper: Paper) -> str:
    if request.folded:
        return (
            "Zo print je: A4 dubbelzijdig, omslaan over de korte zijde, schaal 100 %. "
            "Vouw het vel dubbel langs de streepjes."
        )
    if request.tiles:
        return (
            "Zo print je: twee vellen A4 dubbelzijdig, omslaan over de lange zijde, schaal 100 %. "
            "Snij de witte rand in het midden weg en plak de vellen 5 mm over elkaar."
        )
    how = f"Zo print je: {paper.name} dubbelzijdig, omslaan over de korte zijde, schaal 100 %."
    if request.large and true_scale(paper) < LARGE_CARDS:
        how += (
            f" Op {paper.name} past een grote situatie in haar vak en een gewone waardekaart in "
            "het hare; ook grote waardekaarten passen met --papier A1."
        )
    return how
