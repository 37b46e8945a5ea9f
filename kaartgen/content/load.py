"""A deck's folder in; a Deck out, or every mistake in every file at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field

from kaartgen import yamlfile
from kaartgen.authored import validate
from kaartgen.content.deck import Card, Deck, DeckFile
from kaartgen.content.fields import slug_of
from kaartgen.content.kinds import KINDS, CardFile, Kind, PortraitCard, QuestionCard, SituationCard
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, raise_all
from kaartgen.kept import kept
from kaartgen.nearest import did_you_mean, nearest
from kaartgen.workspace import Workspace
from kaartgen.yamlfile import Document, Location, Value

# Files that belong to a deck beside its cards, each read by the product that it is for.
COMPANIONS = ("dialoogkaart.yaml", "handreiking.yaml")


def load(workspace: Workspace, name: str) -> Deck:
    """Read the deck called `name`.

    Raises KaartgenError with all problems in all of its files.
    """
    folder = workspace.deck_folder(name)
    shared = [file for one in workspace.folders("gedeeld") for file in sorted(one.glob("*.yaml"))]
    files = [*sorted(folder.glob("*.y*ml")), *shared]
    return kept(f"deck {folder}", files, lambda: _loaded(workspace, name, folder))


def _loaded(workspace: Workspace, name: str, folder: Path) -> Deck:
    problems: list[Problem] = []
    deck_file, places = _deck_file(folder / "deck.yaml", problems)
    context = {"typography": deck_file is None or deck_file.typografie}
    reader = _Reader(workspace, context, problems)
    cards: list[Card] = []
    for kind in KINDS:
        cards.extend(reader.cards(kind, folder / f"{kind.stem}.yaml"))
    problems.extend(_strange_files(folder))
    problems.extend(_duplicates(cards))
    if deck_file is not None:
        problems.extend(_dangling(deck_file, cards, reader.broken))
    if not cards and not problems:
        problems.append(
            Problem(
                "Dit deck heeft nog geen enkele kaart.",
                ExitCode.AUTHOR,
                Place(folder),
                f"Maak bijvoorbeeld {folder / 'situaties.yaml'} met een eerste situatie.",
            )
        )
    raise_all(sorted(problems, key=_reading_order))
    assert deck_file is not None  # raise_all has raised where it is missing
    return Deck(name, folder, deck_file, tuple(cards), places)


def _reading_order(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return (str(place.file), place.line or 0, place.column or 0) if place else ("", 0, 0)


def _deck_file(
    file: Path, problems: list[Problem]
) -> tuple[DeckFile | None, Mapping[Location, Place]]:
    document = _document(file, problems)
    if document is None:
        return None, {}
    if not isinstance(document.value, dict):
        problems.append(
            Problem(
                "Hier horen de gegevens van het deck te staan (‘titel: …’).",
                ExitCode.AUTHOR,
                Place(file, 1, 1),
            )
        )
        return None, {}
    raw = document.value.get("typografie")
    plain = isinstance(raw, str) and raw.casefold() in ("nee", "false")
    deck_file, found = validate(DeckFile, document, context={"typography": not plain})
    problems.extend(found)
    return deck_file, document.places


def _document(file: Path, problems: list[Problem]) -> Document | None:
    try:
        document = yamlfile.read_on(file)
    except KaartgenError as error:
        problems.extend(error.problems)
        return None
    problems.extend(document.problems)
    return document


class _Reader(Struct):
    """Reads card files, keeping the shared ones that were opened on the way."""

    workspace: Workspace
    context: Mapping[str, object]
    problems: list[Problem]
    # The kinds of which not every card could be read: who refers to one may yet be right.
    broken: set[str] = field(default_factory=set)

    def cards(self, kind: Kind, file: Path) -> list[Card]:
        if not file.exists():
            return []
        document = self._list_document(file, kind)
        if document is None:
            return []
        shared: dict[str, Document] | None = None
        complete = True
        cards: list[Card] = []
        number = 0
        for given in _split(document):
            one, value = given, given.value
            if isinstance(value, dict) and "gedeeld" in value:
                if shared is None:
                    shared, complete = self._shared(kind)
                merged = self._merged(one, value, kind, shared, complete=complete)
                if merged is None:
                    self.broken.add(kind.name)
                    continue
                one = merged
            content, found = validate(kind.model, one, context=self.context)
            self.problems.extend(found)
            if content is None:
                self.broken.add(kind.name)
                continue
            number = content.nummer or number + 1
            cards.append(Card(kind, number, _id(kind, content), content, one.places))
        return sorted(cards, key=_order)

    def _list_document(self, file: Path, kind: Kind) -> Document | None:
        document = _document(file, self.problems)
        if document is None:
            self.broken.add(kind.name)
            return None
        if document.value is not None and not isinstance(document.value, list):
            self.broken.add(kind.name)
            self.problems.append(
                Problem(
                    "Hier hoort een lijst van kaarten te staan.",
                    ExitCode.AUTHOR,
                    Place(file, 1, 1),
                    "Begin elke kaart met ‘- ’ en laat de velden eronder twee spaties inspringen.",
                )
            )
            return None
        return document

    def _shared(self, kind: Kind) -> tuple[dict[str, Document], bool]:
        """Return the shared cards of a kind by id (the workspace's own win), and if that is all."""
        found: dict[str, Document] = {}
        complete = True
        for folder in reversed(self.workspace.folders("gedeeld")):
            file = folder / f"{kind.stem}.yaml"
            if not file.exists():
                continue
            document = self._list_document(file, kind)
            complete = complete and document is not None
            here: dict[str, Document] = {}
            for one in _split(document) if document else []:
                name = one.value.get("id") if isinstance(one.value, dict) else None
                if not isinstance(name, str):
                    continue
                if name in here:
                    self.problems.append(_same_id(name, one.place(("id",)), here[name].place(())))
                here.setdefault(name, one)
            found.update(here)
        return found, complete

    def _merged(
        self,
        one: Document,
        value: dict[str, Value],
        kind: Kind,
        shared: Mapping[str, Document],
        *,
        complete: bool,
    ) -> Document | None:
        name = value["gedeeld"]
        if not isinstance(name, str):
            self.problems.append(
                Problem(
                    "Bij ‘gedeeld’ hoort de id van een gedeelde kaart te staan.",
                    ExitCode.AUTHOR,
                    one.place(("gedeeld",)),
                    did_you_mean("", shared),
                )
            )
            return None
        if name not in shared:
            if not complete:  # it may stand in the file that could not be read
                return None
            self.problems.append(
                Problem(
                    f"Er is geen gedeelde kaart ‘{name}’ bij {kind.plural}.",
                    ExitCode.AUTHOR,
                    one.place(("gedeeld",)),
                    did_you_mean(name, shared) or f"Schrijf hem in gedeeld/{kind.stem}.yaml.",
                )
            )
            return None
        base = shared[name]
        assert isinstance(base.value, dict)  # only mappings with an id are shared
        own = {key: given for key, given in value.items() if key != "gedeeld"}
        places = {
            location: place
            for location, place in base.places.items()
            if not location or location[0] not in own
        }
        places.update(one.places)
        return Document(one.file, {**base.value, **own}, places)


def _split(document: Document) -> list[Document]:
    """Return each item of a document's list as a document of its own."""
    items = document.value if isinstance(document.value, list) else []
    places: list[dict[Location, Place]] = [{} for _ in items]
    for location, place in document.places.items():
        if location:
            index = location[0]
            assert isinstance(index, int)  # the document is a list
            places[index][location[1:]] = place
    return [Document(document.file, value, own) for value, own in zip(items, places, strict=True)]


def _id(kind: Kind, content: CardFile) -> str:
    return content.id or slug_of(str(getattr(content, kind.title_field)))


def _strange_files(folder: Path) -> Iterable[Problem]:
    known = {f"{kind.stem}.yaml" for kind in KINDS} | {"deck.yaml", *COMPANIONS}
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


def _duplicates(cards: Iterable[Card]) -> Iterable[Problem]:
    ids: dict[tuple[str, str], Card] = {}
    numbers: dict[tuple[str, int], Card] = {}
    for card in cards:
        first = ids.setdefault((card.kind.name, card.id), card)
        if first is not card:
            yield _same_id(card.id, _told_at(card, "id"), _told_at(first, "id"))
        first = numbers.setdefault((card.kind.name, card.number), card)
        if first is not card:
            yield Problem(
                f"Nummer {card.number} is al van ‘{first.title}’ ({_told_at(first, 'nummer')}).",
                ExitCode.AUTHOR,
                _told_at(card, "nummer"),
                "Geef een van beide kaarten een eigen nummer.",
            )


def _order(card: Card) -> tuple[int, int]:
    place = card.content.volgorde
    return (card.number if place is None else place, card.number)


def _same_id(name: str, place: Place, first: Place) -> Problem:
    return Problem(
        f"De id ‘{name}’ is al van een andere kaart ({first}).",
        ExitCode.AUTHOR,
        place,
        "Geef een van beide kaarten een eigen id.",
    )


def _told_at(card: Card, name: str) -> Place:
    """Return where to speak of a card's field: in the deck, if it took the card from elsewhere."""
    if ("gedeeld",) in card.places and card.place(name).file != card.place("gedeeld").file:
        return card.place("gedeeld")
    return card.place(name)


def _dangling(deck: DeckFile, cards: Iterable[Card], broken: Collection[str]) -> Iterable[Problem]:
    """Yield the references that lead nowhere.

    A reference to a kind is only judged when all cards of that kind could be read.
    """
    ids: dict[str, set[str]] = defaultdict(set)
    for card in cards:
        ids[card.kind.name].add(card.id)
    steps = {str(step.nummer) for step in deck.stappen}
    for card in cards:
        content = card.content
        if isinstance(content, SituationCard | QuestionCard) and content.categorie:
            yield from _unknown(
                card, content.categorie, deck.categorieen, "categorie in deck.yaml", "categorie"
            )
        if isinstance(content, QuestionCard) and steps:
            yield from _unknown(card, str(content.stap), steps, "stap in deck.yaml", "stap")
        if isinstance(content, SituationCard) and "waarde" not in broken:
            for index, name in enumerate(content.waarden):
                yield from _unknown(card, name, ids["waarde"], "waardekaart", "waarden", index)
        if isinstance(content, SituationCard) and "perspectief" not in broken:
            for index, voice in enumerate(content.perspectieven):
                if voice.kaart:
                    location = ("perspectieven", index, "kaart")
                    known = ids["perspectief"]
                    yield from _unknown(card, voice.kaart, known, "perspectiefkaart", *location)
        if isinstance(content, PortraitCard) and content.bij_situatie and "situatie" not in broken:
            known = ids["situatie"]
            yield from _unknown(card, content.bij_situatie, known, "situatie", "bij_situatie")


def _unknown(
    card: Card, name: str, known: Iterable[str], what: str, *location: str | int
) -> Iterable[Problem]:
    known = set(known)
    if name not in known:
        yield Problem(
            f"Er is geen {what} ‘{name}’.",
            ExitCode.AUTHOR,
            card.place(*location),
            did_you_mean(name, known) or _WHERE_TO_ADD[location[0]],
        )


# What to do when there is nothing yet to refer to.
_WHERE_TO_ADD: Mapping[str | int, str] = {
    "categorie": "Zet de categorieën in deck.yaml, onder ‘categorieen’.",
    "stap": "Zet de stappen in deck.yaml, onder ‘stappen’.",
    "waarden": "Schrijf de waarde eerst in waarden.yaml.",
    "perspectieven": "Schrijf de kaart eerst in perspectieven.yaml, of geef een ‘naam’.",
    "bij_situatie": "Schrijf de situatie eerst in situaties.yaml.",
}
