"""The commands for what lies beside the cards: each reads its arguments into a typed job."""

from __future__ import annotations

from typing import Annotated

import typer

from kaartgen.cli.group import command
from kaartgen.cli.options import (
    Apart,
    Copies,
    Core,
    Dated,
    Draft,
    Flipping,
    HouseName,
    Icc,
    Json,
    Kinds,
    Name,
    OneSided,
    Only,
    Open,
    PdfXName,
    PrinterName,
    Profile,
    Quiet,
    Side,
    Spots,
    Stacking,
    Tags,
    Unexplained,
    Where,
    choice,
    millimetres,
    whole,
)
from kaartgen.cli.profiles import (
    leave,
    shop_for,
)
from kaartgen.cli.report import Voice
from kaartgen.errors import usage_error


@command("dialoogkaart", "De kaart die onder het gesprek ligt.")
def board(
    naam: Name,
    uit: Where = None,
    papier: Annotated[
        str | None,
        typer.Option("--papier", metavar="PAPIER", help="A3, A4, of A2 tot A0 als poster."),
    ] = None,
    duur: Annotated[
        str, typer.Option("--duur", metavar="MIN", help="75, 45 of 20 minuten.")
    ] = "75",
    tegels: Annotated[
        bool, typer.Option("--tegels", help="A3 op twee vellen A4, om aan elkaar te plakken.")
    ] = False,
    vouw: Annotated[
        bool, typer.Option("--vouw", help="Op A4 voor één persoon, gevouwen tot A5.")
    ] = False,
    algemeen: Annotated[
        bool, typer.Option("--algemeen", help="De algemene, ook als het deck er zelf een heeft.")
    ] = False,
    grootletter: Annotated[
        bool,
        typer.Option("--grootletter", help="Op A2; op A1 (--papier A1) passen ook waarden van A5."),
    ] = False,
    zijde: Flipping = None,
    enkelzijdig: OneSided = False,
    apart: Apart = False,
    stapel: Stacking = None,
    kant: Side = None,
    zonder_uitleg: Unexplained = False,
    proefdruk: Draft = False,
    profiel: Profile = "thuis",
    pdfx: PdfXName = None,
    icc: Icc = None,
    steunkleuren: Spots = False,
    datum: Dated = None,
    huisstijl: HouseName = None,
    printer: PrinterName = None,
    open_: Open = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Maak de dialoogkaart die bij een deck op tafel ligt."""
    from kaartgen.cli.board import BoardRequest, make_board
    from kaartgen.cli.printing import Asked, Choice

    minutes = int(choice("--duur", duur, ("75", "45", "20")))
    chosen = [
        option
        for option, given in (
            ("--tegels", tegels),
            ("--vouw", vouw),
            ("--grootletter", grootletter),
        )
        if given
    ]
    if len(chosen) > 1:
        raise usage_error(f"{' en '.join(chosen)} gaan niet samen.", "Kies er een.")
    code = make_board(
        BoardRequest(
            naam,
            uit,
            papier,
            minutes,
            tegels,
            vouw,
            algemeen,
            grootletter,
            open_,
            proefdruk,
            Choice(
                Asked(zijde, enkelzijdig, apart, stapel, side=kant), explained=not zonder_uitleg
            ),
            shop_for(profiel, pdfx, icc, datum, spots=steunkleuren),
            printer,
            huisstijl,
        ),
        Voice(json, stil),
    )
    leave(code)


@command("handreiking", "De uitleg voor wie het gesprek leidt.")
def guide(
    naam: Name,
    uit: Where = None,
    duur: Annotated[
        str, typer.Option("--duur", metavar="MIN", help="75, 45 of 20 minuten.")
    ] = "75",
    start: Annotated[
        str | None, typer.Option("--start", metavar="TIJD", help="Hoe laat je begint: 13:30.")
    ] = None,
    boekje: Annotated[
        bool, typer.Option("--boekje", help="Als boekje op A5, om te vouwen en te nieten.")
    ] = False,
    kruip: Annotated[
        str, typer.Option("--kruip", metavar="MM", help="Hoever het binnenste vel zou uitsteken.")
    ] = "0",
    algemeen: Annotated[
        bool, typer.Option("--algemeen", help="Met de algemene dialoogkaart.")
    ] = False,
    zijde: Flipping = None,
    enkelzijdig: OneSided = False,
    apart: Apart = False,
    stapel: Stacking = None,
    zonder_uitleg: Unexplained = False,
    profiel: Profile = "thuis",
    pdfx: PdfXName = None,
    icc: Icc = None,
    steunkleuren: Spots = False,
    datum: Dated = None,
    huisstijl: HouseName = None,
    printer: PrinterName = None,
    open_: Open = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Maak de handreiking voor de begeleider, met tijden en een regel voor elke kaart."""
    from kaartgen.cli.board import GuideRequest, make_guide
    from kaartgen.cli.printing import Asked, Choice

    minutes = int(choice("--duur", duur, ("75", "45", "20")))
    creep = millimetres("--kruip", kruip, 5)
    if creep and not boekje:
        raise usage_error("--kruip hoort bij --boekje.", "Zet --boekje erbij, of laat --kruip weg.")
    how = Choice(Asked(zijde, enkelzijdig, apart, stapel), explained=not zonder_uitleg)
    shop = shop_for(profiel, pdfx, icc, datum, spots=steunkleuren)
    code = make_guide(
        GuideRequest(
            naam, uit, minutes, start, boekje, creep, algemeen, open_, how, shop, printer, huisstijl
        ),
        Voice(json, stil),
    )
    leave(code)


@command("bundel", "Het deck als boekje om in te schrijven.")
def bundle(
    naam: Name,
    uit: Where = None,
    boekje: Annotated[
        bool, typer.Option("--boekje", help="Om te vouwen en te nieten, op A4.")
    ] = False,
    kruip: Annotated[
        str, typer.Option("--kruip", metavar="MM", help="Hoever het binnenste vel zou uitsteken.")
    ] = "0",
    zijde: Flipping = None,
    enkelzijdig: OneSided = False,
    apart: Apart = False,
    stapel: Stacking = None,
    zonder_uitleg: Unexplained = False,
    profiel: Profile = "thuis",
    pdfx: PdfXName = None,
    icc: Icc = None,
    steunkleuren: Spots = False,
    datum: Dated = None,
    huisstijl: HouseName = None,
    printer: PrinterName = None,
    open_: Open = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Maak van het deck een boekje op A5: links het verhaal, rechts plaats om te schrijven."""
    from kaartgen.cli.extras import BundleRequest, make_bundle
    from kaartgen.cli.printing import Asked, Choice

    creep = millimetres("--kruip", kruip, 5)
    if creep and not boekje:
        raise usage_error("--kruip hoort bij --boekje.", "Zet --boekje erbij, of laat --kruip weg.")
    how = Choice(Asked(zijde, enkelzijdig, apart, stapel), explained=not zonder_uitleg)
    shop = shop_for(profiel, pdfx, icc, datum, spots=steunkleuren)
    request = BundleRequest(naam, uit, boekje, creep, open_, how, shop, printer, huisstijl)
    leave(make_bundle(request, Voice(json, stil)))


@command("doosje", "Een vouwdoosje dat om het deck past.")
def box(
    naam: Name,
    uit: Where = None,
    dikte: Annotated[
        str | None, typer.Option("--dikte", metavar="MM", help="Hoe dik één kaart is, zoals 0.3.")
    ] = None,
    gewicht: Annotated[
        str | None, typer.Option("--gewicht", metavar="GRAM", help="Papier van 200 of 300 g/m².")
    ] = None,
    alleen: Only = None,
    soort: Kinds = None,
    tag: Tags = None,
    aantal: Copies = None,
    kern: Core = False,
    profiel: Profile = "thuis",
    pdfx: PdfXName = None,
    icc: Icc = None,
    steunkleuren: Spots = False,
    datum: Dated = None,
    huisstijl: HouseName = None,
    printer: PrinterName = None,
    open_: Open = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Maak voor elk formaat een doosje, berekend op het aantal kaarten en hun dikte."""
    from kaartgen.cli.extras import BoxRequest, make_boxes
    from kaartgen.products.doosje import THICKNESS
    from kaartgen.products.selection import Selection

    if dikte is not None and gewicht is not None:
        raise usage_error("--dikte en --gewicht gaan niet samen.", "Kies een van beide.")
    per_card = THICKNESS[
        int(choice("--gewicht", "200" if gewicht is None else gewicht, ("200", "300")))
    ]
    if dikte is not None:
        per_card = millimetres("--dikte", dikte, 2)
    copies = None if aantal is None else whole("--aantal", aantal, 200)
    selection = Selection(alleen, soort, copies, 1, kern, tag)
    shop = shop_for(profiel, pdfx, icc, datum, spots=steunkleuren)
    request = BoxRequest(naam, uit, per_card, selection, open_, shop, printer, huisstijl)
    leave(make_boxes(request, Voice(json, stil)))


@command("werkset", "Alles voor één workshop, in één map.")
def workset(
    naam: Name,
    uit: Annotated[
        str | None, typer.Option("--uit", metavar="MAP", help="De map waarin de werkset komt.")
    ] = None,
    tafels: Annotated[
        str, typer.Option("--tafels", metavar="N", help="Hoeveel tafels er meedoen.")
    ] = "1",
    start: Annotated[
        str | None, typer.Option("--start", metavar="TIJD", help="Hoe laat je begint: 13:30.")
    ] = None,
    duur: Annotated[
        str, typer.Option("--duur", metavar="MIN", help="75, 45 of 20 minuten.")
    ] = "75",
    kern: Core = False,
    tag: Tags = None,
    proefdruk: Draft = False,
    zijde: Flipping = None,
    enkelzijdig: OneSided = False,
    stapel: Stacking = None,
    algemeen: Annotated[
        bool, typer.Option("--algemeen", help="Met de algemene dialoogkaart.")
    ] = False,
    printer: PrinterName = None,
    huisstijl: HouseName = None,
    open_: Open = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Maak een map met kaarten, dialoogkaart, handreiking, doosjes en een paklijst."""
    from kaartgen.cli.extras import WorksetRequest, make_workset
    from kaartgen.cli.printing import Asked, Choice
    from kaartgen.products.handreiking import clock

    make_workset(
        WorksetRequest(
            naam,
            uit,
            whole("--tafels", tafels, 50),
            None if start is None else clock(start),
            int(choice("--duur", duur, ("75", "45", "20"))),
            kern,
            algemeen,
            open_,
            tag,
            proefdruk,
            Choice(Asked(zijde, enkelzijdig, stack=stapel)),
            printer,
            huisstijl,
        ),
        Voice(json, stil),
    )
