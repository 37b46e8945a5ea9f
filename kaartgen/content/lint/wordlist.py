"""A word list that ships in; the words, and what to write instead, out.

A list is a file of lines with tabs between the columns: the forms of a word (parted by `|`), what
to write instead, and why or for whom. Lines that begin with `#` say where the list comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from msgspec import Struct

from kaartgen.content.lint.prose import words
from kaartgen.workspace import PACKAGE

_FOLDER: Final = PACKAGE / "woorden"


class Entry(Struct, frozen=True):
    """One word of a list: its forms, what is plainer, and why."""

    forms: tuple[str, ...]
    instead: str
    why: str


class WordList(Struct, frozen=True):
    """The entries of a list by their forms in lower case: single words, and forms of more parts."""

    single: dict[str, Entry]
    composed: dict[str, Entry]

    def found_in(self, text: str) -> Iterator[tuple[str, Entry]]:
        """Yield the words of the list that stand in a text, as written, with their entry."""
        # Sets and substrings first: one pattern of three hundred words takes a second a deck.
        lower = text.casefold().replace("\u00a0", " ")
        found = [(form, self.single[form]) for form in self.single.keys() & {*words(lower)}]
        found += [(form, entry) for form, entry in self.composed.items() if form in lower]
        hits: list[tuple[int, int, Entry]] = []
        for form, entry in found:
            pattern = rf"(?<![\w.-]){re.escape(form)}(?![\w-])"
            hits.extend((m.start(), m.end(), entry) for m in re.finditer(pattern, lower))
        end = 0
        # The longest first where one begins inside another: ‘ten aanzien van’.
        for start, stop, entry in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            if start >= end:
                yield text[start:stop], entry
                end = stop


@cache
def word_list(name: str) -> WordList:
    """Read the list with that name."""
    single: dict[str, Entry] = {}
    composed: dict[str, Entry] = {}
    for line in (_FOLDER / f"{name}.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            forms, instead, why = line.split("\t")
            entry = Entry(tuple(forms.split("|")), instead, why)
            for form in entry.forms:
                kind = single if words(form) == (form,) else composed
                kind[form.casefold()] = entry
    return WordList(single, composed)


@cache
def word_set(name: str) -> frozenset[str]:
    """Read a list of bare words: lines that begin with `#` say where it comes from."""
    lines = (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
