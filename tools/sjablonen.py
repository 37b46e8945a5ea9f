"""The models of templates in; the reference part of `docs/sjablonen.md` and its pictures out.

Each element has an example in `tools/sjablonen/voorbeelden.yaml`; its picture is what kaartgen
makes of that very text. A picture knows which frame it shows, so that a stale one can be told
without comparing pixels, which differ between machines.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal, Union, get_args, get_origin

import yaml
from PIL import Image, ImageDraw, ImageOps, PngImagePlugin
from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo
from schema import _reader  # the tool beside this one

from kaartgen.cli.app import run
from kaartgen.content.field_names import known_fields
from kaartgen.content.kind_file import KindFile, OwnField
from kaartgen.content.kinds import KINDS
from kaartgen.content.load import load
from kaartgen.frame import Frame, written_out
from kaartgen.geometry import Size
from kaartgen.layout.box import Box
from kaartgen.layout.elements import Element, FittedBox, Marker, Short
from kaartgen.layout.look import load_look
from kaartgen.layout.measure import FORMATS, Gap, Length
from kaartgen.layout.style import FLOORS, Style
from kaartgen.layout.template import FaceFile, Template
from kaartgen.layout.typeset import typeset
from kaartgen.pdf.document import Document, Page
from kaartgen.pdf.draw import drawn
from kaartgen.pdf.raster import png
from kaartgen.workspace import Workspace

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "sjablonen.md"
PICTURES: Final = ROOT / "docs" / "beelden" / "sjablonen"
STEPS: Final = ROOT / "docs" / "beelden" / "zelf-maken"
_EXAMPLES: Final = Path(__file__).parent / "sjablonen" / "voorbeelden.yaml"
_BEGIN: Final = "<!-- Van hier gemaakt door tools/sjablonen.py; verander het daar. -->"
_END: Final = "<!-- Tot hier gemaakt door tools/sjablonen.py. -->"
_WIDTH: Final = 100
_PPI: Final = 110
MOST_BYTES: Final = 15_000

_TEMPLATE: Final = """\
format: [100, {height}]
bleed: 0
corner: 0
styles:
  title: {{font: display, weight: 700, sizes: [14/17], colour: kind, balance: ja, hyphenate: nee}}
  body: {{font: text, sizes: [11/14.5], floor: body}}
  label: {{font: text, weight: 700, sizes: [10/13], colour: kind}}
  small: {{font: text, sizes: [9/11]}}
front:
  regions:
{regions}
back:
  shared: ja
  regions:
    vlak: {{fill: kind}}
"""
_DECK: Final = {
    "deck.yaml": """\
titel: Het gesprek
datum: 2026-11-24
url: https://example.org/deck
sjablonen: voorbeeld
categorieen: {vertrouwen: {naam: Vertrouwen, icoon: handshake}}
""",
    "situaties.yaml": """\
- titel: De lege stoel
  categorie: vertrouwen
  rol: Je bent wijkverpleegkundige
  verhaal: >-
    Voor de derde keer doet hij niet open. Door het raam zie je hem zitten. Hij ziet jou ook.
  kantelpunt: Je hebt nog tien minuten, en een sleutel.
  vraag: Wat doe jij, en waarom?
  spanning: Binnengaan of wachten?
  perspectieven: [{naam: Hij, zin: Laat me.}, {naam: Zijn dochter, zin: Ga toch naar binnen.}]
  vragen: [Wat zou hij willen dat je doet?, Wie bel je het eerst?]
  waarden: [moed, rust]
""",
    "waarden.yaml": """\
- {woord: Moed, lens: DOET, uitleg: Dat je gaat.}
- {woord: Rust, lens: VOELT, uitleg: Dat je wacht.}
""",
    "leeg.yaml": """\
- titel: Jouw vraag
  voor_type: vraag
  regels: 2
  kopjes: [{label: Jouw vraag}, {label: Aan wie, regels: 3}]
""",
}
_DRAWING: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 48">
  <circle cx="60" cy="13" r="8" fill="#e8b04a"/>
  <path d="M0 48 L26 12 L40 32 L50 20 L80 48 Z" fill="#2f5d62"/>
  <path d="M26 12 L34 23 L27 26 L20 20 Z" fill="#ffffff"/>
</svg>
"""


