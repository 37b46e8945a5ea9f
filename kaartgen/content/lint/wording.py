"""Texts in; words that a reader may stumble over out, each with a plainer one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kaartgen.content.lint.signal import Hit, Passage, Role, Subject
from kaartgen.content.lint.wordlist import word_list, word_set

_CAPITALS: Final = re.compile(r"(?<![\w.-])(?<!\d[ \u00a0])[A-Z]{2,5}(?:’?s)?(?![\w-]|\.\w)")
_EXPLAINED: Final = re.compile(r"\(([A-Z]{2,6})\)|\b([A-Z]{2,6}) \(")


def difficult_words(subject: Subject) -> Iterator[Hit]:
    """Yield formal and difficult words, with what one would say at the kitchen table."""
    return _listed(subject, "moeilijk", "is een moeilijk woord")


def jargon(subject: Subject) -> Iterator[Hit]:
    """Yield words that only insiders use, with what an outsider would say."""
    return _listed(subject, "vaktaal", "is vaktaal")


def _listed(subject: Subject, name: str, what: str) -> Iterator[Hit]:
    words = word_list(name)
    for passage in subject.of():
        # Notes are between professionals; and what a function is called, it is called.
        if passage.role is Role.NOTE or passage.where.field in ("rol", "wie"):
            continue
        told: set[str] = set()
        for written, entry in words.found_in(passage.text):
            if entry.forms[0] not in told:
                told.add(entry.forms[0])
                why = f" ({entry.why})" if entry.why else ""
                yield Hit(
                    passage.where,
                    f"‘{written}’ {what}{why}.",
                    f"Liever: {entry.instead}.",
                    written,
                )


def abbreviations(subject: Subject) -> Iterator[Hit]:
    """Yield abbreviations whose full form does not stand on the same card, once a card."""
    explained: dict[str, set[str]] = {}
    for passage in subject.passages:
        for one, other in _EXPLAINED.findall(passage.text):
            explained.setdefault(passage.where.code, set()).add(one or other)
    lenses = set(subject.deck.file.lenzen)
    told: set[tuple[str, str]] = set()
    for passage in subject.of():
        code = passage.where.code
        known = word_set("bekende-afkortingen") | lenses | explained.get(code, set())
        for written, hint in _short_forms(passage, known):
            if (code, written) not in told:
                told.add((code, written))
                yield Hit(passage.where, f"‘{written}’ is een afkorting.", hint, written)


def _short_forms(passage: Passage, known: frozenset[str] | set[str]) -> Iterator[tuple[str, str]]:
    for written, entry in word_list("afkortingen").found_in(passage.text):
        yield written, f"Schrijf het voluit: {entry.instead}."
    if passage.role is Role.NOTE:
        return
    for match in _CAPITALS.finditer(passage.text):
        written = match[0]
        bare = written.removesuffix("s").removesuffix("’")
        # A cry is written in capitals too: at least two such words in a row.
        beside = passage.text[max(0, match.start() - 2) : match.end() + 3]
        if bare in known or re.search(r"[A-Z]{2,}\s[A-Z]|[A-Z]\s[A-Z]{2,}", beside):
            continue
        yield (
            written,
            f"Schrijf het de eerste keer op deze kaart voluit, met ‘({bare})’ erachter.",
        )


_CRITICAL: Final = re.compile(
    r"\bkritieke? (?:beroeps)?(?:situaties?|momenten|moment|gebeurtenis(?:sen)?|ogenblik(?:ken)?|"
    r"incident(?:en)?)\b",
    re.IGNORECASE,
)


def critical(subject: Subject) -> Iterator[Hit]:
    """Yield ‘kritieke situatie’ where the method means ‘kritische situatie’."""
    for passage in subject.of():
        for match in _CRITICAL.finditer(passage.text):
            what = match[0].split()[-1]
            right = "kritisch" if what in ("moment", "ogenblik", "incident") else "kritische"
            yield Hit(
                passage.where,
                f"‘{match[0]}’: kritiek is gevaarlijk, kritisch is waar het erop aankomt.",
                f"Schrijf ‘{right} {what}’, tenzij er echt gevaar is.",
                match[0],
            )
