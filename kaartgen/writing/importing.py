"""A spreadsheet or Word file in; the files of a deck, the deck itself and every doubt, out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from pydantic import BaseModel, ValidationError

from kaartgen.authored import validate
from kaartgen.content.all_kinds import all_kinds
from kaartgen.content.board import Board
from kaartgen.content.deck import Card, Deck, DeckFile, Layer
from kaartgen.content.fields import slug_of
from kaartgen.content.guide import Guide
from kaartgen.content.kinds import CardFile, Kind
from kaartgen.content.spoken import Spoken
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, raise_all
from kaartgen.workspace import Workspace
from kaartgen.writing import scaffold, yamlout
from kaartgen.writing.columns import BOARD, DECK, GUIDE, folded
from kaartgen.writing.complete import complete
from kaartgen.writing.deck_data import deck_file, deck_text, on_its_own
from kaartgen.writing.doubts import PLACEHOLDER, Doubt, Doubts, quoted
from kaartgen.writing.fieldlist import nested
from kaartgen.writing.look_over import Personal, limits, personal, signals
from kaartgen.writing.naming import give_names, title_of
from kaartgen.writing.parts import read_parts
from kaartgen.writing.raw import Raw, raw_card
from kaartgen.writing.references import refer
from kaartgen.writing.sheets import MOST_CARDS, read_sheets
from kaartgen.writing.tables import Book
from kaartgen.writing.written import Found, Listed
from kaartgen.yamlfile import Document, Location, Value

# In the order in which a person reads a card: what it is, what it says, what else is known of it.
_FIRST: Final = ("gedeeld", "id", "nummer", "aantal", "kern", "volgorde")
_LAST: Final = (
    "gevoelig", "duur", "herkomst", "status", "tags", "afbeelding", "taal", "notitie_begeleider",
)  # fmt: skip
_COMPANIONS: Final[Mapping[str, type[BaseModel]]] = {BOARD: Board, GUIDE: Guide}


class Imported(Struct, frozen=True):
    """A deck as it was read: its files, itself with its texts' spots, and what is doubtful."""

    files: Mapping[str, str | bytes]
    deck: Deck
    doubts: tuple[Doubt, ...]
    personal: tuple[Personal, ...]
    notes: tuple[str, ...]
    # Every spot in the order of the file.
    spots: tuple[str, ...]


def imported(
    book: Book, name: str, title: str | None, date: datetime.date, workspace: Workspace
) -> Imported:
    """Make a deck called `name` of what a file says, for a workspace with its kinds and languages.

    Raises KaartgenError if nothing in the file could be a card.
    """
    kinds, wrong = all_kinds(workspace)
    raise_all(wrong)
    found, doubts = Found(title=book.title, known=kinds), Doubts()
    if book.sheets:
        read_sheets(book, found, doubts)
    if book.parts or not book.sheets:
        read_parts(book, found, doubts)
    raws = _different([raw_card(written, doubts) for written in found.cards], doubts)
    if not raws:
        raise KaartgenError([_no_cards(book)])
    raise_all(_too_many(book, raws, kinds))
    pictures = _pictures(raws, book.file.parent, doubts)
    complete(raws, doubts)
    data, spots = nested(DeckFile, found.lists.get(DECK, ()), doubts)
    on_its_own(data, spots, doubts)
    text, whole = deck_text(data, title or found.title or scaffold.titled(name), date, raws, doubts)
    give_names(raws, doubts)
    refer(raws, found.kinds, doubts)
    files: dict[str, str | bytes] = {"deck.yaml": text}
    spoken = Spoken(workspace, [])
    file = deck_file(book, whole, spots, spoken)
    assert spoken.own is not None  # else the deck could not be read
    context = spoken.reading(spoken.own)
    cards = [card for raw in raws for card in _card(book, raw, spoken, doubts)]
    for kind in kinds:
        some = [raw for raw in raws if raw.kind is kind]
        if some:
            heading = f"{kind.plural[:1].upper()}{kind.plural[1:]} ({kind.letter})."
            files[f"{kind.stem}.yaml"] = yamlout.cards([_ordered(raw) for raw in some], heading)
    places = {path: book.place(spot) for path, spot in spots.items()}
    folder = book.file.parent
    layer = Layer(name, folder, file.titel, file.versie, spoken.own)
    deck = Deck(
        name,
        folder,
        file,
        _numbered(cards, kinds),
        places,
        (layer,),
        kinds=kinds,
        spoken=spoken.cards,
    )
    companions = {
        which: _companion(book, which, found.lists.get(which, ()), files, context, doubts)
        for which in _COMPANIONS
    }
    limits(raws, doubts)
    signals(deck, companions[BOARD], companions[GUIDE], doubts)
    files.update(pictures)
    return Imported(
        files,
        deck,
        tuple(doubts.found),
        personal(raws, [one for some in found.lists.values() for one in some]),
        (*book.notes, *found.notes),
        tuple(found.spots),
    )


