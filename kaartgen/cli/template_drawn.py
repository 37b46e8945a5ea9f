"""A request for a template of a drawing in; its files, and in words what came of it, out."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from kaartgen import __version__
from kaartgen.cli.places import here
from kaartgen.cli.report import Voice
from kaartgen.cli.template_copy import SCHEMA, check_names, family_text, give_schema
from kaartgen.content.all_kinds import all_kinds
from kaartgen.content.deck import DeckFile
from kaartgen.content.kinds import Kind
from kaartgen.errors import KaartgenError, raise_all, usage_error
from kaartgen.layout.family import FAMILY_FILE, family_names
from kaartgen.layout.from_drawing.template import BACK, FRONT, FromDrawing, Wish, template_of
from kaartgen.layout.house_style import HouseStyle, load_house_style
from kaartgen.layout.measure import FORMATS
from kaartgen.layout.template_check import unknown_names
from kaartgen.layout.template_load import load_template
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace
from kaartgen.writing.newfile import write_new
from kaartgen.writing.template_text import template_text

_SIDES: Final = {FRONT: "voorkant", BACK: "achterkant"}


class Drawn(Struct, frozen=True):
    """All that was asked of `kaartgen sjabloon van`."""

    files: tuple[Path, ...]
    kind: str = "situatie"
    side: str | None = None
    called: str | None = None
    format_name: str | None = None
    house: str | None = None
    family: str | None = None


def template_from_drawing(asked: Drawn, voice: Voice) -> None:
    """Make a family of a drawn card, which a deck can be set in at once.

    Raises KaartgenError if the drawing cannot be read, is no card, or is there already.
    """
    workspace = here()
    kind = _kind(workspace, asked.kind)
    _check(asked)
    usual = DeckFile.model_fields
    beneath = asked.family or str(usual["sjablonen"].default)
    known = family_names(workspace)
    if beneath not in known:
        raise usage_error(
            f"Er is geen familie van sjablonen ‘{beneath}’.", did_you_mean(beneath, known)
        )
    name = asked.called or _called(asked.files[0], asked.kind)
    check_names(name, (name,))
    house = load_house_style(workspace, asked.house or str(usual["huisstijl"].default))
    wish = Wish(kind, asked.side, asked.format_name)
    made = template_of(asked.files, wish, workspace, beneath, house)
    room = (workspace.root or Path.cwd()).resolve() / "kaarten" / "sjablonen"
    files = _files(made, asked, room / name)
    if name not in known:
        files[room / name / f"{FAMILY_FILE}.yaml"] = family_text(name, beneath)
    _try(files, room, name, kind, house)
    written = write_new(files)
    give_schema(room / SCHEMA)
    findings = [*made.doubts, *made.left_out]
    _tell(made, kind, name, room, voice)
    if voice.as_json:
        voice.json(
            {
                "bestanden": [{"pad": str(file)} for file in written],
                "kaarten": 0,
                "vellen": 0,
                "bevindingen": findings,
                "werden": {side: list(lines) for side, lines in made.became.items()},
                "ontbreekt": made.missing,
            }
        )
        return
    for file in written:
        print(file)


def _kind(workspace: Workspace, name: str) -> Kind:
    """Return a kind of card, perhaps one of the user's own."""
    kinds, problems = all_kinds(workspace)
    raise_all(problems)
    known = {kind.name: kind for kind in kinds}
    if name not in known:
        raise usage_error(f"Er is geen soort ‘{name}’.", did_you_mean(name, known))
    return known[name]


def _check(asked: Drawn) -> None:
    for what, given, known in (
        ("Er is geen formaat", asked.format_name, list(FORMATS)),
        ("Er is geen kant", asked.side, [FRONT, BACK]),
    ):
        if given is not None and given not in known:
            raise usage_error(f"{what} ‘{given}’.", did_you_mean(given, known))
    if asked.side is not None and len(asked.files) == 2:
        raise usage_error(
            "Met twee bestanden is het eerste de voorkant en het tweede de achterkant.",
            "Laat --kant weg.",
        )


