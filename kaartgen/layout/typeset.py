"""A deck in; for every card its two finished faces out, or everything that does not fit.

One size for each kind: the largest of the template's ladder in which all cards of that kind fit,
decided over the whole deck, so that a card printed later matches the ones printed before.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.content.bind import DECK_ORIGINS, card_fields, kind_fields
from kaartgen.content.bind import Item as Fields
from kaartgen.content.deck import Card, Deck
from kaartgen.content.kinds import EmptyCard, Kind
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.frame import Faces, Frame
from kaartgen.layout.artwork import (
    LOGO,
    Artwork,
    Opener,
    PageReader,
    artwork_folders,
    find_artwork,
)
from kaartgen.layout.elements import ArtworkElement
from kaartgen.layout.face import PreparedFace, prepared
from kaartgen.layout.family import family_names
from kaartgen.layout.house_style import HouseStyle, load_house_style, unknown_icon
from kaartgen.layout.icons import icon
from kaartgen.layout.measure import FORMATS
from kaartgen.layout.memory import MadeOf, Memory
from kaartgen.layout.paragraph import Setter
from kaartgen.layout.picture import PROFILE, find_picture
from kaartgen.layout.regions import Region, regions
from kaartgen.layout.setting import Misfit, Setting
from kaartgen.layout.template import Template, artwork_in, shows_picture
from kaartgen.layout.template_bounds import out_of_bounds
from kaartgen.layout.template_check import unknown_names
from kaartgen.layout.template_load import load_templates
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import PACKAGE, Workspace
from kaartgen.yamlfile import Location

# Empty cards come in the format of the kind that one writes.
_SMALL = frozenset({"vraag", "perspectief", "waarde"})
# The formats in which the general template sets its texts as on an A6.
_LARGE = frozenset({"a6", "a5", "vierkant"})


class TypesetCard(Struct, frozen=True):
    """A card with its faces, and the template that gave it its format."""

    card: Card
    faces: Faces
    template: Template
    # Where the elements of its front and back lie, if that was asked.
    regions: tuple[tuple[Region, ...], ...] = ()


class KindSize(Struct, frozen=True):
    """The size that the main text of a kind is printed at, in points."""

    kind: Kind
    size_pt: float | None
    template: Template


class TypesetDeck(Struct, frozen=True):
    """All chosen cards in order, the sizes that were decided on, and what is worth a word."""

    cards: tuple[TypesetCard, ...]
    sizes: tuple[KindSize, ...]
    findings: tuple[str, ...] = ()


class Fullness(Struct, frozen=True):
    """How far the text areas of a card's two sides are filled: 1 is full, more runs over."""

    card: Card
    front: float | None
    # None where the back has no text of the card's own.
    back: float | None


class Measured(Struct, frozen=True):
    """A deck that was set but not painted: its sizes, how full it is, and what does not fit."""

    sizes: tuple[KindSize, ...]
    fullness: tuple[Fullness, ...]
    findings: tuple[str, ...]
    problems: tuple[Problem, ...]


class Look(Struct, frozen=True):
    """What decides how a deck is set: its house style and a template for each of its cards."""

    house: HouseStyle
    templates: Mapping[str, Template]
    # The profile that turns pictures into inks.
    press: Path = PROFILE
    # What reads pages of PDFs, for artwork that is one.
    pages: PageReader | None = None
    # Pictures that are coarser where they stand are refused; at home it is only said.
    least_ppi: float = 0.0

    @property
    def opener(self) -> Opener:
        """What opens artwork and pictures."""
        return Opener(self.press, self.pages, self.least_ppi)

    def template(self, card: Card) -> Template:
        """Return the template of a card."""
        return self.templates[template_name(card)]

    def over(self, earlier: Look) -> Look:
        """Return the look with the very templates and fonts of an earlier one that are the same."""
        templates = {
            name: known if known is not None and known.says_the_same(one) else one
            for name, one in self.templates.items()
            for known in (earlier.templates.get(name),)
        }
        house, before = self.house, earlier.house
        if house is not before and house.book.is_of_the_same(before.book):
            house = replace(house, book=before.book)
        return replace(self, house=house, templates=templates)