def _no_cards(book: Book) -> Problem:
    return Problem(
        "Onder de koppen staat nog geen enkele kaart.",
        ExitCode.AUTHOR,
        book.place("alle rijen"),
        "Vul minstens één rij in; een titel en een verhaal is genoeg om te beginnen.",
    )


def _too_many(book: Book, raws: list[Raw], kinds: Iterable[Kind]) -> Iterator[Problem]:
    for kind in kinds:
        some = [raw for raw in raws if raw.kind is kind]
        if len(some) > MOST_CARDS:
            yield Problem(
                f"Dit zijn {len(some)} {kind.plural}; een deck heeft er hooguit {MOST_CARDS}.",
                ExitCode.AUTHOR,
                book.place(some[MOST_CARDS].written.spot),
                "Maak er meer decks van.",
            )


def _different(raws: list[Raw], doubts: Doubts) -> list[Raw]:
    """Leave out rows that say what an earlier one said."""
    seen: dict[str, Raw] = {}
    kept: list[Raw] = []
    for raw in raws:
        said = "|".join(
            f"{path}{folded(one.text)}"
            for path, one in sorted(raw.written.said.items(), key=str)
            if path not in (("nummer",), ("id",))
        )
        first = seen.setdefault(f"{raw.kind.name}|{said}", raw)
        # A card with its own id that is the same as another is meant to be: it came from a deck.
        if first is raw or raw.value.get("id"):
            kept.append(raw)
        elif raw.value:
            doubts.add(
                "dubbele-rij",
                raw.written.spot,
                f"Deze rij is dezelfde als {first.written.spot}; er is één kaart van gemaakt.",
                "Wil je de kaart twee keer? Zet bij ‘Aantal’ een 2.",
            )
    return [raw for raw in kept if raw.value]


# --- Pictures ----------------------------------------------------------------------------------


def _pictures(raws: list[Raw], beside: Path, doubts: Doubts) -> dict[str, bytes]:
    """Return the pictures that lie beside the file; a card lets go of one that does not."""
    files: dict[str, bytes] = {}
    for raw in raws:
        picture = raw.value.get("afbeelding")
        name = picture.get("bestand") if isinstance(picture, dict) else None
        if not isinstance(name, str):
            continue
        file = beside / name
        try:
            inside = (
                file.resolve().is_relative_to(beside.resolve()) and not Path(name).is_absolute()
            )
            if not inside:
                raise FileNotFoundError
            files[Path(name).as_posix()] = file.read_bytes()
        except (OSError, ValueError):
            del raw.value["afbeelding"]
            doubts.add(
                "afbeelding",
                raw.spot("afbeelding", "bestand"),
                f"De afbeelding {quoted(name)} ligt niet naast dit bestand; de kaart is er zonder.",
                "Zet haar later in de map van het deck en noem haar bij ‘afbeelding’.",
            )
    return files


# --- Cards -------------------------------------------------------------------------------------


def _ordered(raw: Raw) -> dict[str, Value]:
    fields = [field.alias or name for name, field in raw.kind.model.model_fields.items()]
    middle = [name for name in fields if name not in _FIRST and name not in _LAST]
    order = [*_FIRST, *middle, *_LAST]
    return {name: raw.value[name] for name in order if name in raw.value}


