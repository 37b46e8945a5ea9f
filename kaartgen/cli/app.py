"""The commands: each reads its arguments into a typed job and hands it to `build`."""

from __future__ import annotations

import copy
import errno
import io
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from kaartgen import __version__
from kaartgen.cli import dutch
from kaartgen.cli.options import (
    Apart,
    Changed,
    Copies,
    Core,
    CutLines,
    CutOrder,
    Dated,
    Draft,
    Flipping,
    Folding,
    Gathered,
    Grid,
    Gutter,
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
    Stacking,
    Start,
    Tags,
    Unexplained,
    Where,
    choice,
    day,
    grid,
    millimetres,
    whole,
)
from kaartgen.cli.report import Voice
from kaartgen.errors import ExitCode, KaartgenError, usage_error


class _Command(TyperCommand):
    def get_params(self, ctx: Any) -> list[Any]:
        return _without_validators(super().get_params(ctx))

    def get_help(self, ctx: Any) -> str:
        return dutch.help_text(super().get_help(ctx))


def _without_validators(parameters: list[Any]) -> list[Any]:
    """Let text, and what was not given, pass as it is.

    The library makes a validator for every option, also of those that are left out: 50 ms in all.
    """
    for parameter in parameters:
        if not isinstance(parameter.process_value, _Passing):
            parameter.process_value = _Passing(parameter)
    return parameters


class _Passing:
    """Takes the place of a parameter's own `process_value`."""

    def __init__(self, parameter: Any) -> None:
        described = getattr(parameter, "type_descriptor", None)
        self._of_text = getattr(described, "annotation", None) is str
        self._parameter = parameter
        self._process = parameter.process_value

    def __call__(self, ctx: Any, value: Any) -> Any:
        given = isinstance(value, str) and self._of_text
        left_out = value is None and not self._parameter.required
        if not (given or left_out):
            return self._process(ctx, value)
        callback = self._parameter.callback
        return callback(ctx, self._parameter, value) if callback else value


class _Group(TyperGroup):
    def get_params(self, ctx: Any) -> list[Any]:
        return _without_validators(super().get_params(ctx))

    def get_help(self, ctx: Any) -> str:
        return dutch.help_text(super().get_help(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.commands)  # in the order of the work, not of the alphabet


# Without rich's markup the help is there in 60 ms instead of 150.
app: Final = typer.Typer(
    cls=_Group,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _command(name: str, short: str) -> Any:
    return app.command(name, cls=_Command, short_help=short)


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--versie", help="Laat de versie zien.")] = False,
) -> None:
    """Maak van situaties en vragen kaarten om mee aan tafel te gaan."""
    if version:
        print(f"kaartgen {__version__}")
    elif context.invoked_subcommand is None:
        from kaartgen.cli.ask import ask

        ask()


def _pdfx_for(profile: str, pdfx: str | None, *more: str) -> Any:
    """Check the name of a profile and of a PDF/X, and return the second as it is.

    `more` are profiles that only this product has.
    """
    known = ("thuis", "master", *more)
    if profile not in known:
        from kaartgen.cli.places import here

        choice("--profiel", profile, (*known, *here().names("drukkers")))
    # Any: the words have been checked to be those of the type.
    return None if pdfx is None else choice("--pdfx", pdfx, ("4", "1a", "3", "geen"))


def _shop(profile: str, pdfx: str | None, icc: str | None, date: str | None) -> Any:
    """Return the print shop that a product beside the cards is made for, or None at home."""
    kind = _pdfx_for(profile, pdfx)
    moment = None if date is None else day("--datum", date)
    if profile == "thuis":
        for option, given in (("--pdfx", pdfx), ("--icc", icc), ("--datum", date)):
            if given is not None:
                raise _for_a_shop(option)
        return None
    from kaartgen.cli.build import PressChoice
    from kaartgen.cli.press_loose import Shop

    return Shop(profile, PressChoice(kind, icc), moment)


def _format(value: str, *, compared: bool, enlarged: bool) -> str:
    """Return the name of a format of cards; raises KaartgenError where it cannot be chosen."""
    from kaartgen.layout.template import FORMATS

    if enlarged:
        raise usage_error(
            "--formaat en --grootletter gaan niet samen.", "Kaarten met grote letters zijn A5."
        )
    if compared:
        raise usage_error(
            "--formaat en --gewijzigd of --sinds gaan niet samen.",
            "In een ander formaat is elke kaart anders; kies ze met --alleen.",
        )
    return choice("--formaat", value.casefold(), list(FORMATS))


def _check_press_sheets(
    on_sheets: bool, apart: Sequence[tuple[str, bool]], sets: str | None, gathering: str | None
) -> None:
    """Refuse what does not go with press sheets, and what goes only with them."""
    if not on_sheets:
        if gathering is not None:
            raise usage_error(
                "--indeling is voor drukvellen.", "Zet erbij: --profiel drukvel, of laat het weg."
            )
        return
    for option, given in apart:
        if given:
            raise usage_error(
                f"{option} gaat niet samen met drukvellen.",
                f"Laat {option} weg, of neem --profiel drukker.",
            )
    if sets is not None:
        raise usage_error(
            "Hoeveel decks er op drukvellen komen, zegt --oplage.",
            f"Typ --oplage {sets} in plaats van --sets {sets}.",
        )
    choice("--indeling", gathering or "stapelen", ("stapelen", "herhalen"))


def _for_a_shop(option: str) -> KaartgenError:
    return usage_error(
        f"{option} is voor een drukker.", "Zet erbij: --profiel drukker, of laat het weg."
    )


def _leave(code: ExitCode) -> None:
    if code:
        raise typer.Exit(int(code))


@_command("deck", "Kaarten, klaar om te printen.")
def deck(
    naam: Name,
    uit: Where = None,
    profiel: Profile = "thuis",
    pdfx: PdfXName = None,
    icc: Icc = None,
    per_kaart: PerCard = False,
    opdracht: Ordered = False,
    oplage: Run = None,
    indeling: Gathered = None,
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

    kind = _pdfx_for(profiel, pdfx, "drukvel")
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
        ("--raster", raster is not None),
        ("--tussenruimte", tussenruimte is not None),
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
        ("--opdracht", opdracht),
        ("--oplage", oplage is not None),
    ):
        if given and profiel == "thuis":
            raise _for_a_shop(option)
    compared = gewijzigd or sinds is not None
    one_format = formaat and _format(formaat, compared=compared, enlarged=grootletter)
    on_sheets = profiel == "drukvel"
    _check_press_sheets(
        on_sheets,
        (("--per-kaart", per_kaart), ("--opdracht", opdracht)),
        None if sets == "1" else sets,
        indeling,
    )
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
                None if tussenruimte is None else millimetres("--tussenruimte", tussenruimte, 50),
                None if raster is None else grid(raster),
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
                kind, icc, per_kaart, opdracht or (run is not None and not on_sheets), run
            ),
            run=build.RunChoice((on_sheets and run) or 1, gathering),
            date=None if datum is None else day("--datum", datum),
            printer=printer,
        ),
        Voice(json, stil),
    )
    _leave(code)


