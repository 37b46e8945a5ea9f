"""The cards of a deck in; ids and numbers that are taken twice, and references to nothing, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kaartgen.content.card_files import same_id
from kaartgen.content.deck import Card, DeckFile, LeftOut
from kaartgen.content.kinds import PortraitCard, QuestionCard, SituationCard
from kaartgen.errors import ExitCode, Place, Problem
from kaartgen.nearest import did_you_mean
from kaartgen.yamlfile import Location

# What to do when there is nothing yet to refer to.
_WHERE_TO_ADD: Mapping[str | int, str] = {
    "categorie": "Zet de categorieën in deck.yaml, onder ‘categorieen’.",
    "stap": "Zet de stappen in deck.yaml, onder ‘stappen’.",
    "waarden": "Schrijf de waarde eerst in waarden.yaml.",
    "perspectieven": "Schrijf de kaart eerst in perspectieven.yaml, of geef een ‘naam’.",
    "bij_situatie": "Schrijf de situatie eerst in situaties.yaml.",
}
_KIND: Mapping[str | int, str] = {
    "waarden": "waarde",
    "perspectieven": "perspectief",
    "bij_situatie": "situatie",
}
# Which field of deck.yaml declares what a card's field names.
_DECLARED: Mapping[str | int, str] = {"categorie": "categorieen", "stap": "stappen"}
_WORD: Mapping[str | int, str] = {
    "categorie": "categorie in deck.yaml",
    "stap": "stap in deck.yaml",
    "waarden": "waardekaart",
    "perspectieven": "perspectiefkaart",
    "bij_situatie": "situatie",
}


def duplicates(cards: Iterable[Card]) -> Iterator[Problem]:
    """Yield the ids and the numbers that are taken twice."""
    ids: dict[tuple[str, str], Card] = {}
    numbers: dict[tuple[str, int], Card] = {}
    for card in cards:
        first = ids.setdefault((card.kind.name, card.id), card)
        if first is not card:
            yield same_id(card.id, _told_at(card, "id"), _told_at(first, "id"))
        first = numbers.setdefault((card.kind.name, card.number), card)
        if first is not card:
            nearer, farther = sorted((first, card), key=lambda one: one.layer)
            apart = nearer.layer < farther.layer
            yield Problem(
                f"Nummer {card.number} is al van ‘{farther.title}’ ({_told_at(farther, 'nummer')})."
                if apart
                else f"Nummer {card.number} is al van ‘{first.title}’ "
                f"({_told_at(first, 'nummer')}).",
                ExitCode.AUTHOR,
                _told_at(nearer if apart else card, "nummer"),
                "Laat ‘nummer’ bij je eigen kaart weg: dan krijgt hij er een dat vrij blijft."
                if apart
                else "Geef een van beide kaarten een eigen nummer.",
            )


def _told_at(card: Card, name: str) -> Place:
    """Return where to speak of a card's field: in the deck, if it took the card from elsewhere."""
    if ("gedeeld",) in card.places and card.place(name).file != card.place("gedeeld").file:
        return card.place("gedeeld")
    return card.place(name)


def dangling(
    deck: DeckFile,
    places: Mapping[Location, Place],
    cards: Sequence[Card],
    left_out: Sequence[LeftOut],
    broken: Collection[str],
) -> Iterator[Problem]:
    """Yield the references that lead nowhere.

    A reference to a kind is only judged when all cards of that kind could be read. What a card of
    the deck that is extended misses is told where it was taken away.
    """
    ids: dict[str, set[str]] = defaultdict(set)
    for card in cards:
        ids[card.kind.name].add(card.id)
    gone = {(one.card.kind.name, one.card.id): one for one in left_out}
    missed: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in cards:
        for own_field in card.kind.own.fields_of("categorie") if card.kind.own else ():
            category = getattr(card.content, own_field)
            if category is not None and category not in deck.categorieen:
                yield Problem(
                    f"Er is geen {_WORD['categorie']} ‘{category}’.",
                    ExitCode.AUTHOR,
                    card.place(own_field),
                    did_you_mean(category, deck.categorieen) or _WHERE_TO_ADD["categorie"],
                )
        for name, location in _references(card, steps=bool(deck.stappen)):
            field = location[0]
            if field in _DECLARED:
                known = _declared(deck, str(field))
            elif _KIND[field] in broken:
                continue
            else:
                known = ids[_KIND[field]]
            if name in known:
                continue
            if (_KIND.get(field, ""), name) in gone:
                missed[_KIND[field], name].append(card)
                continue
            yield _nothing(card, name, known, location, places)
    for key, referring in missed.items():
        yield _left_out(gone[key], referring)


def _references(card: Card, *, steps: bool) -> Iterator[tuple[str, Location]]:
    """Yield every name of something else on a card, and where it stands."""
    content = card.content
    if isinstance(content, SituationCard | QuestionCard) and content.categorie:
        yield content.categorie, ("categorie",)
    if isinstance(content, QuestionCard) and steps:
        yield str(content.stap), ("stap",)
    if isinstance(content, SituationCard):
        for index, name in enumerate(content.waarden):
            yield name, ("waarden", index)
        for index, voice in enumerate(content.perspectieven):
            if voice.kaart:
                yield voice.kaart, ("perspectieven", index, "kaart")
    if isinstance(content, PortraitCard) and content.bij_situatie:
        yield content.bij_situatie, ("bij_situatie",)


def _declared(deck: DeckFile, field: str) -> set[str]:
    if field == "categorie":
        return set(deck.categorieen)
    return {str(step.nummer) for step in deck.stappen}


def _nothing(
    card: Card, name: str, known: set[str], location: Location, places: Mapping[Location, Place]
) -> Problem:
    field = location[0]
    message = f"Er is geen {_WORD[field]} ‘{name}’."
    hint = did_you_mean(name, known) or _WHERE_TO_ADD[field]
    declared = places.get((_DECLARED.get(field, ""),))
    if card.layer and declared is not None and declared.file.name == "deck.yaml":
        told = card.place(*location)
        if declared.file.parent != told.file.parent:
            about = f"{card.code} ‘{card.title}’ uit het deck dat je uitbreidt"
            return Problem(
                f"{about} hoort bij {field} ‘{name}’, en die is er nu niet.",
                ExitCode.AUTHOR,
                declared,
                f"Neem ‘{name}’ ook hier op, of laat {card.code} weg met ‘weglaten’.",
            )
    return Problem(message, ExitCode.AUTHOR, card.place(*location), hint)


def _left_out(gone: LeftOut, referring: Sequence[Card]) -> Problem:
    codes = list(dict.fromkeys(card.code for card in referring))
    named = codes[0] if len(codes) == 1 else f"{', '.join(codes[:-1])} en {codes[-1]}"
    verb = "verwijst" if len(codes) == 1 else "verwijzen"
    pronoun = "hem" if len(codes) == 1 else "ze"
    card = gone.card
    return Problem(
        f"{card.code} ‘{card.title}’ is weggelaten, maar {named} {verb} er nog naar.",
        ExitCode.AUTHOR,
        gone.place,
        f"Laat {pronoun} ook weg, pas {pronoun} aan met ‘wijzigt’, of laat {card.code} staan.",
    )
