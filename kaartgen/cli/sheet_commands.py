"""The commands that make sheets of cards: each reads its arguments into a typed job."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kaartgen.cli.group import command
from kaartgen.cli.options import (
    Apart,
    Changed,
    Copies,
    Core,
    CutLines,
    CutOrder,
    Dated,
    Die,
    Draft,
    Flipping,
    Folding,
    Gathered,
    Grid,
    Gripper,
    Gutter,
    HouseName,
    Icc,
    Json,
    Kinds,
    Large,
    Name,
    OneFormat,
    OneSided,
    Only,
    Open,
    Ordered,
    PaperName,
    PdfXName,
    PerCard,
    PrinterName,
    Profile,
    Quiet,
    Run,
    Sets,
    SheetName,
    Side,
    Since,
    Spots,
    Stacking,
    Start,
    Tags,
    Turned,
    Unexplained,
    Where,
    choice,
    day,
    grid,
    millimetres,
    whole,
)
from kaartgen.cli.profiles import (
    card_format,
    check_press_sheets,
    for_a_shop,
    leave,
    pdfx_for,
    press_wishes,
)
from kaartgen.cli.report import Voice
from kaartgen.errors import usage_error


@command("deck", "Kaarten, klaar om te printen.")
def deck(
    naam: Name,
    uit: Where = None,
    profiel: Profile = "thuis",
    pdfx: PdfXName = None,
    icc: Icc = None,
    per_kaart: PerCard = False,
    steunkleuren: Spots = False,
    stans: Die = False,
    huisstijl: HouseName = None,
    opdracht: Ordered = False,
    oplage: Run = None,
    indeling: Gathered = None,
    keren: Turned = None,
    grijper: Gripper = None,
    papier: SheetName = None,
    formaat: OneFormat = None,
    zijde: Flipping = None,
    enkelzijdig: OneSided = False,
    apart: Apart = False,
    stapel: Stacking = None,
    vouw: Folding = False,
    kant: Side = None,
    rand: Annotated[
        str, typer.Option("--rand", metavar="RAND", help="wit of tot-de-rand.")
    ] = "wit",
    tot_de_rand: Annotated[
        bool, typer.Option("--tot-de-rand", help="Kleur tot aan de snijrand, zonder witte rand.")
    ] = False,
    zonder_uitleg: Unexplained = False,
    vanaf: Start = None,
    raster: Grid = None,
    tussenruimte: Gutter = None,
    snijlijnen: CutLines = "hoek",
    snijvolgorde: CutOrder = False,
    grootletter: Large = False,
    proefvel: Annotated[
        bool, typer.Option("--proefvel", help="Maak één vel, om de printer te proberen.")
    ] = False,
    proefdruk: Draft = False,
    alleen: Only = None,
    soort: Kinds = None,
    tag: Tags = None,
    aantal: Copies = None,
    sets: Sets = "1",
    kern: Core = False,
    gewijzigd: Changed = False,
    sinds: Since = None,
    datum: Dated = None,
    printer: PrinterName = None,
    open_: Open = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Maak de kaarten van een deck, klaar om te printen."""
    from kaartgen.cli import build
    from kaartgen.cli.printing import Asked, way_to_print
    from kaartgen.imposition.plan import CutMarks, Wishes
    from kaartgen.products.selection import Selection

    kind = pdfx_for(profiel, pdfx, "drukvel")
    asked = Asked(zijde, enkelzijdig, apart, stapel, vouw, kant)
    printing, flip = way_to_print(asked)
    for option, given in (
        ("--papier", papier not in (None, "A4") and profiel != "drukvel"),
        ("--tot-de-rand", tot_de_rand or rand == "tot-de-rand"),
        ("--proefvel", proefvel),
        ("--grootletter", grootletter),
        ("--proefdruk", proefdruk),
        *((option, True) for option in asked.options),
        ("--vanaf", vanaf is not None),
        ("--raster", raster is not None and profiel != "drukvel"),
        ("--tussenruimte", tussenruimte is not None and profiel != "drukvel"),
        ("--snijlijnen", snijlijnen != "hoek"),
        ("--snijvolgorde", snijvolgorde),
        ("--printer", printer is not None),
    ):
        if given and profiel != "thuis":
            raise usage_error(f"{option} hoort bij --profiel thuis.", "Laat een van beide weg.")
    for option, given in (
        ("--pdfx", pdfx is not None),
        ("--icc", icc is not None),
        ("--per-kaart", per_kaart),
        ("--steunkleuren", steunkleuren),
        ("--stans", stans),
        ("--opdracht", opdracht),
        ("--oplage", oplage is not None),
    ):
        if given and profiel == "thuis":
            raise for_a_shop(option)
    compared = gewijzigd or sinds is not None
    one_format = formaat and card_format(formaat, compared=compared, enlarged=grootletter)
    on_sheets = profiel == "drukvel"
    check_press_sheets(
        on_sheets,
        (("--per-kaart", per_kaart), ("--stans", stans)),
        None if sets == "1" else sets,
        (("--indeling", indeling), ("--keren", keren), ("--grijper", grijper)),
    )
    gutter = None if tussenruimte is None else millimetres("--tussenruimte", tussenruimte, 50)
    wanted = None if raster is None else grid(raster)
    sheet = press_wishes(keren, grijper, gutter, wanted) if on_sheets else None
    # Any: the word has been checked to be one of the type.
    gathering: Any = indeling or "stapelen"
    run = None if oplage is None else whole("--oplage", oplage, 100_000)
    edge = "tot-de-rand" if tot_de_rand else choice("--rand", rand, ("wit", "tot-de-rand"))
    code = build.make_deck(
        build.DeckRequest(
            name=naam,
            where=uit,
            profile=profiel,
            paper=papier or ("SRA3" if on_sheets else "A4"),
            flip=flip.value,
            printing=printing,
            edge=edge,
            explained=not zonder_uitleg,
            trial=proefvel,
            large=grootletter,
            wishes=Wishes(
                None if on_sheets else gutter,
                None if on_sheets else wanted,
                CutMarks(choice("--snijlijnen", snijlijnen, [one.value for one in CutMarks])),
                1 if vanaf is None else whole("--vanaf", vanaf, 1000),
            ),
            cut_order=snijvolgorde,
            selection=Selection(
                alleen,
                soort,
                None if aantal is None else whole("--aantal", aantal, 200),
                whole("--sets", sets, 100),
                kern,
                tag,
            ),
            show=open_,
            changed=gewijzigd,
            since=sinds,
            draft=proefdruk,
            one_format=one_format,
            press=build.PressChoice(
                kind,
                icc,
                per_kaart,
                opdracht or (run is not None and not on_sheets),
                run,
                steunkleuren,
                stans,
            ),
            run=build.RunChoice((on_sheets and run) or 1, gathering, sheet),
            date=None if datum is None else day("--datum", datum),
            printer=printer,
            house=huisstijl,
        ),
        Voice(json, stil),
    )
    leave(code)


