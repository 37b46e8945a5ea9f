"""An SVG file in; a frame of fills and strokes in inks, and what of it cannot be carried over, out.

Paths, shapes, groups, `use`, clips, style sheets and embedded pictures come over as they are. What
a press cannot do with four inks (see-through colours, gradients) becomes the nearest flat thing,
and what has no place on paper is left out; both are told with their line.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Final

from msgspec import Struct

from kaartgen.frame import Frame, Item, Picture, Placed, rectangle
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout.picture import PROFILE
from kaartgen.layout.svg.budget import Budget, wrong
from kaartgen.layout.svg.clips import Clips
from kaartgen.layout.svg.css import Cascade, Style
from kaartgen.layout.svg.embedded import NoPictureError, embedded, picture_in_pattern
from kaartgen.layout.svg.measure import (
    PX_PER_MM,
    fitted,
    has_unit,
    length,
    transform,
    view_box,
    within_reach,
)
from kaartgen.layout.svg.paint import Paints, opacity
from kaartgen.layout.svg.pen import GROUP, UNSEEN_ALPHA, Pen
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
_DEEPEST: Final = 150


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
        raise wrong(
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
        self._paints = Paints(tree, self._cascade, press, told)
        self._budget = Budget(tree.file)
        self._pen = Pen(self._paints, told)
        self._clips = Clips(tree, self._cascade, self._paints, self._budget, told)
        self._through: list[Node] = []

    def root(self, onto: Transform, view: Rect) -> tuple[Item, ...]:
        root = self._tree.root
        style = self._cascade.style(root, {})
        if not _shown(style):
            return ()
        self._events(root)
        self._effects(style, root)
        return tuple(self._children(root, style, onto, view, opacity(style.get("opacity"))))

    def _children(
        self, node: Node, style: Style, onto: Transform, view: Rect, alpha: float
    ) -> Iterator[Item]:
        for child in node.nodes:
            # What only one program understands stands there beside what all do.
            if node.name == "switch" and child.get("requiredExtensions"):
                continue
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
            raise self._budget.exceeded(node)
        style = self._cascade.style(node, parent)
        if not _shown(style):
            return
        self._events(node)
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
        if seen < 1 and seen > UNSEEN_ALPHA:
            self._pen.see_through(seen, node)
        shown = alpha * seen
        if shown <= UNSEEN_ALPHA:
            return
        self._through.append(node)
        items = self._painted(node, style, here, view, shown)
        clip = self._clips.of(node, style, here, view)
        if clip is None:
            yield from items
        elif clip.segments:
            inside = tuple(items)
            if inside:
                yield Placed(Frame(GROUP, inside, ()), Transform(), shape=clip)
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
        self._budget.spend(node, path)
        if not within_reach(path.moved(onto).box):
            self._tell("een vorm ligt eindeloos ver weg en is weggelaten", node)
            return
        found = picture_in_pattern(style.get("fill", ""), self._tree)
        if found is not None:
            image, within = found
            box = path.box
            over = Transform(box.width, 0.0, 0.0, box.height, box.x, box.y)
            inside = tuple(self._image(image, within.then(over).then(onto), view, alpha))
            if inside:
                yield Placed(Frame(GROUP, inside, ()), Transform(), shape=path.moved(onto))
            style = {**style, "fill": "none"}
        yield from self._pen.painted(path, style, onto, view, alpha, node)

    def _events(self, node: Node) -> None:
        for name in node.attrib:
            if name.startswith("on"):
                self._tell(f"een script (‘{name}’) wordt niet uitgevoerd", node)

    def _effects(self, style: Style, node: Node) -> None:
        if style.get("filter", "none") != "none":
            self._tell("een filter (schaduw, vervaging) is weggelaten", node)
        if style.get("mix-blend-mode", "normal") != "normal":
            mode = style["mix-blend-mode"]
            self._tell(f"mengen van kleuren (‘{mode}’) is weggelaten", node)

    def _use(
        self, node: Node, style: Style, onto: Transform, view: Rect, alpha: float
    ) -> Iterator[Item]:
        self._budget.use(node)
        target = self._tree.target(node.href)
        if target is None:
            if node.href.startswith("#"):
                self._tell(f"‘{node.href}’ staat niet in de tekening", node)
            else:
                self._tell(f"‘{node.href}’ ligt buiten de tekening en wordt niet opgehaald", node)
            return
        if target in self._through:
            raise wrong(
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
            yield Placed(Frame(GROUP, items, ()), Transform(), shape=clip)

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
        picture = Placed(Frame(GROUP, (Picture(where, raster, title.strip()),), ()), onto)
        self._budget.spend(node)
        if not within_reach(onto.rect(where)):
            self._tell("een afbeelding ligt eindeloos ver weg en is weggelaten", node)
        elif Rect(x, y, width, height).contains(where, 1e-3):
            yield picture
        else:
            yield Placed(
                Frame(GROUP, (picture,), ()), Transform(), shape=rectangle(into).moved(onto)
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

    def _scripts(self, node: Node) -> None:
        for inside in node.iter():
            if isinstance(inside, Node) and inside.name == "script":
                self._tell(_ACTIVE["script"], inside)


def _shown(style: Style) -> bool:
    return style.get("display", "inline") != "none"
