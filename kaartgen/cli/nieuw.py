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
    # A spreadsheet or a Word file to make the deck of, and whether personal data may go along.
    source: str | None = None
    anyway: bool = False
    # A spreadsheet to fill in instead of a deck, and the deck that it holds already.
    worksheet: bool = False
    deck: str | None = None
    extends: str | None = None


def new(asked: Asked, voice: Voice) -> None:
    """Make a new deck, with a first card of each kind or of what a file says; or a spreadsheet.

    Raises KaartgenError if the name cannot be used or the folder cannot be written.
    """
    _check(asked)
    if asked.worksheet:
        from kaartgen.cli.werkblad import write_worksheet

        write_worksheet(asked.name, asked.deck, voice, show=asked.show)
        return
    if asked.name is None and asked.source is not None:
        raise usage_error(
            "Hoe heet het nieuwe deck?",
            f"Bijvoorbeeld: kaartgen nieuw mijn-deck --van {Path(asked.source).name}",
        )
    if asked.name is None:
        raise usage_error(
            "Er ontbreekt nog een naam voor het nieuwe deck.",
            "Bijvoorbeeld: kaartgen nieuw mijn-deck",
        )
    if asked.extends is not None:
        _new_extension(asked, asked.name, asked.extends, voice)
        return
    folder = scaffold.new_folder(here(), asked.name, Path.cwd())
    if asked.source is not None:
        from kaartgen.cli.van import import_deck

        title = _title(asked, asked.name) if asked.title is not None else None
        import_deck(folder, Path(asked.source), title, voice, anyway=asked.anyway)
        if asked.show:
            open_file(folder, voice)
        return
    files = scaffold.example_files(_title(asked, asked.name), scaffold.today())
    written = scaffold.write_folder(folder, files)
    made = load(Workspace(folder.parent.parent), asked.name)
    voice.say(
        f"Klaar: een deck met {count(made.size, 'kaart', 'kaarten')}, minstens een van elke soort."
    )
    voice.say(
        "Open de bestanden in een tekstprogramma en schrijf over de kaarten heen; bij elk veld\n"
        "staat wat erin hoort. Wat je niet nodig hebt, haal je weg.\n"
        f"Kijk met ‘kaartgen proef {asked.name} --volg’ hoe het wordt terwijl je schrijft.\n"
        f"Maak de kaarten met ‘kaartgen deck {asked.name}’."
    )
    _results(voice, written, made.size)
    if asked.show:
        open_file(folder, voice)


def _check(asked: Asked) -> None:
    """Refuse options that do not go together."""
    if asked.worksheet and asked.source is not None:
        raise usage_error(
            "Met ‘--werkblad’ maak je een leeg werkblad; met ‘--van’ lees je er een in.",
            "Kies een van de twee.",
        )
    if asked.deck is not None and not asked.worksheet:
        raise usage_error(
            "‘--deck’ zegt welk deck in het werkblad komt, en hoort bij ‘--werkblad’.",
            f"Bijvoorbeeld: kaartgen nieuw --werkblad --deck {asked.deck}",
        )
    if asked.anyway and asked.source is None:
        raise usage_error("‘--toch’ hoort bij ‘--van BESTAND’.")
    if asked.worksheet and asked.title is not None:
        raise usage_error("Een werkblad heeft geen ‘--titel’; vul die in op het blad Deck.")
    if asked.extends is not None and (asked.worksheet or asked.source is not None):
        other = "--werkblad" if asked.worksheet else "--van"
        raise usage_error(
            f"‘--breidt-uit’ en ‘{other}’ gaan niet samen.",
            "Maak eerst van het werkblad een deck, en zet daar in deck.yaml "
            f"‘breidt_uit: {asked.extends}’ bij.",
        )


def _new_extension(asked: Asked, name: str, extends: str, voice: Voice) -> None:
    """Make a new deck on top of another, with a first situation of its own."""
    from kaartgen.writing.extension import extension_files

    base = load(here(), extends)
    folder = scaffold.new_folder(here(), name, Path.cwd(), extends)
    # Under the same name it is the same deck to everyone at the table, with some cards more.
    title = base.file.titel if name == extends and asked.title is None else _title(asked, name)
    files = extension_files(base, title, scaffold.today())
    written = scaffold.write_folder(folder, files)
    made = load(Workspace(folder.parent.parent), name)
    cards = count(made.size, "kaart", "kaarten")
    voice.say(
        f"Klaar: een deck van {cards}: alles van {extends}, en een eerste eigen situatie.\n"
        "Open de bestanden in een tekstprogramma: in deck.yaml kies je wat er niet meedoet, in\n"
        "situaties.yaml schrijf je over de eerste situatie heen.\n"
        f"‘kaartgen lijst {name}’ laat zien welke kaart waarvandaan komt; maak ze met "
        f"‘kaartgen deck {name}’."
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
