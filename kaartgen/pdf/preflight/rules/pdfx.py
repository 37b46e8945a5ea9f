"""The rules that PDF/X adds about what a file says of itself, one by one.

The texts of ISO 15930 were not at hand: these are its rules as others describe them, checked with
files of a second writer. That is why nobody is told that a file is certified.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Final

from kaartgen.pdf.preflight.model import FileFacts, OutputIntent
from kaartgen.pdf.preflight.rule import (
    ANY_X,
    FLAT,
    X4,
    Found,
    Severity,
    Wishes,
    file_rule,
)
from kaartgen.pdf.print_shop import PDFX_NAMES

# What the files of 2001, 2002 and 2003 call themselves, and the version of PDF that they may be.
_FLAT_VERSIONS: Final = {
    "1a": {"PDF/X-1a:2003": (1, 4), "PDF/X-1:2001": (1, 3)},
    "3": {"PDF/X-3:2003": (1, 4), "PDF/X-3:2002": (1, 3)},
}
_TRAPPED: Final = frozenset(["/True", "/False"])
_DATE: Final = re.compile(
    r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?"
    r"(?:(Z)|([+-])(\d\d)'?:?(\d\d)?'?)?"
)


def _intents(file: FileFacts) -> list[OutputIntent]:
    return [intent for intent in file.intents if intent.subtype == "GTS_PDFX"]


def _said(file: FileFacts, wishes: Wishes, key: str, info_key: str) -> str:
    """Return a property from where this PDF/X wants it: X-4 also takes it from XMP alone."""
    found = file.info.get(info_key, "")
    return found or ((file.xmp or {}).get(key, "") if wishes.pdfx == "4" else "")


@file_rule(
    "x-versie",
    "Aanduiding van PDF/X",
    Severity.ERROR,
    "Exporteer met de PDF/X-instelling; een gewone pdf wordt het niet vanzelf.",
    pdfx=ANY_X,
    general=False,
)
def version_key(file: FileFacts, wishes: Wishes) -> Iterator[Found]:
    """Find a file that does not call itself what it should be."""
    name = PDFX_NAMES[wishes.pdfx]
    if wishes.pdfx == "4":
        said = (file.xmp or {}).get("versie", "")
        right = said == "PDF/X-4"
    else:
        said = file.info.get("GTS_PDFXVersion", "")
        right = said in _FLAT_VERSIONS[wishes.pdfx] and (
            said != "PDF/X-1:2001" or file.info.get("GTS_PDFXConformance") == "PDF/X-1a:2001"
        )
    if not right:
        yield Found(f"noemt zich ‘{said}’, niet {name}" if said else f"noemt zich geen {name}")


@file_rule(
    "x-pdf-versie",
    "Versie van pdf",
    Severity.ERROR,
    "Exporteer in een oudere versie van pdf.",
    pdfx=ANY_X,
    general=False,
)
def pdf_version(file: FileFacts, wishes: Wishes) -> Iterator[Found]:
    """Find a version of PDF that came after this PDF/X."""
    if wishes.pdfx == "4":
        most = (1, 6)
    else:
        versions = _FLAT_VERSIONS[wishes.pdfx]
        # A file that does not say which it is gets the benefit of the doubt.
        most = versions.get(file.info.get("GTS_PDFXVersion", ""), max(versions.values()))
    if file.version > most:
        yield Found(
            f"pdf {file.version[0]}.{file.version[1]}, toegestaan is hooguit {most[0]}.{most[1]}"
        )


@file_rule(
    "x-objectstromen",
    "Zonder objectstromen",
    Severity.ERROR,
    "Bewaar de pdf zonder samengepakte objecten (versie 1.4 of ouder).",
    pdfx=FLAT,
    general=False,
)
def object_streams(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find objects packed in a way that came later."""
    if file.compressed_objects:
        yield Found("objecten zijn samengepakt, en dat kent deze PDF/X niet")


