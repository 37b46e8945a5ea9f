"""A workspace and a deck in; the house style and the templates that decide how it is set out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.content.deck import Card, Deck
from kaartgen.content.kinds import EmptyCard, Kind
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.layout.artwork import Opener, PageReader
from kaartgen.layout.family import family_names
from kaartgen.layout.house_style import HouseStyle, load_house_style, unknown_icon
from kaartgen.layout.icons import icon
from kaartgen.layout.measure import FORMATS
from kaartgen.layout.picture import PROFILE
from kaartgen.layout.template import Template
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
