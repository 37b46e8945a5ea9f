"""A house style, and a deck in it, in; what reads badly or looks alike, told, out."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from msgspec import Struct

from kaartgen.cli.dutch import count
from kaartgen.cli.report import Voice
from kaartgen.content.board import Board
from kaartgen.content.deck import Deck
from kaartgen.content.guide import Guide
from kaartgen.errors import KaartgenError
from kaartgen.frame import Cmyk, Frame
from kaartgen.layout.grounds import texts_on_grounds
from kaartgen.layout.house_check import HouseReport, HouseSignal, house_report
from kaartgen.layout.house_style import HouseStyle, load_house_style, read_house_style
from kaartgen.layout.look import Look
from kaartgen.layout.typeset import typeset
from kaartgen.pdf.document import Document
from kaartgen.products.looks import look_of
from kaartgen.workspace import Workspace

# Of one check this many are told in words; the others are counted.
_TOLD: Final = 5
# The deck that shows a house style of which none was named: it has nearly all kinds of cards.
_EXAMPLE: Final = "jeugdzorg"
_FAMILIES: Final = ("kleurvlak", "redactie")

Pairs = set[tuple[Cmyk, Cmyk]]


class CheckedHouse(Struct, frozen=True):
    """A house style and what there is to say of it."""

    name: str
    report: HouseReport


def checked_house(workspace: Workspace, house: HouseStyle, used: Pairs) -> CheckedHouse:
    """Return what there is to say of a house style, in what texts were set in it too."""
    written = read_house_style(workspace, house.name)
    return CheckedHouse(house.name, house_report(house, written, used))


def house_alone(workspace: Workspace, name: str) -> CheckedHouse:
    """Return what there is to say of a house style, with a shipped deck set in it.

    Raises KaartgenError with every mistake in the house style.
    """
    from msgspec.structs import replace

    from kaartgen.content.load import load

    house = load_house_style(workspace, name)
    used: Pairs = set()
    deck = load(workspace, _EXAMPLE)
    for family in _FAMILIES:
        changes: dict[str, object] = {"huisstijl": name, "sjablonen": family, "formaten": {}}
        other = replace(deck, file=deck.file.model_copy(update=changes))
        try:
            used |= on_cards(other, look_of(workspace, other))
        except KaartgenError:
            # Its letters may be too wide for that deck, and it is not what was asked about.
            continue
    return checked_house(workspace, house, used)


def on_cards(deck: Deck, look: Look) -> Pairs:
    """Return the colours of all texts on a deck's cards, and those of their grounds."""
    ready = typeset(deck, look, deck.cards)
    faces = {id(face): face for card in ready.cards for face in (card.faces.front, card.faces.back)}
    return _on(faces.values())


def beside_cards(
    deck: Deck, look: Look, board: Board | None, guide: Guide | None, house: HouseStyle
) -> Pairs:
    """Return the same for the dialoogkaart, the handreiking, the bundle and the boxes of a deck."""
    from msgspec.structs import replace

    from kaartgen.cli.places import here
    from kaartgen.imposition.paper_file import load_paper
    from kaartgen.products.bundel import BundleJob, build_bundle
    from kaartgen.products.dialoogkaart import BoardJob, build_board
    from kaartgen.products.doosje import build_boxes
    from kaartgen.products.handreiking import GuideJob, build_guide

    workspace = here()
    language = deck.language.hyphenation
    papers = [load_paper(workspace, name) for name in ("A4", "A3", "SRA3")]
    beside = replace(look, house=house)

    def boxes() -> Iterator[Document]:
        for box in build_boxes(deck, beside, deck.cards, papers, language, per_card=0.25):
            yield box.document

    def bundle() -> Iterator[Document]:
        yield build_bundle(deck, house, language, BundleJob())

    def on_the_table() -> Iterator[Document]:
        if board is not None:
            yield build_board(deck, board, house, language, BoardJob(papers[1]))

    def for_who_leads() -> Iterator[Document]:
        if board is not None and guide is not None:
            yield build_guide(deck, board, guide, house, language, GuideJob())

    found: Pairs = set()
    for make in (boxes, bundle, on_the_table, for_who_leads):
        # What cannot be made is told where it is looked at for its own sake.
        with contextlib.suppress(KaartgenError):
            found |= _on(page.frame for document in make() for page in document.pages)
    return found


def _on(frames: Iterable[Frame]) -> Pairs:
    found: Pairs = set()
    for frame in frames:
        found |= texts_on_grounds(frame)
    return found


def tell_houses(voice: Voice, houses: Sequence[CheckedHouse]) -> None:
    """Tell what there is to say, the first few of each check; nothing where there is nothing."""
    for one in houses:
        signals = one.report.signals
        if not signals:
            continue
        voice.say(
            f"\nHuisstijl {one.name}: {count(len(signals), 'signaal', 'signalen')} om nog eens "
            "naar te kijken; jij beslist.\n"
        )
        for line in _in_words(one, signals):
            voice.say(line)
        voice.say("Mag iets zo blijven? Zet het in de huisstijl onder ‘ignore’, met een reden.")


def _in_words(one: CheckedHouse, signals: Sequence[HouseSignal]) -> Iterator[str]:
    times: Counter[str] = Counter()
    for signal in signals:
        times[signal.check] += 1
        if times[signal.check] <= _TOLD:
            yield (
                f"{signal.place}: huisstijl {one.name} ({signal.check}): {signal.message}\n"
                f"  → {signal.hint}\n"
            )
    for check, total in times.items():
        if total > _TOLD:
            more = count(total - _TOLD, "paar", "paren")
            yield f"Van {check} zijn er nog {more}; met --json zie je ze alle.\n"


def houses_as_data(houses: Sequence[CheckedHouse]) -> list[dict[str, Any]]:
    """Return every signal as JSON has it."""
    return [
        {
            "bericht": signal.message,
            "bestand": str(signal.place.file.absolute()),
            "regel": signal.place.line,
            "kolom": signal.place.column,
            "tip": signal.hint,
            "signaal": signal.check,
            "naam": signal.name,
            "groep": "huisstijl",
            "huisstijl": one.name,
            "kleuren": list(signal.colours),
        }
        for one in houses
        for signal in one.report.signals
    ]
