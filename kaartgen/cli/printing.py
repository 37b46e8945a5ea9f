"""What was said about how to print in; a way to print, its part of a file's name, its words out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from kaartgen.cli.dutch import count
from kaartgen.errors import ExitCode, KaartgenError, Problem, usage_error
from kaartgen.imposition.marks import cuts
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import Flip, Plan, measure
from kaartgen.imposition.ways import Printing, Stack, Way
from kaartgen.nearest import did_you_mean
from kaartgen.pdf.document import Document
from kaartgen.products.passes import Passes, flipped, printed

if TYPE_CHECKING:
    from kaartgen.products.explaining import Subject

_SUFFIX = {
    Way.TWO_SIDED: "",
    Way.ONE_SIDE_AT_A_TIME: "-enkelzijdig",
    Way.FOLDED: "-vouw",
    Way.FRONTS: "-voorkanten",
    Way.BACKS: "-achterkanten",
}
_SIDES = {"voor": Way.FRONTS, "achter": Way.BACKS}


class Asked(Struct, frozen=True):
    """What was said about how to print; None where nothing was."""

    flip: str | None = None
    one_sided: bool = False
    apart: bool = False
    stack: str | None = None
    folded: bool = False
    side: str | None = None

    @property
    def options(self) -> list[str]:
        """The options that were given, but for the one about the flip."""
        given = {
            "--enkelzijdig": self.one_sided,
            "--vouw": self.folded,
            "--kant": self.side is not None,
            "--apart": self.apart,
            "--stapel": self.stack is not None,
        }
        return [option for option, is_given in given.items() if is_given]


def way_to_print(asked: Asked, natural: Flip = Flip.LONG_EDGE) -> tuple[Printing, Flip]:
    """Return the way to print and about which edge sheets are turned.

    `natural` is the edge for a printer that prints two-sided if none was named. Raises
    KaartgenError with everything that does not go together.
    """
    problems: list[Problem] = []
    _known(problems, "--zijde", asked.flip, ("lang", "kort"))
    _known(problems, "--stapel", asked.stack, ("keren", "laten"))
    _known(problems, "--kant", asked.side, tuple(_SIDES))
    ways = [option for option in asked.options if option in {"--enkelzijdig", "--vouw", "--kant"}]
    if len(ways) > 1:
        told = " en ".join([", ".join(ways[:-1]), ways[-1]])
        problems.append(_refused(f"{told} gaan niet samen.", "Kies er een."))
    _check_companions(problems, asked)
    if problems:
        raise KaartgenError(problems)
    stack = Stack(asked.stack or "keren")
    way = (
        Way.ONE_SIDE_AT_A_TIME
        if asked.one_sided
        else Way.FOLDED
        if asked.folded
        else _SIDES[asked.side]
        if asked.side
        else Way.TWO_SIDED
    )
    flip = natural if way is Way.TWO_SIDED else stack.flip
    return Printing(way, stack, asked.apart), Flip(asked.flip) if asked.flip else flip


def _known(problems: list[Problem], option: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        hint = did_you_mean(value, known)
        problems.append(_refused(f"‘{value}’ kan niet bij {option}.", hint))


def _check_companions(problems: list[Problem], asked: Asked) -> None:
    if asked.apart and not asked.one_sided:
        problems.append(
            _refused(
                "--apart hoort bij --enkelzijdig.", "Zet --enkelzijdig erbij, of laat --apart weg."
            )
        )
    if asked.stack is not None and not (asked.one_sided or asked.side == "achter"):
        problems.append(
            _refused(
                "--stapel hoort bij --enkelzijdig.",
                "Zet --enkelzijdig erbij, of laat --stapel weg.",
            )
        )
    one_side = "--vouw" if asked.folded else "--kant voor" if asked.side == "voor" else None
    if asked.flip is not None and one_side and not asked.one_sided:
        problems.append(
            _refused(
                f"--zijde gaat niet samen met {one_side}: er wordt maar één kant bedrukt.",
                "Laat --zijde weg.",
            )
        )


def _refused(message: str, hint: str | None) -> Problem:
    return Problem(message, ExitCode.USAGE, hint=hint)


def suffix(printing: Printing, flip: Flip, natural: Flip = Flip.LONG_EDGE) -> str:
    """Return what the way to print adds to a file's name."""
    usual = natural if printing.way is Way.TWO_SIDED else printing.stack.flip
    name = _SUFFIX[printing.way]
    name += "-laten" if printing.stack is Stack.KEPT else ""
    return name + ("" if flip is usual else f"-{flip.value}")


