"""What was typed as readings of a calibration sheet in; numbers out, or why they are none."""

from __future__ import annotations

import re
from typing import Final

from kaartgen.errors import ExitCode, Problem, raise_all, usage_error
from kaartgen.geometry import Sides
from kaartgen.imposition.printer import LABELS, BackReading

_NUMBER: Final = re.compile(r"[+-]?\d{1,4}([.,]\d{1,4})?")
_EXAMPLE: Final = "A 0,3 -0,5; B 0,4 -0,5; C 0,3 -0,3; D 0,1 -0,2; E 0,2 -0,1"


def backs(text: str) -> tuple[BackReading, ...]:
    """Read “A 0,3 -0,5; B …”: for every target how far right and up; raises all that is wrong."""
    problems: list[Problem] = []
    found: dict[str, BackReading] = {}
    for entry in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
        label, *words = re.sub(r"[:=]|mm\b,?", " ", entry).split()
        label = label.upper()
        try:
            numbers = [_number(word) for word in words]
        except ValueError:
            numbers = []
        if label not in LABELS:
            problems.append(
                _wrong(f"‘{label}’ is geen letter van het ijkvel.", "Kies uit A tot E.")
            )
        elif label in found:
            problems.append(_wrong(f"{label} staat er twee keer.", "Laat de goede staan."))
        elif len(numbers) != 2:
            problems.append(
                _wrong(
                    f"Achter {label} horen twee getallen: naar rechts en omhoog; er staat "
                    f"‘{' '.join(words)}’.",
                    "Schrijf bijvoorbeeld: A 0,3 -0,5",
                )
            )
            found[label] = BackReading(label, 0, 0)
        else:
            found[label] = BackReading(label, *numbers)
    missing = [label for label in LABELS if label not in found]
    if missing:
        what = "ontbreekt" if len(missing) == 1 else "ontbreken"
        problems.append(
            _wrong(
                f"{' en '.join(missing)} {what} nog.",
                f"Alle vijf zijn nodig, ook om elkaar na te kijken, zoals: {_EXAMPLE}",
            )
        )
    raise_all(problems)
    return tuple(found[label] for label in LABELS)


def pair(text: str) -> tuple[float, float]:
    """Read “0,3 -0,5”."""
    first, second = _numbers(text, 2, "Typ twee getallen met een spatie ertussen, zoals: 0,3 -0,5")
    return first, second


def ruler(text: str) -> tuple[float, float]:
    """Read “99,7x99,8”: how long the lying and the standing ruler are."""
    across, along = _numbers(
        re.sub(r"[x×*]", " ", text), 2, "Schrijf liggend x staand, zoals: 99,7x99,8", "--liniaal"
    )
    return across, along


def distances(text: str) -> tuple[float, float, float, float]:
    """Read “25,3 25,1 24,8 24,9”: the distances 1 to 4."""
    one, two, three, four = _numbers(
        text, 4, "Schrijf ze in volgorde, zoals: 25,3 25,1 24,8 24,9", "--afstanden"
    )
    return one, two, three, four


def edges(text: str) -> Sides:
    """Read “4,2”, or one number each for the upper, right, lower and left edge."""
    hint = "Schrijf één getal, of vier: boven, rechts, onder, links."
    if len(_words(text)) == 1:
        return Sides.equal(_numbers(text, 1, hint, "--rand")[0])
    return Sides(*_numbers(text, 4, hint, "--rand"))


def one(text: str) -> float:
    """Read one length."""
    return _numbers(text, 1, "Typ één getal, zoals: 99,8")[0]


def _numbers(text: str, count: int, hint: str, option: str | None = None) -> list[float]:
    try:
        found = [_number(word) for word in _words(text)]
    except ValueError:
        found = []
    if len(found) != count:
        how_many = "hoort één getal" if count == 1 else f"horen {count} getallen"
        where = f"Bij {option} {how_many}" if option else f"Hier {how_many}"
        raise usage_error(f"{where} in millimeters; er staat ‘{text.strip()}’.", hint)
    return found


def _words(text: str) -> list[str]:
    return re.sub(r"mm\b,?|;", " ", text).split()


def _number(word: str) -> float:
    """Read a number; a comma at its end only parts it from the next. Raises ValueError."""
    plain = word.replace("−", "-").replace("–", "-").rstrip(",")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(word)
    return float(plain.replace(",", "."))


def _wrong(message: str, hint: str) -> Problem:
    return Problem(message, ExitCode.USAGE, hint=hint)
