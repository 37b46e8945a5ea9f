"""The commands that look, list or begin: each reads its arguments and hands them on."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kaartgen.cli.group import command
from kaartgen.cli.options import (
    HouseName,
    Json,
    Kinds,
    Name,
    OneFormat,
    Only,
    Open,
    Quiet,
    Side,
    Tags,
    choice,
)
from kaartgen.cli.report import Voice
from kaartgen.errors import usage_error


@command("nieuw", "Een eigen deck beginnen.")
def new(
    naam: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAAM]",
            help="De naam van het nieuwe deck, zoals mijn-deck; bij --werkblad het bestand.",
        ),
    ] = None,
    titel: Annotated[
        str | None,
        typer.Option("--titel", metavar="TITEL", help="De titel; anders komt hij uit de naam."),
    ] = None,
    van: Annotated[
        str | None,
        typer.Option(
            "--van", metavar="BESTAND", help="Maak het deck van een .xlsx, .ods, .csv of .docx."
        ),
    ] = None,
    toch: Annotated[
        bool, typer.Option("--toch", help="Neem ook over wat op persoonsgegevens lijkt.")
    ] = False,
    werkblad: Annotated[
        bool, typer.Option("--werkblad", help="Maak een leeg werkblad (.xlsx) om in te vullen.")
    ] = False,
    deck: Annotated[
        str | None,
        typer.Option("--deck", metavar="DECK", help="Zet een deck in het werkblad, met alles."),
    ] = None,
    breidt_uit: Annotated[
        str | None,
        typer.Option(
            "--breidt-uit", metavar="DECK", help="Bouw voort op dit deck, met eigen kaarten erbij."
        ),
    ] = None,
    open_: Open = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Begin een eigen deck, met een eerste kaart van elke soort om overheen te schrijven.

    Of maak het van een spreadsheet of Word-bestand (--van): wat niet duidelijk is, wijst kaartgen
    aan, met de cel erbij. Een werkblad om in te vullen maak je met --werkblad.
    """
    from kaartgen.cli import nieuw

    asked = nieuw.Asked(naam, titel, open_, van, toch, werkblad, deck, breidt_uit)
    nieuw.new(asked, Voice(json, stil))