def examples() -> dict[str, dict[str, Any]]:
    """Return the examples by the key of their element."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(_EXAMPLES.read_text("utf-8"))
    return found


def elements() -> dict[str, type[Box]]:
    """Return the models of all elements by their key, in the order of the union."""
    return {one.__name__.removesuffix("Element").casefold(): one for one in get_args(Element)}


def frame(key: str) -> Frame:
    """Return the face that an example makes."""
    example = examples()[key]
    kind = example.get("kind", "situatie")
    regions = "\n".join(f"    {line}" for line in example["regions"].rstrip().split("\n"))
    text = _TEMPLATE.format(height=example["height"], regions=regions)
    with tempfile.TemporaryDirectory() as folder:
        rooms = Path(folder) / "kaarten"
        family = rooms / "sjablonen" / "voorbeeld"
        family.mkdir(parents=True)
        plain = _TEMPLATE.format(height=20, regions="    vlak: {fill: white, h: 4}")
        for name in ("situatie", "waarde", "leeg", "leeg-tarot"):
            mine = name.startswith(kind)
            (family / f"{name}.yaml").write_text(text if mine else plain, "utf-8")
        (family / "berg.svg").write_text(_DRAWING, "utf-8")
        deck_folder = rooms / "voorbeeld"
        deck_folder.mkdir()
        for name, written in _DECK.items():
            (deck_folder / name).write_text(written, "utf-8")
        if "afbeelding" in example["regions"]:
            with (deck_folder / "situaties.yaml").open("a", encoding="utf-8") as stream:
                stream.write("  afbeelding: {bestand: beeld.png, alt: Een stoel bij een raam}\n")
            _chair().save(deck_folder / "beeld.png")
        workspace = Workspace(Path(folder))
        deck = load(workspace, "voorbeeld")
        ready = typeset(deck, load_look(workspace, deck), deck.of_kind(kind))
        return ready.cards[0].faces.front


def _chair() -> Image.Image:
    """Draw a chair by a window, wide enough for its place at 300 pixels an inch."""
    picture = Image.new("RGB", (720, 480), "#dfe7e4")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((430, 60, 640, 300), fill="#f4d58d", outline="#33524f", width=14)
    draw.line((535, 60, 535, 300), fill="#33524f", width=10)
    draw.rectangle((110, 250, 300, 300), fill="#8a3b1e")
    draw.rectangle((110, 90, 150, 440), fill="#8a3b1e")
    draw.rectangle((265, 300, 300, 440), fill="#8a3b1e")
    return picture


def digest(shown: Frame) -> str:
    """Return what tells a frame from another."""
    text = "\n".join(line.rstrip() for line in written_out(shown))
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def picture(shown: Frame) -> bytes:
    """Return a face as a small picture with a thin edge, which knows what it shows."""
    page = Page(shown)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    document = Document((page,), "voorbeeld", "kaartgen", "", "", moment)
    image = Image.open(io.BytesIO(png(drawn(document), ppi=_PPI)))
    edged = ImageOps.expand(image.convert("RGB"), 1, "#c8c8c8")
    small = edged.quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    info = PngImagePlugin.PngInfo()
    info.add_text("kaartgen", digest(shown))
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True, pnginfo=info)
    return out.getvalue()


# --- The tutorial ---------------------------------------------------------------------------------

_FILE: Final = re.compile(r"`(kaarten/[^`]+)`[^`]{0,20}:\n\n```\w*\n(.*?)\n```", re.DOTALL)


def tutorial(text: str) -> dict[str, str]:
    """Return the files that the page has its reader write, by their path."""
    return {path: content + "\n" for path, content in _FILE.findall(text)}


def follow(text: str, folder: Path, until: str = "") -> None:
    """Write what the page's tutorial has its reader write, in a folder with its new deck.

    Up to, and not with, the file `until`; of deck.yaml only the lines that are told to change.
    """
    for path, content in tutorial(text).items():
        if path == until:
            return
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.name == "deck.yaml":
            keys = [line.partition(":")[0] for line in content.splitlines()]
            kept = [
                line
                for line in file.read_text("utf-8").splitlines()
                if line.partition(":")[0] not in keys
            ]
            content = "\n".join(kept) + "\n" + content  # noqa: PLW2901
        if "/sjablonen/" in path:
            (file.parent / "familie.yaml").write_text("extends: kleurvlak\n", "utf-8")
        file.write_text(content, "utf-8")


def tutorial_picture(text: str, until: str) -> bytes:
    """Return what the proof shows when the tutorial has been followed up to a file."""
    back = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        try:
            run(["nieuw", "brug-gesprek", "--titel", "Over de brug", "--stil"])
            follow(text, Path(name), until)
            if run(["proef", "brug-gesprek", "--soort", "D", "--stil"]):
                raise SystemExit("the tutorial does not work")
            (made,) = Path(name, "output").glob("*.png")
            image = Image.open(made).convert("RGB")
        finally:
            os.chdir(back)
    small = image.quantize(48, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    info = PngImagePlugin.PngInfo()
    info.add_text("kaartgen", tutorial_digest(text))
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True, pnginfo=info)
    return out.getvalue()


def tutorial_digest(text: str) -> str:
    """Return what tells one version of the tutorial's files from another."""
    return hashlib.blake2b(repr(tutorial(text)).encode(), digest_size=12).hexdigest()