def template_name(card: Card) -> str:
    """Return the name of the template that a card takes from its family."""
    if isinstance(card.content, EmptyCard) and card.content.voor_type in _SMALL:
        return "leeg-tarot"
    return card.kind.name


def load_look(workspace: Workspace, deck: Deck, house: HouseStyle | None = None) -> Look:
    """Read the templates that a deck needs and its house style, unless that is given.

    Raises KaartgenError with every mistake in all of them.
    """
    problems = list(_names_in_deck(workspace, deck))
    templates: Mapping[str, Template] = {}
    used = {template_name(card): card.kind for card in deck.cards}
    try:
        house = house or load_house_style(workspace, deck.file.huisstijl)
    except KaartgenError as error:
        problems.extend(_at(deck.place("huisstijl"), error.problems))
    if not problems:
        wanted = {name: deck.file.formaten.get(kind.name) for name, kind in used.items()}
        general = {name: _general(kind, wanted) for name, kind in used.items() if kind.own}
        templates, wrong = load_templates(workspace, deck.file.sjablonen, wanted, general)
        problems.extend(_at(deck.place("sjablonen"), wrong))
    for name, template in templates.items():
        # The shipped ones are tested; naming what does not exist is for those who write their own.
        if house is not None and not _shipped(template, house):
            problems.extend(unknown_names(template, house, used[name]))
            problems.extend(out_of_bounds(template))
    if problems or house is None:
        raise KaartgenError(problems)
    return Look(house, templates)


def _general(kind: Kind, wanted: Mapping[str, str | None]) -> tuple[str, str]:
    """Return the template for a kind of one's own that has none, and the format it comes in."""
    assert kind.own is not None  # only those have none
    card_format = wanted[kind.name] or kind.own.written.formaat
    return ("eigen-a6" if card_format in _LARGE else "eigen", card_format)


def _shipped(template: Template, house: HouseStyle) -> bool:
    # By identity: thousands of places share a few files, and comparing paths is slow.
    files = {id(place.file): place.file for place in (template.places or {}).values()}
    return all(file.is_relative_to(PACKAGE) for file in (house.file, *files.values()))


