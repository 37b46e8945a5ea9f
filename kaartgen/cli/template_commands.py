"""The commands about templates: `kaartgen sjabloon kopieer`, as typed jobs."""

from __future__ import annotations

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
