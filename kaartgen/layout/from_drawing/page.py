"""How large a drawing is in; the card that it is of, and where that lies in the drawing, out."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout.measure import FORMATS
from kaartgen.layout.svg.drawing import frame_of
from kaartgen.layout.svg.measure import fitted, has_unit
from kaartgen.layout.svg.tree import Tree

# A program rounds to whole pixels, or a designer to half a millimetre.
_SAME_MM: Final = 0.6
# How many pixels an inch a drawing without measures may be made at; print programs count points.
_PPI: Final = (96, 72, 300, 150, 144, 192, 200, 600)
# How far proportions may be off where a format was asked for.
_SAME_SHAPE: Final = 0.03


class DrawnPage(Struct, frozen=True):
    """A card in a drawing: its format, the bleed around it, and the map from the drawing to it.

    `view` is what of the drawing the card and its bleed are, in user units; `onto` takes those to
    millimetres from the top left of the cut.
    """

    format_name: str
    size: Size
    bleed: float
    view: Rect
    onto: Transform

    @property
    def outer(self) -> Size:
        """The size with bleed, in millimetres."""
        return Size(self.size.width + 2 * self.bleed, self.size.height + 2 * self.bleed)


def drawn_page(tree: Tree, asked: str | None, bleed: float, view: Rect | None = None) -> DrawnPage:
    """Return what card a drawing is of; `view` is the artboard, where there are several.

    `asked` is the format's name, if it was said; `bleed` is how much a drawing may have around it.
    Raises KaartgenError if it is no card's size.
    """
    size, whole, _ = frame_of(tree.root)
    shown = view or whole
    factor = size.width / whole.width
    mm = Size(shown.width * factor, shown.height * factor)
    known = {asked: FORMATS[asked]} if asked else FORMATS
    for scale in (1.0,) if has_unit(tree.root.get("width")) else [96 / ppi for ppi in _PPI]:
        found = _matching(Size(mm.width * scale, mm.height * scale), known, bleed)
        if found:
            name, around = found
            return _page(name, known[name], around, shown)
    if asked:
        card = known[asked]
        for around in (0.0, bleed):
            wanted = (card.width + 2 * around) / (card.height + 2 * around)
            if abs(mm.width / mm.height / wanted - 1) <= _SAME_SHAPE:
                return _page(asked, card, around, shown)
    raise _no_card(tree, mm, asked)


def _matching(size: Size, known: dict[str, Size], bleed: float) -> tuple[str, float] | None:
    for around in (0.0, bleed):
        for name, card in known.items():
            wide = abs(size.width - card.width - 2 * around)
            high = abs(size.height - card.height - 2 * around)
            if wide <= _SAME_MM and high <= _SAME_MM:
                return name, around
    return None


def _page(name: str, card: Size, bleed: float, view: Rect) -> DrawnPage:
    outer = Rect(-bleed, -bleed, card.width + 2 * bleed, card.height + 2 * bleed)
    return DrawnPage(name, card, bleed, view, fitted(view, outer, None))


def _no_card(tree: Tree, size: Size, asked: str | None) -> KaartgenError:
    measures = f"{size.width:.1f} × {size.height:.1f} mm".replace(".", ",")
    known = ", ".join(
        f"{name} ({card.width:g} × {card.height:g})" for name, card in FORMATS.items()
    )
    if asked:
        message = f"Deze tekening is {measures}; dat past niet bij {asked}."
    else:
        message = f"Deze tekening is {measures}; dat is geen kaart, ook niet met afloop eromheen."
    return KaartgenError(
        [
            Problem(
                message,
                ExitCode.AUTHOR,
                Place(tree.file, tree.root.line),
                f"Maak het tekenvel zo groot als de kaart: {known} mm. Of zeg met --formaat wat "
                "het is, dan telt alleen de verhouding.",
            )
        ]
    )
