"""A request for a print shop in; its files made, written and told about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.cli import output
from kaartgen.cli.build import PressChoice, findings_of, path_of, sizes_in_words
from kaartgen.cli.dutch import count, number
from kaartgen.cli.places import open_file
from kaartgen.cli.preflight import in_sentences, verdict
from kaartgen.cli.press_order import order_files
from kaartgen.cli.report import Progress, Voice
from kaartgen.cli.shop_kept import shop_named
from kaartgen.errors import ExitCode, usage_error
from kaartgen.frame import Cmyk
from kaartgen.layout.house_style import HouseStyle, load_house_style
from kaartgen.layout.look import Look
from kaartgen.layout.picture import LEAST_PPI
from kaartgen.pdf.document import Document
from kaartgen.pdf.pdfx import as_pdfx
from kaartgen.pdf.preflight.check import Report, checked
from kaartgen.pdf.preflight.rule import Wishes as PreflightWishes
from kaartgen.pdf.print_shop import GENERAL, PDFX_NAMES, PdfX, PrintShop
from kaartgen.pdf.profile import FOGRA39, OutputProfile, check_for_pdfx, load_profile
from kaartgen.pdf.written import written
from kaartgen.products.cards import Built
from kaartgen.products.contour import CUT
from kaartgen.products.drukopdracht import ORDERS
from kaartgen.products.master import MasterJob, build_master
from kaartgen.workspace import Workspace

if TYPE_CHECKING:
    from kaartgen.cli.build import Chosen, DeckRequest
    from kaartgen.cli.differing import Differing

# The profile without a shop: one page a face as the templates have it, in plain PDF.
MASTER: Final = "master"
# The profile for a shop that cuts for itself: many cards on a sheet, with marks.
PRESS_SHEETS: Final = "drukvel"
_SHIPPED: Final = "FOGRA39"


class Press(Struct, frozen=True):
    """Where the cards are printed: a shop (None for the plain master) and what was chosen there."""

    shop: PrintShop | None
    pdfx: PdfX
    profile: OutputProfile
    job: MasterJob
    spots_apart: bool = False
    # The inks beside the four, by name, once the house style is known.
    spots: tuple[str, ...] = ()

    @property
    def least_ppi(self) -> float:
        """Under how many pixels an inch a picture is refused."""
        return LEAST_PPI if self.shop else 0.0


def press_for(workspace: Workspace, name: str, choice: PressChoice) -> Press:
    """Return the press that a profile and the options mean; raises KaartgenError if they clash."""
    shop = None if name == MASTER else _shop_of(workspace, name)
    if shop is None and choice.ordered:
        raise usage_error(
            "--opdracht hoort bij een drukker, niet bij master.", "Neem --profiel drukker."
        )
    if shop is not None and shop.file != "pdf":
        _refuse_for_pictures(shop, choice)
    pdfx = choice.pdfx or (shop.pdfx if shop else "geen")
    profile = load_profile(_profile_file(shop, choice))
    check_for_pdfx(profile, pdfx)
    job = MasterJob(per_card=choice.per_card, die=choice.die)
    if shop is not None:
        job = MasterJob(
            shop.bleed,
            float(shop.ink),
            shop.order,
            choice.per_card,
            outlines=shop.outlines,
            die=choice.die,
            corner=shop.corner,
        )
    return Press(shop, pdfx, profile, job, choice.spots_apart)


def _shop_of(workspace: Workspace, name: str) -> PrintShop:
    # Who cuts sheets wants what any shop wants.
    return shop_named(workspace, GENERAL if name == PRESS_SHEETS else name)


def _refuse_for_pictures(shop: PrintShop, choice: PressChoice) -> None:
    given = (
        ("--pdfx", choice.pdfx is not None),
        ("--per-kaart", choice.per_card),
        ("--steunkleuren", choice.spots_apart),
        ("--stans", choice.die),
    )
    for option, is_given in given:
        if is_given:
            raise usage_error(
                f"{shop.title} wil plaatjes ({shop.file}); {option} is voor een pdf.",
                f"Laat {option} weg.",
            )


def _profile_file(shop: PrintShop | None, choice: PressChoice) -> Path:
    if choice.icc is not None:
        return Path(choice.icc).expanduser().resolve()
    wanted = shop.profile if shop else None
    if shop is not None and wanted is not None and wanted.casefold() != _SHIPPED.casefold():
        raise usage_error(
            f"{shop.title} drukt met {wanted}, en dat profiel zit niet bij kaartgen.",
            f"Haal het bij de drukker of bij eci.org, en geef het met --icc {wanted}.icc.",
        )
    return FOGRA39


def make_master(
    request: DeckRequest, press: Press, chosen: Chosen, differing: Differing | None, voice: Voice
) -> ExitCode:
    """Make a deck's pages for a press, write them, look them over and tell about them.

    Returns 7 if the shop would send one back.
    """
    if press.shop is not None and press.shop.file != "pdf":
        from kaartgen.cli.press_pictures import make_pictures

        return make_pictures(request, press, chosen, differing, voice)
    if request.profile == PRESS_SHEETS:
        from kaartgen.cli.press_sheets import make_press_sheets

        return make_press_sheets(request, press, chosen, differing, voice)
    press = inked(press, chosen.look.house)
    total = len(chosen.deck.cards) + 2 * len(chosen.cards)
    with Progress(voice, "Kaarten maken", total) as progress:
        look = look_for(chosen, press)
        built = build_master(chosen.deck, look, chosen.cards, press.job, progress.advance)
        alone = len(built.documents) == 1
        files: dict[Path, bytes] = {}
        pages: dict[Path, int] = {}
        made: dict[str, list[Path]] = {}
        for part, document in built.documents.items():
            path = path_of(chosen.workspace, request.where, request.file_name(), part, alone=alone)
            files[path] = pressed(request.dated(document), press, progress.advance)
            pages[path] = len(document.pages)
            made.setdefault(part.split("-")[1], []).append(path)
        looked_at = list(files)
        order = order_files(
            request, press, chosen, made, order_path(request, looked_at, request.file_name())
        )
        files |= order
        pages |= dict.fromkeys(order, 1)
    if differing:
        differing.write(files)
        differing.tell(voice)
    else:
        output.write_all(files)
    reports = looked_over(looked_at, press, voice)
    for line in (*_told(built, press), *verdicts(reports, press)):
        voice.say(line)
    voice.files(
        pages,
        cards=built.cards,
        sheets=0,
        findings=[
            *findings_of(chosen),
            *built.findings,
            *(line for report in reports for line in in_sentences(report)),
        ],
        notes=differing.lines if differing else (),
        more=differing.rows if differing else None,
    )
    if request.show:
        open_file(next(iter(pages)), voice)
    return ExitCode.PREFLIGHT if any(report.errors for report in reports) else ExitCode.OK


def order_path(request: DeckRequest, files: Sequence[Path], name: str) -> Path:
    """Return the order's path without a suffix: beside the files, called after them."""
    where = None if request.where is None else Path(request.where).expanduser()
    if where is not None and where.suffix.casefold() == ".pdf" and not where.is_dir():
        # A file was named, and where there are several each has its part behind that name.
        return files[0].with_name(f"{where.stem}-opdracht")
    return files[0].with_name(f"{name}-opdracht")


