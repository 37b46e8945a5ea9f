"""A deck's folder in; a Deck out, or every mistake in every file at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kaartgen import yamlfile
from kaartgen.authored import validate
from kaartgen.content.deck import Card, Deck, DeckFile
from kaartgen.content.fields import slug_of
from kaartgen.content.kinds import KINDS, CardFile, Kind, PortraitCard, QuestionCard, SituationCard
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, raise_all
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
    problems: list[Problem] = []
    deck_file = _deck_file(folder / "deck.yaml", problems)
    context = {"typography": deck_file is None or deck_file.typografie}
    reader = _Reader(workspace, context, problems)
    cards: list[Card] = []
    for kind in KINDS:
        cards.extend(reader.cards(kind, folder / f"{kind.stem}.yaml"))
    problems.extend(_strange_files(folder))
    problems.extend(_duplicates(cards))
    if deck_file is not None:
        problems.extend(_dangling(deck_file, cards, whole=not reader.broken))
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
    return Deck(name, folder, deck_file, tuple(cards))


def _reading_order(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return (str(place.file), place.line or 0, place.column or 0) if place else ("", 0, 0)


def _deck_file(file: Path, problems: list[Problem]) -> DeckFile | None:
    document = _document(file, problems)
    if document is None:
        return None
    if not isinstance(document.value, dict):
        problems.append(
            Problem(
                "Hier horen de gegevens van het deck te staan (‘titel: …’).",
                ExitCode.AUTHOR,
                Place(file, 1, 1),
            )
        )
        return None
    raw = document.value.get("typografie")
    plain = isinstance(raw, str) and raw.casefold() in ("nee", "false")
    deck_file, found = validate(DeckFile, document, context={"typography": not plain})
    problems.extend(found)
    return deck_file


def _document(file: Path, problems: list[Problem]) -> Document | None:
    try:
        return yamlfile.read(file)
    except KaartgenError as error:
        problems.extend(error.problems)
        return None


@dataclass(slots=True)
class _Reader:
    """Reads card files, keeping the shared ones that were opened on the way."""

    workspace: Workspace
    context: Mapping[str, object]
    problems: list[Problem]
    broken: bool = False

    def cards(self, kind: Kind, file: Path) -> list[Card]:
        if not file.exists():
            return []
        document = self._list_document(file)
        if document is None:
            return []
        shared: dict[str, Document] | None = None
        cards: list[Card] = []
        number = 0
        for given in _split(document):
            one, value = given, given.value
            if isinstance(value, dict) and "gedeeld" in value:
                if shared is None:
                    shared = self._shared(kind)
                merged = self._merged(one, value, kind, shared)
                if merged is None:
                    self.broken = True
                    continue
                one = merged
            content, found = validate(kind.model, one, context=self.context)
            self.problems.extend(found)
            if content is None:
                self.broken = True
                continue
            number = content.nummer or number + 1
            cards.append(Card(kind, number, _id(kind, content), content, one.places))
        return sorted(cards, key=lambda card: (card.content.volgorde or card.number, card.number))

    def _list_document(self, file: Path) -> Document | None:
        document = _document(file, self.problems)
        if document is None:
            self.broken = True
            return None
        if document.value is not None and not isinstance(document.value, list):
            self.broken = True
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

    def _shared(self, kind: Kind) -> dict[str, Document]:
        """Return the shared cards of a kind by id; the workspace's own win."""
        found: dict[str, Document] = {}
        for folder in reversed(self.workspace.folders("gedeeld")):
            file = folder / f"{kind.stem}.yaml"
            if not file.exists():
                continue
            document = self._list_document(file)
            for one in _split(document) if document else []:
                name = one.value.get("id") if isinstance(one.value, dict) else None
                if isinstance(name, str):
                    found[name] = one
        return found

    def _merged(
        self, one: Document, value: dict[str, Value], kind: Kind, shared: Mapping[str, Document]
    ) -> Document | None:
        name = value["gedeeld"]
        if not isinstance(name, str) or name not in shared:
            self.problems.append(
                Problem(
                    f"Er is geen gedeelde kaart ‘{name}’ bij {kind.plural}.",
                    ExitCode.AUTHOR,
                    one.place(("gedeeld",)),
                    did_you_mean(str(name), shared),
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
            match = nearest(file.name, known)
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
            yield Problem(
                f"De id ‘{card.id}’ is al van een andere kaart ({first.place('id')}).",
                ExitCode.AUTHOR,
                card.place("id"),
                "Geef een van beide kaarten een eigen id.",
            )
        first = numbers.setdefault((card.kind.name, card.number), card)
        if first is not card:
            yield Problem(
                f"Nummer {card.number} is al van ‘{first.title}’ ({first.place('nummer')}).",
                ExitCode.AUTHOR,
                card.place("nummer"),
                "Geef een van beide kaarten een eigen nummer.",
            )


def _dangling(deck: DeckFile, cards: Iterable[Card], *, whole: bool) -> Iterable[Problem]:
    """Yield the references that lead nowhere.

    References between cards are only judged when every card could be read (`whole`).
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
        if not whole:
            continue
        if isinstance(content, SituationCard):
            for index, name in enumerate(content.waarden):
                yield from _unknown(card, name, ids["waarde"], "waardekaart", "waarden", index)
            for index, voice in enumerate(content.perspectieven):
                if voice.kaart:
                    location = ("perspectieven", index, "kaart")
                    known = ids["perspectief"]
                    yield from _unknown(card, voice.kaart, known, "perspectiefkaart", *location)
        if isinstance(content, PortraitCard) and content.bij_situatie:
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
            did_you_mean(name, known),
        )
