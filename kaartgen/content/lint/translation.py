"""A translation in; the cards and fields that still speak the language of the other deck out."""

from __future__ import annotations

from collections.abc import Iterator

from kaartgen.content.lint.signal import Hit, Subject, Where
from kaartgen.content.translated import untranslated


def left_in_another_language(subject: Subject) -> Iterator[Hit]:
    """Yield each card that is not translated, and each field of one that is translated in part."""
    deck = subject.deck
    for one in untranslated(deck):
        if one.card is not None and not one.fields:
            where = Where(one.card.code, one.card.kind.title_field, one.card.place())
            message = f"‘{one.card.title}’ is nog niet vertaald."
            hint = f"Schrijf hem bij in je eigen deck, met ‘wijzigt: {one.card.code}’."
            yield Hit(where, message, hint)
        for name in one.fields:
            code = one.card.code if one.card else "deck"
            place = one.card.place(name) if one.card else deck.place(name)
            message = f"‘{name}’ is nog niet vertaald."
            yield Hit(Where(code, name, place), message, "Zet het veld ook in je eigen deck.")
