"""A look in; the same look for people who see less out: one legible family, cards of A5.

The faces are set as ever on their own measures, in Atkinson Hyperlegible Next, and then enlarged
as a whole; the floors are raised so that what comes out is at least 16 points.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.geometry import Size
from kaartgen.layout.fonts import FamilyFiles, FontBook
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.look import Look
from kaartgen.layout.static_font import FontFile
from kaartgen.workspace import Workspace

CARD: Final = Size(148, 210)
# Vision Australia and the RNIB ask 16 points for readers who see partially.
LEAST_PT: Final = 16.0
_FAMILY: Final = "Atkinson Hyperlegible Next"
_FOLDER: Final = "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext_"
_FILES: Final = {
    (400, False): "400Regular",
    (400, True): "400Regular_Italic",
    (500, False): "500Medium",
    (500, True): "500Medium_Italic",
    (600, False): "600SemiBold",
    (600, True): "600SemiBold_Italic",
    (700, False): "700Bold",
    (700, True): "700Bold_Italic",
    (800, False): "800ExtraBold",
}


class LargePrint(Struct, frozen=True):
    """The look for large print, and by how much each format's faces are enlarged."""

    look: Look
    factors: dict[str, float]


def legible(house: HouseStyle, workspace: Workspace) -> HouseStyle:
    """Return the house style with every role in the legible family."""
    files = {}
    for key, name in _FILES.items():
        file = workspace.find("fonts", f"{_FOLDER}{name}.ttf")
        if file is None:
            raise KaartgenError(
                [Problem(f"Het lettertype {_FAMILY} ontbreekt ({name}).", ExitCode.FONT)]
            )
        files[key] = FontFile(file)
    family = FamilyFiles(_FAMILY, files)
    return replace(house, book=FontBook(dict.fromkeys(house.book.roles, family)))


def large_print(look: Look, workspace: Workspace) -> LargePrint:
    """Return the look with every card as large as A5.

    A face keeps its height or its width, whichever fills A5 first, and grows in the other
    direction; so its proportions are A5's and its regions follow.
    """
    factors: dict[str, float] = {}
    templates = {}
    for key, template in look.templates.items():
        size = template.format
        factor = min(CARD.width / size.width, CARD.height / size.height)
        grown = Size(CARD.width / factor, CARD.height / factor)
        factors[template.format_name] = factor
        templates[key] = template.model_copy(update={"format": grown})
    return LargePrint(
        replace(look, house=legible(look.house, workspace), templates=templates), factors
    )