def looked_over(
    files: Sequence[Path], press: Press, voice: Voice, *, one_sided: bool = False
) -> list[Report]:
    """Hold the files against the wishes of the shop, as it will do itself."""
    if press.shop is None:
        return []
    # Of what has one side no backs are asked.
    shop = replace(press.shop, order="twee-bestanden") if one_sided else press.shop
    wishes = PreflightWishes(shop, press.pdfx, spots=press.spots_apart)
    with Progress(voice, "Nakijken", len(files)) as progress:
        reports: list[Report] = []
        for file in files:
            reports.append(checked(file, wishes))
            progress.advance(1)
    return reports


def pressed(document: Document, press: Press, advance: Callable[[int], None]) -> bytes:
    """Return the document as PDF bytes of the press's flavour."""
    if press.pdfx in ("1a", "3"):
        from kaartgen.pdf.opaque import opaque

        document = opaque(document)
    pdf = written(replace(document, spots_apart=press.spots_apart), advance)
    if press.pdfx == "geen":
        return pdf
    return as_pdfx(pdf, document, press.pdfx, press.profile)


def inked(press: Press, house: HouseStyle) -> Press:
    """Return the press with the inks of a house style beside the four, if that was asked for.

    Raises KaartgenError if there is none.
    """
    if not press.spots_apart:
        return press
    names = sorted({colour.spot.name for colour in house.colours.values() if colour.spot})
    if not names:
        raise usage_error(
            f"In de huisstijl ‘{house.name}’ is geen kleur een steunkleur.",
            "Schrijf er een, zoals {steunkleur: PANTONE 286 C, cmyk: [100, 66, 0, 2]}, of laat "
            "--steunkleuren weg.",
        )
    return replace(press, spots=tuple(names))


