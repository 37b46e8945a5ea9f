"""The papers there are, and a request for one, in; rows that say what each holds, or refusals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from kaartgen.cli.paper_kept import paper_named
from kaartgen.content.deck import Card
from kaartgen.errors import ExitCode, KaartgenError, Problem, raise_all, usage_error
from kaartgen.geometry import Size
from kaartgen.imposition.home_plan import plan_home
from kaartgen.imposition.paper import Paper
from kaartgen.imposition.plan import CutMarks, Edge, Flip, Wishes, measure
from kaartgen.imposition.precut import lies, refusal
from kaartgen.imposition.ways import Printing, Way
from kaartgen.layout.look import Look
from kaartgen.layout.measure import FORMATS
from kaartgen.workspace import Workspace

if TYPE_CHECKING:
    from kaartgen.imposition.paper_file import PaperFile

# What the papers of the list are asked to hold: the formats that decks come in.
_USUAL: Final = ("a6", "tarot", "poker")


def plain_paper(workspace: Workspace, name: str, what: str) -> Paper:
    """Load a paper for something other than cards; raises KaartgenError if it is pre-cut."""
    paper = paper_named(workspace, name)
    if paper.precut is not None:
        raise usage_error(
            f"{paper.name} is al gesneden in kaarten; {what} past daar niet op.",
            "Kies gewoon papier, zoals --papier A4.",
        )
    return paper


def check_wishes(paper: Paper, wishes: Wishes, printing: Printing, *, cut_order: bool) -> None:
    """Refuse what does not go with the paper; raises KaartgenError with all of it."""
    if paper.precut is None:
        if wishes.start > 1:
            raise usage_error(
                "--vanaf is voor een voorgesneden vel waarvan al kaarten gebruikt zijn.",
                "Kies zo’n vel met --papier; kaartgen lijst papier laat ze zien.",
            )
        if printing.way is Way.FOLDED:
            raise_all(
                Problem(
                    f"{option} gaat niet samen met --vouw.", ExitCode.USAGE, hint="Kies er een."
                )
                for option, given in (
                    ("--raster", wishes.grid is not None),
                    ("--tussenruimte", wishes.gutter is not None),
                    # What is cut before folding and what after, the page in front says.
                    ("--snijvolgorde", cut_order),
                )
                if given
            )
        return
    fixed = (
        ("--raster", wishes.grid is not None),
        ("--tussenruimte", wishes.gutter is not None),
        ("--snijlijnen", wishes.marks is not CutMarks.CORNER),
        ("--snijvolgorde", cut_order),
        ("--vouw", printing.way is Way.FOLDED),
    )
    problems = [
        Problem(
            f"{option} gaat niet samen met {paper.name}: dat vel is al gesneden.",
            ExitCode.USAGE,
            hint=f"Laat {option} weg, of kies gewoon papier.",
        )
        for option, given in fixed
        if given
    ]
    backs = {Way.ONE_SIDE_AT_A_TIME: "--enkelzijdig", Way.BACKS: "--kant achter"}
    if not paper.precut.two_sided and printing.way in backs:
        problems.append(
            Problem(
                f"De achterkant van {paper.name} is niet te bedrukken.",
                ExitCode.USAGE,
                hint=f"Laat {backs[printing.way]} weg, of kies ander papier.",
            )
        )
    places = len(paper.precut.places)
    if wishes.start > places:
        problems.append(
            Problem(
                f"Op {paper.name} zijn {places} plaatsen; --vanaf {wishes.start} kan dus niet.",
                ExitCode.USAGE,
                hint="Tel van linksboven naar rechts, en dan de rij eronder.",
            )
        )
    raise_all(problems)


def check_cards(
    workspace: Workspace,
    paper: Paper,
    look: Look,
    cards: Sequence[Card],
    enlarged: Mapping[str, float],
) -> None:
    """Refuse every format that does not go on a pre-cut sheet, saying what would."""
    if paper.precut is None:
        return
    letters: dict[Size, list[str]] = {}
    fitting: dict[str, None] = {}
    for card in cards:
        template = look.template(card)
        factor = enlarged.get(template.format_name, 1.0)
        size = Size(template.format.width * factor, template.format.height * factor)
        if lies(size, paper.precut) is None:
            found = letters.setdefault(size, [])
            if card.kind.letter not in found:
                found.append(card.kind.letter)
        else:
            fitting[card.kind.letter] = None
    if not letters:
        return
    from kaartgen.imposition.paper_file import paper_of, read_papers

    papers = [paper_of(file) for file in read_papers(workspace).values()]
    problems = [
        refusal(size, paper, papers, FORMATS, f"De kaarten {_and(kinds)}")
        for size, kinds in letters.items()
    ]
    also = {letter for kinds in letters.values() for letter in kinds}
    alone = [letter for letter in fitting if letter not in also]
    if alone:
        problems.append(
            Problem(
                f"De kaarten {_and(alone)} passen wel.",
                ExitCode.USAGE,
                hint=f"Maak alleen die met --soort {','.join(alone)}.",
            )
        )
    raise KaartgenError(problems)


def _and(words: Sequence[str]) -> str:
    return " en ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def paper_rows(workspace: Workspace) -> list[dict[str, Any]]:
    """Return a row for every paper: its size, what it holds, and where that is known from."""
    from kaartgen.imposition.paper_file import read_papers

    files = read_papers(workspace).values()
    plain = [file for file in files if file.kaarten is None]
    precut = [file for file in files if file.kaarten is not None]
    by_size = sorted(plain, key=lambda file: (-file.breedte * file.hoogte, file.naam))
    by_maker = sorted(precut, key=lambda file: (file.merk or "", file.naam))
    return [_row(file) for file in (*by_size, *by_maker)]


def _row(file: PaperFile) -> dict[str, Any]:
    from kaartgen.imposition.paper_file import paper_of

    row: dict[str, Any] = {
        "naam": file.naam,
        "breedte": file.breedte,
        "hoogte": file.hoogte,
        "past": _held(paper_of(file)),
    }
    if file.kaarten is not None:
        row["kaart"] = {
            "breedte": file.kaarten.breedte,
            "hoogte": file.kaarten.hoogte,
            "hoek": file.kaarten.hoek,
        }
        row["zijden"] = file.kaarten.zijden
    row.update({"merk": file.merk, "omschrijving": file.omschrijving, "ook": list(file.ook)})
    return {key: value for key, value in row.items() if value not in (None, [])} | {
        "bron": file.bron,
        "datum": file.datum,
    }


def _held(paper: Paper) -> list[dict[str, Any]]:
    """Return how many cards a sheet holds: its own, or those of the usual formats."""
    if paper.precut is not None:
        fits = [name for name, size in FORMATS.items() if lies(size, paper.precut) is not None]
        name = fits[0] if fits else None
        return [{"formaat": name, "aantal": len(paper.precut.places)}]
    held: list[dict[str, Any]] = []
    for name in _USUAL:
        try:
            plan = plan_home(FORMATS[name], paper, flip=Flip.LONG_EDGE, edge=Edge.RIM)
        except KaartgenError:
            continue
        held.append({"formaat": name, "aantal": len(plan.slots)})
    return held


def in_words(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a paper's row as people read it: name, size, what it holds, what it is."""
    held = [f"{one['aantal']} × {one['formaat'] or measure(_card(row))}" for one in row["past"]]
    about = [row.get("merk"), row.get("omschrijving")]
    what = ": ".join(word for word in about if word)
    if row.get("zijden") == 1:
        what += " (alleen de voorkant)"
    size = measure(Size(row["breedte"], row["hoogte"]))
    return {"naam": row["naam"], "maat": size, "past": ", ".join(held), "wat": what}


def _card(row: Mapping[str, Any]) -> Size:
    return Size(row["kaart"]["breedte"], row["kaart"]["hoogte"])
