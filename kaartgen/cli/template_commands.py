"""The commands about templates: `kaartgen sjabloon kopieer` and `van`, as typed jobs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kaartgen.cli.group import command, group
from kaartgen.cli.options import Json, Quiet
from kaartgen.cli.report import Voice

sjabloon = group(
    "sjabloon",
    "Een eigen sjabloon maken, voor ontwerpers.",
    "Maak een sjabloon van jezelf, om de vorm van kaarten te veranderen.",
)


@command("kopieer", "Een kopie die je mag veranderen.", sjabloon)
def copy(
    naam: Annotated[
        str,
        typer.Argument(
            metavar="NAAM", help="Een sjabloon (situatie, redactie/vraag) of een hele familie."
        ),
    ],
    familie: Annotated[
        str | None,
        typer.Option("--familie", metavar="FAMILIE", help="Uit welke familie; anders kleurvlak."),
    ] = None,
    als: Annotated[
        str | None,
        typer.Option("--als", metavar="NAAM", help="Hoe de kopie heet: casus of onze-stijl/casus."),
    ] = None,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Zet een sjabloon in kaarten/sjablonen, waar het wint van het meegeleverde.

    Er wordt nooit iets overschreven. Met --als onze-stijl/situatie begint een eigen familie: wat je
    daarin niet zelf maakt, komt uit de familie waaruit je kopieert.
    """
    from kaartgen.cli.template_copy import Asked, copy_template

    copy_template(Asked(naam, familie, als), Voice(json, stil))


@command("van", "Een sjabloon van een tekening.", sjabloon)
def drawn(
    ontwerp: Annotated[
        str, typer.Argument(metavar="ONTWERP", help="De tekening van één kant, of van beide.")
    ],
    achterkant: Annotated[
        str | None,
        typer.Argument(metavar="ACHTERKANT", help="De tekening van de andere kant."),
    ] = None,
    soort: Annotated[
        str, typer.Option("--soort", metavar="SOORT", help="De soort kaart.")
    ] = "situatie",
    kant: Annotated[
        str | None,
        typer.Option("--kant", metavar="KANT", help="Bij één bestand: voor of achter."),
    ] = None,
    als: Annotated[
        str | None,
        typer.Option(
            "--als", "--naam", metavar="NAAM", help="Hoe de familie heet; anders als het bestand."
        ),
    ] = None,
    formaat: Annotated[
        str | None,
        typer.Option(
            "--formaat", metavar="FORMAAT", help="Welk formaat het is, als de maat dat niet zegt."
        ),
    ] = None,
    huisstijl: Annotated[
        str | None,
        typer.Option(
            "--huisstijl", metavar="NAAM", help="De huisstijl om letters en kleuren in te zoeken."
        ),
    ] = None,
    familie: Annotated[
        str | None,
        typer.Option(
            "--familie", metavar="FAMILIE", help="Waar de rest uit komt; anders kleurvlak."
        ),
    ] = None,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Maak een sjabloon van een kaart die je tekende in Figma, Illustrator of Inkscape.

    Lagen die naar een veld heten (titel, verhaal, vraag, afbeelding) worden plekken voor tekst, met
    hun plaats, maat en letter; losse teksten worden vaste teksten; de rest blijft tekening. Er
    wordt nooit iets overschreven.
    """
    from kaartgen.cli.template_drawn import Drawn, template_from_drawing

    files = tuple(Path(name) for name in (ontwerp, achterkant) if name is not None)
    asked = Drawn(files, soort, kant, als, formaat, huisstijl, familie)
    template_from_drawing(asked, Voice(json, stil))