def _at(place: Place, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Give problems that have no place of their own the place that asked for what is missing."""
    for problem in problems:
        yield problem if problem.place else replace(problem, place=place)


def _names_in_deck(workspace: Workspace, deck: Deck) -> Iterator[Problem]:
    """Yield what deck.yaml names in the layout's rooms and is not there."""
    family = deck.file.sjablonen
    families = family_names(workspace)
    checks: list[tuple[str, str, Iterable[str], Location]] = [
        ("Er is geen familie van sjablonen", family, families, ("sjablonen",))
    ]
    for kind, card_format in deck.file.formaten.items():
        known = [one.name for one in deck.kinds]
        checks.append(("Er is geen soort", kind, known, ("formaten", kind)))
        checks.append(("Er is geen formaat", card_format, FORMATS, ("formaten", kind)))
    for message, name, there, location in checks:
        if name not in there:
            hint = did_you_mean(name, there)
            place = deck.place(*location)
            yield Problem(f"{message} ‘{name}’.", ExitCode.AUTHOR, place, hint)
    for own in {card.kind.own for card in deck.cards if card.kind.own}:
        if own.written.formaat not in FORMATS:
            yield Problem(
                f"Er is geen formaat ‘{own.written.formaat}’.",
                ExitCode.AUTHOR,
                own.place("formaat"),
                did_you_mean(own.written.formaat, FORMATS),
            )
    for name, category in deck.file.categorieen.items():
        if icon(category.icoon) is None:
            yield unknown_icon(category.icoon, deck.place("categorieen", name, "icoon"))


def typeset(
    deck: Deck,
    look: Look,
    chosen: Collection[Card],
    *,
    scales: Mapping[str, float] | None = None,
    advance: Callable[[int], None] = lambda _: None,
    memory: Memory | None = None,
    traced: bool = False,
) -> TypesetDeck:
    """Set all cards of `deck` and return the faces of the `chosen` ones, in their order.

    `scales` says at what scale each format is printed (1 if not said), since the floors hold for
    the printed size. With a `memory`, cards that are as they were are not set again; `traced` also
    tells where every element lies. Raises
    KaartgenError with everything that does not fit in any card.
    """
    ready: dict[str, tuple[PreparedFace, PreparedFace | Frame]] = {}
    groups: dict[str, _Group] = {}
    sizes: list[KindSize] = []
    problems: list[Problem] = []
    findings: list[str] = []
    for group in _groups(deck, look, scales or {}, advance, memory):
        problems.extend(group.fitted())
        ready.update(group.ready)
        groups.update(dict.fromkeys(group.ready, group))
        sizes.append(group.size())
        findings.extend(group.told)
    if problems:
        raise KaartgenError(problems)
    finished: list[TypesetCard] = []
    for card in chosen:
        front, back = ready[card.code]
        notes = front.notes if isinstance(back, Frame) else (*front.notes, *back.notes)
        findings.extend(f"{card.code}: {note}" for note in notes)
        template = look.template(card)
        face = front.frame()
        draft = deck.draft(card)
        if draft:
            # Late: most decks are finished.
            from kaartgen.layout.draft_mark import marked  # noqa: PLC0415

            scale = (scales or {}).get(template.format_name, 1.0)
            word = deck.language_of(card).says(f"status.{draft}")
            face = marked(face, word, template, look.house, card.kind.name, scale)
        faces = Faces(face, back if isinstance(back, Frame) else back.frame())
        regions = groups[card.code].regions(card) if traced else ()
        finished.append(TypesetCard(card, faces, template, regions))
    return TypesetDeck(tuple(finished), tuple(sizes), tuple(findings))


def measured(deck: Deck, look: Look) -> Measured:
    """Set all cards of `deck` at true size and return how full they are and what does not fit."""
    sizes: list[KindSize] = []
    found: dict[str, Fullness] = {}
    findings: list[str] = []
    problems: list[Problem] = []
    for group in _groups(deck, look, {}, lambda _: None):
        try:
            problems.extend(group.fitted())
        except KaartgenError as error:
            problems.extend(error.problems)
        sizes.append(group.size())
        findings.extend(group.told)
        for card in group.cards:
            front, back = group.ready[card.code]
            own = back if isinstance(back, PreparedFace) and back is not front else None
            notes = (*front.notes, *own.notes) if own else front.notes
            findings.extend(f"{card.code}: {note}" for note in notes)
            found[card.code] = Fullness(card, front.fullness, own.fullness if own else None)
    cards = tuple(found[card.code] for card in deck.cards)
    return Measured(tuple(sizes), cards, tuple(findings), tuple(problems))


def _groups(
    deck: Deck,
    look: Look,
    scales: Mapping[str, float],
    advance: Callable[[int], None],
    memory: Memory | None = None,
) -> Iterator[_Group]:
    """Yield the cards of each template, which take one size together."""
    setters = {
        language.code: Setter(look.house.book, language.hyphenation)
        if memory is None
        else memory.setter(look, language.hyphenation)
        for language in deck.languages
    }
    groups: dict[str, list[Card]] = {}
    for card in deck.cards:
        groups.setdefault(template_name(card), []).append(card)
    for name, cards in groups.items():
        template = look.templates[name]
        scale = scales.get(template.format_name, 1.0)
        yield _Group(
            deck, look.house, template, cards, setters, scale, advance, look.opener, memory
        )


class _Told(Struct, frozen=True):
    """What is wrong with a card at some size, and on which side."""

    misfits: list[tuple[str, Misfit]]
    faults: list[tuple[str, Misfit]]


class _Group:
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
