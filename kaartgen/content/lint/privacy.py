"""Texts in; what could lead to a real person out: names, numbers and addresses.

Every pattern asks for more than a likeness (a check digit, a title, a known first name), since a
signal on every capital would soon go unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kaartgen.content.lint.signal import Hit, Subject
from kaartgen.content.lint.wordlist import word_set

_BEFORE: Final = r"(?:(?:van|de|der|den|ter|ten|te|op|in|’t|'t|el|al|ben|bin|ait|la|di|von)\s+)"
_CAPITAL: Final = r"[A-ZÀ-Ý][a-zà-ÿ]+(?:[-’][A-ZÀ-Ý][a-zà-ÿ]+)*"
_TITLES: Final = (
    r"(?:[Dd]e heer|[Mm]eneer|[Mm]evrouw|[Dd]hr\.|[Mm]w\.|[Mm]evr\.|[Dd]rs?\.|[Mm]r\.|[Ii]ng\.|"
    r"[Ff]amilie|[Dd]okter)"
)
# After a title the van has a capital: ‘mevrouw De Vries’.
_TITLED: Final = re.compile(
    rf"\b{_TITLES}\s+(?:[A-Z]\.\s?)*(?i:{_BEFORE}){{0,3}}({_CAPITAL})(?![\w’-])"
)
# ‘Plan B. Vertel’ is no name: of the first letters of the alphabet one alone is not enough.
_WITH_INITIALS: Final = re.compile(
    rf"(?<![\w.])(?:(?:[A-Z]\.\s?){{2,4}}{_BEFORE}{{0,3}}|[A-Z]\.\s?{_BEFORE}{{1,3}}|[G-Z]\.\s?)"
    rf"({_CAPITAL})(?![\w’-])"
)
_NAMED: Final = re.compile(
    rf"(?<![\w’-])({_CAPITAL})\s+({_BEFORE}{{1,3}})?({_CAPITAL})(?![\w’-])",
)

_DIGITS: Final = re.compile(r"(?<![\d+./-])\d(?:[ .]?\d){8}(?![\d/-]|[.,]\d)")
_PHONE: Final = re.compile(
    r"(?<![\w+])(?:(?:\+|00)31[ -]?(?:\(0\)[ -]?)?|0)[1-9](?:[ -]?\d){8}(?![\w-])"
)
# Bounded, and only from the start of a word: otherwise a very long word takes minutes.
_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_PLATE: Final = re.compile(
    r"(?<![\w-])(?:"
    r"[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}|"
    r"[A-Z]{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|"
    r"[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}|"
    r"\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d)(?![\w-])"
)
# SA, SD and SS are not given out; KM, EU and the like are no letters of a street.
_POSTCODE: Final = re.compile(
    r"(?<![\w.,-])[1-9]\d{3}[ \u00a0]?(?!SA|SD|SS|KM|EU|CE|EN|OF|IN|OP)[A-Z]{2}(?![\w-])"
)
_ADDRESS: Final = re.compile(
    r"\b[A-ZÀ-Ý][\w’-]*(?:straat|laan|weg|plein|kade|gracht|dijk|singel|dreef|steeg|plantsoen)"
    r"[ \u00a0]\d{1,4}(?:[ -]?[a-zA-Z])?\b"
)
_IBAN: Final = re.compile(r"\bNL\d{2}[ ]?[A-Z]{4}(?:[ ]?\d){10}\b")


def is_bsn(digits: str) -> bool:
    """Say whether nine digits can be a burgerservicenummer: they pass its eleven-check.

    Nine, eight, ... two times the first eight digits, less the ninth, is a multiple of eleven.
    """
    if len(digits) != 9 or digits == "000000000":
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return total % 11 == 0


def is_iban(text: str) -> bool:
    """Say whether a text can be a bank account: its remainder by 97 is one (ISO 13616)."""
    bare = text.replace(" ", "")
    turned = bare[4:] + bare[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


@lru_cache(maxsize=4_000)
def personal_data(text: str) -> tuple[tuple[str, str], ...]:
    """Return what looks like personal data in a text: the check that tells it, and the words."""
    return tuple(_personal_data(text))


def _personal_data(text: str) -> Iterator[tuple[str, str]]:
    yield from (("achternaam", name) for name in _surnames(text))
    yield from (("e-mailadres", match[0]) for match in _MAIL.finditer(text))
    if not any(char.isdigit() for char in text):
        return
    for match in _IBAN.finditer(text):
        if is_iban(match[0]):
            yield "rekeningnummer", match[0]
    # The end of an account looks like a telephone number.
    text = _IBAN.sub("", text)
    yield from (("telefoonnummer", match[0]) for match in _PHONE.finditer(text))
    for match in _DIGITS.finditer(text):
        if is_bsn(re.sub(r"\D", "", match[0])):
            yield "bsn", match[0]
    yield from (("kenteken", match[0]) for match in _PLATE.finditer(text))
    yield from (("adres", match[0]) for match in _ADDRESS.finditer(text))
    yield from (("postcode", match[0]) for match in _POSTCODE.finditer(text))


def _surnames(text: str) -> Iterator[str]:
    told: set[str] = set()
    first_names, no_names = word_set("voornamen"), word_set("geen-achternaam")
    for pattern in (_TITLED, _WITH_INITIALS):
        for match in pattern.finditer(text):
            # ‘Mevrouw Anouk’ has no surname, ‘optie J. De rest’ no name at all.
            if match[1] not in first_names | no_names | told:
                told.add(match[1])
                yield match[0]
    at = 0
    # One name may begin inside the match of another: ‘Sinds Merel Bos’.
    while named := _NAMED.search(text, at):
        first, before, last = named.groups()
        at = named.end(1)
        if first in first_names and last not in first_names and last not in told:
            # ‘Jan. De brief’ has a full stop; ‘Bo van Merel’ is Merel's Bo.
            yield f"{first} {before or ''}{last}"
            at = named.end()


def surnames(subject: Subject) -> Iterator[Hit]:
    """Yield names with a surname."""
    return _found(
        subject,
        "achternaam",
        "Hier staat een naam met een achternaam: ‘{}’.",
        "Schrijf de rol (‘de vader’), of alleen een verzonnen voornaam.",
    )


def bsns(subject: Subject) -> Iterator[Hit]:
    """Yield numbers that pass the check of a burgerservicenummer."""
    return _found(
        subject,
        "bsn",
        "‘{}’ kan een burgerservicenummer zijn.",
        "Haal het weg; op een kaart is geen nummer van een mens nodig.",
    )


def phones(subject: Subject) -> Iterator[Hit]:
    """Yield telephone numbers."""
    return _found(
        subject, "telefoonnummer", "‘{}’ is een telefoonnummer.", "Haal het weg: ‘haar nummer’."
    )


def mails(subject: Subject) -> Iterator[Hit]:
    """Yield e-mail addresses."""
    return _found(
        subject, "e-mailadres", "‘{}’ is een e-mailadres.", "Haal het weg: ‘een mailtje’."
    )


def plates(subject: Subject) -> Iterator[Hit]:
    """Yield number plates."""
    return _found(
        subject, "kenteken", "‘{}’ lijkt een kenteken.", "Haal het weg: ‘een grijze bestelbus’."
    )


def addresses(subject: Subject) -> Iterator[Hit]:
    """Yield a street with a number."""
    return _found(
        subject, "adres", "‘{}’ is een adres.", "Haal het weg: ‘een flat aan de rand van de stad’."
    )


def postcodes(subject: Subject) -> Iterator[Hit]:
    """Yield postcodes."""
    return _found(
        subject, "postcode", "‘{}’ is een postcode.", "Haal hem weg: ‘een straat bij het station’."
    )


def accounts(subject: Subject) -> Iterator[Hit]:
    """Yield bank accounts."""
    return _found(
        subject, "rekeningnummer", "‘{}’ is een rekeningnummer.", "Haal het weg: ‘haar rekening’."
    )


def _found(subject: Subject, check: str, message: str, hint: str) -> Iterator[Hit]:
    # Also in other languages and in notes: a file goes from hand to hand.
    for passage in subject.passages:
        for kind, words in personal_data(passage.text):
            if kind == check:
                yield Hit(passage.where, message.format(words), hint, words)
