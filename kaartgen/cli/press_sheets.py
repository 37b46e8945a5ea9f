"""A request for press sheets in; the files made, looked over, written and told about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kaartgen.cli import output
from kaartgen.cli.build import findings_of, path_of
from kaartgen.cli.places import open_file
from kaartgen.cli.preflight import in_sentences
from kaartgen.cli.press import (
    Press,
    inked,
    look_for,
    looked_over,
    order_path,
    plates_in_words,
    pressed,
    spot_inks,
    verdicts,
)
from kaartgen.cli.press_order import sheet_order_files
from kaartgen.cli.press_words import rows, told
from kaartgen.cli.report import Progress, Voice
from kaartgen.errors import ExitCode
from kaartgen.imposition.paper_file import load_paper
from kaartgen.imposition.press import PressWishes
from kaartgen.products.press_sheets import PressJob, build_press_sheets

if TYPE_CHECKING:
    from kaartgen.cli.build import Chosen, DeckRequest
    from kaartgen.cli.differing import Differing


def make_press_sheets(
    request: DeckRequest, press: Press, chosen: Chosen, differing: Differing | None, voice: Voice
) -> ExitCode:
    """Make a deck's press sheets, write them, look them over and tell what the run takes.

    Returns 7 if a shop would send one back.
    """
    press = inked(press, chosen.look.house)
    assert press.shop is not None
    run = request.run
    paper = load_paper(chosen.workspace, request.paper)
    job = PressJob(
        paper,
        press.shop.bleed,
        float(press.shop.ink),
        run.decks,
        run.gathering,
        run.wishes or PressWishes(),
        request.date,
        spot_inks(chosen.look.house, press),
    )
    name = request.file_name(paper)
    total = len(chosen.deck.cards) + 2 * len(chosen.cards)
    with Progress(voice, "Drukvellen maken", total) as progress:
        look = look_for(chosen, press)
        built = build_press_sheets(chosen.deck, look, chosen.cards, job, progress.advance)
        files: dict[Path, bytes] = {}
        pages: dict[Path, int] = {}
        alone = len(built.documents) == 1
        for part, document in built.documents.items():
            path = path_of(chosen.workspace, request.where, name, part, alone=alone)
            files[path] = pressed(request.dated(document), press, progress.advance)
            pages[path] = len(document.pages)
        made = {
            part.removeprefix("-"): path for part, path in zip(built.documents, files, strict=True)
        }
        beside = order_path(request, list(files), name)
        order = sheet_order_files(request, press, chosen, built.lots, job, made, beside)
        looked_at = list(files)
        files |= order
        pages |= dict.fromkeys(order, 1)
    if differing:
        differing.write(files)
        differing.tell(voice)
    else:
        output.write_all(files)
    reports = looked_over(looked_at, press, voice)
    for line in (*told(built, job), *plates_in_words(press), *verdicts(reports, press)):
        voice.say(line)
    voice.files(
        pages,
        cards=sum(lot.cards for lot in built.lots) * job.decks,
        sheets=sum(lot.run.printed for lot in built.lots),
        findings=[
            *findings_of(chosen),
            *built.findings,
            *(line for report in reports for line in in_sentences(report)),
        ],
        notes=differing.lines if differing else (),
        more={**(differing.rows if differing else {}), **rows(built, job)},
    )
    if request.show:
        open_file(next(iter(pages)), voice)
    return ExitCode.PREFLIGHT if any(report.errors for report in reports) else ExitCode.OK
