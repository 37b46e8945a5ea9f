"""An outline and its style in; the fill and the stroke that are seen of it out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from kaartgen.frame import Fill, Frame, Item, Path, Placed, Stroke
from kaartgen.geometry import POINTS_PER_MM, Rect, Size, Transform
from kaartgen.layout.svg.css import Style, Tell
from kaartgen.layout.svg.measure import PX_PER_MM, length
from kaartgen.layout.svg.paint import Paint, Paints, opacity
from kaartgen.layout.svg.tree import Node

_CAPS: Final = {"butt": 0, "round": 1, "square": 2}
_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}
# Under this nobody sees that something lies there.
UNSEEN_ALPHA: Final = 0.004
# Frames inside a drawing are only groups: nothing asks for their size.
GROUP: Final = Size(0.0, 0.0)


class Pen:
    """Fills and strokes outlines, with colours that cover what lies under."""

    def __init__(self, paints: Paints, tell: Tell) -> None:
        self._paints, self._tell = paints, tell

    def painted(
        self, path: Path, style: Style, onto: Transform, view: Rect, alpha: float, node: Node
    ) -> Iterator[Item]:
        """Yield what is seen of an outline, the undermost first."""
        fill = self._fill(path, style, onto, alpha, node)
        stroke = self._stroke(path, style, onto, view, alpha, node)
        first = style.get("paint-order", "").startswith("stroke")
        pair = (stroke, fill) if first else (fill, stroke)
        yield from (item for item in pair if item is not None)

    def _fill(
        self, path: Path, style: Style, onto: Transform, alpha: float, node: Node
    ) -> Item | None:
        paint = None if node.name == "line" else self._paints.of("fill", style, node)
        paint = self._covering(paint, style.get("fill-opacity"), alpha, node)
        if paint is None:
            return None
        moved = path.moved(onto)
        return Fill(replace(moved, even_odd=style.get("fill-rule") == "evenodd"), paint.colour)

    def _stroke(
        self, path: Path, style: Style, onto: Transform, view: Rect, alpha: float, node: Node
    ) -> Item | None:
        paint = self._paints.of("stroke", style, node)
        paint = self._covering(paint, style.get("stroke-opacity"), alpha, node)
        diagonal = math.hypot(view.width, view.height) / math.sqrt(2)
        width = length(style.get("stroke-width"), diagonal, 1.0)
        if paint is None or width <= 0:
            return None
        dashes = [
            length(part, diagonal)
            for part in style.get("stroke-dasharray", "").replace(",", " ").split()
        ]
        if not sum(dashes) > 0 or min(dashes) < 0:
            dashes = []
        if len(dashes) % 2:
            dashes *= 2
        # A turn and one factor keep a pen round; anything else squeezes it, and so does the frame.
        even = abs(onto.a * onto.c + onto.b * onto.d) < 1e-6 * abs(_area(onto)) and math.isclose(
            math.hypot(onto.a, onto.b), math.hypot(onto.c, onto.d), rel_tol=1e-4
        )
        factor = math.sqrt(abs(_area(onto))) if even else 1.0
        if style.get("vector-effect") == "non-scaling-stroke" and even:
            width = width / PX_PER_MM / (factor or 1.0)
        stroke = Stroke(
            path.moved(onto) if even else path,
            paint.colour,
            width * factor * POINTS_PER_MM,
            tuple(dash * factor for dash in dashes),
            cap=_CAPS.get(style.get("stroke-linecap", ""), 0),
            join=_JOINS.get(style.get("stroke-linejoin", ""), 0),
            miter=max(1.0, length(style.get("stroke-miterlimit"), 0.0, 4.0)),
            phase=length(style.get("stroke-dashoffset"), diagonal) * factor if dashes else 0.0,
        )
        return stroke if even else Placed(Frame(GROUP, (stroke,), ()), onto)

    def _covering(
        self, paint: Paint | None, own: str | None, alpha: float, node: Node
    ) -> Paint | None:
        """Return the paint as the flat tint that it is on white paper; None if it is not seen."""
        if paint is None:
            return None
        through = paint.alpha * opacity(own)
        if through < 1 and through > UNSEEN_ALPHA:
            self.see_through(through, node)
        share = through * alpha
        if share <= UNSEEN_ALPHA:
            return None
        return Paint(paint.colour if share >= 1 else paint.colour.tint(share))

    def see_through(self, share: float, node: Node) -> None:
        """Tell that something see-through covers now."""
        shown = f"{share:.0%}".replace("%", " %")
        self._tell(f"een doorzichtige kleur is dekkend geworden: {shown} ervan op wit", node)


def _area(onto: Transform) -> float:
    return onto.a * onto.d - onto.b * onto.c
