"""The cards of one kind in; the size that they all take and their faces out, or what does not fit.

One size for each kind: the largest of the template's ladder in which all cards of that kind fit,
decided over the whole deck, so that a card printed later matches the ones printed before.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from kaartgen.content.bind import card_fields, kind_fields
from kaartgen.content.deck import Card, Deck
from kaartgen.content.field_names import DECK_ORIGINS
from kaartgen.content.item import Item as Fields
from kaartgen.content.kinds import Kind
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.frame import Frame
from kaartgen.layout.artwork import LOGO, Artwork, Opener, artwork_folders, find_artwork
from kaartgen.layout.elements import ArtworkElement
from kaartgen.layout.face import PreparedFace, prepared
from kaartgen.layout.house_style import HouseStyle
from kaartgen.layout.memory import MadeOf, Memory
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.picture import find_picture
from kaartgen.layout.regions import Region, regions
from kaartgen.layout.setting import Misfit, Setting
from kaartgen.layout.template import Template, artwork_in, shows_picture
from kaartgen.yamlfile import Location


class KindSize(Struct, frozen=True):
    """The size that the main text of a kind is printed at, in points."""

    kind: Kind
    size_pt: float | None
    template: Template


class _Told(Struct, frozen=True):
    """What is wrong with a card at some size, and on which side."""

    misfits: list[tuple[str, Misfit]]
    faults: list[tuple[str, Misfit]]


class KindGroup:
    """The cards of one kind while their size is being decided."""

    def __init__(
        self,
        deck: Deck,
        house: HouseStyle,
        template: Template,
        cards: list[Card],
        setters: Mapping[str, Setter],
        scale: float,
        advance: Callable[[int], None],
        opener: Opener,
        memory: Memory | None,
    ) -> None:
        self.deck, self.house, self.template = deck, house, template
        self.cards, self.setters, self.scale, self.advance = cards, setters, scale, advance
        self.opener, self.kind, self.memory = opener, cards[0].kind, memory
        shared = kind_fields(self.kind, deck)
        self.fields = {card.code: card_fields(card, deck, shared) for card in cards}
        self.steps: Mapping[str, int] = {}
        # What of the template's artwork could not come over, each thing once.
        self.told: dict[str, None] = {}
        self._stamps: tuple[tuple[Path, int, int], ...] | None = None
        self.ready: dict[str, tuple[PreparedFace, PreparedFace | Frame]] = {}

    def fitted(self) -> list[Problem]:
        """Find the largest steps at which every card fits; return what fits or can be set at none.

        A fault that no size can mend, such as a missing glyph, does not change the size.
        """
        failed: Card | None = None
        steps: dict[str, int] = {}
        done: dict[str, _Told] = {}
        for steps in _combinations(self._ladders()):
            done = {}
            # The card that failed last is the likeliest to fail again.
            order = [failed, *self.cards] if failed else self.cards
            failed = None
            for card in order:
                if card.code not in done:
                    done[card.code] = self._set(card, steps)
                    if done[card.code].misfits:
                        failed = card
                        break
            if failed is None:
                break
        self.steps = steps
        problems = [*self._pictures_without_place()]
        for card in self.cards:
            told = done.get(card.code) or self._set(card, steps)
            problems.extend(self._problem(card, side, it) for side, it in told.misfits)
            problems.extend(self._problem(card, side, it) for side, it in told.faults)
        if not problems:
            self._finish(steps)
        return problems

    def _pictures_without_place(self) -> Iterator[Problem]:
        if shows_picture(self.template):
            return
        for card in self.cards:
            if card.content.afbeelding:
                yield Problem(
                    f"{card.code}: op deze soort kaart is geen plaats voor een afbeelding.",
                    ExitCode.AUTHOR,
                    card.place("afbeelding"),
                    "Haal de afbeelding weg, of geef haar een plaats in een eigen sjabloon.",
                )

    def size(self) -> KindSize:
        """Return the size that was decided on."""
        return KindSize(self.kind, self._main_size(), self.template)

    def regions(self, card: Card) -> tuple[tuple[Region, ...], ...]:
        """Return where the elements of a card's front and back lie, at the size decided on."""
        fields = self.fields[card.code]
        template = self.template
        shared = template.back.shared
        back = kind_fields(self.kind, self.deck) if shared else fields
        return (
            regions(template.front, fields, self._setting(card, self.steps)),
            regions(template.back, back, self._setting(card, self.steps)),
        )

    def _main_size(self) -> float | None:
        """Return the size that the kind's main text is printed at, in points."""
        name = self.template.main
        if name is None:
            return None
        style = self.template.styles[name]
        sizes = style.steps(self.scale)
        step = min(self.steps.get(style.ladder or name, 0), len(sizes) - 1)
        return sizes[step].size_pt * self.scale

    def _ladders(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for name, style in self.template.styles.items():
            key = style.ladder or name
            counts[key] = max(counts.get(key, 1), len(style.steps(self.scale)))
        return counts

    def _set(self, card: Card, steps: Mapping[str, int]) -> _Told:
        fields = self.fields[card.code]
        # Of a picture the file may be another under the same name.
        if self.memory is None or card.content.afbeelding:
            return self._set_anew(card, fields, steps)
        made_of = MadeOf(fields, steps, self.scale, self.template, self._artwork())
        sides = self.memory.recalled(card.code, made_of)
        if sides is not None:
            self.ready[card.code] = sides
            return _Told([], [])
        told = self._set_anew(card, fields, steps)
        if not told.misfits and not told.faults:
            self.memory.keep(card.code, made_of, self.ready[card.code])
        return told

    def _artwork(self) -> tuple[tuple[Path, int, int], ...]:
        """Return the files that the template shows, as they are now."""
        if self._stamps is None:
            found: list[tuple[Path, int, int]] = []
            for element in artwork_in(self.template):
                try:
                    file = self._artwork_file(element)
                    facts = file.stat() if file else None
                except (KaartgenError, OSError):
                    continue  # told where the card is set
                if file and facts:
                    found.append((file, facts.st_mtime_ns, facts.st_size))
            self._stamps = tuple(found)
        return self._stamps

    def _artwork_file(self, element: ArtworkElement) -> Path | None:
        if element.artwork == LOGO:
            return self.house.logo.file if self.house.logo else None
        place = self.template.place_of(element, "artwork")
        return find_artwork(artwork_folders(self.template.files), element.artwork, place)

    def _set_anew(self, card: Card, fields: Fields, steps: Mapping[str, int]) -> _Told:
        front = prepared(self.template.front, fields, self._setting(card, steps))
        misfits = [("voorkant", misfit) for misfit in front.misfits]
        faults = [("voorkant", fault) for fault in front.faults]
        if self.template.back.shared:
            self.ready[card.code] = (front, front)
            return _Told(misfits, faults)
        back = prepared(self.template.back, fields, self._setting(card, steps))
        self.ready[card.code] = (front, back)
        misfits += [("achterkant", misfit) for misfit in back.misfits]
        faults += [("achterkant", fault) for fault in back.faults]
        return _Told(misfits, faults)

    def _problem(self, card: Card, side: str, misfit: Misfit) -> Problem:
        if misfit.problem:
            return misfit.problem
        if misfit.origin[:1] == ("deck",):
            return self._deck_problem(misfit)
        title = card.title if len(card.title) <= 40 else card.title[:39] + "…"
        return Problem(
            f"{card.code} ‘{title}’, {side}: {misfit.message}.",
            misfit.code,
            card.place(*misfit.origin),
            misfit.hint,
        )

    def _deck_problem(self, misfit: Misfit) -> Problem:
        """Tell once, in deck.yaml, what is wrong with a text that all cards print."""
        made_of = DECK_ORIGINS.get(str(misfit.origin[1]), (str(misfit.origin[1]),))
        name = next((name for name in made_of if (name,) in self.deck.places), made_of[0])
        return Problem(
            f"‘{name}’, zoals het op {self.kind.plural} staat: {misfit.message}.",
            misfit.code,
            self.deck.place(name),
            misfit.hint,
        )

    def _finish(self, steps: Mapping[str, int]) -> None:
        """Give all cards the one back that their kind shares, if it does."""
        self.advance(len(self.cards))
        if not self.template.back.shared:
            return
        setting = self._setting(self.cards[0], steps)
        face = prepared(self.template.back, kind_fields(self.kind, self.deck), setting)
        wrong = (*face.misfits, *face.faults)
        if wrong:
            raise KaartgenError(self._problem(self.cards[0], "achterkant", it) for it in wrong)
        back = face.frame()
        self.ready = {code: (front, back) for code, (front, _) in self.ready.items()}

    def _setting(self, card: Card, steps: Mapping[str, int]) -> Setting:
        def picture(name: str, alt: str, location: Location) -> Artwork:
            place = card.place(*location)
            file = find_picture(self.deck.picture_folder(card), name, place)
            return self.opener.read(file, None, alt, place)

        def artwork(name: str, page: int | None, alt: str, place: Place) -> Artwork:
            file = find_artwork(artwork_folders(self.template.files), name, place)
            found = self.opener.read(file, page, alt, place)
            self.told.update({f"{file.name}: {finding}.": None for finding in found.findings})
            return found

        def logo() -> Artwork | None:
            found = self.house.logo
            return self.opener.read(found.file, None, found.alt, found.place) if found else None

        return Setting(
            self.template,
            self.house,
            self.kind.name,
            self.setters[self.deck.language_of(card).code],
            steps,
            self.scale,
            False,
            picture,
            artwork,
            logo,
            [],
            [],
            [],
        )


def _combinations(ladders: Mapping[str, int]) -> Iterable[dict[str, int]]:
    """Yield every choice of steps, the fewest steps down first."""
    names = [name for name, count in ladders.items() if count > 1]
    choices = itertools.product(*(range(ladders[name]) for name in names))
    for choice in sorted(choices, key=lambda steps: (sum(steps), steps)):
        yield dict(zip(names, choice, strict=True))
