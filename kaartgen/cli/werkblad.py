"""A file's name and perhaps a deck in; a spreadsheet to fill in, or with all of that deck, out."""

from __future__ import annotations

from pathlib import Path

from kaartgen.cli.dutch import count
from kaartgen.cli.places import here, open_file
from kaartgen.cli.report import Voice
from kaartgen.content.all_kinds import all_kinds
from kaartgen.content.board import FILE as BOARD_FILE
from kaartgen.content.board import Board, load_board
from kaartgen.content.deck import Deck
from kaartgen.content.guide import FILE as GUIDE_FILE
from kaartgen.content.guide import Guide, load_guide
from kaartgen.content.load import load
from kaartgen.errors import raise_all, usage_error
from kaartgen.workspace import Workspace
from kaartgen.writing.newfile import write_new


def write_worksheet(name: str | None, deck_name: str | None, voice: Voice, *, show: bool) -> None:
    """Write a spreadsheet where there is none yet.

    Raises KaartgenError if something is there, if the deck cannot be read, or the file not written.
    """
    file = _target(name, deck_name)
    notes: list[str] = []
    cards = 0
    # The library takes a quarter of a second to load, so first what may yet go wrong.
    if deck_name is None:
        from kaartgen.writing.workbook import empty_workbook

        kinds, problems = all_kinds(here())
        raise_all(problems)
        content = empty_workbook(kinds)
    else:
        workspace = here()
        deck = load(workspace, deck_name)
        board, guide = _companions(workspace, deck)
        notes = _notes(deck)
        cards = deck.size
        from kaartgen.writing.workbook import workbook

        content = workbook(deck, board, guide)
    write_new({file: content})
    if voice.as_json:
        voice.json(
            {
                "bestanden": [{"pad": str(file)}],
                "kaarten": cards,
                "vellen": 0,
                "bevindingen": [{"bericht": note} for note in notes],
            }
        )
    else:
        _tell(file, deck_name, cards, notes, voice)
    if show:
        open_file(file, voice)


def _target(name: str | None, deck_name: str | None) -> Path:
    file = Path(name or f"{deck_name or 'werkblad'}.xlsx").expanduser()
    if file.is_dir():
        file /= f"{deck_name or 'werkblad'}.xlsx"
    if file.suffix.casefold() != ".xlsx":
        if file.suffix.casefold() in (".ods", ".csv", ".xls", ".docx"):
            raise usage_error(
                f"Een werkblad is een .xlsx-bestand, geen {file.suffix}.",
                f"Typ {file.with_suffix('.xlsx')}; LibreOffice en Google Sheets openen dat ook.",
            )
        file = file.with_name(f"{file.name}.xlsx")
    file = file.absolute()
    if file.exists() or file.is_symlink():  # said before the work; the writing looks again
        raise usage_error(
            f"Er is al een bestand {file}; dat blijft zoals het is.",
            "Geef een andere naam achter --werkblad.",
        )
    return file


def _companions(workspace: Workspace, deck: Deck) -> tuple[Board | None, Guide | None]:
    board = load_board(workspace, deck) if deck.companion(BOARD_FILE).exists() else None
    guide = load_guide(deck) if deck.companion(GUIDE_FILE).exists() else None
    return board, guide


def _notes(deck: Deck) -> list[str]:
    notes = []
    if len(deck.layers) > 1:
        notes.append(
            f"Wat dit deck uit ‘{deck.layers[1].name}’ overneemt, staat voluit in het werkblad; "
            "ingelezen is het een deck op zichzelf."
        )
    shared = sum(("gedeeld",) in card.places for card in deck.cards)
    if shared:
        what = "is gedeeld; de tekst staat" if shared == 1 else "zijn gedeeld; hun teksten staan"
        notes.append(
            f"{count(shared, 'kaart', 'kaarten')} {what} voluit in het werkblad. Verandert de "
            "gedeelde kaart, dan verandert het werkblad niet mee."
        )
    pictures = [card.content.afbeelding.bestand for card in deck.cards if card.content.afbeelding]
    if pictures:
        notes.append(
            f"Afbeeldingen gaan niet mee: leg ze naast het werkblad als je het weer inleest "
            f"({', '.join(dict.fromkeys(pictures))})."
        )
    return notes


def _tell(file: Path, deck_name: str | None, cards: int, notes: list[str], voice: Voice) -> None:
    for note in notes:
        voice.say(f"Let op: {note}")
    if deck_name is None:
        voice.say(
            "Klaar: een werkblad met een blad voor elke soort kaart, en overal een voorbeeld.\n"
            f"Vul het in, en typ dan: kaartgen nieuw mijn-deck --van {file.name}"
        )
    else:
        voice.say(
            f"Klaar: een werkblad met alles van {deck_name} ({count(cards, 'kaart', 'kaarten')}).\n"
            f"Maak er een eigen deck van met: kaartgen nieuw mijn-{deck_name} --van {file.name}"
        )
    print(file)
