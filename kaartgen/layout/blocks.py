"""Template elements and a card's fields in; blocks with a height, ready to be painted, out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from msgspec import Struct, field

from kaartgen.content.bind import ORIGINS, PRINTED
from kaartgen.content.bind import Item as Fields
from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.frame import (
    Cmyk,
    Fill,
    Frame,
    GlyphRun,
    Item,
    Path,
    Picture,
    Placed,
    Raster,
    Stroke,
    line,
    rectangle,
)
from kaartgen.geometry import MM_PER_POINT, Rect, Size, Transform
from kaartgen.layout import motif
from kaartgen.layout.house_style import HouseStyle, unknown_icon
from kaartgen.layout.icons import icon
from kaartgen.layout.paragraph import Setter, SetText
from kaartgen.layout.picture import LEAST_PPI
from kaartgen.layout.template import (
    Box,
    Element,
    FillElement,
    IconElement,
    LinesElement,
    ListElement,
    MarkElement,
    Marker,
    MotifElement,
    PictureElement,
    RuleElement,
    StackElement,
    Style,
    Template,
    TextElement,
    TypeSize,
)
from kaartgen.nearest import did_you_mean
from kaartgen.yamlfile import Location

_FIELD = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)*)\}")
# A bar beside text reaches from the ascenders to the descenders.
_BAR_BEYOND: Final = 0.95
# Writing lines: half a point of 60 % black, the label a little above its line.
_WRITING_PT: Final = 0.5
_LABEL_ABOVE: Final = 1.7


class Misfit(Struct, frozen=True):
    """Something that cannot be set: the field it comes from, and what to say of it."""

    origin: Location
    message: str
    hint: str
    code: ExitCode = ExitCode.DOES_NOT_FIT
    # What was told already where it arose, with its own place.
    problem: Problem | None = None


class Ink(Struct):
    """What has been painted so far, under and over."""

    ground: list[Item] = field(default_factory=list)
    figure: list[Item] = field(default_factory=list)


class Block(Protocol):
    """Something with a height that can be painted with its top left corner at (x, y)."""

    @property
    def height(self) -> float:
        """The height in millimetres."""

    def paint(self, x: float, y: float, ink: Ink) -> None:
        """Add the block's items."""


class Setting(Struct, frozen=True):
    """All that stays the same while one face is set."""

    template: Template
    house: HouseStyle
    kind: str
    setter: Setter
    steps: Mapping[str, int]
    scale: float
    tight: bool
    picture: Callable[[str, Location], Raster]
    # What another size might mend, what none can, and what is only worth a word.
    misfits: list[Misfit]
    faults: list[Misfit]
    notes: list[str]

    def size_of(self, name: str, style: Style) -> TypeSize:
        """Return the size that a style has at the ladder's present step."""
        sizes = style.steps(self.scale)
        return sizes[min(self.steps.get(style.ladder or name, 0), len(sizes) - 1)]

    def colour(self, name: str, fields: Fields) -> Cmyk:
        """Return a colour by name, the name itself perhaps a field."""
        text = substituted(name, fields)
        found = self.house.colour(text or "", self.kind)
        if found is None:
            raise self._unknown(f"De kleur ‘{text}’ bestaat niet.", text, self.house.colour_names())
        return found

    def icon_path(self, name: str, fields: Fields) -> Path | None:
        """Return an icon's outline; None where the field that names it is empty."""
        text = substituted(name, fields)
        if text is None:
            return None
        if text in self.house.kinds:
            text = self.house.kinds[text].icon
        elif text == "kind":
            text = self.house.kinds[self.kind].icon
        path = icon(text)
        if path is None:
            raise KaartgenError([unknown_icon(text, None)])
        return path

    def _unknown(self, message: str, name: str | None, known: list[str]) -> KaartgenError:
        where = f"Sjabloon ‘{self.template.name}’: {message}"
        return KaartgenError(
            [Problem(where, ExitCode.AUTHOR, hint=did_you_mean(name or "", known))]
        )


def substituted(text: str, fields: Fields) -> str | None:
    """Return `text` with its fields filled in; None if one of them is not filled."""
    if "{" not in text:
        return text
    parts: list[str] = []
    at = 0
    for match in _FIELD.finditer(text):
        value = _value(match[1], fields)
        if not isinstance(value, str):
            return None
        parts += [text[at : match.start()], value]
        at = match.end()
    parts.append(text[at:])
    return "".join(parts)


def _value(path: str, fields: Fields) -> object:
    value: object = fields
    for name in path.split("."):
        if not isinstance(value, Fields):
            return None
        value = value.fields.get(name)
    return value


