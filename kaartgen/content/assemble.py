"""The folders of a deck and of those it extends in; a Deck out, or every mistake in every file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kaartgen.content.all_kinds import all_kinds
from kaartgen.content.card_files import CardFiles
from kaartgen.content.deck import Deck, DeckFile, Layer
from kaartgen.content.deck_files import deck_document, typed
from kaartgen.content.extending import Stack
from kaartgen.content.kinds import Kind
from kaartgen.content.lineage import FIELD, Ancestor, Lineage
from kaartgen.content.references import dangling, duplicates
from kaartgen.content.spoken import Spoken
from kaartgen.errors import ExitCode, Place, Problem, raise_all
from kaartgen.nearest import nearest
from kaartgen.workspace import Workspace
from kaartgen.yamlfile import Document

# Files that belong to a deck beside its cards, each read by the product that it is for.
COMPANIONS = ("dialoogkaart.yaml", "handreiking.yaml")
# What stands in for the fields of a deck that is not there, so that only that is told.
_STAND_IN = {"titel": "?", "datum": "2000-01-01"}


def assembled(workspace: Workspace, line: Lineage) -> Deck:
    """Read a deck, laid on the decks that it extends.

    Raises KaartgenError with all problems in all of their files.
    """
    kinds, wrong = all_kinds(workspace)
    problems: list[Problem] = [*([line.problem] if line.problem else []), *wrong]
    files = CardFiles(workspace, problems)
    if line.problem:  # what is missing may have held any card
        files.broken.update(kind.name for kind in kinds)
    letters = {kind.letter: kind for kind in kinds}
    spoken = Spoken(workspace, problems)
    stack = Stack(problems, files.broken, 0, 0, False, spoken, letters)
    layers: list[Layer] = []
    base: Document | None = None
    deck_file: DeckFile | None = None
    if line.problem:
        base = Document(line.decks[-1].folder / "deck.yaml", dict(_STAND_IN), {})
    for depth, deck in enumerate(reversed(line.decks)):
        extends = base is not None or depth > 0
        read = deck_document(deck.folder / "deck.yaml", base, problems)
        deck_file = typed(read, spoken) if read is not None else None
        stack.depth, stack.layer, stack.extends = depth, len(line.decks) - 1 - depth, extends
        # What could not be read below may be what is named here; one's own mistakes hide nothing.
        stack.unsure = set(files.broken)
        for kind in kinds:
            stack.lay(kind, files.cards(kind, deck.folder / f"{kind.stem}.yaml"))
        # With a mistake in a kind of one's own, nobody knows which file is its.
        problems.extend(() if wrong else _strange_files(deck.folder, kinds))
        if deck_file is not None and read is not None and spoken.own is not None:
            layers.insert(
                0,
                Layer(deck.name, deck.folder, deck_file.titel, deck_file.versie, spoken.own),
            )
            if extends:
                stack.leave_out(deck_file.weglaten, read)
            else:
                problems.extend(_extends_nothing(read))
        base = read or base
    cards = stack.cards()
    problems.extend(duplicates(cards))
    if deck_file is not None:
        places = base.places if base else {}
        problems.extend(dangling(deck_file, places, cards, stack.left_out, files.broken))
    if not cards and not problems:
        problems.append(_empty(line.decks[0]))
    raise_all(sorted(problems, key=_reading_order))
    assert deck_file is not None  # raise_all has raised where it is missing
    assert base is not None
    own = line.decks[0]
    left_out = tuple(stack.left_out)
    return Deck(
        own.name,
        own.folder,
        deck_file,
        tuple(cards),
        base.places,
        tuple(layers),
        left_out,
        kinds,
        spoken.cards,
    )


def _reading_order(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return (str(place.file), place.line or 0, place.column or 0) if place else ("", 0, 0)


def _extends_nothing(read: Document) -> Iterable[Problem]:
    assert isinstance(read.value, dict)
    if FIELD in read.value:
        if read.value[FIELD] is None:
            yield Problem(
                f"Bij ‘{FIELD}’ staat niets.",
                ExitCode.AUTHOR,
                read.place((FIELD,)),
                "Vul de naam in van het deck dat je uitbreidt, of haal de regel weg.",
            )
        return  # what else is wrong with it has been told
    for name in ("weglaten", "gebaseerd_op"):
        if name in read.value:
            yield Problem(
                f"‘{name}’ kan alleen in een deck dat een ander uitbreidt.",
                ExitCode.AUTHOR,
                read.place((name,)),
                f"Zet erboven ‘{FIELD}: …’ met de naam van dat deck.",
            )


def _strange_files(folder: Path, kinds: Iterable[Kind]) -> Iterable[Problem]:
    known = {f"{kind.stem}.yaml" for kind in kinds} | {"deck.yaml", *COMPANIONS}
    for file in sorted(folder.glob("*.y*ml")):
        if file.name not in known:
            match = nearest(file.stem, [Path(name).stem for name in known], 0.5)
            if match and not (match.startswith(file.stem[:3]) or file.stem.startswith(match[:3])):
                match = None
            match = match and f"{match}.yaml"
            yield Problem(
                f"Een bestand ‘{file.name}’ kent kaartgen niet in een deck.",
                ExitCode.AUTHOR,
                Place(file),
                f"Bedoel je ‘{match}’? Geef het dan die naam." if match else "Haal het weg.",
            )


def _empty(deck: Ancestor) -> Problem:
    return Problem(
        "Dit deck heeft nog geen enkele kaart.",
        ExitCode.AUTHOR,
        Place(deck.folder),
        f"Maak bijvoorbeeld {deck.folder / 'situaties.yaml'} met een eerste situatie.",
    )
