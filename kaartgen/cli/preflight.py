"""A request to look a PDF over in; a table, JSON or a proof out, and whether it is good."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from kaartgen.cli import output
from kaartgen.cli.dutch import count, number
from kaartgen.cli.places import here, open_file, target_base
from kaartgen.cli.report import Progress, Voice
from kaartgen.cli.shop_kept import shop_named
from kaartgen.errors import ExitCode
from kaartgen.pdf.preflight.check import Finding, Report, checked, ranges
from kaartgen.pdf.preflight.rule import Severity, Wishes
from kaartgen.pdf.print_shop import GENERAL, PDFX_NAMES, PdfX

_WIDEST: Final = 100
# Of one rule this many different messages are told; the others are counted.
_INKS: Final = ("cyaan", "magenta", "geel", "zwart", "steunkleur")
_TOLD: Final = 3
_COUNTED: Final[Mapping[Severity, tuple[str, str]]] = {
    Severity.ERROR: ("fout", "fouten"),
    Severity.WARNING: ("waarschuwing", "waarschuwingen"),
    Severity.NOTE: ("opmerking", "opmerkingen"),
}


class PreflightRequest(Struct, frozen=True):
    """All that was asked of `kaartgen preflight`."""

    file: str
    shop: str = GENERAL
    pdfx: PdfX | None = None
    proof: str | None = None
    measuring: bool = False
    # Of our own the file says so itself.
    sheets: bool = False
    show: bool = False


def preflight(request: PreflightRequest, voice: Voice) -> ExitCode:
    """Look a file over, tell what was found, and return 7 if a shop would send it back."""
    workspace = here()
    shop = shop_named(workspace, request.shop)
    wishes = Wishes(shop, request.pdfx or shop.pdfx, request.sheets)
    path = Path(request.file).expanduser().resolve()
    with Progress(voice, "Nakijken", _pages_in(path)) as progress:
        report = checked(path, wishes, progress.advance, measuring=request.measuring)
    made = _write_proof(request, report, voice) if request.proof is not None else {}
    if voice.as_json:
        voice.json(as_data(report, made))
    else:
        for line in table(report, min(_WIDEST, shutil.get_terminal_size().columns)):
            print(line)
        for file in made:
            print(file)
    if request.show and made:
        open_file(next(iter(made)), voice)
    return ExitCode.PREFLIGHT if report.errors else ExitCode.OK


def _pages_in(path: Path) -> int:
    """Return about how many pages a bar should count to; a guess does no harm."""
    try:
        return max(1, path.stat().st_size // 4000)
    except OSError:
        return 1


def _write_proof(request: PreflightRequest, report: Report, voice: Voice) -> dict[Path, int]:
    from kaartgen.layout.house_style import load_house_style
    from kaartgen.pdf.raster import png
    from kaartgen.products.preflight_proof import proof

    assert request.proof is not None  # asked for, or we were not called
    workspace = here()
    house = load_house_style(workspace, "helder")
    pages, pdf = proof(report, house)
    name = f"{report.path.stem}-preflight"
    suffix = ".png" if request.proof.casefold().endswith(".png") else ".pdf"
    path = output.target(target_base(workspace), request.proof, name, suffix)
    if suffix == ".pdf":
        files, counts = {path: pdf}, {path: pages}
    else:
        files = {
            (path if pages == 1 else path.with_name(f"{path.stem}-{at + 1}.png")): png(pdf, page=at)
            for at in range(pages)
        }
        counts = dict.fromkeys(files, 1)
    output.write_all(files)
    voice.say(f"De proef heeft {count(pages, 'pagina', 'pagina’s')}.")
    return counts


def as_data(report: Report, made: Mapping[Path, int]) -> dict[str, Any]:
    """Return the report as plain values; places are x, y, width and height in millimetres."""
    shop = report.wishes.shop
    return {
        "bestanden": [{"pad": str(path), "paginas": pages} for path, pages in made.items()],
        "kaarten": 0,
        "vellen": 0,
        "pdf": {
            "pad": str(report.path),
            "paginas": report.pages,
            "breedte": report.trim.width if report.trim else None,
            "hoogte": report.trim.height if report.trim else None,
            "inkt": round(report.most_ink, 1),
            "dekking": {
                ink: round(share, 2) for ink, share in zip(_INKS, report.coverage, strict=False)
            },
        },
        "drukker": shop.name,
        "pdfx": report.wishes.pdfx,
        "drukvellen": report.wishes.sheets,
        "controles": report.rules,
        "voldoet": not report.errors,
        "voldoet_pdfx": report.meets_pdfx,
        "bevindingen": [
            {
                "bericht": f"{finding.name}: {finding.message}",
                "controle": finding.rule,
                "ernst": finding.severity.value,
                "pagina": finding.page,
                "keer": finding.count,
                "plekken": [
                    [round(value, 2) for value in (one.x, one.y, one.width, one.height)]
                    for one in finding.places
                ],
                "tip": finding.hint,
                "code": int(
                    ExitCode.PREFLIGHT if finding.severity is Severity.ERROR else ExitCode.OK
                ),
            }
            for finding in report.findings
        ],
    }


def table(report: Report, width: int) -> Iterator[str]:
    """Yield the report as lines for a terminal of that width."""
    shop, pdfx = report.wishes.shop, report.wishes.pdfx
    size = (
        f" van {number(report.trim.width)} × {number(report.trim.height)} mm" if report.trim else ""
    )
    pages = count(report.pages, "pagina", "pagina’s")
    against = f"{shop.title}, {PDFX_NAMES[pdfx]}" if pdfx != "geen" else shop.title
    kind = ", drukvellen" if report.wishes.sheets else ""
    yield from _filled(
        f"{report.path.name}: {pages}{size}{kind}, nagekeken voor {against}.", "", width
    )
    yield from _filled(
        f"{report.rules} controles; hooguit {number(round(report.most_ink))} % inkt op elkaar.",
        "",
        width,
    )
    if report.coverage:
        shares = zip(_INKS, report.coverage, strict=False)
        told = ", ".join(f"{ink} {number(round(share, 1))} %" for ink, share in shares if share)
        yield from _filled(f"Gemeten dekking: {told or 'geen inkt'}.", "", width)
    for severity in Severity:
        found = [finding for finding in report.findings if finding.severity is severity]
        for rows in _by_rule(found).values():
            yield ""
            yield from _told(severity, rows, report.pages, width)
    yield ""
    yield from _filled(verdict(report), "", width)


def _told(severity: Severity, rows: Sequence[Finding], pages: int, width: int) -> Iterator[str]:
    first = rows[0]
    yield f"{severity.value.upper():<13} {first.name}"
    messages: dict[str, list[Finding]] = {}
    for finding in rows:
        messages.setdefault(finding.message, []).append(finding)
    indent = " " * 14
    for message, found in list(messages.items())[:_TOLD]:
        yield from _filled(f"{_where(found, pages)}{message}", indent, width)
    others = [finding for found in list(messages.values())[_TOLD:] for finding in found]
    if others:
        more = count(len(messages) - _TOLD, "andere melding", "andere meldingen")
        yield from _filled(f"{_where(others, pages)}nog {more} hiervan", indent, width)
    yield from _filled(f"→ {first.hint}", indent, width, hang="  ")


def _by_rule(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)
    return groups


def _filled(text: str, indent: str, width: int, hang: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        max(40, width - 1),
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_on_hyphens=False,
    )


def _where(found: Sequence[Finding], pages: int) -> str:
    numbers = sorted({finding.page for finding in found if finding.page is not None})
    if not numbers:
        return ""
    if len(numbers) == pages and pages > 1:
        return "alle pagina’s: "
    return f"p.\u00a0{ranges(numbers)}: "


def in_sentences(report: Report) -> list[str]:
    """Return what was found, one sentence for each thing, with the file and the pages."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.findings:
        groups.setdefault((finding.name, finding.message), []).append(finding)
    return [
        f"{report.path.name}: {name}, {_where(found, report.pages)}{message}. {found[0].hint}"
        for (name, message), found in groups.items()
    ]


def verdict(report: Report) -> str:
    """Return in a sentence how it came out; it never says that a file is certified."""
    counted = [
        count(number_of, *_COUNTED[severity])
        for severity in Severity
        if (number_of := len(_by_rule(f for f in report.findings if f.severity is severity)))
    ]
    found = f"{', '.join(counted)}. " if counted else "Niets gevonden. "
    pdfx = report.wishes.pdfx
    if pdfx == "geen":
        return found + (
            f"Zo neemt {report.wishes.shop.title} de pdf waarschijnlijk niet aan."
            if report.errors
            else "De pdf voldoet aan onze controle."
        )
    name = PDFX_NAMES[pdfx]
    if not report.meets_pdfx:
        return found + f"De pdf voldoet niet aan onze controle op {name}."
    rest = (
        f", maar {report.wishes.shop.title} neemt hem zo waarschijnlijk niet aan"
        if report.errors
        else ""
    )
    return found + f"De pdf voldoet aan onze controle op {name}{rest}. Een certificaat is dat niet."
