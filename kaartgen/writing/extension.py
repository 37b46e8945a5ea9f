"""A deck that is there in; the files of a new deck that builds on it out."""

from __future__ import annotations

import datetime
from typing import Final

from kaartgen.content.deck import Deck
from kaartgen.content.kinds import ValueCard
from kaartgen.errors import usage_error
from kaartgen.workspace import PACKAGE
from kaartgen.writing.scaffold import filled
from kaartgen.writing.yamlout import scalar

_EXAMPLE: Final = PACKAGE / "voorbeeld" / "uitbreiding"
# A situation names two values at least.
_LEAST_VALUES: Final = 2


def extension_files(base: Deck, title: str, date: datetime.date) -> dict[str, str]:
    """Return the files of a deck on top of `base`, with a first situation of its own.

    Raises KaartgenError if the base has too few values for a situation to name.
    """
    values = _values(base)
    if len(values) < _LEAST_VALUES:
        raise usage_error(
            f"Het deck ‘{base.name}’ heeft te weinig waarden om een situatie bij te schrijven.",
            f"Schrijf er eerst twee in {base.folder / 'waarden.yaml'}.",
        )
    words = {
        "__BASIS__": base.name,
        # Always between quotes: a version is no number.
        "__VERSIE__": f'"{base.file.versie}"',
        "__WAARDEN__": f"[{', '.join(scalar(name, flow=True) for name in values)}]",
    }
    files: dict[str, str] = {}
    for file in sorted(_EXAMPLE.glob("*.yaml")):
        text = filled(file.read_text("utf-8"), title, date)
        for mark, word in words.items():
            text = text.replace(mark, word)
        files[file.name] = text
    return files


def _values(base: Deck) -> list[str]:
    """Return a value of each lens, as a situation that weighs well has them, else the first two."""
    cards = base.of_kind("waarde")
    by_lens: dict[str, str] = {}
    for card in cards:
        if isinstance(card.content, ValueCard):
            by_lens.setdefault(card.content.lens, card.id)
    found = list(by_lens.values())
    return found if len(found) >= _LEAST_VALUES else [card.id for card in cards[:_LEAST_VALUES]]
