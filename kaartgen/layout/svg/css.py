"""The elements of a drawing in; what style sheets, attributes and parents say of each out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from kaartgen.layout.svg.tree import Node, Tree

Style: TypeAlias = Mapping[str, str]
"""CSS properties by name, as written."""

# What an element takes from its parent (SVG 2, the table of properties).
INHERITED: Final = frozenset(
    {
        "clip-rule",
        "color",
        "fill",
        "fill-opacity",
        "fill-rule",
        "font-family",
        "font-size",
        "font-style",
        "font-weight",
        "letter-spacing",
        "line-height",
        "marker-end",
        "marker-mid",
        "marker-start",
        "paint-order",
        "stroke",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-opacity",
        "stroke-width",
        "text-align",
        "text-anchor",
        "visibility",
    }
)
_OWN: Final = frozenset(
    {
        "clip-path",
        "display",
        "filter",
        "mask",
        "mask-type",
        "mix-blend-mode",
        "opacity",
        "stop-color",
        "stop-opacity",
        "transform",
        "vector-effect",
    }
)
_KNOWN: Final = INHERITED | _OWN
# In an attribute, `transform` is SVG's own and is read as such.
_ATTRIBUTES: Final = _KNOWN - {"transform"}
_DECLARATION: Final = re.compile(r"([a-z-]+)\s*:\s*((?:[^;\"'(]|\"[^\"]*\"|'[^']*'|\([^)]*\))+)")
_IMPORTANT: Final = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)

Tell: TypeAlias = Callable[[str, Node], None]
"""Takes what cannot be carried over, and the element that it stands in."""


class Cascade:
    """Knows the style of every element of a tree."""

    def __init__(self, tree: Tree, tell: Tell) -> None:
        self._rules: dict[Node, list[tuple[str, str, bool]]] = {}
        # An element that is used often says the same each time.
        self._own: dict[Node, dict[str, str]] = {}
        sheets = [node for node in tree.root.iter() if isinstance(node, Node)]
        sheets = [node for node in sheets if node.name == "style" and (node.text or "").strip()]
        if sheets:
            self._rules = dict(_matched(tree, sheets, tell))

    def style(self, node: Node, parent: Style) -> dict[str, str]:
        """Return the properties of an element whose parent has those of `parent`."""
        own = self._own.get(node)
        if own is None:
            own = self._own[node] = self._said(node)
        found = {key: value for key, value in parent.items() if key in INHERITED}
        for key, value in own.items():
            if value == "inherit":
                if key in parent:
                    found[key] = parent[key]
            else:
                found[key] = value
        return found

    def _said(self, node: Node) -> dict[str, str]:
        """Return what is said of an element itself, the weightiest last."""
        own = {key: value.strip() for key, value in node.items() if key in _ATTRIBUTES}
        important: dict[str, str] = {}
        for name, value, matters in (*self._rules.get(node, ()), *declarations(node)):
            if name in _KNOWN:
                (important if matters else own)[name] = value
        return own | important


def declarations(node: Node) -> Iterator[tuple[str, str, bool]]:
    """Yield name, value and importance of each declaration in an element's own `style`."""
    text = node.get("style")
    if not text:
        return
    for match in _DECLARATION.finditer(text):
        value = match[2].strip()
        plain = _IMPORTANT.sub("", value)
        yield match[1], plain, plain != value


def _matched(
    tree: Tree, sheets: list[Node], tell: Tell
) -> Iterator[tuple[Node, list[tuple[str, str, bool]]]]:
    """Yield each element with the declarations of all rules that select it, the weightiest last."""
    import cssselect2  # noqa: PLC0415 (only for drawings with a style sheet)
    import tinycss2  # noqa: PLC0415

    matcher = cssselect2.Matcher()
    for sheet in sheets:
        rules = tinycss2.parse_stylesheet(
            sheet.text or "", skip_comments=True, skip_whitespace=True
        )
        for rule in rules:
            if rule.type == "at-rule":
                name = rule.lower_at_keyword
                # Fonts are of no use without text, and text is told of where it stands.
                if name not in ("font-face", "charset"):
                    tell(f"de stijlregel ‘@{name}’ wordt niet gevolgd", sheet)
                continue
            if rule.type != "qualified-rule":
                continue
            body = [
                (
                    one.lower_name,
                    tinycss2.serialize(one.value).strip(),
                    bool(one.important),
                )
                for one in tinycss2.parse_blocks_contents(rule.content)
                if one.type == "declaration"
            ]
            try:
                for selector in cssselect2.compile_selector_list(rule.prelude):
                    matcher.add_selector(selector, body)
            except cssselect2.SelectorError:
                shown = tinycss2.serialize(rule.prelude).strip()
                tell(f"de stijlregel voor ‘{shown}’ is niet te lezen", sheet)
    for wrapper in cssselect2.ElementWrapper.from_xml_root(tree.root).iter_subtree():
        # Ordered by specificity and place in the file: the weightiest comes last.
        found = [one for *_, body in matcher.match(wrapper) for one in body]
        if found:
            yield wrapper.etree_element, found
