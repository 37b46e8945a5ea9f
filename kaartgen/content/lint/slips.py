"""Texts in; slips of the pen out: a word twice, quotes that do not match."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kaartgen.content.lint.signal import Hit, Role, Subject
from kaartgen.content.lint.wordlist import word_set

_TWICE: Final = re.compile(r"(?<![\w’-])([^\W\d_]{2,})[ \u00a0\n]+\1(?![\w’-])", re.IGNORECASE)


def doubled_words(subject: Subject) -> Iterator[Hit]:
    """Yield words that stand twice in a row."""
    for passage in subject.of():
        for match in _TWICE.finditer(passage.text):
            if match[1].casefold() not in word_set("dubbel-goed"):
                yield Hit(
                    passage.where,
                    f"Er staat twee keer ‘{match[1]}’.",
                    "Haal er een weg.",
                    match[0],
                )


def quotes(subject: Subject) -> Iterator[Hit]:
    """Yield quotes that are not closed, and those in another style than most of the deck's."""
    used: Counter[str] = Counter()
    styles: list[tuple[Hit, str]] = []
    for passage in subject.of():
        if passage.role is Role.NOTE:
            continue
        text = passage.text
        opened, closed = text.count("“") + text.count("„"), text.count("”")
        if opened != closed or text.count('"') % 2:
            missing = "begint" if closed > opened else "eindigt"
            yield Hit(
                passage.where,
                f"Hier {missing} een aanhaling niet.",
                "Zet voor en achter wat iemand zegt een aanhalingsteken.",
            )
        for style, inside in _outer(text):
            used[style] += 1
            hint = "Gebruik in het hele deck dezelfde."
            styles.append((Hit(passage.where, "", hint, inside), style))
    if len(used) < 2:
        return
    usual, times = used.most_common(1)[0]
    for hit, style in styles:
        if style != usual:
            message = (
                f"‘{hit.quote}’ staat tussen {_NAMES[style]} aanhalingstekens; de meeste in dit "
                f"deck ({times}) zijn {_NAMES[usual]}."
            )
            yield Hit(hit.where, message, hit.hint, hit.quote)


_NAMES: Final = {"“": "dubbele", "‘": "enkele", '"': "rechte", "„": "lage", "«": "Franse"}
# What is said stands at the outside; a quote inside it is in the other style, as it should be.
# Nothing that opens lies inside: a text full of quotes that never close is then read once.
_SAID: Final = re.compile(
    r"“([^”“]*)”|„([^”“„]*)[”“]|(?<!\w)‘((?:[^’‘]|’(?=\w))*)’(?!\w)|\"([^\"]*)\"|«([^»«]*)»"
)


def _outer(text: str) -> Iterator[tuple[str, str]]:
    for match in _SAID.finditer(text):
        inside = next(group for group in match.groups() if group is not None)
        yield match[0][0], inside
