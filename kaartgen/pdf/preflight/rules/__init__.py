"""All rules, in the order in which they are told."""

from __future__ import annotations

from typing import Final

from kaartgen.pdf.preflight.rule import Rule
from kaartgen.pdf.preflight.rules import carried, inks, letters, pages, pdfx

RULES: Final[tuple[Rule, ...]] = (
    *pages.RULES,
    *letters.RULES,
    *inks.RULES,
    *pdfx.RULES,
    *carried.RULES,
)