def spot_inks(house: HouseStyle, press: Press) -> tuple[Cmyk, ...]:
    """Return the inks on plates of their own, each in full."""
    found = {colour.spot.name: colour.spot for colour in house.colours.values() if colour.spot}
    return tuple(Cmyk(*found[name].alike, found[name]) for name in press.spots)


def look_for(chosen: Chosen, press: Press) -> Look:
    """Return a look whose pictures and colours of a screen are in the inks of the press."""
    look = replace(chosen.look, press=press.profile.file, least_ppi=press.least_ppi)
    if not look.house.hexes or press.profile.file == FOGRA39:
        return look
    own = load_house_style(chosen.workspace, look.house.name, press.profile.file)
    return replace(look, house=replace(look.house, colours=own.colours, kinds=own.kinds))


def plates_in_words(press: Press) -> Iterator[str]:
    """Say which plates there are beside the four inks, if there are any."""
    if press.spots:
        word = "Steunkleur" if len(press.spots) == 1 else "Steunkleuren"
        yield f"{word} op een eigen plaat: {', '.join(press.spots)}. Zet dat in de bestelling."
    if press.job.die:
        yield f"Stanslijn op een eigen plaat: {CUT}, over de druk heen."


def _told(built: Built, press: Press) -> Iterator[str]:
    cards = count(built.cards, "kaart", "kaarten")
    shop = press.shop
    if shop is None:
        yield f"Klaar: {cards}, één kant per pagina met 3 mm afloop."
    else:
        order = "een bestand per kaart" if press.job.per_card else ORDERS[shop.order]
        yield f"Klaar: {cards} voor {shop.title}, {order}, met {bleed_in_words(shop.bleed)}."
    yield from press_in_words(press)
    yield from plates_in_words(press)
    yield f"Lettergrootte: {sizes_in_words(built.sizes)}."


def bleed_in_words(bleed: float) -> str:
    """Say how much bleed there is, in full: an eighth of an inch is 3,175 mm."""
    return f"{round(bleed, 3):g} mm afloop".replace(".", ",")


def press_in_words(press: Press) -> Iterator[str]:
    """Say which PDF/X it is and what it is made for, if it is one."""
    condition = press.profile.identifier
    if press.pdfx != "geen":
        limit = (
            "" if press.job.ink is None else f", hooguit {number(press.job.ink)} % inkt op elkaar"
        )
        yield f"{PDFX_NAMES[press.pdfx]} voor {condition}{limit}."


def verdicts(reports: Sequence[Report], press: Press) -> Iterator[str]:
    """Say in a sentence how the look-over came out, for all files where they came out alike."""
    wrong = [report for report in reports if report.errors]
    for report in wrong:
        yield f"{report.path.name}: {verdict(report)}"
    if reports and not wrong:
        on = "" if press.pdfx == "geen" else f" op {PDFX_NAMES[press.pdfx]}"
        yield f"Nagekeken: voldoet aan onze controle{on}. Een certificaat is dat niet."
