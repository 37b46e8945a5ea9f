"""A deck in; its house style out, with titles in the letter in which its cards set theirs.

A house style names its families by role, and a family of templates chooses among those roles. What
lies beside the cards has no template, and yet should look like them.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from kaartgen.content.deck import Deck
from kaartgen.layout.house_style import HouseStyle, load_house_style
from kaartgen.layout.picture import PROFILE
from kaartgen.layout.template_load import load_templates
from kaartgen.workspace import Workspace

# What the products set their titles in.
_TITLES = "display"
# Every family of templates has this one, and it has a title.
_EXAMPLE = "situatie"


def lettered_as_cards(workspace: Workspace, deck: Deck, press: Path | None = None) -> HouseStyle:
    """Return a deck's house style for what lies beside its cards.

    Colours of a screen become inks through the profile of the `press` (FOGRA39 if not said).

    Raises KaartgenError with every mistake in the house style.
    """
    house = load_house_style(workspace, deck.file.huisstijl, press or PROFILE)
    templates, _ = load_templates(workspace, deck.file.sjablonen, {_EXAMPLE: None})
    title = templates[_EXAMPLE].styles.get("title") if _EXAMPLE in templates else None
    if title is None or title.font == _TITLES or house.book.weights(title.font) is None:
        return house
    return replace(house, book=house.book.lending(title.font, title.weight, _TITLES))
