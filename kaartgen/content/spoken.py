"""A deck's or a card's `taal` in; how its texts are read out, and what its author left to us."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from kaartgen.content.kinds import Kind
from kaartgen.content.language import DEFAULT, Language, load_language
from kaartgen.errors import KaartgenError, Place, Problem
from kaartgen.workspace import Workspace
from kaartgen.yamlfile import Document, Value


class Spoken(Struct):
    """The languages of a deck and its cards, read when first met.

    `own` is the language of the deck that is being read; `plain` says that its author sets the
    characters himself; `cards` are the languages that cards named for themselves.
    """

    workspace: Workspace
    problems: list[Problem]
    own: Language | None = None
    plain: bool = False
    cards: dict[str, Language] = field(default_factory=dict)
    _read: dict[str, Language | None] = field(default_factory=dict)

    def named(self, code: object, place: Place | None) -> Language | None:
        """Return a language, or None where it cannot be read, which is told once."""
        if not isinstance(code, str):
            return None
        if code not in self._read:
            try:
                self._read[code] = load_language(self.workspace, code, place)
            except KaartgenError as error:
                self.problems.extend(error.problems)
                self._read[code] = None
        return self._read[code]

    def deck(self, document: Document) -> Document:
        """Turn to the language of a deck.yaml; return it with what its author left to us."""
        value = document.value
        assert isinstance(value, dict)
        self.own = self.named(value.get("taal", DEFAULT), document.place(("taal",)))
        raw = value.get("typografie")
        self.plain = isinstance(raw, str) and raw.casefold() in ("nee", "false")
        if self.own is None or self.own.code == DEFAULT:
            return document
        return Document(document.file, _with_words(value, self.own), document.places)

    def card(self, one: Document, kind: Kind) -> tuple[Document, Mapping[str, object]]:
        """Return a card's document with what its author left to us, and how to read it."""
        value, language = one.value, self.own
        if isinstance(value, dict) and "taal" in value:
            language = self.named(value["taal"], one.place(("taal",)))
            if language is not None:
                self.cards[language.code] = language
        if language is None:
            return one, {"typography": None}
        if isinstance(value, dict) and language.code != DEFAULT and kind.name == "situatie":
            value = {"vraag": language.says("deck.vraag"), **value}
            one = Document(one.file, value, one.places)
        return one, self.reading(language)

    def reading(self, language: Language | None) -> Mapping[str, object]:
        """Return how texts in a language are read."""
        return {"typography": None if self.plain or language is None else language.typography}


def _with_words(value: dict[str, Value], language: Language) -> dict[str, Value]:
    lenses: dict[str, Value] = {
        lens: {part: language.says(f"lenzen.{lens}.{part}") for part in ("label", "uitleg")}
        for lens in ("IS", "DOET", "VOELT")
    }
    given = value.get("lenzen")
    if isinstance(given, dict):
        lenses.update(given)
    filled: dict[str, Value] = {"status": language.says("deck.status"), **value}
    if given is None or isinstance(given, dict):
        filled["lenzen"] = lenses
    return filled
