"""What running text is made of: titles, paragraphs, lists and labels, as blocks to flow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.frame import Cmyk
from kaartgen.geometry import Rect
from kaartgen.layout.style import Style
from kaartgen.products.flow import Block, Paint, text_rows
from kaartgen.products.notes import style
from kaartgen.products.sketch import Sketch


class Manuscript(Struct, frozen=True):
    """A measure to write for, and its styles, a step smaller where the page is `small`.

    `ruler` measures and knows the colours; it is never shown.
    """

    ruler: Sketch
    width: float
    small: bool = False

    def body(self) -> Style:
        """Return the style of running text."""
        size = (10.5, 14.6) if self.small else (11.5, 16.4)
        return style(*size, bold=700, hyphenate=True)

    def strong(self) -> Style:
        """Return the style of labels."""
        size = (10.5, 14.6) if self.small else (11.5, 16.4)
        return style(*size, weight=600, bold=700)

    def head(self) -> Style:
        """Return the style of a chapter's title."""
        size = (17, 21) if self.small else (21, 26)
        return style(*size, font="display", weight=700, optical=True)

    def subhead(self) -> Style:
        """Return the style of a section's title."""
        size = (12.5, 16.5) if self.small else (14, 19)
        return style(*size, font="display", weight=700, optical=True)

    def fine(self) -> Style:
        """Return the style of the notes to the cards."""
        size = (9.5, 12.8) if self.small else (10, 13.8)
        return style(*size, bold=700, hyphenate=True)

    def at_right(self, words: str) -> Paint:
        """Return what paints a few words at the right of the measure."""
        look = self.strong()

        def paint(page: Sketch, x: float, y: float) -> None:
            block = page.block(words, look, 0, 0, 40)
            page.items.extend(page.block(words, look, x + self.width - block.width, y, 40).items)

        return paint

    def chapter(self, title: str, *, new_page: bool = False) -> Block:
        """Return the title of a chapter."""
        colour = self.ruler.colour("kind")
        rows = text_rows(self.ruler, title, self.head(), self.width, colour)
        return Block(rows, 9, keep=True, whole=True, bookmark=(0, title), new_page=new_page)

    def section(self, title: str, kind: str = "instructie") -> Block:
        """Return the title of a section, in the colour of a kind."""
        rows = text_rows(
            self.ruler, title, self.subhead(), self.width, self.ruler.colour("kind", kind)
        )
        return Block(rows, 7.5, keep=True, whole=True)

    def paragraph(self, words: str, before: float = 2.6) -> Block:
        """Return a paragraph."""
        return Block(text_rows(self.ruler, words, self.body(), self.width), before)

    def bullets(self, items: Sequence[str], kind: str = "instructie") -> Iterator[Block]:
        """Yield the points of a list."""
        colour = self.ruler.colour("kind", kind)

        def dot(page: Sketch, x: float, y: float) -> None:
            page.fill(Rect(x + 0.2, y + 0.35, 2, 2), colour, 1)

        # A single point before or after the turn of a page looks forgotten.
        kept = {0, len(items) - 2} if len(items) > 1 else set()
        for number, item in enumerate(items):
            rows = text_rows(self.ruler, item, self.body(), self.width, indent=5.4, first=dot)
            yield Block(rows, 2.2, keep=number in kept)

    def labelled(self, label: str, words: str, colour: Cmyk) -> Block:
        """Return a text under a label, which stays with it."""
        head = text_rows(self.ruler, label, self.strong(), self.width, colour)
        rows = text_rows(self.ruler, words, self.body(), self.width)
        return Block([*(replace(row, keep=True) for row in head), *rows], 2.8)

    def beside(self, words: str) -> Paint:
        """Return what paints a few words at the left of an indented text."""
        look = self.strong()
        colour = self.ruler.colour("kind")

        def paint(page: Sketch, x: float, y: float) -> None:
            page.text(words, look, x, y, 27, colour)

        return paint