STAGES: Final = {
    "dilemma-algemeen": "kaarten/huisstijlen/brug.svg",
    "dilemma-brug": "",
}


# --- The reference in words ---------------------------------------------------------------------


def _kind_of(info: FieldInfo) -> str:
    """Return in Dutch what may stand in a field."""
    for mark in info.metadata:
        if isinstance(mark, BeforeValidator) and mark.func is _reader(Length):
            return "maat"
        if isinstance(mark, BeforeValidator) and mark.func is _reader(Gap):
            return "maat of maat..maat"
    return _annotated(info.annotation)


def _annotated(annotation: Any) -> str:
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in inside)
    if origin in (Union, type(int | str)):
        found = [_annotated(one) for one in inside if one is not type(None)]
        return " of ".join(dict.fromkeys(found))
    if origin is dict:
        return "delen, elk met een naam"
    if origin is tuple:
        return "lijst"
    if hasattr(annotation, "__metadata__"):
        return _kind_of(FieldInfo.from_annotation(annotation))
    if annotation is FaceFile:
        return "een kant"
    if annotation is Size:
        return "formaat"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"zie [{annotation.__name__.casefold()}](#{annotation.__name__.casefold()})"
    return _WORDS.get(annotation, "tekst")


_WORDS: Final[Mapping[object, str]] = {
    int: "getal",
    float: "getal",
    bool: "ja of nee",
    str: "tekst",
}


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "**verplicht**"
    value = info.get_default(call_default_factory=True)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float | int):
        return f"{value:g}"
    if isinstance(value, str):
        return f"`{value}`" if value else ""
    if isinstance(value, tuple) and value and all(isinstance(one, float) for one in value):
        return ", ".join(f"{one:g}" for one in value) if any(value) else "0"
    return ""


def _table(model: type[BaseModel], *, without: type[BaseModel] | None = None) -> Iterator[str]:
    model.model_rebuild()  # fields that name a later class are only known afterwards
    known = set(without.model_fields) if without else set()
    yield "| sleutel | wat erin komt | anders | betekenis |"
    yield "|---|---|---|---|"
    for name, info in model.model_fields.items():
        if name in known or info.exclude or name in ("name", "format_name"):
            continue
        about = (info.description or "").replace("|", "\\|")
        yield f"| `{name}` | {_kind_of(info)} | {_default(info)} | {about} |"


def reference() -> Iterator[str]:
    """Yield the lines of the reference."""
    yield "## Naslag"
    yield ""
    yield "### Een sjabloon"
    yield ""
    yield from _table(Template)
    yield "| `extends` | tekst | | Het sjabloon waar dit op voortbouwt. |"
    yield "| `variants` | delen | | Per formaat wat daarin anders is. |"
    yield ""
    sizes = (f"`{name}` {size.width:g} × {size.height:g}" for name, size in FORMATS.items())
    yield f"Formaten met een naam, in millimeters: {', '.join(sizes)}."
    yield ""
    yield "Een kant (`front`, `back`) heeft `regions`, en kan `shared: ja` zeggen: dan hebben alle "
    yield "kaarten van de soort dezelfde achterkant."
    yield ""
    yield "### Stijlen"
    yield ""
    yield from _table(Style)
    yield ""
    floors = ", ".join(f"`{name}` {least:g} punt" for name, least in FLOORS.items())
    yield f"Kleiner dan zijn `floor` wordt een tekst op papier nooit: {floors}."
    yield ""
    yield "### Voor elk element"
    yield ""
    yield from _table(Box)
    yield ""
    yield "Geef in elke richting hooguit twee maten: `x` en `w`, `x` en `right`, of `w` en "
    yield "`right`. Zonder maten is een vak zo groot als de kaart. In een stapel tellen alleen "
    yield "`x`, `w`, `right`, `h` en `gap`; `turn` en `z` zijn voor een gebied zelf."
    yield ""
    for key, model in elements().items():
        yield from _element(key, model)
    for model, about in (
        (Marker, "Een teken voor een tekst: een icoon, een lens, een tekst of een streep."),
        (Short, "Kortere regels, om naast een tekst iets vrij te laten."),
    ):
        yield f"### {model.__name__.casefold()}"
        yield ""
        yield about
        yield ""
        yield from _table(model)
        yield ""
    yield "### Een soort van jezelf"
    yield ""
    yield "Een bestand in `kaarten/soorten/`; de bestandsnaam is de naam van de soort."
    yield ""
    yield from _table(KindFile)
    yield ""
    yield "Een veld is `naam: soort`, of `naam:` met deze sleutels:"
    yield ""
    yield from _table(OwnField)
    yield ""
    yield from _fields()