def _card(book: Book, raw: Raw, spoken: Spoken, doubts: Doubts) -> list[Card]:
    """Read a card as its file will be read; what cannot be, is left out and told."""
    if "gedeeld" in raw.value:  # its texts stand elsewhere
        return []
    for _ in range(len(raw.value) + 1):
        places = {
            location: Place(book.file, None, None, raw.spot(*location))
            for location in _locations(raw.value, ())
        }
        document = Document(book.file, dict(raw.value), places)
        one, context = spoken.card(document, raw.kind)
        if spoken.problems:  # a language that is not there
            for problem in spoken.problems:
                doubts.add("waarde", raw.spot("taal"), problem.message, problem.hint or "")
            spoken.problems.clear()
            del raw.value["taal"]
            continue
        try:
            content = raw.kind.model.model_validate(one.value, context=dict(context))
        except ValidationError as error:
            _mend(raw, places, error, context, doubts)
            continue
        assert isinstance(content, CardFile)
        name = content.id or slug_of(title_of(raw))
        return [Card(raw.kind, content.nummer or 0, name, content, places)]
    raise AssertionError("a card that is complete can be read")


def _locations(value: Value, at: Location) -> list[Location]:
    found: list[Location] = [at]
    if isinstance(value, dict):
        for key, inside in value.items():
            found += _locations(inside, (*at, key))
    elif isinstance(value, list):
        for number, inside in enumerate(value):
            found += _locations(inside, (*at, number))
    return found


def _mend(
    raw: Raw,
    places: dict[Location, Place],
    error: ValidationError,
    context: Mapping[str, object],
    doubts: Doubts,
) -> None:
    document = Document(Path(raw.written.spot), dict(raw.value), places)
    _, problems = validate(raw.kind.model, document, context=context)
    for problem in problems:
        spot = problem.place.spot if problem.place and problem.place.spot else raw.written.spot
        doubts.add("waarde", spot, problem.message, problem.hint or "Kijk dit veld na.")
    for name in {str(one["loc"][0]) for one in error.errors() if one["loc"]}:
        raw.value.pop(name, None)
    if any(not one["loc"] for one in error.errors()):  # about the card as a whole
        for name in ("opties", "groep_min", "groep_max"):
            raw.value.pop(name, None)
    complete([raw], Doubts())
    if raw.kind.name == "situatie" and not raw.value.get("waarden"):
        raw.value["waarden"] = [PLACEHOLDER, PLACEHOLDER]


def _numbered(cards: list[Card], kinds: Iterable[Kind]) -> tuple[Card, ...]:
    """Count the cards as the loader does, and put them in its order."""
    numbered: list[Card] = []
    for kind in kinds:
        last = 0
        some = []
        for card in (one for one in cards if one.kind is kind):
            last = card.content.nummer or last + 1
            some.append(Card(kind, last, card.id, card.content, card.places))
        some.sort(
            key=lambda card: (
                card.number if card.content.volgorde is None else card.content.volgorde,
                card.number,
            )
        )
        numbered += some
    return tuple(numbered)


# --- Dialoogkaart and handreiking --------------------------------------------------------------


def _companion(
    book: Book,
    which: str,
    listed: Any,
    files: dict[str, str | bytes],
    context: Mapping[str, object],
    doubts: Doubts,
) -> Any:
    """Put a companion's file among the files: what was given, else the example's."""
    model = _COMPANIONS[which]
    name = f"{which}.yaml"
    given: list[Listed] = list(listed)
    data, spots = nested(model, given, doubts)
    if not data:
        files[name] = (scaffold.EXAMPLE / name).read_text("utf-8")
        return None
    files[name] = yamlout.mapping(data, f"De {which}.")
    places = {path: book.place(spot) for path, spot in spots.items()}
    first = given[0].spot
    document = Document(book.file, data, {(): book.place(first), **places})
    value, problems = validate(model, document, context=context)
    for problem in problems:
        spot = problem.place.spot if problem.place and problem.place.spot else first
        doubts.add(which, spot, problem.message, problem.hint or f"Kijk {name} na.")
    if value is None:
        return None
    return value.read_from(document) if isinstance(value, Board | Guide) else value
