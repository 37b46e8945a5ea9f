"""The JSON Schemas for editors: current, true of every shipped file, and strict about keys."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "docs" / "schema"
# What a file is, by the folder that it lies in; a deck's files carry the name of their schema.
ROOMS = {
    "sjablonen": "sjabloon",
    "huisstijlen": "huisstijl",
    "papier": "papier",
    "drukkers": "drukker",
}

# The shortest handreiking.yaml there can be.
GUIDE = """\
inleiding: Welkom.
kiezen: [Kies er drie., Lees ze eerst.]
afspraken: [Wat hier ligt blijft hier., Je mag passen.]
wat_als:
  - {als: Het blijft stil., dan: Wacht.}
  - {als: Het wordt heftig., dan: Stop even.}
  - {als: Iedereen praat., dan: Geef de kaart door.}
verzamelen:
  inleiding: Schrijf zelf.
  stappen:
    - {minuten: 90, naam: Schrijven, tekst: Ieder voor zich.}
    - {minuten: 60, naam: Lezen, tekst: Met elkaar.}
inzamelblad:
  - {label: Wat er gebeurde, regels: 4}
  - {label: Wie erbij was}
  - {label: Wat je koos}
"""


class _Loader(yaml.SafeLoader):
    """Reads YAML as editors do: version 1.2, in which `nee` and dates are text."""

    yaml_implicit_resolvers = {}


for tag, pattern, first in (
    ("null", r"~|null|", "~n\0"),
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]*", "-+0123456789"),
):
    resolver = re.compile(rf"^(?:{pattern})$")
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", resolver, [*first, ""])


def read(text: str) -> Any:
    return _with_text_keys(yaml.load(text, Loader=_Loader))


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _with_text_keys(inside) for key, inside in value.items()}
    return [_with_text_keys(item) for item in value] if isinstance(value, list) else value


def shipped_files() -> list[tuple[str, Path]]:
    found = [(file.stem, file) for file in sorted((ROOT / "kaarten").glob("*/*.yaml"))]
    for room, schema in ROOMS.items():
        found += [(schema, file) for file in sorted((ROOT / "kaartgen" / room).rglob("*.yaml"))]
    return found


PRINTER = """
naam: kantoor
ijkingen:
  - papier: A4
    breedte: 210
    hoogte: 297
    zijde: lang
    datum: 2026-11-24
    metingen: {A: [0.3, -0.5], B: [0.4, -0.5], C: [0.3, -0.3], D: [0.1, -0.2], E: [0.2, -0.1]}
    rand: [4.2, 4.2, 4.2, 4.2]
"""


def mistakes(schema: str, value: Any) -> list[str]:
    validator = Draft7Validator(json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8")))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def test_the_schemas_are_current():
    command = [sys.executable, str(ROOT / "tools" / "schema.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", sorted(SCHEMAS.glob("*.json")), ids=lambda file: file.stem)
def test_every_schema_is_a_schema(file):
    Draft7Validator.check_schema(json.loads(file.read_text("utf-8")))


@pytest.mark.parametrize(
    ("schema", "file"), shipped_files(), ids=lambda part: "/".join(Path(part).parts[-3:])
)
def test_every_shipped_file_is_right(schema, file):
    assert mistakes(schema, read(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("deck", "{titel: Een deck, datum: 2026-01-01, auteur: ik}"),
        ("deck", "{titel: Een deck, datum: 1 januari 2026}"),
        ("deck", "{titel: Een deck, datum: 2026-01-01, typografie: soms}"),
        ("waarden", "[{woord: Moed, lens: IS, uitleg: Doen., kleur: rood}]"),
        ("waarden", "[{woord: Moed, lens: KAN, uitleg: Doen.}]"),
        ("waarden", "[{woord: Moed, lens: IS, uitleg: Doen., nummer: 1000}]"),
        ("waarden", "[{woord: Moed, uitleg: Doen.}]"),
        ("waarden", "[{gedeeld: moed, kleur: rood}]"),
        ("waarden", "[{id: De moed, woord: Moed, lens: IS, uitleg: Doen.}]"),
        ("handreiking", GUIDE + "slotwoord: Dank.\n"),
        ("handreiking", GUIDE.replace("kiezen:", "keizen:")),
        ("handreiking", GUIDE.replace("minuten: 90", "minuten: 151")),
        ("handreiking", GUIDE.replace(", dan: Wacht.", "")),
        ("sjabloon", "{extends: a6, front: {regions: {titel: {text: x, fill: kind}}}}"),
        ("sjabloon", "{front: {regions: {titel: {text: x, style: y, x: 3 meter}}}}"),
        ("sjabloon", "{styles: {body: {sizes: [12]}}}"),
        ("sjabloon", "{variants: {poker: {format: kwartet}}}"),
        ("huisstijl", "{fonts: {}, colours: {ink: [0, 0, 100]}, kinds: {}}"),
        ("papier", "{naam: A6, breedte: 0, hoogte: 148, bron: x, datum: y}"),
        ("drukker", "{naam: X, bron: x, datum: y, afloop: 3, veilig: 5, pdfx: 5}"),
        ("drukker", "{naam: X, bron: x, datum: y, afloop: 3}"),
        ("printer", PRINTER.replace("zijde: lang", "zijde: breed")),
        ("printer", PRINTER.replace("E: [0.2, -0.1]", "E: [0.2]")),
        ("printer", PRINTER.replace("E:", "F:")),
    ],
)
def test_a_slip_is_seen(schema, text):
    assert mistakes(schema, read(text)) != []


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("deck", "{titel: 2026, datum: 2026-01-01, versie: 1.2, typografie: nee}"),
        ("deck", "{titel: Een deck, datum: 2026-01-01, typografie: true, dank: }"),
        ("waarden", "[{gedeeld: moed}, {gedeeld: rust, nummer: 3, woord: De rust}]"),
        ("waarden", ""),
        (
            "sjabloon",
            "{extends: a6, front: {regions: {code: {y: 6.6}, kind: , turned: {turn: 90}}}}",
        ),
        ("sjabloon", "{variables: {band: 12mm}, format: [63.5, 88mm], bleed: band - 9}"),
        ("sjabloon", "{front: {regions: {a: {text: x, style: y, gap: 4..5.4, lines: 2}}}}"),
        ("papier", '{naam: A6, breedte: "105,5", hoogte: 148, bron: x, datum: 2026}'),
        ("handreiking", GUIDE),
        ("drukker", "{naam: X, bron: x, datum: y, afloop: 3, veilig: 5, pdfx: 4, snijtekens: nee}"),
        ("printer", PRINTER),
        ("printer", PRINTER.replace("0.3, -0.5", '"0,3", "-0,5"')),
    ],
)
def test_what_kaartgen_reads_is_allowed(schema, text):
    assert mistakes(schema, read(text)) == []
