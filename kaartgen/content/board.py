"""The dialoogkaart's file in; the steps, minutes and questions of the conversation out."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator

from kaartgen import yamlfile
from kaartgen.authored import Authored, AuthoredFile, WholeNumber, mistake, validate
from kaartgen.content.deck import Deck
from kaartgen.content.fields import Text
from kaartgen.content.kinds import Lens
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, raise_all
from kaartgen.workspace import Workspace

FILE = "dialoogkaart.yaml"
_STEP_KINDS = ("instructie", "situatie", "perspectief", "waarde", "beeld", "leeg")
Minutes = Annotated[WholeNumber, Field(ge=1, le=240)]


class Pace(enum.Enum):
    """How long the conversation takes, in minutes."""

    WHOLE = 75
    SHORT = 45
    QUICK = 20


# Where a step says how long it takes.
_FIELDS = {
    Pace.WHOLE: "minuten",
    Pace.SHORT: "minuten_kort",
    Pace.QUICK: "minuten_rondje",
}


class SlotText(Authored):
    """What stands in the place where the situation will lie."""

    kop: Text
    tekst: Text


class CardsNeeded(Authored):
    """Cards that a step lays on the table."""

    soort: Literal["situatie", "vraag", "perspectief", "waarde", "beeld", "rol", "joker", "leeg"]
    aantal: Annotated[WholeNumber, Field(ge=1, le=20)] = 1


class WritingField(Authored):
    """A field to write in."""

    label: Text
    regels: Annotated[WholeNumber, Field(ge=1, le=12)] = 1


class Step(Authored):
    """One step of the conversation."""

    nummer: Annotated[WholeNumber, Field(ge=0, le=9)]
    naam: Text
    kop: Text = Field(description="De vraag waar deze stap antwoord op geeft.")
    minuten: Minutes
    minuten_kort: Minutes | None = None
    minuten_rondje: Minutes | None = None
    doel: Text | None = None
    vragen: tuple[Text, ...] = Field(min_length=2, max_length=5, strict=False)
    kaarten: tuple[CardsNeeded, ...] = Field((), strict=False)
    schrijfvelden: tuple[WritingField, ...] = Field((), strict=False)
    zeg: Text | None = Field(None, description="Wat de begeleider zegt.")
    doe: Text | None = Field(None, description="Wat de begeleider doet.")
    let_op: Text | None = None
    overgang: Text | None = Field(None, description="De zin naar de volgende stap.")

    @property
    def kind(self) -> str:
        """The kind of card that is on the table in this step, which gives it its colour."""
        return _STEP_KINDS[min(self.nummer, len(_STEP_KINDS) - 1)]

    def minutes(self, pace: Pace) -> int | None:
        """Return how long this step takes at a pace; None if it is left out."""
        minutes: int | None = getattr(self, _FIELDS[pace])
        return minutes


class Board(AuthoredFile):
    """The fields of dialoogkaart.yaml."""

    titel: Text
    regels: tuple[Text, ...] = Field(min_length=2, max_length=6, strict=False)
    velden: tuple[Text, ...] = Field(min_length=1, max_length=5, strict=False)
    situatie_vak: SlotText
    waarde_vak: Text
    lens_vragen: dict[Lens, Text]
    randen: tuple[Text, ...] = Field(min_length=6, max_length=6, strict=False)
    slotzin: tuple[Text, ...] = Field(min_length=3, max_length=3, strict=False)
    stappen: tuple[Step, ...] = Field(min_length=3, max_length=8, strict=False)

    @field_validator("lens_vragen")
    @classmethod
    def _all_lenses(cls, asked: dict[Lens, str]) -> dict[Lens, str]:
        missing = {"IS", "DOET", "VOELT"} - asked.keys()
        if missing:
            raise mistake(f"Bij ‘lens_vragen’ ontbreekt {', '.join(sorted(missing))}.")
        return asked

    @field_validator("stappen")
    @classmethod
    def _adds_up(cls, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        wrong: list[str] = []
        fields: list[str] = []
        for pace, field in _FIELDS.items():
            minutes = [step.minutes(pace) for step in steps]
            total = sum(minute for minute in minutes if minute)
            if any(minutes) and total != pace.value:
                wrong.append(
                    f"De stappen duren samen {total} minuten; het horen er {pace.value} te zijn."
                )
                fields.append(f"‘{field}’")
        hints = [f"Kijk de velden {' en '.join(fields)} na."] if fields else []
        numbers = Counter(step.nummer for step in steps)
        twice = [str(number) for number, times in numbers.items() if times > 1]
        if twice:
            wrong.append(f"Meer dan één stap heeft nummer {' en '.join(twice)}.")
            hints.append("Geef elke stap een eigen ‘nummer’.")
        if wrong:
            raise mistake(" ".join(wrong), " ".join(hints))
        return steps

    def steps(self, pace: Pace) -> tuple[tuple[Step, int], ...]:
        """Return the steps of a pace with their minutes."""
        found = ((step, step.minutes(pace)) for step in self.stappen)
        return tuple((step, minutes) for step, minutes in found if minutes)

    def place_of_step(self, step: Step, field: str) -> Place | None:
        """Return where a field of a step stands in the author's file."""
        numbers = [one.nummer for one in self.stappen]
        return self.place("stappen", numbers.index(step.nummer), field)


def load_board(workspace: Workspace, deck: Deck, *, general: bool = False) -> Board:
    """Read a deck's dialoogkaart, or the general one.

    Raises KaartgenError with every mistake in it, or if the deck has none.
    """
    file = deck.companion(FILE)
    if general:
        found = workspace.find("gedeeld", FILE)
        if found is None:
            raise KaartgenError([_missing(deck, file)])
        file = found
    elif not file.exists():
        raise KaartgenError([_missing(deck, file)])
    return read_board(file, deck.reading)


def read_board(file: Path, context: Mapping[str, object]) -> Board:
    """Read one dialoogkaart file; raises KaartgenError with every mistake in it."""
    document = yamlfile.read(file)
    board, problems = validate(Board, document, context=context)
    raise_all(problems)
    assert board is not None
    return board.read_from(document)


def _missing(deck: Deck, file: Path) -> Problem:
    return Problem(
        f"Het deck ‘{deck.name}’ heeft geen eigen dialoogkaart.",
        ExitCode.AUTHOR,
        Place(file),
        "Gebruik de algemene met --algemeen, of schrijf er een naar het voorbeeld van jeugdzorg.",
    )