def _origin(text: str, fields: Fields) -> Location:
    """Return where in the card's file the first field of `text` stands."""
    match = _FIELD.search(text)
    if match is None or fields.origin:
        return fields.origin
    first = match[1].split(".")
    if first[0] in PRINTED:
        return ()
    first[0] = ORIGINS.get(first[0], first[0])
    inner = fields.fields.get(first[0])
    if isinstance(inner, Fields) and inner.origin:
        return inner.origin
    return tuple(first)


def applies(element: Box, fields: Fields) -> bool:
    """Say whether an element's condition holds for these fields."""
    if element.als is None:
        return True
    name = element.als.removeprefix("niet ").strip()
    filled = bool(_value(name, fields))
    return filled is not element.als.startswith("niet ")


def block(element: Element, width: float, fields: Fields, setting: Setting) -> Block | None:
    """Return the element as a block of that width, or None if it has nothing to show."""
    if not applies(element, fields):
        return None
    # By its very type: the model library's isinstance takes longer than making a small block.
    return _MAKERS[type(element)](element, width, fields, setting)


def _rule(element: RuleElement, width: float, fields: Fields, setting: Setting) -> Block:
    return _Rule(width, element.thickness, setting.colour(element.rule, fields))


def _filled(element: FillElement, width: float, fields: Fields, setting: Setting) -> Block:
    size = Size(width, element.h or 0.0)
    return _Filled(size, setting.colour(element.fill, fields), element.radius)


def _icon(element: IconElement, width: float, fields: Fields, setting: Setting) -> Block | None:
    path = setting.icon_path(element.icon, fields)
    side = element.h or min(width, element.w or width)
    return _Outline(path, side, setting.colour(element.colour, fields)) if path else None


def _mark(element: MarkElement, width: float, fields: Fields, setting: Setting) -> Block | None:
    lens = substituted(element.mark, fields)
    side = element.h or min(width, element.w or width)
    colour = setting.colour(element.colour, fields)
    return _Outline(motif.mark(lens, 1.0), side, colour) if lens else None


def _motif(element: MotifElement, width: float, fields: Fields, setting: Setting) -> Block:
    colours = setting.colour(element.colour, fields), setting.colour(element.ground, fields)
    name = setting.house.kinds[setting.kind].motif
    make = motif.ribbon if element.motif == "ribbon" else motif.field
    return _Drawn(make(name, Size(width, element.h or 3.3), 0.0, *colours))


class TextBlock(Struct, frozen=True):
    """Set lines; its top is the first line's cap height and its bottom the last baseline."""

    set_text: SetText
    size: TypeSize
    cap: float
    width: float
    colour: Cmyk
    right_aligned: bool
    indent: float = 0.0
    marker: Callable[[float, float, float, Ink], None] | None = None
    origin: Location = ()

    @property
    def height(self) -> float:
        """From the cap height of the first line to the baseline of the last."""
        return self.cap + max(0, len(self.set_text.lines) - 1) * self.leading

    @property
    def leading(self) -> float:
        """From one baseline to the next."""
        return self.size.leading_pt * MM_PER_POINT

    @property
    def characters(self) -> int:
        """How many characters are set, for telling which text of a face is the long one."""
        return sum(len(piece.text) for row in self.set_text.lines for piece in row.pieces)

    def paint(self, x: float, y: float, ink: Ink) -> None:
        """Add one glyph run for each piece of each line."""
        em = self.size.size_pt * MM_PER_POINT
        left = x + self.indent
        for number, row in enumerate(self.set_text.lines):
            baseline = y + self.cap + number * self.leading
            start = left - row.out_mm(self.size.size_pt)
            if self.right_aligned:
                start = x + self.width - row.width * em
            for piece in row.pieces:
                ink.figure.append(
                    GlyphRun(
                        piece.font.ref,
                        self.size.size_pt,
                        self.colour,
                        start + piece.x * em,
                        baseline,
                        piece.text,
                        piece.kerns,
                    )
                )
        if self.marker:
            first = self.set_text.lines[0].width * em if self.set_text.lines else 0.0
            at = x + self.width - first - self.indent if self.right_aligned else x
            self.marker(at, y, self.height, ink)


