"""An SVG file in; a frame of fills and strokes in inks, and what of it cannot be carried over, out.

Paths, shapes, groups, `use`, clips, style sheets and embedded pictures come over as they are. What
a press cannot do with four inks (see-through colours, gradients) becomes the nearest flat thing, and
what has no place on paper is left out; both are told with their line.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.frame import Fill, Frame, Item, Path, Picture, Placed, Segment, Stroke, rectangle
from kaartgen.geometry import POINTS_PER_MM, Rect, Size, Transform
from kaartgen.layout.picture import PROFILE
from kaartgen.layout.svg.css import Cascade, Style
from kaartgen.layout.svg.embedded import NoPictureError, embedded
from kaartgen.layout.svg.measure import (
    PX_PER_MM,
    fitted,
    has_unit,
    length,
    numbers,
    transform,
    view_box,
)
from kaartgen.layout.svg.paint import Paint, Paints, opacity
from kaartgen.layout.svg.shapes import SHAPES, ShapeError, outline
from kaartgen.layout.svg.told import Finding, Told
from kaartgen.layout.svg.tree import Node, Tree, read_tree

# What groups other things and has nothing of its own to show.
_GROUPS: Final = frozenset({"g", "a", "svg", "switch"})
# What is only looked at where something else refers to it, or is about the drawing.
_UNSEEN: Final = frozenset(
    {
        "clipPath",
        "defs",
        "desc",
        "filter",
        "linearGradient",
        "marker",
        "mask",
        "metadata",
        "pattern",
        "radialGradient",
        "stop",
        "style",
        "symbol",
        "title",
        "view",
        "",
    }
)
_ACTIVE: Final = {
    "script": "een script wordt niet uitgevoerd",
    "foreignObject": "een stuk webpagina (‘foreignObject’) is weggelaten",
    "animate": "beweging (‘animate’) is weggelaten",
    "animateTransform": "beweging (‘animateTransform’) is weggelaten",
    "animateMotion": "beweging (‘animateMotion’) is weggelaten",
    "set": "beweging (‘set’) is weggelaten",
}
_CAPS: Final = {"butt": 0, "round": 1, "square": 2}
_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}
# A few `use` in each other can stand for billions of shapes.
_MOST_ITEMS: Final = 50_000
_MOST_SEGMENTS: Final = 400_000
_DEEPEST: Final = 150
# Under this nobody sees that something lies there.
_UNSEEN_ALPHA: Final = 0.004


class Drawing(Struct, frozen=True):
    """A drawing as a frame in its own millimetres.

    `sized` says whether the file itself tells its measures; else a pixel is taken for 1/96 inch.
    """

    frame: Frame
    findings: tuple[Finding, ...]
    sized: bool


def read_drawing(file: FilePath, press: FilePath = PROFILE) -> Drawing:
    """Read an SVG file; raises KaartgenError if it is none, or has nothing to print."""
    return drawing_of(read_tree(file), press)


def drawing_of(tree: Tree, press: FilePath = PROFILE) -> Drawing:
    """Return what a tree shows; `press` is the profile that turns pictures into inks."""
    told = Told()
    size, view, onto = frame_of(tree.root)
    painter = _Painter(tree, told, press)
    items = painter.root(onto, view)
    findings = tuple(told.findings())
    if not items:
        why = f" Weggelaten is: {'; '.join(map(str, findings))}." if findings else ""
        raise _wrong(
            tree.file,
            f"In deze tekening staat niets wat gedrukt kan worden.{why}",
            "Kijk of de lagen zichtbaar zijn, en exporteer opnieuw.",
        )
    return Drawing(Frame(size, items, ()), findings, has_unit(tree.root.get("width")))


def frame_of(root: Node) -> tuple[Size, Rect, Transform]:
    """Return a drawing's size in millimetres, its view in user units, and the map between them."""
    view = view_box(root)
    whole = view or Rect(0, 0, 300, 150)
    width = length(root.get("width"), whole.width, whole.width)
    height = length(root.get("height"), whole.height, whole.height)
    if width <= 0 or height <= 0:
        width, height = whole.width, whole.height
    elif view and root.get("width") and not root.get("height"):
        height = width * whole.height / whole.width
    elif view and root.get("height") and not root.get("width"):
        width = height * whole.width / whole.height
    size = Size(width / PX_PER_MM, height / PX_PER_MM)
    shown = view or Rect(0, 0, width, height)
    return size, shown, fitted(shown, Rect.of(size), root.get("preserveAspectRatio"))