def _element(key: str, model: type[Box]) -> Iterator[str]:
    example = examples()[key]
    yield f"### {key}"
    yield ""
    yield " ".join(example["about"].split())
    yield ""
    yield f"![Voorbeeld van {key}](beelden/sjablonen/{key}.png)"
    yield ""
    yield "```yaml"
    yield from example["regions"].rstrip().split("\n")
    yield "```"
    yield ""
    yield from _table(model, without=Box)
    yield ""
    if issubclass(model, FittedBox):
        yield "Een vak dat met `cover` de rand van de kaart raakt, loopt door in de afloop."
        yield ""


def _fields() -> Iterator[str]:
    yield "### Velden"
    yield ""
    yield "Wat een sjabloon tussen accolades kan noemen. Een lijst noem je met `list`; wat "
    yield "erachter staat, is er voor elk ding in die lijst, of met een punt: `{categorie.naam}`."
    yield ""
    yield "| soort | velden |"
    yield "|---|---|"
    shared = {
        name: inside
        for name, inside in known_fields(KINDS[0]).items()
        if all(name in known_fields(kind) for kind in KINDS)
    }
    yield f"| elke soort | {_named(shared)} |"
    for kind in KINDS:
        own = {name: at for name, at in known_fields(kind).items() if name not in shared}
        yield f"| {kind.name} | {_named(own)} |"
    yield (
        "| een soort van jezelf | haar eigen velden, en `kaarttitel`, `velden_voor` en "
        "`velden_achter` (kop, tekst, nr) |"
    )
    yield ""


def _named(fields: Mapping[str, tuple[str, ...]]) -> str:
    return ", ".join(
        f"`{name}`" + (f" ({', '.join(inside)})" if inside else "")
        for name, inside in fields.items()
    )


def page(text: str) -> str:
    """Return the page with the reference made anew."""
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    lines = "\n".join(line.rstrip() for line in reference()).rstrip()
    return f"{before}{_BEGIN}\n\n{lines}\n\n{_END}{after}"


def stale() -> list[str]:
    """Return what is not as the models say: the page, or pictures old, large or too many."""
    found = [] if PAGE.read_text("utf-8") == page(PAGE.read_text("utf-8")) else [PAGE.name]
    for key in elements():
        file = PICTURES / f"{key}.png"
        if not file.is_file() or file.stat().st_size > MOST_BYTES:
            found.append(file.name)
            continue
        with Image.open(file) as image:
            if image.info.get("kaartgen") != digest(frame(key)):
                found.append(file.name)
    for name in STAGES:
        file = STEPS / f"{name}.png"
        if not file.is_file():
            found.append(file.name)
            continue
        with Image.open(file) as image:
            if image.info.get("kaartgen") != tutorial_digest(PAGE.read_text("utf-8")):
                found.append(file.name)
    found += [one.name for one in PICTURES.glob("*.png") if one.stem not in elements()]
    return found


def main(arguments: list[str]) -> int:
    """Make the page and its pictures, or say what is stale."""
    if "--check" in arguments:
        old = stale()
        for name in old:
            print(f"stale: {name}")
        if old:
            print("run: python tools/sjablonen.py")
        return 1 if old else 0
    PICTURES.mkdir(parents=True, exist_ok=True)
    for key in elements():
        shown = frame(key)
        content = picture(shown)
        (PICTURES / f"{key}.png").write_bytes(content)
        print(f"{key}: {len(content)} bytes")
    text = page(PAGE.read_text("utf-8"))
    PAGE.write_text(text, "utf-8")
    STEPS.mkdir(parents=True, exist_ok=True)
    for name, until in STAGES.items():
        content = tutorial_picture(text, until)
        (STEPS / f"{name}.png").write_bytes(content)
        print(f"{name}: {len(content)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