@command("inslag", "Kaarten uit een ander programma op vellen.")
def foreign(
    bestand: Annotated[
        str, typer.Argument(metavar="BESTAND", help="Een pdf met één kant per pagina.")
    ],
    uit: Where = None,
    achterkant: Annotated[
        str,
        typer.Option(
            "--achterkant",
            metavar="WAAR",
            help="om-en-om, gedeeld (de laatste pagina), gedeeld-eerste, geen, of een pdf.",
        ),
    ] = "om-en-om",
    afloop: Annotated[
        str,
        typer.Option(
            "--afloop",
            metavar="MM",
            help="Hoeveel er rondom af gaat, als het bestand dat niet zegt.",
        ),
    ] = "0",
    paginas: Annotated[
        str | None,
        typer.Option("--paginas", metavar="KEUZE", help="Alleen deze, en hoe vaak: 3x1-2,2x3-4."),
    ] = None,
    aantal: Annotated[str, typer.Option("--aantal", metavar="N", help="Zo vaak elke kaart.")] = "1",
    sets: Annotated[str, typer.Option("--sets", metavar="N", help="Alles zo vaak.")] = "1",
    papier: PaperName = "A4",
    zijde: Flipping = None,
    enkelzijdig: OneSided = False,
    apart: Apart = False,
    stapel: Stacking = None,
    vouw: Folding = False,
    kant: Side = None,
    rand: Annotated[
        str | None,
        typer.Option(
            "--rand", metavar="RAND", help="wit of tot-de-rand; anders wat bij het bestand past."
        ),
    ] = None,
    tot_de_rand: Annotated[
        bool, typer.Option("--tot-de-rand", help="Alles tot aan de snijrand, zonder witte rand.")
    ] = False,
    ware_grootte: Annotated[
        bool, typer.Option("--ware-grootte", help="Nooit verkleinen; soms passen er dan minder.")
    ] = False,
    vanaf: Start = None,
    raster: Grid = None,
    tussenruimte: Gutter = None,
    snijlijnen: CutLines = "hoek",
    snijvolgorde: CutOrder = False,
    zonder_uitleg: Unexplained = False,
    proefvel: Annotated[
        bool, typer.Option("--proefvel", help="Maak één vel, om de printer te proberen.")
    ] = False,
    printer: PrinterName = None,
    open_: Open = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Leg kaarten uit InDesign, Canva, PowerPoint of een ander programma op vellen."""
    from kaartgen.cli.inslag import InslagRequest, backing, make_inslag
    from kaartgen.cli.printing import Asked, way_to_print
    from kaartgen.imposition.plan import CutMarks, Edge, Wishes
    from kaartgen.products.inslag import Choice

    asked = Asked(zijde, enkelzijdig, apart, stapel, vouw, kant)
    printing, flip = way_to_print(asked)
    edge = None if rand is None else choice("--rand", rand, ("wit", "tot-de-rand"))
    edge = "tot-de-rand" if tot_de_rand else edge
    make_inslag(
        InslagRequest(
            file=Path(bestand).expanduser(),
            where=uit,
            choice=Choice(
                backing(achterkant),
                paginas,
                whole("--aantal", aantal, 200),
                whole("--sets", sets, 100),
            ),
            bleed=millimetres("--afloop", afloop, 20),
            paper=papier,
            flip=flip,
            printing=printing,
            edge=None if edge is None else Edge(edge),
            true_size=ware_grootte,
            wishes=Wishes(
                None if tussenruimte is None else millimetres("--tussenruimte", tussenruimte, 50),
                None if raster is None else grid(raster),
                CutMarks(choice("--snijlijnen", snijlijnen, [one.value for one in CutMarks])),
                1 if vanaf is None else whole("--vanaf", vanaf, 1000),
            ),
            cut_order=snijvolgorde,
            explained=not zonder_uitleg,
            trial=proefvel,
            show=open_,
            printer=printer,
        ),
        Voice(json, stil),
    )


@command("kalibreer", "Je printer ijken, zodat voor en achter kloppen.")
def calibrate(
    uit: Where = None,
    papier: PaperName = "A4",
    zijde: Annotated[
        str,
        typer.Option("--zijde", metavar="ZIJDE", help="Omslaan over de lang(e) of kort(e) zijde."),
    ] = "lang",
    printer: Annotated[
        str | None, typer.Option("--printer", metavar="NAAM", help="Hoe je deze printer noemt.")
    ] = None,
    metingen: Annotated[
        str | None,
        typer.Option(
            "--metingen",
            metavar="TEKST",
            help='Achterop afgelezen, naar rechts en omhoog: "A 0,3 -0,5; B 0,4 -0,5; …".',
        ),
    ] = None,
    liniaal: Annotated[
        str | None,
        typer.Option("--liniaal", metavar="MMxMM", help="Liggend en staand gemeten: 99,7x99,8."),
    ] = None,
    afstanden: Annotated[
        str | None,
        typer.Option(
            "--afstanden", metavar="TEKST", help='Afstand 1 tot en met 4: "25,3 25,1 24,8 24,9".'
        ),
    ] = None,
    rand: Annotated[
        str | None,
        typer.Option(
            "--rand",
            metavar="MM",
            help="Wat de printer wit laat: één getal, of boven, rechts, onder en links.",
        ),
    ] = None,
    open_: Open = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Maak een ijkvel, of onthoud wat je erop afleest; --printer NAAM zet het voortaan recht."""
    from kaartgen.cli import calibrate as calibration

    calibration.calibrate(
        calibration.CalibrateRequest(
            uit,
            papier,
            choice("--zijde", zijde, ("lang", "kort")),
            printer,
            metingen,
            liniaal,
            afstanden,
            rand,
            open_,
        ),
        Voice(json, stil),
    )