def _text(element: TextElement, width: float, fields: Fields, setting: Setting) -> Block | None:
    text = substituted(element.text, fields)
    if not text:
        return None
    style = setting.template.styles[element.style]
    size = setting.size_of(element.style, style)
    em = size.size_pt * MM_PER_POINT
    indent = element.marker.indent if element.marker else 0.0
    measures = [(width - indent) / em]
    if element.short:
        shorter = (width - indent - element.short.by) / em
        measures = measures * (element.short.line - 1) + [shorter]
    set_text = setting.setter.set(text, style, measures, tight=setting.tight)
    if element.lines and len(set_text.lines) > element.lines and not setting.tight:
        set_text = setting.setter.set(text, style, measures, tight=True)
    origin = _origin(element.text, fields)
    _judge(element, set_text, (width - indent) / em, origin, setting)
    cap = setting.setter.main_font(style).cap_height * em
    colour = setting.colour(element.colour or style.colour, fields)
    marker = _marker(element.marker, cap, colour, fields, setting) if element.marker else None
    return TextBlock(
        set_text, size, cap, width, colour, style.align == "right", indent, marker, origin
    )


def _judge(
    element: TextElement, set_text: SetText, measure: float, origin: Location, setting: Setting
) -> None:
    """Note what of a set text does not fit or cannot be set at all."""
    for font, char in set_text.missing:
        setting.faults.append(
            Misfit(
                origin,
                f"het lettertype {font} heeft geen teken ‘{char}’ (U+{ord(char):04X})",
                "Schrijf het anders, of kies in de huisstijl een lettertype dat dit teken heeft.",
                ExitCode.FONT,
            )
        )
    for word in set_text.too_wide:
        setting.misfits.append(
            Misfit(
                origin,
                f"het woord ‘{word}’ is breder dan de regel",
                "Kies een korter woord, of zet in YAML tussen dubbele aanhalingstekens \\u00ad "
                "op de plaats waar het mag worden afgebroken.",
            )
        )
    if element.lines and len(set_text.lines) > element.lines:
        over = len(set_text.lines) - element.lines
        extra = sum(
            len(piece.text) for row in set_text.lines[element.lines :] for piece in row.pieces
        )
        setting.misfits.append(
            Misfit(
                origin,
                f"de tekst bij ‘{_named(origin)}’ is {_lines_over(over)} te lang "
                f"(ongeveer {max(extra, 1)} tekens); er passen {element.lines} regels",
                "Kort de tekst in.",
            )
        )


def _named(origin: Location) -> str:
    if origin[:1] == ("deck",):
        return f"{origin[1]}’ in ‘deck.yaml"
    return " ".join(str(key + 1) if isinstance(key, int) else key for key in origin) or "tekst"


def _lines_over(count: int) -> str:
    return "1 regel" if count == 1 else f"{count} regels"


def _marker(
    marker: Marker, cap: float, colour: Cmyk, fields: Fields, setting: Setting
) -> Callable[[float, float, float, Ink], None] | None:
    own = setting.colour(marker.colour, fields) if marker.colour else colour
    if marker.bar:
        bar = marker.bar

        def paint_bar(x: float, y: float, height: float, ink: Ink) -> None:
            rect = Rect(x, y - _BAR_BEYOND, bar, height + 2 * _BAR_BEYOND)
            ink.figure.append(Fill(rectangle(rect), own))

        return paint_bar
    if marker.text and marker.style:
        style = setting.template.styles[marker.style]
        sign = TextElement.model_construct(
            text=marker.text, style=marker.style, colour=marker.colour
        )
        inner = _text(sign, 100.0, fields, setting)
        if inner is None:
            return None
        inner_cap = setting.setter.main_font(style).cap_height
        drop = cap - inner_cap * setting.size_of(marker.style, style).size_pt * MM_PER_POINT

        def paint_sign(x: float, y: float, _: float, ink: Ink) -> None:
            inner.paint(x, y + drop, ink)

        return paint_sign
    path = setting.icon_path(marker.icon, fields) if marker.icon else None
    if marker.mark:
        lens = substituted(marker.mark, fields)
        path = motif.mark(lens, 1.0) if lens else None
    if path is None:
        return None
    outline = _Outline(path, marker.size, own)

    def paint(x: float, y: float, _: float, ink: Ink) -> None:
        outline.paint(x, y + cap / 2 - marker.size / 2, ink)

    return paint


class _Outline(Struct, frozen=True):
    """An icon or mark drawn in a square."""

    path: Path
    height: float
    colour: Cmyk

    def paint(self, x: float, y: float, ink: Ink) -> None:
        place = Transform.scale(self.height).then(Transform.move(x, y))
        ink.figure.append(Fill(self.path.moved(place), self.colour))


