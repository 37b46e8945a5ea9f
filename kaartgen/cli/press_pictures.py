"""A request for a shop that takes pictures in; every side as a picture, written and told about."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from kaartgen.cli import output
from kaartgen.cli.build import findings_of, sizes_in_words
from kaartgen.cli.dutch import count
from kaartgen.cli.places import open_file, target_base
from kaartgen.cli.press import Press, look_for
from kaartgen.cli.press_order import order_files
from kaartgen.cli.report import Progress, Voice
from kaartgen.errors import ExitCode
from kaartgen.pdf.pictures import as_seen, encoded, inked
from kaartgen.products.sides import Sides, build_sides

if TYPE_CHECKING:
    from kaartgen.cli.build import Chosen, DeckRequest
    from kaartgen.cli.differing import Differing


def make_pictures(
    request: DeckRequest, press: Press, chosen: Chosen, differing: Differing | None, voice: Voice
) -> ExitCode:
    """Make a picture of every side, in a folder of their own, and tell about them."""
    shop = press.shop
    assert shop is not None  # only a shop wants pictures
    total = len(chosen.deck.cards) + 2 * len(chosen.cards)
    with Progress(voice, "Plaatjes maken", total) as progress:
        look = look_for(chosen, press)
        sides = build_sides(chosen.deck, look, chosen.cards, shop, progress.advance)
        folder = _folder(request, chosen)
        files: dict[Path, bytes] = {}
        rgb = shop.colour == "rgb"
        pictures = inked(request.dated(sides.document), sides.pixels)
        for name, picture in zip(sides.names, pictures, strict=True):
            seen = as_seen(picture, press.profile) if rgb else picture
            profile = None if rgb else press.profile
            files[folder / f"{name}.{shop.file}"] = encoded(seen, shop.file, shop.ppi, profile)
            progress.advance(1)
        pictures_made = count(len(files), "plaatje", "plaatjes")
        made = {
            name: [file for file, own in zip(files, sides.formats, strict=True) if own == name]
            for name in dict.fromkeys(sides.formats)
        }
        beside = folder.with_name(f"{folder.name}-opdracht")
        files |= order_files(request, press, chosen, made, beside)
    if differing:
        differing.write(files)
        differing.tell(voice)
    else:
        output.write_all(files)
    kind = "RGB" if rgb else f"CMYK voor {press.profile.identifier}"
    cards = count(len(chosen.cards), "kaart", "kaarten")
    voice.say(f"Klaar: {cards} voor {shop.title}, {pictures_made} in {kind} ({_pixels(sides)}).")
    voice.say(f"Lettergrootte: {sizes_in_words(sides.sizes)}.")
    voice.files(
        dict.fromkeys(files, 1),
        cards=len(chosen.cards),
        sheets=0,
        findings=[*findings_of(chosen), *_copies(chosen), *sides.findings],
        notes=differing.lines if differing else (),
        more=differing.rows if differing else None,
    )
    if request.show:
        open_file(folder, voice)
    return ExitCode.OK


def _folder(request: DeckRequest, chosen: Chosen) -> Path:
    base = target_base(chosen.workspace)
    # A folder by that name, also where a file was named: there are many pictures.
    path = output.target(base, request.where, request.file_name())
    return path.with_suffix("") if path.suffix.casefold() == ".pdf" else path


def _pixels(sides: Sides) -> str:
    found = dict.fromkeys(sides.pixels)
    return ", ".join(f"{width} × {height} punten" for width, height in found)


def _copies(chosen: Chosen) -> list[str]:
    """Say which pictures are wanted more than once, since each is made once."""
    often = Counter(card.code for card in chosen.cards)
    told = [f"{code} {times} keer" for code, times in often.items() if times > 1]
    if not told:
        return []
    return [f"elke kaart is één plaatje; bestel meer van {', '.join(told)}."]
