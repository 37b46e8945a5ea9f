"""A spreadsheet or Word file and a folder in; a deck written there, and every doubt told."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from kaartgen.cli.ask import line
from kaartgen.cli.dutch import count
from kaartgen.cli.report import Voice
from kaartgen.content.load import read_deck
from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.workspace import Workspace
from kaartgen.writing import scaffold
from kaartgen.writing.doubts import Doubt, in_order
from kaartgen.writing.importing import Imported, imported
from kaartgen.writing.look_over import Personal
from kaartgen.writing.reading.source import read_book

DOUBTS_FILE: Final = "aandachtspunten.txt"
# More than this runs off the screen; the file has them all.
_MOST_TOLD: Final = 40


def import_deck(
    folder: Path, file: Path, title: str | None, voice: Voice, *, anyway: bool = False
) -> None:
    """Make a deck of what a file says, in a folder that is not there yet.

    Raises KaartgenError if the file cannot be read, if there is personal data in it that nobody
    allowed, or if the folder cannot be written; then nothing is written.
    """
    workspace = Workspace(folder.parent.parent)
    # `~$x.xlsx` is a trace that Excel leaves, and nobody's home.
    book = read_book((file if str(file).startswith("~$") else file.expanduser()).absolute())
    made = imported(book, folder.name, title, scaffold.today(), workspace)
    if made.personal and not anyway:
        _ask_first(made.personal, book.file, voice)
    full = [*_too_full(made, workspace)]
    # What was measured says more than what was counted.
    counted = [
        doubt
        for doubt in made.doubts
        if doubt.about != "lengte" or doubt.spot not in {one.spot for one in full}
    ]
    doubts = in_order([*counted, *full], made.spots)
    files = dict(made.files)
    if doubts:
        files[DOUBTS_FILE] = _as_text(doubts, book.file)
    written = scaffold.write_folder(
        folder, files, lambda waiting: _check(workspace, folder.name, waiting)
    )
    deck = read_deck(workspace, folder.name, folder)
    if voice.as_json:
        voice.json(_data(made, doubts, book.file, written, deck.size))
        return
    kinds = Counter(card.kind.name for card in deck.cards)
    cards = ", ".join(
        f"{kinds[kind.name]} {kind.plural if kinds[kind.name] > 1 else _one(kind.name)}"
        for kind in deck.kinds
        if kinds[kind.name]
    )
    for note in made.notes:
        voice.say(f"Let op: {note}")
    _tell(doubts, folder, voice)
    voice.say(
        f"Klaar: een deck met {count(deck.size, 'kaart', 'kaarten')} ({cards}), van {file.name}."
    )
    if full:
        voice.say(
            "Zolang een tekst niet op zijn kaart past, zijn de kaarten nog niet te maken; kort die "
            "eerst in."
        )
    voice.say(
        f"Kijk het na met ‘kaartgen check {folder.name}’ en maak de kaarten met "
        f"‘kaartgen deck {folder.name}’.\n"
        f"Verbeteren doe je voortaan in de bestanden van het deck; {file.name} blijft zoals het is."
    )
    print(folder)


def _one(name: str) -> str:
    return "lege kaart" if name == "leeg" else name


def _check(workspace: Workspace, name: str, folder: Path) -> None:
    """Read what was written, before it gets its name: what we wrote must be right."""
    read_deck(workspace, name, folder)


# --- Personal data -----------------------------------------------------------------------------


def _ask_first(found: Sequence[Personal], file: Path, voice: Voice) -> None:
    """Ask whether personal data may go along; raise KaartgenError if nobody says so."""
    problems = [_problem(one, file) for one in found]
    if voice.as_json or voice.quiet or not sys.stdin.isatty():
        raise KaartgenError(problems)
    places = "één plek" if len(found) == 1 else f"{len(found)} plekken"
    voice.say(f"Op {places} staat iets dat naar een echt mens kan leiden:\n")
    for one in found:
        voice.say(f"{one.spot}: ‘{one.words}’ ({one.about})")
    voice.say("\nEr is nog niets geschreven.")
    answer = line("Toch overnemen? Typ ja of nee [nee]: ")
    if answer.casefold() not in ("ja", "j"):
        raise KaartgenError(problems)


def _problem(one: Personal, file: Path) -> Problem:
    from kaartgen.errors import Place

    return Problem(
        f"Hier staat wat op persoonsgegevens lijkt: ‘{one.words}’ ({one.about}). Er is niets "
        "geschreven.",
        ExitCode.AUTHOR,
        Place(file, None, None, one.spot),
        "Verander het in het bestand en probeer het opnieuw. Is het verzonnen? Zet er dan --toch "
        "achter.",
    )


# --- What is doubtful --------------------------------------------------------------------------


def _too_full(made: Imported, workspace: Workspace) -> Iterator[Doubt]:
    """Yield the texts that do not fit their card, measured on the card itself."""
    from kaartgen.layout.typeset import measured
    from kaartgen.products.looks import look_of

    try:
        found = tuple(measured(made.deck, look_of(workspace, made.deck)).problems)
    except KaartgenError as error:
        found = error.problems
    for problem in found:
        spot = problem.place.spot if problem.place and problem.place.spot else ""
        yield Doubt(spot, problem.message, problem.hint or "Kort de tekst in.", "past-niet")


def _tell(doubts: Sequence[Doubt], folder: Path, voice: Voice) -> None:
    if not doubts:
        return
    voice.say(f"{count(len(doubts), 'ding', 'dingen')} om na te kijken:\n")
    for doubt in doubts[:_MOST_TOLD]:
        voice.say(f"{_told(doubt)}\n")
    left = len(doubts) - _MOST_TOLD
    if left > 0:
        voice.say(f"… en nog {left}.")
    voice.say(f"Deze lijst staat ook in {folder / DOUBTS_FILE}.\n")


def _told(doubt: Doubt) -> str:
    where = f"{doubt.spot}: " if doubt.spot else ""
    return f"{where}{doubt.message}\n  → {doubt.hint}"


def _as_text(doubts: Sequence[Doubt], file: Path) -> str:
    lines = "\n\n".join(_told(doubt) for doubt in doubts)
    return (
        f"Om na te kijken in {file.name}, zoals het werd ingelezen.\n"
        "Heb je alles gezien? Dan kan dit bestand weg.\n\n"
        f"{lines}\n"
    )


def _data(
    made: Imported, doubts: Sequence[Doubt], file: Path, written: list[Path], cards: int
) -> dict[str, Any]:
    return {
        "bestanden": [{"pad": str(one)} for one in written],
        "kaarten": cards,
        "vellen": 0,
        "bevindingen": [
            *({"bericht": note} for note in made.notes),
            *(
                {
                    "bericht": doubt.message,
                    "bestand": str(file),
                    "regel": None,
                    "kolom": None,
                    "cel": doubt.spot,
                    "tip": doubt.hint,
                    "signaal": doubt.about,
                }
                for doubt in doubts
            ),
        ],
    }