class _Rule(Struct, frozen=True):
    width: float
    thickness_pt: float
    colour: Cmyk
    height: float = 0.0

    def paint(self, x: float, y: float, ink: Ink) -> None:
        ink.ground.append(Stroke(line(x, y, x + self.width, y), self.colour, self.thickness_pt))


class _Filled(Struct, frozen=True):
    size: Size
    colour: Cmyk
    radius: float

    @property
    def height(self) -> float:
        return self.size.height

    def paint(self, x: float, y: float, ink: Ink) -> None:
        rect = Rect(x, y, self.size.width, self.size.height)
        ink.ground.append(Fill(rectangle(rect, self.radius), self.colour))


class _Drawn(Struct, frozen=True):
    frame: Frame

    @property
    def height(self) -> float:
        return self.frame.size.height

    def paint(self, x: float, y: float, ink: Ink) -> None:
        ink.ground.append(Placed(self.frame, Transform.move(x, y), Rect.of(self.frame.size)))


class _PictureBlock(Struct, frozen=True):
    raster: Raster
    size: Size
    offset: float
    alt: str

    @property
    def height(self) -> float:
        return self.size.height

    def paint(self, x: float, y: float, ink: Ink) -> None:
        rect = Rect(x + self.offset, y, self.size.width, self.size.height)
        ink.ground.append(Picture(rect, self.raster, self.alt))


def _picture(
    element: PictureElement, width: float, fields: Fields, setting: Setting
) -> Block | None:
    found = fields.fields.get(element.picture)
    if not isinstance(found, Fields):
        return None
    try:
        raster = setting.picture(str(found.fields["bestand"]), found.origin)
    except KaartgenError as error:
        setting.faults.extend(
            Misfit(found.origin, problem.message, problem.hint or "", problem.code, problem)
            for problem in error.problems
        )
        return None
    height = element.h or width * 0.6
    factor = min(width / raster.width, height / raster.height)
    size = Size(raster.width * factor, raster.height * factor)
    ppi = raster.width / (size.width * setting.scale / 25.4)
    if ppi < LEAST_PPI:
        setting.notes.append(
            f"de afbeelding ‘{found.fields['bestand']}’ is grof: {ppi:.0f} beeldpunten per inch, "
            f"{LEAST_PPI} is het minste."
        )
    return _PictureBlock(raster, size, (width - size.width) / 2, str(found.fields["alt"]))


class StackBlock(Struct):
    """Blocks one under the other, each with its least and greatest gap above it."""

    parts: list[tuple[Block, float, tuple[float, float]]]

    @property
    def height(self) -> float:
        """The least height."""
        return sum(part.height + gap[0] for part, _, gap in self.parts)

    def paint(self, x: float, y: float, ink: Ink) -> None:
        """Paint the parts with their least gaps."""
        self.paint_within(x, y, self.height, ink)

    def paint_within(self, x: float, y: float, height: float, ink: Ink) -> None:
        """Paint the parts, the gaps grown to share what `height` leaves."""
        room = sum(gap[1] - gap[0] for _, _, gap in self.parts)
        share = min(1.0, max(0.0, (height - self.height) / room)) if room > 0 else 0.0
        for part, inset, gap in self.parts:
            y += gap[0] + (gap[1] - gap[0]) * share
            part.paint(x + inset, y, ink)
            y += part.height

    def texts(self) -> list[TextBlock]:
        """Return every text in the stack."""
        found: list[TextBlock] = []
        for part, _, _ in self.parts:
            if isinstance(part, TextBlock):
                found.append(part)
            elif isinstance(part, StackBlock):
                found.extend(part.texts())
            elif isinstance(part, _Columns):
                found.extend(text for cell in part.cells for text in cell.texts())
        return found


def stack(
    element: StackElement, width: float, fields: Fields, setting: Setting
) -> StackBlock | None:
    """Return the element's parts as one block; None if none of them has anything to show."""
    return _stacked(element.stack, width, fields, setting)


def _stacked(
    elements: Mapping[str, Element], width: float, fields: Fields, setting: Setting
) -> StackBlock | None:
    parts: list[tuple[Block, float, tuple[float, float]]] = []
    for element in elements.values():
        rect = element.rect(Size(width, 0.0))
        part = block(element, rect.width, fields, setting)
        if part is not None:
            parts.append((part, rect.x, element.gap if parts else (0.0, 0.0)))
    return StackBlock(parts) if parts else None


