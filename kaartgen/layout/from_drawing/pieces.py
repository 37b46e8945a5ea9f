"""One side of a card as drawn in; its pieces (fields, fixed texts) and what stays artwork, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field

from kaartgen.frame import BLACK, Cmyk
from kaartgen.geometry import POINTS_PER_MM, Rect, Size, Transform
from kaartgen.layout.from_drawing.lettering import DrawnText, Lettering, drawn_text, texts_in
from kaartgen.layout.from_drawing.names import Field, Naming, names_of
from kaartgen.layout.from_drawing.page import DrawnPage
from kaartgen.layout.picture import PROFILE
from kaartgen.layout.svg.css import Cascade, Style, Tell
from kaartgen.layout.svg.measure import length, transform
from kaartgen.layout.svg.paint import Paints
from kaartgen.layout.svg.shapes import SHAPES, ShapeError, outline
from kaartgen.layout.svg.tree import Node, Tree

_GROUPS: Final = frozenset({"g", "a", "svg", "switch"})
# A box that says where something comes has four corners, perhaps round ones; letters have more.
_BOX_SEGMENTS: Final = 12
# From the top of an ascender to the foot of a descender, in ems, of letters turned into outlines.
_OUTLINE_EM: Final = 0.95


class Piece(Struct, frozen=True):
    """Something that becomes a region: a field, or a fixed text (`field` None).

    `box` is where it was drawn, in millimetres from the cut. `text` says how it is set; None where
    only a box or an outline was drawn. `around` is the panel that it stands on, if there is one.
    """

    name: str
    line: int
    field: Field | None
    box: Rect
    text: DrawnText | None = None
    around: Rect | None = None
    # Letters that were turned into outlines: how they are set can only be guessed.
    guessed: bool = False


class Side(Struct):
    """What one side of a card was taken apart into."""

    page: DrawnPage
    pieces: list[Piece] = field(default_factory=list)
    # What is a region now, and so no artwork.
    taken: list[Node] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def taken_apart(
    tree: Tree, root: Node, page: DrawnPage, naming: Naming, skipped: Node | None = None
) -> Side:
    """Return the pieces of the side that is drawn in `root`; `skipped` is the other side."""
    side = Side(page)
    quiet: Tell = lambda _, __: None  # noqa: E731 (what does not come over is told by the drawing)
    cascade = Cascade(tree, quiet)
    paints = Paints(tree, cascade, PROFILE, quiet)
    walk = _Walk(tree, cascade, paints, naming, side, skipped)
    onto, style = _above(tree, root, cascade, page.onto)
    if root is tree.root:
        walk.inside(root, style, onto)
    else:
        walk.node(root, style, onto, named=False)
    return side


def _above(
    tree: Tree, root: Node, cascade: Cascade, onto: Transform
) -> tuple[Transform, dict[str, str]]:
    """Return the map and the style of what a group stands in."""
    path: list[Node] = []

    def find(node: Node) -> bool:
        if node is root:
            return True
        for child in node.nodes:
            if find(child):
                path.append(node)
                return True
        return False

    find(tree.root)
    style = cascade.style(tree.root, {})
    for node in reversed(path[:-1]):
        style = cascade.style(node, style)
        onto = (transform(node.get("transform")) or Transform()).then(onto)
    return onto, style


class _Walk(Struct):
    tree: Tree
    cascade: Cascade
    paints: Paints
    naming: Naming
    side: Side
    skipped: Node | None

    def inside(self, node: Node, style: Style, onto: Transform) -> None:
        for child in node.nodes:
            self.node(child, style, onto)

    def node(self, node: Node, parent: Style, onto: Transform, *, named: bool = True) -> None:
        if node is self.skipped or node.name not in _GROUPS | SHAPES | {"text", "use", "image"}:
            return
        style = self.cascade.style(node, parent)
        if style.get("display") == "none":
            return
        field_of = self.naming.field(node) if named else None
        if field_of is not None:
            self.field(node, field_of, parent, onto)
            return
        if named and (meant := self.naming.meant(node)) and not self._holds_fields(node):
            self.side.doubts.append(
                f"de laag ‘{meant[0]}’ (regel {node.line}) lijkt op het veld ‘{meant[1]}’, maar "
                "heet anders; zij is gewoon getekend"
            )
        if node.name == "text":
            self.text(node, parent, onto)
        elif node.name in _GROUPS:
            here = (transform(node.get("transform")) or Transform()).then(onto)
            self.inside(node, style, here)

    def _holds_fields(self, node: Node) -> bool:
        """Say whether a layer is a folder of layers with names of their own."""
        inside = (child for child in node.iter() if isinstance(child, Node) and child is not node)
        return any(self.naming.field(child) is not None for child in inside)

    def text(self, node: Node, parent: Style, onto: Transform) -> None:
        found = drawn_text(node, self.tree, self.cascade, self.paints, parent, onto)
        if found is None:
            return
        name = next(iter(names_of(node)), "") or "tekst"
        self.side.taken.append(node)
        self.side.pieces.append(
            Piece(name, node.line, self.naming.in_text(found.words), found.box, found)
        )

    def field(self, node: Node, meant: Field, parent: Style, onto: Transform) -> None:
        name = next(iter(names_of(node)))
        texts = list(self._texts(node, parent, onto))
        boxes = list(self._boxes(node, parent, onto))
        if meant.kind in ("picture", "icon") or not texts:
            everything = [box for _, box, _, _ in boxes] + [text.box for _, text in texts]
            if not everything:
                self.side.doubts.append(
                    f"de laag ‘{name}’ (regel {node.line}) is leeg en is overgeslagen"
                )
                return
            self.side.taken.append(node)
            box = _around(everything)
            letters = sum(segments for _, _, segments, _ in boxes)
            if meant.kind in ("picture", "icon") or letters <= _BOX_SEGMENTS * len(boxes):
                self.side.pieces.append(Piece(name, node.line, meant, box))
            else:
                colour = next((colour for _, _, _, colour in boxes if colour), BLACK)
                guess = _guess(box, colour)
                self.side.pieces.append(Piece(name, node.line, meant, box, guess, guessed=True))
            return
        first = texts[0][1]
        whole = _around([text.box for _, text in texts])
        panels = [box for _, box, _, _ in boxes if box.grown(0.5).contains(first.box)]
        typed = first.frame
        self.side.taken.extend(one for one, _ in texts)
        around = min(panels, key=lambda box: box.width * box.height) if panels else None
        self.side.pieces.append(Piece(name, node.line, meant, typed or whole, first, around))

    def _texts(
        self, node: Node, parent: Style, onto: Transform
    ) -> Iterator[tuple[Node, DrawnText]]:
        """Yield the texts in an element with a name."""
        if node.name == "text":
            found = drawn_text(node, self.tree, self.cascade, self.paints, parent, onto)
            if found is not None:
                yield node, found
        elif node.name in _GROUPS and next(texts_in(node), None) is not None:
            style = self.cascade.style(node, parent)
            here = (transform(node.get("transform")) or Transform()).then(onto)
            for child in node.nodes:
                yield from self._texts(child, style, here)

    def _boxes(
        self, node: Node, parent: Style, onto: Transform
    ) -> Iterator[tuple[Node, Rect, int, Cmyk | None]]:
        """Yield the shapes in an element with a name: each with its box, segments and colour."""
        style = self.cascade.style(node, parent)
        here = (transform(node.get("transform")) or Transform()).then(onto)
        if node.name in SHAPES:
            try:
                path = outline(node, self.side.page.view)
            except ShapeError:
                return
            if path is not None:
                paint = self.paints.of("fill", style, node)
                yield (
                    node,
                    path.moved(here).box,
                    len(path.segments),
                    paint.colour if paint else None,
                )
        elif node.name in ("image", "use"):
            x, y = length(node.get("x")), length(node.get("y"))
            width, height = length(node.get("width")), length(node.get("height"))
            if width > 0 and height > 0:
                yield node, here.rect(Rect(x, y, width, height)), 4, None
        elif node.name in _GROUPS:
            for child in node.nodes:
                yield from self._boxes(child, style, here)


def _guess(box: Rect, colour: Cmyk) -> DrawnText:
    """Return how letters that are outlines may have been set: on one line, as high as they are."""
    size = min(max(box.height / _OUTLINE_EM * POINTS_PER_MM, 11.0), 24.0)
    single = box.height * POINTS_PER_MM <= 30
    size = round(size * 2) / 2 if single else 12.0
    lettering = Lettering("", 700 if size >= 15 else 400, False, size, None, colour, "left")
    return DrawnText("", box, lettering, 1, 0, None)


def _around(boxes: list[Rect]) -> Rect:
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Rect(x, y, right - x, bottom - y)


def on_card(box: Rect, size: Size) -> Rect:
    """Return the part of a box that lies on the card."""
    x, y = max(box.x, 0.0), max(box.y, 0.0)
    right, bottom = min(box.right, size.width), min(box.bottom, size.height)
    return Rect(x, y, max(right - x, 0.0), max(bottom - y, 0.0))
