"""A page of a product while it is being filled: texts, boxes, icons and lines, in millimetres."""

from __future__ import annotations

from typing import Final

from msgspec import Struct, field

from kaartgen.errors import ExitCode, Place, Problem
from kaartgen.frame import BLACK, Cmyk, Fill, Frame, Item, Placed, Stroke, line, rectangle
from kaartgen.geometry import MM_PER_POINT, Rect, Size, Transform
from kaartgen.layout import motif
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.icons import icon
from kaartgen.layout.measure import TypeSize
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.style import FLOORS, Style
from kaartgen.products.notes import SetBlock, set_text

# Shorter than this, a line has no room for a name.
_LEAST_LINE: Final = 12.0


def too_long(words: str, width: float, room: float, place: Place | None) -> Problem:
    """Return what to tell of a line that is `width` long and has `room` millimetres."""
    letters = int(len(words) * room / width) if width > 0 else 0
    return Problem(
        f"‘{words}’ is {max(width - room, 1):.0f} mm te lang voor zijn plaats.",
        ExitCode.DOES_NOT_FIT,
        place,
        f"Kort de tekst in tot ongeveer {letters} tekens." if letters > 2 else "Kort de tekst in.",
    )


class Sketch(Struct):
    """Collects items; `scale` is what the page will be printed at, for the floors of type.

    What does not fit is drawn all the same and told in `misfits`, which several pages can share;
    whoever fills them raises it all at once.
    """

    house: HouseStyle
    setter: Setter
    scale: float = 1.0
    misfits: list[Problem] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def colour(self, name: str, kind: str = "instructie") -> Cmyk:
        """Return a colour of the house style; `kind` stands for the kind that is given."""
        found = self.house.colour(name, kind)
        assert found is not None  # our own names
        return found

    def sized(self, look: Style) -> Style:
        """Return the style, raised to the floor for support text at the page's scale."""
        size = look.sizes[0]
        least = FLOORS["support"] / self.scale
        if size.size_pt >= least or size.size_pt < FLOORS["support"]:
            return look
        raised = size.raised_to(least)
        return look.model_copy(update={"sizes": (raised,)})

    def block(
        self, words: str, look: Style, x: float, y: float, width: float, colour: Cmyk | None = None
    ) -> SetBlock:
        """Set a text with its cap height at `y` and return what was set, without adding it."""
        return set_text(self.setter, words, self.sized(look), colour or BLACK, x, y, width)

    def text(
        self, words: str, look: Style, x: float, y: float, width: float, colour: Cmyk | None = None
    ) -> float:
        """Add a text with its cap height at `y`; return the y of its last baseline."""
        block = self.block(words, look, x, y, width, colour)
        self.items.extend(block.items)
        return y + block.height

    def fitted(
        self,
        words: str,
        look: Style,
        x: float,
        y: float,
        width: float,
        colour: Cmyk | None = None,
        *,
        least_pt: float,
        place: Place | None = None,
    ) -> SetBlock:
        """Add one line, in the largest size from the style's down to `least_pt` that fits.

        `place` is where the author wrote it, to tell if it is too long in the smallest.
        """
        size = look.sizes[0]
        step = size.size_pt
        while True:
            tried = look.model_copy(
                update={"sizes": (TypeSize(step, size.leading_pt * step / size.size_pt),)}
            )
            block = self.block(words, tried, x, y, 1e6, colour)
            fits = block.width <= width
            if fits or step - 0.5 < least_pt:
                self.items.extend(block.items)
                if not fits:
                    self.misfits.append(too_long(words, block.width, width, place))
                return block
            step -= 0.5

    def centred(
        self, words: str, look: Style, x: float, y: float, colour: Cmyk | None = None
    ) -> float:
        """Add one line about `x`; return its width."""
        block = self.block(words, look, 0, y, 1e6, colour)
        self.items.extend(self.block(words, look, x - block.width / 2, y, 1e6, colour).items)
        return block.width

    def fill(self, rect: Rect, colour: Cmyk, radius: float = 0.0) -> None:
        """Add a filled box; a house style says how round corners are that are rounded."""
        self.items.append(Fill(rectangle(rect, self._rounding(rect, radius)), colour))

    def _rounding(self, rect: Rect, radius: float) -> float:
        own = self.house.radius
        # Half a side is no corner but a dot.
        is_dot = radius >= min(rect.width, rect.height) / 2 - 1e-6
        return radius if own is None or not radius or is_dot else own

    def outline(
        self,
        rect: Rect,
        colour: Cmyk,
        radius: float = 0.0,
        width_pt: float = 0.8,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Add the outline of a box."""
        path = rectangle(rect, self._rounding(rect, radius))
        self.items.append(Stroke(path, colour, width_pt, dash))

    def line(
        self, x: float, y: float, x2: float, y2: float, colour: Cmyk, width_pt: float = 0.5
    ) -> None:
        """Add a straight line."""
        self.items.append(Stroke(line(x, y, x2, y2), colour, width_pt))

    def icon(self, name: str, x: float, y: float, side: float, colour: Cmyk) -> None:
        """Add an icon in a square with its top left corner at (x, y)."""
        path = icon(self.house.kinds[name].icon if name in self.house.kinds else name)
        assert path is not None  # our own names, or names that the house style has checked
        place = Transform.scale(side).then(Transform.move(x, y))
        self.items.append(Fill(path.moved(place), colour))

    def mark(self, lens: str, x: float, y: float, height: float, colour: Cmyk) -> None:
        """Add the mark of a lens."""
        path = motif.mark(lens, height).moved(Transform.move(x, y))
        self.items.append(Fill(path, colour))

    def writing(
        self,
        label: str,
        look: Style,
        x: float,
        y: float,
        right: float,
        colour: Cmyk | None = None,
        *,
        place: Place | None = None,
    ) -> None:
        """Add a label and a line to write on behind it, at the baseline `y`.

        A label that leaves no line to write on is a misfit; `place` is where its author wrote it.
        """
        em = self.sized(look).sizes[0].size_pt * MM_PER_POINT
        cap = self.setter.main_font(look).cap_height * em
        block = self.block(label, look, x, y - cap - 0.6, 1e6, colour)
        self.items.extend(block.items)
        start = x + block.width + 1.6 if label else x
        room = right - x - 1.6 - _LEAST_LINE
        if label and block.width > room:
            self.misfits.append(too_long(label, block.width, room, place))
        self.line(start, y, right, y, self.colour("line"))

    def frame(self, size: Size, transform: Transform | None = None) -> Frame:
        """Return what was drawn as a frame of that size."""
        if transform is None:
            return Frame(size, (), tuple(self.items))
        return Frame(size, (), (Placed(Frame(size, (), tuple(self.items)), transform),))
