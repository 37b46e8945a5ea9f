"""Questions in; those that close the conversation, steer it or call to account out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kaartgen.content.lint.prose import sentences, words
from kaartgen.content.lint.signal import Hit, Passage, Role, Subject
from kaartgen.content.lint.wordlist import word_set

# The step in which people choose; before it ‘waarom’ asks for a defence of what nobody chose yet.
_CHOICE: Final = 4

# After these a verb has been turned round: ‘Speelt dit …?’
_SUBJECTS: Final = frozenset(
    {"je", "jij", "u", "hij", "ze", "zij", "we", "wij", "jullie", "het", "dit", "dat", "er"}
)
_LEADING: Final = re.compile(
    r"\btoch\s*\?|\bhè\s*\?|\bnietwaar\s*\?|\bof niet(?: soms)?\s*\?|\btoch niet\b[^.?!]*\?|"
    r"\b(?:zou|moet|moeten|moest|kun|kan|had|hoort|is|ben|vind|vindt|wil)"
    r" (?:je|jij|u|hij|zij|ze|het|dit|dat|wij|we|jullie)(?: \w+)? (?:ook )?niet\b[^.?!]*\?|"
    r"\bis het niet\b[^.?!]*\?|\bhad(?:den)? (?:\w+ ){0,3}moeten\b|"
    r"\bwaarom (?:\w+ ){1,2}(?:je|jij|u|hij|zij|ze|we|wij|jullie) (?:\w+ )?niet\b|"
    r"\bwaarom \w+ (?:je|jij|u|hij|zij|ze|we|wij|jullie) (?:\w+ )?niet\b|"
    r"\b(?:natuurlijk|uiteraard|vanzelfsprekend)\b",
    re.IGNORECASE,
)


def closed(subject: Subject) -> Iterator[Hit]:
    """Yield questions that begin with their verb, and so ask for yes, no or one of two."""
    for passage, question in _asked(subject):
        if _begins_with_verb(question) and not _LEADING.search(question):
            choice = " of " in question
            answer = "met een van de twee" if choice else "met ja of nee"
            yield Hit(
                passage.where,
                f"Op ‘{question}’ kun je antwoorden {answer}.",
                "Begin met wat, hoe, wie, welke, waar of wanneer: dan komt er een verhaal.",
                question,
            )


def _begins_with_verb(question: str) -> bool:
    first, second, *_ = (*(word.casefold() for word in words(question)), "", "")
    if first in word_set("vraagwerkwoorden"):
        return True
    return second in _SUBJECTS and first not in word_set("geen-vraagwerkwoord")


def leading(subject: Subject) -> Iterator[Hit]:
    """Yield questions that carry their answer with them."""
    for passage, question in _asked(subject):
        found = _LEADING.search(question)
        if found:
            yield Hit(
                passage.where,
                f"In ‘{question}’ hoor je het antwoord al.",
                "Vraag naar wat iemand ziet, weegt of zou doen, zonder wat jij vindt.",
                question,
            )


def why_first(subject: Subject) -> Iterator[Hit]:
    """Yield questions that begin with ‘waarom’ before anyone has chosen."""
    for passage, question in _asked(subject):
        if passage.step is not None and passage.step >= _CHOICE:
            continue
        if question.split()[0].casefold() == "waarom" and not _LEADING.search(question):
            yield Hit(
                passage.where,
                f"‘{question}’ klinkt als ter verantwoording roepen.",
                "Vraag liever ‘Wat maakt dat …?’ of ‘Hoe komt het dat …?’.",
                question,
            )


def _asked(subject: Subject) -> Iterator[tuple[Passage, str]]:
    for passage in subject.of(Role.QUESTION, Role.WHAT_IF):
        for sentence in sentences(passage.text):
            if sentence.rstrip("”’\"' ").endswith("?"):
                yield passage, sentence