def _called(file: Path, kind: str) -> str:
    """Return a name for a family from that of a drawing: ontwerp-voor.svg is `ontwerp`."""
    words = [word for word in re.split(r"[^a-z0-9]+", file.stem.casefold()) if word]
    sides = {"voor", "voorkant", "front", "achter", "achterkant", "back"}
    kept = [word for word in words if word not in sides]
    if len(kept) > 1 and kept[-1] == kind:
        kept = kept[:-1]
    return "-".join(kept)[:40].strip("-") or "ontwerp"


def _files(made: FromDrawing, asked: Drawn, folder: Path) -> dict[Path, str | bytes]:
    drawings = " en ".join(file.name for file in asked.files)
    text = template_text(
        made.values,
        f"Gemaakt van {drawings} met kaartgen {__version__}; alles hieronder mag anders.\n"
        "Maten in millimetres vanaf de snijlijn, letters in punten.",
    )
    head = f"# yaml-language-server: $schema=../{SCHEMA}\n"
    files: dict[Path, str | bytes] = {folder / f"{asked.kind}.yaml": head + text}
    files.update({folder / name: content for name, content in made.artwork.items()})
    return files


def _try(
    files: dict[Path, str | bytes], room: Path, name: str, kind: Kind, house: HouseStyle
) -> None:
    """Read what will be written, somewhere else: a template that cannot be used is our mistake."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "kaarten" / "sjablonen"
        for file, content in files.items():
            target = copy / file.relative_to(room)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        try:
            template = load_template(Workspace(Path(folder)), name, kind.name)
        except KaartgenError as error:
            raise RuntimeError(f"the template made of a drawing is wrong: {error}") from error
        wrong = list(unknown_names(template, house, kind))
    if wrong:
        raise RuntimeError(f"the template made of a drawing is wrong: {wrong}")


def _tell(made: FromDrawing, kind: Kind, name: str, room: Path, voice: Voice) -> None:
    page = made.page
    size = f"{page.size.width:g} × {page.size.height:g} mm"
    around = f"met {page.bleed:g} mm afloop" if page.bleed else "zonder afloop"
    voice.say(
        f"Klaar: het sjabloon {name}/{kind.name} staat in {room / name}.\n"
        f"De tekening is {page.format_name} ({size}), {around}."
    )
    for side, lines in made.became.items():
        voice.say()
        drawing = f"{kind.name}-{side}.svg" in made.artwork
        voice.say(f"Van de {_SIDES[side]}:")
        _list(lines, voice)
        if drawing:
            voice.say(f"- de rest is tekening: {kind.name}-{side}.svg")
        if not lines:
            voice.say(
                "- geen enkele laag heet naar een veld. Noem lagen naar wat erin komt: "
                f"{', '.join(_examples(kind))}."
            )
    if not page.bleed:
        voice.say()
        voice.say(
            "De tekening houdt op bij de snijlijn. De rand wordt daarom gespiegeld in de afloop; "
            "mooier is\n3 mm meer tekening aan elke kant."
        )
    for heading, told in (
        ("Niet getekend:", made.borrowed),
        ("Niet te drukken zoals getekend:", made.left_out),
        ("Kijk dit na:", made.doubts),
    ):
        if told:
            voice.say()
            voice.say(heading)
            _list(told, voice)
    if any(doubt.startswith("de kleur van") for doubt in made.doubts):
        voice.say()
        voice.say(
            "Wil je de kleuren zoals getekend, geef ze dan een naam in een eigen huisstijl "
            '(‘extends: helder’ en\n‘colours: {paars: "#5b2a86"}’), en zet die naam in het '
            "sjabloon bij ‘colour’."
        )
    if made.missing:
        voice.say()
        voice.say(
            f"Deze velden staan op geen van beide kanten en worden niet gedrukt: "
            f"{', '.join(made.missing)}."
        )
    voice.say()
    voice.say(
        f"Zet in deck.yaml ‘sjablonen: {name}’ en kijk met ‘kaartgen proef NAAM’. Andere soorten "
        "houden hun vorm."
    )


def _list(lines: Sequence[str], voice: Voice) -> None:
    for line in lines:
        voice.say(f"- {line}")


def _examples(kind: Kind) -> list[str]:
    model = kind.model.model_fields
    return [info.alias or name for name, info in model.items() if info.is_required()][:4]
