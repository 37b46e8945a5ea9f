"""A house style's file in; colours, fonts, icons, motifs and a logo by name out."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.authored import validate
from kaartgen.content.all_kinds import all_kinds, kind_files
from kaartgen.content.kinds import KIND_BY_NAME, Kind
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, raise_all
from kaartgen.frame import BLACK, WHITE, Cmyk
from kaartgen.kept import kept
from kaartgen.layout.colour_file import Resolved, resolved, shade
from kaartgen.layout.families import families
from kaartgen.layout.fonts import FontBook
from kaartgen.layout.house_style_file import ROOM, HouseStyleFile, house_style_document
from kaartgen.layout.icons import icon, icon_names
from kaartgen.layout.motif import MOTIFS
from kaartgen.layout.picture import PROFILE
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace
from kaartgen.yamlfile import Document

# What the products beside the cards need, for a house style that does not speak of it.
_USUAL = {"ink": BLACK, "paper": Cmyk(1, 2, 6, 0), "line": Cmyk(0, 0, 0, 60)}


class KindStyle(Struct, frozen=True):
    """How one kind of card is told apart: a colour, a pattern and an icon."""

    colour: Cmyk
    motif: str
    icon: str


class Logo(Struct, frozen=True):
    """A client's mark: its file, what is on it in words, and where the house style names it."""

    file: Path
    alt: str
    place: Place


class HouseStyle(Struct, frozen=True):
    """Colours, fonts and signs by name.

    `hexes` are the colours that were written for a screen. `radius` is how round the corners of
    boxes are, in millimetres; None leaves that to the template.
    """

    name: str
    file: Path
    colours: Mapping[str, Cmyk]
    kinds: Mapping[str, KindStyle]
    book: FontBook
    hexes: Mapping[str, str] = {}
    logo: Logo | None = None
    radius: float | None = None

    def colour(self, name: str, kind: str) -> Cmyk | None:
        """Return the colour called `ink`, `accent-20`, `kind`, `kind-tint`, `waarde-motif`.

        `kind` stands for the kind of the card that is being set. None if there is no such colour.
        """
        if name == "kind" or name.startswith("kind-"):
            name = kind + name.removeprefix("kind")
        return shade(self.colours, self.kinds, name)

    def colour_names(self) -> list[str]:
        """Return every name that `colour` knows, but for tints by number."""
        bases = ["kind", *self.kinds]
        shades = (f"{base}-{what}" for base in bases for what in ("tint", "motif"))
        return [*self.colours, "kind", *shades]


class Written(Struct, frozen=True):
    """A house style as it stands in its files, its colours found."""

    file: HouseStyleFile
    document: Document
    found: Resolved
    # Kinds of one's own that it says nothing about: which kind they look like, and their icon.
    borrowed: tuple[tuple[str, str, str | None], ...] = ()

    def place(self, name: str) -> Place:
        """Return where a colour stands, by its name or a tint's."""
        return _colour_place(self.document, self.file)(name)


def load_house_style(workspace: Workspace, name: str, press: Path = PROFILE) -> HouseStyle:
    """Read a house style; raises KaartgenError with every mistake in it.

    The colours of a screen become inks through the profile of the `press`.
    """
    written = read_house_style(workspace, name, press)
    parsed, document = written.file, written.document
    files, problems = families(workspace, parsed.fonts, document)
    logo: Logo | None = None
    try:
        logo = _logo(parsed, document)
    except KaartgenError as error:
        problems.extend(error.problems)
    raise_all(problems)
    found = written.found
    kinds = {
        kind: KindStyle(found.colours[kind], style.motif, style.icon)
        for kind, style in parsed.kinds.items()
    }
    colours = {"white": WHITE, **_USUAL, **found.colours}
    for borrower, like, sign in written.borrowed:
        colours[borrower] = colours[like]
        kinds[borrower] = replace(kinds[like], icon=sign or kinds[like].icon)
    return HouseStyle(
        name,
        document.file,
        colours,
        kinds,
        FontBook(files),
        found.hexes,
        logo,
        parsed.radius,
    )


def read_house_style(workspace: Workspace, name: str, press: Path = PROFILE) -> Written:
    """Read a house style's files; raises KaartgenError with every mistake, but for its fonts."""
    files = [file for room in workspace.folders(ROOM) for file in sorted(room.rglob("*.yaml"))]
    about = f"huisstijl {workspace.root} {name} {press}"
    return kept(
        about, [*files, *kind_files(workspace), press], lambda: _read(workspace, name, press)
    )


