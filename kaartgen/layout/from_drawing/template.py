"""The files of a drawn card in; the values of a template, its artwork, and what to tell, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from kaartgen.content.kinds import Kind
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.geometry import Rect
from kaartgen.layout.family import candidates
from kaartgen.layout.from_drawing.cleaned import cleaned
from kaartgen.layout.from_drawing.names import Naming, is_face
from kaartgen.layout.from_drawing.page import DrawnPage, drawn_page
from kaartgen.layout.from_drawing.pieces import Side, taken_apart
from kaartgen.layout.from_drawing.regions import Made, Region, regions_of
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.inherit import inherited
from kaartgen.layout.measure import FORMATS
from kaartgen.layout.svg.drawing import drawing_of
from kaartgen.layout.svg.measure import length
from kaartgen.layout.svg.tree import INKSCAPE, Node, Tree, parsed, read_tree
from kaartgen.workspace import Workspace
from kaartgen.yamlfile import Value

FRONT: Final = "voor"
BACK: Final = "achter"
_KEYS: Final = {FRONT: "front", BACK: "back"}
# How deep the layers of the two sides may lie: Figma puts a frame around all.
_DEPTH: Final = 3
_FIELD: Final = re.compile(r"\{([a-z_]+)")


class FromDrawing(Struct):
    """A template made of a drawing.

    `artwork` holds the drawings that lie under it, by the names that the template calls them.
    """

    values: dict[str, Value]
    page: DrawnPage
    artwork: dict[str, bytes] = field(default_factory=dict)
    became: dict[str, list[str]] = field(default_factory=dict)
    # What of the artwork cannot be printed as drawn, what is doubtful, and what is not on the card.
    left_out: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    borrowed: list[str] = field(default_factory=list)


class _Drawn(Struct, frozen=True):
    side: str
    tree: Tree
    root: Node
    skipped: Node | None = None
    view: Rect | None = None


class Wish(Struct, frozen=True):
    """What a drawing is of: a kind of card, which side, and its format if that was said."""

    kind: Kind
    side: str | None = None
    format_name: str | None = None
    bleed: float = 3.0


def template_of(
    files: Sequence[Path], wish: Wish, workspace: Workspace, family: str, house: HouseStyle
) -> FromDrawing:
    """Take apart what was drawn; what was not drawn of the card comes from `family`.

    Raises KaartgenError for a file that is no drawing, or sides that are not of one card.
    """
    sides = _sides(files, wish)
    naming = Naming(wish.kind)
    apart: dict[str, tuple[_Drawn, Side]] = {}
    for drawn in sides:
        page = drawn_page(drawn.tree, wish.format_name, wish.bleed, drawn.view)
        side = taken_apart(drawn.tree, drawn.root, page, naming, drawn.skipped)
        if drawn.view is not None:
            side.pieces = [piece for piece in side.pieces if _lies_on(piece.box, page)]
        apart[drawn.side] = drawn, side
    pages = [side.page for _, side in apart.values()]
    if len({page.format_name for page in pages}) > 1:
        names = " en ".join(page.format_name for page in pages)
        raise _wrong(sides[1].tree, f"De twee kanten zijn niet even groot: {names}.")
    page = pages[0]
    made = Made()
    values: dict[str, Value] = {
        "format": page.format_name,
        "bleed": f"{wish.bleed:g}",
        "safe": "5",
        "corner": "3",
    }
    result = FromDrawing(values, page)
    faces: dict[str, Value] = {}
    variables = _borrowed(apart, faces, made, workspace, family, wish.kind, page, result)
    taken = [node for _, side in apart.values() for node in side.taken]
    for name, (drawn, side) in apart.items():
        made.became = []
        regions = regions_of(side, made, house, wish.kind.name)
        result.became[name] = made.became
        gone = [*taken, *([drawn.skipped] if drawn.skipped is not None else [])]
        ground = _artwork(drawn, side, gone, f"{wish.kind.name}-{name}.svg", result)
        faces[_KEYS[name]] = {"regions": {**ground, **regions}}
    if made.main is not None:
        values["main"] = made.main[1]
    if variables:
        values["variables"] = variables
    values["styles"] = made.styles
    values |= {key: faces[key] for key in ("front", "back")}
    result.doubts = list(dict.fromkeys(made.doubts))
    result.missing = _missing(wish.kind, values)
    return result


def _sides(files: Sequence[Path], wish: Wish) -> list[_Drawn]:
    """Return which side is drawn where."""
    trees = [read_tree(file) for file in files]
    if len(trees) == 1:
        (tree,) = trees
        layers = dict(reversed(list(_face_layers(tree.root, 0))))
        if wish.side is None and layers:
            other = {FRONT: layers.get(BACK), BACK: layers.get(FRONT)}
            return [
                _Drawn(side, tree, tree.root, other[side])
                for side in (FRONT, BACK)
                if side in layers
            ]
        boards = _artboards(tree)
        if wish.side is None and len(boards) == 2:
            return [
                _Drawn(side, tree, tree.root, None, view)
                for side, view in zip((FRONT, BACK), boards, strict=True)
            ]
        return [_Drawn(wish.side or _told(tree.file) or FRONT, tree, tree.root)]
    first, second = trees
    if _told(first.file) == BACK or _told(second.file) == FRONT:
        first, second = second, first
    return [_Drawn(FRONT, first, first.root), _Drawn(BACK, second, second.root)]


def _told(file: Path) -> str | None:
    """Return which side a file says that it is, at the end of its name."""
    words = re.split(r"[\s._-]+", file.stem.casefold())
    known = {"voor": FRONT, "voorkant": FRONT, "front": FRONT}
    known |= {"achter": BACK, "achterkant": BACK, "back": BACK}
    return known.get(words[-1])


def _face_layers(node: Node, depth: int) -> Iterator[tuple[str, Node]]:
    for child in node.nodes:
        if child.name in ("g", "svg") and (side := is_face(child)) is not None:
            yield side, child
        elif child.name in ("g", "svg") and depth < _DEPTH:
            yield from _face_layers(child, depth + 1)


def _artboards(tree: Tree) -> list[Rect]:
    """Return Inkscape's pages, in user units."""
    found: list[Rect] = []
    for node in tree.root.iter(f"{{{INKSCAPE}}}page"):
        parts = [length(node.get(key)) for key in ("x", "y", "width", "height")]
        if parts[2] > 0 and parts[3] > 0:
            found.append(Rect(*parts))
    return found