@file_rule(
    "x-id",
    "Kenmerk",
    Severity.ERROR,
    "Maak de pdf opnieuw; het kenmerk (ID) hoort er bij het bewaren in te komen.",
    pdfx=ANY_X,
    general=False,
)
def identifier(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find a file without an ID."""
    if not file.has_id:
        yield Found("het bestand heeft geen kenmerk (ID)")


@file_rule(
    "x-titel",
    "Titel",
    Severity.ERROR,
    "Geef het document een titel.",
    pdfx=ANY_X,
    general=False,
)
def title(file: FileFacts, wishes: Wishes) -> Iterator[Found]:
    """Find a file without a title."""
    if not _said(file, wishes, "titel", "Title").strip():
        yield Found("het bestand heeft geen titel")


@file_rule(
    "x-datums",
    "Datums",
    Severity.ERROR,
    "Maak de pdf opnieuw; de datums horen er bij het bewaren in te komen.",
    pdfx=ANY_X,
    general=False,
)
def dates(file: FileFacts, wishes: Wishes) -> Iterator[Found]:
    """Find a file that does not say when it was made and changed."""
    for key, info_key, word in (
        ("gemaakt", "CreationDate", "gemaakt"),
        ("gewijzigd", "ModDate", "gewijzigd"),
    ):
        if _moment(_said(file, wishes, key, info_key)) is None:
            yield Found(f"het bestand zegt niet wanneer het is {word} ({info_key})")


@file_rule(
    "x-trapped",
    "Overvulling",
    Severity.ERROR,
    "Zet ‘Trapped’ op True of False; meestal is het False.",
    pdfx=ANY_X,
    general=False,
)
def trapped(file: FileFacts, wishes: Wishes) -> Iterator[Found]:
    """Find a file that does not say whether it was trapped."""
    said = file.info.get("Trapped", "")
    if wishes.pdfx == "4" and not said:
        said = "/" + (file.xmp or {}).get("trapped", "")
    if said not in _TRAPPED:
        yield Found("het bestand zegt niet of er overvuld is (Trapped)")


@file_rule(
    "x-xmp",
    "Gegevens in XMP",
    Severity.ERROR,
    "Exporteer opnieuw als PDF/X-4.",
    pdfx=X4,
    general=False,
)
def has_xmp(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find a file without XMP."""
    if file.xmp is None:
        yield Found("het bestand heeft geen gegevens in XMP")


@file_rule(
    "x-xmp-leesbaar",
    "XMP leesbaar",
    Severity.ERROR,
    "Exporteer opnieuw; de gegevens in XMP zijn stuk.",
    pdfx=ANY_X,
    general=False,
)
def readable_xmp(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find XMP that is no XML."""
    if file.xmp_broken:
        yield Found("de gegevens in XMP zijn niet te lezen")


@file_rule(
    "x-xmp-gepakt",
    "XMP onverpakt",
    Severity.ERROR,
    "Bewaar de XMP zonder compressie.",
    pdfx=X4,
    general=False,
)
def plain_xmp(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find XMP that only opens after unpacking."""
    if file.xmp_filtered:
        yield Found("de gegevens in XMP zijn gecomprimeerd")


@file_rule(
    "x-xmp-nummers",
    "Nummers in XMP",
    Severity.ERROR,
    "Exporteer opnieuw als PDF/X-4.",
    pdfx=X4,
    general=False,
)
def xmp_ids(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find XMP without what tells one version of a document from another."""
    if file.xmp is None or file.xmp_broken:
        return
    names = {
        "document": "DocumentID",
        "uitgave": "VersionID",
        "soort": "RenditionClass",
        "metadata": "MetadataDate",
    }
    missing = [name for key, name in names.items() if not file.xmp.get(key)]
    if missing:
        yield Found(f"in XMP ontbreekt {', '.join(missing)}")


@file_rule(
    "x-xmp-gelijk",
    "XMP en Info gelijk",
    Severity.ERROR,
    "Pas titel, datums of Trapped in één programma aan, dat beide bijwerkt.",
    pdfx=ANY_X,
    general=False,
)
def agreement(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find properties that are one thing in Info and another in XMP."""
    xmp = file.xmp or {}
    for key, info_key, same in (
        ("titel", "Title", _same_text),
        ("gemaakt", "CreationDate", _same_moment),
        ("gewijzigd", "ModDate", _same_moment),
        ("trapped", "Trapped", _same_text),
    ):
        if key in xmp and info_key in file.info and not same(file.info[info_key], xmp[key]):
            yield Found(f"{info_key} is ‘{file.info[info_key]}’ in Info en ‘{xmp[key]}’ in XMP")


def _same_text(one: str, other: str) -> bool:
    return one.removeprefix("/").strip() == other.strip()


def _same_moment(one: str, other: str) -> bool:
    return _moment(one) == _moment(other)


def _moment(text: str) -> datetime.datetime | None:
    """Return the moment that a date of PDF or of XMP means, or None if it means none."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (
        int(part) if part else default
        for part, default in zip(match.groups()[:6], (1, 1, 1, 0, 0, 0), strict=True)
    )
    offset = datetime.timedelta(hours=int(match[9] or 0), minutes=int(match[10] or 0))
    zone = datetime.timezone(-offset if match[8] == "-" else offset)
    try:
        return datetime.datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None


@file_rule(
    "x-drukconditie",
    "Drukconditie",
    Severity.ERROR,
    "Exporteer met één drukconditie (OutputIntent), zoals FOGRA39.",
    pdfx=ANY_X,
    general=False,
)
def one_intent(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find a file that is made for no press, or for several."""
    count = len(_intents(file))
    if count != 1:
        told = f"{count} drukcondities" if count else "geen drukconditie"
        yield Found(f"{told} voor PDF/X (OutputIntent)")


@file_rule(
    "x-drukconditie-naam",
    "Naam van de drukconditie",
    Severity.ERROR,
    "Noem de drukconditie bij haar naam, zoals FOGRA39.",
    pdfx=ANY_X,
    general=False,
)
def intent_named(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find a printing condition without a name."""
    for intent in _intents(file):
        missing = [
            name
            for name, value in (
                ("OutputConditionIdentifier", intent.identifier),
                ("Info", intent.info),
            )
            if not value.strip()
        ]
        if missing:
            yield Found(f"bij de drukconditie ontbreekt {' en '.join(missing)}")


@file_rule(
    "x-profiel",
    "Profiel ingesloten",
    Severity.ERROR,
    "Sluit het profiel van de drukker in.",
    pdfx=ANY_X,
    general=False,
)
def profile_there(file: FileFacts, wishes: Wishes) -> Iterator[Found]:
    """Find a printing condition without its profile; X-1a and X-3 may name a registered one."""
    for intent in _intents(file):
        registered = wishes.pdfx in FLAT and "color.org" in intent.registry
        if intent.profile is None and not registered:
            yield Found("bij de drukconditie zit geen profiel")


@file_rule(
    "x-profiel-soort",
    "Soort profiel",
    Severity.ERROR,
    "Neem een profiel voor drukken in cmyk.",
    pdfx=ANY_X,
    general=False,
)
def profile_kind(file: FileFacts, _: Wishes) -> Iterator[Found]:
    """Find a profile that is none, or not one of a press."""
    for intent in _intents(file):
        if intent.profile is None or intent.profile == ("prtr", "CMYK"):
            continue
        kind, space = intent.profile
        told = f"is er een van soort {kind} voor {space}" if kind else "is geen profiel"
        yield Found(f"het ingesloten profiel {told}")


@file_rule(
    "x-profiel-anders",
    "Profiel van de drukker",
    Severity.WARNING,
    "Exporteer met de drukconditie die de drukker noemt.",
    pdfx=frozenset(),
)
def profile_of_shop(file: FileFacts, wishes: Wishes) -> Iterator[Found]:
    """Find a file made for another printing condition than the shop's."""
    wanted = wishes.shop.profile
    if wanted is None:
        return
    for intent in _intents(file):
        told = " ".join(f"{intent.identifier} {intent.info}".split())
        if _plain(wanted) not in _plain(told):
            short = told if len(told) <= 60 else told[:57] + "…"
            yield Found(f"gemaakt voor ‘{short}’, de drukker vraagt {wanted}")


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


RULES: Final = (
    version_key,
    pdf_version,
    object_streams,
    identifier,
    title,
    dates,
    trapped,
    has_xmp,
    readable_xmp,
    plain_xmp,
    xmp_ids,
    agreement,
    one_intent,
    intent_named,
    profile_there,
    profile_kind,
    profile_of_shop,
)
