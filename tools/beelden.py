"""The shipped deck in; the pictures of README and manual (`docs/beelden/`) out."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from kaartgen.content.load import load
from kaartgen.imposition.paper import load_paper
from kaartgen.imposition.plan import Edge, Flip
from kaartgen.layout.typeset import TypesetCard, TypesetDeck, load_look, typeset
from kaartgen.pdf.draw import drawn
from kaartgen.pdf.raster import png
from kaartgen.products.cards import HomeJob, build_home
from kaartgen.products.proof import contact_sheets
from kaartgen.products.selection import Selection, chosen
from kaartgen.workspace import found_from

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "beelden"
TABLE = (214, 214, 208)
SHOWN = {"kaarten-a6": ("S12", "B01", "F01", "I01"), "kaarten-tarot": ("V05", "P01", "W04", "R01")}


def main() -> None:
    """Write every picture."""
    workspace = found_from(ROOT)
    deck = load(workspace, "jeugdzorg")
    look = load_look(workspace, deck)
    TARGET.mkdir(parents=True, exist_ok=True)
    ready = typeset(deck, look, deck.cards)
    for name, codes in SHOWN.items():
        pictures = [
            Image.open(io.BytesIO(png(drawn(document), ppi=88)))
            for code in codes
            for document in contact_sheets(
                deck, TypesetDeck(_only(ready, code), ready.sizes), guides=False
            ).values()
        ]
        _grid(pictures, 2 if name == "kaarten-a6" else 4).save(TARGET / f"{name}.png")
    for kind, guides in (("situatie", True),):
        cards = tuple(card for card in ready.cards if card.card.code == "S12")
        sheet = contact_sheets(deck, TypesetDeck(cards, ready.sizes), guides=guides)[kind]
        (TARGET / "hulplijnen.png").write_bytes(png(drawn(sheet), ppi=100))
    job = HomeJob(load_paper(workspace, "A4"), Flip.LONG_EDGE, Edge.RIM)
    document = build_home(deck, look, chosen(deck, Selection()), job).documents[""]
    pdf = pypdfium2.PdfDocument(drawn(document))
    for name, pages in {"uitleg": (0,), "vel-a6": (2, 3), "vel-tarot": (14, 15)}.items():
        sheets = [_framed(pdf[page].render(scale=62 / 72).to_pil()) for page in pages]
        _grid(sheets, len(sheets)).save(TARGET / f"{name}.png")


def _only(ready: TypesetDeck, code: str) -> tuple[TypesetCard, ...]:
    return tuple(card for card in ready.cards if card.card.code == code)


def _framed(page: Image.Image) -> Image.Image:
    ImageDraw.Draw(page).rectangle((0, 0, page.width - 1, page.height - 1), outline=(150, 150, 145))
    return page


def _grid(pictures: list[Image.Image], columns: int) -> Image.Image:
    width = max(picture.width for picture in pictures)
    height = max(picture.height for picture in pictures)
    rows = -(-len(pictures) // columns)
    whole = Image.new("RGB", (columns * (width + 8) + 8, rows * (height + 8) + 8), TABLE)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, columns)
        whole.paste(picture, (8 + column * (width + 8), 8 + row * (height + 8)))
    return whole.quantize(128)


if __name__ == "__main__":
    main()