def _lies_on(box: Rect, page: DrawnPage) -> bool:
    x, y = box.x + box.width / 2, box.y + box.height / 2
    return 0 <= x <= page.size.width and 0 <= y <= page.size.height


def _artwork(
    drawn: _Drawn, side: Side, gone: Sequence[Node], name: str, result: FromDrawing
) -> dict[str, Region]:
    """Return the region of what is left of a drawing, if anything is; keep its file."""
    content = cleaned(drawn.tree, side.page, gone)
    try:
        shown = drawing_of(parsed(content, Path(name)))
    except KaartgenError as error:
        if all(problem.code is ExitCode.AUTHOR for problem in error.problems) and gone:
            result.left_out.extend(problem.message.rstrip(".") for problem in error.problems[1:])
            return {}
        raise
    result.artwork[name] = content
    # The lines are those of the drawing as it was handed in, which is what a designer looks at.
    whole = drawing_of(drawn.tree)
    texts = "zet hem om in contouren"
    result.left_out.extend(
        str(finding)
        for finding in whole.findings
        if texts not in finding.message and finding.message in _messages(shown.findings)
    )
    return {"tekening": {"artwork": name, "fit": "cover"}}


def _messages(findings: Sequence[object]) -> set[str]:
    return {str(getattr(finding, "message", "")) for finding in findings}


def _borrowed(
    apart: Mapping[str, object],
    faces: dict[str, Value],
    made: Made,
    workspace: Workspace,
    family: str,
    kind: Kind,
    page: DrawnPage,
    result: FromDrawing,
) -> dict[str, Value]:
    """Add the side that was not drawn, from a family that has it; return the measures it names."""
    absent = next((side for side in (FRONT, BACK) if side not in apart), None)
    if absent is None:
        return {}
    there = candidates(workspace, family, kind.name)
    document = inherited(workspace, family, kind.name, {}) if there else None
    # A kind of one's own has perhaps no template anywhere.
    value = document.value if document is not None else {}
    assert isinstance(value, dict)  # a template is
    if FORMATS.get(str(value.get("format"))) != page.size:
        faces[_KEYS[absent]] = {"regions": {"ground": {"fill": "kind"}}}
        result.borrowed.append(
            f"De {absent}kant is één vlak in de kleur van de soort: {family} heeft voor "
            f"{kind.name} geen {page.format_name}. Teken haar ook, en geef beide bestanden."
        )
        return {}
    face = value.get(_KEYS[absent])
    faces[_KEYS[absent]] = face
    styles = value.get("styles")
    assert isinstance(styles, dict)  # a template has styles
    made.styles = {name: styles[name] for name in sorted(set(_styles_in(face))) if name in styles}
    result.borrowed.append(
        f"De {absent}kant is die van {family}/{kind.name}; teken haar ook, of verander haar in het "
        "sjabloon."
    )
    variables = value.get("variables")
    return dict(variables) if isinstance(variables, dict) else {}


def _styles_in(value: Value) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inside in value.items():
            if key == "style" and isinstance(inside, str):
                yield inside
            else:
                yield from _styles_in(inside)


def _missing(kind: Kind, values: Mapping[str, Value]) -> list[str]:
    """Return the fields that every card of the kind has and that this template does not show."""
    shown = set(_fields_in(values))
    required = [
        info.alias or name for name, info in kind.model.model_fields.items() if info.is_required()
    ]
    return [name for name in required if name not in shown]


def _fields_in(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inside in value.items():
            if key in ("list", "picture", "lines") and isinstance(inside, str):
                yield inside
            yield from _fields_in(inside)
    elif isinstance(value, str):
        yield from _FIELD.findall(value)


def _wrong(tree: Tree, message: str) -> KaartgenError:
    return KaartgenError(
        [
            Problem(
                message,
                ExitCode.AUTHOR,
                Place(tree.file),
                "Maak beide tekenvellen even groot, en exporteer ze opnieuw.",
            )
        ]
    )
