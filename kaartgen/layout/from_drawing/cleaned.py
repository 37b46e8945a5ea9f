"""A drawing and what of it became regions in; an SVG of what is left, without the rest, out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from xml.etree import ElementTree

from kaartgen.layout.from_drawing.page import DrawnPage
from kaartgen.layout.svg.tree import SVG, XLINK, Node, Tree

# What is never drawn, and what nobody should run.
_LEFT_OUT: Final = frozenset(
    {"script", "foreignObject", "metadata", "animate", "animateTransform", "animateMotion", "set"}
)
_KEPT_SPACES: Final = (f"{{{XLINK}}}href",)


def cleaned(tree: Tree, page: DrawnPage, gone: Collection[Node]) -> bytes:
    """Return the drawing without the elements of `gone`, as large as the card with its bleed.

    What only the program that made it understands is left out too.
    """
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    without = set(map(id, gone))
    root = _copied(tree.root, without)
    view, outer = page.view, page.outer
    for key in ("x", "y", "style", "enable-background"):
        root.attrib.pop(key, None)
    root.set(
        "viewBox", " ".join(f"{part:.6g}" for part in (view.x, view.y, view.width, view.height))
    )
    root.set("width", f"{outer.width:g}mm")
    root.set("height", f"{outer.height:g}mm")
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _copied(node: Node, without: Collection[int]) -> ElementTree.Element:
    copy = ElementTree.Element(f"{{{SVG}}}{node.name}")
    for key, value in node.items():
        own = "{" not in key or key in _KEPT_SPACES
        if own and not key.startswith("on"):
            copy.set(key, value)
    copy.text = node.text
    for child in node.nodes:
        if id(child) in without or not child.name or child.name in _LEFT_OUT:
            continue
        inside = _copied(child, without)
        inside.tail = child.tail
        copy.append(inside)
    return copy
