"""A deck in; how its cards are spread over steps, lenses and categories, and the gaps, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from kaartgen.content.deck import Card, Deck
from kaartgen.content.kinds import QuestionCard, SituationCard, ValueCard
from kaartgen.content.lint.prose import sentences, words
from kaartgen.content.lint.signal import Hit, Role, Subject, Where

_LENSES: Final = ("IS", "DOET", "VOELT")
# Of so few situations, one theme may be half without meaning anything.
_FEW: Final = 6


class Balance(Struct, frozen=True):
    """How many cards go with each step, lens, category, phase and value, and how long it reads."""

    steps: Mapping[str, int]
    lenses: Mapping[str, int]
    # How often a value of each lens is named on a situation.
    lenses_at_stake: Mapping[str, int]
    categories: Mapping[str, int]
    phases: Mapping[str, int]
    values: Mapping[str, int]
    words_per_sentence: float
    longest_sentence: int


def balance(subject: Subject) -> Balance:
    """Count a deck."""
    deck = subject.deck
    situations = [content for _, content in _situations(deck)]
    values = {card.id: content for card, content in _values(deck)}
    asked = Counter(content.stap for _, content in _questions(deck))
    steps = {step.nummer: step.naam for step in deck.file.stappen}
    named = Counter(value for content in situations for value in content.waarden)
    categories = {name: one.naam for name, one in deck.file.categorieen.items()}
    lengths = [
        len(words(sentence))
        for passage in subject.of(Role.STORY, Role.SPEECH, Role.QUESTION, Role.TEXT)
        for sentence in sentences(passage.text)
    ]
    return Balance(
        {steps.get(number, f"stap {number}"): asked[number] for number in sorted({*steps, *asked})}
        if asked
        else {},
        {name: sum(v.lens == name for v in values.values()) for name in _LENSES} if values else {},
        {
            name: sum(named[key] for key, value in values.items() if value.lens == name)
            for name in _LENSES
        }
        if situations and values
        else {},
        {
            word: sum(content.categorie == name for content in situations)
            for name, word in categories.items()
        }
        if situations
        else {},
        dict(Counter(content.fase for content in situations if content.fase)),
        {value.woord: named[name] for name, value in values.items()} if situations else {},
        round(sum(lengths) / len(lengths), 1) if lengths else 0.0,
        max(lengths, default=0),
    )


def _situations(deck: Deck) -> Iterator[tuple[Card, SituationCard]]:
    for card in deck.cards:
        if isinstance(card.content, SituationCard):
            yield card, card.content


def _values(deck: Deck) -> Iterator[tuple[Card, ValueCard]]:
    for card in deck.cards:
        if isinstance(card.content, ValueCard):
            yield card, card.content


def _questions(deck: Deck) -> Iterator[tuple[Card, QuestionCard]]:
    for card in deck.cards:
        if isinstance(card.content, QuestionCard):
            yield card, card.content


def steps_without_question(subject: Subject) -> Iterator[Hit]:
    """Yield the steps of the conversation that no question card goes with."""
    deck = subject.deck
    questions = list(_questions(deck))
    asked = {content.stap for _, content in questions}
    # With fewer questions than steps the deck is still being written; the count says enough.
    enough = len(questions) >= len(deck.file.stappen)
    for number, step in enumerate(deck.file.stappen):
        if enough and step.nummer not in asked:
            yield Hit(
                Where("deck", "stappen", deck.place("stappen", number)),
                f"Bij stap {step.nummer} (‘{step.naam}’) is er geen vraagkaart.",
                f"Schrijf in vragen.yaml een vraag met ‘stap: {step.nummer}’.",
            )


def lenses_without_value(subject: Subject) -> Iterator[Hit]:
    """Yield the lenses that no value card goes with."""
    deck = subject.deck
    values = list(_values(deck))
    there = {content.lens for _, content in values}
    for name in _LENSES:
        if len(values) >= len(_LENSES) and name not in there:
            yield Hit(
                Where("deck", "waarden", deck.place("titel")),
                f"Er is geen waarde bij {name}; aan tafel valt daar dan niets te leggen.",
                f"Schrijf in waarden.yaml een waarde met ‘lens: {name}’.",
            )


def lenses_not_at_stake(subject: Subject) -> Iterator[Hit]:
    """Yield the situations whose values leave out a lens that the deck has values for."""
    lens_of = {card.id: content.lens for card, content in _values(subject.deck)}
    for card, content in _situations(subject.deck):
        named = {lens_of[name] for name in content.waarden if name in lens_of}
        missing = [name for name in _LENSES if name in set(lens_of.values()) and name not in named]
        if missing and len(content.waarden) >= 3:
            yield Hit(
                Where(card.code, "waarden", card.place("waarden")),
                f"Bij deze situatie is geen waarde van {' en '.join(missing)} in het spel.",
                "Ruil een waarde, zodat het vak, de ander en jijzelf alle drie meewegen.",
            )


def unused_categories(subject: Subject) -> Iterator[Hit]:
    """Yield the categories that no card has."""
    deck = subject.deck
    situations = list(_situations(deck))
    used = {content.categorie for _, content in situations}
    used |= {content.categorie for _, content in _questions(deck)}
    if len(situations) < len(deck.file.categorieen):
        return
    for name, category in deck.file.categorieen.items():
        if name not in used:
            yield Hit(
                Where("deck", "categorieen", deck.place("categorieen", name)),
                f"De categorie ‘{category.naam}’ staat op geen enkele kaart.",
                "Geef haar aan een situatie, of haal haar weg.",
                name,
            )


def heavy_category(subject: Subject) -> Iterator[Hit]:
    """Yield the category that more than half of the situations have."""
    deck = subject.deck
    of_each = Counter(content.categorie for _, content in _situations(deck) if content.categorie)
    total = sum(of_each.values())
    for name, times in of_each.items():
        if total >= _FEW and times * 2 > total and len(deck.file.categorieen) > 1:
            yield Hit(
                Where("deck", "categorieen", deck.place("categorieen", str(name))),
                f"{times} van de {total} situaties gaan over ‘{deck.file.categorieen[name].naam}’.",
                "Zoek situaties bij de andere categorieën, of deel deze in tweeën.",
            )


def unused_values(subject: Subject) -> Iterator[Hit]:
    """Yield the values that are at stake in no situation."""
    deck = subject.deck
    situations = list(_situations(deck))
    used = {name for _, content in situations for name in content.waarden}
    for card, content in _values(deck):
        if len(situations) >= _FEW and card.id not in used:
            yield Hit(
                Where(card.code, "woord", card.place("woord")),
                f"‘{content.woord}’ is in geen enkele situatie in het spel.",
                "Noem haar bij een situatie waar ze wringt.",
                content.woord,
            )


def same_cards(subject: Subject) -> Iterator[Hit]:
    """Yield cards that are called the same as another of their kind."""
    seen: dict[tuple[str, str], Card] = {}
    for card in subject.deck.cards:
        key = (card.kind.name, " ".join(words(card.title.casefold())))
        first = seen.setdefault(key, card)
        if first is not card:
            yield Hit(
                Where(card.code, card.kind.title_field, card.place(card.kind.title_field)),
                f"‘{card.title}’ staat ook op {first.code}.",
                "Geef een van beide een andere tekst, of zet bij één kaart ‘aantal: 2’.",
                card.title,
            )