class _Columns(Struct, frozen=True):
    """Cells in rows, each row as high as its highest cell."""

    cells: list[StackBlock]
    columns: int
    width: float
    between: float

    @property
    def height(self) -> float:
        rows = self._rows()
        return sum(self._row_height(row) for row in rows) + self.between * (len(rows) - 1)

    def paint(self, x: float, y: float, ink: Ink) -> None:
        for row in self._rows():
            for number, cell in enumerate(row):
                cell.paint(x + number * self.width / self.columns, y, ink)
            y += self._row_height(row) + self.between

    def _rows(self) -> list[list[StackBlock]]:
        return [
            self.cells[at : at + self.columns] for at in range(0, len(self.cells), self.columns)
        ]

    @staticmethod
    def _row_height(row: list[StackBlock]) -> float:
        return max(cell.height for cell in row)


def _list(element: ListElement, width: float, fields: Fields, setting: Setting) -> Block | None:
    items = _value(element.list, fields)
    if not isinstance(items, tuple):
        return None
    if element.max:
        items = items[: element.max]
    cell_width = width / element.columns
    cells: list[StackBlock] = []
    for item in items:
        inside = Fields({**fields.fields, **item.fields}, item.origin)
        cell = _stacked(element.each, cell_width, inside, setting)
        if cell is not None:
            cells.append(cell)
    if not cells:
        return None
    if element.columns > 1:
        return _Columns(cells, element.columns, width, element.between[0])
    parts: list[tuple[Block, float, tuple[float, float]]] = [
        (cell, 0.0, element.between if number else (0.0, 0.0)) for number, cell in enumerate(cells)
    ]
    return StackBlock(parts)


class _WritingLines(Struct, frozen=True):
    labels: list[tuple[int, TextBlock]]
    count: int
    pitch: float
    width: float
    short: float
    colour: Cmyk

    @property
    def height(self) -> float:
        return self.count * self.pitch

    def paint(self, x: float, y: float, ink: Ink) -> None:
        for number in range(1, self.count + 1):
            right = x + self.width - (self.short if number == self.count else 0.0)
            at = y + number * self.pitch
            ink.figure.append(Stroke(line(x, at, right, at), self.colour, _WRITING_PT))
        for number, label in self.labels:
            label.paint(x, y + (number + 1) * self.pitch - _LABEL_ABOVE - label.height, ink)


def _lines(element: LinesElement, width: float, fields: Fields, setting: Setting) -> Block | None:
    items = _value(element.lines, fields)
    if not isinstance(items, tuple):
        return None
    labels: list[tuple[int, TextBlock]] = []
    count = 0
    for item in items:
        text = TextElement.model_construct(text="{label}", style=element.style, lines=1)
        label = _text(text, width, Fields(item.fields, item.origin), setting)
        if isinstance(label, TextBlock):
            labels.append((count, label))
        count += int(str(item.fields["regels"]))
    colour = setting.colour("line", fields)
    return _WritingLines(labels, count, element.pitch, width, element.short, colour)


_MAKERS: Final[Mapping[type[Element], Callable[..., Block | None]]] = {
    TextElement: _text,
    StackElement: stack,
    ListElement: _list,
    LinesElement: _lines,
    RuleElement: _rule,
    FillElement: _filled,
    IconElement: _icon,
    MarkElement: _mark,
    PictureElement: _picture,
    MotifElement: _motif,
}


def overflow(found: Block, height: float, setting: Setting) -> Misfit | None:
    """Return by how much a block is too high for its place, blaming its longest text."""
    over = found.height - height
    if over <= 1e-6:
        return None
    texts = found.texts() if isinstance(found, StackBlock) else []
    if isinstance(found, TextBlock):
        texts = [found]
    # A printed label is not what an author can shorten.
    texts = [text for text in texts if text.origin]
    if isinstance(found, _WritingLines):
        rows = math.ceil(over / found.pitch)
        return Misfit(
            ("kopjes",),
            f"er staan {found.count} schrijfregels; er passen er {found.count - rows}",
            "Geef de kopjes minder regels.",
        )
    if not texts:
        message = f"de inhoud is {over:.1f} mm te hoog".replace(".", ",")
        return Misfit((), message, "Kies een ander formaat, of geef het sjabloon meer ruimte.")
    longest = max(texts, key=lambda text: text.characters)
    count = math.ceil(over / longest.leading - 1e-6)
    rows = max(len(longest.set_text.lines), 1)
    extra = count * round(longest.characters / rows)
    name = _named(longest.origin)
    return Misfit(
        longest.origin,
        f"de tekst loopt {_lines_over(count)} over (ongeveer {extra} tekens), "
        f"ook op de kleinste maat",
        f"Kort ‘{name}’ of een andere tekst op deze kant in.",
    )