@_command("dialoogkaart", "De kaart die onder het gesprek ligt.")
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
    datum: Dated = None,
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
            _shop(profiel, pdfx, icc, datum),
            printer,
        ),
        Voice(json, stil),
    )
    _leave(code)


@_command("handreiking", "De uitleg voor wie het gesprek leidt.")
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
    datum: Dated = None,
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
    shop = _shop(profiel, pdfx, icc, datum)
    code = make_guide(
        GuideRequest(naam, uit, minutes, start, boekje, creep, algemeen, open_, how, shop, printer),
        Voice(json, stil),
    )
    _leave(code)


@_command("bundel", "Het deck als boekje om in te schrijven.")
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
    datum: Dated = None,
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
    shop = _shop(profiel, pdfx, icc, datum)
    request = BundleRequest(naam, uit, boekje, creep, open_, how, shop, printer)
    _leave(make_bundle(request, Voice(json, stil)))


@_command("doosje", "Een vouwdoosje dat om het deck past.")
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
    datum: Dated = None,
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
    shop = _shop(profiel, pdfx, icc, datum)
    request = BoxRequest(naam, uit, per_card, selection, open_, shop, printer)
    _leave(make_boxes(request, Voice(json, stil)))


@_command("werkset", "Alles voor één workshop, in één map.")
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
        ),
        Voice(json, stil),
    )


@_command("inslag", "Kaarten uit een ander programma op vellen.")
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


