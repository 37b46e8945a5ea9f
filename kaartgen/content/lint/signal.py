"""What a check says, and what a check is: values only."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator

from msgspec import Struct

from kaartgen.content.deck import Deck
from kaartgen.errors import Place


class Role(enum.Enum):
    """What a text is for, which decides what to expect of it."""

    TITLE = "titel"
    NAME = "naam"
    STORY = "verhaal"
    TURN = "kantelpunt"
    QUESTION = "vraag"
    WHAT_IF = "wat als"
    TENSION = "spanning"
    SPEECH = "stem"
    TEXT = "tekst"
    NOTE = "notitie"


class Where(Struct, frozen=True):
    """The card (or companion file) and field that something is about."""

    code: str
    field: str
    place: Place


class Passage(Struct, frozen=True):
    """One text of a deck as it reads, without its markup."""

    where: Where
    role: Role
    text: str
    # The step of the conversation in which a question is asked.
    step: int | None = None
    dutch: bool = True


class Subject(Struct, frozen=True):
    """All that is looked at: the deck and every text in it and beside it."""

    deck: Deck
    passages: tuple[Passage, ...]

    def of(self, *roles: Role) -> Iterator[Passage]:
        """Yield the Dutch passages with these roles, or all Dutch ones."""
        for passage in self.passages:
            if passage.dutch and (not roles or passage.role in roles):
                yield passage


class Hit(Struct, frozen=True):
    """What a check found: where, in which words of the text, and what to do."""

    where: Where
    message: str
    hint: str
    quote: str = ""


class Check(Struct, frozen=True):
    """One thing to look for: its name in `negeer`, its Dutch title, its family and its function."""

    id: str
    title: str
    family: str
    find: Callable[[Subject], Iterator[Hit]]


class Signal(Struct, frozen=True):
    """A hit of a check, with the exact place of its words."""

    check: Check
    where: Where
    message: str
    hint: str
    quote: str
