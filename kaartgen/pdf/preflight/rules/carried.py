"""The rules that PDF/X adds about what a file may not carry, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kaartgen.pdf.preflight.model import FileFacts, Painted
from kaartgen.pdf.preflight.rule import ANY_X, FLAT, Found, Severity, Wishes, file_rule, page_rule


@file_rule(
    "x-acties",
    "Acties en JavaScript",
    Severity.ERROR,
    "Haal acties, koppelingen en JavaScript uit de pdf.",
    pdfx=ANY_X,
    general=False,
)
def actions(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find things that a file does by itself."""
    if file.actions:
        yield Found(f"er zitten acties in ({', '.join(file.actions)})")


@file_rule(
    "x-formulier",
    "Formulieren",
    Severity.ERROR,
    "Maak formuliervelden plat.",
    pdfx=ANY_X,
    general=False,
)
def form(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find fields to fill in."""
    if file.form:
        yield Found("er zitten formuliervelden in")


@file_rule(
    "x-lagen",
    "Lagen",
    Severity.ERROR,
    "Voeg de lagen samen bij het exporteren.",
    pdfx=FLAT,
    general=False,
)
def layers(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find layers that can be switched off."""
    if file.layers:
        yield Found("er zitten lagen in die aan en uit kunnen")


@file_rule(
    "x-bijlagen",
    "Bijlagen",
    Severity.ERROR,
    "Haal bijlagen weg, en sluit alle inhoud in.",
    pdfx=ANY_X,
    general=False,
)
def attachments(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find other files in this one, or content that lies elsewhere."""
    if file.attachments:
        yield Found(f"er zitten bijlagen in ({', '.join(file.attachments)})")


@file_rule(
    "x-lzw",
    "Compressie LZW",
    Severity.ERROR,
    "Bewaar de pdf met ZIP- of JPEG-compressie.",
    pdfx=ANY_X,
    general=False,
)
def lzw(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find the compression that PDF/X does not take."""
    if file.filters.get("LZWDecode"):
        yield Found("er is gecomprimeerd met LZW")


@file_rule(
    "x-jpeg2000",
    "Compressie JPEG 2000",
    Severity.ERROR,
    "Bewaar beelden met ZIP- of JPEG-compressie.",
    pdfx=FLAT,
    general=False,
)
def jpeg2000(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find the compression that came after X-1a and X-3."""
    if file.filters.get("JPXDecode"):
        yield Found("er is gecomprimeerd met JPEG 2000")


@file_rule(
    "x-postscript",
    "PostScript",
    Severity.ERROR,
    "Zet de inhoud om; PostScript mag niet in PDF/X.",
    pdfx=ANY_X,
    general=False,
)
def postscript(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find a program for a printer."""
    if file.postscript:
        yield Found("er zit PostScript in")


@file_rule(
    "x-opi",
    "Vervangbeelden (OPI)",
    Severity.ERROR,
    "Sluit de echte beelden in.",
    pdfx=ANY_X,
    general=False,
)
def opi(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find stand-ins for images."""
    if file.opi:
        yield Found("er zitten verwijzingen naar vervangbeelden in (OPI)")


@file_rule(
    "x-alternatief",
    "Andere versies van een beeld",
    Severity.ERROR,
    "Houd van elk beeld één versie over.",
    pdfx=ANY_X,
    general=False,
)
def alternates(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find images that come in several versions."""
    if file.alternates:
        yield Found("een beeld zit er in meer versies in (Alternates)")


@file_rule(
    "x-weergave",
    "Wat er geprint wordt",
    Severity.ERROR,
    "Haal de instellingen voor weergave en printen uit de pdf.",
    pdfx=ANY_X,
    general=False,
)
def viewer_areas(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find settings that make a viewer show or print less than the page."""
    if file.clip_boxes:
        yield Found(
            f"een instelling laat een deel van de pagina weg ({', '.join(file.clip_boxes)})"
        )


@page_rule(
    "x-tonen",
    "Tooncurven",
    Severity.ERROR,
    "Haal de tooncurven (transfer curves) uit de pdf.",
    pdfx=ANY_X,
    general=False,
)
def transfers(page: Painted, _: Wishes) -> Iterator[Found]:
    """Find curves that change tones on their way to the plate."""
    if page.transfers:
        yield Found(f"tooncurven veranderen de kleur ({', '.join(sorted(page.transfers))})")


RULES: Final = (
    actions,
    form,
    layers,
    attachments,
    lzw,
    jpeg2000,
    postscript,
    opi,
    alternates,
    viewer_areas,
    transfers,
)