class Choice(Struct, frozen=True):
    """How to print something that is not cards: the way, the edge, and whether to explain it."""

    asked: Asked = Asked()
    explained: bool = True

    def of(self, natural: Flip) -> tuple[Printing, Flip]:
        """Return the way and the edge for what turns about `natural` if nothing was asked.

        Raises KaartgenError with everything that does not go together.
        """
        found = way_to_print(self.asked, natural)
        if not self.explained and not self.asked.one_sided:
            raise usage_error(
                "--zonder-uitleg hoort bij --enkelzijdig: alleen dan is er een vel met uitleg.",
                "Zet --enkelzijdig erbij, of laat --zonder-uitleg weg.",
            )
        return found

    def suffix(self, natural: Flip) -> str:
        """Return what the choice adds to a file's name."""
        printing, flip = self.of(natural)
        explained = printing.way is not Way.ONE_SIDE_AT_A_TIME or self.explained
        return suffix(printing, flip, natural) + ("" if explained else "-zonder-uitleg")

    def documents(
        self, document: Document, natural: Flip, subject: Subject
    ) -> Mapping[str, Document]:
        """Return the files for a two-sided document, by what each adds to its name."""
        printing, flip = self.of(natural)
        if self.asked.flip is not None or printing.way is not Way.TWO_SIDED:
            document = flipped(document, flip)
        if self.explained and printing.way is Way.ONE_SIDE_AT_A_TIME:
            from kaartgen.products.instructions_passes import explained_passes  # the typesetter

            document = explained_passes(document, subject, printing, flip)
        return printed(document, printing)

    def words(self, natural: Flip, sheets: int, paper: str, more: str = "") -> str:
        """Say how to print it on `paper`, how many `sheets` it is, and what to do then."""
        printing, flip = self.of(natural)
        told = {
            Way.TWO_SIDED: f"Zo print je: {paper} dubbelzijdig, omslaan over de {flip.value}e "
            "zijde, schaal 100 %.",
            Way.ONE_SIDE_AT_A_TIME: _two_passes(
                printing, flip, paper, sheets, explained=self.explained
            ),
        }
        one_side = f"Zo print je: {paper} enkelzijdig, schaal 100 %."
        return f"{told.get(printing.way, one_side)} {more}".strip()


def printing_on(paper: Paper, printing: Printing) -> Printing:
    """Return the way to print; a sheet that takes ink on one side only leaves no choice."""
    if paper.precut is not None and not paper.precut.two_sided:
        return Printing(Way.FRONTS)
    return printing


def stock_in_words(paper: Paper, printing: Printing, *, draft: bool = False) -> str:
    """Say on what paper to print."""
    if paper.precut is not None:
        return f"{paper.name}; probeer het eerst met --proefvel op gewoon papier"
    if draft:
        return f"gewoon {paper.name}"
    # A folded card is two sheets thick.
    weight = "100 tot 120" if printing.way is Way.FOLDED else "160 tot 200"
    return f"{paper.name} van {weight} g/m²"


def cuts_in_words(plans: Sequence[tuple[Plan, int]]) -> str:
    """Return how many cuts a full sheet takes, for each way in which sheets are filled."""
    told = [
        (count(len(cuts(plan)), "snede", "sneden"), " en ".join(map(measure, plan.formats)))
        for plan, _ in plans
    ]
    if len(told) == 1:
        return f"{told[0][0]} op een vol vel"
    return ", ".join(f"{number} op een vol vel met {card}" for number, card in told)


def how_to_print(
    printing: Printing, flip: Flip, paper: str, sheets: int, *, explained: bool
) -> str:
    """Say in a line or two how to print cards on `paper` (a name, and what kind)."""
    match printing.way:
        case Way.TWO_SIDED:
            return (
                f"Zo print je: dubbelzijdig, omslaan over de {flip.value}e zijde, schaal 100 %, "
                f"op {paper}."
            )
        case Way.FOLDED:
            return (
                f"Zo print je: enkelzijdig, schaal 100 %, op {paper}. Vouw langs de lange "
                "streepjes, plak, en snij daarna door beide lagen."
            )
        case Way.FRONTS | Way.BACKS:
            return f"Zo print je: enkelzijdig, schaal 100 %, op {paper}."
        case Way.ONE_SIDE_AT_A_TIME:
            return _two_passes(printing, flip, paper, sheets, explained=explained)


def _two_passes(printing: Printing, flip: Flip, paper: str, sheets: int, *, explained: bool) -> str:
    from kaartgen.products.instructions_passes import pages_field, stack_words  # the typesetter

    passes = Passes(sheets, explained, printing)
    start = f"Zo print je: enkelzijdig, schaal 100 %, op {paper}."
    if passes.trial:
        front, back = passes.trial
        tried = (
            f"pagina {front} van de voorkanten en pagina {back} van de achterkanten"
            if printing.apart
            else f"pagina {front} en daarna {back}"
        )
        return f"{start} Probeer eerst één vel: {tried}. Op pagina 1 staat getekend hoe."
    fronts, backs = pages_field(passes.fronts), pages_field(passes.backs)
    first = "alle voorkanten" if printing.apart else f"pagina {fronts}"
    then = "alle achterkanten" if printing.apart else f"pagina {backs}"
    total = count(sheets, "vel", "vellen")
    between = stack_words(printing.stack, flip)
    return f"{start} Print {first}: {total}. {between} Print dan {then}."
