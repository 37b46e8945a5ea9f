"""The shipped deck in; the pictures of README and manual (`docs/beelden/`) out."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from msgspec.structs import replace
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kaartgen.content.board import load_board
from kaartgen.content.guide import load_guide
from kaartgen.content.load import load
from kaartgen.geometry import Rect
from kaartgen.imposition.paper_file import load_paper
from kaartgen.imposition.plan import Edge, Flip, Wishes
from kaartgen.imposition.ways import Printing, Stack, Way
from kaartgen.layout.house_style import load_house_style
from kaartgen.layout.hyphenation import DUTCH
from kaartgen.layout.large_print import LEAST_PT, large_print
from kaartgen.layout.look import load_look
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.style import FLOORS
from kaartgen.layout.typeset import TypesetDeck, typeset
from kaartgen.pdf.draw import drawn
from kaartgen.pdf.finish import finished
from kaartgen.pdf.foreign import opened
from kaartgen.pdf.mosaic import Rasteriser
from kaartgen.pdf.print_shop_file import load_print_shop
from kaartgen.products.bundel import BundleJob, build_bundle
from kaartgen.products.cards import build_home
from kaartgen.products.cut_proof import cut_proofs
from kaartgen.products.dialoogkaart import BoardJob, build_board
from kaartgen.products.doosje import build_boxes
from kaartgen.products.handreiking import GuideJob, build_guide, clock
from kaartgen.products.home import HomeJob
from kaartgen.products.home_words import HomeWords
from kaartgen.products.inslag import Choice, build_inslag, foreign_cards
from kaartgen.products.kalibratie import build_calibration
from kaartgen.products.proefdruk import in_light_ink
from kaartgen.products.proof import View, contact_sheets
from kaartgen.products.selection import Selection, chosen
from kaartgen.products.sides import trims_at
from kaartgen.workspace import Workspace, found_from

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "beelden"
FONT = ROOT / "fonts" / "bricolage-grotesque" / "BricolageGrotesque_700Bold.ttf"
TEXT_FONT = ROOT / "fonts" / "source-sans-3" / "SourceSans3_400Regular.ttf"
TABLE = (212, 211, 209)
SHOWN = {"kaarten-a6": ("S12", "B01", "F01", "I01"), "kaarten-tarot": ("V05", "P01", "W04", "R01")}


def main() -> None:
    """Write every picture."""
    workspace = found_from(ROOT)
    deck = load(workspace, "jeugdzorg")
    look = load_look(workspace, deck)
    TARGET.mkdir(parents=True, exist_ok=True)
    job = HomeJob(load_paper(workspace, "A4"), Flip.LONG_EDGE, Edge.RIM)
    document = build_home(deck, look, chosen(deck, Selection()), job).documents[""]
    pdf = pypdfium2.PdfDocument(drawn(document))
    for name, pages in {"uitleg": (0,), "vel-a6": (2, 3), "vel-tarot": (18, 19)}.items():
        sheets = [_framed(pdf[page].render(scale=62 / 72).to_pil()) for page in pages]
        _grid(sheets, len(sheets)).save(TARGET / f"{name}.png")

    _proofs(workspace)
    _houses(workspace)
    _beside(workspace)
    _sheets(workspace)
    _ways(workspace)
    _more(workspace)
    _foreign(workspace)


def _proofs(workspace: Workspace) -> None:
    """Write the pictures of cards as `kaartgen proef` shows them."""
    deck = load(workspace, "jeugdzorg")
    look = load_look(workspace, deck)
    ready = typeset(deck, look, deck.cards)
    for name, codes in SHOWN.items():
        pictures = [_contact_sheet(ready, code, View(), 88) for code in codes]
        _grid(pictures, 2 if name == "kaarten-a6" else 4).save(TARGET / f"{name}.png")
    cards = [card for card in deck.cards if card.code == "S12"]
    guided = _contact_sheet(typeset(deck, look, cards, traced=True), "S12", View(guides=True), 132)
    guided.quantize(200).save(TARGET / "hulplijnen.png")
    shop = load_print_shop(workspace, "drukker")
    trims = trims_at(look, cards, shop)
    proofs = cut_proofs(typeset(deck, look, cards), trims, shop, View("voor"), _words())
    ((_, picture),) = Rasteriser(120).pictures(proofs.mosaics)
    Image.open(io.BytesIO(picture)).quantize(200).save(TARGET / "mes.png")


def _houses(workspace: Workspace) -> None:
    """Write the picture of the same cards in every house style that ships."""
    deck = load(workspace, "jeugdzorg")
    columns = []
    for name in ("helder", "aarde", "grens", "toezicht", "sterk"):
        other = replace(deck, file=deck.file.model_copy(update={"huisstijl": name}))
        ready = typeset(other, load_look(workspace, other), other.cards)
        card = _contact_sheet(ready, "S04", View("voor"), 70)
        back = _contact_sheet(ready, "P01", View("achter"), 70)
        column = Image.new("RGB", (card.width, card.height + back.height), TABLE)
        column.paste(card, (0, 0))
        column.paste(back, ((card.width - back.width) // 2, card.height))
        columns.append(column)
    _grid(columns, len(columns)).save(TARGET / "huisstijlen.png")


def _beside(workspace: Workspace) -> None:
    """Write the picture of an author's text with the card that follows it."""
    deck = load(workspace, "jeugdzorg")
    ready = typeset(deck, load_look(workspace, deck), deck.cards)
    card = _contact_sheet(ready, "S07", View("voor"), 110)
    text = (ROOT / "kaarten" / "jeugdzorg" / "situaties.yaml").read_text("utf-8")
    start = text.rindex("\n- ", 0, text.index("titel: Het team is het oneens")) + 1
    lines = text[start:].split("\n\n")[0].splitlines()
    panel = _written(lines, (700, card.height - 52))
    screen = Image.new("RGB", (740 + card.width, card.height), TABLE)
    screen.paste(panel, (26, 26))
    screen.paste(card, (740, 0))
    screen.quantize(96).save(TARGET / "volg.png")