def _read(workspace: Workspace, name: str, press: Path) -> Written:
    document = house_style_document(workspace, name)
    parsed, problems = validate(HouseStyleFile, document)
    raise_all(problems)
    assert parsed is not None  # there are problems where it is missing
    of_kinds = {kind: style.colour for kind, style in parsed.kinds.items()}
    place = _colour_place(document, parsed)
    found = resolved({**parsed.colours, **of_kinds}, parsed.kinds, place, press)
    # What is wrong in the file of a kind is told where the deck is read.
    own = tuple(kind for kind in all_kinds(workspace)[0] if kind.own)
    problems.extend(_names(parsed, document, [*KIND_BY_NAME, *(kind.name for kind in own)]))
    problems.extend(found.problems)
    borrowed = [kind for kind in own if kind.name not in parsed.kinds]
    problems.extend(_borrowed_icons(borrowed))
    if not found.problems:
        problems.extend(_pairs(parsed, document, {"white": WHITE, **_USUAL, **found.colours}))
    raise_all(problems)
    return Written(
        parsed,
        document,
        found,
        tuple(
            (kind.name, kind.own.written.zoals, kind.own.written.icoon)
            for kind in borrowed
            if kind.own
        ),
    )


def _borrowed_icons(kinds: Sequence[Kind]) -> Iterator[Problem]:
    for kind in kinds:
        sign = kind.own.written.icoon if kind.own else None
        if kind.own and sign and icon(sign) is None:
            yield unknown_icon(sign, kind.own.place("icoon"))


def _colour_place(document: Document, parsed: HouseStyleFile) -> Callable[[str], Place]:
    def place(name: str) -> Place:
        for known in (name, name.rpartition("-")[0]):
            if known in parsed.colours:
                return document.place(("colours", known))
            if known in parsed.kinds:
                return document.place(("kinds", known, "colour"))
        return document.place(("colours",))

    return place


def _names(parsed: HouseStyleFile, document: Document, known: Sequence[str]) -> Iterator[Problem]:
    """Yield the kinds, motifs and icons that do not exist, and the names that are taken."""
    for name in parsed.colours:
        if name in ("white", "kind") or name in known:
            yield Problem(
                f"‘{name}’ kan niet de naam van een eigen kleur zijn.",
                ExitCode.AUTHOR,
                document.place(("colours", name)),
                f"Zet de kleur van een soort onder ‘kinds’: {name}: {{colour: …}}."
                if name in known
                else "Geef haar een andere naam.",
            )
    for kind_name, kind in parsed.kinds.items():
        location = ("kinds", kind_name)
        if kind_name not in known:
            yield Problem(
                f"De soort ‘{kind_name}’ bestaat niet.",
                ExitCode.AUTHOR,
                document.place(location),
                did_you_mean(kind_name, known),
            )
        if kind.motif not in MOTIFS:
            yield Problem(
                f"Het motief ‘{kind.motif}’ bestaat niet.",
                ExitCode.AUTHOR,
                document.place((*location, "motif")),
                did_you_mean(kind.motif, MOTIFS),
            )
        if icon(kind.icon) is None:
            yield unknown_icon(kind.icon, document.place((*location, "icon")))
    for missing in KIND_BY_NAME:
        if missing not in parsed.kinds:
            yield Problem(
                f"De huisstijl zegt niets over de soort ‘{missing}’.",
                ExitCode.AUTHOR,
                document.place(("kinds",)),
                "Begin met ‘extends: helder’, dan hoef je alleen te schrijven wat anders is.",
            )


def _pairs(
    parsed: HouseStyleFile, document: Document, colours: Mapping[str, Cmyk]
) -> Iterator[Problem]:
    """Yield the colours that do not exist in declared pairs and among what is ignored."""
    named = [
        (name, ("contrast", number))
        for number, pair in enumerate(parsed.contrast)
        for name in (pair.text, pair.ground)
    ]
    named += [
        (name, ("ignore", number))
        for number, one in enumerate(parsed.ignore)
        for name in one.colours
    ]
    for name, location in named:
        if shade(colours, parsed.kinds, name) is None:
            yield Problem(
                f"De kleur ‘{name}’ bestaat niet.",
                ExitCode.AUTHOR,
                document.place(location),
                did_you_mean(name, [*colours, *parsed.kinds]),
            )


def _logo(parsed: HouseStyleFile, document: Document) -> Logo | None:
    if parsed.logo is None:
        return None
    place = document.place(("logo",))
    # Beside the file that names it, which may be another than the one that extends that.
    folder = place.file.parent
    try:
        file = (folder / parsed.logo.file).resolve()
        there = file.is_file() and file.is_relative_to(folder.resolve())
    except (OSError, ValueError):  # a name too long, or with a character that no name has
        there = False
    if not there:
        message = f"Het logo ‘{parsed.logo.file}’ is er niet."
        hint = f"Zet het bestand in {folder.resolve()}, of verbeter de naam."
        raise KaartgenError([Problem(message, ExitCode.FILE, place, hint)])
    return Logo(file, parsed.logo.alt, place)


def unknown_icon(name: str, place: Place | None) -> Problem:
    """Return the problem of an icon that does not exist, with the nearest that do."""
    stem = name.removesuffix("-fill").removesuffix("-bold")
    near = difflib.get_close_matches(stem.casefold(), icon_names(), n=4, cutoff=0.55)
    hint = "Kijk op phosphoricons.com hoe een icoon heet."
    if near:
        also = f" Er zijn ook: {', '.join(near[1:])}." if near[1:] else ""
        hint = f"Bedoel je ‘{near[0]}’?{also}"
    return Problem(f"Het icoon ‘{name}’ bestaat niet.", ExitCode.AUTHOR, place, hint)
