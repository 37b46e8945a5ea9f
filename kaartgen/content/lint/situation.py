"""Situations in; what takes the choice out of them, or the reader, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kaartgen.content.kinds import SituationCard
from kaartgen.content.language import DEFAULT
from kaartgen.content.lint.prose import sentences, words
from kaartgen.content.lint.signal import Hit, Role, Subject, Where
from kaartgen.content.lint.wordlist import word_list, word_set
from kaartgen.content.markup import plain

_YOU: Final = frozenset({"je", "jij", "jou", "jouw", "jullie", "u", "uw", "jezelf"})
_ME: Final = frozenset({"ik", "mij", "mijn", "we", "wij", "ons", "onze"})
_SAID: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
_SHOULD_HAVE: Final = re.compile(r"\bhad(?:den)?(?: [^\s.,;:?!…]+){0,5}? moeten\b", re.IGNORECASE)
# A flashback is fine; a story that is past as a whole has been decided already.
_MOSTLY: Final = 0.6
_ABSTRACT: Final = re.compile(r"[A-Z]?[a-zë-]+(?:heid|teit|schap|isme|atie)", re.IGNORECASE)


def solutions(subject: Subject) -> Iterator[Hit]:
    """Yield words in a story that tell what was, or should have been, chosen.

    What somebody says in it does not count: a reproach is part of the story.
    """
    listed = word_list("oplossing")
    for passage in subject.of(Role.STORY, Role.TURN):
        told = _SAID.sub(" … ", passage.text)
        for written, entry in listed.found_in(told):
            yield Hit(passage.where, f"‘{written}’ {entry.why}.", f"{entry.instead}.", written)
        for match in _SHOULD_HAVE.finditer(told):
            yield Hit(
                passage.where,
                f"‘{match[0]}’ oordeelt achteraf.",
                "Vertel het moment zelf, zonder oordeel achteraf.",
                match[0],
            )


def past_tense(subject: Subject) -> Iterator[Hit]:
    """Yield stories that are told as something that is over."""
    for passage in subject.of(Role.STORY):
        told = sentences(passage.text)
        past = sum(
            any(word.casefold() in word_set("verleden-tijd") for word in words(one)) for one in told
        )
        if len(told) >= 2 and past / len(told) > _MOSTLY:
            yield Hit(
                passage.where,
                "Dit verhaal staat in de verleden tijd: dan is de keuze al gemaakt.",
                "Vertel het alsof het nu gebeurt: ‘Ze belt’ en niet ‘Ze belde’.",
            )


def without_you(subject: Subject) -> Iterator[Hit]:
    """Yield stories that are somebody else's: told with ‘ik’, or about the role itself."""
    for card in subject.deck.of_kind("situatie"):
        content = card.content
        spoken = content.taal or subject.deck.file.taal
        if not isinstance(content, SituationCard) or spoken != DEFAULT:
            continue
        told = plain(f"{content.verhaal} {content.kantelpunt}")
        unsaid = {word.casefold() for word in words(_SAID.sub(" ", told))}
        role = {word.casefold() for word in words(content.rol)} - _YOU - {"bent", "een", "de"}
        if _YOU & {word.casefold() for word in words(told)}:
            continue
        if _ME & unsaid or any(len(word) > 5 and word in unsaid for word in role):
            yield Hit(
                Where(card.code, "verhaal", card.place("verhaal")),
                "In dit verhaal komt ‘je’ niet voor; de lezer staat erbuiten.",
                "Zet de lezer erin: wat zie, hoor of weet jij?",
            )


def theme_titles(subject: Subject) -> Iterator[Hit]:
    """Yield titles of situations that name a theme instead of showing something."""
    for passage in subject.of(Role.TITLE):
        title = passage.text.strip()
        situation = passage.where.code.startswith("S")
        if situation and (_ABSTRACT.fullmatch(title) or title.casefold() in word_set("themas")):
            yield Hit(
                passage.where,
                f"‘{title}’ is een thema, en verraadt waar het over moet gaan.",
                "Noem iets dat je kunt zien: een voorwerp, een tijd, een zin die iemand zegt.",
                title,
            )


def tensions(subject: Subject) -> Iterator[Hit]:
    """Yield tensions that do not set two things against each other."""
    for passage in subject.of(Role.TENSION):
        if not {"of", "en", "maar"} & {word.casefold() for word in words(passage.text)}:
            yield Hit(
                passage.where,
                f"In de spanning ‘{passage.text}’ trekt maar één kant.",
                "Zet twee goede dingen tegenover elkaar: ‘… of …?’.",
                passage.text,
            )


def same_voices(subject: Subject) -> Iterator[Hit]:
    """Yield situations on which one person looks twice."""
    for card in subject.deck.of_kind("situatie"):
        content = card.content
        if not isinstance(content, SituationCard):
            continue
        seen: set[str] = set()
        for number, voice in enumerate(content.perspectieven):
            name = (voice.naam or voice.kaart or "").casefold()
            if name in seen:
                place = card.place("perspectieven", number)
                yield Hit(
                    Where(card.code, f"perspectieven {number + 1}", place),
                    f"‘{voice.naam or voice.kaart}’ kijkt hier twee keer mee.",
                    "Kies iemand met een ander belang: wie verliest er iets, wie is er niet bij?",
                    voice.naam or "",
                )
            seen.add(name)
