"""A request for pictures in; contact sheets made, written and told about."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from kaartgen.cli import output
from kaartgen.cli.dutch import count, number
from kaartgen.cli.one_format import in_one_format
from kaartgen.cli.places import here, open_file, target_base
from kaartgen.cli.report import Progress, Voice
from kaartgen.cli.shop_kept import shop_named
from kaartgen.cli.styled import house_suffix, styled_deck
from kaartgen.content.deck import Card, Deck
from kaartgen.errors import usage_error
from kaartgen.layout.house_style import load_house_style
from kaartgen.layout.look import Look, template_name
from kaartgen.layout.memory import Memory
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.typeset import typeset
from kaartgen.pdf.mosaic import Mosaic, Rasteriser
from kaartgen.pdf.print_shop import PrintShop
from kaartgen.products.cut_proof import cut_proofs
from kaartgen.products.looks import look_of
from kaartgen.products.master import filling
from kaartgen.products.proof import View, contact_sheets
from kaartgen.products.selection import Selection, chosen
from kaartgen.products.sides import look_at, trims_at
from kaartgen.workspace import Workspace

# At this a card on a screen is half as large again as on paper, and a deck can be taken in.
PPI: Final = 110
ZOOMS: Final = (0.25, 20.0)
# Viewers and the memory of a small computer still take these: 180 MB of pixels.
MOST_PIXELS: Final = 60_000_000


class ProofRequest(Struct, frozen=True):
    """All that was asked of `kaartgen proef`."""

    name: str
    where: str | None = None
    view: View = field(default_factory=View)
    grey: bool = False
    zoom: float = 1.0
    selection: Selection = field(default_factory=Selection)
    show: bool = False
    house: str | None = None
    # The print shop whose knife is shown, and one size of card for all.
    profile: str | None = None
    one_format: str | None = None

    @property
    def ppi(self) -> float:
        """The pixels to an inch of paper."""
        return PPI * self.zoom

    def file_name(self, part: str) -> str:
        """Return a picture's name; every choice that changes it is in it."""
        shop = f"-{self.profile.casefold()}" if self.profile else ""
        name = f"{self.name}-proef{shop}-{part}{self.selection.suffix.removesuffix('-1x')}"
        name += house_suffix(self.house)
        name += f"-formaat-{self.one_format}" if self.one_format else ""
        name += f"-{self.view.side}" if self.view.side else ""
        name += "" if self.zoom == 1 else f"-zoom-{number(self.zoom).replace(',', '-')}"
        return name + ("-hulplijnen" if self.view.guides else "") + ("-grijs" if self.grey else "")


class Planned(Struct, frozen=True):
    """What the pictures are to be: how many cards are on them, and each by its path."""

    cards: int
    mosaics: Mapping[Path, Mosaic]
    titles: Mapping[Path, str]
    findings: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """Say how many cards there are, on how many pictures."""
        cards = count(self.cards, "kaart", "kaarten")
        alone = len(self.mosaics) == 1
        return f"{cards}, {'één plaatje' if alone else 'een plaatje voor elke soort'}"

    @property
    def tiles(self) -> int:
        """How many sides of cards there are on all pictures together."""
        return sum(len(row.tiles) for mosaic in self.mosaics.values() for row in mosaic.rows)


