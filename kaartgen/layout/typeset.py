"""A deck in; for every card its two finished faces out, or everything that does not fit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from msgspec import Struct

from kaartgen.content.deck import Card, Deck
from kaartgen.errors import KaartgenError, Problem
from kaartgen.frame import Faces, Frame
from kaartgen.layout.face import PreparedFace
from kaartgen.layout.look import Look, template_name
from kaartgen.layout.memory import Memory
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.regions import Region
from kaartgen.layout.sizing import KindGroup, KindSize
from kaartgen.layout.template import Template


class TypesetCard(Struct, frozen=True):
    """A card with its faces, and the template that gave it its format."""

    card: Card
    faces: Faces
    template: Template
    # Where the elements of its front and back lie, if that was asked.
    regions: tuple[tuple[Region, ...], ...] = ()


class TypesetDeck(Struct, frozen=True):
    """All chosen cards in order, the sizes that were decided on, and what is worth a word."""

    cards: tuple[TypesetCard, ...]
    sizes: tuple[KindSize, ...]
    findings: tuple[str, ...] = ()


class Fullness(Struct, frozen=True):
    """How far the text areas of a card's two sides are filled: 1 is full, more runs over."""

    card: Card
    front: float | None
    # None where the back has no text of the card's own.
    back: float | None


class Measured(Struct, frozen=True):
    """A deck that was set but not painted: its sizes, how full it is, and what does not fit."""

    sizes: tuple[KindSize, ...]
    fullness: tuple[Fullness, ...]
    findings: tuple[str, ...]
    problems: tuple[Problem, ...]


def typeset(
    deck: Deck,
    look: Look,
    chosen: Collection[Card],
    *,
    scales: Mapping[str, float] | None = None,
    advance: Callable[[int], None] = lambda _: None,
    memory: Memory | None = None,
    traced: bool = False,
) -> TypesetDeck:
    """Set all cards of `deck` and return the faces of the `chosen` ones, in their order.

    `scales` says at what scale each format is printed (1 if not said), since the floors hold for
    the printed size. With a `memory`, cards that are as they were are not set again; `traced` also
    tells where every element lies. Raises
    KaartgenError with everything that does not fit in any card.
    """
    ready: dict[str, tuple[PreparedFace, PreparedFace | Frame]] = {}
    groups: dict[str, KindGroup] = {}
    sizes: list[KindSize] = []
    problems: list[Problem] = []
    findings: list[str] = []
    for group in _groups(deck, look, scales or {}, advance, memory):
        problems.extend(group.fitted())
        ready.update(group.ready)
        groups.update(dict.fromkeys(group.ready, group))
        sizes.append(group.size())
        findings.extend(group.told)
    if problems:
        raise KaartgenError(problems)
    finished: list[TypesetCard] = []
    for card in chosen:
        front, back = ready[card.code]
        notes = front.notes if isinstance(back, Frame) else (*front.notes, *back.notes)
        findings.extend(f"{card.code}: {note}" for note in notes)
        template = look.template(card)
        face = front.frame()
        draft = deck.draft(card)
        if draft:
            # Late: most decks are finished.
            from kaartgen.layout.draft_mark import marked  # noqa: PLC0415

            scale = (scales or {}).get(template.format_name, 1.0)
            word = deck.language_of(card).says(f"status.{draft}")
            face = marked(face, word, template, look.house, card.kind.name, scale)
        faces = Faces(face, back if isinstance(back, Frame) else back.frame())
        regions = groups[card.code].regions(card) if traced else ()
        finished.append(TypesetCard(card, faces, template, regions))
    return TypesetDeck(tuple(finished), tuple(sizes), tuple(findings))


def measured(deck: Deck, look: Look) -> Measured:
    """Set all cards of `deck` at true size and return how full they are and what does not fit."""
    sizes: list[KindSize] = []
    found: dict[str, Fullness] = {}
    findings: list[str] = []
    problems: list[Problem] = []
    for group in _groups(deck, look, {}, lambda _: None):
        try:
            problems.extend(group.fitted())
        except KaartgenError as error:
            problems.extend(error.problems)
        sizes.append(group.size())
        findings.extend(group.told)
        for card in group.cards:
            front, back = group.ready[card.code]
            own = back if isinstance(back, PreparedFace) and back is not front else None
            notes = (*front.notes, *own.notes) if own else front.notes
            findings.extend(f"{card.code}: {note}" for note in notes)
            found[card.code] = Fullness(card, front.fullness, own.fullness if own else None)
    cards = tuple(found[card.code] for card in deck.cards)
    return Measured(tuple(sizes), cards, tuple(findings), tuple(problems))


def _groups(
    deck: Deck,
    look: Look,
    scales: Mapping[str, float],
    advance: Callable[[int], None],
    memory: Memory | None = None,
) -> Iterator[KindGroup]:
    """Yield the cards of each template, which take one size together."""
    setters = {
        language.code: Setter(look.house.book, language.hyphenation)
        if memory is None
        else memory.setter(look, language.hyphenation)
        for language in deck.languages
    }
    groups: dict[str, list[Card]] = {}
    for card in deck.cards:
        groups.setdefault(template_name(card), []).append(card)
    for name, cards in groups.items():
        template = look.templates[name]
        scale = scales.get(template.format_name, 1.0)
        yield KindGroup(
            deck, look.house, template, cards, setters, scale, advance, look.opener, memory
        )