@command("proef", "Plaatjes van alle kaarten.")
def proof(
    naam: Name,
    uit: Annotated[
        str | None, typer.Option("--uit", metavar="PAD", help="Map (of .png) voor de plaatjes.")
    ] = None,
    hulplijnen: Annotated[
        bool,
        typer.Option("--hulplijnen", help="Met snijrand, afloop, en elk element met zijn maten."),
    ] = False,
    grijs: Annotated[
        bool, typer.Option("--grijs", help="In grijs, zoals een laserprinter.")
    ] = False,
    zoom: Annotated[
        str | None, typer.Option("--zoom", metavar="N", help="Zoveel keer zo groot, zoals 3.")
    ] = None,
    kant: Side = None,
    profiel: Annotated[
        str | None,
        typer.Option(
            "--profiel",
            metavar="DRUKKER",
            help="Wat het mes van die drukker doet; zie kaartgen lijst drukkers.",
        ),
    ] = None,
    formaat: OneFormat = None,
    alleen: Only = None,
    soort: Kinds = None,
    tag: Tags = None,
    volg: Annotated[
        bool, typer.Option("--volg", help="Maak ze opnieuw bij elke keer dat je iets bewaart.")
    ] = False,
    huisstijl: HouseName = None,
    open_: Open = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Maak plaatjes van alle kaarten, voor- en achterkant naast elkaar.

    Met --volg blijft kaartgen kijken: bij elke keer dat je een bestand van het deck, een sjabloon,
    huisstijl, lettertype of afbeelding bewaart, worden de plaatjes bijgewerkt.
    """
    from kaartgen.cli import proof as proofs
    from kaartgen.cli.profiles import card_format
    from kaartgen.products.proof import View
    from kaartgen.products.selection import Selection

    side: Any = None if kant is None else choice("--kant", kant, ("voor", "achter"))
    if profiel is not None and hulplijnen:
        raise usage_error(
            "--hulplijnen en --profiel gaan niet samen.",
            "Met --profiel staan de lijnen van de drukker er al op.",
        )
    request = proofs.ProofRequest(
        naam,
        uit,
        View(side, hulplijnen),
        grijs,
        1.0 if zoom is None else proofs.zoomed(zoom),
        Selection(alleen, soort, 1, 1, tags=tag),
        open_,
        huisstijl,
        profiel,
        None if formaat is None else card_format(formaat, compared=False, enlarged=False),
    )
    if volg:
        from kaartgen.cli.watch import watch

        raise typer.Exit(int(watch(request, Voice(json, stil))))
    proofs.make_proof(request, Voice(json, stil))


@command("check", "Kijken of alles klopt, past en leest.")
def check(
    naam: Annotated[
        str | None, typer.Argument(metavar="[NAAM]", help="Het deck; zonder naam alle decks.")
    ] = None,
    strikt: Annotated[
        bool, typer.Option("--strikt", help="Eindig met code 3 als er een signaal overblijft.")
    ] = False,
    huisstijl: HouseName = None,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Kijk een deck na zonder iets te maken.

    Kloppen de velden en verwijzingen, past elke tekst en hoe vol is elke kant, is het deck in
    balans, en leest elke tekst aan tafel? Signalen zijn geen oordeel: met ‘negeer’ in deck.yaml
    laat je er een staan, met een reden. Met --huisstijl kijk je een huisstijl na: is elke tekst op
    haar ondergrond te lezen, en zijn de soorten uit elkaar te houden?
    """
    from kaartgen.cli import checking

    code = checking.check(naam, Voice(json, stil), strict=strikt, house=huisstijl)
    if code:
        raise typer.Exit(code)


@command("preflight", "Een pdf nakijken voor de drukker.")
def check_pdf(
    bestand: Annotated[
        str, typer.Argument(metavar="BESTAND.pdf", help="De pdf, ook van een ander programma.")
    ],
    drukker: Annotated[
        str,
        typer.Option("--drukker", metavar="NAAM", help="Voor wie; zie kaartgen lijst drukkers."),
    ] = "drukker",
    pdfx: Annotated[
        str | None,
        typer.Option(
            "--pdfx", metavar="SOORT", help="4, 1a, 3 of geen; anders wat de drukker wil."
        ),
    ] = None,
    proef: Annotated[
        str | None,
        typer.Option("--proef", metavar="PAD", help="Teken wat er is op een proef: .pdf of .png."),
    ] = None,
    inkt: Annotated[
        bool, typer.Option("--inkt", help="Meet de inkt op elke plaat; dat duurt langer.")
    ] = False,
    drukvel: Annotated[
        bool,
        typer.Option(
            "--drukvel",
            help="Het zijn drukvellen, met snijtekens; van kaartgen zelf weet hij dat.",
        ),
    ] = False,
    open_: Open = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Kijk een pdf na zoals een drukker dat doet: letters, kleur, inkt, afloop en PDF/X."""
    from kaartgen.cli.preflight import PreflightRequest, preflight

    kind: Any = None if pdfx is None else choice("--pdfx", pdfx, ("4", "1a", "3", "geen"))
    request = PreflightRequest(bestand, drukker, kind, proef, inkt, drukvel, open_)
    code = preflight(request, Voice(json, stil))
    if code:
        raise typer.Exit(int(code))


@command("lijst", "Wat er is.")
def listing(
    wat: Annotated[
        str | None,
        typer.Argument(
            metavar="[WAT]",
            help="decks, soorten, papier, printers, drukkers … of een deck.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Laat zien welke decks, soorten en papieren er zijn, of welke kaarten in een deck zitten."""
    from kaartgen.cli import listing as lists

    lists.show(wat, Voice(json))
