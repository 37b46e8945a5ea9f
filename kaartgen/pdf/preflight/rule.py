"""What a rule is: a name, how bad it is, and a function from what was read to what is wrong."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from kaartgen.pdf.preflight.model import Box, FileFacts, Painted
from kaartgen.pdf.print_shop import PdfX, PrintShop

X4: Final[frozenset[PdfX]] = frozenset(["4"])
# The two that came before transparency: what they ask is much the same.
FLAT: Final[frozenset[PdfX]] = frozenset(["1a", "3"])
ANY_X: Final[frozenset[PdfX]] = X4 | FLAT
NO_X: Final[frozenset[PdfX]] = frozenset()


class Severity(enum.StrEnum):
    """How bad it is: a shop sends it back, it may look bad in print, or it is good to know."""

    ERROR = "fout"
    WARNING = "waarschuwing"
    NOTE = "opmerking"


class Wishes(Struct, frozen=True):
    """What a file is held against: a shop, and the PDF/X that was chosen.

    `sheets` says that the pages are press sheets: marks belong there. `spots` says that inks beside
    the four were asked for.
    """

    shop: PrintShop
    pdfx: PdfX
    sheets: bool = False
    spots: bool = False


class Found(Struct, frozen=True):
    """One thing that is wrong, and where on the page; `severity` only if it is not the rule's."""

    message: str
    boxes: Sequence[Box] = ()
    severity: Severity | None = None


PageLook: TypeAlias = Callable[[Painted, Wishes], Iterable[Found]]
FileLook: TypeAlias = Callable[[FileFacts, Wishes], Iterable[Found]]


class Rule(Struct, frozen=True):
    """One thing to look at; `id` is public: add, never rename.

    `pdfx` says which PDF/X ask it; `general` whether it also counts where none was asked for.
    """

    id: str
    name: str
    severity: Severity
    hint: str
    pdfx: frozenset[PdfX]
    general: bool
    page: PageLook | None = None
    file: FileLook | None = None

    def applies(self, wishes: Wishes) -> bool:
        """Say whether the rule counts for these wishes."""
        return self.general or wishes.pdfx in self.pdfx


def page_rule(
    id: str,
    name: str,
    severity: Severity,
    hint: str,
    *,
    pdfx: frozenset[PdfX] = NO_X,
    general: bool = True,
) -> Callable[[PageLook], Rule]:
    """Make a rule of a function that looks at one page."""
    return lambda look: Rule(id, name, severity, hint, pdfx, general, page=look)


def file_rule(
    id: str,
    name: str,
    severity: Severity,
    hint: str,
    *,
    pdfx: frozenset[PdfX] = NO_X,
    general: bool = True,
) -> Callable[[FileLook], Rule]:
    """Make a rule of a function that looks at the file as a whole."""
    return lambda look: Rule(id, name, severity, hint, pdfx, general, file=look)


def number(value: float, digits: int = 1) -> str:
    """Return a number as it is written in Dutch, without zeros that say nothing."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")
