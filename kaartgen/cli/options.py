"""The options that commands share, and what may stand behind one: words in, typed values out."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Annotated

import typer

from kaartgen.errors import usage_error
from kaartgen.geometry import length_mm
from kaartgen.nearest import did_you_mean

Name = Annotated[str, typer.Argument(metavar="NAAM", help="De naam van het deck.")]
Where = Annotated[
    str | None,
    typer.Option("--uit", metavar="PAD", help="Bestand (.pdf) of map voor het resultaat."),
]
Profile = Annotated[
    str,
    typer.Option(
        "--profiel", metavar="PROFIEL", help="thuis, drukker (of een bij naam), drukvel of master."
    ),
]
PdfXName = Annotated[
    str | None,
    typer.Option("--pdfx", metavar="SOORT", help="4, 1a, 3 of geen; anders wat de drukker wil."),
]
Icc = Annotated[
    str | None,
    typer.Option("--icc", metavar="PAD", help="Een ander drukprofiel dan FOGRA39 (gestreken)."),
]
Spots = Annotated[
    bool,
    typer.Option("--steunkleuren", help="Voor de drukker: elke steunkleur op een eigen plaat."),
]
Die = Annotated[
    bool, typer.Option("--stans", help="Voor de drukker: met een stanslijn om elke kaart.")
]
HouseName = Annotated[
    str | None,
    typer.Option(
        "--huisstijl", metavar="NAAM", help="In een andere huisstijl dan die van het deck."
    ),
]
PerCard = Annotated[
    bool, typer.Option("--per-kaart", help="Voor de drukker: een eigen pdf per kaart.")
]
Ordered = Annotated[bool, typer.Option("--opdracht", help="Met een ingevulde drukopdracht erbij.")]
Run = Annotated[
    str | None,
    typer.Option("--oplage", metavar="N", help="Zoveel decks op drukvellen of in de opdracht."),
]
Gathered = Annotated[
    str | None,
    typer.Option(
        "--indeling",
        metavar="HOE",
        help="Op drukvellen: stapelen (standaard) of herhalen, elke kaart een eigen plek.",
    ),
]
Turned = Annotated[
    str | None,
    typer.Option(
        "--keren",
        metavar="HOE",
        help="Op drukvellen: schoon-en-weerdruk (standaard), of voor en achter van één plaat: "
        "omslaan of stolpen.",
    ),
]
Gripper = Annotated[
    str | None,
    typer.Option(
        "--grijper", metavar="MM", help="Op drukvellen: zo veel wit voor de grijper (10 mm)."
    ),
]
OneFormat = Annotated[
    str | None,
    typer.Option("--formaat", metavar="FORMAAT", help="Alle kaarten even groot, zoals tarot."),
]
Dated = Annotated[
    str | None,
    typer.Option("--datum", metavar="DATUM", help="De datum in het bestand, als 2026-11-24."),
]
PaperName = Annotated[str, typer.Option("--papier", metavar="PAPIER", help="Het papier, zoals A4.")]
SheetName = Annotated[
    str | None,
    typer.Option("--papier", metavar="PAPIER", help="Het papier: A4 thuis, SRA3 voor drukvellen."),
]
Start = Annotated[
    str | None,
    typer.Option("--vanaf", metavar="K", help="Op een half gebruikt voorgesneden vel: vanaf K."),
]
Grid = Annotated[
    str | None,
    typer.Option("--raster", metavar="KxR", help="Kolommen en rijen op een vel, zoals 3x3."),
]
Gutter = Annotated[
    str | None,
    typer.Option("--tussenruimte", metavar="MM", help="Wat tussen de kaarten ligt, zoals 4mm."),
]
CutLines = Annotated[
    str,
    typer.Option(
        "--snijlijnen", metavar="WAAR", help="Streepjes: hoek, rand (van het papier) of geen."
    ),
]
CutOrder = Annotated[
    bool, typer.Option("--snijvolgorde", help="Met een blad dat laat zien hoe je snijdt.")
]
Only = Annotated[
    str | None, typer.Option("--alleen", metavar="KAARTEN", help="Alleen deze: S01,S04-S07,V.")
]
Kinds = Annotated[
    str | None, typer.Option("--soort", metavar="SOORTEN", help="Alleen deze soorten: S,V.")
]
Tags = Annotated[
    str | None, typer.Option("--tag", metavar="TAGS", help="Alleen kaarten met deze tag.")
]
Copies = Annotated[
    str | None, typer.Option("--aantal", metavar="N", help="Zo vaak elke gekozen kaart.")
]
Sets = Annotated[str, typer.Option("--sets", metavar="N", help="Zoveel hele decks.")]
Core = Annotated[
    bool, typer.Option("--kern", help="Alleen de kern van het deck, zonder de uitbreiding.")
]
Changed = Annotated[
    bool, typer.Option("--gewijzigd", help="Alleen wat veranderd is sinds de vorige keer.")
]
Since = Annotated[
    str | None,
    typer.Option("--sinds", metavar="VERSIE", help="Alleen wat veranderd is sinds die versie."),
]
Draft = Annotated[
    bool, typer.Option("--proefdruk", help="Grijs en met weinig inkt, om te lezen en te bespreken.")
]
Large = Annotated[
    bool,
    typer.Option("--grootletter", help="Grote letters: tekst van 16 punt en meer, kaarten van A5."),
]
Flipping = Annotated[
    str | None,
    typer.Option("--zijde", metavar="ZIJDE", help="Omslaan over de lang(e) of kort(e) zijde."),
]
OneSided = Annotated[
    bool,
    typer.Option(
        "--enkelzijdig",
        help="Voor een printer die één kant print: eerst alle voorkanten, dan alle achterkanten.",
    ),
]
Apart = Annotated[
    bool, typer.Option("--apart", help="Bij --enkelzijdig: twee bestanden, één per kant.")
]
Stacking = Annotated[
    str | None,
    typer.Option(
        "--stapel",
        metavar="STAPEL",
        help="Bij --enkelzijdig: de stapel keren (standaard) of laten voor hij teruggaat.",
    ),
]
Folding = Annotated[
    bool,
    typer.Option("--vouw", help="Voor- en achterkant naast elkaar, om te vouwen en te plakken."),
]
Side = Annotated[
    str | None, typer.Option("--kant", metavar="KANT", help="Alleen de kant voor of achter.")
]
Unexplained = Annotated[
    bool, typer.Option("--zonder-uitleg", help="Zonder het vel met uitleg vooraf.")
]
PrinterName = Annotated[
    str | None,
    typer.Option("--printer", metavar="NAAM", help="Rechtgezet voor deze printer (zie kalibreer)."),
]
Open = Annotated[bool, typer.Option("--open", help="Open het resultaat meteen.")]
Json = Annotated[bool, typer.Option("--json", help="Het resultaat als één JSON-object.")]
Quiet = Annotated[bool, typer.Option("--stil", help="Alleen het resultaat, geen uitleg.")]


def choice(option: str, value: str, known: Sequence[str]) -> str:
    """Return a value that is one of those known; raises KaartgenError with the nearest."""
    if value not in known:
        raise usage_error(f"‘{value}’ kan niet bij {option}.", did_you_mean(value, known))
    return value


def millimetres(option: str, value: str, most: float) -> float:
    """Return a length from 0 to `most`, in millimetres; raises KaartgenError for any other."""
    try:
        length = length_mm(value)
    except ValueError:
        length = -1.0
    if not 0 <= length <= most:
        raise usage_error(
            f"Bij {option} hoort een lengte van 0 tot {most:g} mm; er staat ‘{value}’."
        )
    return length


def whole(option: str, value: str, most: int) -> int:
    """Return a whole number from 1 to `most`; raises KaartgenError for any other."""
    if not value.isdecimal() or not 1 <= int(value) <= most:
        raise usage_error(
            f"Bij {option} hoort een heel getal van 1 tot {most}; er staat ‘{value}’."
        )
    return int(value)


def day(option: str, value: str) -> datetime.datetime:
    """Return noon of a day written as 2026-11-24; raises KaartgenError for anything else."""
    try:
        given = datetime.date.fromisoformat(value.strip())
        # Before 1980 or after 2099 there is a slip, and some formats have no such date.
        if not 1980 <= given.year <= 2099:
            raise ValueError
    except ValueError:
        raise usage_error(
            f"Bij {option} hoort een datum als 2026-11-24; er staat ‘{value}’."
        ) from None
    return datetime.datetime.combine(given, datetime.time(12), datetime.UTC)


def grid(value: str) -> tuple[int, int]:
    """Return columns and rows of "3x3"; raises KaartgenError for anything else."""
    columns, by, rows = value.casefold().replace("×", "x").replace(" ", "").partition("x")
    if not (by and columns.isdecimal() and rows.isdecimal() and int(columns) and int(rows)):
        raise usage_error(f"Bij --raster horen kolommen en rijen, zoals 3x3; er staat ‘{value}’.")
    return int(columns), int(rows)