class Darkroom:
    """Makes the pictures of one request, as often as one likes, and keeps what did not change."""

    def __init__(self, request: ProofRequest, workspace: Workspace) -> None:
        self._request, self._workspace = request, workspace
        self._rasteriser = Rasteriser(request.ppi, grey=request.grey)
        # The look with what was wanted of it; and the one before, if its files are the same.
        self._look: tuple[object, Look] | None = None
        self._earlier: Look | None = None
        self._house_is_read = False
        # The look of a shop, with the look and the shop that it was made of.
        self._shown: tuple[Look, PrintShop, Look] | None = None
        self._memory = Memory()
        # Words beside the cards are in a font that is always there.
        self._setter = Setter(load_house_style(Workspace(None), "helder").book, "nl_NL")

    def planned(self) -> Planned:
        """Set the deck and lay out its pictures; raises KaartgenError with all that is wrong."""
        request = self._request
        deck = styled_deck(self._workspace, request.name, request.house)
        cards = chosen(deck, request.selection)
        if request.one_format is not None:
            deck = in_one_format(deck, cards, request.one_format)
            cards = chosen(deck, request.selection)
        look = self._look_of(deck)
        if request.profile is not None:
            parts, findings = self._cut(deck, look, cards, request.profile)
        else:
            ready = typeset(deck, look, cards, memory=self._memory, traced=request.view.guides)
            parts, findings = contact_sheets(ready, request.view, self._setter), ready.findings
        paths = self._paths(parts)
        mosaics = {paths[part]: mosaic for part, mosaic in parts.items()}
        self._check_size(mosaics)
        plurals = {kind.name: kind.plural for kind in deck.kinds}
        titles = {paths[part]: plurals[part] for part in parts}
        return Planned(len(cards), mosaics, titles, findings)

    def _cut(
        self, deck: Deck, look: Look, cards: Sequence[Card], profile: str
    ) -> tuple[dict[str, Mosaic], tuple[str, ...]]:
        """Lay out what the knife of a shop does to the cards."""
        shop = shop_named(self._workspace, profile)
        if self._shown is None or self._shown[0] is not look or self._shown[1] != shop:
            # Kept, so that its templates are the same ones the next time.
            self._shown = look, shop, look_at(look, shop)
        trims = trims_at(look, cards, shop)
        scales = {
            one.format_name: min(1.0, filling(one.format, trims[one.format_name]).factor)
            for one in map(look.template, cards)
        }
        ready = typeset(deck, self._shown[2], cards, scales=scales, memory=self._memory)
        found = cut_proofs(ready, trims, shop, self._request.view, self._setter)
        return found.mosaics, (*ready.findings, *found.findings)

    def pictures(
        self, planned: Planned, advance: Callable[[int], None] = lambda _: None
    ) -> Iterator[tuple[Path, bytes]]:
        """Yield every picture that is not there or not as it was the time before, with its path."""
        paths = {str(path): path for path in planned.mosaics}
        for name, path in paths.items():
            if not path.exists():
                self._rasteriser.forget(name)
        mosaics = {name: planned.mosaics[path] for name, path in paths.items()}
        for name, picture in self._rasteriser.pictures(mosaics, advance):
            yield paths[name], picture

    def not_written(self, path: Path) -> None:
        """Note that a picture did not reach its place, so that it is made again."""
        self._rasteriser.forget(str(path))

    def forget_templates(self) -> None:
        """Read the templates anew the next time."""
        self._look = None

    def forget_house(self) -> None:
        """Read the house style and the templates anew the next time."""
        self._look = None
        self._house_is_read = False

    def forget_files(self) -> None:
        """Read house style, templates, fonts and all pictures anew the next time."""
        self._look = self._earlier = None
        for name, module in tuple(sys.modules.items()):
            if name.startswith("kaartgen.layout."):
                # What is remembered there of a file is remembered by the file's name.
                for value in tuple(vars(module).values()):
                    clear = getattr(value, "cache_clear", None)
                    if clear is not None:
                        clear()

    def _look_of(self, deck: Deck) -> Look:
        wanted = (
            deck.file.huisstijl,
            deck.file.sjablonen,
            dict(deck.file.formaten),
            {template_name(card) for card in deck.cards},
            {name: category.icoon for name, category in deck.file.categorieen.items()},
        )
        if self._look is None or self._look[0] != wanted:
            earlier = self._earlier
            known = earlier and self._house_is_read and earlier.house.name == deck.file.huisstijl
            look = look_of(self._workspace, deck, earlier.house if earlier and known else None)
            self._earlier = look.over(earlier) if earlier else look
            self._look = wanted, self._earlier
            self._house_is_read = True
        return self._look[1]

    def _paths(self, parts: Iterable[str]) -> dict[str, Path]:
        """Return where each picture goes; of several in one place, all but one by a name."""
        base = target_base(self._workspace)
        found: dict[str, Path] = {}
        for part in parts:
            name = self._request.file_name(part)
            path = output.target(base, self._request.where, name, ".png")
            if path in found.values():
                path = path.with_name(f"{path.stem}-{part}.png")
            found[part] = path
        return found

    def _check_size(self, mosaics: Mapping[Path, Mosaic]) -> None:
        zoom = self._request.zoom
        for mosaic in mosaics.values():
            wide, high = mosaic.pixels(self._request.ppi)
            if wide * high > MOST_PIXELS:
                # In steps of a tenth, and never so near that rounding passes the limit again.
                fits = int(10 * zoom * (MOST_PIXELS / (wide * high)) ** 0.5 - 0.01) / 10
                raise usage_error(
                    f"Met --zoom {number(zoom)} wordt een plaatje {_grouped(wide)} × "
                    f"{_grouped(high)} beeldpunten; dat is te groot.",
                    f"Kies minder kaarten met --alleen, zoals --alleen S01, of neem hooguit "
                    f"--zoom {number(max(fits, ZOOMS[0]))}.",
                )


def _grouped(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def zoomed(text: str) -> float:
    """Return how many times as large the pictures are to be; raises KaartgenError for nonsense."""
    least, most = ZOOMS
    try:
        value = float(text.strip().removesuffix("x").removesuffix("×").replace(",", "."))
    except ValueError:
        value = 0.0
    # What is no number is not between two either.
    if not least <= value <= most:
        raise usage_error(
            f"Bij --zoom hoort een getal van {number(least)} tot {number(most)}; "
            f"er staat ‘{text}’.",
            "Met --zoom 3 is alles drie keer zo groot.",
        )
    return value


def make_proof(request: ProofRequest, voice: Voice) -> None:
    """Make the contact sheets of a deck as pictures."""
    darkroom = Darkroom(request, here())
    planned = darkroom.planned()
    with Progress(voice, "Plaatjes maken", planned.tiles) as progress:
        files = dict(darkroom.pictures(planned, progress.advance))
    output.write_all(files)
    voice.say(f"Klaar: {planned.in_words}.")
    voice.files(dict.fromkeys(files, 1), cards=planned.cards, sheets=0, findings=planned.findings)
    if request.show:
        open_file(next(iter(files)), voice)