class _Painter:
    """Walks a tree and paints what it meets."""

    def __init__(self, tree: Tree, told: Told, press: FilePath) -> None:
        self._tree, self._tell, self._press = tree, told, press
        self._cascade = Cascade(tree, told)
        self._paints = Paints(tree, self._cascade, told)
        self._items, self._segments = 0, 0
        self._through: list[Node] = []

    def root(self, onto: Transform, view: Rect) -> tuple[Item, ...]:
        root = self._tree.root
        style = self._cascade.style(root, {})
        if not _shown(style):
            return ()
        return tuple(self._children(root, style, onto, view, opacity(style.get("opacity"))))

    def _children(
        self, node: Node, style: Style, onto: Transform, view: Rect, alpha: float
    ) -> Iterator[Item]:
        for child in node.nodes:
            yield from self._node(child, style, onto, view, alpha)
            if node.name == "switch" and child.name in SHAPES | _GROUPS | {"use", "image", "text"}:
                return

    def _node(
        self, node: Node, parent: Style, onto: Transform, view: Rect, alpha: float
    ) -> Iterator[Item]:
        name = node.name
        if name in _ACTIVE:
            self._tell(_ACTIVE[name], node)
            return
        if name in _UNSEEN:
            if name == "defs":
                self._scripts(node)
            return
        if len(self._through) > _DEEPEST:
            raise self._too_much(node)
        style = self._cascade.style(node, parent)
        if not _shown(style):
            return
        for event in node.keys():
            if event.startswith("on"):
                self._tell(f"een script (‘{event}’) wordt niet uitgevoerd", node)
        moved = transform(node.get("transform"))
        if moved is None:
            self._tell("een ‘transform’ is niet te lezen en is overgeslagen", node)
        if style.get("transform", "none") != "none":
            moved = transform(style["transform"].replace("px", "").replace("deg", ""))
            if moved is None:
                self._tell("een ‘transform’ is niet te lezen en is overgeslagen", node)
        here = (moved or Transform()).then(onto)
        seen = opacity(style.get("opacity"))
        self._effects(style, node)
        if seen < 1 and seen > _UNSEEN_ALPHA:
            self._see_through(seen, node)
        shown = alpha * seen
        if shown <= _UNSEEN_ALPHA:
            return
        self._through.append(node)
        items = self._painted(node, style, here, view, shown)
        clip = self._clip(node, style, here, view)
        if clip is None:
            yield from items
        elif clip.segments:
            inside = tuple(items)
            if inside:
                yield Placed(Frame(_SIZE, inside, ()), Transform(), shape=clip)
        self._through.pop()

    def _painted(
        self, node: Node, style: Style, onto: Transform, view: Rect, alpha: float
    ) -> Iterator[Item]:
        match node.name:
            case "g" | "a" | "switch":
                yield from self._children(node, style, onto, view, alpha)
            case "svg":
                yield from self._viewport(node, node, style, onto, view, alpha)
            case "use":
                yield from self._use(node, style, onto, view, alpha)
            case "image":
                yield from self._image(node, onto, view, alpha)
            case "text":
                self._text(node)
            case name if name in SHAPES:
                yield from self._shape(node, style, onto, view, alpha)
            case name:
                self._tell(f"‘{name}’ kan niet mee en is weggelaten", node)

    def _shape(
        self, node: Node, style: Style, onto: Transform, view: Rect, alpha: float
    ) -> Iterator[Item]:
        if style.get("visibility", "visible") != "visible":
            return
        try:
            path = outline(node, view)
        except ShapeError as error:
            self._tell(f"een vorm is weggelaten: {error}", node)
            return
        if path is None:
            return
        for which in ("marker-start", "marker-mid", "marker-end"):
            if style.get(which, "none") != "none":
                self._tell("pijlpunten (‘marker’) zijn weggelaten: zet ze om in paden", node)
        self._count(path, node)
        fill = self._fill(path, style, onto, alpha, node)
        stroke = self._stroke(path, style, onto, view, alpha, node)
        pair = (
            (stroke, fill) if style.get("paint-order", "").startswith("stroke") else (fill, stroke)
        )
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
            width, dashes = width / PX_PER_MM / (factor or 1.0), dashes
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
        return stroke if even else Placed(Frame(_SIZE, (stroke,), ()), onto)

    def _covering(
        self, paint: Paint | None, own: str | None, alpha: float, node: Node
    ) -> Paint | None:
        """Return the paint as the flat tint that it is on white paper; None if it is not seen."""
        if paint is None:
            return None
        through = paint.alpha * opacity(own)
        if through < 1 and through > _UNSEEN_ALPHA:
            self._see_through(through, node)
        share = through * alpha
        if share <= _UNSEEN_ALPHA:
            return None
        return Paint(paint.colour if share >= 1 else paint.colour.tint(share))

    def _see_through(self, share: float, node: Node) -> None:
        shown = f"{share:.0%}".replace("%", " %")
        self._tell(f"een doorzichtige kleur is dekkend geworden: {shown} ervan op wit", node)

    def _effects(self, style: Style, node: Node) -> None:
        if style.get("filter", "none") != "none":
            self._tell("een filter (schaduw, vervaging) is weggelaten", node)
        if style.get("mix-blend-mode", "normal") != "normal":
            mode = style["mix-blend-mode"]
            self._tell(f"mengen van kleuren (‘{mode}’) is weggelaten", node)

    def _use(
        self, node: Node, style: Style, onto: Transform, view: Rect, alpha: float
    ) -> Iterator[Item]:
        target = self._tree.target(node.href)
        if target is None:
            if node.href.startswith("#"):
                self._tell(f"‘{node.href}’ staat niet in de tekening", node)
            else:
                self._tell(f"‘{node.href}’ ligt buiten de tekening en wordt niet opgehaald", node)
            return
        if target in self._through:
            raise _wrong(
                self._tree.file,
                f"‘use’ verwijst in een kring naar ‘{node.href}’.",
                "Haal de verwijzing weg.",
                node.line,
            )
        x, y = length(node.get("x"), view.width), length(node.get("y"), view.height)
        here = Transform.move(x, y).then(onto)
        if target.name == "symbol":
            inner = self._cascade.style(target, style)
            self._through.append(target)
            yield from self._viewport(target, node, inner, here, view, alpha, at_origin=True)
            self._through.pop()
        elif target.name not in _UNSEEN:
            yield from self._node(target, style, here, view, alpha)

    def _viewport(
        self,
        node: Node,
        placed: Node,
        style: Style,
        onto: Transform,
        view: Rect,
        alpha: float,
        *,
        at_origin: bool = False,
    ) -> Iterator[Item]:
        """Paint what has a view of its own; `placed` is the element that says how large it is."""
        x = 0.0 if at_origin else length(placed.get("x"), view.width)
        y = 0.0 if at_origin else length(placed.get("y"), view.height)
        width = length(placed.get("width") or node.get("width"), view.width, view.width)
        height = length(placed.get("height") or node.get("height"), view.height, view.height)
        into = Rect(x, y, width, height)
        own = view_box(node)
        inner = own or Rect(0, 0, width, height)
        if width <= 0 or height <= 0:
            return
        if own:
            here = fitted(own, into, node.get("preserveAspectRatio")).then(onto)
        else:
            here = Transform.move(x, y).then(onto)
        items = tuple(self._children(node, style, here, inner, alpha))
        if not items:
            return
        if node.get("overflow") == "visible" or (own is None and not placed.get("width")):
            yield from items
        else:
            clip = rectangle(into).moved(onto)
            yield Placed(Frame(_SIZE, items, ()), Transform(), shape=clip)

    def _image(self, node: Node, onto: Transform, view: Rect, alpha: float) -> Iterator[Item]:
        if alpha < 1:
            self._tell("een afbeelding is niet doorzichtig te drukken en dekt nu alles", node)
        try:
            raster = embedded(node, self._tree, self._press)
        except NoPictureError as error:
            self._tell(str(error), node)
            return
        own = Rect(0, 0, raster.width, raster.height)
        width = length(node.get("width"), view.width, own.width)
        height = length(node.get("height"), view.height, own.height)
        if width <= 0 or height <= 0:
            return
        x, y = length(node.get("x"), view.width), length(node.get("y"), view.height)
        into = Rect(x, y, width, height)
        where = fitted(own, into, node.get("preserveAspectRatio")).rect(own)
        title = next((one.text or "" for one in node.nodes if one.name == "title"), "")
        picture = Placed(Frame(_SIZE, (Picture(where, raster, title.strip()),), ()), onto)
        self._items += 1
        if Rect(x, y, width, height).contains(where, 1e-3):
            yield picture
        else:
            yield Placed(
                Frame(_SIZE, (picture,), ()), Transform(), shape=rectangle(into).moved(onto)
            )

    def _text(self, node: Node) -> None:
        words = " ".join("".join(node.itertext()).split())
        shown = words if len(words) <= 30 else words[:29] + "…"
        if words:
            self._tell(
                f"de tekst ‘{shown}’ is weggelaten: zet hem om in contouren, of maak er in het "
                "sjabloon een tekst van",
                node,
            )

    def _clip(self, node: Node, style: Style, onto: Transform, view: Rect) -> Path | None:
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
            self._count(path, shape)
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
            if not _shown(own) or depth > 5:
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
                self._text(child)

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

    def _scripts(self, node: Node) -> None:
        for inside in node.iter():
            if isinstance(inside, Node) and inside.name == "script":
                self._tell(_ACTIVE["script"], inside)

    def _count(self, path: Path, node: Node) -> None:
        self._items += 1
        self._segments += len(path.segments)
        if self._items > _MOST_ITEMS or self._segments > _MOST_SEGMENTS:
            raise self._too_much(node)

    def _too_much(self, node: Node) -> KaartgenError:
        return _wrong(
            self._tree.file,
            "Deze tekening is te ingewikkeld: ze heeft te veel vormen of punten.",
            "Vereenvoudig haar, of maak er een afbeelding van.",
            node.line,
        )


# Frames inside a drawing are only groups: nothing asks for their size.
_SIZE: Final = Size(0.0, 0.0)


def _shown(style: Style) -> bool:
    return style.get("display", "inline") != "none"


def _area(onto: Transform) -> float:
    return onto.a * onto.d - onto.b * onto.c


def _wrong(file: FilePath, message: str, hint: str, line: int | None = None) -> KaartgenError:
    return KaartgenError([Problem(message, ExitCode.AUTHOR, Place(file, line), hint)])
