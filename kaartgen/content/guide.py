"""The facilitator's guide's file in; its parts, typed, out."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, model_validator

from kaartgen import yamlfile
from kaartgen.authored import Authored, AuthoredFile, WholeNumber, mistake, validate
from kaartgen.content.board import Board, WritingField, load_board
from kaartgen.content.deck import Deck
from kaartgen.content.fields import Text
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, raise_all
from kaartgen.workspace import Workspace

FILE: Final = "handreiking.yaml"
COLLECTING_MINUTES: Final = 150


class Advice(Authored):
    """What may happen, and what the facilitator then does."""

    als: Text
    dan: Text


class CollectingStep(Authored):
    """A step of the session in which people write down situations of their own."""

    minuten: Annotated[WholeNumber, Field(ge=1, le=150)]
    naam: Text
    tekst: Text


class Collecting(Authored):
    """The session for new situations."""

    inleiding: Text
    stappen: tuple[CollectingStep, ...] = Field(min_length=2, max_length=12, strict=False)

    @model_validator(mode="after")
    def _adds_up(self) -> Collecting:
        total = sum(step.minuten for step in self.stappen)
        if total != COLLECTING_MINUTES:
            raise mistake(
                f"De stappen duren samen {total} minuten; "
                f"het horen er {COLLECTING_MINUTES} te zijn."
            )
        return self


class Guide(AuthoredFile):
    """The fields of handreiking.yaml."""

    inleiding: Text
    kiezen: tuple[Text, ...] = Field(min_length=2, max_length=8, strict=False)
    afspraken: tuple[Text, ...] = Field(min_length=2, max_length=8, strict=False)
    wat_als: tuple[Advice, ...] = Field(min_length=3, max_length=12, strict=False)
    verzamelen: Collecting
    inzamelblad: tuple[WritingField, ...] = Field(min_length=3, max_length=9, strict=False)


def load_conversation(
    workspace: Workspace, deck: Deck, *, general: bool = False
) -> tuple[Board, Guide]:
    """Read a deck's dialoogkaart (or the general one) and its guide.

    Raises KaartgenError with every mistake in both.
    """
    board: Board | None = None
    guide: Guide | None = None
    problems: list[Problem] = []
    try:
        board = load_board(workspace, deck, general=general)
    except KaartgenError as error:
        problems.extend(error.problems)
    try:
        guide = load_guide(deck)
    except KaartgenError as error:
        problems.extend(error.problems)
    raise_all(problems)
    assert board is not None
    assert guide is not None
    return board, guide


def load_guide(deck: Deck) -> Guide:
    """Read a deck's guide; raises KaartgenError with every mistake in it, or if there is none."""
    file = deck.companion(FILE)
    if not file.exists():
        raise KaartgenError(
            [
                Problem(
                    f"Het deck ‘{deck.name}’ heeft nog geen handreiking.",
                    ExitCode.AUTHOR,
                    Place(file),
                    "Schrijf er een naar het voorbeeld van kaarten/jeugdzorg/handreiking.yaml.",
                )
            ]
        )
    context = deck.reading
    document = yamlfile.read(file)
    guide, problems = validate(Guide, document, context=context)
    raise_all(problems)
    assert guide is not None
    return guide.read_from(document)
