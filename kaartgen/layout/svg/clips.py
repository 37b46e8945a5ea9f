"""What an element of a drawing is clipped to; the outline of that out."""

from __future__ import annotations

from collections.abc import Iterator

from kaartgen.frame import Path, Segment
from kaartgen.geometry import Rect, Transform
from kaartgen.layout.svg.budget import Budget
from kaartgen.layout.svg.css import Cascade, Style, Tell
from kaartgen.layout.svg.measure import length, transform, within_reach
from kaartgen.layout.svg.paint import Paints, opacity
from kaartgen.layout.svg.shapes import SHAPES, ShapeError, outline
from kaartgen.layout.svg.tree import Node, Tree


class Clips:
    """Reads the clips of one drawing, and the masks that are clips."""

    def __init__(
        self, tree: Tree, cascade: Cascade, paints: Paints, budget: Budget, tell: Tell
    ) -> None:
        self._tree, self._cascade, self._paints = tree, cascade, paints
        self._budget, self._tell = budget, tell

    def of(self, node: Node, style: Style, onto: Transform, view: Rect) -> Path | None:
        """Return what an element is clipped to; None if it is not."""
        found: Path | None = None
        for what, kind in (("clip-path", "clipPath"), ("mask", "mask")):
            reference = style.get(what, "none")
            if reference == "none":
                continue
            target = self._tree.target(reference)
            if target is None or target.name != kind:
                self._tell(f"‘{what}: {reference}’ is niet te volgen en is overgeslagen", node)
                continue
            if kind == "mask" and not self._is_clip(target):
                self._tell("een masker met overgangen is overgeslagen", node)
                continue
            if (
                target.get(f"{kind}Units" if kind == "clipPath" else "maskContentUnits")
                == "objectBoundingBox"
            ):
                self._tell("een uitsnede in delen van het object is overgeslagen", node)
                continue
            if found is not None:
                self._tell("van twee uitsneden over elkaar is er één gevolgd", node)
                continue
            found = self._region(target, onto, view)
        return found

    def _region(self, target: Node, onto: Transform, view: Rect) -> Path:
        """Return the outline of all shapes in a clip together."""
        segments: list[Segment] = []
        even_odd = False
        style = self._cascade.style(target, {})
        here = (transform(target.get("transform")) or Transform()).then(onto)
        for shape, own, place in self._flat(target, style, here, 0):
            try:
                path = outline(shape, view)
            except ShapeError as error:
                self._tell(f"een vorm is weggelaten: {error}", shape)
                continue
            if path is None:
                continue
            self._budget.spend(shape, path)
            if not within_reach(path.moved(place).box):
                self._tell("een uitsnede ligt eindeloos ver weg en is overgeslagen", shape)
                continue
            segments.extend(path.moved(place).segments)
            even_odd = even_odd or "evenodd" in (own.get("clip-rule"), own.get("fill-rule"))
        return Path(tuple(segments), even_odd)

    def _flat(
        self, node: Node, style: Style, onto: Transform, depth: int
    ) -> Iterator[tuple[Node, Style, Transform]]:
        """Yield the shapes in a clip, those in groups and used ones too."""
        for child in node.nodes:
            own = self._cascade.style(child, style)
            here = (transform(child.get("transform")) or Transform()).then(onto)
            if own.get("display") == "none" or depth > 5:
                continue
            if child.name in SHAPES:
                yield child, own, here
            elif child.name == "g":
                yield from self._flat(child, own, here, depth + 1)
            elif child.name == "use":
                used = self._tree.target(child.href)
                at = Transform.move(length(child.get("x")), length(child.get("y"))).then(here)
                if used is not None and used.name in SHAPES:
                    moved = (transform(used.get("transform")) or Transform()).then(at)
                    yield used, self._cascade.style(used, own), moved
            elif child.name == "text":
                self._tell("tekst als uitsnede is weggelaten: zet hem om in contouren", child)

    def _is_clip(self, mask: Node) -> bool:
        """Say whether a mask shows all or nothing, as design programs write a clip."""
        style = self._cascade.style(mask, {})
        by_alpha = style.get("mask-type") == "alpha"
        found = False
        for shape, own, _ in self._flat(mask, style, Transform(), 0):
            paint = (
                self._paints.of("fill", own, shape) if "url(" not in own.get("fill", "") else None
            )
            if paint is None or paint.alpha < 1 or opacity(own.get("opacity")) < 1:
                return False
            if not by_alpha and paint.colour.ink > 0:
                return False
            found = True
        return found
