"""A request for a new deck or a spreadsheet in; its files written and told about."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from kaartgen.cli.dutch import count
from kaartgen.cli.places import here, open_file
from kaartgen.cli.report import Voice
from kaartgen.content.load import load
from kaartgen.errors import usage_error
from kaartgen.workspace import Workspace
from kaartgen.writing import scaffold


class Asked(Struct, frozen=True):
    """All that was asked of `kaartgen nieuw`."""

    name: str | None
    title: str | None = None
    show: bool = False


def new(asked: Asked, voice: Voice) -> None:
    """Make a new deck with a first card of each kind.

    Raises KaartgenError if the name cannot be used or the folder cannot be written.
    """
    if asked.name is None:
        raise usage_error(
            "Er ontbreekt nog een naam voor het nieuwe deck.",
            "Bijvoorbeeld: kaartgen nieuw mijn-deck",
        )
    folder = scaffold.new_folder(here(), asked.name, Path.cwd())
    files = scaffold.example_files(_title(asked, asked.name), scaffold.today())
    written = scaffold.write_folder(folder, files)
    made = load(Workspace(folder.parent.parent), asked.name)
    voice.say(
        f"Klaar: een deck met {count(made.size, 'kaart', 'kaarten')}, minstens een van elke soort."
    )
    voice.say(
        "Open de bestanden in een tekstprogramma en schrijf over de kaarten heen; bij elk veld\n"
        "staat wat erin hoort. Wat je niet nodig hebt, haal je weg.\n"
        f"Kijk met ‘kaartgen proef {asked.name}’ hoe het wordt, en maak de kaarten met "
        f"‘kaartgen deck {asked.name}’."
    )
    _results(voice, written, made.size)
    if asked.show:
        open_file(folder, voice)


def _title(asked: Asked, name: str) -> str:
    title = " ".join((asked.title or "").split())
    if asked.title is not None and not title:
        raise usage_error("Achter --titel hoort een titel te staan.")
    return title or scaffold.titled(name)


def _results(voice: Voice, files: list[Path], cards: int) -> None:
    """Give the results: the deck's folder for people, every file for programs."""
    if voice.as_json:
        voice.json(
            {
                "bestanden": [{"pad": str(file)} for file in files],
                "kaarten": cards,
                "vellen": 0,
                "bevindingen": [],
            }
        )
    else:
        print(files[0].parent)