@_command("nieuw", "Een eigen deck beginnen.")
def new(
    naam: Annotated[
        str | None,
        typer.Argument(metavar="[NAAM]", help="De naam van het nieuwe deck, zoals mijn-deck."),
    ] = None,
    titel: Annotated[
        str | None,
        typer.Option("--titel", metavar="TITEL", help="De titel; anders komt hij uit de naam."),
    ] = None,
    open_: Open = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Begin een eigen deck, met een eerste kaart van elke soort om overheen te schrijven."""
    from kaartgen.cli import nieuw

    nieuw.new(nieuw.Asked(naam, titel, open_), Voice(json, stil))


@_command("proef", "Plaatjes van alle kaarten.")
def proof(
    naam: Name,
    uit: Annotated[
        str | None, typer.Option("--uit", metavar="PAD", help="Map (of .png) voor de plaatjes.")
    ] = None,
    hulplijnen: Annotated[
        bool, typer.Option("--hulplijnen", help="Teken snijrand, afloop en veilige zone.")
    ] = False,
    grijs: Annotated[
        bool, typer.Option("--grijs", help="In grijs, zoals een laserprinter.")
    ] = False,
    alleen: Only = None,
    soort: Kinds = None,
    tag: Tags = None,
    open_: Open = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Maak plaatjes van alle kaarten, voor- en achterkant naast elkaar."""
    from kaartgen.cli import build
    from kaartgen.products.selection import Selection

    build.make_proof(
        build.ProofRequest(
            naam, uit, hulplijnen, grijs, Selection(alleen, soort, 1, 1, tags=tag), open_
        ),
        Voice(json, stil),
    )


@_command("check", "Kijken of alles klopt, past en leest.")
def check(
    naam: Annotated[
        str | None, typer.Argument(metavar="[NAAM]", help="Het deck; zonder naam alle decks.")
    ] = None,
    strikt: Annotated[
        bool, typer.Option("--strikt", help="Eindig met code 3 als er een signaal overblijft.")
    ] = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Kijk een deck na zonder iets te maken.

    Kloppen de velden en verwijzingen, past elke tekst en hoe vol is elke kant, is het deck in
    balans, en leest elke tekst aan tafel? Signalen zijn geen oordeel: met ‘negeer’ in deck.yaml
    laat je er een staan, met een reden.
    """
    from kaartgen.cli import checking

    code = checking.check(naam, Voice(json, stil), strict=strikt)
    if code:
        raise typer.Exit(code)


@_command("preflight", "Een pdf nakijken voor de drukker.")
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
    open_: Open = False,
    json: Json = False,
    stil: Quiet = False,
) -> None:
    """Kijk een pdf na zoals een drukker dat doet: letters, kleur, inkt, afloop en PDF/X."""
    from kaartgen.cli.preflight import PreflightRequest, preflight

    kind: Any = None if pdfx is None else choice("--pdfx", pdfx, ("4", "1a", "3", "geen"))
    request = PreflightRequest(bestand, drukker, kind, proef, inkt, open_)
    code = preflight(request, Voice(json, stil))
    if code:
        raise typer.Exit(int(code))


@_command("kalibreer", "Je printer ijken, zodat voor en achter kloppen.")
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


@_command("lijst", "Wat er is.")
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


def run(arguments: Sequence[str]) -> ExitCode:
    """Run one command line and return the exit code; problems have been told by then."""
    voice = Voice("--json" in arguments, "--stil" in arguments)
    command = typer.main.get_command(_called(arguments))
    try:
        # Not `main`: the library's own ends the process on what we want to tell ourselves.
        with command.make_context("kaartgen", list(arguments)) as context:
            command.invoke(context)
        sys.stdout.flush()
    except KaartgenError as error:
        voice.problems(error)
        return error.code
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.Exit as error:
        return ExitCode(error.exit_code)
    except Exception as error:
        return _told(error, command, voice)
    return ExitCode.OK


def _called(arguments: Sequence[str]) -> typer.Typer:
    """Return the app with only the command that is called: to make them all takes 25 ms."""
    called = [one for one in app.registered_commands if one.name in arguments[:1]]
    if not called:
        return app
    narrowed = copy.copy(app)
    narrowed.registered_commands = called
    return narrowed


def _told(error: Exception, command: Any, voice: Voice) -> ExitCode:
    if hasattr(error, "exit_code") and hasattr(error, "format_message"):
        voice.problems(usage_error(*_in_dutch(error, command)))
        return ExitCode.USAGE
    if isinstance(error, OSError) and error.errno == errno.ENOSPC and error.filename is None:
        sys.stderr.write("Wat kaartgen wil melden is niet weg te schrijven: de schijf is vol.\n")
        # Nothing more can be written there, also not when Python closes it.
        sys.stdout = io.StringIO()
        return ExitCode.FILE
    told = "Dit is een fout in kaartgen zelf, niet in jouw werk. Er is niets half weggeschreven."
    if voice.as_json:
        voice.json(
            {
                "bestanden": [],
                "kaarten": 0,
                "vellen": 0,
                "bevindingen": [{"bericht": told, "code": 1}],
            }
        )
    print(f"{told}\nMeld hem met de regels hieronder en wat je deed.\n", file=sys.stderr)
    traceback.print_exception(error)
    return ExitCode.BUG


def _in_dutch(error: Exception, command: Any) -> tuple[str, str]:
    context = getattr(error, "ctx", None)
    options = [
        name
        for parameter in (context.command.params if context else [])
        for name in parameter.opts
        if name.startswith("-")
    ]
    return dutch.usage_message(error, list(command.commands), options)
