"""The pieces of one side in; its regions and styles as a template writes them, and doubts, out."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from msgspec import Struct, field

from kaartgen.geometry import MM_PER_POINT, Rect, Size
from kaartgen.layout.from_drawing.lettering import CAP, Lettering
from kaartgen.layout.from_drawing.looks import NearStyle, near_style
from kaartgen.layout.from_drawing.names import uncounted
from kaartgen.layout.from_drawing.pieces import Piece, Side, on_card
from kaartgen.layout.house_style import HouseStyle
from kaartgen.yamlfile import Value

Region: TypeAlias = dict[str, Value]

# A list of single words stands in two columns.
_WORDS: Final = ("woord",)
# What keeps two texts apart, and a text from the edge where nothing else tells.
_APART: Final = 2.5
_SAFE: Final = 5.0
# A text as wide as this share of the card is one that wants the whole width.
_LEAST_WIDTH: Final = 12.0


class Made(Struct):
    """What the sides of a card became: regions a side, styles of all, and what to tell."""

    styles: dict[str, Value] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    became: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    # The style of the largest text to read, by which a deck's size is told.
    main: tuple[float, str] | None = None


def regions_of(side: Side, made: Made, house: HouseStyle, kind: str) -> dict[str, Region]:
    """Return the regions of one side, in the order of reading; add its styles to `made`."""
    regions: dict[str, Region] = {}
    pieces = sorted(side.pieces, key=lambda piece: (round(piece.box.y), piece.box.x))
    for piece in pieces:
        name = _free(_name(piece), regions)
        regions[name] = _region(piece, name, pieces, side.page.size, made, house, kind)
    made.doubts.extend(side.doubts)
    return regions


def _region(
    piece: Piece,
    name: str,
    pieces: list[Piece],
    size: Size,
    made: Made,
    house: HouseStyle,
    kind: str,
) -> Region:
    meant = piece.field
    where = f"‘{piece.name}’ (regel {piece.line})"
    if meant is not None and meant.kind in ("picture", "icon"):
        box = on_card(piece.box, size)
        if meant.kind == "picture":
            made.became.append(f"{where} is de afbeelding van de kaart")
            return {"picture": meant.name, **_measures(box)}
        made.became.append(f"{where} is een icoon")
        side = min(box.width, box.height)
        return {
            "icon": meant.name,
            "x": _mm(box.x),
            "y": _mm(box.y),
            "w": _mm(side),
            "h": _mm(side),
        }
    reads = meant is not None and (meant.kind == "list" or meant.reads)
    style = _style(piece, name, reads, made, house, kind)
    area, height = _area(piece, pieces, size, style)
    region: Region = {}
    if meant is None:
        assert piece.text is not None  # what has no field was a text
        region["text"] = piece.text.words
        made.became.append(f"{where} is de vaste tekst ‘{_short(piece.text.words)}’")
    elif meant.kind == "list":
        region["list"] = meant.name
        made.became.append(f"{where} is de lijst ‘{meant.name}’")
    else:
        region["text"] = f"{{{meant.name}}}"
        made.became.append(f"{where} is het veld ‘{meant.name}’")
    style_name = _style_name(name, made, style)
    if meant is not None and meant.kind == "list":
        region |= _measures(area, height=height)
        if meant.parts == _WORDS:
            region["columns"] = "2"
        region["between"] = "2.5" if meant.parts == _WORDS else "2.5..4"
        each: dict[str, Value] = {}
        for part in meant.parts:
            # The first of several is what the others are about: a name, a heading.
            shown = f"**{{{part}}}**" if len(meant.parts) > 1 and not each else f"{{{part}}}"
            text: Region = {"text": shown, "style": style_name}
            each[part] = {**text, "gap": "2"} if each else text
        region["each"] = each
        return region
    region["style"] = style_name
    if (
        area.x < _SAFE - 0.1
        or area.right > size.width - _SAFE + 0.1
        or (area.y < _SAFE - 0.1 or area.y + style.cap_mm > size.height - _SAFE + 0.1)
    ):
        made.doubts.append(f"‘{name}’ staat dichter dan {_SAFE:g} mm bij de snijlijn")
    region |= _measures(area, height=height)
    if piece.text is not None and piece.text.turn in (90, 180, 270):
        region["turn"] = str(piece.text.turn)
    elif piece.text is not None and piece.text.turn > 2 and piece.text.turn < 358:
        made.doubts.append(f"{where} staat {piece.text.turn}° gedraaid; de tekst staat nu recht")
    if (reads and made.main is None) or (
        reads and made.main is not None and area.width * (height or 1) > made.main[0]
    ):
        made.main = (area.width * (height or 1), style_name)
    return region


def _style(
    piece: Piece, name: str, reads: bool, made: Made, house: HouseStyle, kind: str
) -> NearStyle:
    ink = house.colours["ink"]
    look = (
        piece.text.lettering if piece.text else Lettering("", 400, False, 12.0, None, ink, "left")
    )
    drawn = piece.text is not None and not piece.guessed
    found = near_style(name, look, house, kind, reads=reads, drawn=drawn)
    made.doubts.extend(found.doubts)
    if piece.guessed:
        made.doubts.append(
            f"‘{piece.name}’ (regel {piece.line}) staat in contouren: lettertype en grootte "
            f"({found.sizes[0].partition('/')[0]} pt) zijn geraden"
        )
    elif piece.text is None:
        made.doubts.append(
            f"‘{piece.name}’ (regel {piece.line}) is alleen een vak: de letter is 12 pt geworden"
        )
    return found


def _style_name(name: str, made: Made, style: NearStyle) -> str:
    """Return the name of a style like this one, which is added if there is none."""
    value: dict[str, Value] = {**style.values, "sizes": list(style.sizes)}
    for known, other in made.styles.items():
        if other == value:
            return known
    free = _free(name, made.styles)
    made.styles[free] = value
    return free


def _area(
    piece: Piece, pieces: list[Piece], size: Size, style: NearStyle
) -> tuple[Rect, float | None]:
    """Return where a text may run, and how high that is; None for a text that cannot grow."""
    box, text = on_card(piece.box, size), piece.text
    if text is None or text.frame is not None:
        return box, box.height
    if text.turn > 2 and text.turn < 358:
        # Turned text is mostly short: as much room as it takes, and some more.
        roomy = Rect(
            box.x - box.width * 0.2, box.y - box.height * 0.2, box.width * 1.4, box.height * 1.4
        )
        turned = on_card(roomy, size)
        return turned, turned.height
    side = max(box.x, _SAFE)
    if piece.around is not None:
        pad = max(box.x - piece.around.x, 1.0)
        left, right = box.x, piece.around.right - pad
        foot = piece.around.bottom - max(min(box.y - piece.around.y, pad), 1.0)
    else:
        left, right, foot = box.x, size.width - side, size.height - _SAFE
    if text.lettering.align == "right":
        left, right = (piece.around.x + 1.0 if piece.around else _SAFE), box.right
    elif text.lettering.align == "centre":
        half = min(box.x + box.width / 2, size.width - box.x - box.width / 2) - _SAFE
        middle = box.x + box.width / 2
        left, right = middle - half, middle + half
    # On one line with something else, a text ends where that begins.
    for other in pieces:
        level = other.box.y < box.bottom - 0.5 and other.box.bottom > box.y + 0.5
        if other is piece or not level:
            continue
        if other.box.x >= box.right - 0.5:
            right = min(right, other.box.x - _APART)
        elif other.box.right <= box.x + 0.5 and text.lettering.align == "right":
            left = max(left, other.box.right + _APART)
    right = max(right, left + _LEAST_WIDTH)
    for other in pieces:
        over = other.box.x < right and other.box.right > left
        if other is not piece and over and other.box.y >= box.bottom:
            foot = min(foot, other.box.y - _APART)
    top = box.y + (piece.text.lettering.size_pt * CAP * MM_PER_POINT if piece.text else 0.0)
    top = max(0.0, top - style.cap_mm)
    grows = piece.field is not None
    height = max(foot - top, style.cap_mm * 1.05) if grows else None
    return Rect(left, top, right - left, height or box.height), height


def _measures(box: Rect, *, height: float | None = -1.0) -> Region:
    found: Region = {"x": _mm(box.x), "y": _mm(box.y), "w": _mm(box.width)}
    if height is not None:
        found["h"] = _mm(box.height if height < 0 else height)
    return found


def _mm(value: float) -> str:
    return f"{round(value, 1):g}"


def _name(piece: Piece) -> str:
    """Return a name for a region: of what it holds, else of its layer or its words."""
    if piece.field is not None:
        words = piece.field.name.strip("{}").replace(".", "-")
    else:
        words = uncounted(piece.name)
        if re.fullmatch(r"(text|tekst|laag|layer|tspan|path)?[-_ ]?\d*", words.casefold()):
            words = piece.text.words if piece.text else "vak"
    plain = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:24].strip("-")
    return plain or "tekst"


def _free(name: str, taken: dict[str, Region] | dict[str, Value]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _short(words: str) -> str:
    return words if len(words) <= 30 else words[:29] + "…"