def _written(lines: Sequence[str], size: tuple[int, int]) -> Image.Image:
    """Return lines of YAML as an editor shows them, the names of fields in a colour."""
    # Drawn twice as large, or every letter is moved to a whole pixel.
    page = Image.new("RGB", (2 * size[0], 2 * size[1]), (255, 255, 255))
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(TEXT_FONT), 33)
    for number, line in enumerate(lines[: (size[1] - 30) // 25]):
        x = 36.0 + 18 * (len(line) - len(line.lstrip(" ")))
        y = 30 + 50 * number
        words = line.strip()
        name = words.partition(":")[0] + ":"
        if words.startswith(name) and " " not in name.removeprefix("- "):
            pen.text((x, y), name, (0, 98, 158), font)
            x += font.getlength(name + " ")
            words = words.removeprefix(name).strip()
        pen.text((x, y), words, (35, 35, 35), font)
    return page.resize(size, Image.Resampling.LANCZOS)


def _sheets(workspace: Workspace) -> None:
    """Write the pictures of a sheet that is cut already, half used, and of one with two formats."""
    deck = load(workspace, "jeugdzorg")
    look = load_look(workspace, deck)
    cut, plain = load_paper(workspace, "C32252"), load_paper(workspace, "A4")
    half = HomeJob(cut, Flip.LONG_EDGE, Edge.RIM, explained=False, wishes=Wishes(start=3))
    built = build_home(deck, look, chosen(deck, Selection(only="S01-S06")), half)
    pdf = pypdfium2.PdfDocument(drawn(built.documents[""]))
    sheets = [_framed(pdf[page].render(scale=62 / 72).to_pil()) for page in (0, 1)]
    for sheet in sheets:
        assert cut.precut is not None  # that is what this paper is
        _perforated(sheet, cut.precut.places, 62 / 25.4)
    _grid(sheets, 2).save(TARGET / "voorgesneden.png")
    job = HomeJob(plain, Flip.LONG_EDGE, Edge.RIM, explained=False)
    built = build_home(deck, look, chosen(deck, Selection(only="S01,S02,V01-V03")), job)
    pdf = pypdfium2.PdfDocument(drawn(built.documents[""]))
    mixed = [_framed(pdf[page].render(scale=62 / 72).to_pil()) for page in (0, 1)]
    _grid(mixed, 2).save(TARGET / "gemengd.png")


def _perforated(sheet: Image.Image, slots: Sequence[Rect], ppmm: float) -> None:
    """Draw on a sheet where it is cut already, in dashes: the printer draws nothing there."""
    pen = ImageDraw.Draw(sheet)
    for slot in slots:
        left, top = slot.x * ppmm, slot.y * ppmm
        right, bottom = slot.right * ppmm, slot.bottom * ppmm
        for at in range(0, int(right - left), 9):
            for y in (top, bottom):
                pen.line((left + at, y, left + at + 4, y), (150, 150, 145))
        for at in range(0, int(bottom - top), 9):
            for x in (left, right):
                pen.line((x, top + at, x, top + at + 4), (150, 150, 145))


def _ways(workspace: Workspace) -> None:
    """Write the pictures of the ways to print: what explains them, and a sheet of each."""
    deck = load(workspace, "jeugdzorg")
    look = load_look(workspace, deck)
    a4 = load_paper(workspace, "A4")
    cards = chosen(deck, Selection(core=True))

    def made(printing: Printing, flip: Flip = Flip.LONG_EDGE) -> pypdfium2.PdfDocument:
        job = HomeJob(a4, flip, Edge.RIM, printing=printing)
        return pypdfium2.PdfDocument(drawn(build_home(deck, look, cards, job).documents[""]))

    turned = made(Printing(Way.ONE_SIDE_AT_A_TIME))
    kept = made(Printing(Way.ONE_SIDE_AT_A_TIME, Stack.KEPT), Flip.SHORT_EDGE)
    folded = made(Printing(Way.FOLDED))
    fronts = made(Printing(Way.FRONTS))
    half = len(turned) // 2
    for name, pdf, pages in (
        ("enkelzijdig", turned, (0, half)),
        ("enkelzijdig-vel", turned, (1, half + 1)),
        ("vouw", folded, (0,)),
        ("vouw-vel", folded, (1, len(folded) - 2)),
        ("voorkanten", fronts, (0, 1)),
    ):
        sheets = [_framed(pdf[page].render(scale=62 / 72).to_pil()) for page in pages]
        _grid(sheets, len(sheets)).save(TARGET / f"{name}.png")
    # What a hand does with the stack, cut out of the page that explains it.
    ppmm = 100 / 25.4
    box = tuple(round(at * ppmm) for at in (16, 104, 194, 160))
    for name, pdf in (("stapel-keren", turned), ("stapel-laten", kept)):
        picture = pdf[0].render(scale=100 / 72).to_pil().crop(box)
        picture.quantize(32).save(TARGET / f"{name}.png")


def _more(workspace: Workspace) -> None:
    """Write the pictures of what lies beside the cards."""
    deck = load(workspace, "jeugdzorg")
    look = load_look(workspace, deck)
    board = load_board(workspace, deck)
    a3, a4 = load_paper(workspace, "A3"), load_paper(workspace, "A4")
    nl = DUTCH
    mat = build_board(deck, board, look.house, nl, BoardJob(a3))
    guide = build_guide(deck, board, load_guide(deck), look.house, nl, GuideJob(clock("13:30")))
    bundle = build_bundle(deck, look.house, nl, BundleJob())
    (box, *_) = build_boxes(
        deck, look, chosen(deck, Selection(kinds="V,P,W,R,J")), [a4], nl, per_card=0.25
    )
    large = large_print(look, workspace)
    job = HomeJob(
        a4, Flip.LONG_EDGE, Edge.RIM, enlarged=large.factors, raised=LEAST_PT / FLOORS["body"]
    )
    big = build_home(deck, large.look, chosen(deck, Selection("S12,P01")), job)
    trial = HomeJob(a4, Flip.LONG_EDGE, Edge.RIM, draft=True)
    light = build_home(deck, look, chosen(deck, Selection("V01-V03,P01-P03,W01")), trial)
    sheet = build_calibration(look.house, nl, a4, Flip.LONG_EDGE)
    for name, document, pages, ppi in (
        ("ijkvel", sheet, (0, 1), 72),
        ("proefdruk", in_light_ink(light.documents[""]), (0, 1), 62),
        ("dialoogkaart", mat, (0,), 75),
        ("handreiking", guide, (0, 3), 62),
        ("bundel", bundle, (3, 4), 66),
        ("doosje", box.document, (0,), 66),
        ("grootletter", big.documents[""], (2,), 70),
    ):
        pdf = pypdfium2.PdfDocument(drawn(document))
        sheets = [_framed(pdf[page].render(scale=ppi / 72).to_pil()) for page in pages]
        _grid(sheets, len(sheets)).save(TARGET / f"{name}.png")


def _foreign(workspace: Workspace) -> None:
    """Write the picture of another program's cards on a sheet."""
    with tempfile.TemporaryDirectory() as folder:
        file = opened(_cards_of_another_program(Path(folder) / "kaarten.pdf"))
        cards = foreign_cards(file, None, Choice())
        job = HomeJob(load_paper(workspace, "A4"), Flip.LONG_EDGE, Edge.BLEED)
        house = load_house_style(workspace, "helder")
        built = build_inslag(cards, job, lambda: HomeWords(house, _words()))
        pdf = pypdfium2.PdfDocument(finished(built.made.documents[""], {file.path: file}))
    sheets = [_framed(pdf[page].render(scale=62 / 72).to_pil()) for page in (2, 3)]
    _grid(sheets, len(sheets)).save(TARGET / "inslag.png")


def _cards_of_another_program(path: Path) -> Path:
    """Write nine poker cards with 3 mm of bleed: a word in front, a pattern behind."""
    mm = 72 / 25.4
    words = ("Moed", "Rust", "Zorg", "Spel", "Maat", "Trots", "Hoop", "Ruimte", "Plezier")
    inks = ((0.05, 0.7, 0.75, 0), (0.75, 0.2, 0.4, 0.05), (0.1, 0.3, 0.9, 0.02))
    pdfmetrics.registerFont(TTFont("woord", str(FONT)))
    canvas = Canvas(str(path), pagesize=(69 * mm, 94 * mm), invariant=1)
    for number, word in enumerate(words):
        for front in (True, False):
            canvas.setTrimBox((3 * mm, 3 * mm, 66 * mm, 91 * mm))
            canvas.setFillColorCMYK(*inks[number % 3])
            canvas.rect(0, 0, 69 * mm, 94 * mm, stroke=0, fill=1)
            canvas.setFillColorCMYK(0, 0, 0, 0)
            if front:
                canvas.setFont("woord", 25)
                canvas.drawCentredString(34.5 * mm, 44 * mm, word)
            else:
                for ring in (24, 16, 8):
                    canvas.setFillColorCMYK(*(ink * ring / 32 for ink in inks[number % 3]))
                    canvas.circle(34.5 * mm, 47 * mm, ring * mm, stroke=0, fill=1)
            canvas.showPage()
    canvas.save()
    return path


def _contact_sheet(ready: TypesetDeck, code: str, view: View, ppi: float) -> Image.Image:
    """Return what `kaartgen proef` makes of one card."""
    cards = tuple(card for card in ready.cards if card.card.code == code)
    mosaics = contact_sheets(TypesetDeck(cards, ready.sizes), view, _words())
    ((_, picture),) = Rasteriser(ppi).pictures(mosaics)
    return Image.open(io.BytesIO(picture))


def _words() -> Setter:
    return Setter(load_house_style(Workspace(None), "helder").book, DUTCH)


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
