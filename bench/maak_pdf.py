"""A number of pages in; a PDF of cards out as another program makes it, front and back in turns.

Usage: python -m bench.maak_pdf FILE PAGES

Poker cards of 63 by 88 mm with 3 mm of bleed: a coloured ground, made up words in two embedded
fonts. The same number of pages always gives the same file.
"""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from random import Random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bench.maak_deck import Texts, vocabulary

MM = 72 / 25.4
TRIM = (63 * MM, 88 * MM)
BLEED = 3 * MM
FONTS = Path(__file__).parents[1] / "fonts" / "source-sans-3"


def write_pages(file: Path, pages: int) -> None:
    """Write the file."""
    random = Random(20261124)
    texts = Texts(random, vocabulary(random, 20_000))
    for name in ("400Regular", "600SemiBold"):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"SourceSans3_{name}.ttf")))
    width, height = TRIM[0] + 2 * BLEED, TRIM[1] + 2 * BLEED
    canvas = Canvas(str(file), pagesize=(width, height), invariant=1, pageCompression=1)
    for number in range(pages):
        canvas.setTrimBox((BLEED, BLEED, width - BLEED, height - BLEED))
        canvas.setBleedBox((0, 0, width, height))
        front = number % 2 == 0
        canvas.setFillColorCMYK(*((0.1, 0.05, 0, 0) if front else (0.8, 0.3, 0, 0.1)))
        canvas.rect(0, 0, width, height, stroke=0, fill=1)
        canvas.setFillColorCMYK(*((0, 0, 0, 1) if front else (0, 0, 0, 0)))
        canvas.setFont("600SemiBold", 13)
        canvas.drawString(BLEED + 14, height - 50, f"{number // 2 + 1}. {texts.phrase(18)}")
        canvas.setFont("400Regular", 8.5)
        lines = textwrap.wrap(texts.story(530 if front else 330), 34)
        for row, line in enumerate(lines):
            canvas.drawString(BLEED + 14, height - 72 - 10.4 * row, line)
        canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]), int(sys.argv[2]))
