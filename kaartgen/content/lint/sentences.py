"""Sentences in; those that are long, and those in which nobody does anything, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kaartgen.content.lint.prose import clauses, sentences, shortened, words
from kaartgen.content.lint.signal import Hit, Role, Subject
from kaartgen.content.lint.wordlist import word_set

# Read aloud at a table, a listener has lost the beginning of a longer one.
MOST_WORDS: Final = 20

_JOINT: Final = re.compile(r"[,;:]\s|\s(?=(?:en|maar|want|omdat|zodat|terwijl|waardoor|dus)\s)")


def long_sentences(subject: Subject) -> Iterator[Hit]:
    """Yield the sentences of more than 20 words, with a place to cut them."""
    for passage in subject.of():
        if passage.role in (Role.NOTE, Role.NAME):  # nobody reads these aloud
            continue
        for sentence in sentences(passage.text):
            count = len(words(sentence))
            if count > MOST_WORDS:
                yield Hit(
                    passage.where,
                    f"Deze zin heeft {count} woorden: ‘{shortened(sentence)}’",
                    f"Maak er twee van{_where_to_cut(sentence)}. Hooguit {MOST_WORDS} woorden "
                    "leest prettig voor.",
                    sentence,
                )


def _where_to_cut(sentence: str) -> str:
    middle = len(sentence) / 2
    joints = [match.start() for match in _JOINT.finditer(sentence)]
    # A cut near an end leaves the other half as long as it was.
    joints = [at for at in joints if 0.25 < at / len(sentence) < 0.75]
    if not joints:
        return ""
    at = min(joints, key=lambda one: abs(one - middle))
    return f", bijvoorbeeld na ‘{' '.join(sentence[:at].split()[-3:])}’"


_BECOME: Final = frozenset({"word", "wordt", "worden", "werd", "werden"})
_MUST: Final = frozenset({"dient", "dienen", "hoort", "horen", "behoort", "behoren"})
_BETWEEN: Final = frozenset(
    """te moet moeten moest moesten kan kunnen kon konden mag mogen mocht zal zullen zou zouden
    gaat gaan wil willen""".split()  # noqa: SIM905 (words, not code)
)
# After a participle there may be more to say: ‘werd gebeld door de school’.
_BEFORE_NOUN: Final = frozenset(
    {"aan", "bij", "door", "in", "met", "naar", "om", "op", "over", "tegen", "tot", "uit", "voor"}
)
_FRONT: Final = (
    "aan|aaneen|achter|af|bij|bijeen|binnen|bloot|buiten|dicht|dood|door|goed|groot|heen|hoog|in|"
    "klaar|kwijt|langs|los|mee|mis|na|neer|om|omhoog|omver|onder|op|open|over|plat|rond|samen|"
    "schoon|stil|stop|tegen|terecht|terug|thuis|toe|uit|vast|vol|voor|voort|vrij|waar|weer|weg"
)
_WITH_GE: Final = re.compile(rf"(?:{_FRONT})?ge[a-zë]{{2,}}(?:d|t|en)")
_WEAK: Final = re.compile(r"(?:be|her|ont|ver)[a-z]{2,}(?:d|(?:ch|k|f|s|p)t)")


def passives(subject: Subject) -> Iterator[Hit]:
    """Yield the sentences that say with ‘worden’ what is done, and so hide who does it."""
    for passage in subject.of():
        if passage.role in (Role.NOTE, Role.NAME):
            continue
        for sentence in sentences(passage.text):
            found = next(filter(None, map(_passive, clauses(sentence))), None)
            if found:
                hint = _DOER_LAST if " door " in sentence else _NO_DOER
                yield Hit(passage.where, f"‘{found}’ is een lijdende vorm.", hint, sentence)


_DOER_LAST: Final = (
    "Zet vooraan wie het doet: niet ‘er wordt gebeld door school’, maar ‘school belt’."
)
_NO_DOER: Final = "Zeg wie het doet: niet ‘er wordt gebeld’, maar ‘school belt’."


def _passive(clause: str) -> str | None:
    """Return the words of a clause that make it passive."""
    # ‘dat wordt’ was cut at ‘dat’; what is left of the clause is enough.
    found = [word.casefold() for word in words(clause)]
    for at, word in enumerate(found):
        # ‘gehoord te worden’ is fine, ‘dient gehoord te worden’ is not.
        if word not in _BECOME or (found[at - 1 : at] == ["te"] and not _MUST & {*found}):
            continue
        # ‘geplaatst moet worden’, ‘genomen te worden’
        just_before = at - 2 if at and found[at - 1] in _BETWEEN else at - 1
        for other in range(len(found)):
            beside = other in (just_before, at + 1)
            last = other == len(found) - 1
            by = found[other + 1 : other + 2]
            if beside or (other > at and (last or (by and by[0] in _BEFORE_NOUN))):
                participle = found[other]
                if _is_participle(participle):
                    return " ".join((participle, word) if other < at else (word, participle))
    return None


def _is_participle(word: str) -> bool:
    if word in word_set("geen-deelwoord"):
        return False
    return word in word_set("sterke-deelwoorden") or bool(
        _WITH_GE.fullmatch(word) or _WEAK.fullmatch(word)
    )
